//! The contract of the command line that holds for every command: options, environment, languages, statuses, and what
//! is told of commands that are not built yet.

use crate::support::{Desk, PASSPHRASE, TODAY, konekt, list, ran, text};

const DUE: &[&str] = &["deadline", "--kind", "access", "--received", "2026-04-25"];

/// Commands of the design that come later; each says so.
const LATER: &[(&[&str], &str)] = &[
    (&["letters", "--due-by", "2026-12-01", "--out", "folder"], "letters"),
    (&["import-undo", "2026-11-23-01"], "import-undo"),
    (&["vault", "backup", "--to", "copy"], "vault backup"),
    (&["vault", "restore", "copy", "--to", "folder"], "vault restore"),
    (&["vault", "passphrase"], "vault passphrase"),
    (&["vault", "add-key"], "vault add-key"),
    (&["vault", "remove-key"], "vault remove-key"),
    (&["vault", "rotate"], "vault rotate"),
    (&["case", "split", "2026-0001"], "case split"),
    (&["import", "sheet.csv", "--profile", "contact-centre"], "import --profile"),
    (&["import", "sheet.csv", "--return-file", "back.xlsx"], "import --return-file"),
    (&["purposes", "add", "--file", "list.toml"], "purposes add"),
    (&["purposes", "import", "list.xlsx"], "purposes import"),
    (&["processors", "import", "list.xlsx"], "processors import"),
    (&["disclosures", "import", "list.xlsx"], "disclosures import"),
];

#[test]
fn a_command_that_is_not_built_yet_says_so() {
    let desk = Desk::bare();
    for (args, name) in LATER {
        let document = desk.run(args).refused(2, "not_yet");
        let message = text(&document["error"]["message"]);
        assert!(message.contains(&format!("«{name}»")), "{message}");
    }
}

#[test]
fn without_json_the_message_goes_to_standard_error() {
    let ran = Desk::bare().plain(&["vault", "rotate"]);
    assert_eq!(ran.status, 2, "{ran}");
    assert!(ran.stdout.is_empty(), "{ran}");
    assert!(ran.stderr.contains("«vault rotate» ещё не готова"), "{ran}");
}

#[test]
fn json_may_stand_anywhere() {
    let desk = Desk::bare();
    let mut documents = Vec::new();
    for at in 0..=DUE.len() {
        let mut args = DUE.to_vec();
        // Between an option and its value is no place.
        if args.get(at).is_some_and(|next| !next.starts_with("--") && at > 0) {
            continue;
        }
        args.insert(at, "--json");
        documents.push(desk.plain(&args).done().document());
    }
    assert_eq!(documents.len(), 4);
    assert!(documents.iter().all(|d| d["due_on"] == "2026-05-12"), "{documents:?}");
}

#[test]
fn the_vault_may_be_given_before_the_command() {
    let desk = Desk::with(konekt());
    let vault = desk.vault();
    let args = ["--vault".as_ref(), vault.as_os_str(), "vault".as_ref(), "info".as_ref(), "--json".as_ref()];
    let run = ran(desk.command().env_remove("OTVET_VAULT").args(args), &[]);
    assert_eq!(run.done().document()["vault"]["path"], vault.to_str().expect("UTF-8"));
}

#[test]
fn an_empty_variable_is_an_unset_one() {
    let desk = Desk::with(konekt());
    let english = ran(desk.command().env("OTVET_LANG", "").args(DUE), &[]).done();
    assert!(english.stdout.contains("рабочих дней со дня получения"), "{english}");
    let args = ["vault", "info", "--json"];
    ran(desk.command().env("OTVET_VAULT", "").args(args), &[]).refused(1, "vault_missing");
    ran(desk.command().env("OTVET_PASSPHRASE_FILE", "").args(args), &[]).refused(1, "passphrase_missing");
}

#[test]
fn english_is_an_option_and_a_variable() {
    let desk = Desk::bare();
    let mut english = DUE.to_vec();
    english.extend(["--lang", "en"]);
    let by_option = desk.plain(&english).done();
    assert!(by_option.stdout.contains("10 working days from receipt (152-FZ art. 20 p. 1)"), "{by_option}");
    let by_variable = ran(desk.command().env("OTVET_LANG", "en").args(DUE), &[]).done();
    assert_eq!(by_variable.stdout, by_option.stdout);
    let russian = desk.plain(DUE).done();
    assert!(russian.stdout.contains("10 рабочих дней со дня получения (ст. 20 ч. 1)"), "{russian}");
}

#[test]
fn an_error_is_told_in_the_language_that_was_asked_for() {
    let desk = Desk::with(konekt());
    let russian = desk.run(&["case", "show", "2026-0099"]).refused(1, "not_found");
    assert!(text(&russian["error"]["message"]).contains("«2026-0099»: в реестре нет"), "{russian}");
    let english = desk.run(&["case", "show", "2026-0099", "--lang", "en"]).refused(1, "not_found");
    assert!(text(&english["error"]["message"]).contains("no case «2026-0099» in the register"), "{english}");
}

#[test]
fn wrong_usage_is_status_2_and_one_document() {
    let desk = Desk::bare();
    for args in [
        &["deadline", "--kind", "access"] as &[&str],
        &["deadline", "--kind", "access", "--received", "31.12.2026"],
        &["deadline", "--kind", "access", "--received", "2026-02-30"],
        &["no-such-command"],
        &["cases", "--no-such-option"],
        &["vault", "create", "--policy", "other"],
    ] {
        desk.run(args).refused(2, "usage");
    }
    let human = desk.plain(&["no-such-command"]);
    assert_eq!(human.status, 2, "{human}");
    assert!(human.stdout.is_empty() && human.stderr.contains("no-such-command"), "{human}");
}

#[test]
fn help_is_no_error() {
    let help = Desk::bare().plain(&["import", "--help"]).done();
    assert!(help.stdout.contains("--dry-run") && help.stdout.contains("received_at"), "{help}");
}

#[test]
fn a_folder_without_a_vault_is_named() {
    let desk = Desk::bare();
    let document = desk.run(&["cases"]).refused(1, "not_a_vault");
    assert_eq!(document["error"]["place"], desk.vault().to_str().expect("UTF-8"));
    assert!(!desk.vault().exists(), "nothing was made");
}

#[test]
fn the_passphrase_may_come_from_standard_input() {
    let desk = Desk::with(konekt());
    let args = ["vault", "info", "--json", "--passphrase-file", "-"];
    let command = &mut desk.command();
    assert_eq!(ran(command.args(args), PASSPHRASE.as_bytes()).done().document()["policy"], "konekt");
    let wrong = ran(desk.command().args(args), "не та парольная фраза".as_bytes());
    wrong.refused(1, "wrong_passphrase");
}

#[test]
fn a_passphrase_file_that_is_not_there_is_named() {
    let desk = Desk::with(konekt());
    let document = desk.run(&["vault", "info", "--passphrase-file", "absent"]).refused(1, "file_unreadable");
    assert_eq!(document["error"]["place"], "absent");
}

#[test]
fn a_vault_folder_may_have_any_name_and_the_configuration_is_done_without() {
    let desk = Desk::with(konekt());
    let odd = desk.path("Папка с «именем» № 1 'и' $знаками");
    std::fs::rename(desk.vault(), &odd).expect("renamed");
    // The home is a file: nothing can be remembered there.
    let home = desk.write("no-home", "");
    let mut command = desk.command();
    command.env("OTVET_VAULT", &odd).env("HOME", &home).env("XDG_CONFIG_HOME", home.join("config"));
    let run = ran(command.args(["cases", "--json", "--today", TODAY]), &[]).done();
    assert!(list(&run.document()["cases"]).is_empty());
}

#[test]
fn demo_refuses_a_folder_that_is_not_empty() {
    let desk = Desk::bare();
    std::fs::create_dir(desk.path("shown")).expect("a folder");
    desk.write("shown/mine.txt", "моё");
    desk.run(&["demo", "shown"]).refused(1, "folder_not_empty");
    assert_eq!(std::fs::read_dir(desk.path("shown")).expect("a folder").count(), 1);
    assert_eq!(desk.read("shown/mine.txt"), "моё".as_bytes());
}
