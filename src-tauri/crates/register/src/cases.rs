//! Cases: one incoming matter of one person, with its contacts, demands, identity check and timeline.

use chrono::{DateTime, FixedOffset, NaiveDate};
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use statute::{Kind, Outcome};

use crate::error::Result;
use crate::processors::{date, json, sure_date};
use crate::words::{CaseStatus, CasesSort, CasesView, Channel, IdentityMethod};
use crate::{Entity, RegisterError, Write, by_mask, next_count, search};

/// The key under which a case with nothing open stands in the order by date.
pub const NOTHING_OPEN: &str = "9999-12-31";

/// Who the data is about, as far as the case says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Subject {
    pub full_name: Option<String>,
    pub last_name: Option<String>,
    pub first_name: Option<String>,
    pub middle_name: Option<String>,
    /// `male` or `female`; unknown is never guessed.
    pub gender: Option<String>,
    /// E.164.
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    pub contract: Option<String>,
    pub birth_date: Option<NaiveDate>,
}

/// An identity check: what was compared, how, when. No document numbers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Identity {
    pub method: IdentityMethod,
    pub on: NaiveDate,
    pub compared: String,
    pub warning: Option<String>,
}

/// A matched word: a range of characters of the contact's text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mark {
    pub from: u32,
    pub to: u32,
    pub kind: Kind,
}

/// A kind that the rules proposed for a contact.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposed {
    pub kind: Kind,
    /// 0 to 1.
    pub confidence: f32,
}

/// What a contact said before a later export changed it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Earlier {
    pub topic: Option<String>,
    pub text: String,
    /// The run that brought the new content.
    pub until: String,
}

/// One incoming call, chat, letter or e-mail.
#[derive(Clone, Debug, PartialEq)]
pub struct Contact {
    pub at: DateTime<FixedOffset>,
    pub channel: Channel,
    pub topic: Option<String>,
    pub text: String,
    pub full_name: Option<String>,
    /// E.164.
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub contract: Option<String>,
    /// Number in the source system.
    pub appeal_id: Option<String>,
    /// Employee of the contact centre.
    pub agent: Option<String>,
    pub marks: Vec<Mark>,
    pub proposed: Vec<Proposed>,
    /// The run and row it came from.
    pub run_id: Option<i64>,
    pub run: Option<String>,
    pub row_no: Option<u32>,
    /// Earlier content, oldest first.
    pub earlier: Vec<Earlier>,
}

/// A demand with the dates that its clock depends on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Demand {
    pub kind: Kind,
    pub received_on: NaiveDate,
    pub detected_at: Option<DateTime<FixedOffset>>,
    pub provided_on: Option<NaiveDate>,
    pub extended_on: Option<NaiveDate>,
    pub extended_by: Option<u8>,
    pub due_on: NaiveDate,
    /// The day after which it is overdue.
    pub late_on: NaiveDate,
    pub provisional: bool,
    pub open: bool,
    pub outcome: Option<Outcome>,
    pub ground: Option<String>,
    pub closed_on: Option<NaiveDate>,
    /// The day on which the processing was stopped after a withdrawal of consent.
    pub stopped_on: Option<NaiveDate>,
}

/// One line of the timeline: a code of the program and a detail without personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Event {
    pub at: DateTime<FixedOffset>,
    pub what: String,
    pub detail: Option<String>,
}

/// A case, whole.
#[derive(Clone, Debug, PartialEq)]
pub struct Case {
    pub id: i64,
    pub number: String,
    pub run_id: Option<i64>,
    pub received_at: DateTime<FixedOffset>,
    pub received_on: NaiveDate,
    pub channel: Channel,
    pub status: CaseStatus,
    pub subject: Subject,
    pub identity: Option<Identity>,
    pub days_lost: Option<u32>,
    pub contacts: Vec<Contact>,
    pub demands: Vec<Demand>,
    pub events: Vec<Event>,
}

/// What a new case starts with.
#[derive(Clone, Debug)]
pub struct NewCase {
    pub subject: Subject,
    pub contact: Contact,
    pub demands: Vec<Demand>,
    pub days_lost: Option<u32>,
    pub registered_on: NaiveDate,
    pub event: Event,
}

/// One line of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CaseLine {
    pub id: i64,
    pub number: String,
    pub received_on: NaiveDate,
    pub full_name: Option<String>,
    pub channel: Channel,
    pub status: CaseStatus,
    pub demands: Vec<Demand>,
}

/// What a list asks for.
#[derive(Clone, Debug, Default)]
pub struct Filter {
    pub view: Option<CasesView>,
    pub kind: Option<Kind>,
    pub status: Option<CaseStatus>,
    pub due_by: Option<NaiveDate>,
    /// As typed.
    pub search: Option<String>,
    pub run_id: Option<i64>,
    /// Received in this closed range (the journal).
    pub received: Option<(NaiveDate, NaiveDate)>,
}

/// A page of the list and how many there are in all.
#[derive(Clone, Debug, Default)]
pub struct Page {
    pub lines: Vec<CaseLine>,
    pub total: u32,
    /// Cursor behind the last line, if there is more.
    pub next: Option<String>,
}

/// Where a page begins.
#[derive(Clone, Debug)]
pub enum Start {
    Offset(u32),
    After(String),
}

/// A case that may be of the same person.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    pub id: i64,
    pub number: String,
    pub full_name: Option<String>,
    /// `p:+7…`, `e:…`, `c:…`
    pub reach: Vec<String>,
    pub open: bool,
}

pub(crate) fn instant(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<DateTime<FixedOffset>>> {
    let text: Option<String> = row.get(index)?;
    text.map(|t| {
        DateTime::parse_from_rfc3339(&t).map_err(|e| {
            rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(e))
        })
    })
    .transpose()
}

pub(crate) fn sure_instant(row: &Row<'_>, index: usize) -> rusqlite::Result<DateTime<FixedOffset>> {
    instant(row, index)?.ok_or_else(|| {
        rusqlite::Error::InvalidColumnType(index, "time".to_owned(), rusqlite::types::Type::Null)
    })
}

fn word<T>(index: usize, text: &str, parsed: Option<T>) -> rusqlite::Result<T> {
    parsed.ok_or_else(|| {
        rusqlite::Error::InvalidColumnType(index, text.to_owned(), rusqlite::types::Type::Text)
    })
}

/// How an instant stands in the register: RFC 3339 with the operator's offset, so that it sorts by local day.
#[must_use]
pub fn local(at: DateTime<FixedOffset>) -> String {
    at.to_rfc3339_opts(chrono::SecondsFormat::Secs, false)
}

// ---- reading -------------------------------------------------------------------------------------------------

pub(crate) fn demand_row(row: &Row<'_>) -> rusqlite::Result<Demand> {
    let kind: String = row.get(0)?;
    let outcome: Option<String> = row.get(9)?;
    let by: Option<u8> = row.get(5)?;
    Ok(Demand {
        kind: word(0, "kind", Kind::parse(&kind))?,
        received_on: sure_date(row, 1)?,
        detected_at: instant(row, 2)?,
        provided_on: date(row, 3)?,
        extended_on: date(row, 4)?,
        extended_by: by,
        due_on: sure_date(row, 6)?,
        provisional: row.get(7)?,
        open: row.get::<_, String>(8)? == "open",
        outcome: outcome.map(|o| word(9, "outcome", Outcome::parse(&o))).transpose()?,
        ground: row.get(10)?,
        closed_on: date(row, 11)?,
        late_on: sure_date(row, 12)?,
        stopped_on: date(row, 13)?,
    })
}

/// Open withdrawals of consent after which the processing is not stopped yet, as the index over them has it.
macro_rules! to_stop {
    () => {
        "status = 'open' AND kind = 'withdraw_consent' AND stopped_on IS NULL"
    };
}
pub(crate) use to_stop;

/// What is to be done at once and came before this day is late.
pub(crate) fn late_before(today: NaiveDate) -> NaiveDate {
    statute::Calendar::builtin().previous_working_day(today)
}

/// What [`demand_row`] reads, in its order.
macro_rules! demand_columns {
    () => {
        "kind, received_on, detected_at, provided_on, extended_on, extended_by, due_on, provisional, status, outcome,
         ground, closed_on, late_on, stopped_on"
    };
}
pub(crate) use demand_columns;

const DEMAND: &str =
    concat!("SELECT ", demand_columns!(), " FROM demand WHERE case_id = ?1 ORDER BY status DESC, due_on, id");

pub(crate) fn demands(db: &Connection, case_id: i64) -> Result<Vec<Demand>> {
    Ok(db.prepare_cached(DEMAND)?.query_map([case_id], demand_row)?.collect::<rusqlite::Result<_>>()?)
}

/// The row id of a case by its register number.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn id_of(db: &Connection, number: &str) -> Result<i64> {
    db.prepare_cached("SELECT id FROM live_case WHERE number = ?1")?
        .query_row([number.trim()], |row| row.get(0))
        .optional()?
        .ok_or(RegisterError::NotFound { what: "a case" })
}

/// A case, whole, by its register number.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn show(db: &Connection, number: &str) -> Result<Case> {
    load(db, id_of(db, number)?)
}

/// A case, whole, by row id.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn load(db: &Connection, id: i64) -> Result<Case> {
    let mut case = db
        .prepare_cached(
            "SELECT number, received_at, received_on, channel, status, full_name, last_name, first_name, middle_name, gender,
                    phone, email, address, contract, birth_date, identity_method, identity_on, identity_compared,
                    identity_warning, days_lost, run_id
             FROM case_ WHERE id = ?1",
        )?
        .query_row([id], |row| {
            let method: Option<IdentityMethod> = row.get(15)?;
            let on = date(row, 16)?;
            let compared: Option<String> = row.get(17)?;
            let warning: Option<String> = row.get(18)?;
            Ok(Case {
                id,
                number: row.get(0)?,
                received_at: sure_instant(row, 1)?,
                received_on: sure_date(row, 2)?,
                channel: row.get(3)?,
                status: row.get(4)?,
                subject: Subject {
                    full_name: row.get(5)?,
                    last_name: row.get(6)?,
                    first_name: row.get(7)?,
                    middle_name: row.get(8)?,
                    gender: row.get(9)?,
                    phone: row.get(10)?,
                    email: row.get(11)?,
                    address: row.get(12)?,
                    contract: row.get(13)?,
                    birth_date: date(row, 14)?,
                },
                identity: method
                    .zip(on)
                    .map(|(method, on)| Identity { method, on, compared: compared.unwrap_or_default(), warning }),
                days_lost: row.get(19)?,
                run_id: row.get(20)?,
                contacts: Vec::new(),
                demands: Vec::new(),
                events: Vec::new(),
            })
        })
        .optional()?
        .ok_or(RegisterError::NotFound { what: "a case" })?;
    case.contacts = db
        .prepare_cached(
            "SELECT c.at, c.channel, c.topic, c.text, c.full_name, c.phones, c.emails, c.contract, c.appeal_id, c.agent, c.marks,
                    c.proposed, c.run_id, r.run, c.row_no, coalesce(c.changed, '[]')
             FROM contact c LEFT JOIN import_run r ON r.id = c.run_id WHERE c.case_id = ?1 ORDER BY c.at, c.id",
        )?
        .query_map([id], |row| {
            Ok(Contact {
                at: sure_instant(row, 0)?,
                channel: row.get(1)?,
                topic: row.get(2)?,
                text: row.get(3)?,
                full_name: row.get(4)?,
                phones: json(row, 5)?,
                emails: json(row, 6)?,
                contract: row.get(7)?,
                appeal_id: row.get(8)?,
                agent: row.get(9)?,
                marks: json(row, 10)?,
                proposed: json(row, 11)?,
                run_id: row.get(12)?,
                run: row.get(13)?,
                row_no: row.get(14)?,
                earlier: json(row, 15)?,
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    case.demands = demands(db, id)?;
    case.events = db
        .prepare_cached("SELECT at, what, detail FROM event WHERE case_id = ?1 ORDER BY at, id")?
        .query_map([id], |row| {
            Ok(Event { at: sure_instant(row, 0)?, what: row.get(1)?, detail: row.get(2)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok(case)
}

struct Where {
    sql: String,
    values: Vec<Value>,
}

impl Where {
    fn and(&mut self, clause: &str, values: impl IntoIterator<Item = Value>) {
        self.sql.push_str(" AND ");
        self.sql.push_str(clause);
        self.values.extend(values);
    }
}

fn conditions(filter: &Filter, today: NaiveDate) -> Option<Where> {
    let mut w = Where { sql: "1".to_owned(), values: Vec::new() };
    let open = format!("c.due_key < '{NOTHING_OPEN}'");
    // A case that was joined to another is in no list but the journal, which has every number.
    if filter.received.is_none() {
        w.and("c.joined_to IS NULL", []);
    }
    match filter.view {
        None | Some(CasesView::All) => {}
        Some(CasesView::Open) => w.and(&open, []),
        Some(CasesView::Overdue) => w.and(
            concat!(
                "(c.late_on < ? OR c.id IN (SELECT case_id FROM demand WHERE ",
                to_stop!(),
                " AND received_on < ?))"
            ),
            [Value::Text(today.to_string()), Value::Text(late_before(today).to_string())],
        ),
        Some(CasesView::AwaitingIdentity) => w.and(
            "c.identity_method IS NULL AND EXISTS (SELECT 1 FROM demand d WHERE d.case_id = c.id AND d.kind = 'access' AND d.status = 'open')",
            [],
        ),
    }
    if let Some(kind) = filter.kind {
        w.and(
            "EXISTS (SELECT 1 FROM demand d WHERE d.case_id = c.id AND d.kind = ?)",
            [Value::Text(kind.as_str().to_owned())],
        );
    }
    if let Some(status) = filter.status {
        w.and("c.status = ?", [Value::Text(status.as_str().to_owned())]);
    }
    if let Some(by) = filter.due_by {
        w.and(&format!("{open} AND c.due_key <= ?"), [Value::Text(by.to_string())]);
    }
    if let Some(run) = filter.run_id {
        w.and("c.id IN (SELECT case_id FROM contact WHERE run_id = ?)", [Value::Integer(run)]);
    }
    if let Some((from, to)) = filter.received {
        w.and("c.received_on BETWEEN ? AND ?", [Value::Text(from.to_string()), Value::Text(to.to_string())]);
    }
    if let Some(typed) = filter.search.as_deref().filter(|t| !t.trim().is_empty()) {
        let query = search::query(typed)?;
        w.and("c.id IN (SELECT rowid FROM case_search WHERE case_search MATCH ?)", [Value::Text(query)]);
    }
    Some(w)
}

fn sort_key(sort: CasesSort) -> &'static str {
    match sort {
        CasesSort::Due => "c.due_key",
        CasesSort::Received => "c.received_on",
        CasesSort::Number => "c.id",
        CasesSort::Subject => "coalesce(c.full_name, '')",
    }
}

/// A page of cases. `count` is at most 500.
///
/// # Errors
/// Reading the register.
pub fn page(
    db: &Connection,
    filter: &Filter,
    sort: CasesSort,
    order: Order,
    start: &Start,
    count: u32,
    today: NaiveDate,
) -> Result<Page> {
    let Some(mut w) = conditions(filter, today) else { return Ok(Page::default()) };
    let total: u32 = db
        .prepare_cached(&format!("SELECT count(*) FROM live_case c WHERE {}", w.sql))?
        .query_row(rusqlite::params_from_iter(&w.values), |row| row.get(0))?;
    let key = sort_key(sort);
    let (direction, beyond) = match order {
        Order::Ascending => ("ASC", ">"),
        Order::Descending => ("DESC", "<"),
    };
    let mut offset = 0;
    match start {
        Start::Offset(from) => offset = *from,
        Start::After(cursor) => {
            let (last, id) = cursor.rsplit_once('~').ok_or(RegisterError::NotFound { what: "the cursor" })?;
            let id: i64 = id.parse().map_err(|_| RegisterError::NotFound { what: "the cursor" })?;
            let last =
                if sort == CasesSort::Number { Value::Integer(id) } else { Value::Text(last.to_owned()) };
            w.and(&format!("({key}, c.id) {beyond} (?, ?)"), [last, Value::Integer(id)]);
        }
    }
    let count = count.clamp(1, 500);
    let sql = format!(
        "SELECT c.id, c.number, c.received_on, c.full_name, c.channel, c.status, {key} FROM live_case c
         WHERE {} ORDER BY {key} {direction}, c.id {direction} LIMIT {} OFFSET {offset}",
        w.sql,
        count + 1
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut rows = statement.query(rusqlite::params_from_iter(&w.values))?;
    let mut page = Page { total, ..Page::default() };
    let mut last_key = String::new();
    while let Some(row) = rows.next()? {
        if page.lines.len() == count as usize {
            page.next = page.lines.last().map(|line| format!("{last_key}~{}", line.id));
            break;
        }
        last_key = match row.get_ref(6)? {
            rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            rusqlite::types::ValueRef::Integer(value) => value.to_string(),
            _ => String::new(),
        };
        let id: i64 = row.get(0)?;
        page.lines.push(CaseLine {
            id,
            number: row.get(1)?,
            received_on: sure_date(row, 2)?,
            full_name: row.get(3)?,
            channel: row.get(4)?,
            status: row.get(5)?,
            demands: demands(db, id)?,
        });
    }
    Ok(page)
}

/// Direction of a list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    Ascending,
    Descending,
}

/// How many cases each named view has.
///
/// # Errors
/// Reading the register.
pub fn view_counts(db: &Connection, today: NaiveDate) -> Result<[(CasesView, u32); 4]> {
    let mut counts = [
        (CasesView::Open, 0),
        (CasesView::Overdue, 0),
        (CasesView::AwaitingIdentity, 0),
        (CasesView::All, 0),
    ];
    for (view, count) in &mut counts {
        let filter = Filter { view: Some(*view), ..Filter::default() };
        if let Some(w) = conditions(&filter, today) {
            *count = db
                .prepare_cached(&format!("SELECT count(*) FROM live_case c WHERE {}", w.sql))?
                .query_row(rusqlite::params_from_iter(&w.values), |row| row.get(0))?;
        }
    }
    Ok(counts)
}

/// Cases that share a telephone, an e-mail or a contract (`p:…`, `e:…`, `c:…`), newest first, at most 20.
///
/// # Errors
/// Reading the register.
pub fn by_reach(db: &Connection, values: &[String]) -> Result<Vec<Candidate>> {
    let wanted = serde_json::to_string(values)?;
    let mut statement = db.prepare_cached(&format!(
        "SELECT DISTINCT c.id, c.number, c.full_name, c.due_key < '{NOTHING_OPEN}' FROM reach r JOIN live_case c ON c.id = r.case_id
         WHERE r.value IN (SELECT value FROM json_each(?1)) ORDER BY c.id DESC LIMIT 20"
    ))?;
    let mut found: Vec<Candidate> = statement
        .query_map([wanted], |row| {
            Ok(Candidate {
                id: row.get(0)?,
                number: row.get(1)?,
                full_name: row.get(2)?,
                open: row.get(3)?,
                reach: Vec::new(),
            })
        })?
        .collect::<rusqlite::Result<_>>()?;
    for candidate in &mut found {
        candidate.reach = reach(db, candidate.id)?;
    }
    Ok(found)
}

/// Telephones, e-mails and contracts of a case.
///
/// # Errors
/// Reading the register.
pub fn reach(db: &Connection, id: i64) -> Result<Vec<String>> {
    Ok(db
        .prepare_cached("SELECT value FROM reach WHERE case_id = ?1 ORDER BY value")?
        .query_map([id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

// ---- writing -------------------------------------------------------------------------------------------------

pub(crate) fn insert_contact(db: &Connection, case_id: i64, contact: &Contact) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO contact(case_id, run_id, row_no, at, channel, topic, text, full_name, phones, emails, contract, appeal_id,
            agent, marks, proposed)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    )?
    .execute(rusqlite::params![
        case_id,
        contact.run_id,
        contact.row_no,
        local(contact.at),
        contact.channel,
        contact.topic,
        contact.text,
        contact.full_name,
        serde_json::to_string(&contact.phones)?,
        serde_json::to_string(&contact.emails)?,
        contact.contract,
        contact.appeal_id,
        contact.agent,
        serde_json::to_string(&contact.marks)?,
        serde_json::to_string(&contact.proposed)?,
    ])?;
    for (prefix, values) in [("p", &contact.phones), ("e", &contact.emails)] {
        for value in values {
            insert_reach(db, case_id, prefix, value)?;
        }
    }
    if let Some(contract) = &contact.contract {
        insert_reach(db, case_id, "c", contract)?;
    }
    Ok(())
}

fn insert_reach(db: &Connection, case_id: i64, prefix: &str, value: &str) -> Result<()> {
    db.prepare_cached("INSERT OR IGNORE INTO reach(value, case_id) VALUES (?1, ?2)")?
        .execute((format!("{prefix}:{value}"), case_id))?;
    Ok(())
}

pub(crate) fn insert_demand(
    db: &Connection,
    case_id: i64,
    run_id: Option<i64>,
    demand: &Demand,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO demand(case_id, run_id, kind, received_on, detected_at, provided_on, due_on, late_on, provisional, status)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, 'open') ON CONFLICT(case_id, kind) DO NOTHING",
    )?
    .execute(rusqlite::params![
        case_id,
        run_id,
        demand.kind.as_str(),
        demand.received_on.to_string(),
        demand.detected_at.map(local),
        demand.provided_on.map(|d| d.to_string()),
        demand.due_on.to_string(),
        demand.late_on.to_string(),
        demand.provisional,
    ])?;
    Ok(())
}

pub(crate) fn insert_event(db: &Connection, case_id: i64, run_id: Option<i64>, event: &Event) -> Result<()> {
    db.prepare_cached("INSERT INTO event(case_id, run_id, at, what, detail) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute((case_id, run_id, local(event.at), &event.what, &event.detail))?;
    Ok(())
}

/// Brings the derived columns of a case up to its demands.
pub(crate) fn refresh_due(db: &Connection, case_id: i64) -> Result<()> {
    db.prepare_cached(&format!(
        "UPDATE case_ SET
            due_key = coalesce((SELECT min(due_on) FROM demand WHERE case_id = ?1 AND status = 'open'), '{NOTHING_OPEN}'),
            late_on = (SELECT min(late_on) FROM demand WHERE case_id = ?1 AND status = 'open')
         WHERE id = ?1"
    ))?
    .execute([case_id])?;
    Ok(())
}

/// A mask without the year counts on for ever: numbers must stay unique.
fn counter_year(mask: &str, year: i32) -> i32 {
    if mask.contains("{yyyy}") || mask.contains("{yy}") { year } else { 0 }
}

/// The number that the next case will get.
///
/// # Errors
/// Reading the register.
pub fn next_number(db: &Connection, mask: &str, year: i32) -> Result<String> {
    Ok(by_mask(mask, year, crate::peek_count(db, "case", counter_year(mask, year))?))
}

pub(crate) fn insert_case(
    db: &Connection,
    salt: [u8; 16],
    mask: &str,
    case: &NewCase,
) -> Result<(i64, String)> {
    use chrono::Datelike;
    let year = case.registered_on.year();
    let number = by_mask(mask, year, next_count(db, "case", counter_year(mask, year))?);
    let subject = &case.subject;
    let id: i64 = db
        .prepare_cached(
            "INSERT INTO case_(salt, number, run_id, received_at, received_on, registered_on, channel, status, full_name,
                last_name, first_name, middle_name, gender, phone, email, address, contract, birth_date, days_lost)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 'accepted', ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18) RETURNING id",
        )?
        .query_row(
            rusqlite::params![
                salt,
                number,
                case.contact.run_id,
                local(case.contact.at),
                case.contact.at.date_naive().to_string(),
                case.registered_on.to_string(),
                case.contact.channel,
                subject.full_name,
                subject.last_name,
                subject.first_name,
                subject.middle_name,
                subject.gender,
                subject.phone,
                subject.email,
                subject.address,
                subject.contract,
                subject.birth_date.map(|d| d.to_string()),
                case.days_lost,
            ],
            |row| row.get(0),
        )?;
    insert_contact(db, id, &case.contact)?;
    for demand in &case.demands {
        insert_demand(db, id, case.contact.run_id, demand)?;
    }
    insert_event(db, id, case.contact.run_id, &case.event)?;
    refresh_due(db, id)?;
    Ok((id, number))
}

/// Registers a case by hand; its number.
///
/// # Errors
/// Writing the register.
pub fn add(write: &mut Write<'_>, mask: &str, case: &NewCase) -> Result<(i64, String)> {
    let salt = write.salt();
    let (id, number) = insert_case(write, salt, mask, case)?;
    search::index_case(write, id)?;
    write.touch(Entity::Case, id);
    write.name_record(number.clone());
    Ok((id, number))
}

/// Records an identity check; a later one replaces it (the trail keeps that there was one).
///
/// # Errors
/// Writing the register.
pub fn set_identity(write: &mut Write<'_>, id: i64, identity: &Identity, event: &Event) -> Result<()> {
    write
        .prepare_cached(
            "UPDATE case_ SET identity_method = ?2, identity_on = ?3, identity_compared = ?4, identity_warning = ?5,
                status = CASE WHEN status IN ('accepted', 'particulars_requested') THEN 'identity_confirmed' ELSE status END
             WHERE id = ?1",
        )?
        .execute((id, identity.method, identity.on.to_string(), &identity.compared, &identity.warning))?;
    insert_event(write, id, None, event)?;
    write.touch(Entity::Case, id);
    Ok(())
}

/// How a demand ended.
#[derive(Clone, Debug)]
pub struct Closing {
    pub kind: Kind,
    pub outcome: Outcome,
    pub ground: Option<String>,
    pub on: NaiveDate,
}

/// Closes one demand; the case is closed with its last demand. Returns whether it was the last.
///
/// # Errors
/// [`RegisterError::NotFound`] if the case has no such open demand; writing the register.
pub fn close_demand(write: &mut Write<'_>, id: i64, closing: &Closing, event: &Event) -> Result<bool> {
    let changed = write
        .prepare_cached(
            "UPDATE demand SET status = 'closed', outcome = ?3, ground = ?4, closed_on = ?5
             WHERE case_id = ?1 AND kind = ?2 AND status = 'open'",
        )?
        .execute((
            id,
            closing.kind.as_str(),
            closing.outcome.as_str(),
            &closing.ground,
            closing.on.to_string(),
        ))?;
    if changed == 0 {
        return Err(RegisterError::NotFound { what: "an open demand of this kind" });
    }
    let left: i64 = write
        .prepare_cached("SELECT count(*) FROM demand WHERE case_id = ?1 AND status = 'open'")?
        .query_row([id], |row| row.get(0))?;
    insert_event(write, id, None, event)?;
    refresh_due(write, id)?;
    if left == 0 {
        set_status(write, id, CaseStatus::Closed)?;
    }
    write.touch(Entity::Case, id);
    Ok(left == 0)
}

/// Sets the state of a case: its last act.
///
/// # Errors
/// Writing the register.
pub fn set_status(write: &mut Write<'_>, id: i64, status: CaseStatus) -> Result<()> {
    write.prepare_cached("UPDATE case_ SET status = ?2 WHERE id = ?1")?.execute((id, status))?;
    write.touch(Entity::Case, id);
    Ok(())
}

/// Adds a line to the timeline.
///
/// # Errors
/// Writing the register.
pub fn add_event(write: &mut Write<'_>, id: i64, event: &Event) -> Result<()> {
    insert_event(write, id, None, event)?;
    write.touch(Entity::Case, id);
    Ok(())
}
