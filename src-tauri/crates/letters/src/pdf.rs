//! A document to the bytes of a PDF, or to placed lines for the screen: both from the same pages.

use std::cell::RefCell;

use sha2::{Digest, Sha256};

use crate::fonts::Shaper;
use crate::layout::{PreviewPage, typeset};
use crate::writer::{PdfWriter, Properties};
use crate::{Document, LettersError};

thread_local! {
    // Shape plans and shaped words are kept: a batch of letters uses the same few hundred words.
    static SHAPER: RefCell<Shaper> = RefCell::new(Shaper::new());
}

/// Lends the thread's shaper.
pub(crate) fn with_shaper<T>(work: impl FnOnce(&mut Shaper) -> T) -> T {
    SHAPER.with_borrow_mut(work)
}

/// A finished PDF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendered {
    pub bytes: Vec<u8>,
    pub pages: u32,
    /// SHA-256 of `bytes`, 64 hexadecimal digits.
    pub sha256_hex: String,
}

impl Rendered {
    pub(crate) fn of(bytes: Vec<u8>, pages: usize) -> Self {
        let sha256_hex = Sha256::digest(&bytes).iter().map(|b| format!("{b:02x}")).collect();
        Self { bytes, pages: u32::try_from(pages).unwrap_or(u32::MAX), sha256_hex }
    }
}

/// Sets a document and writes it as PDF 1.7: fonts embedded as subsets, text extractable, same input same bytes.
///
/// # Errors
/// A font could not be subset or the page descriptions could not be made; never by what the text holds.
pub fn render_pdf(document: &Document) -> Result<Rendered, LettersError> {
    with_shaper(|shaper| {
        let pages = typeset(shaper, document);
        let mut writer = PdfWriter::new(Vec::with_capacity(64 * 1024), shaper)?;
        writer.add(pages)?;
        let title = crate::text::clean(&document.title);
        let properties = Properties { title: &title, lang: &document.lang, date: document.date };
        let (bytes, pages) = writer.finish(&properties, |_, _, _| Vec::new())?;
        Ok(Rendered::of(bytes, pages))
    })
}

/// The pages of a document as placed lines of text and rules, so that a screen can draw the very same page.
#[must_use]
pub fn layout_preview(document: &Document) -> Vec<PreviewPage> {
    with_shaper(|shaper| typeset(shaper, document).iter().map(crate::layout::Page::preview).collect())
}
