//! Import runs: rows are staged in short transactions under a run that nothing shows, and published whole in one.
//! A run that was left staging is purged, together with the register numbers it had taken.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset, NaiveDate};
use hmac::Mac;
use rusqlite::{Connection, OptionalExtension, Row};
use statute::Kind;

use crate::aggregate::{Entity, hmac};
use crate::cases::{self, Contact, Demand, Earlier, Event, NewCase};
use crate::error::Result;
use crate::processors::{date, json};
use crate::words::RowFate;
use crate::{Act, Register, RegisterError, Write, search};

/// A run as it begins.
#[derive(Clone, Debug)]
pub struct NewRun {
    pub at: DateTime<FixedOffset>,
    pub file_name: String,
    pub sha256: String,
    pub format: String,
    pub encoding: Option<String>,
    pub sheet: String,
    pub header_row: Option<u32>,
    /// Columns and fields as JSON.
    pub mapping: String,
}

/// A run that is being staged.
#[derive(Clone, Debug)]
pub struct Staging {
    pub id: i64,
    /// Its name: `2026-11-23-01`.
    pub run: String,
    /// Cases of this run by the caller's own index.
    at: DateTime<FixedOffset>,
    cases: BTreeMap<u32, i64>,
}

impl Staging {
    /// Row id of a new case of this run by the caller's index.
    #[must_use]
    pub fn case_id(&self, index: u32) -> Option<i64> {
        self.cases.get(&index).copied()
    }
}

/// What one row becomes.
#[derive(Clone, Debug)]
pub enum Becomes {
    /// A new case; later rows of the run may join it by the index.
    NewCase {
        index: u32,
        case: Box<NewCase>,
    },
    /// Joins a case made in this run.
    JoinsNew {
        index: u32,
        contact: Box<Contact>,
        demands: Vec<Demand>,
    },
    /// Joins a case that was there before: done when the run is published.
    JoinsKnown {
        case_id: i64,
        contact: Box<Contact>,
        demands: Vec<Demand>,
        changed: Option<String>,
    },
    /// Is not about personal data: its text stays until it is reviewed, at most 30 days.
    NotPersonalData {
        reason: String,
        topic: Option<String>,
        text: String,
        who: Option<String>,
    },
    AlreadyImported,
    Rejected {
        reasons: Vec<Rejection>,
    },
}

/// One reason why a row was refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rejection {
    pub letter: Option<String>,
    pub header: Option<String>,
    pub code: String,
    pub value: Option<String>,
    pub message: String,
    pub fix: String,
}

/// One row with its keys.
#[derive(Clone, Debug)]
pub struct StagedRow {
    pub row_no: u32,
    pub row_key: [u8; 16],
    pub content_hash: [u8; 16],
    pub received_on: Option<NaiveDate>,
    pub becomes: Becomes,
}

/// Counts of a run; `read` is the sum of the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub read: u32,
    pub new_cases: u32,
    pub joined: u32,
    pub not_personal_data: u32,
    pub already_imported: u32,
    pub rejected: u32,
}

/// What the run adds up to.
#[derive(Clone, Debug, Default)]
pub struct Summary {
    pub counts: Counts,
    pub days_lost_total: u32,
    pub days_lost_worst: u32,
    pub kinds: Vec<(Kind, u32)>,
    /// JSON of the list of questions.
    pub to_decide: String,
}

/// A published run.
#[derive(Clone, Debug)]
pub struct Run {
    pub id: i64,
    pub run: String,
    pub at: DateTime<FixedOffset>,
    pub file_name: String,
    pub sha256: String,
    pub format: String,
    pub encoding: Option<String>,
    pub sheet: String,
    pub header_row: Option<u32>,
    pub mapping: String,
    pub summary: Summary,
}

/// A row of an earlier run with the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRow {
    pub case_id: Option<i64>,
    pub content_hash: Vec<u8>,
}

/// The run that is being staged, if any.
pub(crate) fn staging_run(db: &Connection) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached("SELECT value FROM meta WHERE key = 'staging_run'")?
        .query_row([], |row| row.get(0))
        .optional()?)
}

/// Begins a run. Until it is published or purged nothing else can write.
///
/// # Errors
/// [`RegisterError::ImportRunning`]; writing the register.
pub fn begin(register: &mut Register, new: &NewRun) -> Result<Staging> {
    if staging_run(register.read())?.is_some() {
        return Err(RegisterError::ImportRunning);
    }
    register.stage(|db, random| {
        let day = new.at.date_naive();
        let ordinal: i64 = db.query_row(
            "SELECT coalesce(max(CAST(substr(run, 12) AS INTEGER)), 0) + 1 FROM import_run WHERE substr(run, 1, 10) = ?1",
            [day.to_string()],
            |row| row.get(0),
        )?;
        let run = format!("{day}-{ordinal:02}");
        let mut salt = [0u8; 16];
        random(&mut salt);
        let id: i64 = db
            .prepare_cached(
                "INSERT INTO import_run(salt, run, state, at, file_name, sha256, format, encoding, sheet, header_row, mapping)
                 VALUES (?1, ?2, 'staging', ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10) RETURNING id",
            )?
            .query_row(
                rusqlite::params![
                    salt,
                    run,
                    cases::local(new.at),
                    new.file_name,
                    new.sha256,
                    new.format,
                    new.encoding,
                    new.sheet,
                    new.header_row,
                    new.mapping,
                ],
                |row| row.get(0),
            )?;
        db.execute("INSERT INTO meta(key, value) VALUES ('staging_run', ?1)", [id])?;
        // Numbers taken by a run that is not published are given back.
        db.execute(
            "INSERT INTO meta(key, value) SELECT 'staging_counter', json_group_array(json_array(year, last)) FROM counter WHERE name = 'case'",
            [],
        )?;
        Ok(Staging { id, run, at: new.at, cases: BTreeMap::new() })
    })
}

/// Stages some rows in one short transaction. Rows that join known cases are returned: they are written when the
/// run is published, so that nothing of it shows before.
///
/// # Errors
/// Writing the register; the caller then purges.
pub fn stage(
    register: &mut Register,
    staging: &mut Staging,
    mask: &str,
    rows: Vec<StagedRow>,
) -> Result<Vec<StagedRow>> {
    let (run_id, at) = (staging.id, staging.at);
    let made = &mut staging.cases;
    register.stage(|db, random| {
        let mut later = Vec::new();
        for row in rows {
            let mut case_id = None;
            let mut why: (Option<String>, Option<String>, Option<String>, Option<String>) =
                (None, None, None, None);
            let fate = match row.becomes {
                Becomes::NewCase { index, ref case } => {
                    let mut salt = [0u8; 16];
                    random(&mut salt);
                    let (id, _) = cases::insert_case(db, salt, mask, case)?;
                    made.insert(index, id);
                    case_id = Some(id);
                    RowFate::NewCase
                }
                Becomes::JoinsNew { index, ref contact, ref demands } => {
                    let Some(&id) = made.get(&index) else {
                        return Err(RegisterError::NotFound { what: "the case that a row joins" });
                    };
                    join(db, id, Some((run_id, at)), contact, demands)?;
                    case_id = Some(id);
                    RowFate::Joined
                }
                Becomes::JoinsKnown { .. } => {
                    later.push(row);
                    continue;
                }
                Becomes::NotPersonalData { ref reason, ref topic, ref text, ref who } => {
                    why = (Some(reason.clone()), topic.clone(), Some(text.clone()), who.clone());
                    RowFate::NotPersonalData
                }
                Becomes::AlreadyImported => RowFate::AlreadyImported,
                Becomes::Rejected { ref reasons } => {
                    for (ordinal, reason) in reasons.iter().enumerate() {
                        insert_rejection(db, run_id, row.row_no, ordinal, reason)?;
                    }
                    RowFate::Rejected
                }
            };
            insert_row(db, run_id, &row, fate, case_id, &why)?;
        }
        Ok(later)
    })
}

type Why = (Option<String>, Option<String>, Option<String>, Option<String>);

fn insert_row(
    db: &Connection,
    run_id: i64,
    row: &StagedRow,
    fate: RowFate,
    case_id: Option<i64>,
    why: &Why,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO source_row(run_id, row_no, row_key, content_hash, fate, received_on, case_id, reason, topic, text, who)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
    )?
    .execute(rusqlite::params![
        run_id,
        row.row_no,
        row.row_key,
        row.content_hash,
        fate,
        row.received_on.map(|d| d.to_string()),
        case_id,
        why.0,
        why.1,
        why.2,
        why.3,
    ])?;
    Ok(())
}

fn insert_rejection(
    db: &Connection,
    run_id: i64,
    row_no: u32,
    ordinal: usize,
    reason: &Rejection,
) -> Result<()> {
    db.prepare_cached(
        "INSERT INTO rejected_row(run_id, row_no, ordinal, letter, header, code, value, message, fix)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
    )?
    .execute(rusqlite::params![
        run_id,
        row_no,
        i64::try_from(ordinal).unwrap_or(i64::MAX),
        reason.letter,
        reason.header,
        reason.code,
        reason.value,
        reason.message,
        reason.fix,
    ])?;
    Ok(())
}

/// Adds a contact to a case: its own date and text stay, the earliest clock wins, new kinds are added.
fn join(
    db: &Connection,
    case_id: i64,
    run: Option<(i64, DateTime<FixedOffset>)>,
    contact: &Contact,
    demands: &[Demand],
) -> Result<()> {
    let run_id = run.map(|(id, _)| id);
    let at = run.map_or(contact.at, |(_, at)| at);
    cases::insert_contact(db, case_id, contact)?;
    db.prepare_cached(
        "UPDATE case_ SET received_at = ?2, received_on = ?3 WHERE id = ?1 AND datetime(received_at) > datetime(?2)",
    )?
    .execute((case_id, cases::local(contact.at), contact.at.date_naive().to_string()))?;
    db.prepare_cached(
        "UPDATE case_ SET phone = coalesce(phone, ?2), email = coalesce(email, ?3), contract = coalesce(contract, ?4),
            full_name = coalesce(full_name, ?5) WHERE id = ?1",
    )?
    .execute((case_id, contact.phones.first(), contact.emails.first(), &contact.contract, &contact.full_name))?;
    take_demands(db, case_id, run_id, demands)?;
    cases::insert_event(db, case_id, run_id, &Event { at, what: "contact_joined".to_owned(), detail: None })?;
    cases::refresh_due(db, case_id)
}

/// Adds demands to a case: of two of one kind the earlier clock wins, a new kind opens its own.
fn take_demands(db: &Connection, case_id: i64, run_id: Option<i64>, demands: &[Demand]) -> Result<()> {
    for demand in demands {
        let changed = db
            .prepare_cached(
                "UPDATE demand SET received_on = ?3, due_on = ?4, late_on = ?5, provisional = ?6
                 WHERE case_id = ?1 AND kind = ?2 AND status = 'open' AND received_on > ?3 AND extended_on IS NULL AND provided_on IS NULL",
            )?
            .execute(rusqlite::params![
                case_id,
                demand.kind.as_str(),
                demand.received_on.to_string(),
                demand.due_on.to_string(),
                demand.late_on.to_string(),
                demand.provisional,
            ])?;
        if changed == 0 {
            cases::insert_demand(db, case_id, run_id, demand)?;
        }
    }
    Ok(())
}

/// Indexes the cases of a staged run for search, some at a time; `false` when all are done.
///
/// # Errors
/// Writing the register.
pub fn index_some(register: &mut Register, staging: &Staging, after: i64, count: u32) -> Result<Option<i64>> {
    register.stage(|db, _| {
        let ids: Vec<i64> = db
            .prepare_cached("SELECT id FROM case_ WHERE run_id = ?1 AND id > ?2 ORDER BY id LIMIT ?3")?
            .query_map((staging.id, after, count), |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in &ids {
            search::index_case(db, *id)?;
        }
        Ok(ids.last().copied())
    })
}

/// Publishes a run whole: joins to known cases, counts, trail entry, and the flag that makes its rows visible.
///
/// # Errors
/// Writing the register; the run is then still staged and is to be purged.
pub fn publish(
    register: &mut Register,
    staging: &Staging,
    at: DateTime<chrono::Utc>,
    joins: Vec<StagedRow>,
    summary: &Summary,
) -> Result<()> {
    let run_key = *register.audit_key;
    let act = Act { action: "import", entity: Entity::Run, record: staging.run.clone(), at };
    register.write_even_while_staging(&act, |write: &mut Write<'_>| -> Result<()> {
        for row in joins {
            if let Becomes::JoinsKnown { case_id, ref contact, ref demands, ref changed } = row.becomes {
                if let Some(changed) = changed {
                    replace_contact(write, case_id, staging.at, contact, demands, changed)?;
                } else {
                    join(write, case_id, Some((staging.id, staging.at)), contact, demands)?;
                }
                search::index_case(write, case_id)?;
                write.touch(Entity::Case, case_id);
                insert_row(write, staging.id, &row, RowFate::Joined, Some(case_id), &(None, None, None, None))?;
            }
        }
        let hash = rows_hash(write, &run_key, staging.id)?;
        let kinds = serde_json::to_string(&summary.kinds.iter().map(|(k, n)| (k.as_str(), n)).collect::<Vec<_>>())?;
        let c = summary.counts;
        write
            .prepare_cached(
                "UPDATE import_run SET state = 'published', n_read = ?2, n_new = ?3, n_joined = ?4, n_not_personal = ?5,
                    n_known = ?6, n_rejected = ?7, days_lost_total = ?8, days_lost_worst = ?9, kinds = ?10, to_decide = ?11,
                    rows_hash = ?12 WHERE id = ?1",
            )?
            .execute(rusqlite::params![
                staging.id,
                c.read,
                c.new_cases,
                c.joined,
                c.not_personal_data,
                c.already_imported,
                c.rejected,
                summary.days_lost_total,
                summary.days_lost_worst,
                kinds,
                summary.to_decide,
                hash,
            ])?;
        write.execute("DELETE FROM meta WHERE key IN ('staging_run', 'staging_counter')", [])?;
        write.touch(Entity::Run, staging.id);
        let ids: Vec<i64> = write
            .prepare_cached("SELECT id FROM case_ WHERE run_id = ?1")?
            .query_map([staging.id], |row| row.get(0))?
            .collect::<rusqlite::Result<_>>()?;
        for id in ids {
            write.touch(Entity::Case, id);
        }
        Ok(())
    })
}

/// The row of a later export differs: the contact takes the new content and keeps what it was; what is asked anew opens
/// its clock from the day of the contact.
fn replace_contact(
    db: &Connection,
    case_id: i64,
    at: DateTime<FixedOffset>,
    contact: &Contact,
    demands: &[Demand],
    run: &str,
) -> Result<()> {
    let known: Option<(i64, Option<String>, String, Option<String>)> = db
        .prepare_cached(
            "SELECT id, topic, text, changed FROM contact WHERE case_id = ?1 AND appeal_id IS ?2 ORDER BY id DESC LIMIT 1",
        )?
        .query_row((case_id, &contact.appeal_id), |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))
        .optional()?;
    match known {
        None => cases::insert_contact(db, case_id, contact)?,
        Some((id, topic, text, changed)) => {
            let mut earlier: Vec<Earlier> = serde_json::from_str(changed.as_deref().unwrap_or("[]"))?;
            earlier.push(Earlier { topic, text, until: run.to_owned() });
            db.prepare_cached(
                "UPDATE contact SET text = ?2, topic = ?3, agent = ?4, marks = ?5, proposed = ?6, changed = ?7 WHERE id = ?1",
            )?
            .execute(rusqlite::params![
                id,
                contact.text,
                contact.topic,
                contact.agent,
                serde_json::to_string(&contact.marks)?,
                serde_json::to_string(&contact.proposed)?,
                serde_json::to_string(&earlier)?,
            ])?;
        }
    }
    take_demands(db, case_id, contact.run_id, demands)?;
    cases::insert_event(
        db,
        case_id,
        contact.run_id,
        &Event { at, what: "contact_changed".to_owned(), detail: contact.row_no.map(|r| r.to_string()) },
    )?;
    cases::refresh_due(db, case_id)
}

fn rows_hash(db: &Connection, key: &[u8; 32], run_id: i64) -> Result<[u8; 32]> {
    let mut mac = hmac(key);
    mac.update(b"otvet/source-rows/");
    let mut statement =
        db.prepare_cached("SELECT row_no, row_key, fate, coalesce(case_id, 0) FROM source_row WHERE run_id = ?1 ORDER BY row_no")?;
    let mut rows = statement.query([run_id])?;
    while let Some(row) = rows.next()? {
        let row_no: i64 = row.get(0)?;
        let row_key: Vec<u8> = row.get(1)?;
        let fate: String = row.get(2)?;
        let case_id: i64 = row.get(3)?;
        mac.update(&row_no.to_le_bytes());
        mac.update(&row_key);
        mac.update(fate.as_bytes());
        mac.update(&case_id.to_le_bytes());
    }
    Ok(mac.finalize().into_bytes().into())
}

/// Removes a run that was not published, and gives back the numbers it had taken. Nothing of it was ever visible.
///
/// # Errors
/// Writing the register.
pub fn purge_staging(register: &mut Register) -> Result<bool> {
    let Some(run) = staging_run(register.read())? else { return Ok(false) };
    register.stage(|db, _| {
        db.execute("DELETE FROM case_search WHERE rowid IN (SELECT id FROM case_ WHERE run_id = ?1)", [run])?;
        db.execute("DELETE FROM source_row WHERE run_id = ?1", [run])?;
        db.execute("DELETE FROM rejected_row WHERE run_id = ?1", [run])?;
        for table in ["contact", "demand", "event", "reach"] {
            db.execute(
                &format!("DELETE FROM {table} WHERE case_id IN (SELECT id FROM case_ WHERE run_id = ?1)"),
                [run],
            )?;
        }
        db.execute("DELETE FROM case_ WHERE run_id = ?1", [run])?;
        db.execute("DELETE FROM import_run WHERE id = ?1", [run])?;
        let before: Option<String> = db
            .query_row("SELECT value FROM meta WHERE key = 'staging_counter'", [], |row| row.get(0))
            .optional()?;
        let before: Vec<(i32, i64)> = serde_json::from_str(before.as_deref().unwrap_or("[]"))?;
        db.execute("DELETE FROM counter WHERE name = 'case'", [])?;
        for (year, last) in before {
            db.execute("INSERT INTO counter(name, year, last) VALUES ('case', ?1, ?2)", (year, last))?;
        }
        db.execute("DELETE FROM meta WHERE key IN ('staging_run', 'staging_counter')", [])?;
        Ok(true)
    })
}

/// Whether this very sheet of this very file is in a published run.
///
/// # Errors
/// Reading the register.
pub fn is_imported(db: &Connection, sha256: &str, sheet: &str) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM import_run WHERE sha256 = ?1 AND sheet = ?2 AND state = 'published')",
        )?
        .query_row((sha256, sheet), |row| row.get(0))?)
}

/// The published row with this key: one of the same content if there is one (a source may give a number twice), else
/// the newest.
///
/// # Errors
/// Reading the register.
pub fn row_by_key(db: &Connection, key: &[u8; 16], content: &[u8; 16]) -> Result<Option<KnownRow>> {
    Ok(db
        .prepare_cached(
            "SELECT coalesce((SELECT joined_to FROM case_ WHERE id = s.case_id), s.case_id), s.content_hash
             FROM source_row s JOIN import_run r ON r.id = s.run_id
             WHERE s.row_key = ?1 AND r.state = 'published' AND s.fate <> 'rejected'
             ORDER BY s.content_hash <> ?2, s.fate = 'already_imported', s.run_id DESC LIMIT 1",
        )?
        .query_row([key, content], |row| Ok(KnownRow { case_id: row.get(0)?, content_hash: row.get(1)? }))
        .optional()?)
}

fn run_row(row: &Row<'_>) -> rusqlite::Result<Run> {
    let kinds: Vec<(String, u32)> = json(row, 18)?;
    Ok(Run {
        id: row.get(0)?,
        run: row.get(1)?,
        at: cases::sure_instant(row, 2)?,
        file_name: row.get(3)?,
        sha256: row.get(4)?,
        format: row.get(5)?,
        encoding: row.get(6)?,
        sheet: row.get(7)?,
        header_row: row.get(8)?,
        mapping: row.get(9)?,
        summary: Summary {
            counts: Counts {
                read: row.get(10)?,
                new_cases: row.get(11)?,
                joined: row.get(12)?,
                not_personal_data: row.get(13)?,
                already_imported: row.get(14)?,
                rejected: row.get(15)?,
            },
            days_lost_total: row.get(16)?,
            days_lost_worst: row.get(17)?,
            kinds: kinds.into_iter().filter_map(|(k, n)| Some((Kind::parse(&k)?, n))).collect(),
            to_decide: row.get(19)?,
        },
    })
}

const RUN: &str = "SELECT id, run, at, file_name, sha256, format, encoding, sheet, header_row, mapping, n_read, n_new, n_joined,
    n_not_personal, n_known, n_rejected, days_lost_total, days_lost_worst, kinds, to_decide FROM import_run WHERE state = 'published'";

/// Published runs, newest first.
///
/// # Errors
/// Reading the register.
pub fn list(db: &Connection) -> Result<Vec<Run>> {
    let mut statement = db.prepare_cached(&format!("{RUN} ORDER BY id DESC"))?;
    Ok(statement.query_map([], run_row)?.collect::<rusqlite::Result<_>>()?)
}

/// One published run by name.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn show(db: &Connection, run: &str) -> Result<Run> {
    db.prepare_cached(&format!("{RUN} AND run = ?1"))?
        .query_row([run.trim()], run_row)
        .optional()?
        .ok_or(RegisterError::NotFound { what: "an import run" })
}

/// Reasons of the refused rows of a run.
///
/// # Errors
/// Reading the register.
pub fn rejections(db: &Connection, run_id: i64) -> Result<Vec<(u32, Rejection)>> {
    let mut statement = db.prepare_cached(
        "SELECT row_no, letter, header, code, value, message, fix FROM rejected_row WHERE run_id = ?1 ORDER BY row_no, ordinal",
    )?;
    let rows = statement.query_map([run_id], |row| {
        Ok((
            row.get(0)?,
            Rejection {
                letter: row.get(1)?,
                header: row.get(2)?,
                code: row.get(3)?,
                value: row.get(4)?,
                message: row.get(5)?,
                fix: row.get(6)?,
            },
        ))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// A row that was found not to be about personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OtherRow {
    pub run: String,
    pub row_no: u32,
    pub received_on: Option<NaiveDate>,
    pub reason: Option<String>,
    pub topic: Option<String>,
    /// `None` once reviewed.
    pub text: Option<String>,
    pub who: Option<String>,
    pub reviewed_on: Option<NaiveDate>,
}

/// Rows not about personal data, of one run or all.
///
/// # Errors
/// Reading the register.
pub fn not_personal_data(db: &Connection, run_id: Option<i64>) -> Result<Vec<OtherRow>> {
    let mut statement = db.prepare_cached(
        "SELECT r.run, s.row_no, s.received_on, s.reason, s.topic, s.text, s.who, s.reviewed_on
         FROM source_row s JOIN import_run r ON r.id = s.run_id
         WHERE s.fate = 'not_personal_data' AND r.state = 'published' AND (?1 IS NULL OR r.id = ?1) ORDER BY r.id, s.row_no",
    )?;
    let rows = statement.query_map([run_id], |row| {
        Ok(OtherRow {
            run: row.get(0)?,
            row_no: row.get(1)?,
            received_on: date(row, 2)?,
            reason: row.get(3)?,
            topic: row.get(4)?,
            text: row.get(5)?,
            who: row.get(6)?,
            reviewed_on: date(row, 7)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Forgets text, topic and name of rows that are not about personal data: of one run when it is reviewed, or of all
/// runs older than the given day (the 30 days of the setting). Number, date, reason and keyed hash stay
/// (152-FZ art. 5 p. 5). Returns how many rows were cleared.
///
/// # Errors
/// Writing the register.
pub fn forget_not_personal_data(write: &mut Write<'_>, which: Forget, today: NaiveDate) -> Result<u32> {
    let (run, before) = match which {
        Forget::Run(id) => (Some(id), None),
        Forget::OlderThan(day) => (None, Some(day.to_string())),
    };
    let changed = write
        .prepare_cached(
            "UPDATE source_row SET text = NULL, topic = NULL, who = NULL, reviewed_on = ?3
             WHERE fate = 'not_personal_data' AND reviewed_on IS NULL
               AND (?1 IS NULL OR run_id = ?1)
               AND (?2 IS NULL OR run_id IN (SELECT id FROM import_run WHERE substr(at, 1, 10) <= ?2))",
        )?
        .execute((run, before, today.to_string()))?;
    Ok(u32::try_from(changed).unwrap_or(u32::MAX))
}

/// Whether rows of runs up to a day still hold text that nobody reviewed.
///
/// # Errors
/// Reading the register.
pub fn has_unreviewed(db: &Connection, up_to: NaiveDate) -> Result<bool> {
    Ok(db
        .prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM import_run r JOIN source_row s ON s.run_id = r.id
             WHERE r.state = 'published' AND substr(r.at, 1, 10) <= ?1 AND s.fate = 'not_personal_data' AND s.reviewed_on IS NULL)",
        )?
        .query_row([up_to.to_string()], |row| row.get(0))?)
}

/// Which rows [`forget_not_personal_data`] clears.
#[derive(Clone, Copy, Debug)]
pub enum Forget {
    Run(i64),
    OlderThan(NaiveDate),
}
