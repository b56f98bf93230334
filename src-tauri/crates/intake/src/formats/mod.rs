//! Formats by content, never by name. Everything here runs in the worker only.

mod sniff;
mod table;
mod text;
mod workbook;

use std::fs::File;

use serde::{Deserialize, Serialize};

use crate::frames::Meta;
use crate::{IntakeError, Row};

pub(crate) use sniff::sniff;

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Format {
    Xlsx,
    Xlsm,
    Xlsb,
    Xls,
    Ods,
    Csv,
}

impl Format {
    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Xlsx => "xlsx",
            Self::Xlsm => "xlsm",
            Self::Xlsb => "xlsb",
            Self::Xls => "xls",
            Self::Ods => "ods",
            Self::Csv => "csv",
        }
    }
}

/// Most columns that a row may have.
pub(crate) const MAXIMUM_COLUMNS: usize = 500;
/// Most rows of a sheet: Excel's own.
pub(crate) const MAXIMUM_ROWS: u32 = 1_048_576;
/// Most cells of one import.
pub(crate) const MAXIMUM_CELLS: u64 = 50_000_000;
/// Most characters of a cell: Excel's own. One more is kept, so that a longer text can be told.
pub(crate) const MAXIMUM_TEXT: usize = 32_767;

/// Where rows go; `Ok(false)` = enough.
pub(crate) trait Sink {
    fn meta(&mut self, meta: Meta) -> Result<(), IntakeError>;
    fn row(&mut self, row: Row) -> Result<bool, IntakeError>;
    /// A sign of life during long work without rows.
    fn alive(&mut self);
}

/// Reads the file and sends its rows; blank ones are left out.
pub(crate) fn read(file: File, sheet: Option<&str>, sink: &mut dyn Sink) -> Result<(), IntakeError> {
    let format = sniff(&file)?;
    sink.alive();
    match format {
        Format::Csv => text::read(file, sink),
        _ => workbook::read(format, file, sheet, sink),
    }
}

/// Cuts a text that is longer than a cell may be; one character more stays as the mark of it.
pub(crate) fn clip(mut text: String) -> String {
    if text.len() > MAXIMUM_TEXT
        && let Some((at, _)) = text.char_indices().nth(MAXIMUM_TEXT + 1)
    {
        text.truncate(at);
    }
    text
}
