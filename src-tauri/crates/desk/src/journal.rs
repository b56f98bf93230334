//! The journal of requests: one row per case, in the order of the register, as PDF, xlsx or csv by the ending
//! of the file's name. Rows come from the register page by page.

use std::path::Path;

use chrono::NaiveDate;
use letters::{JournalAnswer, JournalDemand, JournalHead, JournalRow, TemplateId};
use register::cases::{self as records, Case, Demand, Filter, Order, Start};
use register::words::{CasesSort, Channel, IdentityMethod};
use register::{Connection, Entity};
use statute::{Calendar, Lang};

use crate::cases::{clock, without_document_numbers};
use crate::error::{DeskError, FieldProblem, Result, internal};
use crate::exports::format_of;
use crate::session::Session;
use crate::wire::{ExportFormat, JournalLine, JournalPreview, JournalWritten};

/// Stands for a name that is not known.
const UNNAMED: &str = "имя не указано";

/// How the contact came, in the words of the journal; nothing where it is not known.
fn channel(channel: Channel) -> Option<&'static str> {
    Some(match channel {
        Channel::Call => "телефон",
        Channel::Chat => "чат",
        Channel::Email => "электронная почта",
        Channel::Post => "почта",
        Channel::InPerson => "лично",
        Channel::Authority => "Роскомнадзор",
        Channel::Unknown => return None,
    })
}

fn identity(method: IdentityMethod) -> &'static str {
    match method {
        IdentityMethod::Document => "по документу",
        IdentityMethod::Signature => "по подписи",
        IdentityMethod::Account => "через личный кабинет",
        IdentityMethod::Representative => "по полномочию представителя",
    }
}

/// Whether a letter answers the applicant: a request for particulars, a notice of extension and what goes to others
/// do not.
fn is_answer(template: &str) -> bool {
    !matches!(
        TemplateId::parse(template),
        Some(
            TemplateId::AskParticulars
                | TemplateId::Extension
                | TemplateId::RecipientNotice
                | TemplateId::ProcessorInstruction
                | TemplateId::Incident24h
                | TemplateId::Incident72h
                | TemplateId::DestructionAct
        )
    )
}

fn demand_of(session: &Session, case: &Case, demand: &Demand) -> Result<JournalDemand> {
    let due = clock(session, demand)?;
    let first = match demand.extended_on {
        Some(_) => clock(session, &Demand { extended_on: None, extended_by: None, ..demand.clone() })?.due_on,
        None => due.due_on,
    };
    // What is to be done at once has the whole next working day: as the register counts lateness.
    let last =
        if due.immediate { Calendar::builtin().next_working_day(demand.received_on) } else { due.due_on };
    Ok(JournalDemand {
        kind: demand.kind,
        due_on: Some(first),
        immediate: due.immediate,
        provisional: due.provisional,
        extended_to: demand.extended_on.map(|_| due.due_on),
        extended_why: match demand.extended_on {
            Some(_) => register::demands::extended_why(session.read(), case.id, demand.kind)?,
            None => None,
        },
        outcome: demand.outcome,
        ground: demand.ground.as_deref().map(|text| without_document_numbers(text).0),
        closed_on: demand.closed_on,
        late: demand.closed_on.unwrap_or_else(|| session.today()) > last,
    })
}

/// The substance of the first contact; of those joined later their days.
fn content_of(case: &Case) -> Option<String> {
    let first = without_document_numbers(&case.contacts.first()?.text).0;
    let later: Vec<String> =
        case.contacts.iter().skip(1).map(|c| c.at.format("%d.%m.%Y").to_string()).collect();
    if later.is_empty() {
        return Some(first);
    }
    let ended = first.trim_end();
    let stop = if ended.ends_with(['.', '!', '?', '…']) || ended.is_empty() { "" } else { "." };
    Some(format!("{ended}{stop} Повторно: {}", later.join(", ")))
}

/// Where the request itself is: its row of an import, its number in the source system.
fn request_of(case: &Case) -> Option<String> {
    let first = case.contacts.first()?;
    let parts: Vec<String> = [
        first.appeal_id.as_ref().map(|id| format!("№\u{a0}{id}")),
        first.run.as_ref().map(|run| match first.row_no {
            Some(row) => format!("загрузка {run}, строка\u{a0}{row}"),
            None => format!("загрузка {run}"),
        }),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn row(session: &Session, case: &Case, responsible: Option<&String>) -> Result<JournalRow> {
    let demands = case.demands.iter().map(|d| demand_of(session, case, d)).collect::<Result<Vec<_>>>()?;
    let mut answers: Vec<_> = register::issued::list(session.read(), Some(case.id))?
        .into_iter()
        .filter(|letter| is_answer(&letter.template))
        .collect();
    answers.sort_by_key(|letter| (letter.issued_on, letter.id));
    // Without a name the person is known by telephone or e-mail alone.
    let nameless = case.subject.full_name.is_none();
    let details = [
        case.subject.phone.as_deref().filter(|_| nameless).map(intake::values::phone_display),
        case.subject.email.clone().filter(|_| nameless),
        case.subject.contract.as_ref().map(|c| format!("договор {c}")),
        case.identity
            .as_ref()
            .map(|i| format!("личность подтверждена {} {}", i.on.format("%d.%m.%Y"), identity(i.method))),
    ];
    let details: Vec<String> = details.into_iter().flatten().collect();
    Ok(JournalRow {
        number: case.number.clone(),
        received_on: case.received_on,
        channel: channel(case.channel).map(str::to_owned),
        request: request_of(case),
        applicant: case.subject.full_name.clone().or_else(|| Some(UNNAMED.to_owned())),
        applicant_details: (!details.is_empty()).then(|| details.join("; ")),
        content: content_of(case),
        demands,
        joined_to: register::demands::joined_to(session.read(), case.id)?,
        answers: answers
            .into_iter()
            .map(|letter| JournalAnswer { number: letter.number, on: letter.issued_on })
            .collect(),
        responsible: responsible.cloned(),
    })
}

/// The rows of a period, fetched as they are taken. What fails ends them and is kept in `failed`.
struct Rows<'a> {
    session: &'a Session,
    filter: Filter,
    responsible: Option<String>,
    waiting: std::vec::IntoIter<i64>,
    after: Option<String>,
    begun: bool,
    count: u32,
    failed: Option<DeskError>,
}

impl<'a> Rows<'a> {
    fn new(session: &'a Session, from: NaiveDate, to: NaiveDate, responsible: Option<String>) -> Self {
        Self {
            session,
            filter: Filter { received: Some((from, to)), ..Filter::default() },
            responsible,
            waiting: Vec::new().into_iter(),
            after: None,
            begun: false,
            count: 0,
            failed: None,
        }
    }

    fn db(&self) -> &'a Connection {
        self.session.read()
    }

    fn fetch(&mut self) -> Result<Option<JournalRow>> {
        loop {
            if let Some(id) = self.waiting.next() {
                let case = records::load(self.db(), id)?;
                return row(self.session, &case, self.responsible.as_ref()).map(Some);
            }
            let start = match (self.begun, self.after.take()) {
                (false, _) => Start::Offset(0),
                (true, Some(after)) => Start::After(after),
                (true, None) => return Ok(None),
            };
            self.begun = true;
            let page = records::page(
                self.db(),
                &self.filter,
                CasesSort::Number,
                Order::Ascending,
                &start,
                500,
                self.session.today(),
            )?;
            self.after = page.next;
            self.waiting = page.lines.into_iter().map(|line| line.id).collect::<Vec<_>>().into_iter();
        }
    }
}

impl Iterator for &mut Rows<'_> {
    type Item = JournalRow;

    fn next(&mut self) -> Option<JournalRow> {
        match self.fetch() {
            Ok(row) => {
                self.count += u32::from(row.is_some());
                row
            }
            Err(error) => {
                self.failed = Some(error);
                None
            }
        }
    }
}

fn period(session: &Session, from: NaiveDate, to: NaiveDate) -> Result<()> {
    if to >= from {
        return Ok(());
    }
    let limits = (from.format("%d.%m.%Y").to_string(), session.today().format("%d.%m.%Y").to_string());
    Err(DeskError::Field { field: "to", problem: FieldProblem::OutOfRange { from: limits.0, to: limits.1 } })
}

/// Rows that a preview shows.
const PREVIEW: usize = 20;

/// How many rows the journal of a period has, and the first of them.
///
/// # Errors
/// A field problem (the period); reading the register.
pub fn preview(session: &Session, from: NaiveDate, to: NaiveDate) -> Result<JournalPreview> {
    period(session, from, to)?;
    let lang = session.lang();
    let unnamed = |applicant: Option<String>| match lang {
        Lang::Ru => applicant,
        Lang::En => applicant.map(|name| if name == UNNAMED { "name not given".to_owned() } else { name }),
    };
    let mut rows = Rows::new(session, from, to, None);
    let first: Vec<JournalLine> = (&mut rows)
        .take(PREVIEW)
        .map(|row| JournalLine {
            done: letters::journal_done(&row, lang),
            answer: (!row.answers.is_empty()).then(|| {
                row.answers
                    .iter()
                    .map(|a| format!("{} № {}", a.on.format("%d.%m.%Y"), a.number))
                    .collect::<Vec<_>>()
                    .join("; ")
            }),
            due_on: row.demands.iter().filter_map(|d| d.extended_to.or(d.due_on)).min(),
            kinds: row.demands.iter().map(|d| d.kind).collect(),
            number: row.number,
            received_on: row.received_on,
            applicant: unnamed(row.applicant),
        })
        .collect();
    if let Some(error) = rows.failed.take() {
        return Err(error);
    }
    let total = records::page(
        session.read(),
        &rows.filter,
        CasesSort::Number,
        Order::Ascending,
        &Start::Offset(0),
        1,
        session.today(),
    )?
    .total;
    Ok(JournalPreview { rows: total, first })
}

/// Writes the journal of the cases received from one day to another, both included. Recorded in the trail: it leaves
/// the vault.
///
/// # Errors
/// A field problem (the period, the ending of the name); [`DeskError::WouldOverwrite`], [`DeskError::File`]; reading
/// the register.
pub fn write(
    session: &mut Session,
    from: NaiveDate,
    to: NaiveDate,
    path: &Path,
    force: bool,
) -> Result<JournalWritten> {
    let format = format_of(path)?;
    period(session, from, to)?;
    crate::files::refuse_overwrite(path, force)?;
    let operator = session.operator()?;
    let head = JournalHead {
        operator_name: operator.name,
        operator_address: operator.address,
        from,
        to,
        made_on: session.today(),
        audit_head: Some(session.trail_state()?.1),
        responsible_name: operator.responsible_name.clone(),
        responsible_post: operator.responsible_post,
    };
    let mut rows = Rows::new(session, from, to, operator.responsible_name);
    let made = |error: letters::LettersError| internal("writing the journal", &error);
    let bytes = match format {
        ExportFormat::Pdf => letters::journal_pdf(&mut rows, &head).map_err(made)?.bytes,
        ExportFormat::Xlsx => letters::journal_xlsx(&mut rows, &head).map_err(made)?,
        ExportFormat::Csv => letters::journal_csv(&mut rows),
    };
    if let Some(error) = rows.failed.take() {
        return Err(error);
    }
    let count = rows.count;
    let saved = crate::files::write(path, &bytes, force)?;
    session.write("journal_save", Entity::Operator, "1", |_| -> Result<()> { Ok(()) })?;
    Ok(JournalWritten { path: saved.path, rows: count })
}
