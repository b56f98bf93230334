//! The records inside the vault: SQLCipher, schema, search, audit trail. Knows no spreadsheet, no PDF and no
//! passphrase; keys come in as bytes. Every change that can be seen goes through one function, which also writes the
//! trail: [`Register::write`], or its inner half while a run is published. The functions that change something take a
//! [`Write`], and only that function makes one. The rows of a run that nothing shows yet are staged without the trail.

pub mod agenda;
pub mod aggregate;
pub mod attachments;
pub mod cases;
pub mod demands;
pub mod disclosures;
pub mod error;
pub mod find;
pub mod imports;
pub mod issued;
mod open;
pub mod operator;
pub mod policy;
pub mod processors;
pub mod rules;
mod schema;
pub mod search;
pub mod settings;
pub mod trail;
pub mod undo;
pub mod words;

use std::collections::BTreeSet;
use std::path::PathBuf;

use chrono::{DateTime, SecondsFormat, Utc};
use rusqlite::{OptionalExtension, Transaction, TransactionBehavior};

pub use aggregate::Entity;
pub use error::{OpenError, RegisterError, Result};
pub use open::OpenParams;
/// A connection for reading; the type of the functions that list and show.
pub use rusqlite::Connection;

/// What a write is, for the trail. No personal text in it.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    /// `snake_case`, `noun_verb`: `case_add`, `letter_issue`.
    pub action: &'a str,
    pub entity: Entity,
    /// Register number or row id; may be completed with [`Write::name_record`].
    pub record: String,
    pub at: DateTime<Utc>,
}

/// An open register. Dropping it closes the database.
pub struct Register {
    db: Connection,
    audit_key: zeroize::Zeroizing<[u8; 32]>,
    path: PathBuf,
    /// Key slot that unlocked the vault.
    actor: String,
    /// Random word of this session.
    session: String,
    random: RandomSource,
}

/// Fills a buffer with random bytes.
pub type RandomSource = Box<dyn FnMut(&mut [u8]) + Send>;

/// Who works with the register and where its randomness comes from.
pub struct Session {
    pub actor: String,
    pub session: String,
    /// Fills a buffer with random bytes (commitment salts).
    pub random: RandomSource,
}

/// One change of the register: a transaction that cannot end without its trail entry.
pub struct Write<'r> {
    tx: Transaction<'r>,
    touched: BTreeSet<(Entity, i64)>,
    record: Option<String>,
    random: &'r mut (dyn FnMut(&mut [u8]) + Send),
    at: DateTime<Utc>,
}

impl std::ops::Deref for Write<'_> {
    type Target = Connection;
    fn deref(&self) -> &Connection {
        &self.tx
    }
}

impl Write<'_> {
    /// Says that a record was made, changed or removed in this write; the trail commits to how it stands at the end.
    pub fn touch(&mut self, entity: Entity, id: i64) {
        self.touched.insert((entity, id));
    }

    /// Names the record in the trail, when its number is known only inside the write.
    pub fn name_record(&mut self, record: impl Into<String>) {
        self.record = Some(record.into());
    }

    /// A fresh commitment salt.
    pub fn salt(&mut self) -> [u8; 16] {
        let mut salt = [0; 16];
        (self.random)(&mut salt);
        salt
    }

    /// The instant of the write.
    #[must_use]
    pub fn at(&self) -> DateTime<Utc> {
        self.at
    }
}

/// How an instant stands in the trail: UTC with milliseconds.
pub(crate) fn stamp(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

impl Register {
    /// Makes an empty register; nothing may lie at the path.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn create(
        params: &OpenParams<'_>,
        audit_key: [u8; 32],
        session: Session,
    ) -> std::result::Result<Self, OpenError> {
        let db = open::create(params)?;
        Ok(Self::over(db, params, audit_key, session))
    }

    /// Opens a register and brings its tables up to date. A run that was left staging stays until
    /// [`imports::purge_staging`]; its rows are visible nowhere.
    ///
    /// # Errors
    /// See [`OpenError`].
    pub fn open(
        params: &OpenParams<'_>,
        audit_key: [u8; 32],
        session: Session,
    ) -> std::result::Result<Self, OpenError> {
        let db = open::open(params)?;
        schema::migrate(&db)
            .map_err(|source| OpenError::Database { doing: "bringing the tables up to date", source })?;
        Ok(Self::over(db, params, audit_key, session))
    }

    fn over(db: Connection, params: &OpenParams<'_>, audit_key: [u8; 32], session: Session) -> Self {
        Self {
            db,
            audit_key: zeroize::Zeroizing::new(audit_key),
            path: params.path.to_owned(),
            actor: session.actor,
            session: session.session,
            random: session.random,
        }
    }

    /// For reading; every list and record is read through it.
    #[must_use]
    pub fn read(&self) -> &Connection {
        &self.db
    }

    /// The database file.
    #[must_use]
    pub fn path(&self) -> &std::path::Path {
        &self.path
    }

    /// A keyed hash under the register's own key: row keys of imports, so that a file cannot be guessed from them.
    #[must_use]
    pub fn row_key(&self, bytes: &[u8]) -> [u8; 32] {
        use hmac::Mac;
        let mut mac = aggregate::hmac(self.audit_key.as_ref());
        mac.update(b"otvet/row-key/");
        mac.update(bytes);
        mac.finalize().into_bytes().into()
    }

    /// The only way to change what can be seen of the register: runs `change` in one transaction, then adds the trail
    /// entry with the commitments of every touched record, raises the generation and commits. On an error nothing stays.
    ///
    /// # Errors
    /// Whatever `change` returns; [`RegisterError::ImportRunning`] while a run is staged.
    pub fn write<T, E: From<RegisterError>>(
        &mut self,
        act: &Act<'_>,
        change: impl FnOnce(&mut Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if imports::staging_run(&self.db)?.is_some() {
            return Err(RegisterError::ImportRunning.into());
        }
        self.write_even_while_staging(act, change)
    }

    pub(crate) fn write_even_while_staging<T, E: From<RegisterError>>(
        &mut self,
        act: &Act<'_>,
        change: impl FnOnce(&mut Write<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)
            .map_err(RegisterError::from)?;
        let mut write =
            Write { tx, touched: BTreeSet::new(), record: None, random: self.random.as_mut(), at: act.at };
        let result = change(&mut write)?;
        let Write { tx, touched, record, .. } = write;
        let entry = trail::Entry {
            at: act.at,
            session: &self.session,
            actor: &self.actor,
            action: act.action,
            entity: act.entity,
            record: record.as_deref().unwrap_or(&act.record),
        };
        trail::append(&tx, &self.audit_key, &entry, &touched)?;
        tx.commit().map_err(RegisterError::from)?;
        Ok(result)
    }

    /// A short transaction of a run that is being staged: no trail entry, nothing of it is visible.
    pub(crate) fn stage<T>(
        &mut self,
        change: impl FnOnce(&Connection, &mut (dyn FnMut(&mut [u8]) + Send)) -> Result<T>,
    ) -> Result<T> {
        let tx = Transaction::new_unchecked(&self.db, TransactionBehavior::Immediate)?;
        let result = change(&tx, self.random.as_mut())?;
        tx.commit()?;
        Ok(result)
    }

    /// Number of the last write: grows by one with each.
    ///
    /// # Errors
    /// Reading the register.
    pub fn generation(&self) -> Result<u64> {
        let value: Option<i64> = self
            .db
            .query_row("SELECT value FROM meta WHERE key = 'generation'", [], |row| row.get(0))
            .optional()?;
        Ok(value.and_then(|v| u64::try_from(v).ok()).unwrap_or(0))
    }

    /// Head of the trail: the last entry's MAC in hexadecimal, 64 characters; of zeros when the trail is empty.
    ///
    /// # Errors
    /// Reading the register.
    pub fn audit_head(&self) -> Result<String> {
        Ok(trail::hex(&trail::head(&self.db)?))
    }

    /// All integrity checks of the database, the chain of the trail, and each record against the trail.
    ///
    /// # Errors
    /// Reading the register, other than through damage (damage is a problem in the report).
    pub fn verify(&self) -> Result<trail::Report> {
        trail::verify(&self.db, &self.audit_key)
    }
}

/// How many rows a table or view of the register has.
///
/// # Errors
/// [`RegisterError::NotFound`] for anything but a plain name; reading the register.
pub fn count(db: &Connection, table: &str) -> Result<u64> {
    if !table.bytes().all(|b| b.is_ascii_lowercase() || b == b'_') {
        return Err(RegisterError::NotFound { what: "a table" });
    }
    let n: i64 =
        db.prepare_cached(&format!("SELECT count(*) FROM {table}"))?.query_row([], |row| row.get(0))?;
    Ok(u64::try_from(n).unwrap_or(0))
}

/// An id that no record of this kind has had before, also none that was removed: the trail tells them apart by it.
pub(crate) fn fresh_id(db: &Connection, entity: Entity) -> Result<i64> {
    let table = entity.table();
    Ok(db
        .prepare_cached(&format!(
            "SELECT 1 + max(coalesce((SELECT max(id) FROM {table}), 0),
                coalesce((SELECT max(record_id) FROM audit_leaf WHERE entity = ?1), 0))"
        ))?
        .query_row([entity.as_str()], |row| row.get(0))?)
}

/// Takes the next number of a counter; numbers of a counter have no gaps.
pub(crate) fn next_count(db: &Connection, name: &str, year: i32) -> Result<i64> {
    Ok(db
        .prepare_cached(
            "INSERT INTO counter(name, year, last) VALUES (?1, ?2, 1)
             ON CONFLICT(name, year) DO UPDATE SET last = last + 1 RETURNING last",
        )?
        .query_row((name, year), |row| row.get(0))?)
}

/// The number that the next call of [`next_count`] would take.
pub(crate) fn peek_count(db: &Connection, name: &str, year: i32) -> Result<i64> {
    let last: Option<i64> = db
        .prepare_cached("SELECT last FROM counter WHERE name = ?1 AND year = ?2")?
        .query_row((name, year), |row| row.get(0))
        .optional()?;
    Ok(last.unwrap_or(0) + 1)
}

/// A number by a mask: `{yyyy}` and `{yy}` the year, `{n…}` the counter padded to that many digits.
#[must_use]
pub fn by_mask(mask: &str, year: i32, count: i64) -> String {
    let mut text = mask
        .replace("{yyyy}", &format!("{year:04}"))
        .replace("{yy}", &format!("{:02}", year.rem_euclid(100)));
    for width in (1..=9).rev() {
        let token = format!("{{{}}}", "n".repeat(width));
        text = text.replace(&token, &format!("{count:0width$}"));
    }
    text
}

#[cfg(test)]
mod tests;
#[cfg(test)]
mod undo_tests;
