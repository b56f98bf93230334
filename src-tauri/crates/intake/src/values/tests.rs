use chrono::{NaiveDate, NaiveTime};
use proptest::prelude::*;

use super::*;
use crate::Cell;

fn t(text: &str) -> Cell {
    Cell::Text(text.to_owned())
}

fn date(cell: &Cell) -> Result<(String, Option<String>), DateProblem> {
    parse_date_time(cell, DateHint::DayFirst)
        .map(|v| (v.date.to_string(), v.time.map(|t| t.format("%H:%M:%S").to_string())))
}

#[test]
fn dates_of_real_exports() {
    for (text, day, time) in [
        ("05.10.2026", "2026-10-05", None),
        ("5.10.2026 9:12", "2026-10-05", Some("09:12:00")),
        ("05.10.2026 09:12:45", "2026-10-05", Some("09:12:45")),
        ("05.10.26", "2026-10-05", None),
        ("05.10.2026 в 09:12", "2026-10-05", Some("09:12:00")),
        ("5 октября 2026 г., 09:12", "2026-10-05", Some("09:12:00")),
        ("1 марта 2026 г.", "2026-03-01", None),
        ("1 мая 2026", "2026-05-01", None),
        ("2026-10-05", "2026-10-05", None),
        ("2026-10-05 09:12:45", "2026-10-05", Some("09:12:45")),
        ("2026-10-05T09:12:45.123Z", "2026-10-05", Some("09:12:45")),
        ("2026-10-05T09:12:45+03:00", "2026-10-05", Some("09:12:45")),
        ("13/10/2026", "2026-10-13", None),
        ("10/13/2026", "2026-10-13", None),
        ("05/10/2026", "2026-10-05", None),
        ("05-Oct-2026", "2026-10-05", None),
        ("05-10-2026", "2026-10-05", None),
        ("46300", "2026-10-05", None),
        ("46300,3833", "2026-10-05", Some("09:11:57")),
        ("1791180765", "2026-10-05", Some("09:12:45")),
        ("1791180765000", "2026-10-05", Some("09:12:45")),
        ("пн 05.10.2026 09:12", "2026-10-05", Some("09:12:00")),
        ("05.10.2026г.", "2026-10-05", None),
    ] {
        assert_eq!(date(&t(text)), Ok((day.to_owned(), time.map(str::to_owned))), "{text}");
    }
    assert_eq!(date(&Cell::Number(46300.0)), Ok(("2026-10-05".to_owned(), None)));
    for (text, problem) in [
        ("31.02.2026", DateProblem::Impossible),
        ("32.01.2026", DateProblem::Impossible),
        ("завтра", DateProblem::NotADate),
        ("12345", DateProblem::NotADate),
        ("", DateProblem::Missing),
        ("–", DateProblem::Missing),
        ("1.2", DateProblem::NotADate),
    ] {
        assert_eq!(date(&t(text)), Err(problem), "{text}");
    }
    let undecided = [t("03/04/2026"), t("05/06/2026")];
    assert_eq!(DateHint::of(&undecided), DateHint::Undecided);
    assert_eq!(parse_date_time(&undecided[0], DateHint::Undecided), Err(DateProblem::Ambiguous));
    assert_eq!(DateHint::of(&[t("03/04/2026"), t("10/25/2026")]), DateHint::MonthFirst);
    assert_eq!(parse_time(&t("9:05")), NaiveTime::from_hms_opt(9, 5, 0));
    assert_eq!(parse_time(&Cell::Number(0.5)), NaiveTime::from_hms_opt(12, 0, 0));
}

#[test]
fn telephones_of_real_exports() {
    for text in [
        "+7 (916) 123-45-67",
        "8 916 123 45 67",
        "8(916)1234567",
        "89161234567",
        "79161234567",
        "9161234567",
        "'+79161234567",
        "79161234567.0",
        "+7-916-123-45-67",
        "+79161234567 (мама)",
        "\"Иванов\" <79161234567>",
        "sip:79161234567@host",
        "tel:+79161234567",
        "8 (916) 123-45-67 доб. 12",
        "+7 916 123 45 67#12",
        "+7\u{a0}916\u{a0}123\u{a0}45\u{a0}67",
    ] {
        let text = text.trim_end_matches(".0");
        let found = parse_phones(text).expect(text);
        assert_eq!(found.first().map(|p| p.e164.as_str()), Some("+79161234567"), "{text}");
    }
    assert_eq!(parse_phones_cell(&Cell::Number(79_161_234_567.0)).expect("a number")[0].e164, "+79161234567");
    assert_eq!(parse_phones("8 (916) 123-45-67 доб. 12").expect("ok")[0].extension.as_deref(), Some("12"));
    let several = parse_phones("+7 916 123-45-67, 8 495 123-45-67; 89161234567").expect("ok");
    assert_eq!(several.iter().map(|p| p.e164.as_str()).collect::<Vec<_>>(), ["+79161234567", "+74951234567"]);
    assert_eq!(
        parse_phones("8-800-555-35-35").expect("ok")[0],
        Phone { e164: "+78005553535".to_owned(), extension: None, kind: PhoneKind::TollFree }
    );
    assert_eq!(parse_phones("810 375 29 1234567").expect("ok")[0].e164, "+375291234567");
    assert_eq!(parse_phones("+375 29 123-45-67").expect("ok")[0].kind, PhoneKind::Foreign);
    for lost in ["7,9E+10", "7.91612E+10", "7,91612E+10"] {
        assert_eq!(parse_phones(lost), Err(PhoneProblem::DigitsLost), "{lost}");
    }
    assert_eq!(parse_phones_cell(&Cell::Number(7.9e10)), Err(PhoneProblem::DigitsLost));
    for none in ["", "Аноним", "anonymous", "205", "-"] {
        assert_eq!(parse_phones(none), Ok(Vec::new()), "{none}");
    }
    assert_eq!(parse_phones("12345678"), Err(PhoneProblem::NotAPhone));
    assert_eq!(phone_display("+79161234567"), "+7 916 123-45-67");
}

#[test]
fn names_of_real_people() {
    let split = |text: &str| {
        let n = split_name(text);
        (n.last.unwrap_or_default(), n.first.unwrap_or_default(), n.middle.unwrap_or_default(), n.gender)
    };
    let s = str::to_owned;
    for (text, last, first, middle, gender) in [
        ("Сидоров Иван Петрович", "Сидоров", "Иван", "Петрович", Some(Gender::Male)),
        ("Иван Петрович Сидоров", "Сидоров", "Иван", "Петрович", Some(Gender::Male)),
        ("СИДОРОВА АННА ИЛЬИНИЧНА", "Сидорова", "Анна", "Ильинична", Some(Gender::Female)),
        ("сидоров и.п.", "Сидоров", "И.", "П.", None),
        ("И.П. Сидоров", "Сидоров", "И.", "П.", None),
        ("Петрова-Водкина Мария Львовна", "Петрова-Водкина", "Мария", "Львовна", Some(Gender::Female)),
        ("Алиев Вагиф Самед оглы", "Алиев", "Вагиф", "Самед оглы", Some(Gender::Male)),
        ("Алиева Лейла Самед кызы", "Алиева", "Лейла", "Самед кызы", Some(Gender::Female)),
        ("Зиннатуллин Айрат", "Зиннатуллин", "Айрат", "", None),
        ("Салтыков Щедрин Михаил Евграфович", "Салтыков Щедрин", "Михаил", "Евграфович", Some(Gender::Male)),
        ("Никитин Илья Ильич", "Никитин", "Илья", "Ильич", Some(Gender::Male)),
        ("Иван Петрович", "", "Иван", "Петрович", Some(Gender::Male)),
    ] {
        assert_eq!(split(text), (s(last), s(first), s(middle), gender), "{text}");
    }
    for (a, b, same) in [
        ("Сидоров Иван Петрович", "иван петрович сидоров", true),
        ("Сидоров Иван Петрович", "Сидоров И.П.", true),
        ("Сидоров Иван", "Сидоров Иван Петрович", true),
        ("Ёлкин Пётр", "Елкин Петр", true),
        ("Сидоров Иван Петрович", "Сидоров Пётр Иванович", false),
        ("Сидорова Анна", "Сидоров Иван", false),
        ("Иванов Иван", "Петров Иван", false),
    ] {
        assert_eq!(name_agrees(a, b), same, "{a} / {b}");
    }
}

#[test]
fn emails_contracts_channels() {
    assert_eq!(parse_emails("Пишите: Ivan.Petrov@Example.RU; a@b"), ["ivan.petrov@example.ru"]);
    assert_eq!(normalise_contract("Договор № 77-204518"), "77-204518");
    assert_eq!(normalise_contract("л/с 12 345"), "12345");
    assert_eq!(channel_of("Входящий звонок"), Some(ChannelWord::Call));
    assert_eq!(channel_of("Онлайн-чат"), Some(ChannelWord::Chat));
    assert_eq!(channel_of("Эл. почта"), Some(ChannelWord::Email));
    assert_eq!(channel_of("Письмо Почтой России"), Some(ChannelWord::Post));
    assert_eq!(channel_of("Лично в офисе"), Some(ChannelWord::InPerson));
    assert_eq!(channel_of("???"), None);
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC{0,60}", n in proptest::num::f64::ANY) {
        for cell in [t(&text), Cell::Number(n)] {
            let _ = parse_date_time(&cell, DateHint::Undecided);
            let _ = parse_time(&cell);
            let _ = parse_phones_cell(&cell);
        }
        let name = split_name(&text);
        let _ = name_agrees(&text, &name.full);
        let _ = parse_emails(&text);
        let _ = normalise_contract(&text);
        let _ = channel_of(&text);
    }

    #[test]
    fn a_telephone_survives_its_display(n in 9_000_000_000u64..9_999_999_999) {
        let e164 = format!("+7{n}");
        let back = parse_phones(&phone_display(&e164)).expect("a number");
        prop_assert_eq!(&back[0].e164, &e164);
        let eight = parse_phones(&format!("8{n}")).expect("a number");
        prop_assert_eq!(&eight[0].e164, &e164);
    }

    #[test]
    fn a_date_survives_each_shape(days in 0i64..20_000) {
        let day = NaiveDate::from_ymd_opt(1990, 1, 1).expect("a date") + chrono::Duration::days(days);
        for shape in ["%d.%m.%Y", "%Y-%m-%d", "%d-%m-%Y"] {
            let value = parse_date_time(&t(&day.format(shape).to_string()), DateHint::DayFirst).expect("a date");
            prop_assert_eq!(value.date, day);
        }
    }
}
