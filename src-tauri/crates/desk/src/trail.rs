//! The audit trail as it is listed, searched and read entry by entry.

use chrono::DateTime;
use register::search::fold;
use register::trail::TrailRow;
use statute::Lang;

use crate::error::{DeskError, NotFound, Result};
use crate::exports::{action_text, entity_text};
use crate::session::Session;
use crate::wire::{AuditEntry, AuditPage, AuditRecord, AuditRequest, AuditRow, AuditTouched, TrailAbout};

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

fn row(session: &Session, entry: &TrailRow) -> Option<AuditRow> {
    let at = DateTime::parse_from_rfc3339(&entry.utc).ok()?.with_timezone(&session.zone());
    Some(AuditRow {
        seq: u64::try_from(entry.seq).unwrap_or(0),
        at,
        who: who(session, &entry.actor),
        action: entry.action.clone(),
        entity: entry.entity.clone(),
        entity_id: entry.record.clone(),
        mac: register::trail::hex(&entry.mac),
    })
}

/// What was done and with what, in words.
#[must_use]
pub fn in_words(row: &AuditRow, lang: Lang) -> (String, String) {
    (action_text(&row.action, lang), entity_text(row, lang))
}

// ---- search --------------------------------------------------------------------------------------------------

/// Signs of a mark that are enough to find it by its beginning.
const MARK: usize = 8;

/// The words of a search, folded. «№» says nothing.
fn words_of(search: &str) -> Vec<String> {
    fold(search)
        .split_whitespace()
        .map(|word| word.trim_start_matches('№').to_owned())
        .filter(|word| !word.is_empty())
        .collect()
}

/// Whether an entry holds every word, as the list shows it. A word of digits is the number of an entry or part of a
/// record's number; a date and a time are told by their point and colon, so that a number does not find dates.
fn holds(row: &AuditRow, words: &[String], lang: Lang) -> bool {
    let shown = fold(&format!(
        "{} {} {} {}",
        action_text(&row.action, lang),
        entity_text(row, lang),
        row.who,
        row.action
    ));
    let when = row.at.format("%d.%m.%Y %H:%M:%S").to_string();
    let seq = row.seq.to_string();
    words.iter().all(|word| {
        shown.contains(word)
            || *word == seq
            || (word.contains(['.', ':']) && when.contains(word))
            || (word.len() >= MARK && row.mac.starts_with(word))
    })
}

/// What a request asks for, before any window of it: numbers of entries, or only how many there are.
pub enum Found {
    /// All entries about something, or all.
    About { about: Option<TrailAbout>, total: u64 },
    /// Numbers of the entries that a search found, newest first.
    Numbers(Vec<i64>),
}

impl Found {
    /// How many entries.
    #[must_use]
    pub fn total(&self) -> u64 {
        match self {
            Self::About { total, .. } => *total,
            Self::Numbers(numbers) => numbers.len() as u64,
        }
    }
}

/// Looks through the trail for what a request asks.
///
/// # Errors
/// Reading the register.
pub fn find(session: &Session, request: &AuditRequest) -> Result<Found> {
    let words = words_of(request.search.as_deref().unwrap_or_default());
    if words.is_empty() {
        let total = register::trail::list(session.read(), request.about, 0, 0)?.1;
        return Ok(Found::About { about: request.about, total });
    }
    let lang = session.lang();
    let numbers = register::trail::find(session.read(), request.about, |entry| {
        row(session, entry).is_some_and(|row| holds(&row, &words, lang))
    })?;
    Ok(Found::Numbers(numbers))
}

/// A window of what was found.
///
/// # Errors
/// Reading the register.
pub fn window(session: &Session, found: &Found, from: u32, count: u32) -> Result<Vec<AuditRow>> {
    let entries = match found {
        Found::About { about, .. } => register::trail::list(session.read(), *about, from, count)?.0,
        Found::Numbers(numbers) => numbers
            .iter()
            .skip(from as usize)
            .take(count as usize)
            .filter_map(|seq| register::trail::entry(session.read(), *seq).transpose())
            .collect::<std::result::Result<_, _>>()?,
    };
    Ok(entries.iter().filter_map(|entry| row(session, entry)).collect())
}

/// Entries, newest first; at most 1,000 at a time.
///
/// # Errors
/// Reading the register.
pub fn list(session: &Session, request: &AuditRequest) -> Result<AuditPage> {
    let found = find(session, request)?;
    Ok(AuditPage {
        entries: window(session, &found, request.from, request.count.clamp(1, 1000))?,
        total: found.total(),
        all: register::trail::count(session.read())?,
        head: session.register.audit_head()?,
    })
}

/// Records that are named one by one.
const NAMED: u32 = 20;

/// One entry: its facts, the mark before it, and the records whose state it seals.
///
/// # Errors
/// [`NotFound::Record`]; reading the register.
pub fn show(session: &Session, seq: u64) -> Result<AuditEntry> {
    let missing = || DeskError::NotFound { what: NotFound::Record, name: seq.to_string() };
    let number = i64::try_from(seq).map_err(|_| missing())?;
    let entry = register::trail::entry(session.read(), number)?.ok_or_else(missing)?;
    let sealed = register::trail::sealed(session.read(), number, NAMED)?;
    Ok(AuditEntry {
        entry: row(session, &entry).ok_or_else(missing)?,
        previous: register::trail::hex(&register::trail::previous_mark(session.read(), number)?),
        touched: sealed.counts.into_iter().map(|(entity, count)| AuditTouched { entity, count }).collect(),
        records: sealed
            .records
            .into_iter()
            .map(|record| AuditRecord {
                entity: record.entity,
                numbered: record.number.is_some(),
                id: record.number.unwrap_or_else(|| record.id.to_string()),
                removed: record.removed,
            })
            .collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(action: &str, entity: &str, id: &str) -> AuditRow {
        AuditRow {
            seq: 17,
            at: DateTime::parse_from_rfc3339("2027-01-13T09:14:05+05:00").unwrap_or_default(),
            who: "парольная фраза".to_owned(),
            action: action.to_owned(),
            entity: entity.to_owned(),
            entity_id: id.to_owned(),
            mac: "0123456789abcdef".repeat(4),
        }
    }

    #[test]
    fn an_entry_is_found_by_what_the_list_shows() {
        let row = entry("case_extend", "case", "2026-1429");
        for (search, lang, found) in [
            ("продлен срок", Lang::Ru, true),
            ("ПРОДЛЁН", Lang::Ru, true),
            ("обращение № 2026-1429", Lang::Ru, true),
            ("№1429", Lang::Ru, true),
            ("17", Lang::Ru, true),
            ("13.01", Lang::Ru, true),
            ("09:14", Lang::Ru, true),
            ("фраза", Lang::Ru, true),
            ("01234567", Lang::Ru, true),
            ("case_extend", Lang::Ru, true),
            ("Case 1429", Lang::En, true),
            ("продлён", Lang::En, false),
            ("письмо", Lang::Ru, false),
            ("2027", Lang::Ru, false),
            ("0123", Lang::Ru, false),
            ("продлён 2026-1430", Lang::Ru, false),
        ] {
            assert_eq!(holds(&row, &words_of(search), lang), found, "{search}");
        }
        let export = entry("list_export", "operator", "cases 625 xlsx");
        assert!(holds(&export, &words_of("обращения 625"), Lang::Ru));
    }
}
