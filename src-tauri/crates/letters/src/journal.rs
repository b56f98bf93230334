//! The journal of requests: the printed form an inspector recognises (PDF, lying A4), a workbook and a csv.
//! Rows come one by one; the PDF of any length is written as it goes.

use std::cell::RefCell;
use std::io::Write;

use chrono::NaiveDate;
use rust_xlsxwriter::{DocProperties, Format, Workbook, XlsxError};
use serde::{Deserialize, Serialize};
use statute::{Kind, Lang, Outcome, kind_name};

use crate::LettersError;
use crate::model::{Align, Block, Cell, Column, Content, Run, group, ru_date};
use crate::pdf::Rendered;
use crate::sheet::{Formats, Print, Value, csv, excel_date, shortened, workbook_error, write_table_pdf};
use crate::text::clean;

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
    /// The date before any extension.
    pub due_on: Option<NaiveDate>,
    /// To be done at once: the date is that of receipt.
    pub immediate: bool,
    /// The date stands on no production calendar yet.
    pub provisional: bool,
    pub extended_to: Option<NaiveDate>,
    /// The reason that stands in the notice of extension.
    pub extended_why: Option<String>,
    pub outcome: Option<Outcome>,
    /// Ground of a refusal, or what was done.
    pub ground: Option<String>,
    pub closed_on: Option<NaiveDate>,
    /// Closed after its date, or still open after it.
    pub late: bool,
}

/// An answer to the applicant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalAnswer {
    /// Outgoing number.
    pub number: String,
    pub on: NaiveDate,
}

/// One case: a row of the journal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalRow {
    /// Register number.
    pub number: String,
    pub received_on: NaiveDate,
    /// How it came, in words.
    pub channel: Option<String>,
    /// Requisites of the request: where its record or paper is.
    pub request: Option<String>,
    pub applicant: Option<String>,
    /// How the identity was confirmed, or the power of a representative; no document numbers.
    pub applicant_details: Option<String>,
    /// The substance in short.
    pub content: Option<String>,
    pub demands: Vec<JournalDemand>,
    /// The case that this one was joined to: it is answered there.
    pub joined_to: Option<String>,
    /// Answers in the order of issue.
    pub answers: Vec<JournalAnswer>,
    pub responsible: Option<String>,
}

/// Text beyond this is cut in the printed journal: a row is a register entry, not the letter itself.
const MAX_CONTENT: usize = 600;

const TITLE: &str = "Журнал учёта обращений субъектов персональных данных";

fn columns() -> Vec<Column> {
    vec![
        Column::aligned("№ п/п", 8.0, Align::Right),
        Column::new("Дата и рег.\u{a0}№ обращения", 20.0),
        Column::new("Заявитель, реквизиты документа или доверенности", 34.0),
        Column::new("Краткое содержание", 45.0),
        Column::new("Вид требования, цель", 34.0),
        Column::new("Канал, подпись или реквизиты запроса", 33.0),
        Column::new("Срок, продлён\u{a0}до", 23.0),
        Column::new("Отметка о предоставлении, исполнении или отказе (основание), дата", 37.0),
        Column::new("Дата и рег.\u{a0}№ ответа", 20.0),
        Column::new("Ответственный, подпись", 26.0),
    ]
}

/// What a person asks for by a demand.
fn purpose(kind: Kind) -> Option<&'static str> {
    Some(match kind {
        Kind::Access => "получить сведения об обработке своих данных",
        Kind::Rectification => "уточнить неполные, устаревшие или неточные данные",
        Kind::Blocking => "приостановить обработку на время проверки",
        Kind::Destruction => "уничтожить данные",
        Kind::StopProcessing => "прекратить обработку данных",
        Kind::WithdrawConsent => "прекратить обработку, основанную на согласии",
        Kind::StopMarketing => "прекратить рекламные контакты",
        Kind::StopDissemination | Kind::DisseminationStopThirdParty => "прекратить распространение данных",
        Kind::AutomatedDecisionObjection => "пересмотреть автоматическое решение",
        Kind::Clarification => "получить разъяснение об обработке данных",
        Kind::Complaint => "защитить права субъекта",
        Kind::AuthorityInquiry => "надзор за обработкой данных",
        Kind::PublicSourceExclusion => "исключить данные из общедоступного источника",
        _ => return None,
    })
}

fn due_text(demand: &JournalDemand) -> String {
    let mut out = match demand.due_on {
        Some(due) if demand.immediate => format!("немедленно, {}", ru_date(due)),
        Some(due) => format!("до {}", ru_date(due)),
        None => "—".to_owned(),
    };
    if demand.provisional {
        out.push_str(" (предварительно)");
    }
    if let Some(extended) = demand.extended_to {
        out.push_str(&format!(", продлён до\u{a0}{}", ru_date(extended)));
        if let Some(why) = filled(demand.extended_why.as_ref()) {
            out.push_str(&format!(" ({})", shortened(&why, MAX_CONTENT)));
        }
    }
    out
}

fn done_text(demand: &JournalDemand, lang: Lang) -> String {
    let ru = lang == Lang::Ru;
    let mut out = match demand.outcome {
        Some(outcome) => outcome.name(lang).to_owned(),
        None => if ru { "на рассмотрении" } else { "under consideration" }.to_owned(),
    };
    if let Some(on) = demand.closed_on {
        out.push_str(&format!(" {}", ru_date(on)));
    }
    if demand.late {
        out.push_str(match (demand.outcome.is_some(), ru) {
            (true, true) => ", позже срока",
            (false, true) => ", срок истёк",
            (true, false) => ", after the due date",
            (false, false) => ", overdue",
        });
    }
    if let Some(ground) = demand.ground.as_deref().map(clean).filter(|g| !g.is_empty()) {
        out.push_str(&format!(" ({})", shortened(&ground, MAX_CONTENT)));
    }
    out
}

fn kind_text(demand: &JournalDemand) -> String {
    let name = kind_name(demand.kind, Lang::Ru);
    match demand.kind.article() {
        "" => name.to_owned(),
        article => format!("{name} ({})", article.replace(". ", ".\u{a0}")),
    }
}

fn purpose_text(demand: &JournalDemand) -> String {
    purpose(demand.kind).unwrap_or("—").to_owned()
}

/// «Вид: …» before each part where a case has more than one demand.
fn by_demand(row: &JournalRow, text: fn(&JournalDemand) -> String) -> String {
    by_demand_in(row, Lang::Ru, text)
}

fn by_demand_in(row: &JournalRow, lang: Lang, text: impl Fn(&JournalDemand) -> String) -> String {
    match row.demands.as_slice() {
        [] => "—".to_owned(),
        [only] => text(only),
        many => many
            .iter()
            .map(|d| format!("{}: {}", statute::kind_short_name(d.kind, lang), text(d)))
            .collect::<Vec<_>>()
            .join("; "),
    }
}

/// How the demands of a case ended, as the journal says it. The journal itself is a Russian document; its preview on
/// the screen speaks the language of the desk.
#[must_use]
pub fn journal_done(row: &JournalRow, lang: Lang) -> String {
    let done = || by_demand_in(row, lang, |demand| done_text(demand, lang));
    let joined = row.joined_to.as_ref().map(|number| match lang {
        Lang::Ru => format!("присоединено к обращению {}", number_text(number)),
        Lang::En => format!("joined to case {}", clean(number)),
    });
    match (joined, row.demands.is_empty()) {
        (Some(joined), true) => joined,
        (Some(joined), false) => format!("{joined}; {}", done()),
        (None, _) => done(),
    }
}

fn joined(row: &JournalRow, text: fn(&JournalDemand) -> String) -> String {
    row.demands.iter().map(text).collect::<Vec<_>>().join("; ")
}

fn filled(text: Option<&String>) -> Option<String> {
    text.map(|t| clean(t)).filter(|t| !t.is_empty())
}

/// A number that stays whole.
fn number_text(number: &str) -> String {
    format!("№\u{a0}{}", clean(number).replace(' ', "\u{a0}"))
}

fn answers_text(row: &JournalRow) -> String {
    if row.answers.is_empty() {
        if row.joined_to.is_some() {
            return "—".to_owned();
        }
        let closed = !row.demands.is_empty() && row.demands.iter().all(|d| d.outcome.is_some());
        return if closed { "без письменного ответа" } else { "—" }.to_owned();
    }
    row.answers
        .iter()
        .map(|answer| format!("{} {}", ru_date(answer.on), number_text(&answer.number)))
        .collect::<Vec<_>>()
        .join("; ")
}

fn cells(index: u64, row: &JournalRow) -> Vec<Cell> {
    let applicant = [filled(row.applicant.as_ref()), filled(row.applicant_details.as_ref())];
    let request = [filled(row.channel.as_ref()), filled(row.request.as_ref())];
    let kinds = match row.demands.as_slice() {
        [] => "—".to_owned(),
        demands => demands
            .iter()
            .map(|d| match purpose(d.kind) {
                Some(purpose) => format!("{}: {purpose}", kind_text(d)),
                None => kind_text(d),
            })
            .collect::<Vec<_>>()
            .join("; "),
    };
    let join = |parts: &[Option<String>], by: &str| {
        let text = parts.iter().flatten().map(String::as_str).collect::<Vec<_>>().join(by);
        if text.is_empty() { "—".to_owned() } else { text }
    };
    vec![
        Cell::nowrap(group(index)),
        Cell::new(format!("{} {}", ru_date(row.received_on), number_text(&row.number))),
        Cell::new(shortened(&join(&applicant, "; "), MAX_CONTENT)),
        Cell::new(shortened(&join(&[filled(row.content.as_ref())], ""), MAX_CONTENT)),
        Cell::new(kinds),
        Cell::new(join(&request, ", ")),
        Cell::new(by_demand(row, due_text)),
        Cell::new(journal_done(row, Lang::Ru)),
        Cell::new(answers_text(row)),
        Cell::new(join(&[filled(row.responsible.as_ref())], "")),
    ]
}

/// The figures below the journal.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct JournalTotals {
    pub cases: u64,
    /// Those that were joined to others.
    pub joined: u64,
    pub demands: u64,
    /// By outcome, in the order of the outcomes; those that came to nothing are not there.
    pub outcomes: Vec<(Outcome, u64)>,
    pub open: u64,
    /// Open after the date.
    pub overdue: u64,
    /// Closed after the date.
    pub closed_late: u64,
    pub extended: u64,
    pub answers: u64,
    /// By kind, in the order of the law.
    pub kinds: Vec<(Kind, u64)>,
}

impl JournalTotals {
    /// Counts one more row.
    pub fn add(&mut self, row: &JournalRow) {
        self.cases += 1;
        self.joined += u64::from(row.joined_to.is_some());
        self.answers += row.answers.len() as u64;
        for demand in &row.demands {
            self.demands += 1;
            self.extended += u64::from(demand.extended_to.is_some());
            match demand.outcome {
                None => {
                    self.open += 1;
                    self.overdue += u64::from(demand.late);
                }
                Some(outcome) => {
                    self.closed_late += u64::from(demand.late);
                    count(&mut self.outcomes, outcome, Outcome::ALL);
                }
            }
            count(&mut self.kinds, demand.kind, Kind::ALL);
        }
    }
}

fn count<T: PartialEq + Copy>(counts: &mut Vec<(T, u64)>, one: T, order: &[T]) {
    if let Some((_, n)) = counts.iter_mut().find(|(known, _)| *known == one) {
        *n += 1;
        return;
    }
    counts.push((one, 1));
    counts.sort_by_key(|(known, _)| order.iter().position(|o| o == known));
}

fn head_blocks(head: &JournalHead) -> Vec<Block> {
    let mut operator = format!("Оператор: {}", clean(&head.operator_name));
    if let Some(address) = filled(head.operator_address.as_ref()) {
        operator.push_str(&format!(", {address}"));
    }
    vec![Content::Heading { text: TITLE.to_owned() }.into(), line(operator), line(period(head))]
}

fn line(text: String) -> Block {
    Content::Paragraph { runs: vec![Run::plain(text)], indent: false }.into()
}

fn period(head: &JournalHead) -> String {
    format!(
        "Период поступления: с {} по {}. Составлен {}.",
        ru_date(head.from),
        ru_date(head.to),
        ru_date(head.made_on)
    )
}

fn totals_text(totals: &JournalTotals) -> Vec<String> {
    if totals.cases == 0 {
        return vec!["Обращений за период не поступало.".to_owned()];
    }
    let mut parts: Vec<String> =
        totals.outcomes.iter().map(|(o, n)| format!("{} {}", o.name(Lang::Ru), group(*n))).collect();
    if totals.open > 0 {
        let late = if totals.overdue > 0 {
            format!(" (из них срок истёк: {})", group(totals.overdue))
        } else {
            String::new()
        };
        parts.push(format!("на рассмотрении {}{late}", group(totals.open)));
    }
    let kinds: Vec<String> = totals
        .kinds
        .iter()
        .map(|(kind, n)| format!("{} {}", lower_first(kind_name(*kind, Lang::Ru)), group(*n)))
        .collect();
    let joined = if totals.joined > 0 {
        format!(", из них присоединено к другим: {}", group(totals.joined))
    } else {
        String::new()
    };
    vec![
        format!("Всего обращений за период: {}{joined}.", group(totals.cases)),
        format!("Требований: {}, в том числе {}.", group(totals.demands), parts.join(", ")),
        format!("По видам: {}.", kinds.join(", ")),
        format!(
            "Ответов выпущено: {}. Сроков продлено: {}. Исполнено позже срока: {}.",
            group(totals.answers),
            group(totals.extended),
            group(totals.closed_late)
        ),
    ]
}

fn lower_first(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_lowercase().chain(signs).collect())
}

fn tail_blocks(head: &JournalHead, totals: &JournalTotals) -> Vec<Block> {
    let mut out: Vec<Block> = totals_text(totals).into_iter().map(line).collect();
    out.extend(crate::model::signature(head.responsible_name.as_deref(), head.responsible_post.as_deref()));
    out
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
    let columns = columns();
    let footer = crate::text::trail_footer(head.audit_head.as_deref());
    let about = Print {
        title: TITLE,
        lang: "ru-RU",
        made_on: head.made_on,
        footer: footer.as_deref(),
        columns: &columns,
    };
    let totals = RefCell::new(JournalTotals::default());
    let cells = rows.into_iter().map(|row| {
        let mut totals = totals.borrow_mut();
        totals.add(&row);
        cells(totals.cases, &row)
    });
    write_table_pdf(&about, head_blocks(head), cells, || tail_blocks(head, &totals.borrow()), out)
}

/// Heads of the workbook and the csv, with widths in characters.
const FLAT: &[(&str, f64)] = &[
    ("№ п/п", 7.0),
    ("Рег. №", 14.0),
    ("Дата поступления", 13.0),
    ("Заявитель", 32.0),
    ("Сведения о заявителе", 28.0),
    ("Краткое содержание", 60.0),
    ("Вид требования", 32.0),
    ("Цель", 32.0),
    ("Канал", 14.0),
    ("Реквизиты запроса", 26.0),
    ("Срок", 13.0),
    ("Продлён до", 13.0),
    ("Отметка об исполнении или отказе", 44.0),
    ("Дата исполнения", 13.0),
    ("Исх. №", 14.0),
    ("Дата ответа", 13.0),
    ("Ответственный", 26.0),
];

fn flat(index: u64, row: &JournalRow) -> Vec<Value> {
    let some = |t: String| Value::text(Some(t).filter(|_| !row.demands.is_empty()));
    let closed = row
        .demands
        .iter()
        .map(|d| d.closed_on)
        .collect::<Option<Vec<_>>>()
        .and_then(|all| all.into_iter().max());
    let kinds = match row.demands.len() {
        0 | 1 => joined(row, kind_text),
        _ => joined(row, |d| format!("{}: {}", kind_text(d), due_text(d))),
    };
    let numbers: Vec<String> = row.answers.iter().map(|a| clean(&a.number)).collect();
    vec![
        Value::Count(i64::try_from(index).unwrap_or(i64::MAX)),
        Value::Text(clean(&row.number)),
        Value::Date(row.received_on),
        Value::text(row.applicant.as_ref()),
        Value::text(row.applicant_details.as_ref()),
        Value::text(row.content.as_ref()),
        Value::text(Some(kinds)),
        some(joined(row, purpose_text)),
        Value::text(row.channel.as_ref()),
        Value::text(row.request.as_ref()),
        Value::date(row.demands.iter().filter_map(|d| d.due_on).min()),
        Value::date(row.demands.iter().filter_map(|d| d.extended_to).max()),
        Value::text(
            Some(journal_done(row, Lang::Ru)).filter(|_| !row.demands.is_empty() || row.joined_to.is_some()),
        ),
        Value::date(closed),
        Value::text(Some(numbers.join(", "))),
        Value::date(row.answers.first().map(|a| a.on)),
        Value::text(row.responsible.as_ref()),
    ]
}

/// The journal as a workbook: text as text (never a formula), real dates, frozen head, widths that fit; the totals on a second sheet.
///
/// # Errors
/// More rows than a sheet holds (1,048,576).
pub fn journal_xlsx(
    rows: impl IntoIterator<Item = JournalRow>,
    head: &JournalHead,
) -> Result<Vec<u8>, LettersError> {
    let fail = |e: XlsxError| workbook_error(&e);
    let mut book = Workbook::new();
    book.set_properties(
        &DocProperties::new()
            .set_title(TITLE)
            .set_company(clean(&head.operator_name))
            .set_creation_datetime(&excel_date(head.made_on)?),
    );
    let title = Format::new().set_bold().set_font_size(14);
    let formats = Formats::new();
    let sheet = book.add_worksheet();
    sheet.set_name("Журнал").map_err(fail)?;
    sheet.set_landscape();
    sheet.set_print_fit_to_pages(1, 0);
    sheet.write_string_with_format(0, 0, TITLE, &title).map_err(fail)?;
    sheet.write_string(1, 0, format!("Оператор: {}", clean(&head.operator_name))).map_err(fail)?;
    sheet.write_string(2, 0, period(head)).map_err(fail)?;
    if let Some(footer) = crate::text::trail_footer(head.audit_head.as_deref()) {
        sheet.write_string(3, 0, footer).map_err(fail)?;
    }
    let top = 4u32;
    for (column, (name, width)) in (0u16..).zip(FLAT) {
        sheet.set_column_width(column, *width).map_err(fail)?;
        sheet.write_string_with_format(top, column, *name, &formats.head).map_err(fail)?;
    }
    sheet.set_freeze_panes(top + 1, 2).map_err(fail)?;
    sheet.set_repeat_rows(top, top).map_err(fail)?;
    let mut line = top;
    let mut totals = JournalTotals::default();
    for row in rows {
        line += 1;
        totals.add(&row);
        for (column, value) in (0u16..).zip(flat(totals.cases, &row)) {
            formats.put(sheet, line, column, &value)?;
        }
    }
    let last = u16::try_from(FLAT.len() - 1).unwrap_or(0);
    sheet.autofilter(top, 0, line, last).map_err(fail)?;
    // On a sheet of their own: what reads the rows must not meet them.
    let figures = book.add_worksheet();
    figures.set_name("Итоги").map_err(fail)?;
    figures.write_string(0, 0, period(head)).map_err(fail)?;
    for (line, text) in (2u32..).zip(totals_text(&totals)) {
        figures.write_string(line, 0, text).map_err(fail)?;
    }
    book.save_to_buffer().map_err(fail)
}

/// The journal as csv for a Russian Excel: UTF-8 with BOM, `;`, CRLF, dates dd.mm.yyyy, formulas disarmed by `'`.
#[must_use]
pub fn journal_csv(rows: impl IntoIterator<Item = JournalRow>) -> Vec<u8> {
    csv(FLAT.iter().map(|(name, _)| *name), (1u64..).zip(rows).map(|(index, row)| flat(index, &row)))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, day).unwrap_or_default()
    }

    fn demand(kind: Kind, outcome: Option<Outcome>, late: bool) -> JournalDemand {
        JournalDemand {
            kind,
            due_on: Some(day(20)),
            immediate: false,
            provisional: false,
            extended_to: None,
            extended_why: None,
            outcome,
            ground: None,
            closed_on: outcome.map(|_| day(22)),
            late,
        }
    }

    fn row(demands: Vec<JournalDemand>) -> JournalRow {
        JournalRow {
            number: "2026-0001".to_owned(),
            received_on: day(6),
            channel: Some("телефон".to_owned()),
            request: None,
            applicant: Some("Примерова Анна Ильинична".to_owned()),
            applicant_details: None,
            content: Some("Прошу удалить".to_owned()),
            demands,
            joined_to: None,
            answers: Vec::new(),
            responsible: None,
        }
    }

    #[test]
    fn an_extension_stands_beside_the_first_date() {
        let mut one = demand(Kind::Access, None, false);
        one.extended_to = Some(day(27));
        assert_eq!(due_text(&one), "до 20.11.2026, продлён до\u{a0}27.11.2026");
        one.extended_why = Some("данные у обработчика".to_owned());
        assert_eq!(due_text(&one), "до 20.11.2026, продлён до\u{a0}27.11.2026 (данные у обработчика)");
        one.immediate = true;
        one.extended_to = None;
        assert_eq!(due_text(&one), "немедленно, 20.11.2026");
    }

    #[test]
    fn a_refusal_names_its_ground_and_lateness_is_not_hidden() {
        let mut one = demand(Kind::Access, Some(Outcome::Refused), true);
        one.ground = Some("ст. 14 ч. 8 п. 2".to_owned());
        assert_eq!(done_text(&one, Lang::Ru), "отказано 22.11.2026, позже срока (ст. 14 ч. 8 п. 2)");
        assert_eq!(done_text(&demand(Kind::Access, None, true), Lang::Ru), "на рассмотрении, срок истёк");
    }

    #[test]
    fn a_case_closed_without_a_letter_says_so() {
        assert_eq!(answers_text(&row(vec![demand(Kind::Access, None, false)])), "—");
        let mut closed = row(vec![demand(Kind::StopMarketing, Some(Outcome::Satisfied), false)]);
        assert_eq!(answers_text(&closed), "без письменного ответа");
        closed.answers = vec![
            JournalAnswer { number: "013/ПДн".to_owned(), on: day(22) },
            JournalAnswer { number: "019/ПДн".to_owned(), on: day(25) },
        ];
        assert_eq!(answers_text(&closed), "22.11.2026 №\u{a0}013/ПДн; 25.11.2026 №\u{a0}019/ПДн");
    }

    #[test]
    fn totals_add_up() {
        let mut totals = JournalTotals::default();
        totals.add(&row(vec![
            demand(Kind::StopMarketing, None, true),
            demand(Kind::Access, Some(Outcome::Satisfied), true),
        ]));
        totals.add(&row(vec![demand(Kind::Access, Some(Outcome::Refused), false)]));
        assert_eq!(
            totals_text(&totals),
            [
                "Всего обращений за период: 2.",
                "Требований: 3, в том числе удовлетворено 1, отказано 1, на рассмотрении 1 (из них срок истёк: 1).",
                "По видам: доступ к данным 2, отказ от рекламы 1.",
                "Ответов выпущено: 0. Сроков продлено: 0. Исполнено позже срока: 1.",
            ]
        );
        assert_eq!(totals_text(&JournalTotals::default()), ["Обращений за период не поступало."]);
    }
}
