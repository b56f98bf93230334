//! The journal of requests: one row per case, in the order of the register, as PDF, xlsx or csv by the ending
//! of the file's name. Rows come from the register page by page.

use std::path::Path;

use chrono::NaiveDate;
use letters::{JournalDemand, JournalHead, JournalRow};
use register::cases::{self as records, Case, Filter, Order, Start};
use register::words::{CasesSort, Channel, IdentityMethod};
use register::{Connection, Entity};

use crate::cases::clock;
use crate::error::{DeskError, FieldProblem, Result, internal};
use crate::session::Session;
use crate::wire::{ExportFormat, JournalWritten};

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

fn row(session: &Session, case: &Case, responsible: Option<&String>) -> Result<JournalRow> {
    let demands = case
        .demands
        .iter()
        .map(|demand| {
            let due = clock(session, demand)?;
            Ok(JournalDemand {
                kind: demand.kind,
                due_on: Some(due.due_on),
                provisional: due.provisional,
                extended_to: demand.extended_on.map(|_| due.due_on),
                outcome: demand.outcome,
                ground: demand.ground.clone(),
                closed_on: demand.closed_on,
            })
        })
        .collect::<Result<Vec<_>>>()?;
    // A request for particulars is no answer. A second answer stands beside the first, whose day counts.
    let mut answers: Vec<_> = register::issued::list(session.read(), Some(case.id))?
        .into_iter()
        .filter(|letter| letter.template != letters::TemplateId::AskParticulars.as_str())
        .collect();
    answers.sort_by_key(|letter| (letter.issued_on, letter.id));
    let details = [
        case.identity
            .as_ref()
            .map(|i| format!("личность подтверждена {} {}", i.on.format("%d.%m.%Y"), identity(i.method))),
        case.subject.contract.as_ref().map(|c| format!("договор {c}")),
    ];
    let details: Vec<String> = details.into_iter().flatten().collect();
    Ok(JournalRow {
        number: case.number.clone(),
        received_on: case.received_on,
        channel: channel(case.channel).map(str::to_owned),
        applicant: case.subject.full_name.clone(),
        applicant_details: (!details.is_empty()).then(|| details.join("; ")),
        content: case.contacts.first().map(|c| c.text.clone()),
        demands,
        answered_on: answers.first().map(|a| a.issued_on),
        answer_number: (!answers.is_empty())
            .then(|| answers.iter().map(|a| a.number.as_str()).collect::<Vec<_>>().join(", ")),
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

fn format_of(path: &Path) -> Result<ExportFormat> {
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
    ExportFormat::parse(&ending).ok_or_else(|| DeskError::Field {
        field: "out",
        problem: FieldProblem::Unknown {
            value: ending,
            allowed: ExportFormat::ALL.iter().map(|f| f.as_str().to_owned()).collect(),
        },
    })
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
    if to < from {
        let limits = (from.format("%d.%m.%Y").to_string(), session.today().format("%d.%m.%Y").to_string());
        return Err(DeskError::Field {
            field: "to",
            problem: FieldProblem::OutOfRange { from: limits.0, to: limits.1 },
        });
    }
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
