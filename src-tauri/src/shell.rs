//! What the window's host holds: the desk behind its lock, files that the page knows by a token only, and the
//! switch that cancels long work. Every command that touches the desk goes through [`Shell::run`],
//! [`Shell::with`] or [`Shell::long`].

use std::collections::HashMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use desk::settings::WindowPlace;
use desk::vaults::{self, NewVault, Prepared};
use desk::wire::{
    Appearance, ChosenFolder, DeskState, FileHandle, Progress, RecoverySheet, SessionView,
    VaultCreateRequest, WireError,
};
use desk::{Context, DeskError, Lang, Session, unforeseen};
use tauri::{AppHandle, Emitter};

/// What a command gives the page.
pub type Answer<T> = Result<T, WireError>;

/// The window's state; cheap to clone.
#[derive(Clone)]
pub struct Shell(Arc<Inner>);

/// The state itself.
pub struct Inner {
    pub context: Context,
    appearance: Mutex<Appearance>,
    /// Where new vaults are suggested.
    documents: PathBuf,
    desk: Mutex<Option<Session>>,
    /// The vault that unlocking opens.
    vault: Mutex<Option<PathBuf>>,
    /// A vault whose keys are made and not written.
    prepared: Mutex<Option<(Prepared, RecoverySheet)>>,
    /// Paths by token: the page never sees or gives a path.
    paths: Mutex<HashMap<String, PathBuf>>,
    /// SHA-256 of the files whose plan was shown, by token.
    plans: Mutex<HashMap<String, String>>,
    pending: Mutex<Option<FileHandle>>,
    cancelled: AtomicBool,
    /// Secrets refused in a row: each further try waits longer.
    refused: AtomicU32,
}

/// A lock that survives a panic: what it guards is replaced whole, never half.
fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Shell {
    pub fn new(context: Context, documents: PathBuf, vault: Option<PathBuf>) -> Self {
        let vault = vault.or_else(|| vaults::last_path(&context));
        let appearance = desk::settings::appearance(&context);
        Self(Arc::new(Inner {
            context,
            appearance: Mutex::new(appearance),
            documents,
            desk: Mutex::new(None),
            vault: Mutex::new(vault),
            prepared: Mutex::new(None),
            paths: Mutex::new(HashMap::new()),
            plans: Mutex::new(HashMap::new()),
            pending: Mutex::new(None),
            cancelled: AtomicBool::new(false),
            refused: AtomicU32::new(0),
        }))
    }

    pub fn lang(&self) -> Lang {
        self.0.lang()
    }

    /// Runs a job off the window's thread; a panic becomes an error with an incident.
    pub async fn run<T: Send + 'static>(
        &self,
        job: impl FnOnce(&Inner) -> desk::Result<T> + Send + 'static,
    ) -> Answer<T> {
        let (inner, lang) = (Arc::clone(&self.0), self.lang());
        let joined =
            tauri::async_runtime::spawn_blocking(move || catch_unwind(AssertUnwindSafe(|| job(&inner))))
                .await;
        match joined {
            Ok(Ok(result)) => result.map_err(|error| error.wire(lang)),
            _ => Err(unforeseen("running a command").wire(lang)),
        }
    }

    /// Runs a job on the unlocked desk.
    pub async fn with<T: Send + 'static>(
        &self,
        job: impl FnOnce(&mut Session) -> desk::Result<T> + Send + 'static,
    ) -> Answer<T> {
        self.run(move |inner| job(held(&inner.desk).as_mut().ok_or(DeskError::Locked)?)).await
    }

    /// Runs long work on the unlocked desk and tells the page how far it is.
    pub async fn long<T: Send + 'static>(
        &self,
        app: AppHandle,
        job: impl FnOnce(&mut Session, &mut dyn FnMut(Progress) -> bool) -> desk::Result<T> + Send + 'static,
    ) -> Answer<T> {
        self.0.cancelled.store(false, Ordering::SeqCst);
        let inner = Arc::clone(&self.0);
        self.with(move |session| {
            let mut told = std::time::Instant::now();
            job(session, &mut |progress| {
                if told.elapsed().as_millis() >= 60 {
                    told = std::time::Instant::now();
                    // A page that is gone needs no progress.
                    let _ = app.emit("progress", progress);
                }
                !inner.cancelled.load(Ordering::SeqCst)
            })
        })
        .await
    }

    /// Ends long work at its next step.
    pub fn cancel(&self) {
        self.0.cancelled.store(true, Ordering::SeqCst);
    }

    /// A file for the page: name, size and a token.
    pub fn hand_out(&self, path: PathBuf) -> FileHandle {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let size = std::fs::metadata(&path).map(|meta| meta.len()).unwrap_or(0);
        FileHandle { token: self.0.keep(path), name, size }
    }

    /// A file that waits for its preview until the page asks for the state.
    pub fn hold(&self, path: PathBuf) {
        let handle = self.hand_out(path);
        *held(&self.0.pending) = Some(handle);
    }

    pub fn planned(&self, token: String, sha256: String) {
        held(&self.0.plans).insert(token, sha256);
    }

    pub fn plan_of(&self, token: &str) -> Option<String> {
        held(&self.0.plans).get(token).cloned()
    }

    /// Where the window was when it was closed the last time.
    pub fn window_place(&self) -> Option<WindowPlace> {
        desk::settings::window_place(&self.0.context)
    }

    /// Remembers where the window is.
    pub fn keep_window_place(&self, place: WindowPlace) {
        desk::settings::save_window_place(&self.0.context, place);
    }

    pub fn is_locked(&self) -> bool {
        held(&self.0.desk).is_none()
    }

    /// Locks at the end of the program.
    pub fn close(&self) {
        self.cancel();
        if let Some(session) = held(&self.0.desk).take() {
            let _ = vaults::lock(session);
        }
    }
}

impl Inner {
    /// The language that the window speaks now; the context holds the one it started with.
    pub fn lang(&self) -> Lang {
        desk::settings::lang_of(held(&self.appearance).language)
    }

    fn context(&self) -> Context {
        Context { lang: self.lang(), ..self.context.clone() }
    }

    /// Takes a new appearance over, also in the open desk, and remembers it.
    pub fn change_appearance(&self, wanted: Appearance) -> desk::Result<Appearance> {
        let kept = desk::settings::save_appearance(&self.context, wanted)?;
        *held(&self.appearance) = kept;
        if let Some(session) = held(&self.desk).as_mut() {
            session.speak(self.lang());
        }
        Ok(kept)
    }

    fn keep(&self, path: PathBuf) -> String {
        let mut paths = held(&self.paths);
        let token = format!("file-{}", paths.len() + 1);
        paths.insert(token.clone(), path);
        token
    }

    /// The path behind a token.
    pub fn path(&self, token: &str) -> desk::Result<PathBuf> {
        held(&self.paths).get(token).cloned().ok_or(DeskError::FileGone)
    }

    /// What the page needs to draw its frame.
    pub fn state(&self) -> desk::Result<DeskState> {
        let desk = held(&self.desk);
        let (calendar_from, calendar_to) = desk::tools::calendar_years();
        let session = desk.as_ref().map(vaults::session_view).transpose()?;
        // A waiting file is shown once, by the unlocked desk.
        let pending_file =
            if session.is_some() { held(&self.pending).take() } else { held(&self.pending).clone() };
        Ok(DeskState {
            locked: session.is_none(),
            today: desk.as_ref().map_or_else(|| self.context.today_in(desk::moscow()), Session::today),
            vault: held(&self.vault).as_deref().map(vaults::known),
            suggested_folder: vaults::suggested(&self.documents).display().to_string(),
            pending_file,
            session,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            appearance: *held(&self.appearance),
            calendar_from,
            calendar_to,
        })
    }

    pub fn folder_chosen(&self, path: PathBuf) -> ChosenFolder {
        let shown = path.display().to_string();
        let warning = desk::files::folder_warning(&path, self.lang());
        ChosenFolder { token: self.keep(path), path: shown, warning }
    }

    pub fn vault_chosen(&self, path: &Path) -> desk::Result<desk::wire::KnownVault> {
        let dir = vaults::choose(&self.context, path)?;
        let known = vaults::known(&dir);
        *held(&self.vault) = Some(dir);
        Ok(known)
    }

    pub fn prepare(&self, passphrase: &[u8]) -> desk::Result<RecoverySheet> {
        let prepared = vaults::prepare(passphrase, vaults::kdf())?;
        let sheet = prepared.sheet();
        *held(&self.prepared) = Some((prepared, sheet.clone()));
        Ok(sheet)
    }

    /// Makes the vault that was prepared. Until the groups are right and the folder is free, nothing is written and
    /// the prepared keys stay.
    pub fn create(&self, request: VaultCreateRequest) -> desk::Result<SessionView> {
        let dir = match &request.folder {
            Some(token) => self.path(token)?,
            None => vaults::suggested(&self.documents),
        };
        let mut slot = held(&self.prepared);
        let (prepared, sheet) = slot.as_ref().ok_or(DeskError::NothingPrepared)?;
        prepared.check(sheet, &request.typed_groups)?;
        vaults::check_new(&dir, &request.operator)?;
        let (prepared, _) = slot.take().ok_or(DeskError::NothingPrepared)?;
        let new = NewVault {
            dir: dir.clone(),
            preset: request.policy,
            operator: request.operator,
            recovery_confirmed: true,
        };
        let mut session = vaults::create(&self.context(), prepared, new)?;
        let view = vaults::session_view(&session)?;
        *held(&self.vault) = Some(dir);
        session.undo_from_now();
        *held(&self.desk) = Some(session);
        Ok(view)
    }

    pub fn unlock(&self, secret: &[u8], recovery: bool, older: vaults::Older) -> desk::Result<SessionView> {
        let mut desk = held(&self.desk);
        if let Some(session) = desk.as_ref() {
            return vaults::session_view(session);
        }
        let dir = held(&self.vault).clone().ok_or(DeskError::VaultMissing { path: String::new() })?;
        let with = if recovery {
            vaults::Unlock::Recovery(std::str::from_utf8(secret).map_err(|_| DeskError::RecoveryTypo)?)
        } else {
            vaults::Unlock::Passphrase(secret)
        };
        // 0, 0, 0, 1, 2, 4, … 30 seconds: no burden for a person who errs, one for whoever tries many.
        let refused = self.refused.load(Ordering::SeqCst);
        if refused >= 3 {
            std::thread::sleep(Duration::from_secs((1u64 << (refused - 3).min(5)).min(30)));
        }
        let unlocked = vaults::unlock(&self.context(), &dir, &with, older);
        if let Err(DeskError::WrongSecret { .. }) = &unlocked {
            self.refused.fetch_add(1, Ordering::SeqCst);
        }
        let mut session = unlocked?;
        session.undo_from_now();
        self.refused.store(0, Ordering::SeqCst);
        let view = vaults::session_view(&session)?;
        *desk = Some(session);
        Ok(view)
    }

    pub fn lock(&self) -> desk::Result<()> {
        held(&self.paths).clear();
        held(&self.plans).clear();
        *held(&self.pending) = None;
        *held(&self.prepared) = None;
        match held(&self.desk).take() {
            Some(session) => vaults::lock(session),
            None => Ok(()),
        }
    }
}
