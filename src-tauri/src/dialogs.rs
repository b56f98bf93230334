//! The system's own dialogs. Paths are chosen here, in Rust; the page gets names and tokens.

use std::future::Future;
use std::path::PathBuf;
use std::pin::Pin;

use desk::{DeskError, Lang};
use rfd::{AsyncFileDialog, FileHandle};
use tauri::{AppHandle, Manager};

use crate::shell::{Answer, Shell};

type Choosing = Pin<Box<dyn Future<Output = Option<FileHandle>> + Send>>;

/// Shows a dialog over the window; a dialog that was closed is `cancelled`.
async fn show(
    app: &AppHandle,
    make: impl FnOnce(AsyncFileDialog) -> Choosing + Send + 'static,
) -> Answer<PathBuf> {
    let (send, receive) = tokio::sync::oneshot::channel();
    let window = app.get_webview_window("main");
    let shown = app.run_on_main_thread(move || {
        let mut dialog = AsyncFileDialog::new();
        if let Some(window) = &window {
            dialog = dialog.set_parent(window);
        }
        let choosing = make(dialog);
        tauri::async_runtime::spawn(async move {
            let _ = send.send(choosing.await.map(|handle| handle.path().to_path_buf()));
        });
    });
    let chosen = if shown.is_ok() { receive.await.ok().flatten() } else { None };
    chosen.ok_or_else(|| DeskError::Cancelled.wire(app.state::<Shell>().lang()))
}

fn words<'a>(app: &AppHandle, ru: &'a str, en: &'a str) -> &'a str {
    match app.state::<Shell>().lang() {
        Lang::Ru => ru,
        Lang::En => en,
    }
}

pub async fn choose_table(app: &AppHandle) -> Answer<PathBuf> {
    let title = words(app, "Выбрать таблицу", "Choose a spreadsheet").to_owned();
    let (tables, all) =
        (words(app, "Таблицы", "Spreadsheets").to_owned(), words(app, "Все файлы", "All files").to_owned());
    show(app, move |dialog| {
        let lower = ["xlsx", "xlsm", "xlsb", "xls", "ods", "csv", "tsv", "txt"];
        let upper = lower.map(str::to_uppercase);
        let endings: Vec<&str> = lower.into_iter().chain(upper.iter().map(String::as_str)).collect();
        Box::pin(dialog.set_title(title).add_filter(tables, &endings).add_filter(all, &["*"]).pick_file())
    })
    .await
}

/// A file of any kind that the program takes: a spreadsheet, an e-mail, a scan.
pub async fn choose_file(app: &AppHandle) -> Answer<PathBuf> {
    let title = words(app, "Выбрать файл", "Choose a file").to_owned();
    let (taken, all) = (
        words(app, "Таблицы, письма и сканы", "Spreadsheets, e-mails and scans").to_owned(),
        words(app, "Все файлы", "All files").to_owned(),
    );
    show(app, move |dialog| {
        let lower = [
            "eml", "pdf", "jpg", "jpeg", "png", "tif", "tiff", "webp", "docx", "xlsx", "xlsm", "xlsb", "xls",
            "ods", "csv", "tsv", "txt",
        ];
        let upper = lower.map(str::to_uppercase);
        let endings: Vec<&str> = lower.into_iter().chain(upper.iter().map(String::as_str)).collect();
        Box::pin(dialog.set_title(title).add_filter(taken, &endings).add_filter(all, &["*"]).pick_file())
    })
    .await
}

pub async fn choose_folder(app: &AppHandle) -> Answer<PathBuf> {
    let title = words(app, "Папка для хранилища", "Folder for the vault").to_owned();
    show(app, move |dialog| Box::pin(dialog.set_title(title).pick_folder())).await
}

/// Where to save a file; the name is proposed. A name without its ending gets it.
pub async fn save(app: &AppHandle, name: String, ending: &'static str) -> Answer<PathBuf> {
    let title = words(app, "Сохранить файл", "Save the file").to_owned();
    let mut path = show(app, move |dialog| {
        Box::pin(dialog.set_title(title).set_file_name(name).add_filter(ending, &[ending]).save_file())
    })
    .await?;
    if path.extension().is_none() {
        path.set_extension(ending);
    }
    Ok(path)
}
