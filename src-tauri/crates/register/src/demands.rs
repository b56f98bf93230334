//! Demands corrected by hand, the one extension of a term, and two cases joined into one.

use chrono::NaiveDate;
use rusqlite::{Connection, OptionalExtension};
use statute::Kind;

use crate::cases::{Demand, Event, insert_demand, insert_event, local, refresh_due, set_status, to_stop};
use crate::error::Result;
use crate::words::CaseStatus;
use crate::{Entity, RegisterError, Write, search};

const NO_DEMAND: RegisterError = RegisterError::NotFound { what: "an open demand of this kind" };

fn open_left(write: &Write<'_>, case_id: i64) -> Result<i64> {
    Ok(write
        .prepare_cached("SELECT count(*) FROM demand WHERE case_id = ?1 AND status = 'open'")?
        .query_row([case_id], |row| row.get(0))?)
}

/// Adds a demand of a kind that the case does not have; a closed case is open again.
///
/// # Errors
/// Writing the register.
pub fn add(write: &mut Write<'_>, case_id: i64, demand: &Demand, event: &Event) -> Result<()> {
    insert_demand(write, case_id, None, demand)?;
    insert_event(write, case_id, None, event)?;
    refresh_due(write, case_id)?;
    write
        .prepare_cached("UPDATE case_ SET status = 'reopened' WHERE id = ?1 AND status = 'closed'")?
        .execute([case_id])?;
    write.touch(Entity::Case, case_id);
    Ok(())
}

/// Makes another kind of an open demand, with its own clock; an extension of the old one is gone with it.
///
/// # Errors
/// [`RegisterError::NotFound`] if the case has no such open demand; writing the register.
pub fn change(write: &mut Write<'_>, case_id: i64, from: Kind, to: &Demand, event: &Event) -> Result<()> {
    let changed = write
        .prepare_cached(
            "UPDATE demand SET kind = ?3, received_on = ?4, detected_at = ?5, provided_on = NULL, extended_on = NULL,
                extended_by = NULL, extended_why = NULL, stopped_on = NULL, due_on = ?6, late_on = ?7,
                provisional = ?8
             WHERE case_id = ?1 AND kind = ?2 AND status = 'open'",
        )?
        .execute(rusqlite::params![
            case_id,
            from.as_str(),
            to.kind.as_str(),
            to.received_on.to_string(),
            to.detected_at.map(local),
            to.due_on.to_string(),
            to.late_on.to_string(),
            to.provisional,
        ])?;
    if changed == 0 {
        return Err(NO_DEMAND);
    }
    insert_event(write, case_id, None, event)?;
    refresh_due(write, case_id)?;
    write.touch(Entity::Case, case_id);
    Ok(())
}

/// Strikes an open demand out; the case is closed with its last open one. The trail and the timeline keep that it was
/// there.
///
/// # Errors
/// [`RegisterError::NotFound`] if the case has no such open demand; writing the register.
pub fn strike(write: &mut Write<'_>, case_id: i64, kind: Kind, event: &Event) -> Result<()> {
    let struck = write
        .prepare_cached("DELETE FROM demand WHERE case_id = ?1 AND kind = ?2 AND status = 'open'")?
        .execute((case_id, kind.as_str()))?;
    if struck == 0 {
        return Err(NO_DEMAND);
    }
    insert_event(write, case_id, None, event)?;
    refresh_due(write, case_id)?;
    if open_left(write, case_id)? == 0 {
        set_status(write, case_id, CaseStatus::Closed)?;
    }
    write.touch(Entity::Case, case_id);
    Ok(())
}

/// The one extension of a term.
#[derive(Clone, Debug)]
pub struct Extending {
    /// With the new date.
    pub demand: Demand,
    pub on: NaiveDate,
    pub by: u8,
    pub why: String,
}

/// Records the extension of an open demand.
///
/// # Errors
/// [`RegisterError::NotFound`] if the case has no such open demand; writing the register.
pub fn extend(write: &mut Write<'_>, case_id: i64, extending: &Extending, event: &Event) -> Result<()> {
    let demand = &extending.demand;
    let changed = write
        .prepare_cached(
            "UPDATE demand SET extended_on = ?3, extended_by = ?4, extended_why = ?5, due_on = ?6, late_on = ?7, provisional = ?8
             WHERE case_id = ?1 AND kind = ?2 AND status = 'open' AND extended_on IS NULL",
        )?
        .execute(rusqlite::params![
            case_id,
            demand.kind.as_str(),
            extending.on.to_string(),
            extending.by,
            extending.why,
            demand.due_on.to_string(),
            demand.late_on.to_string(),
            demand.provisional,
        ])?;
    if changed == 0 {
        return Err(NO_DEMAND);
    }
    insert_event(write, case_id, None, event)?;
    refresh_due(write, case_id)?;
    set_status(write, case_id, CaseStatus::Extended)
}

/// Records that the processing was stopped after a withdrawal of consent.
///
/// # Errors
/// [`RegisterError::NotFound`] if the case has no open withdrawal whose processing goes on; writing the register.
pub fn stop(write: &mut Write<'_>, case_id: i64, on: NaiveDate, event: &Event) -> Result<()> {
    let stopped = write
        .prepare_cached(concat!("UPDATE demand SET stopped_on = ?2 WHERE case_id = ?1 AND ", to_stop!()))?
        .execute((case_id, on.to_string()))?;
    if stopped == 0 {
        return Err(NO_DEMAND);
    }
    insert_event(write, case_id, None, event)?;
    write.touch(Entity::Case, case_id);
    Ok(())
}

/// Why the term of a demand was extended.
///
/// # Errors
/// Reading the register.
pub fn extended_why(db: &Connection, case_id: i64, kind: Kind) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT extended_why FROM demand WHERE case_id = ?1 AND kind = ?2")?
        .query_row((case_id, kind.as_str()), |row| row.get(0))
        .optional()?
        .flatten())
}

// ---- joining -------------------------------------------------------------------------------------------------

/// The number of the case that this one was joined to.
///
/// # Errors
/// Reading the register.
pub fn joined_to(db: &Connection, case_id: i64) -> Result<Option<String>> {
    Ok(db
        .prepare_cached("SELECT k.number FROM case_ c JOIN case_ k ON k.id = c.joined_to WHERE c.id = ?1")?
        .query_row([case_id], |row| row.get(0))
        .optional()?)
}

/// Row ids and numbers of the cases that were joined to this one, in the order of the register.
///
/// # Errors
/// Reading the register.
pub fn joined(db: &Connection, case_id: i64) -> Result<Vec<(i64, String)>> {
    Ok(db
        .prepare_cached("SELECT id, number FROM case_ WHERE joined_to = ?1 ORDER BY id")?
        .query_map([case_id], |row| Ok((row.get(0)?, row.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?)
}

/// Everything that a joining changes, for undoing: the two cases, what was joined to the second, its disclosures.
///
/// # Errors
/// Reading the register.
pub fn touched_by_join(db: &Connection, first: i64, second: i64) -> Result<Vec<(Entity, i64)>> {
    let mut records = vec![(Entity::Case, first), (Entity::Case, second)];
    records.extend(joined(db, second)?.into_iter().map(|(id, _)| (Entity::Case, id)));
    records.extend(disclosures(db, second)?.into_iter().map(|id| (Entity::Disclosure, id)));
    Ok(records)
}

fn disclosures(db: &Connection, case_id: i64) -> Result<Vec<i64>> {
    Ok(db
        .prepare_cached("SELECT id FROM disclosure WHERE case_id = ?1 ORDER BY id")?
        .query_map([case_id], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?)
}

/// What a joining writes.
#[derive(Clone, Debug)]
pub struct Joining {
    pub first: i64,
    pub second: i64,
    /// Open demands of the first case that get the clock of the second's: the earlier one wins.
    pub earlier: Vec<Kind>,
    /// Demands of the second case that the first does not have.
    pub moved: Vec<Kind>,
    pub first_event: Event,
    pub second_event: Event,
}

/// Joins the second case to the first: contacts, attachments, disclosures, telephones and addresses go over, and of
/// two open demands of one kind the one with the earlier clock stays. Issued letters cannot move: they stay with the
/// second number, which is closed and says where it went.
///
/// # Errors
/// Writing the register.
pub fn join(write: &mut Write<'_>, joining: &Joining) -> Result<()> {
    let Joining { first, second, .. } = *joining;
    // The earlier of two withdrawals stays; that the processing was stopped holds for it too.
    write
        .prepare_cached(
            "UPDATE demand SET stopped_on = (SELECT min(o.stopped_on) FROM demand o
                WHERE o.case_id IN (?1, ?2) AND o.kind = demand.kind AND o.status = 'open')
             WHERE case_id IN (?1, ?2) AND status = 'open' AND stopped_on IS NULL",
        )?
        .execute([first, second])?;
    for kind in &joining.earlier {
        write
            .prepare_cached("DELETE FROM demand WHERE case_id = ?1 AND kind = ?2 AND status = 'open'")?
            .execute((first, kind.as_str()))?;
        move_demand(write, first, second, *kind)?;
    }
    for kind in &joining.moved {
        move_demand(write, first, second, *kind)?;
    }
    // What is left open at the second has a later clock; what is closed stays there as it was done.
    write.prepare_cached("DELETE FROM demand WHERE case_id = ?1 AND status = 'open'")?.execute([second])?;
    for disclosure in disclosures(write, second)? {
        write.touch(Entity::Disclosure, disclosure);
    }
    for table in ["contact", "attachment", "disclosure"] {
        write
            .prepare_cached(&format!("UPDATE {table} SET case_id = ?1 WHERE case_id = ?2"))?
            .execute([first, second])?;
    }
    write
        .prepare_cached(
            "INSERT OR IGNORE INTO reach(value, case_id) SELECT value, ?1 FROM reach WHERE case_id = ?2",
        )?
        .execute([first, second])?;
    write.prepare_cached("DELETE FROM reach WHERE case_id = ?1")?.execute([second])?;
    write
        .prepare_cached(
            "UPDATE case_ SET
                received_at = iif(datetime(s.received_at) < datetime(case_.received_at), s.received_at, case_.received_at),
                received_on = min(case_.received_on, s.received_on),
                days_lost = nullif(max(coalesce(case_.days_lost, -1), coalesce(s.days_lost, -1)), -1),
                phone = coalesce(case_.phone, s.phone), email = coalesce(case_.email, s.email),
                address = coalesce(case_.address, s.address), contract = coalesce(case_.contract, s.contract),
                birth_date = coalesce(case_.birth_date, s.birth_date),
                last_name = iif(case_.full_name IS NULL, s.last_name, case_.last_name),
                first_name = iif(case_.full_name IS NULL, s.first_name, case_.first_name),
                middle_name = iif(case_.full_name IS NULL, s.middle_name, case_.middle_name),
                gender = iif(case_.full_name IS NULL, s.gender, case_.gender),
                full_name = coalesce(case_.full_name, s.full_name)
             FROM (SELECT * FROM case_ WHERE id = ?2) AS s WHERE case_.id = ?1",
        )?
        .execute([first, second])?;
    for (id, _) in joined(write, second)? {
        write.touch(Entity::Case, id);
    }
    write
        .prepare_cached("UPDATE case_ SET joined_to = ?1 WHERE id = ?2 OR joined_to = ?2")?
        .execute([first, second])?;
    insert_event(write, first, None, &joining.first_event)?;
    insert_event(write, second, None, &joining.second_event)?;
    for id in [first, second] {
        refresh_due(write, id)?;
        search::index_case(write, id)?;
        write.touch(Entity::Case, id);
    }
    set_status(write, second, CaseStatus::Closed)?;
    if open_left(write, first)? > 0 {
        write
            .prepare_cached("UPDATE case_ SET status = 'reopened' WHERE id = ?1 AND status = 'closed'")?
            .execute([first])?;
    }
    Ok(())
}

fn move_demand(write: &Write<'_>, first: i64, second: i64, kind: Kind) -> Result<()> {
    write.prepare_cached("UPDATE demand SET case_id = ?1 WHERE case_id = ?2 AND kind = ?3")?.execute((
        first,
        second,
        kind.as_str(),
    ))?;
    Ok(())
}
