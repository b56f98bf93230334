//! Errors of the two boundaries: opening the register, and working with it.

use thiserror::Error;

/// Why a register could not be opened. Nothing was written, except the rollback that opening forces.
#[derive(Debug, Error)]
pub enum OpenError {
    /// The file is a plain SQLite database: somebody put it there, or it was never encrypted.
    #[error("the database is not encrypted")]
    Plaintext,
    /// This build's SQLite cannot encrypt: it must never be used.
    #[error("the database library has no cipher")]
    NoCipher,
    /// First page cannot be decrypted: damage, since the key was checked before.
    #[error("the database cannot be read with its key")]
    Unreadable,
    /// Another program's database, or a version we do not know.
    #[error("the database belongs to another program")]
    Foreign,
    /// Made by a newer version; the file is untouched.
    #[error("the database has schema version {found}, this program knows {known}")]
    Newer { found: i64, known: i64 },
    #[error("the database file is missing")]
    Missing,
    #[error("{doing}")]
    Database {
        doing: &'static str,
        #[source]
        source: rusqlite::Error,
    },
    #[error("{doing}")]
    Io {
        doing: &'static str,
        #[source]
        source: std::io::Error,
    },
}

/// Why an act on the register was not done. The transaction is gone; the register is as it was.
#[derive(Debug, Error)]
pub enum RegisterError {
    #[error("{what} was not found")]
    NotFound { what: &'static str },
    /// A run is being staged: nothing else may write until it is published or purged.
    #[error("an import is being written")]
    ImportRunning,
    /// The disk is full.
    #[error("the disk is full")]
    DiskFull,
    /// The register cannot be written (read-only folder or file).
    #[error("the register is read-only")]
    ReadOnly,
    /// A page does not carry its seal: the file was damaged or altered.
    #[error("the register is damaged")]
    Damaged,
    /// The key file changed behind us: another program wrote to the vault.
    #[error("the key file was changed by someone else")]
    ChangedBehindUs,
    /// No act is kept that could be taken back.
    #[error("there is no act to take back")]
    NothingToUndo,
    /// A record is no longer as the act left it.
    #[error("the record was changed since")]
    ChangedSince,
    #[error("{doing}")]
    Database {
        doing: &'static str,
        #[source]
        source: rusqlite::Error,
    },
    #[error("{doing}")]
    Json {
        doing: &'static str,
        #[source]
        source: serde_json::Error,
    },
}

impl From<rusqlite::Error> for RegisterError {
    fn from(source: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode;
        match source.sqlite_error_code() {
            Some(ErrorCode::DiskFull) => Self::DiskFull,
            Some(ErrorCode::ReadOnly) => Self::ReadOnly,
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Self::Damaged,
            _ => Self::Database { doing: "working with the register", source },
        }
    }
}

impl From<serde_json::Error> for RegisterError {
    fn from(source: serde_json::Error) -> Self {
        Self::Json { doing: "reading a record of the register", source }
    }
}

/// The usual result of this crate.
pub type Result<T> = std::result::Result<T, RegisterError>;
