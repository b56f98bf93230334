//! What can go wrong in making a document. No personal data in any message.

/// Making the bytes of a document.
#[derive(Debug, thiserror::Error)]
pub enum LettersError {
    /// The embedded font could not be cut down to the glyphs in use.
    #[error("cutting an embedded font down to its used glyphs")]
    Font { detail: String },
    /// The page description came back without its content (a fault of the PDF library).
    #[error("writing the pages of a document")]
    Pages { detail: String },
    /// A document or table beyond what a page can hold.
    #[error("laying out a document: {what}")]
    Layout { what: &'static str },
    /// The sink of a streamed journal did not take the bytes.
    #[error("writing a document out")]
    Io(#[from] std::io::Error),
    /// The workbook of a journal.
    #[error("writing a workbook")]
    Workbook { detail: String },
}

/// Making a document from a template.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum ComposeError {
    /// The kind of letter has no template yet.
    #[error("composing a letter: this kind has no template yet")]
    NotAvailable { template: crate::TemplateId },
    /// The template itself is wrong (an operator's own copy); `line` is 1-based within the template, 0 = unknown.
    #[error("reading a letter template: {what} (line {line})")]
    Template { what: String, line: usize },
}
