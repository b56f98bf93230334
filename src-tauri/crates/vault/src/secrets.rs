//! Secret types: never printed, wiped when dropped.

use hkdf::Hkdf;
use sha2::{Digest, Sha256};
use thiserror::Error;
use unicode_normalization::UnicodeNormalization;
use zeroize::{Zeroize, ZeroizeOnDrop, Zeroizing};

/// A new passphrase has at least this many characters (after normalisation).
pub const MINIMUM_CHARACTERS: u32 = 12;

/// Where randomness comes from.
pub trait Random {
    /// Fills a buffer.
    ///
    /// # Errors
    /// The source gives nothing.
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), NoRandomness>;
}

/// The source of randomness gave nothing.
#[derive(Debug, Error)]
#[error("no randomness")]
pub struct NoRandomness;

/// The system's own source.
pub struct OsRandom;

impl Random for OsRandom {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), NoRandomness> {
        getrandom::fill(buffer).map_err(|_| NoRandomness)
    }
}

/// A 32-byte key. `expose` is the only way to its bytes.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct SecretKey32([u8; 32]);

impl SecretKey32 {
    /// EXPOSE: the bytes.
    #[must_use]
    pub fn expose(&self) -> &[u8; 32] {
        &self.0
    }
}

impl std::fmt::Debug for SecretKey32 {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("SecretKey32[…]")
    }
}

/// What a derived key is for.
#[derive(Clone, Copy)]
pub(crate) enum Purpose {
    Db,
    Audit,
    Header,
    Seen,
}

/// The data encryption key: random, the same through all changes of slots.
pub(crate) struct Dek(Box<Zeroizing<[u8; 32]>>);

impl Dek {
    pub(crate) fn new(bytes: &[u8; 32]) -> Self {
        Self(Box::new(Zeroizing::new(*bytes)))
    }

    /// EXPOSE: for wrapping into a slot.
    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    pub(crate) fn derive(&self, purpose: Purpose, vault_id: &[u8; 16]) -> SecretKey32 {
        let word = match purpose {
            Purpose::Db => "db",
            Purpose::Audit => "audit",
            Purpose::Header => "header",
            Purpose::Seen => "seen",
        };
        let mut info = Vec::from(format!("otvet/v1/{word}/"));
        info.extend_from_slice(vault_id);
        let mut out = SecretKey32([0; 32]);
        Hkdf::<Sha256>::new(None, self.expose())
            .expand(&info, &mut out.0)
            .expect("32 bytes are within HKDF's limit");
        out
    }
}

/// Why a secret was not taken.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum SecretError {
    #[error("the passphrase is not text in UTF-8")]
    NotText,
    #[error("the passphrase is longer than 4096 bytes")]
    TooLong,
}

/// A passphrase, normalised (NFKC), so that it is the same however a keyboard composes it.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct Passphrase(String);

impl std::fmt::Debug for Passphrase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passphrase[…]")
    }
}

impl Passphrase {
    /// From typed text; nothing is trimmed.
    ///
    /// # Errors
    /// [`SecretError::TooLong`].
    pub fn new(text: &str) -> Result<Self, SecretError> {
        if text.len() > 4096 {
            return Err(SecretError::TooLong);
        }
        // NFKC can lengthen: the capacity keeps the text from being copied to a second place.
        let mut normal = String::with_capacity(text.len() * 4 + 64);
        normal.extend(text.nfkc());
        Ok(Self(normal))
    }

    /// From the bytes of a passphrase file or of the window: exactly one final LF or CRLF is not part of it.
    ///
    /// # Errors
    /// [`SecretError::NotText`], [`SecretError::TooLong`].
    pub fn from_file_bytes(bytes: &[u8]) -> Result<Self, SecretError> {
        let bytes = bytes.strip_suffix(b"\n").map_or(bytes, |rest| rest.strip_suffix(b"\r").unwrap_or(rest));
        Self::new(std::str::from_utf8(bytes).map_err(|_| SecretError::NotText)?)
    }

    /// Characters after normalisation.
    #[must_use]
    pub fn characters(&self) -> u32 {
        u32::try_from(self.0.chars().count()).unwrap_or(u32::MAX)
    }

    /// EXPOSE: for the key derivation.
    pub(crate) fn expose(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

/// The recovery key has a mistake in it: its check characters do not agree.
#[derive(Debug, Error, PartialEq, Eq)]
#[error("the recovery key has a mistake in it")]
pub struct RecoveryTypo;

/// 256 random bits, printed as 52 characters of Crockford's base 32 and 4 check characters, in groups of four.
#[derive(Clone, Zeroize, ZeroizeOnDrop)]
pub struct RecoveryKey([u8; 32]);

const ALPHABET: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const CYRILLIC: &str = "ЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮ";
const LATIN: &str = "QWERTYUIOP[]ASDFGHJKL;'ZXCVBNM,.";

impl std::fmt::Debug for RecoveryKey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryKey[…]")
    }
}

impl RecoveryKey {
    pub(crate) fn new(bytes: &[u8; 32]) -> Self {
        Self(*bytes)
    }

    pub(crate) fn expose(&self) -> &[u8; 32] {
        &self.0
    }

    fn characters(&self) -> Zeroizing<String> {
        let check = Sha256::digest([b"otvet/recovery-check/".as_slice(), &self.0].concat());
        // 256 bits, 4 bits of zero, then 20 bits of check: 56 characters.
        let mut bits = Zeroizing::new(Vec::with_capacity(280));
        for byte in self.0 {
            bits.extend((0..8).rev().map(|i| byte >> i & 1));
        }
        bits.extend([0u8; 4]);
        for byte in check.iter().take(3) {
            bits.extend((0..8).rev().map(|i| byte >> i & 1));
        }
        let mut text = Zeroizing::new(String::with_capacity(64));
        for five in bits.chunks_exact(5).take(56) {
            let value = five.iter().fold(0usize, |n, bit| n << 1 | usize::from(*bit));
            text.push(char::from(ALPHABET.get(value).copied().unwrap_or(b'0')));
        }
        text
    }

    /// Fourteen groups of four characters.
    #[must_use]
    pub fn groups(&self) -> Vec<String> {
        let text = self.characters();
        (0..14).filter_map(|i| text.get(i * 4..i * 4 + 4).map(str::to_owned)).collect()
    }

    /// As it is printed: groups with hyphens.
    #[must_use]
    pub fn display(&self) -> Zeroizing<String> {
        Zeroizing::new(self.groups().join("-"))
    }

    /// One character as it was meant: lower case, O and I/L, the same key in the Russian layout.
    #[must_use]
    pub fn fold_character(c: char) -> Option<char> {
        let upper = c.to_uppercase().next().unwrap_or(c);
        let latin =
            CYRILLIC.chars().position(|r| r == upper).and_then(|i| LATIN.chars().nth(i)).unwrap_or(upper);
        match latin {
            'O' => Some('0'),
            'I' | 'L' => Some('1'),
            c if ALPHABET.contains(&u8::try_from(c).unwrap_or(0)) => Some(c),
            _ => None,
        }
    }

    /// Reads a key as a person types it.
    ///
    /// # Errors
    /// [`RecoveryTypo`]: wrong length, a foreign character, check characters that do not agree.
    pub fn parse(typed: &str) -> Result<Self, RecoveryTypo> {
        let mut values = Zeroizing::new(Vec::with_capacity(56));
        for c in typed.chars().filter(|c| !c.is_whitespace() && !matches!(c, '-' | '–' | '—' | '_')) {
            let folded = Self::fold_character(c).ok_or(RecoveryTypo)?;
            let value = ALPHABET.iter().position(|a| char::from(*a) == folded).ok_or(RecoveryTypo)?;
            values.push(u8::try_from(value).map_err(|_| RecoveryTypo)?);
            if values.len() > 56 {
                return Err(RecoveryTypo);
            }
        }
        if values.len() != 56 {
            return Err(RecoveryTypo);
        }
        let mut bytes = Zeroizing::new([0u8; 32]);
        for (i, value) in values.iter().take(52).enumerate() {
            for bit in 0..5 {
                let at = i * 5 + bit;
                if value >> (4 - bit) & 1 == 1 {
                    // The four bits after the key are zero.
                    *bytes.get_mut(at / 8).ok_or(RecoveryTypo)? |= 1 << (7 - at % 8);
                }
            }
        }
        let key = Self(*bytes);
        let again = key.characters();
        let typed: Vec<u8> =
            values.iter().map(|v| ALPHABET.get(usize::from(*v)).copied().unwrap_or(0)).collect();
        if again.as_bytes() == typed { Ok(key) } else { Err(RecoveryTypo) }
    }
}

/// What is given to open a vault.
#[derive(Debug)]
pub enum Secret {
    Passphrase(Passphrase),
    /// With the 32 bytes of a key file's SHA-256.
    PassphraseAndFile(Passphrase, SecretKey32),
    Recovery(RecoveryKey),
}
