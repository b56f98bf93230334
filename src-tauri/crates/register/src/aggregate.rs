//! The canonical form of a record: what the trail commits to. A record is its row and the rows that belong to it,
//! each as (name, typed value) pairs of the columns that are not null, so that a later column changes no hash.

use hmac::{Hmac, KeyInit, Mac};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension};
use sha2::Sha256;

use crate::error::Result;

/// Records that the trail covers. A letter's PDF is covered as bytes; source rows are covered through their run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Entity {
    Operator,
    Policy,
    Run,
    Case,
    Letter,
    Processor,
    Disclosure,
    Rule,
}

impl Entity {
    /// Every entity.
    pub const ALL: &'static [Self] = &[
        Self::Operator,
        Self::Policy,
        Self::Run,
        Self::Case,
        Self::Letter,
        Self::Processor,
        Self::Disclosure,
        Self::Rule,
    ];

    /// The word in the trail.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Policy => "policy",
            Self::Run => "run",
            Self::Case => "case",
            Self::Letter => "letter",
            Self::Processor => "processor",
            Self::Disclosure => "disclosure",
            Self::Rule => "rule",
        }
    }

    /// The table that holds the record itself.
    pub(crate) fn table(self) -> &'static str {
        match self {
            Self::Operator => "operator",
            Self::Policy => "policy",
            Self::Run => "import_run",
            Self::Case => "case_",
            Self::Letter => "letter",
            Self::Processor => "processor",
            Self::Disclosure => "disclosure",
            Self::Rule => "rule",
        }
    }

    /// Queries whose rows make up the record, the record's own row first; `?1` is its id.
    pub(crate) fn parts(self) -> &'static [&'static str] {
        match self {
            Self::Operator => &["SELECT * FROM operator WHERE id = ?1"],
            Self::Policy => &[
                "SELECT * FROM policy WHERE id = ?1",
                "SELECT * FROM policy_record WHERE policy_id = ?1 ORDER BY id",
            ],
            Self::Run => &[
                "SELECT * FROM import_run WHERE id = ?1",
                "SELECT * FROM rejected_row WHERE run_id = ?1 ORDER BY row_no, ordinal",
            ],
            Self::Case => &[
                "SELECT * FROM case_ WHERE id = ?1",
                "SELECT * FROM contact WHERE case_id = ?1 ORDER BY id",
                "SELECT * FROM demand WHERE case_id = ?1 ORDER BY id",
                "SELECT * FROM event WHERE case_id = ?1 ORDER BY id",
                "SELECT value FROM reach WHERE case_id = ?1 ORDER BY value",
                "SELECT * FROM attachment WHERE case_id = ?1 ORDER BY id",
            ],
            Self::Letter => &["SELECT * FROM letter WHERE id = ?1"],
            Self::Processor => &["SELECT * FROM processor WHERE id = ?1"],
            Self::Disclosure => &["SELECT * FROM disclosure WHERE id = ?1"],
            Self::Rule => &["SELECT * FROM rule WHERE id = ?1"],
        }
    }
}

fn feed(mac: &mut Hmac<Sha256>, tag: u8, bytes: &[u8]) {
    mac.update(&[tag]);
    mac.update(&(bytes.len() as u64).to_le_bytes());
    mac.update(bytes);
}

/// A keyed hash with a key of any length.
pub(crate) fn hmac(key: &[u8]) -> Hmac<Sha256> {
    // HMAC takes keys of any length; the error type is that of other MACs.
    Hmac::<Sha256>::new_from_slice(key).expect("HMAC accepts a key of any length")
}

/// The commitment to a record as it stands now, or `None` if there is no such record or its salt is gone.
pub(crate) fn commitment(db: &Connection, entity: Entity, id: i64) -> Result<Option<[u8; 32]>> {
    let salt: Option<Option<Vec<u8>>> = db
        .prepare_cached(&format!("SELECT salt FROM {} WHERE id = ?1", entity.table()))?
        .query_row([id], |row| row.get(0))
        .optional()?;
    let Some(Some(salt)) = salt else { return Ok(None) };
    let mut mac = hmac(&salt);
    mac.update(entity.as_str().as_bytes());
    for (part, sql) in entity.parts().iter().enumerate() {
        let mut statement = db.prepare_cached(sql)?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let mut order: Vec<usize> =
            (0..names.len()).filter(|i| names.get(*i).is_some_and(|n| n != "salt")).collect();
        order.sort_by(|a, b| names.get(*a).cmp(&names.get(*b)));
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            mac.update(&[b'R', u8::try_from(part).unwrap_or(u8::MAX)]);
            for &column in &order {
                let Some(name) = names.get(column) else { continue };
                match row.get_ref(column)? {
                    ValueRef::Null => {}
                    ValueRef::Integer(value) => {
                        feed(&mut mac, b'n', name.as_bytes());
                        feed(&mut mac, b'i', &value.to_le_bytes());
                    }
                    ValueRef::Real(value) => {
                        feed(&mut mac, b'n', name.as_bytes());
                        feed(&mut mac, b'r', &value.to_bits().to_le_bytes());
                    }
                    ValueRef::Text(value) => {
                        feed(&mut mac, b'n', name.as_bytes());
                        feed(&mut mac, b't', value);
                    }
                    ValueRef::Blob(value) => {
                        feed(&mut mac, b'n', name.as_bytes());
                        feed(&mut mac, b'b', value);
                    }
                }
            }
        }
    }
    Ok(Some(mac.finalize().into_bytes().into()))
}
