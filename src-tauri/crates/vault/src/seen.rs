//! What this computer remembers of a vault, outside it: the last generation and head of the trail. It tells an old
//! copy that was put back whole, key file included.

use std::collections::BTreeMap;
use std::path::Path;

use hmac::{Hmac, KeyInit, Mac};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::Unlocked;
use crate::folder::{atomic_replace, read_limited};
use crate::header::hex;

const FILE: &str = "seen.json";

/// What was seen of a vault last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    pub generation: u64,
    pub audit_head: String,
    /// RFC 3339.
    pub at: String,
    mac: String,
}

fn mac_of(keys: &Unlocked, generation: u64, head: &str, at: &str) -> String {
    let mut mac =
        Hmac::<Sha256>::new_from_slice(keys.seen_key().expose()).expect("HMAC accepts a key of any length");
    mac.update(format!("{generation}\n{head}\n{at}").as_bytes());
    hex(&mac.finalize().into_bytes())
}

fn all(config: &Path) -> BTreeMap<String, Seen> {
    read_limited(&config.join(FILE), 1 << 20)
        .ok()
        .and_then(|bytes| serde_json::from_slice(&bytes).ok())
        .unwrap_or_default()
}

/// What was remembered of this vault; a record that was not made with its key is none.
#[must_use]
pub fn read(config: &Path, keys: &Unlocked) -> Option<Seen> {
    let seen = all(config).remove(&keys.vault_id())?;
    (seen.mac == mac_of(keys, seen.generation, &seen.audit_head, &seen.at)).then_some(seen)
}

/// Remembers.
///
/// # Errors
/// Writing into the folder.
pub fn write(
    config: &Path,
    keys: &Unlocked,
    generation: u64,
    audit_head: &str,
    at: &str,
) -> std::io::Result<()> {
    std::fs::create_dir_all(config)?;
    let mut known = all(config);
    let mac = mac_of(keys, generation, audit_head, at);
    known.insert(
        keys.vault_id(),
        Seen { generation, audit_head: audit_head.to_owned(), at: at.to_owned(), mac },
    );
    atomic_replace(&config.join(FILE), &serde_json::to_vec_pretty(&known)?)
}
