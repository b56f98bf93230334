//! Processors: third parties that process by contract (152-FZ art. 6 p. 3), with the ten points of the contract.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};

use crate::error::Result;
use crate::{Entity, RegisterError, Write};

/// State of one point of the contract's checklist, with the clause that is the evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Point {
    /// `met`, `not_met` or `unknown` (counts as not met).
    pub state: String,
    pub clause: Option<String>,
}

/// A processor and its contract.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Processor {
    pub id: i64,
    pub name: String,
    pub address: Option<String>,
    pub inn: Option<String>,
    /// ISO 3166 code.
    pub country: Option<String>,
    pub contract_number: Option<String>,
    pub contract_date: Option<NaiveDate>,
    pub contract_until: Option<NaiveDate>,
    pub purposes: Vec<String>,
    pub data: Vec<String>,
    /// By point of the law; absent = unknown.
    pub checklist: BTreeMap<String, Point>,
}

const COLUMNS: &str = "id, name, address, inn, country, contract_number, contract_date, contract_until, purposes, data, checklist";

pub(crate) fn json<T: serde::de::DeserializeOwned>(row: &Row<'_>, index: usize) -> rusqlite::Result<T> {
    let text: String = row.get(index)?;
    serde_json::from_str(&text).map_err(|e| {
        rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(e))
    })
}

pub(crate) fn date(row: &Row<'_>, index: usize) -> rusqlite::Result<Option<NaiveDate>> {
    let text: Option<String> = row.get(index)?;
    text.map(|t| {
        t.parse().map_err(|e: chrono::ParseError| {
            rusqlite::Error::FromSqlConversionFailure(index, rusqlite::types::Type::Text, Box::new(e))
        })
    })
    .transpose()
}

pub(crate) fn sure_date(row: &Row<'_>, index: usize) -> rusqlite::Result<NaiveDate> {
    date(row, index)?.ok_or_else(|| {
        rusqlite::Error::InvalidColumnType(index, "date".to_owned(), rusqlite::types::Type::Null)
    })
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Processor> {
    Ok(Processor {
        id: row.get(0)?,
        name: row.get(1)?,
        address: row.get(2)?,
        inn: row.get(3)?,
        country: row.get(4)?,
        contract_number: row.get(5)?,
        contract_date: date(row, 6)?,
        contract_until: date(row, 7)?,
        purposes: json(row, 8)?,
        data: json(row, 9)?,
        checklist: json(row, 10)?,
    })
}

/// All processors by name.
///
/// # Errors
/// Reading the register.
pub fn list(db: &Connection) -> Result<Vec<Processor>> {
    let mut statement = db.prepare_cached(&format!("SELECT {COLUMNS} FROM processor ORDER BY name"))?;
    Ok(statement.query_map([], from_row)?.collect::<rusqlite::Result<_>>()?)
}

/// One processor by id or by its exact name.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn show(db: &Connection, id_or_name: &str) -> Result<Processor> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM processor WHERE name = ?1 OR CAST(id AS TEXT) = ?1 ORDER BY name = ?1 LIMIT 1"
    ))?
    .query_row([id_or_name], from_row)
    .optional()?
    .ok_or(RegisterError::NotFound { what: "a processor" })
}

/// What became of an added record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Saved {
    Added,
    Updated,
}

/// One processor by its id.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn by_id(db: &Connection, id: i64) -> Result<Processor> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM processor WHERE id = ?1"))?
        .query_row([id], from_row)
        .optional()?
        .ok_or(RegisterError::NotFound { what: "a processor" })
}

/// The id of the processor of this exact name.
///
/// # Errors
/// Reading the register.
pub fn id_of(db: &Connection, name: &str) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached("SELECT id FROM processor WHERE name = ?1")?
        .query_row([name], |row| row.get(0))
        .optional()?)
}

/// Adds a processor, or replaces the one of the same name; `id` is ignored. Its id, and which of both it was.
///
/// # Errors
/// Writing the register.
pub fn save(write: &mut Write<'_>, processor: &Processor) -> Result<(i64, Saved)> {
    if let Some(id) = id_of(write, &processor.name)? {
        put(write, &Processor { id, ..processor.clone() })?;
        return Ok((id, Saved::Updated));
    }
    let id = crate::fresh_id(write, Entity::Processor)?;
    let salt = write.salt();
    write
        .prepare_cached(
            "INSERT INTO processor(id, salt, name, purposes, data, checklist) VALUES (?1, ?2, ?3, '[]', '[]', '{}')",
        )?
        .execute((id, salt, &processor.name))?;
    put(write, &Processor { id, ..processor.clone() })?;
    Ok((id, Saved::Added))
}

/// Writes a processor over the one of its id.
///
/// # Errors
/// [`RegisterError::NotFound`]; writing the register.
pub fn put(write: &mut Write<'_>, processor: &Processor) -> Result<()> {
    let purposes = serde_json::to_string(&processor.purposes)?;
    let data = serde_json::to_string(&processor.data)?;
    let checklist = serde_json::to_string(&processor.checklist)?;
    let rows = write
        .prepare_cached(
            "UPDATE processor SET name = ?2, address = ?3, inn = ?4, country = ?5, contract_number = ?6,
                contract_date = ?7, contract_until = ?8, purposes = ?9, data = ?10, checklist = ?11
             WHERE id = ?1",
        )?
        .execute(rusqlite::params![
            processor.id,
            processor.name,
            processor.address,
            processor.inn,
            processor.country,
            processor.contract_number,
            processor.contract_date.map(|d| d.to_string()),
            processor.contract_until.map(|d| d.to_string()),
            purposes,
            data,
            checklist,
        ])?;
    if rows == 0 {
        return Err(RegisterError::NotFound { what: "a processor" });
    }
    write.touch(Entity::Processor, processor.id);
    Ok(())
}

/// Removes a processor.
///
/// # Errors
/// [`RegisterError::NotFound`]; writing the register.
pub fn remove(write: &mut Write<'_>, id: i64) -> Result<()> {
    if write.prepare_cached("DELETE FROM processor WHERE id = ?1")?.execute([id])? == 0 {
        return Err(RegisterError::NotFound { what: "a processor" });
    }
    write.touch(Entity::Processor, id);
    Ok(())
}
