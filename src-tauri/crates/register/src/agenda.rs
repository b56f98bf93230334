//! What is due: open demands by nearness, counted and paged by the indexes over their dates, never all at once. The
//! days and the order of risk come in from above.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, params_from_iter};
use statute::Kind;

use crate::cases::{self, Demand};
use crate::error::Result;
use crate::imports::staging_run;
use crate::processors::{date, sure_date};
use crate::words::CaseStatus;

/// The days by which demands are grouped.
#[derive(Clone, Copy, Debug)]
pub struct Days {
    pub today: NaiveDate,
    /// The last day of the nearest ones.
    pub until: NaiveDate,
}

/// What a line asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Duty {
    /// The demand itself.
    Demand,
    /// To stop the processing at once after a withdrawal of consent (152-FZ art. 21 p. 5).
    Stop,
}

/// A group of open demands; the first four have none in common.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    /// The day after which it is late has passed.
    Overdue,
    /// Due today, or at once and not late yet.
    Today,
    /// Due after today, up to the last of the nearest days.
    Week,
    /// Due later by a year that has no calendar.
    Provisional,
    /// Due on one day after today.
    On(NaiveDate),
}

/// How many duties a group has, and in how many cases.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Count {
    pub demands: u32,
    pub cases: u32,
}

/// An issued letter of a case, as far as it tells what comes next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issued {
    pub template: String,
    pub number: String,
    pub on: NaiveDate,
}

/// An open demand with what its case says about the next act.
#[derive(Clone, Debug)]
pub struct Line {
    pub case: String,
    pub full_name: Option<String>,
    pub status: CaseStatus,
    /// The day of the identity check.
    pub identity_on: Option<NaiveDate>,
    pub demand: Demand,
    pub duty: Duty,
    /// Oldest first.
    pub letters: Vec<Issued>,
}

/// A published run of which some rows are still refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RejectedRun {
    pub run: String,
    pub file_name: String,
    pub on: NaiveDate,
    /// Rows that no later run brought again.
    pub rows: u32,
}

/// Days lost before import, of one file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostBy {
    pub run: String,
    pub file_name: String,
    pub total: u32,
    pub worst: u32,
}

fn text(day: NaiveDate) -> Value {
    Value::Text(day.to_string())
}

/// The condition of a group over `demand d`, with its values.
fn condition(group: Group, days: Days) -> (&'static str, Vec<Value>) {
    match group {
        Group::Overdue => ("d.late_on < ?", vec![text(days.today)]),
        Group::Today => ("d.due_on <= ? AND d.late_on >= ?", vec![text(days.today), text(days.today)]),
        Group::Week => ("d.due_on > ? AND d.due_on <= ?", vec![text(days.today), text(days.until)]),
        Group::Provisional => ("d.due_on > ? AND d.provisional = 1", vec![text(days.until)]),
        Group::On(day) => ("d.due_on = ? AND d.due_on > ?", vec![text(day), text(days.today)]),
    }
}

/// The condition of a group over duties to stop the processing, with its values; they came by today at the latest.
fn stop_condition(group: Group, days: Days) -> Option<(&'static str, Vec<Value>)> {
    let late = || vec![text(cases::late_before(days.today))];
    match group {
        Group::Overdue => Some(("d.received_on < ?", late())),
        Group::Today => Some(("d.received_on >= ?", late())),
        Group::Week | Group::Provisional | Group::On(_) => None,
    }
}

/// The open demands that lists may show: those of a run that is being staged are hidden, which is asked only then.
fn shown(db: &Connection) -> Result<&'static str> {
    Ok(if staging_run(db)?.is_some() {
        "d.status = 'open' AND d.case_id IN (SELECT id FROM live_case)"
    } else {
        "d.status = 'open'"
    })
}

/// The duties of a group: `columns` of `demand d` for each demand, and `stop` for each processing that is to be stopped.
fn duties(
    db: &Connection,
    group: Group,
    days: Days,
    columns: &str,
    stop: &str,
) -> Result<(String, Vec<Value>)> {
    let shown = shown(db)?;
    let (by, mut values) = condition(group, days);
    let mut sql = format!("SELECT {columns} FROM demand d WHERE {shown} AND {by}");
    if let Some((by, more)) = stop_condition(group, days) {
        sql.push_str(&format!(
            " UNION ALL SELECT {stop} FROM demand d WHERE {} AND {shown} AND {by}",
            cases::to_stop!()
        ));
        values.extend(more);
    }
    Ok((sql, values))
}

fn number(db: &Connection, sql: &str, values: &[Value]) -> Result<u32> {
    Ok(db.prepare_cached(sql)?.query_row(params_from_iter(values), |row| row.get(0))?)
}

/// How many duties and cases a group has.
///
/// # Errors
/// Reading the register.
pub fn count(db: &Connection, group: Group, days: Days) -> Result<Count> {
    let (duties, values) = duties(db, group, days, "d.case_id", "d.case_id")?;
    let sql = format!("SELECT count(*), count(DISTINCT case_id) FROM ({duties})");
    Ok(db
        .prepare_cached(&sql)?
        .query_row(params_from_iter(values), |row| Ok(Count { demands: row.get(0)?, cases: row.get(1)? }))?)
}

/// How many demands are open.
///
/// # Errors
/// Reading the register.
pub fn open_demands(db: &Connection) -> Result<u32> {
    number(db, &format!("SELECT count(*) FROM demand d WHERE {}", shown(db)?), &[])
}

/// The kinds that a group has.
///
/// # Errors
/// Reading the register.
pub fn kinds(db: &Connection, group: Group, days: Days) -> Result<Vec<Kind>> {
    // The plus keeps the index over kinds out, which would read every open demand.
    let (duties, values) = duties(db, group, days, "+d.kind AS kind", "d.kind")?;
    let sql = format!("SELECT DISTINCT kind FROM ({duties})");
    let words: Vec<String> = db
        .prepare_cached(&sql)?
        .query_map(params_from_iter(values), |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(words.iter().filter_map(|word| Kind::parse(word)).collect())
}

/// Place of a kind in a list, as an expression of SQL. The words are our own.
fn place(kinds: &[Kind]) -> String {
    let whens: String =
        kinds.iter().enumerate().map(|(i, kind)| format!(" WHEN '{}' THEN {i}", kind.as_str())).collect();
    format!("CASE d.kind{whens} ELSE {} END", kinds.len())
}

/// A page of a group: clocks in hours, what is to be done at once, then by date; of one date the gravest kind first.
/// `hours` are the kinds of the first, `by_risk` the kinds from the gravest.
///
/// # Errors
/// Reading the register.
pub fn page(
    db: &Connection,
    group: Group,
    days: Days,
    hours: &[Kind],
    by_risk: &[Kind],
    limit: Option<u32>,
) -> Result<Vec<Line>> {
    let risk = place(by_risk);
    let (duties, values) = duties(
        db,
        group,
        days,
        &format!(
            "d.id, CASE WHEN {hour} < {hours} THEN 0 WHEN d.due_on < d.late_on THEN 1 ELSE 2 END AS class,
             d.due_on AS on_day, {risk} AS risk, 0 AS stop",
            hour = place(hours),
            hours = hours.len(),
        ),
        &format!("d.id, 1, d.received_on, {risk}, 1"),
    )?;
    // The rows of the page are found over the index alone, and only then read.
    let sql = format!(
        "WITH wanted AS MATERIALIZED (
             SELECT * FROM ({duties}) ORDER BY class, on_day, risk, id, stop DESC LIMIT {limit})
         SELECT {columns}, number, full_name, case_status, identity_on, case_id, stop FROM (
             SELECT d.*, c.number, c.full_name, c.status AS case_status, c.identity_on, w.class, w.on_day, w.risk, w.stop
             FROM wanted w JOIN demand d ON d.id = w.id JOIN case_ c ON c.id = d.case_id)
         ORDER BY class, on_day, risk, id, stop DESC",
        limit = limit.map_or(-1, i64::from),
        columns = cases::demand_columns!(),
    );
    let mut statement = db.prepare_cached(&sql)?;
    let mut lines = Vec::new();
    let mut ids = Vec::new();
    let mut rows = statement.query(params_from_iter(values))?;
    while let Some(row) = rows.next()? {
        let demand = cases::demand_row(row)?;
        ids.push(row.get::<_, i64>("case_id")?);
        let identity: Option<String> = row.get("identity_on")?;
        lines.push(Line {
            case: row.get("number")?,
            full_name: row.get("full_name")?,
            status: row.get("case_status")?,
            identity_on: identity.and_then(|day| day.parse().ok()),
            demand,
            duty: if row.get("stop")? { Duty::Stop } else { Duty::Demand },
            letters: Vec::new(),
        });
    }
    let mut letters = db.prepare_cached(
        "SELECT template, number, issued_on FROM letter WHERE case_id = ?1 ORDER BY issued_on, id",
    )?;
    for (line, id) in lines.iter_mut().zip(ids) {
        line.letters = letters
            .query_map([id], |row| {
                Ok(Issued { template: row.get(0)?, number: row.get(1)?, on: sure_date(row, 2)? })
            })?
            .collect::<rusqlite::Result<_>>()?;
    }
    Ok(lines)
}

/// How many demands are due on each day after today up to a day; days without any are left out.
///
/// # Errors
/// Reading the register.
pub fn by_day(db: &Connection, today: NaiveDate, last: NaiveDate) -> Result<Vec<(NaiveDate, u32)>> {
    let sql = format!(
        "SELECT d.due_on, count(*) FROM demand d WHERE {} AND d.due_on > ? AND d.due_on <= ? GROUP BY d.due_on",
        shown(db)?
    );
    Ok(db
        .prepare_cached(&sql)?
        .query_map([today.to_string(), last.to_string()], |row| Ok((sure_date(row, 0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?)
}

/// How many duties that are not late today will be on a day, if nothing is done until then.
///
/// # Errors
/// Reading the register.
pub fn becoming_late(db: &Connection, today: NaiveDate, on: NaiveDate) -> Result<u32> {
    let shown = shown(db)?;
    let demands = format!("SELECT count(*) FROM demand d WHERE {shown} AND d.late_on >= ? AND d.late_on < ?");
    let stops = format!(
        "SELECT count(*) FROM demand d WHERE {} AND {shown} AND d.received_on >= ? AND d.received_on < ?",
        cases::to_stop!()
    );
    let before = |day| text(cases::late_before(day));
    Ok(number(db, &demands, &[text(today), text(on)])? + number(db, &stops, &[before(today), before(on)])?)
}

/// The nearest date of an open demand after a day.
///
/// # Errors
/// Reading the register.
pub fn next_due(db: &Connection, after: NaiveDate) -> Result<Option<NaiveDate>> {
    let sql = format!("SELECT min(d.due_on) FROM demand d WHERE {} AND d.due_on > ?", shown(db)?);
    Ok(db.prepare_cached(&sql)?.query_row([after.to_string()], |row| date(row, 0))?)
}

/// How many open demands have a provisional date that has not passed, and the years in which they end.
///
/// # Errors
/// Reading the register.
pub fn provisional(db: &Connection, today: NaiveDate) -> Result<(u32, Vec<i32>)> {
    let sql = format!(
        "SELECT CAST(substr(d.due_on, 1, 4) AS INTEGER) AS year, count(*) FROM demand d
         WHERE {} AND d.provisional = 1 AND d.due_on >= ? GROUP BY year ORDER BY year",
        shown(db)?
    );
    let years: Vec<(i32, u32)> = db
        .prepare_cached(&sql)?
        .query_map([today.to_string()], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok((years.iter().map(|(_, n)| n).sum(), years.into_iter().map(|(year, _)| year).collect()))
}

/// Published runs with refused rows that no later run brought again, newest first: refused once more, a row is work of
/// the later run. It is known again by its number in the source, where it has one, else by its content.
///
/// # Errors
/// Reading the register.
pub fn rejected(db: &Connection) -> Result<Vec<RejectedRun>> {
    let mut statement = db.prepare_cached(
        "SELECT r.run, r.file_name, substr(r.at, 1, 10), (
             SELECT count(*) FROM source_row s WHERE s.run_id = r.id AND s.fate = 'rejected' AND NOT EXISTS (
                 SELECT 1 FROM source_row l JOIN import_run lr ON lr.id = l.run_id
                 WHERE l.row_key = s.row_key AND l.run_id > s.run_id AND lr.state = 'published'))
         FROM import_run r WHERE r.state = 'published' AND r.n_rejected > 0 ORDER BY r.id DESC",
    )?;
    let rows = statement.query_map([], |row| {
        Ok(RejectedRun {
            run: row.get(0)?,
            file_name: row.get(1)?,
            on: sure_date(row, 2)?,
            rows: row.get(3)?,
        })
    })?;
    let mut runs: Vec<RejectedRun> = rows.collect::<rusqlite::Result<_>>()?;
    runs.retain(|run| run.rows > 0);
    Ok(runs)
}

/// Days lost before import: the sum and the worst of all published runs, and the runs that lost most.
///
/// # Errors
/// Reading the register.
pub fn days_lost(db: &Connection, most: u32) -> Result<(u64, u32, Vec<LostBy>)> {
    let (total, worst): (i64, u32) = db
        .prepare_cached(
            "SELECT coalesce(sum(days_lost_total), 0), coalesce(max(days_lost_worst), 0) FROM import_run WHERE state = 'published'",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut statement = db.prepare_cached(
        "SELECT run, file_name, days_lost_total, days_lost_worst FROM import_run
         WHERE state = 'published' AND days_lost_total > 0 ORDER BY days_lost_total DESC, id DESC LIMIT ?1",
    )?;
    let runs = statement
        .query_map([most], |row| {
            Ok(LostBy { run: row.get(0)?, file_name: row.get(1)?, total: row.get(2)?, worst: row.get(3)? })
        })?
        .collect::<rusqlite::Result<_>>()?;
    Ok((u64::try_from(total).unwrap_or(0), worst, runs))
}
