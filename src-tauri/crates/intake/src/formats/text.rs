//! Delimited text: encoding from the bytes, delimiter by trial, records by the csv crate, row numbers as Excel shows.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use encoding_rs::{Decoder, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251};

use super::{MAXIMUM_CELLS, MAXIMUM_COLUMNS, MAXIMUM_ROWS, MAXIMUM_TEXT, Sink, clip};
use crate::frames::{Meta, SheetMeta};
use crate::{Cell, IntakeError, Row};

const SAMPLE: u64 = 1 << 20;

/// Reads bytes of one encoding as UTF-8.
struct Utf8<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
}

impl<R: Read> Utf8<R> {
    fn new(inner: R, encoding: &'static Encoding) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder(),
            raw: vec![0; 1 << 16],
            ready: Vec::new(),
            given: 0,
            ended: false,
        }
    }
}

impl<R: Read> Read for Utf8<R> {
    fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
        while self.given == self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            let n = self.inner.read(&mut self.raw)?;
            self.ended = n == 0;
            let raw = self.raw.get(..n).unwrap_or_default();
            let room = self.decoder.max_utf8_buffer_length(n).unwrap_or(1 << 18);
            self.ready.resize(room, 0);
            let (_, _, written, _) = self.decoder.decode_to_utf8(raw, &mut self.ready, self.ended);
            self.ready.truncate(written);
            self.given = 0;
        }
        let rest = self.ready.get(self.given..).unwrap_or_default();
        let n = rest.len().min(out.len());
        if let (Some(to), Some(from)) = (out.get_mut(..n), rest.get(..n)) {
            to.copy_from_slice(from);
        }
        self.given += n;
        Ok(n)
    }
}

/// Mark, strict UTF-8, the NULs of UTF-16, then statistics for Russian.
fn encoding_of(sample: &[u8], whole: bool) -> Result<&'static Encoding, IntakeError> {
    if sample.starts_with(&[0xFF, 0xFE, 0, 0]) || sample.starts_with(&[0, 0, 0xFE, 0xFF]) {
        return Err(IntakeError::EncodingUnknown);
    }
    if let Some((encoding, _)) = Encoding::for_bom(sample) {
        return Ok(encoding);
    }
    let nuls = |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| **b == 0).count();
    let (even, odd) = (nuls(0), nuls(1));
    if even + odd > 0 {
        // Basic Latin and digits have a zero byte in each pair; Cyrillic has 04.
        let fours =
            |parity: usize| sample.iter().skip(parity).step_by(2).filter(|b| matches!(**b, 0 | 4)).count();
        let half = sample.len() / 2;
        return match (fours(0) * 10 > half * 8, fours(1) * 10 > half * 8) {
            (true, false) => Ok(UTF_16BE),
            (false, true) => Ok(UTF_16LE),
            _ => Err(IntakeError::EncodingUnknown),
        };
    }
    match std::str::from_utf8(sample) {
        Ok(_) => return Ok(UTF_8),
        Err(error) if !whole && error.error_len().is_none() => return Ok(UTF_8),
        Err(_) => {}
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(sample, whole);
    let guess = detector.guess(Some(b"ru"), chardetng::Utf8Detection::Deny);
    // Western guesses for a Russian office's file are short Cyrillic texts misread.
    Ok(
        if ["windows-1252", "windows-1250", "windows-1254", "windows-1257", "ISO-8859-2"]
            .contains(&guess.name())
        {
            WINDOWS_1251
        } else {
            guess
        },
    )
}

fn records(text: &str, delimiter: u8, count: usize) -> Vec<usize> {
    csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .from_reader(text.as_bytes())
        .byte_records()
        .take(count)
        .filter_map(|record| record.ok().map(|r| r.len()))
        .collect()
}

/// The delimiter that gives the most even width above one, by trial on the first records.
fn delimiter_of(text: &str) -> u8 {
    let mut best = (0.0_f64, b',');
    for delimiter in [b';', b',', b'\t', b'|'] {
        let mut widths = records(text, delimiter, 101);
        // The last one of a cut sample is not whole.
        if widths.len() > 2 {
            widths.pop();
        }
        let Some(widest) = widths.iter().copied().max().filter(|w| *w > 1) else { continue };
        let (mut mode, mut share) = (1, 0);
        for width in 2..=widest.min(MAXIMUM_COLUMNS) {
            let n = widths.iter().filter(|w| **w == width).count();
            if n * width > share * mode {
                (mode, share) = (width, n);
            }
        }
        #[allow(clippy::cast_precision_loss)]
        let score = share as f64 / widths.len().max(1) as f64 * (1.0 + (mode as f64).ln());
        if score > best.0 + 1e-9 {
            best = (score, delimiter);
        }
    }
    best.1
}

pub(crate) fn read(mut file: File, sink: &mut dyn Sink) -> Result<(), IntakeError> {
    let mut sample = Vec::new();
    (&file).take(SAMPLE).read_to_end(&mut sample).map_err(|_| IntakeError::Unreadable)?;
    let whole = (sample.len() as u64) < SAMPLE;
    let encoding = encoding_of(&sample, whole)?;
    let (text, _, _) = encoding.decode(&sample);
    if text.chars().any(|c| c == '\0') {
        return Err(IntakeError::NotASpreadsheet);
    }
    let mut declared = None;
    let first = text.lines().next().unwrap_or_default().trim().trim_matches('"').to_ascii_lowercase();
    if let Some(rest) = first.strip_prefix("sep=") {
        declared = Some(rest.bytes().next().unwrap_or(b'\t')).filter(u8::is_ascii);
    }
    let body = if declared.is_some() { text.split_once('\n').map_or("", |(_, rest)| rest) } else { &text };
    if body.trim().is_empty() {
        return Err(IntakeError::FileEmpty);
    }
    let delimiter = declared.unwrap_or_else(|| delimiter_of(body));
    drop(sample);
    let sheet = String::new();
    sink.meta(Meta {
        format: super::Format::Csv,
        encoding: Some(encoding.name().to_owned()),
        delimiter: Some(char::from(delimiter)),
        sheets: vec![SheetMeta { name: sheet.clone(), visible: true }],
        sheet,
    })?;
    file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter)
        .buffer_capacity(1 << 16)
        .from_reader(Utf8::new(file, encoding));
    let mut record = csv::ByteRecord::new();
    let (mut row_no, mut cells, mut line) = (0u32, 0u64, 1u64);
    let mut first = true;
    loop {
        match reader.read_byte_record(&mut record) {
            Ok(true) => {}
            Ok(false) => return Ok(()),
            Err(_) => return Err(IntakeError::FileDamaged),
        }
        // Blank lines are rows to Excel, line breaks inside quotes are not.
        let now = reader.position().line();
        let inside: u64 = record.iter().map(|f| f.iter().filter(|b| **b == b'\n').count() as u64).sum();
        let moved = now.saturating_sub(line).saturating_sub(inside).max(1);
        line = now;
        row_no = row_no.saturating_add(u32::try_from(moved).unwrap_or(u32::MAX));
        if std::mem::take(&mut first) && declared.is_some() {
            continue;
        }
        cells += record.len() as u64;
        if row_no > MAXIMUM_ROWS || cells > MAXIMUM_CELLS || record.len() > MAXIMUM_COLUMNS {
            return Err(IntakeError::TooManyCells);
        }
        let mut row = Row { row_no, cells: Vec::with_capacity(record.len()) };
        for field in &record {
            let text = String::from_utf8_lossy(field);
            if inside > 20 && text.len() > MAXIMUM_TEXT && text.chars().count() > MAXIMUM_TEXT {
                return Err(IntakeError::UnclosedQuote { row: row_no });
            }
            row.cells.push(if text.is_empty() { Cell::Empty } else { Cell::Text(clip(text.into_owned())) });
        }
        if !row.is_blank() && !sink.row(row)? {
            return Ok(());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_a_russian_office() {
        let text = "Дата;Телефон;Текст обращения\r\n05.10.2026;79000000001;Прошу удалить мои персональные данные из базы, больше не звоните\r\n".repeat(20);
        assert_eq!(encoding_of(text.as_bytes(), true).expect("utf-8").name(), "UTF-8");
        for encoding in [WINDOWS_1251, encoding_rs::KOI8_R, encoding_rs::IBM866] {
            let (bytes, _, _) = encoding.encode(&text);
            let found = encoding_of(&bytes, true).expect("found");
            assert_eq!(found.decode(&bytes).0, text, "{} read as {}", encoding.name(), found.name());
        }
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(encoding_of(&utf16, true).expect("utf-16").name(), "UTF-16LE");
    }

    #[test]
    fn delimiters_by_trial_and_not_by_counting() {
        assert_eq!(delimiter_of("a;b;c\n1,5;\"x, y, z\";2\n3,5;\"x, y\";4\n"), b';');
        assert_eq!(delimiter_of("\"Имя, Фамилия\",тел\n\"а, б\",1\n"), b',');
        assert_eq!(delimiter_of("a\tb\n1;2;3\t4\n"), b'\t');
        assert_eq!(delimiter_of("одна колонка\nещё\n"), b',');
    }
}
