//! The published policy of the example is the worked case: its clauses, a contract, and what went out.

use register::disclosures::Whose;
use register::processors::Point;

use super::*;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn texts(list: &[&str]) -> Vec<String> {
    list.iter().map(|t| (*t).to_owned()).collect()
}

/// A contract with all ten points, for handling requests.
fn processor() -> Processor {
    let met = |p: &ContractPoint| {
        (p.as_str().to_owned(), Point { state: "met".to_owned(), clause: Some("п. 2.1".to_owned()) })
    };
    Processor {
        id: 3,
        name: "ООО «Пример-Колл»".to_owned(),
        address: Some("170100, г. Тверь, ул. Лесная, д. 1".to_owned()),
        inn: None,
        country: Some("RU".to_owned()),
        contract_number: Some("12/2026".to_owned()),
        contract_date: Some(day("2026-02-01")),
        contract_until: Some(day("2027-02-01")),
        purposes: texts(&[
            "анализ качества предоставляемого сервиса и улучшение качества обслуживания клиентов",
        ]),
        data: texts(&["фамилия, имя, отчество", "номер телефона"]),
        checklist: ContractPoint::ALL.iter().map(met).collect(),
    }
}

fn event(
    id: i64,
    date: &str,
    recipient: &str,
    kind: RecipientKind,
    purpose: &str,
    data: &[&str],
) -> Disclosure {
    Disclosure {
        id,
        date: day(date),
        recipient: recipient.to_owned(),
        recipient_address: None,
        kind,
        ground: "договор № 12/2026".to_owned(),
        purpose: purpose.to_owned(),
        data: texts(data),
        channel: None,
        whose: Whose { phone: Some("+79161234567".to_owned()), ..Whose::default() },
    }
}

const QUALITY: &str = "анализ качества предоставляемого сервиса и улучшение качества обслуживания клиентов";
const OFFERS: &str = "проведение маркетинговых исследований и рассылок";

fn found(policy: &PolicyFile, processors: &[Processor], disclosures: &[Disclosure]) -> Vec<Finding> {
    let today = day("2026-11-23");
    check(&Lists { policy, processors, disclosures, today, lang: Lang::Ru })
}

fn codes(findings: &[Finding]) -> Vec<&str> {
    findings.iter().map(|f| f.code.as_str()).collect()
}

/// The policy of the example with a list of those who process published beside it.
fn naming(names: &[&str]) -> PolicyFile {
    let mut policy = PolicyFile::konekt();
    let clause = policy.recipients.iter_mut().find(|r| r.id == "processors").expect("clause 4.4");
    clause.names = texts(names);
    policy
}

#[test]
fn lists_that_agree_give_nothing() {
    let policy = naming(&["ООО \"ПРИМЕР-КОЛЛ\""]);
    // Other spellings of the same data are the same data.
    let events =
        [event(1, "2026-03-02", "ООО «Пример-Колл»", RecipientKind::Processor, QUALITY, &["ФИО", "телефон"])];
    assert_eq!(codes(&found(&policy, &[processor()], &events)), Vec::<&str>::new());
}

#[test]
fn the_example_names_nobody_and_each_processor_is_told() {
    let findings = found(&PolicyFile::konekt(), &[processor()], &[]);
    assert_eq!(codes(&findings), ["processor_not_in_policy"]);
    let one = &findings[0];
    assert!(one.message.contains("4.4, 4.7"), "{one:?}");
    assert!(
        one.policy_line.as_deref().is_some_and(|l| l.contains("Пример-Колл") && l.contains("Тверь")),
        "{one:?}"
    );
    assert_eq!(one.processor.as_deref(), Some("3"));
}

#[test]
fn a_processor_without_contract_is_told_from_both_sides() {
    let policy = naming(&["ООО «Пример-Колл»", "АО «Опрос»"]);
    let events = [
        event(2, "2026-04-01", "ИП Образцов", RecipientKind::Processor, QUALITY, &["ФИО"]),
        event(1, "2026-03-01", "ИП Образцов", RecipientKind::Processor, QUALITY, &["ФИО"]),
    ];
    let findings = found(&policy, &[processor()], &events);
    assert_eq!(codes(&findings), ["policy_recipient_without_contract", "recipient_without_contract"]);
    assert_eq!(findings[0].subject, "АО «Опрос»");
    // One finding for both events, the newest first.
    assert_eq!(findings[1].disclosures, ["2", "1"]);
    assert!(findings[1].message.contains("передач 2, последняя 01.04.2026"), "{:?}", findings[1]);
}

#[test]
fn data_and_purpose_beyond_the_contract_are_told() {
    let policy = naming(&["ООО «Пример-Колл»"]);
    let name = "ООО «Пример-Колл»";
    let events = [
        event(2, "2026-04-01", name, RecipientKind::Processor, QUALITY, &["ФИО", "дата рождения", "пол"]),
        event(1, "2026-03-01", name, RecipientKind::Processor, "персонализация рекламы", &["номер телефона"]),
    ];
    let findings = found(&policy, &[processor()], &events);
    assert_eq!(codes(&findings), ["data_beyond_contract", "purpose_beyond_contract"]);
    assert_eq!(findings[0].missing, ["дата рождения", "пол"]);
    assert_eq!(findings[0].disclosures, ["2"]);
    assert_eq!(findings[1].missing, ["персонализация рекламы"]);
    assert_eq!(findings[1].disclosures, ["1"]);
}

#[test]
fn a_contract_must_hold_on_the_day() {
    let policy = naming(&["ООО «Пример-Колл»"]);
    let name = "ООО «Пример-Колл»";
    let at = |id, date| event(id, date, name, RecipientKind::Processor, QUALITY, &["ФИО"]);
    // The first and the last day count as in force.
    let events = [at(4, "2027-02-02"), at(3, "2027-02-01"), at(2, "2026-02-01"), at(1, "2026-01-31")];
    let findings = found(&policy, &[processor()], &events);
    assert_eq!(codes(&findings), ["contract_out_of_date", "contract_out_of_date"]);
    assert_eq!(findings[0].disclosures, ["1"]);
    assert_eq!(findings[1].disclosures, ["4"]);
    let ended = Processor { contract_until: Some(day("2026-11-22")), ..processor() };
    assert_eq!(codes(&found(&policy, &[ended], &[])), ["contract_expired"]);
    let today = Processor { contract_until: Some(day("2026-11-23")), ..processor() };
    assert!(found(&policy, &[today], &[]).is_empty());
}

#[test]
fn an_unchecked_point_is_a_gap_like_a_missing_one() {
    let policy = naming(&["ООО «Пример-Колл»"]);
    let mut one = processor();
    one.checklist.remove("incident_notice");
    one.checklist.insert("localisation".to_owned(), Point { state: "not_met".to_owned(), clause: None });
    let findings = found(&policy, &[one], &[]);
    assert_eq!(codes(&findings), ["contract_gaps"]);
    let message = &findings[0].message;
    assert!(message.starts_with("Подтверждено 8 из 10"), "{message}");
    let (no, unknown) = (message.find("Нет: ").expect("no"), message.find("Неизвестно: ").expect("unknown"));
    assert!(
        message[no..unknown].contains("ст. 18 ч. 5") && message[unknown..].contains("инцидентах"),
        "{message}"
    );
}

#[test]
fn a_bare_record_tells_all_that_it_lacks() {
    let bare = Processor {
        address: None,
        contract_number: None,
        contract_date: None,
        contract_until: None,
        purposes: Vec::new(),
        data: Vec::new(),
        checklist: BTreeMap::new(),
        ..processor()
    };
    let policy = naming(&["ООО «Пример-Колл»"]);
    assert_eq!(
        codes(&found(&policy, &[bare], &[])),
        [
            "contract_gaps",
            "contract_missing",
            "processor_address_missing",
            "contract_purposes_missing",
            "contract_data_missing"
        ]
    );
}

#[test]
fn a_contract_is_compared_with_the_policy() {
    let policy = naming(&["ООО «Пример-Колл»"]);
    let mut one = processor();
    one.purposes.push("розыгрыш призов".to_owned());
    one.data.push("группа крови".to_owned());
    one.country = Some("DE".to_owned());
    let findings = found(&policy, &[one], &[]);
    assert_eq!(codes(&findings), ["purpose_not_in_policy", "data_not_in_policy", "country_against_policy"]);
    assert_eq!(findings[0].missing, ["розыгрыш призов"]);
    assert_eq!(findings[1].missing, ["группа крови"]);
    assert!(findings[2].message.contains("4.3"), "{:?}", findings[2]);
}

/// Seed 4.5: only five items may go to partners, and for three purposes.
#[test]
fn only_five_items_may_go_to_partners() {
    let policy = PolicyFile::konekt();
    let to = |id, purpose, data: &[&str]| {
        event(id, "2026-05-05", "ООО «Гарантия плюс»", RecipientKind::IndependentOperator, purpose, data)
    };
    let five = [
        "Ф.И.О.",
        "дата рождения",
        "e-mail",
        "номер мобильного телефона",
        "информация о действиях, совершённых при использовании сайта",
    ];
    let findings = found(&policy, &[], &[to(1, OFFERS, &five)]);
    assert_eq!(codes(&findings), ["recipient_not_in_policy"], "the clause names no partner");
    let findings = found(&policy, &[], &[to(1, OFFERS, &["телефон", "адрес регистрации"])]);
    assert_eq!(codes(&findings), ["recipient_not_in_policy", "data_beyond_policy"]);
    assert_eq!(findings[1].missing, ["адрес регистрации"]);
    assert!(findings[1].message.contains("п. 4.5"), "{:?}", findings[1]);
    let findings = found(&policy, &[], &[to(1, "страхование имущества", &["телефон"])]);
    assert_eq!(codes(&findings), ["recipient_not_in_policy", "purpose_beyond_policy"]);
}

/// A disclosure that cites another clause is judged by it: 4.6.2 has no list of data.
#[test]
fn the_clause_that_the_ground_names_decides() {
    let policy = PolicyFile::konekt();
    let mut one = event(
        1,
        "2026-05-05",
        "АО «Взыскание»",
        RecipientKind::IndependentOperator,
        "защита прав",
        &["адрес регистрации"],
    );
    one.ground = "п. 4.6.2 политики, ст. 6 ч. 1 п. 7".to_owned();
    assert_eq!(codes(&found(&policy, &[], &[one.clone()])), ["recipient_not_in_policy"]);
    one.ground = "согласие от 01.05.2026 (п. 4.5 политики)".to_owned();
    assert!(codes(&found(&policy, &[], &[one])).contains(&"data_beyond_policy"));
}

#[test]
fn courts_bodies_and_representatives_are_no_discrepancy() {
    let events = [
        event(3, "2026-05-05", "Мировой суд", RecipientKind::Court, "запрос суда", &["паспортные данные"]),
        event(2, "2026-05-05", "УМВД", RecipientKind::StateBody, "запрос", &["адрес регистрации"]),
        event(1, "2026-05-05", "Представитель", RecipientKind::Representative, "ознакомление", &["всё"]),
    ];
    assert!(found(&PolicyFile::konekt(), &[], &events).is_empty());
}

#[test]
fn without_a_policy_it_says_so_once() {
    let events = [event(1, "2026-05-05", "УМВД", RecipientKind::StateBody, "запрос", &["адрес"])];
    assert_eq!(codes(&found(&PolicyFile::empty(), &[processor()], &events)), ["policy_missing"]);
}
