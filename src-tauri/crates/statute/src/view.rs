//! A due date as it is printed and sent: plain strings and dates in one language.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::deadline::{Note, Source, StepWhy};
use crate::{Calendar, Due, Lang, Term};

/// The working of a due date. The fields that `otvet deadline --json` promises, and what the window shows beside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct DueView {
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub due_on: NaiveDate,
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub due_at: Option<DateTime<FixedOffset>>,
    pub immediate: bool,
    pub provisional: bool,
    pub also: Vec<AlsoView>,
    /// `152-FZ art. 20 p. 1` or `operator`.
    pub basis: String,
    /// Length of the term, if it is in working days.
    pub working_days: Option<u32>,
    pub steps: Vec<WorkingStep>,
    pub skipped: Vec<SkippedView>,
    pub compared: Vec<ComparedView>,
    /// `law` or `policy`.
    pub decided_by: String,
    /// The rule in one sentence with its article.
    pub rule: String,
    /// The day whose next day is the first of the term.
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub starts_on: NaiveDate,
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub internal_on: NaiveDate,
    pub extended: bool,
    /// Last day for a notice of extension, or null.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub extendable_until: Option<NaiveDate>,
    /// Where five more working days would end, or null.
    #[cfg_attr(feature = "ts", ts(type = "string | null"))]
    pub extension_to: Option<NaiveDate>,
    pub notes: Vec<String>,
    pub edition: String,
}

/// A second date of the same demand.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct AlsoView {
    pub what: String,
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub due_on: NaiveDate,
    pub immediate: bool,
}

impl AlsoView {
    /// The duty in one line: «Прекратить обработку: немедленно, 23.11.2026».
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let day = self.due_on.format("%d.%m.%Y");
        let what = crate::deadline::also_text(&self.what, lang);
        match (self.immediate, lang) {
            (true, Lang::Ru) => format!("{what}: немедленно по получении, {day}"),
            (true, Lang::En) => format!("{what}: at once on receipt, {day}"),
            (false, Lang::Ru) => format!("{what}: до {day}"),
            (false, Lang::En) => format!("{what}: by {day}"),
        }
    }
}

/// One day of the working.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct WorkingStep {
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub date: NaiveDate,
    /// Number in the term, if it counts.
    pub day: Option<u32>,
    pub working: bool,
    pub why: String,
}

/// A day that did not count.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct SkippedView {
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub date: NaiveDate,
    pub why: String,
}

/// One of the dates that were compared.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
pub struct ComparedView {
    /// `law` or `policy`.
    pub source: String,
    #[cfg_attr(feature = "ts", ts(type = "string"))]
    pub due_on: NaiveDate,
    pub term: String,
    pub clause: String,
}

fn word(source: Source) -> String {
    match source {
        Source::Law => "law".to_owned(),
        Source::Policy => "policy".to_owned(),
    }
}

/// Writes a due date out in one language.
#[must_use]
pub fn render(due: &Due, lang: Lang) -> DueView {
    let calendar = Calendar::builtin();
    let why = |step: &StepWhy| match (step, lang) {
        (StepWhy::Day(why), _) => why.text(lang),
        (StepWhy::Plain(why), Lang::Ru) => format!("календарный день, {}", why.text(lang)),
        (StepWhy::Plain(why), Lang::En) => format!("calendar day, {}", why.text(lang)),
        (StepWhy::Rolled(why), Lang::Ru) => {
            format!("последний день срока нерабочий, перенос по ст. 193 ГК РФ: {}", why.text(lang))
        }
        (StepWhy::Rolled(why), Lang::En) => {
            format!("the last day was not working, moved by Civil Code art. 193: {}", why.text(lang))
        }
        (StepWhy::Hours, Lang::Ru) => "срок идёт в часах и не переносится".to_owned(),
        (StepWhy::Hours, Lang::En) => "the term runs in hours and does not roll".to_owned(),
    };
    let extension_to = due.extendable_until.and_then(|until| {
        let request = crate::DueRequest {
            extension: Some(crate::Extension { on: due.received_on.min(until), by: 5 }),
            ..crate::DueRequest::new(due.kind, due.received_on)
        };
        crate::due(&request, calendar).ok().map(|d| d.due_on)
    });
    DueView {
        due_on: due.due_on,
        due_at: due.due_at,
        immediate: due.immediate,
        provisional: due.provisional,
        also: due
            .also
            .iter()
            .map(|a| AlsoView { what: a.what.to_owned(), due_on: a.due_on, immediate: a.immediate })
            .collect(),
        basis: if by_policy(due).is_some() { "operator" } else { due.basis }.to_owned(),
        working_days: match due.term {
            Term::WorkingDays(n) => Some(n),
            _ => None,
        },
        steps: due
            .steps
            .iter()
            .map(|s| WorkingStep {
                date: s.date,
                day: s.day,
                working: calendar.day(s.date).working,
                why: why(&s.why),
            })
            .collect(),
        skipped: due.skipped.iter().map(|s| SkippedView { date: s.date, why: s.why.text(lang) }).collect(),
        compared: due
            .compared
            .iter()
            .map(|c| ComparedView {
                source: word(c.source),
                due_on: c.due_on,
                term: c.term.text(lang),
                clause: reference(&c.clause, lang),
            })
            .collect(),
        decided_by: word(due.decided_by),
        rule: rule_text(due, lang),
        starts_on: due.starts_on,
        internal_on: due.internal_on,
        extended: due.extended,
        extendable_until: due.extendable_until,
        extension_to,
        notes: due.notes.iter().map(|note| note_text(*note, lang)).collect(),
        edition: match lang {
            Lang::Ru => crate::edition().to_owned(),
            Lang::En => crate::edition().replace("ФЗ в редакции от", "FZ as amended on"),
        },
    }
}

/// A place of the law or of the policy in one language: «ст. 21 ч. 5.1» is «art. 21 p. 5.1» in English, «п. 6 (2)
/// политики» is «clause 6 (2) of the policy».
#[must_use]
pub fn reference(text: &str, lang: Lang) -> String {
    if lang == Lang::Ru {
        return text.to_owned();
    }
    match text.strip_prefix("п. ").and_then(|rest| rest.strip_suffix(" политики")) {
        Some(clause) => format!("clause {clause} of the policy"),
        None => text.replace("ст. ", "art. ").replace("ч. ", "p. ").replace("п. ", "item "),
    }
}

/// The clause of the policy, where its promise is stricter than the law.
fn by_policy(due: &Due) -> Option<&str> {
    if due.decided_by != crate::Source::Policy || due.basis == "operator" {
        return None;
    }
    due.compared.iter().find(|c| c.source == crate::Source::Policy).map(|c| c.clause.as_str())
}

/// The event from which a term runs, in the genitive.
fn event(due: &Due, lang: Lang) -> &'static str {
    use crate::Kind::{ProcessingEnd, PurposeAchieved, UnlawfulProcessingDestroy, UnlawfulProcessingStop};
    match (due.kind, lang) {
        _ if due.starts_on != due.received_on && lang == Lang::Ru => "предоставления подтверждающих сведений",
        _ if due.starts_on != due.received_on => "the confirming information",
        (UnlawfulProcessingStop | UnlawfulProcessingDestroy, Lang::Ru) => "выявления",
        (UnlawfulProcessingStop | UnlawfulProcessingDestroy, Lang::En) => "detection",
        (PurposeAchieved, Lang::Ru) => "достижения цели обработки",
        (PurposeAchieved, Lang::En) => "the purpose being achieved",
        (ProcessingEnd, Lang::Ru) => "прекращения обработки",
        (ProcessingEnd, Lang::En) => "the end of processing",
        (_, Lang::Ru) => "получения",
        (_, Lang::En) => "receipt",
    }
}

fn rule_text(due: &Due, lang: Lang) -> String {
    let term = due.term.text(lang);
    let basis_ru = by_policy(due).unwrap_or(due.basis_ru);
    let basis = by_policy(due).map_or_else(|| due.basis.to_owned(), |clause| reference(clause, lang));
    match (due.term, lang) {
        (Term::Immediate, Lang::Ru) if due.kind == crate::Kind::SourceNotice => {
            format!("До начала обработки ({basis_ru})")
        }
        (Term::Immediate, Lang::En) if due.kind == crate::Kind::SourceNotice => {
            format!("Before processing begins ({basis})")
        }
        (Term::Immediate, Lang::Ru) => format!("Немедленно по получении ({basis_ru})"),
        (Term::Immediate, Lang::En) => format!("At once on receipt ({basis})"),
        (Term::Hours(_), Lang::Ru) => format!("{term} с момента выявления ({basis_ru})"),
        (Term::Hours(_), Lang::En) => format!("{term} from the moment of detection ({basis})"),
        (Term::FifteenthOfNextMonth, Lang::Ru) => {
            format!("До 15-го числа месяца, следующего за изменением ({basis_ru})")
        }
        (Term::FifteenthOfNextMonth, Lang::En) => {
            format!("By the 15th of the month after the change ({basis})")
        }
        (_, Lang::Ru) => {
            let from = event(due, lang);
            let extended = if due.extended && by_policy(due).is_none() {
                ", с учётом продления"
            } else {
                ""
            };
            format!(
                "{term} со дня {from} ({basis_ru}){extended}; срок течёт со следующего дня (ст. 191 ГК РФ)"
            )
        }
        (_, Lang::En) => {
            let from = event(due, lang);
            let extended = if due.extended && by_policy(due).is_none() { ", extension included" } else { "" };
            format!(
                "{term} from {from} ({basis}){extended}; the term runs from the next day (Civil Code art. 191)"
            )
        }
    }
}

fn note_text(note: Note, lang: Lang) -> String {
    match (note, lang) {
        (Note::NotYetConfirmed, Lang::Ru) => {
            "Подтверждения нет: срок считается от получения, это самая ранняя из возможных дат".to_owned()
        }
        (Note::NotYetConfirmed, Lang::En) => {
            "Not yet confirmed: counted from receipt, the earliest possible date".to_owned()
        }
        (Note::NoCalendar(year), Lang::Ru) => format!("Предварительно: календарь на {year} год не загружен"),
        (Note::NoCalendar(year), Lang::En) => format!("Provisional: no calendar for {year}"),
        (Note::TimeUnknown, Lang::Ru) => {
            "Время выявления не указано: срок считается от начала суток".to_owned()
        }
        (Note::TimeUnknown, Lang::En) => {
            "No time of detection: counted from the beginning of the day".to_owned()
        }
        (Note::OperatorsTerm, Lang::Ru) => {
            "Закон не устанавливает этого срока: он задан настройкой оператора".to_owned()
        }
        (Note::OperatorsTerm, Lang::En) => "The law gives no term: it is the operator's setting".to_owned(),
        (Note::PolicyOutdated, Lang::Ru) => {
            "Срок политики длиннее срока закона: действует срок закона".to_owned()
        }
        (Note::PolicyOutdated, Lang::En) => {
            "The policy's term is longer than the law's: the law's holds".to_owned()
        }
    }
}
