//! `otvet`: the use cases without a window. Parses arguments, calls one use case of `desk`, prints. With `--json`
//! exactly one JSON document goes to standard output (`classify -` prints one a line). Scripts rely on arguments, JSON
//! and exit statuses: `tests/it/cli*.rs` hold them.

mod args;
mod human;
mod run;

use std::io::Write as _;
use std::process::ExitCode;

use clap::Parser;
use desk::{DeskError, Lang};

fn main() -> ExitCode {
    let raw: Vec<std::ffi::OsString> = std::env::args_os().collect();
    if raw.get(1).is_some_and(|first| first == desk::WORKER_ARGUMENT) {
        desk::worker_main();
    }
    desk::harden_process();
    // An empty variable is an unset one.
    let wants_json = raw.iter().any(|a| a == "--json");
    let cli = match args::Cli::try_parse_from(raw) {
        Ok(cli) => cli,
        Err(error) => {
            let usage = error.use_stderr();
            if usage && wants_json {
                print_json(
                    &serde_json::json!({ "error": { "code": "usage", "message": error.to_string().trim(), "hint": "otvet --help" } }),
                );
            } else {
                let _ = error.print();
            }
            return ExitCode::from(if usage { 2 } else { 0 });
        }
    };
    let lang = cli.global.lang();
    // A fault of the program is told as one, with a number; its own words could hold what stands in the register.
    if std::env::var_os("OTVET_LOG").is_none_or(|value| value.is_empty()) {
        std::panic::set_hook(Box::new(|_| {}));
    }
    let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run::run(&cli)));
    match done.unwrap_or_else(|_| Err(desk::unforeseen("running a command").into())) {
        Ok(status) => ExitCode::from(status),
        Err(error) => report(&error, lang, cli.global.json),
    }
}

/// One clear message; in JSON mode on standard output.
fn report(error: &run::Failure, lang: Lang, json: bool) -> ExitCode {
    let wire = error.error.wire(lang);
    if json {
        let mut document = serde_json::json!({ "error": { "code": wire.code, "message": wire.message, "hint": wire.hint, "place": wire.place, "incident": wire.incident } });
        if let (Some(extra), Some(object)) = (&error.beside, document.as_object_mut()) {
            object.extend(extra.as_ref().clone());
        }
        print_json(&document);
    } else {
        let mut text = wire.message.clone();
        if let Some(place) = wire.place.filter(|p| !p.is_empty()) {
            text.push_str(&format!("\n{place}"));
        }
        if !wire.hint.is_empty() {
            text.push_str(&format!("\n{}", wire.hint));
        }
        let _ = writeln!(std::io::stderr(), "{text}");
    }
    ExitCode::from(if error.usage || error.error.is_usage() { 2 } else { 1 })
}

fn print_json(document: &impl serde::Serialize) {
    let mut out = std::io::stdout().lock();
    if serde_json::to_writer_pretty(&mut out, document).is_ok() {
        let _ = out.write_all(b"\n");
    }
}

impl From<DeskError> for run::Failure {
    fn from(error: DeskError) -> Self {
        Self { error, beside: None, usage: false }
    }
}
