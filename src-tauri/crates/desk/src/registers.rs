//! Processors and disclosures: added by TOML, listed, shown; the checklist of 152-FZ art. 6 p. 3 with its evidence.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use register::disclosures::{Disclosure, Whose};
use register::processors::{Point, Processor, Saved};
use register::words::RecipientKind;
use serde::Deserialize;
use statute::{Calendar, ContractPoint, DueState, Lang};

use crate::error::{DeskError, FieldProblem, NotFound, Result};
use crate::register_forms::{check_disclosure, check_processor};
use crate::session::Session;
use crate::toml_problem::toml_error;
use crate::wire::{
    AddedRecords, ChecklistPoint, ContractTerm, DisclosureRow, DisclosuresPage, DisclosuresRequest, DueLeft,
    ProcessorRow, ProcessorView, ProcessorsPage,
};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcessorsFile {
    processor: Vec<ProcessorToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ProcessorToml {
    name: String,
    address: Option<String>,
    inn: Option<String>,
    country: Option<String>,
    contract: Option<ContractToml>,
    #[serde(default)]
    purposes: Vec<String>,
    #[serde(default)]
    data: Vec<String>,
    #[serde(default)]
    checklist: BTreeMap<String, PointToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ContractToml {
    number: Option<String>,
    date: Option<toml::value::Datetime>,
    until: Option<toml::value::Datetime>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PointToml {
    state: PointStateToml,
    clause: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum PointStateToml {
    Met,
    NotMet,
    Unknown,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisclosuresFile {
    disclosure: Vec<DisclosureToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DisclosureToml {
    date: toml::value::Datetime,
    recipient: String,
    recipient_address: Option<String>,
    kind: RecipientKind,
    ground: String,
    purpose: String,
    data: Vec<String>,
    channel: Option<String>,
    subject: Option<SubjectToml>,
    group: Option<GroupToml>,
}

#[derive(Deserialize, Default)]
#[serde(deny_unknown_fields)]
struct SubjectToml {
    full_name: Option<String>,
    birth_date: Option<toml::value::Datetime>,
    phone: Option<String>,
    email: Option<String>,
    contract: Option<String>,
    case: Option<String>,
    group: Option<GroupToml>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupToml {
    what: String,
    count: u32,
}

fn day(value: &toml::value::Datetime) -> Result<NaiveDate> {
    value
        .date
        .and_then(|d| NaiveDate::from_ymd_opt(i32::from(d.year), u32::from(d.month), u32::from(d.day)))
        .ok_or(DeskError::Field { field: "on", problem: FieldProblem::NotADate })
}

fn parse<T: serde::de::DeserializeOwned>(text: &str) -> Result<T> {
    toml::from_str(text).map_err(|error| toml_error(text, &error))
}

fn processor_of(given: ProcessorToml) -> Result<Processor> {
    let mut checklist = BTreeMap::new();
    for (name, point) in given.checklist {
        if ContractPoint::parse(&name).is_none() {
            let allowed = ContractPoint::ALL.iter().map(|p| p.as_str().to_owned()).collect();
            return Err(DeskError::Field {
                field: "checklist",
                problem: FieldProblem::Unknown { value: name, allowed },
            });
        }
        let state = match point.state {
            PointStateToml::Met => "met",
            PointStateToml::NotMet => "not_met",
            PointStateToml::Unknown => "unknown",
        };
        checklist.insert(name, Point { state: state.to_owned(), clause: point.clause });
    }
    let contract = given.contract;
    let date = |pick: fn(&ContractToml) -> Option<&toml::value::Datetime>| {
        contract.as_ref().and_then(pick).map(day).transpose()
    };
    check_processor(Processor {
        id: 0,
        name: given.name,
        address: given.address,
        inn: given.inn,
        country: given.country,
        contract_date: date(|c| c.date.as_ref())?,
        contract_until: date(|c| c.until.as_ref())?,
        contract_number: contract.and_then(|c| c.number),
        purposes: given.purposes,
        data: given.data,
        checklist,
    })
}

/// Adds processors from TOML; one of a known name is replaced. All of the file or nothing.
///
/// # Errors
/// [`DeskError::Toml`], a field problem; writing the register.
pub fn processors_add(session: &mut Session, text: &str) -> Result<AddedRecords> {
    let file: ProcessorsFile = parse(text)?;
    let processors = file.processor.into_iter().map(processor_of).collect::<Result<Vec<_>>>()?;
    let lang = session.lang();
    let mut result = AddedRecords { added: Vec::new(), updated: Vec::new(), warnings: Vec::new() };
    for processor in &processors {
        result.warnings.extend(
            processor_warnings(processor, lang).into_iter().map(|w| format!("{}: {w}", processor.name)),
        );
    }
    let known: Vec<(register::Entity, i64)> = register::processors::list(session.read())?
        .into_iter()
        .filter(|known| processors.iter().any(|given| given.name == known.name))
        .map(|known| (register::Entity::Processor, known.id))
        .collect();
    session.write_undoable(
        "processor_add",
        register::Entity::Processor,
        "",
        &known,
        |write| -> Result<()> {
            let mut ids = Vec::new();
            for processor in &processors {
                let (id, saved) = register::processors::save(write, processor)?;
                ids.push(id);
                match saved {
                    Saved::Added => result.added.push(processor.name.clone()),
                    Saved::Updated => result.updated.push(processor.name.clone()),
                }
            }
            write.name_record(record_ids(&ids));
            Ok(())
        },
    )?;
    Ok(result)
}

/// Ids of the records of one write, for the trail: all of a few, else the first ones and how many more there are.
fn record_ids(ids: &[i64]) -> String {
    const NAMED: usize = 10;
    let names: Vec<String> = ids.iter().take(NAMED).map(ToString::to_string).collect();
    let rest = ids.len().saturating_sub(NAMED);
    if rest == 0 { names.join(", ") } else { format!("{} +{rest}", names.join(", ")) }
}

fn processor_warnings(processor: &Processor, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    let mut say =
        |ru: &str, en: &str| found.push(if lang == Lang::Ru { ru.to_owned() } else { en.to_owned() });
    if processor.address.as_deref().is_none_or(|a| a.trim().is_empty()) {
        say(
            "нет адреса, без него ответ по ст. 14 ч. 7 п. 9 неполон",
            "no address: an answer under art. 14 p. 7 item 9 lacks it",
        );
    }
    if processor.inn.as_deref().is_some_and(|inn| !crate::operator::inn_is_valid(inn)) {
        say("ИНН: контрольные цифры не сходятся", "INN: the control digits do not agree");
    }
    if processor.purposes.is_empty() {
        say("не указаны цели", "no purposes given");
    }
    if processor.data.is_empty() {
        say("не указан перечень данных", "no list of data given");
    }
    found
}

pub(crate) fn points_of(checklist: &BTreeMap<String, Point>, lang: Lang) -> Vec<ChecklistPoint> {
    ContractPoint::ALL
        .iter()
        .map(|point| {
            let known = checklist.get(point.as_str());
            ChecklistPoint {
                point: point.as_str().to_owned(),
                text: point.text(lang).to_owned(),
                state: known.map_or("unknown", |p| p.state.as_str()).to_owned(),
                clause: known.and_then(|p| p.clause.clone()),
                since_2022: point.since_2022(),
            }
        })
        .collect()
}

/// What is left of a contract at the desk's day, and where it stands in its term.
pub(crate) fn contract_term(session: &Session, until: Option<NaiveDate>) -> (Option<DueLeft>, ContractTerm) {
    let Some(until) = until else { return (None, ContractTerm::Open) };
    let lang = session.lang();
    let left = statute::contract_left(until, session.today(), Calendar::builtin());
    let term = match left.state {
        DueState::Overdue => ContractTerm::Ended,
        DueState::Later => ContractTerm::Runs,
        _ => ContractTerm::Ending,
    };
    let view = DueLeft { due_on: until, state: left.state, left: left.text(lang), spoken: left.spoken(lang) };
    (Some(view), term)
}

/// Processors by name; those whose name, contract or purposes hold the words searched for.
///
/// # Errors
/// Reading the register.
pub fn processors_list(session: &Session, search: Option<&str>) -> Result<ProcessorsPage> {
    let words: Vec<String> = search
        .map(|s| register::search::fold(s).split_whitespace().map(str::to_owned).collect())
        .unwrap_or_default();
    let rows = register::processors::list(session.read())?;
    let processors = rows
        .iter()
        .filter(|p| {
            let number = p.contract_number.as_deref().unwrap_or_default();
            let all = register::search::fold(&format!("{} {number} {}", p.name, p.purposes.join(" ")));
            words.iter().all(|word| all.contains(word))
        })
        .map(|p| {
            let points: Vec<String> =
                points_of(&p.checklist, session.lang()).into_iter().map(|point| point.state).collect();
            let (left, term) = contract_term(session, p.contract_until);
            ProcessorRow {
                id: p.id.to_string(),
                name: p.name.clone(),
                contract_number: p.contract_number.clone(),
                contract_until: p.contract_until,
                left,
                term,
                met: u32::try_from(points.iter().filter(|s| *s == "met").count()).unwrap_or(0),
                points,
                purposes: p.purposes.clone(),
            }
        })
        .collect();
    Ok(ProcessorsPage { processors })
}

/// One processor, by id or exact name.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn processor_show(session: &Session, id: &str) -> Result<ProcessorView> {
    let p = register::processors::show(session.read(), id)
        .map_err(|error| named(error, NotFound::Processor, id))?;
    let lang = session.lang();
    let (left, term) = contract_term(session, p.contract_until);
    Ok(ProcessorView {
        id: p.id.to_string(),
        checklist: points_of(&p.checklist, lang),
        warnings: processor_warnings(&p, lang),
        left,
        term,
        revision: register::trail::last_change(session.read(), register::Entity::Processor, p.id)?,
        disclosures: register::disclosures::count_to(session.read(), &p.name)?,
        name: p.name,
        address: p.address,
        inn: p.inn,
        country: p.country,
        contract_number: p.contract_number,
        contract_date: p.contract_date,
        contract_until: p.contract_until,
        purposes: p.purposes,
        data: p.data,
    })
}

/// A register error in which what was not found gets its name.
pub(crate) fn named(error: register::RegisterError, what: NotFound, name: &str) -> DeskError {
    match error {
        register::RegisterError::NotFound { .. } => DeskError::NotFound { what, name: name.to_owned() },
        other => other.into(),
    }
}

/// How many processors have a contract with an open point.
pub(crate) fn contracts_with_gaps(session: &Session) -> Result<u32> {
    let page = processors_list(session, None)?;
    Ok(u32::try_from(page.processors.iter().filter(|p| (p.met as usize) < ContractPoint::ALL.len()).count())
        .unwrap_or(u32::MAX))
}

fn disclosure_of(given: DisclosureToml, today: NaiveDate) -> Result<Disclosure> {
    let subject = given.subject.unwrap_or_default();
    let group = given.group.or(subject.group);
    let whose = Whose {
        full_name: subject.full_name.map(|n| intake::values::split_name(&n).full),
        birth_date: subject.birth_date.as_ref().map(day).transpose()?,
        phone: subject.phone.map(|p| crate::cases::phone_of(&p)).transpose()?,
        email: subject.email.map(|e| crate::cases::email_of(&e)).transpose()?,
        contract: subject.contract.map(|c| intake::values::normalise_contract(&c)),
        case: subject.case,
        group: group.map(|g| (g.what, g.count)),
    };
    let event = Disclosure {
        id: 0,
        date: day(&given.date)?,
        recipient: given.recipient,
        recipient_address: given.recipient_address,
        kind: given.kind,
        ground: given.ground,
        purpose: given.purpose,
        data: given.data,
        channel: given.channel,
        whose,
    };
    check_disclosure(event, today)
}

/// Adds disclosures from TOML; an event that is there already is not added twice. All of the file or nothing.
///
/// # Errors
/// [`DeskError::Toml`], a field problem, a case that is not there; writing the register.
pub fn disclosures_add(session: &mut Session, text: &str) -> Result<AddedRecords> {
    let file: DisclosuresFile = parse(text)?;
    let today = session.today();
    let events =
        file.disclosure.into_iter().map(|given| disclosure_of(given, today)).collect::<Result<Vec<_>>>()?;
    let known = register::processors::list(session.read())?;
    let mut result = AddedRecords { added: Vec::new(), updated: Vec::new(), warnings: Vec::new() };
    for event in &events {
        if event.kind == RecipientKind::Processor && !known.iter().any(|p| p.name == event.recipient) {
            result.warnings.push(match session.lang() {
                Lang::Ru => format!("{}: такого обработчика нет в реестре поручений", event.recipient),
                Lang::En => format!("{}: there is no such processor in the register", event.recipient),
            });
        }
    }
    session.write_undoable(
        "disclosure_add",
        register::Entity::Disclosure,
        "",
        &[],
        |write| -> Result<()> {
            let mut ids = Vec::new();
            for event in &events {
                let case = event.whose.case.clone().unwrap_or_default();
                if let Some(id) =
                    register::disclosures::add(write, event).map_err(|e| named(e, NotFound::Case, &case))?
                {
                    result.added.push(id.to_string());
                    ids.push(id);
                }
            }
            write.name_record(record_ids(&ids));
            Ok(())
        },
    )?;
    Ok(result)
}

pub(crate) fn disclosure_row(event: &Disclosure, lang: Lang) -> DisclosureRow {
    let whose = &event.whose;
    let subject = match (&whose.group, lang) {
        (Some((what, count)), Lang::Ru) => format!("группа: {what}, {count}"),
        (Some((what, count)), Lang::En) => format!("group: {what}, {count}"),
        (None, _) => [
            whose.full_name.clone(),
            whose.phone.as_deref().map(intake::values::phone_display),
            whose.email.clone(),
            whose.contract.clone(),
            whose.case.as_ref().map(|number| {
                if lang == Lang::Ru {
                    format!("обращение № {number}")
                } else {
                    format!("case {number}")
                }
            }),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(", "),
    };
    DisclosureRow {
        id: event.id.to_string(),
        date: event.date,
        recipient: event.recipient.clone(),
        kind: event.kind,
        ground: event.ground.clone(),
        purpose: event.purpose.clone(),
        data: event.data.clone(),
        channel: event.channel.clone(),
        subject,
        case: whose.case.clone(),
    }
}

/// Disclosures, newest first: all, of one case's person, or those that hold the words searched for.
///
/// # Errors
/// [`DeskError::NotFound`] for a case; reading the register.
pub fn disclosures_list(session: &Session, request: &DisclosuresRequest) -> Result<DisclosuresPage> {
    let lang = session.lang();
    let events = match &request.case {
        Some(number) => {
            let case = register::cases::show(session.read(), number)
                .map_err(|e| named(e, NotFound::Case, number))?;
            register::disclosures::of_person(session.read(), &crate::cases::person_of(session, &case)?)?
        }
        None => register::disclosures::list(session.read())?,
    };
    let words: Vec<String> = request
        .search
        .as_deref()
        .map(|s| register::search::fold(s).split_whitespace().map(str::to_owned).collect())
        .unwrap_or_default();
    let phone = request.search.as_deref().and_then(|s| crate::cases::phone_of(s).ok());
    let disclosures = events
        .iter()
        .filter(|event| {
            phone.is_some() && event.whose.phone == phone || {
                let row = disclosure_row(event, lang);
                let all = register::search::fold(&format!(
                    "{} {} {} {} {}",
                    row.recipient,
                    row.subject,
                    row.ground,
                    row.purpose,
                    row.data.join(" ")
                ));
                words.iter().all(|word| all.contains(word))
            }
        })
        .map(|event| disclosure_row(event, lang))
        .collect();
    Ok(DisclosuresPage { disclosures })
}

/// One disclosure.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn disclosure_show(session: &Session, id: &str) -> Result<DisclosureRow> {
    let missing = || DeskError::NotFound { what: NotFound::Disclosure, name: id.to_owned() };
    let number: i64 = id.trim().parse().map_err(|_| missing())?;
    let event = register::disclosures::show(session.read(), number)
        .map_err(|e| named(e, NotFound::Disclosure, id))?;
    Ok(disclosure_row(&event, session.lang()))
}
