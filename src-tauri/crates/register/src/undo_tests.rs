//! Acts taken back: everything is as before, the trail holds, and what was changed since is left alone.

use std::collections::BTreeMap;

use chrono::{DateTime, FixedOffset};
use proptest::prelude::*;
use statute::{Kind, Outcome};

use crate::cases::{self, Closing, Event, Identity};
use crate::demands::{self, Joining};
use crate::disclosures::{self, Disclosure, Whose};
use crate::operator::{self, Operator};
use crate::tests::{act, add, at, day, fresh, new_case};
use crate::undo::{KEPT, UNDONE};
use crate::words::{IdentityMethod, RecipientKind};
use crate::{Entity, Register, RegisterError, Result, trail};

const MASK: &str = "{yyyy}-{nnnn}";

fn when() -> DateTime<FixedOffset> {
    at("2026-11-23T12:00:00+03:00")
}

fn event(what: &str) -> Event {
    Event { at: when(), what: what.to_owned(), detail: None }
}

fn add_case(register: &mut Register, name: &str) -> (i64, String) {
    register
        .write_undoable(&act("case_add", Entity::Case), &[], |w| -> Result<_> {
            cases::add(w, MASK, &new_case(name, "+79120000001", "2026-11-24"))
        })
        .expect("a case")
}

fn identify(register: &mut Register, id: i64, compared: &str) {
    let identity = Identity {
        method: IdentityMethod::Document,
        on: day("2026-11-23"),
        compared: compared.to_owned(),
        warning: None,
    };
    register
        .write_undoable(&act("case_identity", Entity::Case), &[(Entity::Case, id)], |w| -> Result<_> {
            cases::set_identity(w, id, &identity, &event("identity_confirmed"))
        })
        .expect("an identity");
}

fn close(register: &mut Register, id: i64) -> bool {
    let closing =
        Closing { kind: Kind::Access, outcome: Outcome::Satisfied, ground: None, on: day("2026-11-23") };
    register
        .write_undoable(&act("case_close", Entity::Case), &[(Entity::Case, id)], |w| -> Result<_> {
            cases::close_demand(w, id, &closing, &event("demand_closed"))
        })
        .is_ok()
}

fn join(register: &mut Register, first: i64, second: i64) {
    if first == second || demands::joined_to(register.read(), second).expect("read").is_some() {
        return;
    }
    if demands::joined_to(register.read(), first).expect("read").is_some() {
        return;
    }
    let open = |register: &Register, id: i64| {
        cases::load(register.read(), id).expect("a case").demands.iter().any(|d| d.open)
    };
    let earlier =
        if open(register, first) && open(register, second) { vec![Kind::Access] } else { Vec::new() };
    let joining = Joining {
        first,
        second,
        earlier,
        moved: Vec::new(),
        first_event: event("case_joined"),
        second_event: event("joined_to"),
    };
    let known = demands::touched_by_join(register.read(), first, second).expect("read");
    register
        .write_undoable(&act("case_join", Entity::Case), &known, |w| -> Result<_> {
            demands::join(w, &joining)
        })
        .expect("joined");
}

fn rename(register: &mut Register, name: &str) {
    let record = Operator { name: name.to_owned(), ..Operator::default() };
    register
        .write_undoable(&act("operator_save", Entity::Operator), &[(Entity::Operator, 1)], |w| -> Result<_> {
            operator::save(w, &record)
        })
        .expect("an operator");
}

fn disclose(register: &mut Register, recipient: &str, case: Option<String>) {
    let event = Disclosure {
        id: 0,
        date: day("2026-11-20"),
        recipient: recipient.to_owned(),
        recipient_address: None,
        kind: RecipientKind::Processor,
        ground: "договор".to_owned(),
        purpose: "связь".to_owned(),
        data: vec!["телефон".to_owned()],
        channel: None,
        whose: Whose { full_name: Some("Ёлкин Пётр".to_owned()), case, ..Whose::default() },
    };
    register
        .write_undoable(&act("disclosures_add", Entity::Disclosure), &[], |w| -> Result<_> {
            disclosures::add(w, &event)
        })
        .expect("a disclosure");
}

/// Every record as it stands, without the lines that tell of acts taken back, and the search and the counters.
fn picture(register: &Register) -> BTreeMap<String, String> {
    let db = register.read();
    let mut all = BTreeMap::new();
    for entity in Entity::ALL {
        for sql in entity.parts() {
            let table = sql.split(" FROM ").nth(1).and_then(|rest| rest.split(' ').next()).expect("a table");
            let what = if table == "event" { " WHERE what <> 'undone'" } else { "" };
            dump(db, &format!("SELECT * FROM {table}{what}"), table, &mut all);
        }
    }
    dump(db, "SELECT * FROM counter ORDER BY name, year", "counter", &mut all);
    dump(db, "SELECT rowid, number, name, reach, text FROM case_search ORDER BY rowid", "search", &mut all);
    all
}

fn dump(db: &crate::Connection, sql: &str, table: &str, all: &mut BTreeMap<String, String>) {
    let mut statement = db.prepare(sql).expect("a query");
    let columns = statement.column_count();
    let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
    let mut rows = statement.query([]).expect("rows");
    let mut lines = Vec::new();
    while let Some(row) = rows.next().expect("a row") {
        let line: Vec<String> = (0..columns)
            // A line of the timeline may get another number; its place in the order stays.
            .filter(|i| table != "event" || names.get(*i).is_some_and(|name| name != "id"))
            .map(|i| format!("{:?}", row.get_ref(i).expect("a value")))
            .collect();
        lines.push(line.join("|"));
    }
    lines.sort();
    all.insert(table.to_owned(), lines.join("\n"));
}

fn undo(register: &mut Register) -> Result<crate::undo::Undone> {
    register.undo(when().with_timezone(&chrono::Utc), when())
}

fn undo_all(register: &mut Register) -> usize {
    for count in 0..100 {
        match undo(register) {
            Ok(_) => {}
            Err(RegisterError::NothingToUndo) => return count,
            Err(error) => panic!("{error}"),
        }
    }
    panic!("no end")
}

fn sound(register: &Register) {
    let report = register.verify().expect("verified");
    assert!(report.problems.is_empty(), "{:?}", report.problems);
}

#[test]
fn a_case_added_by_hand_goes_with_its_number() {
    let (_dir, mut register) = fresh();
    let before = picture(&register);
    let (_, number) = add_case(&mut register, "Ёлкин Пётр");
    assert_eq!(
        register.last_undoable(DateTime::<chrono::Utc>::MIN_UTC).expect("read").map(|a| a.record),
        Some(number.clone())
    );
    let undone = undo(&mut register).expect("undone");
    assert_eq!((undone.act.action.as_str(), undone.number_stays), ("case_add", false));
    assert_eq!(picture(&register), before);
    assert_eq!(add_case(&mut register, "Ёлкин Пётр").1, number, "the number is given again");
    sound(&register);
    let trail = trail::list(register.read(), None, 0, 10).expect("a trail").0;
    assert!(trail.iter().any(|row| row.action == "undo" && row.record == number));
}

#[test]
fn a_case_whose_number_is_not_the_last_stays_closed() {
    let (_dir, mut register) = fresh();
    let (id, number) = add_case(&mut register, "Ёлкин Пётр");
    // Not undoable: as an import gives numbers.
    add(&mut register, "Другой Иван", "+79120000002", "2026-11-24");
    let undone = undo(&mut register).expect("undone");
    assert!(undone.number_stays);
    let case = cases::load(register.read(), id).expect("it stays");
    assert_eq!((case.number, case.demands.iter().any(|d| d.open)), (number, false));
    assert!(case.events.iter().any(|e| e.what == UNDONE && e.detail.as_deref() == Some("case_add")));
    sound(&register);
}

#[test]
fn what_was_changed_since_is_left_alone_and_the_act_before_can_follow() {
    let (_dir, mut register) = fresh();
    rename(&mut register, "ООО «Первая»");
    let (id, _) = add_case(&mut register, "Ёлкин Пётр");
    identify(&mut register, id, "паспорт");
    register
        .write(&act("case_note", Entity::Case), |w| -> Result<_> {
            cases::add_event(w, id, &event("letter_issued"))
        })
        .expect("a later act");
    assert_eq!(register.last_undoable(DateTime::<chrono::Utc>::MIN_UTC).expect("read"), None);
    let stood = picture(&register);
    assert!(matches!(undo(&mut register), Err(RegisterError::ChangedSince)));
    assert!(matches!(undo(&mut register), Err(RegisterError::ChangedSince)));
    assert_eq!(picture(&register), stood);
    assert_eq!(undo(&mut register).expect("undone").act.action, "operator_save");
    assert!(matches!(undo(&mut register), Err(RegisterError::NothingToUndo)));
    sound(&register);
}

#[test]
fn a_case_that_others_refer_to_is_not_taken_away() {
    let (_dir, mut register) = fresh();
    let (_, number) = add_case(&mut register, "Ёлкин Пётр");
    let event = Disclosure {
        id: 0,
        date: day("2026-11-20"),
        recipient: "Суд".to_owned(),
        recipient_address: None,
        kind: RecipientKind::Court,
        ground: "определение".to_owned(),
        purpose: "дело".to_owned(),
        data: vec!["имя".to_owned()],
        channel: None,
        whose: Whose { case: Some(number), ..Whose::default() },
    };
    register
        .write(&act("disclosures_add", Entity::Disclosure), |w| -> Result<_> { disclosures::add(w, &event) })
        .expect("a disclosure that cannot be taken back");
    let stood = picture(&register);
    assert!(matches!(undo(&mut register), Err(RegisterError::ChangedSince)));
    assert_eq!(picture(&register), stood);
    sound(&register);
}

#[test]
fn at_most_twenty_acts_of_a_day_are_kept() {
    let (_dir, mut register) = fresh();
    for n in 0..KEPT + 5 {
        rename(&mut register, &format!("ООО «{n}»"));
    }
    assert_eq!(crate::count(register.read(), "undo").expect("a count"), 20);
    register.forget_acts(when().with_timezone(&chrono::Utc) + chrono::Duration::hours(23)).expect("pruned");
    assert_eq!(crate::count(register.read(), "undo").expect("a count"), 20);
    register.forget_acts(when().with_timezone(&chrono::Utc) + chrono::Duration::hours(25)).expect("pruned");
    assert_eq!(crate::count(register.read(), "undo").expect("a count"), 0);
}

#[test]
fn an_act_that_did_nothing_is_not_kept() {
    let (_dir, mut register) = fresh();
    disclose(&mut register, "Кварц", None);
    disclose(&mut register, "Кварц", None);
    assert_eq!(undo_all(&mut register), 1);
}

#[derive(Clone, Debug)]
enum Step {
    Add,
    Identify(usize),
    Close(usize),
    Rename(u8),
    Disclose(u8, Option<usize>),
    Join(usize, usize),
    Undo,
}

fn steps() -> impl Strategy<Value = Vec<Step>> {
    let step = prop_oneof![
        2 => Just(Step::Add),
        3 => (0usize..4).prop_map(Step::Identify),
        2 => (0usize..4).prop_map(Step::Close),
        1 => (0u8..3).prop_map(Step::Rename),
        2 => (0u8..2, prop::option::of(0usize..4)).prop_map(|(r, c)| Step::Disclose(r, c)),
        2 => (0usize..4, 0usize..4).prop_map(|(a, b)| Step::Join(a, b)),
        2 => Just(Step::Undo),
    ];
    prop::collection::vec(step, 1..18)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_acts_taken_back_leave_what_was_there(steps in steps()) {
        let (_dir, mut register) = fresh();
        add(&mut register, "Первая Анна", "+79120000009", "2026-11-24");
        let before = picture(&register);
        for (n, step) in steps.iter().enumerate() {
            let mut ids: Vec<(i64, String)> = Vec::new();
            {
                let mut statement = register.read().prepare("SELECT id, number FROM case_ ORDER BY id").expect("a query");
                let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
                ids.extend(rows.map(|row| row.expect("a row")));
            }
            let pick = |i: &usize| ids.get(i % ids.len()).cloned().expect("a case");
            match step {
                Step::Add => { add_case(&mut register, "Ёлкин Пётр"); }
                Step::Identify(i) => identify(&mut register, pick(i).0, &format!("сверка {n}")),
                Step::Close(i) => { close(&mut register, pick(i).0); }
                Step::Rename(n) => rename(&mut register, &format!("ООО «{n}»")),
                Step::Disclose(n, case) => disclose(&mut register, &format!("ООО «{n}»"), case.as_ref().map(|i| pick(i).1)),
                Step::Join(a, b) => join(&mut register, pick(a).0, pick(b).0),
                Step::Undo => match undo(&mut register) {
                    Ok(_) | Err(RegisterError::NothingToUndo) => {}
                    Err(error) => panic!("{error}"),
                },
            }
        }
        undo_all(&mut register);
        prop_assert_eq!(picture(&register), before);
        sound(&register);
    }
}
