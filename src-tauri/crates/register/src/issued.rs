//! Issued letters: immutable, numbered without gaps, with the PDF's bytes and their SHA-256.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::Result;
use crate::processors::sure_date;
use crate::{Entity, RegisterError, Write, by_mask, next_count, peek_count};

/// An issued letter without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Letter {
    pub id: i64,
    pub number: String,
    pub case: String,
    pub template: String,
    pub version: String,
    pub issued_on: NaiveDate,
    pub pages: u32,
    /// Of the PDF, hexadecimal.
    pub sha256: String,
}

/// What issuing stores, once the number is known.
pub struct Content {
    pub template: String,
    pub version: String,
    pub issued_on: NaiveDate,
    pub pages: u32,
    pub sha256: String,
    /// The document model as JSON.
    pub document: String,
    pub text: String,
    pub pdf: Vec<u8>,
}

pub(crate) const COLUMNS: &str =
    "l.id, l.number, c.number, l.template, l.version, l.issued_on, l.pages, l.sha256";

pub(crate) fn from_row(row: &Row<'_>) -> rusqlite::Result<Letter> {
    Ok(Letter {
        id: row.get(0)?,
        number: row.get(1)?,
        case: row.get(2)?,
        template: row.get(3)?,
        version: row.get(4)?,
        issued_on: sure_date(row, 5)?,
        pages: row.get(6)?,
        sha256: row.get(7)?,
    })
}

/// Letters of one case in the order of issue, or all, newest first.
///
/// # Errors
/// Reading the register.
pub fn list(db: &Connection, case_id: Option<i64>) -> Result<Vec<Letter>> {
    let order = if case_id.is_some() { "l.id" } else { "l.id DESC" };
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM letter l JOIN case_ c ON c.id = l.case_id WHERE ?1 IS NULL OR l.case_id = ?1 ORDER BY {order}"
    ))?;
    Ok(statement.query_map([case_id], from_row)?.collect::<rusqlite::Result<_>>()?)
}

/// One letter by its outgoing number.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn show(db: &Connection, number: &str) -> Result<Letter> {
    db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM letter l JOIN case_ c ON c.id = l.case_id WHERE l.number = ?1"
    ))?
    .query_row([number], from_row)
    .optional()?
    .ok_or(RegisterError::NotFound { what: "a letter" })
}

/// The stored PDF, document model (JSON) and text of a letter.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn content(db: &Connection, id: i64) -> Result<(Vec<u8>, String, String)> {
    db.prepare_cached("SELECT pdf, document, text FROM letter WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
        .optional()?
        .ok_or(RegisterError::NotFound { what: "a letter" })
}

/// The number that the next issued letter will get.
///
/// # Errors
/// Reading the register.
pub fn next_number(db: &Connection, mask: &str, year: i32) -> Result<String> {
    Ok(by_mask(mask, year, peek_count(db, counter(mask), counter_year(mask, year))?))
}

fn counter(_mask: &str) -> &'static str {
    "letter"
}

/// A mask without the year counts on for ever: numbers must stay unique.
fn counter_year(mask: &str, year: i32) -> i32 {
    if mask.contains("{yyyy}") || mask.contains("{yy}") { year } else { 0 }
}

/// Takes the next number, lets the caller make the document with it, and stores the letter.
///
/// # Errors
/// Whatever `make` returns; writing the register.
pub fn issue<E: From<RegisterError>>(
    write: &mut Write<'_>,
    case_id: i64,
    mask: &str,
    year: i32,
    make: impl FnOnce(&str) -> std::result::Result<Content, E>,
) -> std::result::Result<(i64, String), E> {
    let count = next_count(write, counter(mask), counter_year(mask, year))?;
    let number = by_mask(mask, year, count);
    let content = make(&number)?;
    let salt = write.salt();
    let stored = |write: &mut Write<'_>| -> Result<i64> {
        Ok(write
            .prepare_cached(
                "INSERT INTO letter(salt, number, case_id, template, version, issued_on, pages, sha256, document, text, pdf)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11) RETURNING id",
            )?
            .query_row(
                rusqlite::params![
                    salt,
                    number,
                    case_id,
                    content.template,
                    content.version,
                    content.issued_on.to_string(),
                    content.pages,
                    content.sha256,
                    content.document,
                    content.text,
                    content.pdf,
                ],
                |row| row.get(0),
            )?)
    };
    let id = stored(write)?;
    write.touch(Entity::Letter, id);
    write.touch(Entity::Case, case_id);
    Ok((id, number))
}
