#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
//! The workstation's window: starts, keeps to one instance, takes files that are dropped or named, locks at the end.

mod commands;
mod dialogs;
mod shell;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use desk::settings::WindowPlace;
use desk::{Context, Lang};
use tauri::{
    AppHandle, DragDropEvent, Emitter, Manager, PhysicalPosition, PhysicalSize, RunEvent, WebviewUrl,
    WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use crate::shell::Shell;

const USAGE: &str = "otvet-window [--vault ПАПКА] [--today ГГГГ-ММ-ДД] [ФАЙЛ]";

/// What the command line says.
#[derive(Default)]
struct Args {
    vault: Option<PathBuf>,
    today: Option<NaiveDate>,
    file: Option<PathBuf>,
}

fn parse(args: impl IntoIterator<Item = std::ffi::OsString>) -> Result<Args, String> {
    let mut found = Args::default();
    let mut args = args.into_iter();
    while let Some(arg) = args.next() {
        let word = arg.to_string_lossy().into_owned();
        match word
            .split_once('=')
            .map_or((word.as_str(), None), |(name, value)| (name, Some(value.to_owned())))
        {
            ("--vault", Some(value)) => found.vault = Some(value.into()),
            ("--vault", None) => found.vault = Some(args.next().ok_or("--vault: не указана папка")?.into()),
            ("--today", value) => {
                let text = value
                    .or_else(|| args.next().map(|v| v.to_string_lossy().into_owned()))
                    .unwrap_or_default();
                found.today = Some(text.parse().map_err(|_| format!("--today: это не дата: {text}"))?);
            }
            (name, _) if name.starts_with("--") => return Err(format!("неизвестный параметр: {name}")),
            _ if found.file.is_some() => return Err("указано больше одного файла".to_owned()),
            _ => found.file = Some(arg.into()),
        }
    }
    Ok(found)
}

fn main() -> ExitCode {
    // Before anything else: the worker must not become a program that may hold a key.
    if std::env::args_os().nth(1).is_some_and(|arg| arg == desk::WORKER_ARGUMENT) {
        desk::worker_main();
    }
    desk::harden_process();
    let args = match parse(std::env::args_os().skip(1)) {
        Ok(args) => args,
        Err(problem) => {
            tell(&format!("{problem}\n{USAGE}"));
            return ExitCode::from(2);
        }
    };
    let context = match Context::system(Lang::Ru, args.today, desk::config_dir()) {
        Ok(context) => context,
        Err(error) => {
            tell(&error.to_string());
            return ExitCode::FAILURE;
        }
    };
    let from_environment = std::env::var_os("OTVET_VAULT").filter(|v| !v.is_empty()).map(PathBuf::from);
    let vault = args.vault.or(from_environment).map(|dir| std::path::absolute(&dir).unwrap_or(dir));
    let built = tauri::Builder::default()
        .plugin(tauri_plugin_single_instance::init(|app, argv, folder| {
            second_start(app, &argv, Path::new(&folder))
        }))
        .setup(move |app| {
            let documents = app
                .path()
                .document_dir()
                .or_else(|_| app.path().home_dir())
                .unwrap_or_else(|_| PathBuf::from("."));
            let shell = Shell::new(context, documents, vault);
            if let Some(file) = args.file {
                shell.hold(std::path::absolute(&file).unwrap_or(file));
            }
            app.manage(shell);
            open_window(app.handle())?;
            Ok(())
        })
        .invoke_handler(tauri::generate_handler![
            commands::desk_state,
            commands::appearance_save,
            commands::vault_choose_folder,
            commands::vault_choose_existing,
            commands::passphrase_quality,
            commands::vault_prepare,
            commands::vault_create,
            commands::vault_unlock,
            commands::vault_lock,
            commands::recovery_confirm,
            commands::operator_show,
            commands::operator_save,
            commands::import_choose,
            commands::import_preview,
            commands::import_commit,
            commands::import_cancel,
            commands::imports_list,
            commands::import_show,
            commands::import_report_save,
            commands::import_review,
            commands::cases_list,
            commands::today_list,
            commands::case_show,
            commands::case_add,
            commands::case_identity,
            commands::file_choose,
            commands::file_kind,
            commands::case_draft,
            commands::case_add_from_file,
            commands::attachment_add,
            commands::attachment_save,
            commands::attachment_remove,
            commands::case_close,
            commands::case_stopped,
            commands::case_demand,
            commands::case_extension,
            commands::case_extend,
            commands::case_join,
            commands::classify,
            commands::rules_list,
            commands::rules_propose,
            commands::rule_try,
            commands::rule_keep,
            commands::rule_remove,
            commands::letter_preview,
            commands::letter_issue,
            commands::letter_show,
            commands::letter_save,
            commands::letters_list,
            commands::processors_list,
            commands::processor_show,
            commands::processor_save,
            commands::processor_point,
            commands::processor_remove,
            commands::disclosures_list,
            commands::disclosure_show,
            commands::disclosure_save,
            commands::disclosure_remove,
            commands::register_suggestions,
            commands::three_lists,
            commands::journal_preview,
            commands::journal_save,
            commands::list_plan,
            commands::list_export,
            commands::case_card_save,
            commands::audit_list,
            commands::audit_show,
            commands::find,
            commands::calendar_year,
            commands::masks_check,
            commands::vault_keys,
            commands::remembered,
            commands::remember,
            commands::undo_last,
            commands::vault_verify,
        ])
        .build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(error) => {
            tell(&format!("Окно не открылось: {error}\nБез экрана работает команда otvet."));
            return ExitCode::FAILURE;
        }
    };
    app.run(|app, event| match event {
        RunEvent::WindowEvent { event: WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }), .. } => {
            if let Some(path) = paths.into_iter().next() {
                offer(app, path);
            }
        }
        // The Finder names a file in this way and not on the command line.
        #[cfg(target_os = "macos")]
        RunEvent::Opened { urls } => {
            if let Some(path) = urls.iter().find_map(|url| url.to_file_path().ok()) {
                offer(app, path);
            }
        }
        RunEvent::WindowEvent { event: WindowEvent::CloseRequested { .. }, .. } => {
            if let Some(place) = place_of(app) {
                app.state::<Shell>().keep_window_place(place);
            }
        }
        RunEvent::Exit => app.state::<Shell>().close(),
        _ => {}
    });
    ExitCode::SUCCESS
}

/// Says why there will be no window. A program with a window has no terminal on Windows.
fn tell(text: &str) {
    eprintln!("{text}");
    #[cfg(windows)]
    rfd::MessageDialog::new()
        .set_level(rfd::MessageLevel::Error)
        .set_title("Ответ")
        .set_description(text)
        .show();
}

/// The one window: its own page, nothing else, no downloads, no second window.
fn open_window(app: &AppHandle) -> tauri::Result<()> {
    // An ephemeral web view leaves nothing on the disk; one that is driven by a test cannot be ephemeral (wry).
    let driven = std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|value| value == "true");
    let window = WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Ответ")
        .inner_size(1280.0, 800.0)
        .min_inner_size(960.0, 640.0)
        .incognito(!driven)
        .content_protected(true)
        .devtools(false)
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
        .on_download(|_, _| false)
        .build()?;
    if !driven && let Some(place) = app.state::<Shell>().window_place() {
        put_window(&window, place);
    }
    Ok(())
}

/// Puts the window where it was, if that is still on a screen.
fn put_window(window: &WebviewWindow, place: WindowPlace) {
    let on_screen = window.available_monitors().unwrap_or_default().iter().any(|monitor| {
        let (at, size) = (monitor.position(), monitor.size());
        let inside = |from: i32, length: u32, point: i32| {
            point >= from && i64::from(point - from) + 100 < i64::from(length)
        };
        inside(at.x, size.width, place.x) && inside(at.y, size.height, place.y)
    });
    if on_screen {
        // A window manager may refuse; the window is usable wherever it stands.
        let _ = window.set_size(PhysicalSize::new(place.width, place.height));
        let _ = window.set_position(PhysicalPosition::new(place.x, place.y));
    }
    if place.maximised {
        let _ = window.maximize();
    }
}

/// Where the window is now; of a maximised one the place it would go back to is kept from before.
fn place_of(app: &AppHandle) -> Option<WindowPlace> {
    let window = app.get_webview_window("main")?;
    let (at, size) = (window.outer_position().ok()?, window.inner_size().ok()?);
    let maximised = window.is_maximized().unwrap_or(false);
    let now = WindowPlace { x: at.x, y: at.y, width: size.width, height: size.height, maximised };
    match app.state::<Shell>().window_place() {
        Some(before) if maximised => Some(WindowPlace { maximised, ..before }),
        _ => Some(now),
    }
}

/// Gives a file to the page: at once if the desk is open, after unlocking otherwise.
fn offer(app: &AppHandle, path: PathBuf) {
    let (app, shell) = (app.clone(), app.state::<Shell>().inner().clone());
    // Long work holds the desk; the window's thread does not wait for it.
    tauri::async_runtime::spawn_blocking(move || {
        if shell.is_locked() {
            shell.hold(path);
        } else {
            let _ = app.emit("file_dropped", shell.hand_out(path));
        }
    });
}

/// A second start shows the first window and hands its file over. Its `--vault` is not taken: the open desk stays.
fn second_start(app: &AppHandle, argv: &[String], folder: &Path) {
    if let Some(window) = app.get_webview_window("main") {
        let _ = window.unminimize();
        let _ = window.set_focus();
    }
    if let Ok(Args { file: Some(file), .. }) = parse(argv.iter().skip(1).map(Into::into)) {
        offer(app, folder.join(file));
    }
}
