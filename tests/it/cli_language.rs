//! English mode: with `--lang en` nothing but data (names, texts of people, documents) is in Russian; usage errors and
//! help speak the language that was asked for.

use serde_json::Value;

use crate::support::{BELOVA, Desk, TODAY, imported, konekt, text};

/// Fields that hold what people and files say: kept as it is in either language.
const DATA: &[&str] = &[
    "address",
    "agent",
    "applicant",
    "applied_profile",
    "compared_text",
    "contract",
    "extended_why",
    "file",
    "full_name",
    "ground",
    "header",
    "name",
    "operator",
    "profile",
    "sheet",
    "short_name",
    "subject",
    "text",
    "topic",
    "value",
    "who",
];

fn cyrillic(text: &str) -> bool {
    text.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}'))
}

/// Strings with Cyrillic outside data and outside «…», with their paths.
fn foreign(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::String(text) => {
            let mut outside = String::new();
            let mut deep = 0usize;
            for c in text.chars() {
                match c {
                    '«' => deep += 1,
                    '»' => deep = deep.saturating_sub(1),
                    c if deep == 0 => outside.push(c),
                    _ => {}
                }
            }
            if cyrillic(&outside) {
                found.push(format!("{path}: {text}"));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| foreign(item, &format!("{path}[]"), found)),
        Value::Object(fields) => {
            for (name, item) in fields.iter().filter(|(name, _)| !DATA.contains(&name.as_str())) {
                foreign(item, &format!("{path}.{name}"), found);
            }
        }
        _ => {}
    }
}

#[track_caller]
fn english(desk: &Desk, args: &[&str]) {
    let document = desk.json(&[args, &["--lang", "en"]].concat());
    let mut found = Vec::new();
    foreign(&document, "", &mut found);
    found.sort();
    found.dedup();
    assert!(found.is_empty(), "{args:?} speaks Russian:\n{}", found.join("\n"));
}

#[test]
fn the_views_of_a_case_with_all_that_can_happen_to_it_are_english() {
    let desk = Desk::with(imported());
    desk.json(&["case", "demand", BELOVA, "--add", "stop_processing"]);
    desk.json(&[
        "case",
        "extend",
        BELOVA,
        "--demand",
        "stop_processing",
        "--reason",
        "an intricate request",
        "--by",
        "3",
    ]);
    english(&desk, &["case", "show", BELOVA]);
    english(&desk, &["today"]);
    english(&desk, &["cases"]);
    english(&desk, &["vault", "info"]);
    english(&desk, &["audit"]);
    english(&desk, &["undo"]);
    english(&desk, &["case", "show", BELOVA]);
}

#[test]
fn rejected_rows_of_a_russian_import_are_told_in_english() {
    let desk = Desk::with(imported());
    let runs = desk.json(&["imports", "--lang", "en"]);
    let run = text(&runs["imports"][0]["run"]).to_owned();
    let rejected = desk.json(&["imports", "--rejected", &run, "--lang", "en"]);
    let row = &rejected["rejected"][0];
    assert!(text(&row["message"]).starts_with("Row "), "{rejected}");
    english(&desk, &["imports", "--rejected", &run]);
}

#[test]
fn a_due_date_is_worked_out_in_english() {
    let desk = Desk::bare();
    for kind in ["access", "destruction", "stop_processing", "withdraw_consent", "rectification", "blocking"]
    {
        for policy in ["konekt", "none"] {
            english(&desk, &["deadline", "--kind", kind, "--received", TODAY, "--policy", policy]);
        }
    }
    english(&desk, &["workdays", "--from", "2026-10-26", "--to", "2026-11-10"]);
}

#[test]
fn wrong_usage_is_told_in_the_language_that_was_asked_for() {
    let desk = Desk::bare();
    let line = ["deadline", "--kind", "access", "--received", "24.11.2026"];
    let error = desk.run(&line).refused(2, "usage")["error"].clone();
    assert_eq!(error["message"], "--received: «24.11.2026» — это не дата");
    assert_eq!(error["hint"], "Дата записывается как ГГГГ-ММ-ДД: 2026-11-24.");
    let error = desk.run(&[&line[..], &["--lang", "en"]].concat()).refused(2, "usage")["error"].clone();
    assert_eq!(error["message"], "--received: «24.11.2026» is not a date");
    let human = desk.plain(&["cases", "--overdu"]);
    assert_eq!(human.status, 2, "{human}");
    assert_eq!(
        human.stderr,
        "Неизвестный параметр «--overdu»\nВозможно, --overdue. Справка: otvet cases --help\n"
    );
}

#[test]
fn help_is_russian_and_has_english_heads_on_demand() {
    let desk = Desk::bare();
    let help = desk.plain(&["cases", "-h"]).done().stdout;
    assert!(help.contains("Вызов: otvet cases [ПАРАМЕТРЫ]") && help.contains("Параметры:"), "{help}");
    let help = desk.plain(&["--lang", "en", "cases", "--help"]).done().stdout;
    assert!(help.contains("Usage: otvet cases [OPTIONS]") && help.contains("Options:"), "{help}");
    let none = desk.plain(&[]);
    assert_eq!(none.status, 2, "{none}");
    assert!(none.stderr.contains("Команды:") && !none.stderr.contains("Usage"), "{none}");
}

#[test]
fn a_bad_toml_file_is_told_without_foreign_words() {
    let desk = Desk::with(konekt());
    desk.write("p.toml", "[[processor]]\nname = \"ООО «Пример»\"\nbogus = 1\n");
    let add = ["processors", "add", "--file", "p.toml"];
    let error = desk.run(&add).refused(1, "toml_invalid")["error"].clone();
    assert_eq!(error["message"], "Файл не принят: неизвестный ключ «bogus»");
    assert_eq!(error["place"], "строка 3, столбец 1");
    assert!(text(&error["hint"]).starts_with("Допустимо: name, "), "{error}");
    let error = desk.run(&[&add[..], &["--lang", "en"]].concat()).refused(1, "toml_invalid")["error"].clone();
    assert_eq!(error["message"], "The file was not accepted: unknown key «bogus»");
    assert_eq!(error["place"], "line 3, column 1");
}
