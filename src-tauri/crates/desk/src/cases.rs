//! Cases: list, one case with the working of each date, adding by hand, identity, closing.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeZone};
use intake::values;
use register::attachments::NewAttachment;
use register::cases::{
    self as records, Case, Closing, Contact, Demand, Event, Filter, Identity, Mark, NewCase, Order, Proposed,
    Start, Subject,
};
use register::words::{CaseStatus, CasesSort, CasesView, Channel, IdentityMethod};
use register::{Entity, RegisterError};
use statute::{Calendar, Due, DueRequest, Extension, Kind, Lang, Left, Outcome, due, left, render};

use crate::error::{DeskError, FieldProblem, NotFound, Result};
use crate::registers::{disclosure_row, named};
use crate::session::Session;
use crate::wire::{
    CaseAddRequest, CaseCloseRequest, CaseIdentityRequest, CaseRow, CaseView, CasesListRequest, CasesPage,
    ContactView, DemandRow, DemandView, DueLeft, EarlierContent, IdentityView, KindDecision, LetterRow,
    ProposedKind, SimilarCase, StepView, SubjectView, TemplateOffer, TextMark, TimelineEntry, ViewCounts,
};

// ---- clocks --------------------------------------------------------------------------------------------------

/// The clock of one demand: by the law, by the operator's policy, the stricter of both.
pub(crate) fn clock(session: &Session, demand: &Demand) -> Result<Due> {
    let request = DueRequest {
        policy: Some(session.policy_terms()),
        provided_on: demand.provided_on,
        detected_at: demand.detected_at,
        extension: demand.extended_on.map(|on| Extension { on, by: demand.extended_by.unwrap_or(5) }),
        ..DueRequest::new(demand.kind, demand.received_on)
    };
    due(&request, Calendar::builtin())
        .map_err(|error| DeskError::ExtensionNotAllowed { why: error.text(session.lang()) })
}

/// A demand of a kind received on a day, with its date.
pub(crate) fn new_demand(
    session: &Session,
    kind: Kind,
    received_on: NaiveDate,
    detected_at: Option<DateTime<FixedOffset>>,
) -> Result<Demand> {
    let mut demand = Demand {
        kind,
        received_on,
        detected_at,
        provided_on: None,
        extended_on: None,
        extended_by: None,
        due_on: received_on,
        late_on: received_on,
        provisional: false,
        open: true,
        outcome: None,
        ground: None,
        closed_on: None,
        stopped_on: None,
    };
    let due = clock(session, &demand)?;
    demand.due_on = due.due_on;
    demand.provisional = due.provisional;
    demand.late_on =
        if due.immediate { Calendar::builtin().next_working_day(received_on) } else { due.due_on };
    Ok(demand)
}

pub(crate) fn due_left(session: &Session, demand: &Demand) -> Result<DueLeft> {
    let due = clock(session, demand)?;
    let lang = session.lang();
    let left = if demand.open {
        left(&due, session.now(), Calendar::builtin())
    } else {
        Left::done(&due, demand.closed_on.unwrap_or(due.due_on), Calendar::builtin())
    };
    Ok(DueLeft {
        due_on: due.due_on,
        state: left.state,
        left: left.text(lang),
        spoken: left.spoken(&due, lang),
    })
}

/// How the duty to stop the processing after a withdrawal of consent stands; nothing for other kinds, and for a demand
/// that was closed without it.
pub(crate) fn stop_left(session: &Session, demand: &Demand) -> Result<Option<DueLeft>> {
    if demand.kind != Kind::WithdrawConsent || !demand.open && demand.stopped_on.is_none() {
        return Ok(None);
    }
    let whole = clock(session, demand)?;
    let Some(also) = whole.also.iter().find(|also| also.what == "stop") else { return Ok(None) };
    let (calendar, lang) = (Calendar::builtin(), session.lang());
    let due = whole.at_once(also, calendar);
    let left = demand
        .stopped_on
        .map_or_else(|| left(&due, session.now(), calendar), |on| Left::done(&due, on, calendar));
    Ok(Some(DueLeft {
        due_on: due.due_on,
        state: left.state,
        left: left.text(lang),
        spoken: left.spoken(&due, lang),
    }))
}

// ---- list ----------------------------------------------------------------------------------------------------

/// The lines of a page, by window (`from`) or by cursor (`after`).
pub(crate) fn page(session: &Session, request: &CasesListRequest) -> Result<records::Page> {
    let filter = Filter {
        view: request.view,
        kind: request.kind,
        status: request.status,
        due_by: request.due_by,
        search: request.search.clone(),
        ..Filter::default()
    };
    let start = request.after.clone().map_or(Start::Offset(request.from), Start::After);
    let order = if request.descending { Order::Descending } else { Order::Ascending };
    let sort = request.sort.unwrap_or(CasesSort::Due);
    Ok(records::page(session.read(), &filter, sort, order, &start, request.count, session.today())?)
}

/// A page of cases, by window (`from`) or by cursor (`after`).
///
/// # Errors
/// Reading the register.
pub fn list(session: &Session, request: &CasesListRequest) -> Result<CasesPage> {
    let page = page(session, request)?;
    let mut views = ViewCounts::default();
    for (view, count) in records::view_counts(session.read(), session.today())? {
        match view {
            CasesView::Open => views.open = count,
            CasesView::Overdue => views.overdue = count,
            CasesView::AwaitingIdentity => views.awaiting_identity = count,
            CasesView::All => views.all = count,
        }
    }
    let cases = page.lines.iter().map(|line| row(session, line)).collect::<Result<_>>()?;
    Ok(CasesPage { cases, next: page.next, total: page.total, views })
}

pub(crate) fn row(session: &Session, line: &records::CaseLine) -> Result<CaseRow> {
    let nearest =
        line.demands.iter().filter(|d| d.open).min_by_key(|d| d.due_on).or_else(|| line.demands.first());
    Ok(CaseRow {
        number: line.number.clone(),
        received_on: line.received_on,
        subject: line.full_name.clone(),
        channel: line.channel,
        status: line.status,
        demands: line
            .demands
            .iter()
            .map(|d| DemandRow { kind: d.kind, due_on: Some(d.due_on), status: state(d).to_owned() })
            .collect(),
        due: nearest_left(session, &line.demands, nearest)?,
    })
}

/// The date of a case in a list: that of the nearest demand, unless the duty to stop at once after a withdrawal of
/// consent (152-FZ art. 21 p. 5) is earlier and not done.
fn nearest_left(session: &Session, demands: &[Demand], nearest: Option<&Demand>) -> Result<Option<DueLeft>> {
    let stop = demands
        .iter()
        .filter(|d| d.open && d.stopped_on.is_none())
        .map(|d| stop_left(session, d))
        .collect::<Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .min_by_key(|left| left.due_on);
    let due = nearest.map(|demand| due_left(session, demand)).transpose()?;
    Ok(match (stop, due) {
        (Some(stop), Some(due)) if stop.due_on < due.due_on => Some(stop),
        (stop, due) => due.or(stop),
    })
}

fn state(demand: &Demand) -> &'static str {
    if demand.open { "open" } else { "closed" }
}

// ---- one case ------------------------------------------------------------------------------------------------

pub(crate) fn load(session: &Session, number: &str) -> Result<Case> {
    records::show(session.read(), number).map_err(|error| named(error, NotFound::Case, number))
}

/// One case, whole.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn show(session: &Session, number: &str) -> Result<CaseView> {
    let case = load(session, number)?;
    view(session, &case)
}

fn view(session: &Session, case: &Case) -> Result<CaseView> {
    let lang = session.lang();
    let demands = case
        .demands
        .iter()
        .map(|demand| {
            let due = render(&clock(session, demand)?, lang);
            Ok(DemandView {
                kind: demand.kind,
                due_on: Some(due.due_on),
                provisional: due.provisional,
                status: state(demand).to_owned(),
                outcome: demand.outcome,
                ground: demand.ground.clone(),
                closed_on: demand.closed_on,
                extended_why: match demand.extended_on {
                    Some(_) => register::demands::extended_why(session.read(), case.id, demand.kind)?,
                    None => None,
                },
                steps: due
                    .steps
                    .iter()
                    .map(|s| StepView { date: s.date, day: s.day, why: s.why.clone() })
                    .collect(),
                left: due_left(session, demand)?,
                stopped_on: demand.stopped_on,
                stop: stop_left(session, demand)?,
                due,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    let joined = register::demands::joined(session.read(), case.id)?;
    let mut letters: Vec<LetterRow> = Vec::new();
    // Issued letters cannot move: those of joined cases are listed with their own number.
    for id in std::iter::once(case.id).chain(joined.iter().map(|(id, _)| *id)) {
        letters.extend(register::issued::list(session.read(), Some(id))?.into_iter().map(letter_row));
    }
    let decided = register::rules::decisions(session.read(), case.id)?;
    let events = register::disclosures::of_person(session.read(), &person_of(session, case)?)?;
    Ok(CaseView {
        number: case.number.clone(),
        received_on: case.received_on,
        received_at: case.received_at,
        channel: case.channel,
        status: case.status,
        subject: SubjectView {
            full_name: case.subject.full_name.clone(),
            phone: case.subject.phone.clone(),
            email: case.subject.email.clone(),
            address: case.subject.address.clone(),
            contract: case.subject.contract.clone(),
            birth_date: case.subject.birth_date,
        },
        identity: case.identity.as_ref().map(|i| IdentityView {
            method: i.method,
            on: i.on,
            compared: i.compared.clone(),
            warning: i.warning.clone(),
        }),
        contacts: case.contacts.iter().map(|contact| contact_view(contact, &decided)).collect(),
        templates: offers(case, &letters, lang),
        letters,
        disclosures: events.iter().map(|event| disclosure_row(event, lang)).collect(),
        timeline: case
            .events
            .iter()
            .map(|event| TimelineEntry { at: event.at, what: event_text(event, lang) })
            .collect(),
        similar: similar(session, case)?,
        attachments: crate::attachments::rows(session, case.id)?,
        days_lost_before_import: case.days_lost,
        joined_to: register::demands::joined_to(session.read(), case.id)?,
        joined: joined.into_iter().map(|(_, number)| number).collect(),
        demands,
    })
}

fn contact_view(contact: &Contact, decided: &[(Kind, bool)]) -> ContactView {
    let decision = |kind: Kind| match decided.iter().find(|(known, _)| *known == kind) {
        None => KindDecision::Proposed,
        Some((_, true)) => KindDecision::Confirmed,
        Some((_, false)) => KindDecision::Struck,
    };
    ContactView {
        at: contact.at,
        channel: contact.channel,
        topic: contact.topic.clone(),
        text: contact.text.clone(),
        run: contact.run.clone(),
        row: contact.row_no,
        marks: contact.marks.iter().map(|m| TextMark { from: m.from, to: m.to, kind: m.kind }).collect(),
        earlier: contact
            .earlier
            .iter()
            .map(|e| EarlierContent {
                topic: e.topic.clone(),
                text: e.text.clone(),
                until_run: e.until.clone(),
            })
            .collect(),
        proposed: contact
            .proposed
            .iter()
            .map(|p| ProposedKind { kind: p.kind, confidence: p.confidence, decision: decision(p.kind) })
            .collect(),
    }
}

pub(crate) fn letter_row(letter: register::issued::Letter) -> LetterRow {
    LetterRow {
        number: letter.number,
        template: letter.template,
        issued_on: letter.issued_on,
        sha256: letter.sha256,
        pages: letter.pages,
        case: letter.case,
    }
}

/// The marks by which a person's disclosures are found. What the contacts of the case gave counts too.
pub(crate) fn person_of(session: &Session, case: &Case) -> Result<register::disclosures::Person> {
    let mut person = register::disclosures::Person {
        full_name: case.subject.full_name.clone(),
        birth_date: case.subject.birth_date,
        case_id: Some(case.id),
        ..register::disclosures::Person::default()
    };
    for value in records::reach(session.read(), case.id)? {
        match value.split_once(':') {
            Some(("p", phone)) => person.phones.push(phone.to_owned()),
            Some(("e", email)) => person.emails.push(email.to_owned()),
            Some(("c", contract)) => person.contracts.push(contract.to_owned()),
            _ => {}
        }
    }
    Ok(person)
}

fn similar(session: &Session, case: &Case) -> Result<Vec<SimilarCase>> {
    let mine = records::reach(session.read(), case.id)?;
    let lang = session.lang();
    Ok(records::by_reach(session.read(), &mine)?
        .into_iter()
        .filter(|candidate| candidate.id != case.id)
        .map(|candidate| {
            let shared: Vec<&str> = candidate
                .reach
                .iter()
                .filter(|value| mine.contains(value))
                .map(|value| match (value.get(..2), lang) {
                    (Some("p:"), Lang::Ru) => "тот же телефон",
                    (Some("p:"), Lang::En) => "same telephone",
                    (Some("e:"), Lang::Ru) => "та же почта",
                    (Some("e:"), Lang::En) => "same e-mail",
                    (_, Lang::Ru) => "тот же договор",
                    (_, Lang::En) => "same contract",
                })
                .collect();
            let mut why: Vec<&str> = Vec::new();
            for word in shared {
                if !why.contains(&word) {
                    why.push(word);
                }
            }
            SimilarCase { number: candidate.number, why: why.join(", ") }
        })
        .collect())
}

/// Which letter answers the case now; of letters that do not, why. Only a demand of access has letters yet.
fn offers(case: &Case, issued: &[LetterRow], lang: Lang) -> Vec<TemplateOffer> {
    let access = case.demands.iter().any(|d| d.kind == Kind::Access && d.open);
    let known = case.identity.is_some();
    let answered = issued.iter().any(|l| l.template == letters::TemplateId::AccessAnswer.as_str());
    let say = |ru: &str, en: &str| Some(if lang == Lang::Ru { ru } else { en }.to_owned());
    let no_demand = || {
        (!access)
            .then(|| {
                say("в обращении нет открытого требования о доступе", "the case has no open demand of access")
            })
            .flatten()
    };
    let answer_not = if !known {
        no_demand().or_else(|| {
            say("личность заявителя не подтверждена", "the applicant's identity is not confirmed")
        })
    } else if answered {
        no_demand().or_else(|| say("ответ уже выпущен", "the answer was issued already"))
    } else {
        no_demand()
    };
    let offer = |id: letters::TemplateId, proposed: bool, why_not: Option<String>| TemplateOffer {
        template: id.as_str().to_owned(),
        name: id.name(lang).to_owned(),
        proposed,
        why_not,
    };
    let mut offers = vec![
        offer(letters::TemplateId::AccessAnswer, access && known && !answered, answer_not),
        offer(letters::TemplateId::AskParticulars, access && !known, no_demand()),
    ];
    offers.sort_by_key(|offer| !offer.proposed);
    offers
}

/// A line of the timeline in words.
fn event_text(event: &Event, lang: Lang) -> String {
    let detail = event.detail.as_deref().unwrap_or_default();
    let outcome =
        |text: &str| Outcome::parse(text).map_or_else(|| text.to_owned(), |o| o.name(lang).to_owned());
    let (ru, en) = match event.what.as_str() {
        "accepted" => ("Обращение зарегистрировано".to_owned(), "Case registered".to_owned()),
        "imported" => {
            // Stored in the language of the day of import.
            let ru = detail.replacen("run ", "загрузка ", 1).replacen("row ", "строка ", 1);
            let en = detail.replacen("загрузка ", "run ", 1).replacen("строка ", "row ", 1);
            (format!("Загружено из таблицы, {ru}"), format!("Imported from a spreadsheet, {en}"))
        }
        "contact_joined" => {
            ("Присоединён повторный контакт".to_owned(), "A repeated contact was joined".to_owned())
        }
        "contact_changed" => (
            "Содержание контакта изменено повторной выгрузкой".to_owned(),
            "A later export changed the contact".to_owned(),
        ),
        "identity_confirmed" => {
            ("Личность заявителя подтверждена".to_owned(), "Identity confirmed".to_owned())
        }
        "letter_issued" => (format!("Выпущено письмо {detail}"), format!("Letter {detail} issued")),
        "demand_closed" => {
            let (kind, how) = detail.split_once(' ').unwrap_or((detail, ""));
            let kind =
                Kind::parse(kind).map_or_else(|| kind.to_owned(), |k| statute::kind_name(k, lang).to_owned());
            (
                format!("Требование закрыто: {kind}, {}", outcome(how)),
                format!("Demand closed: {kind}, {}", outcome(how)),
            )
        }
        "attachment_added" => (format!("Приложены файлы: {detail}"), format!("Files attached: {detail}")),
        "attachment_removed" => {
            let (hash, why) = detail.split_once(' ').unwrap_or((detail, ""));
            (
                format!("Вложение удалено, SHA-256 {hash}…: {why}"),
                format!("Attachment removed, SHA-256 {hash}…: {why}"),
            )
        }
        register::undo::UNDONE => {
            let (action, other) = detail.split_once(' ').unwrap_or((detail, ""));
            let name = |lang| crate::undo::lower_first(&crate::undo::action_name(action, lang));
            let number = |sign: &str| match other {
                "" => String::new(),
                other => format!(", {sign}\u{a0}{other}"),
            };
            (
                format!("Отменено: {}{}", name(Lang::Ru), number("№")),
                format!("Undone: {}{}", name(Lang::En), number("No.")),
            )
        }
        other => {
            return crate::demands::event_text(event, lang).unwrap_or_else(|| other.to_owned());
        }
    };
    match lang {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

// ---- acts ----------------------------------------------------------------------------------------------------

/// A telephone as the register keeps it.
///
/// # Errors
/// A field problem.
pub fn phone_of(text: &str) -> Result<String> {
    values::parse_phones(text)
        .ok()
        .and_then(|phones| phones.into_iter().next())
        .map(|phone| phone.e164)
        .ok_or(DeskError::Field { field: "phone", problem: FieldProblem::NotAPhone })
}

/// An e-mail address as the register keeps it.
///
/// # Errors
/// A field problem.
pub fn email_of(text: &str) -> Result<String> {
    values::parse_emails(text)
        .into_iter()
        .next()
        .ok_or(DeskError::Field { field: "email", problem: FieldProblem::NotAnEmail })
}

pub(crate) fn given(text: Option<&String>, field: &'static str, limit: usize) -> Result<Option<String>> {
    let Some(text) = text.map(|t| t.trim()).filter(|t| !t.is_empty()) else { return Ok(None) };
    if text.chars().count() > limit {
        return Err(DeskError::Field { field, problem: FieldProblem::TooLong { limit } });
    }
    Ok(Some(text.to_owned()))
}

/// The first year in which the law engine counts.
const FIRST_YEAR: i32 = 2000;

pub(crate) fn past(session: &Session, field: &'static str, day: NaiveDate) -> Result<NaiveDate> {
    let today = session.today();
    if day > today {
        return Err(DeskError::Field { field, problem: FieldProblem::InTheFuture { today } });
    }
    Ok(day)
}

pub(crate) fn subject_of(full_name: Option<&str>) -> Subject {
    let Some(text) = full_name else { return Subject::default() };
    let name = values::split_name(text);
    Subject {
        full_name: Some(name.full).filter(|n| !n.is_empty()),
        last_name: name.last,
        first_name: name.first,
        middle_name: name.middle,
        gender: name.gender.map(|g| match g {
            values::Gender::Male => "male".to_owned(),
            values::Gender::Female => "female".to_owned(),
        }),
        ..Subject::default()
    }
}

/// What the rules of this register make of a text, as the register keeps it.
pub(crate) fn reading(
    session: &Session,
    topic: Option<&str>,
    text: &str,
) -> Result<(Vec<Mark>, Vec<Proposed>)> {
    Ok(kept(&intake::classify::classify(&crate::rules::of(session)?, topic, text)))
}

/// A finding of the rules, as the register keeps it.
pub(crate) fn kept(found: &intake::classify::Classification) -> (Vec<Mark>, Vec<Proposed>) {
    let mut marks = Vec::new();
    let mut proposed = Vec::new();
    for kind in &found.kinds {
        for &(from, to) in &kind.spans {
            if let (Ok(from), Ok(to)) = (u32::try_from(from), u32::try_from(to)) {
                marks.push(Mark { from, to, kind: kind.kind });
            }
        }
        proposed.push(Proposed { kind: kind.kind, confidence: kind.confidence });
    }
    marks.sort_by_key(|m| (m.from, m.to));
    (marks, proposed)
}

/// Registers a case by hand. It never joins; possible same persons stand in `similar`.
///
/// # Errors
/// A field problem; writing the register.
pub fn add(session: &mut Session, request: &CaseAddRequest) -> Result<CaseView> {
    add_with(session, request, &Source::default())
}

/// What a case that was made from a file has besides.
#[derive(Default)]
pub(crate) struct Source<'a> {
    /// The moment of the contact, where the file says it.
    pub at: Option<DateTime<FixedOffset>>,
    pub topic: Option<String>,
    pub files: Vec<NewAttachment<'a>>,
}

/// As [`add`], with the file that the case was made from.
pub(crate) fn add_with(
    session: &mut Session,
    request: &CaseAddRequest,
    source: &Source<'_>,
) -> Result<CaseView> {
    let received = past(session, "received", request.received)?;
    if received.year() < FIRST_YEAR {
        let problem = FieldProblem::OutOfRange {
            from: format!("01.01.{FIRST_YEAR}"),
            to: session.today().format("%d.%m.%Y").to_string(),
        };
        return Err(DeskError::Field { field: "received", problem });
    }
    let full_name = given(request.full_name.as_ref(), "full_name", 300)?;
    let phone = given(request.phone.as_ref(), "phone", 100)?.map(|p| phone_of(&p)).transpose()?;
    let email = given(request.email.as_ref(), "email", 320)?.map(|e| email_of(&e)).transpose()?;
    let contract = given(request.contract.as_ref(), "contract", 100)?;
    let address = given(request.address.as_ref(), "address", 1000)?;
    if full_name.is_none() && phone.is_none() && email.is_none() && contract.is_none() {
        return Err(DeskError::Field { field: "full_name", problem: FieldProblem::NeedsNobody });
    }
    let text = given(Some(&request.text), "text", 32_767)?
        .ok_or(DeskError::Field { field: "text", problem: FieldProblem::Empty })?;
    if let Some(birth) = request.birth_date {
        past(session, "birth_date", birth)?;
    }
    let (marks, proposed) = reading(session, source.topic.as_deref(), &text)?;
    let mut kinds: Vec<Kind> = if request.kinds.is_empty() {
        proposed.iter().map(|p| p.kind).filter(|k| *k != Kind::NotPersonalData).collect()
    } else {
        request.kinds.clone()
    };
    kinds.dedup();
    if kinds.is_empty() || kinds.contains(&Kind::NotPersonalData) {
        return Err(DeskError::Field { field: "kind", problem: FieldProblem::Empty });
    }
    let zone = session.zone();
    let now = session.now();
    let time = if received == session.today() { now.time() } else { NaiveTime::MIN };
    let at = source
        .at
        .unwrap_or_else(|| zone.from_local_datetime(&received.and_time(time)).single().unwrap_or(now));
    let mut demands = Vec::new();
    for kind in kinds {
        if !demands.iter().any(|d: &Demand| d.kind == kind) {
            demands.push(new_demand(session, kind, received, request.detected_at)?);
        }
    }
    let case = NewCase {
        subject: Subject {
            phone: phone.clone(),
            email: email.clone(),
            address,
            contract: contract.clone(),
            birth_date: request.birth_date,
            ..subject_of(full_name.as_deref())
        },
        contact: Contact {
            at,
            channel: request.channel,
            topic: source.topic.clone(),
            text,
            full_name,
            phones: phone.into_iter().collect(),
            emails: email.into_iter().collect(),
            contract: contract.map(|c| values::normalise_contract(&c)),
            appeal_id: None,
            agent: None,
            marks,
            proposed,
            run_id: None,
            run: None,
            row_no: None,
            earlier: Vec::new(),
        },
        demands,
        days_lost: None,
        registered_on: session.today(),
        event: Event { at: now, what: "accepted".to_owned(), detail: None },
    };
    let mask = session.operator()?.mask_case;
    let (id, _) = session.write_undoable("case_add", Entity::Case, "", &[], |write| -> Result<_> {
        let (id, number) = records::add(write, &mask, &case)?;
        for file in &source.files {
            register::attachments::add(write, id, file)?;
        }
        Ok((id, number))
    })?;
    view(session, &records::load(session.read(), id)?)
}

/// A text without numbers of passports («4510 123456», «45 10 123456», «паспорт 4510123456»): their last three digits
/// stay, so that a comparison can be told from another. Whether one was there.
pub(crate) fn without_document_numbers(text: &str) -> (String, bool) {
    let chars: Vec<char> = text.chars().collect();
    let named = text.to_lowercase().contains("паспорт");
    let mut out = String::with_capacity(text.len());
    let (mut at, mut masked) = (0, false);
    while at < chars.len() {
        // A run of digits that may have single spaces and number signs within.
        let mut end = at;
        while end < chars.len()
            && (chars[end].is_ascii_digit() || end > at && matches!(chars[end], ' ' | '\u{a0}' | '№' | '-'))
        {
            end += 1;
        }
        let run: String = chars[at..end].iter().collect();
        let groups: Vec<&str> =
            run.split(|c: char| !c.is_ascii_digit()).filter(|group| !group.is_empty()).collect();
        let lengths: Vec<usize> = groups.iter().map(|group| group.len()).collect();
        let passport = matches!(lengths.as_slice(), [4, 6] | [2, 2, 6]) || named && lengths == [10];
        if passport {
            let digits: String = groups.concat();
            out.push_str("••• ");
            out.push_str(&digits[digits.len() - 3..]);
            if run.ends_with([' ', '\u{a0}']) {
                out.push(' ');
            }
            masked = true;
        } else if end > at {
            out.push_str(&run);
        } else {
            out.push(chars[at]);
            end = at + 1;
        }
        at = end;
    }
    (out, masked)
}

/// Records an identity check: what was compared, by which means, when. It does not move the clock.
///
/// # Errors
/// [`DeskError::NotFound`], a field problem; writing the register.
pub fn identity(session: &mut Session, request: &CaseIdentityRequest) -> Result<CaseView> {
    let case = load(session, &request.number)?;
    let on = past(session, "on", request.on.unwrap_or_else(|| session.today()))?;
    if on < case.received_on {
        let (from, to) =
            (case.received_on.format("%d.%m.%Y").to_string(), session.today().format("%d.%m.%Y").to_string());
        return Err(DeskError::Field { field: "on", problem: FieldProblem::OutOfRange { from, to } });
    }
    let compared = given(Some(&request.compared), "compared", 1000)?
        .ok_or(DeskError::Field { field: "compared", problem: FieldProblem::Empty })?;
    let (compared, masked) = without_document_numbers(&compared);
    // Seed 4.2: no verification by voice over channels that are not protected.
    let by_voice = case.channel == Channel::Call && request.method == IdentityMethod::Account;
    let warning = by_voice.then(|| match session.lang() {
        Lang::Ru => "Обращение поступило по телефону: политика (п. 4.2) не допускает проверку голосом по незащищённому каналу".to_owned(),
        Lang::En => "The case came by telephone: the policy (4.2) allows no verification by voice over an unprotected channel".to_owned(),
    });
    let hidden = masked.then(|| match session.lang() {
        Lang::Ru => "Номер документа скрыт: он для проверки не хранится (ст. 5 ч. 5)".to_owned(),
        Lang::En => "The number of the document was hidden: it is not kept (art. 5 p. 5)".to_owned(),
    });
    let warning = match (warning, hidden) {
        (Some(warning), Some(hidden)) => Some(format!("{warning}. {hidden}")),
        (warning, hidden) => warning.or(hidden),
    };
    let identity = Identity { method: request.method, on, compared, warning };
    let event = Event {
        at: session.now(),
        what: "identity_confirmed".to_owned(),
        detail: Some(request.method.as_str().to_owned()),
    };
    let known = [(Entity::Case, case.id)];
    session.write_undoable("case_identity", Entity::Case, &case.number, &known, |write| -> Result<()> {
        Ok(records::set_identity(write, case.id, &identity, &event)?)
    })?;
    show(session, &case.number)
}

/// Closes one demand with its outcome; a refusal names its ground (152-FZ art. 20 p. 2).
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::DemandNotOpen`], a field problem; writing the register.
pub fn close(session: &mut Session, request: &CaseCloseRequest) -> Result<CaseView> {
    let case = load(session, &request.number)?;
    let on = past(session, "on", request.on.unwrap_or_else(|| session.today()))?;
    let ground = given(request.ground.as_ref(), "ground", 2000)?;
    if request.outcome == Outcome::Refused && ground.is_none() {
        return Err(DeskError::Field { field: "ground", problem: FieldProblem::Empty });
    }
    if on < case.received_on {
        let (from, to) =
            (case.received_on.format("%d.%m.%Y").to_string(), session.today().format("%d.%m.%Y").to_string());
        return Err(DeskError::Field { field: "on", problem: FieldProblem::OutOfRange { from, to } });
    }
    let closing = Closing { kind: request.demand, outcome: request.outcome, ground, on };
    let event = Event {
        at: session.now(),
        what: "demand_closed".to_owned(),
        detail: Some(format!("{} {}", request.demand.as_str(), request.outcome.as_str())),
    };
    let lang = session.lang();
    let known = [(Entity::Case, case.id)];
    session.write_undoable("case_close", Entity::Case, &case.number, &known, |write| -> Result<()> {
        let last = records::close_demand(write, case.id, &closing, &event).map_err(|error| match error {
            RegisterError::NotFound { .. } => {
                DeskError::DemandNotOpen { kind: statute::kind_name(request.demand, lang).to_owned() }
            }
            other => other.into(),
        })?;
        if !last && request.outcome == Outcome::Refused {
            records::set_status(write, case.id, CaseStatus::Refused)?;
        }
        Ok(())
    })?;
    show(session, &case.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn passport_numbers_are_not_kept() {
        for (typed, kept) in [
            ("паспорт 4510 123456, ФИО", "паспорт ••• 456, ФИО"),
            ("45 10 № 123456", "••• 456"),
            ("Паспорт 4510123456", "Паспорт ••• 456"),
        ] {
            assert_eq!(without_document_numbers(typed), (kept.to_owned(), true), "{typed}");
        }
        for typed in
            ["+7 916 123-45-67, ФИО", "9161234567", "договор 40011540", "дата рождения 01.02.1990", ""]
        {
            assert_eq!(without_document_numbers(typed), (typed.to_owned(), false), "{typed}");
        }
    }
}
