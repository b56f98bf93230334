//! Lists written to files exactly as they are shown: the same rows in the same order under the same heads, read from the
//! register again, as a workbook, a csv or a printed table. An export is an event of the trail; it names the list, the
//! number of rows and the format, no one's data.

use std::collections::HashMap;
use std::path::Path;

use letters::{Sheet, SheetColumn, Value};
use register::Entity;
use statute::Lang;

use crate::error::{DeskError, FieldProblem, NotFound, Result, internal};
use crate::session::Session;
use crate::wire::{
    AuditRequest, AuditRow, CaseRow, CasesListRequest, CasesSort, CasesView, DisclosureRow,
    DisclosuresRequest, ExportFormat, LetterRow, ListExportRequest, ListExported, ListName, ListPlan,
    ListRequest, ProcessorRow, RejectedRow, RunRow, TodayAction, TodayRequest,
};
use crate::words::{filled, find, word};
use crate::{cases, imports, registers, trail};

// ---- columns -------------------------------------------------------------------------------------------------

/// A column of a list.
struct About {
    id: &'static str,
    /// Message of the page that stands over it.
    head: &'static str,
    /// Share of the printed width.
    width: f32,
    right: bool,
    nowrap: bool,
}

const fn text(id: &'static str, head: &'static str, width: f32) -> About {
    About { id, head, width, right: false, nowrap: false }
}

const fn whole(id: &'static str, head: &'static str, width: f32) -> About {
    About { id, head, width, right: false, nowrap: true }
}

const fn right(id: &'static str, head: &'static str, width: f32) -> About {
    About { id, head, width, right: true, nowrap: true }
}

const CASES: &[About] = &[
    whole("number", "col_number", 13.0),
    right("received", "col_received", 12.0),
    text("subject", "col_subject", 34.0),
    text("demand", "col_demand", 22.0),
    text("channel", "col_channel", 14.0),
    text("status", "col_status", 20.0),
    right("due", "col_due", 12.0),
    text("left", "col_left", 26.0),
];
const LETTERS: &[About] = &[
    whole("number", "letters_col_number", 16.0),
    right("date", "letters_col_date", 12.0),
    whole("case", "letters_col_case", 14.0),
    text("template", "letters_col_template", 50.0),
    right("pages", "letters_col_pages", 9.0),
];
const IMPORTS: &[About] = &[
    whole("run", "col_run", 15.0),
    right("at", "col_when", 18.0),
    text("file", "col_file", 40.0),
    right("read", "col_rows", 9.0),
    right("new", "col_new", 9.0),
    right("joined", "col_joined", 10.0),
    right("rejected", "col_rejected", 11.0),
    right("lost", "col_days_lost", 9.0),
];
const REJECTED: &[About] = &[
    right("row", "rejected_row", 9.0),
    text("column", "rejected_column", 20.0),
    text("value", "rejected_value", 26.0),
    text("what", "rejected_what", 40.0),
    text("fix", "rejected_fix", 40.0),
];
const PROCESSORS: &[About] = &[
    text("name", "processors_col_name", 40.0),
    text("points", "processors_col_points", 12.0),
    text("purpose", "processors_col_purpose", 46.0),
    right("term", "processors_col_term", 18.0),
];
const DISCLOSURES: &[About] = &[
    right("date", "disclosures_col_date", 12.0),
    text("recipient", "disclosures_col_recipient", 28.0),
    text("kind", "disclosures_col_kind", 15.0),
    text("ground", "disclosures_col_ground", 24.0),
    text("data", "disclosures_col_data", 30.0),
    text("subject", "disclosures_col_subject", 34.0),
];
const AUDIT: &[About] = &[
    right("seq", "audit_col_seq", 9.0),
    right("at", "col_when", 20.0),
    text("who", "audit_col_who", 20.0),
    text("action", "audit_col_action", 36.0),
    text("entity", "audit_col_entity", 30.0),
    whole("mac", "audit_col_mark", 12.0),
];
const TODAY: &[About] = &[
    text("group", "section_today", 18.0),
    whole("number", "col_number", 13.0),
    text("subject", "col_subject", 32.0),
    text("what", "audit_col_action", 30.0),
    text("why", "processors_col_purpose", 34.0),
    right("due", "col_due", 12.0),
    text("left", "col_left", 24.0),
];

fn table(list: ListName) -> &'static [About] {
    match list {
        ListName::Cases => CASES,
        ListName::Letters => LETTERS,
        ListName::Imports => IMPORTS,
        ListName::Rejected => REJECTED,
        ListName::Processors => PROCESSORS,
        ListName::Disclosures => DISCLOSURES,
        ListName::Audit => AUDIT,
        ListName::Today => TODAY,
    }
}

/// Ids of the columns of a list's table, in order: what a page may ask for.
#[must_use]
pub fn column_ids(list: ListName) -> Vec<&'static str> {
    table(list).iter().map(|about| about.id).collect()
}

/// Heads that no screen has in these words.
fn head(list: ListName, about: &About, lang: Lang) -> String {
    let own = match (list, about.id) {
        (ListName::Today, "group") => Some(("Когда", "When")),
        (ListName::Today, "what") => Some(("Что сделать", "What to do")),
        (ListName::Today, "why") => Some(("Причина", "Reason")),
        _ => None,
    };
    match (own, lang) {
        (Some((ru, _)), Lang::Ru) => ru.to_owned(),
        (Some((_, en)), Lang::En) => en.to_owned(),
        (None, _) => word(lang, about.head),
    }
}

/// What the list is called: title of the print, name of the sheet, beginning of the file's name.
fn title(list: ListName, lang: Lang) -> String {
    match (list, lang) {
        (ListName::Rejected, Lang::Ru) => "Отклонённые строки".to_owned(),
        (ListName::Rejected, Lang::En) => "Rejected rows".to_owned(),
        (ListName::Today, Lang::Ru) => "Сегодня".to_owned(),
        (ListName::Today, Lang::En) => "Today".to_owned(),
        _ => word(lang, &format!("section_{}", list.as_str())),
    }
}

/// The columns that are asked for, in their order.
fn chosen(request: &ListRequest) -> Result<Vec<&'static About>> {
    let all = table(request.list);
    if request.columns.is_empty() {
        return Ok(all.iter().collect());
    }
    request
        .columns
        .iter()
        .map(|id| {
            all.iter().find(|about| about.id == id).ok_or_else(|| DeskError::Field {
                field: "columns",
                problem: FieldProblem::Unknown {
                    value: id.clone(),
                    allowed: all.iter().map(|about| about.id.to_owned()).collect(),
                },
            })
        })
        .collect()
}

// ---- cells ---------------------------------------------------------------------------------------------------

/// Text of others: a number of a passport in it is hidden.
fn foreign(text: &str) -> Value {
    Value::text(Some(cases::without_document_numbers(text).0))
}

fn case_cell(row: &CaseRow, id: &str, lang: Lang) -> Value {
    match id {
        "number" => Value::text(Some(&row.number)),
        "received" => Value::Date(row.received_on),
        "subject" => Value::text(row.subject.as_ref()),
        "demand" => {
            // What is still open stands first, as on the screen.
            let mut demands: Vec<_> = row.demands.iter().collect();
            demands.sort_by_key(|d| d.status != "open");
            let names: Vec<&str> = demands.iter().map(|d| statute::kind_short_name(d.kind, lang)).collect();
            Value::text(Some(names.join(", ")))
        }
        "channel" => Value::Text(word(lang, &format!("channel_{}", row.channel.as_str()))),
        "status" => Value::Text(word(lang, &format!("status_{}", row.status.as_str()))),
        "due" => Value::date(row.due.as_ref().map(|due| due.due_on)),
        "left" => Value::text(row.due.as_ref().map(|due| due.left.as_str())),
        _ => Value::Empty,
    }
}

/// Name of a kind of letter; a word of a newer program stands for itself.
#[must_use]
pub fn template_name(template: &str, lang: Lang) -> String {
    letters::TemplateId::parse(template)
        .map_or_else(|| template.to_owned(), |template| template.name(lang).to_owned())
}

fn letter_cell(row: &LetterRow, id: &str, lang: Lang) -> Value {
    match id {
        "number" => Value::text(Some(&row.number)),
        "date" => Value::Date(row.issued_on),
        "case" => Value::text(Some(&row.case)),
        "template" => Value::Text(template_name(&row.template, lang)),
        "pages" => Value::Count(row.pages.into()),
        _ => Value::Empty,
    }
}

fn run_cell(row: &RunRow, id: &str) -> Value {
    match id {
        "run" => Value::text(Some(&row.run)),
        "at" => Value::Moment(row.at.naive_local()),
        "file" => Value::text(Some(&row.file)),
        "read" => Value::Count(row.rows.read.into()),
        "new" => Value::Count(row.rows.new_cases.into()),
        "joined" => Value::Count(row.rows.joined.into()),
        "rejected" => Value::Count(row.rows.rejected.into()),
        "lost" => Value::Count(row.days_lost.total.into()),
        _ => Value::Empty,
    }
}

fn rejected_cell(row: &RejectedRow, id: &str) -> Value {
    match id {
        "row" => Value::Count(row.row.into()),
        "column" => Value::text(
            row.column
                .as_ref()
                .map(|letter| format!("{letter} · {}", row.header.as_deref().unwrap_or_default())),
        ),
        "value" => row.value.as_deref().map_or(Value::Empty, foreign),
        "what" => foreign(&row.message),
        "fix" => Value::text(Some(&row.fix)),
        _ => Value::Empty,
    }
}

fn processor_cell(row: &ProcessorRow, id: &str, lang: Lang) -> Value {
    match id {
        "name" => Value::text(Some(&row.name)),
        "points" => {
            let (met, of) = (row.met.to_string(), row.points.len().to_string());
            Value::Text(filled(lang, "processors_met", &[("met", &met), ("of", &of)]))
        }
        "purpose" if row.purposes.is_empty() => Value::Text(word(lang, "processors_no_purpose")),
        "purpose" => Value::text(Some(row.purposes.join(", "))),
        "term" => row.contract_until.map_or_else(|| Value::Text(word(lang, "term_open")), Value::Date),
        _ => Value::Empty,
    }
}

fn disclosure_cell(row: &DisclosureRow, id: &str, lang: Lang) -> Value {
    match id {
        "date" => Value::Date(row.date),
        "recipient" => Value::text(Some(&row.recipient)),
        "kind" => Value::Text(word(lang, &format!("recipient_{}", row.kind.as_str()))),
        "ground" => Value::text(Some(&row.ground)),
        "data" => Value::text(Some(row.data.join(", "))),
        "subject" => foreign(&row.subject),
        _ => Value::Empty,
    }
}

/// «Обращения, строк 625, xlsx»: what an entry of an export says of itself.
fn export_text(record: &str, lang: Lang) -> Option<String> {
    let mut parts = record.split(' ');
    let list = ListName::parse(parts.next()?)?;
    let (rows, format) = (parts.next()?, parts.next()?);
    Some(match lang {
        Lang::Ru => format!("{}, строк {rows}, {format}", title(list, lang)),
        Lang::En => format!("{}, {rows} rows, {format}", title(list, lang)),
    })
}

/// What an entry was done with, in the words of the screen.
pub(crate) fn entity_text(row: &AuditRow, lang: Lang) -> String {
    let id = row.entity_id.as_str();
    match row.action.as_str() {
        "list_export" => {
            if let Some(text) = export_text(id, lang) {
                return text;
            }
        }
        "processors_add" | "disclosures_add" => {
            return if id.is_empty() { String::new() } else { filled(lang, "entity_records", &[("n", id)]) };
        }
        _ => {}
    }
    let (message, parameter) = match (row.entity.as_str(), id.is_empty()) {
        ("case", false) => ("entity_case", "number"),
        ("case", true) => ("entity_case_unnamed", ""),
        ("letter", false) => ("entity_letter", "number"),
        ("letter", true) => ("entity_letter_unnamed", ""),
        ("run", false) => ("entity_run", "run"),
        ("run", true) => ("entity_run_unnamed", ""),
        ("operator", _) => ("entity_operator", ""),
        ("policy", _) => ("entity_policy", ""),
        ("processor", _) => ("entity_processor", "id"),
        ("disclosure", _) => ("entity_disclosure", "id"),
        (other, _) => {
            let named = filled(lang, &format!("entity_{other}"), &[("id", id), ("number", id)]);
            return if named == format!("entity_{other}") { id.to_owned() } else { named };
        }
    };
    filled(lang, message, &[(parameter, id)])
}

/// What was done, in the words of the screen; an act of a newer program stands for itself.
pub(crate) fn action_text(action: &str, lang: Lang) -> String {
    find(lang, &format!("action_{action}")).unwrap_or(action).to_owned()
}

fn audit_cell(row: &AuditRow, id: &str, lang: Lang) -> Value {
    match id {
        "seq" => Value::Count(i64::try_from(row.seq).unwrap_or(i64::MAX)),
        "at" => Value::Moment(row.at.naive_local()),
        "who" => {
            let key = row.who.len() >= 16 && row.who.chars().all(|c| c.is_ascii_hexdigit());
            Value::text(Some(match row.who.get(..8) {
                Some(mark) if key => filled(lang, "who_key", &[("mark", mark)]),
                _ => row.who.clone(),
            }))
        }
        "action" => Value::Text(action_text(&row.action, lang)),
        "entity" => Value::text(Some(entity_text(row, lang))),
        "mac" => Value::text(Some(row.mac.chars().take(8).collect::<String>())),
        _ => Value::Empty,
    }
}

fn today_cell(row: &TodayAction, groups: &HashMap<&'static str, String>, id: &str) -> Value {
    match id {
        "group" => Value::text(groups.get(row.group.as_str())),
        "number" => Value::text(row.case.as_ref()),
        "subject" => Value::text(row.who.as_ref()),
        "what" => Value::text(Some(&row.what)),
        "why" => Value::text(Some(&row.why)),
        "due" => Value::date(row.due_on),
        "left" => Value::text(row.left.as_ref().map(|left| left.left.as_str())),
        _ => Value::Empty,
    }
}

// ---- rows ----------------------------------------------------------------------------------------------------

/// Rows at a time: of the register, and of the trail.
const PAGE: u32 = 500;

/// The rows of a list, fetched as they are taken. What fails ends them and is kept in `failed`.
struct Rows<'a> {
    session: &'a Session,
    columns: Vec<&'static About>,
    source: Source,
    waiting: std::vec::IntoIter<Vec<Value>>,
    count: u32,
    failed: Option<DeskError>,
}

/// Where rows come from: page by page, or all at once.
enum Source {
    Cases {
        request: Box<CasesListRequest>,
        over: bool,
    },
    /// The entries by number that are still to come; none = all of the trail, from a place on.
    Audit {
        found: trail::Found,
        from: u32,
        over: bool,
    },
    Whole,
}

/// Picks the rows whose keys the list shows, in its order.
fn picked<T>(
    all: Vec<T>,
    wanted: Option<&Vec<String>>,
    what: NotFound,
    key: impl Fn(&T) -> &str,
) -> Result<Vec<T>> {
    let Some(wanted) = wanted else { return Ok(all) };
    let mut known: HashMap<String, T> = all.into_iter().map(|row| (key(&row).to_owned(), row)).collect();
    wanted
        .iter()
        .map(|name| known.remove(name).ok_or_else(|| DeskError::NotFound { what, name: name.clone() }))
        .collect()
}

fn run_of(request: &ListRequest) -> Result<&str> {
    request.run.as_deref().ok_or(DeskError::Field { field: "run", problem: FieldProblem::Empty })
}

fn cases_request(request: &ListRequest) -> CasesListRequest {
    let asked = request.cases.clone();
    CasesListRequest {
        view: asked.as_ref().and_then(|c| c.view),
        kind: asked.as_ref().and_then(|c| c.kind),
        status: asked.as_ref().and_then(|c| c.status),
        due_by: asked.as_ref().and_then(|c| c.due_by),
        search: asked.as_ref().and_then(|c| c.search.clone()),
        sort: asked.as_ref().and_then(|c| c.sort),
        descending: asked.is_some_and(|c| c.descending),
        from: 0,
        count: PAGE,
        after: None,
    }
}

fn disclosures_request(request: &ListRequest) -> DisclosuresRequest {
    request.disclosures.clone().unwrap_or(DisclosuresRequest { search: None, case: None })
}

fn audit_request(request: &ListRequest) -> AuditRequest {
    request.audit.clone().unwrap_or(AuditRequest { from: 0, count: PAGE, search: None, about: None })
}

fn today_request(request: &ListRequest) -> TodayRequest {
    TodayRequest { limit: None, ..request.today.clone().unwrap_or(TodayRequest { day: None, limit: None }) }
}

impl<'a> Rows<'a> {
    fn new(session: &'a Session, request: &ListRequest) -> Result<Self> {
        let columns = chosen(request)?;
        let lang = session.lang();
        let keys = request.rows.as_ref();
        let cells = |cell: &dyn Fn(&str) -> Value| columns.iter().map(|c| cell(c.id)).collect::<Vec<_>>();
        let (source, waiting) = match request.list {
            ListName::Cases => {
                (Source::Cases { request: Box::new(cases_request(request)), over: false }, Vec::new())
            }
            ListName::Audit => {
                let found = trail::find(session, &audit_request(request))?;
                (Source::Audit { found, from: 0, over: false }, Vec::new())
            }
            ListName::Letters => {
                let all = crate::letters::list(session)?.letters;
                let rows = picked(all, keys, NotFound::Letter, |row| &row.number)?;
                (Source::Whole, rows.iter().map(|r| cells(&|id| letter_cell(r, id, lang))).collect())
            }
            ListName::Imports => {
                let rows = picked(imports::list(session)?.imports, keys, NotFound::Run, |row| &row.run)?;
                (Source::Whole, rows.iter().map(|r| cells(&|id| run_cell(r, id))).collect())
            }
            ListName::Rejected => {
                let rows = imports::show(session, run_of(request)?)?.rejected;
                (Source::Whole, rows.iter().map(|r| cells(&|id| rejected_cell(r, id))).collect())
            }
            ListName::Processors => {
                let search = request.processors.as_ref().and_then(|p| p.search.as_deref());
                let all = registers::processors_list(session, search)?.processors;
                let rows = picked(all, keys, NotFound::Processor, |row| &row.id)?;
                (Source::Whole, rows.iter().map(|r| cells(&|id| processor_cell(r, id, lang))).collect())
            }
            ListName::Disclosures => {
                let all = registers::disclosures_list(session, &disclosures_request(request))?.disclosures;
                let rows = picked(all, keys, NotFound::Disclosure, |row| &row.id)?;
                (Source::Whole, rows.iter().map(|r| cells(&|id| disclosure_cell(r, id, lang))).collect())
            }
            ListName::Today => {
                let view = crate::today::list(session, &today_request(request))?;
                let groups =
                    view.groups.iter().map(|g| (g.group.as_str(), g.name.clone())).collect::<HashMap<_, _>>();
                let rows = picked(view.actions, keys, NotFound::Record, |row| &row.id)?;
                (Source::Whole, rows.iter().map(|r| cells(&|id| today_cell(r, &groups, id))).collect())
            }
        };
        Ok(Self { session, columns, source, waiting: waiting.into_iter(), count: 0, failed: None })
    }

    /// How many rows there will be.
    fn total(&self) -> Result<u32> {
        Ok(match &self.source {
            Source::Cases { request, .. } => {
                cases::page(self.session, &CasesListRequest { count: 1, ..(**request).clone() })?.total
            }
            Source::Audit { found, .. } => u32::try_from(found.total()).unwrap_or(u32::MAX),
            Source::Whole => u32::try_from(self.waiting.len()).unwrap_or(u32::MAX),
        })
    }

    fn fetch(&mut self) -> Result<Option<Vec<Value>>> {
        loop {
            if let Some(row) = self.waiting.next() {
                return Ok(Some(row));
            }
            let lang = self.session.lang();
            let columns = &self.columns;
            let page: Vec<Vec<Value>> = match &mut self.source {
                Source::Whole => return Ok(None),
                Source::Cases { over: true, .. } | Source::Audit { over: true, .. } => return Ok(None),
                Source::Cases { request, over } => {
                    let page = cases::page(self.session, request)?;
                    *over = page.next.is_none();
                    request.after = page.next;
                    page.lines
                        .iter()
                        .map(|line| {
                            let row = cases::row(self.session, line)?;
                            Ok(columns.iter().map(|c| case_cell(&row, c.id, lang)).collect())
                        })
                        .collect::<Result<_>>()?
                }
                Source::Audit { found, from, over } => {
                    let entries = trail::window(self.session, found, *from, PAGE)?;
                    *from += PAGE;
                    *over = u64::from(*from) >= found.total();
                    entries
                        .iter()
                        .map(|row| columns.iter().map(|c| audit_cell(row, c.id, lang)).collect())
                        .collect()
                }
            };
            self.waiting = page.into_iter();
        }
    }
}

impl Iterator for &mut Rows<'_> {
    type Item = Vec<Value>;

    fn next(&mut self) -> Option<Vec<Value>> {
        match self.fetch() {
            Ok(row) => {
                self.count += u32::from(row.is_some());
                row
            }
            Err(error) => {
                self.failed = Some(error);
                None
            }
        }
    }
}

// ---- the use cases -------------------------------------------------------------------------------------------

/// How many rows an export would write, and under which heads.
///
/// # Errors
/// A field problem (a column, a run that is not named); a record that is not there; reading the register.
pub fn plan(session: &Session, request: &ListRequest) -> Result<ListPlan> {
    let rows = Rows::new(session, request)?;
    let lang = session.lang();
    Ok(ListPlan {
        rows: rows.total()?,
        heads: rows.columns.iter().map(|about| head(request.list, about, lang)).collect(),
    })
}

/// What was asked of the list, in one line; nothing when all of it was.
fn asked(request: &ListRequest, lang: Lang) -> Option<String> {
    let quoted = |text: &str| format!("«{}»", text.trim());
    let mut parts: Vec<String> = Vec::new();
    let search = match request.list {
        ListName::Cases => {
            let asked = cases_request(request);
            let view = asked.view.unwrap_or(CasesView::All);
            parts.push(word(lang, &format!("view_{}", view.as_str())));
            parts.extend(asked.kind.map(|kind| statute::kind_name(kind, lang).to_owned()));
            parts.extend(asked.status.map(|status| word(lang, &format!("status_{}", status.as_str()))));
            parts.extend(asked.due_by.map(|due| {
                filled(lang, "filter_chip_due", &[("date", &due.format("%d.%m.%Y").to_string())])
            }));
            let order = asked.sort.unwrap_or(CasesSort::Due).as_str();
            let suffix = if asked.descending { "_descending" } else { "" };
            parts.push(word(lang, &format!("order_{order}{suffix}")));
            asked.search
        }
        ListName::Disclosures => disclosures_request(request).search,
        ListName::Processors => request.processors.as_ref().and_then(|p| p.search.clone()),
        ListName::Audit => {
            let asked = audit_request(request);
            parts.extend(asked.about.map(|about| word(lang, &format!("audit_about_{}", about.as_str()))));
            asked.search
        }
        ListName::Rejected => {
            parts.extend(request.run.as_ref().map(|run| filled(lang, "entity_run", &[("run", run)])));
            None
        }
        _ => None,
    };
    parts.extend(search.filter(|text| !text.trim().is_empty()).map(|text| quoted(&text)));
    (!parts.is_empty()).then(|| format!("{}.", parts.join(" · ")))
}

/// The name that a dialog proposes: «Обращения 13.01.2027.xlsx».
#[must_use]
pub fn file_name(session: &Session, request: &ListExportRequest) -> String {
    let run = match (&request.list.list, &request.list.run) {
        (ListName::Rejected, Some(run)) => format!(" {run}"),
        _ => String::new(),
    };
    format!(
        "{}{run} {}.{}",
        title(request.list.list, session.lang()),
        session.today().format("%d.%m.%Y"),
        request.format.as_str()
    )
}

/// The format that the ending of a file's name asks for.
///
/// # Errors
/// A field problem that names the endings.
pub fn format_of(path: &Path) -> Result<ExportFormat> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    ExportFormat::parse(&ending).ok_or_else(|| DeskError::Field {
        field: "out",
        problem: FieldProblem::Unknown {
            value: ending,
            allowed: ExportFormat::ALL.iter().map(|f| f.as_str().to_owned()).collect(),
        },
    })
}

/// Writes a list as it is shown. Recorded in the trail: it leaves the vault.
///
/// # Errors
/// As [`plan`]; more rows than a sheet holds; [`DeskError::WouldOverwrite`], [`DeskError::File`].
pub fn write(
    session: &mut Session,
    request: &ListExportRequest,
    path: &Path,
    force: bool,
) -> Result<ListExported> {
    crate::files::refuse_overwrite(path, force)?;
    let lang = session.lang();
    let list = request.list.list;
    let operator = session.operator()?.name;
    let made_on = session.today();
    let mut rows = Rows::new(session, &request.list)?;
    if request.format == ExportFormat::Xlsx && rows.total()? > letters::MAX_SHEET_ROWS {
        return Err(DeskError::Field {
            field: "out",
            problem: FieldProblem::TooManyRows { limit: letters::MAX_SHEET_ROWS },
        });
    }
    let head_of_trail = session.trail_state()?.1;
    let (ru, made) = (lang == Lang::Ru, made_on.format("%d.%m.%Y"));
    let mut lines = vec![format!("{}: {operator}", if ru { "Оператор" } else { "Operator" })];
    lines.extend(asked(&request.list, lang));
    lines.push(if ru { format!("Составлено {made}.") } else { format!("Made on {made}.") });
    let sheet = Sheet {
        title: title(list, lang),
        name: title(list, lang),
        lines,
        columns: rows
            .columns
            .iter()
            .map(|about| SheetColumn {
                head: head(list, about, lang),
                width: about.width,
                right: about.right,
                nowrap: about.nowrap,
            })
            .collect(),
        company: operator,
        lang: if ru { "ru-RU" } else { "en-GB" }.to_owned(),
        made_on,
        footer: Some(if ru {
            format!("Журнал событий, последняя запись: {head_of_trail}")
        } else {
            format!("Audit trail, last entry: {head_of_trail}")
        }),
        total: if ru { "Всего строк: " } else { "Rows in all: " }.to_owned(),
    };
    let failed = |error: letters::LettersError| internal("writing a list", &error);
    let bytes = match request.format {
        ExportFormat::Pdf => letters::sheet_pdf(&mut rows, &sheet).map_err(failed)?.bytes,
        ExportFormat::Xlsx => letters::sheet_xlsx(&mut rows, &sheet).map_err(failed)?,
        ExportFormat::Csv => letters::sheet_csv(&mut rows, &sheet),
    };
    if let Some(error) = rows.failed.take() {
        return Err(error);
    }
    let count = rows.count;
    let saved = crate::files::write(path, &bytes, force)?;
    let record = format!("{} {count} {}", list.as_str(), request.format.as_str());
    session.write("list_export", Entity::Operator, &record, |_| -> Result<()> { Ok(()) })?;
    Ok(ListExported { path: saved.path, sha256: saved.sha256, rows: count })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::{CaseStatus, Channel, RecipientKind, TrailAbout};

    #[test]
    fn every_word_of_a_list_is_a_word_of_the_screen() {
        for lang in [Lang::Ru, Lang::En] {
            for list in ListName::ALL {
                assert_ne!(title(*list, lang), format!("section_{}", list.as_str()));
                for about in table(*list) {
                    let said = head(*list, about, lang);
                    assert!(said != about.head && !said.is_empty(), "{}: {said}", list.as_str());
                }
            }
            let ids = CaseStatus::ALL
                .iter()
                .map(|s| format!("status_{}", s.as_str()))
                .chain(Channel::ALL.iter().map(|c| format!("channel_{}", c.as_str())))
                .chain(RecipientKind::ALL.iter().map(|k| format!("recipient_{}", k.as_str())))
                .chain(CasesView::ALL.iter().map(|v| format!("view_{}", v.as_str())))
                .chain(TrailAbout::ALL.iter().map(|a| format!("audit_about_{}", a.as_str())))
                .chain(CasesSort::ALL.iter().map(|s| format!("order_{}", s.as_str())))
                .chain(CasesSort::ALL.iter().map(|s| format!("order_{}_descending", s.as_str())))
                .chain(
                    ["processors_met", "processors_no_purpose", "term_open", "who_key", "filter_chip_due"]
                        .map(str::to_owned),
                )
                .chain(
                    ["case", "letter", "run", "operator", "policy", "processor", "disclosure", "records"]
                        .map(|e| format!("entity_{e}")),
                )
                .chain(["list_export", "case_card_save", "journal_save"].map(|a| format!("action_{a}")));
            for id in ids {
                assert!(find(lang, &id).is_some(), "{id}");
            }
        }
    }

    #[test]
    fn an_entry_of_an_export_says_what_left() {
        assert_eq!(export_text("cases 625 xlsx", Lang::Ru).as_deref(), Some("Обращения, строк 625, xlsx"));
        assert_eq!(export_text("1", Lang::Ru), None);
    }

    #[test]
    fn columns_come_in_the_order_asked_for() {
        let mut request = ListRequest {
            list: ListName::Cases,
            columns: vec!["due".to_owned(), "number".to_owned()],
            cases: None,
            disclosures: None,
            processors: None,
            today: None,
            audit: None,
            run: None,
            rows: None,
        };
        let ids: Vec<&str> = chosen(&request).unwrap_or_default().iter().map(|c| c.id).collect();
        assert_eq!(ids, ["due", "number"]);
        request.columns.push("passport".to_owned());
        assert!(matches!(chosen(&request), Err(DeskError::Field { field: "columns", .. })));
    }

    #[test]
    fn rows_that_are_gone_are_not_left_out_in_silence() {
        let all = || vec!["a".to_owned(), "b".to_owned(), "c".to_owned()];
        let keys = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect::<Vec<_>>();
        let pick = |names: &[&str]| picked(all(), Some(&keys(names)), NotFound::Letter, |row| row);
        assert_eq!(pick(&["c", "a"]).unwrap_or_default(), ["c", "a"]);
        assert!(matches!(pick(&["a", "x"]), Err(DeskError::NotFound { .. })));
    }

    #[test]
    fn numbers_of_passports_never_leave() {
        assert_eq!(foreign("паспорт 4510 123456"), Value::Text("паспорт ••• 456".to_owned()));
    }
}
