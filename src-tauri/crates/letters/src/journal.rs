//! The journal of requests: the printed form an inspector recognises (PDF, lying A4), a workbook and a csv.
//! Rows come one by one; the PDF of any length is written as it goes.

use std::io::Write;
use std::rc::Rc;

use chrono::{Datelike, NaiveDate};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError};
use serde::{Deserialize, Serialize};
use statute::{Kind, Lang, Outcome, kind_name};

use crate::LettersError;
use crate::layout::{Paginator, Setter, running};
use crate::model::{Align, Block, Cell, Column, Content, Document, Run, Style, group, ru_date};
use crate::pdf::{Rendered, with_shaper};
use crate::text::clean;
use crate::writer::{PdfWriter, Properties};

/// What stands above and below the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalHead {
    pub operator_name: String,
    pub operator_address: Option<String>,
    /// First and last day of the period, both within it.
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub made_on: NaiveDate,
    /// Head of the audit trail at the time of printing.
    pub audit_head: Option<String>,
    /// Who keeps the journal; signs at its end.
    pub responsible_name: Option<String>,
    pub responsible_post: Option<String>,
}

/// A demand within a case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalDemand {
    pub kind: Kind,
    pub due_on: Option<NaiveDate>,
    /// The date stands on no production calendar yet.
    pub provisional: bool,
    pub extended_to: Option<NaiveDate>,
    pub outcome: Option<Outcome>,
    /// Ground of a refusal, or what was done.
    pub ground: Option<String>,
    pub closed_on: Option<NaiveDate>,
}

/// One case: a row of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalRow {
    /// Register number.
    pub number: String,
    pub received_on: NaiveDate,
    /// How it came, in words.
    pub channel: Option<String>,
    pub applicant: Option<String>,
    /// How the identity was confirmed, or the power of a representative; no document numbers.
    pub applicant_details: Option<String>,
    /// The substance in short.
    pub content: Option<String>,
    pub demands: Vec<JournalDemand>,
    /// Outgoing number and date of the answer.
    pub answer_number: Option<String>,
    pub answered_on: Option<NaiveDate>,
    pub responsible: Option<String>,
}

/// Text beyond this is cut in the printed journal: a row is a register entry, not the letter itself.
const MAX_CONTENT: usize = 600;

const TITLE: &str = "Журнал учёта обращений субъектов персональных данных";

fn columns() -> Vec<Column> {
    vec![
        Column::aligned("№ п/п", 9.0, Align::Right),
        Column::new("Дата и рег. № обращения", 21.0),
        Column::new("Сведения о заявителе", 37.0),
        Column::new("Краткое содержание и вид требования", 62.0),
        Column::new("Срок исполнения, продление", 30.0),
        Column::new("Отметка о предоставлении, исполнении или отказе", 46.0),
        Column::new("Дата и № ответа", 24.0),
        Column::new("Ответственный, подпись", 30.0),
    ]
}

fn shortened(text: &str, limit: usize) -> String {
    let text = clean(text);
    match text.char_indices().nth(limit) {
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
        None => text,
    }
}

fn due_text(demand: &JournalDemand) -> String {
    let mut out = match demand.due_on {
        Some(due) => format!("до {}", ru_date(due)),
        None => "—".to_owned(),
    };
    if demand.provisional {
        out.push_str(" (предварительно)");
    }
    if let Some(extended) = demand.extended_to {
        out.push_str(&format!(", продлён до {}", ru_date(extended)));
    }
    out
}

fn done_text(demand: &JournalDemand) -> String {
    let mut out = match demand.outcome {
        Some(outcome) => outcome.name(Lang::Ru).to_owned(),
        None => "на рассмотрении".to_owned(),
    };
    if let Some(on) = demand.closed_on {
        out.push_str(&format!(" {}", ru_date(on)));
    }
    if let Some(ground) = demand.ground.as_deref().map(clean).filter(|g| !g.is_empty()) {
        out.push_str(&format!(" ({})", shortened(&ground, MAX_CONTENT)));
    }
    out
}

/// «Вид: …» before each part where a case has more than one demand.
fn by_demand(row: &JournalRow, text: fn(&JournalDemand) -> String) -> String {
    match row.demands.as_slice() {
        [] => "—".to_owned(),
        [only] => text(only),
        many => many
            .iter()
            .map(|d| format!("{}: {}", statute::kind_short_name(d.kind, Lang::Ru), text(d)))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

fn kinds_text(row: &JournalRow) -> String {
    row.demands.iter().map(|d| kind_name(d.kind, Lang::Ru)).collect::<Vec<_>>().join("; ")
}

fn filled(text: Option<&String>) -> Option<String> {
    text.map(|t| clean(t)).filter(|t| !t.is_empty())
}

fn cells(index: u64, row: &JournalRow) -> Vec<Cell> {
    let applicant = [filled(row.applicant.as_ref()), filled(row.applicant_details.as_ref())];
    let content = [
        filled(row.content.as_ref()).map(|t| shortened(&t, MAX_CONTENT).trim_end_matches('.').to_owned()),
        Some(kinds_text(row)).filter(|k| !k.is_empty()).map(|k| format!("Вид: {k}")),
        filled(row.channel.as_ref()).map(|c| format!("Канал: {c}")),
    ];
    let answer = [
        row.answered_on.map(ru_date),
        filled(row.answer_number.as_ref()).map(|n| format!("№\u{a0}{}", n.replace(' ', "\u{a0}"))),
    ];
    let join = |parts: &[Option<String>], by: &str| {
        let text = parts.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(by);
        if text.is_empty() { "—".to_owned() } else { text }
    };
    vec![
        Cell::nowrap(group(index)),
        Cell::new(format!(
            "{} №\u{a0}{}",
            ru_date(row.received_on),
            clean(&row.number).replace(' ', "\u{a0}")
        )),
        Cell::new(shortened(&join(&applicant, "; "), MAX_CONTENT)),
        Cell::new(join(&content, ". ")),
        Cell::new(by_demand(row, due_text)),
        Cell::new(by_demand(row, done_text)),
        Cell::new(join(&answer, " ")),
        Cell::new(join(&[filled(row.responsible.as_ref())], "")),
    ]
}

fn head_blocks(head: &JournalHead) -> Vec<Block> {
    let mut operator = format!("Оператор: {}", clean(&head.operator_name));
    if let Some(address) = filled(head.operator_address.as_ref()) {
        operator.push_str(&format!(", {address}"));
    }
    let line = |text: String| Block::from(Content::Paragraph { runs: vec![Run::plain(text)], indent: false });
    vec![
        Content::Heading { text: TITLE.to_owned() }.into(),
        line(operator),
        line(format!(
            "Период: с {} по {}. Составлен {}.",
            ru_date(head.from),
            ru_date(head.to),
            ru_date(head.made_on)
        )),
    ]
}

fn tail_blocks(head: &JournalHead, rows: u64) -> Vec<Block> {
    let count = format!("Всего обращений за период: {}.", group(rows));
    let mut out = vec![Content::Paragraph { runs: vec![Run::plain(count)], indent: false }.into()];
    if let Some(name) = filled(head.responsible_name.as_ref()) {
        let post = filled(head.responsible_post.as_ref()).unwrap_or_default();
        out.push(Content::Signature { post, name: crate::names::initials_first(&name) }.into());
    }
    out
}

fn footer(head: &JournalHead) -> Option<String> {
    filled(head.audit_head.as_ref()).map(|h| format!("Журнал событий, последняя запись: {h}"))
}

fn document(head: &JournalHead, blocks: Vec<Block>) -> Document {
    Document {
        title: TITLE.to_owned(),
        lang: "ru-RU".to_owned(),
        style: Style::Journal,
        date: head.made_on,
        blocks,
        footer: footer(head),
    }
}

/// The journal as one document, for a preview of a short period. Long ones: [`journal_pdf`], [`write_journal_pdf`].
#[must_use]
pub fn journal_document(rows: impl IntoIterator<Item = JournalRow>, head: &JournalHead) -> Document {
    let mut table = Vec::new();
    for (index, row) in (1u64..).zip(rows) {
        table.push(cells(index, &row));
    }
    let count = table.len() as u64;
    let mut blocks = head_blocks(head);
    blocks.push(Content::Table { columns: columns(), rows: table }.into());
    blocks.extend(tail_blocks(head, count));
    document(head, blocks)
}

/// The journal as PDF in memory.
///
/// # Errors
/// As [`crate::render_pdf`].
pub fn journal_pdf(
    rows: impl IntoIterator<Item = JournalRow>,
    head: &JournalHead,
) -> Result<Rendered, LettersError> {
    let mut bytes = Vec::new();
    let pages = write_journal_pdf(rows, head, &mut bytes)?;
    Ok(Rendered::of(bytes, pages))
}

/// Writes the journal as PDF while the rows come; memory does not grow with their number. Returns the number of pages.
///
/// # Errors
/// As [`crate::render_pdf`], and what the sink says.
pub fn write_journal_pdf(
    rows: impl IntoIterator<Item = JournalRow>,
    head: &JournalHead,
    out: &mut impl Write,
) -> Result<usize, LettersError> {
    with_shaper(|shaper| {
        let columns = columns();
        let mut writer = PdfWriter::new(out, shaper)?;
        let mut paginator = Paginator::new(Style::Journal);
        let mut pages = Vec::new();
        let mut setter = Setter::new(writer.shaper(), Style::Journal);
        for slab in setter.slabs(&document(head, head_blocks(head))) {
            paginator.push(slab, &mut pages);
        }
        let table_head = setter.table_head(&columns, 0).map(Rc::new);
        if let Some(first) = &table_head {
            let mut first = (**first).clone();
            first.space_before = 6.0;
            paginator.push(first, &mut pages);
        }
        let mut count = 0;
        for row in rows {
            count += 1;
            let slabs = Setter::new(writer.shaper(), Style::Journal).table_row(
                &columns,
                &cells(count, &row),
                0,
                None,
                true,
            );
            for mut slab in slabs {
                slab.head.clone_from(&table_head);
                paginator.push(slab, &mut pages);
            }
            writer.add(pages.drain(..))?;
        }
        let tail = document(head, tail_blocks(head, count));
        for slab in Setter::new(writer.shaper(), Style::Journal).slabs(&tail) {
            paginator.push(slab, &mut pages);
        }
        paginator.finish(&mut pages);
        writer.add(pages.drain(..))?;
        let properties = Properties { title: TITLE, lang: "ru-RU", date: head.made_on };
        let footer = footer(head);
        let (_, pages) = writer.finish(&properties, |shaper, page, count| {
            running(&mut Setter::new(shaper, Style::Journal), Style::Journal, footer.as_deref(), page, count)
        })?;
        Ok(pages)
    })
}

/// Heads of the workbook and the csv, with widths in characters.
const FLAT: &[(&str, f64)] = &[
    ("№ п/п", 7.0),
    ("Рег. №", 14.0),
    ("Дата поступления", 13.0),
    ("Канал", 14.0),
    ("Заявитель", 32.0),
    ("Сведения о заявителе", 28.0),
    ("Краткое содержание", 60.0),
    ("Вид требования", 32.0),
    ("Срок", 13.0),
    ("Продлён до", 13.0),
    ("Отметка об исполнении или отказе", 44.0),
    ("Дата исполнения", 13.0),
    ("Исх. №", 14.0),
    ("Дата ответа", 13.0),
    ("Ответственный", 26.0),
];

enum Flat {
    Text(String),
    Date(NaiveDate),
    Count(u64),
    Empty,
}

fn flat(index: u64, row: &JournalRow) -> Vec<Flat> {
    let text = |t: Option<String>| t.map_or(Flat::Empty, Flat::Text);
    let date = |d: Option<NaiveDate>| d.map_or(Flat::Empty, Flat::Date);
    let closed = row
        .demands
        .iter()
        .map(|d| d.closed_on)
        .collect::<Option<Vec<_>>>()
        .and_then(|all| all.into_iter().max());
    let kinds = match row.demands.len() {
        0 | 1 => kinds_text(row),
        _ => row
            .demands
            .iter()
            .map(|d| format!("{} ({})", kind_name(d.kind, Lang::Ru), due_text(d)))
            .collect::<Vec<_>>()
            .join("; "),
    };
    vec![
        Flat::Count(index),
        Flat::Text(clean(&row.number)),
        Flat::Date(row.received_on),
        text(filled(row.channel.as_ref())),
        text(filled(row.applicant.as_ref())),
        text(filled(row.applicant_details.as_ref())),
        text(filled(row.content.as_ref())),
        text(Some(kinds).filter(|k| !k.is_empty())),
        date(row.demands.iter().filter_map(|d| d.due_on).min()),
        date(row.demands.iter().filter_map(|d| d.extended_to).max()),
        text(Some(by_demand(row, done_text)).filter(|_| !row.demands.is_empty())),
        date(closed),
        text(filled(row.answer_number.as_ref())),
        date(row.answered_on),
        text(filled(row.responsible.as_ref())),
    ]
}

fn workbook_error(error: &XlsxError) -> LettersError {
    LettersError::Workbook { detail: error.to_string() }
}

/// A cell of a workbook holds at most 32,767 characters.
const MAX_CELL: usize = 32_000;

/// The journal as a workbook: text as text (never a formula), real dates, frozen head, widths that fit.
///
/// # Errors
/// More rows than a sheet holds (1,048,576).
pub fn journal_xlsx(
    rows: impl IntoIterator<Item = JournalRow>,
    head: &JournalHead,
) -> Result<Vec<u8>, LettersError> {
    let mut book = Workbook::new();
    let made = excel_date(head.made_on)?;
    book.set_properties(
        &DocProperties::new()
            .set_title(TITLE)
            .set_company(clean(&head.operator_name))
            .set_creation_datetime(&made),
    );
    let title = Format::new().set_bold().set_font_size(14);
    let bold = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_border(FormatBorder::Thin)
        .set_background_color(0x00ED_EDED)
        .set_align(FormatAlign::Center)
        .set_align(FormatAlign::VerticalCenter);
    let cell = Format::new().set_border(FormatBorder::Thin).set_text_wrap().set_align(FormatAlign::Top);
    let date = Format::new()
        .set_border(FormatBorder::Thin)
        .set_num_format("dd.mm.yyyy")
        .set_align(FormatAlign::Top)
        .set_align(FormatAlign::Left);
    let number =
        Format::new().set_border(FormatBorder::Thin).set_num_format("#,##0").set_align(FormatAlign::Top);
    let fail = |e: XlsxError| workbook_error(&e);
    let sheet = book.add_worksheet();
    sheet.set_name("Журнал").map_err(fail)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, TITLE, &title).map_err(fail)?;
    sheet.write_string(1, 0, format!("Оператор: {}", clean(&head.operator_name))).map_err(fail)?;
    let period = format!(
        "Период: с {} по {}. Составлен {}.",
        ru_date(head.from),
        ru_date(head.to),
        ru_date(head.made_on)
    );
    sheet.write_string(2, 0, period).map_err(fail)?;
    if let Some(footer) = footer(head) {
        sheet.write_string(3, 0, footer).map_err(fail)?;
    }
    let top = 4u32;
    for (column, (name, width)) in (0u16..).zip(FLAT) {
        sheet.set_column_width(column, *width).map_err(fail)?;
        sheet.write_string_with_format(top, column, *name, &bold).map_err(fail)?;
    }
    sheet.set_freeze_panes(top + 1, 2).map_err(fail)?;
    sheet.set_repeat_rows(top, top).map_err(fail)?;
    let mut line = top;
    for (index, row) in (1u64..).zip(rows) {
        line += 1;
        for (column, value) in (0u16..).zip(flat(index, &row)) {
            match value {
                Flat::Text(text) => sheet
                    .write_string_with_format(line, column, shortened(&text, MAX_CELL), &cell)
                    .map_err(fail)?,
                Flat::Date(on) => {
                    sheet.write_datetime_with_format(line, column, excel_date(on)?, &date).map_err(fail)?
                }
                #[allow(clippy::cast_precision_loss)]
                Flat::Count(n) => {
                    sheet.write_number_with_format(line, column, n as f64, &number).map_err(fail)?
                }
                Flat::Empty => sheet.write_blank(line, column, &cell).map_err(fail)?,
            };
        }
    }
    let last = u16::try_from(FLAT.len() - 1).unwrap_or(0);
    sheet.autofilter(top, 0, line.max(top + 1), last).map_err(fail)?;
    book.save_to_buffer().map_err(fail)
}

fn excel_date(date: NaiveDate) -> Result<ExcelDateTime, LettersError> {
    let year = u16::try_from(date.year()).unwrap_or(9999);
    let month = u8::try_from(date.month()).unwrap_or(1);
    let day = u8::try_from(date.day()).unwrap_or(1);
    ExcelDateTime::from_ymd(year, month, day).map_err(|e| workbook_error(&e))
}

/// A field of a csv that no spreadsheet program takes for a formula.
fn csv_field(text: &str) -> String {
    let start = text.trim_start_matches([' ', '\u{feff}', '\u{a0}']).chars().next();
    let risky = matches!(start, Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠'));
    format!("\"{}{}\"", if risky { "'" } else { "" }, text.replace('"', "\"\""))
}

/// The journal as csv for a Russian Excel: UTF-8 with BOM, `;`, CRLF, dates dd.mm.yyyy, formulas disarmed by `'`.
#[must_use]
pub fn journal_csv(rows: impl IntoIterator<Item = JournalRow>) -> Vec<u8> {
    let mut out = String::from("\u{feff}");
    let line = |out: &mut String, fields: Vec<String>| {
        out.push_str(&fields.join(";"));
        out.push_str("\r\n");
    };
    line(&mut out, FLAT.iter().map(|(name, _)| csv_field(name)).collect());
    for (index, row) in (1u64..).zip(rows) {
        let fields = flat(index, &row)
            .into_iter()
            .map(|value| match value {
                Flat::Text(text) => csv_field(&text),
                Flat::Date(on) => ru_date(on),
                Flat::Count(n) => n.to_string(),
                Flat::Empty => String::new(),
            })
            .collect();
        line(&mut out, fields);
    }
    out.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formulas_are_disarmed() {
        for prefix in ["=", "+", "-", "@", "＝", "＋", "－", "＠", " =", "\u{a0}+"] {
            assert!(csv_field(&format!("{prefix}1+1")).starts_with("\"'"), "{prefix}");
        }
        assert_eq!(csv_field("ООО \"Ромашка\"; 5"), "\"ООО \"\"Ромашка\"\"; 5\"");
    }
}
