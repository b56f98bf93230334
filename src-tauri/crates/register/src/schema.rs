//! Numbered migrations: each released file is fixed for ever, `user_version` is the number of the last one.

use rusqlite::Connection;

/// Every migration in order; the place in the array plus one is its version.
pub(crate) const MIGRATIONS: &[&str] =
    &[include_str!("../migrations/0001_register.sql"), include_str!("../migrations/0002_furnished.sql")];
/// The schema version that this program writes.
pub(crate) const CURRENT: i64 = MIGRATIONS.len() as i64;

/// The schema version of an open database; 0 for an empty one.
pub(crate) fn version(db: &Connection) -> rusqlite::Result<i64> {
    db.query_row("PRAGMA user_version", [], |row| row.get(0))
}

/// Brings the database to [`CURRENT`] in one transaction.
pub(crate) fn migrate(db: &Connection) -> rusqlite::Result<()> {
    let from = version(db)?;
    let Some(steps) = usize::try_from(from).ok().and_then(|from| MIGRATIONS.get(from..)) else {
        return Ok(());
    };
    if steps.is_empty() {
        return Ok(());
    }
    db.execute_batch("BEGIN EXCLUSIVE")?;
    let done = steps
        .iter()
        .try_for_each(|sql| db.execute_batch(sql))
        .and_then(|()| db.execute_batch(&format!("PRAGMA user_version = {CURRENT}; COMMIT")));
    if done.is_err() {
        db.execute_batch("ROLLBACK")?;
    }
    done
}
