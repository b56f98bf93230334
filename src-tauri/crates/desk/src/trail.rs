//! The audit trail as it is listed.

use chrono::DateTime;

use crate::error::Result;
use crate::session::Session;
use crate::wire::{AuditPage, AuditRow};

/// Entries, newest first; at most 1,000 at a time.
///
/// # Errors
/// Reading the register.
pub fn list(session: &Session, from: u32, count: u32) -> Result<AuditPage> {
    let (rows, total) = register::trail::list(session.read(), from, count.clamp(1, 1000))?;
    let entries = rows
        .into_iter()
        .filter_map(|row| {
            let at = DateTime::parse_from_rfc3339(&row.utc).ok()?.with_timezone(&session.zone());
            Some(AuditRow {
                seq: u64::try_from(row.seq).unwrap_or(0),
                at,
                who: row.actor,
                action: row.action,
                entity: row.entity,
                entity_id: row.record,
                mac: register::trail::hex(&row.mac),
            })
        })
        .collect();
    Ok(AuditPage { entries, total, head: session.register.audit_head()? })
}
