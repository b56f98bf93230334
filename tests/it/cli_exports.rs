//! Contract of `--out` on lists, of `otvet issued list` and of `otvet case card`: the rows that the list shows, in its
//! order, under the heads of the window's table; real dates; nothing overwritten unasked; an entry in the trail.

use std::io::Cursor;

use calamine::{Data, Reader, Xlsx};

use crate::support::{BELOVA, Desk, KUZNETSOVA, ORLOV, count, files, imported, konekt, list, text, texts};

const HEADS: [&str; 8] =
    ["Номер", "Получено", "Субъект", "Требование", "Откуда", "Состояние", "Срок", "Осталось"];

/// The first sheet of a workbook, and its name.
fn sheet(bytes: Vec<u8>) -> (String, Vec<Vec<Data>>) {
    let mut book = Xlsx::new(Cursor::new(bytes)).expect("a workbook");
    let name = book.sheet_names().first().expect("a sheet").clone();
    let range = book.worksheet_range_at(0).expect("a sheet").expect("cells");
    (name, range.rows().map(<[Data]>::to_vec).collect())
}

/// A csv as a Russian Excel reads it: lines of fields.
fn csv(bytes: &[u8]) -> Vec<Vec<String>> {
    let body =
        std::str::from_utf8(bytes).expect("UTF-8").strip_prefix('\u{feff}').expect("a byte order mark");
    let lines: Vec<&str> = body.strip_suffix("\r\n").expect("the last line ends").split("\r\n").collect();
    assert!(lines.iter().all(|line| !line.contains(['\r', '\n'])), "line ends are CRLF");
    lines
        .iter()
        .map(|line| {
            let (mut fields, mut quoted, mut signs) = (vec![String::new()], false, line.chars().peekable());
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
        })
        .collect()
}

/// The words of a PDF with single spaces: cells break where the column ends.
fn printed(desk: &Desk, name: &str) -> String {
    desk.pdf(name).split_whitespace().collect::<Vec<_>>().join(" ")
}

fn column(rows: &[Vec<String>], head: &str) -> Vec<String> {
    let at = rows[0].iter().position(|f| f == head).unwrap_or_else(|| panic!("{head}: {:?}", rows[0]));
    rows[1..].iter().map(|row| row[at].clone()).collect()
}

#[test]
fn a_workbook_of_cases_is_the_list_as_it_stands() {
    let desk = Desk::with(imported());
    let written = desk.json(&["cases", "--out", "cases.xlsx"]);
    assert_eq!(written["rows"], 3);
    assert_eq!(written["path"], desk.path("cases.xlsx").to_str().expect("UTF-8"));
    let (name, rows) = sheet(desk.read("cases.xlsx"));
    assert_eq!(name, "Обращения");
    assert_eq!(rows[0], HEADS.map(|head| Data::String(head.to_owned())));
    // The same order as the list: the nearest date first.
    let numbers: Vec<String> = rows[1..].iter().map(|row| row[0].to_string()).collect();
    assert_eq!(numbers, texts(&desk.json(&["cases"])["cases"], "number"));
    let orlov = rows.iter().find(|row| row[0] == *ORLOV).expect("the case");
    assert_eq!(orlov[2], *"Орлов Пётр Сергеевич");
    // Days since 1899-12-30: 18 November 2026 is 46344.
    for at in [1, 6] {
        let Data::DateTime(date) = &orlov[at] else { panic!("{:?}", orlov[at]) };
        assert!((date.as_f64() - 46_344.0).abs() < 1e-9, "{date:?}");
    }
}

#[test]
fn a_csv_of_cases_to_the_byte() {
    let desk = Desk::with(imported());
    desk.json(&["cases", "--search", "Белова", "--out", "one.csv"]);
    let expected = "\u{feff}\"Номер\";\"Получено\";\"Субъект\";\"Требование\";\"Откуда\";\"Состояние\";\"Срок\";\"Осталось\"\r\n\
        \"2026-0003\";20.11.2026;\"Белова Дарья Андреевна\";\"Отзыв согласия\";\"Не указано\";\"Принято\";20.11.2026;\"немедленно · 4-й день\"\r\n";
    let made = String::from_utf8(desk.read("one.csv")).expect("UTF-8");
    assert_eq!(made.replace('\u{a0}', " "), expected);
}

#[test]
fn filters_narrow_the_file_as_they_narrow_the_list() {
    let desk = Desk::with(imported());
    for args in [
        &["cases", "--overdue"] as &[&str],
        &["cases", "--kind", "destruction"],
        &["cases", "--due-by", "2026-11-30"],
        &["cases", "--search", "Кузнецова"],
        &["cases", "--search", "нет такого"],
    ] {
        let shown = desk.json(args);
        let written = desk.json(&[args, &["--out", "part.csv", "--force"]].concat());
        let rows = csv(&desk.read("part.csv"));
        assert_eq!(written["rows"], shown["total"], "{args:?}");
        assert_eq!(column(&rows, "Номер"), texts(&shown["cases"], "number"), "{args:?}");
    }
}

#[test]
fn every_list_has_its_file() {
    let desk = Desk::with(imported());
    let run = text(&desk.json(&["imports"])["imports"][0]["run"]).to_owned();
    desk.json(&["letter", KUZNETSOVA, "--template", "ask_particulars", "--out", "f.pdf"]);
    let lists: [(&[&str], &str, u64); 6] = [
        (&["imports"], "Загрузки", 1),
        (&["imports", "--rejected", &run], "Отклонённые строки", 7),
        (&["issued", "list"], "Письма", 1),
        (&["processors", "list"], "Поручения", 0),
        (&["disclosures", "list"], "Передачи", 0),
        (&["cases"], "Обращения", 3),
    ];
    for (args, name, rows) in lists {
        let written = desk.json(&[args, &["--out", "list.xlsx", "--force"]].concat());
        let (sheet_name, cells) = sheet(desk.read("list.xlsx"));
        assert_eq!(sheet_name, name, "{args:?}");
        assert_eq!(written["rows"], rows, "{args:?}");
        assert_eq!(cells.len() as u64, rows + 1, "{args:?}");
        desk.json(&[args, &["--out", "list.csv", "--force"]].concat());
        let lines = csv(&desk.read("list.csv"));
        assert!(lines.iter().all(|line| line.len() == cells[0].len()), "{args:?}: {lines:?}");
        desk.json(&[args, &["--out", "list.pdf", "--force"]].concat());
        let words = printed(&desk, "list.pdf");
        assert!(words.contains(name) && words.contains("Страница 1 из 1"), "{args:?}: {words}");
        assert!(words.contains(&format!("Всего строк: {rows}")), "{args:?}: {words}");
    }
    let letters = desk.json(&["issued", "list"]);
    assert_eq!(letters["letters"][0]["case"], KUZNETSOVA);
    let rejected = desk.json(&["imports", "--rejected", &run]);
    assert_eq!(list(&rejected["rejected"]).len(), 7);
}

#[test]
fn a_printed_list_says_what_was_asked() {
    let desk = Desk::with(imported());
    desk.json(&["cases", "--kind", "destruction", "--search", "Кузнецова", "--out", "p.pdf"]);
    let words = printed(&desk, "p.pdf");
    for expected in
        ["Уничтожение данных", "«Кузнецова»", "сначала ближайшие", KUZNETSOVA, "Составлено 23.11.2026"]
    {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    let head = text(&desk.json(&["audit"])["entries"][1]["mac"]).to_owned();
    assert!(words.replace(char::is_whitespace, "").contains(&head), "the head of the trail: {words}");
}

#[test]
fn an_export_is_an_event_without_personal_data() {
    let desk = Desk::with(imported());
    let before = count(&desk.json(&["audit"])["total"]);
    desk.json(&["cases", "--search", "Кузнецова", "--out", "c.csv"]);
    let after = desk.json(&["audit"]);
    assert_eq!(count(&after["total"]), before + 1);
    assert_eq!(after["entries"][0]["action"], "list_export");
    assert_eq!(after["entries"][0]["entity_id"], "cases 1 csv");
    assert_eq!(desk.json(&["audit", "--verify"])["ok"], true);
    // The trail as a file says the same in words, its own export last and not in it.
    desk.json(&["audit", "--out", "trail.csv"]);
    let rows = csv(&desk.read("trail.csv"));
    assert_eq!(rows.len() as u64 - 1, before + 1);
    assert_eq!(column(&rows, "Что сделано")[0], "Список выгружен");
    assert_eq!(column(&rows, "С чем")[0], "Обращения, строк 1, csv");
}

#[test]
fn the_trail_is_searched_in_the_words_of_the_list_and_exported_so() {
    let desk = Desk::with(imported());
    desk.json(&["case", "identity", ORLOV, "--method", "document", "--compared", "фамилия, имя, отчество"]);
    desk.json(&["cases", "--out", "c.csv"]);
    let all = count(&desk.json(&["audit"])["total"]);
    let found = desk.json(&["audit", "--search", "личность ПОДТВЕРЖДЕНА"]);
    assert_eq!((count(&found["total"]), count(&found["all"])), (1, all));
    assert_eq!(texts(&found["entries"], "action"), ["case_identity"]);
    assert_eq!(texts(&desk.json(&["audit", "--search", ORLOV])["entries"], "action"), ["case_identity"]);
    let by_number = desk.json(&["audit", "--search", &format!("№ {all}")]);
    assert_eq!(texts(&by_number["entries"], "action"), ["list_export"]);
    let english = desk.json(&["--lang", "en", "audit", "--search", "exported"]);
    assert_eq!(texts(&english["entries"], "action"), ["list_export"]);
    assert_eq!(count(&desk.json(&["audit", "--search", "такого нет"])["total"]), 0);
    // An export of the cases is about the cases; the parts make the whole.
    let about = |part: &str| desk.json(&["audit", "--about", part]);
    assert_eq!(texts(&about("cases")["entries"], "action"), ["list_export", "case_identity"]);
    assert_eq!(texts(&about("imports")["entries"], "action"), ["import"]);
    let parts = ["cases", "letters", "imports", "registers", "settings"];
    assert_eq!(parts.iter().map(|part| count(&about(part)["total"])).sum::<u64>(), all);
    assert_eq!(
        texts(&desk.json(&["audit", "--about", "cases", "--search", "выгружен"])["entries"], "action"),
        ["list_export"]
    );
    desk.run(&["audit", "--about", "everything"]).refused(2, "usage");
    let shown = desk.plain(&["audit", "--search", "подтверждена"]).done().stdout;
    assert!(shown.contains("Личность подтверждена"), "{shown}");
    // The file holds the same rows, and says what was asked.
    let written = desk.json(&["audit", "--search", "подтверждена", "--out", "trail.csv"]);
    assert_eq!(written["rows"], 1);
    let rows = csv(&desk.read("trail.csv"));
    assert_eq!(column(&rows, "С чем"), [format!("Обращение №\u{a0}{ORLOV}")]);
    desk.json(&["audit", "--about", "cases", "--search", "подтверждена", "--out", "trail.pdf"]);
    assert!(printed(&desk, "trail.pdf").contains("Обращения · «подтверждена»"));
}

#[test]
fn text_stays_text_and_numbers_of_passports_do_not_leave() {
    let desk = Desk::with(konekt());
    desk.json(&[
        "case",
        "add",
        "--received",
        "2026-11-20",
        "--channel",
        "post",
        "--full-name",
        "=СУММ(1;2)",
        "--kind",
        "access",
        "--text",
        "@cmd: мой паспорт 4510 123456",
    ]);
    desk.json(&["cases", "--out", "c.xlsx"]);
    let (_, rows) = sheet(desk.read("c.xlsx"));
    assert!(matches!(&rows[1][2], Data::String(name) if name.starts_with("=сумм")), "{:?}", rows[1]);
    desk.json(&["cases", "--out", "c.csv"]);
    assert!(column(&csv(&desk.read("c.csv")), "Субъект")[0].starts_with("'=сумм"));
    desk.json(&["journal", "--from", "2026-11-01", "--to", "2026-11-30", "--out", "j.csv"]);
    let journal = csv(&desk.read("j.csv"));
    let said = &column(&journal, "Краткое содержание")[0];
    assert!(said.starts_with("'@cmd") && !said.contains("123456"), "{said}");
    desk.json(&["case", "card", "2026-0001", "--out", "card.pdf"]);
    assert!(!desk.pdf("card.pdf").contains("123456"));
}

#[test]
fn nothing_is_written_over_and_nothing_wrong_is_written() {
    let desk = Desk::with(imported());
    desk.write("mine.csv", "моё");
    let before = files(&desk.vault());
    desk.run(&["cases", "--out", "mine.csv"]).refused(1, "would_overwrite");
    desk.run(&["cases", "--out", "list.doc"]).refused(1, "field_invalid");
    desk.run(&["imports", "--rejected", "2020-01-01-01", "--out", "r.csv"]).refused(1, "not_found");
    desk.run(&["case", "card", ORLOV, "--out", "card.csv"]).refused(1, "field_invalid");
    desk.run(&["case", "card", "2026-9999", "--out", "card.pdf"]).refused(1, "not_found");
    assert_eq!(desk.plain(&["cases", "--out", "a.csv", "--limit", "1"]).status, 2);
    assert_eq!(desk.read("mine.csv"), "моё".as_bytes());
    assert!(
        !desk.path("list.doc").exists() && !desk.path("card.csv").exists() && !desk.path("card.pdf").exists()
    );
    desk.unchanged(&before);
    desk.json(&["cases", "--out", "mine.csv", "--force"]);
    assert!(desk.read("mine.csv").starts_with("\u{feff}".as_bytes()));
}

#[test]
fn a_card_has_the_whole_case() {
    let desk = Desk::with(imported());
    desk.json(&[
        "case",
        "identity",
        KUZNETSOVA,
        "--method",
        "document",
        "--compared",
        "фамилия, имя, отчество",
    ]);
    desk.json(&[
        "case",
        "close",
        KUZNETSOVA,
        "--demand",
        "destruction",
        "--outcome",
        "refused",
        "--ground",
        "ст. 21 ч. 5",
    ]);
    let saved = desk.json(&["case", "card", KUZNETSOVA, "--out", "card.pdf"]);
    assert_eq!(saved["path"], desk.path("card.pdf").to_str().expect("UTF-8"));
    assert_eq!(text(&saved["sha256"]).len(), 64);
    let words = printed(&desk, "card.pdf");
    for expected in [
        "Карточка обращения",
        KUZNETSOVA,
        "Кузнецова Мария Ивановна",
        "Доступ к данным",
        "ст. 20 ч. 1",
        "Уничтожение данных",
        "отказано 23.11.2026",
        "ст. 21 ч. 5",
        "какие мои персональные данные",
        "Прошу удалить",
        "Личность заявителя подтверждена",
        "фамилия, имя, отчество",
        "Страница 1 из",
    ] {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    // Each day of the term, from the one after receipt to the last.
    for day in 17..=30 {
        assert!(words.contains(&format!("{day}.11.2026")), "{day}: {words}");
    }
    let trail = desk.json(&["audit"]);
    assert_eq!(trail["entries"][0]["action"], "case_card_save");
    assert_eq!(trail["entries"][0]["entity_id"], KUZNETSOVA);
}

#[test]
fn the_journal_shows_extension_refusal_and_what_was_joined() {
    let desk = Desk::with(imported());
    desk.json(&[
        "case",
        "extend",
        KUZNETSOVA,
        "--demand",
        "access",
        "--reason",
        "данные у двух обработчиков",
    ]);
    desk.json(&[
        "case",
        "close",
        ORLOV,
        "--demand",
        "stop_marketing",
        "--outcome",
        "refused",
        "--ground",
        "рекламы не было",
    ]);
    desk.json(&["journal", "--from", "2026-11-01", "--to", "2026-11-23", "--out", "j.csv"]);
    let rows = csv(&desk.read("j.csv"));
    let at = |head: &str| column(&rows, head);
    assert_eq!(at("Рег. №"), [KUZNETSOVA, ORLOV, BELOVA]);
    assert_eq!(at("Срок")[0], "26.11.2026");
    assert_eq!(at("Продлён до")[0], "07.12.2026");
    assert!(at("Краткое содержание")[0].ends_with("Повторно: 17.11.2026"), "{:?}", rows[1]);
    assert!(at("Отметка об исполнении или отказе")[1].contains("отказано 23.11.2026"), "{:?}", rows[2]);
    assert!(at("Отметка об исполнении или отказе")[1].contains("рекламы не было"), "{:?}", rows[2]);
    assert_eq!(at("Дата исполнения")[1], "23.11.2026");
    assert!(at("Реквизиты запроса")[0].contains("строка"), "{:?}", rows[1]);
    desk.json(&["journal", "--from", "2026-11-01", "--to", "2026-11-23", "--out", "j.pdf"]);
    let words = printed(&desk, "j.pdf");
    for expected in ["Всего обращений за период: 3", "Сроков продлено: 1", "отказано 1", "без письменного"]
    {
        assert!(words.contains(expected), "{expected}: {words}");
    }
    desk.json(&["journal", "--from", "2025-01-01", "--to", "2025-01-31", "--out", "none.pdf"]);
    assert!(desk.pdf("none.pdf").contains("Обращений за период не поступало"));
}

#[test]
fn an_english_desk_has_english_heads() {
    let desk = Desk::with(imported());
    desk.json(&["--lang", "en", "cases", "--out", "c.csv"]);
    let rows = csv(&desk.read("c.csv"));
    assert_eq!(rows[0][0], "Number");
    assert!(rows[0].iter().all(|head| !head.chars().any(|c| ('а'..='я').contains(&c))), "{:?}", rows[0]);
}
