//! Contract of `otvet letter`, `templates`, `processors` and `disclosures`: what a letter needs, its number, and that
//! the answer to one person holds nothing of another.

use serde_json::{Value, json};

use crate::support::{
    BELOVA, Desk, KUZNETSOVA, OPERATOR, ORLOV, files, flip, imported, konekt, list, text, texts, unfinished,
};

const ANSWER: &str = "access_answer";
const ASK: &str = "ask_particulars";

/// What is left of a case when its person is given.
const CASE: &[&str] = &[
    "--received",
    "2026-11-20",
    "--channel",
    "post",
    "--kind",
    "access",
    "--text",
    "Прошу сообщить, что есть обо мне",
];

fn letter(number: &str, template: &str, out: &str) -> [String; 6] {
    ["letter", number, "--template", template, "--out", out].map(str::to_owned)
}

#[track_caller]
fn issue(desk: &Desk, number: &str, template: &str, out: &str) -> Value {
    let args = letter(number, template, out);
    let document = desk.json(&args.each_ref().map(String::as_str));
    assert_eq!(list(&document["letters"]).len(), 1, "{document}");
    assert!(list(&document["not_issued"]).is_empty(), "{document}");
    document["letters"][0].clone()
}

fn identify(desk: &Desk, number: &str) {
    desk.json(&["case", "identity", number, "--method", "signature", "--compared", "подпись в заявлении"]);
}

fn letters_of(desk: &Desk, number: &str) -> Value {
    desk.json(&["case", "show", number])["letters"].clone()
}

// ---- what a letter needs -------------------------------------------------------------------------------------

#[test]
fn an_answer_without_an_identity_check_is_not_issued() {
    let desk = Desk::with(imported());
    let before = files(&desk.vault());
    let args = letter(KUZNETSOVA, ANSWER, "a.pdf");
    let document = desk.run(&args.each_ref().map(String::as_str)).refused(1, "identity_missing");
    assert_eq!(document["not_issued"], json!([{ "case": KUZNETSOVA, "missing": ["identity_missing"] }]));
    assert!(list(&document["letters"]).is_empty());
    assert!(!desk.path("a.pdf").exists());
    desk.unchanged(&before);
}

#[test]
fn an_incomplete_operator_is_said_with_all_that_is_missing() {
    let desk = Desk::with(unfinished());
    desk.json(&[&["case", "add", "--full-name", "Белова Дарья Андреевна"], CASE].concat());
    let args = letter("2026-0001", ANSWER, "a.pdf");
    let refused = desk.run(&args.each_ref().map(String::as_str));
    let document = refused.document();
    assert_eq!(refused.status, 1, "{refused}");
    let mut missing: Vec<&str> = list(&document["not_issued"][0]["missing"]).iter().map(text).collect();
    assert_eq!(missing.first(), document["error"]["code"].as_str().as_ref(), "the first of what is missing");
    missing.sort_unstable();
    assert_eq!(missing, ["identity_missing", "operator_incomplete"]);

    identify(&desk, "2026-0001");
    let document = desk.run(&args.each_ref().map(String::as_str)).refused(1, "operator_incomplete");
    assert_eq!(document["not_issued"][0]["missing"], json!(["operator_incomplete"]));
    let message = text(&document["error"]["message"]);
    assert!(message.contains("адрес") && message.contains("подпис"), "{message}");
    assert!(!message.contains("наименование"), "the name is there: {message}");
    // A request for particulars needs the operator too.
    let args = letter("2026-0001", ASK, "f.pdf");
    desk.run(&args.each_ref().map(String::as_str)).refused(1, "operator_incomplete");
    // A draft with gaps can be looked at all the same.
    let args = [&args.each_ref().map(String::as_str)[..], &["--draft"]].concat();
    desk.json(&args);
    assert!(desk.read("f.pdf").starts_with(b"%PDF"));
}

#[test]
fn what_the_registers_lack_keeps_no_answer_back() {
    let desk = Desk::bare();
    desk.write("operator.toml", OPERATOR.replace("responsible =", "# responsible ="));
    desk.json(&["vault", "create", "--policy", "empty", "--operator", "operator.toml"]);
    desk.json(&[&["case", "add", "--full-name", "Белова Дарья Андреевна"], CASE].concat());
    add(&desk, "processors", "[[processor]]\nname = \"ООО «Пример-Колл»\"\n");
    identify(&desk, "2026-0001");
    assert_eq!(issue(&desk, "2026-0001", ANSWER, "a.pdf")["number"], "001/ПДн");
}

#[test]
fn a_template_that_is_unknown_or_not_built_is_said() {
    let desk = Desk::with(imported());
    let args = letter(KUZNETSOVA, "answer", "a.pdf");
    let document = desk.run(&args.each_ref().map(String::as_str)).refused(2, "template_unknown");
    assert!(text(&document["error"]["message"]).contains("«answer»"), "{document}");
    let args = letter(KUZNETSOVA, "extension", "a.pdf");
    let later = desk.run(&args.each_ref().map(String::as_str));
    assert_ne!(later.status, 0, "{later}");
    assert_eq!(later.document()["error"]["code"], "not_yet");
    assert!(!desk.path("a.pdf").exists());
}

#[test]
fn the_templates_are_those_of_the_law_page() {
    let view = Desk::bare().json(&["templates"]);
    let rows: Vec<(&str, &str)> =
        list(&view["templates"]).iter().map(|t| (text(&t["mark"]), text(&t["template"]))).collect();
    let expected = [
        ("A", "access_answer"),
        ("B", "no_data"),
        ("C", "extension"),
        ("D", "refusal"),
        ("E", "repeat_refusal"),
        ("F", "ask_particulars"),
        ("G", "rectified"),
        ("H", "destroyed"),
        ("I", "stopped"),
        ("J", "withdrawal"),
        ("K", "marketing_stopped"),
        ("L", "dissemination_stopped"),
        ("M", "objection_result"),
        ("N", "recipient_notice"),
        ("O", "processor_instruction"),
        ("P", "authority_answer"),
        ("Q", "incident_24h"),
        ("Q", "incident_72h"),
        ("R", "source_notice"),
        ("S", "destruction_act"),
    ];
    assert_eq!(rows, expected);
    let shown = Desk::bare().json(&["template", "show", ANSWER]);
    assert!(text(&shown["text"]).contains("template: access_answer"), "{shown}");
    Desk::bare().run(&["template", "show", "answer"]).refused(2, "template_unknown");
}

// ---- issuing -------------------------------------------------------------------------------------------------

#[test]
fn an_answer_is_issued_with_number_addressee_and_the_letter_of_the_law() {
    let desk = Desk::with(imported());
    identify(&desk, KUZNETSOVA);
    let issued = issue(&desk, KUZNETSOVA, ANSWER, "a.pdf");
    assert_eq!(issued["number"], "001/ПДн");
    assert_eq!(issued["case"], KUZNETSOVA);
    assert_eq!(issued["template"], ANSWER);
    assert_eq!(issued["path"], desk.path("a.pdf").to_str().expect("UTF-8"));
    let bytes = desk.read("a.pdf");
    assert!(bytes.starts_with(b"%PDF"));
    assert_eq!(issued["sha256"], desk::files::sha256(&bytes));

    let words = desk.pdf("a.pdf");
    for expected in ["№ 001/ПДн", "23.11.2026", "Кузнецовой М. И.", "Уважаемая Мария Ивановна!", KUZNETSOVA]
    {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    assert!(words.contains("+7 916 123-45-67"), "the answer holds the person's data: {words}");
    assert!(words.contains("Образцов"), "the signatory: {words}");

    let case = desk.json(&["case", "show", KUZNETSOVA]);
    assert_eq!(case["status"], "answered");
    let letters = list(&case["letters"]);
    assert_eq!(letters.len(), 1);
    for field in ["number", "template", "sha256"] {
        assert_eq!(letters[0][field], issued[field], "{field}");
    }
    assert_eq!(letters[0]["issued_on"], "2026-11-23");
    assert_eq!(desk.json(&["vault", "verify"])["ok"], true);
}

#[test]
fn a_request_for_particulars_needs_no_identity_and_moves_no_clock() {
    let desk = Desk::with(imported());
    let issued = issue(&desk, ORLOV, ASK, "f.pdf");
    assert_eq!(issued["number"], "001/ПДн");
    let words = desk.pdf("f.pdf");
    assert!(words.contains("№ 001/ПДн") && words.contains("Орлову П. С."), "{words}");
    assert!(words.contains("Уважаемый Пётр Сергеевич!"), "{words}");
    assert!(!words.contains("123-45-67"), "nothing of the data goes to somebody unknown: {words}");
    let case = desk.json(&["case", "show", ORLOV]);
    assert_eq!(case["status"], "particulars_requested");
    assert_eq!(case["demands"][0]["due_on"], "2026-11-18");
}

#[test]
fn a_draft_takes_no_number_and_writes_nothing_into_the_register() {
    let desk = Desk::with(imported());
    let before = files(&desk.vault());
    let args = letter(ORLOV, ASK, "draft.pdf");
    let document = desk.json(&[&args.each_ref().map(String::as_str)[..], &["--draft"]].concat());
    assert!(document["letters"][0]["number"].is_null(), "{document}");
    assert!(desk.read("draft.pdf").starts_with(b"%PDF"));
    assert!(!desk.pdf("draft.pdf").contains("001/ПДн"));
    desk.unchanged(&before);
    assert_eq!(issue(&desk, ORLOV, ASK, "f.pdf")["number"], "001/ПДн");
}

#[test]
fn numbers_have_no_gaps() {
    let desk = Desk::with(imported());
    assert_eq!(issue(&desk, ORLOV, ASK, "1.pdf")["number"], "001/ПДн");
    let args = letter(KUZNETSOVA, ANSWER, "no.pdf");
    desk.run(&args.each_ref().map(String::as_str)).refused(1, "identity_missing");
    let args = letter("2026-0404", ASK, "no.pdf");
    let refused = desk.run(&args.each_ref().map(String::as_str)).refused(1, "not_found");
    assert_eq!(refused["not_issued"][0]["case"], "2026-0404");
    assert_eq!(issue(&desk, KUZNETSOVA, ASK, "2.pdf")["number"], "002/ПДн");
    let args = letter(BELOVA, ASK, "2.pdf");
    desk.run(&args.each_ref().map(String::as_str)).refused(1, "would_overwrite");
    assert_eq!(issue(&desk, BELOVA, ASK, "3.pdf")["number"], "003/ПДн");
    // The mask has no year: a new one must not give a number again.
    let args = letter(BELOVA, ASK, "4.pdf");
    let next = desk.json(&[&args.each_ref().map(String::as_str)[..], &["--today", "2027-01-11"]].concat());
    assert_eq!(next["letters"][0]["number"], "004/ПДн");
}

#[test]
fn a_file_that_is_there_is_not_written_over_unasked() {
    let desk = Desk::with(imported());
    desk.write("f.pdf", "моё");
    let before = files(&desk.vault());
    let args = letter(ORLOV, ASK, "f.pdf");
    let args = args.each_ref().map(String::as_str);
    let document = desk.run(&args).refused(1, "would_overwrite");
    assert_eq!(document["error"]["place"], "f.pdf");
    assert_eq!(desk.read("f.pdf"), "моё".as_bytes());
    desk.unchanged(&before);
    desk.json(&[&args[..], &["--force"]].concat());
    assert!(desk.read("f.pdf").starts_with(b"%PDF"));
}

#[test]
fn lateness_and_a_missing_address_are_warnings() {
    let desk = Desk::with(imported());
    identify(&desk, KUZNETSOVA);
    // The access demand was due on 30 November.
    let args = letter(KUZNETSOVA, ANSWER, "a.pdf");
    let late = desk.json(&[&args.each_ref().map(String::as_str)[..], &["--today", "2026-12-02"]].concat());
    let mut codes = texts(&late["warnings"], "code");
    codes.sort_unstable();
    assert_eq!(codes.len(), 2, "{late}");
    assert!(list(&late["warnings"]).iter().all(|w| !text(&w["message"]).is_empty()));
}

// ---- registers -----------------------------------------------------------------------------------------------

const PROCESSOR: &str = r#"
[[processor]]
name = "ООО «Пример-Колл»"
address = "170100, г. Тверь, ул. Лесная, д. 1"
inn = "6900000004"
country = "RU"
contract = { number = "12/2026", date = 2026-02-01, until = 2027-02-01 }
purposes = ["обработка обращений абонентов"]
data = ["фамилия, имя, отчество", "номер телефона"]
checklist = { data_list = { state = "met", clause = "п. 2.1" }, actions_list = { state = "unknown" } }
"#;

const DISCLOSURES: &str = r#"
[[disclosure]]
date = 2026-03-02
recipient = "ООО «Альфа-Доставка»"
recipient_address = "101000, г. Москва, ул. Ясная, д. 3"
kind = "independent_operator"
ground = "договор № 1"
purpose = "доставка оборудования"
data = ["номер телефона"]
subject = { phone = "8 (916) 000-11-22" }
channel = "выгрузка по защищённому каналу"

[[disclosure]]
date = 2026-04-03
recipient = "ООО «Бета-Опрос»"
kind = "independent_operator"
ground = "договор № 2"
purpose = "опрос абонентов"
data = ["адрес электронной почты"]
subject = { email = "m.kuznetsova@example.ru" }

[[disclosure]]
date = 2026-05-04
recipient = "ООО «Гамма-Однофамилец»"
kind = "independent_operator"
ground = "договор № 3"
purpose = "опрос абонентов"
data = ["фамилия, имя, отчество"]
subject = { full_name = "Кузнецова Мария Ивановна" }

[[disclosure]]
date = 2026-06-05
recipient = "Приволжский районный суд"
kind = "court"
ground = "запрос суда"
purpose = "рассмотрение дела"
data = ["номер телефона"]
subject = { case = "2026-0001" }
"#;

#[track_caller]
fn add(desk: &Desk, register: &str, toml: &str) -> Value {
    desk.write("add.toml", toml);
    desk.json(&[register, "add", "--file", "add.toml"])
}

#[test]
fn a_processor_is_added_listed_and_shown() {
    let desk = Desk::with(konekt());
    let added = add(&desk, "processors", PROCESSOR);
    assert_eq!(added["added"], json!(["ООО «Пример-Колл»"]));
    assert!(list(&added["updated"]).is_empty());
    let page = desk.json(&["processors", "list"]);
    assert_eq!(texts(&page["processors"], "name"), ["ООО «Пример-Колл»"]);
    assert_eq!(page["processors"][0]["contract_until"], "2027-02-01");
    assert_eq!(page["processors"][0]["met"], 1);
    let shown = desk.json(&["processors", "show", "ООО «Пример-Колл»"]);
    assert_eq!(shown["address"], "170100, г. Тверь, ул. Лесная, д. 1");
    assert_eq!(
        (&shown["contract_number"], &shown["contract_date"]),
        (&json!("12/2026"), &json!("2026-02-01"))
    );
    // Ten points of the law; what is not said is unknown.
    let checklist = list(&shown["checklist"]);
    assert_eq!(checklist.len(), 10);
    let state = |point: &str| checklist.iter().find(|p| p["point"] == point).map(|p| text(&p["state"]));
    assert_eq!(
        (state("data_list"), state("actions_list"), state("security")),
        (Some("met"), Some("unknown"), Some("unknown"))
    );
    let id = text(&page["processors"][0]["id"]).to_owned();
    assert_eq!(desk.json(&["processors", "show", &id]), shown);
    desk.run(&["processors", "show", "ООО «Нет»"]).refused(1, "not_found");
}

#[test]
fn a_processor_of_a_known_name_is_replaced() {
    let desk = Desk::with(konekt());
    add(&desk, "processors", PROCESSOR);
    let updated = add(&desk, "processors", &PROCESSOR.replace("ул. Лесная, д. 1", "ул. Новая, д. 9"));
    assert_eq!((&updated["added"], &updated["updated"]), (&json!([]), &json!(["ООО «Пример-Колл»"])));
    let page = desk.json(&["processors", "list"]);
    assert_eq!(list(&page["processors"]).len(), 1);
    let shown = desk.json(&["processors", "show", "ООО «Пример-Колл»"]);
    assert_eq!(shown["address"], "170100, г. Тверь, ул. Новая, д. 9");
}

#[test]
fn an_unknown_key_or_word_of_a_register_file_is_named_and_nothing_is_added() {
    let desk = Desk::with(imported());
    let before = files(&desk.vault());
    for (register, toml, named) in [
        ("processors", PROCESSOR.replace("country =", "land ="), "land"),
        ("processors", PROCESSOR.replace("until =", "till ="), "till"),
        ("processors", PROCESSOR.replace("actions_list", "deeds"), "deeds"),
        ("processors", PROCESSOR.replace("\"met\"", "\"yes\""), "met, not_met, unknown"),
        ("disclosures", DISCLOSURES.replace("purpose =", "aim ="), "aim"),
        ("disclosures", DISCLOSURES.replace("\"court\"", "\"tribunal\""), "state_body, court"),
        ("disclosures", DISCLOSURES.replace("phone =", "fax ="), "fax"),
        ("disclosures", DISCLOSURES.replace("2026-0001", "2026-0404"), "2026-0404"),
        ("disclosures", DISCLOSURES.replace("subject = {", "nobody = {"), "nobody"),
    ] {
        desk.write("add.toml", &toml);
        let run = desk.run(&[register, "add", "--file", "add.toml"]);
        assert_eq!(run.status, 1, "{named}: {run}");
        let said = run.document()["error"].to_string();
        assert!(said.contains(named), "{named}: {said}");
    }
    desk.unchanged(&before);
}

#[test]
fn disclosures_need_a_person_and_a_day_that_was() {
    let desk = Desk::with(imported());
    let none = DISCLOSURES.replace("subject = { phone = \"8 (916) 000-11-22\" }\n", "");
    let future = DISCLOSURES.replace("2026-03-02", "2026-11-24");
    for (toml, field) in [(none, "subject"), (future, "on")] {
        desk.write("add.toml", &toml);
        let document = desk.run(&["disclosures", "add", "--file", "add.toml"]).refused(1, "field_invalid");
        assert_eq!(document["error"]["place"], field);
    }
    assert!(list(&desk.json(&["disclosures", "list"])["disclosures"]).is_empty());
}

#[test]
fn a_large_register_file_is_taken_whole() {
    let desk = Desk::with(konekt());
    let one = &DISCLOSURES[..DISCLOSURES.find("\n\n").expect("the first of them")];
    let toml: String = (0..3000)
        .map(|n| one.replace("000-11-22", &format!("{:03}-{:02}-{:02}", n / 10_000, n / 100, n % 100)))
        .collect();
    assert!(toml.len() > 1 << 20, "{}", toml.len());
    assert_eq!(list(&add(&desk, "disclosures", &toml)["added"]).len(), 3000);
}

#[test]
fn disclosures_are_listed_shown_and_never_doubled() {
    let desk = Desk::with(imported());
    assert_eq!(list(&add(&desk, "disclosures", DISCLOSURES)["added"]).len(), 4);
    assert!(list(&add(&desk, "disclosures", DISCLOSURES)["added"]).is_empty(), "the same events again");
    let page = desk.json(&["disclosures", "list"]);
    assert_eq!(texts(&page["disclosures"], "date"), ["2026-06-05", "2026-05-04", "2026-04-03", "2026-03-02"]);
    let last = &page["disclosures"][3];
    let shown = desk.json(&["disclosures", "show", text(&last["id"])]);
    assert_eq!(&shown, last);
    assert_eq!(shown["recipient"], "ООО «Альфа-Доставка»");
    assert_eq!(shown["data"], json!(["номер телефона"]));
    assert!(text(&shown["subject"]).contains("916 000-11-22"), "{shown}");
    desk.run(&["disclosures", "show", "99"]).refused(1, "not_found");
    let searched = desk.json(&["disclosures", "list", "--search", "бета"]);
    assert_eq!(texts(&searched["disclosures"], "recipient"), ["ООО «Бета-Опрос»"]);
}

#[test]
fn a_person_is_told_of_their_own_disclosures_and_of_nobody_elses() {
    let desk = Desk::with(imported());
    add(&desk, "disclosures", DISCLOSURES);
    let of = |number: &str| {
        let page = desk.json(&["disclosures", "list", "--case", number]);
        texts(&page["disclosures"], "recipient").join("; ")
    };
    // By e-mail and by case; a name alone never suffices.
    assert_eq!(of(KUZNETSOVA), "ООО «Бета-Опрос»; Приволжский районный суд");
    assert_eq!(of(BELOVA), "ООО «Альфа-Доставка»");
    for (number, own, others) in [
        (KUZNETSOVA, &["Бета-Опрос", "районный суд"] as &[&str], &["Альфа-Доставка", "Гамма"] as &[&str]),
        (BELOVA, &["Альфа-Доставка", "ул. Ясная, д. 3"], &["Бета-Опрос", "районный суд", "Гамма"]),
    ] {
        identify(&desk, number);
        let name = format!("{number}.pdf");
        issue(&desk, number, ANSWER, &name);
        let words = desk.pdf(&name).replace('\n', " ");
        assert!(own.iter().all(|recipient| words.contains(recipient)), "{number}: {words}");
        assert!(!others.iter().any(|recipient| words.contains(recipient)), "{number}: {words}");
    }
    let words = desk.pdf(&format!("{BELOVA}.pdf"));
    assert!(!words.contains("Кузнецов") && !words.contains("123-45-67"), "{words}");
}

#[test]
fn a_changed_processor_changes_the_next_draft_and_no_issued_letter() {
    let desk = Desk::with(imported());
    add(&desk, "processors", PROCESSOR);
    identify(&desk, KUZNETSOVA);
    issue(&desk, KUZNETSOVA, ANSWER, "issued.pdf");
    let (bytes, kept) = (desk.read("issued.pdf"), letters_of(&desk, KUZNETSOVA));
    assert!(desk.pdf("issued.pdf").replace('\n', " ").contains("ул. Лесная, д. 1"));

    add(&desk, "processors", &PROCESSOR.replace("ул. Лесная, д. 1", "ул. Новая, д. 9"));
    let args = letter(KUZNETSOVA, ANSWER, "draft.pdf");
    desk.json(&[&args.each_ref().map(String::as_str)[..], &["--draft"]].concat());
    let draft = desk.pdf("draft.pdf").replace('\n', " ");
    assert!(draft.contains("ул. Новая, д. 9") && !draft.contains("ул. Лесная, д. 1"), "{draft}");
    assert_eq!(desk.read("issued.pdf"), bytes);
    assert_eq!(letters_of(&desk, KUZNETSOVA), kept);
    assert_eq!(kept[0]["sha256"], desk::files::sha256(&bytes));
    // The letter in the register is whole as well: a changed one would be found.
    assert_eq!(desk.json(&["vault", "verify"])["ok"], true);
    let at =
        usize::try_from(std::fs::metadata(desk.database()).expect("a database").len()).expect("small") - 5000;
    flip(&desk.database(), at);
    assert_eq!(desk.run(&["vault", "verify"]).status, 1);
}
