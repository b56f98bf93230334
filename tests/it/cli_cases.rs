//! Contract of `otvet cases` and `otvet case`: order, filters, search, and the acts on one case.

use serde_json::{Value, json};

use crate::support::{
    BELOVA, Desk, KUZNETSOVA, ORLOV, count, demand, files, imported, konekt, list, text, texts,
};

fn numbers(page: &Value) -> Vec<&str> {
    texts(&page["cases"], "number")
}

/// The numbers that a list gives.
#[track_caller]
fn found(desk: &Desk, args: &[&str]) -> Vec<String> {
    let page = desk.json(&[&["cases"], args].concat());
    assert_eq!(count(&page["total"]), numbers(&page).len() as u64);
    numbers(&page).into_iter().map(str::to_owned).collect()
}

// ---- list ----------------------------------------------------------------------------------------------------

#[test]
fn the_nearest_due_date_comes_first() {
    let page = Desk::with(imported()).json(&["cases"]);
    // Due 18 November (at once), 26 November, 21 December (the 20th is a Sunday).
    assert_eq!(numbers(&page), [ORLOV, KUZNETSOVA, BELOVA]);
    assert_eq!(page["total"], 3);
    assert!(page["next"].is_null());
    let first = &page["cases"][0];
    assert_eq!(first["received_on"], "2026-11-18");
    assert_eq!(first["subject"], "Орлов Пётр Сергеевич");
    assert_eq!(first["status"], "accepted");
    assert_eq!(
        first["demands"],
        json!([{ "kind": "stop_marketing", "due_on": "2026-11-18", "status": "open" }])
    );
    let dates: Vec<&str> = list(&page["cases"][1]["demands"]).iter().map(|d| text(&d["due_on"])).collect();
    assert_eq!(dates, ["2026-11-26", "2026-11-30"]);
    assert_eq!(page["cases"][2]["demands"][0]["due_on"], "2026-12-21");
}

#[test]
fn equal_dates_are_in_the_order_of_numbers() {
    let desk = Desk::with(konekt());
    for name in ["Яковлев Пётр Ильич", "Андреев Олег Ильич", "Мамонтов Лев Ильич"]
    {
        let args =
            ["--received", "2026-11-20", "--channel", "post", "--kind", "access", "--text", "Прошу ответить"];
        desk.json(&[&["case", "add", "--full-name", name], &args[..]].concat());
    }
    assert_eq!(found(&desk, &[]), ["2026-0001", "2026-0002", "2026-0003"]);
}

#[test]
fn lists_are_filtered() {
    let desk = Desk::with(imported());
    assert_eq!(found(&desk, &["--kind", "access"]), [KUZNETSOVA]);
    assert_eq!(found(&desk, &["--kind", "withdraw_consent"]), [BELOVA]);
    assert_eq!(found(&desk, &["--due-by", "2026-11-26"]), [ORLOV, KUZNETSOVA]);
    assert_eq!(found(&desk, &["--due-by", "2026-11-25"]), [ORLOV]);
    assert_eq!(found(&desk, &["--overdue"]), [ORLOV]);
    // Belova's withdrawal of consent asks to stop at once, and nobody has recorded that it was done.
    assert_eq!(found(&desk, &["--overdue", "--today", "2026-12-01"]), [ORLOV, KUZNETSOVA, BELOVA]);
    assert_eq!(found(&desk, &["--status", "answered"]), [] as [&str; 0]);
    assert_eq!(found(&desk, &["--status", "accepted", "--kind", "destruction"]), [KUZNETSOVA]);
}

#[test]
fn unknown_words_of_a_filter_are_wrong_usage() {
    let desk = Desk::with(konekt());
    desk.run(&["cases", "--kind", "удаление"]).refused(2, "field_invalid");
    let document = desk.run(&["cases", "--status", "done"]).refused(2, "field_invalid");
    assert!(text(&document["error"]["hint"]).contains("answered"), "{document}");
}

#[test]
fn search_finds_numbers_names_mail_text_and_telephones_in_any_spelling() {
    let desk = Desk::with(imported());
    for (words, cases) in [
        (KUZNETSOVA, &[KUZNETSOVA] as &[&str]),
        ("кузнец", &[KUZNETSOVA]),
        ("мария кузнецова", &[KUZNETSOVA]),
        ("петр", &[ORLOV]),
        ("9161234567", &[ORLOV, KUZNETSOVA]),
        ("+7 (916) 123-45-67", &[ORLOV, KUZNETSOVA]),
        ("8 916 000 11 22", &[BELOVA]),
        ("m.kuznetsova@example.ru", &[KUZNETSOVA]),
        ("рекламными", &[ORLOV]),
        ("нигде", &[]),
        ("\"", &[]),
    ] {
        assert_eq!(found(&desk, &["--search", words]), cases, "{words}");
    }
}

#[test]
fn a_contract_number_is_found() {
    let desk = Desk::with(konekt());
    let args = ["--received", "2026-11-20", "--kind", "access", "--text", "Прошу ответить"];
    desk.json(
        &[&["case", "add", "--full-name", "Белова Дарья", "--contract", "Л/С 40010099"], &args[..]].concat(),
    );
    assert_eq!(found(&desk, &["--search", "40010099"]), ["2026-0001"]);
}

#[test]
fn pages_follow_one_another_without_gap_or_double() {
    let desk = Desk::with(imported());
    let whole = found(&desk, &[]);
    let mut gathered: Vec<String> = Vec::new();
    let mut after: Option<String> = None;
    for turn in 0..4 {
        let mut args = vec!["cases", "--limit", "1"];
        if let Some(cursor) = &after {
            args.extend(["--after", cursor]);
        }
        let page = desk.json(&args);
        assert_eq!(page["total"], 3, "the total is of all pages");
        gathered.extend(numbers(&page).into_iter().map(str::to_owned));
        match page["next"].as_str() {
            Some(next) => after = Some(next.to_owned()),
            None => {
                assert_eq!(turn, 2, "three pages");
                break;
            }
        }
    }
    assert_eq!(gathered, whole);
    desk.run(&["cases", "--after", "wrong"]).refused(1, "not_found");
}

// ---- one case ------------------------------------------------------------------------------------------------

const ADD: &[&str] = &[
    "case",
    "add",
    "--received",
    "2026-11-16",
    "--channel",
    "post",
    "--full-name",
    "Седых Анна Львовна",
    "--phone",
    "8 (916) 777-66-55",
    "--email",
    "Sedykh@Example.ru",
    "--address",
    "г. Тверь, ул. Мира, д. 2",
    "--contract",
    "12345",
    "--birth-date",
    "1990-05-06",
    "--text",
    "Прошу сообщить, какие данные обо мне есть",
];

/// [`ADD`] with one option changed, left out (`None`) or added.
fn add(option: &str, value: Option<&str>) -> Vec<String> {
    let mut args: Vec<String> = ADD.iter().map(|a| (*a).to_owned()).collect();
    match (args.iter().position(|a| a == option), value) {
        (Some(at), Some(value)) => args[at + 1] = value.to_owned(),
        (Some(at), None) => drop(args.drain(at..=at + 1)),
        (None, Some(value)) => args.extend([option.to_owned(), value.to_owned()]),
        (None, None) => {}
    }
    args
}

fn words(args: &[String]) -> Vec<&str> {
    args.iter().map(String::as_str).collect()
}

#[test]
fn a_case_that_was_added_is_shown_whole() {
    let desk = Desk::with(konekt());
    let added = desk.json(&words(&add("--kind", Some("access,stop_marketing"))));
    assert_eq!(added["number"], "2026-0001");
    assert_eq!(added["received_on"], "2026-11-16");
    assert_eq!(added["channel"], "post");
    assert_eq!(added["status"], "accepted");
    assert_eq!(
        added["subject"],
        json!({
            "full_name": "Седых Анна Львовна", "phone": "+79167776655", "email": "sedykh@example.ru",
            "address": "г. Тверь, ул. Мира, д. 2", "contract": "12345", "birth_date": "1990-05-06",
        })
    );
    assert!(added["identity"].is_null());
    assert_eq!(added["contacts"][0]["text"], "Прошу сообщить, какие данные обо мне есть");
    assert_eq!(added["contacts"][0]["channel"], "post");
    assert_eq!(list(&added["demands"]).len(), 2);
    let access = demand(&added, "access");
    assert_eq!((&access["due_on"], &access["provisional"]), (&json!("2026-11-30"), &json!(false)));
    assert_eq!((&access["status"], &access["outcome"]), (&json!("open"), &json!(null)));
    // From the 17th to the 30th, the last one the tenth working day.
    let steps = list(&access["steps"]);
    assert_eq!(steps.len(), 14);
    assert_eq!((&steps[13]["date"], &steps[13]["day"]), (&json!("2026-11-30"), &json!(10)));
    assert_eq!(demand(&added, "stop_marketing")["due_on"], "2026-11-16");
    assert_eq!(list(&added["letters"]).len(), 0);
    assert_eq!(list(&added["timeline"]).len(), 1);
    assert_eq!(desk.json(&["case", "show", "2026-0001"]), added);
}

#[test]
fn without_kinds_they_come_from_the_text() {
    let desk = Desk::with(konekt());
    let added = desk.json(&words(&add("--text", Some("Отзываю согласие на обработку персональных данных"))));
    assert_eq!(texts(&added["demands"], "kind"), ["withdraw_consent"]);
    let nothing = add("--text", Some("Не работает интернет"));
    desk.run(&words(&nothing)).refused(1, "field_invalid");
    assert_eq!(desk.total(), 1);
}

#[test]
fn bad_input_is_refused_field_by_field() {
    let desk = Desk::with(konekt());
    let before = files(&desk.vault());
    for (option, value, status, field) in [
        ("--received", Some("2026-11-24"), 1, "received"),
        ("--received", None, 2, "received"),
        ("--text", None, 2, "text"),
        ("--text", Some("  "), 1, "text"),
        ("--kind", Some("access,other"), 2, "kind"),
        ("--channel", Some("pigeon"), 2, "channel"),
        ("--phone", Some("12"), 1, "phone"),
        ("--email", Some("nobody"), 1, "email"),
        ("--birth-date", Some("2027-01-01"), 1, "birth_date"),
        ("--detected-at", Some("16.11.2026"), 2, "detected_at"),
    ] {
        let document = desk.run(&words(&add(option, value))).refused(status, "field_invalid");
        assert_eq!(document["error"]["place"], field, "{option} {value:?}");
    }
    desk.run(&["case", "add", "--received", "2026-11-16", "--text", "Удалите мои персональные данные"])
        .refused(1, "field_invalid");
    desk.unchanged(&before);
}

#[test]
fn a_case_added_by_hand_never_joins_but_names_who_it_may_be() {
    let desk = Desk::with(imported());
    let args =
        ["--received", "2026-11-20", "--kind", "access", "--text", "Прошу ответить", "--phone", "9160001122"];
    let added = desk.json(&[&["case", "add", "--full-name", "Белова Дарья Андреевна"], &args[..]].concat());
    assert_eq!(added["number"], "2026-0004");
    assert_eq!(texts(&added["similar"], "number"), [BELOVA]);
    assert_eq!(list(&desk.json(&["case", "show", BELOVA])["contacts"]).len(), 1);
}

#[test]
fn a_term_in_hours_needs_a_time() {
    let desk = Desk::with(konekt());
    let mut args = add("--kind", Some("incident_24h"));
    args.extend(["--detected-at".to_owned(), "2026-11-16T15:30:00+03:00".to_owned()]);
    let added = desk.json(&words(&args));
    let incident = demand(&added, "incident_24h");
    assert_eq!(incident["due_on"], "2026-11-17");
    assert_eq!(incident["due"]["due_at"], "2026-11-17T15:30:00+03:00");
}

#[test]
fn a_case_that_is_not_there_is_named() {
    let desk = Desk::with(imported());
    for args in [
        &["case", "show", "2026-0404"] as &[&str],
        &["case", "identity", "2026-0404", "--method", "document", "--compared", "паспорт"],
        &["case", "close", "2026-0404", "--demand", "access", "--outcome", "satisfied"],
    ] {
        let document = desk.run(args).refused(1, "not_found");
        assert!(text(&document["error"]["message"]).contains("2026-0404"), "{document}");
    }
}

#[test]
fn an_identity_check_is_recorded_and_does_not_move_the_clock() {
    let desk = Desk::with(imported());
    let base = ["case", "identity", KUZNETSOVA, "--method", "signature", "--compared", "подпись в заявлении"];
    let case = desk.json(&[&base[..], &["--on", "2026-11-20"]].concat());
    assert_eq!(case["identity"]["method"], "signature");
    assert_eq!(case["identity"]["on"], "2026-11-20");
    assert_eq!(case["identity"]["compared"], "подпись в заявлении");
    assert_eq!(case["status"], "identity_confirmed");
    assert_eq!(demand(&case, "access")["due_on"], "2026-11-30");
    let timeline = list(&case["timeline"]);
    assert!(text(&timeline[timeline.len() - 1]["what"]).contains("Личность"), "{case}");
}

#[test]
fn an_identity_check_needs_a_method_and_something_compared() {
    let desk = Desk::with(imported());
    let base = ["case", "identity", KUZNETSOVA];
    let with = |more: &[&str], status| {
        let document = desk.run(&[&base[..], more].concat()).refused(status, "field_invalid");
        text(&document["error"]["place"]).to_owned()
    };
    with(&["--method", "voice", "--compared", "голос"], 2);
    assert_eq!(with(&["--method", "document", "--compared", " "], 1), "compared");
    assert_eq!(with(&["--method", "document", "--compared", "паспорт", "--on", "2026-11-24"], 1), "on");
    desk.run(&[&base[..], &["--method", "document"]].concat()).refused(2, "usage");
    assert!(desk.json(&["case", "show", KUZNETSOVA])["identity"].is_null());
}

#[test]
fn a_check_by_telephone_is_recorded_with_a_warning() {
    let desk = Desk::with(konekt());
    desk.json(&words(&add("--channel", Some("call"))));
    let case =
        desk.json(&["case", "identity", "2026-0001", "--method", "account", "--compared", "кодовое слово"]);
    assert!(text(&case["identity"]["warning"]).contains("4.2"), "{case}");
}

#[test]
fn a_demand_is_closed_once() {
    let desk = Desk::with(imported());
    let args = ["case", "close", KUZNETSOVA, "--demand", "destruction", "--outcome", "satisfied"];
    let case = desk.json(&args);
    let closed = demand(&case, "destruction");
    assert_eq!((&closed["status"], &closed["outcome"]), (&json!("closed"), &json!("satisfied")));
    assert_eq!(closed["closed_on"], "2026-11-23");
    assert_eq!(demand(&case, "access")["status"], "open");
    assert_ne!(case["status"], "closed");
    desk.run(&args).refused(1, "demand_not_open");
    let case =
        desk.json(&["case", "close", KUZNETSOVA, "--demand", "access", "--outcome", "done_by_subject"]);
    assert_eq!(case["status"], "closed");
    // Nothing of it is due any more: it goes to the end.
    assert_eq!(found(&desk, &[]), [ORLOV, BELOVA, KUZNETSOVA]);
}

#[test]
fn a_refusal_needs_its_ground() {
    let desk = Desk::with(imported());
    let args = ["case", "close", BELOVA, "--demand", "withdraw_consent", "--outcome", "refused"];
    let document = desk.run(&args).refused(1, "field_invalid");
    assert_eq!(document["error"]["place"], "ground");
    let ground = "ст. 6 ч. 1 п. 5: исполнение договора";
    let case = desk.json(&[&args[..], &["--ground", ground]].concat());
    let closed = demand(&case, "withdraw_consent");
    assert_eq!((&closed["outcome"], &closed["ground"]), (&json!("refused"), &json!(ground)));
}

#[test]
fn closing_needs_right_words_and_a_possible_day() {
    let desk = Desk::with(imported());
    let base = ["case", "close", BELOVA, "--demand"];
    let with = |more: &[&str]| desk.run(&[&base[..], more].concat());
    with(&["withdraw_consent", "--outcome", "done"]).refused(2, "field_invalid");
    with(&["withdraw", "--outcome", "satisfied"]).refused(2, "field_invalid");
    with(&["access", "--outcome", "satisfied"]).refused(1, "demand_not_open");
    // Received on the 20th; today is the 23rd.
    for day in ["2026-11-19", "2026-11-24"] {
        with(&["withdraw_consent", "--outcome", "satisfied", "--on", day]).refused(1, "field_invalid");
    }
    let case = with(&["withdraw_consent", "--outcome", "partly", "--on", "2026-11-20"]).done().document();
    assert_eq!(demand(&case, "withdraw_consent")["closed_on"], "2026-11-20");
}
