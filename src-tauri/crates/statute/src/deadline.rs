//! Clocks: from the day a demand was received to the day it is due, by the law and by the operator's promise.
//!
//! The law does not say how to count; by analogy the Civil Code does: a term starts the day after (art. 191), one that
//! ends on a non-working day ends on the next working day (art. 193). Nothing stops a clock; only the one reasoned
//! extension moves its end, counted from the original start.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Days, Duration, FixedOffset, Months, NaiveDate};
use thiserror::Error;

use crate::calendar::next;
use crate::{Calendar, Kind, Lang, Why};

/// How long.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Term {
    /// Working days after the start.
    WorkingDays(u32),
    /// Calendar days after the start, rolled to a working day.
    CalendarDays(u32),
    /// At once.
    Immediate,
    /// Clock hours; do not roll.
    Hours(u32),
    /// The 15th of the next month (art. 22 p. 7).
    FifteenthOfNextMonth,
}

impl Term {
    /// In words.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match (self, lang) {
            (Self::WorkingDays(n), Lang::Ru) => format!(
                "{n} {}",
                crate::days_word(i64::from(n), ["рабочий день", "рабочих дня", "рабочих дней"])
            ),
            (Self::WorkingDays(n), Lang::En) => format!("{n} working days"),
            (Self::CalendarDays(n), Lang::Ru) => {
                format!("{n} {}", crate::days_word(i64::from(n), ["день", "дня", "дней"]))
            }
            (Self::CalendarDays(n), Lang::En) => format!("{n} days"),
            (Self::Immediate, Lang::Ru) => "немедленно".to_owned(),
            (Self::Immediate, Lang::En) => "immediately".to_owned(),
            (Self::Hours(n), Lang::Ru) => {
                format!("{n} {}", crate::days_word(i64::from(n), ["час", "часа", "часов"]))
            }
            (Self::Hours(n), Lang::En) => format!("{n} hours"),
            (Self::FifteenthOfNextMonth, Lang::Ru) => "до 15-го числа следующего месяца".to_owned(),
            (Self::FifteenthOfNextMonth, Lang::En) => "by the 15th of the next month".to_owned(),
        }
    }
}

/// What the operator promised for a kind, and in which clause of the policy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promise {
    pub term: Term,
    pub clause: String,
}

/// The terms that an operator's policy promises.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PolicyTerms {
    promises: BTreeMap<Kind, Promise>,
}

impl PolicyTerms {
    /// Terms from (kind, term, clause).
    #[must_use]
    pub fn new(promises: impl IntoIterator<Item = (Kind, Term, String)>) -> Self {
        Self {
            promises: promises
                .into_iter()
                .map(|(kind, term, clause)| (kind, Promise { term, clause }))
                .collect(),
        }
    }

    /// The terms of the preset `konekt`: section 6 of the published policy. Its 30 days bind `access` only.
    #[must_use]
    pub fn konekt() -> Self {
        Self::new([
            (Kind::Access, Term::CalendarDays(30), "6 (1)".to_owned()),
            (Kind::Rectification, Term::WorkingDays(7), "6 (2)".to_owned()),
            (Kind::Blocking, Term::WorkingDays(7), "6 (2)".to_owned()),
            (Kind::Destruction, Term::WorkingDays(7), "6 (2)".to_owned()),
            (Kind::PurposeAchieved, Term::CalendarDays(30), "6 (5)".to_owned()),
            (Kind::StopMarketing, Term::Immediate, "6 (7)".to_owned()),
        ])
    }

    /// The promise for a kind.
    #[must_use]
    pub fn get(&self, kind: Kind) -> Option<&Promise> {
        self.promises.get(&kind)
    }
}

/// The one reasoned extension.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Extension {
    /// The day on which the notice left.
    pub on: NaiveDate,
    /// 1 to 5 working days.
    pub by: u8,
}

/// What is asked of [`due`].
#[derive(Clone, Debug)]
pub struct DueRequest<'a> {
    pub kind: Kind,
    /// Day of receipt, or of the event that starts the clock.
    pub received_on: NaiveDate,
    pub policy: Option<&'a PolicyTerms>,
    /// Day on which the confirming information came (art. 20 p. 3, art. 21 p. 2).
    pub provided_on: Option<NaiveDate>,
    /// Moment of detection, for terms in hours.
    pub detected_at: Option<DateTime<FixedOffset>>,
    pub extension: Option<Extension>,
    /// For `stop_dissemination`: the operator holds the dissemination consent (art. 10.1 p. 12), else p. 14.
    pub holds_consent: bool,
}

impl DueRequest<'_> {
    /// A request with nothing but kind and day of receipt.
    #[must_use]
    pub fn new(kind: Kind, received_on: NaiveDate) -> Self {
        Self {
            kind,
            received_on,
            policy: None,
            provided_on: None,
            detected_at: None,
            extension: None,
            holds_consent: true,
        }
    }
}

/// Why there is no date.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DueError {
    #[error("this kind has no clock")]
    NoClock,
    #[error("the law knows no extension of this term")]
    NoExtension,
    #[error("an extension is of one to five working days")]
    ExtensionTooLong,
    #[error("the notice of the extension left after the first term, {0}")]
    ExtensionTooLate(NaiveDate),
    #[error("the notice of the extension left before the demand came")]
    ExtensionTooEarly,
    #[error("the confirming information came before the demand")]
    ProvidedTooEarly,
    #[error("the date is out of range")]
    OutOfRange,
}

impl DueError {
    /// In words for a person.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        match (self, lang) {
            (Self::NoClock, Lang::Ru) => "у этого вида нет срока".to_owned(),
            (Self::NoExtension, Lang::Ru) => "закон не предусматривает продления этого срока".to_owned(),
            (Self::ExtensionTooLong, Lang::Ru) => "продлить можно на срок от 1 до 5 рабочих дней".to_owned(),
            (Self::ExtensionTooLate(day), Lang::Ru) => format!("срок истёк {}", day.format("%d.%m.%Y")),
            (Self::ExtensionTooEarly, Lang::Ru) => "уведомление о продлении раньше дня получения".to_owned(),
            (Self::ProvidedTooEarly, Lang::Ru) => "подтверждающие сведения раньше дня получения".to_owned(),
            (Self::OutOfRange, Lang::Ru) => "дата вне допустимых пределов (2000–2100 годы)".to_owned(),
            (other, Lang::En) => other.to_string(),
        }
    }
}

/// Whose term it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    Law,
    Policy,
}

/// A second date of the same demand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Also {
    /// `stop`, `block`.
    pub what: &'static str,
    pub due_on: NaiveDate,
    pub immediate: bool,
}

/// One day of the working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub date: NaiveDate,
    /// Its number in the term, if it counts.
    pub day: Option<u32>,
    pub why: StepWhy,
}

/// Why a day counts or not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum StepWhy {
    /// A day of the calendar.
    Day(Why),
    /// A calendar day of a term in plain days.
    Plain(Why),
    /// The last day was non-working: rolled on by art. 193 of the Civil Code.
    Rolled(Why),
    /// A term in hours.
    Hours,
}

/// A day that did not count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Skipped {
    pub date: NaiveDate,
    pub why: Why,
}

/// One of the dates that were compared.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub source: Source,
    pub due_on: NaiveDate,
    pub term: Term,
    pub clause: String,
}

/// A remark on the working.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Note {
    /// The confirming information has not come: counted from receipt, the earliest possible.
    NotYetConfirmed,
    /// No calendar for a year.
    NoCalendar(i32),
    /// Hours counted from the beginning of the day, because no time was given.
    TimeUnknown,
    /// The law gives no term: the operator's own setting.
    OperatorsTerm,
    /// The policy promises a term that the law has shortened.
    PolicyOutdated,
}

/// A due date with its whole working.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Due {
    pub kind: Kind,
    pub received_on: NaiveDate,
    pub due_on: NaiveDate,
    pub due_at: Option<DateTime<FixedOffset>>,
    pub immediate: bool,
    pub provisional: bool,
    pub also: Vec<Also>,
    /// `152-FZ art. 20 p. 1`, or `operator`.
    pub basis: &'static str,
    /// «ст. 20 ч. 1».
    pub basis_ru: &'static str,
    /// The term that decided, extension included.
    pub term: Term,
    /// The day whose next day is the first of the term.
    pub starts_on: NaiveDate,
    pub steps: Vec<Step>,
    pub skipped: Vec<Skipped>,
    pub compared: Vec<Compared>,
    pub decided_by: Source,
    pub extended: bool,
    /// The last day on which a notice of extension may leave; `None` = the law knows none, or it is used.
    pub extendable_until: Option<NaiveDate>,
    pub notes: Vec<Note>,
    /// A stricter date to work by: one working day earlier.
    pub internal_on: NaiveDate,
    /// The day after which it is overdue: `due_on`, for "at once" the next working day.
    pub late_on: NaiveDate,
}

impl Due {
    /// The clock of a second duty of the same demand that is to be done at once: late after the next working day.
    #[must_use]
    pub fn at_once(&self, also: &Also, calendar: &Calendar) -> Self {
        Self {
            due_on: also.due_on,
            due_at: None,
            immediate: true,
            provisional: false,
            internal_on: also.due_on,
            late_on: calendar.next_working_day(also.due_on),
            ..self.clone()
        }
    }
}

impl Also {
    /// What is to be done, in words.
    #[must_use]
    pub fn text(&self, lang: Lang) -> &'static str {
        also_text(self.what, lang)
    }
}

/// A second duty by its word.
pub(crate) fn also_text(what: &str, lang: Lang) -> &'static str {
    match (what, lang) {
        ("block", Lang::Ru) => "Заблокировать данные на время проверки",
        ("block", Lang::En) => "Block the data while they are checked",
        (_, Lang::Ru) => "Прекратить обработку",
        (_, Lang::En) => "Stop the processing",
    }
}

struct Rule {
    term: Term,
    basis: &'static str,
    basis_ru: &'static str,
    extendable: bool,
    /// Counts from the day the confirming information came.
    from_confirmation: bool,
    also: Option<&'static str>,
}

fn rule(request: &DueRequest<'_>) -> Result<Rule, DueError> {
    use Term::{CalendarDays, FifteenthOfNextMonth, Hours, Immediate, WorkingDays};
    let r = |term, basis, basis_ru| Rule {
        term,
        basis,
        basis_ru,
        extendable: false,
        from_confirmation: false,
        also: None,
    };
    Ok(match request.kind {
        Kind::Access => {
            Rule { extendable: true, ..r(WorkingDays(10), "152-FZ art. 20 p. 1", "ст. 20 ч. 1") }
        }
        Kind::Rectification => Rule {
            from_confirmation: true,
            also: Some("block"),
            ..r(WorkingDays(7), "152-FZ art. 21 p. 2", "ст. 21 ч. 2")
        },
        Kind::Destruction => {
            Rule { from_confirmation: true, ..r(WorkingDays(7), "152-FZ art. 20 p. 3", "ст. 20 ч. 3") }
        }
        Kind::Blocking => r(Immediate, "152-FZ art. 21 p. 1", "ст. 21 ч. 1"),
        Kind::StopProcessing => {
            Rule { extendable: true, ..r(WorkingDays(10), "152-FZ art. 21 p. 5.1", "ст. 21 ч. 5.1") }
        }
        Kind::WithdrawConsent => {
            Rule { also: Some("stop"), ..r(CalendarDays(30), "152-FZ art. 21 p. 5", "ст. 21 ч. 5") }
        }
        Kind::StopMarketing => r(Immediate, "152-FZ art. 15 p. 2", "ст. 15 ч. 2"),
        Kind::StopDissemination if request.holds_consent => {
            r(Immediate, "152-FZ art. 10.1 p. 12", "ст. 10.1 ч. 12")
        }
        Kind::StopDissemination | Kind::DisseminationStopThirdParty => {
            r(WorkingDays(3), "152-FZ art. 10.1 p. 14", "ст. 10.1 ч. 14")
        }
        Kind::AutomatedDecisionObjection => r(CalendarDays(30), "152-FZ art. 16 p. 4", "ст. 16 ч. 4"),
        Kind::Clarification | Kind::Complaint => r(WorkingDays(10), "operator", "срок установлен оператором"),
        Kind::AuthorityInquiry => {
            Rule { extendable: true, ..r(WorkingDays(10), "152-FZ art. 20 p. 4", "ст. 20 ч. 4") }
        }
        Kind::UnlawfulProcessingStop => r(WorkingDays(3), "152-FZ art. 21 p. 3", "ст. 21 ч. 3"),
        Kind::UnlawfulProcessingDestroy => r(WorkingDays(10), "152-FZ art. 21 p. 3", "ст. 21 ч. 3"),
        Kind::Incident24h => r(Hours(24), "152-FZ art. 21 p. 3.1", "ст. 21 ч. 3.1"),
        Kind::Incident72h => r(Hours(72), "152-FZ art. 21 p. 3.1", "ст. 21 ч. 3.1"),
        Kind::PurposeAchieved => r(CalendarDays(30), "152-FZ art. 21 p. 4", "ст. 21 ч. 4"),
        Kind::SourceNotice => r(Immediate, "152-FZ art. 18 p. 3", "ст. 18 ч. 3"),
        Kind::PublicSourceExclusion => r(Immediate, "152-FZ art. 8 p. 2", "ст. 8 ч. 2"),
        Kind::NoticeChange => r(FifteenthOfNextMonth, "152-FZ art. 22 p. 7", "ст. 22 ч. 7"),
        Kind::ProcessingEnd => r(WorkingDays(10), "152-FZ art. 22 p. 7", "ст. 22 ч. 7"),
        Kind::NotPersonalData => return Err(DueError::NoClock),
    })
}

struct Counted {
    due_on: NaiveDate,
    steps: Vec<Step>,
    provisional: bool,
}

/// Rolls a date that is not working to the next working day; leaves it where the calendar ends.
fn roll(calendar: &Calendar, raw: NaiveDate, steps: &mut Vec<Step>) -> NaiveDate {
    let mut date = raw;
    let kept = steps.len();
    while !calendar.day(date).working && !calendar.day(date).provisional {
        date = next(date);
        let day = calendar.day(date);
        if day.provisional {
            steps.truncate(kept);
            return raw;
        }
        steps.push(Step { date, day: None, why: StepWhy::Rolled(day.why) });
    }
    date
}

fn count(term: Term, start: NaiveDate, calendar: &Calendar) -> Counted {
    let mut steps = Vec::new();
    let due_on = match term {
        Term::WorkingDays(n) => {
            let mut date = start;
            let mut counted = 0;
            while counted < n {
                date = next(date);
                let day = calendar.day(date);
                counted += u32::from(day.working);
                steps.push(Step { date, day: day.working.then_some(counted), why: StepWhy::Day(day.why) });
            }
            date
        }
        Term::CalendarDays(n) => {
            let mut date = start;
            for number in 1..=n {
                date = next(date);
                steps.push(Step { date, day: Some(number), why: StepWhy::Plain(calendar.day(date).why) });
            }
            roll(calendar, date, &mut steps)
        }
        Term::FifteenthOfNextMonth => {
            let raw = start
                .with_day(1)
                .and_then(|first| first.checked_add_months(Months::new(1)))
                .and_then(|first| first.with_day(15))
                .unwrap_or(start);
            let mut date = start;
            let mut number = 0;
            while date < raw {
                date = next(date);
                number += 1;
                steps.push(Step { date, day: Some(number), why: StepWhy::Plain(calendar.day(date).why) });
            }
            roll(calendar, raw, &mut steps)
        }
        Term::Immediate | Term::Hours(_) => start,
    };
    let provisional = match term {
        Term::Immediate | Term::Hours(_) => false,
        Term::WorkingDays(_) => steps.iter().any(|step| !calendar.has_year(step.date.year())),
        // In a term of plain days only the end depends on the calendar.
        Term::CalendarDays(_) | Term::FifteenthOfNextMonth => {
            !calendar.has_year(due_on.year()) || (!calendar.day(due_on).working)
        }
    };
    Counted { due_on, steps, provisional }
}

fn extended(term: Term, by: u8) -> Term {
    match term {
        Term::WorkingDays(n) => Term::WorkingDays(n + u32::from(by)),
        other => other,
    }
}

fn in_range(date: NaiveDate) -> bool {
    (2000..=2100).contains(&date.year())
}

/// The due date of a demand with its whole working: by the law, by the policy, the stricter of both, chosen again
/// after an extension.
///
/// # Errors
/// See [`DueError`].
pub fn due(request: &DueRequest<'_>, calendar: &Calendar) -> Result<Due, DueError> {
    let rule = rule(request)?;
    let received = request.received_on;
    let detected = request.detected_at.map(|at| at.date_naive());
    if ![Some(received), request.provided_on, detected, request.extension.map(|e| e.on)]
        .into_iter()
        .flatten()
        .all(in_range)
    {
        return Err(DueError::OutOfRange);
    }
    let mut notes = Vec::new();
    let start = if rule.from_confirmation {
        match request.provided_on {
            Some(day) if day < received => return Err(DueError::ProvidedTooEarly),
            Some(day) => day,
            None => {
                notes.push(Note::NotYetConfirmed);
                received
            }
        }
    } else {
        received
    };
    let also = rule.also.map(|what| Also { what, due_on: received, immediate: true }).into_iter().collect();

    if let Term::Hours(hours) = rule.term {
        return Ok(in_hours(request, &rule, hours, notes, also));
    }

    let first = count(rule.term, start, calendar);
    let mut law_term = rule.term;
    if let Some(extension) = request.extension {
        if !rule.extendable {
            return Err(DueError::NoExtension);
        }
        if !(1..=5).contains(&extension.by) {
            return Err(DueError::ExtensionTooLong);
        }
        if extension.on < received {
            return Err(DueError::ExtensionTooEarly);
        }
        if extension.on > first.due_on {
            return Err(DueError::ExtensionTooLate(first.due_on));
        }
        law_term = extended(rule.term, extension.by);
    }
    let law = count(law_term, start, calendar);
    let source = if rule.basis == "operator" { Source::Policy } else { Source::Law };
    let mut compared =
        vec![Compared { source, due_on: law.due_on, term: law_term, clause: rule.basis_ru.to_owned() }];
    let by_law = law.due_on;
    let mut decided = (law, law_term, source);
    if let Some(promise) = request.policy.and_then(|policy| policy.get(request.kind)) {
        let promised = count(promise.term, start, calendar);
        compared.push(Compared {
            source: Source::Policy,
            due_on: promised.due_on,
            term: promise.term,
            clause: format!("п. {} политики", promise.clause),
        });
        if promised.due_on > by_law {
            notes.push(Note::PolicyOutdated);
        }
        if promised.due_on < decided.0.due_on {
            decided = (promised, promise.term, Source::Policy);
        }
    }
    let (counted, term, decided_by) = decided;
    if rule.basis == "operator" {
        notes.push(Note::OperatorsTerm);
    }
    if counted.provisional {
        let year = counted
            .steps
            .iter()
            .map(|s| s.date.year())
            .chain([counted.due_on.year() + 1])
            .find(|y| !calendar.has_year(*y));
        notes.push(Note::NoCalendar(year.unwrap_or(counted.due_on.year())));
    }
    let immediate = term == Term::Immediate;
    let skipped = match term {
        Term::WorkingDays(_) => counted
            .steps
            .iter()
            .filter(|step| step.day.is_none())
            .map(|step| Skipped { date: step.date, why: calendar.day(step.date).why })
            .collect(),
        _ => Vec::new(),
    };
    Ok(Due {
        kind: request.kind,
        received_on: received,
        due_on: counted.due_on,
        due_at: None,
        immediate,
        provisional: counted.provisional,
        also,
        basis: rule.basis,
        basis_ru: rule.basis_ru,
        term,
        starts_on: start,
        steps: counted.steps,
        skipped,
        compared,
        decided_by,
        extended: request.extension.is_some(),
        extendable_until: (rule.extendable && request.extension.is_none()).then_some(first.due_on),
        notes,
        internal_on: if immediate {
            received
        } else {
            calendar.previous_working_day(counted.due_on).max(received)
        },
        late_on: if immediate { calendar.next_working_day(received) } else { counted.due_on },
    })
}

/// Clock hours from the moment of detection: they do not roll (Civil Code art. 193 speaks of days).
fn in_hours(request: &DueRequest<'_>, rule: &Rule, hours: u32, mut notes: Vec<Note>, also: Vec<Also>) -> Due {
    let moscow = FixedOffset::east_opt(3 * 3600);
    let detected = request.detected_at.or_else(|| {
        notes.push(Note::TimeUnknown);
        moscow.and_then(|zone| {
            request.received_on.and_time(chrono::NaiveTime::MIN).and_local_timezone(zone).single()
        })
    });
    let due_at = detected.map(|at| at + Duration::hours(i64::from(hours)));
    let due_on = due_at.map_or(request.received_on, |at| at.date_naive());
    let mut steps = Vec::new();
    let mut date = request.received_on;
    while date < due_on {
        date = next(date);
        steps.push(Step { date, day: None, why: StepWhy::Hours });
    }
    Due {
        kind: request.kind,
        received_on: request.received_on,
        due_on,
        due_at,
        immediate: false,
        provisional: false,
        also,
        basis: rule.basis,
        basis_ru: rule.basis_ru,
        term: rule.term,
        starts_on: request.received_on,
        steps,
        skipped: Vec::new(),
        compared: vec![Compared {
            source: Source::Law,
            due_on,
            term: rule.term,
            clause: rule.basis_ru.to_owned(),
        }],
        decided_by: Source::Law,
        extended: false,
        extendable_until: None,
        notes,
        internal_on: due_on,
        late_on: due_on,
    }
}

/// Six months from the original start, where data cannot be destroyed in the term (art. 21 p. 6): the same number of
/// the last month or its last day (Civil Code art. 192), rolled to a working day.
#[must_use]
pub fn six_months(start: NaiveDate, calendar: &Calendar) -> (NaiveDate, bool) {
    let raw = start.checked_add_months(Months::new(6)).unwrap_or(start);
    let rolled = roll(calendar, raw, &mut Vec::new());
    (rolled, !calendar.has_year(rolled.year()) || !calendar.day(rolled).working)
}

/// The first day on which a repeat request must be answered anew (art. 14 p. 4): 30 days after the first one.
#[must_use]
pub fn repeat_request_earliest(first_on: NaiveDate) -> NaiveDate {
    first_on.checked_add_days(Days::new(30)).unwrap_or(first_on)
}
