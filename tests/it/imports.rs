//! What an import does to the register when files come again, changed or broken off.

use desk::imports::{self, Options};
use desk::wire::PolicyPreset;
use desk::{DeskError, Kind};

use crate::room::{Room, room};

const HEAD: &str = "\u{feff}Номер обращения;Дата;Телефон;ФИО;Текст\r\n";

fn import(room: &mut Room, name: &str, rows: &str) -> desk::wire::ImportResult {
    let path = room.path(name);
    std::fs::write(&path, format!("{HEAD}{rows}")).expect("a csv");
    imports::run(&mut room.session, &path, &Options::default(), &mut |_| true)
        .unwrap_or_else(|e| panic!("{name}: {e:?}"))
}

#[test]
fn a_changed_row_keeps_what_it_was_and_opens_the_clock_of_what_it_asks_now() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let person = "20.11.2026;8 900 000-00-01;Щукина Вера Олеговна";
    import(
        &mut room,
        "1.csv",
        &format!("КЦ-1;{person};Прошу сообщить, какие мои персональные данные вы храните\r\n"),
    );
    let again = format!("КЦ-1;{person};Прошу удалить мои персональные данные\r\n");
    let second = import(&mut room, "2.csv", &again);
    assert_eq!((second.rows.joined, second.rows.new_cases), (1, 0));
    let case = desk::cases::show(&room.session, "2026-0001").expect("the case");
    assert_eq!(case.contacts.len(), 1, "one contact, changed");
    assert_eq!(case.contacts[0].text, "Прошу удалить мои персональные данные");
    assert_eq!(case.contacts[0].earlier[0].text, "Прошу сообщить, какие мои персональные данные вы храните");
    let kinds: Vec<Kind> = case.demands.iter().map(|d| d.kind).collect();
    assert!(kinds.contains(&Kind::Access) && kinds.contains(&Kind::Destruction), "{kinds:?}");
    // Both exports again: each finds its own content.
    for name in ["1.csv", "2.csv"] {
        let path = room.path(name);
        let result =
            imports::run(&mut room.session, &path, &Options::default(), &mut |_| true).expect("again");
        assert_eq!((result.rows.already_imported, result.rows.joined), (1, 0), "{name}");
    }
    assert!(desk::vaults::verify(&room.session).ok);
}

#[test]
fn a_cancelled_import_leaves_nothing() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let rows: String = (0..1500)
        .map(|i| {
            format!(
                "КЦ-{i};20.11.2026;8 900 000-{:02}-{:02};Щукина Вера Олеговна;Прошу удалить мои данные\r\n",
                i / 100,
                i % 100
            )
        })
        .collect();
    let path = room.path("many.csv");
    std::fs::write(&path, format!("{HEAD}{rows}")).expect("a csv");
    let head = room.session.trail_state().expect("a trail");
    let mut steps = 0;
    let stopped = imports::run(&mut room.session, &path, &Options::default(), &mut |_| {
        steps += 1;
        steps < 3
    });
    assert!(matches!(stopped, Err(DeskError::Cancelled)), "{stopped:?}");
    assert_eq!(room.session.trail_state().expect("a trail"), head, "nothing was written");
    assert_eq!(imports::list(&room.session).expect("runs").imports.len(), 0);
    // The same file imports whole afterwards, from the first number.
    let done = imports::run(&mut room.session, &path, &Options::default(), &mut |_| true).expect("whole");
    assert_eq!(done.rows.read, 1500);
    assert_eq!(desk::cases::show(&room.session, "2026-0001").expect("the first").number, "2026-0001");
    assert!(desk::vaults::verify(&room.session).ok);
}

#[test]
fn rows_that_are_not_personal_data_lose_their_text_when_reviewed() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let result = import(
        &mut room,
        "1.csv",
        "КЦ-1;20.11.2026;8 900 000-00-01;Щукина Вера Олеговна;не работает интернет второй день\r\n",
    );
    assert_eq!(result.rows.not_personal_data, 1);
    let run = result.run.expect("a run");
    let shown = imports::show(&room.session, &run).expect("the run");
    assert_eq!(shown.other[0].text.as_deref(), Some("не работает интернет второй день"));
    let reviewed = imports::review(&mut room.session, &run).expect("reviewed");
    assert_eq!(
        (reviewed.other[0].text.as_deref(), reviewed.other[0].reviewed_on),
        (None, Some(crate::room::day("2026-11-25")))
    );
    assert!(!reviewed.other[0].reason.is_empty(), "number, date and reason stay");
    assert!(desk::vaults::verify(&room.session).ok);
}

/// The same sheet of the same file is known, whatever its columns are taken for the second time.
#[test]
fn another_mapping_makes_no_doubles() {
    let mut room = room("2026-11-25", PolicyPreset::Konekt);
    let path = room.path("same.csv");
    let row = "20.11.2026;8 900 000-00-01;Щукина Вера Олеговна;Прошу удалить мои персональные данные";
    std::fs::write(&path, format!("\u{feff}Дата;Телефон;ФИО;Текст\r\n{row}\r\n")).expect("a csv");
    let first = imports::run(&mut room.session, &path, &Options::default(), &mut |_| true).expect("imported");
    assert_eq!(first.rows.new_cases, 1);
    let mapping = vec![desk::wire::MapEntry { letter: "D".to_owned(), field: Some("topic".to_owned()) }];
    let again =
        imports::run(&mut room.session, &path, &Options { mapping, ..Options::default() }, &mut |_| true);
    assert_eq!(again.expect("known").rows.already_imported, 1);
    let planned = Options { planned_sha256: Some("00".repeat(32)), ..Options::default() };
    let changed = imports::run(&mut room.session, &path, &planned, &mut |_| true);
    assert!(matches!(changed, Err(DeskError::FileChanged)), "{changed:?}");
}
