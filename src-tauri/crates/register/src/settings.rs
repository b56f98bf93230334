//! What the window remembers inside the vault. Not a record: no trail, no generation.

use rusqlite::Connection;

use crate::Register;
use crate::error::Result;

/// Everything that is remembered, by key.
///
/// # Errors
/// Reading the register.
pub fn all(db: &Connection) -> Result<Vec<(String, String)>> {
    let mut statement = db.prepare_cached("SELECT key, value FROM setting ORDER BY key")?;
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

impl Register {
    /// Remembers, or with `None` forgets; all of them or none.
    ///
    /// # Errors
    /// Writing the register.
    pub fn remember(&mut self, entries: &[(String, Option<String>)]) -> Result<()> {
        self.stage(|db, _| {
            for (key, value) in entries {
                match value {
                    Some(value) => db
                        .prepare_cached(
                            "INSERT INTO setting(key, value) VALUES (?1, ?2) ON CONFLICT(key) DO UPDATE SET value = ?2",
                        )?
                        .execute((key, value))?,
                    None => db.prepare_cached("DELETE FROM setting WHERE key = ?1")?.execute([key])?,
                };
            }
            Ok(())
        })
    }
}
