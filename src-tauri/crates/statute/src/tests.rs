use chrono::{DateTime, Datelike, NaiveDate};
use proptest::prelude::*;

use crate::*;

fn d(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn on(kind: Kind, received: &str) -> Due {
    due(&DueRequest::new(kind, d(received)), Calendar::builtin()).expect("a date")
}

#[test]
fn the_vectors_of_the_law_page() {
    // Start, 3 w.d., 7 w.d., 10 w.d., 10+5 w.d., 30 days rolled.
    for (start, three, seven, ten, fifteen, thirty) in [
        ("2024-04-26", "2024-05-03", "2024-05-13", "2024-05-16", "2024-05-23", "2024-05-27"),
        ("2025-10-24", "2025-10-29", "2025-11-05", "2025-11-10", "2025-11-17", "2025-11-24"),
        ("2026-04-25", "2026-04-29", "2026-05-06", "2026-05-12", "2026-05-19", "2026-05-25"),
    ] {
        assert_eq!(on(Kind::UnlawfulProcessingStop, start).due_on, d(three), "{start}");
        assert_eq!(on(Kind::Rectification, start).due_on, d(seven), "{start}");
        assert_eq!(on(Kind::Access, start).due_on, d(ten), "{start}");
        let extended = DueRequest {
            extension: Some(Extension { on: d(start), by: 5 }),
            ..DueRequest::new(Kind::Access, d(start))
        };
        assert_eq!(due(&extended, Calendar::builtin()).expect("a date").due_on, d(fifteen), "{start}");
        assert_eq!(on(Kind::WithdrawConsent, start).due_on, d(thirty), "{start}");
    }
}

#[test]
fn six_months_roll_to_a_working_day() {
    assert_eq!(six_months(d("2026-08-31"), Calendar::builtin()), (d("2027-03-01"), false));
    assert_eq!(six_months(d("2026-07-10"), Calendar::builtin()), (d("2027-01-11"), false));
}

#[test]
fn the_stricter_is_chosen_again_after_an_extension() {
    let terms = PolicyTerms::konekt();
    for (received, first, extended_to) in
        [("2025-12-22", "2026-01-15", "2026-01-21"), ("2024-12-20", "2025-01-14", "2025-01-20")]
    {
        let mut request = DueRequest { policy: Some(&terms), ..DueRequest::new(Kind::Access, d(received)) };
        let plain = due(&request, Calendar::builtin()).expect("a date");
        assert_eq!((plain.due_on, plain.decided_by), (d(first), Source::Law));
        request.extension = Some(Extension { on: d(received), by: 5 });
        let longer = due(&request, Calendar::builtin()).expect("a date");
        assert_eq!((longer.due_on, longer.decided_by), (d(extended_to), Source::Policy));
        assert_eq!(longer.compared.len(), 2, "both are shown");
    }
}

#[test]
fn a_year_without_a_calendar_is_provisional_and_early() {
    let ten_plus_five = DueRequest {
        extension: Some(Extension { on: d("2027-12-10"), by: 5 }),
        ..DueRequest::new(Kind::Access, d("2027-12-10"))
    };
    let working = due(&ten_plus_five, Calendar::builtin()).expect("a date");
    assert_eq!((working.due_on, working.provisional), (d("2028-01-03"), true));
    let plain = on(Kind::WithdrawConsent, "2027-12-10");
    assert_eq!((plain.due_on, plain.provisional), (d("2028-01-09"), true));
    let note = render(&plain, Lang::Ru).notes.join(" ");
    assert!(note.contains("Предварительно: календарь на 2028 год не загружен"), "{note}");
    let last = on(Kind::WithdrawConsent, "2027-12-01");
    assert_eq!(
        (last.due_on, last.provisional),
        (d("2027-12-31"), true),
        "a day off whose next working day is unknown"
    );
}

#[test]
fn totals_of_each_year() {
    for (year, working) in [(2023, 247), (2024, 248), (2025, 247), (2026, 247), (2027, 247)] {
        let from = NaiveDate::from_ymd_opt(year - 1, 12, 31).expect("a date");
        let to = NaiveDate::from_ymd_opt(year, 12, 31).expect("a date");
        assert_eq!(Calendar::builtin().working_days_between(from, to), working, "{year}");
    }
    for saturday in ["2024-04-27", "2024-11-02", "2024-12-28", "2025-11-01", "2027-02-20"] {
        let day = Calendar::builtin().day(d(saturday));
        assert!(day.working, "{saturday}");
        assert!(day.why.text(Lang::Ru).contains("перенесён на"), "{saturday}");
    }
}

#[test]
fn a_receipt_at_the_weekend_gives_the_friday_date() {
    assert_eq!(on(Kind::Access, "2026-04-25").due_on, on(Kind::Access, "2026-04-24").due_on);
}

#[test]
fn kinds_to_be_done_at_once() {
    for kind in [
        Kind::Blocking,
        Kind::StopMarketing,
        Kind::StopDissemination,
        Kind::SourceNotice,
        Kind::PublicSourceExclusion,
    ] {
        let due = on(kind, "2026-11-20");
        assert!(due.immediate && due.due_on == d("2026-11-20") && due.steps.is_empty(), "{kind:?}");
    }
    let without =
        DueRequest { holds_consent: false, ..DueRequest::new(Kind::StopDissemination, d("2026-11-20")) };
    assert_eq!(due(&without, Calendar::builtin()).expect("a date").due_on, d("2026-11-25"));
}

#[test]
fn a_withdrawal_stops_at_once_and_destroys_in_thirty_days() {
    let due = on(Kind::WithdrawConsent, "2026-11-02");
    assert_eq!(due.due_on, d("2026-12-02"));
    assert_eq!(due.also, [Also { what: "stop", due_on: d("2026-11-02"), immediate: true }]);
}

#[test]
fn the_confirming_information_starts_the_clock_of_rectification() {
    let request = DueRequest {
        provided_on: Some(d("2026-11-10")),
        ..DueRequest::new(Kind::Rectification, d("2026-11-02"))
    };
    let confirmed = due(&request, Calendar::builtin()).expect("a date");
    assert_eq!(confirmed.due_on, d("2026-11-19"));
    assert!(!confirmed.notes.contains(&Note::NotYetConfirmed));
    assert!(on(Kind::Rectification, "2026-11-02").notes.contains(&Note::NotYetConfirmed));
    let early = DueRequest { provided_on: Some(d("2026-11-01")), ..request };
    assert_eq!(due(&early, Calendar::builtin()), Err(DueError::ProvidedTooEarly));
}

#[test]
fn hours_do_not_roll_and_keep_their_offset() {
    let detected = DateTime::parse_from_rfc3339("2026-11-20T23:30:00+05:00").expect("a moment");
    let request =
        DueRequest { detected_at: Some(detected), ..DueRequest::new(Kind::Incident24h, d("2026-11-20")) };
    let due24 = due(&request, Calendar::builtin()).expect("a date");
    assert_eq!(due24.due_at.map(|at| at.to_rfc3339()).as_deref(), Some("2026-11-21T23:30:00+05:00"));
    assert_eq!(due24.due_on, d("2026-11-21"));
    let request = DueRequest { kind: Kind::Incident72h, ..request };
    assert_eq!(due(&request, Calendar::builtin()).expect("a date").due_on, d("2026-11-23"));
}

#[test]
fn the_fifteenth_of_the_next_month() {
    assert_eq!(on(Kind::NoticeChange, "2026-11-05").due_on, d("2026-12-15"));
    assert_eq!(on(Kind::NoticeChange, "2026-01-31").due_on, d("2026-02-16"), "15.02.2026 is a Sunday");
}

#[test]
fn extensions_that_the_law_does_not_know() {
    let ask = |kind, on: &str, by| {
        let request = DueRequest {
            extension: Some(Extension { on: d(on), by }),
            ..DueRequest::new(kind, d("2026-11-02"))
        };
        due(&request, Calendar::builtin())
    };
    assert_eq!(ask(Kind::Rectification, "2026-11-03", 5), Err(DueError::NoExtension));
    assert_eq!(ask(Kind::WithdrawConsent, "2026-11-03", 5), Err(DueError::NoExtension));
    assert_eq!(ask(Kind::Access, "2026-11-03", 6), Err(DueError::ExtensionTooLong));
    assert_eq!(ask(Kind::Access, "2026-11-03", 0), Err(DueError::ExtensionTooLong));
    assert_eq!(ask(Kind::Access, "2026-11-18", 5), Err(DueError::ExtensionTooLate(d("2026-11-17"))));
    assert_eq!(ask(Kind::Access, "2026-11-01", 5), Err(DueError::ExtensionTooEarly));
    assert!(ask(Kind::AuthorityInquiry, "2026-11-17", 1).is_ok());
}

#[test]
fn every_kind_but_one_has_a_clock_and_a_name() {
    for kind in Kind::ALL {
        let result = due(&DueRequest::new(*kind, d("2026-11-02")), Calendar::builtin());
        assert_eq!(result.is_err(), *kind == Kind::NotPersonalData, "{kind:?}");
        assert_eq!(Kind::parse(kind.as_str()), Some(*kind));
        assert_eq!(serde_json::to_string(kind).expect("json"), format!("\"{}\"", kind.as_str()));
        assert!(!kind_name(*kind, Lang::Ru).is_empty() && !kind_short_name(*kind, Lang::En).is_empty());
    }
}

#[test]
fn the_working_says_why_each_day_counts() {
    let view = render(&on(Kind::Access, "2026-11-02"), Lang::Ru);
    assert_eq!(view.working_days, Some(10));
    assert_eq!(view.basis, "152-FZ art. 20 p. 1");
    assert_eq!(view.steps.len(), 15);
    let holiday = view.steps.iter().find(|s| s.date == d("2026-11-04")).expect("the fourth");
    assert_eq!((holiday.day, holiday.working), (None, false));
    assert_eq!(holiday.why, "День народного единства (ст. 112 ТК РФ)");
    assert_eq!(view.extension_to, Some(d("2026-11-24")));
}

fn at(text: &str) -> DateTime<chrono::FixedOffset> {
    DateTime::parse_from_rfc3339(&format!("{text}T12:00:00+03:00")).expect("a moment")
}

#[test]
fn what_is_left_in_words() {
    let calendar = Calendar::builtin();
    let access = on(Kind::Access, "2027-01-13"); // Wednesday; due 27.01.2027
    assert_eq!(access.due_on, d("2027-01-27"));
    let text = |today: &str| left(&access, at(today), calendar).text(Lang::Ru);
    assert_eq!(text("2027-01-13"), "10 раб. дней");
    assert_eq!(text("2027-01-21"), "4 раб. дня");
    assert_eq!(text("2027-01-26"), "1 раб. день");
    assert_eq!(text("2027-01-27"), "сегодня");
    assert_eq!(text("2027-01-29"), "просрочено на 2 раб. дня");
    assert_eq!(
        left(&access, at("2027-01-21"), calendar).spoken(&access, Lang::Ru),
        "до 27 января 2027 года, осталось 4 рабочих дня"
    );
    let marketing = on(Kind::StopMarketing, "2027-01-12");
    assert_eq!(left(&marketing, at("2027-01-13"), calendar).text(Lang::Ru), "немедленно · 2-й день");
    assert_eq!(left(&marketing, at("2027-01-14"), calendar).state, DueState::Overdue);
    assert_eq!(
        Left::done(&access, d("2027-01-28"), calendar).text(Lang::Ru),
        "исполнено 28.01.2027, позже на 1 раб. день"
    );
    let next_year = on(Kind::WithdrawConsent, "2027-12-17");
    assert_eq!(left(&next_year, at("2027-12-20"), calendar).text(Lang::Ru), "предварительно");
}

#[test]
fn russian_numbers() {
    let forms = ["день", "дня", "дней"];
    for (n, word) in [
        (1, "день"),
        (2, "дня"),
        (5, "дней"),
        (11, "дней"),
        (12, "дней"),
        (21, "день"),
        (104, "дня"),
        (111, "дней"),
    ] {
        assert_eq!(days_word(n, forms), word, "{n}");
    }
}

#[test]
fn unknown_counts_as_not_met() {
    let mut checklist = std::collections::BTreeMap::new();
    assert_eq!(gaps(&checklist).len(), 10);
    checklist.insert(ContractPoint::DataList, PointState::Met);
    checklist.insert(ContractPoint::Security, PointState::Unknown);
    assert_eq!(gaps(&checklist).len(), 9);
    assert_eq!(ContractPoint::ALL.iter().filter(|p| p.since_2022()).count(), 5);
    assert_eq!(ANSWER_ITEMS.len(), 11);
}

#[test]
fn a_bad_calendar_is_refused() {
    let year = |working: u16, off: &str, weekend: &str, short: &str, transfers: &str| {
        format!(
            r#""2026":{{"decree":{{"date":"","number":""}},"working_days":{working},"days_off":[{off}],"working_weekends":[{weekend}],"short":[{short}],"transfers":[{transfers}]}}"#
        )
    };
    let read = |years: &str| Calendar::from_json(&format!(r#"{{"source":"","years":{{{years}}}}}"#));
    let moved = r#"{"from":"2026-02-21","to":"2026-02-24","by":"decree"}"#;
    let (holiday, day_off) = (r#""2026-02-23""#, r#""2026-02-23","2026-02-24""#);
    // 261 days from Monday to Friday.
    assert!(read(&year(260, holiday, "", "", "")).is_ok());
    assert!(read(&year(259, day_off, "", "", moved)).is_ok());
    assert!(matches!(
        read(&year(259, holiday, "", "", "")),
        Err(CalendarError::Total { year: 2026, said: 259, listed: 260 })
    ));
    assert!(matches!(
        read(&year(260, r#""2026-02-23","2026-02-23""#, "", "", "")),
        Err(CalendarError::Twice(_))
    ));
    assert!(matches!(read(&year(260, r#""2025-02-24""#, "", "", "")), Err(CalendarError::OtherYear(_))));
    assert!(matches!(read(&year(260, r#""2026-02-22""#, "", "", "")), Err(CalendarError::WrongWeekday(_))));
    assert!(matches!(read(&year(262, "", r#""2026-02-24""#, "", "")), Err(CalendarError::WrongWeekday(_))));
    assert!(matches!(read(&year(259, day_off, "", "", "")), Err(CalendarError::Unexplained(_))));
    assert!(matches!(read(&year(260, holiday, "", "", moved)), Err(CalendarError::TransferToWorkingDay(_))));
    assert!(matches!(read(&year(260, holiday, "", holiday, "")), Err(CalendarError::ShortDayOff(_))));
    let twice = format!("{0},{0}", year(260, holiday, "", "", ""));
    assert!(matches!(read(&twice), Err(CalendarError::YearTwice(2026))));
    assert!(matches!(
        read(&year(260, holiday, "", "", "").replace("2026", "1926")),
        Err(CalendarError::YearOutOfRange(1926))
    ));
    assert!(matches!(Calendar::from_json("{"), Err(CalendarError::Json(_))));
}

proptest! {
    #[test]
    fn a_due_date_is_rebuilt_from_its_steps(days in 0i64..2200, index in 0usize..Kind::ALL.len()) {
        let kind = Kind::ALL[index];
        let received = d("2023-01-01") + chrono::Duration::days(days);
        let Ok(found) = due(&DueRequest::new(kind, received), Calendar::builtin()) else {
            prop_assert_eq!(kind, Kind::NotPersonalData);
            return Ok(());
        };
        let mut expected = received;
        for step in &found.steps {
            expected += chrono::Duration::days(1);
            prop_assert_eq!(step.date, expected, "one entry for every day");
        }
        prop_assert_eq!(expected, found.due_on);
        if let Term::WorkingDays(n) = found.term {
            prop_assert_eq!(found.steps.iter().filter(|s| s.day.is_some()).count(), n as usize);
            prop_assert_eq!(found.steps.last().and_then(|s| s.day), Some(n));
            let missing = found.steps.iter().any(|s| !Calendar::builtin().has_year(s.date.year()));
            prop_assert_eq!(found.provisional, missing);
        }
        if !found.provisional && !found.immediate && found.due_at.is_none() {
            prop_assert!(Calendar::builtin().day(found.due_on).working);
        }
        let later = due(&DueRequest::new(kind, received + chrono::Duration::days(1)), Calendar::builtin()).expect("a date");
        prop_assert!(later.due_on >= found.due_on, "a later receipt is never due earlier");
    }
}

#[test]
fn the_end_of_a_contract_is_near_within_thirty_days() {
    let calendar = Calendar::builtin();
    let day = |text: &str| -> NaiveDate { text.parse().expect("a day") };
    let left = |until: &str| crate::contract_left(day(until), day("2027-01-13"), calendar);
    let near = left("2027-01-31");
    assert_eq!((near.state, near.days, near.text(Lang::Ru).as_str()), (DueState::Soon, 12, "12 раб. дней"));
    assert_eq!(left("2027-02-12").state, DueState::Soon);
    assert_eq!(left("2027-02-13").state, DueState::Later);
    assert_eq!(left("2027-01-13").text(Lang::Ru), "последний день");
    assert_eq!(left("2026-12-31").text(Lang::Ru), "истёк 3 раб. дня назад");
    assert_eq!(
        left("2026-12-31").spoken(Lang::Ru),
        "договор истёк 3 рабочих дня назад, срок 31 декабря 2026 года"
    );
    // No calendar that far: plain days, never a guess.
    assert_eq!(left("2031-01-13").text(Lang::Ru), "1461 день");
}
