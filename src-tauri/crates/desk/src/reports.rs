//! The report of an import as PDF: from a published run, or from a plan that was only looked at.

use letters::{ReportCounts, ReportDue, ReportInput, ReportMapping, ReportRejected, ReportToDecide};
use statute::{Calendar, Lang};

use crate::error::{Result, internal};
use crate::imports::why_text;
use crate::session::Session;
use crate::wire::{CaseRow, ColumnView, DaysLost, ImportResult, RejectedRow, RowCounts, RunView, ToDecide};

/// The name of a column's field, in Russian: the report is a Russian document in both languages of the screen.
fn field_name(field: &str) -> &str {
    match field {
        "appeal_id" => "Номер обращения",
        "received_at" => "Дата обращения",
        "received_time" => "Время обращения",
        "phone" => "Телефон",
        "email" => "Эл. почта",
        "full_name" => "Фамилия, имя, отчество",
        "last_name" => "Фамилия",
        "first_name" => "Имя",
        "middle_name" => "Отчество",
        "birth_date" => "Дата рождения",
        "contract" => "Договор, лицевой счёт",
        "address" => "Адрес",
        "topic" => "Тема",
        "text" => "Текст обращения",
        "agent" => "Сотрудник контакт-центра",
        "channel" => "Канал",
        "direction" => "Направление",
        "status" => "Состояние в источнике",
        "duration" => "Длительность",
        other => other,
    }
}

fn mapping(columns: &[ColumnView]) -> Vec<ReportMapping> {
    columns
        .iter()
        .map(|c| ReportMapping {
            letter: c.letter.clone(),
            header: c.header.clone(),
            field: c.field.as_deref().map(|f| field_name(f).to_owned()),
        })
        .collect()
}

fn counts(rows: &RowCounts) -> ReportCounts {
    ReportCounts {
        read: rows.read.into(),
        new_cases: rows.new_cases.into(),
        joined: rows.joined.into(),
        not_personal_data: rows.not_personal_data.into(),
        already_imported: rows.already_imported.into(),
        rejected: rows.rejected.into(),
    }
}

fn rejected(rows: &[RejectedRow]) -> Vec<ReportRejected> {
    rows.iter()
        .map(|r| ReportRejected {
            row: r.row.into(),
            column: r.column.clone(),
            header: r.header.clone(),
            value: r.value.clone(),
            message: r.message.clone(),
            fix: r.fix.clone(),
        })
        .collect()
}

fn to_decide(rows: &[ToDecide]) -> Vec<ReportToDecide> {
    rows.iter()
        .map(|t| ReportToDecide {
            row: t.row.into(),
            case: t.case.clone().unwrap_or_default(),
            candidate: t.candidate.clone(),
            why: why_text(&t.why, Lang::Ru).to_owned(),
        })
        .collect()
}

fn due_first(session: &Session, cases: &[CaseRow]) -> Vec<ReportDue> {
    let today = session.today();
    cases
        .iter()
        .filter_map(|case| {
            let due = case.due.as_ref()?;
            let kind = case.demands.iter().find(|d| d.status == "open" && d.due_on == Some(due.due_on))?.kind;
            let calendar = Calendar::builtin();
            let days_left = if due.due_on < today {
                -calendar.working_days_between(due.due_on, today)
            } else {
                calendar.working_days_between(today, due.due_on)
            };
            Some(ReportDue {
                case: case.number.clone(),
                due_on: due.due_on,
                provisional: calendar.day(due.due_on).provisional,
                what: statute::kind_name(kind, Lang::Ru).to_owned(),
                days_left,
            })
        })
        .collect()
}

/// What both kinds of report have in common.
fn input(session: &Session, rows: &RowCounts, lost: &DaysLost) -> Result<ReportInput> {
    let operator = session.operator()?;
    Ok(ReportInput {
        operator_name: operator.name,
        run: String::new(),
        file_name: String::new(),
        sha256: String::new(),
        format: String::new(),
        encoding: None,
        sheet: None,
        header_row: None,
        imported_at: session.now().naive_local(),
        imported_by: operator.responsible_name,
        mapping: Vec::new(),
        counts: counts(rows),
        by_kind: Vec::new(),
        due_first: Vec::new(),
        days_lost_total: lost.total.into(),
        days_lost_worst: lost.worst.into(),
        rejected: Vec::new(),
        to_decide: Vec::new(),
        contacts_after_refusal: Vec::new(),
        audit_head: None,
        made_on: session.today(),
    })
}

fn pdf(input: &ReportInput) -> Result<Vec<u8>> {
    Ok(letters::report_pdf(input).map_err(|error| internal("typesetting the report", &error))?.bytes)
}

/// The report of a published run.
pub(crate) fn run(session: &Session, view: &RunView) -> Result<Vec<u8>> {
    let run = &view.run;
    pdf(&ReportInput {
        run: run.run.clone(),
        file_name: run.file.clone(),
        sha256: view.sha256.clone(),
        format: view.format.clone(),
        encoding: view.encoding.clone(),
        sheet: Some(run.sheet.clone()),
        header_row: view.header_row.map(u64::from),
        imported_at: run.at.naive_local(),
        mapping: mapping(&view.columns),
        by_kind: view
            .kinds
            .iter()
            .map(|k| (statute::kind_name(k.kind, Lang::Ru).to_owned(), k.count.into()))
            .collect(),
        due_first: due_first(session, &view.due_first),
        rejected: rejected(&view.rejected),
        to_decide: to_decide(&view.to_decide),
        audit_head: Some(session.trail_state()?.1),
        ..input(session, &run.rows, &run.days_lost)?
    })
}

/// The report of a plan: nothing was written, so nothing is due from it yet.
pub(crate) fn dry_run(session: &Session, result: &ImportResult) -> Result<Vec<u8>> {
    pdf(&ReportInput {
        run: "— проверка без записи в реестр".to_owned(),
        file_name: result.file.name.clone(),
        sha256: result.file.sha256.clone(),
        format: result.file.format.clone(),
        encoding: result.file.encoding.clone(),
        sheet: Some(result.file.sheet.clone()),
        header_row: result.file.header_row.map(u64::from),
        rejected: rejected(&result.rejected),
        to_decide: to_decide(&result.to_decide),
        ..input(session, &result.rows, &result.days_lost_before_import)?
    })
}
