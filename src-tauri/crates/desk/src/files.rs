//! Files that are written outside the vault: whole or not at all, never over another one unasked, readable by the
//! owner alone.

use std::path::Path;

use crate::error::{DeskError, FileAct, Result, io_reason};
use crate::wire::SavedFile;

/// Refuses a path where a file is.
///
/// # Errors
/// [`DeskError::WouldOverwrite`].
pub fn refuse_overwrite(path: &Path, force: bool) -> Result<()> {
    if !force && path.exists() {
        return Err(DeskError::WouldOverwrite { path: path.display().to_string() });
    }
    Ok(())
}

/// Writes a file whole; missing folders are made.
///
/// # Errors
/// [`DeskError::WouldOverwrite`], [`DeskError::File`].
pub fn write(path: &Path, bytes: &[u8], force: bool) -> Result<SavedFile> {
    refuse_overwrite(path, force)?;
    let failed = |error: std::io::Error| DeskError::File {
        doing: FileAct::Writing,
        path: path.display().to_string(),
        reason: io_reason(&error),
    };
    let path = std::path::absolute(path).map_err(failed)?;
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(failed)?;
    }
    vault::atomic_replace(&path, bytes).map_err(failed)?;
    Ok(SavedFile { path: path.display().to_string(), sha256: sha256(bytes) })
}

/// What speaks against keeping a vault in a folder: a folder that another program copies to a cloud.
#[must_use]
pub fn folder_warning(dir: &Path, lang: statute::Lang) -> Option<String> {
    const CLOUDS: &[&str] = &[
        "dropbox",
        "onedrive",
        "google drive",
        "googledrive",
        "yandex.disk",
        "yandexdisk",
        "яндекс.диск",
        "icloud",
        // Where macOS keeps what iCloud and other clouds copy.
        "com~apple~clouddocs",
        "library/cloudstorage",
        "облако mail.ru",
    ];
    let text = dir.to_string_lossy().to_lowercase();
    CLOUDS.iter().any(|cloud| text.contains(cloud)).then(|| match lang {
        statute::Lang::Ru => "Эту папку другая программа копирует в облако. Хранилище зашифровано, но копия на ходу может его повредить: выберите папку на диске компьютера.".to_owned(),
        statute::Lang::En => "Another program copies this folder to a cloud. The vault is encrypted, but a copy made while it is open can damage it: choose a folder on the computer's own disk.".to_owned(),
    })
}

/// SHA-256, hexadecimal.
#[must_use]
pub fn sha256(bytes: &[u8]) -> String {
    use sha2::Digest;
    register::trail::hex(&sha2::Sha256::digest(bytes))
}
