//! What needs no vault: the law engine alone, the calendar.

use chrono::{DateTime, FixedOffset, NaiveDate};
pub use statute::DueView;
use statute::{Calendar, DueRequest, Extension, Kind, Lang, PolicyTerms};

use crate::error::{DeskError, FieldProblem, Result};
use crate::wire::{WorkDay, Workdays};

/// What `otvet deadline` asks.
pub struct DeadlineRequest {
    pub kind: Kind,
    pub received: NaiveDate,
    /// Compare with the policy of the preset.
    pub konekt: bool,
    pub provided: Option<NaiveDate>,
    pub detected_at: Option<DateTime<FixedOffset>>,
    pub extended_on: Option<NaiveDate>,
    /// 1 to 5; 5 if only the day was given.
    pub extended_by: Option<u8>,
}

/// A due date with its working.
///
/// # Errors
/// [`DeskError::ExtensionNotAllowed`], a field problem.
pub fn deadline(request: &DeadlineRequest, lang: Lang) -> Result<DueView> {
    let policy = PolicyTerms::konekt();
    let extension = match (request.extended_on, request.extended_by) {
        (Some(on), by) => Some(Extension { on, by: by.unwrap_or(5) }),
        (None, Some(_)) => return Err(DeskError::Field { field: "on", problem: FieldProblem::Empty }),
        (None, None) => None,
    };
    let asked = DueRequest {
        policy: request.konekt.then_some(&policy),
        provided_on: request.provided,
        detected_at: request.detected_at,
        extension,
        ..DueRequest::new(request.kind, request.received)
    };
    let due = statute::due(&asked, Calendar::builtin()).map_err(|error| match error {
        statute::DueError::NoClock => DeskError::Field {
            field: "kind",
            problem: FieldProblem::Unknown {
                value: request.kind.as_str().to_owned(),
                allowed: Kind::ALL
                    .iter()
                    .filter(|k| **k != Kind::NotPersonalData)
                    .map(|k| k.as_str().to_owned())
                    .collect(),
            },
        },
        statute::DueError::OutOfRange => DeskError::Field {
            field: "received",
            problem: FieldProblem::OutOfRange { from: "01.01.2000".to_owned(), to: "31.12.2100".to_owned() },
        },
        other => DeskError::ExtensionNotAllowed { why: other.text(lang) },
    })?;
    Ok(statute::render(&due, lang))
}

/// First and last year that the production calendar knows.
#[must_use]
pub fn calendar_years() -> (i32, i32) {
    Calendar::builtin().years()
}

/// The production calendar of a range of days, at most ten years.
///
/// # Errors
/// A field problem.
pub fn workdays(from: NaiveDate, to: NaiveDate, lang: Lang) -> Result<Workdays> {
    if to < from || (to - from).num_days() > 3660 {
        let limits = (
            from.format("%d.%m.%Y").to_string(),
            (from + chrono::Duration::days(3660)).format("%d.%m.%Y").to_string(),
        );
        return Err(DeskError::Field {
            field: "to",
            problem: FieldProblem::OutOfRange { from: limits.0, to: limits.1 },
        });
    }
    let days = from
        .iter_days()
        .take_while(|date| *date <= to)
        .map(|date| {
            let day = Calendar::builtin().day(date);
            WorkDay {
                date,
                working: day.working,
                short: day.short,
                provisional: day.provisional,
                why: day.why.text(lang),
            }
        })
        .collect();
    Ok(Workdays { days })
}
