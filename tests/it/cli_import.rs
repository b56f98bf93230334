//! Contract of `otvet inspect`, `import` and `imports`: what is read, what becomes of each row, and that nothing is
//! written by halves.

use otvet_tests::demo::sheet::{self, Oddity};
use serde_json::{Value, json};

use crate::support::{
    BELOVA, Desk, KUZNETSOVA, ORLOV, SHEET, TODAY, count, demand, files, imported, konekt, list, text, texts,
    windows_1251,
};

const DEMO: &[u8] = include_bytes!("../../assets/demo/contact-centre.xlsx");

#[track_caller]
fn adds_up(result: &Value) {
    let rows = &result["rows"];
    let parts = ["new_cases", "joined", "not_personal_data", "already_imported", "rejected"];
    assert_eq!(count(&rows["read"]), parts.iter().map(|p| count(&rows[*p])).sum::<u64>(), "{rows}");
}

fn fields(inspected: &Value) -> Vec<Option<&str>> {
    list(&inspected["columns"]).iter().map(|c| c["field"].as_str()).collect()
}

// ---- inspect -------------------------------------------------------------------------------------------------

#[test]
fn the_sample_is_looked_at_without_a_vault() {
    let desk = Desk::bare();
    desk.write("contact-centre.xlsx", DEMO);
    let view = desk.json(&["inspect", "contact-centre.xlsx"]);
    assert_eq!(view["format"], "xlsx");
    assert!(view["encoding"].is_null());
    assert_eq!(texts(&view["sheets"], "name"), [sheet::SHEET, sheet::HIDDEN_SHEET]);
    assert_eq!(view["header_row"], sheet::HEADER_ROW);
    let columns = list(&view["columns"]);
    let letters: String = columns.iter().map(|c| text(&c["letter"])).collect();
    assert_eq!(letters, "ABCDEFGHIJKLMNOP");
    // «№ п/п» and the column without a name are none of the fields; notes may come from two columns.
    let expected = [
        None,
        Some("appeal_id"),
        Some("received_at"),
        Some("channel"),
        Some("phone"),
        Some("full_name"),
        Some("email"),
        Some("contract"),
        Some("address"),
        Some("topic"),
        Some("text"),
        None,
        Some("agent"),
        Some("duration"),
        Some("status"),
        Some("text"),
    ];
    assert_eq!(fields(&view), expected);
    for column in columns.iter().filter(|c| c["field"].is_string()) {
        let confidence = column["confidence"].as_f64().expect("a number");
        assert!(confidence > 0.0 && confidence <= 1.0, "{column}");
        assert!(!list(&column["samples"]).is_empty(), "{column}");
    }
}

#[test]
fn a_sheet_is_chosen_by_name_and_a_wrong_name_lists_the_right_ones() {
    let desk = Desk::bare();
    desk.write("contact-centre.xlsx", DEMO);
    let view = desk.json(&["inspect", "contact-centre.xlsx", "--sheet", sheet::HIDDEN_SHEET]);
    assert_eq!(view["sheet"], sheet::HIDDEN_SHEET);
    let refused =
        desk.run(&["inspect", "contact-centre.xlsx", "--sheet", "Лист1"]).refused(1, "sheet_not_found");
    assert!(text(&refused["error"]["hint"]).contains(sheet::SHEET), "{refused}");
}

#[test]
fn a_sheet_that_is_named_is_the_one_that_is_imported() {
    let desk = Desk::with(konekt());
    desk.write("contact-centre.xlsx", DEMO);
    // The hidden sheet has neither dates nor persons.
    desk.run(&["import", "contact-centre.xlsx", "--sheet", sheet::HIDDEN_SHEET]).refused(1, "mapping_needed");
    let plan = desk.json(&["import", "contact-centre.xlsx", "--sheet", sheet::SHEET, "--dry-run"]);
    assert_eq!(plan["file"]["sheet"], sheet::SHEET);
}

#[test]
fn csv_is_read_in_both_encodings_alike() {
    let desk = Desk::bare();
    desk.write("utf8.csv", SHEET);
    desk.write("bom.csv", format!("\u{feff}{}", SHEET.replace('\n', "\r\n")));
    desk.write("cp1251.csv", windows_1251(SHEET));
    let [utf8, bom, cp1251] = ["utf8.csv", "bom.csv", "cp1251.csv"].map(|name| desk.json(&["inspect", name]));
    assert_eq!(text(&utf8["encoding"]).to_lowercase(), "utf-8");
    assert_eq!(text(&cp1251["encoding"]).to_lowercase(), "windows-1251");
    for view in [&utf8, &bom, &cp1251] {
        assert_eq!(view["format"], "csv");
        assert_eq!(view["header_row"], 1);
        assert_eq!(view["columns"], utf8["columns"]);
        let expected = ["received_at", "full_name", "phone", "email", "topic", "text"];
        assert_eq!(fields(view), expected.map(Some));
        assert_eq!(view["columns"][1]["header"], "ФИО");
        assert_eq!(view["columns"][1]["samples"][0], "Кузнецова Мария Ивановна");
    }
}

#[test]
fn a_file_is_known_by_its_content_not_by_its_name() {
    let desk = Desk::bare();
    desk.write("really-xlsx.csv", DEMO);
    desk.write("really-csv.xlsx", SHEET);
    assert_eq!(desk.json(&["inspect", "really-xlsx.csv"])["format"], "xlsx");
    assert_eq!(desk.json(&["inspect", "really-csv.xlsx"])["format"], "csv");
}

/// A compound file as Excel writes it around an encrypted workbook: the header and a directory entry.
fn encrypted() -> Vec<u8> {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(1024, 0);
    bytes.extend("EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(2048, 0);
    bytes
}

/// Files that cannot be read, each with its code.
fn unreadable(desk: &Desk) -> [(&'static str, &'static str); 8] {
    desk.write("empty.csv", "");
    desk.write("encrypted.xlsx", encrypted());
    desk.write("garbage.xlsx", (0..4096u32).map(|n| (n * n % 253) as u8).collect::<Vec<_>>());
    desk.write("picture.csv", b"\x89PNG\r\n\x1a\n0000");
    desk.write("cut.xlsx", &DEMO[..DEMO.len() / 2]);
    desk.write("page.xls", "<html><body><table><tr><td>1</td></tr></table></body></html>");
    std::fs::create_dir(desk.path("folder.xlsx")).expect("a folder");
    [
        ("empty.csv", "file_empty"),
        ("encrypted.xlsx", "file_encrypted"),
        ("garbage.xlsx", "not_a_spreadsheet"),
        ("picture.csv", "not_a_spreadsheet"),
        ("cut.xlsx", "file_damaged"),
        ("page.xls", "unsupported_format"),
        ("folder.xlsx", "file_unreadable"),
        ("absent.xlsx", "file_unreadable"),
    ]
}

#[test]
fn files_that_cannot_be_read_say_why() {
    let desk = Desk::bare();
    for (name, code) in unreadable(&desk) {
        let document = desk.run(&["inspect", name]).refused(1, code);
        assert!(text(&document["error"]["place"]).ends_with(name), "{document}");
        assert!(!text(&document["error"]["hint"]).is_empty(), "{document}");
    }
}

#[test]
fn files_that_cannot_be_read_leave_the_register_as_it_was() {
    let desk = Desk::with(konekt());
    let before = files(&desk.vault());
    for (name, code) in unreadable(&desk) {
        desk.run(&["import", name]).refused(1, code);
    }
    desk.unchanged(&before);
}

// ---- the sample ----------------------------------------------------------------------------------------------

#[test]
fn the_sample_is_imported_and_its_counts_are_those_it_was_made_with() {
    let desk = Desk::with(konekt());
    desk.write("contact-centre.xlsx", DEMO);
    let args = ["import", "contact-centre.xlsx"];
    let result = desk.json(&args);
    adds_up(&result);
    let records: Vec<sheet::Record> = sheet::rows().into_iter().flatten().collect();
    let odd = |kinds: &[Oddity]| records.iter().filter(|r| kinds.contains(&r.oddity)).count() as u64;
    let rows = &result["rows"];
    assert_eq!(rows["read"], records.len() as u64, "neither blank rows nor the totals row are read");
    let refused =
        [Oddity::PhoneLost, Oddity::ImpossibleDate, Oddity::NoDate, Oddity::FutureDate, Oddity::NobodyNamed];
    assert_eq!(rows["rejected"], odd(&refused));
    assert_eq!(rows["already_imported"], odd(&[Oddity::SameRow]));
    // What the rules make of notes is measured elsewhere; here they must not be far off. A row whose first note was
    // taken for something else has nothing to join.
    assert!(count(&rows["joined"]).abs_diff(odd(&[Oddity::SamePerson, Oddity::SameNumber])) <= 3, "{rows}");
    let other = records.iter().filter(|r| r.kinds == "not_personal_data").count() as u64;
    assert!(count(&rows["not_personal_data"]).abs_diff(other) <= 8, "{rows}, {other} were written");
    assert_eq!(result["run"], "2026-11-23-01");
    assert_eq!(result["file"]["sha256"], desk::files::sha256(DEMO));
    assert_eq!(result["file"]["header_row"], sheet::HEADER_ROW);
    assert!(list(&result["to_decide"]).iter().all(|d| d["why"] == "same_phone_other_name"), "{result}");

    assert_eq!(desk.total(), count(&rows["new_cases"]));
}

#[test]
fn the_sample_again_changes_nothing() {
    let desk = Desk::with(konekt());
    desk.write("contact-centre.xlsx", DEMO);
    let first = desk.json(&["import", "contact-centre.xlsx"])["rows"].clone();
    let again = desk.json(&["import", "contact-centre.xlsx"]);
    adds_up(&again);
    let again = &again["rows"];
    assert_eq!((&again["new_cases"], &again["joined"]), (&json!(0), &json!(0)), "{again}");
    assert_eq!(count(&again["already_imported"]), count(&first["read"]) - count(&first["rejected"]));
    assert_eq!(again["rejected"], first["rejected"]);
    assert_eq!(desk.total(), count(&first["new_cases"]));
}

// ---- rows ----------------------------------------------------------------------------------------------------

#[test]
fn each_row_becomes_what_the_contract_says() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", SHEET);
    let result = desk.json(&["import", "sheet.csv"]);
    adds_up(&result);
    assert_eq!(
        result["rows"],
        json!({ "read": 11, "new_cases": 3, "joined": 1, "not_personal_data": 1, "already_imported": 0, "rejected": 6 })
    );
    assert_eq!(result["dry_run"], false);
    assert_eq!(result["file"]["name"], "sheet.csv");
    assert_eq!(result["file"]["format"], "csv");
    assert_eq!(result["file"]["sha256"], desk::files::sha256(SHEET.as_bytes()));
    // From 16, 18 and 20 to 23 November.
    assert_eq!(result["days_lost_before_import"], json!({ "total": 7 + 5 + 3, "worst": 7 }));
    assert_eq!(list(&result["contacts_after_refusal"]).len(), 0);
}

#[test]
fn a_rejected_row_names_its_place_and_how_to_mend_it() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", SHEET);
    let result = desk.json(&["import", "sheet.csv"]);
    let rejected: Vec<(u64, &str, &str, &str)> = list(&result["rejected"])
        .iter()
        .map(|r| (count(&r["row"]), text(&r["column"]), text(&r["header"]), text(&r["code"])))
        .collect();
    assert_eq!(
        rejected,
        [
            (6, "A", "Дата", "impossible_date"),
            (7, "C", "Телефон", "phone_digits_lost"),
            (8, "A", "Дата", "date_in_future"),
            (10, "B", "ФИО", "nobody_named"),
            (11, "A", "Дата", "no_date"),
            // Two reasons, two entries, one row in the count.
            (13, "A", "Дата", "impossible_date"),
            (13, "B", "ФИО", "nobody_named"),
        ]
    );
    for entry in list(&result["rejected"]) {
        let message = text(&entry["message"]);
        assert!(message.contains(&format!("Строка {}", entry["row"])), "{message}");
        assert!(message.contains(text(&entry["header"])), "{message}");
        assert!(!text(&entry["fix"]).is_empty(), "{entry}");
    }
    assert_eq!(result["rejected"][1]["value"], "7,9E+10");
    assert_eq!(result["rejected"][0]["value"], "31.11.2026");
}

#[test]
fn contacts_of_one_person_are_one_case_with_a_clock_for_each_demand() {
    let case = Desk::with(imported()).json(&["case", "show", KUZNETSOVA]);
    assert_eq!(case["received_on"], "2026-11-16");
    assert_eq!(case["subject"]["full_name"], "Кузнецова Мария Ивановна");
    assert_eq!(case["subject"]["phone"], "+79161234567");
    assert_eq!(case["subject"]["email"], "m.kuznetsova@example.ru");
    let contacts = list(&case["contacts"]);
    assert_eq!(texts(&case["contacts"], "at"), ["2026-11-16T10:00:00+03:00", "2026-11-17T11:30:00+03:00"]);
    assert_eq!(contacts[1]["text"], "Прошу удалить мои персональные данные");
    // 17 to 20, 23 to 27 and 30 November; 18 to 20 and 23 to 26 November.
    assert_eq!(demand(&case, "access")["due_on"], "2026-11-30");
    assert_eq!(demand(&case, "destruction")["due_on"], "2026-11-26");
    assert_eq!(list(&case["demands"]).len(), 2);
    assert_eq!(case["days_lost_before_import"], 7);
}

#[test]
fn the_same_telephone_under_another_name_is_a_case_of_its_own_and_a_question() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", SHEET);
    let result = desk.json(&["import", "sheet.csv"]);
    assert_eq!(
        result["to_decide"],
        json!([{ "row": 4, "case": ORLOV, "candidate": KUZNETSOVA, "why": "same_phone_other_name" }])
    );
    // The same from another file: the candidate is a case that was there before.
    let sheet = "Дата;ФИО;Телефон;Текст обращения\n20.11.2026;Жуков Лев Ильич;9160001122;Удалите мои персональные данные\n";
    desk.write("second.csv", sheet);
    let result = desk.json(&["import", "second.csv"]);
    assert_eq!(
        result["to_decide"],
        json!([{ "row": 2, "case": "2026-0004", "candidate": BELOVA, "why": "same_phone_other_name" }])
    );
}

#[test]
fn rows_join_only_when_they_are_of_the_same_person() {
    let desk = Desk::with(imported());
    let sheet = "\
Дата;ФИО;Телефон;E-mail;Текст обращения
20.11.2026;Белова Дарья Андреевна;8 916 000 11 22;;Удалите мои персональные данные
20.11.2026;;89160001122;;Больше не звоните с рекламными предложениями
20.11.2026;Белова Дарья Андреевна;+7 916 999-88-77;;Удалите мои персональные данные
20.11.2026;Кузнецова М. И.;;m.kuznetsova@example.ru;Отзываю согласие на обработку персональных данных
";
    desk.write("more.csv", sheet);
    let result = desk.json(&["import", "more.csv"]);
    // Name and telephone; no name and the telephone; the name alone is nobody; name and e-mail.
    assert_eq!((&result["rows"]["joined"], &result["rows"]["new_cases"]), (&json!(3), &json!(1)));
    let belova = desk.json(&["case", "show", BELOVA]);
    assert_eq!(list(&belova["contacts"]).len(), 3);
    let mut kinds = texts(&belova["demands"], "kind");
    kinds.sort_unstable();
    assert_eq!(kinds, ["destruction", "stop_marketing", "withdraw_consent"]);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let desk = Desk::with(imported());
    desk.write("sheet.csv", SHEET);
    let cases = desk.json(&["cases"]);
    let again = desk.json(&["import", "sheet.csv"]);
    adds_up(&again);
    assert_eq!(
        again["rows"],
        json!({ "read": 11, "new_cases": 0, "joined": 0, "not_personal_data": 0, "already_imported": 5, "rejected": 6 })
    );
    assert_eq!(again["run"], "2026-11-23-02");
    assert_eq!(desk.json(&["cases"]), cases);
    let case = desk.json(&["case", "show", KUZNETSOVA]);
    assert_eq!(list(&case["contacts"]).len(), 2);
}

#[test]
fn a_known_appeal_with_other_content_joins_its_case() {
    let desk = Desk::with(konekt());
    let head = "Номер обращения;Дата;ФИО;Телефон;Текст обращения\n";
    let row = |text: &str| format!("{head}КЦ-7;20.11.2026;Белова Дарья Андреевна;+7 916 000-11-22;{text}\n");
    desk.write("first.csv", row("Удалите мои персональные данные"));
    desk.write("second.csv", row("Удалите мои персональные данные. Добавлено: ждёт ответа."));
    assert_eq!(desk.json(&["import", "first.csv"])["rows"]["new_cases"], 1);
    let second = desk.json(&["import", "second.csv"]);
    assert_eq!((&second["rows"]["joined"], &second["rows"]["new_cases"]), (&json!(1), &json!(0)));
    assert_eq!(desk.total(), 1);
    let case = desk.json(&["case", "show", "2026-0001"]);
    assert!(text(&case["contacts"][0]["text"]).contains("ждёт ответа"), "{case}");
    assert!(texts(&case["timeline"], "what").iter().any(|what| what.contains("изменено")), "{case}");
}

#[test]
fn an_appeal_that_stands_twice_in_a_file_is_no_change_the_second_time() {
    let desk = Desk::with(konekt());
    desk.write(
        "sheet.csv",
        "Номер обращения;Дата;ФИО;Телефон;Текст обращения\n\
         КЦ-7;20.11.2026;Белова Дарья Андреевна;+7 916 000-11-22;Удалите мои персональные данные\n\
         КЦ-7;20.11.2026;Белова Дарья Андреевна;+7 916 000-11-22;Удалите мои персональные данные. Ждёт ответа.\n",
    );
    let rows = |desk: &Desk| {
        let rows = &desk.json(&["import", "sheet.csv"])["rows"];
        (count(&rows["new_cases"]), count(&rows["joined"]), count(&rows["already_imported"]))
    };
    assert_eq!(rows(&desk), (1, 1, 0));
    let before = desk.json(&["case", "show", "2026-0001"]);
    assert_eq!(rows(&desk), (0, 0, 2));
    assert_eq!(desk.json(&["case", "show", "2026-0001"]), before);
}

#[test]
fn a_missing_name_alone_does_not_reject() {
    let desk = Desk::with(konekt());
    desk.write(
        "sheet.csv",
        "Дата;ФИО;Телефон;Текст обращения\n20.11.2026;;9160001122;Удалите мои персональные данные\n",
    );
    assert_eq!(desk.json(&["import", "sheet.csv"])["rows"]["new_cases"], 1);
    let page = desk.json(&["cases"]);
    assert!(page["cases"][0]["subject"].is_null(), "{page}");
}

// ---- ways of importing ---------------------------------------------------------------------------------------

#[test]
fn a_dry_run_tells_all_and_writes_nothing() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", SHEET);
    let before = files(&desk.vault());
    let plan = desk.json(&["import", "sheet.csv", "--dry-run"]);
    assert_eq!(plan["dry_run"], true);
    assert!(plan["run"].is_null());
    desk.unchanged(&before);
    let done = desk.json(&["import", "sheet.csv"]);
    for part in ["rows", "rejected", "days_lost_before_import", "file"] {
        assert_eq!(plan[part], done[part], "{part}");
    }
    assert_eq!(list(&plan["to_decide"]).len(), 1);
}

#[test]
fn all_or_nothing_means_nothing_when_a_row_is_rejected() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", SHEET);
    let document = desk.run(&["import", "sheet.csv", "--all-or-nothing"]).refused(1, "rows_rejected");
    assert!(text(&document["error"]["message"]).contains('6'), "{document}");
    assert_eq!(desk.total(), 0);
    assert!(list(&desk.json(&["imports"])["imports"]).is_empty());
    let good: String = SHEET.lines().take(5).map(|line| format!("{line}\n")).collect();
    desk.write("good.csv", good);
    assert_eq!(desk.json(&["import", "good.csv", "--all-or-nothing"])["rows"]["new_cases"], 2);
}

/// Headers that say nothing, and values in an order of their own.
const NAMELESS: &str = "\
Раз;Два;Три;Четыре
Удалите мои персональные данные;9160001122;Белова Дарья Андреевна;20.11.2026
Отзываю согласие на обработку персональных данных;9165554433;Волкова Анна Ильинична;19.11.2026
";

#[test]
fn columns_can_be_assigned() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", NAMELESS);
    let result = desk.json(&["import", "sheet.csv", "--map", "A=text,B=phone,C=full_name,d=received_at"]);
    assert_eq!(result["rows"]["new_cases"], 2);
    let case = desk.json(&["case", "show", "2026-0001"]);
    assert_eq!(case["subject"]["full_name"], "Белова Дарья Андреевна");
    assert_eq!(case["subject"]["phone"], "+79160001122");
    assert_eq!(case["received_on"], "2026-11-20");
    assert_eq!(case["contacts"][0]["text"], "Удалите мои персональные данные");
}

#[test]
fn a_column_can_be_left_out() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", SHEET);
    desk.json(&["import", "sheet.csv", "--map", "D="]);
    let case = desk.json(&["case", "show", KUZNETSOVA]);
    assert!(case["subject"]["email"].is_null(), "{case}");
}

#[test]
fn an_unknown_field_or_column_is_wrong_usage() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", NAMELESS);
    let document = desk.run(&["import", "sheet.csv", "--map", "A=telephone"]).refused(2, "unknown_field");
    assert!(text(&document["error"]["message"]).contains("telephone"), "{document}");
    let document = desk.run(&["import", "sheet.csv", "--map", "Z=phone"]).refused(2, "unknown_column");
    assert!(text(&document["error"]["message"]).contains('Z'), "{document}");
    desk.run(&["import", "sheet.csv", "--map", "phone"]).refused(2, "unknown_field");
    assert_eq!(desk.total(), 0);
}

#[test]
fn a_sheet_without_dates_or_persons_needs_a_mapping() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", "Показатель;Значение\nвыручка;сто\nрасход;двести\n");
    let document = desk.run(&["import", "sheet.csv"]).refused(1, "mapping_needed");
    let said = format!("{} {}", document["error"]["message"], document["error"]["hint"]);
    assert!(said.contains("Показатель") && said.contains("Значение"), "the columns that were seen: {said}");
    desk.write("dated.csv", "Дата;Значение\n20.11.2026;сто\n19.11.2026;двести\n");
    desk.run(&["import", "dated.csv"]).refused(1, "mapping_needed");
    assert_eq!(desk.total(), 0);
}

#[test]
fn windows_1251_gives_the_same_cases() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", windows_1251(SHEET));
    desk.json(&["import", "sheet.csv"]);
    let subjects = |desk: &Desk| texts(&desk.json(&["cases"])["cases"], "subject").join("; ");
    assert_eq!(subjects(&desk), "Орлов Пётр Сергеевич; Кузнецова Мария Ивановна; Белова Дарья Андреевна");
    assert_eq!(subjects(&desk), subjects(&Desk::with(imported())));
}

#[test]
fn a_report_is_a_pdf_and_is_not_written_over_unasked() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", SHEET);
    desk.write("report.pdf", "моё");
    let args = ["import", "sheet.csv", "--report", "report.pdf"];
    desk.run(&args).refused(1, "would_overwrite");
    assert_eq!(desk.read("report.pdf"), "моё".as_bytes());
    assert_eq!(desk.total(), 0, "refused before anything is written");
    let result = desk.json(&[&args[..], &["--force"]].concat());
    let bytes = desk.read("report.pdf");
    assert!(bytes.starts_with(b"%PDF"));
    assert_eq!(result["report"]["sha256"], desk::files::sha256(&bytes));
    let words = desk.pdf("report.pdf");
    assert!(words.contains("2026-11-23-01") && words.contains("sheet.csv"), "{words}");
}

#[test]
fn runs_are_listed_newest_first() {
    let desk = Desk::with(imported());
    desk.write("sheet.csv", SHEET);
    desk.json(&["import", "sheet.csv", "--today", "2026-11-24"]);
    let page = desk.json(&["imports"]);
    assert_eq!(texts(&page["imports"], "run"), ["2026-11-24-01", "2026-11-23-01"]);
    let first = &page["imports"][1];
    assert_eq!(first["file"], "sheet.csv");
    assert_eq!(first["rows"]["read"], 11);
    assert!(text(&first["at"]).starts_with(TODAY) && text(&first["at"]).ends_with("+03:00"), "{first}");
}

#[test]
fn a_person_reads_the_counts_in_either_language() {
    let desk = Desk::with(konekt());
    desk.write("sheet.csv", SHEET);
    let english = desk.plain(&["import", "sheet.csv", "--dry-run", "--lang", "en", "--today", TODAY]).done();
    assert!(
        english.stdout.contains("nothing was written") && english.stdout.contains("Row 6, column A «Дата»"),
        "{english}"
    );
    let russian = desk.plain(&["import", "sheet.csv", "--today", TODAY]).done();
    assert!(
        russian.stdout.contains("Загрузка 2026-11-23-01")
            && russian.stdout.contains("Строка 6, столбец A «Дата»"),
        "{russian}"
    );
    assert!(russian.stderr.is_empty(), "no bar where there is no terminal: {russian}");
}
