//! The sample spreadsheet: the committed file is what the generator makes, and has the mess it is there for.

use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

use calamine::{Data, Reader, SheetVisible, Xlsx};
use otvet_tests::demo::sheet::{self, Cell, HEADER_ROW, HEADERS, HIDDEN_SHEET, Oddity, Record, SHEET};

const COMMITTED: &[u8] = include_bytes!("../../assets/demo/contact-centre.xlsx");

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    Xlsx::new(Cursor::new(bytes.to_vec())).expect("the sample opens")
}

fn cells(bytes: &[u8], name: &str) -> Vec<Vec<Data>> {
    let range = open(bytes).worksheet_range(name).expect("the sample has the sheet");
    range.rows().map(<[Data]>::to_vec).collect()
}

fn records() -> Vec<Record> {
    sheet::rows().into_iter().flatten().collect()
}

#[test]
fn the_committed_file_is_what_the_generator_makes() {
    let fresh = sheet::workbook().expect("the sample is written");
    for name in [SHEET, HIDDEN_SHEET] {
        let (committed, fresh) = (cells(COMMITTED, name), cells(&fresh, name));
        assert_eq!(committed.len(), fresh.len(), "rows of {name}: run `npm run demo:make`");
        for (row, (old, new)) in committed.iter().zip(&fresh).enumerate() {
            assert_eq!(old, new, "row {} of {name}: run `npm run demo:make`", row + 1);
        }
    }
}

#[test]
fn two_runs_give_the_same_bytes() {
    assert!(sheet::workbook().expect("written") == sheet::workbook().expect("written"));
}

#[test]
fn the_frame_is_that_of_a_real_export() {
    let book = open(COMMITTED);
    let sheets: Vec<_> = book.sheets_metadata().iter().map(|s| (s.name.as_str(), s.visible)).collect();
    assert_eq!(sheets, [(SHEET, SheetVisible::Visible), (HIDDEN_SHEET, SheetVisible::Hidden)]);
    let rows = cells(COMMITTED, SHEET);
    let text = |row: usize, column: usize| rows[row][column].to_string();
    assert!(text(0, 0).starts_with("Выгрузка"), "a title stands above the header");
    let header = HEADER_ROW as usize - 1;
    assert!(rows[header - 1].iter().all(|cell| *cell == Data::Empty), "and a blank row");
    for (column, name) in HEADERS.iter().enumerate() {
        assert_eq!(text(header, column), *name);
    }
    let last = rows.last().expect("rows");
    assert_eq!(last[0].to_string(), "Итого");
    assert_eq!(last[1].to_string(), records().len().to_string(), "the totals row counts the records");
    let blank = rows[header..].iter().filter(|row| row.iter().all(|cell| *cell == Data::Empty)).count();
    assert_eq!(blank, 5);
    assert_eq!(rows.len() - header - 1, records().len() + blank + 1);
}

#[test]
fn every_oddity_and_every_kind_is_there() {
    let records = records();
    assert!(records.len() >= 320, "{} rows", records.len());
    let mut odd: BTreeMap<Oddity, usize> = BTreeMap::new();
    let mut kinds: BTreeSet<&str> = BTreeSet::new();
    for record in &records {
        *odd.entry(record.oddity).or_default() += 1;
        kinds.extend(record.kinds.split(','));
    }
    for (oddity, least) in [
        (Oddity::SamePerson, 20),
        (Oddity::SamePhoneOtherName, 5),
        (Oddity::SameRow, 5),
        (Oddity::SameNumber, 3),
        (Oddity::PhoneLost, 3),
        (Oddity::ImpossibleDate, 3),
        (Oddity::NoDate, 3),
        (Oddity::FutureDate, 2),
        (Oddity::NobodyNamed, 3),
    ] {
        assert!(odd.get(&oddity).copied().unwrap_or(0) >= least, "{oddity:?}: {odd:?}");
    }
    let wanted: BTreeSet<&str> = [
        "access",
        "authority_inquiry",
        "automated_decision_objection",
        "blocking",
        "clarification",
        "complaint",
        "destruction",
        "not_personal_data",
        "rectification",
        "stop_dissemination",
        "stop_marketing",
        "stop_processing",
        "withdraw_consent",
    ]
    .into();
    assert_eq!(kinds, wanted);
    let signed = records.iter().filter(|r| r.signed).count();
    assert!(signed >= 20, "{signed} signed applications");
    for record in records.iter().filter(|r| r.signed) {
        let Cell::Text(text) = &record.cells[10] else { panic!("a note is text") };
        assert!(text.to_lowercase().contains("поступило подписанное заявление"), "{text}");
        assert_eq!(record.kinds, "access");
    }
}

#[test]
fn dates_and_telephones_come_in_many_shapes() {
    let records = records();
    let count =
        |column: usize, test: fn(&Cell) -> bool| records.iter().filter(|r| test(&r.cells[column])).count();
    assert!(count(2, |cell| matches!(cell, Cell::Moment(_))) > 150, "serials with a date format");
    assert!(count(2, |cell| matches!(cell, Cell::Number(_))) >= 2, "serials that lost their format");
    assert!(count(2, |cell| matches!(cell, Cell::Text(_))) > 80, "dates as text");
    assert!(count(4, |cell| matches!(cell, Cell::Number(_))) > 60, "telephones as numbers");
    assert!(count(4, |cell| matches!(cell, Cell::Text(_))) > 150, "telephones as text");
}

#[test]
fn dates_are_of_the_two_months() {
    let (from, to) = ("2026-09-20", "2026-11-20");
    for record in records() {
        let day = record.at.date().to_string();
        assert!((from..=to).contains(&day.as_str()), "{day}");
    }
}

/// Everyone in the sample is invented: telephones of one range that is not given out, mail at the names kept for
/// examples.
#[test]
fn nobody_real_is_in_the_sample() {
    for record in records() {
        for cell in &record.cells {
            if let Cell::Text(text) = cell
                && let Some((_, domain)) = text.split_once('@')
            {
                assert!(matches!(domain, "example.com" | "example.ru"), "{text}");
            }
        }
        let digits: String = match &record.cells[4] {
            Cell::Number(number) => format!("{number:.0}"),
            Cell::Text(text) => text.chars().filter(char::is_ascii_digit).collect(),
            _ => continue,
        };
        if record.oddity != Oddity::PhoneLost && !digits.is_empty() {
            assert!(digits.trim_start_matches(['7', '8']).starts_with("90000"), "{digits}");
        }
    }
}
