//! What the worker sends: length-prefixed frames, checked before anything is allocated for them.

use std::io::{Read, Write};

use chrono::NaiveDateTime;
use serde::{Deserialize, Serialize};

use crate::documents::{Document, FileKind};
use crate::{Cell, Format, IntakeError, Row};

/// Largest frame: 16 MiB (a row may hold 500 cells of 32,767 characters).
const MAXIMUM: u32 = 48 << 20;

/// Sheet of a workbook, as the worker lists it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct SheetMeta {
    pub name: String,
    pub visible: bool,
}

/// What the worker says first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Meta {
    pub format: Format,
    pub encoding: Option<String>,
    pub delimiter: Option<char>,
    pub sheets: Vec<SheetMeta>,
    pub sheet: String,
}

/// One message of the worker.
#[derive(Debug)]
pub(crate) enum Frame {
    /// Still alive, nothing yet.
    Alive,
    Meta(Meta),
    Rows(Vec<Row>),
    /// What a file is.
    Kind(FileKind),
    /// What a document is; its bytes and those of its parts follow.
    Document(Box<Document>),
    Bytes(Vec<u8>),
    End,
    Error(IntakeError),
}

fn put(out: &mut impl Write, kind: u8, body: &[u8]) -> std::io::Result<()> {
    let length =
        u32::try_from(body.len()).map_err(|_| std::io::Error::from(std::io::ErrorKind::InvalidData))?;
    out.write_all(&[kind])?;
    out.write_all(&length.to_le_bytes())?;
    out.write_all(body)?;
    out.flush()
}

fn encode(rows: &[Row]) -> Vec<u8> {
    let mut out = Vec::with_capacity(rows.len() * 128);
    let text = |out: &mut Vec<u8>, tag: u8, text: &str| {
        out.push(tag);
        out.extend_from_slice(&u32::try_from(text.len()).unwrap_or(0).to_le_bytes());
        out.extend_from_slice(text.as_bytes());
    };
    for row in rows {
        out.extend_from_slice(&row.row_no.to_le_bytes());
        out.extend_from_slice(&u32::try_from(row.cells.len()).unwrap_or(0).to_le_bytes());
        for cell in &row.cells {
            match cell {
                Cell::Empty => out.push(0),
                Cell::Text(t) => text(&mut out, 1, t),
                Cell::Number(n) => {
                    out.push(2);
                    out.extend_from_slice(&n.to_le_bytes());
                }
                Cell::Bool(b) => out.extend_from_slice(&[3, u8::from(*b)]),
                Cell::DateTime(at) => {
                    out.push(4);
                    out.extend_from_slice(&at.and_utc().timestamp_millis().to_le_bytes());
                }
                Cell::Duration(n) => {
                    out.push(5);
                    out.extend_from_slice(&n.to_le_bytes());
                }
                Cell::Error(t) => text(&mut out, 6, t),
            }
        }
    }
    out
}

struct Bytes<'a>(&'a [u8]);

impl<'a> Bytes<'a> {
    fn take(&mut self, n: usize) -> Option<&'a [u8]> {
        let (head, tail) = self.0.split_at_checked(n)?;
        self.0 = tail;
        Some(head)
    }
    fn array<const N: usize>(&mut self) -> Option<[u8; N]> {
        self.take(N)?.try_into().ok()
    }
    fn text(&mut self) -> Option<String> {
        let n = u32::from_le_bytes(self.array()?) as usize;
        Some(String::from_utf8_lossy(self.take(n)?).into_owned())
    }
}

fn decode(bytes: &[u8]) -> Option<Vec<Row>> {
    let mut bytes = Bytes(bytes);
    let mut rows = Vec::new();
    while !bytes.0.is_empty() {
        let row_no = u32::from_le_bytes(bytes.array()?);
        let count = u32::from_le_bytes(bytes.array()?);
        let mut cells = Vec::new();
        for _ in 0..count {
            let [tag] = bytes.array()?;
            cells.push(match tag {
                0 => Cell::Empty,
                1 => Cell::Text(bytes.text()?),
                2 => Cell::Number(f64::from_le_bytes(bytes.array()?)),
                3 => Cell::Bool(bytes.array::<1>()? == [1]),
                4 => {
                    let ms = i64::from_le_bytes(bytes.array()?);
                    let at: NaiveDateTime = chrono::DateTime::from_timestamp_millis(ms)?.naive_utc();
                    Cell::DateTime(at)
                }
                5 => Cell::Duration(f64::from_le_bytes(bytes.array()?)),
                6 => Cell::Error(bytes.text()?),
                _ => return None,
            });
        }
        rows.push(Row { row_no, cells });
    }
    Some(rows)
}

/// Writes one frame.
pub(crate) fn write(out: &mut impl Write, frame: &Frame) -> std::io::Result<()> {
    match frame {
        Frame::Alive => put(out, b'A', &[]),
        Frame::Meta(meta) => put(out, b'M', &serde_json::to_vec(meta)?),
        Frame::Rows(rows) => put(out, b'R', &encode(rows)),
        Frame::Kind(kind) => put(out, b'K', &serde_json::to_vec(kind)?),
        Frame::Document(document) => put(out, b'D', &serde_json::to_vec(document)?),
        Frame::Bytes(bytes) => put(out, b'B', bytes),
        Frame::End => put(out, b'E', &[]),
        Frame::Error(error) => put(out, b'X', &serde_json::to_vec(error)?),
    }
}

/// Reads one frame; `None` when the worker is gone or says something that is no frame.
pub(crate) fn read(from: &mut impl Read) -> Option<Frame> {
    let mut head = [0u8; 5];
    from.read_exact(&mut head).ok()?;
    let [kind, a, b, c, d] = head;
    let length = u32::from_le_bytes([a, b, c, d]);
    if length > MAXIMUM {
        return None;
    }
    let mut body = Vec::new();
    from.take(u64::from(length)).read_to_end(&mut body).ok()?;
    if body.len() != length as usize {
        return None;
    }
    match kind {
        b'A' => Some(Frame::Alive),
        b'M' => serde_json::from_slice(&body).ok().map(Frame::Meta),
        b'R' => decode(&body).map(Frame::Rows),
        b'K' => serde_json::from_slice(&body).ok().map(Frame::Kind),
        b'D' => serde_json::from_slice(&body).ok().map(Frame::Document),
        b'B' => Some(Frame::Bytes(body)),
        b'E' => Some(Frame::End),
        b'X' => serde_json::from_slice(&body).ok().map(Frame::Error),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_come_back_as_they_went() {
        let at = chrono::NaiveDate::from_ymd_opt(2026, 10, 5)
            .and_then(|d| d.and_hms_opt(9, 12, 0))
            .expect("a moment");
        let rows = vec![Row {
            row_no: 7,
            cells: vec![
                Cell::Empty,
                Cell::Text("ё «№»".to_owned()),
                Cell::Number(79_161_234_567.0),
                Cell::Bool(true),
                Cell::DateTime(at),
                Cell::Duration(83.5),
                Cell::Error("#N/A".to_owned()),
            ],
        }];
        let mut wire = Vec::new();
        write(&mut wire, &Frame::Rows(rows.clone())).expect("written");
        let Some(Frame::Rows(back)) = read(&mut wire.as_slice()) else { panic!("no rows") };
        assert_eq!(back, rows);
        for cut in 0..wire.len() {
            assert!(read(&mut &wire[..cut]).is_none(), "cut at {cut}");
        }
        let mut huge = wire.clone();
        huge[1..5].copy_from_slice(&u32::MAX.to_le_bytes());
        assert!(read(&mut huge.as_slice()).is_none());
    }
}
