//! Disclosures: each event of personal data going to a third party. Needed per subject by 152-FZ art. 14 p. 7
//! items 4 and 9 and art. 20 p. 3.

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension, Row};

use crate::error::Result;
use crate::processors::{date, json, sure_date};
use crate::words::RecipientKind;
use crate::{Entity, RegisterError, Write};

/// Whose data went: one person, named as the record names them, or a group.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Whose {
    pub full_name: Option<String>,
    pub birth_date: Option<NaiveDate>,
    /// E.164.
    pub phone: Option<String>,
    pub email: Option<String>,
    /// Normalised for comparison.
    pub contract: Option<String>,
    /// Register number of a case.
    pub case: Option<String>,
    pub group: Option<(String, u32)>,
}

/// One event of disclosure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosure {
    pub id: i64,
    pub date: NaiveDate,
    pub recipient: String,
    pub recipient_address: Option<String>,
    pub kind: RecipientKind,
    pub ground: String,
    pub purpose: String,
    pub data: Vec<String>,
    pub channel: Option<String>,
    pub whose: Whose,
}

/// Marks of a person by which disclosures are found.
#[derive(Clone, Debug, Default)]
pub struct Person {
    pub full_name: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub contracts: Vec<String>,
    pub case_id: Option<i64>,
}

const COLUMNS: &str = "d.id, d.date, d.recipient, coalesce(d.recipient_address, (SELECT address FROM processor p WHERE p.name = d.recipient)),
    d.kind, d.ground, d.purpose, d.data, d.channel, d.full_name, d.birth_date, d.phone, d.email, d.contract,
    (SELECT number FROM case_ WHERE id = d.case_id), d.group_what, d.group_count";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Disclosure> {
    let what: Option<String> = row.get(15)?;
    let count: Option<u32> = row.get(16)?;
    Ok(Disclosure {
        id: row.get(0)?,
        date: sure_date(row, 1)?,
        recipient: row.get(2)?,
        recipient_address: row.get(3)?,
        kind: row.get(4)?,
        ground: row.get(5)?,
        purpose: row.get(6)?,
        data: json(row, 7)?,
        channel: row.get(8)?,
        whose: Whose {
            full_name: row.get(9)?,
            birth_date: date(row, 10)?,
            phone: row.get(11)?,
            email: row.get(12)?,
            contract: row.get(13)?,
            case: row.get(14)?,
            group: what.zip(count),
        },
    })
}

/// All events, newest first.
///
/// # Errors
/// Reading the register.
pub fn list(db: &Connection) -> Result<Vec<Disclosure>> {
    let mut statement =
        db.prepare_cached(&format!("SELECT {COLUMNS} FROM disclosure d ORDER BY d.date DESC, d.id DESC"))?;
    Ok(statement.query_map([], from_row)?.collect::<rusqlite::Result<_>>()?)
}

/// One event.
///
/// # Errors
/// [`RegisterError::NotFound`]; reading the register.
pub fn show(db: &Connection, id: i64) -> Result<Disclosure> {
    db.prepare_cached(&format!("SELECT {COLUMNS} FROM disclosure d WHERE d.id = ?1"))?
        .query_row([id], from_row)
        .optional()?
        .ok_or(RegisterError::NotFound { what: "a disclosure" })
}

/// Events that concern one person: by case, telephone, e-mail, contract, or full name with birth date. A name alone
/// never suffices: the answer must hold nobody else's data (152-FZ art. 14 p. 2).
///
/// # Errors
/// Reading the register.
pub fn of_person(db: &Connection, person: &Person) -> Result<Vec<Disclosure>> {
    let phones = serde_json::to_string(&person.phones)?;
    let emails = serde_json::to_string(&person.emails)?;
    let contracts = serde_json::to_string(&person.contracts)?;
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM disclosure d
         WHERE d.case_id = ?1
            OR d.phone IN (SELECT value FROM json_each(?2))
            OR d.email IN (SELECT value FROM json_each(?3))
            OR d.contract IN (SELECT value FROM json_each(?4))
            OR (d.full_name IS NOT NULL AND d.birth_date IS NOT NULL AND d.full_name = ?5 AND d.birth_date = ?6)
         ORDER BY d.date, d.id"
    ))?;
    let rows = statement.query_map(
        (
            person.case_id,
            phones,
            emails,
            contracts,
            person.full_name.as_deref(),
            person.birth_date.map(|d| d.to_string()),
        ),
        from_row,
    )?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Whether the register holds any event at all: only then its silence about a person says something.
///
/// # Errors
/// Reading the register.
pub fn any(db: &Connection) -> Result<bool> {
    Ok(db.prepare_cached("SELECT EXISTS (SELECT 1 FROM disclosure)")?.query_row([], |row| row.get(0))?)
}

/// Events that may concern a person and are not certain to: of groups, and under the same name without anything else
/// that agrees.
///
/// # Errors
/// Reading the register.
pub fn uncertain(db: &Connection, person: &Person) -> Result<Vec<Disclosure>> {
    let certain: Vec<i64> = of_person(db, person)?.into_iter().map(|event| event.id).collect();
    let mut statement = db.prepare_cached(&format!(
        "SELECT {COLUMNS} FROM disclosure d WHERE d.group_what IS NOT NULL OR d.full_name = ?1 ORDER BY d.date, d.id"
    ))?;
    let rows = statement.query_map([person.full_name.as_deref()], from_row)?;
    let mut events = rows.collect::<rusqlite::Result<Vec<_>>>()?;
    events.retain(|event| !certain.contains(&event.id));
    Ok(events)
}

/// How many events name this recipient.
///
/// # Errors
/// Reading the register.
pub fn count_to(db: &Connection, recipient: &str) -> Result<u32> {
    Ok(db
        .prepare_cached("SELECT count(*) FROM disclosure WHERE recipient = ?1")?
        .query_row([recipient], |row| row.get(0))?)
}

/// Gives the events to a processor its new name; how many there were.
///
/// # Errors
/// Writing the register.
pub fn rename_processor(write: &mut Write<'_>, old: &str, new: &str) -> Result<u32> {
    let ids = write
        .prepare_cached(
            "UPDATE disclosure SET recipient = ?2 WHERE recipient = ?1 AND kind = 'processor' RETURNING id",
        )?
        .query_map([old, new], |row| row.get(0))?
        .collect::<rusqlite::Result<Vec<i64>>>()?;
    for id in &ids {
        write.touch(Entity::Disclosure, *id);
    }
    Ok(u32::try_from(ids.len()).unwrap_or(u32::MAX))
}

/// The columns of an event but its id.
const COLUMNS_WRITTEN: [&str; 16] = [
    "date",
    "recipient",
    "kind",
    "ground",
    "purpose",
    "data",
    "channel",
    "full_name",
    "birth_date",
    "phone",
    "email",
    "contract",
    "case_id",
    "group_what",
    "group_count",
    "recipient_address",
];

/// The values of [`COLUMNS_WRITTEN`].
fn values(event: &Disclosure, case_id: Option<i64>) -> Result<[Value; 16]> {
    let whose = &event.whose;
    let group = whose.group.as_ref();
    Ok([
        event.date.to_string().into(),
        event.recipient.clone().into(),
        event.kind.as_str().to_owned().into(),
        event.ground.clone().into(),
        event.purpose.clone().into(),
        serde_json::to_string(&event.data)?.into(),
        event.channel.clone().into(),
        whose.full_name.clone().into(),
        whose.birth_date.map(|day| day.to_string()).into(),
        whose.phone.clone().into(),
        whose.email.clone().into(),
        whose.contract.clone().into(),
        case_id.into(),
        group.map(|(what, _)| what.clone()).into(),
        group.map(|(_, count)| i64::from(*count)).into(),
        event.recipient_address.clone().into(),
    ])
}

/// The event that is equal in all fields, if there is one.
fn known(write: &Write<'_>, event: &Disclosure, case_id: Option<i64>) -> Result<Option<i64>> {
    let equal: Vec<String> =
        COLUMNS_WRITTEN.iter().enumerate().map(|(i, column)| format!("{column} IS ?{}", i + 1)).collect();
    Ok(write
        .prepare_cached(&format!("SELECT id FROM disclosure WHERE {}", equal.join(" AND ")))?
        .query_row(values(event, case_id)?, |row| row.get(0))
        .optional()?)
}

fn case_id(write: &Write<'_>, event: &Disclosure) -> Result<Option<i64>> {
    let Some(number) = &event.whose.case else { return Ok(None) };
    write
        .prepare_cached("SELECT id FROM live_case WHERE number = ?1")?
        .query_row([number], |row| row.get(0))
        .optional()?
        .map(Some)
        .ok_or(RegisterError::NotFound { what: "a case" })
}

/// Adds an event; its id. The same event again (all fields equal) is not added twice: `None`.
///
/// # Errors
/// [`RegisterError::NotFound`] if it names a case that is not there; writing the register.
pub fn add(write: &mut Write<'_>, event: &Disclosure) -> Result<Option<i64>> {
    let case_id = case_id(write, event)?;
    if known(write, event, case_id)?.is_some() {
        return Ok(None);
    }
    let id = crate::fresh_id(write, Entity::Disclosure)?;
    let salt = write.salt();
    write
        .prepare_cached(
            "INSERT INTO disclosure(id, salt, date, recipient, kind, ground, purpose, data)
             VALUES (?1, ?2, '', '', 'processor', '', '', '[]')",
        )?
        .execute((id, salt))?;
    write_over(write, id, event, case_id)?;
    Ok(Some(id))
}

/// Writes an event over the one of its id; `false` if another event is equal to it in all fields already.
///
/// # Errors
/// [`RegisterError::NotFound`], also for a case that is not there; writing the register.
pub fn put(write: &mut Write<'_>, event: &Disclosure) -> Result<bool> {
    let case_id = case_id(write, event)?;
    if known(write, event, case_id)?.is_some_and(|id| id != event.id) {
        return Ok(false);
    }
    write_over(write, event.id, event, case_id)?;
    Ok(true)
}

fn write_over(write: &mut Write<'_>, id: i64, event: &Disclosure, case_id: Option<i64>) -> Result<()> {
    let set: Vec<String> =
        COLUMNS_WRITTEN.iter().enumerate().map(|(i, column)| format!("{column} = ?{}", i + 1)).collect();
    let rows = write
        .prepare_cached(&format!("UPDATE disclosure SET {} WHERE id = ?17", set.join(", ")))?
        .execute(rusqlite::params_from_iter(values(event, case_id)?.into_iter().chain([id.into()])))?;
    if rows == 0 {
        return Err(RegisterError::NotFound { what: "a disclosure" });
    }
    write.touch(Entity::Disclosure, id);
    Ok(())
}

/// Removes an event.
///
/// # Errors
/// [`RegisterError::NotFound`]; writing the register.
pub fn remove(write: &mut Write<'_>, id: i64) -> Result<()> {
    if write.prepare_cached("DELETE FROM disclosure WHERE id = ?1")?.execute([id])? == 0 {
        return Err(RegisterError::NotFound { what: "a disclosure" });
    }
    write.touch(Entity::Disclosure, id);
    Ok(())
}
