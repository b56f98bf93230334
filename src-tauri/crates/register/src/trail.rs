//! The audit trail: a chain of HMACs over commitments to records. Verification recomputes each live record and
//! compares it with its last leaf: that is what finds a page that was put back.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use hmac::Mac;
use rusqlite::{Connection, OptionalExtension};
use sha2::{Digest, Sha256};

use crate::aggregate::{Entity, commitment, hmac};
use crate::error::Result;
use crate::stamp;
use crate::words::TrailAbout;

/// The part of a trail entry that the caller decides.
pub(crate) struct Entry<'a> {
    pub at: DateTime<Utc>,
    pub session: &'a str,
    pub actor: &'a str,
    pub action: &'a str,
    pub entity: Entity,
    pub record: &'a str,
}

/// One entry as it is listed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrailRow {
    pub seq: i64,
    pub utc: String,
    pub actor: String,
    pub action: String,
    pub entity: String,
    pub record: String,
    pub mac: [u8; 32],
}

/// Something that verification found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: ProblemCode,
    /// `case 17`, `audit 204`, a page.
    pub record: Option<String>,
    /// Detail in the database's own words, without personal data.
    pub detail: String,
}

/// Closed list of what verification can find.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ProblemCode {
    PageDamaged,
    StructureDamaged,
    ReferenceBroken,
    TrailBroken,
    TrailCut,
    RecordChanged,
    RecordOutsideTrail,
    RecordMissing,
    LetterChanged,
    AttachmentChanged,
    ClockMovedBack,
}

impl ProblemCode {
    /// The word in JSON.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::PageDamaged => "page_damaged",
            Self::StructureDamaged => "structure_damaged",
            Self::ReferenceBroken => "reference_broken",
            Self::TrailBroken => "trail_broken",
            Self::TrailCut => "trail_cut",
            Self::RecordChanged => "record_changed",
            Self::RecordOutsideTrail => "record_outside_trail",
            Self::RecordMissing => "record_missing",
            Self::LetterChanged => "letter_changed",
            Self::AttachmentChanged => "attachment_changed",
            Self::ClockMovedBack => "clock_moved_back",
        }
    }
}

/// What verification says.
#[derive(Clone, Debug, Default)]
pub struct Report {
    pub problems: Vec<Problem>,
    /// Records by entity, trail entries as `audit`.
    pub counts: BTreeMap<String, u64>,
    pub generation: u64,
    pub head: String,
}

/// Bytes as lower-case hexadecimal.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        text.push(char::from_digit(u32::from(byte >> 4), 16).unwrap_or('0'));
        text.push(char::from_digit(u32::from(byte & 15), 16).unwrap_or('0'));
        text
    })
}

pub(crate) fn head(db: &Connection) -> Result<[u8; 32]> {
    let mac: Option<[u8; 32]> =
        db.query_row("SELECT mac FROM audit ORDER BY seq DESC LIMIT 1", [], |row| row.get(0)).optional()?;
    Ok(mac.unwrap_or_default())
}

/// The sequence number that the next entry will have.
pub(crate) fn next_seq(db: &Connection) -> Result<i64> {
    Ok(db.query_row("SELECT coalesce(max(seq), 0) + 1 FROM audit", [], |row| row.get(0))?)
}

/// Writes the leaf of one record under a sequence number (of the entry that follows in the same write or run).
pub(crate) fn add_leaf(db: &Connection, seq: i64, entity: Entity, id: i64) -> Result<()> {
    let hash = commitment(db, entity, id)?;
    db.prepare_cached(
        "INSERT OR REPLACE INTO audit_leaf(entity, record_id, seq, hash) VALUES (?1, ?2, ?3, ?4)",
    )?
    .execute((entity.as_str(), id, seq, hash.map(|h| h.to_vec()).unwrap_or_default()))?;
    Ok(())
}

fn root_of(db: &Connection, seq: i64) -> Result<[u8; 32]> {
    let mut hash = Sha256::new();
    let mut statement = db.prepare_cached(
        "SELECT entity, record_id, hash FROM audit_leaf WHERE seq = ?1 ORDER BY entity, record_id",
    )?;
    let mut rows = statement.query([seq])?;
    while let Some(row) = rows.next()? {
        let entity: String = row.get(0)?;
        let id: i64 = row.get(1)?;
        let leaf: Vec<u8> = row.get(2)?;
        hash.update((entity.len() as u64).to_le_bytes());
        hash.update(entity.as_bytes());
        hash.update(id.to_le_bytes());
        hash.update((leaf.len() as u64).to_le_bytes());
        hash.update(&leaf);
    }
    Ok(hash.finalize().into())
}

fn mac_of(key: &[u8; 32], seq: i64, fields: &[&str], root: &[u8], previous: &[u8]) -> [u8; 32] {
    let mut mac = hmac(key);
    mac.update(b"otvet/audit/v1");
    mac.update(&seq.to_le_bytes());
    for field in fields.iter().map(|f| f.as_bytes()).chain([root, previous]) {
        mac.update(&(field.len() as u64).to_le_bytes());
        mac.update(field);
    }
    mac.finalize().into_bytes().into()
}

/// Number of the last entry that changed a record: what tells whether it changed since it was read. 0 = never.
///
/// # Errors
/// Reading the register.
pub fn last_change(db: &Connection, entity: Entity, id: i64) -> Result<u64> {
    let seq: Option<i64> = db
        .prepare_cached("SELECT max(seq) FROM audit_leaf WHERE entity = ?1 AND record_id = ?2")?
        .query_row((entity.as_str(), id), |row| row.get(0))?;
    Ok(seq.and_then(|n| u64::try_from(n).ok()).unwrap_or(0))
}

/// Adds an entry with the leaves of the touched records and raises the generation.
pub(crate) fn append(
    db: &Connection,
    key: &[u8; 32],
    entry: &Entry<'_>,
    touched: &BTreeSet<(Entity, i64)>,
) -> Result<()> {
    let seq = next_seq(db)?;
    for (entity, id) in touched {
        add_leaf(db, seq, *entity, *id)?;
    }
    let root = root_of(db, seq)?;
    let previous = head(db)?;
    let utc = stamp(entry.at);
    let entity = entry.entity.as_str();
    let mac = mac_of(
        key,
        seq,
        &[&utc, entry.session, entry.actor, entry.action, entity, entry.record],
        &root,
        &previous,
    );
    db.prepare_cached(
        "INSERT INTO audit(seq, utc, session, actor, action, entity, entity_id, root, prev_mac, mac)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
    )?
    .execute((
        seq,
        utc,
        entry.session,
        entry.actor,
        entry.action,
        entity,
        entry.record,
        root,
        previous,
        mac,
    ))?;
    db.prepare_cached(
        "INSERT INTO meta(key, value) VALUES ('generation', 1) ON CONFLICT(key) DO UPDATE SET value = value + 1",
    )?
    .execute([])?;
    Ok(())
}

/// When the first entry was written: UTC, RFC 3339.
///
/// # Errors
/// Reading the register.
pub fn first_at(db: &Connection) -> Result<Option<String>> {
    Ok(db.query_row("SELECT utc FROM audit ORDER BY seq LIMIT 1", [], |row| row.get(0)).optional()?)
}

/// What an entry is about, as [`TrailAbout`] names it.
const ABOUT: &str = "CASE
    WHEN action = 'journal_save' THEN 'cases'
    WHEN action = 'list_export' THEN CASE substr(entity_id, 1, instr(entity_id, ' ') - 1)
        WHEN 'cases' THEN 'cases' WHEN 'letters' THEN 'letters'
        WHEN 'imports' THEN 'imports' WHEN 'rejected' THEN 'imports'
        WHEN 'processors' THEN 'registers' WHEN 'disclosures' THEN 'registers' ELSE 'settings' END
    WHEN entity = 'case' THEN 'cases' WHEN entity = 'letter' THEN 'letters' WHEN entity = 'run' THEN 'imports'
    WHEN entity IN ('processor', 'disclosure') THEN 'registers' ELSE 'settings' END";

const COLUMNS: &str = "seq, utc, actor, action, entity, entity_id, mac";

fn trail_row(row: &rusqlite::Row<'_>) -> rusqlite::Result<TrailRow> {
    Ok(TrailRow {
        seq: row.get(0)?,
        utc: row.get(1)?,
        actor: row.get(2)?,
        action: row.get(3)?,
        entity: row.get(4)?,
        record: row.get(5)?,
        mac: row.get(6)?,
    })
}

/// Number of all entries.
///
/// # Errors
/// Reading the register.
pub fn count(db: &Connection) -> Result<u64> {
    let total: i64 = db.query_row("SELECT count(*) FROM audit", [], |row| row.get(0))?;
    Ok(u64::try_from(total).unwrap_or(0))
}

/// Entries about something, newest first, and how many there are of them.
///
/// # Errors
/// Reading the register.
pub fn list(
    db: &Connection,
    about: Option<TrailAbout>,
    from: u32,
    count: u32,
) -> Result<(Vec<TrailRow>, u64)> {
    let Some(about) = about else {
        let mut statement =
            db.prepare_cached(&format!("SELECT {COLUMNS} FROM audit ORDER BY seq DESC LIMIT ?1 OFFSET ?2"))?;
        let rows = statement.query_map((count, from), trail_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
        return Ok((rows, self::count(db)?));
    };
    let total: i64 =
        db.query_row(&format!("SELECT count(*) FROM audit WHERE {ABOUT} = ?1"), [about], |row| row.get(0))?;
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM audit WHERE {ABOUT} = ?1 ORDER BY seq DESC LIMIT ?2 OFFSET ?3"
    ))?;
    let rows = statement.query_map((about, count, from), trail_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
    Ok((rows, u64::try_from(total).unwrap_or(0)))
}

/// Numbers of the entries that `fits` takes, newest first.
///
/// # Errors
/// Reading the register.
pub fn find(
    db: &Connection,
    about: Option<TrailAbout>,
    mut fits: impl FnMut(&TrailRow) -> bool,
) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM audit WHERE ?1 IS NULL OR {ABOUT} = ?1 ORDER BY seq DESC"
    ))?;
    let mut rows = statement.query([about])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let entry = trail_row(row)?;
        if fits(&entry) {
            found.push(entry.seq);
        }
    }
    Ok(found)
}

/// The entry of a number.
///
/// # Errors
/// Reading the register.
pub fn entry(db: &Connection, seq: i64) -> Result<Option<TrailRow>> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM audit WHERE seq = ?1"))?;
    Ok(statement.query_row([seq], trail_row).optional()?)
}

/// Mark of the entry before this one, as this one seals it; zeros before the first.
///
/// # Errors
/// Reading the register; no such entry.
pub fn previous_mark(db: &Connection, seq: i64) -> Result<[u8; 32]> {
    Ok(db.query_row("SELECT prev_mac FROM audit WHERE seq = ?1", [seq], |row| row.get(0))?)
}

/// A record that an entry committed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Touched {
    pub entity: String,
    pub id: i64,
    /// Its number in the register, if it has one and is still there.
    pub number: Option<String>,
    /// The entry is about its removal.
    pub removed: bool,
}

/// What an entry committed to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sealed {
    /// How many records of an entity.
    pub counts: Vec<(String, u64)>,
    /// The first of them.
    pub records: Vec<Touched>,
}

/// How many records an entry committed to, by entity, and the first of them.
///
/// # Errors
/// Reading the register.
pub fn sealed(db: &Connection, seq: i64, first: u32) -> Result<Sealed> {
    let counts = db
        .prepare_cached(
            "SELECT entity, count(*) FROM audit_leaf WHERE seq = ?1 GROUP BY entity ORDER BY entity",
        )?
        .query_map([seq], |row| Ok((row.get(0)?, row.get::<_, i64>(1)?)))?
        .map(|row| row.map(|(entity, n)| (entity, u64::try_from(n).unwrap_or(0))))
        .collect::<rusqlite::Result<Vec<_>>>()?;
    let records = db
        .prepare_cached(
            "SELECT entity, record_id, length(hash) = 0,
                CASE entity
                    WHEN 'case' THEN (SELECT number FROM case_ WHERE id = record_id)
                    WHEN 'letter' THEN (SELECT number FROM letter WHERE id = record_id)
                    WHEN 'run' THEN (SELECT run FROM import_run WHERE id = record_id)
                END
             FROM audit_leaf WHERE seq = ?1 ORDER BY entity, record_id LIMIT ?2",
        )?
        .query_map((seq, first), |row| {
            Ok(Touched { entity: row.get(0)?, id: row.get(1)?, removed: row.get(2)?, number: row.get(3)? })
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?;
    Ok(Sealed { counts, records })
}

struct Finder {
    problems: Vec<Problem>,
}

impl Finder {
    fn add(&mut self, code: ProblemCode, record: Option<String>, detail: impl Into<String>) {
        // A damaged file can have a problem per record: the first two hundred say enough.
        if self.problems.len() < 200 {
            self.problems.push(Problem { code, record, detail: detail.into() });
        }
    }
}

/// Runs one check; what the database refuses to read is a finding, not a failure.
fn pragma_rows(db: &Connection, sql: &str, good: Option<&str>, code: ProblemCode, found: &mut Finder) {
    let mut lines: Vec<String> = Vec::new();
    let outcome = db.prepare(sql).and_then(|mut statement| {
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let text = match row.get_ref(0)? {
                rusqlite::types::ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
                other => format!("{other:?}"),
            };
            lines.push(text);
        }
        Ok(())
    });
    for line in lines.into_iter().filter(|line| Some(line.as_str()) != good) {
        found.add(code, None, line);
    }
    if let Err(error) = outcome {
        found.add(
            code,
            None,
            error.sqlite_error_code().map_or_else(|| "check failed".to_owned(), |c| format!("{c:?}")),
        );
    }
}

/// See [`crate::Register::verify`].
pub(crate) fn verify(db: &Connection, key: &[u8; 32]) -> Result<Report> {
    let mut found = Finder { problems: Vec::new() };
    let mut counts = BTreeMap::new();
    pragma_rows(db, "PRAGMA cipher_integrity_check", None, ProblemCode::PageDamaged, &mut found);
    pragma_rows(db, "PRAGMA integrity_check", Some("ok"), ProblemCode::StructureDamaged, &mut found);
    pragma_rows(db, "PRAGMA foreign_key_check", None, ProblemCode::ReferenceBroken, &mut found);
    let mut generation = 0;
    let mut head_text = String::new();
    // Reading a damaged file may fail anywhere: what was found before that still stands.
    let rest = (|| -> Result<()> {
        let (last, entries) = chain(db, key, &mut found)?;
        head_text = hex(&last);
        counts.insert("audit".to_owned(), entries);
        let stored: Option<i64> = db
            .query_row("SELECT value FROM meta WHERE key = 'generation'", [], |row| row.get(0))
            .optional()?;
        generation = stored.and_then(|g| u64::try_from(g).ok()).unwrap_or(0);
        if generation != entries {
            found.add(ProblemCode::TrailCut, None, format!("generation {generation}, entries {entries}"));
        }
        for entity in Entity::ALL {
            let count = records(db, *entity, &mut found)?;
            counts.insert(entity.as_str().to_owned(), count);
        }
        letters(db, &mut found)?;
        let (files, changed) = crate::attachments::changed(db)?;
        counts.insert("attachment".to_owned(), files);
        for (id, case) in changed {
            found.add(
                ProblemCode::AttachmentChanged,
                Some(format!("case {case}")),
                format!("its file {id} differs from its hash"),
            );
        }
        Ok(())
    })();
    if rest.is_err() {
        found.add(ProblemCode::StructureDamaged, None, "reading stopped at a damaged place");
    }
    Ok(Report { problems: found.problems, counts, generation, head: head_text })
}

fn chain(db: &Connection, key: &[u8; 32], found: &mut Finder) -> Result<([u8; 32], u64)> {
    let mut previous = [0u8; 32];
    let mut expected = 1i64;
    let mut before = String::new();
    let mut statement = db.prepare(
        "SELECT seq, utc, session, actor, action, entity, entity_id, root, prev_mac, mac FROM audit ORDER BY seq",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let fields: Vec<String> = (1..7).map(|i| row.get(i)).collect::<rusqlite::Result<_>>()?;
        let root: Vec<u8> = row.get(7)?;
        let linked: Vec<u8> = row.get(8)?;
        let mac: Vec<u8> = row.get(9)?;
        let refs: Vec<&str> = fields.iter().map(String::as_str).collect();
        let name = || Some(format!("audit {seq}"));
        if seq != expected {
            found.add(ProblemCode::TrailBroken, name(), "an entry is missing before it");
        } else if linked != previous {
            found.add(ProblemCode::TrailBroken, name(), "it does not follow the entry before it");
        } else if mac_of(key, seq, &refs, &root, &linked).as_slice() != mac.as_slice() {
            found.add(ProblemCode::TrailBroken, name(), "its seal does not fit its content");
        } else if root_of(db, seq)?.as_slice() != root.as_slice() {
            found.add(ProblemCode::TrailBroken, name(), "its leaves were changed");
        }
        if let Some(utc) = fields.first() {
            if *utc < before {
                found.add(
                    ProblemCode::ClockMovedBack,
                    name(),
                    "its time is earlier than the entry before it",
                );
            }
            before.clone_from(utc);
        }
        previous = mac.as_slice().try_into().unwrap_or_default();
        expected = seq + 1;
    }
    Ok((previous, u64::try_from(expected - 1).unwrap_or(0)))
}

fn records(db: &Connection, entity: Entity, found: &mut Finder) -> Result<u64> {
    let mut last: BTreeMap<i64, Vec<u8>> = BTreeMap::new();
    {
        let mut statement =
            db.prepare("SELECT record_id, hash FROM audit_leaf WHERE entity = ?1 AND seq <= (SELECT max(seq) FROM audit) ORDER BY record_id, seq")?;
        let mut rows = statement.query([entity.as_str()])?;
        while let Some(row) = rows.next()? {
            last.insert(row.get(0)?, row.get(1)?);
        }
    }
    // Rows of a run left staging are not records yet.
    let staged = match entity {
        Entity::Case => {
            "run_id IS NOT NULL AND run_id IN (SELECT id FROM import_run WHERE state = 'staging')"
        }
        Entity::Run => "state = 'staging'",
        _ => "0",
    };
    let mut ids: BTreeSet<i64> = BTreeSet::new();
    {
        let mut statement = db.prepare(&format!("SELECT id FROM {} WHERE NOT ({staged})", entity.table()))?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            ids.insert(row.get(0)?);
        }
    }
    for id in &ids {
        let name = Some(format!("{} {id}", entity.as_str()));
        match (last.get(id), commitment(db, entity, *id)?) {
            (None, _) => found.add(ProblemCode::RecordOutsideTrail, name, "the trail does not know it"),
            (Some(leaf), Some(now)) if leaf.as_slice() != now.as_slice() => {
                found.add(ProblemCode::RecordChanged, name, "it differs from what the trail committed to");
            }
            (Some(leaf), None) if !leaf.is_empty() => {
                found.add(ProblemCode::RecordChanged, name, "its salt is gone without an entry");
            }
            _ => {}
        }
    }
    for (id, leaf) in &last {
        if !leaf.is_empty() && !ids.contains(id) {
            found.add(
                ProblemCode::RecordMissing,
                Some(format!("{} {id}", entity.as_str())),
                "it was removed without an entry",
            );
        }
    }
    Ok(ids.len() as u64)
}

fn letters(db: &Connection, found: &mut Finder) -> Result<()> {
    let mut statement = db.prepare("SELECT id, sha256, pdf FROM letter")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let sha: String = row.get(1)?;
        let pdf: Vec<u8> = row.get(2)?;
        if hex(&Sha256::digest(&pdf)) != sha {
            found.add(
                ProblemCode::LetterChanged,
                Some(format!("letter {id}")),
                "its PDF differs from its hash",
            );
        }
    }
    Ok(())
}
