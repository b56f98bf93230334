//! Collects cells into rows and keeps the limits of a sheet.

use super::{MAXIMUM_CELLS, MAXIMUM_COLUMNS, MAXIMUM_ROWS, Sink};
use crate::{Cell, IntakeError, Row};

/// Cells in the order of a sheet become rows.
pub(crate) struct Rows<'s> {
    sink: &'s mut dyn Sink,
    row: Row,
    cells: u64,
    wide: bool,
    done: bool,
}

impl<'s> Rows<'s> {
    pub(crate) fn new(sink: &'s mut dyn Sink) -> Self {
        Self { sink, row: Row::default(), cells: 0, wide: false, done: false }
    }

    /// Takes one cell (row and column from 0); `Ok(false)` = enough rows.
    pub(crate) fn cell(&mut self, row: u32, column: u32, cell: Cell) -> Result<bool, IntakeError> {
        if cell.is_empty() {
            return Ok(!self.done);
        }
        self.cells += 1;
        if self.cells > MAXIMUM_CELLS || row >= MAXIMUM_ROWS {
            return Err(IntakeError::TooManyCells);
        }
        let row_no = row + 1;
        if row_no != self.row.row_no {
            self.flush()?;
            self.row.row_no = row_no;
        }
        let column = column as usize;
        if column >= MAXIMUM_COLUMNS {
            // One stray cell far to the right is no reason to refuse a sheet: it is left out.
            self.wide = true;
            return Ok(!self.done);
        }
        if self.row.cells.len() <= column {
            self.row.cells.resize(column + 1, Cell::Empty);
        }
        if let Some(place) = self.row.cells.get_mut(column) {
            *place = cell;
        }
        Ok(!self.done)
    }

    fn flush(&mut self) -> Result<(), IntakeError> {
        if !self.done && !self.row.is_blank() {
            self.done = !self.sink.row(std::mem::take(&mut self.row))?;
        }
        self.row = Row::default();
        Ok(())
    }

    pub(crate) fn finish(mut self) -> Result<(), IntakeError> {
        self.flush()
    }
}
