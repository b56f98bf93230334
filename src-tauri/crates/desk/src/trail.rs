//! The audit trail as it is listed.

use chrono::DateTime;
use statute::Lang;

use crate::error::Result;
use crate::session::Session;
use crate::wire::{AuditPage, AuditRow};

/// Who acted, in words: by which of the vault's keys it was opened. An id of a key that is gone stays as it is.
fn who(session: &Session, actor: &str) -> String {
    let ru = session.lang() == Lang::Ru;
    if actor == "create" {
        return if ru { "при создании" } else { "at creation" }.to_owned();
    }
    let slot = session.keys.slots().into_iter().find(|slot| slot.id == actor);
    match slot.map(|slot| slot.kind) {
        Some(vault::SlotKind::Pass) => if ru { "парольная фраза" } else { "passphrase" }.to_owned(),
        Some(vault::SlotKind::PassFile) => {
            if ru { "фраза и файл-ключ" } else { "passphrase and key file" }.to_owned()
        }
        Some(vault::SlotKind::Recovery) => if ru { "резервный ключ" } else { "recovery key" }.to_owned(),
        None => actor.to_owned(),
    }
}

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
                who: who(session, &row.actor),
                action: row.action,
                entity: row.entity,
                entity_id: row.record,
                mac: register::trail::hex(&row.mac),
            })
        })
        .collect();
    Ok(AuditPage { entries, total, head: session.register.audit_head()? })
}
