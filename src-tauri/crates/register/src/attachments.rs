//! Files of a case: the e-mail or scan that it was made from, what was inside, what was added later. The bytes stand
//! in chunks beside the record, in the same transaction; the trail covers them through their SHA-256.

use chrono::{DateTime, FixedOffset};
use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};

use crate::cases::{Event, add_event, local, sure_instant};
use crate::error::Result;
use crate::trail::hex;
use crate::words::AttachmentOrigin;
use crate::{Entity, RegisterError, Write};

/// Most bytes of one chunk: 512 KiB.
pub const CHUNK: usize = 512 << 10;

/// A file of a case without its bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attachment {
    pub id: i64,
    /// As it was called; text only, never a path.
    pub name: String,
    /// By its content.
    pub media: String,
    /// Bytes.
    pub size: u64,
    /// Hexadecimal.
    pub sha256: String,
    pub origin: AttachmentOrigin,
    pub added_at: DateTime<FixedOffset>,
}

/// A file that is to be kept.
#[derive(Clone, Copy, Debug)]
pub struct NewAttachment<'a> {
    pub name: &'a str,
    pub media: &'a str,
    pub bytes: &'a [u8],
    pub origin: AttachmentOrigin,
    pub added_at: DateTime<FixedOffset>,
}

const COLUMNS: &str = "id, name, media, size, sha256, origin, added_at";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Attachment> {
    let size: i64 = row.get(3)?;
    Ok(Attachment {
        id: row.get(0)?,
        name: row.get(1)?,
        media: row.get(2)?,
        size: u64::try_from(size).unwrap_or(0),
        sha256: row.get(4)?,
        origin: row.get(5)?,
        added_at: sure_instant(row, 6)?,
    })
}

/// Keeps a file with a case; its row id.
///
/// # Errors
/// Writing the register.
pub fn add(write: &mut Write<'_>, case_id: i64, file: &NewAttachment<'_>) -> Result<i64> {
    let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let sha256 = hex(&Sha256::digest(file.bytes));
    let id: i64 = write
        .prepare_cached(
            "INSERT INTO attachment(case_id, name, media, size, sha256, origin, added_at)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7) RETURNING id",
        )?
        .query_row(
            (case_id, file.name, file.media, size, sha256, file.origin, local(file.added_at)),
            |row| row.get(0),
        )?;
    for (ordinal, chunk) in (0i64..).zip(file.bytes.chunks(CHUNK)) {
        write
            .prepare_cached(
                "INSERT INTO attachment_chunk(attachment_id, ordinal, bytes) VALUES (?1, ?2, ?3)",
            )?
            .execute((id, ordinal, chunk))?;
    }
    write.touch(Entity::Case, case_id);
    Ok(id)
}

/// The files of a case in the order in which they came.
///
/// # Errors
/// Reading the register.
pub fn list(db: &Connection, case_id: i64) -> Result<Vec<Attachment>> {
    let sql = format!("SELECT {COLUMNS} FROM attachment WHERE case_id = ?1 ORDER BY id");
    Ok(db.prepare_cached(&sql)?.query_map([case_id], from_row)?.collect::<rusqlite::Result<_>>()?)
}

/// How many files a case has.
///
/// # Errors
/// Reading the register.
pub fn count(db: &Connection, case_id: i64) -> Result<usize> {
    let n: i64 = db
        .prepare_cached("SELECT count(*) FROM attachment WHERE case_id = ?1")?
        .query_row([case_id], |row| row.get(0))?;
    Ok(usize::try_from(n).unwrap_or(0))
}

/// How many files there are in all, and their bytes.
///
/// # Errors
/// Reading the register.
pub fn totals(db: &Connection) -> Result<(u64, u64)> {
    let (n, bytes): (i64, i64) = db
        .prepare_cached("SELECT count(*), coalesce(sum(size), 0) FROM attachment")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))?;
    Ok((u64::try_from(n).unwrap_or(0), u64::try_from(bytes).unwrap_or(0)))
}

/// The register number of the first case that has this file, by its SHA-256.
///
/// # Errors
/// Reading the register.
pub fn case_with(db: &Connection, sha256: &str) -> Result<Option<String>> {
    Ok(db
        .prepare_cached(
            "SELECT c.number FROM attachment a JOIN live_case c ON c.id = a.case_id WHERE a.sha256 = ?1
             ORDER BY a.id LIMIT 1",
        )?
        .query_row([sha256], |row| row.get(0))
        .optional()?)
}

/// Gives the bytes of a file chunk by chunk.
///
/// # Errors
/// [`RegisterError::Damaged`] when they are not what the record says, after they were given: whoever takes them keeps
/// nothing until this returns. Reading the register; what `take` returns.
pub fn read<E: From<RegisterError>>(
    db: &Connection,
    file: &Attachment,
    take: &mut dyn FnMut(&[u8]) -> std::result::Result<(), E>,
) -> std::result::Result<(), E> {
    let sha256 = chunks(db, file.id, take)?;
    if sha256 == file.sha256 { Ok(()) } else { Err(RegisterError::Damaged.into()) }
}

/// SHA-256 of a file's chunks, each given away on the way.
fn chunks<E: From<RegisterError>>(
    db: &Connection,
    id: i64,
    take: &mut dyn FnMut(&[u8]) -> std::result::Result<(), E>,
) -> std::result::Result<String, E> {
    let of = RegisterError::from;
    let mut hash = Sha256::new();
    let mut statement = db
        .prepare_cached("SELECT bytes FROM attachment_chunk WHERE attachment_id = ?1 ORDER BY ordinal")
        .map_err(of)?;
    let mut rows = statement.query([id]).map_err(of)?;
    while let Some(row) = rows.next().map_err(of)? {
        let bytes = row.get_ref(0).map_err(of)?.as_blob().map_err(|_| RegisterError::Damaged)?;
        hash.update(bytes);
        take(bytes)?;
    }
    Ok(hex(&hash.finalize()))
}

/// Removes a file with its bytes; the event keeps that there was one.
///
/// # Errors
/// [`RegisterError::NotFound`] if the case has no such file; writing the register.
pub fn remove(write: &mut Write<'_>, case_id: i64, id: i64, event: &Event) -> Result<()> {
    // The case must have the file before anything is removed.
    write
        .prepare_cached("SELECT id FROM attachment WHERE id = ?1 AND case_id = ?2")?
        .query_row([id, case_id], |row| row.get::<_, i64>(0))
        .optional()?
        .ok_or(RegisterError::NotFound { what: "an attachment" })?;
    write.prepare_cached("DELETE FROM attachment_chunk WHERE attachment_id = ?1")?.execute([id])?;
    write.prepare_cached("DELETE FROM attachment WHERE id = ?1")?.execute([id])?;
    add_event(write, case_id, event)
}

/// Every file whose bytes are not what its record says: the row ids, with the numbers of their cases.
pub(crate) fn changed(db: &Connection) -> Result<(u64, Vec<(i64, String)>)> {
    let files: Vec<(i64, String, i64, String)> = db
        .prepare(
            "SELECT a.id, a.sha256, a.size, c.number FROM attachment a JOIN case_ c ON c.id = a.case_id ORDER BY a.id",
        )?
        .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?
        .collect::<rusqlite::Result<_>>()?;
    let mut found = Vec::new();
    for (id, sha256, size, case) in &files {
        let mut bytes = 0u64;
        let sound = chunks::<RegisterError>(db, *id, &mut |chunk| {
            bytes += chunk.len() as u64;
            Ok(())
        });
        if !sound.is_ok_and(|now| now == *sha256) || i64::try_from(bytes).ok() != Some(*size) {
            found.push((*id, case.clone()));
        }
    }
    Ok((files.len() as u64, found))
}
