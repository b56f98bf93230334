//! Finding by a few letters, for the palette: at most so many of each kind, in a few milliseconds at 100,000 cases.
//! What is found by name stands before what is found in a text; what is open before what is closed.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use rusqlite::types::Value;
use rusqlite::{Connection, OptionalExtension};

use crate::cases::{CaseLine, NOTHING_OPEN, demands};
use crate::error::Result;
use crate::issued::{self, Letter};
use crate::processors::sure_date;
use crate::search;

/// What is looked at before the best are taken; what lies deeper is found by one letter more.
const LOOKED_AT: u32 = 200;

/// How a case was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Where {
    /// By its register number.
    Number,
    /// By name, telephone, e-mail or contract.
    Person,
    /// By the words of a contact.
    Text,
}

/// A found case.
#[derive(Clone, Debug)]
pub struct FoundCase {
    pub line: CaseLine,
    pub by: Where,
}

fn like(digits: &str) -> String {
    let plain: String = digits.chars().filter(|c| !matches!(c, '%' | '_' | '\\')).collect();
    format!("%{plain}%")
}

/// The digits of something typed as a telephone, without the country's.
fn part_of_telephone(typed: &str) -> Option<String> {
    let plain = typed
        .chars()
        .all(|c| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | ' ' | '\u{a0}' | '.'));
    let digits: String = typed.chars().filter(char::is_ascii_digit).collect();
    if !plain || !(4..=11).contains(&digits.len()) {
        return None;
    }
    let country = typed.trim_start().starts_with("+7") || digits.starts_with('8') || digits.len() == 11;
    Some(if country { digits.chars().skip(1).collect() } else { digits })
}

fn ids(db: &Connection, sql: &str, values: &[Value]) -> Result<Vec<i64>> {
    let mut statement = db.prepare_cached(sql)?;
    let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get(0))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn by_words(db: &Connection, query: &str) -> Result<Vec<i64>> {
    ids(
        db,
        "SELECT rowid FROM case_search WHERE case_search MATCH ?1 ORDER BY rowid DESC LIMIT ?2",
        &[Value::Text(query.to_owned()), Value::Integer(LOOKED_AT.into())],
    )
}

fn by_number(db: &Connection, typed: &str) -> Result<Vec<i64>> {
    ids(
        db,
        "SELECT id FROM live_case WHERE number LIKE ?1 ORDER BY id DESC LIMIT ?2",
        &[Value::Text(like(typed)), Value::Integer(LOOKED_AT.into())],
    )
}

/// Ids of the cases that fit what was typed, with how each was found; `numbers_only` looks at register numbers alone.
fn case_ids(db: &Connection, typed: &str, numbers_only: bool, enough: usize) -> Result<Vec<(i64, Where)>> {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut take = |list: Vec<i64>, by: Where| {
        for id in list {
            if seen.insert(id) {
                found.push((id, by));
            }
        }
        found.len()
    };
    let typed = typed.trim();
    let mut numbered = 0;
    if typed.chars().any(|c| c.is_ascii_digit()) && !typed.contains(' ') {
        numbered = take(by_number(db, typed)?, Where::Number);
    }
    let figures = !typed.chars().any(char::is_alphabetic);
    // A number that was found needs no words: every case has its year among them.
    if numbers_only || figures && numbered >= enough || typed.chars().count() < 2 {
        return Ok(found);
    }
    if let Some(digits) = part_of_telephone(typed) {
        take(by_words(db, &format!("reach : \"{digits}\"*"))?, Where::Person);
        // The last figures of a telephone, or those in its middle.
        let values = [Value::Text(format!("p:{}", like(&digits))), Value::Integer(LOOKED_AT.into())];
        let sql = "SELECT case_id FROM reach WHERE value LIKE ?1 LIMIT ?2";
        if take(ids(db, sql, &values)?, Where::Person) >= enough {
            return Ok(found);
        }
    }
    if let Some(query) = search::query(typed) {
        let mut count = take(by_words(db, &format!("{{number name reach}} : ({query})"))?, Where::Person);
        // Words of a text only when nobody is called so: whole words first, since the beginning of a common word
        // stands in nearly every case.
        if count == 0 && !figures && typed.chars().count() > 2 {
            count = take(by_words(db, &format!("text : ({})", query.replace("\"*", "\"")))?, Where::Text);
            if count == 0 {
                count = take(by_words(db, &format!("text : ({query})"))?, Where::Text);
            }
        }
        if count == 0 {
            take(by_words(db, &query)?, Where::Text);
        }
    }
    Ok(found)
}

/// Cases that fit what was typed, the best first; and the ids of all that were looked at.
///
/// # Errors
/// Reading the register.
pub fn cases(
    db: &Connection,
    typed: &str,
    numbers_only: bool,
    limit: usize,
) -> Result<(Vec<FoundCase>, Vec<i64>)> {
    let ids = case_ids(db, typed, numbers_only, limit)?;
    let how: BTreeMap<i64, Where> = ids.iter().copied().collect();
    let mut keys: Vec<(Where, String, i64)> = Vec::new();
    {
        let wanted = serde_json::to_string(&ids.iter().map(|(id, _)| id).collect::<Vec<_>>())?;
        let mut statement = db.prepare_cached(
            "SELECT id, due_key FROM live_case WHERE id IN (SELECT value FROM json_each(?1))",
        )?;
        let mut rows = statement.query([wanted])?;
        while let Some(row) = rows.next()? {
            let id: i64 = row.get(0)?;
            keys.push((how.get(&id).copied().unwrap_or(Where::Text), row.get(1)?, id));
        }
    }
    // Open ones by date, then closed ones, the newest first.
    keys.sort_by(|a, b| {
        let closed = |key: &str| key == NOTHING_OPEN;
        (a.0, closed(&a.1), &a.1).cmp(&(b.0, closed(&b.1), &b.1)).then(b.2.cmp(&a.2))
    });
    let mut found = Vec::new();
    for (by, _, id) in keys.iter().take(limit) {
        let line = db
            .prepare_cached(
                "SELECT id, number, received_on, full_name, channel, status FROM case_ WHERE id = ?1",
            )?
            .query_row([id], |row| {
                Ok(CaseLine {
                    id: row.get(0)?,
                    number: row.get(1)?,
                    received_on: sure_date(row, 2)?,
                    full_name: row.get(3)?,
                    channel: row.get(4)?,
                    status: row.get(5)?,
                    demands: Vec::new(),
                })
            })?;
        let demands = demands(db, *id)?;
        found.push(FoundCase { line: CaseLine { demands, ..line }, by: *by });
    }
    Ok((
        found,
        keys.into_iter().filter(|(by, ..)| *by == Where::Person || numbers_only).map(|k| k.2).collect(),
    ))
}

/// Issued letters by their number, or to the people of these cases, the newest first; with the person's name.
///
/// # Errors
/// Reading the register.
pub fn letters(
    db: &Connection,
    typed: &str,
    of_cases: &[i64],
    limit: usize,
) -> Result<Vec<(Letter, Option<String>)>> {
    let wanted = serde_json::to_string(of_cases)?;
    let pattern = if typed.chars().any(|c| c.is_ascii_digit()) { like(typed.trim()) } else { String::new() };
    let mut statement = db.prepare_cached(&format!(
        "SELECT {}, c.full_name FROM letter l JOIN case_ c ON c.id = l.case_id
         WHERE l.id IN (SELECT id FROM letter WHERE ?1 <> '' AND number LIKE ?1
                        UNION SELECT id FROM letter WHERE case_id IN (SELECT value FROM json_each(?2)))
         ORDER BY l.id DESC LIMIT ?3",
        issued::COLUMNS
    ))?;
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let rows = statement
        .query_map((pattern, wanted, limit), |row| Ok((issued::from_row(row)?, row.get(8)?)))?
        .collect::<rusqlite::Result<_>>()?;
    Ok(rows)
}

/// A recipient of disclosures, or a person whose data was disclosed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disclosed {
    pub name: String,
    /// Of the last event.
    pub id: i64,
    pub events: u32,
    pub last_on: NaiveDate,
    /// Whether the name is that of the recipient.
    pub recipient: bool,
}

fn disclosed(db: &Connection, column: &str, name: &str) -> Result<Option<Disclosed>> {
    Ok(db
        .prepare_cached(&format!(
            "SELECT count(*), max(date), (SELECT id FROM disclosure WHERE {column} = ?1 ORDER BY date DESC, id DESC LIMIT 1)
             FROM disclosure WHERE {column} = ?1 HAVING count(*) > 0"
        ))?
        .query_row([name], |row| {
            Ok(Disclosed {
                name: name.to_owned(),
                events: row.get(0)?,
                last_on: sure_date(row, 1)?,
                id: row.get(2)?,
                recipient: column == "recipient",
            })
        })
        .optional()?)
}

/// Recipients whose folded name fits, then people of the disclosures whose name begins so or who have one of these
/// cases.
///
/// # Errors
/// Reading the register.
pub fn disclosures(
    db: &Connection,
    typed: &str,
    of_cases: &[i64],
    fits: impl Fn(&str) -> bool,
    limit: usize,
) -> Result<Vec<Disclosed>> {
    let mut found = Vec::new();
    // Distinct recipients one by one over the index: there are few of them, and many events.
    let mut next: Option<String> =
        db.prepare_cached("SELECT min(recipient) FROM disclosure")?.query_row([], |row| row.get(0))?;
    while let Some(name) = next {
        if fits(&name) {
            found.extend(disclosed(db, "recipient", &name)?);
        }
        if found.len() >= limit {
            return Ok(found);
        }
        next = db
            .prepare_cached("SELECT min(recipient) FROM disclosure WHERE recipient > ?1")?
            .query_row([name], |row| row.get(0))?;
    }
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut chars = typed.trim().chars();
    if let Some(first) = chars.next().filter(|_| typed.trim().chars().count() > 2) {
        let begun: String = first.to_uppercase().chain(chars.flat_map(char::to_lowercase)).collect();
        let values = [Value::Text(begun.clone()), Value::Text(format!("{begun}\u{10ffff}"))];
        let mut statement = db.prepare_cached(
            "SELECT DISTINCT full_name FROM disclosure WHERE full_name >= ?1 AND full_name < ?2 LIMIT 20",
        )?;
        let rows = statement.query_map(rusqlite::params_from_iter(values), |row| row.get::<_, String>(0))?;
        for name in rows {
            names.insert(name?);
        }
    }
    let wanted = serde_json::to_string(of_cases)?;
    {
        let mut statement = db.prepare_cached(
            "SELECT DISTINCT c.full_name FROM case_ c WHERE c.id IN (SELECT value FROM json_each(?1))
                AND c.full_name IS NOT NULL AND EXISTS (SELECT 1 FROM disclosure d WHERE d.full_name = c.full_name) LIMIT 20",
        )?;
        let rows = statement.query_map([wanted], |row| row.get::<_, String>(0))?;
        for name in rows {
            names.insert(name?);
        }
    }
    for name in names {
        if found.len() >= limit {
            break;
        }
        found.extend(disclosed(db, "full_name", &name)?);
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_begun_in_any_spelling() {
        for typed in ["+7 912 33", "8 (912) 33", "912 33", "8-912-33"] {
            assert_eq!(part_of_telephone(typed).as_deref(), Some("91233"), "{typed}");
        }
        assert_eq!(part_of_telephone("79123300041").as_deref(), Some("9123300041"));
        assert_eq!(part_of_telephone("912"), None);
        assert_eq!(part_of_telephone("дом 9123"), None);
    }
}
