//! The operator's own rules: words that must all stand in a note, and whether it then asks for a kind or does not.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use statute::Kind;

use crate::error::Result;
use crate::processors::{json, sure_date};
use crate::words::RuleEffect;
use crate::{Entity, RegisterError, Write, fresh_id};

/// A kept rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    pub id: i64,
    pub words: Vec<String>,
    pub kind: Kind,
    pub effect: RuleEffect,
    /// Register number of the case whose correction taught it.
    pub from_case: Option<String>,
    pub made_on: NaiveDate,
}

/// All rules in the order in which they were made.
///
/// # Errors
/// Reading the register.
pub fn list(db: &Connection) -> Result<Vec<Rule>> {
    let mut statement =
        db.prepare_cached("SELECT id, words, kind, effect, from_case, made_on FROM rule ORDER BY id")?;
    let mut rows = statement.query([])?;
    let mut rules = Vec::new();
    while let Some(row) = rows.next()? {
        let kind: String = row.get(2)?;
        // A kind of a newer program is none that this one reads.
        let Some(kind) = Kind::parse(&kind) else { continue };
        rules.push(Rule {
            id: row.get(0)?,
            words: json(row, 1)?,
            kind,
            effect: row.get(3)?,
            from_case: row.get(4)?,
            made_on: sure_date(row, 5)?,
        });
    }
    Ok(rules)
}

/// Keeps a rule; its id. The id of the given rule is not looked at.
///
/// # Errors
/// Writing the register.
pub fn add(write: &mut Write<'_>, rule: &Rule) -> Result<i64> {
    let id = fresh_id(write, Entity::Rule)?;
    let salt = write.salt();
    write
        .prepare_cached(
            "INSERT INTO rule(id, salt, words, kind, effect, from_case, made_on) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?
        .execute(rusqlite::params![
            id,
            salt,
            serde_json::to_string(&rule.words)?,
            rule.kind.as_str(),
            rule.effect,
            rule.from_case,
            rule.made_on.to_string(),
        ])?;
    write.touch(Entity::Rule, id);
    write.name_record(id.to_string());
    Ok(id)
}

/// Removes a rule. What was read by it stays as it is.
///
/// # Errors
/// [`RegisterError::NotFound`]; writing the register.
pub fn remove(write: &mut Write<'_>, id: i64) -> Result<()> {
    if write.prepare_cached("DELETE FROM rule WHERE id = ?1")?.execute([id])? == 0 {
        return Err(RegisterError::NotFound { what: "a rule" });
    }
    write.touch(Entity::Rule, id);
    Ok(())
}

/// A note of the register on which a rule is tried.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastNote {
    /// The case, or nothing for a row that was taken for something else.
    pub case: Option<(i64, String)>,
    /// Run and row of a spreadsheet.
    pub row: Option<(String, u32)>,
    pub topic: Option<String>,
    pub text: String,
}

/// Gives every note that the register still holds, newest first: contacts of cases, then rows of spreadsheets that were
/// taken for something else and whose text is still there.
///
/// # Errors
/// Reading the register; what `take` returns.
pub fn past_notes<E: From<RegisterError>>(
    db: &Connection,
    mut take: impl FnMut(PastNote) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    const CONTACTS: &str = "SELECT k.id, k.number, r.run, c.row_no, c.topic, c.text FROM contact c
        JOIN live_case k ON k.id = c.case_id LEFT JOIN import_run r ON r.id = c.run_id ORDER BY c.id DESC";
    const OTHERS: &str = "SELECT NULL, NULL, r.run, s.row_no, s.topic, coalesce(s.text, '') FROM source_row s
        JOIN import_run r ON r.id = s.run_id
        WHERE r.state = 'published' AND s.fate = 'not_personal_data' AND (s.text IS NOT NULL OR s.topic IS NOT NULL)
        ORDER BY s.run_id DESC, s.row_no DESC";
    for sql in [CONTACTS, OTHERS] {
        let mut statement = db.prepare_cached(sql).map_err(RegisterError::from)?;
        let mut rows = statement.query([]).map_err(RegisterError::from)?;
        while let Some(row) = rows.next().map_err(RegisterError::from)? {
            let note = (|| -> rusqlite::Result<PastNote> {
                let case: Option<i64> = row.get(0)?;
                let number: Option<String> = row.get(1)?;
                let run: Option<String> = row.get(2)?;
                let row_no: Option<u32> = row.get(3)?;
                Ok(PastNote {
                    case: case.zip(number),
                    row: run.zip(row_no),
                    topic: row.get(4)?,
                    text: row.get(5)?,
                })
            })()
            .map_err(RegisterError::from)?;
            take(note)?;
        }
    }
    Ok(())
}

/// Whether a case has a decision of a person on a kind: confirmed or added (`true`), struck out (`false`). The last
/// one counts.
///
/// # Errors
/// Reading the register.
pub fn decisions(db: &Connection, case_id: i64) -> Result<Vec<(Kind, bool)>> {
    let events: Vec<(String, Option<String>)> = db
        .prepare_cached(
            "SELECT what, detail FROM event WHERE case_id = ?1
             AND what IN ('demand_confirmed', 'demand_added', 'demand_changed', 'demand_struck', 'case_without_demand')
             ORDER BY at, id",
        )?
        .query_map([case_id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut decided: Vec<(Kind, bool)> = Vec::new();
    let mut decide = |word: Option<&str>, asks: bool| {
        if let Some(kind) = word.and_then(Kind::parse) {
            decided.retain(|(known, _)| *known != kind);
            decided.push((kind, asks));
        }
    };
    for (what, detail) in &events {
        let mut words = detail.as_deref().unwrap_or_default().lines().next().unwrap_or_default().split(' ');
        match what.as_str() {
            "demand_confirmed" | "demand_added" => decide(words.next(), true),
            "demand_changed" => {
                decide(words.next(), false);
                decide(words.next(), true);
            }
            _ => decide(words.next(), false),
        }
    }
    Ok(decided)
}

/// Whether a rule of these words, kind and effect is kept already.
///
/// # Errors
/// Reading the register.
pub fn known(db: &Connection, words: &[String], kind: Kind, effect: RuleEffect) -> Result<Option<i64>> {
    Ok(db
        .prepare_cached("SELECT id FROM rule WHERE words = ?1 AND kind = ?2 AND effect = ?3")?
        .query_row((serde_json::to_string(words)?, kind.as_str(), effect), |row| row.get(0))
        .optional()?)
}
