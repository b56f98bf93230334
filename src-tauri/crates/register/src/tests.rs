use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use rusqlite::Connection;
use statute::Kind;

use crate::cases::{self, Contact, Demand, Event, Filter, NewCase, Order, Start, Subject};
use crate::imports::{self, Becomes, Counts, NewRun, StagedRow, Summary};
use crate::trail::ProblemCode;
use crate::words::{CasesSort, CasesView, Channel, RecipientKind};
use crate::{
    Act, Entity, OpenError, OpenParams, Register, RegisterError, Session, by_mask, disclosures, issued,
    operator,
};

const KEY: [u8; 32] = [7; 32];
const AUDIT: [u8; 32] = [9; 32];
const MASK: &str = "{yyyy}-{nnnn}";

fn params<'a>(path: &'a std::path::Path, key: &'a [u8; 32]) -> OpenParams<'a> {
    OpenParams { path, key, salt: [3; 16] }
}

fn session() -> Session {
    let mut n = 0u8;
    Session {
        actor: "slot".to_owned(),
        session: "s1".to_owned(),
        random: Box::new(move |buffer| {
            for byte in buffer {
                n = n.wrapping_mul(31).wrapping_add(17);
                *byte = n;
            }
        }),
    }
}

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

pub(crate) fn at(text: &str) -> DateTime<FixedOffset> {
    DateTime::parse_from_rfc3339(text).expect("an instant")
}

fn now() -> DateTime<Utc> {
    at("2026-11-23T12:00:00+03:00").with_timezone(&Utc)
}

pub(crate) fn fresh() -> (tempfile::TempDir, Register) {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("register.db");
    let register = Register::create(&params(&path, &KEY), AUDIT, session()).expect("a register");
    (dir, register)
}

pub(crate) fn act(action: &str, entity: Entity) -> Act<'_> {
    Act { action, entity, record: "1".to_owned(), at: now() }
}

fn contact(when: &str, phone: &str, text: &str) -> Contact {
    Contact {
        at: at(when),
        channel: Channel::Call,
        topic: None,
        text: text.to_owned(),
        full_name: None,
        phones: vec![phone.to_owned()],
        emails: Vec::new(),
        contract: None,
        appeal_id: None,
        agent: None,
        marks: Vec::new(),
        proposed: Vec::new(),
        run_id: None,
        run: None,
        row_no: None,
        earlier: Vec::new(),
    }
}

fn demand(kind: Kind, received: &str, due: &str) -> Demand {
    Demand {
        kind,
        received_on: day(received),
        detected_at: None,
        provided_on: None,
        extended_on: None,
        extended_by: None,
        due_on: day(due),
        late_on: day(due),
        stopped_on: None,
        provisional: false,
        open: true,
        outcome: None,
        ground: None,
        closed_on: None,
    }
}

pub(crate) fn new_case(name: &str, phone: &str, due: &str) -> NewCase {
    NewCase {
        subject: Subject {
            full_name: Some(name.to_owned()),
            phone: Some(phone.to_owned()),
            ..Subject::default()
        },
        contact: contact(
            "2026-11-10T10:00:00+03:00",
            phone,
            "ZZPLAIN прошу сообщить, какие данные обо мне есть",
        ),
        demands: vec![demand(Kind::Access, "2026-11-10", due)],
        days_lost: None,
        registered_on: day("2026-11-23"),
        event: Event { at: at("2026-11-23T12:00:00+03:00"), what: "accepted".to_owned(), detail: None },
    }
}

pub(crate) fn add(register: &mut Register, name: &str, phone: &str, due: &str) -> (i64, String) {
    register
        .write(&act("case_add", Entity::Case), |w| -> crate::Result<_> {
            cases::add(w, MASK, &new_case(name, phone, due))
        })
        .expect("a case")
}

fn numbers(register: &Register, filter: &Filter) -> Vec<String> {
    cases::page(
        register.read(),
        filter,
        CasesSort::Due,
        Order::Ascending,
        &Start::Offset(0),
        100,
        day("2026-11-23"),
    )
    .expect("a page")
    .lines
    .into_iter()
    .map(|line| line.number)
    .collect()
}

#[test]
fn the_file_is_encrypted_and_opens_only_with_its_key() {
    let (dir, mut register) = fresh();
    add(&mut register, "ZZPLAIN Иванов Иван", "+79000000001", "2026-11-24");
    drop(register);
    let path = dir.path().join("register.db");
    let bytes = std::fs::read(&path).expect("the file");
    assert!(!bytes.windows(7).any(|w| w == b"ZZPLAIN"), "text in the clear");
    assert!(!bytes.starts_with(b"SQLite format 3"), "a plain header");
    let wrong = [8; 32];
    assert!(matches!(Register::open(&params(&path, &wrong), AUDIT, session()), Err(OpenError::Unreadable)));
    let register = Register::open(&params(&path, &KEY), AUDIT, session()).expect("opens");
    assert_eq!(numbers(&register, &Filter::default()), ["2026-0001"]);
}

#[test]
fn a_plaintext_database_is_refused_and_left_alone() {
    let dir = tempfile::tempdir().expect("a folder");
    let path = dir.path().join("register.db");
    Connection::open(&path).expect("plain").execute_batch("CREATE TABLE t(x)").expect("a table");
    let before = std::fs::read(&path).expect("bytes");
    assert!(matches!(Register::open(&params(&path, &KEY), AUDIT, session()), Err(OpenError::Plaintext)));
    assert_eq!(before, std::fs::read(&path).expect("bytes"));
}

#[test]
fn a_newer_schema_is_refused() {
    let (dir, register) = fresh();
    register.read().execute_batch("PRAGMA user_version = 99").expect("set");
    drop(register);
    let path = dir.path().join("register.db");
    assert!(matches!(
        Register::open(&params(&path, &KEY), AUDIT, session()),
        Err(OpenError::Newer { found: 99, .. })
    ));
}

#[test]
fn a_failed_write_leaves_nothing() {
    let (_dir, mut register) = fresh();
    let generation = register.generation().expect("generation");
    let failed: Result<(), RegisterError> = register.write(&act("case_add", Entity::Case), |w| {
        cases::add(w, MASK, &new_case("Петров Пётр", "+79000000002", "2026-11-24"))?;
        Err(RegisterError::NotFound { what: "something" })
    });
    assert!(failed.is_err());
    assert_eq!(register.generation().expect("generation"), generation);
    assert!(numbers(&register, &Filter::default()).is_empty());
    let (_, number) = add(&mut register, "Сидоров Сидор", "+79000000003", "2026-11-24");
    assert_eq!(number, "2026-0001", "the number was not lost");
}

#[test]
fn verification_names_what_was_changed_behind_the_trail() {
    let (_dir, mut register) = fresh();
    let (first, _) = add(&mut register, "Иванов Иван", "+79000000001", "2026-11-24");
    let (second, _) = add(&mut register, "Петров Пётр", "+79000000002", "2026-11-25");
    let report = register.verify().expect("a report");
    assert_eq!(report.problems, [], "sound at first");
    assert_eq!(report.counts.get("case"), Some(&2));

    register
        .read()
        .execute("UPDATE demand SET due_on = '2027-01-01' WHERE case_id = ?1", [second])
        .expect("raw edit");
    let found = register.verify().expect("a report").problems;
    assert_eq!(found.len(), 1, "{found:?}");
    assert_eq!(found[0].code, ProblemCode::RecordChanged);
    assert_eq!(found[0].record, Some(format!("case {second}")));

    register
        .read()
        .execute("UPDATE demand SET due_on = '2026-11-25' WHERE case_id = ?1", [second])
        .expect("put back");
    register.read().execute_batch("DROP TRIGGER audit_no_update").expect("drop");
    register.read().execute("UPDATE audit SET actor = 'other' WHERE seq = 1", []).expect("raw edit");
    let found = register.verify().expect("a report").problems;
    assert_eq!(found.first().map(|p| p.code), Some(ProblemCode::TrailBroken));
    let _ = first;
}

#[test]
fn a_cut_tail_of_the_trail_is_found() {
    let (_dir, mut register) = fresh();
    add(&mut register, "Иванов Иван", "+79000000001", "2026-11-24");
    add(&mut register, "Петров Пётр", "+79000000002", "2026-11-25");
    register
        .read()
        .execute_batch("DROP TRIGGER audit_no_delete; DROP TRIGGER audit_leaf_no_delete; DELETE FROM audit WHERE seq = 2; DELETE FROM audit_leaf WHERE seq = 2")
        .expect("raw edit");
    let codes: Vec<_> = register.verify().expect("a report").problems.into_iter().map(|p| p.code).collect();
    assert!(codes.contains(&ProblemCode::TrailCut), "{codes:?}");
    assert!(codes.contains(&ProblemCode::RecordOutsideTrail), "{codes:?}");
}

#[test]
fn the_trail_cannot_be_edited_by_mistake() {
    let (_dir, mut register) = fresh();
    add(&mut register, "Иванов Иван", "+79000000001", "2026-11-24");
    assert!(register.read().execute("DELETE FROM audit", []).is_err());
    assert!(register.read().execute("UPDATE audit SET action = 'x'", []).is_err());
    assert!(register.read().execute("DELETE FROM audit_leaf", []).is_err());
}

fn new_run() -> NewRun {
    NewRun {
        at: at("2026-11-23T12:00:00+03:00"),
        file_name: "выгрузка.xlsx".to_owned(),
        sha256: "00".repeat(32),
        format: "xlsx".to_owned(),
        encoding: None,
        sheet: "Лист1".to_owned(),
        header_row: Some(3),
        mapping: "[]".to_owned(),
    }
}

fn row(row_no: u32, becomes: Becomes) -> StagedRow {
    let mut row_key = [0; 16];
    row_key[..4].copy_from_slice(&row_no.to_le_bytes());
    StagedRow { row_no, row_key, content_hash: row_key, received_on: Some(day("2026-11-10")), becomes }
}

fn staged_case(index: u32, run: i64, name: &str, phone: &str) -> Becomes {
    let mut case = new_case(name, phone, "2026-11-24");
    case.contact.run_id = Some(run);
    case.contact.row_no = Some(index);
    Becomes::NewCase { index, case: Box::new(case) }
}

#[test]
fn a_run_is_visible_whole_or_not_at_all() {
    let (dir, mut register) = fresh();
    let (known, _) = add(&mut register, "Иванов Иван", "+79000000001", "2026-11-24");
    let mut staging = imports::begin(&mut register, &new_run()).expect("begins");
    let run = staging.id;
    let rows = vec![
        row(4, staged_case(0, run, "Петров Пётр", "+79000000002")),
        row(
            5,
            Becomes::JoinsNew {
                index: 0,
                contact: Box::new(contact("2026-11-02T09:00:00+03:00", "+79000000002", "повторно")),
                demands: vec![demand(Kind::Destruction, "2026-11-02", "2026-11-12")],
            },
        ),
        row(
            6,
            Becomes::JoinsKnown {
                case_id: known,
                contact: Box::new(contact("2026-11-01T09:00:00+03:00", "+79000000001", "ещё раз")),
                demands: vec![demand(Kind::Access, "2026-11-01", "2026-11-17")],
                changed: None,
            },
        ),
    ];
    let joins = imports::stage(&mut register, &mut staging, MASK, rows).expect("stages");
    assert_eq!(joins.len(), 1);
    imports::index_some(&mut register, &staging, 0, 100).expect("indexes");
    assert_eq!(numbers(&register, &Filter::default()), ["2026-0001"], "nothing of the run shows");
    assert!(
        numbers(&register, &Filter { search: Some("петров".to_owned()), ..Filter::default() }).is_empty()
    );
    let refused: Result<(), RegisterError> = register.write(&act("x", Entity::Case), |_| Ok(()));
    assert!(matches!(refused, Err(RegisterError::ImportRunning)));

    // Killed here: the next start finds the run and purges it, numbers included.
    drop(register);
    let path = dir.path().join("register.db");
    let mut register = Register::open(&params(&path, &KEY), AUDIT, session()).expect("opens");
    assert_eq!(register.verify().expect("a report").problems, [], "a staging run is no problem");
    assert!(imports::purge_staging(&mut register).expect("purges"));
    assert_eq!(
        register.read().query_row("SELECT count(*) FROM case_", [], |r| r.get::<_, i64>(0)).expect("count"),
        1
    );

    let mut staging = imports::begin(&mut register, &new_run()).expect("begins again");
    let run = staging.id;
    let first = vec![row(4, staged_case(0, run, "Петров Пётр", "+79000000002"))];
    imports::stage(&mut register, &mut staging, MASK, first).expect("stages");
    imports::index_some(&mut register, &staging, 0, 100).expect("indexes");
    let summary = Summary {
        counts: Counts { read: 2, new_cases: 1, joined: 1, ..Counts::default() },
        to_decide: "[]".to_owned(),
        ..Summary::default()
    };
    imports::publish(&mut register, &staging, now(), joins, &summary).expect("publishes");
    assert_eq!(numbers(&register, &Filter::default()), ["2026-0001", "2026-0002"]);
    let case = cases::load(register.read(), known).expect("the known case");
    assert_eq!(case.received_on, day("2026-11-01"), "the earliest clock wins");
    assert_eq!(case.demands[0].due_on, day("2026-11-17"));
    assert_eq!(case.contacts.len(), 2);
    assert_eq!(register.verify().expect("a report").problems, []);
    let key = row(4, Becomes::AlreadyImported).row_key;
    assert!(imports::row_by_key(register.read(), &key, &key).expect("lookup").is_some());
    assert!(
        imports::row_by_key(register.read(), &key, &[9; 16]).expect("lookup").is_some(),
        "of other content"
    );
}

#[test]
fn search_finds_what_a_person_types() {
    let (_dir, mut register) = fresh();
    add(&mut register, "Ёлкина-Рябова Жанна Петровна", "+79161234567", "2026-11-24");
    add(&mut register, "Иванов Иван", "+79160000000", "2026-11-24");
    for typed in ["елкина", "Рябова ж", "8 (916) 123-45-67", "9161234567", "2026-0001", "ёлкина данные"]
    {
        let found = numbers(&register, &Filter { search: Some(typed.to_owned()), ..Filter::default() });
        assert_eq!(found, ["2026-0001"], "{typed}");
    }
}

#[test]
fn pages_follow_each_other_without_gap_or_repeat() {
    let (_dir, mut register) = fresh();
    for n in 0..25 {
        add(
            &mut register,
            &format!("Человек {n}"),
            &format!("+7900000{n:04}"),
            if n % 3 == 0 { "2026-11-20" } else { "2026-12-01" },
        );
    }
    for sort in CasesSort::ALL {
        for order in [Order::Ascending, Order::Descending] {
            let mut seen = Vec::new();
            let mut start = Start::Offset(0);
            loop {
                let page = cases::page(
                    register.read(),
                    &Filter::default(),
                    *sort,
                    order,
                    &start,
                    7,
                    day("2026-11-23"),
                )
                .expect("page");
                assert_eq!(page.total, 25);
                seen.extend(page.lines.iter().map(|l| l.id));
                match page.next {
                    Some(next) => start = Start::After(next),
                    None => break,
                }
            }
            let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
            assert_eq!((seen.len(), distinct.len()), (25, 25), "{sort:?} {order:?}");
        }
    }
    let counts = cases::view_counts(register.read(), day("2026-11-23")).expect("counts");
    assert_eq!(
        counts,
        [
            (CasesView::Open, 25),
            (CasesView::Overdue, 9),
            (CasesView::AwaitingIdentity, 25),
            (CasesView::All, 25)
        ]
    );
}

fn content(text: &str) -> issued::Content {
    issued::Content {
        template: "access_answer".to_owned(),
        version: "1".to_owned(),
        issued_on: day("2026-11-23"),
        pages: 1,
        sha256: crate::trail::hex(&<sha2::Sha256 as sha2::Digest>::digest(text.as_bytes())),
        document: "{}".to_owned(),
        text: text.to_owned(),
        pdf: text.as_bytes().to_vec(),
    }
}

#[test]
fn letters_are_numbered_without_gaps_and_immutable() {
    let (_dir, mut register) = fresh();
    let (case, _) = add(&mut register, "Иванов Иван", "+79000000001", "2026-11-24");
    for expected in ["001/ПДн", "002/ПДн"] {
        assert_eq!(issued::next_number(register.read(), "{nnn}/ПДн", 2026).expect("peek"), expected);
        let failed: Result<_, RegisterError> = register.write(&act("letter_issue", Entity::Letter), |w| {
            issued::issue(w, case, "{nnn}/ПДн", 2026, |_| Err(RegisterError::DiskFull))
        });
        assert!(failed.is_err(), "a letter that could not be made takes no number");
        let (id, number) = register
            .write(&act("letter_issue", Entity::Letter), |w| -> crate::Result<_> {
                issued::issue(w, case, "{nnn}/ПДн", 2026, |number| Ok(content(number)))
            })
            .expect("issued");
        assert_eq!(number, expected);
        assert!(register.read().execute("UPDATE letter SET pdf = x'00' WHERE id = ?1", [id]).is_err());
    }
    assert_eq!(register.verify().expect("a report").problems, []);
}

#[test]
fn disclosures_are_found_by_what_names_the_person_and_never_by_a_name_alone() {
    let (_dir, mut register) = fresh();
    let event = |phone: Option<&str>, name: Option<&str>| disclosures::Disclosure {
        id: 0,
        date: day("2026-03-02"),
        recipient: "ООО «Пример-Колл»".to_owned(),
        recipient_address: None,
        kind: RecipientKind::Processor,
        ground: "договор № 12/2026".to_owned(),
        purpose: "обработка обращений абонентов".to_owned(),
        data: vec!["номер телефона".to_owned()],
        channel: None,
        whose: disclosures::Whose {
            phone: phone.map(str::to_owned),
            full_name: name.map(str::to_owned),
            ..disclosures::Whose::default()
        },
    };
    let added = register
        .write(&act("disclosures_add", Entity::Disclosure), |w| -> crate::Result<_> {
            Ok((
                disclosures::add(w, &event(Some("+79161234567"), None))?,
                disclosures::add(w, &event(None, Some("Иванов Иван")))?,
                disclosures::add(w, &event(Some("+79161234567"), None))?,
            ))
        })
        .expect("added");
    assert!(added.0.is_some() && added.1.is_some() && added.2.is_none(), "the same event is not added twice");
    let person = |phone: &str| disclosures::Person {
        phones: vec![phone.to_owned()],
        full_name: Some("Иванов Иван".to_owned()),
        ..disclosures::Person::default()
    };
    assert_eq!(disclosures::of_person(register.read(), &person("+79161234567")).expect("list").len(), 1);
    assert_eq!(disclosures::of_person(register.read(), &person("+79160000000")).expect("list").len(), 0);
}

#[test]
fn the_operator_is_one_record_and_masks_are_filled() {
    let (_dir, mut register) = fresh();
    for name in ["ООО «Первое»", "ООО «Второе»"] {
        let record = operator::Operator {
            name: name.to_owned(),
            time_zone: "Europe/Moscow".to_owned(),
            ..operator::Operator::default()
        };
        register
            .write(&act("operator_save", Entity::Operator), |w| operator::save(w, &record))
            .expect("saved");
    }
    assert_eq!(
        operator::show(register.read()).expect("read").map(|o| o.name).as_deref(),
        Some("ООО «Второе»")
    );
    assert_eq!(register.verify().expect("a report").problems, []);
    assert_eq!(by_mask("ПДн-{nnn}/{yy}", 2026, 7), "ПДн-007/26");
    assert_eq!(by_mask("{yyyy}-{nnnn}", 2026, 12345), "2026-12345");
}

// ---- files of a case -----------------------------------------------------------------------------------------

fn file(bytes: &[u8]) -> crate::attachments::NewAttachment<'_> {
    crate::attachments::NewAttachment {
        name: "Заявление.pdf",
        media: "application/pdf",
        bytes,
        origin: crate::words::AttachmentOrigin::Source,
        added_at: at("2026-11-23T12:00:00+03:00"),
    }
}

#[test]
fn a_file_comes_back_as_it_went_and_each_changed_bit_is_found() {
    use crate::attachments;
    let (_dir, mut register) = fresh();
    let case = new_case("Иванова Мария", "+79160000001", "2026-11-24");
    let bytes: Vec<u8> = (0..attachments::CHUNK * 2 + 77).map(|n| (n % 251) as u8).collect();
    let (id, file_id) = register
        .write(&act("case_add", Entity::Case), |w| -> crate::Result<_> {
            let (id, _) = cases::add(w, MASK, &case)?;
            Ok((id, attachments::add(w, id, &file(&bytes))?))
        })
        .expect("written");
    let files = attachments::list(register.read(), id).expect("read");
    assert_eq!((files.len(), files[0].id, files[0].size), (1, file_id, bytes.len() as u64));
    let mut back = Vec::new();
    let mut chunks = 0;
    attachments::read::<RegisterError>(register.read(), &files[0], &mut |chunk| {
        assert!(chunk.len() <= attachments::CHUNK);
        chunks += 1;
        back.extend_from_slice(chunk);
        Ok(())
    })
    .expect("read");
    assert!(back == bytes && chunks == 3);
    assert_eq!(attachments::totals(register.read()).expect("read"), (1, bytes.len() as u64));
    let number: String =
        register.read().query_row("SELECT number FROM case_", [], |row| row.get(0)).expect("a number");
    assert_eq!(
        attachments::case_with(register.read(), &files[0].sha256).expect("read"),
        Some(number.clone())
    );
    assert_eq!(attachments::case_with(register.read(), "00").expect("read"), None);
    let report = register.verify().expect("verified");
    assert_eq!(report.problems, []);
    assert_eq!(report.counts["attachment"], 1);

    // One bit in the middle of a chunk, behind the trail.
    register
        .read()
        .execute_batch(
            "UPDATE attachment_chunk SET bytes = CAST(substr(bytes, 1, 100) || X'00' || substr(bytes, 102) AS BLOB) WHERE ordinal = 1",
        )
        .expect("changed");
    let report = register.verify().expect("verified");
    let found: Vec<_> = report.problems.iter().map(|p| (p.code, p.record.clone())).collect();
    assert_eq!(found, [(ProblemCode::AttachmentChanged, Some(format!("case {number}")))]);
    let damaged = attachments::read::<RegisterError>(register.read(), &files[0], &mut |_| Ok(()));
    assert!(matches!(damaged, Err(RegisterError::Damaged)));

    // A chunk that is gone is found as well.
    register.read().execute_batch("DELETE FROM attachment_chunk WHERE ordinal = 2").expect("changed");
    assert!(
        register
            .verify()
            .expect("verified")
            .problems
            .iter()
            .any(|p| p.code == ProblemCode::AttachmentChanged)
    );
}

#[test]
fn a_removed_file_leaves_its_trace_and_no_bytes() {
    use crate::attachments;
    let (_dir, mut register) = fresh();
    let case = new_case("Иванова Мария", "+79160000001", "2026-11-24");
    let (id, file_id) = register
        .write(&act("case_add", Entity::Case), |w| -> crate::Result<_> {
            let (id, _) = cases::add(w, MASK, &case)?;
            Ok((id, attachments::add(w, id, &file(b"%PDF-"))?))
        })
        .expect("written");
    let event = Event {
        at: at("2026-11-24T12:00:00+03:00"),
        what: "attachment_removed".to_owned(),
        detail: Some("ошибочный файл".to_owned()),
    };
    let foreign = register.write(&act("attachment_remove", Entity::Case), |w| -> crate::Result<_> {
        attachments::remove(w, id + 1, file_id, &event)
    });
    assert!(matches!(foreign, Err(RegisterError::NotFound { .. })));
    register
        .write(&act("attachment_remove", Entity::Case), |w| -> crate::Result<_> {
            attachments::remove(w, id, file_id, &event)
        })
        .expect("removed");
    assert_eq!(attachments::list(register.read(), id).expect("read"), []);
    assert_eq!(crate::count(register.read(), "attachment_chunk").expect("counted"), 0);
    let kept = cases::load(register.read(), id).expect("a case");
    assert_eq!(kept.events.last(), Some(&event));
    assert_eq!(register.verify().expect("verified").problems, []);
}
