use std::convert::Infallible;

use proptest::prelude::*;
use sha2::{Digest, Sha256};

use super::*;
use crate::propose_columns;

/// A register in memory.
#[derive(Default)]
struct Memory {
    rows: HashMap<[u8; 16], KnownRow>,
    cases: Vec<KnownCase>,
}

impl Known for Memory {
    type Error = Infallible;
    fn row(&mut self, key: &[u8; 16], _: &[u8; 16]) -> Result<Option<KnownRow>, Infallible> {
        Ok(self.rows.get(key).cloned())
    }
    fn open_cases(&mut self, reach: &[String]) -> Result<Vec<KnownCase>, Infallible> {
        Ok(self.cases.iter().filter(|c| c.reach.iter().any(|r| reach.contains(r))).cloned().collect())
    }
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

fn today() -> NaiveDate {
    "2026-11-23".parse().expect("a date")
}

const HEADERS: [&str; 6] = ["Дата", "Телефон", "ФИО", "Текст обращения", "№ договора", "E-mail"];

fn row(row_no: u32, cells: [&str; 6]) -> Row {
    Row {
        row_no,
        cells: cells
            .iter()
            .map(|t| if t.is_empty() { Cell::Empty } else { Cell::Text((*t).to_owned()) })
            .collect(),
    }
}

fn plan(rows: &[Row], memory: &mut Memory) -> (Vec<Decision>, Summary) {
    let headers: Vec<String> = HEADERS.iter().map(|h| (*h).to_owned()).collect();
    let mapping = Mapping::new(propose_columns(&headers, rows), rows, today());
    assert!(mapping.has_date() && mapping.has_person());
    let mut planner = Planner::new(Rules::builtin(), today(), "source".to_owned(), &hash);
    let decisions = rows
        .iter()
        .map(|row| match planner.decide(mapping.map(row), memory) {
            Ok(decision) => decision,
            Err(never) => match never {},
        })
        .collect();
    (decisions, planner.summary)
}

const DELETE: &str = "просит удалить персональные данные";

#[test]
fn joining_asking_and_keeping_apart() {
    let rows = [
        row(2, ["01.11.2026", "89000000001", "Иванов Иван Иванович", DELETE, "", ""]),
        row(3, ["05.11.2026", "+7 900 000-00-01", "Иванов И.И.", "откуда у вас мой номер", "", ""]),
        row(4, ["05.11.2026", "89000000001", "Петрова Анна", DELETE, "", ""]),
        row(5, ["06.11.2026", "89000000001", "", "когда удалите мои данные", "", ""]),
        row(6, ["06.11.2026", "", "Иванов Иван Иванович", DELETE, "", ""]),
        row(7, ["07.11.2026", "", "Сидоров Пётр", DELETE, "77-1", "a@example.ru"]),
        row(8, ["08.11.2026", "", "", DELETE, "договор 77-1", ""]),
        row(9, ["08.11.2026", "", "Другой Человек", DELETE, "", "a@example.ru"]),
        row(10, ["08.11.2026", "89000000009", "Орлов Олег", "не работает интернет", "", ""]),
    ];
    let (decisions, summary) = plan(&rows, &mut Memory::default());
    let fates: Vec<&Fate> = decisions.iter().map(|d| &d.fate).collect();
    assert_eq!(fates[0], &Fate::NewCase { index: 0 });
    assert_eq!(fates[1], &Fate::JoinsNew { index: 0 }, "initials agree and the telephone does");
    assert_eq!(fates[2], &Fate::NewCase { index: 1 }, "the same telephone, another name");
    assert_eq!(decisions[2].to_decide[0].why, "same_phone_other_name");
    assert_eq!(decisions[2].to_decide[0].candidate, Candidate::NewCase(2));
    assert_eq!(fates[3], &Fate::JoinsNew { index: 0 }, "no name, the telephone agrees");
    assert_eq!(fates[4], &Fate::NewCase { index: 2 }, "the name alone says nothing");
    assert_eq!(fates[5], &Fate::NewCase { index: 3 });
    assert_eq!(fates[6], &Fate::JoinsNew { index: 3 }, "no name, the contract agrees");
    assert_eq!(fates[7], &Fate::NewCase { index: 4 });
    assert_eq!(decisions[7].to_decide[0].why, "same_email_other_name");
    assert!(matches!(fates[8], Fate::NotPersonalData { .. }));
    assert_eq!(
        summary.counts,
        Counts { read: 9, new_cases: 5, joined: 3, not_personal_data: 1, ..Counts::default() }
    );
}

#[test]
fn reasons_for_refusing_a_row_with_its_place() {
    let rows = [
        row(2, ["", "89000000001", "Иванов Иван", DELETE, "", ""]),
        row(3, ["31.02.2026", "89000000001", "Иванов Иван", DELETE, "", ""]),
        row(4, ["24.11.2026", "89000000001", "Иванов Иван", DELETE, "", ""]),
        row(5, ["01.11.2026", "7,9E+10", "Иванов Иван", DELETE, "", ""]),
        row(6, ["01.11.2026", "", "", DELETE, "", ""]),
        row(7, ["вчера", "7,9E+10", "", DELETE, "", ""]),
        row(8, ["01.11.2026", "89000000002", "", DELETE, "", ""]),
    ];
    let (decisions, summary) = plan(&rows, &mut Memory::default());
    let codes: Vec<Vec<&str>> =
        decisions.iter().map(|d| d.row.problems.iter().map(|p| p.code.as_str()).collect()).collect();
    assert_eq!(
        codes,
        [
            vec!["no_date"],
            vec!["impossible_date"],
            vec!["date_in_future"],
            vec!["phone_digits_lost"],
            vec!["nobody_named"],
            vec!["not_a_date", "phone_digits_lost"],
            vec![],
        ]
    );
    assert_eq!(summary.counts.rejected, 6);
    let problem = &decisions[3].row.problems[0];
    assert_eq!(
        problem.message(Lang::Ru),
        "Строка 5, столбец B «Телефон»: потеряны цифры телефона, «7,9E+10»"
    );
    assert!(problem.code.fix(Lang::Ru).starts_with("Возьмите точное значение"));
}

#[test]
fn a_known_case_is_joined_and_a_known_row_is_not_taken_twice() {
    let rows = [row(2, ["01.11.2026", "89000000001", "Иванов Иван", DELETE, "", ""])];
    let mut memory = Memory::default();
    memory.cases.push(KnownCase {
        id: 7,
        number: "2026-0007".to_owned(),
        full_name: Some("Иванов Иван Петрович".to_owned()),
        reach: vec!["p:+79000000001".to_owned()],
    });
    let (decisions, _) = plan(&rows, &mut memory);
    assert_eq!(decisions[0].fate, Fate::JoinsKnown { case_id: 7 });
    let d = &decisions[0];
    memory.rows.insert(d.row_key, KnownRow { case_id: Some(7), content_hash: d.content_hash });
    let (again, summary) = plan(&rows, &mut memory);
    assert_eq!(again[0].fate, Fate::AlreadyImported);
    assert_eq!(summary.counts.already_imported, 1);
}

#[test]
fn days_are_lost_from_the_call_to_the_import() {
    let rows = [
        row(2, ["13.11.2026", "89000000001", "Иванов Иван", DELETE, "", ""]),
        row(3, ["20.11.2026", "89000000002", "Петров Пётр", DELETE, "", ""]),
    ];
    let (_, summary) = plan(&rows, &mut Memory::default());
    assert_eq!((summary.days_lost_total, summary.days_lost_worst), (13, 10));
    assert_eq!(summary.kinds.get(&Kind::Destruction), Some(&2));
}

fn any_row() -> impl Strategy<Value = [String; 6]> {
    let date = prop_oneof![
        Just("01.11.2026".to_owned()),
        Just("31.02.2026".to_owned()),
        Just(String::new()),
        "\\PC{0,12}"
    ];
    let phone = prop_oneof![
        Just("89000000001".to_owned()),
        Just("+79000000002".to_owned()),
        Just("7,9E+10".to_owned()),
        "\\PC{0,12}"
    ];
    let name = prop_oneof![
        Just("Иванов Иван".to_owned()),
        Just("Петров П.П.".to_owned()),
        Just(String::new()),
        "\\PC{0,20}"
    ];
    let text = prop_oneof![Just(DELETE.to_owned()), Just("не работает интернет".to_owned()), "\\PC{0,40}"];
    (date, phone, name, text, "[0-9]{0,3}", "\\PC{0,10}").prop_map(|(a, b, c, d, e, f)| [a, b, c, d, e, f])
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn counts_add_up_and_a_second_time_changes_nothing(cells in proptest::collection::vec(any_row(), 1..40)) {
        let rows: Vec<Row> = cells
            .iter()
            .enumerate()
            .map(|(i, c)| row(u32::try_from(i).expect("small") + 2, std::array::from_fn(|k| c[k].as_str())))
            .collect();
        let headers: Vec<String> = HEADERS.iter().map(|h| (*h).to_owned()).collect();
        let mut columns = propose_columns(&headers, &[]);
        for (column, field) in columns.iter_mut().zip([Field::ReceivedAt, Field::Phone, Field::FullName, Field::Text, Field::Contract, Field::Email]) {
            column.field = Some(field);
        }
        let mapping = Mapping::new(columns, &rows, today());
        let mut memory = Memory::default();
        let run = |memory: &mut Memory| {
            let mut planner = Planner::new(Rules::builtin(), today(), String::new(), &hash);
            let decisions: Vec<Decision> = rows
                .iter()
                .map(|r| match planner.decide(mapping.map(r), memory) { Ok(d) => d, Err(never) => match never {} })
                .collect();
            (decisions, planner.summary)
        };
        let (decisions, summary) = run(&mut memory);
        let c = summary.counts;
        prop_assert_eq!(c.read, c.new_cases + c.joined + c.not_personal_data + c.already_imported + c.rejected);
        prop_assert_eq!(c.read as usize, rows.len());
        for d in &decisions {
            if d.fate != Fate::Rejected {
                let case_id = match d.fate { Fate::NewCase { index } | Fate::JoinsNew { index } => Some(i64::from(index)), _ => None };
                memory.rows.entry(d.row_key).or_insert(KnownRow { case_id, content_hash: d.content_hash });
            }
        }
        let (_, again) = run(&mut memory);
        prop_assert_eq!(again.counts.new_cases + again.counts.joined + again.counts.not_personal_data, 0);
        prop_assert_eq!(again.counts.rejected, c.rejected);
    }
}
