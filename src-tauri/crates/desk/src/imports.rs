//! Import of a contact-centre spreadsheet: look, plan, stage, publish. Preview and commit are one plan; the commit
//! stages its rows in short transactions and shows them in one.

use std::fs::File;
use std::path::Path;

use chrono::{NaiveDate, TimeZone};
use intake::plan::{Candidate, Decision, Fate, Known, KnownCase, KnownRow, Mapping, Planner, Summary};
use intake::values::ChannelWord;
use intake::{Column, Field, Inspection, IntakeError, Limits, Row, WorkerProgram};
use register::cases::{Contact, Event, NewCase, Subject};
use register::imports::{self as runs, Becomes, Forget, NewRun, Rejection, StagedRow};
use register::words::{CasesSort, Channel, RowFate};
use register::{Connection, Entity, RegisterError};
use statute::{Calendar, Kind, Lang};

use crate::cases::{kept, new_demand, subject_of};
use crate::context::Context;
use crate::error::{DeskError, FileAct, Missing, NotFound, Result, io_reason};
use crate::registers::named;
use crate::session::Session;
use crate::wire::{
    ColumnView, DaysLost, ImportPreview, ImportResult, ImportedFile, ImportsPage, InspectView, KindCount,
    MapEntry, OtherRow, Phase, PlannedRow, PreviewRow, ProblemGroup, Progress, RejectedRow, RowCounts,
    RunRow, RunView, SavedFile, SheetView, ToDecide,
};

/// Days after which the text of a row that is not about personal data goes unreviewed (152-FZ art. 5 p. 5).
const KEEP_OTHER_DAYS: i64 = 30;
const SHOWN: usize = 200;

/// How a file is to be imported.
#[derive(Clone, Debug, Default)]
pub struct Options {
    pub sheet: Option<String>,
    pub mapping: Vec<MapEntry>,
    pub dry_run: bool,
    pub all_or_nothing: bool,
    /// SHA-256 of the file whose plan was shown; another content is refused.
    pub planned_sha256: Option<String>,
}

/// Takes the progress of long work; `false` cancels it.
pub type OnProgress<'a> = &'a mut dyn FnMut(Progress) -> bool;

pub(crate) fn open(path: &Path) -> Result<File> {
    let failed = |reason: String| DeskError::File {
        doing: FileAct::Reading,
        path: path.display().to_string(),
        reason,
    };
    let meta = std::fs::metadata(path).map_err(|error| failed(io_reason(&error)))?;
    if !meta.is_file() {
        return Err(failed("это не файл".to_owned()));
    }
    File::open(path).map_err(|error| failed(io_reason(&error)))
}

pub(crate) fn name_of(path: &Path) -> String {
    path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default()
}

pub(crate) fn intake_error(error: &IntakeError, path: &Path, lang: Lang) -> DeskError {
    let (message, hint) = error.words(lang);
    DeskError::Intake { code: error.code().to_owned(), message, hint, file: name_of(path) }
}

// ---- look ----------------------------------------------------------------------------------------------------

/// A first look at a file: no vault is needed.
///
/// # Errors
/// [`DeskError::File`], [`DeskError::Intake`].
pub fn inspect(context: &Context, path: &Path, sheet: Option<&str>) -> Result<InspectView> {
    let file = open(path)?;
    let size = file.metadata().map(|m| m.len()).unwrap_or(0);
    let program = WorkerProgram(context.worker.clone());
    let found = intake::inspect(&program, file, sheet, Limits::look(size))
        .map_err(|e| intake_error(&e, path, context.lang))?;
    Ok(InspectView {
        file: name_of(path),
        format: found.format.as_str().to_owned(),
        encoding: found.encoding.clone(),
        sheets: sheets(&found),
        sheet: found.sheet.clone(),
        header_row: found.header_row,
        columns: found.columns.iter().map(column_view).collect(),
        first_rows: found
            .first_rows
            .iter()
            .map(|row| PreviewRow {
                row: row.row_no,
                cells: row.cells.iter().map(intake::Cell::text).collect(),
            })
            .collect(),
        warnings: Vec::new(),
    })
}

fn sheets(found: &Inspection) -> Vec<SheetView> {
    found.sheets.iter().map(|s| SheetView { name: s.name.clone(), rows: None, visible: s.visible }).collect()
}

fn column_view(column: &Column) -> ColumnView {
    ColumnView {
        letter: column.letter.clone(),
        header: column.header.clone(),
        field: column.field.map(|f| f.as_str().to_owned()),
        confidence: column.confidence,
        samples: column.samples.clone(),
    }
}

// ---- plan ----------------------------------------------------------------------------------------------------

struct Register<'a>(&'a Connection);

impl Known for Register<'_> {
    type Error = RegisterError;

    fn row(
        &mut self,
        key: &[u8; 16],
        content: &[u8; 16],
    ) -> std::result::Result<Option<KnownRow>, RegisterError> {
        Ok(runs::row_by_key(self.0, key, content)?.map(|row| KnownRow {
            case_id: row.case_id,
            content_hash: row.content_hash.try_into().unwrap_or_default(),
        }))
    }

    fn open_cases(&mut self, reach: &[String]) -> std::result::Result<Vec<KnownCase>, RegisterError> {
        if reach.is_empty() {
            return Ok(Vec::new());
        }
        Ok(register::cases::by_reach(self.0, reach)?
            .into_iter()
            .filter(|c| c.open)
            .map(|c| KnownCase { id: c.id, number: c.number, full_name: c.full_name, reach: c.reach })
            .collect())
    }
}

struct Prepared {
    found: Inspection,
    columns: Vec<Column>,
    mapping: Mapping,
    sha256: String,
    size: u64,
}

fn prepare(session: &Session, path: &Path, options: &Options) -> Result<Prepared> {
    let lang = session.lang();
    let mut file = open(path)?;
    let size = file.metadata().map(|m| m.len()).unwrap_or(0);
    let sha256 = intake::sha256_of(&mut file).map_err(|e| intake_error(&e, path, lang))?;
    let program = WorkerProgram(session.context.worker.clone());
    let found = intake::inspect(&program, file, options.sheet.as_deref(), Limits::look(size))
        .map_err(|e| intake_error(&e, path, lang))?;
    let mut columns = found.columns.clone();
    for entry in &options.mapping {
        let field = match &entry.field {
            None => None,
            Some(word) => {
                Some(Field::parse(word).ok_or_else(|| DeskError::UnknownField { field: word.clone() })?)
            }
        };
        let column = columns
            .iter_mut()
            .find(|c| c.letter == entry.letter)
            .ok_or_else(|| DeskError::UnknownColumn { letter: entry.letter.clone() })?;
        column.field = field;
        column.confidence = 1.0;
    }
    // What the person assigned takes the field from a column that was only taken for it.
    let assigned: Vec<(String, Option<String>)> =
        options.mapping.iter().map(|m| (m.letter.clone(), m.field.clone())).collect();
    for column in &mut columns {
        let many = matches!(column.field, Some(Field::Phone | Field::Email | Field::Text));
        let taken = assigned.iter().any(|(letter, field)| {
            *letter != column.letter && field.is_some() && field.as_deref() == column.field.map(Field::as_str)
        });
        if taken && !many && !assigned.iter().any(|(letter, _)| *letter == column.letter) {
            column.field = None;
        }
    }
    let mapping = Mapping::new(columns.clone(), &found.first_rows, session.today());
    Ok(Prepared { found, columns, mapping, sha256, size })
}

fn missing(prepared: &Prepared) -> Option<Missing> {
    if !prepared.mapping.has_date() {
        Some(Missing::Date)
    } else if !prepared.mapping.has_person() {
        Some(Missing::Person)
    } else {
        None
    }
}

fn mapping_needed(prepared: &Prepared, missing: Missing) -> DeskError {
    let columns = prepared
        .columns
        .iter()
        .map(|c| if c.header.is_empty() { c.letter.clone() } else { format!("{} «{}»", c.letter, c.header) })
        .collect();
    DeskError::MappingNeeded { missing, columns }
}

/// Whose numbers stand in the column of appeal numbers: a source keeps its headers.
fn source_of(columns: &[Column]) -> String {
    columns.iter().map(|c| intake::fold(&c.header)).collect::<Vec<_>>().join("\n")
}

/// Reads and plans all rows; `take` gets each batch of decisions.
fn plan(
    session: &mut Session,
    path: &Path,
    prepared: &Prepared,
    progress: OnProgress<'_>,
    take: &mut dyn FnMut(&mut Session, Vec<Decision>) -> Result<()>,
) -> Result<Summary> {
    let lang = session.lang();
    let program = WorkerProgram(session.context.worker.clone());
    let header = prepared.found.header_row.unwrap_or(0);
    let reader = intake::read_rows(
        &program,
        open(path)?,
        Some(&prepared.found.sheet),
        header,
        Limits::import(prepared.size),
    )
    .map_err(|e| intake_error(&e, path, lang))?;
    let secret = session.register.row_key(b"import");
    let hash = move |bytes: &[u8]| keyed(&secret, bytes);
    let rules = crate::rules::of(session)?;
    let mut planner = Planner::new(&rules, session.today(), source_of(&prepared.columns), &hash);
    if runs::is_imported(session.read(), &prepared.sha256, &prepared.found.sheet)? {
        planner.know_file();
    }
    for batch in reader {
        let batch: Vec<Row> = batch.map_err(|e| intake_error(&e, path, lang))?;
        for rows in batch.chunks(500) {
            let mut decisions = Vec::with_capacity(rows.len());
            for row in rows.iter().filter(|row| !intake::is_totals_row(row)) {
                decisions.push(planner.decide(prepared.mapping.map(row), &mut Register(session.read()))?);
            }
            take(session, decisions)?;
            let done = u64::from(planner.summary.counts.read);
            if !progress(Progress { phase: Phase::Planning, done, total: None }) {
                return Err(DeskError::Cancelled);
            }
        }
    }
    Ok(planner.summary)
}

fn keyed(secret: &[u8; 32], bytes: &[u8]) -> [u8; 32] {
    use sha2::Digest;
    // The secret is a MAC already: prefixing it to a length-framed message is enough to key the hash.
    let mut hash = sha2::Sha256::new();
    hash.update(secret);
    hash.update((bytes.len() as u64).to_le_bytes());
    hash.update(bytes);
    hash.finalize().into()
}

fn imported_file(path: &Path, prepared: &Prepared) -> ImportedFile {
    ImportedFile {
        name: name_of(path),
        sha256: prepared.sha256.clone(),
        format: prepared.found.format.as_str().to_owned(),
        encoding: prepared.found.encoding.clone(),
        sheet: prepared.found.sheet.clone(),
        header_row: prepared.found.header_row,
    }
}

fn rejected_rows(decision: &Decision, lang: Lang) -> Vec<RejectedRow> {
    decision
        .row
        .problems
        .iter()
        .map(|p| RejectedRow {
            row: p.row,
            column: p.letter.clone(),
            header: p.header.clone(),
            code: p.code.as_str().to_owned(),
            value: p.value.clone(),
            message: p.message(lang),
            fix: p.code.fix(lang).to_owned(),
        })
        .collect()
}

/// A stored rejection in the language of the desk; one of a word that this program does not know, as it was stored.
fn rejected_row(row: u32, stored: runs::Rejection, lang: Lang) -> RejectedRow {
    let (message, fix) = match intake::plan::ProblemCode::parse(&stored.code) {
        Some(code) => {
            let problem = intake::plan::Problem {
                code,
                row,
                letter: stored.letter.clone(),
                header: stored.header.clone(),
                value: stored.value.clone(),
            };
            (problem.message(lang), code.fix(lang).to_owned())
        }
        None => (stored.message, stored.fix),
    };
    RejectedRow {
        row,
        column: stored.letter,
        header: stored.header,
        code: stored.code,
        value: stored.value,
        message,
        fix,
    }
}

fn counts(summary: &Summary) -> RowCounts {
    let c = summary.counts;
    RowCounts {
        read: c.read,
        new_cases: c.new_cases,
        joined: c.joined,
        not_personal_data: c.not_personal_data,
        already_imported: c.already_imported,
        rejected: c.rejected,
    }
}

fn questions(decision: &Decision, lang: Lang) -> Vec<ToDecide> {
    decision
        .to_decide
        .iter()
        .map(|q| ToDecide {
            row: q.row,
            case: None,
            candidate: match &q.candidate {
                Candidate::Case(number) => number.clone(),
                // Until the rows are staged a new case has no number.
                Candidate::NewCase(row) => match lang {
                    Lang::Ru => format!("строка {row}"),
                    Lang::En => format!("row {row}"),
                },
            },
            why: q.why.to_owned(),
        })
        .collect()
}

/// The plan of an import, shown before anything is written. A mapping that lacks a date or a person is not an error
/// here: the columns are shown and the plan is empty.
///
/// # Errors
/// [`DeskError::File`], [`DeskError::Intake`], an unknown field or column.
pub fn preview(
    session: &mut Session,
    path: &Path,
    options: &Options,
    progress: OnProgress<'_>,
) -> Result<ImportPreview> {
    let lang = session.lang();
    let prepared = prepare(session, path, options)?;
    let mut view = ImportPreview {
        file: imported_file(path, &prepared),
        sheets: sheets(&prepared.found),
        columns: prepared.columns.iter().map(column_view).collect(),
        mapping_needed: missing(&prepared).map(|m| mapping_needed(&prepared, m).wire(lang).message),
        rows: RowCounts::default(),
        days_lost_before_import: DaysLost::default(),
        kinds: Vec::new(),
        to_decide: Vec::new(),
        rejected: Vec::new(),
        problem_groups: Vec::new(),
        sample: Vec::new(),
        urgent: 0,
        many_rejected: false,
    };
    if view.mapping_needed.is_some() {
        return Ok(view);
    }
    let (mut rejected, mut to_decide, mut sample, mut urgent) = (Vec::new(), Vec::new(), Vec::new(), 0u32);
    let summary = plan(session, path, &prepared, progress, &mut |session, decisions| {
        for decision in &decisions {
            to_decide.extend(questions(decision, lang));
            if rejected.len() < SHOWN {
                rejected.extend(rejected_rows(decision, lang));
            }
            if sample.len() < SHOWN {
                sample.push(planned_row(decision, lang));
            }
            if matches!(decision.fate, Fate::NewCase { .. }) {
                urgent += urgent_demands(session, decision)?;
            }
        }
        Ok(())
    })?;
    view.rows = counts(&summary);
    view.days_lost_before_import =
        DaysLost { total: summary.days_lost_total, worst: summary.days_lost_worst };
    view.kinds = summary.kinds.iter().map(|(kind, count)| KindCount { kind: *kind, count: *count }).collect();
    view.problem_groups = summary
        .problems
        .iter()
        .map(|(code, rows)| ProblemGroup {
            code: code.as_str().to_owned(),
            title: code.title(lang).to_owned(),
            fix: code.fix(lang).to_owned(),
            rows: *rows,
        })
        .collect();
    view.many_rejected = view.rows.read >= 100 && view.rows.rejected * 5 > view.rows.read;
    rejected.truncate(SHOWN);
    (view.rejected, view.to_decide, view.sample, view.urgent) = (rejected, to_decide, sample, urgent);
    Ok(view)
}

fn urgent_demands(session: &Session, decision: &Decision) -> Result<u32> {
    let Some(received) = decision.row.received else { return Ok(0) };
    let soon = |due: NaiveDate| Calendar::builtin().working_days_between(session.today(), due) <= 3;
    let mut urgent = 0;
    for kind in decision.kinds() {
        urgent += u32::from(soon(new_demand(session, kind, received.date(), None)?.due_on));
    }
    Ok(urgent)
}

fn planned_row(decision: &Decision, lang: Lang) -> PlannedRow {
    let (fate, note) = match &decision.fate {
        Fate::NewCase { .. } => {
            (RowFate::NewCase, decision.to_decide.first().map(|q| why_text(q.why, lang).to_owned()))
        }
        Fate::JoinsNew { .. } | Fate::JoinsKnown { .. } => (RowFate::Joined, None),
        Fate::Changed { .. } => (
            RowFate::Joined,
            Some(match lang {
                Lang::Ru => "содержание изменилось".to_owned(),
                Lang::En => "content changed".to_owned(),
            }),
        ),
        Fate::AlreadyImported => (RowFate::AlreadyImported, None),
        Fate::NotPersonalData { reason } => {
            (RowFate::NotPersonalData, Some(intake::classify::reason_text(reason, lang).to_owned()))
        }
        Fate::Rejected => (RowFate::Rejected, decision.row.problems.first().map(|p| p.message(lang))),
    };
    PlannedRow {
        row: decision.row.row_no,
        fate,
        received_on: decision.row.received.map(|r| r.date()),
        subject: decision
            .row
            .name
            .as_ref()
            .map(|n| n.full.clone())
            .or_else(|| decision.row.phones.first().map(|p| intake::values::phone_display(p))),
        kinds: decision.kinds(),
        text: decision.row.text.chars().take(200).collect(),
        note,
    }
}

/// Why a person must decide, in words.
pub(crate) fn why_text(why: &str, lang: Lang) -> &'static str {
    match (why, lang) {
        ("same_phone_other_name", Lang::Ru) => "тот же телефон, другое имя",
        ("same_phone_other_name", Lang::En) => "same telephone, another name",
        (_, Lang::Ru) => "та же почта, другое имя",
        (_, Lang::En) => "same e-mail, another name",
    }
}

// ---- commit --------------------------------------------------------------------------------------------------

/// Imports a file: a run that is visible whole or not at all.
///
/// # Errors
/// [`DeskError::MappingNeeded`], [`DeskError::RowsRejected`] with `all_or_nothing`, [`DeskError::Cancelled`]; reading
/// the file; writing the register. Nothing of the run stays then.
pub fn run(
    session: &mut Session,
    path: &Path,
    options: &Options,
    progress: OnProgress<'_>,
) -> Result<ImportResult> {
    let lang = session.lang();
    let prepared = prepare(session, path, options)?;
    if options.planned_sha256.as_ref().is_some_and(|planned| *planned != prepared.sha256) {
        return Err(DeskError::FileChanged);
    }
    if let Some(missing) = missing(&prepared) {
        return Err(mapping_needed(&prepared, missing));
    }
    let mut result = ImportResult {
        run: None,
        dry_run: options.dry_run,
        file: imported_file(path, &prepared),
        rows: RowCounts::default(),
        days_lost_before_import: DaysLost::default(),
        to_decide: Vec::new(),
        contacts_after_refusal: Vec::new(),
        rejected: Vec::new(),
        report: None,
    };
    if options.dry_run {
        let summary = plan(session, path, &prepared, progress, &mut |_, decisions| {
            for decision in &decisions {
                result.to_decide.extend(questions(decision, lang));
                result.rejected.extend(rejected_rows(decision, lang));
            }
            Ok(())
        })?;
        result.rows = counts(&summary);
        result.days_lost_before_import =
            DaysLost { total: summary.days_lost_total, worst: summary.days_lost_worst };
        return Ok(result);
    }
    let outcome = commit(session, path, &prepared, options, progress, &mut result);
    if outcome.is_err() {
        // Nothing of it was visible; what cannot be purged now is purged when the vault is opened next.
        let _ = runs::purge_staging(&mut session.register);
    }
    outcome?;
    Ok(result)
}

fn commit(
    session: &mut Session,
    path: &Path,
    prepared: &Prepared,
    options: &Options,
    progress: OnProgress<'_>,
    result: &mut ImportResult,
) -> Result<()> {
    let lang = session.lang();
    if session.keys.changed_behind_us() {
        return Err(DeskError::ChangedBehindUs);
    }
    let mask = session.operator()?.mask_case;
    let mapping: Vec<ColumnView> =
        prepared.columns.iter().map(|c| ColumnView { samples: Vec::new(), ..column_view(c) }).collect();
    let new = NewRun {
        at: session.now(),
        file_name: name_of(path),
        sha256: prepared.sha256.clone(),
        format: prepared.found.format.as_str().to_owned(),
        encoding: prepared.found.encoding.clone(),
        sheet: prepared.found.sheet.clone(),
        header_row: prepared.found.header_row,
        mapping: serde_json::to_string(&mapping)
            .map_err(|e| crate::error::internal("keeping the mapping", &e))?,
    };
    let mut staging = runs::begin(&mut session.register, &new)?;
    let mut joins: Vec<StagedRow> = Vec::new();
    let mut asked: Vec<(u32, Candidate, ToDecide)> = Vec::new();
    // Row and index of each new case, in the order of rows.
    let mut begun: Vec<(u32, u32)> = Vec::new();
    let summary = plan(session, path, prepared, progress, &mut |session, decisions| {
        let mut rows = Vec::with_capacity(decisions.len());
        for decision in decisions {
            for (question, planned) in questions(&decision, lang).into_iter().zip(&decision.to_decide) {
                asked.push((planned.index, planned.candidate.clone(), question));
            }
            if let Fate::NewCase { index } = decision.fate {
                begun.push((decision.row.row_no, index));
            }
            result.rejected.extend(rejected_rows(&decision, lang));
            rows.push(staged(session, &staging, decision)?);
        }
        joins.extend(runs::stage(&mut session.register, &mut staging, &mask, rows)?);
        Ok(())
    })?;
    if options.all_or_nothing && summary.counts.rejected > 0 {
        return Err(DeskError::RowsRejected { rows: summary.counts.rejected });
    }
    let total = u64::from(summary.counts.new_cases);
    let (mut after, mut done) = (0, 0);
    while let Some(last) = runs::index_some(&mut session.register, &staging, after, 500)? {
        after = last;
        done = (done + 500).min(total);
        if !progress(Progress { phase: Phase::Writing, done, total: Some(total) }) {
            return Err(DeskError::Cancelled);
        }
    }
    let number = |index: u32| -> Result<Option<String>> {
        match staging.case_id(index) {
            Some(id) => Ok(Some(register::cases::load(session.read(), id)?.number)),
            None => Ok(None),
        }
    };
    for (index, candidate, question) in &mut asked {
        question.case = number(*index)?;
        if let Candidate::NewCase(row) = candidate
            && let Ok(at) = begun.binary_search_by_key(row, |(row, _)| *row)
            && let Some((_, index)) = begun.get(at)
            && let Some(number) = number(*index)?
        {
            question.candidate = number;
        }
    }
    result.to_decide = asked.into_iter().map(|(_, _, question)| question).collect();
    let c = summary.counts;
    let published = runs::Summary {
        counts: runs::Counts {
            read: c.read,
            new_cases: c.new_cases,
            joined: c.joined,
            not_personal_data: c.not_personal_data,
            already_imported: c.already_imported,
            rejected: c.rejected,
        },
        days_lost_total: summary.days_lost_total,
        days_lost_worst: summary.days_lost_worst,
        kinds: summary.kinds.iter().map(|(k, n)| (*k, *n)).collect(),
        to_decide: serde_json::to_string(&result.to_decide)
            .map_err(|e| crate::error::internal("keeping the questions", &e))?,
    };
    let _ = progress(Progress { phase: Phase::Publishing, done: 0, total: None });
    runs::publish(&mut session.register, &staging, session.context.now(), joins, &published)?;
    result.run = Some(staging.run.clone());
    result.rows = counts(&summary);
    result.days_lost_before_import =
        DaysLost { total: summary.days_lost_total, worst: summary.days_lost_worst };
    Ok(())
}

fn channel(word: Option<ChannelWord>, kinds: &[Kind]) -> Channel {
    match word {
        _ if kinds.contains(&Kind::AuthorityInquiry) => Channel::Authority,
        Some(ChannelWord::Call) => Channel::Call,
        Some(ChannelWord::Chat) => Channel::Chat,
        Some(ChannelWord::Email) => Channel::Email,
        Some(ChannelWord::Post) => Channel::Post,
        Some(ChannelWord::InPerson) => Channel::InPerson,
        Some(ChannelWord::Authority) => Channel::Authority,
        None => Channel::Unknown,
    }
}

fn staged(session: &Session, staging: &runs::Staging, decision: Decision) -> Result<StagedRow> {
    let lang = session.lang();
    let kinds = decision.kinds();
    let received_on = decision.row.received.map(|r| r.date());
    let contact = |decision: &Decision| {
        let row = &decision.row;
        let local = row.received.unwrap_or_default();
        let at = session.zone().from_local_datetime(&local).single().unwrap_or_else(|| session.now());
        let (marks, proposed) = decision.classification.as_ref().map(kept).unwrap_or_default();
        Contact {
            at,
            channel: channel(row.channel, &kinds),
            topic: row.topic.clone(),
            text: row.text.clone(),
            full_name: row.name.as_ref().map(|n| n.full.clone()),
            phones: row.phones.clone(),
            emails: row.emails.clone(),
            contract: row
                .contract
                .as_deref()
                .map(intake::values::normalise_contract)
                .filter(|c| !c.is_empty()),
            appeal_id: row.appeal_id.clone(),
            agent: row.agent.clone(),
            marks: if row.text.is_empty() { Vec::new() } else { marks },
            proposed,
            run_id: Some(staging.id),
            run: None,
            row_no: Some(row.row_no),
            earlier: Vec::new(),
        }
    };
    let demands = || {
        let day = received_on.unwrap_or_else(|| session.today());
        kinds.iter().map(|kind| new_demand(session, *kind, day, None)).collect::<Result<Vec<_>>>()
    };
    let becomes = match &decision.fate {
        Fate::NewCase { index } => {
            let row = &decision.row;
            let contact = contact(&decision);
            let days = received_on.and_then(|day| u32::try_from((session.today() - day).num_days()).ok());
            Becomes::NewCase {
                index: *index,
                case: Box::new(NewCase {
                    subject: Subject {
                        phone: row.phones.first().cloned(),
                        email: row.emails.first().cloned(),
                        address: row.address.clone(),
                        contract: row.contract.clone(),
                        birth_date: row.birth_date,
                        ..subject_of(contact.full_name.as_deref())
                    },
                    contact,
                    demands: demands()?,
                    days_lost: days,
                    registered_on: session.today(),
                    event: Event {
                        at: session.now(),
                        what: "imported".to_owned(),
                        detail: Some(match lang {
                            Lang::Ru => format!("загрузка {}, строка {}", staging.run, row.row_no),
                            Lang::En => format!("run {}, row {}", staging.run, row.row_no),
                        }),
                    },
                }),
            }
        }
        Fate::JoinsNew { index } => {
            Becomes::JoinsNew { index: *index, contact: Box::new(contact(&decision)), demands: demands()? }
        }
        Fate::JoinsKnown { case_id } => Becomes::JoinsKnown {
            case_id: *case_id,
            contact: Box::new(contact(&decision)),
            demands: demands()?,
            changed: None,
        },
        Fate::Changed { case_id } => Becomes::JoinsKnown {
            case_id: *case_id,
            contact: Box::new(contact(&decision)),
            demands: demands()?,
            changed: Some(staging.run.clone()),
        },
        Fate::AlreadyImported => Becomes::AlreadyImported,
        Fate::NotPersonalData { reason } => Becomes::NotPersonalData {
            reason: reason.clone(),
            topic: decision.row.topic.clone(),
            text: decision.row.text.clone(),
            who: decision
                .row
                .name
                .as_ref()
                .map(|n| n.full.clone())
                .or_else(|| decision.row.phones.first().cloned()),
        },
        Fate::Rejected => Becomes::Rejected {
            reasons: rejected_rows(&decision, lang)
                .into_iter()
                .map(|r| Rejection {
                    letter: r.column,
                    header: r.header,
                    code: r.code,
                    value: r.value,
                    message: r.message,
                    fix: r.fix,
                })
                .collect(),
        },
    };
    Ok(StagedRow {
        row_no: decision.row.row_no,
        row_key: decision.row_key,
        content_hash: decision.content_hash,
        received_on,
        becomes,
    })
}

// ---- runs ----------------------------------------------------------------------------------------------------

fn run_row(run: &runs::Run) -> RunRow {
    let c = run.summary.counts;
    RunRow {
        run: run.run.clone(),
        at: run.at,
        file: run.file_name.clone(),
        sheet: run.sheet.clone(),
        rows: RowCounts {
            read: c.read,
            new_cases: c.new_cases,
            joined: c.joined,
            not_personal_data: c.not_personal_data,
            already_imported: c.already_imported,
            rejected: c.rejected,
        },
        days_lost: DaysLost { total: run.summary.days_lost_total, worst: run.summary.days_lost_worst },
    }
}

/// Published runs, newest first.
///
/// # Errors
/// Reading the register.
pub fn list(session: &Session) -> Result<ImportsPage> {
    Ok(ImportsPage { imports: runs::list(session.read())?.iter().map(run_row).collect() })
}

/// One run as evidence: file, hash, mapping, counts, what was refused, what is due first.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn show(session: &Session, name: &str) -> Result<RunView> {
    let run = runs::show(session.read(), name).map_err(|e| named(e, NotFound::Run, name))?;
    let filter = register::cases::Filter {
        run_id: Some(run.id),
        view: Some(register::words::CasesView::Open),
        ..register::cases::Filter::default()
    };
    let page = register::cases::page(
        session.read(),
        &filter,
        CasesSort::Due,
        register::cases::Order::Ascending,
        &register::cases::Start::Offset(0),
        10,
        session.today(),
    )?;
    let lang = session.lang();
    Ok(RunView {
        columns: serde_json::from_str(&run.mapping).unwrap_or_default(),
        to_decide: serde_json::from_str(&run.summary.to_decide).unwrap_or_default(),
        kinds: run
            .summary
            .kinds
            .iter()
            .map(|(kind, count)| KindCount { kind: *kind, count: *count })
            .collect(),
        rejected: runs::rejections(session.read(), run.id)?
            .into_iter()
            .map(|(row, r)| rejected_row(row, r, lang))
            .collect(),
        due_first: page.lines.iter().map(|line| crate::cases::row(session, line)).collect::<Result<_>>()?,
        other: runs::not_personal_data(session.read(), Some(run.id))?
            .into_iter()
            .map(|o| OtherRow {
                row: o.row_no,
                received_on: o.received_on,
                reason: intake::classify::reason_text(o.reason.as_deref().unwrap_or_default(), lang)
                    .to_owned(),
                text: o.text,
                reviewed_on: o.reviewed_on,
            })
            .collect(),
        sha256: run.sha256.clone(),
        format: run.format.clone(),
        encoding: run.encoding.clone(),
        header_row: run.header_row,
        run: run_row(&run),
    })
}

/// The rows of a run that are not about personal data were looked at: their text, topic and names go; number, date,
/// reason and keyed hash stay.
///
/// # Errors
/// [`DeskError::NotFound`]; writing the register.
pub fn review(session: &mut Session, name: &str) -> Result<RunView> {
    let run = runs::show(session.read(), name).map_err(|e| named(e, NotFound::Run, name))?;
    let today = session.today();
    session.write("import_review", Entity::Run, &run.run, |write| -> Result<()> {
        runs::forget_not_personal_data(write, Forget::Run(run.id), today)?;
        Ok(())
    })?;
    show(session, name)
}

/// Forgets what nobody reviewed in 30 days.
pub(crate) fn forget_old(session: &mut Session) -> Result<()> {
    let today = session.today();
    let limit = today - chrono::Duration::days(KEEP_OTHER_DAYS);
    if runs::has_unreviewed(session.read(), limit)? {
        session.write("import_forget", Entity::Run, "", |write| -> Result<()> {
            runs::forget_not_personal_data(write, Forget::OlderThan(limit), today)?;
            Ok(())
        })?;
    }
    Ok(())
}

/// Writes the report of what an import came to as PDF.
///
/// # Errors
/// [`DeskError::WouldOverwrite`], [`DeskError::File`]; reading the register.
pub fn save_report(
    session: &mut Session,
    result: &ImportResult,
    path: &Path,
    force: bool,
) -> Result<SavedFile> {
    match &result.run {
        Some(run) => save_run_report(session, run, path, force),
        None => crate::files::write(path, &crate::reports::dry_run(session, result)?, force),
    }
}

/// Writes the report of a published run as PDF. Recorded in the trail: it leaves the vault.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::WouldOverwrite`], [`DeskError::File`]; reading the register.
pub fn save_run_report(session: &mut Session, run: &str, path: &Path, force: bool) -> Result<SavedFile> {
    let bytes = crate::reports::run(session, &show(session, run)?)?;
    let saved = crate::files::write(path, &bytes, force)?;
    session.write("report_save", Entity::Run, run, |_| -> Result<()> { Ok(()) })?;
    Ok(saved)
}
