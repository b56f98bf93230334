//! `otvet`: the use cases without a window. Parses arguments, calls one use case of `desk`, prints. With `--json`
//! exactly one JSON document goes to standard output (`classify -` prints one a line). Scripts rely on arguments, JSON
//! and exit statuses: `tests/it/cli*.rs` hold them.

mod args;
mod help;
mod human;
mod run;
mod usage;

use std::io::Write as _;
use std::process::ExitCode;

use clap::FromArgMatches as _;
use desk::{DeskError, Lang};

fn main() -> ExitCode {
    let raw: Vec<std::ffi::OsString> = std::env::args_os().collect();
    if raw.get(1).is_some_and(|first| first == desk::WORKER_ARGUMENT) {
        desk::worker_main();
    }
    desk::harden_process();
    // An empty variable is an unset one.
    let wants_json = raw.iter().any(|a| a == "--json");
    let asked = usage::lang_of(&raw, std::env::var_os("OTVET_LANG"));
    let parsed = help::command(asked).try_get_matches_from(&raw);
    let cli = match parsed.and_then(|matches| args::Cli::from_arg_matches(&matches)) {
        Ok(cli) => cli,
        Err(error) => return misused(&error, &raw, asked, wants_json),
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

/// Help and version, or what is wrong with the command line.
fn misused(error: &clap::Error, raw: &[std::ffi::OsString], lang: Lang, json: bool) -> ExitCode {
    use clap::error::ErrorKind;
    let help = error.kind() == ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand;
    if !error.use_stderr() || (help && !json) {
        let _ = error.print();
        return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
    }
    let told = usage::wrong(error, &help::command(lang), raw, lang);
    if json {
        print_json(
            &serde_json::json!({ "error": { "code": "usage", "message": told.message, "hint": told.hint } }),
        );
    } else {
        let _ = writeln!(std::io::stderr(), "{}\n{}", told.message, told.hint);
    }
    ExitCode::from(2)
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
