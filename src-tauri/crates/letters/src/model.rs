//! The document model: headings, paragraphs, tables, blocks of a letter.
//! It knows nothing of PDF and nothing of law; the preview text and the page are made from the same model.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::text::clean;

/// A piece of text in one style.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Run {
    pub text: String,
    pub bold: bool,
    pub italic: bool,
}

impl Run {
    /// Upright, regular weight.
    #[must_use]
    pub fn plain(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, italic: false }
    }
    /// Upright, bold.
    #[must_use]
    pub fn bold(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: true, italic: false }
    }
}

/// The look: sheet, margins, typeface.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// A4 upright, margins 30/15/20/20 mm, PT Serif 12 pt, justified.
    Letter,
    /// A4 upright, margins 20/15/20/20 mm, PT Sans 10 pt.
    Report,
    /// A4 lying, margins 20/10/15/15 mm, PT Sans 8 pt.
    Journal,
}

/// How the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
#[serde(rename_all = "snake_case")]
pub enum Align {
    #[default]
    Left,
    Center,
    Right,
}

/// A cell of a table.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, Default)]
pub struct Cell {
    pub text: String,
    pub bold: bool,
    /// Never broken across lines (register numbers, dates): the type is made smaller if it does not fit.
    pub nowrap: bool,
}

impl Cell {
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, nowrap: false }
    }
    #[must_use]
    pub fn nowrap(text: impl Into<String>) -> Self {
        Self { text: text.into(), bold: false, nowrap: true }
    }
}

impl<T: Into<String>> From<T> for Cell {
    fn from(text: T) -> Self {
        Self::new(text)
    }
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Column {
    pub head: String,
    /// Share of the table's width; any positive unit.
    pub width: f32,
    pub align: Align,
}

impl Column {
    #[must_use]
    pub fn new(head: impl Into<String>, width: f32) -> Self {
        Self { head: head.into(), width, align: Align::Left }
    }
    #[must_use]
    pub fn aligned(head: impl Into<String>, width: f32, align: Align) -> Self {
        Self { head: head.into(), width, align }
    }
}

/// A bar of a chart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Bar {
    pub label: String,
    pub value: u64,
}

/// What a block is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Content {
    /// Requisites 05 and 08 of GOST R 7.0.97-2025: name, short name, reference lines (address, telephone, ОГРН, ИНН …).
    Letterhead {
        name: String,
        short_name: Option<String>,
        lines: Vec<String>,
    },
    /// Date and outgoing number at the left, reference to the incoming document only in replies.
    /// `number` is `None` in a draft.
    NumberAndDate {
        number: Option<String>,
        date: NaiveDate,
        in_reply_to: Option<(Option<String>, NaiveDate)>,
    },
    /// To whom; first line the person in the dative, then the postal address. Stands beside the number.
    Addressee {
        lines: Vec<String>,
    },
    /// Heading of the text («О предоставлении сведений»), of a report or of a journal.
    Heading {
        text: String,
    },
    /// A heading within the text; kept together with what follows.
    Subheading {
        text: String,
    },
    Salutation {
        text: String,
    },
    Paragraph {
        runs: Vec<Run>,
        indent: bool,
    },
    List {
        ordered: bool,
        items: Vec<Vec<Run>>,
    },
    Table {
        columns: Vec<Column>,
        rows: Vec<Vec<Cell>>,
    },
    /// «Приложение: …»
    Attachment {
        lines: Vec<String>,
    },
    Signature {
        post: String,
        name: String,
    },
    /// Small, at the foot of the last page.
    Executor {
        lines: Vec<String>,
    },
    /// Small grey-free remark under what it explains.
    Note {
        text: String,
    },
    Spacer,
    PageBreak,
    /// Horizontal bars, the longest filling the width.
    Chart {
        bars: Vec<Bar>,
    },
}

/// A block with its origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Block {
    #[serde(flatten)]
    pub content: Content,
    /// The register or record that it was taken from, in words.
    pub source: Option<String>,
    /// Item of 152-FZ art. 14 p. 7 that it answers (`1` … `9`, `9.1`, `10`).
    pub item: Option<String>,
}

impl From<Content> for Block {
    fn from(content: Content) -> Self {
        Self { content, source: None, item: None }
    }
}

/// A document, ready to be set.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Document {
    /// Title in the file's properties; without personal data.
    pub title: String,
    /// BCP 47, `ru-RU` or `en-GB`.
    pub lang: String,
    pub style: Style,
    /// Date of the document, taken for the file's properties: same input, same bytes.
    pub date: NaiveDate,
    pub blocks: Vec<Block>,
    /// A line at the left of each page's foot (reports and journals), such as the head of the audit trail.
    pub footer: Option<String>,
}

/// `dd.mm.yyyy`
#[must_use]
pub fn ru_date(date: NaiveDate) -> String {
    date.format("%d.%m.%Y").to_string()
}

/// The mark before an item of a list.
#[must_use]
pub(crate) fn list_mark(ordered: bool, index: usize) -> String {
    if ordered { format!("{})", index + 1) } else { "—".to_owned() }
}

/// The lines «15.06.2026 № 014/ПДн» and «На № 12 от 01.06.2026».
#[must_use]
pub(crate) fn number_lines(
    number: Option<&str>,
    date: NaiveDate,
    in_reply_to: Option<&(Option<String>, NaiveDate)>,
) -> Vec<String> {
    let mut lines = vec![format!("{} № {}", ru_date(date), number.unwrap_or("__________"))];
    if let Some((number, date)) = in_reply_to {
        lines.push(match number {
            Some(number) => format!("На № {number} от {}", ru_date(*date)),
            None => format!("На запрос от {}", ru_date(*date)),
        });
    }
    lines
}

fn runs_text(runs: &[Run]) -> String {
    let mut out = String::new();
    for run in runs {
        out.push_str(&run.text);
    }
    clean(&out)
}

impl Document {
    /// The text of the document in reading order, one line a block, paragraph, list item or table row (cells by tabs).
    /// Text extracted from the PDF equals it but for line breaks, soft hyphens, page numbers and running heads.
    #[must_use]
    pub fn plain_text(&self) -> String {
        let mut lines: Vec<String> = Vec::new();
        for block in &self.blocks {
            block.content.plain_lines(&mut lines);
        }
        let mut out = String::new();
        for line in &lines {
            out.push_str(line);
            out.push('\n');
        }
        out
    }
}

impl Content {
    fn plain_lines(&self, lines: &mut Vec<String>) {
        match self {
            Self::Letterhead { name, short_name, lines: reference } => {
                lines.push(clean(name));
                if let Some(short) = short_name {
                    lines.push(format!("({})", clean(short)));
                }
                lines.extend(reference.iter().map(|l| clean(l)));
            }
            Self::NumberAndDate { number, date, in_reply_to } => {
                lines.extend(
                    number_lines(number.as_deref(), *date, in_reply_to.as_ref()).iter().map(|l| clean(l)),
                );
            }
            Self::Addressee { lines: l } | Self::Executor { lines: l } | Self::Attachment { lines: l } => {
                lines.extend(l.iter().map(|l| clean(l)));
            }
            Self::Heading { text }
            | Self::Subheading { text }
            | Self::Salutation { text }
            | Self::Note { text } => {
                lines.push(clean(text));
            }
            Self::Paragraph { runs, .. } => lines.push(runs_text(runs)),
            Self::List { ordered, items } => {
                for (index, item) in items.iter().enumerate() {
                    lines.push(format!("{} {}", list_mark(*ordered, index), runs_text(item)));
                }
            }
            Self::Table { columns, rows } => {
                if columns.iter().any(|c| !c.head.is_empty()) {
                    lines.push(columns.iter().map(|c| clean(&c.head)).collect::<Vec<_>>().join("\t"));
                }
                for row in rows {
                    let cells = row.iter().take(columns.len()).map(|c| clean(&c.text));
                    lines.push(cells.collect::<Vec<_>>().join("\t"));
                }
            }
            Self::Signature { post, name } => lines.push(format!("{}\t{}", clean(post), clean(name))),
            Self::Chart { bars } => {
                lines.extend(bars.iter().map(|bar| format!("{}\t{}", clean(&bar.label), group(bar.value))));
            }
            Self::Spacer | Self::PageBreak => {}
        }
    }
}

/// A number with its digits in groups of three, by non-breaking spaces.
#[must_use]
pub fn group(value: u64) -> String {
    let digits = value.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3 * 2);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push('\u{a0}');
        }
        out.push(digit);
    }
    out
}

/// Who signs a document of the register: the responsible person, if the operator's record names one.
pub(crate) fn signature(name: Option<&str>, post: Option<&str>) -> Option<Block> {
    let name = name.map(crate::text::clean).filter(|name| !name.is_empty())?;
    let post = post.map(crate::text::clean).unwrap_or_default();
    Some(Content::Signature { post, name: crate::names::initials_first(&name) }.into())
}
