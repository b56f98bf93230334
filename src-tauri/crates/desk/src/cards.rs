//! The card of a case as PDF: everything of one case, each date with its working. A Russian document in both languages
//! of the screen, as the journal and the report are.

use std::path::Path;

use letters::{CardContact, CardDemand, CardDisclosure, CardInput, CardLetter, CardStep};
use register::Entity;
use statute::{Lang, Outcome, kind_name};

use crate::cases::without_document_numbers;
use crate::error::{DeskError, FieldProblem, Result, internal};
use crate::session::Session;
use crate::wire::{CaseView, ContactView, DemandView, ExportFormat, SavedFile};
use crate::words::word;

fn channel(word_of: &str) -> String {
    word(Lang::Ru, &format!("channel_{word_of}"))
}

fn demand(view: &DemandView) -> CardDemand {
    let due = &view.due;
    let day = due.due_on.format("%d.%m.%Y");
    let term = if due.immediate { format!("немедленно, {day}") } else { format!("до {day}") };
    let provisional = if due.provisional { " (предварительно)" } else { "" };
    let extended = if due.extended { ", продлён" } else { "" };
    let state = match (view.outcome, view.closed_on) {
        (Some(outcome), on) => {
            let on = on.map(|on| format!(" {}", on.format("%d.%m.%Y"))).unwrap_or_default();
            let ground = view
                .ground
                .as_deref()
                .map(|g| format!(" ({})", without_document_numbers(g).0))
                .unwrap_or_default();
            format!("Исход: {}{on}{ground}", Outcome::name(outcome, Lang::Ru))
        }
        (None, _) => format!("На рассмотрении: {}", view.left.left),
    };
    let mut notes: Vec<String> = due
        .compared
        .iter()
        .map(|one| {
            let source = if one.source == "law" { "Закон" } else { "Политика" };
            format!("{source}: до {} — {} ({})", one.due_on.format("%d.%m.%Y"), one.term, one.clause)
        })
        .collect();
    notes.extend(due.notes.iter().cloned());
    notes.push(due.edition.clone());
    CardDemand {
        kind: kind_name(view.kind, Lang::Ru).to_owned(),
        due: format!("{term}{provisional}{extended}"),
        rule: due.rule.clone(),
        state,
        notes: notes.into_iter().filter(|note| !note.trim().is_empty()).collect(),
        steps: due
            .steps
            .iter()
            .map(|step| CardStep { date: step.date, day: step.day, why: step.why.clone() })
            .collect(),
    }
}

fn contact(view: &ContactView) -> CardContact {
    CardContact {
        at: view.at.naive_local(),
        channel: channel(view.channel.as_str()),
        origin: view.run.as_ref().map(|run| match view.row {
            Some(row) => format!("загрузка {run}, строка {row}"),
            None => format!("загрузка {run}"),
        }),
        topic: view.topic.clone(),
        text: without_document_numbers(&view.text).0,
    }
}

fn input(session: &Session, view: &CaseView) -> Result<CardInput> {
    let operator = session.operator()?;
    let subject = &view.subject;
    let facts = [
        ("Фамилия, имя, отчество", subject.full_name.clone()),
        ("Дата рождения", subject.birth_date.map(|on| on.format("%d.%m.%Y").to_string())),
        ("Телефон", subject.phone.as_deref().map(intake::values::phone_display)),
        ("Эл. почта", subject.email.clone()),
        ("Договор", subject.contract.clone()),
        ("Адрес", subject.address.clone()),
    ];
    Ok(CardInput {
        operator_name: operator.name,
        number: view.number.clone(),
        received_at: view.received_at.naive_local(),
        channel: channel(view.channel.as_str()),
        status: word(Lang::Ru, &format!("status_{}", view.status.as_str())),
        subject: facts.into_iter().filter_map(|(name, value)| Some((name.to_owned(), value?))).collect(),
        identity: view.identity.as_ref().map(|identity| {
            let warning = identity.warning.as_deref().map(|w| format!(". {w}")).unwrap_or_default();
            format!(
                "Подтверждена {}: {}. Сверено: {}{warning}",
                identity.on.format("%d.%m.%Y"),
                word(Lang::Ru, &format!("method_{}", identity.method.as_str())).to_lowercase(),
                without_document_numbers(&identity.compared).0
            )
        }),
        days_lost: view.days_lost_before_import,
        demands: view.demands.iter().map(demand).collect(),
        contacts: view.contacts.iter().map(contact).collect(),
        letters: view
            .letters
            .iter()
            .map(|letter| CardLetter {
                number: letter.number.clone(),
                on: letter.issued_on,
                name: letters::TemplateId::parse(&letter.template)
                    .map_or_else(|| letter.template.clone(), |t| t.name(Lang::Ru).to_owned()),
                pages: letter.pages,
                sha256: letter.sha256.clone(),
            })
            .collect(),
        disclosures: view
            .disclosures
            .iter()
            .map(|event| CardDisclosure {
                on: event.date,
                recipient: format!(
                    "{}, {}",
                    event.recipient,
                    word(Lang::Ru, &format!("recipient_{}", event.kind.as_str()))
                ),
                what: event.data.join(", "),
                ground: format!("{}; {}", event.ground, event.purpose),
            })
            .collect(),
        attachments: view
            .attachments
            .iter()
            .map(|file| {
                let added = file.added_at.format("%d.%m.%Y");
                let what = format!(
                    "{}, {} КБ, добавлено {added}, SHA-256 {}",
                    file.media_name,
                    file.size.div_ceil(1024),
                    file.sha256
                );
                (file.name.clone(), what)
            })
            .collect(),
        timeline: view.timeline.iter().map(|entry| (entry.at.naive_local(), entry.what.clone())).collect(),
        responsible_name: operator.responsible_name,
        responsible_post: operator.responsible_post,
        audit_head: Some(session.trail_state()?.1),
        made_on: session.today(),
    })
}

/// Writes the card of a case. Recorded in the trail: it leaves the vault.
///
/// # Errors
/// [`DeskError::NotFound`]; a field problem (a name that does not end in `.pdf`); [`DeskError::WouldOverwrite`],
/// [`DeskError::File`].
pub fn save(session: &mut Session, number: &str, path: &Path, force: bool) -> Result<SavedFile> {
    if crate::exports::format_of(path)? != ExportFormat::Pdf {
        let value = path.extension().map(|e| e.to_string_lossy().into_owned()).unwrap_or_default();
        return Err(DeskError::Field {
            field: "out",
            problem: FieldProblem::Unknown { value, allowed: vec!["pdf".to_owned()] },
        });
    }
    crate::files::refuse_overwrite(path, force)?;
    let lang = std::mem::replace(&mut session.context.lang, Lang::Ru);
    let made = crate::cases::show(session, number).and_then(|view| input(session, &view));
    session.context.lang = lang;
    let card = made?;
    let rendered =
        letters::card_pdf(&card).map_err(|error| internal("typesetting the card of a case", &error))?;
    let saved = crate::files::write(path, &rendered.bytes, force)?;
    session.write("case_card_save", Entity::Case, &card.number, |_| -> Result<()> { Ok(()) })?;
    Ok(saved)
}
