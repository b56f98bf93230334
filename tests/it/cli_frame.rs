//! Contract of `otvet find` and `otvet undo`: what is found by a few letters, what is taken back and what is not.

use serde_json::Value;

use crate::support::{BELOVA, Desk, KUZNETSOVA, ORLOV, imported, konekt, list, text, texts};

/// Ids of one group of what was found.
#[track_caller]
fn found<'a>(document: &'a Value, group: &str) -> Vec<&'a str> {
    list(&document["groups"])
        .iter()
        .find(|one| one["group"] == group)
        .map(|one| texts(&one["found"], "id"))
        .unwrap_or_default()
}

#[test]
fn a_few_letters_find_people_numbers_and_telephones_in_any_spelling() {
    let desk = Desk::with(imported());
    for (typed, cases) in [
        ("кузн", &[KUZNETSOVA] as &[&str]),
        ("КУЗНЕЦОВА", &[KUZNETSOVA]),
        ("петр орл", &[ORLOV]),
        ("пётр", &[ORLOV]),
        (BELOVA, &[BELOVA]),
        ("№ 0002", &["2026-0002"]),
        ("кузнщ", &[]),
    ] {
        let document = desk.json(&["find", typed]);
        assert_eq!(found(&document, "cases"), cases, "{typed}: {document}");
    }
    let phone = desk.json(&["case", "show", KUZNETSOVA])["subject"]["phone"].clone();
    let digits: String = text(&phone).chars().filter(char::is_ascii_digit).collect();
    let (ten, last) = (&digits[1..], &digits[7..]);
    let spelled = format!("8 ({}) {}", &ten[..3], &ten[3..]);
    for typed in [ten, &digits, &spelled, &ten[..6], last, text(&phone)] {
        assert!(found(&desk.json(&["find", typed]), "cases").contains(&KUZNETSOVA), "{typed}");
    }
}

#[test]
fn what_was_found_says_why_and_how_long_is_left() {
    let desk = Desk::with(imported());
    let document = desk.json(&["find", "кузн"]);
    let case = &document["groups"][0]["found"][0];
    assert_eq!(case["number"], KUZNETSOVA);
    assert_eq!(case["marks"], serde_json::json!([{ "from": 0, "to": 4 }]));
    assert_eq!(case["due"]["due_on"], "2026-11-26");
    assert!(!text(&case["due"]["left"]).is_empty());
    assert!(text(&case["subtitle"]).contains("Доступ"), "{case}");
    let human = desk.plain(&["find", "кузн", "--today", "2026-11-23"]);
    assert!(human.stdout.contains("Обращения") && human.stdout.contains("26.11.2026"), "{}", human.stdout);
}

#[test]
fn a_query_in_the_wrong_layout_finds_too() {
    let desk = Desk::with(imported());
    // «кузн» and «Орлов» as their keys give them in the Latin layout.
    for (typed, meant, case) in [("repy", "кузн", KUZNETSOVA), ("Jhkjd", "Орлов", ORLOV)] {
        let document = desk.json(&["find", typed]);
        assert_eq!(document["other_layout"], meant);
        assert_eq!(found(&document, "cases"), [case], "{typed}");
    }
    assert!(desk.json(&["find", "кузн"])["other_layout"].is_null());
    let nothing = desk.json(&["find", "йййй"]);
    assert_eq!(nothing["groups"], serde_json::json!([]));
    assert!(nothing["other_layout"].is_null());
    assert!(desk.plain(&["find", "йййй"]).stdout.contains("Ничего не найдено"));
}

#[test]
fn contracts_recipients_and_runs_are_found() {
    let desk = Desk::with(imported());
    let file = desk.write(
        "processors.toml",
        "[[processor]]\nname = \"АО «Северный контакт»\"\ncontract = { number = \"СК-7/2025\" }\npurposes = [\"информирование\"]\n",
    );
    desk.json(&["processors", "add", "--file", &file.to_string_lossy()]);
    let file = desk.write(
        "disclosures.toml",
        "[[disclosure]]\ndate = 2026-11-02\nrecipient = \"Городской суд\"\nkind = \"court\"\nground = \"определение\"\npurpose = \"дело\"\ndata = [\"имя\"]\nsubject = { full_name = \"Ёжиков Лев Ильич\" }\n",
    );
    desk.json(&["disclosures", "add", "--file", &file.to_string_lossy()]);
    for typed in ["север", "контакт сев", "ск-7", "№ 2025", "информ"] {
        assert_eq!(found(&desk.json(&["find", typed]), "processors").len(), 1, "{typed}");
    }
    for typed in ["горо", "ёжик"] {
        let document = desk.json(&["find", typed]);
        assert_eq!(found(&document, "disclosures").len(), 1, "{typed}: {document}");
    }
    let run = desk.json(&["imports"])["imports"][0]["run"].clone();
    assert_eq!(found(&desk.json(&["find", text(&run)]), "imports"), [text(&run)]);
}

#[test]
fn signs_of_the_search_engine_and_long_texts_are_only_text() {
    let desk = Desk::with(imported());
    let long = "ё".repeat(5000);
    for typed in
        ["", "  ", "№", "%", "_", "\"", "кузн\" OR \"", "NEAR(", "*", "{number}:", "-", "'; DROP", &long]
    {
        let document = desk.json(&["find", typed]);
        assert!(document["groups"].is_array(), "{typed}");
    }
}

#[test]
fn the_last_acts_are_taken_back_one_by_one() {
    let desk = Desk::with(imported());
    let before = desk.json(&["case", "show", KUZNETSOVA]);
    desk.json(&["case", "identity", KUZNETSOVA, "--method", "document", "--compared", "паспорт и договор"]);
    desk.json(&["case", "close", KUZNETSOVA, "--demand", "access", "--outcome", "satisfied"]);
    let second = desk.json(&["undo"]);
    assert_eq!((text(&second["action"]), text(&second["record"])), ("case_close", KUZNETSOVA));
    assert_eq!(second["next"]["action"], "case_identity");
    assert!(text(&second["message"]).starts_with("Отменено: закрытие требования"), "{second}");
    let first = desk.json(&["undo"]);
    assert_eq!(first["action"], "case_identity");
    let after = desk.json(&["case", "show", KUZNETSOVA]);
    for field in ["status", "identity", "demands", "subject", "contacts"] {
        assert_eq!(after[field], before[field], "{field}");
    }
    let lines = texts(&after["timeline"], "what");
    assert!(lines.contains(&"Отменено: проверка личности"), "{lines:?}");
    assert!(lines.contains(&"Отменено: закрытие требования"), "{lines:?}");
    let trail = desk.json(&["audit"]);
    assert_eq!(texts(&trail["entries"], "action").iter().filter(|a| **a == "undo").count(), 2);
    assert_eq!(desk.json(&["vault", "verify"])["ok"], true);
    desk.run(&["undo"]).refused(1, "nothing_to_undo");
}

#[test]
fn a_case_added_by_mistake_goes_and_its_number_is_given_again() {
    let desk = Desk::with(konekt());
    let add = |name: &str| {
        let args =
            ["--received", "2026-11-20", "--channel", "post", "--kind", "access", "--text", "Прошу ответить"];
        text(&desk.json(&[&["case", "add", "--full-name", name], &args[..]].concat())["number"]).to_owned()
    };
    assert_eq!(add("Ошибочный Лев Ильич"), "2026-0001");
    let undone = desk.json(&["undo"]);
    assert_eq!(undone["number_stays"], false);
    desk.run(&["case", "show", "2026-0001"]).refused(1, "not_found");
    assert_eq!(desk.json(&["cases"])["total"], 0);
    assert_eq!(found(&desk.json(&["find", "ошиб"]), "cases"), [] as [&str; 0]);
    assert_eq!(add("Верный Лев Ильич"), "2026-0001");
    assert_eq!(desk.json(&["vault", "verify"])["ok"], true);
}

#[test]
fn registers_are_taken_back_and_imports_are_not() {
    let desk = Desk::with(imported());
    // The import was the last act of the vault.
    desk.run(&["undo"]).refused(1, "nothing_to_undo");
    let write = |term: &str| {
        let text = format!("[[processor]]\nname = \"АО «Первое»\"\npurposes = [\"{term}\"]\n");
        let file = desk.write("processors.toml", text);
        desk.json(&["processors", "add", "--file", &file.to_string_lossy()]);
    };
    write("связь");
    write("печать");
    desk.json(&["undo"]);
    assert_eq!(desk.json(&["processors", "list"])["processors"][0]["purposes"], serde_json::json!(["связь"]));
    desk.json(&["undo"]);
    assert_eq!(desk.json(&["processors", "list"])["processors"], serde_json::json!([]));
    let human = desk.plain(&["undo"]);
    assert_eq!(human.status, 1);
    assert!(human.stderr.contains("Отменять нечего"), "{}", human.stderr);
}
