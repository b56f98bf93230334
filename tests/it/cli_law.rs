//! Contract of `otvet deadline`, `workdays` and `classify`, which need no vault. The dates were counted by hand from
//! the production calendars and from the articles of 152-FZ.

use chrono::NaiveDate;
use serde_json::Value;

use crate::support::{Desk, list, ran, text, texts};

#[track_caller]
fn due(args: &[&str]) -> Value {
    let mut all = vec!["deadline"];
    all.extend(args);
    Desk::bare().json(&all)
}

#[track_caller]
fn on(kind: &str, received: &str) -> Value {
    due(&["--kind", kind, "--received", received])
}

fn day(value: &Value) -> NaiveDate {
    text(value).parse().expect("a date")
}

/// Rebuilds a due date from the steps of its working: one for every day from the day after the start, numbers without
/// a gap, the last day is the date.
#[track_caller]
fn rebuilt(view: &Value, start: &str) -> (NaiveDate, u64) {
    let mut date: NaiveDate = start.parse().expect("a date");
    let mut number = 0;
    for step in list(&view["steps"]) {
        date = date.succ_opt().expect("a day");
        assert_eq!(day(&step["date"]), date, "a day is left out: {view}");
        assert!(!text(&step["why"]).is_empty());
        if let Some(n) = step["day"].as_u64() {
            number += 1;
            assert_eq!(n, number, "{view}");
        }
    }
    (date, number)
}

#[test]
fn the_test_vectors_of_the_law_page() {
    // Received, 3, 7, 10 working days, 30 days.
    for (received, three, seven, ten, thirty) in [
        ("2024-04-26", "2024-05-03", "2024-05-13", "2024-05-16", "2024-05-27"),
        ("2025-10-24", "2025-10-29", "2025-11-05", "2025-11-10", "2025-11-24"),
        ("2026-04-25", "2026-04-29", "2026-05-06", "2026-05-12", "2026-05-25"),
    ] {
        for (kind, date) in [
            ("unlawful_processing_stop", three),
            ("dissemination_stop_third_party", three),
            ("rectification", seven),
            ("destruction", seven),
            ("access", ten),
            ("stop_processing", ten),
            ("authority_inquiry", ten),
            ("unlawful_processing_destroy", ten),
            ("clarification", ten),
            ("complaint", ten),
            ("processing_end", ten),
            ("withdraw_consent", thirty),
            ("automated_decision_objection", thirty),
            ("purpose_achieved", thirty),
        ] {
            let view = on(kind, received);
            assert_eq!(view["due_on"], date, "{kind} {received}");
            assert_eq!(view["provisional"], false, "{kind} {received}");
            assert_eq!(view["immediate"], false, "{kind} {received}");
            assert_eq!(rebuilt(&view, received).0.to_string(), date, "{kind} {received}");
        }
    }
}

#[test]
fn ten_working_days_over_the_holidays() {
    for (received, date) in [
        // 29 and 30 December, then 12 to 16 and 19 to 21 January.
        ("2025-12-26", "2026-01-21"),
        // 28 to 30 December, then 11 to 15, 18 and 19 January.
        ("2026-12-25", "2027-01-19"),
        // 5 to 7 and 12 to 16 May, then 19 and 20.
        ("2025-04-30", "2025-05-20"),
        // 29 and 30 April, 4 to 7 and 11 to 14 May.
        ("2027-04-28", "2027-05-14"),
        // 19 February, Saturday 20 (works), 24 to 26, 1 to 5 March.
        ("2027-02-18", "2027-03-05"),
        // A receipt on Saturday or Sunday gives the date of the Friday before.
        ("2026-04-24", "2026-05-12"),
        ("2026-04-26", "2026-05-12"),
    ] {
        let view = on("access", received);
        assert_eq!(view["due_on"], date, "{received}");
        let (rebuilt, counted) = rebuilt(&view, received);
        assert_eq!((rebuilt.to_string().as_str(), counted), (date, 10), "{received}");
        assert_eq!(view["working_days"], 10);
        assert_eq!(view["basis"], "152-FZ art. 20 p. 1");
    }
}

#[test]
fn every_day_that_does_not_count_is_named() {
    let view = on("access", "2026-04-25");
    let skipped = texts(&view["skipped"], "date");
    assert_eq!(
        skipped,
        ["2026-04-26", "2026-05-01", "2026-05-02", "2026-05-03", "2026-05-09", "2026-05-10", "2026-05-11"]
    );
    let unnumbered: Vec<&str> =
        list(&view["steps"]).iter().filter(|s| s["day"].is_null()).map(|s| text(&s["date"])).collect();
    assert_eq!(unnumbered, skipped);
}

#[test]
fn a_term_in_plain_days_is_rolled_to_a_working_day() {
    // The 30th day is 1 January 2027; the first working day of the year is the 11th.
    let view = on("purpose_achieved", "2026-12-02");
    assert_eq!(view["due_on"], "2027-01-11");
    let (date, counted) = rebuilt(&view, "2026-12-02");
    assert_eq!((date.to_string().as_str(), counted), ("2027-01-11", 30));
}

#[test]
fn a_withdrawal_stops_at_once_and_destroys_in_thirty_days() {
    let view = on("withdraw_consent", "2026-04-25");
    assert_eq!(view["due_on"], "2026-05-25");
    assert_eq!(
        view["also"],
        serde_json::json!([{ "what": "stop", "due_on": "2026-04-25", "immediate": true }])
    );
    assert_eq!(view["basis"], "152-FZ art. 21 p. 5");
}

#[test]
fn kinds_to_be_done_at_once() {
    for (kind, basis) in [
        ("blocking", "152-FZ art. 21 p. 1"),
        ("stop_marketing", "152-FZ art. 15 p. 2"),
        ("stop_dissemination", "152-FZ art. 10.1 p. 12"),
        ("source_notice", "152-FZ art. 18 p. 3"),
        ("public_source_exclusion", "152-FZ art. 8 p. 2"),
    ] {
        // A Saturday: what is to be done at once does not wait for Monday.
        let view = on(kind, "2026-04-25");
        assert_eq!(view["due_on"], "2026-04-25", "{kind}");
        assert_eq!(view["immediate"], true, "{kind}");
        assert_eq!(view["basis"], basis, "{kind}");
        assert!(list(&view["steps"]).is_empty(), "{kind}");
    }
}

#[test]
fn hours_run_over_holidays_and_keep_their_offset() {
    let view = due(&[
        "--kind",
        "incident_24h",
        "--received",
        "2026-05-08",
        "--detected-at",
        "2026-05-08T22:15:00+03:00",
    ]);
    assert_eq!(view["due_at"], "2026-05-09T22:15:00+03:00");
    assert_eq!(view["due_on"], "2026-05-09");
    let view = due(&[
        "--kind",
        "incident_72h",
        "--received",
        "2026-12-30",
        "--detected-at",
        "2026-12-30T23:30:00+05:00",
    ]);
    assert_eq!(view["due_at"], "2027-01-02T23:30:00+05:00");
    assert_eq!(view["due_on"], "2027-01-02");
    assert!(on("access", "2026-05-08")["due_at"].is_null());
}

#[test]
fn the_confirming_information_starts_the_clock() {
    // 29 and 30 December, then 12 to 16 January.
    let view = due(&["--kind", "rectification", "--received", "2025-12-01", "--provided", "2025-12-26"]);
    assert_eq!(view["due_on"], "2026-01-16");
    assert_eq!(rebuilt(&view, "2025-12-26").0.to_string(), "2026-01-16");
    let unconfirmed = on("destruction", "2025-12-26");
    assert_eq!(unconfirmed["due_on"], "2026-01-16");
    let notes: Vec<&str> = list(&unconfirmed["notes"]).iter().map(text).collect();
    assert!(notes.iter().any(|note| note.to_lowercase().contains("подтверждения нет")), "{notes:?}");
}

#[test]
fn a_complaint_and_a_clarification_have_the_operators_term() {
    for kind in ["complaint", "clarification"] {
        let view = on(kind, "2026-04-25");
        assert_eq!(view["basis"], "operator", "{kind}");
        assert_eq!(view["working_days"], 10, "{kind}");
    }
}

#[test]
fn a_changed_notice_is_due_by_the_15th_of_the_next_month() {
    let view = on("notice_change", "2026-09-10");
    assert_eq!(view["due_on"], "2026-10-15");
    assert_eq!(rebuilt(&view, "2026-09-10").0.to_string(), "2026-10-15");
}

#[test]
fn a_year_without_a_calendar_is_provisional() {
    let view = on("access", "2027-12-10");
    assert_eq!((&view["due_on"], &view["provisional"]), (&"2027-12-24".into(), &false.into()));
    let view = due(&["--kind", "access", "--received", "2027-12-10", "--extended-on", "2027-12-20"]);
    assert_eq!((&view["due_on"], &view["provisional"]), (&"2028-01-03".into(), &true.into()));
    let view = on("withdraw_consent", "2027-12-10");
    assert_eq!((&view["due_on"], &view["provisional"]), (&"2028-01-09".into(), &true.into()));
    assert!(
        list(&view["notes"]).iter().any(|n| text(n).contains("календарь на 2028 год не загружен")),
        "{view}"
    );
}

#[test]
fn the_stricter_of_law_and_policy_is_chosen_again_after_an_extension() {
    for (received, plain, notice, law, policy) in [
        ("2025-12-22", "2026-01-15", "2025-12-30", "2026-01-22", "2026-01-21"),
        ("2024-12-20", "2025-01-14", "2024-12-28", "2025-01-21", "2025-01-20"),
    ] {
        let base = ["--kind", "access", "--received", received, "--policy", "konekt"];
        assert_eq!(due(&base)["due_on"], plain, "the law's ten working days are stricter");
        let view = due(&[&base[..], &["--extended-on", notice]].concat());
        assert_eq!(view["due_on"], policy, "{received}");
        let compared = list(&view["compared"]);
        let of = |source: &str| compared.iter().find(|c| c["source"] == source).map(|c| text(&c["due_on"]));
        assert_eq!((of("law"), of("policy")), (Some(law), Some(policy)));
        assert_eq!(rebuilt(&view, received).0.to_string(), policy);
        let by_law = due(&["--kind", "access", "--received", received, "--extended-on", notice]);
        assert_eq!(by_law["due_on"], law, "no policy is the default");
    }
}

#[test]
fn an_extension_is_of_one_to_five_days_and_in_time() {
    let base = ["--kind", "access", "--received", "2026-04-25"];
    let with = |more: &[&str]| due(&[&base[..], more].concat());
    assert_eq!(with(&["--extended-on", "2026-05-12"])["due_on"], "2026-05-19");
    assert_eq!(with(&["--extended-on", "2026-05-12", "--extended-by", "2"])["due_on"], "2026-05-14");
    let desk = Desk::bare();
    let refused = |args: &[&str], status, code: &str| {
        desk.run(&[&["deadline"], args].concat()).refused(status, code);
    };
    refused(&[&base[..], &["--extended-on", "2026-05-13"]].concat(), 1, "extension_not_allowed");
    refused(
        &["--kind", "rectification", "--received", "2026-04-25", "--extended-on", "2026-04-27"],
        1,
        "extension_not_allowed",
    );
    refused(&[&base[..], &["--extended-on", "2026-05-12", "--extended-by", "6"]].concat(), 2, "usage");
    refused(&[&base[..], &["--extended-by", "3"]].concat(), 2, "usage");
}

#[test]
fn wrong_words_are_wrong_usage() {
    let desk = Desk::bare();
    let document =
        desk.run(&["deadline", "--kind", "acess", "--received", "2026-04-25"]).refused(2, "field_invalid");
    let error = &document["error"];
    assert!(
        text(&error["message"]).contains("«acess»") && text(&error["hint"]).contains("access"),
        "{document}"
    );
    let args = ["deadline", "--kind", "incident_24h", "--received", "2026-04-25", "--detected-at", "вчера"];
    desk.run(&args).refused(2, "field_invalid");
}

#[test]
fn a_kind_without_a_clock_and_a_date_out_of_range_are_refused() {
    let desk = Desk::bare();
    desk.run(&["deadline", "--kind", "not_personal_data", "--received", "2026-04-25"])
        .refused(1, "field_invalid");
    desk.run(&["deadline", "--kind", "access", "--received", "1999-12-31"]).refused(1, "field_invalid");
}

// ---- workdays ------------------------------------------------------------------------------------------------

#[test]
fn the_production_calendar_of_may_2026() {
    let view = Desk::bare().json(&["workdays", "--from", "2026-05-07", "--to", "2026-05-12"]);
    let days: Vec<(&str, bool, bool)> = list(&view["days"])
        .iter()
        .map(|d| (text(&d["date"]), d["working"] == true, d["short"] == true))
        .collect();
    assert_eq!(
        days,
        [
            ("2026-05-07", true, false),
            ("2026-05-08", true, true),
            ("2026-05-09", false, false),
            ("2026-05-10", false, false),
            ("2026-05-11", false, false),
            ("2026-05-12", true, false),
        ]
    );
    assert!(list(&view["days"]).iter().all(|d| !text(&d["why"]).is_empty()));
}

#[test]
fn years_have_the_working_days_of_their_decrees() {
    let desk = Desk::bare();
    for (year, working, saturdays) in
        [("2025", 247, &["2025-11-01"] as &[&str]), ("2026", 247, &[]), ("2027", 247, &["2027-02-20"])]
    {
        let view =
            desk.json(&["workdays", "--from", &format!("{year}-01-01"), "--to", &format!("{year}-12-31")]);
        let days = list(&view["days"]);
        assert_eq!(days.len(), 365);
        let at_work: Vec<&Value> = days.iter().filter(|d| d["working"] == true).collect();
        assert_eq!(at_work.len(), working, "{year}");
        let weekend = |d: &&&Value| {
            use chrono::Datelike;
            day(&d["date"]).weekday().number_from_monday() > 5
        };
        let found: Vec<&str> = at_work.iter().filter(weekend).map(|d| text(&d["date"])).collect();
        assert_eq!(found, saturdays, "{year}");
    }
}

#[test]
fn a_range_of_days_that_runs_backwards_is_refused() {
    Desk::bare().run(&["workdays", "--from", "2026-05-12", "--to", "2026-05-07"]).refused(1, "field_invalid");
}

// ---- classify ------------------------------------------------------------------------------------------------

#[test]
fn a_note_is_read_with_the_words_that_matched() {
    let view = Desk::bare()
        .json(&["classify", "Прошу уничтожить мои персональные данные и больше не звонить с рекламой"]);
    let mut kinds: Vec<&str> = list(&view["kinds"]).iter().map(text).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, ["destruction", "stop_marketing"]);
    assert!(view["reason"].is_null());
    let words: Vec<&str> = list(&view["matches"]).iter().flat_map(|m| list(&m["words"])).map(text).collect();
    assert!(words.contains(&"уничтожить") && words.contains(&"рекламой"), "words as they stand: {words:?}");
}

#[test]
fn a_note_about_something_else_has_its_reason() {
    for (note, reason) in [
        ("Не работает интернет третий день", "connection"),
        ("Когда зачислится оплата, баланс не изменился", "payment"),
    ] {
        let view = Desk::bare().json(&["classify", note]);
        assert_eq!(view["kinds"], serde_json::json!(["not_personal_data"]), "{note}");
        assert!(list(&view["matches"]).is_empty(), "{note}");
        assert_eq!(view["reason"], reason, "{note}");
    }
}

#[test]
fn the_topic_speaks_where_the_note_is_silent() {
    let desk = Desk::bare();
    let by_topic = desk.json(&["classify", "--topic", "Отзыв согласия на обработку персональных данных", ""]);
    assert_eq!(by_topic["kinds"], serde_json::json!(["withdraw_consent"]));
    let both = desk.json(&["classify", "--topic", "Отзыв согласия", "Не работает интернет"]);
    assert_eq!(both["kinds"], serde_json::json!(["not_personal_data"]));
}

#[test]
fn standard_input_gives_one_document_per_line() {
    let notes = "Жалоба\tПрошу удалить мои персональные данные\r\nНе работает интернет\n\nБольше не звоните с рекламой";
    let desk = Desk::bare();
    let run = ran(desk.command().args(["classify", "--json", "-"]), notes.as_bytes()).done();
    let documents: Vec<Value> =
        run.stdout.lines().map(|line| serde_json::from_str(line).expect("a document")).collect();
    let kinds: Vec<&str> = documents.iter().map(|d| text(&d["kinds"][0])).collect();
    assert_eq!(kinds, ["destruction", "not_personal_data", "not_personal_data", "stop_marketing"]);
}

/// After an extension the promise may be the stricter one: then it is named as what decides, and nothing else.
#[test]
fn a_promise_that_decides_after_an_extension_is_named() {
    let view = due(&[
        "--kind",
        "access",
        "--received",
        "2025-12-22",
        "--policy",
        "konekt",
        "--extended-on",
        "2026-01-14",
    ]);
    assert_eq!(view["due_on"], "2026-01-21");
    assert_eq!((text(&view["decided_by"]), text(&view["basis"])), ("policy", "operator"));
    assert!(text(&view["rule"]).contains("политики") && !text(&view["rule"]).contains("продления"), "{view}");
    assert!(list(&view["notes"]).is_empty(), "{view}");
}
