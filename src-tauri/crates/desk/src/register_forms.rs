//! The forms of the registers: one processor with its ten points, one disclosure; saved, corrected, removed, each with
//! the record's id in the trail; and what the forms propose.

use std::collections::{BTreeMap, BTreeSet};

use register::disclosures::{Disclosure, Whose};
use register::processors::{Point, Processor};
use register::search::fold;
use register::words::RecipientKind;
use register::{Entity, Write};
use statute::{ContractPoint, Lang};

use crate::error::{DeskError, FieldProblem, NotFound, Result};
use crate::policy_file::{PolicyFile, Recipient, RecipientClass};
use crate::registers::{disclosure_row, named, points_of, processor_show};
use crate::session::Session;
use crate::wire::{
    DisclosureForm, DisclosureRemoveRequest, DisclosureRow, Empty, KnownRecipient, PointRequest, PointState,
    ProcessorForm, ProcessorView, RecipientSource, RegisterSuggestions, RemovalReason, Suggestion,
};

const NAME: usize = 500;
const TEXT: usize = 2000;
const ITEMS: usize = 200;

/// A text without its outer spaces; nothing of it = none.
pub(crate) fn tidy(field: &'static str, text: Option<&str>, limit: usize) -> Result<Option<String>> {
    let Some(text) = text.map(str::trim).filter(|t| !t.is_empty()) else { return Ok(None) };
    if text.chars().count() > limit {
        return Err(DeskError::Field { field, problem: FieldProblem::TooLong { limit } });
    }
    Ok(Some(text.to_owned()))
}

/// As [`tidy`], and something must be there.
pub(crate) fn filled(field: &'static str, text: &str, limit: usize) -> Result<String> {
    tidy(field, Some(text), limit)?.ok_or(DeskError::Field { field, problem: FieldProblem::Empty })
}

/// A list without empty and repeated entries, in its order.
pub(crate) fn list(field: &'static str, items: &[String]) -> Result<Vec<String>> {
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for item in items {
        if let Some(text) = tidy(field, Some(item), NAME)?
            && seen.insert(fold(&text))
        {
            kept.push(text);
        }
    }
    if kept.len() > ITEMS {
        return Err(DeskError::Field {
            field,
            problem: FieldProblem::OutOfRange { from: "0".to_owned(), to: ITEMS.to_string() },
        });
    }
    Ok(kept)
}

/// A processor whose every field is within its limits.
///
/// # Errors
/// A field problem.
pub(crate) fn check_processor(given: Processor) -> Result<Processor> {
    let country = tidy("country", given.country.as_deref(), 20)?.map(|c| c.to_uppercase());
    if let Some(code) = &country
        && !(code.len() == 2 && code.bytes().all(|b| b.is_ascii_uppercase()))
    {
        return Err(DeskError::Field {
            field: "country",
            problem: FieldProblem::Unknown {
                value: code.clone(),
                allowed: ["RU", "BY", "KZ", "…"].map(str::to_owned).to_vec(),
            },
        });
    }
    if let (Some(start), Some(until)) = (given.contract_date, given.contract_until)
        && until < start
    {
        return Err(DeskError::Field {
            field: "contract_until",
            problem: FieldProblem::BeforeStart { start },
        });
    }
    let mut checklist = BTreeMap::new();
    for (name, point) in given.checklist {
        checklist.insert(name, Point { clause: tidy("clause", point.clause.as_deref(), NAME)?, ..point });
    }
    Ok(Processor {
        id: given.id,
        name: filled("processor_name", &given.name, NAME)?,
        address: tidy("address", given.address.as_deref(), NAME)?,
        inn: tidy("inn", given.inn.as_deref(), 20)?,
        country,
        contract_number: tidy("contract_number", given.contract_number.as_deref(), 100)?,
        contract_date: given.contract_date,
        contract_until: given.contract_until,
        purposes: list("purposes", &given.purposes)?,
        data: list("data", &given.data)?,
        checklist,
    })
}

fn point_name(name: &str) -> Result<ContractPoint> {
    ContractPoint::parse(name).ok_or_else(|| DeskError::Field {
        field: "checklist",
        problem: FieldProblem::Unknown {
            value: name.to_owned(),
            allowed: ContractPoint::ALL.iter().map(|p| p.as_str().to_owned()).collect(),
        },
    })
}

fn id_of(what: NotFound, id: &str) -> Result<i64> {
    id.trim().parse().map_err(|_| DeskError::NotFound { what, name: id.to_owned() })
}

/// Refuses to write over a record that changed after it was read; the revision is that of its view.
fn not_changed_since(write: &Write<'_>, entity: Entity, id: i64, revision: Option<u64>) -> Result<()> {
    match revision {
        Some(known) if register::trail::last_change(write, entity, id)? != known => {
            Err(DeskError::EditedSince)
        }
        _ => Ok(()),
    }
}

/// Saves a new processor, or the one that was edited. A new name goes to the disclosures of that processor too.
///
/// # Errors
/// A field problem (`processor_name` is known already; a point is said to be met without its clause);
/// [`DeskError::EditedSince`]; [`DeskError::NotFound`]; writing the register.
pub fn processor_save(session: &mut Session, form: &ProcessorForm) -> Result<ProcessorView> {
    let id = form.id.as_deref().map(|id| id_of(NotFound::Processor, id)).transpose()?;
    let before = match id {
        None => None,
        Some(id) => Some(
            register::processors::by_id(session.read(), id)
                .map_err(|e| named(e, NotFound::Processor, &id.to_string()))?,
        ),
    };
    let mut checklist = BTreeMap::new();
    for entry in &form.points {
        let point = point_name(&entry.point)?;
        let clause = tidy("clause", entry.clause.as_deref(), NAME)?;
        let known = before.as_ref().and_then(|p| p.checklist.get(point.as_str()));
        // A point that was recorded as met without evidence stays correctable; a new one needs it.
        if entry.state == PointState::Met && clause.is_none() && known.is_none_or(|p| p.state != "met") {
            return Err(DeskError::Field { field: "clause", problem: FieldProblem::Empty });
        }
        if entry.state != PointState::Unknown || clause.is_some() {
            checklist
                .insert(point.as_str().to_owned(), Point { state: entry.state.as_str().to_owned(), clause });
        }
    }
    let processor = check_processor(Processor {
        id: id.unwrap_or(0),
        name: form.name.clone(),
        address: form.address.clone(),
        inn: form.inn.clone(),
        country: form.country.clone(),
        contract_number: form.contract_number.clone(),
        contract_date: form.contract_date,
        contract_until: form.contract_until,
        purposes: form.purposes.clone(),
        data: form.data.clone(),
        checklist,
    })?;
    let taken = DeskError::Field { field: "processor_name", problem: FieldProblem::Known };
    let saved = match before {
        None => session.write_undoable("processor_add", Entity::Processor, "", &[], |write| {
            if register::processors::id_of(write, &processor.name)?.is_some() {
                return Err(taken);
            }
            let (id, _) = register::processors::save(write, &processor)?;
            write.name_record(id.to_string());
            Ok(id)
        })?,
        Some(before) => {
            let mut known = vec![(Entity::Processor, before.id)];
            if before.name != processor.name {
                known.extend(
                    register::disclosures::list(session.read())?
                        .iter()
                        .filter(|event| {
                            event.kind == RecipientKind::Processor && event.recipient == before.name
                        })
                        .map(|event| (Entity::Disclosure, event.id)),
                );
            }
            let record = before.id.to_string();
            session.write_undoable("processor_change", Entity::Processor, &record, &known, |write| {
                not_changed_since(write, Entity::Processor, before.id, form.revision)?;
                if register::processors::id_of(write, &processor.name)?.is_some_and(|id| id != before.id) {
                    return Err(taken);
                }
                register::processors::put(write, &processor)?;
                if before.name != processor.name {
                    register::disclosures::rename_processor(write, &before.name, &processor.name)?;
                }
                Ok(before.id)
            })?
        }
    };
    processor_show(session, &saved.to_string())
}

/// Records one point of one contract: met with its clause, not met, or not looked at.
///
/// # Errors
/// A field problem; [`DeskError::NotFound`]; writing the register.
pub fn processor_point(session: &mut Session, request: &PointRequest) -> Result<ProcessorView> {
    let id = id_of(NotFound::Processor, &request.id)?;
    let point = point_name(&request.point)?;
    let clause = tidy("clause", request.clause.as_deref(), NAME)?;
    if request.state == PointState::Met && clause.is_none() {
        return Err(DeskError::Field { field: "clause", problem: FieldProblem::Empty });
    }
    let record = id.to_string();
    let known = [(Entity::Processor, id)];
    session.write_undoable("processor_point", Entity::Processor, &record, &known, |write| {
        let mut processor =
            register::processors::by_id(write, id).map_err(|e| named(e, NotFound::Processor, &record))?;
        if request.state == PointState::Unknown && clause.is_none() {
            processor.checklist.remove(point.as_str());
        } else {
            let state = request.state.as_str().to_owned();
            processor.checklist.insert(point.as_str().to_owned(), Point { state, clause });
        }
        Ok(register::processors::put(write, &processor)?)
    })?;
    processor_show(session, &record)
}

/// Removes a processor that no disclosure names.
///
/// # Errors
/// [`DeskError::ProcessorInUse`]; [`DeskError::NotFound`]; writing the register.
pub fn processor_remove(session: &mut Session, id: &str) -> Result<Empty> {
    let id = id_of(NotFound::Processor, id)?;
    let record = id.to_string();
    let known = [(Entity::Processor, id)];
    session.write_undoable("processor_remove", Entity::Processor, &record, &known, |write| {
        let processor =
            register::processors::by_id(write, id).map_err(|e| named(e, NotFound::Processor, &record))?;
        let disclosures = register::disclosures::count_to(write, &processor.name)?;
        if disclosures > 0 {
            return Err(DeskError::ProcessorInUse { disclosures });
        }
        Ok(register::processors::remove(write, id)?)
    })?;
    Ok(Empty {})
}

/// A disclosure whose every field is within its limits.
///
/// # Errors
/// A field problem.
pub(crate) fn check_disclosure(given: Disclosure, today: chrono::NaiveDate) -> Result<Disclosure> {
    if given.date > today {
        return Err(DeskError::Field { field: "on", problem: FieldProblem::InTheFuture { today } });
    }
    let whose = given.whose;
    let group = match whose.group {
        None => None,
        Some((what, count)) => Some((filled("group_what", &what, NAME)?, count)),
    };
    if group.as_ref().is_some_and(|(_, count)| *count == 0) {
        return Err(DeskError::Field {
            field: "group_count",
            problem: FieldProblem::OutOfRange { from: "1".to_owned(), to: u32::MAX.to_string() },
        });
    }
    let whose = Whose {
        full_name: tidy("full_name", whose.full_name.as_deref(), NAME)?,
        birth_date: whose.birth_date,
        phone: whose.phone,
        email: whose.email,
        contract: tidy("contract", whose.contract.as_deref(), 100)?,
        case: tidy("case", whose.case.as_deref(), 100)?,
        group,
    };
    let nobody = whose.full_name.is_none()
        && whose.phone.is_none()
        && whose.email.is_none()
        && whose.contract.is_none()
        && whose.case.is_none()
        && whose.group.is_none();
    if nobody {
        return Err(DeskError::Field { field: "subject", problem: FieldProblem::Empty });
    }
    if whose.birth_date.is_some_and(|day| day > today) {
        return Err(DeskError::Field { field: "birth_date", problem: FieldProblem::InTheFuture { today } });
    }
    let data = list("data", &given.data)?;
    if data.is_empty() {
        return Err(DeskError::Field { field: "data", problem: FieldProblem::Empty });
    }
    Ok(Disclosure {
        id: given.id,
        date: given.date,
        recipient: filled("recipient", &given.recipient, NAME)?,
        recipient_address: tidy("recipient_address", given.recipient_address.as_deref(), NAME)?,
        kind: given.kind,
        ground: filled("disclosure_ground", &given.ground, TEXT)?,
        purpose: filled("purpose", &given.purpose, TEXT)?,
        data,
        channel: tidy("disclosure_channel", given.channel.as_deref(), NAME)?,
        whose,
    })
}

fn of_form(session: &Session, form: &DisclosureForm) -> Result<Disclosure> {
    let given =
        |text: &Option<String>| text.as_deref().map(str::trim).filter(|t| !t.is_empty()).map(str::to_owned);
    let group = match (given(&form.group_what), form.group_count) {
        (None, None) => None,
        (Some(what), Some(count)) => Some((what, count)),
        (None, Some(_)) => {
            return Err(DeskError::Field { field: "group_what", problem: FieldProblem::Empty });
        }
        (Some(_), None) => {
            return Err(DeskError::Field { field: "group_count", problem: FieldProblem::Empty });
        }
    };
    let person = if group.is_some() {
        Whose { group, ..Whose::default() }
    } else {
        Whose {
            full_name: given(&form.full_name).map(|n| intake::values::split_name(&n).full),
            birth_date: form.birth_date,
            phone: given(&form.phone).map(|p| crate::cases::phone_of(&p)).transpose()?,
            email: given(&form.email).map(|e| crate::cases::email_of(&e)).transpose()?,
            contract: given(&form.contract).map(|c| intake::values::normalise_contract(&c)),
            case: given(&form.case),
            group: None,
        }
    };
    let mut recipient_address = given(&form.recipient_address);
    let processors = register::processors::list(session.read())?;
    if processors.iter().any(|p| p.name == form.recipient.trim() && p.address == recipient_address) {
        // It is read from the processor's record, and follows it.
        recipient_address = None;
    }
    check_disclosure(
        Disclosure {
            id: 0,
            date: form.date,
            recipient: form.recipient.clone(),
            recipient_address,
            kind: form.kind,
            ground: form.ground.clone(),
            purpose: form.purpose.clone(),
            data: form.data.clone(),
            channel: form.channel.clone(),
            whose: person,
        },
        session.today(),
    )
}

/// A case that is not there is told at its field.
fn at_case(error: register::RegisterError, event: &Disclosure) -> DeskError {
    match named(error, NotFound::Case, event.whose.case.as_deref().unwrap_or_default()) {
        DeskError::NotFound { what: NotFound::Case, name } => DeskError::Field {
            field: "case",
            problem: FieldProblem::Unknown { value: name, allowed: Vec::new() },
        },
        other => other,
    }
}

/// Saves a new disclosure, or the one that was corrected.
///
/// # Errors
/// A field problem (also for an event that is recorded already, and for a case that is not there);
/// [`DeskError::EditedSince`]; [`DeskError::NotFound`]; writing the register.
pub fn disclosure_save(session: &mut Session, form: &DisclosureForm) -> Result<DisclosureRow> {
    let mut event = of_form(session, form)?;
    let twice = DeskError::Field { field: "recipient", problem: FieldProblem::Known };
    event.id = match &form.id {
        None => session.write_undoable("disclosure_add", Entity::Disclosure, "", &[], |write| {
            let id =
                register::disclosures::add(write, &event).map_err(|e| at_case(e, &event))?.ok_or(twice)?;
            write.name_record(id.to_string());
            Ok(id)
        })?,
        Some(text) => {
            let id = id_of(NotFound::Disclosure, text)?;
            register::disclosures::show(session.read(), id)
                .map_err(|e| named(e, NotFound::Disclosure, text))?;
            event.id = id;
            let known = [(Entity::Disclosure, id)];
            session.write_undoable(
                "disclosure_change",
                Entity::Disclosure,
                &id.to_string(),
                &known,
                |write| {
                    not_changed_since(write, Entity::Disclosure, id, form.revision)?;
                    if register::disclosures::put(write, &event).map_err(|e| at_case(e, &event))? {
                        Ok(id)
                    } else {
                        Err(twice)
                    }
                },
            )?
        }
    };
    let stored = register::disclosures::show(session.read(), event.id)?;
    Ok(disclosure_row(&stored, session.lang()))
}

/// A disclosure as the form opens it.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn disclosure_form(session: &Session, id: &str) -> Result<DisclosureForm> {
    let number = id_of(NotFound::Disclosure, id)?;
    let event = register::disclosures::show(session.read(), number)
        .map_err(|e| named(e, NotFound::Disclosure, id))?;
    let whose = event.whose;
    let (group_what, group_count) = whose.group.unzip();
    Ok(DisclosureForm {
        id: Some(event.id.to_string()),
        revision: Some(register::trail::last_change(session.read(), Entity::Disclosure, event.id)?),
        date: event.date,
        recipient: event.recipient,
        recipient_address: event.recipient_address,
        kind: event.kind,
        ground: event.ground,
        purpose: event.purpose,
        data: event.data,
        channel: event.channel,
        full_name: whose.full_name,
        birth_date: whose.birth_date,
        phone: whose.phone.as_deref().map(intake::values::phone_display),
        email: whose.email,
        contract: whose.contract,
        case: whose.case,
        group_what,
        group_count,
    })
}

/// Removes a disclosure that ought not to be there. The reason is part of the action in the trail: no personal data
/// goes there.
///
/// # Errors
/// [`DeskError::NotFound`]; writing the register.
pub fn disclosure_remove(session: &mut Session, request: &DisclosureRemoveRequest) -> Result<Empty> {
    let id = id_of(NotFound::Disclosure, &request.id)?;
    let action = match request.reason {
        RemovalReason::Mistake => "disclosure_remove_mistake",
        RemovalReason::Duplicate => "disclosure_remove_duplicate",
        RemovalReason::NotMade => "disclosure_remove_not_made",
    };
    let known = [(Entity::Disclosure, id)];
    session.write_undoable(action, Entity::Disclosure, &id.to_string(), &known, |write| {
        register::disclosures::remove(write, id).map_err(|e| named(e, NotFound::Disclosure, &request.id))
    })?;
    Ok(Empty {})
}

// ---- what the forms propose ------------------------------------------------------------------------------------

/// «договор № 12/2026 от 01.02.2026», as far as it is known.
pub(crate) fn contract_words(processor: &Processor, lang: Lang) -> Option<String> {
    let date = processor.contract_date.map(|d| d.format("%d.%m.%Y").to_string());
    match (&processor.contract_number, date, lang) {
        (Some(number), Some(date), Lang::Ru) => Some(format!("договор № {number} от {date}")),
        (Some(number), None, Lang::Ru) => Some(format!("договор № {number}")),
        (None, Some(date), Lang::Ru) => Some(format!("договор от {date}")),
        (Some(number), Some(date), Lang::En) => Some(format!("contract No {number} of {date}")),
        (Some(number), None, Lang::En) => Some(format!("contract No {number}")),
        (None, Some(date), Lang::En) => Some(format!("contract of {date}")),
        (None, None, _) => None,
    }
}

/// The kind of recipient that a clause of the policy speaks of, if it speaks of one that can be recorded.
fn kind_of(recipient: &Recipient) -> RecipientKind {
    recipient
        .classes
        .iter()
        .find_map(|class| match class {
            RecipientClass::Processor => Some(RecipientKind::Processor),
            RecipientClass::IndependentOperator => Some(RecipientKind::IndependentOperator),
            RecipientClass::StateBody => Some(RecipientKind::StateBody),
            RecipientClass::Court => Some(RecipientKind::Court),
            RecipientClass::Employee => None,
        })
        .unwrap_or(RecipientKind::IndependentOperator)
}

/// Texts in their order, each once however it is spelt.
#[derive(Default)]
struct Texts {
    seen: BTreeSet<String>,
    found: Vec<Suggestion>,
}

impl Texts {
    fn add(&mut self, text: &str, clause: Option<&str>) {
        if !text.trim().is_empty() && self.seen.insert(fold(text.trim())) {
            self.found.push(Suggestion { text: text.trim().to_owned(), clause: clause.map(str::to_owned) });
        }
    }
}

/// What the forms propose, out of a policy and the registers: the policy's words first, then what was used before.
pub(crate) fn suggest(
    policy: &PolicyFile,
    processors: &[Processor],
    disclosures: &[Disclosure],
    lang: Lang,
) -> RegisterSuggestions {
    let mut purposes = Texts::default();
    let mut data = Texts::default();
    for purpose in &policy.purposes {
        purposes.add(&purpose.text, Some(&purpose.clause));
    }
    for category in policy.categories.iter().filter(|c| c.same_as.is_none()) {
        data.add(&category.text, Some(&category.clause));
    }
    for recipient in &policy.recipients {
        for case in &recipient.cases {
            purposes.add(case, Some(&recipient.clause));
        }
        for item in recipient.data.iter().flatten() {
            data.add(&item.text, Some(&recipient.clause));
        }
    }
    let mut recipients = Vec::new();
    let mut names = BTreeSet::new();
    for processor in processors {
        processor.purposes.iter().for_each(|text| purposes.add(text, None));
        processor.data.iter().for_each(|text| data.add(text, None));
        names.insert(fold(&processor.name));
        let earlier =
            disclosures.iter().find(|e| e.kind == RecipientKind::Processor && e.recipient == processor.name);
        recipients.push(KnownRecipient {
            name: processor.name.clone(),
            source: RecipientSource::Processor,
            kind: RecipientKind::Processor,
            address: processor.address.clone(),
            ground: contract_words(processor, lang).or_else(|| earlier.map(|e| e.ground.clone())),
            purpose: earlier.map(|e| e.purpose.clone()).or_else(|| processor.purposes.first().cloned()),
            data: earlier.map_or_else(|| processor.data.clone(), |e| e.data.clone()),
            channel: earlier.and_then(|e| e.channel.clone()),
        });
    }
    let mut channels = Texts::default();
    for event in disclosures {
        purposes.add(&event.purpose, None);
        event.data.iter().for_each(|text| data.add(text, None));
        event.channel.iter().for_each(|text| channels.add(text, None));
        // Newest first: what was last said of a recipient holds.
        if names.insert(fold(&event.recipient)) {
            recipients.push(KnownRecipient {
                name: event.recipient.clone(),
                source: RecipientSource::Earlier,
                kind: event.kind,
                address: event.recipient_address.clone(),
                ground: Some(event.ground.clone()),
                purpose: Some(event.purpose.clone()),
                data: event.data.clone(),
                channel: event.channel.clone(),
            });
        }
    }
    for recipient in &policy.recipients {
        for name in &recipient.names {
            if names.insert(fold(name)) {
                recipients.push(KnownRecipient {
                    name: name.clone(),
                    source: RecipientSource::Policy,
                    kind: kind_of(recipient),
                    address: None,
                    ground: None,
                    purpose: recipient.cases.first().cloned(),
                    data: recipient.data.iter().flatten().map(|item| item.text.clone()).collect(),
                    channel: None,
                });
            }
        }
    }
    RegisterSuggestions {
        purposes: purposes.found,
        data: data.found,
        recipients,
        channels: channels.found.into_iter().map(|s| s.text).collect(),
        points: points_of(&BTreeMap::new(), lang),
    }
}

/// What the forms propose.
///
/// # Errors
/// Reading the register.
pub fn suggestions(session: &Session) -> Result<RegisterSuggestions> {
    let processors = register::processors::list(session.read())?;
    let disclosures = register::disclosures::list(session.read())?;
    Ok(suggest(&session.policy_file, &processors, &disclosures, session.lang()))
}
