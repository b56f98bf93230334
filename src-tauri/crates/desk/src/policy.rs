//! The operator's policy between its file and the register.

use register::policy::PolicyRecord;
use register::{Connection, Write};

use crate::error::{Result, internal};
use crate::policy_file::PolicyFile;
use crate::wire::PolicyPreset;

/// Writes a policy into the register; it is in force from then on.
pub(crate) fn store(write: &mut Write<'_>, preset: PolicyPreset, file: &PolicyFile) -> Result<()> {
    let entries = file.entries().map_err(|error| internal("reading the policy", &error))?;
    let records: Vec<PolicyRecord> = entries
        .into_iter()
        .map(|e| PolicyRecord {
            section: e.section.to_owned(),
            clause: e.clause,
            code: e.code,
            text: e.text,
            details: e.details,
        })
        .collect();
    register::policy::add(
        write,
        preset.as_str(),
        &file.policy.title,
        file.policy.edition.as_deref(),
        &records,
    )?;
    Ok(())
}

/// Reads a policy back.
pub(crate) fn load(db: &Connection, id: i64) -> Result<PolicyFile> {
    let records = register::policy::records(db, id, None)?;
    PolicyFile::from_entries(records.iter().map(|r| (r.section.as_str(), r.details.as_str())))
        .map_err(|error| internal("reading the policy", &error))
}
