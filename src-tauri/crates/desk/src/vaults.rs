//! Vaults: make, open, lock, describe, verify. Nothing is written before the last step of making one, and nothing
//! of a vault is read before its key file was checked.

use std::path::{Path, PathBuf};

use register::words::CasesView;
use register::{OpenParams, Register};
use statute::Lang;
use vault::{Passphrase, RecoveryKey, Secret};
use zeroize::Zeroizing;

use crate::context::Context;
use crate::error::{DeskError, FileAct, Result, io_reason};
use crate::policy_file::PolicyFile;
use crate::session::Session;
use crate::wire::{
    KnownVault, OperatorForm, PassphraseQuality, PolicyPreset, RecoverySheet, SessionView, SidebarCounts,
    SlotInfo, VaultId, VaultInfo, VerifyProblem, VerifyView,
};
use crate::{imports, operator, registers};

/// A vault that is about to be made: keys in memory, nothing on the disk.
pub struct Prepared {
    keys: vault::Prepared,
    recovery: RecoveryKey,
}

/// What is done with a vault that is older than this computer, or its own key file, remembers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Older {
    /// An attacker may have put an old copy back.
    Refuse,
    /// The person put it back and says so; it is recorded.
    Accept,
}

/// How a vault is unlocked.
pub enum Unlock<'a> {
    Passphrase(&'a [u8]),
    Recovery(&'a str),
}

impl From<vault::UnlockError> for DeskError {
    fn from(error: vault::UnlockError) -> Self {
        use vault::UnlockError as E;
        match error {
            E::NotAVault => Self::NotAVault { path: String::new() },
            E::HeaderDamaged => Self::KeysDamaged,
            E::NewerFormat => Self::NewerVault,
            E::WrongSecret => Self::WrongSecret { recovery: false },
            E::KeysAltered | E::LimitsExceeded => Self::KeysAltered,
            E::AlreadyOpen { who } => Self::OpenElsewhere {
                who: if who.is_empty() { "другая программа".to_owned() } else { who },
            },
            E::Io { source, .. } => {
                Self::File { doing: FileAct::Reading, path: String::new(), reason: io_reason(&source) }
            }
        }
    }
}

fn create_error(error: vault::CreateError, path: &Path) -> DeskError {
    use vault::CreateError as E;
    let shown = path.display().to_string();
    match error {
        E::PassphraseTooShort { minimum } => DeskError::PassphraseTooShort { minimum },
        E::AlreadyExists => DeskError::VaultExists { path: shown },
        E::Io { source, .. } => {
            DeskError::File { doing: FileAct::Writing, path: shown, reason: io_reason(&source) }
        }
        other => crate::error::internal("making the keys", &other),
    }
}

/// Checks a new passphrase and makes the keys of a vault in memory.
///
/// # Errors
/// [`DeskError::PassphraseTooShort`].
pub fn prepare(passphrase: &[u8], kdf: vault::KdfParams) -> Result<Prepared> {
    let passphrase =
        Passphrase::from_file_bytes(passphrase).map_err(|_| DeskError::WrongSecret { recovery: false })?;
    let (keys, recovery) = vault::prepare(&passphrase, kdf, &mut vault::OsRandom)
        .map_err(|error| create_error(error, Path::new("")))?;
    Ok(Prepared { keys, recovery })
}

impl Prepared {
    /// The recovery key in fourteen groups of four.
    #[must_use]
    pub fn groups(&self) -> Vec<String> {
        self.recovery.groups()
    }

    /// The recovery key as it is printed.
    #[must_use]
    pub fn recovery_text(&self) -> Zeroizing<String> {
        self.recovery.display()
    }

    /// The sheet to be printed, with two groups to be typed back from it: never neighbours, never the first.
    #[must_use]
    pub fn sheet(&self) -> RecoverySheet {
        let mut bytes = [0u8; 2];
        let _ = getrandom::fill(&mut bytes);
        let first = 1 + usize::from(bytes[0]) % 6;
        let second = first + 2 + usize::from(bytes[1]) % (12 - first);
        RecoverySheet { groups: self.groups(), check: vec![first, second] }
    }

    /// Checks the groups typed back from the sheet, in either keyboard layout.
    ///
    /// # Errors
    /// [`DeskError::RecoveryMismatch`].
    pub fn check(&self, sheet: &RecoverySheet, typed: &[String]) -> Result<()> {
        let mut groups = self.groups();
        if typed.len() != sheet.check.len() {
            return Err(DeskError::RecoveryMismatch);
        }
        for (index, group) in sheet.check.iter().zip(typed) {
            *groups.get_mut(*index).ok_or(DeskError::RecoveryMismatch)? = group.trim().to_owned();
        }
        // The key's own check characters find a wrong group; which one is not said.
        let key =
            RecoveryKey::parse(&Zeroizing::new(groups.join("-"))).map_err(|_| DeskError::RecoveryMismatch)?;
        if *key.display() == *self.recovery.display() { Ok(()) } else { Err(DeskError::RecoveryMismatch) }
    }
}

/// How good a passphrase is: long enough or not.
#[must_use]
pub fn quality(passphrase: &[u8]) -> PassphraseQuality {
    let characters = Passphrase::from_file_bytes(passphrase).map_or(0, |phrase| phrase.characters());
    PassphraseQuality {
        long_enough: characters >= vault::MINIMUM_CHARACTERS,
        characters,
        minimum: vault::MINIMUM_CHARACTERS,
    }
}

/// What a new vault starts with.
pub struct NewVault {
    pub dir: PathBuf,
    pub preset: PolicyPreset,
    pub operator: OperatorForm,
    /// The recovery key was typed back.
    pub recovery_confirmed: bool,
}

/// Looks whether a vault could be made, before anything is.
///
/// # Errors
/// [`DeskError::VaultExists`] for a folder that is not empty; a field problem of the operator.
pub fn check_new(dir: &Path, form: &OperatorForm) -> Result<()> {
    operator::check(form.clone())?;
    if std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_some()) {
        return Err(DeskError::VaultExists { path: dir.display().to_string() });
    }
    Ok(())
}

/// Makes the vault: folder, database, policy, operator, and last of all `vault.keys`.
///
/// # Errors
/// [`DeskError::VaultExists`]; a field problem of the operator; writing.
pub fn create(context: &Context, prepared: Prepared, new: NewVault) -> Result<Session> {
    let record = operator::check(new.operator)?;
    let dir = absolute(&new.dir)?;
    let staged = prepared.keys.claim(&dir).map_err(|error| create_error(error, &dir))?;
    let result = (|| {
        let (path, key) = (staged.db_path(), staged.db_key());
        let params = OpenParams { path: &path, key: key.expose(), salt: staged.db_salt() };
        let mut register = Register::create(&params, *staged.audit_key().expose(), session_of("create"))?;
        fill(context, &mut register, new.preset, &record)?;
        Ok(register)
    })();
    let register = match result {
        Ok(register) => register,
        Err(error) => {
            staged.abandon();
            return Err(error);
        }
    };
    let mut keys = staged.commit().map_err(|error| create_error(error, &dir))?;
    if new.recovery_confirmed {
        keys.confirm_recovery(&prepared.recovery).map_err(|_| DeskError::RecoveryMismatch)?;
    }
    let mut session = Session {
        keys,
        register,
        context: context.clone(),
        zone: crate::context::moscow(),
        policy: statute::PolicyTerms::default(),
        policy_file: PolicyFile::empty(),
        preset: String::new(),
        is_older: false,
        notices: Vec::new(),
        undo_since: None,
    };
    session.refresh()?;
    remember_path(context, &dir);
    Ok(session)
}

fn fill(
    context: &Context,
    register: &mut Register,
    preset: PolicyPreset,
    record: &register::operator::Operator,
) -> Result<()> {
    let act = register::Act {
        action: "vault_create",
        entity: register::Entity::Operator,
        record: "1".to_owned(),
        at: context.now(),
    };
    let file = match preset {
        PolicyPreset::Konekt => PolicyFile::konekt(),
        PolicyPreset::Empty => PolicyFile::empty(),
    };
    register.write(&act, |write| -> Result<()> {
        register::operator::save(write, record)?;
        crate::policy::store(write, preset, &file)
    })
}

fn session_of(actor: &str) -> register::Session {
    let mut bytes = [0u8; 8];
    let _ = getrandom::fill(&mut bytes);
    register::Session {
        actor: actor.to_owned(),
        session: register::trail::hex(&bytes),
        random: Box::new(|buffer| {
            // Commitment salts: without randomness nothing may be written, so a failure leaves them zero only if the
            // system has no random source at all, in which case making keys failed long before.
            let _ = getrandom::fill(buffer);
        }),
    }
}

/// What a second program is told: computer, process, time.
fn whoami(context: &Context) -> String {
    // Linux has the file, Windows the variable; on macOS the process and the time must do.
    let host = std::fs::read_to_string("/proc/sys/kernel/hostname")
        .ok()
        .or_else(|| std::env::var("COMPUTERNAME").ok())
        .map(|name| format!("«{}», ", name.trim()))
        .unwrap_or_default();
    let since = context.now().with_timezone(&crate::context::moscow()).format("%d.%m.%Y %H:%M");
    format!("{host}процесс {}, с {since} (мск)", std::process::id())
}

/// Cost of the key derivation of a new vault: fixed for now.
#[must_use]
pub fn kdf() -> vault::KdfParams {
    vault::KdfParams::default()
}

/// What is in a vault.
///
/// # Errors
/// Reading the register.
pub fn info(session: &Session) -> Result<VaultInfo> {
    let (generation, audit_head) = session.trail_state()?;
    let count = |sql: &str| -> Result<u64> { Ok(register::count(session.read(), sql)?) };
    let mut counts = std::collections::BTreeMap::new();
    for (name, table) in [
        ("cases", "live_case"),
        ("contacts", "contact"),
        ("letters", "letter"),
        ("imports", "import_run"),
        ("processors", "processor"),
        ("disclosures", "disclosure"),
        ("attachments", "attachment"),
        ("audit", "audit"),
    ] {
        counts.insert(name.to_owned(), count(table)?);
    }
    Ok(VaultInfo {
        vault: VaultId { id: session.vault_id(), path: session.vault_path() },
        operator: session.operator()?.name,
        policy: session.preset.clone(),
        generation,
        audit_head,
        recovery_confirmed: session.keys.recovery_confirmed(),
        slots: session
            .keys
            .slots()
            .into_iter()
            .map(|slot| SlotInfo {
                id: slot.id,
                kind: match slot.kind {
                    vault::SlotKind::Pass => "pass",
                    vault::SlotKind::PassFile => "pass_file",
                    vault::SlotKind::Recovery => "recovery",
                }
                .to_owned(),
                state: (slot.kind == vault::SlotKind::Recovery)
                    .then(|| if slot.confirmed { "confirmed" } else { "unconfirmed" }.to_owned()),
            })
            .collect(),
        counts,
    })
}

fn absolute(dir: &Path) -> Result<PathBuf> {
    std::path::absolute(dir).map_err(|error| DeskError::File {
        doing: FileAct::Reading,
        path: dir.display().to_string(),
        reason: io_reason(&error),
    })
}

/// Opens a vault for work: what an interrupted import left goes, and what nobody reviewed in time is forgotten.
///
/// # Errors
/// Every refusal of the key file and of the database has its own variant; nothing is changed by a refusal.
pub fn unlock(context: &Context, dir: &Path, with: &Unlock<'_>, older: Older) -> Result<Session> {
    let mut session = open(context, dir, with, older)?;
    if session.is_older {
        session.write("older_copy_accept", register::Entity::Operator, "1", |_| -> Result<()> { Ok(()) })?;
    }
    if register::imports::purge_staging(&mut session.register)? {
        session.notices.push(match context.lang {
            Lang::Ru => "Прерванная загрузка отменена: её строки не были записаны".to_owned(),
            Lang::En => "An interrupted import was discarded: its rows were not written".to_owned(),
        });
    }
    imports::forget_old(&mut session)?;
    session.register.forget_acts(context.now())?;
    remember_path(context, Path::new(&session.vault_path()));
    Ok(session)
}

/// Opens a vault and changes nothing in it: for looking whether it is whole.
///
/// # Errors
/// As [`unlock`].
pub fn open(context: &Context, dir: &Path, with: &Unlock<'_>, older: Older) -> Result<Session> {
    let dir = absolute(dir)?;
    let shown = dir.display().to_string();
    let secret = match with {
        Unlock::Passphrase(bytes) => Secret::Passphrase(
            Passphrase::from_file_bytes(bytes).map_err(|_| DeskError::WrongSecret { recovery: false })?,
        ),
        Unlock::Recovery(text) => {
            Secret::Recovery(RecoveryKey::parse(text).map_err(|_| DeskError::RecoveryTypo)?)
        }
    };
    let recovery = matches!(with, Unlock::Recovery(_));
    let keys =
        vault::unlock(&dir, &secret, &whoami(context)).map_err(|error| match DeskError::from(error) {
            DeskError::NotAVault { .. } => DeskError::NotAVault { path: shown.clone() },
            DeskError::WrongSecret { .. } => DeskError::WrongSecret { recovery },
            other => other,
        })?;
    let mut notices = Vec::new();
    if let Some(notice) = keys.notice() {
        notices.push(match (notice, context.lang) {
            (vault::Notice::PreviousKeysUsed, Lang::Ru) => {
                "Файл ключей повреждён, использована прежняя запись ключей".to_owned()
            }
            (vault::Notice::PreviousKeysUsed, Lang::En) => {
                "The key file is damaged, the previous one was used".to_owned()
            }
        });
    }
    let (path, key) = (keys.db_path(), keys.db_key());
    let params = OpenParams { path: &path, key: key.expose(), salt: keys.db_salt() };
    let register = Register::open(&params, *keys.audit_key().expose(), session_of(&keys.slot_used()))?;
    let generation = register.generation()?;
    let seen = context.config_dir.as_ref().and_then(|config| vault::seen::read(config, &keys));
    let remembered = keys.generation().max(seen.map_or(0, |seen| seen.generation));
    let is_older = generation < remembered;
    if is_older && older == Older::Refuse {
        return Err(DeskError::OlderCopy { here: generation, remembered });
    }
    if is_older {
        notices.push(match context.lang {
            Lang::Ru => {
                format!("Открыта прежняя копия хранилища: изменение {generation} вместо {remembered}")
            }
            Lang::En => format!(
                "An earlier copy of the vault was opened: change {generation} instead of {remembered}"
            ),
        });
    }
    let mut session = Session {
        keys,
        register,
        context: context.clone(),
        zone: crate::context::moscow(),
        policy: statute::PolicyTerms::default(),
        policy_file: PolicyFile::empty(),
        preset: String::new(),
        is_older,
        notices,
        undo_since: None,
    };
    session.refresh()?;
    Ok(session)
}

/// Closes a vault: what it came to is remembered in `vault.keys` and beside the program, then the keys are wiped.
///
/// # Errors
/// Writing the key file; the vault is closed all the same.
pub fn lock(mut session: Session) -> Result<()> {
    let (generation, head) = session.trail_state()?;
    if generation != session.keys.generation() {
        session
            .keys
            .remember(generation, &head)
            .map_err(|error| crate::error::internal("remembering the generation", &error))?;
    }
    if let Some(config) = &session.context.config_dir {
        // Convenience against old copies put back; a folder that cannot be written is done without.
        let _ =
            vault::seen::write(config, &session.keys, generation, &head, &session.context.now().to_rfc3339());
    }
    Ok(())
}

/// The frame of an unlocked desk.
///
/// # Errors
/// Reading the register.
pub fn session_view(session: &Session) -> Result<SessionView> {
    let record = session.operator()?;
    let (generation, audit_head) = session.trail_state()?;
    let mut counts =
        SidebarCounts { overdue: 0, open_cases: 0, runs_with_rejected: 0, contracts_with_gaps: 0 };
    for (view, count) in register::cases::view_counts(session.read(), session.today())? {
        match view {
            CasesView::Open => counts.open_cases = count,
            CasesView::Overdue | CasesView::AwaitingIdentity | CasesView::All => {}
        }
    }
    counts.overdue = crate::today::overdue(session)?;
    let runs = register::imports::list(session.read())?;
    counts.runs_with_rejected =
        u32::try_from(runs.iter().filter(|r| r.summary.counts.rejected > 0).count()).unwrap_or(u32::MAX);
    counts.contracts_with_gaps = registers::contracts_with_gaps(session)?;
    Ok(SessionView {
        operator_name: record.name.clone(),
        operator_short_name: record.short_name.clone(),
        policy: if session.preset == "konekt" { PolicyPreset::Konekt } else { PolicyPreset::Empty },
        recovery_confirmed: session.keys.recovery_confirmed(),
        generation,
        audit_head,
        counts,
        operator_gaps: operator::gaps(&record, session.lang()),
        notices: session.notices.clone(),
        undo: crate::undo::at_hand(session)?,
    })
}

/// Confirms that the recovery key was written down: it is typed back whole.
///
/// # Errors
/// [`DeskError::RecoveryTypo`], [`DeskError::WrongSecret`].
pub fn confirm_recovery(session: &mut Session, typed: &str) -> Result<()> {
    let key = RecoveryKey::parse(typed).map_err(|_| DeskError::RecoveryTypo)?;
    session.keys.confirm_recovery(&key).map_err(|_| DeskError::WrongSecret { recovery: true })
}

/// All integrity checks. Always gives a document, also when the vault could not be opened.
#[must_use]
pub fn verify(session: &Session) -> VerifyView {
    let lang = session.lang();
    let mut problems: Vec<VerifyProblem> =
        session.keys.verify_files().into_iter().map(|p| key_problem(&p, lang)).collect();
    match session.register.verify() {
        Ok(report) => {
            problems.extend(report.problems.iter().map(|p| VerifyProblem {
                code: p.code.as_str().to_owned(),
                record: p.record.clone(),
                message: problem_text(p, lang),
            }));
            if report.generation < session.keys.generation() {
                problems.push(VerifyProblem {
                    code: "generation_behind".to_owned(),
                    record: None,
                    message: match lang {
                        Lang::Ru => "Реестр старше, чем помнит файл ключей".to_owned(),
                        Lang::En => "The register is older than the key file remembers".to_owned(),
                    },
                });
            }
            if let Some(message) = first_bytes(session, lang) {
                problems.push(VerifyProblem { code: "salt_damaged".to_owned(), record: None, message });
            }
            VerifyView {
                ok: problems.is_empty(),
                counts: report.counts,
                generation: Some(report.generation),
                audit_head: Some(report.head),
                problems,
            }
        }
        Err(error) => unopened(&DeskError::from(error), lang, problems),
    }
}

/// The first 16 bytes of the database are the salt, which the key file holds too: SQLCipher does not look at them.
fn first_bytes(session: &Session, lang: Lang) -> Option<String> {
    let mut head = [0u8; 16];
    let read = std::fs::File::open(session.register.path())
        .and_then(|mut f| std::io::Read::read_exact(&mut f, &mut head));
    (read.is_err() || head != session.keys.db_salt()).then(|| match lang {
        Lang::Ru => "Первые 16 байт файла реестра изменены".to_owned(),
        Lang::En => "The first 16 bytes of the register's file were changed".to_owned(),
    })
}

/// The document of `verify` for a vault that does not open.
#[must_use]
pub fn unopened(error: &DeskError, lang: Lang, mut problems: Vec<VerifyProblem>) -> VerifyView {
    let wire = error.wire(lang);
    problems.insert(0, VerifyProblem { code: wire.code, record: wire.place, message: wire.message });
    VerifyView {
        ok: false,
        counts: std::collections::BTreeMap::new(),
        generation: None,
        audit_head: None,
        problems,
    }
}

fn key_problem(problem: &vault::FileProblem, lang: Lang) -> VerifyProblem {
    VerifyProblem {
        code: "key_file_changed".to_owned(),
        record: Some(problem.file.to_owned()),
        message: match lang {
            Lang::Ru => format!("Файл {} повреждён или изменён", problem.file),
            Lang::En => format!("The file {} is damaged or was changed", problem.file),
        },
    }
}

fn problem_text(problem: &register::trail::Problem, lang: Lang) -> String {
    use register::trail::ProblemCode as C;
    let (ru, en) = match problem.code {
        C::PageDamaged => ("Повреждена страница файла реестра", "A page of the register's file is damaged"),
        C::StructureDamaged => {
            ("Нарушено строение файла реестра", "The structure of the register's file is damaged")
        }
        C::ReferenceBroken => {
            ("Запись ссылается на отсутствующую", "A record refers to one that is not there")
        }
        C::TrailBroken => ("Журнал событий изменён", "The audit trail was altered"),
        C::TrailCut => ("Конец журнала событий отрезан", "The end of the audit trail was cut off"),
        C::RecordChanged => {
            ("Запись изменена в обход журнала событий", "A record was changed behind the audit trail")
        }
        C::RecordOutsideTrail => {
            ("Запись появилась в обход журнала событий", "A record appeared behind the audit trail")
        }
        C::RecordMissing => {
            ("Запись удалена в обход журнала событий", "A record was removed behind the audit trail")
        }
        C::LetterChanged => {
            ("Письмо не совпадает со своей контрольной суммой", "A letter differs from its hash")
        }
        C::AttachmentChanged => {
            ("Вложение не совпадает со своей контрольной суммой", "An attachment differs from its hash")
        }
        C::ClockMovedBack => ("Часы компьютера были переведены назад", "The computer's clock was set back"),
    };
    match lang {
        Lang::Ru => ru.to_owned(),
        Lang::En => format!("{en}: {}", problem.detail),
    }
}

// ---- what the program remembers outside the vault: the path of the last one, no names --------------------------

const LAST: &str = "last-vault";

fn remember_path(context: &Context, dir: &Path) {
    let Some(config) = &context.config_dir else { return };
    // Convenience only: a folder that cannot be made or written is done without.
    let _ = std::fs::create_dir_all(config);
    let _ = vault::atomic_replace(&config.join(LAST), dir.to_string_lossy().as_bytes());
}

/// The vault that was opened last.
#[must_use]
pub fn last_path(context: &Context) -> Option<PathBuf> {
    let text = std::fs::read_to_string(context.config_dir.as_ref()?.join(LAST)).ok()?;
    (!text.trim().is_empty()).then(|| PathBuf::from(text.trim()))
}

/// Whether a folder holds a vault.
#[must_use]
pub fn exists(dir: &Path) -> bool {
    dir.join("vault.keys").exists() || dir.join("vault.keys.prev").exists()
}

/// A vault by its folder, as the page shows it.
#[must_use]
pub fn known(dir: &Path) -> KnownVault {
    let name =
        dir.file_name().map_or_else(|| dir.display().to_string(), |name| name.to_string_lossy().into_owned());
    KnownVault { path: dir.display().to_string(), name, exists: exists(dir) }
}

/// Remembers another vault as the one that is opened next.
///
/// # Errors
/// [`DeskError::NotAVault`].
pub fn choose(context: &Context, dir: &Path) -> Result<PathBuf> {
    let dir = absolute(dir)?;
    if !exists(&dir) {
        return Err(DeskError::NotAVault { path: dir.display().to_string() });
    }
    remember_path(context, &dir);
    Ok(dir)
}

/// A folder below `documents` in which a new vault can be made: one that is not there yet or is empty.
#[must_use]
pub fn suggested(documents: &Path) -> PathBuf {
    let free = |dir: &Path| {
        !dir.exists() || std::fs::read_dir(dir).is_ok_and(|mut entries| entries.next().is_none())
    };
    let names = std::iter::once("Ответ".to_owned()).chain((2..100).map(|n| format!("Ответ {n}")));
    names.map(|name| documents.join(name)).find(|dir| free(dir)).unwrap_or_else(|| documents.join("Ответ"))
}
