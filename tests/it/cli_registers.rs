//! Contract of the registers: the check of the three lists, purposes, lists with their search; and the forms of the
//! window over a real register: what is saved, refused, removed, and what the trail says of it.

use desk::wire::{
    DisclosureForm, DisclosureRemoveRequest, PointEntry, PointRequest, PointState, PolicyPreset,
    ProcessorForm, RecipientKind, RemovalReason,
};
use desk::{DeskError, FieldProblem, register_forms, registers};
use serde_json::Value;

use crate::room::{Room, room};
use crate::support::{Desk, TODAY, konekt, list, text, texts};

const PROCESSORS: &str = r#"
[[processor]]
name = "ООО «Пример-Колл»"
address = "170100, г. Тверь, ул. Лесная, д. 1"
country = "RU"
contract = { number = "12/2026", date = 2026-02-01, until = 2026-12-10 }
purposes = ["анализ качества предоставляемого сервиса и улучшение качества обслуживания клиентов"]
data = ["фамилия, имя, отчество", "номер телефона"]
checklist = { data_list = { state = "met", clause = "п. 2.1" }, localisation = { state = "not_met" } }

[[processor]]
name = "ООО «Пример-Сообщения»"
contract = { number = "7-С", date = 2024-05-20, until = 2026-10-31 }
purposes = ["отправка рекламных и информационных сообщений"]
data = ["номер телефона"]
"#;

const DISCLOSURES: &str = r#"
[[disclosure]]
date = 2026-03-02
recipient = "ООО «Пример-Колл»"
kind = "processor"
ground = "договор № 12/2026"
purpose = "анализ качества предоставляемого сервиса"
data = ["ФИО", "дата рождения"]
group = { what = "опрос", count = 120 }

[[disclosure]]
date = 2026-03-05
recipient = "ИП Образцов"
kind = "processor"
ground = "устная договорённость"
purpose = "курьерская доставка"
data = ["номер телефона"]
subject = { phone = "+79161234567" }

[[disclosure]]
date = 2026-03-06
recipient = "ООО «Гарантия плюс»"
kind = "independent_operator"
ground = "согласие от 01.03.2026"
purpose = "проведение маркетинговых исследований и рассылок"
data = ["номер телефона", "адрес регистрации"]
subject = { phone = "+79161234567" }
"#;

fn desk() -> Desk {
    let desk = Desk::with(konekt());
    desk.write("processors.toml", PROCESSORS);
    desk.write("disclosures.toml", DISCLOSURES);
    desk.json(&["processors", "add", "--file", "processors.toml"]);
    desk.json(&["disclosures", "add", "--file", "disclosures.toml"]);
    desk
}

fn of<'a>(document: &'a Value, subject: &str) -> Vec<&'a str> {
    list(&document["findings"])
        .iter()
        .filter(|finding| finding["subject"] == subject)
        .map(|finding| text(&finding["code"]))
        .collect()
}

#[test]
fn the_check_tells_where_contracts_and_policy_part() {
    let document = desk().json(&["processors", "check"]);
    let call = of(&document, "ООО «Пример-Колл»");
    assert_eq!(call, ["contract_gaps", "processor_not_in_policy"]);
    let messages = of(&document, "ООО «Пример-Сообщения»");
    assert_eq!(
        messages,
        ["contract_gaps", "contract_expired", "processor_address_missing", "processor_not_in_policy"]
    );
    for finding in list(&document["findings"]) {
        assert!(!text(&finding["message"]).is_empty() && !text(&finding["fix"]).is_empty(), "{finding}");
    }
}

#[test]
fn the_check_tells_what_went_out_beyond_contract_and_policy() {
    let desk = desk();
    let document = desk.json(&["disclosures", "check"]);
    assert_eq!(of(&document, "ООО «Пример-Колл»"), ["data_beyond_contract"]);
    assert_eq!(of(&document, "ИП Образцов"), ["recipient_without_contract"]);
    // Seed 4.5: five items only, to those whom the clause names.
    assert_eq!(of(&document, "ООО «Гарантия плюс»"), ["recipient_not_in_policy", "data_beyond_policy"]);
    let human = desk.plain(&["disclosures", "check", "--today", "2026-11-23"]).done();
    assert!(
        human.stdout.contains("адрес регистрации") && human.stdout.contains("Расхождений и пробелов: 4"),
        "{human}"
    );
    let english = desk.plain(&["disclosures", "check", "--lang", "en"]).done();
    assert!(english.stdout.contains("the register has no contract"), "{english}");
}

#[test]
fn an_empty_register_has_nothing_to_find() {
    let desk = Desk::with(konekt());
    assert!(list(&desk.json(&["processors", "check"])["findings"]).is_empty());
    assert!(list(&desk.json(&["disclosures", "check"])["findings"]).is_empty());
}

#[test]
fn processors_are_searched_by_name_contract_and_purpose_and_tell_what_is_left() {
    let desk = desk();
    for (search, found) in [("колл", 1), ("7-С", 1), ("сообщений", 1), ("пример", 2), ("никого", 0)]
    {
        let page = desk.json(&["processors", "list", "--search", search]);
        assert_eq!(list(&page["processors"]).len(), found, "{search}: {page}");
    }
    let page = desk.json(&["processors", "list"]);
    assert_eq!(texts(&page["processors"], "term"), ["ending", "ended"]);
    assert_eq!(page["processors"][0]["left"]["left"], "13 раб. дней");
    assert_eq!(page["processors"][1]["left"]["state"], "overdue");
}

#[test]
fn purposes_are_listed_shown_and_checked() {
    let desk = desk();
    let page = desk.json(&["purposes", "list"]);
    assert_eq!(list(&page["purposes"]).len(), 8, "seed 2.5.1 to 2.5.8");
    let one = desk.json(&["purposes", "show", "2.5.7"]);
    assert_eq!(one["id"], "service_quality");
    assert!(!list(&one["grounds"]).is_empty() && !list(&one["categories"]).is_empty(), "{one}");
    assert_eq!(one["processors"], serde_json::json!(["ООО «Пример-Колл»"]));
    desk.run(&["purposes", "show", "9.9"]).refused(1, "not_found");
    let findings = desk.json(&["purposes", "check"]);
    let codes = texts(&findings["findings"], "code");
    for code in ["policy_contradicts", "policy_outdated", "policy_silent"] {
        assert!(codes.contains(&code), "{codes:?}");
    }
    let human = desk.plain(&["purposes", "list"]).done();
    assert!(human.stdout.contains("2.5.8"), "{human}");
}

#[test]
fn bad_fields_of_a_file_are_named_and_change_nothing() {
    let desk = Desk::with(konekt());
    for (from, to, place) in [
        ("country = \"RU\"", "country = \"Россия\"", "country"),
        ("until = 2026-12-10", "until = 2026-01-31", "contract_until"),
        ("name = \"ООО «Пример-Колл»\"", "name = \" \"", "processor_name"),
    ] {
        desk.write("bad.toml", PROCESSORS.replace(from, to));
        let document = desk.run(&["processors", "add", "--file", "bad.toml"]).refused(1, "field_invalid");
        assert_eq!(document["error"]["place"], place);
    }
    assert!(list(&desk.json(&["processors", "list"])["processors"]).is_empty());
}

// ---- the forms -------------------------------------------------------------------------------------------------

fn form(name: &str) -> ProcessorForm {
    ProcessorForm {
        id: None,
        revision: None,
        name: name.to_owned(),
        address: Some(" г. Тверь ".to_owned()),
        inn: Some("7707083894".to_owned()),
        country: Some("ru".to_owned()),
        contract_number: Some("1".to_owned()),
        contract_date: Some("2026-01-01".parse().expect("a day")),
        contract_until: None,
        purposes: vec!["обработка обращений".to_owned(), " обработка обращений".to_owned(), String::new()],
        data: vec!["номер телефона".to_owned()],
        points: vec![PointEntry {
            point: "data_list".to_owned(),
            state: PointState::Met,
            clause: Some("п. 1".to_owned()),
        }],
    }
}

fn disclosure(recipient: &str) -> DisclosureForm {
    DisclosureForm {
        id: None,
        revision: None,
        date: "2026-11-20".parse().expect("a day"),
        recipient: recipient.to_owned(),
        recipient_address: None,
        kind: RecipientKind::Processor,
        ground: "договор № 1".to_owned(),
        purpose: "обработка обращений".to_owned(),
        data: vec!["номер телефона".to_owned()],
        channel: None,
        full_name: None,
        birth_date: None,
        phone: Some("8 (916) 123-45-67".to_owned()),
        email: None,
        contract: None,
        case: None,
        group_what: None,
        group_count: None,
    }
}

fn field(error: &DeskError) -> Option<(&'static str, &FieldProblem)> {
    match error {
        DeskError::Field { field, problem } => Some((*field, problem)),
        _ => None,
    }
}

/// Last entry of the trail: action and record.
fn last(room: &Room) -> (String, String) {
    let page = desk::trail::list(
        &room.session,
        &desk::wire::AuditRequest { from: 0, count: 1, search: None, about: None },
    )
    .expect("the trail");
    let entry = page.entries.first().expect("an entry");
    (entry.action.clone(), entry.entity_id.clone())
}

#[test]
fn a_processor_is_saved_changed_and_marked_with_its_id_in_the_trail() {
    let mut room = room(TODAY, PolicyPreset::Konekt);
    let view = register_forms::processor_save(&mut room.session, &form("ООО «Двор»")).expect("saved");
    assert_eq!(last(&room), ("processor_add".to_owned(), view.id.clone()));
    assert_eq!((view.address.as_deref(), view.country.as_deref()), (Some("г. Тверь"), Some("RU")));
    assert_eq!(view.purposes, ["обработка обращений"], "each once");
    assert!(view.warnings.iter().any(|w| w.contains("ИНН")), "control digits warn: {:?}", view.warnings);
    let point = PointRequest {
        id: view.id.clone(),
        point: "security".to_owned(),
        state: PointState::Met,
        clause: Some(" ".to_owned()),
    };
    let error = register_forms::processor_point(&mut room.session, &point).expect_err("no evidence");
    assert_eq!(field(&error), Some(("clause", &FieldProblem::Empty)));
    let point = PointRequest { clause: Some("п. 4.2".to_owned()), ..point };
    let marked = register_forms::processor_point(&mut room.session, &point).expect("marked");
    assert_eq!(last(&room), ("processor_point".to_owned(), view.id.clone()));
    assert_eq!(marked.checklist.iter().filter(|p| p.state == "met").count(), 2);
    let wrong = PointRequest { point: "no_such".to_owned(), ..point };
    assert!(register_forms::processor_point(&mut room.session, &wrong).is_err());
    // The form that was opened before the point was marked does not write over it.
    let stale =
        ProcessorForm {
            id: Some(view.id.clone()), revision: Some(view.revision), ..form("ООО «Двор»")
        };
    let error = register_forms::processor_save(&mut room.session, &stale).expect_err("changed since");
    assert!(matches!(error, DeskError::EditedSince), "{error:?}");
    let fresh = ProcessorForm { revision: Some(marked.revision), inn: None, ..stale };
    let changed = register_forms::processor_save(&mut room.session, &fresh).expect("changed");
    assert_eq!(last(&room), ("processor_change".to_owned(), view.id));
    assert_eq!(changed.inn, None);
    assert!(desk::vaults::verify(&room.session).ok);
}

#[test]
fn a_name_is_unique_and_a_new_one_goes_to_the_disclosures() {
    let mut room = room(TODAY, PolicyPreset::Konekt);
    let one = register_forms::processor_save(&mut room.session, &form("ООО «Двор»")).expect("saved");
    register_forms::processor_save(&mut room.session, &form("ООО «Сад»")).expect("saved");
    for id in [None, Some(one.id.clone())] {
        let taken = ProcessorForm { id, ..form("ООО «Сад»") };
        let error = register_forms::processor_save(&mut room.session, &taken).expect_err("taken");
        assert_eq!(field(&error), Some(("processor_name", &FieldProblem::Known)));
    }
    register_forms::disclosure_save(&mut room.session, &disclosure("ООО «Двор»")).expect("recorded");
    let renamed = ProcessorForm { id: Some(one.id.clone()), ..form("ООО «Новый двор»") };
    let view = register_forms::processor_save(&mut room.session, &renamed).expect("renamed");
    assert_eq!((view.name.as_str(), view.disclosures), ("ООО «Новый двор»", 1));
    // While a disclosure names it, it stays.
    let error = register_forms::processor_remove(&mut room.session, &one.id).expect_err("in use");
    assert!(matches!(error, DeskError::ProcessorInUse { disclosures: 1 }), "{error:?}");
    assert!(desk::vaults::verify(&room.session).ok);
}

#[test]
fn an_id_is_not_given_twice_after_a_removal() {
    let mut room = room(TODAY, PolicyPreset::Konekt);
    let one = register_forms::processor_save(&mut room.session, &form("ООО «Двор»")).expect("saved");
    register_forms::processor_remove(&mut room.session, &one.id).expect("removed");
    assert_eq!(last(&room), ("processor_remove".to_owned(), one.id.clone()));
    let two = register_forms::processor_save(&mut room.session, &form("ООО «Двор»")).expect("saved");
    assert_ne!(one.id, two.id);
    assert!(register_forms::processor_remove(&mut room.session, &one.id).is_err(), "it is gone");
    assert!(desk::vaults::verify(&room.session).ok);
}

#[test]
fn a_disclosure_is_recorded_corrected_and_removed_for_a_reason() {
    let mut room = room(TODAY, PolicyPreset::Konekt);
    let row =
        register_forms::disclosure_save(&mut room.session, &disclosure("ООО «Двор»")).expect("recorded");
    assert_eq!(last(&room), ("disclosure_add".to_owned(), row.id.clone()));
    let error =
        register_forms::disclosure_save(&mut room.session, &disclosure("ООО «Двор»")).expect_err("twice");
    assert_eq!(field(&error), Some(("recipient", &FieldProblem::Known)));
    let opened = register_forms::disclosure_form(&room.session, &row.id).expect("opened");
    assert_eq!(opened.phone.as_deref(), Some("+7 916 123-45-67"));
    let corrected = DisclosureForm {
        phone: None,
        group_what: Some("опрос".to_owned()),
        group_count: Some(12),
        ..opened.clone()
    };
    let changed = register_forms::disclosure_save(&mut room.session, &corrected).expect("corrected");
    assert_eq!(last(&room), ("disclosure_change".to_owned(), row.id.clone()));
    assert!(changed.subject.contains("опрос"), "{changed:?}");
    let error =
        register_forms::disclosure_save(&mut room.session, &opened).expect_err("opened before the change");
    assert!(matches!(error, DeskError::EditedSince), "{error:?}");
    let request = DisclosureRemoveRequest { id: row.id.clone(), reason: RemovalReason::Duplicate };
    register_forms::disclosure_remove(&mut room.session, &request).expect("removed");
    assert_eq!(last(&room), ("disclosure_remove_duplicate".to_owned(), row.id.clone()));
    assert!(register_forms::disclosure_remove(&mut room.session, &request).is_err(), "it is gone");
    assert!(desk::vaults::verify(&room.session).ok);
}

#[test]
fn a_disclosure_says_at_which_field_it_is_wrong() {
    let mut room = room(TODAY, PolicyPreset::Konekt);
    let good = disclosure("ООО «Двор»");
    let nobody = DisclosureForm { phone: None, ..good.clone() };
    let cases = [
        (DisclosureForm { date: "2099-01-01".parse().expect("a day"), ..good.clone() }, "on"),
        (DisclosureForm { recipient: " ".to_owned(), ..good.clone() }, "recipient"),
        (DisclosureForm { ground: String::new(), ..good.clone() }, "disclosure_ground"),
        (DisclosureForm { purpose: String::new(), ..good.clone() }, "purpose"),
        (DisclosureForm { data: vec![" ".to_owned()], ..good.clone() }, "data"),
        (DisclosureForm { phone: Some("12".to_owned()), ..good.clone() }, "phone"),
        (DisclosureForm { email: Some("не адрес".to_owned()), ..good.clone() }, "email"),
        (DisclosureForm { case: Some("2099-0001".to_owned()), ..good.clone() }, "case"),
        (DisclosureForm { group_what: Some("опрос".to_owned()), ..nobody.clone() }, "group_count"),
        (DisclosureForm { group_count: Some(5), ..nobody.clone() }, "group_what"),
        (
            DisclosureForm {
                group_what: Some("опрос".to_owned()), group_count: Some(0), ..nobody.clone()
            },
            "group_count",
        ),
        (DisclosureForm { purpose: "ц".repeat(2001), ..good.clone() }, "purpose"),
        (nobody, "subject"),
    ];
    for (form, place) in cases {
        let error = register_forms::disclosure_save(&mut room.session, &form).expect_err(place);
        assert_eq!(field(&error).map(|(field, _)| field), Some(place), "{error:?}");
    }
    assert!(registers::disclosures_list(&room.session, &all()).expect("a list").disclosures.is_empty());
}

fn all() -> desk::wire::DisclosuresRequest {
    desk::wire::DisclosuresRequest { search: None, case: None }
}

#[test]
fn the_forms_propose_the_policy_and_what_is_known() {
    let mut room = room(TODAY, PolicyPreset::Konekt);
    register_forms::processor_save(&mut room.session, &form("ООО «Двор»")).expect("saved");
    let court = DisclosureForm {
        kind: RecipientKind::Court,
        ground: "ст. 6 ч. 1 п. 3".to_owned(),
        channel: Some("нарочно".to_owned()),
        ..disclosure("Мировой суд")
    };
    register_forms::disclosure_save(&mut room.session, &court).expect("recorded");
    let known = register_forms::suggestions(&room.session).expect("suggestions");
    assert!(known.purposes.iter().any(|p| p.clause.as_deref() == Some("2.5.1")));
    assert!(known.purposes.iter().any(|p| p.clause.is_none() && p.text == "обработка обращений"));
    assert!(known.data.iter().any(|d| d.text == "фамилия, имя, отчество" && d.clause.is_some()));
    assert_eq!(known.points.len(), 10);
    assert_eq!(known.channels, ["нарочно"]);
    let yard = known.recipients.iter().find(|r| r.name == "ООО «Двор»").expect("the processor");
    assert_eq!(yard.ground.as_deref(), Some("договор № 1 от 01.01.2026"));
    let court = known.recipients.iter().find(|r| r.name == "Мировой суд").expect("the earlier recipient");
    assert_eq!((court.kind, court.ground.as_deref()), (RecipientKind::Court, Some("ст. 6 ч. 1 п. 3")));
}
