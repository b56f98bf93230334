use std::fs::File;
use std::io::Write;

use rust_xlsxwriter::{ExcelDateTime, Format as Style, Workbook};

use crate::parent::Reading;
use crate::worker::{Job, Request};
use crate::*;

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    file
}

fn worker() -> WorkerProgram {
    WorkerProgram(assert_exists(std::path::Path::new(env!("CARGO_MANIFEST_DIR"))))
}

/// The worker's program lies beside the test program, one folder up.
fn assert_exists(_crate: &std::path::Path) -> std::path::PathBuf {
    let mut path = std::env::current_exe().expect("this program");
    path.pop();
    path.pop();
    path.push(format!("otvet-intake-worker{}", std::env::consts::EXE_SUFFIX));
    assert!(path.exists(), "build the worker first: cargo build -p intake");
    path
}

fn look(bytes: &[u8]) -> Result<Inspection, IntakeError> {
    inspect(&worker(), file(bytes), None, Limits::look(bytes.len() as u64))
}

fn rows_of(bytes: &[u8], header: u32) -> Result<Vec<Row>, IntakeError> {
    let mut all = Vec::new();
    for batch in read_rows(&worker(), file(bytes), None, header, Limits::import(bytes.len() as u64))? {
        all.extend(batch?);
    }
    Ok(all)
}

fn workbook() -> Vec<u8> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Выгрузка обращений за октябрь").expect("cell");
    for (i, header) in
        ["№ обращения", "Дата и время", "Телефон", "ФИО клиента", "Текст обращения"].iter().enumerate()
    {
        sheet.write_string(2, u16::try_from(i).expect("small"), *header).expect("cell");
    }
    let style = Style::new().set_num_format("dd.mm.yyyy hh:mm");
    let at = ExcelDateTime::from_ymd(2026, 10, 5).and_then(|d| d.and_hms(9, 12, 0)).expect("a moment");
    for row in 3..8u32 {
        sheet.write_string(row, 0, format!("A-{row}")).expect("cell");
        sheet.write_datetime_with_format(row, 1, &at, &style).expect("cell");
        sheet.write_number(row, 2, 79_000_000_001.0 + f64::from(row)).expect("cell");
        sheet.write_string(row, 3, "Иванов Иван Иванович").expect("cell");
        sheet.write_string(row, 4, "просит удалить персональные данные").expect("cell");
    }
    sheet.write_string(9, 0, "Итого: 5").expect("cell");
    book.save_to_buffer().expect("a workbook")
}

#[test]
fn a_workbook_with_titles_above_and_totals_below() {
    let found = look(&workbook()).expect("read");
    assert_eq!((found.format, found.header_row), (Format::Xlsx, Some(3)));
    let fields: Vec<Option<Field>> = found.columns.iter().map(|c| c.field).collect();
    assert_eq!(
        fields,
        [
            Some(Field::AppealId),
            Some(Field::ReceivedAt),
            Some(Field::Phone),
            Some(Field::FullName),
            Some(Field::Text)
        ]
    );
    assert_eq!(found.columns[2].letter, "C");
    assert_eq!(found.first_rows.len(), 5, "the row of totals is no row");
    let rows = rows_of(&workbook(), 3).expect("rows");
    assert_eq!(rows.iter().map(|r| r.row_no).collect::<Vec<_>>(), [4, 5, 6, 7, 8, 10]);
    assert!(is_totals_row(&rows[5]) && !is_totals_row(&rows[0]));
    assert_eq!(rows[0].cell(1).text(), "05.10.2026 09:12:00");
    assert_eq!(rows[0].cell(2).text(), "79000000004");
}

#[test]
fn delimited_text_in_the_encodings_of_an_office() {
    let text = "Отчёт контакт-центра;;\r\n\r\nДата;Телефон;Комментарий\r\n05.10.2026;89000000001;\"просит удалить\r\nданные; срочно\"\r\n\r\n06.10.2026;89000000002;откуда мой номер\r\n";
    let utf8 = text.as_bytes().to_vec();
    let bom = [b"\xEF\xBB\xBF".as_slice(), text.as_bytes()].concat();
    let (cp1251, _, _) = encoding_rs::WINDOWS_1251.encode(text);
    let utf16: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for (name, bytes) in
        [("UTF-8", utf8), ("UTF-8", bom), ("windows-1251", cp1251.into_owned()), ("UTF-16LE", utf16)]
    {
        let found = look(&bytes).expect(name);
        assert_eq!(found.encoding.as_deref(), Some(name));
        assert_eq!((found.delimiter, found.header_row), (Some(';'), Some(3)), "{name}");
        let rows = rows_of(&bytes, 3).expect(name);
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].row_no, 4);
        assert_eq!(rows[0].cell(2).text(), "просит удалить\r\nданные; срочно");
        assert_eq!(
            rows[1].row_no, 6,
            "a blank line is a row to Excel, a break inside quotes is not ({name})"
        );
    }
}

#[test]
fn a_header_of_two_lines_and_no_header_at_all() {
    let two = "Дата;Клиент;;Обращение;\n;ФИО;Телефон;Тема;Текст\n05.10.2026;Иванов Иван;89000000001;ПДн;удалите данные\n06.10.2026;Петров Пётр;89000000002;ПДн;откуда номер\n";
    let found = look(two.as_bytes()).expect("read");
    assert_eq!(found.header_row, Some(2));
    assert_eq!(
        found.columns.iter().map(|c| c.header.as_str()).collect::<Vec<_>>(),
        ["Дата", "Клиент / ФИО", "Клиент / Телефон", "Обращение / Тема", "Обращение / Текст"]
    );
    assert_eq!(found.columns[2].field, Some(Field::Phone));
    let none = "2026-10-05 09:12:45,79000000001,101,32,ANSWERED\n2026-10-05 09:13:45,79000000002,102,31,ANSWERED\n2026-10-05 09:14:45,79000000003,101,30,BUSY\n";
    let found = look(none.as_bytes()).expect("read");
    assert_eq!(found.header_row, None);
    assert_eq!(found.columns[1].field, Some(Field::Phone));
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    sheet.write_string(0, 0, "Дата").expect("cell");
    sheet.write_string(1, 0, "05.10.2026").expect("cell");
    sheet.write_string(1_048_575, 16_383, "далеко").expect("cell");
    let bytes = book.save_to_buffer().expect("a workbook");
    let rows = rows_of(&bytes, 1).expect("rows");
    assert_eq!(rows.len(), 1);
}

#[test]
fn each_foreign_file_has_its_own_message() {
    for (bytes, code) in [
        (b"".to_vec(), "file_empty"),
        (b"%PDF-1.7 ...".to_vec(), "not_a_spreadsheet"),
        (b"\x89PNG\r\n\x1a\n....".to_vec(), "not_a_spreadsheet"),
        (b"<html><table><tr><td>1</td></tr></table></html>".to_vec(), "unsupported_format"),
        (
            b"<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\"/>"
                .to_vec(),
            "unsupported_format",
        ),
        (b"\x09\x00\x04\x00\x02\x00".to_vec(), "unsupported_format"),
        (b"PK\x03\x04broken".to_vec(), "file_damaged"),
        (workbook()[..3000].to_vec(), "file_damaged"),
        (encrypted(), "file_encrypted"),
        (protected(), "file_encrypted"),
    ] {
        let error = look(&bytes).expect_err(code);
        assert_eq!(error.code(), code);
        for lang in [statute::Lang::Ru, statute::Lang::En] {
            let (message, hint) = error.words(lang);
            assert!(!message.is_empty() && !hint.is_empty());
        }
    }
    let error =
        inspect(&worker(), file(&workbook()), Some("Нет такого"), Limits::look(1)).expect_err("no sheet");
    assert_eq!(error.code(), "sheet_not_found");
}

/// The head of an encrypted workbook: a compound file whose directory names `EncryptedPackage`.
fn encrypted() -> Vec<u8> {
    let mut bytes = vec![0u8; 512 * 4];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    let name: Vec<u8> = "EncryptedPackage".encode_utf16().flat_map(u16::to_le_bytes).collect();
    bytes[1024..1024 + name.len()].copy_from_slice(&name);
    bytes
}

/// The head of an xls with a password of the old kind: BOF, WRITEPROT, FILEPASS.
fn protected() -> Vec<u8> {
    let mut bytes = vec![0u8; 512 * 4];
    bytes[..8].copy_from_slice(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]);
    bytes[512..516].copy_from_slice(&[0x09, 0x08, 16, 0]);
    bytes[532..540].copy_from_slice(&[0x86, 0, 0, 0, 0x2F, 0, 6, 0]);
    bytes
}

#[test]
fn a_zip_that_unpacks_to_far_too_much_is_refused() {
    let mut out = std::io::Cursor::new(Vec::new());
    let mut zip = zip::ZipWriter::new(&mut out);
    let options = zip::write::SimpleFileOptions::default();
    zip.start_file("xl/worksheets/sheet1.xml", options).expect("entry");
    let zeros = vec![b' '; 1 << 20];
    for _ in 0..120 {
        zip.write_all(&zeros).expect("written");
    }
    zip.finish().expect("finished");
    assert_eq!(look(&out.into_inner()), Err(IntakeError::Bomb));
}

fn misbehaving(how: &str, limits: Limits) -> IntakeError {
    let request = Request {
        sheet: None,
        rows: None,
        memory: limits.memory,
        job: Job::Rows,
        misbehave: Some(how.to_owned()),
    };
    let mut reading = Reading::start(&worker(), file(b"x"), &request, limits).expect("started");
    reading.next().map(|_| ()).expect_err("no frame")
}

#[test]
fn the_worker_is_contained() {
    let limits = Limits { memory: 1 << 30, ..Limits::look(1) };
    #[cfg(target_os = "linux")]
    assert_eq!(misbehaving("allocate", limits), IntakeError::OutOfMemory);
    let started = std::time::Instant::now();
    let short = Limits { silence: std::time::Duration::from_millis(300), ..limits };
    assert_eq!(misbehaving("sleep", short), IntakeError::TimedOut);
    assert!(started.elapsed().as_secs() < 20);
    let request = Request {
        sheet: None,
        rows: None,
        memory: 1 << 30,
        job: Job::Rows,
        misbehave: Some("panic".to_owned()),
    };
    let mut reading = Reading::start(&worker(), file(b"x"), &request, limits).expect("started");
    assert_eq!(reading.meta().expect_err("an error"), IntakeError::FileDamaged);
    drop(reading);
    #[cfg(target_os = "linux")]
    {
        let me = std::process::id();
        let children = std::fs::read_to_string(format!("/proc/{me}/task/{me}/children")).unwrap_or_default();
        for child in children.split_whitespace() {
            let state = std::fs::read_to_string(format!("/proc/{child}/stat")).unwrap_or_default();
            assert!(!state.contains(") Z "), "a child was not reaped");
        }
    }
}

#[test]
fn damaged_bytes_never_bring_down_the_parent() {
    let sound = workbook();
    let mut seed = 12345u64;
    for _ in 0..60 {
        let mut bytes = sound.clone();
        for _ in 0..6 {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(seed >> 33).expect("fits") % bytes.len();
            bytes[at] ^= u8::try_from(seed >> 24 & 0xFF).expect("a byte") | 1;
        }
        match look(&bytes) {
            Ok(found) => assert!(found.columns.len() <= 500),
            Err(error) => assert!(!error.words(statute::Lang::Ru).0.is_empty()),
        }
    }
}

#[test]
fn letters_of_columns() {
    for (index, letter) in [(0, "A"), (25, "Z"), (26, "AA"), (51, "AZ"), (701, "ZZ"), (702, "AAA")] {
        assert_eq!(letter_of(index), letter);
    }
}

#[test]
fn headers_of_known_systems() {
    for (header, field) in [
        ("Мобильный телефон (контакт)", Field::Phone),
        ("Контакт: Рабочий телефон", Field::Phone),
        ("Полное имя контакта", Field::FullName),
        ("Дата создания сделки", Field::ReceivedAt),
        ("CALL_START_DATE", Field::ReceivedAt),
        ("PHONE_NUMBER", Field::Phone),
        ("Номер обращения", Field::AppealId),
        ("Первичное сообщение", Field::Text),
        ("Длительность разговора, сек", Field::Duration),
        ("Requester email", Field::Email),
        ("Лицевой счёт", Field::Contract),
        ("Примечание к сделке (2)", Field::Text),
    ] {
        let found = propose_columns(&[header.to_owned()], &[]);
        assert_eq!(found[0].field, Some(field), "{header}");
    }
}
