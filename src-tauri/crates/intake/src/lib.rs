//! From a foreign file to a plan: rows are read in a child process, columns are proposed from headers and values,
//! values are understood, notes are classified, and one pure function decides what becomes of each row. Knows no
//! database, no key and no document.

pub mod classify;
mod columns;
mod documents;
mod error;
mod formats;
mod frames;
mod header;
mod inspect;
mod parent;
pub mod plan;
mod text;
pub mod values;
pub mod worker;

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

pub use columns::{Column, Field, propose_columns};
pub use documents::{
    Document, Email, Facts, FileKind, Forwarded, LeftOut, MAXIMUM_BYTES, MAXIMUM_MB, Media, Part,
    ReadDocument, WhyNot, kind_of, read_document,
};
pub use error::IntakeError;
pub use formats::Format;
pub use header::{is_totals_row, letter_of};
pub use inspect::{Inspection, SheetInfo, inspect};
pub use parent::{Limits, RowReader, WorkerProgram, read_rows, sha256_of};
pub use text::fold;

/// The first argument that turns the program into the import worker.
pub const WORKER_ARGUMENT: &str = "--import-worker";

/// One cell as the file holds it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub enum Cell {
    #[default]
    Empty,
    Text(String),
    /// A number that the file does not call a date.
    Number(f64),
    Bool(bool),
    DateTime(NaiveDateTime),
    /// Seconds.
    Duration(f64),
    /// `#N/A` and the like.
    Error(String),
}

impl Cell {
    /// As a person sees it; a number without a needless `.0`.
    #[must_use]
    pub fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.clone(),
            Self::Number(n) if n.fract() == 0.0 && n.abs() < 1e15 => format!("{n:.0}"),
            Self::Number(n) => n.to_string(),
            Self::Bool(true) => "ИСТИНА".to_owned(),
            Self::Bool(false) => "ЛОЖЬ".to_owned(),
            Self::DateTime(at) if at.time() == chrono::NaiveTime::MIN => at.format("%d.%m.%Y").to_string(),
            Self::DateTime(at) => at.format("%d.%m.%Y %H:%M:%S").to_string(),
            Self::Duration(seconds) => {
                let whole = seconds.round().clamp(0.0, 1e12);
                let (h, m, s) = ((whole / 3600.0).floor(), (whole / 60.0).floor() % 60.0, whole % 60.0);
                format!("{h:02.0}:{m:02.0}:{s:02.0}")
            }
            Self::Error(text) => text.clone(),
        }
    }

    /// Nothing in it that a person could see.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            _ => false,
        }
    }
}

/// One row; `row_no` is the number that Excel shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, Default)]
pub struct Row {
    pub row_no: u32,
    pub cells: Vec<Cell>,
}

impl Row {
    /// A cell, or an empty one beyond the end.
    #[must_use]
    pub fn cell(&self, index: usize) -> &Cell {
        static EMPTY: Cell = Cell::Empty;
        self.cells.get(index).unwrap_or(&EMPTY)
    }

    /// Nothing in any cell.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }
}

#[cfg(test)]
mod tests;
