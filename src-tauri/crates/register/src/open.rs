//! Opening and making the encrypted database in an order that matters: cipher before key, key before the
//! first read, refusal before the first write.

use std::fs::File;
use std::io::Read;
use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::config::DbConfig;
use rusqlite::limits::Limit;
use rusqlite::{Connection, OpenFlags};
use zeroize::{Zeroize, Zeroizing};

use crate::error::OpenError;
use crate::schema;

/// «OtvR» in ASCII: marks our databases.
pub(crate) const APPLICATION_ID: i64 = 0x4F74_7652;
const PLAIN_HEADER: &[u8; 16] = b"SQLite format 3\0";

/// Where the database lies and the keys that open it; both come from the vault.
pub struct OpenParams<'a> {
    /// Absolute path of the database file.
    pub path: &'a Path,
    /// K_db: 32 bytes.
    pub key: &'a [u8; 32],
    /// The salt that `vault.keys` holds, so that a torn first page can still be read.
    pub salt: [u8; 16],
}

fn step<T>(doing: &'static str, result: rusqlite::Result<T>) -> Result<T, OpenError> {
    result.map_err(|source| OpenError::Database { doing, source })
}

fn key_pragma(params: &OpenParams<'_>) -> Zeroizing<String> {
    const HEX: &[u8; 16] = b"0123456789abcdef";
    // Filled in place, so that no reallocation leaves a copy of the key behind.
    let mut text = Zeroizing::new(String::with_capacity(160));
    text.push_str("PRAGMA key = \"x'");
    for byte in params.key.iter().chain(params.salt.iter()) {
        text.push(char::from(HEX[usize::from(byte >> 4)]));
        text.push(char::from(HEX[usize::from(byte & 15)]));
    }
    text.push_str("'\"");
    text
}

/// Held while a connection is made and keyed: SQLCipher's settings and its key heap belong to the whole process, and two
/// threads that set them up at once can fail (seen: «An error occurred with PRAGMA key», once in some hundred runs).
static OPENING: Mutex<()> = Mutex::new(());

fn connect(params: &OpenParams<'_>, create: bool) -> Result<Connection, OpenError> {
    let _opening = OPENING.lock().unwrap_or_else(PoisonError::into_inner);
    let mut flags = OpenFlags::SQLITE_OPEN_READ_WRITE
        | OpenFlags::SQLITE_OPEN_EXRESCODE
        | OpenFlags::SQLITE_OPEN_NOFOLLOW
        | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    if create {
        flags |= OpenFlags::SQLITE_OPEN_CREATE;
    }
    let db = step("opening the database file", Connection::open_with_flags(params.path, flags))?;
    step(
        "silencing the cipher's log",
        db.execute_batch("PRAGMA cipher_log_level = NONE; PRAGMA cipher_memory_security = ON;"),
    )?;
    let mut pragma = key_pragma(params);
    let keyed = db.execute_batch(&pragma);
    pragma.zeroize();
    step("giving the key", keyed)?;
    step("fixing the cipher's settings", db.execute_batch("PRAGMA cipher_compatibility = 4;"))?;
    let version: Option<String> = db.query_row("PRAGMA cipher_version", [], |row| row.get(0)).ok();
    if version.is_none_or(|v| v.is_empty()) {
        return Err(OpenError::NoCipher);
    }
    Ok(db)
}

fn settle(db: &Connection) -> Result<(), OpenError> {
    step(
        "setting up the database",
        db.execute_batch(
            "PRAGMA journal_mode = TRUNCATE; PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON;
             PRAGMA checkpoint_fullfsync = ON; PRAGMA foreign_keys = ON; PRAGMA trusted_schema = OFF;
             PRAGMA cell_size_check = ON; PRAGMA mmap_size = 0; PRAGMA temp_store = MEMORY;
             PRAGMA cache_size = -65536; PRAGMA busy_timeout = 5000;",
        ),
    )?;
    step("setting up the database", db.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true))?;
    step(
        "setting up the database",
        db.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FTS3_TOKENIZER, false),
    )?;
    step("setting up the database", db.set_limit(Limit::SQLITE_LIMIT_LENGTH, 64 << 20))?;
    step("setting up the database", db.set_limit(Limit::SQLITE_LIMIT_ATTACHED, 1))?;
    let auto_vacuum: i64 =
        step("reading the settings", db.query_row("PRAGMA auto_vacuum", [], |row| row.get(0)))?;
    if auto_vacuum != 0 {
        return Err(OpenError::Foreign);
    }
    db.set_prepared_statement_cache_capacity(128);
    Ok(())
}

/// Opens an existing register. A newer schema is refused with the file untouched.
///
/// # Errors
/// See [`OpenError`].
pub(crate) fn open(params: &OpenParams<'_>) -> Result<Connection, OpenError> {
    let mut head = [0u8; 16];
    match File::open(params.path).and_then(|mut file| file.read_exact(&mut head)) {
        Ok(()) if &head == PLAIN_HEADER => return Err(OpenError::Plaintext),
        Ok(()) => {}
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Err(OpenError::Missing),
        Err(error) if error.kind() == std::io::ErrorKind::UnexpectedEof => return Err(OpenError::Unreadable),
        Err(source) => return Err(OpenError::Io { doing: "reading the database file", source }),
    }
    let db = connect(params, false)?;
    match db.query_row("SELECT count(*) FROM sqlite_schema", [], |row| row.get::<_, i64>(0)) {
        Ok(_) => {}
        Err(error)
            if matches!(
                error.sqlite_error_code(),
                Some(rusqlite::ErrorCode::NotADatabase | rusqlite::ErrorCode::DatabaseCorrupt)
            ) =>
        {
            return Err(OpenError::Unreadable);
        }
        Err(source) => return Err(OpenError::Database { doing: "reading the first page", source }),
    }
    let application: i64 =
        step("reading the settings", db.query_row("PRAGMA application_id", [], |row| row.get(0)))?;
    if application != APPLICATION_ID {
        return Err(OpenError::Foreign);
    }
    let found = schema::version(&db)
        .map_err(|source| OpenError::Database { doing: "reading the schema version", source })?;
    if found > schema::CURRENT {
        return Err(OpenError::Newer { found, known: schema::CURRENT });
    }
    settle(&db)?;
    Ok(db)
}

/// Makes a new, empty register at a path where nothing is.
///
/// # Errors
/// See [`OpenError`]; an existing file is an error.
pub(crate) fn create(params: &OpenParams<'_>) -> Result<Connection, OpenError> {
    File::create_new(params.path)
        .map_err(|source| OpenError::Io { doing: "making the database file", source })?;
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        std::fs::set_permissions(params.path, std::fs::Permissions::from_mode(0o600))
            .map_err(|source| OpenError::Io { doing: "protecting the database file", source })?;
    }
    let db = connect(params, true)?;
    settle(&db)?;
    step("marking the database", db.execute_batch(&format!("PRAGMA application_id = {APPLICATION_ID};")))?;
    step("making the tables", schema::migrate(&db))?;
    Ok(db)
}
