//! Contract of `otvet journal` and `otvet audit`: what leaves the register, in three formats, and the trail of it.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::support::{BELOVA, Desk, KUZNETSOVA, ORLOV, count, files, imported, list, text, texts};

fn journal(out: &str) -> [&str; 7] {
    ["journal", "--from", "2026-11-01", "--to", "2026-11-23", "--out", out]
}

/// Fields of a csv line; quotes are doubled inside a quoted field.
fn fields(line: &str) -> Vec<String> {
    let mut fields = vec![String::new()];
    let mut quoted = false;
    let mut signs = line.chars().peekable();
    while let Some(c) = signs.next() {
        let last = fields.last_mut().expect("a field");
        match c {
            '"' if quoted && signs.peek() == Some(&'"') => last.push(signs.next().expect("a quote")),
            '"' => quoted = !quoted,
            ';' if !quoted => fields.push(String::new()),
            other => last.push(other),
        }
    }
    assert!(!quoted, "a quote is not closed: {line}");
    fields
}

#[test]
fn a_csv_opens_in_a_russian_excel() {
    let desk = Desk::with(imported());
    let written = desk.json(&journal("journal.csv"));
    assert_eq!(written["rows"], 3);
    assert_eq!(written["path"], desk.path("journal.csv").to_str().expect("UTF-8"));
    let bytes = desk.read("journal.csv");
    let csv =
        std::str::from_utf8(&bytes).expect("UTF-8").strip_prefix('\u{feff}').expect("a byte order mark");
    let lines: Vec<&str> = csv.strip_suffix("\r\n").expect("the last line ends").split("\r\n").collect();
    assert_eq!(lines.len(), 4, "a head and a line per case: {csv}");
    assert!(lines.iter().all(|line| !line.contains(['\r', '\n'])), "line ends are CRLF");
    let rows: Vec<Vec<String>> = lines.iter().map(|line| fields(line)).collect();
    assert!(rows.iter().all(|row| row.len() == rows[0].len()), "{csv}");
    let column =
        |head: &str| rows[0].iter().position(|f| f == head).unwrap_or_else(|| panic!("{head}: {csv}"));
    let (number, received, due) = (column("Рег. №"), column("Дата поступления"), column("Срок"));
    let expected = [
        (KUZNETSOVA, "16.11.2026", "26.11.2026"),
        (ORLOV, "18.11.2026", "18.11.2026"),
        (BELOVA, "20.11.2026", "21.12.2026"),
    ];
    for (row, (case, came, term)) in rows.iter().skip(1).zip(expected) {
        assert_eq!([row[number].as_str(), &row[received], &row[due]], [case, came, term]);
    }
    assert_eq!(rows[1][column("Заявитель")], "Кузнецова Мария Ивановна");
}

#[test]
fn a_workbook_has_real_dates() {
    let desk = Desk::with(imported());
    assert_eq!(desk.json(&journal("journal.xlsx"))["rows"], 3);
    let mut book = Xlsx::new(Cursor::new(desk.read("journal.xlsx"))).expect("a workbook");
    let range = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    let rows: Vec<&[Data]> = range.rows().collect();
    let head = rows.iter().position(|row| row.iter().any(|c| *c == "Рег. №")).expect("a head");
    let column = |name: &str| rows[head].iter().position(|c| *c == name).expect("a column");
    let (number, received) = (column("Рег. №"), column("Дата поступления"));
    let cases: Vec<String> = rows[head + 1..].iter().map(|row| row[number].to_string()).collect();
    assert_eq!(cases, [KUZNETSOVA, ORLOV, BELOVA]);
    // Days since 1899-12-30: 16 November 2026 is 46342.
    let Data::DateTime(date) = &rows[head + 1][received] else { panic!("{:?}", rows[head + 1][received]) };
    assert!((date.as_f64() - 46_342.0).abs() < 1e-9, "{date:?}");
}

#[test]
fn a_printed_journal_has_every_case() {
    let desk = Desk::with(imported());
    assert_eq!(desk.json(&journal("journal.pdf"))["rows"], 3);
    assert!(desk.read("journal.pdf").starts_with(b"%PDF"));
    let words = desk.pdf("journal.pdf");
    for expected in [KUZNETSOVA, ORLOV, BELOVA, "16.11.2026", "01.11.2026"] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
}

#[test]
fn both_ends_of_the_period_are_within_it() {
    let desk = Desk::with(imported());
    let rows =
        |from, to, out| desk.json(&["journal", "--from", from, "--to", to, "--out", out])["rows"].clone();
    assert_eq!(rows("2026-11-16", "2026-11-18", "1.csv"), 2);
    assert_eq!(rows("2026-11-17", "2026-11-17", "2.csv"), 0);
    assert_eq!(rows("2026-11-20", "2026-11-20", "3.csv"), 1);
}

#[test]
fn a_journal_is_refused_before_anything_is_written() {
    let desk = Desk::with(imported());
    let before = files(&desk.vault());
    desk.run(&journal("journal.doc")).refused(1, "field_invalid");
    desk.run(&["journal", "--from", "2026-11-23", "--to", "2026-11-01", "--out", "j.csv"])
        .refused(1, "field_invalid");
    desk.write("mine.csv", "моё");
    desk.run(&journal("mine.csv")).refused(1, "would_overwrite");
    assert_eq!(desk.read("mine.csv"), "моё".as_bytes());
    desk.unchanged(&before);
    desk.json(&[&journal("mine.csv")[..], &["--force"]].concat());
    assert!(desk.read("mine.csv").starts_with("\u{feff}".as_bytes()));
}

// ---- audit ---------------------------------------------------------------------------------------------------

#[test]
fn every_act_stands_in_the_trail_newest_first() {
    let desk = Desk::with(imported());
    let before = desk.json(&["audit"]);
    let total = count(&before["total"]);
    assert_eq!(list(&before["entries"]).len() as u64, total);
    desk.json(&["case", "identity", ORLOV, "--method", "document", "--compared", "фамилия, имя, отчество"]);
    desk.json(&journal("journal.csv"));
    let after = desk.json(&["audit"]);
    assert_eq!(count(&after["total"]), total + 2);
    let entries = list(&after["entries"]);
    let numbers: Vec<u64> = entries.iter().map(|e| count(&e["seq"])).collect();
    assert!(numbers.windows(2).all(|pair| pair[0] == pair[1] + 1), "{numbers:?}");
    assert_eq!(texts(&after["entries"], "action")[..2], ["journal_save", "case_identity"]);
    assert_eq!(entries[1]["entity_id"], ORLOV);
    assert_eq!(after["head"], entries[0]["mac"]);
    assert_ne!(after["head"], before["head"]);
    assert_eq!(list(&desk.json(&["audit", "--limit", "2"])["entries"]).len(), 2);
}

#[test]
fn reading_leaves_no_trace() {
    let desk = Desk::with(imported());
    let before = files(&desk.vault());
    for args in
        [&["cases"] as &[&str], &["case", "show", ORLOV], &["imports"], &["audit"], &["vault", "info"]]
    {
        desk.json(args);
    }
    desk.unchanged(&before);
}

#[test]
fn the_trail_is_verified() {
    let desk = Desk::with(imported());
    let document = desk.json(&["audit", "--verify"]);
    assert_eq!(document["ok"], true);
    assert_eq!(text(&document["audit_head"]), text(&desk.json(&["audit"])["head"]));
}
