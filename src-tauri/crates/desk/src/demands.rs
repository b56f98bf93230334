//! Demands corrected by hand, the one extension of a term (152-FZ art. 20 p. 1, 4, art. 21 p. 5.1), and two cases of one
//! person joined into one. A demand keeps its receipt whatever is done with it: the law engine counts its date anew.

use chrono::NaiveDate;
use register::Entity;
use register::cases::{self as records, Case, Demand, Event};
use register::demands::{self, Extending, Joining};
use statute::{Calendar, DueError, DueRequest, Extension, Kind, Lang, due, render};

use crate::cases::{clock, given, load, new_demand, past, show};
use crate::error::{DeskError, FieldProblem, Result};
use crate::session::Session;
use crate::wire::{
    CaseDemandRequest, CaseExtendRequest, CaseExtensionRequest, CaseJoinRequest, CaseStoppedRequest,
    CaseView, DemandAct, ExtensionView,
};

/// The longest extension, in working days.
const LONGEST: u8 = 5;
/// How many characters a reason may have.
const REASON: usize = 500;

fn open_demand<'a>(session: &Session, case: &'a Case, kind: Kind) -> Result<&'a Demand> {
    case.demands
        .iter()
        .find(|d| d.kind == kind && d.open)
        .ok_or_else(|| DeskError::DemandNotOpen { kind: statute::kind_name(kind, session.lang()).to_owned() })
}

/// A case that was joined to another takes no more acts.
fn not_joined(session: &Session, case: &Case) -> Result<()> {
    match demands::joined_to(session.read(), case.id)? {
        Some(to) => Err(DeskError::CaseJoined { number: case.number.clone(), to }),
        None => Ok(()),
    }
}

/// A kind that has a clock and that a person can demand.
fn demandable(field: &'static str, kind: Kind) -> Result<Kind> {
    if kind != Kind::NotPersonalData {
        return Ok(kind);
    }
    let allowed = Kind::ALL.iter().filter(|k| **k != Kind::NotPersonalData).map(|k| k.as_str().to_owned());
    let problem = FieldProblem::Unknown { value: kind.as_str().to_owned(), allowed: allowed.collect() };
    Err(DeskError::Field { field, problem })
}

fn not_there(session: &Session, case: &Case, field: &'static str, kind: Kind) -> Result<()> {
    match case.demands.iter().find(|d| d.kind == kind) {
        None => Ok(()),
        Some(known) => {
            let kind = statute::kind_name(kind, session.lang()).to_owned();
            Err(DeskError::DemandKnown { field, kind, closed_on: known.closed_on })
        }
    }
}

// ---- correcting ----------------------------------------------------------------------------------------------

/// Confirms, adds, changes or strikes out a demand. The last open one is struck out only with what the case is instead:
/// then the case is closed, without demands if it had no other.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::DemandNotOpen`], [`DeskError::DemandKnown`], [`DeskError::LastDemand`],
/// [`DeskError::CaseJoined`], a field problem; writing the register.
pub fn correct(session: &mut Session, request: &CaseDemandRequest) -> Result<CaseView> {
    let case = load(session, &request.number)?;
    not_joined(session, &case)?;
    let kind = demandable("kind", request.kind)?;
    let reason = given(request.reason.as_ref(), "reason", REASON)?;
    let contact = match request.contact {
        None => None,
        Some(at) => Some(case.contacts.get(at as usize).ok_or_else(|| DeskError::Field {
            field: "contact",
            problem: FieldProblem::OutOfRange {
                from: "0".to_owned(),
                to: (case.contacts.len().max(1) - 1).to_string(),
            },
        })?),
    };
    let event = |what: &str, words: String| {
        let detail = reason.as_ref().map_or_else(|| words.clone(), |reason| format!("{words}\n{reason}"));
        Event { at: session.now(), what: what.to_owned(), detail: Some(detail) }
    };
    let received = contact.map_or(case.received_on, |c| c.at.with_timezone(&session.zone()).date_naive());
    let known = [(Entity::Case, case.id)];
    let number = case.number.clone();
    match request.act {
        DemandAct::Confirm if case.demands.iter().any(|d| d.kind == kind) => {
            let event = event("demand_confirmed", kind.as_str().to_owned());
            session.write_undoable("case_kind", Entity::Case, &number, &known, |write| {
                Ok(records::add_event(write, case.id, &event)?)
            })?;
        }
        DemandAct::Confirm | DemandAct::Add => {
            not_there(session, &case, "kind", kind)?;
            let demand = new_demand(session, kind, received, None)?;
            let event = event("demand_added", kind.as_str().to_owned());
            session.write_undoable("case_kind", Entity::Case, &number, &known, |write| {
                Ok(demands::add(write, case.id, &demand, &event)?)
            })?;
        }
        DemandAct::Change => {
            let to = request.to.ok_or(DeskError::Field { field: "to_kind", problem: FieldProblem::Empty })?;
            let to = demandable("to_kind", to)?;
            let old = open_demand(session, &case, kind)?;
            not_there(session, &case, "to_kind", to)?;
            let demand = new_demand(session, to, old.received_on, old.detected_at)?;
            let event = event("demand_changed", format!("{} {}", kind.as_str(), to.as_str()));
            session.write_undoable("case_kind", Entity::Case, &number, &known, |write| {
                Ok(demands::change(write, case.id, kind, &demand, &event)?)
            })?;
        }
        DemandAct::Strike => {
            open_demand(session, &case, kind)?;
            let last = case.demands.iter().filter(|d| d.open).count() == 1;
            if last && reason.is_none() {
                return Err(DeskError::LastDemand {
                    kind: statute::kind_name(kind, session.lang()).to_owned(),
                });
            }
            // Answered demands stay, and the case is closed as answered; without any it was no demand at all.
            let what = if case.demands.len() == 1 { "case_without_demand" } else { "demand_struck" };
            let event = event(what, kind.as_str().to_owned());
            session.write_undoable("case_kind", Entity::Case, &number, &known, |write| {
                Ok(demands::strike(write, case.id, kind, &event)?)
            })?;
        }
    }
    show(session, &number)
}

// ---- stopping ------------------------------------------------------------------------------------------------

/// Records that the processing was stopped after a withdrawal of consent: at once (152-FZ art. 21 p. 5). The demand
/// itself stays open until the data are destroyed.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::DemandNotOpen`], [`DeskError::CaseJoined`], [`DeskError::AlreadyStopped`], a
/// field problem; writing the register.
pub fn stop(session: &mut Session, request: &CaseStoppedRequest) -> Result<CaseView> {
    let case = load(session, &request.number)?;
    not_joined(session, &case)?;
    let demand = open_demand(session, &case, Kind::WithdrawConsent)?;
    if let Some(on) = demand.stopped_on {
        return Err(DeskError::AlreadyStopped { number: case.number.clone(), on });
    }
    let on = past(session, "on", request.on.unwrap_or_else(|| session.today()))?;
    if on < demand.received_on {
        let problem = FieldProblem::OutOfRange {
            from: demand.received_on.format("%d.%m.%Y").to_string(),
            to: session.today().format("%d.%m.%Y").to_string(),
        };
        return Err(DeskError::Field { field: "on", problem });
    }
    let event = Event {
        at: session.now(),
        what: "processing_stopped".to_owned(),
        detail: Some(format!("{} {on}", demand.kind.as_str())),
    };
    let known = [(Entity::Case, case.id)];
    session.write_undoable("case_stopped", Entity::Case, &case.number, &known, |write| {
        Ok(demands::stop(write, case.id, on, &event)?)
    })?;
    show(session, &case.number)
}

// ---- extending -----------------------------------------------------------------------------------------------

struct Extended {
    demand: Demand,
    view: ExtensionView,
}

fn extended(
    session: &Session,
    case: &Case,
    kind: Kind,
    by: Option<u8>,
    on: Option<NaiveDate>,
) -> Result<Extended> {
    let lang = session.lang();
    let demand = open_demand(session, case, kind)?;
    let on = past(session, "on", on.unwrap_or_else(|| session.today()))?;
    let before = clock(session, demand)?;
    if demand.extended_on.is_some() {
        let day = before.due_on.format("%d.%m.%Y");
        let why = match lang {
            Lang::Ru => format!("срок уже продлён до {day}, закон допускает одно продление"),
            Lang::En => format!("the term was extended to {day} already, and the law allows one extension"),
        };
        return Err(DeskError::ExtensionNotAllowed { why });
    }
    let with = |by: u8, on: NaiveDate| {
        let request = DueRequest {
            policy: Some(session.policy_terms()),
            provided_on: demand.provided_on,
            detected_at: demand.detected_at,
            extension: Some(Extension { on, by }),
            ..DueRequest::new(kind, demand.received_on)
        };
        due(&request, Calendar::builtin())
    };
    let failed = |error: DueError| match error {
        DueError::ExtensionTooLate(until) => DeskError::ExtensionTooLate { until },
        DueError::ExtensionTooEarly => DeskError::Field {
            field: "on",
            problem: FieldProblem::OutOfRange {
                from: demand.received_on.format("%d.%m.%Y").to_string(),
                to: session.today().format("%d.%m.%Y").to_string(),
            },
        },
        other => DeskError::ExtensionNotAllowed { why: other.text(lang) },
    };
    let furthest = with(LONGEST, on).map_err(failed)?;
    let by = by.unwrap_or(LONGEST);
    let longer = match with(by, on) {
        Err(DueError::ExtensionTooLong) => {
            return Err(DeskError::ExtensionTooLong {
                latest: furthest.due_on,
                article_ru: furthest.basis_ru,
                article: furthest.basis,
            });
        }
        other => other.map_err(failed)?,
    };
    if longer.due_on <= before.due_on {
        let why = match lang {
            Lang::Ru => "срок, обещанный в политике, наступает раньше и с продлением не сдвигается",
            Lang::En => "the term promised in the policy comes first and does not move with the extension",
        };
        return Err(DeskError::ExtensionNotAllowed { why: why.to_owned() });
    }
    let view = ExtensionView {
        demand: kind,
        by,
        old_due_on: before.due_on,
        until: before.extendable_until.unwrap_or(before.due_on),
        latest: furthest.due_on,
        due: render(&longer, lang),
    };
    let demand = Demand {
        extended_on: Some(on),
        extended_by: Some(by),
        due_on: longer.due_on,
        late_on: longer.late_on,
        provisional: longer.provisional,
        ..demand.clone()
    };
    Ok(Extended { demand, view })
}

/// Where a term would end with its extension. Changes nothing.
///
/// # Errors
/// As [`extend`], but for the reason.
pub fn extension(session: &Session, request: &CaseExtensionRequest) -> Result<ExtensionView> {
    let case = load(session, &request.number)?;
    Ok(extended(session, &case, request.demand, request.by, request.on)?.view)
}

/// Extends the term of a demand: once, by 1 to 5 working days, with a reason, before it has run out. The reasoned notice
/// to the person (template C) has to leave within the first term.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::DemandNotOpen`], [`DeskError::ExtensionTooLate`],
/// [`DeskError::ExtensionTooLong`], [`DeskError::ExtensionNotAllowed`], a field problem; writing the register.
pub fn extend(session: &mut Session, request: &CaseExtendRequest) -> Result<CaseView> {
    let case = load(session, &request.number)?;
    not_joined(session, &case)?;
    let Extended { demand, view } = extended(session, &case, request.demand, request.by, request.on)?;
    let why = given(Some(&request.reason), "reason", REASON)?
        .ok_or(DeskError::Field { field: "reason", problem: FieldProblem::Empty })?;
    let detail = format!("{} {} {} {}\n{why}", demand.kind.as_str(), view.by, view.old_due_on, demand.due_on);
    let event = Event { at: session.now(), what: "demand_extended".to_owned(), detail: Some(detail) };
    let on = demand.extended_on.unwrap_or_else(|| session.today());
    let extending = Extending { demand, on, by: view.by, why };
    session.write_undoable(
        "case_extend",
        Entity::Case,
        &case.number,
        &[(Entity::Case, case.id)],
        |write| Ok(demands::extend(write, case.id, &extending, &event)?),
    )?;
    show(session, &case.number)
}

// ---- joining -------------------------------------------------------------------------------------------------

/// Whether two cases may be of different persons: their names or birth dates contradict each other, or they have
/// nothing in common at all.
fn may_differ(session: &Session, first: &Case, second: &Case) -> Result<bool> {
    let (a, b) = (&first.subject, &second.subject);
    let names = match (&a.full_name, &b.full_name) {
        (Some(a), Some(b)) => Some(intake::values::name_agrees(a, b)),
        _ => None,
    };
    let births = a.birth_date.zip(b.birth_date).is_some_and(|(a, b)| a != b);
    let theirs = records::reach(session.read(), second.id)?;
    let shared = records::reach(session.read(), first.id)?.iter().any(|value| theirs.contains(value));
    Ok(names == Some(false) || births || !shared && names != Some(true))
}

/// Joins the case `second` to `first`: its contacts, demands, files and disclosures go over, and of two demands of one
/// kind the earlier clock wins. Issued letters stay with the second number, which is closed and says where it went. The
/// identity check of the second case is not taken over.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::JoinItself`], [`DeskError::CaseJoined`], [`DeskError::NamesDiffer`],
/// [`DeskError::JoinWouldLose`]; writing the register.
pub fn join(session: &mut Session, request: &CaseJoinRequest) -> Result<CaseView> {
    let first = load(session, &request.first)?;
    let second = load(session, &request.second)?;
    if first.id == second.id {
        return Err(DeskError::JoinItself { number: first.number });
    }
    not_joined(session, &first)?;
    not_joined(session, &second)?;
    if !request.even_if_names_differ && may_differ(session, &first, &second)? {
        let name = |case: &Case| case.subject.full_name.clone();
        return Err(DeskError::NamesDiffer {
            first: (first.number.clone(), name(&first)),
            second: (second.number.clone(), name(&second)),
        });
    }
    let (mut earlier, mut moved) = (Vec::new(), Vec::new());
    for theirs in &second.demands {
        match first.demands.iter().find(|d| d.kind == theirs.kind) {
            None => moved.push(theirs.kind),
            Some(ours) if ours.open && theirs.open => {
                if (theirs.received_on, theirs.due_on) < (ours.received_on, ours.due_on) {
                    earlier.push(theirs.kind);
                }
            }
            Some(ours) if !ours.open && theirs.open => {
                return Err(DeskError::JoinWouldLose {
                    kind: statute::kind_name(theirs.kind, session.lang()).to_owned(),
                    first: first.number,
                    second: second.number,
                });
            }
            // Closed at the second: it stays there as it was done.
            Some(_) => {}
        }
    }
    let event = |what: &str, other: &str| Event {
        at: session.now(),
        what: what.to_owned(),
        detail: Some(other.to_owned()),
    };
    let joining = Joining {
        first: first.id,
        second: second.id,
        earlier,
        moved,
        first_event: event("case_joined", &second.number),
        second_event: event("joined_to", &first.number),
    };
    let known = demands::touched_by_join(session.read(), first.id, second.id)?;
    session.write_undoable("case_join", Entity::Case, &first.number, &known, |write| {
        Ok(demands::join(write, &joining)?)
    })?;
    show(session, &first.number)
}

// ---- timeline ------------------------------------------------------------------------------------------------

/// A line of the timeline about these acts, in words; nothing for any other.
pub(crate) fn event_text(event: &Event, lang: Lang) -> Option<String> {
    let detail = event.detail.as_deref().unwrap_or_default();
    let (head, reason) = detail.split_once('\n').unwrap_or((detail, ""));
    let words: Vec<&str> = head.split(' ').collect();
    let word = |at: usize| words.get(at).copied().unwrap_or_default();
    let kind = |at: usize| {
        Kind::parse(word(at)).map_or_else(|| word(at), |k| statute::kind_name(k, lang)).to_owned()
    };
    let day = |at: usize| {
        NaiveDate::parse_from_str(word(at), "%Y-%m-%d")
            .map_or_else(|_| word(at).to_owned(), |d| d.format("%d.%m.%Y").to_string())
    };
    let basis = || {
        let article = Kind::parse(word(0)).map_or("", |k| match k {
            Kind::StopProcessing => "ст. 21 ч. 5.1",
            Kind::AuthorityInquiry => "ст. 20 ч. 4",
            _ => "ст. 14 ч. 3, ст. 20 ч. 1",
        });
        statute::reference(article, lang)
    };
    let lower = crate::undo::lower_first;
    let ru = lang == Lang::Ru;
    let text = match event.what.as_str() {
        "demand_confirmed" if ru => format!("Вид требования подтверждён: {}", kind(0)),
        "demand_confirmed" => format!("Kind of demand confirmed: {}", kind(0)),
        "demand_added" if ru => format!("Добавлено требование: {}", kind(0)),
        "demand_added" => format!("Demand added: {}", kind(0)),
        "demand_changed" if ru => {
            format!("Вид требования исправлен: было «{}», стало «{}»", kind(0), kind(1))
        }
        "demand_changed" => format!("Kind of demand corrected: «{}» became «{}»", kind(0), kind(1)),
        "demand_struck" if ru => format!("Снято как неверно прочитанное: {}", kind(0)),
        "demand_struck" => format!("Struck out as wrongly read: {}", kind(0)),
        "case_without_demand" if ru => {
            format!(
                "Обращение закрыто: требований по 152-ФЗ нет, «{}» снято как неверно прочитанное",
                kind(0)
            )
        }
        "case_without_demand" => {
            format!(
                "Case closed: nothing is asked under 152-FZ, «{}» was struck out as wrongly read",
                kind(0)
            )
        }
        "demand_extended" if ru => format!(
            "Срок продлён на {} {}: {}, с {} до {}. Заявителю направляется мотивированное уведомление ({})",
            word(1),
            statute::days_word(word(1).parse().unwrap_or(5), ["рабочий день", "рабочих дня", "рабочих дней"]),
            kind(0),
            day(2),
            day(3),
            basis()
        ),
        "demand_extended" => format!(
            "Term extended by {} working days: {}, from {} to {}. A reasoned notice goes to the applicant ({})",
            word(1),
            kind(0),
            day(2),
            day(3),
            basis()
        ),
        "processing_stopped" if ru => format!("Обработка прекращена {}: {}", day(1), lower(&kind(0))),
        "processing_stopped" => format!("Processing stopped on {}: {}", day(1), lower(&kind(0))),
        "case_joined" if ru => format!("Присоединено обращение №\u{a0}{detail}"),
        "case_joined" => format!("Case No.\u{a0}{detail} was joined to this one"),
        "joined_to" if ru => format!("Присоединено к обращению №\u{a0}{detail}"),
        "joined_to" => format!("Joined to case No.\u{a0}{detail}"),
        _ => return None,
    };
    Some(match (reason, ru) {
        ("", _) => text,
        (reason, true) => format!("{text}. Причина: {reason}"),
        (reason, false) => format!("{text}. Reason: {reason}"),
    })
}
