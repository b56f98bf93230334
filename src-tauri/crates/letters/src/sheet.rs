//! Lists as tables: a workbook with real dates, a csv for a Russian Excel, a printed table on lying A4.
//! Rows come one by one. Text stays text: nothing that a person typed becomes a formula.

use std::io::Write;
use std::rc::Rc;

use chrono::{Datelike, NaiveDate, NaiveDateTime, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};

use crate::LettersError;
use crate::layout::{Paginator, Setter, running};
use crate::model::{Align, Block, Cell, Column, Content, Document, Run, Style, group, ru_date};
use crate::pdf::{Rendered, with_shaper};
use crate::text::clean;
use crate::writer::{PdfWriter, Properties};

/// What stands in a cell of a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Empty,
    Text(String),
    Date(NaiveDate),
    /// To the second, in the operator's zone.
    Moment(NaiveDateTime),
    Count(i64),
}

impl Value {
    /// Text, or nothing where there is none.
    #[must_use]
    pub fn text(text: Option<impl Into<String>>) -> Self {
        match text.map(|t| clean(&t.into())) {
            Some(text) if !text.is_empty() => Self::Text(text),
            _ => Self::Empty,
        }
    }

    /// A day, or nothing where there is none.
    #[must_use]
    pub fn date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }

    /// As a person reads it.
    fn shown(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => clean(text),
            Self::Date(on) => ru_date(*on),
            Self::Moment(at) => moment(*at),
            Self::Count(n) => match u64::try_from(*n) {
                Ok(n) => group(n),
                Err(_) => format!("\u{2212}{}", group(n.unsigned_abs())),
            },
        }
    }
}

/// A column of a list.
#[derive(Clone, Debug, PartialEq)]
pub struct SheetColumn {
    pub head: String,
    /// Share of the printed width, in characters; the workbook fits its columns to what is in them.
    pub width: f32,
    /// Numbers, dates and times stand at the right.
    pub right: bool,
    /// Never broken across lines in print.
    pub nowrap: bool,
}

/// What a list is called and what stands around its rows.
#[derive(Clone, Debug, PartialEq)]
pub struct Sheet {
    /// Title, without personal data: of the print and of the file's properties.
    pub title: String,
    /// Name of the sheet of the workbook; signs that Excel forbids are left out.
    pub name: String,
    /// Lines between the title and the table of the print: operator, filters, day.
    pub lines: Vec<String>,
    pub columns: Vec<SheetColumn>,
    pub company: String,
    /// `ru-RU` or `en-GB`.
    pub lang: String,
    pub made_on: NaiveDate,
    /// Below each printed page: the head of the audit trail.
    pub footer: Option<String>,
    /// «Всего: »: the words before the number of rows below the printed table.
    pub total: String,
}

/// Rows of a sheet of Excel; one is the head.
pub const MAX_SHEET_ROWS: u32 = 1_048_575;

/// A cell of a workbook holds at most 32,767 characters.
pub(crate) const MAX_CELL: usize = 32_000;

/// Widest and narrowest column of a workbook, in characters.
const WIDEST: usize = 60;
const NARROWEST: usize = 6;

pub(crate) fn workbook_error(error: &XlsxError) -> LettersError {
    LettersError::Workbook { detail: error.to_string() }
}

pub(crate) fn shortened(text: &str, limit: usize) -> String {
    let text = clean(text);
    match text.char_indices().nth(limit) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}

fn moment(at: NaiveDateTime) -> String {
    let format = if at.second() == 0 { "%d.%m.%Y %H:%M" } else { "%d.%m.%Y %H:%M:%S" };
    at.format(format).to_string()
}

pub(crate) fn excel_date(date: NaiveDate) -> Result<ExcelDateTime, LettersError> {
    let year = u16::try_from(date.year()).unwrap_or(9999);
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    ExcelDateTime::from_ymd(year, month, day).map_err(|e| workbook_error(&e))
}

fn excel_moment(at: NaiveDateTime) -> Result<ExcelDateTime, LettersError> {
    let hour = u16::try_from(at.hour()).unwrap_or(0);
    let minute = u8::try_from(at.minute()).unwrap_or(0);
    excel_date(at.date())?.and_hms(hour, minute, at.second()).map_err(|e| workbook_error(&e))
}

/// The formats of a workbook's cells.
pub(crate) struct Formats {
    pub head: Format,
    text: Format,
    date: Format,
    moment: Format,
    number: Format,
}

impl Formats {
    pub fn new() -> Self {
        let cell = || Format::new().set_border(FormatBorder::Thin).set_align(FormatAlign::Top);
        Self {
            head: Format::new()
                .set_bold()
                .set_text_wrap()
                .set_border(FormatBorder::Thin)
                .set_background_color(0x00ED_EDED)
                .set_align(FormatAlign::Center)
                .set_align(FormatAlign::VerticalCenter),
            text: cell().set_text_wrap(),
            date: cell().set_num_format("dd.mm.yyyy").set_align(FormatAlign::Right),
            moment: cell().set_num_format("dd.mm.yyyy hh:mm:ss").set_align(FormatAlign::Right),
            number: cell().set_num_format("#,##0"),
        }
    }

    /// Writes one cell.
    pub fn put(
        &self,
        sheet: &mut rust_xlsxwriter::Worksheet,
        line: u32,
        column: u16,
        value: &Value,
    ) -> Result<(), LettersError> {
        let fail = |e: XlsxError| workbook_error(&e);
        match value {
            Value::Text(text) => {
                sheet.write_string_with_format(line, column, shortened(text, MAX_CELL), &self.text)
            }
            Value::Date(on) => sheet.write_datetime_with_format(line, column, excel_date(*on)?, &self.date),
            Value::Moment(at) => {
                sheet.write_datetime_with_format(line, column, excel_moment(*at)?, &self.moment)
            }
            #[allow(clippy::cast_precision_loss)]
            Value::Count(n) => sheet.write_number_with_format(line, column, *n as f64, &self.number),
            Value::Empty => sheet.write_blank(line, column, &self.text),
        }
        .map_err(fail)?;
        Ok(())
    }
}

/// A name that Excel takes for a sheet: none of `[]:*?/\`, no apostrophe at an end, at most 31 characters.
fn sheet_name(name: &str) -> String {
    let kept: String = clean(name).chars().filter(|c| !"[]:*?/\\".contains(*c)).take(31).collect();
    let kept = kept.trim_matches(['\'', ' ']).to_owned();
    if kept.is_empty() { "1".to_owned() } else { kept }
}

/// A list as a workbook: head in the first row, frozen and with a filter; text as text, real dates and numbers, widths
/// that fit what is in them.
///
/// # Errors
/// More rows than [`MAX_SHEET_ROWS`].
pub fn sheet_xlsx(
    rows: impl IntoIterator<Item = Vec<Value>>,
    sheet: &Sheet,
) -> Result<Vec<u8>, LettersError> {
    let fail = |e: XlsxError| workbook_error(&e);
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(clean(&sheet.title))
            .set_company(clean(&sheet.company))
            .set_creation_datetime(&excel_date(sheet.made_on)?),
    );
    let formats = Formats::new();
    let page = book.add_worksheet();
    page.set_name(sheet_name(&sheet.name)).map_err(fail)?;
    page.set_landscape();
    page.set_print_fit_to_pages(1, 0);
    let mut widths: Vec<usize> = Vec::with_capacity(sheet.columns.len());
    for (column, about) in (0u16..).zip(&sheet.columns) {
        page.write_string_with_format(0, column, clean(&about.head), &formats.head).map_err(fail)?;
        // The longest word of the head fits beside the filter's arrow.
        let word = about.head.split(' ').map(|w| w.chars().count()).max().unwrap_or(0);
        widths.push(word + 3);
    }
    page.set_freeze_panes(1, 0).map_err(fail)?;
    page.set_repeat_rows(0, 0).map_err(fail)?;
    let mut line = 0u32;
    for row in rows {
        line += 1;
        for (column, value) in (0u16..).zip(row.iter().take(sheet.columns.len())) {
            formats.put(page, line, column, value)?;
            if let Some(widest) = widths.get_mut(usize::from(column)) {
                *widest = (*widest).max(value.shown().chars().count() + 2);
            }
        }
    }
    for (column, width) in (0u16..).zip(&widths) {
        #[allow(clippy::cast_precision_loss)]
        page.set_column_width(column, (*width).clamp(NARROWEST, WIDEST) as f64).map_err(fail)?;
    }
    if let Some(last) = sheet.columns.len().checked_sub(1).and_then(|n| u16::try_from(n).ok()) {
        page.autofilter(0, 0, line, last).map_err(fail)?;
    }
    book.save_to_buffer().map_err(fail)
}

/// A field of a csv that no spreadsheet program takes for a formula.
pub(crate) fn csv_field(text: &str) -> String {
    let start = text.trim_start_matches([' ', '\u{feff}', '\u{a0}']).chars().next();
    let risky = matches!(start, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    format!("\"{}{}\"", if risky { "'" } else { "" }, text.replace('"', "\"\""))
}

/// Lines of a csv for a Russian Excel: UTF-8 with BOM, `;`, CRLF, dates dd.mm.yyyy, text quoted, formulas disarmed by `'`.
pub(crate) fn csv<'a>(
    heads: impl Iterator<Item = &'a str>,
    rows: impl IntoIterator<Item = Vec<Value>>,
) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let heads: Vec<String> = heads.map(csv_field).collect();
    out.push_str(&heads.join(";"));
    out.push_str("\r\n");
    for row in rows {
        for (index, value) in row.iter().take(heads.len()).enumerate() {
            if index > 0 {
                out.push(';');
            }
            match value {
                Value::Empty => {}
                Value::Text(text) => out.push_str(&csv_field(&clean(text))),
                Value::Count(n) => out.push_str(&n.to_string()),
                Value::Date(_) | Value::Moment(_) => out.push_str(&value.shown()),
            }
        }
        out.push_str("\r\n");
    }
    out.into_bytes()
}

/// A list as csv.
#[must_use]
pub fn sheet_csv(rows: impl IntoIterator<Item = Vec<Value>>, sheet: &Sheet) -> Vec<u8> {
    csv(sheet.columns.iter().map(|c| c.head.as_str()), rows)
}

fn line(text: impl Into<String>) -> Block {
    Content::Paragraph { runs: vec![Run::plain(text.into())], indent: false }.into()
}

/// What a long printed table is called and how it is divided.
#[derive(Clone, Copy)]
pub(crate) struct Print<'a> {
    pub title: &'a str,
    pub lang: &'a str,
    pub made_on: NaiveDate,
    pub footer: Option<&'a str>,
    pub columns: &'a [Column],
}

/// Writes a long table on lying A4 while its rows come: blocks, the table with its head on every page, blocks made when
/// all rows are known. Memory does not grow with their number. Returns the number of pages.
pub(crate) fn write_table_pdf<W: Write>(
    about: &Print<'_>,
    above: Vec<Block>,
    rows: impl IntoIterator<Item = Vec<Cell>>,
    below: impl FnOnce() -> Vec<Block>,
    out: &mut W,
) -> Result<usize, LettersError> {
    let Print { title, lang, made_on, footer, columns } = *about;
    let document = |blocks: Vec<Block>| Document {
        title: title.to_owned(),
        lang: lang.to_owned(),
        style: Style::Journal,
        date: made_on,
        blocks,
        footer: footer.map(str::to_owned),
    };
    with_shaper(|shaper| {
        let mut writer = PdfWriter::new(out, shaper)?;
        let mut paginator = Paginator::new(Style::Journal);
        let mut pages = Vec::new();
        let mut setter = Setter::new(writer.shaper(), Style::Journal);
        for slab in setter.slabs(&document(above)) {
            paginator.push(slab, &mut pages);
        }
        let head = setter.table_head(columns, 0).map(Rc::new);
        if let Some(first) = &head {
            let mut first = (**first).clone();
            first.space_before = 6.0;
            paginator.push(first, &mut pages);
        }
        for cells in rows {
            let slabs =
                Setter::new(writer.shaper(), Style::Journal).table_row(columns, &cells, 0, None, true);
            for mut slab in slabs {
                slab.head.clone_from(&head);
                paginator.push(slab, &mut pages);
            }
            writer.add(pages.drain(..))?;
        }
        let tail = document(below());
        for slab in Setter::new(writer.shaper(), Style::Journal).slabs(&tail) {
            paginator.push(slab, &mut pages);
        }
        paginator.finish(&mut pages);
        writer.add(pages.drain(..))?;
        let properties = Properties { title, lang, date: made_on };
        let (_, pages) = writer.finish(&properties, |shaper, page, count| {
            running(&mut Setter::new(shaper, Style::Journal), Style::Journal, footer, page, count)
        })?;
        Ok(pages)
    })
}

/// A list as it prints: lying A4, the head of the table on every page, the number of rows at the end.
///
/// # Errors
/// As [`crate::render_pdf`].
pub fn sheet_pdf(
    rows: impl IntoIterator<Item = Vec<Value>>,
    sheet: &Sheet,
) -> Result<Rendered, LettersError> {
    let columns: Vec<Column> = sheet
        .columns
        .iter()
        .map(|c| Column::aligned(clean(&c.head), c.width, if c.right { Align::Right } else { Align::Left }))
        .collect();
    let mut above: Vec<Block> = vec![Content::Heading { text: clean(&sheet.title) }.into()];
    above.extend(sheet.lines.iter().map(|text| line(clean(text))));
    let count = std::cell::Cell::new(0u64);
    let cells = rows.into_iter().map(|row| {
        count.set(count.get() + 1);
        row.iter()
            .zip(&sheet.columns)
            .map(|(value, about)| {
                let text = if *value == Value::Empty { "—".to_owned() } else { value.shown() };
                Cell { text, bold: false, nowrap: about.nowrap }
            })
            .collect()
    });
    let mut bytes = Vec::new();
    let title = clean(&sheet.title);
    let about = Print {
        title: &title,
        lang: &sheet.lang,
        made_on: sheet.made_on,
        footer: sheet.footer.as_deref(),
        columns: &columns,
    };
    let pages = write_table_pdf(
        &about,
        above,
        cells,
        || vec![line(format!("{}{}", sheet.total, group(count.get())))],
        &mut bytes,
    )?;
    Ok(Rendered::of(bytes, pages))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let column =
            |head: &str, right| SheetColumn { head: head.to_owned(), width: 20.0, right, nowrap: false };
        Sheet {
            title: "Список".to_owned(),
            name: "Список: [всё]".to_owned(),
            lines: vec!["Оператор: ООО «Пример»".to_owned()],
            columns: vec![column("Что", false), column("Когда", true)],
            company: "ООО «Пример»".to_owned(),
            lang: "ru-RU".to_owned(),
            made_on: day(),
            footer: None,
            total: "Всего: ".to_owned(),
        }
    }

    fn day() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 23).unwrap_or_default()
    }

    #[test]
    fn formulas_are_disarmed() {
        for prefix in ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\u{a0}+"] {
            assert!(csv_field(&format!("{prefix}1+1")).starts_with("\"'"), "{prefix}");
        }
        assert_eq!(csv_field("ООО \"Ромашка\"; 5"), "\"ООО \"\"Ромашка\"\"; 5\"");
    }

    #[test]
    fn a_csv_to_the_byte() {
        let at = day().and_hms_opt(9, 5, 7).unwrap_or_default();
        let rows = vec![
            vec![Value::Text("=1+1; \"да\"\nнет".to_owned()), Value::Date(day())],
            vec![Value::Count(-1200), Value::Moment(at)],
            vec![Value::Empty, Value::Empty],
        ];
        let text = String::from_utf8(sheet_csv(rows, &sheet())).unwrap_or_default();
        assert_eq!(
            text,
            "\u{feff}\"Что\";\"Когда\"\r\n\"'=1+1; \"\"да\"\" нет\";23.11.2026\r\n-1200;23.11.2026 09:05:07\r\n;\r\n"
        );
    }

    #[test]
    fn names_of_sheets_are_those_that_excel_takes() {
        assert_eq!(sheet_name("Список: [всё]"), "Список всё");
        assert_eq!(sheet_name("'/'"), "1");
        assert_eq!(sheet_name(&"а".repeat(40)).chars().count(), 31);
        assert!(sheet_xlsx(Vec::new(), &sheet()).is_ok_and(|bytes| bytes.starts_with(b"PK")));
    }

    #[test]
    fn an_empty_list_prints_its_head_and_says_nought() {
        let made = sheet_pdf(Vec::new(), &sheet());
        assert!(made.is_ok_and(|made| made.pages == 1 && made.bytes.starts_with(b"%PDF")));
    }
}
