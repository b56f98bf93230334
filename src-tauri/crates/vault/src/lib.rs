//! Keys of a vault: slots, envelopes, secret types, the folder's lock. Bytes in, bytes out: this crate knows no SQL
//! and no personal data. One random key (DEK) opens everything; each slot wraps it for one secret.

mod folder;
mod header;
mod os;
mod secrets;
pub mod seen;

use std::path::{Path, PathBuf};

use thiserror::Error;
use zeroize::Zeroizing;

pub use folder::{FolderLock, atomic_replace};
pub use header::{HeaderError, KdfParams, SlotKind, SlotView};
pub use os::harden_process;
pub use secrets::{
    MINIMUM_CHARACTERS, OsRandom, Passphrase, Random, RecoveryKey, RecoveryTypo, Secret, SecretError,
    SecretKey32,
};

use header::{Body, Slot};
use secrets::{Dek, Purpose};

/// The key file, its predecessor and the lock, in the vault's folder.
pub const KEYS: &str = "vault.keys";
/// See [`KEYS`].
pub const PREV: &str = "vault.keys.prev";
/// See [`KEYS`].
pub const LOCK: &str = "vault.lock";
const DATABASE: &str = "register-0001.db";

/// Why a vault could not be made.
#[derive(Debug, Error)]
pub enum CreateError {
    #[error("the passphrase is shorter than {minimum} characters")]
    PassphraseTooShort { minimum: u32 },
    #[error("the folder is not empty")]
    AlreadyExists,
    #[error("the folder is in use")]
    InUse,
    #[error("no randomness from the system")]
    Random,
    #[error("deriving the key")]
    Kdf,
    #[error("{doing}")]
    Io {
        doing: &'static str,
        #[source]
        source: std::io::Error,
    },
}

/// Why a vault could not be unlocked. A wrong secret says nothing more: not which part was wrong.
#[derive(Debug, Error)]
pub enum UnlockError {
    #[error("there is no vault in the folder")]
    NotAVault,
    #[error("the key file is damaged")]
    HeaderDamaged,
    #[error("the key file has a newer format")]
    NewerFormat,
    #[error("the secret does not open the vault")]
    WrongSecret,
    /// A slot was stripped, added or weakened without the key.
    #[error("the key file was altered")]
    KeysAltered,
    /// The key file asks for more than any honest one: refused before any work.
    #[error("the key file is beyond its limits")]
    LimitsExceeded,
    #[error("the vault is open elsewhere")]
    AlreadyOpen { who: String },
    #[error("{doing}")]
    Io {
        doing: &'static str,
        #[source]
        source: std::io::Error,
    },
}

/// Something about the key file that the person must be told after unlocking.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// `vault.keys` was damaged or older; `vault.keys.prev` was used.
    PreviousKeysUsed,
}

/// A key file that is not as it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FileProblem {
    pub file: &'static str,
}

/// Keys of a vault that is about to be made; nothing is on the disk.
pub struct Prepared {
    dek: Dek,
    body: Body,
}

/// A vault being made: the folder is ours, the database may be written; `vault.keys` comes last.
pub struct Staged {
    dek: Dek,
    body: Body,
    dir: PathBuf,
    lock: FolderLock,
    made_folder: bool,
}

/// The open keys of a vault. Holds the folder's lock; wiped when dropped.
pub struct Unlocked {
    dek: Dek,
    body: Body,
    dir: PathBuf,
    slot: [u8; 16],
    notice: Option<Notice>,
    stamp: Option<folder::Stamp>,
    _lock: FolderLock,
}

/// Makes the keys of a new vault: a random DEK, a slot for the passphrase and one for the recovery key.
///
/// # Errors
/// [`CreateError::PassphraseTooShort`]; no randomness.
pub fn prepare(
    passphrase: &Passphrase,
    kdf: KdfParams,
    random: &mut dyn Random,
) -> Result<(Prepared, RecoveryKey), CreateError> {
    if passphrase.characters() < MINIMUM_CHARACTERS {
        return Err(CreateError::PassphraseTooShort { minimum: MINIMUM_CHARACTERS });
    }
    if !kdf.within_limits() {
        return Err(CreateError::Kdf);
    }
    let mut fill = |buffer: &mut [u8]| random.fill(buffer).map_err(|_| CreateError::Random);
    let mut key = Zeroizing::new([0u8; 32]);
    fill(key.as_mut())?;
    let dek = Dek::new(&key);
    let mut recovery_bytes = Zeroizing::new([0u8; 32]);
    fill(recovery_bytes.as_mut())?;
    let recovery = RecoveryKey::new(&recovery_bytes);
    let mut vault_id = [0u8; 16];
    fill(&mut vault_id)?;
    let mut salt = [0u8; 16];
    fill(&mut salt)?;
    let mut body = Body::new(vault_id, DATABASE, salt);
    for (kind, params, secret) in [
        (SlotKind::Pass, Some(kdf), Secret::Passphrase(passphrase.clone())),
        (SlotKind::Recovery, None, Secret::Recovery(recovery.clone())),
    ] {
        let (mut id, mut slot_salt, mut nonce) = ([0u8; 16], [0u8; 16], [0u8; 24]);
        fill(&mut id)?;
        fill(&mut slot_salt)?;
        fill(&mut nonce)?;
        let slot = Slot::wrap(&vault_id, id, kind, params, slot_salt, nonce, &secret, &dek)
            .ok_or(CreateError::Kdf)?;
        body.slots.push(slot);
    }
    Ok((Prepared { dek, body }, recovery))
}

impl Prepared {
    /// Takes an empty or new folder for the vault.
    ///
    /// # Errors
    /// [`CreateError::AlreadyExists`] if anything lies in it.
    pub fn claim(self, dir: &Path) -> Result<Staged, CreateError> {
        let io = |doing| move |source| CreateError::Io { doing, source };
        let mut made_folder = false;
        match std::fs::read_dir(dir) {
            Ok(mut entries) => {
                if entries.next().is_some() {
                    return Err(CreateError::AlreadyExists);
                }
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                std::fs::create_dir_all(dir).map_err(io("making the folder"))?;
                made_folder = true;
            }
            Err(error) if error.kind() == std::io::ErrorKind::NotADirectory => {
                return Err(CreateError::AlreadyExists);
            }
            Err(source) => return Err(CreateError::Io { doing: "reading the folder", source }),
        }
        folder::protect_folder(dir).map_err(io("protecting the folder"))?;
        let lock = FolderLock::take(&dir.join(LOCK), "").map_err(|error| match error {
            folder::LockError::Held { .. } => CreateError::InUse,
            folder::LockError::Io(source) => CreateError::Io { doing: "locking the folder", source },
        })?;
        Ok(Staged { dek: self.dek, body: self.body, dir: dir.to_owned(), lock, made_folder })
    }
}

macro_rules! keys_of {
    ($name:ident) => {
        impl $name {
            /// Where the database lies.
            #[must_use]
            pub fn db_path(&self) -> PathBuf {
                self.dir.join(&self.body.database)
            }
            /// EXPOSE: the key of the database, for opening it.
            #[must_use]
            pub fn db_key(&self) -> SecretKey32 {
                self.dek.derive(Purpose::Db, &self.body.vault_id)
            }
            /// The salt that stands in the first 16 bytes of the database.
            #[must_use]
            pub fn db_salt(&self) -> [u8; 16] {
                self.body.salt
            }
            /// EXPOSE: the key of the audit trail.
            #[must_use]
            pub fn audit_key(&self) -> SecretKey32 {
                self.dek.derive(Purpose::Audit, &self.body.vault_id)
            }
            /// The vault's id, 32 hexadecimal digits.
            #[must_use]
            pub fn vault_id(&self) -> String {
                header::hex(&self.body.vault_id)
            }
        }
    };
}
keys_of!(Staged);
keys_of!(Unlocked);

impl Staged {
    /// Writes `vault.keys` and `vault.keys.prev`: from here on the vault exists.
    ///
    /// # Errors
    /// Writing; nothing of the vault counts then.
    pub fn commit(self) -> Result<Unlocked, CreateError> {
        let io = |doing| move |source| CreateError::Io { doing, source };
        let bytes =
            self.body.seal(&self.dek.derive(Purpose::Header, &self.body.vault_id)).ok_or(CreateError::Kdf)?;
        atomic_replace(&self.dir.join(PREV), &bytes).map_err(io("writing the key file"))?;
        atomic_replace(&self.dir.join(KEYS), &bytes).map_err(io("writing the key file"))?;
        let slot = self.body.slots.first().map(|slot| slot.id).unwrap_or_default();
        let stamp = folder::Stamp::of(&self.dir.join(KEYS));
        Ok(Unlocked {
            dek: self.dek,
            body: self.body,
            dir: self.dir,
            slot,
            notice: None,
            stamp,
            _lock: self.lock,
        })
    }

    /// Takes back what making the vault left: our database file, the lock, and the folder if we made it.
    pub fn abandon(self) {
        let Self { dir, body, lock, made_folder, .. } = self;
        // What cannot be removed stays; without `vault.keys` it is no vault.
        let _ = std::fs::remove_file(dir.join(&body.database));
        let _ = std::fs::remove_file(dir.join(format!("{}-journal", body.database)));
        drop(lock);
        let _ = std::fs::remove_file(dir.join(LOCK));
        if made_folder {
            let _ = std::fs::remove_dir(&dir);
        }
    }
}

/// What can be said of a vault without any secret.
#[derive(Clone, Debug)]
pub struct HeaderView {
    pub vault_id: String,
    pub slots: Vec<SlotView>,
    pub generation: u64,
    pub notice: Option<Notice>,
}

fn choose(dir: &Path) -> Result<(Body, Vec<u8>, Option<Notice>), UnlockError> {
    let read = |name: &str| folder::read_limited(&dir.join(name), header::MAXIMUM);
    let (keys, prev) = (read(KEYS), read(PREV));
    let missing =
        |r: &std::io::Result<Vec<u8>>| matches!(r, Err(e) if e.kind() == std::io::ErrorKind::NotFound);
    if missing(&keys) && missing(&prev) {
        return Err(UnlockError::NotAVault);
    }
    let parse = |r: std::io::Result<Vec<u8>>| -> Result<(Body, Vec<u8>), HeaderError> {
        let bytes = r.map_err(|_| HeaderError::Damaged)?;
        Ok((Body::parse(&bytes)?, bytes))
    };
    match (parse(keys), parse(prev)) {
        (Err(HeaderError::Newer), _) | (_, Err(HeaderError::Newer)) => Err(UnlockError::NewerFormat),
        (Ok((a, _)), Ok((b, bytes))) if b.sequence > a.sequence => {
            Ok((b, bytes, Some(Notice::PreviousKeysUsed)))
        }
        (Ok((body, bytes)), _) => Ok((body, bytes, None)),
        (Err(_), Ok((body, bytes))) => Ok((body, bytes, Some(Notice::PreviousKeysUsed))),
        (Err(HeaderError::Limits), Err(_)) => Err(UnlockError::LimitsExceeded),
        (Err(_), Err(_)) => Err(UnlockError::HeaderDamaged),
    }
}

/// Reads what a vault shows without a secret.
///
/// # Errors
/// As [`unlock`], up to the secret.
pub fn read_header(dir: &Path) -> Result<HeaderView, UnlockError> {
    let (body, _, notice) = choose(dir)?;
    Ok(HeaderView {
        vault_id: header::hex(&body.vault_id),
        slots: body.slots.iter().map(Slot::view).collect(),
        generation: body.generation,
        notice,
    })
}

/// Unlocks a vault: takes the folder's lock, reads the key file, opens a slot, checks the whole file with the key.
/// `who` is written into the lock for the message that a second program shows.
///
/// # Errors
/// See [`UnlockError`]; the database is not touched by any of them.
pub fn unlock(dir: &Path, secret: &Secret, who: &str) -> Result<Unlocked, UnlockError> {
    if !dir.join(KEYS).exists() && !dir.join(PREV).exists() {
        return Err(UnlockError::NotAVault);
    }
    let lock = FolderLock::take(&dir.join(LOCK), who).map_err(|error| match error {
        folder::LockError::Held { who } => UnlockError::AlreadyOpen { who },
        folder::LockError::Io(source) => UnlockError::Io { doing: "locking the vault", source },
    })?;
    let (body, bytes, notice) = choose(dir)?;
    let opened = body.slots.iter().find_map(|slot| Some((slot.id, slot.unwrap(&body.vault_id, secret)?)));
    let Some((slot, dek)) = opened else { return Err(UnlockError::WrongSecret) };
    if !Body::sealed_by(&bytes, &dek.derive(Purpose::Header, &body.vault_id)) {
        return Err(UnlockError::KeysAltered);
    }
    let stamp = folder::Stamp::of(&dir.join(KEYS));
    Ok(Unlocked { dek, body, dir: dir.to_owned(), slot, notice, stamp, _lock: lock })
}

impl Unlocked {
    /// The vault's folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Id of the slot that opened it, 32 hexadecimal digits.
    #[must_use]
    pub fn slot_used(&self) -> String {
        header::hex(&self.slot)
    }

    /// The slots, without secrets.
    #[must_use]
    pub fn slots(&self) -> Vec<SlotView> {
        self.body.slots.iter().map(Slot::view).collect()
    }

    /// What the person must be told.
    #[must_use]
    pub fn notice(&self) -> Option<Notice> {
        self.notice
    }

    /// The generation that the register had when the vault was last locked.
    #[must_use]
    pub fn generation(&self) -> u64 {
        self.body.generation
    }

    /// Head of the trail at that time.
    #[must_use]
    pub fn audit_head(&self) -> &str {
        &self.body.audit_head
    }

    pub(crate) fn seen_key(&self) -> SecretKey32 {
        self.dek.derive(Purpose::Seen, &self.body.vault_id)
    }

    /// Whether the recovery key was typed back.
    #[must_use]
    pub fn recovery_confirmed(&self) -> bool {
        self.body.slots.iter().filter(|s| s.kind == SlotKind::Recovery).all(|s| s.confirmed)
    }

    fn store(&mut self) -> Result<(), UnlockError> {
        let io = |doing| move |source| UnlockError::Io { doing, source };
        self.body.sequence += 1;
        let bytes = self
            .body
            .seal(&self.dek.derive(Purpose::Header, &self.body.vault_id))
            .ok_or(UnlockError::LimitsExceeded)?;
        let keys = self.dir.join(KEYS);
        if let Ok(old) = folder::read_limited(&keys, header::MAXIMUM)
            && Body::parse(&old).is_ok()
        {
            atomic_replace(&self.dir.join(PREV), &old).map_err(io("keeping the previous key file"))?;
        }
        atomic_replace(&keys, &bytes).map_err(io("writing the key file"))?;
        self.stamp = folder::Stamp::of(&keys);
        Ok(())
    }

    /// Remembers in `vault.keys` how far the register came; called at lock.
    ///
    /// # Errors
    /// Writing; the old key file stays whole.
    pub fn remember(&mut self, generation: u64, audit_head: &str) -> Result<(), UnlockError> {
        self.body.generation = generation;
        audit_head.clone_into(&mut self.body.audit_head);
        self.store()
    }

    /// Marks the recovery slot as confirmed, if the key opens it.
    ///
    /// # Errors
    /// [`UnlockError::WrongSecret`]; writing.
    pub fn confirm_recovery(&mut self, key: &RecoveryKey) -> Result<(), UnlockError> {
        let secret = Secret::Recovery(key.clone());
        let vault_id = self.body.vault_id;
        let found = self
            .body
            .slots
            .iter_mut()
            .find(|slot| slot.kind == SlotKind::Recovery && slot.unwrap(&vault_id, &secret).is_some())
            .ok_or(UnlockError::WrongSecret)?;
        found.confirmed = true;
        self.store()
    }

    /// Whether another program wrote `vault.keys` since we read or wrote it.
    #[must_use]
    pub fn changed_behind_us(&self) -> bool {
        folder::Stamp::of(&self.dir.join(KEYS)) != self.stamp
    }

    /// Checks both key files bit for bit: checksum and seal.
    #[must_use]
    pub fn verify_files(&self) -> Vec<FileProblem> {
        let key = self.dek.derive(Purpose::Header, &self.body.vault_id);
        [KEYS, PREV]
            .into_iter()
            .filter(|file| {
                let sound = folder::read_limited(&self.dir.join(file), header::MAXIMUM).is_ok_and(|bytes| {
                    Body::parse(&bytes).is_ok_and(|body| body.vault_id == self.body.vault_id)
                        && Body::sealed_by(&bytes, &key)
                });
                !sound
            })
            .map(|file| FileProblem { file })
            .collect()
    }
}

#[cfg(test)]
mod tests;
