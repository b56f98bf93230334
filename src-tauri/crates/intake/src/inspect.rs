//! A first look at a file: sheets, header row, proposed columns, first rows.

use std::fs::File;

use crate::columns::{Column, propose_columns};
use crate::frames::Frame;
use crate::parent::{Limits, Reading, WorkerProgram};
use crate::worker::Request;
use crate::{Format, IntakeError, Row, header};

const LOOK: u32 = 260;

/// A sheet of the file.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetInfo {
    pub name: String,
    pub visible: bool,
}

/// What a first look found.
#[derive(Clone, Debug, PartialEq)]
pub struct Inspection {
    pub format: Format,
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    pub sheets: Vec<SheetInfo>,
    /// The sheet that was looked at.
    pub sheet: String,
    /// Row number of the header; `None` = the table has none.
    pub header_row: Option<u32>,
    pub columns: Vec<Column>,
    /// At most 20 rows below the header.
    pub first_rows: Vec<Row>,
}

/// Looks at a file in the worker.
///
/// # Errors
/// See [`IntakeError`].
pub fn inspect(
    program: &WorkerProgram,
    file: File,
    sheet: Option<&str>,
    limits: Limits,
) -> Result<Inspection, IntakeError> {
    let copy = || file.try_clone().map_err(|_| IntakeError::Unreadable);
    let (meta, rows) = first(program, copy()?, sheet, limits)?;
    if rows.is_empty() && sheet.is_none() {
        // The first sheet is a cover without cells: the next visible one that has rows is the table.
        for other in meta.sheets.iter().filter(|s| s.visible && s.name != meta.sheet).take(5) {
            let (found, rows) = first(program, copy()?, Some(&other.name), limits)?;
            if !rows.is_empty() {
                return Ok(describe(found, rows));
            }
        }
    }
    if rows.is_empty() {
        return Err(IntakeError::FileEmpty);
    }
    Ok(describe(meta, rows))
}

fn first(
    program: &WorkerProgram,
    file: File,
    sheet: Option<&str>,
    limits: Limits,
) -> Result<(crate::frames::Meta, Vec<Row>), IntakeError> {
    let request = Request {
        sheet: sheet.filter(|s| !s.is_empty()).map(str::to_owned),
        rows: Some(LOOK),
        memory: limits.memory,
        misbehave: None,
    };
    let mut reading = Reading::start(program, file, &request, limits)?;
    let meta = reading.meta()?;
    let mut rows = Vec::new();
    loop {
        match reading.next()? {
            Frame::Rows(more) => rows.extend(more),
            Frame::End => return Ok((meta, rows)),
            Frame::Error(error) => return Err(error),
            Frame::Meta(_) | Frame::Alive => {}
        }
    }
}

fn describe(meta: crate::frames::Meta, rows: Vec<Row>) -> Inspection {
    let found = header::find(&rows);
    let below: Vec<Row> = rows
        .into_iter()
        .filter(|r| r.row_no > found.row_no.unwrap_or(0) && !header::is_totals_row(r))
        .collect();
    Inspection {
        format: meta.format,
        encoding: meta.encoding,
        delimiter: meta.delimiter,
        sheets: meta.sheets.into_iter().map(|s| SheetInfo { name: s.name, visible: s.visible }).collect(),
        sheet: meta.sheet,
        header_row: found.row_no,
        columns: propose_columns(&found.headers, &below),
        first_rows: below.into_iter().take(20).collect(),
    }
}
