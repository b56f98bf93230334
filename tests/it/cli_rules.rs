//! Contract of `otvet rules`: a rule of the operator's own is tried on what is in the register, kept, and takes part in
//! every later reading.

use serde_json::{Value, json};

use crate::support::{
    BELOVA, Desk, KUZNETSOVA, ORLOV, SHEET, count, imported, konekt, list, ran, text, texts,
};

/// What the program does not know without a rule.
const NOTE: &str = "Снимите меня с учёта";
const WORDS: &[&str] = &["--words", "снимите,учёт", "--kind", "destruction"];

fn rules(desk: &Desk, act: &str, more: &[&str]) -> Value {
    desk.json(&[&["rules", act], WORDS, more].concat())
}

#[test]
fn a_kept_rule_takes_part_in_every_later_reading() {
    let desk = Desk::with(konekt());
    assert_eq!(desk.json(&["classify", NOTE])["kinds"], json!(["not_personal_data"]));
    let kept = rules(&desk, "add", &[]);
    assert_eq!(kept["rule"]["words"], json!(["снимите", "учёт"]));
    assert_eq!(kept["rule"]["effect"], "asks");
    assert_eq!(kept["rule"]["made_on"], "2026-11-23");
    assert_eq!(kept["trial"]["tried"], 0);
    let own = desk.json(&["classify", "--own", NOTE]);
    assert_eq!(own["kinds"], json!(["destruction"]));
    assert_eq!(own["matches"][0]["words"], json!(["Снимите", "учёта"]));
    assert_eq!(own["matches"][0]["rule"], kept["rule"]["id"]);
    assert!(own["reason"].is_null());
    let bare = desk.json(&["classify", NOTE]);
    assert_eq!(
        bare["kinds"],
        json!(["not_personal_data"]),
        "without the vault only the program's rules are known"
    );

    let args = ["case", "add", "--received", "2026-11-20", "--full-name", "Белова Дарья", "--text", NOTE];
    let case = desk.json(&args);
    assert_eq!(texts(&case["demands"], "kind"), ["destruction"]);
    assert_eq!(list(&case["contacts"][0]["marks"]).len(), 2, "its words are marked as those of the program");

    let sheet = format!("Дата;ФИО;Телефон;Текст\n20.11.2026;Орлов Пётр Сергеевич;+7 916 123-45-67;{NOTE}\n");
    desk.write("sheet.csv", sheet);
    let dry = desk.json(&["import", "sheet.csv", "--dry-run"]);
    assert_eq!((count(&dry["rows"]["new_cases"]), count(&dry["rows"]["not_personal_data"])), (1, 0));
    let done = desk.json(&["import", "sheet.csv"]);
    assert_eq!(done["rows"], dry["rows"], "preview and import read by the same rules");

    let verified = desk.json(&["vault", "verify"]);
    assert_eq!(verified["ok"], true, "{verified}");
}

#[test]
fn a_rule_is_tried_on_past_rows_before_it_is_kept() {
    let desk = Desk::with(imported());
    let args = ["--words", "интернет", "--kind", "complaint"];
    let trial = desk.json(&[&["rules", "try"], &args[..]].concat());
    // Four contacts and the row that was taken for something else.
    assert_eq!(trial["trial"]["tried"], 5);
    assert_eq!(trial["trial"]["changed"], 1);
    let example = &trial["trial"]["examples"][0];
    assert!(example["case"].is_null(), "{example}");
    assert_eq!((&example["before"], &example["after"]), (&json!([]), &json!(["complaint"])));
    let mark = &example["marks"][0];
    let (from, to) = (count(&mark["from"]), count(&mark["to"]));
    let marked: String =
        text(&example["text"]).chars().skip(from as usize).take((to - from) as usize).collect();
    assert_eq!(marked, "интернет");
    let dry = desk.json(&[&["rules", "add"], &args[..], &["--dry-run"]].concat());
    assert_eq!(dry["trial"], trial["trial"]);
    assert_eq!(list(&desk.json(&["rules", "list"])["rules"]).len(), 0, "a trial writes nothing");
}

#[test]
fn what_does_not_ask_is_taken_away_and_past_demands_stay() {
    let desk = Desk::with(imported());
    let args =
        ["--words", "рекламными,предложениями", "--kind", "stop_marketing", "--effect", "does_not_ask"];
    let kept = desk.json(&[&["rules", "add"], &args[..], &["--from-case", ORLOV]].concat());
    assert_eq!(kept["trial"]["changed"], 1);
    assert_eq!(kept["trial"]["examples"][0]["case"], ORLOV);
    assert_eq!(kept["rule"]["from_case"], ORLOV);
    let read = desk.json(&["classify", "--own", "Больше не звоните с рекламными предложениями"]);
    assert_eq!(read["kinds"], json!(["not_personal_data"]));
    let case = desk.json(&["case", "show", ORLOV]);
    assert_eq!(texts(&case["demands"], "kind"), ["stop_marketing"], "what is registered stays");
    let page = desk.json(&["rules", "remove", text(&kept["rule"]["id"])]);
    assert_eq!(list(&page["rules"]).len(), 0);
    let read = desk.json(&["classify", "--own", "Больше не звоните с рекламными предложениями"]);
    assert_eq!(read["kinds"], json!(["stop_marketing"]));
    let again = desk.json(&[&["rules", "add"], &args[..]].concat());
    assert_ne!(again["rule"]["id"], kept["rule"]["id"], "a number is not given twice");
    desk.run(&["rules", "remove", text(&kept["rule"]["id"])]).refused(1, "not_found");
    assert_eq!(desk.json(&["vault", "verify"])["ok"], true);
}

#[test]
fn a_rule_against_what_a_person_decided_is_warned_of() {
    let desk = Desk::with(imported());
    desk.json(&["case", "demand", ORLOV, "--confirm", "stop_marketing"]);
    desk.json(&["case", "demand", KUZNETSOVA, "--strike", "destruction"]);
    let against = |words: &str, kind: &str, effect: &str| {
        let args = ["rules", "try", "--words", words, "--kind", kind, "--effect", effect];
        desk.json(&args)["trial"].clone()
    };
    let taken = against("звоните", "stop_marketing", "does_not_ask");
    assert_eq!(taken["contradicts"], json!([ORLOV]));
    assert_eq!(taken["examples"][0]["contradicts"], true);
    assert_eq!(
        against("удалить", "destruction", "does_not_ask")["contradicts"],
        json!([]),
        "the person says so too"
    );
    assert_eq!(against("согласие", "complaint", "asks")["contradicts"], json!([]));
    desk.json(&["case", "demand", BELOVA, "--add", "complaint"]);
    desk.json(&["case", "demand", BELOVA, "--strike", "complaint"]);
    assert_eq!(against("согласие", "complaint", "asks")["contradicts"], json!([BELOVA]));
}

#[test]
fn notes_are_read_one_a_line_by_the_rules_of_the_vault() {
    let desk = Desk::with(konekt());
    rules(&desk, "add", &[]);
    let input = format!("Данные\t{NOTE}\nнет интернета\n");
    let run = ran(desk.command().args(["classify", "--own", "--json", "-"]), input.as_bytes()).done();
    let read: Vec<Value> = run.stdout.lines().map(|l| serde_json::from_str(l).expect("JSON")).collect();
    assert_eq!(read.len(), 2);
    assert_eq!(read[0]["kinds"], json!(["destruction"]));
    assert_eq!(read[1]["kinds"], json!(["not_personal_data"]));
    assert!(!text(&read[1]["reason"]).is_empty());
}

#[test]
fn words_that_make_no_rule_are_told() {
    let desk = Desk::with(konekt());
    for words in ["я", "12", " ", "два слова", "а,б,в"] {
        let refused =
            desk.run(&["rules", "try", "--words", words, "--kind", "access"]).refused(1, "field_invalid");
        assert_eq!(refused["error"]["place"], "words", "{words}");
    }
    let many = "раз,два,три,четыре,пять,шесть,семь";
    desk.run(&["rules", "add", "--words", many, "--kind", "access"]).refused(1, "field_invalid");
    desk.run(&["rules", "add", "--words", "слово", "--kind", "not_personal_data"])
        .refused(1, "field_invalid");
    desk.run(&["rules", "add", "--words", "слово", "--kind", "notice_change"]).refused(1, "field_invalid");
    desk.run(&["rules", "add", "--words", "слово", "--kind", "access", "--effect", "perhaps"])
        .refused(2, "field_invalid");
    desk.run(&["rules", "add", "--words", "слово", "--kind", "access", "--from-case", "2026-0099"])
        .refused(1, "not_found");
    desk.run(&["rules", "add", "--kind", "access"]).refused(2, "usage");
    rules(&desk, "add", &[]);
    let twice = desk.run(&[&["rules", "add"], WORDS].concat()).refused(1, "rule_known");
    assert_eq!(twice["error"]["place"], "words");
    assert_eq!(list(&desk.json(&["rules", "list"])["rules"]).len(), 1);
}

#[test]
fn a_rule_is_shown_in_words() {
    let desk = Desk::with(konekt());
    let added = desk.plain(&[&["rules", "add"], WORDS].concat()).done();
    assert!(added.stdout.contains("снимите + учёт · просит · Уничтожение данных"), "{added}");
    assert!(added.stdout.contains("Уже заведённые требования не изменены"), "{added}");
    let listed = desk.plain(&["rules", "list", "--lang", "en"]).done();
    assert!(listed.stdout.contains("asks for"), "{listed}");
}

#[test]
fn the_sheet_of_the_tests_is_read_as_before() {
    let desk = Desk::with(konekt());
    rules(&desk, "add", &[]);
    desk.write("sheet.csv", SHEET);
    let rows = desk.json(&["import", "sheet.csv", "--dry-run"])["rows"].clone();
    let without = Desk::with(konekt());
    without.write("sheet.csv", SHEET);
    assert_eq!(rows, without.json(&["import", "sheet.csv", "--dry-run"])["rows"]);
}
