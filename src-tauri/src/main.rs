#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]
//! The workstation's window: starts, keeps to one instance, takes files that are dropped or named, locks at the end.

mod commands;
mod dialogs;
mod shell;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use chrono::NaiveDate;
use desk::{Context, Lang};
use tauri::{
    AppHandle, DragDropEvent, Emitter, Manager, RunEvent, WebviewUrl, WebviewWindowBuilder, WindowEvent,
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
            eprintln!("{problem}\n{USAGE}");
            return ExitCode::from(2);
        }
    };
    let context = match Context::system(Lang::Ru, args.today, desk::config_dir()) {
        Ok(context) => context,
        Err(error) => {
            eprintln!("{error}");
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
            commands::case_show,
            commands::case_add,
            commands::case_identity,
            commands::case_close,
            commands::classify,
            commands::letter_preview,
            commands::letter_issue,
            commands::letter_show,
            commands::letter_save,
            commands::letters_list,
            commands::processors_list,
            commands::processor_show,
            commands::processors_add,
            commands::disclosures_list,
            commands::disclosures_add,
            commands::journal_save,
            commands::audit_list,
            commands::vault_verify,
        ])
        .build(tauri::generate_context!());
    let app = match built {
        Ok(app) => app,
        Err(error) => {
            eprintln!("Окно не открылось: {error}\nБез экрана работает команда otvet.");
            return ExitCode::FAILURE;
        }
    };
    app.run(|app, event| match event {
        RunEvent::WindowEvent { event: WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }), .. } => {
            if let Some(path) = paths.into_iter().next() {
                offer(app, path);
            }
        }
        RunEvent::Exit => app.state::<Shell>().close(),
        _ => {}
    });
    ExitCode::SUCCESS
}

/// The one window: its own page, nothing else, no downloads, no second window.
fn open_window(app: &AppHandle) -> tauri::Result<()> {
    // An ephemeral web view leaves nothing on the disk; one that is driven by a test cannot be ephemeral (wry).
    let driven = std::env::var("TAURI_WEBVIEW_AUTOMATION").is_ok_and(|value| value == "true");
    WebviewWindowBuilder::new(app, "main", WebviewUrl::App("index.html".into()))
        .title("Ответ")
        .inner_size(1280.0, 800.0)
        .min_inner_size(960.0, 640.0)
        .incognito(!driven)
        .content_protected(true)
        .devtools(false)
        .on_navigation(|url| url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost"))
        .on_download(|_, _| false)
        .build()?;
    Ok(())
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
