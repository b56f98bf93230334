//! A first look at a file: sheets, header row, proposed columns, first rows.

use std::fs::File;

use crate::columns::{Column, propose_columns};
use crate::frames::Frame;
use crate::parent::{Limits, Reading, WorkerProgram};
use crate::worker::{Job, Request};
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
    let others: Vec<String> = meta
        .sheets
        .iter()
        .filter(|s| s.visible && s.name != meta.sheet)
        .map(|s| s.name.clone())
        .take(5)
        .collect();
    let mut best = (!rows.is_empty()).then(|| describe(meta, rows));
    if sheet.is_none() && !best.as_ref().is_some_and(is_table) {
        // The first sheet is a cover: the first visible one whose columns give a date and a person is the table, else
        // the first that has rows at all.
        for other in others {
            let (found, rows) = first(program, copy()?, Some(&other), limits)?;
            if rows.is_empty() {
                continue;
            }
            let found = describe(found, rows);
            let better = is_table(&found);
            if better || best.is_none() {
                best = Some(found);
            }
            if better {
                break;
            }
        }
    }
    best.ok_or(IntakeError::FileEmpty)
}

/// Whether the columns were taken for what an import needs.
fn is_table(found: &Inspection) -> bool {
    use crate::Field;
    let has = |wanted: &[Field]| found.columns.iter().any(|c| c.field.is_some_and(|f| wanted.contains(&f)));
    has(&[Field::ReceivedAt])
        && has(&[Field::FullName, Field::LastName, Field::Phone, Field::Email, Field::Contract])
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
        job: Job::Rows,
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
            _ => {}
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
