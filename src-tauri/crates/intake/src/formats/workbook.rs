//! Workbooks by calamine: xlsx, xlsm and xlsb cell by cell, xls and ods whole (the memory cap of the worker answers
//! for those). Never the dense range of a streamed format: two cells far apart would be seventeen thousand million.

use std::fs::File;
use std::io::BufReader;

use calamine::{Data, DataRef, Ods, Reader, SheetType, SheetVisible, Xls, Xlsb, Xlsx};

use super::table::Rows;
use super::{Format, Sink, clip};
use crate::frames::{Meta, SheetMeta};
use crate::{Cell, IntakeError};

fn refused(error: &dyn std::fmt::Display) -> IntakeError {
    // calamine says it in words, in each of its error types.
    if error.to_string().contains("password") { IntakeError::FileEncrypted } else { IntakeError::FileDamaged }
}

fn choose(
    format: Format,
    sheets: &[calamine::Sheet],
    wanted: Option<&str>,
    sink: &mut dyn Sink,
) -> Result<String, IntakeError> {
    let listed: Vec<SheetMeta> = sheets
        .iter()
        .filter(|sheet| sheet.typ == SheetType::WorkSheet)
        .map(|sheet| SheetMeta { name: sheet.name.clone(), visible: sheet.visible == SheetVisible::Visible })
        .collect();
    let chosen = match wanted {
        Some(name) => listed.iter().find(|sheet| sheet.name == name).ok_or_else(|| {
            IntakeError::SheetNotFound { sheets: listed.iter().map(|sheet| sheet.name.clone()).collect() }
        })?,
        None => listed.iter().find(|sheet| sheet.visible).or(listed.first()).ok_or(IntakeError::FileEmpty)?,
    };
    let sheet = chosen.name.clone();
    sink.meta(Meta { format, encoding: None, delimiter: None, sheets: listed, sheet: sheet.clone() })?;
    Ok(sheet)
}

/// A sheet without anything is passed over when no sheet was asked for: the next visible one is read.
pub(crate) fn read(
    format: Format,
    file: File,
    sheet: Option<&str>,
    sink: &mut dyn Sink,
) -> Result<(), IntakeError> {
    let reader = BufReader::with_capacity(1 << 16, file);
    match format {
        Format::Xlsx | Format::Xlsm => {
            let mut book: Xlsx<_> = Xlsx::new(reader).map_err(|e| refused(&e))?;
            let name = choose(format, book.sheets_metadata(), sheet, sink)?;
            let mut cells = book.worksheet_cells_reader(&name).map_err(|e| refused(&e))?;
            let mut rows = Rows::new(sink);
            while let Some(cell) = cells.next_cell().map_err(|e| refused(&e))? {
                let (row, column) = cell.get_position();
                if !rows.cell(row, column, by_ref(cell.get_value()))? {
                    break;
                }
            }
            rows.finish()
        }
        Format::Xlsb => {
            let mut book: Xlsb<_> = Xlsb::new(reader).map_err(|e| refused(&e))?;
            let name = choose(format, book.sheets_metadata(), sheet, sink)?;
            let mut cells = book.worksheet_cells_reader(&name).map_err(|e| refused(&e))?;
            let mut rows = Rows::new(sink);
            while let Some(cell) = cells.next_cell().map_err(|e| refused(&e))? {
                let (row, column) = cell.get_position();
                if !rows.cell(row, column, by_ref(cell.get_value()))? {
                    break;
                }
            }
            rows.finish()
        }
        Format::Xls => {
            let mut book: Xls<_> = Xls::new(reader).map_err(|e| refused(&e))?;
            let name = choose(format, book.sheets_metadata(), sheet, sink)?;
            whole(&book.worksheet_range(&name).map_err(|e| refused(&e))?, sink)
        }
        Format::Ods => {
            let mut book: Ods<_> = Ods::new(reader).map_err(|e| refused(&e))?;
            let name = choose(format, book.sheets_metadata(), sheet, sink)?;
            whole(&book.worksheet_range(&name).map_err(|e| refused(&e))?, sink)
        }
        Format::Csv => Err(IntakeError::NotASpreadsheet),
    }
}

fn whole(range: &calamine::Range<Data>, sink: &mut dyn Sink) -> Result<(), IntakeError> {
    let (top, left) = range.start().unwrap_or_default();
    let mut rows = Rows::new(sink);
    for (row, column, value) in range.used_cells() {
        let (row, column) =
            (u32::try_from(row).unwrap_or(u32::MAX), u32::try_from(column).unwrap_or(u32::MAX));
        if !rows.cell(row.saturating_add(top), column.saturating_add(left), by_value(value))? {
            break;
        }
    }
    rows.finish()
}

fn moment(at: &calamine::ExcelDateTime) -> Cell {
    if at.is_duration() {
        return Cell::Duration(at.as_f64() * 86_400.0);
    }
    match at.as_datetime() {
        Some(moment) => Cell::DateTime(moment),
        None => Cell::Number(at.as_f64()),
    }
}

fn iso(text: &str) -> Cell {
    let text = text.trim_end_matches('Z');
    chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%S%.f")
        .ok()
        .or_else(|| {
            chrono::NaiveDate::parse_from_str(text, "%Y-%m-%d").ok().and_then(|d| d.and_hms_opt(0, 0, 0))
        })
        .map_or_else(|| Cell::Text(text.to_owned()), Cell::DateTime)
}

#[allow(clippy::cast_precision_loss)]
fn by_ref(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::Empty => Cell::Empty,
        DataRef::Int(n) => Cell::Number(*n as f64),
        DataRef::Float(n) => Cell::Number(*n),
        DataRef::String(text) => Cell::Text(clip(text.clone())),
        DataRef::SharedString(text) => Cell::Text(clip((*text).to_owned())),
        DataRef::Bool(b) => Cell::Bool(*b),
        DataRef::DateTime(at) => moment(at),
        DataRef::DateTimeIso(text) => iso(text),
        DataRef::DurationIso(text) => Cell::Text(clip(text.clone())),
        DataRef::Error(error) => Cell::Error(error.to_string()),
    }
}

#[allow(clippy::cast_precision_loss)]
fn by_value(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(n) => Cell::Number(*n as f64),
        Data::Float(n) => Cell::Number(*n),
        Data::String(text) => Cell::Text(clip(text.clone())),
        Data::Bool(b) => Cell::Bool(*b),
        Data::DateTime(at) => moment(at),
        Data::DateTimeIso(text) => iso(text),
        Data::DurationIso(text) => Cell::Text(clip(text.clone())),
        Data::Error(error) => Cell::Error(error.to_string()),
    }
}
