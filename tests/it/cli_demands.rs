//! Contract of `otvet case demand`, `case extend` and `case join`: demands corrected by hand with their dates counted
//! anew, the one extension of a term, two cases of one person made one.

use serde_json::Value;

use crate::support::{BELOVA, Desk, KUZNETSOVA, ORLOV, demand, imported, konekt, list, text, texts};

/// What the timeline says, oldest first.
fn timeline(case: &Value) -> String {
    texts(&case["timeline"], "what").join("\n")
}

fn kinds(case: &Value) -> Vec<&str> {
    texts(&case["demands"], "kind")
}

#[track_caller]
fn verified(desk: &Desk) {
    let verified = desk.json(&["vault", "verify"]);
    assert_eq!(verified["ok"], true, "{verified}");
}

fn add(desk: &Desk, received: &str, kind: &str, who: &[&str]) -> String {
    let base = [
        "case",
        "add",
        "--channel",
        "post",
        "--received",
        received,
        "--kind",
        kind,
        "--text",
        "Прошу ответить",
    ];
    text(&desk.json(&[&base[..], who].concat())["number"]).to_owned()
}

// ---- correcting ----------------------------------------------------------------------------------------------

#[test]
fn an_added_demand_counts_from_receipt() {
    let desk = Desk::with(imported());
    let case = desk.json(&["case", "demand", BELOVA, "--add", "stop_processing"]);
    // Received on Friday the 20th: ten working days end on 4 December.
    assert_eq!(demand(&case, "stop_processing")["due_on"], "2026-12-04");
    assert_eq!(demand(&case, "withdraw_consent")["due_on"], "2026-12-21");
    assert!(timeline(&case).contains("Добавлено требование: Прекращение обработки"), "{}", timeline(&case));
    let page = desk.json(&["cases", "--due-by", "2026-12-04", "--kind", "stop_processing"]);
    assert_eq!(texts(&page["cases"], "number"), [BELOVA], "the list is ordered by the new date");
    let again = desk.run(&["case", "demand", BELOVA, "--add", "stop_processing"]).refused(1, "demand_known");
    assert_eq!(again["error"]["place"], "kind");
    verified(&desk);
}

#[test]
fn a_changed_kind_has_the_clock_of_its_own() {
    let desk = Desk::with(imported());
    let before = desk.json(&["case", "show", KUZNETSOVA]);
    assert_eq!(demand(&before, "destruction")["due_on"], "2026-11-26");
    let case =
        desk.json(&["case", "demand", KUZNETSOVA, "--from", "destruction", "--to", "withdraw_consent"]);
    assert_eq!(kinds(&case), ["access", "withdraw_consent"]);
    // Thirty days from the 17th, when the contact came: the 17th of December is a Thursday.
    assert_eq!(demand(&case, "withdraw_consent")["due_on"], "2026-12-17");
    assert!(
        timeline(&case).contains("было «Уничтожение данных», стало «Отзыв согласия»"),
        "{}",
        timeline(&case)
    );
    desk.run(&["case", "demand", KUZNETSOVA, "--from", "destruction", "--to", "complaint"])
        .refused(1, "demand_not_open");
    let known = desk.run(&["case", "demand", KUZNETSOVA, "--from", "access", "--to", "withdraw_consent"]);
    assert_eq!(known.refused(1, "demand_known")["error"]["place"], "to_kind");
    desk.run(&["case", "demand", KUZNETSOVA, "--from", "access", "--to", "not_personal_data"])
        .refused(1, "field_invalid");
    verified(&desk);
}

#[test]
fn a_demand_that_was_none_is_struck_out_with_a_trace() {
    let desk = Desk::with(imported());
    let case =
        desk.json(&["case", "demand", KUZNETSOVA, "--strike", "destruction", "--reason", "речь об услуге"]);
    assert_eq!(kinds(&case), ["access"]);
    assert_eq!(case["status"], "accepted");
    let told = timeline(&case);
    assert!(
        told.contains("Снято как неверно прочитанное: Уничтожение данных. Причина: речь об услуге"),
        "{told}"
    );
    let contact = &case["contacts"][1];
    assert_eq!(contact["proposed"][0]["decision"], "struck", "{contact}");
    assert_eq!(case["contacts"][0]["proposed"][0]["decision"], "proposed");
    let confirmed = desk.json(&["case", "demand", KUZNETSOVA, "--confirm", "access"]);
    assert_eq!(confirmed["contacts"][0]["proposed"][0]["decision"], "confirmed");
    verified(&desk);
}

#[test]
fn the_last_open_demand_needs_what_the_case_is_instead() {
    let desk = Desk::with(imported());
    let refused =
        desk.run(&["case", "demand", ORLOV, "--strike", "stop_marketing"]).refused(1, "last_demand");
    assert_eq!(refused["error"]["place"], "reason");
    assert_eq!(kinds(&desk.json(&["case", "show", ORLOV])), ["stop_marketing"], "nothing was written");
    let args = ["case", "demand", ORLOV, "--strike", "stop_marketing", "--reason", "жалоба на соседа"];
    let case = desk.json(&args);
    assert_eq!(case["status"], "closed");
    assert_eq!(list(&case["demands"]).len(), 0);
    let told = timeline(&case);
    assert!(told.contains("Обращение закрыто: требований по 152-ФЗ нет"), "{told}");
    assert!(told.contains("жалоба на соседа"), "{told}");
    let page = desk.json(&["cases", "--overdue"]);
    assert_eq!(page["total"], 0, "it is not late any more");
    // A case closed by mistake opens again with a demand.
    let reopened = desk.json(&["case", "demand", ORLOV, "--add", "stop_marketing"]);
    assert_eq!(reopened["status"], "reopened");
    assert_eq!(demand(&reopened, "stop_marketing")["due_on"], "2026-11-18");
    desk.json(&["journal", "--from", "2026-11-01", "--to", "2026-11-30", "--out", "journal.csv"]);
    verified(&desk);
}

#[test]
fn one_act_at_a_time() {
    let desk = Desk::with(konekt());
    for args in [
        &["case", "demand", "2026-0001"] as &[&str],
        &["case", "demand", "2026-0001", "--from", "access"],
        &["case", "demand", "2026-0001", "--add", "access", "--strike", "access"],
    ] {
        desk.run(args).refused(2, "usage");
    }
    desk.run(&["case", "demand", "2026-0001", "--add", "удаление"]).refused(2, "field_invalid");
    desk.run(&["case", "demand", "2026-0001", "--add", "access"]).refused(1, "not_found");
}

#[test]
fn a_correction_is_taken_back_by_undo() {
    let desk = Desk::with(imported());
    desk.json(&["case", "demand", KUZNETSOVA, "--strike", "destruction"]);
    desk.json(&["undo"]);
    let case = desk.json(&["case", "show", KUZNETSOVA]);
    assert_eq!(demand(&case, "destruction")["due_on"], "2026-11-26");
    verified(&desk);
}

// ---- extending -----------------------------------------------------------------------------------------------

const EXTEND: &[&str] =
    &["case", "extend", KUZNETSOVA, "--demand", "access", "--reason", "сведения собирают три отдела"];

#[test]
fn a_term_is_extended_once_with_a_reason() {
    let desk = Desk::with(imported());
    let case = desk.json(EXTEND);
    let access = demand(&case, "access");
    // Received on the 16th: the tenth working day is 30 November, the fifteenth 7 December.
    assert_eq!(access["due_on"], "2026-12-07");
    assert_eq!(access["due"]["extended"], true);
    assert_eq!(access["extended_why"], "сведения собирают три отдела");
    assert_eq!(case["status"], "extended");
    let told = timeline(&case);
    assert!(told.contains("с 30.11.2026 до 07.12.2026"), "{told}");
    assert!(told.contains("мотивированное уведомление (ст. 14 ч. 3, ст. 20 ч. 1)"), "{told}");
    let again = desk.run(EXTEND).refused(1, "extension_not_allowed");
    assert!(text(&again["error"]["message"]).contains("уже продлён до 07.12.2026"), "{again}");
    let plain = desk.plain(&["case", "show", KUZNETSOVA]).done();
    assert!(plain.stdout.contains("Причина продления: сведения собирают три отдела"), "{plain}");
    verified(&desk);
}

#[test]
fn an_extension_may_be_shorter_but_not_longer() {
    let desk = Desk::with(imported());
    let too_long = desk.run(&[EXTEND, &["--by", "6"]].concat()).refused(1, "field_invalid");
    assert_eq!(too_long["error"]["message"], "Позже, чем разрешает закон");
    assert_eq!(too_long["error"]["place"], "by");
    let hint = text(&too_long["error"]["hint"]).replace('\u{a0}', " ");
    assert!(hint.contains("07.12.2026 (ст. 20 ч. 1)"), "{hint}");
    desk.run(&[EXTEND, &["--by", "0"]].concat()).refused(1, "field_invalid");
    let case = desk.json(&[EXTEND, &["--by", "2"]].concat());
    assert_eq!(demand(&case, "access")["due_on"], "2026-12-02");
}

#[test]
fn a_term_that_ran_out_or_knows_no_extension_stays() {
    let desk = Desk::with(imported());
    let late = desk.run(&[EXTEND, &["--today", "2026-12-01"]].concat()).refused(1, "extension_not_allowed");
    assert_eq!(late["error"]["message"], "Продлить нельзя: срок истёк 30.11.2026");
    assert_eq!(late["error"]["hint"], "Отправьте ответ и запишите причину задержки.");
    // The notice left in time; that it is recorded later does not matter.
    let recorded = desk.json(&[EXTEND, &["--today", "2026-12-01", "--on", "2026-11-30"]].concat());
    assert_eq!(demand(&recorded, "access")["due_on"], "2026-12-07");
    let kind = |kind: &'static str| {
        desk.run(&["case", "extend", KUZNETSOVA, "--demand", kind, "--reason", "сложно"])
    };
    let none = kind("destruction").refused(1, "extension_not_allowed");
    assert!(text(&none["error"]["message"]).contains("закон не предусматривает"), "{none}");
    kind("complaint").refused(1, "demand_not_open");
    let args = ["case", "extend", BELOVA, "--demand", "withdraw_consent", "--reason", " "];
    desk.run(&args).refused(1, "extension_not_allowed");
    for (option, value, place) in
        [("--on", "2026-11-15", "on"), ("--on", "2026-11-24", "on"), ("--reason", " ", "reason")]
    {
        let desk = Desk::with(imported());
        let base = ["case", "extend", KUZNETSOVA, "--demand", "access"];
        let reason: &[&str] = if option == "--reason" { &[] } else { &["--reason", "сложно"] };
        let refused = desk.run(&[&base[..], reason, &[option, value]].concat()).refused(1, "field_invalid");
        assert_eq!(refused["error"]["place"], place, "{refused}");
    }
}

// ---- joining -------------------------------------------------------------------------------------------------

#[test]
fn two_cases_of_one_person_become_one_and_the_earliest_clock_wins() {
    let desk = Desk::with(konekt());
    let who = ["--full-name", "Седых Анна Львовна", "--phone", "8 916 777-66-55"];
    let first = add(&desk, "2026-11-18", "access,stop_processing", &who);
    let second =
        add(&desk, "2026-11-11", "access,destruction", &[&who[..], &["--email", "s@example.ru"]].concat());
    let similar = desk.json(&["case", "show", &first]);
    assert_eq!(texts(&similar["similar"], "number"), [second.as_str()]);
    let joined = desk.json(&["case", "join", &first, &second]);
    assert_eq!(joined["number"], first.as_str());
    assert_eq!(joined["received_on"], "2026-11-11");
    assert_eq!(list(&joined["contacts"]).len(), 2);
    assert_eq!(joined["subject"]["email"], "s@example.ru");
    // Of two demands of access the one of the 11th stays: its tenth working day is the 25th.
    assert_eq!(demand(&joined, "access")["due_on"], "2026-11-25");
    assert_eq!(demand(&joined, "stop_processing")["due_on"], "2026-12-02");
    assert_eq!(demand(&joined, "destruction")["due_on"], "2026-11-20");
    assert_eq!(joined["joined"][0], second.as_str());
    assert!(timeline(&joined).contains("Присоединено обращение"), "{}", timeline(&joined));
    let rest = desk.json(&["case", "show", &second]);
    assert_eq!((&rest["joined_to"], &rest["status"]), (&joined["number"], &Value::from("closed")));
    assert_eq!(list(&rest["contacts"]).len(), 0);
    let page = desk.json(&["cases"]);
    assert_eq!(texts(&page["cases"], "number"), [first.as_str()], "the joined number is in no list");
    assert_eq!(page["total"], 1);
    let refused = desk.run(&["case", "demand", &second, "--add", "complaint"]).refused(1, "case_joined");
    assert!(text(&refused["error"]["hint"]).contains(&first), "{refused}");
    desk.run(&["case", "join", &second, &first]).refused(1, "case_joined");
    desk.run(&["case", "join", &first, &first]).refused(1, "field_invalid");
    desk.json(&["journal", "--from", "2026-11-01", "--to", "2026-11-30", "--out", "journal.csv"]);
    let journal = String::from_utf8(desk.read("journal.csv")).expect("UTF-8");
    assert!(journal.contains(&second), "the journal has every number: {journal}");
    verified(&desk);
}

#[test]
fn other_names_are_joined_only_when_said_twice() {
    let desk = Desk::with(imported());
    let refused = desk.run(&["case", "join", KUZNETSOVA, ORLOV]).refused(1, "names_differ");
    assert!(text(&refused["error"]["message"]).contains("Орлов Пётр Сергеевич"), "{refused}");
    assert_eq!(desk.total(), 3, "nothing was joined");
    let joined = desk.json(&["case", "join", KUZNETSOVA, ORLOV, "--even-if-names-differ"]);
    assert_eq!(joined["subject"]["full_name"], "Кузнецова Мария Ивановна");
    assert_eq!(kinds(&joined).len(), 3);
    verified(&desk);
}

#[test]
fn an_open_demand_is_never_lost_by_joining() {
    let desk = Desk::with(konekt());
    let who = ["--full-name", "Седых Анна Львовна", "--phone", "8 916 777-66-55"];
    let first = add(&desk, "2026-11-11", "access", &who);
    let second = add(&desk, "2026-11-18", "access", &who);
    desk.json(&["case", "close", &first, "--demand", "access", "--outcome", "satisfied"]);
    let refused = desk.run(&["case", "join", &first, &second]).refused(1, "join_would_lose");
    assert!(text(&refused["error"]["hint"]).contains("наоборот"), "{refused}");
    let joined = desk.json(&["case", "join", &second, &first]);
    assert_eq!(demand(&joined, "access")["status"], "open");
    assert_eq!(demand(&joined, "access")["due_on"], "2026-12-02");
    let rest = desk.json(&["case", "show", &first]);
    assert_eq!(demand(&rest, "access")["outcome"], "satisfied", "what was done stays with its number");
    verified(&desk);
}

#[test]
fn a_joining_is_taken_back_by_undo() {
    for (first, second) in [(KUZNETSOVA, ORLOV), (ORLOV, KUZNETSOVA)] {
        let desk = Desk::with(imported());
        let before = [first, second].map(|number| desk.json(&["case", "show", number]));
        desk.json(&["case", "join", first, second, "--even-if-names-differ"]);
        desk.json(&["undo"]);
        for (number, before) in [first, second].iter().zip(&before) {
            let after = desk.json(&["case", "show", number]);
            for field in ["contacts", "demands", "status", "joined_to", "joined", "subject", "received_at"] {
                assert_eq!(after[field], before[field], "{number}: {field}");
            }
        }
        assert_eq!(desk.total(), 3);
        verified(&desk);
    }
}
