//! The vault's folder: the lock that makes one writer, and files that are replaced whole or not at all.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;

use thiserror::Error;

/// Why the lock was not taken.
#[derive(Debug, Error)]
pub(crate) enum LockError {
    #[error("the folder is locked by another program")]
    Held { who: String },
    #[error("locking the folder")]
    Io(#[source] std::io::Error),
}

/// Held while a vault is open; the system frees it when the program ends, however it ends.
#[derive(Debug)]
pub struct FolderLock {
    _file: File,
}

impl FolderLock {
    /// Takes the lock and says who holds it (for messages only).
    pub(crate) fn take(path: &Path, who: &str) -> Result<Self, LockError> {
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path).map_err(LockError::Io)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                let mut text = String::new();
                // Elsewhere a locked file cannot be read: then nobody is named.
                let _ = file.take(400).read_to_string(&mut text);
                return Err(LockError::Held { who: text.trim().to_owned() });
            }
            Err(TryLockError::Error(error)) => return Err(LockError::Io(error)),
        }
        // The content is a courtesy: a disk that is full must not keep the vault closed.
        let _ = file.set_len(0).and_then(|()| file.rewind()).and_then(|()| file.write_all(who.as_bytes()));
        Ok(Self { _file: file })
    }
}

/// Replaces a file whole: temporary file in the same folder (0600), fsync, rename, fsync of the folder.
///
/// # Errors
/// The old file stays as it was.
pub fn atomic_replace(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let missing = || std::io::Error::from(std::io::ErrorKind::InvalidInput);
    let folder = path.parent().ok_or_else(missing)?;
    let mut name = path.file_name().ok_or_else(missing)?.to_owned();
    // A name of its own: a file of the user's that is called so stays.
    name.push(format!(".{}.part", std::process::id()));
    let part = folder.join(name);
    let result = (|| {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(&part)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        drop(file);
        std::fs::rename(&part, path)?;
        sync_folder(folder)
    })();
    if result.is_err() {
        let _ = std::fs::remove_file(&part);
    }
    result
}

#[cfg(unix)]
fn sync_folder(folder: &Path) -> std::io::Result<()> {
    File::open(folder)?.sync_all()
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> std::io::Result<()> {
    // Windows has no fsync of a folder: renaming is journalled.
    Ok(())
}

/// Only the owner may look into the vault's folder.
#[cfg(unix)]
pub(crate) fn protect_folder(dir: &Path) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(dir, std::fs::Permissions::from_mode(0o700))
}

#[cfg(not(unix))]
pub(crate) fn protect_folder(_dir: &Path) -> std::io::Result<()> {
    Ok(())
}

/// Reads a regular file that must not be larger than the limit; never a pipe or a device.
pub(crate) fn read_limited(path: &Path, limit: u64) -> std::io::Result<Vec<u8>> {
    let meta = std::fs::metadata(path)?;
    if !meta.is_file() || meta.len() > limit {
        return Err(std::io::ErrorKind::InvalidData.into());
    }
    let mut bytes = Vec::new();
    File::open(path)?.take(limit + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What tells that a file was replaced or written behind us.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Stamp {
    inode: u64,
    size: u64,
    modified: Option<std::time::SystemTime>,
}

impl Stamp {
    pub(crate) fn of(path: &Path) -> Option<Self> {
        let meta = std::fs::metadata(path).ok()?;
        #[cfg(unix)]
        let inode = std::os::unix::fs::MetadataExt::ino(&meta);
        #[cfg(not(unix))]
        let inode = 0;
        Some(Self { inode, size: meta.len(), modified: meta.modified().ok() })
    }
}
