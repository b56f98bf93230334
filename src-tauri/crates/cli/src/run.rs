//! One arm per command: call the use case, print its result.

use std::io::{BufRead, IsTerminal, Read, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, FixedOffset};
use desk::wire::{AuditRequest, ListExportRequest, ListName, ListRequest, ProcessorsRequest, TrailAbout};
use desk::wire::{
    CaseAddRequest, CaseCloseRequest, CaseDemandRequest, CaseExtendRequest, CaseIdentityRequest,
    CaseJoinRequest, CaseStatus, CaseStoppedRequest, CasesListRequest, CasesView, Channel, DemandAct,
    DisclosuresRequest, FindingArea, IdentityMethod, JournalWritten, MapEntry, PolicyPreset, RuleEffect,
    RuleForm, SavedFile, VerifyView,
};
use desk::{Context, DeskError, FieldProblem, FileAct, Kind, Outcome, Session, TomlProblem};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::args::{
    Case, CaseAdd, Cases, Cli, Command, Deadline, Global, Import, Letter, PolicyArg, PresetArg, Registry,
    RuleArgs, Rules, Template, Vault,
};
use crate::args::{Issued, ToFile};
use crate::human;

/// An error, and what stands beside it in JSON.
pub struct Failure {
    pub error: DeskError,
    pub beside: Option<Box<Map<String, Value>>>,
    /// What was typed is wrong whatever the vault holds.
    pub usage: bool,
}

fn usage(error: DeskError) -> Failure {
    Failure { error, beside: None, usage: true }
}

type Done = Result<u8, Failure>;

struct Out<'a> {
    global: &'a Global,
}

impl Out<'_> {
    /// One JSON document, or text for a person.
    fn show<T: Serialize>(&self, value: &T, human: impl FnOnce(&T) -> String) -> Done {
        if self.global.json {
            crate::print_json(value);
        } else {
            let _ = writeln!(std::io::stdout(), "{}", human(value).trim_end());
        }
        Ok(0)
    }
}

fn context(global: &Global) -> Result<Context, DeskError> {
    Context::system(global.lang(), global.today, desk::config_dir()).map_err(|error| DeskError::File {
        doing: FileAct::Reading,
        path: String::new(),
        reason: desk::io_reason(&error),
    })
}

fn vault_dir(global: &Global) -> Result<PathBuf, DeskError> {
    global.vault().ok_or(DeskError::VaultMissing { path: String::new() })
}

/// The largest text file that is taken.
const LIMIT: u64 = 64 << 20;

fn read_file(path: &Path) -> Result<Vec<u8>, DeskError> {
    let failed =
        |reason| DeskError::File { doing: FileAct::Reading, path: path.display().to_string(), reason };
    // A named pipe or a device could give bytes without end, and half a file must not be taken for a whole one.
    let mut bytes = Vec::new();
    std::fs::File::open(path)
        .and_then(|file| file.take(LIMIT + 1).read_to_end(&mut bytes))
        .map_err(|error| failed(desk::io_reason(&error)))?;
    if bytes.len() as u64 > LIMIT {
        return Err(failed(format!("он больше {} МБ", LIMIT >> 20)));
    }
    Ok(bytes)
}

fn read_text(path: &Path) -> Result<String, DeskError> {
    String::from_utf8(read_file(path)?).map_err(|_| DeskError::Toml {
        place: None,
        problem: TomlProblem::NotUtf8 { file: path.display().to_string() },
    })
}

fn secret(file: Option<PathBuf>, prompt: &str) -> Result<desk::Secret, DeskError> {
    match file {
        Some(path) if path.as_os_str() == "-" => {
            let mut bytes = Vec::new();
            std::io::stdin()
                .take(1 << 16)
                .read_to_end(&mut bytes)
                .map_err(|_| DeskError::PassphraseMissing)?;
            Ok(desk::Secret::new(bytes))
        }
        Some(path) => Ok(desk::Secret::new(read_file(&path)?)),
        None if std::io::stdin().is_terminal() => {
            let typed = rpassword::prompt_password(prompt).map_err(|_| DeskError::PassphraseMissing)?;
            Ok(desk::Secret::new(typed.into_bytes()))
        }
        None => Err(DeskError::PassphraseMissing),
    }
}

fn passphrase(global: &Global) -> Result<desk::Secret, DeskError> {
    secret(global.passphrase_file(), "Парольная фраза: ")
}

/// The passphrase of a new vault: typed at a terminal, it is typed twice.
fn new_passphrase(global: &Global) -> Result<desk::Secret, DeskError> {
    let first = passphrase(global)?;
    if global.passphrase_file().is_none() && std::io::stdin().is_terminal() {
        let second = secret(None, "Ещё раз: ")?;
        if first.expose() != second.expose() {
            return Err(DeskError::PassphraseDiffers);
        }
    }
    Ok(first)
}

type Opening =
    fn(&desk::Context, &Path, &desk::vaults::Unlock<'_>, desk::vaults::Older) -> Result<Session, DeskError>;

fn unlock(global: &Global, opening: Opening) -> Result<Session, DeskError> {
    let context = context(global)?;
    let dir = vault_dir(global)?;
    if !desk::vaults::exists(&dir) {
        return Err(DeskError::NotAVault { path: dir.display().to_string() });
    }
    let secret = passphrase(global)?;
    let older =
        if global.accept_older_copy { desk::vaults::Older::Accept } else { desk::vaults::Older::Refuse };
    opening(&context, &dir, &desk::vaults::Unlock::Passphrase(secret.expose()), older)
}

/// Runs one act on an open vault and closes it whatever became of it.
fn with_session<T>(
    global: &Global,
    act: impl FnOnce(&mut Session) -> Result<T, DeskError>,
) -> Result<T, DeskError> {
    let mut session = unlock(global, desk::vaults::unlock)?;
    for notice in session.notices() {
        let _ = writeln!(std::io::stderr(), "{notice}");
    }
    let result = act(&mut session);
    let locked = desk::vaults::lock(session);
    let value = result?;
    locked?;
    Ok(value)
}

fn later(command: &str) -> Done {
    Err(DeskError::NotYet { command: command.to_owned() }.into())
}

fn word<T>(
    field: &'static str,
    value: &str,
    parsed: Option<T>,
    allowed: impl IntoIterator<Item = &'static str>,
) -> Result<T, Failure> {
    parsed.ok_or_else(|| {
        let allowed = allowed.into_iter().map(str::to_owned).collect();
        usage(DeskError::Field { field, problem: FieldProblem::Unknown { value: value.to_owned(), allowed } })
    })
}

fn kind(text: &str) -> Result<Kind, Failure> {
    word("kind", text, Kind::parse(text.trim()), Kind::ALL.iter().map(|k| k.as_str()))
}

fn instant(text: Option<&String>) -> Result<Option<DateTime<FixedOffset>>, Failure> {
    text.map(|t| {
        DateTime::parse_from_rfc3339(t)
            .map_err(|_| usage(DeskError::Field { field: "detected_at", problem: FieldProblem::NotADate }))
    })
    .transpose()
}

/// Runs one command; the exit status.
pub fn run(cli: &Cli) -> Done {
    let global = &cli.global;
    let out = Out { global };
    let lang = global.lang();
    match &cli.command {
        Command::Vault(command) => vault(&out, command),
        Command::Inspect(args) => {
            let view = desk::imports::inspect(&context(global)?, &args.file, args.sheet.as_deref())?;
            out.show(&view, |v| human::inspect(v, lang))
        }
        Command::Import(args) => import(&out, args),
        Command::Imports { rejected, file: ToFile { out: Some(path), force } } => {
            let (name, run) = match rejected {
                Some(run) => (ListName::Rejected, Some(run.clone())),
                None => (ListName::Imports, None),
            };
            to_file(&out, ListRequest { run, ..whole(name) }, path, *force)
        }
        Command::Imports { rejected: Some(run), .. } => {
            let view = with_session(global, |s| desk::imports::show(s, run))?;
            out.show(&json!({ "run": run, "rejected": view.rejected }), |_| human::rejected(&view.rejected))
        }
        Command::Imports { .. } => {
            let page = with_session(global, |s| desk::imports::list(s))?;
            out.show(&page, human::imports)
        }
        Command::ImportUndo { .. } => later("import-undo"),
        Command::Cases(args) => cases(&out, args),
        Command::Case(command) => case(&out, command),
        Command::Deadline(args) => deadline(&out, args),
        Command::Workdays { from, to } => {
            let view = desk::tools::workdays(*from, *to, lang)?;
            out.show(&view, |v| human::workdays(v, lang))
        }
        Command::Classify { topic, own, text } => classify(&out, topic.as_deref(), *own, text.as_deref()),
        Command::Rules(command) => rules(&out, command),
        Command::Letter(args) => letter(&out, args),
        Command::Letters { .. } => later("letters"),
        Command::Issued(Issued::List { file: ToFile { out: Some(path), force } }) => {
            to_file(&out, whole(ListName::Letters), path, *force)
        }
        Command::Issued(Issued::List { .. }) => {
            let page = with_session(global, |s| desk::letters::list(s))?;
            out.show(&page, |p| human::letters(p, lang))
        }
        Command::Templates => {
            let rows = desk::letters::templates(lang);
            out.show(&json!({ "templates": rows }), |_| human::templates(&rows, lang))
        }
        Command::Template(Template::Show { template }) => {
            let text = desk::letters::template_text(template)?;
            out.show(&json!({ "template": template, "text": text }), |_| text.clone())
        }
        Command::Processors(command) => processors(&out, command),
        Command::Disclosures(command) => disclosures(&out, command),
        Command::Purposes(command) => purposes(&out, command),
        Command::Journal { from, to, out: path, force } => {
            let written = with_session(global, |s| desk::journal::write(s, *from, *to, path, *force))?;
            out.show(&written, |w: &JournalWritten| human::journal(w, lang))
        }
        Command::Today { limit } => {
            let request = desk::wire::TodayRequest { day: None, limit: *limit };
            let view = with_session(global, |s| desk::today::list(s, &request))?;
            out.show(&view, |v| human::today(v, lang))
        }
        Command::Find { text, limit } => {
            let request = desk::wire::FindRequest { text: text.clone(), limit: *limit };
            let view = with_session(global, |s| desk::search::find(s, &request))?;
            out.show(&view, |v| human::found(v, lang))
        }
        Command::Undo => {
            let undone = with_session(global, desk::undo::last)?;
            out.show(&undone, |u| human::undone(u, lang))
        }
        Command::Audit { verify: true, .. } => verify(&out),
        Command::Audit { search, about, limit, file, .. } => {
            let about = about.as_deref().and_then(TrailAbout::parse);
            let request = AuditRequest { from: 0, count: *limit, search: search.clone(), about };
            if let Some(path) = &file.out {
                let list = ListRequest { audit: Some(request), ..whole(ListName::Audit) };
                return to_file(&out, list, path, file.force);
            }
            let page = with_session(global, |s| desk::trail::list(s, &request))?;
            out.show(&page, |page| human::audit(page, lang))
        }
        Command::Demo { dir } => {
            let file = global.passphrase_file();
            let secret = if file.is_some() { Some(secret(file, "")?) } else { None };
            let view = desk::demo::run(&context(global)?, dir, secret.as_ref(), &mut progress())?;
            out.show(&view, |v| human::demo(v, lang))
        }
    }
}

/// All of a list.
fn whole(list: ListName) -> ListRequest {
    ListRequest {
        list,
        columns: Vec::new(),
        cases: None,
        disclosures: None,
        processors: None,
        today: None,
        audit: None,
        run: None,
        rows: None,
    }
}

/// Writes a list to a file, in the format of the name's ending.
fn to_file(out: &Out<'_>, list: ListRequest, path: &Path, force: bool) -> Done {
    let lang = out.global.lang();
    let request = ListExportRequest { list, format: desk::exports::format_of(path)? };
    desk::files::refuse_overwrite(path, force)?;
    let written = with_session(out.global, |s| desk::exports::write(s, &request, path, force))?;
    out.show(&written, |w| human::exported(w, lang))
}

fn vault(out: &Out<'_>, command: &Vault) -> Done {
    let global = out.global;
    let lang = global.lang();
    match command {
        Vault::Create { policy, operator } => {
            let dir = vault_dir(global)?;
            let preset = match policy {
                PresetArg::Konekt => PolicyPreset::Konekt,
                PresetArg::Empty => PolicyPreset::Empty,
            };
            let form = match operator {
                Some(path) => desk::operator::from_toml(&read_text(path)?)?,
                None => desk::operator::preset(preset, lang)?,
            };
            let secret = new_passphrase(global)?;
            let prepared = desk::vaults::prepare(secret.expose(), desk::vaults::kdf())?;
            let recovery = prepared.recovery_text();
            let new = desk::vaults::NewVault { dir, preset, operator: form, recovery_confirmed: false };
            let session = desk::vaults::create(&context(global)?, prepared, new)?;
            let warnings = desk::operator::show(&session)?.warnings;
            let view = json!({
                "vault": { "id": session.vault_id(), "path": session.vault_path() },
                "recovery_key": recovery.as_str(),
                "warnings": warnings,
            });
            desk::vaults::lock(session)?;
            for warning in &warnings {
                let _ = writeln!(std::io::stderr(), "! {warning}");
            }
            let _ = writeln!(std::io::stderr(), "{}\n{}", human::recovery(lang), recovery.as_str());
            out.show(&view, |v| human::created(v, lang))
        }
        Vault::Info => {
            let view = with_session(global, |s| desk::vaults::info(s))?;
            out.show(&view, |v| human::info(v, lang))
        }
        Vault::Verify => verify(out),
        Vault::ConfirmRecovery { key_file } => {
            let mut session = unlock(global, desk::vaults::unlock)?;
            let typed = secret(key_file.clone(), "Резервный ключ: ").and_then(|key| {
                let text = String::from_utf8(key.expose().to_vec()).map_err(|_| DeskError::RecoveryTypo)?;
                desk::vaults::confirm_recovery(&mut session, text.trim())
            });
            desk::vaults::lock(session)?;
            typed?;
            out.show(&json!({ "recovery": { "confirmed": true } }), |_| human::confirmed(lang))
        }
        Vault::Backup { .. } => later("vault backup"),
        Vault::Restore { .. } => later("vault restore"),
        Vault::Passphrase => later("vault passphrase"),
        Vault::AddKey => later("vault add-key"),
        Vault::RemoveKey => later("vault remove-key"),
        Vault::Rotate => later("vault rotate"),
    }
}

/// `verify` always prints its own document, also when the vault does not open.
fn verify(out: &Out<'_>) -> Done {
    let lang = out.global.lang();
    let view: VerifyView = match unlock(out.global, desk::vaults::open) {
        Ok(session) => desk::vaults::verify(&session),
        Err(error @ (DeskError::PassphraseMissing | DeskError::VaultMissing { .. })) => {
            return Err(error.into());
        }
        Err(error) => desk::vaults::unopened(&error, lang, Vec::new()),
    };
    let ok = view.ok;
    out.show(&view, |v| human::verify(v, lang))?;
    Ok(u8::from(!ok))
}

/// Progress on standard error, only when it is a terminal.
fn progress() -> impl FnMut(desk::wire::Progress) -> bool {
    let terminal = std::io::stderr().is_terminal();
    let mut shown = std::time::Instant::now();
    move |step| {
        if terminal && shown.elapsed().as_millis() > 200 {
            shown = std::time::Instant::now();
            let total = step.total.map(|t| format!(" / {t}")).unwrap_or_default();
            let _ = write!(std::io::stderr(), "\r{}: {}{total}   ", step.phase.as_str(), step.done);
        }
        true
    }
}

fn import(out: &Out<'_>, args: &Import) -> Done {
    let lang = out.global.lang();
    if args.profile.is_some() {
        return later("import --profile");
    }
    if args.return_file.is_some() {
        return later("import --return-file");
    }
    let mut mapping = Vec::new();
    for entry in &args.map {
        let (letter, field) =
            entry.split_once('=').ok_or_else(|| DeskError::UnknownField { field: entry.clone() })?;
        let field = Some(field.trim().to_owned()).filter(|f| !f.is_empty());
        mapping.push(MapEntry { letter: letter.trim().to_uppercase(), field });
    }
    if let Some(report) = &args.report {
        desk::files::refuse_overwrite(report, args.force)?;
    }
    let options = desk::imports::Options {
        sheet: args.sheet.clone(),
        mapping,
        dry_run: args.dry_run,
        all_or_nothing: args.all_or_nothing,
        planned_sha256: None,
    };
    let result = with_session(out.global, |session| {
        let mut result = desk::imports::run(session, &args.file, &options, &mut progress())?;
        if let Some(path) = &args.report {
            let saved: SavedFile = desk::imports::save_report(session, &result, path, args.force)?;
            result.report = Some(saved);
        }
        Ok(result)
    })?;
    out.show(&result, |r| human::import(r, lang))
}

fn cases(out: &Out<'_>, args: &Cases) -> Done {
    let lang = out.global.lang();
    let request = CasesListRequest {
        view: args.overdue.then_some(CasesView::Overdue),
        kind: args.kind.as_deref().map(kind).transpose()?,
        status: args
            .status
            .as_deref()
            .map(|s| word("status", s, CaseStatus::parse(s), CaseStatus::ALL.iter().map(|s| s.as_str())))
            .transpose()?,
        due_by: args.due_by,
        search: args.search.clone(),
        sort: None,
        descending: false,
        from: 0,
        count: args.limit,
        after: args.after.clone(),
    };
    if let Some(path) = &args.file.out {
        let list = ListRequest { cases: Some(request), ..whole(ListName::Cases) };
        return to_file(out, list, path, args.file.force);
    }
    let page = with_session(out.global, |s| desk::cases::list(s, &request))?;
    out.show(&page, |p| human::cases(p, lang))
}

fn case(out: &Out<'_>, command: &Case) -> Done {
    let lang = out.global.lang();
    let view = match command {
        Case::Show { number } => with_session(out.global, |s| desk::cases::show(s, number))?,
        Case::Card { number, out: path, force } => {
            let saved = with_session(out.global, |s| desk::cards::save(s, number, path, *force))?;
            return out.show(&saved, |saved| human::card(saved, lang));
        }
        Case::Add(args) => match &args.from {
            Some(file) => add_from(out, args, file)?,
            None => add(out, args)?,
        },
        Case::Attach { number, file, again } => {
            with_session(out.global, |s| desk::attachments::add(s, number, file, *again))?
        }
        Case::Attachment { number, n, out: path, force } => {
            let saved = with_session(out.global, |s| {
                let id = desk::attachments::nth(s, number, *n)?;
                desk::attachments::save(s, number, &id, path, *force)
            })?;
            return out.show(&json!({ "attachment": saved }), |_| saved.path.clone());
        }
        Case::Detach { number, n, reason } => with_session(out.global, |s| {
            let id = desk::attachments::nth(s, number, *n)?;
            desk::attachments::remove(s, number, &id, reason)
        })?,
        Case::Identity { number, method, compared, on } => {
            let request = CaseIdentityRequest {
                number: number.clone(),
                method: word(
                    "kind",
                    method,
                    IdentityMethod::parse(method),
                    IdentityMethod::ALL.iter().map(|m| m.as_str()),
                )?,
                compared: compared.clone(),
                on: *on,
            };
            with_session(out.global, |s| desk::cases::identity(s, &request))?
        }
        Case::Close { number, demand, outcome, ground, on } => {
            let request = CaseCloseRequest {
                number: number.clone(),
                demand: kind(demand)?,
                outcome: word(
                    "outcome",
                    outcome,
                    Outcome::parse(outcome),
                    Outcome::ALL.iter().map(|o| o.as_str()),
                )?,
                ground: ground.clone(),
                on: *on,
            };
            with_session(out.global, |s| desk::cases::close(s, &request))?
        }
        Case::Stop { number, on } => {
            let request = CaseStoppedRequest { number: number.clone(), on: *on };
            with_session(out.global, |s| desk::demands::stop(s, &request))?
        }
        Case::Demand { number, add, from, to, strike, confirm, reason } => {
            let (act, word) = match (add, from, strike, confirm) {
                (Some(word), ..) => (DemandAct::Add, word),
                (_, Some(word), ..) => (DemandAct::Change, word),
                (_, _, Some(word), _) => (DemandAct::Strike, word),
                (.., Some(word)) => (DemandAct::Confirm, word),
                _ => return Err(usage(DeskError::Field { field: "kind", problem: FieldProblem::Empty })),
            };
            let request = CaseDemandRequest {
                number: number.clone(),
                act,
                kind: kind(word)?,
                to: to.as_deref().map(kind).transpose()?,
                reason: reason.clone(),
                contact: None,
            };
            with_session(out.global, |s| desk::demands::correct(s, &request))?
        }
        Case::Extend { number, demand, reason, on, by } => {
            let request = CaseExtendRequest {
                number: number.clone(),
                demand: kind(demand)?,
                reason: reason.clone(),
                by: Some(*by),
                on: *on,
            };
            with_session(out.global, |s| desk::demands::extend(s, &request))?
        }
        Case::Join { first, second, even_if_names_differ } => {
            let request = CaseJoinRequest {
                first: first.clone(),
                second: second.clone(),
                even_if_names_differ: *even_if_names_differ,
            };
            with_session(out.global, |s| desk::demands::join(s, &request))?
        }
        Case::Split { .. } => return later("case split"),
    };
    out.show(&view, |v| human::case(v, lang))
}

/// A case from an e-mail or a scan: what the file does not say must stand beside it.
fn add_from(out: &Out<'_>, args: &CaseAdd, file: &Path) -> Result<desk::wire::CaseView, Failure> {
    let channel = |c: &str| word("channel", c, Channel::parse(c), Channel::ALL.iter().map(|c| c.as_str()));
    let given = desk::attachments::Given {
        received: args.received,
        channel: args.channel.as_deref().map(channel).transpose()?,
        full_name: args.full_name.clone(),
        phone: args.phone.clone(),
        email: args.email.clone(),
        address: args.address.clone(),
        contract: args.contract.clone(),
        birth_date: args.birth_date,
        kinds: args.kind.iter().map(|k| kind(k)).collect::<Result<_, _>>()?,
        text: args.text.clone(),
        detected_at: instant(args.detected_at.as_ref())?,
        again: args.again,
    };
    let (view, draft) = with_session(out.global, |s| desk::attachments::add_case_from(s, file, &given))?;
    for warning in &draft.warnings {
        let _ = writeln!(std::io::stderr(), "! {warning}");
    }
    for left in &draft.left_out {
        let _ = writeln!(std::io::stderr(), "! {}: {}", left.name, left.why);
    }
    Ok(view)
}

fn add(out: &Out<'_>, args: &CaseAdd) -> Result<desk::wire::CaseView, Failure> {
    let channel = args.channel.as_deref().unwrap_or("call");
    let empty = |field| usage(DeskError::Field { field, problem: FieldProblem::Empty });
    let request = CaseAddRequest {
        received: args.received.ok_or(empty("received"))?,
        channel: word("channel", channel, Channel::parse(channel), Channel::ALL.iter().map(|c| c.as_str()))?,
        full_name: args.full_name.clone(),
        phone: args.phone.clone(),
        email: args.email.clone(),
        address: args.address.clone(),
        contract: args.contract.clone(),
        birth_date: args.birth_date,
        kinds: args.kind.iter().map(|k| kind(k)).collect::<Result<_, _>>()?,
        text: args.text.clone().ok_or(empty("text"))?,
        detected_at: instant(args.detected_at.as_ref())?,
    };
    Ok(with_session(out.global, |s| desk::cases::add(s, &request))?)
}

fn deadline(out: &Out<'_>, args: &Deadline) -> Done {
    let lang = out.global.lang();
    let request = desk::tools::DeadlineRequest {
        kind: kind(&args.kind)?,
        received: args.received,
        konekt: matches!(args.policy, PolicyArg::Konekt),
        provided: args.provided,
        detected_at: instant(args.detected_at.as_ref())?,
        extended_on: args.extended_on,
        extended_by: args.extended_by,
    };
    let view = desk::tools::deadline(&request, lang)?;
    out.show(&view, |v| human::deadline(v, lang))
}

fn rules(out: &Out<'_>, command: &Rules) -> Done {
    let lang = out.global.lang();
    match command {
        Rules::List => {
            let page = with_session(out.global, |s| desk::rules::list(s))?;
            out.show(&page, |p| human::rules(p, lang))
        }
        Rules::Try(args) | Rules::Add { rule: args, dry_run: true } => {
            let form = rule_form(args)?;
            let trial = with_session(out.global, |s| desk::rules::try_rule(s, &form))?;
            out.show(&json!({ "rule": null, "trial": trial }), |_| human::rule_trial(&trial, lang))
        }
        Rules::Add { rule: args, dry_run: false } => {
            let form = rule_form(args)?;
            let kept = with_session(out.global, |s| desk::rules::keep(s, &form))?;
            out.show(&kept, |k| human::rule_kept(k, lang))
        }
        Rules::Remove { id } => {
            let page = with_session(out.global, |s| desk::rules::remove(s, id))?;
            out.show(&page, |p| human::rules(p, lang))
        }
    }
}

fn rule_form(args: &RuleArgs) -> Result<RuleForm, Failure> {
    let effects = RuleEffect::ALL.iter().map(|e| e.as_str());
    Ok(RuleForm {
        words: args.words.clone(),
        kind: kind(&args.kind)?,
        effect: word("effect", &args.effect, RuleEffect::parse(&args.effect), effects)?,
        from_case: args.from_case.clone(),
    })
}

/// The program's rules need no vault; with `own` those of the vault stand beside them.
fn classify(out: &Out<'_>, topic: Option<&str>, own: bool, text: Option<&str>) -> Done {
    let lang = out.global.lang();
    let reader = if own {
        with_session(out.global, |s| desk::rules::reader(s))?
    } else {
        desk::rules::Reader::builtin()
    };
    if text != Some("-") {
        let found = reader.classify(topic, text.unwrap_or_default());
        return out.show(&found, |f| human::classified(f, lang));
    }
    let stdin = std::io::stdin().lock();
    let mut stdout = std::io::BufWriter::new(std::io::stdout().lock());
    for line in stdin.split(b'\n') {
        let Ok(line) = line else { break };
        let line = String::from_utf8_lossy(&line);
        let line = line.trim_end_matches('\r');
        let (topic, text) = match line.split_once('\t') {
            Some((topic, text)) => (Some(topic).filter(|t| !t.trim().is_empty()), text),
            None => (topic, line),
        };
        let found = reader.classify(topic, text);
        let written = if out.global.json {
            serde_json::to_writer(&mut stdout, &found).is_ok() && stdout.write_all(b"\n").is_ok()
        } else {
            writeln!(stdout, "{}", human::classified(&found, lang)).is_ok()
        };
        if !written {
            break;
        }
    }
    let _ = stdout.flush();
    Ok(0)
}

fn letter(out: &Out<'_>, args: &Letter) -> Done {
    let lang = out.global.lang();
    if let Err(error @ DeskError::TemplateUnknown { .. }) = desk::letters::template_text(&args.template) {
        return Err(error.into());
    }
    desk::files::refuse_overwrite(&args.out, args.force)?;
    let mut missing = Vec::new();
    let result = with_session(out.global, |s| {
        let done = if args.draft {
            desk::letters::draft_to(s, &args.number, &args.template, &args.out, args.force)
        } else {
            desk::letters::issue_to(s, &args.number, &args.template, &args.out, args.force)
        };
        if let Err(error) = &done {
            missing = error.missing(s, &args.number, &args.template);
        }
        done
    });
    match result {
        Ok(issued) => {
            let mut letter = json!(issued.letter);
            if issued.letter.number.is_empty() {
                // A draft has none.
                letter["number"] = Value::Null;
            }
            let view = json!({ "letters": [letter], "not_issued": [], "warnings": issued.warnings });
            out.show(&view, |_| human::issued(&issued, lang))
        }
        Err(error) => {
            if missing.is_empty() {
                missing.push(error.code());
            }
            let beside =
                json!({ "letters": [], "not_issued": [{ "case": args.number, "missing": missing }] });
            Err(Failure { error, beside: beside.as_object().cloned().map(Box::new), usage: false })
        }
    }
}

fn processors(out: &Out<'_>, command: &Registry) -> Done {
    let lang = out.global.lang();
    match command {
        Registry::List { search, file: ToFile { out: Some(path), force }, .. } => {
            let processors = Some(ProcessorsRequest { search: search.clone() });
            to_file(out, ListRequest { processors, ..whole(ListName::Processors) }, path, *force)
        }
        Registry::List { search, .. } => {
            let page = with_session(out.global, |s| desk::registers::processors_list(s, search.as_deref()))?;
            out.show(&page, |p| human::processors(p, lang))
        }
        Registry::Show { id } => {
            let view = with_session(out.global, |s| desk::registers::processor_show(s, id))?;
            out.show(&view, |v| human::processor(v, lang))
        }
        Registry::Add { file } => {
            let text = read_text(file)?;
            let added = with_session(out.global, |s| desk::registers::processors_add(s, &text))?;
            out.show(&added, |a| human::added(a, lang))
        }
        Registry::Import { .. } => later("processors import"),
        Registry::Check => {
            let areas = [FindingArea::Policy, FindingArea::Processors];
            let page = with_session(out.global, |s| desk::three_lists::findings_of(s, &areas))?;
            out.show(&page, |p| human::findings(p, lang))
        }
    }
}

fn purposes(out: &Out<'_>, command: &Registry) -> Done {
    let lang = out.global.lang();
    match command {
        Registry::List { file: ToFile { out: Some(_), .. }, .. } => later("purposes list --out"),
        Registry::List { search, .. } => {
            let page = with_session(out.global, |s| desk::purposes::list(s, search.as_deref()))?;
            out.show(&page, human::purposes)
        }
        Registry::Show { id } => {
            let view = with_session(out.global, |s| desk::purposes::show(s, id))?;
            out.show(&view, |v| human::purpose(v, lang))
        }
        Registry::Add { .. } => later("purposes add"),
        Registry::Import { .. } => later("purposes import"),
        Registry::Check => {
            let page = with_session(out.global, |s| Ok(desk::purposes::check(s)))?;
            out.show(&page, |p| human::findings(p, lang))
        }
    }
}

fn disclosures(out: &Out<'_>, command: &Registry) -> Done {
    let lang = out.global.lang();
    match command {
        Registry::List { search, case, file } => {
            let request = DisclosuresRequest { search: search.clone(), case: case.clone() };
            if let Some(path) = &file.out {
                let list = ListRequest { disclosures: Some(request), ..whole(ListName::Disclosures) };
                return to_file(out, list, path, file.force);
            }
            let page = with_session(out.global, |s| desk::registers::disclosures_list(s, &request))?;
            out.show(&page, |p| human::disclosures(p, lang))
        }
        Registry::Show { id } => {
            let row = with_session(out.global, |s| desk::registers::disclosure_show(s, id))?;
            out.show(&row, |r| human::disclosure(r, lang))
        }
        Registry::Add { file } => {
            let text = read_text(file)?;
            let added = with_session(out.global, |s| desk::registers::disclosures_add(s, &text))?;
            out.show(&added, |a| human::added(a, lang))
        }
        Registry::Import { .. } => later("disclosures import"),
        Registry::Check => {
            let areas = [FindingArea::Disclosures];
            let page = with_session(out.global, |s| desk::three_lists::findings_of(s, &areas))?;
            out.show(&page, |p| human::findings(p, lang))
        }
    }
}
