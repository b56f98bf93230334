//! The key file: a frame with a checksum (torn and rotten files are found before any secret is known), a JSON body,
//! and a seal by a key that only an opened slot gives (stripped, added or weakened slots are found after).

use argon2::{Algorithm, Argon2, Params, Version};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use hkdf::Hkdf;
use hmac::{Hmac, Mac};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use subtle::ConstantTimeEq;
use thiserror::Error;
use zeroize::Zeroizing;

use crate::secrets::{Dek, Secret, SecretKey32};

const MAGIC: &[u8; 8] = b"OTVETKEY";
const FORMAT: u16 = 1;
/// Largest key file: 64 KiB.
pub(crate) const MAXIMUM: u64 = 64 * 1024;
const FRAME: usize = 8 + 2 + 4 + 8;
const TAIL: usize = 32 + 32;
const MAXIMUM_SLOTS: usize = 8;

/// Why a key file was not taken.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum HeaderError {
    #[error("the key file is damaged")]
    Damaged,
    #[error("the key file has a newer format")]
    Newer,
    #[error("the key file is beyond its limits")]
    Limits,
}

/// Cost of Argon2id: memory in KiB, passes, lanes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KdfParams {
    pub m_kib: u32,
    pub t: u32,
    pub p: u32,
}

impl Default for KdfParams {
    /// 256 MiB, 3 passes, 2 lanes: about a second on two cores.
    fn default() -> Self {
        Self { m_kib: 256 * 1024, t: 3, p: 2 }
    }
}

impl KdfParams {
    const FLOOR: u32 = if cfg!(any(test, feature = "test-kdf")) { 64 } else { 19 * 1024 };

    /// Cheap parameters; a build without the feature `test-kdf` refuses them.
    #[cfg(any(test, feature = "test-kdf"))]
    #[must_use]
    pub fn for_tests() -> Self {
        Self { m_kib: 64, t: 1, p: 1 }
    }

    /// Limits before trust: the file is the attacker's until it is unlocked. 19 MiB to 2 GiB and to half of the
    /// computer's memory, 1 to 64 passes, 1 to 16 lanes.
    #[must_use]
    pub fn within_limits(self) -> bool {
        let half = crate::os::memory_kib().map_or(u64::MAX, |kib| kib / 2);
        (Self::FLOOR..=2 * 1024 * 1024).contains(&self.m_kib)
            && u64::from(self.m_kib) <= half.max(512 * 1024)
            && (1..=64).contains(&self.t)
            && (1..=16).contains(&self.p)
            && self.m_kib >= 8 * self.p
    }
}

/// What opens a slot.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SlotKind {
    Pass,
    PassFile,
    Recovery,
}

impl SlotKind {
    fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::PassFile => "pass_file",
            Self::Recovery => "recovery",
        }
    }
}

/// A slot without its secrets.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlotView {
    /// 32 hexadecimal digits.
    pub id: String,
    pub kind: SlotKind,
    /// For a recovery slot: the key was typed back.
    pub confirmed: bool,
}

/// Bytes as lower-case hexadecimal.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
        for nibble in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
        }
        text
    })
}

mod hexed {
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub fn serialize<S: Serializer, const N: usize>(bytes: &[u8; N], s: S) -> Result<S::Ok, S::Error> {
        s.serialize_str(&super::hex(bytes))
    }

    pub fn deserialize<'de, D: Deserializer<'de>, const N: usize>(d: D) -> Result<[u8; N], D::Error> {
        let text = String::deserialize(d)?;
        if text.len() != N * 2 || !text.bytes().all(|b| b.is_ascii_digit() || (b'a'..=b'f').contains(&b)) {
            return Err(D::Error::custom("not hexadecimal of the right length"));
        }
        let mut bytes = [0u8; N];
        for (i, byte) in bytes.iter_mut().enumerate() {
            *byte =
                text.get(i * 2..i * 2 + 2).and_then(|pair| u8::from_str_radix(pair, 16).ok()).unwrap_or(0);
        }
        Ok(bytes)
    }
}

/// One slot: the DEK wrapped for one secret. No names in it: the file is plaintext.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Slot {
    #[serde(with = "hexed")]
    pub id: [u8; 16],
    pub kind: SlotKind,
    /// Argon2id for passphrases; null for the recovery key, which is random enough.
    pub kdf: Option<KdfParams>,
    #[serde(with = "hexed")]
    salt: [u8; 16],
    #[serde(with = "hexed")]
    nonce: [u8; 24],
    #[serde(with = "hexed")]
    wrapped: [u8; 48],
    /// Poly1305 does not commit to its key; this does.
    #[serde(with = "hexed")]
    commitment: [u8; 32],
    pub created_generation: u64,
    pub confirmed: bool,
}

/// The body of the key file.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Body {
    #[serde(with = "hexed")]
    pub vault_id: [u8; 16],
    #[serde(skip)]
    pub sequence: u64,
    pub database: String,
    #[serde(with = "hexed")]
    pub salt: [u8; 16],
    pub generation: u64,
    pub audit_head: String,
    pub minimum_app: String,
    pub slots: Vec<Slot>,
}

/// KEK and commitment of a slot: 64 bytes of HKDF over the stretched secret.
fn stretch(
    slot_kdf: Option<KdfParams>,
    kind: SlotKind,
    salt: &[u8; 16],
    secret: &Secret,
) -> Option<Zeroizing<[u8; 64]>> {
    let argon = |passphrase: &crate::Passphrase| -> Option<Zeroizing<[u8; 32]>> {
        let kdf = slot_kdf.filter(|kdf| kdf.within_limits())?;
        let params = Params::new(kdf.m_kib, kdf.t, kdf.p, Some(32)).ok()?;
        let mut out = Zeroizing::new([0u8; 32]);
        Argon2::new(Algorithm::Argon2id, Version::V0x13, params)
            .hash_password_into(passphrase.expose(), salt, out.as_mut())
            .ok()?;
        Some(out)
    };
    let mut material = Zeroizing::new(Vec::with_capacity(64));
    match (kind, secret) {
        (SlotKind::Pass, Secret::Passphrase(passphrase)) => {
            material.extend_from_slice(argon(passphrase)?.as_ref())
        }
        (SlotKind::PassFile, Secret::PassphraseAndFile(passphrase, file)) => {
            material.extend_from_slice(argon(passphrase)?.as_ref());
            material.extend_from_slice(file.expose());
        }
        (SlotKind::Recovery, Secret::Recovery(key)) => material.extend_from_slice(key.expose()),
        _ => return None,
    }
    let mut out = Zeroizing::new([0u8; 64]);
    Hkdf::<Sha256>::new(Some(salt), &material).expand(b"otvet/v1/slot", out.as_mut()).ok()?;
    Some(out)
}

impl Slot {
    fn aad(vault_id: &[u8; 16], id: &[u8; 16], kind: SlotKind, kdf: Option<KdfParams>) -> Vec<u8> {
        let mut aad = Vec::with_capacity(64);
        aad.extend_from_slice(vault_id);
        aad.extend_from_slice(id);
        aad.extend_from_slice(kind.as_str().as_bytes());
        if let Some(kdf) = kdf {
            for number in [kdf.m_kib, kdf.t, kdf.p] {
                aad.extend_from_slice(&number.to_le_bytes());
            }
        }
        aad
    }

    #[allow(clippy::too_many_arguments)]
    pub(crate) fn wrap(
        vault_id: &[u8; 16],
        id: [u8; 16],
        kind: SlotKind,
        kdf: Option<KdfParams>,
        salt: [u8; 16],
        nonce: [u8; 24],
        secret: &Secret,
        dek: &Dek,
    ) -> Option<Self> {
        let okm = stretch(kdf, kind, &salt, secret)?;
        let (kek, commitment) = okm.split_at(32);
        let cipher = XChaCha20Poly1305::new_from_slice(kek).ok()?;
        let aad = Self::aad(vault_id, &id, kind, kdf);
        let wrapped = cipher.encrypt(&XNonce::from(nonce), Payload { msg: dek.expose(), aad: &aad }).ok()?;
        Some(Self {
            id,
            kind,
            kdf,
            salt,
            nonce,
            wrapped: wrapped.try_into().ok()?,
            commitment: commitment.try_into().ok()?,
            created_generation: 0,
            confirmed: false,
        })
    }

    /// The DEK, if the secret is the slot's.
    pub(crate) fn unwrap(&self, vault_id: &[u8; 16], secret: &Secret) -> Option<Dek> {
        let okm = stretch(self.kdf, self.kind, &self.salt, secret)?;
        let (kek, commitment) = okm.split_at(32);
        if !bool::from(commitment.ct_eq(&self.commitment)) {
            return None;
        }
        let cipher = XChaCha20Poly1305::new_from_slice(kek).ok()?;
        let aad = Self::aad(vault_id, &self.id, self.kind, self.kdf);
        let plain = Zeroizing::new(
            cipher.decrypt(&XNonce::from(self.nonce), Payload { msg: &self.wrapped, aad: &aad }).ok()?,
        );
        let key: &[u8; 32] = plain.as_slice().try_into().ok()?;
        Some(Dek::new(key))
    }

    pub(crate) fn view(&self) -> SlotView {
        SlotView { id: hex(&self.id), kind: self.kind, confirmed: self.confirmed }
    }
}

impl Body {
    pub(crate) fn new(vault_id: [u8; 16], database: &str, salt: [u8; 16]) -> Self {
        Self {
            vault_id,
            sequence: 1,
            database: database.to_owned(),
            salt,
            generation: 0,
            audit_head: String::new(),
            minimum_app: "0.1.0".to_owned(),
            slots: Vec::new(),
        }
    }

    /// The whole file: frame, body, seal, checksum. `None` if it would be too large.
    pub(crate) fn seal(&self, key: &SecretKey32) -> Option<Vec<u8>> {
        let body = serde_json::to_vec(self).ok()?;
        let mut bytes = Vec::with_capacity(FRAME + body.len() + TAIL);
        bytes.extend_from_slice(MAGIC);
        bytes.extend_from_slice(&FORMAT.to_le_bytes());
        bytes.extend_from_slice(&u32::try_from(body.len()).ok()?.to_le_bytes());
        bytes.extend_from_slice(&self.sequence.to_le_bytes());
        bytes.extend_from_slice(&body);
        let seal = mac(key, &bytes).finalize().into_bytes();
        bytes.extend_from_slice(&seal);
        let sum = Sha256::digest(&bytes);
        bytes.extend_from_slice(&sum);
        (bytes.len() as u64 <= MAXIMUM).then_some(bytes)
    }

    /// Reads a file without any key: checksum, form, limits.
    pub(crate) fn parse(bytes: &[u8]) -> Result<Self, HeaderError> {
        if bytes.len() as u64 > MAXIMUM || bytes.len() < FRAME + TAIL {
            return Err(HeaderError::Damaged);
        }
        let (sealed, sum) = bytes.split_at(bytes.len() - 32);
        if Sha256::digest(sealed).as_slice() != sum || sealed.get(..8) != Some(MAGIC.as_slice()) {
            return Err(HeaderError::Damaged);
        }
        let number = |from: usize, to: usize| {
            sealed
                .get(from..to)
                .map(|b| b.iter().rev().fold(0u64, |n, byte| n << 8 | u64::from(*byte)))
                .unwrap_or(0)
        };
        if number(8, 10) > u64::from(FORMAT) {
            return Err(HeaderError::Newer);
        }
        let length = usize::try_from(number(10, 14)).map_err(|_| HeaderError::Damaged)?;
        if number(8, 10) != u64::from(FORMAT) || length != bytes.len() - FRAME - TAIL {
            return Err(HeaderError::Damaged);
        }
        let body = sealed.get(FRAME..FRAME + length).ok_or(HeaderError::Damaged)?;
        let mut body: Self = serde_json::from_slice(body).map_err(|_| HeaderError::Damaged)?;
        body.sequence = number(14, 22);
        let plain_name = body.database.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.'));
        if !plain_name
            || body.database.is_empty()
            || body.database.starts_with('.')
            || body.database.contains("..")
        {
            return Err(HeaderError::Damaged);
        }
        let slots_fit = (1..=MAXIMUM_SLOTS).contains(&body.slots.len());
        let kdf_fits = body.slots.iter().all(|slot| match (slot.kind, slot.kdf) {
            (SlotKind::Recovery, None) => true,
            (SlotKind::Pass | SlotKind::PassFile, Some(kdf)) => kdf.within_limits(),
            _ => false,
        });
        if slots_fit && kdf_fits { Ok(body) } else { Err(HeaderError::Limits) }
    }

    /// Whether the file carries the seal of this key.
    pub(crate) fn sealed_by(bytes: &[u8], key: &SecretKey32) -> bool {
        if bytes.len() < FRAME + TAIL {
            return false;
        }
        let (body, tail) = bytes.split_at(bytes.len() - TAIL);
        tail.get(..32).is_some_and(|seal| mac(key, body).verify_slice(seal).is_ok())
    }
}

fn mac(key: &SecretKey32, bytes: &[u8]) -> Hmac<Sha256> {
    let mut mac = <Hmac<Sha256> as hmac::KeyInit>::new_from_slice(key.expose())
        .expect("HMAC accepts a key of any length");
    mac.update(bytes);
    mac
}
