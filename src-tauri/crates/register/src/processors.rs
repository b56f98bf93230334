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
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM processor WHERE name = ?1 OR CAST(id AS TEXT) = ?1"))?
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

/// Adds a processor, or replaces the one of the same name. `id` is ignored.
///
/// # Errors
/// Writing the register.
pub fn save(write: &mut Write<'_>, processor: &Processor) -> Result<Saved> {
    let known: Option<i64> = write
        .prepare_cached("SELECT id FROM processor WHERE name = ?1")?
        .query_row([&processor.name], |row| row.get(0))
        .optional()?;
    let salt = write.salt();
    let purposes = serde_json::to_string(&processor.purposes)?;
    let data = serde_json::to_string(&processor.data)?;
    let checklist = serde_json::to_string(&processor.checklist)?;
    let id: i64 = write
        .prepare_cached(
            "INSERT INTO processor(salt, name, address, inn, country, contract_number, contract_date, contract_until,
                purposes, data, checklist)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)
             ON CONFLICT(name) DO UPDATE SET address = ?3, inn = ?4, country = ?5, contract_number = ?6,
                contract_date = ?7, contract_until = ?8, purposes = ?9, data = ?10, checklist = ?11
             RETURNING id",
        )?
        .query_row(
            rusqlite::params![
                salt,
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
            ],
            |row| row.get(0),
        )?;
    write.touch(Entity::Processor, id);
    Ok(if known.is_some() { Saved::Updated } else { Saved::Added })
}
