//! `otvet today`: the next actions, each with its reason and date.

use serde_json::Value;

use crate::support::{Desk, TODAY, count, konekt, list, text, texts};

fn add(desk: &Desk, name: &str, received: &str, kinds: &str) -> String {
    let args = ["case", "add", "--received", received, "--channel", "email", "--full-name", name];
    let more = ["--kind", kinds, "--text", "Требование по персональным данным"];
    text(&desk.json(&[&args[..], &more[..]].concat())["number"]).to_owned()
}

fn of_case<'a>(view: &'a Value, number: &str) -> Vec<&'a Value> {
    list(&view["actions"]).iter().filter(|action| action["case"] == number).collect()
}

#[test]
fn an_empty_register_still_has_the_recovery_key_to_confirm() {
    let desk = Desk::with(konekt());
    let view = desk.json(&["today"]);
    assert_eq!(texts(&view["actions"], "id"), ["recovery"]);
    let action = &view["actions"][0];
    assert!(action["case"].is_null() && action["due_on"].is_null(), "{action}");
    assert_eq!(action["what"], "Подтвердить резервный ключ");
    assert_eq!(action["place"]["section"], "settings");
    assert_eq!(view["today"], TODAY);
}

#[test]
fn each_demand_is_an_action_with_its_reason_and_date() {
    let desk = Desk::with(konekt());
    // Ten working days from 05.11.2026 end on 19.11.2026; from 09.11.2026 on 23.11.2026, which is today.
    let late = add(&desk, "Примеров Иван Ильич", "2026-11-05", "access,stop_processing");
    let today = add(&desk, "Образцова Вера Олеговна", "2026-11-09", "access");
    let later = add(&desk, "Поздних Олег Ильич", TODAY, "access");
    let view = desk.json(&["today"]);
    let actions = of_case(&view, &late);
    assert_eq!(actions.len(), 2);
    // Of one date the graver: stopping the processing.
    assert_eq!(actions[0]["kind"], "stop_processing");
    assert_eq!(actions[0]["what"], "Прекратить обработку и закрыть требование");
    assert_eq!(actions[0]["why"], "прекращение обработки · ст. 21 ч. 5.1");
    assert_eq!(actions[0]["due_on"], "2026-11-19");
    assert_eq!(actions[0]["group"], "overdue");
    assert_eq!(actions[0]["left"]["left"], "просрочено на 2 раб. дня");
    assert_eq!(actions[0]["place"]["id"], late.as_str());
    let now = of_case(&view, &today);
    assert_eq!(now[0]["group"], "today");
    assert_eq!(now[0]["what"], "Проверить личность и ответить");
    assert!(of_case(&view, &later).is_empty(), "its date is far");

    let overdue = list(&view["groups"]).iter().find(|group| group["group"] == "overdue").expect("a group");
    assert_eq!(count(&overdue["total"]), 2);
    assert_eq!(overdue["cases"], desk.json(&["cases", "--overdue"])["total"]);

    desk.json(&["case", "close", &late, "--demand", "access", "--outcome", "satisfied"]);
    desk.json(&["case", "close", &late, "--demand", "stop_processing", "--outcome", "satisfied"]);
    assert!(of_case(&desk.json(&["today"]), &late).is_empty(), "closed demands are no work");
}

#[test]
fn the_text_is_grouped_and_says_the_risk() {
    let desk = Desk::with(konekt());
    let number = add(&desk, "Образцова Вера Олеговна", "2026-11-09", "access");
    let shown = desk.plain(&["today", "--today", TODAY]).done().stdout.replace('\u{a0}', " ");
    assert!(shown.starts_with("понедельник, 23 ноября 2026 г.\n"), "{shown}");
    assert!(
        shown.contains(
            "Если открыть программу только в понедельник, 30 ноября, просроченным станет ещё 1 срок."
        ),
        "{shown}"
    );
    assert!(shown.contains("Сегодня, 23 ноября (1)\n"), "{shown}");
    assert!(shown.contains("  Проверить личность и ответить — Образцова Вера Олеговна\n"), "{shown}");
    assert!(
        shown.contains(&format!("    № {number} · доступ к данным · ст. 20 ч. 1 · 23.11.2026 · сегодня\n")),
        "{shown}"
    );
    assert!(shown.contains("Другие дела (1)"), "{shown}");
    let english =
        desk.plain(&["today", "--today", TODAY, "--lang", "en"]).done().stdout.replace('\u{a0}', " ");
    assert!(english.contains("Check identity and answer"), "{english}");
    assert!(english.contains("If the program is opened only on Monday, 30 November"), "{english}");
}

#[test]
fn refused_rows_stand_there_until_a_later_sheet_brings_them_in_order() {
    let desk = Desk::with(konekt());
    let head = "Номер обращения;Дата;Телефон;ФИО;Текст\r\n";
    let good = "1;20.11.2026;8 900 000-00-01;Щукина Вера Олеговна;Прошу удалить мои персональные данные\r\n";
    desk.write(
        "first.csv",
        format!("\u{feff}{head}{good}2;;8 900 000-00-02;Карпов Олег Ильич;Прошу удалить данные\r\n"),
    );
    let run = text(&desk.json(&["import", "first.csv"])["run"]).to_owned();
    let view = desk.json(&["today"]);
    let action =
        list(&view["actions"]).iter().find(|action| action["id"] == format!("run/{run}")).expect("a run");
    assert_eq!(text(&action["what"]).replace('\u{a0}', " "), "Исправить 1 отклонённую строку");
    assert_eq!(action["who"], "first.csv");
    assert_eq!(action["place"]["section"], "imports");

    desk.write(
        "second.csv",
        format!(
            "\u{feff}{head}{good}2;20.11.2026;8 900 000-00-02;Карпов Олег Ильич;Прошу удалить данные\r\n"
        ),
    );
    desk.json(&["import", "second.csv"]);
    assert!(!texts(&desk.json(&["today"])["actions"], "id").iter().any(|id| id.starts_with("run/")));
}

#[test]
fn a_contract_is_work_from_thirty_days_before_its_end() {
    let desk = Desk::with(konekt());
    let contract = |name: &str, until: &str| {
        format!(
            "[[processor]]\nname = \"{name}\"\naddress = \"г. Тверь\"\ncontract = {{ number = \"7\", date = 2026-01-10, until = {until} }}\n"
        )
    };
    let file = ["2026-11-20", "2026-12-20", "2027-06-01"]
        .iter()
        .zip(["ООО «Истёкший»", "ООО «Скорый»", "ООО «Долгий»"])
        .map(|(until, name)| contract(name, until))
        .collect::<String>();
    desk.write("processors.toml", file);
    desk.json(&["processors", "add", "--file", "processors.toml"]);
    let view = desk.json(&["today"]);
    let contracts: Vec<(&str, &str)> = list(&view["actions"])
        .iter()
        .filter(|action| action["place"]["section"] == "processors")
        .map(|action| (text(&action["who"]), text(&action["left"]["state"])))
        .collect();
    assert_eq!(contracts, [("ООО «Истёкший»", "overdue"), ("ООО «Скорый»", "soon")]);
}

#[test]
fn a_limit_caps_each_group_and_the_totals_stay_true() {
    let desk = Desk::with(konekt());
    add(&desk, "Примеров Иван Ильич", "2026-11-05", "access,stop_processing,rectification");
    let view = desk.json(&["today", "--limit", "1"]);
    let overdue: Vec<&Value> = list(&view["actions"]).iter().filter(|a| a["group"] == "overdue").collect();
    assert_eq!(overdue.len(), 1);
    assert_eq!(count(&view["groups"][0]["total"]), 3);
    desk.run(&["today", "--limit", "many"]).refused(2, "usage");
}
