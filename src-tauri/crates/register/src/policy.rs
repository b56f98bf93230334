//! The operator's published promises, versioned: purposes, grounds, categories, terms, retention, recipients.

use rusqlite::{Connection, OptionalExtension};

use crate::error::Result;
use crate::{Entity, Write};

/// A version of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Policy {
    pub id: i64,
    /// `konekt` or `empty`.
    pub preset: String,
    pub title: String,
    pub since: Option<String>,
}

/// One record of it, with the clause of the published text that it comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyRecord {
    pub section: String,
    pub clause: String,
    pub code: Option<String>,
    pub text: String,
    /// The whole record as JSON.
    pub details: String,
}

/// The policy in force.
///
/// # Errors
/// Reading the register.
pub fn current(db: &Connection) -> Result<Option<Policy>> {
    Ok(db
        .query_row("SELECT id, preset, title, since FROM policy ORDER BY id DESC LIMIT 1", [], |row| {
            Ok(Policy { id: row.get(0)?, preset: row.get(1)?, title: row.get(2)?, since: row.get(3)? })
        })
        .optional()?)
}

/// Records of a version, in the order of the text; one section or all.
///
/// # Errors
/// Reading the register.
pub fn records(db: &Connection, policy: i64, section: Option<&str>) -> Result<Vec<PolicyRecord>> {
    let mut statement = db.prepare_cached(
        "SELECT section, clause, code, text, details FROM policy_record
         WHERE policy_id = ?1 AND (?2 IS NULL OR section = ?2) ORDER BY id",
    )?;
    let rows = statement.query_map((policy, section), |row| {
        Ok(PolicyRecord {
            section: row.get(0)?,
            clause: row.get(1)?,
            code: row.get(2)?,
            text: row.get(3)?,
            details: row.get(4)?,
        })
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

/// Adds a version; it is in force from then on.
///
/// # Errors
/// Writing the register.
pub fn add(
    write: &mut Write<'_>,
    preset: &str,
    title: &str,
    since: Option<&str>,
    records: &[PolicyRecord],
) -> Result<i64> {
    let salt = write.salt();
    let id: i64 = write
        .prepare_cached(
            "INSERT INTO policy(salt, preset, title, since) VALUES (?1, ?2, ?3, ?4) RETURNING id",
        )?
        .query_row((salt, preset, title, since), |row| row.get(0))?;
    for record in records {
        write
            .prepare_cached(
                "INSERT INTO policy_record(policy_id, section, clause, code, text, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?
            .execute((id, &record.section, &record.clause, &record.code, &record.text, &record.details))?;
    }
    write.touch(Entity::Policy, id);
    Ok(id)
}
