//! Taking back the last acts. Before an act its records are kept as they stand, after it their commitments: an act is
//! taken back only while its records are as it left them. What is kept is bookkeeping inside the vault, not a record:
//! at most [`KEPT`] acts, none older than a day. The trail keeps both the act and its undoing.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Duration, FixedOffset, Utc};
use rusqlite::types::{Value as Sql, ValueRef};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json, json};

use crate::aggregate::commitment;
use crate::cases::{Event, insert_event, refresh_due};
use crate::error::{RegisterError, Result};
use crate::{Act, Entity, Register, Write, search, stamp, trail};

/// How many acts are kept.
pub const KEPT: i64 = 20;

/// The event that stands in the timeline of a case in place of an act that was taken back; its detail is the action.
pub const UNDONE: &str = "undone";

/// An act that can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastAct {
    /// As in the trail.
    pub action: String,
    pub entity: String,
    /// Register number or row id.
    pub record: String,
    pub at: DateTime<Utc>,
    /// The newest entry of the trail is that of the act.
    pub is_last: bool,
}

/// What was taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undone {
    pub act: LastAct,
    /// A case that was added stays, closed, because its number is no longer the last one: numbers have no gaps.
    pub number_stays: bool,
}

/// The tables of a record and the column that names it, the record's own table first.
fn tables(entity: Entity) -> &'static [(&'static str, &'static str)] {
    match entity {
        Entity::Operator => &[("operator", "id")],
        Entity::Policy => &[("policy", "id"), ("policy_record", "policy_id")],
        Entity::Run => &[("import_run", "id"), ("rejected_row", "run_id")],
        Entity::Case => &[
            ("case_", "id"),
            ("contact", "case_id"),
            ("demand", "case_id"),
            ("event", "case_id"),
            ("reach", "case_id"),
            ("attachment", "case_id"),
        ],
        Entity::Letter => &[("letter", "id")],
        Entity::Processor => &[("processor", "id")],
        Entity::Disclosure => &[("disclosure", "id")],
        Entity::Rule => &[("rule", "id")],
    }
}

type Row = Map<String, Json>;

/// A record as it stood: nothing in its own table if it was not there.
#[derive(Serialize, Deserialize)]
struct Record {
    entity: String,
    id: i64,
    /// Its commitment, hexadecimal; empty = it was not there.
    seal: String,
    /// Rows of each of its tables, in their order.
    tables: Vec<Vec<Row>>,
}

/// A counter that the act moved.
#[derive(Clone, Serialize, Deserialize)]
struct Counter {
    name: String,
    year: i64,
    before: Option<i64>,
    after: i64,
}

#[derive(Serialize, Deserialize)]
struct Before {
    records: Vec<Record>,
    counters: Vec<Counter>,
}

type Counters = BTreeMap<(String, i64), i64>;
type Seals = Vec<(String, i64, String)>;

struct Kept {
    id: i64,
    act: LastAct,
    before: Before,
    after: Seals,
}

fn entity_of(word: &str) -> Result<Entity> {
    Entity::ALL
        .iter()
        .copied()
        .find(|entity| entity.as_str() == word)
        .ok_or(RegisterError::NotFound { what: "an entity" })
}

fn to_json(value: ValueRef<'_>) -> Json {
    match value {
        ValueRef::Null => Json::Null,
        ValueRef::Integer(number) => json!(number),
        ValueRef::Real(number) => json!({ "r": number.to_bits() }),
        ValueRef::Text(text) => json!(String::from_utf8_lossy(text)),
        ValueRef::Blob(bytes) => json!({ "b": trail::hex(bytes) }),
    }
}

fn to_sql(value: &Json) -> Sql {
    match value {
        Json::Number(number) => number.as_i64().map_or(Sql::Null, Sql::Integer),
        Json::String(text) => Sql::Text(text.clone()),
        Json::Object(typed) => match (typed.get("b"), typed.get("r")) {
            (Some(Json::String(text)), _) => Sql::Blob(unhex(text)),
            (_, Some(bits)) => Sql::Real(f64::from_bits(bits.as_u64().unwrap_or(0))),
            _ => Sql::Null,
        },
        _ => Sql::Null,
    }
}

fn unhex(text: &str) -> Vec<u8> {
    let digits: Vec<u8> =
        text.chars().filter_map(|c| c.to_digit(16)).filter_map(|d| u8::try_from(d).ok()).collect();
    digits.chunks_exact(2).map(|pair| pair.iter().fold(0, |byte, digit| byte << 4 | digit)).collect()
}

fn rows(db: &Connection, table: &str, owner: &str, id: i64) -> Result<Vec<Row>> {
    let mut statement = db.prepare_cached(&format!("SELECT * FROM {table} WHERE {owner} = ?1"))?;
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut found = statement.query([id])?;
    let mut out = Vec::new();
    while let Some(row) = found.next()? {
        let mut kept = Row::new();
        for (column, name) in names.iter().enumerate() {
            kept.insert(name.clone(), to_json(row.get_ref(column)?));
        }
        out.push(kept);
    }
    Ok(out)
}

fn seal(db: &Connection, entity: Entity, id: i64) -> Result<String> {
    Ok(commitment(db, entity, id)?.map(|hash| trail::hex(&hash)).unwrap_or_default())
}

fn record(db: &Connection, entity: Entity, id: i64) -> Result<Record> {
    let tables =
        tables(entity).iter().map(|(table, owner)| rows(db, table, owner, id)).collect::<Result<_>>()?;
    Ok(Record { entity: entity.as_str().to_owned(), id, seal: seal(db, entity, id)?, tables })
}

fn counters(db: &Connection) -> Result<Counters> {
    let mut statement = db.prepare_cached("SELECT name, year, last FROM counter")?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether the trail knows a record that was there before this write.
fn was_there(db: &Connection, entity: Entity, id: i64) -> Result<bool> {
    let last: Option<i64> = db
        .prepare_cached(
            "SELECT length(hash) FROM audit_leaf WHERE entity = ?1 AND record_id = ?2 ORDER BY seq DESC LIMIT 1",
        )?
        .query_row((entity.as_str(), id), |row| row.get(0))
        .optional()?;
    Ok(last.is_some_and(|length| length > 0))
}

fn ids(rows: &[Row]) -> BTreeSet<i64> {
    rows.iter().filter_map(|row| row.get("id").and_then(Json::as_i64)).collect()
}

/// Keeps an act: how its records were, and their commitments now.
fn keep(write: &Write<'_>, act: &Act<'_>, mut known: Vec<Record>, before: &Counters) -> Result<()> {
    let mut after: Seals = Vec::new();
    for (entity, id) in &write.touched {
        let kept = known.iter().find(|record| record.entity == entity.as_str() && record.id == *id);
        match kept {
            Some(kept) if *entity == Entity::Case => {
                // The bytes of a removed file are not kept: such an act cannot be taken back.
                for file in kept.tables.last().map(|rows| ids(rows)).unwrap_or_default() {
                    if !has_attachment(write, file)? {
                        return Ok(());
                    }
                }
            }
            Some(_) => {}
            None => {
                let forgotten = was_there(write, *entity, *id)?;
                debug_assert!(!forgotten, "an act that can be taken back changed a record it did not name");
                if forgotten {
                    return Ok(());
                }
                let tables = tables(*entity).iter().map(|_| Vec::new()).collect();
                known.push(Record {
                    entity: entity.as_str().to_owned(),
                    id: *id,
                    seal: String::new(),
                    tables,
                });
            }
        }
        after.push((entity.as_str().to_owned(), *id, seal(write, *entity, *id)?));
    }
    known.retain(|record| after.iter().any(|(entity, id, _)| *entity == record.entity && *id == record.id));
    if after.is_empty() {
        return Ok(());
    }
    let moved = counters(write)?
        .into_iter()
        .filter(|(key, last)| before.get(key) != Some(last))
        .map(|((name, year), after)| Counter {
            before: before.get(&(name.clone(), year)).copied(),
            name,
            year,
            after,
        })
        .collect();
    let records: Vec<(&str, i64)> = after.iter().map(|(entity, id, _)| (entity.as_str(), *id)).collect();
    let number = write.record.as_deref().unwrap_or(&act.record);
    write
        .prepare_cached(
            "INSERT INTO undo(at, action, entity, records, record, before, after) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute((
            stamp(act.at),
            act.action,
            act.entity.as_str(),
            serde_json::to_string(&records)?,
            number,
            serde_json::to_string(&Before { records: known, counters: moved })?,
            serde_json::to_string(&after)?,
        ))?;
    prune(write, act.at)
}

fn prune(db: &Connection, now: DateTime<Utc>) -> Result<()> {
    db.prepare_cached(
        "DELETE FROM undo WHERE at < ?1 OR id NOT IN (SELECT id FROM undo ORDER BY id DESC LIMIT ?2)",
    )?
    .execute((stamp(now - Duration::days(1)), KEPT))?;
    Ok(())
}

fn newest(db: &Connection) -> Result<Option<Kept>> {
    let row: Option<(i64, LastAct, String, String)> = db
        .prepare_cached(
            "SELECT u.id, u.action, u.entity, u.record, u.before, u.after, u.at, EXISTS (SELECT 1 FROM audit a
                WHERE a.seq = (SELECT max(seq) FROM audit) AND a.utc = u.at AND a.action = u.action AND a.entity_id = u.record)
             FROM undo u ORDER BY u.id DESC LIMIT 1",
        )?
        .query_row([], |row| {
            let act = LastAct {
                action: row.get(1)?,
                entity: row.get(2)?,
                record: row.get(3)?,
                at: DateTime::parse_from_rfc3339(&row.get::<_, String>(6)?)
                    .map_or(DateTime::<Utc>::MIN_UTC, |at| at.with_timezone(&Utc)),
                is_last: row.get(7)?,
            };
            Ok((row.get(0)?, act, row.get(4)?, row.get(5)?))
        })
        .optional()?;
    row.map(|(id, act, before, after)| {
        Ok(Kept { id, act, before: serde_json::from_str(&before)?, after: serde_json::from_str(&after)? })
    })
    .transpose()
}

/// Whether every record of the act is as the act left it.
fn stands(db: &Connection, kept: &Kept) -> Result<bool> {
    for (entity, id, left) in &kept.after {
        if seal(db, entity_of(entity)?, *id)? != *left {
            return Ok(false);
        }
    }
    Ok(true)
}

fn insert(db: &Connection, table: &str, row: &Row, keyed: bool) -> Result<()> {
    let names: Vec<&str> = row.keys().map(String::as_str).collect();
    let places: Vec<String> = (1..=names.len()).map(|n| format!("?{n}")).collect();
    let mut sql = format!("INSERT INTO {table}({}) VALUES ({})", names.join(", "), places.join(", "));
    if keyed {
        let sets: Vec<String> =
            names.iter().filter(|name| **name != "id").map(|n| format!("{n} = excluded.{n}")).collect();
        sql.push_str(&format!(" ON CONFLICT(id) DO UPDATE SET {}", sets.join(", ")));
    }
    db.prepare_cached(&sql)?.execute(rusqlite::params_from_iter(row.values().map(to_sql)))?;
    Ok(())
}

fn has_attachment(db: &Connection, id: i64) -> Result<bool> {
    Ok(db
        .prepare_cached("SELECT EXISTS (SELECT 1 FROM attachment WHERE id = ?1)")?
        .query_row([id], |row| row.get(0))?)
}

fn remove_attachments(db: &Connection, case_id: i64, but: &BTreeSet<i64>) -> Result<()> {
    for id in ids(&rows(db, "attachment", "case_id", case_id)?).difference(but) {
        db.prepare_cached("DELETE FROM attachment_chunk WHERE attachment_id = ?1")?.execute([id])?;
        db.prepare_cached("DELETE FROM attachment WHERE id = ?1")?.execute([id])?;
    }
    Ok(())
}

/// Puts records back that were there before. What belonged to one may belong to another now: all of it goes first.
fn put_back(db: &Connection, records: &[&(Entity, Record)]) -> Result<()> {
    let mut files = BTreeSet::new();
    for (entity, kept) in records.iter().filter(|(entity, _)| *entity == Entity::Case) {
        for ((table, _), rows) in tables(*entity).iter().zip(&kept.tables) {
            if *table == "attachment" {
                files.extend(ids(rows));
            }
        }
    }
    for (entity, kept) in records {
        for (table, owner) in tables(*entity).iter().skip(1) {
            if *table == "attachment" {
                remove_attachments(db, kept.id, &files)?;
                continue;
            }
            // What stands there about acts taken back before stays.
            let stays = if *table == "event" { " AND what <> 'undone'" } else { "" };
            db.prepare_cached(&format!("DELETE FROM {table} WHERE {owner} = ?1{stays}"))?
                .execute([kept.id])?;
        }
    }
    for (entity, kept) in records {
        for ((table, _), rows) in tables(*entity).iter().zip(&kept.tables) {
            let keyed = *table == entity.table() || *table == "attachment";
            for row in rows {
                let stood = *table == "event" && row.get("what").and_then(Json::as_str) == Some(UNDONE);
                if !stood {
                    insert(db, table, row, keyed)?;
                }
            }
        }
    }
    for (_, kept) in records.iter().filter(|(entity, _)| *entity == Entity::Case) {
        search::index_case(db, kept.id)?;
    }
    Ok(())
}

/// Removes a record that the act made.
fn take_away(db: &Connection, entity: Entity, id: i64) -> Result<()> {
    if entity == Entity::Case {
        remove_attachments(db, id, &BTreeSet::new())?;
        db.prepare_cached("DELETE FROM case_search WHERE rowid = ?1")?.execute([id])?;
    }
    for (table, owner) in tables(entity).iter().rev() {
        db.prepare_cached(&format!("DELETE FROM {table} WHERE {owner} = ?1"))?.execute([id])?;
    }
    Ok(())
}

/// A case whose number must not leave a gap stays as closed without an outcome.
fn cancel_case(db: &Connection, id: i64, at: DateTime<FixedOffset>) -> Result<()> {
    db.prepare_cached(
        "UPDATE demand SET status = 'closed', closed_on = ?2 WHERE case_id = ?1 AND status = 'open'",
    )?
    .execute((id, at.date_naive().to_string()))?;
    db.prepare_cached("UPDATE case_ SET status = 'closed' WHERE id = ?1")?.execute([id])?;
    refresh_due(db, id)
}

fn take_back(write: &mut Write<'_>, kept: Kept, at: DateTime<FixedOffset>) -> Result<bool> {
    // Of two cases that were joined: row id of the first and number of the second, read while the first still says so.
    let joined: Option<(i64, String)> = if kept.act.action == "case_join" {
        write
            .prepare_cached(
                "SELECT e.case_id, e.detail FROM event e JOIN case_ c ON c.id = e.case_id
                 WHERE c.number = ?1 AND e.what = 'case_joined' ORDER BY e.id DESC LIMIT 1",
            )?
            .query_row([&kept.act.record], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
    } else {
        None
    };
    let now = counters(write)?;
    let number_stays = kept
        .before
        .counters
        .iter()
        .any(|counter| now.get(&(counter.name.clone(), counter.year)) != Some(&counter.after));
    if !number_stays {
        for counter in &kept.before.counters {
            match counter.before {
                Some(last) => write
                    .prepare_cached("UPDATE counter SET last = ?3 WHERE name = ?1 AND year = ?2")?
                    .execute((&counter.name, counter.year, last))?,
                None => write
                    .prepare_cached("DELETE FROM counter WHERE name = ?1 AND year = ?2")?
                    .execute((&counter.name, counter.year))?,
            };
        }
    }
    let mut records: Vec<(Entity, Record)> = kept
        .before
        .records
        .into_iter()
        .map(|record| Ok((entity_of(&record.entity)?, record)))
        .collect::<Result<_>>()?;
    records.sort_by_key(|(entity, record)| (*entity, record.id));
    let made = |record: &Record| record.seal.is_empty();
    put_back(write, &records.iter().filter(|(_, record)| !made(record)).collect::<Vec<_>>())?;
    for (entity, record) in records.iter().rev().filter(|(_, record)| made(record)) {
        if number_stays && *entity == Entity::Case {
            cancel_case(write, record.id, at)?;
        } else {
            take_away(write, *entity, record.id)?;
        }
    }
    for (entity, record) in &records {
        let there = !made(record) || number_stays && *entity == Entity::Case;
        if there && *entity == Entity::Case {
            let detail = match &joined {
                Some((first, _)) if record.id != *first => format!("{} {}", kept.act.action, kept.act.record),
                Some((_, second)) => format!("{} {second}", kept.act.action),
                None => kept.act.action.clone(),
            };
            let event = Event { at, what: UNDONE.to_owned(), detail: Some(detail) };
            insert_event(write, record.id, None, &event)?;
        }
        write.touch(*entity, record.id);
    }
    // The acts before left the records as they stand now, but for the line in the timeline.
    let mut earlier: Vec<(i64, Seals)> = Vec::new();
    {
        let mut statement = write.prepare_cached("SELECT id, after FROM undo WHERE id < ?1")?;
        let mut rows = statement.query([kept.id])?;
        while let Some(row) = rows.next()? {
            earlier.push((row.get(0)?, serde_json::from_str(&row.get::<_, String>(1)?)?));
        }
    }
    for (id, mut after) in earlier {
        let mut moved = false;
        for (entity, record) in records.iter().filter(|(_, record)| !made(record)) {
            for left in after.iter_mut().filter(|left| left.0 == record.entity && left.1 == record.id) {
                if left.2 == record.seal {
                    left.2 = seal(write, *entity, record.id)?;
                    moved = true;
                }
            }
        }
        if moved {
            write
                .prepare_cached("UPDATE undo SET after = ?2 WHERE id = ?1")?
                .execute((id, serde_json::to_string(&after)?))?;
        }
    }
    write.prepare_cached("DELETE FROM undo WHERE id >= ?1")?.execute([kept.id])?;
    Ok(number_stays)
}

/// A row that is needed elsewhere, or an id that was taken since: something has built on the act.
fn built_upon(error: RegisterError) -> RegisterError {
    match error {
        RegisterError::Database { source, .. }
            if source.sqlite_error_code() == Some(rusqlite::ErrorCode::ConstraintViolation) =>
        {
            RegisterError::ChangedSince
        }
        other => other,
    }
}

impl Register {
    /// As [`Register::write`], and the act can be taken back. `known` names every record that the act changes or
    /// removes; what it makes need not be named.
    ///
    /// # Errors
    /// As [`Register::write`].
    pub fn write_undoable<T, E: From<RegisterError>>(
        &mut self,
        act: &Act<'_>,
        known: &[(Entity, i64)],
        change: impl FnOnce(&mut Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.write(act, |write| {
            let stood =
                known.iter().map(|(entity, id)| record(write, *entity, *id)).collect::<Result<Vec<_>>>()?;
            let counted = counters(write)?;
            let result = change(write)?;
            keep(write, act, stood, &counted)?;
            Ok(result)
        })
    }

    /// The last act that is kept and was done at `since` or later, and the action of the last entry of the trail about
    /// the same record, if it is a later one.
    ///
    /// # Errors
    /// Reading the register.
    pub fn newest_act(&self, since: DateTime<Utc>) -> Result<Option<(LastAct, Option<String>)>> {
        let Some(kept) = newest(self.read())?.filter(|kept| kept.act.at >= since) else { return Ok(None) };
        // A letter is an entry about itself: what it did to its case is found by the case.
        let later: Option<String> = self
            .read()
            .prepare_cached(
                "SELECT a.action FROM audit a WHERE a.utc >= ?1 AND a.action <> ?2 AND a.action <> 'undo' AND EXISTS (
                    SELECT 1 FROM audit_leaf l JOIN json_each(?3) r
                    ON l.entity = json_extract(r.value, '$[0]') AND l.record_id = json_extract(r.value, '$[1]')
                    WHERE l.seq = a.seq) ORDER BY a.seq DESC LIMIT 1",
            )?
            .query_row(
                (
                    stamp(kept.act.at),
                    &kept.act.action,
                    serde_json::to_string(
                        &kept.after.iter().map(|(entity, id, _)| (entity, id)).collect::<Vec<_>>(),
                    )?,
                ),
                |row| row.get(0),
            )
            .optional()?;
        Ok(Some((kept.act, later)))
    }

    /// The act that [`Register::undo`] would take back; none if it was done before `since`, or its records were changed
    /// since.
    ///
    /// # Errors
    /// Reading the register.
    pub fn last_undoable(&self, since: DateTime<Utc>) -> Result<Option<LastAct>> {
        match newest(self.read())?.filter(|kept| kept.act.at >= since) {
            Some(kept) if stands(self.read(), &kept)? => Ok(Some(kept.act)),
            _ => Ok(None),
        }
    }

    /// Takes the last act back: its records are as they were before it, its cases say so in their timeline, and the
    /// trail has an entry `undo`. `local` is the time of the timeline, `now` that of the trail.
    ///
    /// # Errors
    /// [`RegisterError::NothingToUndo`]; [`RegisterError::ChangedSince`] if a record is no longer as the act left it:
    /// nothing is changed then, and the act is given up, so that the one before can be taken back; writing.
    pub fn undo(&mut self, now: DateTime<Utc>, local: DateTime<FixedOffset>) -> Result<Undone> {
        prune(self.read(), now)?;
        let kept = newest(self.read())?.ok_or(RegisterError::NothingToUndo)?;
        let (id, last) = (kept.id, kept.act.clone());
        let undone = if stands(self.read(), &kept)? {
            let act = Act {
                action: "undo",
                entity: entity_of(&last.entity)?,
                record: last.record.clone(),
                at: now,
            };
            self.write(&act, |write| take_back(write, kept, local).map_err(built_upon))
        } else {
            Err(RegisterError::ChangedSince)
        };
        if matches!(undone, Err(RegisterError::ChangedSince)) {
            self.read().prepare_cached("DELETE FROM undo WHERE id = ?1")?.execute([id])?;
        }
        Ok(Undone { act: last, number_stays: undone? })
    }

    /// Forgets acts older than a day. What is kept of an act holds the records as they were.
    ///
    /// # Errors
    /// Writing the register.
    pub fn forget_acts(&mut self, now: DateTime<Utc>) -> Result<()> {
        prune(self.read(), now)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_of_a_record_has_its_table() {
        for entity in Entity::ALL {
            let tables = tables(*entity);
            assert_eq!(tables.first().map(|t| t.0), Some(entity.table()));
            assert_eq!(tables.len(), entity.parts().len(), "{}", entity.as_str());
            for ((table, _), part) in tables.iter().zip(entity.parts()) {
                assert!(part.contains(&format!(" FROM {table} ")), "{part}: {table}");
            }
        }
    }

    #[test]
    fn values_of_every_type_come_back() {
        for value in [
            Sql::Null,
            Sql::Integer(i64::MIN),
            Sql::Real(0.1),
            Sql::Text("ё «x» \u{0}".to_owned()),
            Sql::Blob(vec![0, 15, 16, 255]),
        ] {
            assert_eq!(to_sql(&to_json(ValueRef::from(&value))), value);
        }
    }
}
