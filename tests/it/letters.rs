//! Letters, from the register to the PDF and back: what is read on the screen is what stands in the file.

use desk::Kind;
use desk::wire::PolicyPreset;

use crate::room::{Room, pdf_text, room};

/// Names of every kind that gives trouble: double, indeclinable, short, foreign, with particles, in capitals, without
/// a patronymic, one word alone, very long. Invented.
const NAMES: &[&str] = &[
    "Иванова Анна Сергеевна",
    "Петров Илья Кузьмич",
    "Черных Мария Львовна",
    "Седых Павел Ильич",
    "Живаго Юрий Андреевич",
    "Дурново Ольга Петровна",
    "Римский-Корсаков Андрей Ильич",
    "Мамин-Сибиряк Дмитрий Наркисович",
    "Шевчук Ирина Олеговна",
    "Шевчук Игорь Олегович",
    "Коваль Дарья Ильинична",
    "Левицкий Лев Кузьмич",
    "Мамедов Али Вагиф оглы",
    "Алиева Лейла Рашид кызы",
    "СОЛОВЬЁВ ПЁТР ИЛЬИЧ",
    "соловьёва вера павловна",
    "Воробей Анна Юрьевна",
    "Ли Виктор Сергеевич",
    "Ю Ольга Викторовна",
    "О Мария Денисовна",
    "Гёте Карл Иоганнович",
    "Нгуен Тхи Май",
    "Ким Ен Су",
    "Smith John",
    "Мадонна",
    "Бонч-Бруевич Мария-Луиза Карловна",
    "Щёголев-Вознесенский-Раевский Константин Константинович",
    "Христорождественская-Преображенская Александра Владиславовна",
    "Ахмед-заде Тимур Рустам оглы",
    "ван дер Берг Анна Яновна",
    "д'Артаньян Шарль Иванович",
    "О'Коннор Мэри Патриковна",
    "Ибн Сина Хусейн Абдуллович",
    "Салтыков Щедрин Михаил Евграфович",
    "Кухаренко Тарас Григорьевич",
    "Бегичева-Ё Ёлка Ёжиковна",
];

/// Page numbers, breaks of lines and soft hyphens apart, a text as it is read.
fn plain(text: &str) -> String {
    text.replace(['\u{ad}', '\u{c}'], " ")
        .replace('\u{a0}', " ")
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
}

/// The text of a PDF without the numbers of its pages, hyphenated words joined again.
fn from_pdf(text: &str) -> (String, usize) {
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    let mut whole = String::new();
    for (index, page) in pages.iter().enumerate() {
        let number = (index + 1).to_string();
        // The number stands at the head of the page and is written last.
        let lines: Vec<&str> = page.trim().lines().map(str::trim).collect();
        let body = match lines.as_slice() {
            [first, rest @ ..] if index > 0 && *first == number => rest,
            [rest @ .., last] if index > 0 && *last == number => rest,
            all => {
                assert_eq!(index, 0, "pages are numbered from the second on");
                all
            }
        };
        whole.push_str(&body.join("\n"));
        whole.push('\n');
    }
    // A word wider than its line ends at its own hyphen.
    (plain(&whole.replace("\u{ad}\n", "").replace("-\n", "-")), pages.len())
}

/// Says where two texts part.
#[track_caller]
fn same(read: &str, shown: &str, what: &str) {
    if read == shown {
        return;
    }
    let at = read.chars().zip(shown.chars()).take_while(|(a, b)| a == b).count();
    let near = |text: &str| text.chars().skip(at.saturating_sub(40)).take(120).collect::<String>();
    panic!("{what}, character {at}:\n  in the file: {}\n  on the screen: {}", near(read), near(shown));
}

fn issue_and_compare(room: &mut Room, number: &str, template: &str) -> usize {
    let path = room.path(&format!("{number}-{template}.pdf"));
    let issued = desk::letters::issue_to(&mut room.session, number, template, &path, false)
        .unwrap_or_else(|e| panic!("{number}: {e:?}"));
    let shown = desk::letters::show(&room.session, &issued.letter.number).expect("an issued letter");
    let what = format!("{number} {template}: {}", issued.letter.number);
    let shown_text = plain(&shown.text);
    let (read, pages) = from_pdf(&pdf_text(&path));
    same(&read, &shown_text, &what);
    assert_eq!(pages, issued.letter.pages as usize);
    shown.pages.len()
}

#[test]
fn two_hundred_letters_read_as_they_were_shown() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let mut longest = 0;
    for i in 0..200usize {
        let name = NAMES[i % NAMES.len()];
        let case = room.case(name, &[Kind::Access], |request| {
            request.phone = Some(format!("+7916{:07}", 1_000_000 + i));
            request.contract = (i % 3 == 0).then(|| format!("ТВ-{i:05}"));
            request.email = (i % 4 == 0).then(|| format!("заявитель-{i}@пример.рф"));
            if i % 7 == 0 {
                request.address = None;
            }
        });
        let template = if i % 2 == 0 { "ask_particulars" } else { "access_answer" };
        if template == "access_answer" {
            room.identify(&case.number);
        }
        longest = longest.max(issue_and_compare(&mut room, &case.number, template));
    }
    assert!(longest >= 3, "one of them has three pages, the longest has {longest}");
    assert_eq!(desk::letters::list(&room.session).expect("letters").letters.len(), 200);
    assert!(desk::vaults::verify(&room.session).ok);
}

#[test]
fn the_preview_is_what_is_issued() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let case = room.case("Щукина Вера Олеговна", &[Kind::Access], |_| {});
    room.identify(&case.number);
    let preview = desk::letters::preview(&room.session, &case.number, "access_answer").expect("a preview");
    assert!(preview.can_issue, "{:?}", preview.gaps);
    issue_and_compare(&mut room, &case.number, "access_answer");
    let shown =
        desk::letters::show(&room.session, &preview.next_number).expect("the number that was announced");
    assert_eq!(shown.text, preview.text);
    assert_eq!(shown.pages.len(), preview.pages.len());
}

#[test]
fn an_answer_needs_to_know_who_asks() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let case = room.case("Щукина Вера Олеговна", &[Kind::Access], |_| {});
    let refused =
        desk::letters::issue(&mut room.session, &case.number, "access_answer").expect_err("no identity act");
    assert_eq!(refused.code(), "identity_missing");
    let offered = &desk::cases::show(&room.session, &case.number).expect("the case").templates[0];
    assert_eq!(
        (offered.template.as_str(), offered.proposed),
        ("ask_particulars", true),
        "F is offered instead"
    );
    desk::letters::issue(&mut room.session, &case.number, "ask_particulars").expect("F needs no identity");
    let after = desk::cases::show(&room.session, &case.number).expect("the case");
    assert_eq!(after.demands[0].due_on, case.demands[0].due_on, "the clock runs on");
    assert_eq!(after.demands[0].status, "open");
}

const PROCESSORS: &str = r#"
[[processor]]
name = "ООО «Пример-Колл»"
address = "170100, г. Тверь, ул. Лесная, д. 1"
inn = "6900000004"
country = "RU"
contract = { number = "12/2026", date = 2026-02-01, until = 2027-02-01 }
purposes = ["обработка обращений абонентов"]
data = ["фамилия, имя, отчество", "номер телефона"]
"#;

const DISCLOSURES: &str = r#"
[[disclosure]]
date = 2026-03-02
recipient = "АО «Курьер-Пример»"
kind = "independent_operator"
ground = "договор № 7"
purpose = "доставка оборудования"
data = ["номер телефона"]
subject = { phone = "+79161234567" }

[[disclosure]]
date = 2026-04-03
recipient = "ООО «Банк-Пример»"
kind = "independent_operator"
ground = "договор № 8"
purpose = "приём платежей"
data = ["номер договора"]
subject = { contract = "ТВ-777" }
"#;

/// Each person's answer names the recipients of that person's data, and no others.
#[test]
fn two_people_get_their_own_recipients() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    desk::registers::processors_add(&mut room.session, PROCESSORS).expect("a processor");
    desk::registers::disclosures_add(&mut room.session, DISCLOSURES).expect("disclosures");
    let first = room.case("Щукина Вера Олеговна", &[Kind::Access], |r| {
        r.phone = Some("8 (916) 123-45-67".to_owned())
    });
    let second = room.case("Карпов Олег Ильич", &[Kind::Access], |r| {
        r.contract = Some("ТВ-777".to_owned())
    });
    let third = room.case("Линёв Пётр Ильич", &[Kind::Access], |r| {
        r.phone = Some("+79160000001".to_owned())
    });
    for case in [&first, &second, &third] {
        room.identify(&case.number);
    }
    let text = |room: &Room, number: &str| {
        desk::letters::preview(&room.session, number, "access_answer").expect("a preview").text
    };
    for (case, courier, bank) in [(&first, true, false), (&second, false, true), (&third, false, false)] {
        let text = text(&room, &case.number);
        assert_eq!(text.contains("Курьер-Пример"), courier, "{}", case.number);
        assert_eq!(text.contains("Банк-Пример"), bank, "{}", case.number);
        let none = "записей о передаче персональных данных, относящихся лично к заявителю, нет";
        assert_eq!(text.contains(none), !courier && !bank, "{}", case.number);
        assert!(
            text.contains("ООО «Пример-Колл», 170100, г. Тверь, ул. Лесная, д. 1")
                || text.contains("ул. Лесная, д. 1"),
            "the processor with its address"
        );
    }
}

/// What a register does not hold is not said to be so: its silence is named, a group is told apart, a namesake warned of.
#[test]
fn silence_of_a_register_is_no_denial() {
    let mut room = room("2026-11-25", PolicyPreset::Empty);
    let case = room.case("Щукина Вера Олеговна", &[Kind::Access], |_| {});
    room.identify(&case.number);
    let preview = |room: &Room| {
        desk::letters::preview(&room.session, &case.number, "access_answer").expect("a preview")
    };
    let empty = preview(&room);
    let gaps: Vec<&str> = empty.gaps.iter().map(|g| g.code.as_str()).collect();
    for gap in ["disclosures_empty", "processors_empty", "policy_measures_missing", "policy_purposes_missing"]
    {
        assert!(gaps.contains(&gap), "{gap} in {gaps:?}");
    }
    assert!(!empty.text.contains("не передавались") && !empty.text.contains("не поручена"), "{}", empty.text);
    assert!(empty.can_issue, "named gaps do not stop an answer that is due");
    let more = r#"
[[disclosure]]
date = 2026-03-02
recipient = "АО «Курьер-Пример»"
kind = "independent_operator"
ground = "договор № 7"
purpose = "доставка"
data = ["номер телефона"]
subject = { group = { what = "абоненты, обратившиеся в контакт-центр", count = 5400 } }

[[disclosure]]
date = 2026-03-03
recipient = "ООО «Тёзка-Пример»"
kind = "independent_operator"
ground = "договор № 8"
purpose = "доставка"
data = ["номер телефона"]
subject = { full_name = "Щукина Вера Олеговна" }
"#;
    desk::registers::disclosures_add(&mut room.session, more).expect("disclosures");
    let full = preview(&room);
    assert!(
        full.text.contains("абоненты, обратившиеся в контакт-центр") && full.text.contains("Курьер-Пример"),
        "{}",
        full.text
    );
    assert!(!full.text.contains("Тёзка-Пример"), "a namesake's data are nobody else's");
    let codes: Vec<&str> = full.warnings.iter().map(|w| w.code.as_str()).collect();
    assert!(codes.contains(&"namesake_disclosures") && codes.contains(&"group_disclosures"), "{codes:?}");
}

/// A processor abroad is named where the law asks for cross-border transfer, whatever the policy says.
#[test]
fn a_processor_abroad_is_told() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    desk::registers::processors_add(&mut room.session, &PROCESSORS.replace("\"RU\"", "\"DE\""))
        .expect("a processor");
    let case = room.case("Щукина Вера Олеговна", &[Kind::Access], |_| {});
    room.identify(&case.number);
    let preview = desk::letters::preview(&room.session, &case.number, "access_answer").expect("a preview");
    assert!(preview.text.contains("ООО «Пример-Колл» (Германия)"), "{}", preview.text);
    assert!(
        !preview
            .text
            .to_lowercase()
            .contains("трансграничная передача персональных данных не осуществляется")
    );
    assert!(preview.warnings.iter().any(|w| w.code == "cross_border_conflict"));
}

/// Letters of access are not offered for other demands, and not twice.
#[test]
fn only_a_demand_of_access_is_offered_its_letters() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let other = room.case("Карпов Олег Ильич", &[Kind::StopMarketing], |_| {});
    assert!(other.templates.iter().all(|t| !t.proposed && t.why_not.is_some()), "{:?}", other.templates);
    let case = room.case("Щукина Вера Олеговна", &[Kind::Access], |_| {});
    room.identify(&case.number);
    let proposed = |room: &Room| {
        let case = desk::cases::show(&room.session, &case.number).expect("the case");
        case.templates.iter().find(|t| t.proposed).map(|t| t.template.clone())
    };
    assert_eq!(proposed(&room).as_deref(), Some("access_answer"));
    desk::letters::issue(&mut room.session, &case.number, "access_answer").expect("issued");
    assert_eq!(proposed(&room), None, "the answer was issued");
}

/// A request for particulars after the term says that the term is over, and promises no answer in the past.
#[test]
fn a_late_request_for_particulars_says_so() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let case = room.case("Щукина Вера Олеговна", &[Kind::Access], |r| {
        r.received = crate::room::day("2026-09-22")
    });
    let text =
        desk::letters::preview(&room.session, &case.number, "ask_particulars").expect("a preview").text;
    assert!(text.contains("Этот срок истёк 06.10.2026") && !text.contains("в тот же срок"), "{text}");
    assert!(text.contains("ул. Вымышленная"), "the postal address stands in the addressee");
}

/// A changed register changes the next draft; what was issued stays as it was, byte for byte.
#[test]
fn an_issued_letter_does_not_change() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    desk::registers::processors_add(&mut room.session, PROCESSORS).expect("a processor");
    let case = room.case("Щукина Вера Олеговна", &[Kind::Access], |_| {});
    room.identify(&case.number);
    let before = room.path("before.pdf");
    let issued = desk::letters::issue_to(&mut room.session, &case.number, "access_answer", &before, false)
        .expect("issued");
    let moved = PROCESSORS.replace("ул. Лесная, д. 1", "ул. Новая, д. 22");
    let added = desk::registers::processors_add(&mut room.session, &moved).expect("moved");
    assert_eq!((added.added.len(), added.updated.len()), (0, 1));
    let draft = desk::letters::preview(&room.session, &case.number, "access_answer").expect("a preview").text;
    assert!(
        draft.contains("ул. Новая, д. 22") && !draft.contains("ул. Лесная"),
        "the draft follows the register"
    );
    let after = room.path("after.pdf");
    let saved =
        desk::letters::save(&mut room.session, &issued.letter.number, &after, false).expect("saved again");
    assert_eq!(saved.sha256, issued.letter.sha256);
    assert_eq!(std::fs::read(&before).expect("before"), std::fs::read(&after).expect("after"));
    assert!(pdf_text(&after).contains("Лесная"));
}

#[test]
fn same_letter_same_bytes() {
    let make = || {
        let mut room = room("2026-11-25", PolicyPreset::Konekt);
        let case = room.case("Щукина Вера Олеговна", &[Kind::Access], |_| {});
        desk::letters::issue(&mut room.session, &case.number, "ask_particulars")
            .expect("issued")
            .letter
            .sha256
    };
    assert_eq!(make(), make());
}
