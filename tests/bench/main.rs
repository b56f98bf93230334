//! The figures of `npm run bench`: import of 20,000 generated rows beside calamine reading the same file alone, and
//! 200 letters. One JSON document on standard output; people are invented. `--make-vault DIR ROWS` makes a vault with
//! so many imported rows instead, for the window's part of the bench.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use calamine::{Reader, Xlsx, open_workbook};
use chrono::{Duration, NaiveDate};
use desk::vaults::{self, NewVault};
use desk::wire::{
    CaseIdentityRequest, CasesListRequest, IdentityMethod, ImportPreview, OperatorForm, PersonPost,
    PolicyPreset,
};
use desk::{Context, Kind, Lang, Session, imports};
use intake::{Limits, WorkerProgram};
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook};
use serde_json::{Value, json};

type Failure = Box<dyn std::error::Error>;

const ROWS: usize = 20_000;
const LETTERS: usize = 200;
const TODAY: &str = "2026-11-25";
const PASSPHRASE: &str = "мерная парольная фраза";

const LAST: &[&str] = &[
    "Иванова",
    "Соколова",
    "Лебедева",
    "Морозова",
    "Новикова",
    "Козлова",
    "Павлова",
    "Орлова",
    "Зуева",
    "Фомина",
];
const FIRST: &[&str] = &["Анна", "Ольга", "Вера", "Мария", "Дарья", "Ирина", "Елена", "Юлия"];
const MIDDLE: &[&str] = &["Сергеевна", "Ильинична", "Олеговна", "Петровна", "Львовна", "Андреевна"];
const NOTES: &[&str] = &[
    "Аб. просит удалить все свои персональные данные из базы, договор расторгнут в прошлом году",
    "Просит сообщить, какие данные о нём хранятся и кому их передавали",
    "Требует прекратить звонки с рекламой, номер не оставлял",
    "не работает интернет второй день, просит мастера на завтра",
    "Отзывает согласие на обработку персональных данных, пришлёт заявление",
    "вопрос по счёту за октябрь, почему сумма больше обычной",
    "В карточке неверная дата рождения, просит исправить",
    "смена тарифа, проконсультирован",
];

/// Runs a piece of work and says how long it took, seconds.
fn timed<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<(T, f64), Failure> {
    let from = Instant::now();
    let result = work()?;
    Ok((result, from.elapsed().as_secs_f64()))
}

fn failed(error: &desk::DeskError) -> Failure {
    let wire = error.wire(Lang::En);
    format!("{}: {} {}", wire.code, wire.message, wire.hint).into()
}

/// The most memory that this process had, MB.
fn peak_mb() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0)
}

#[allow(clippy::cast_precision_loss, clippy::cast_possible_truncation)]
fn workbook(path: &Path, rows: usize) -> Result<(), Failure> {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    let headers = [
        "Номер обращения",
        "Дата и время",
        "Канал",
        "Телефон",
        "ФИО абонента",
        "E-mail",
        "№ договора",
        "Адрес",
        "Тематика",
        "Текст обращения",
        "Оператор КЦ",
        "Длительность",
    ];
    for (column, header) in headers.iter().enumerate() {
        sheet.write(0, column as u16, *header)?;
    }
    let moment = Format::new().set_num_format("dd.mm.yyyy hh:mm");
    let first = NaiveDate::from_ymd_opt(2026, 9, 21).ok_or("a date")?.and_hms_opt(9, 0, 0).ok_or("a time")?;
    for i in 0..rows {
        let row = i as u32 + 1;
        let at = first + Duration::minutes((i as i64 * 4) % (60 * 24 * 60));
        let name = format!(
            "{} {} {}",
            LAST[i % LAST.len()],
            FIRST[i / 7 % FIRST.len()],
            MIDDLE[i / 11 % MIDDLE.len()]
        );
        sheet.write(row, 0, format!("КЦ-{i:06}"))?;
        sheet.write_with_format(
            row,
            1,
            ExcelDateTime::parse_from_str(&at.format("%Y-%m-%dT%H:%M:%S").to_string())?,
            &moment,
        )?;
        sheet.write(row, 2, if i % 3 == 0 { "Чат" } else { "Телефон" })?;
        sheet.write(row, 3, 79_000_000_000.0 + (if rows > ROWS { i } else { i % 18_000 }) as f64)?;
        sheet.write(row, 4, name)?;
        sheet.write(row, 5, format!("abonent{i}@example.ru"))?;
        sheet.write(row, 6, format!("Л/С {}", 40_000_000 + i))?;
        sheet.write(row, 7, format!("г. Тверь, ул. Примерная, д. {}", i % 200 + 1))?;
        sheet.write(row, 8, "Прочее")?;
        sheet.write(row, 9, NOTES[i % NOTES.len()])?;
        sheet.write(row, 10, format!("Оператор {}", i % 20))?;
        sheet.write(row, 11, (i % 600) as f64)?;
    }
    book.save(path)?;
    Ok(())
}

fn session(dir: &Path) -> Result<Session, Failure> {
    let person = |name: &str, post: &str| Some(PersonPost { name: name.to_owned(), post: post.to_owned() });
    let operator = OperatorForm {
        name: "Общество с ограниченной ответственностью «Пример»".to_owned(),
        short_name: Some("ООО «Пример»".to_owned()),
        address: Some("170100, г. Тверь, ул. Примерная, д. 1".to_owned()),
        inn: None,
        ogrn: None,
        kpp: None,
        email: None,
        phone: None,
        site: None,
        responsible: person("Примерова Ольга Викторовна", "Ответственный"),
        signatory: person("Образцов Павел Сергеевич", "Генеральный директор"),
        time_zone: None,
        masks: None,
    };
    let context = Context::system(Lang::Ru, Some(TODAY.parse()?), None)?;
    let prepared = vaults::prepare(PASSPHRASE.as_bytes(), vaults::kdf()).map_err(|e| failed(&e))?;
    let new = NewVault {
        dir: dir.join("vault"),
        preset: PolicyPreset::Konekt,
        operator,
        recovery_confirmed: false,
    };
    vaults::create(&context, prepared, new).map_err(|e| failed(&e))
}

fn bench(name: &str, count: usize, seconds: f64, shares: &BTreeMap<&str, f64>) -> Value {
    json!({ "name": name, "count": count, "seconds": seconds, "shares": shares, "peak_mb": peak_mb() })
}

/// A vault with many imported rows; its passphrase, today and figures as JSON.
fn make_vault(dir: &Path, rows: usize) -> Result<(), Failure> {
    std::fs::create_dir_all(dir)?;
    let file = dir.join("rows.xlsx");
    workbook(&file, rows)?;
    let mut session = session(dir)?;
    let (done, seconds) = timed(|| {
        imports::run(&mut session, &file, &imports::Options::default(), &mut |_| true).map_err(|e| failed(&e))
    })?;
    vaults::lock(session).map_err(|e| failed(&e))?;
    std::fs::remove_file(&file)?;
    println!(
        "{}",
        json!({
            "vault": dir.join("vault"), "passphrase": PASSPHRASE, "today": TODAY, "rows": rows,
            "cases": done.rows.new_cases, "seconds": seconds,
        })
    );
    Ok(())
}

fn main() -> Result<(), Failure> {
    let args: Vec<String> = std::env::args().skip(1).filter(|arg| arg != "--bench").collect();
    if let [mode, dir, rows] = args.as_slice()
        && mode == "--make-vault"
    {
        return make_vault(Path::new(dir), rows.parse()?);
    }
    if std::env::args_os().nth(1).is_some_and(|arg| arg == desk::WORKER_ARGUMENT) {
        desk::worker_main();
    }
    let folder = tempfile::tempdir()?;
    let file = folder.path().join("rows.xlsx");
    workbook(&file, ROWS)?;
    let none = BTreeMap::new();
    let mut benches = Vec::new();
    let mut ratios = Vec::new();

    // The peer: calamine in this process, every cell touched once.
    let (cells, alone) = timed(|| {
        let mut book: Xlsx<_> = open_workbook(&file)?;
        let range = book.worksheet_range_at(0).ok_or("a sheet")??;
        Ok(range.rows().flatten().filter(|cell| !matches!(cell, calamine::Data::Empty)).count())
    })?;
    assert_eq!(cells, (ROWS + 1) * 12);
    benches.push(bench("calamine reads the xlsx alone", ROWS, alone, &none));

    let program = WorkerProgram(std::env::current_exe()?);
    let size = std::fs::metadata(&file)?.len();
    let (_, reading) = timed(|| {
        let mut rows = 0;
        for batch in intake::read_rows(&program, std::fs::File::open(&file)?, None, 1, Limits::import(size))?
        {
            rows += batch?.len();
        }
        assert_eq!(rows, ROWS);
        Ok(())
    })?;
    benches.push(bench("reading in the child process", ROWS, reading, &none));

    let mut session = session(folder.path())?;
    let (plan, planning): (ImportPreview, f64) = timed(|| {
        imports::preview(&mut session, &file, &imports::Options::default(), &mut |_| true)
            .map_err(|e| failed(&e))
    })?;
    assert_eq!(plan.rows.read as usize, ROWS);
    let (done, importing) = timed(|| {
        imports::run(&mut session, &file, &imports::Options::default(), &mut |_| true).map_err(|e| failed(&e))
    })?;
    assert_eq!(done.rows, plan.rows, "the commit does what the plan said");
    let share = |part: f64| part.max(0.0) / importing;
    let shares = BTreeMap::from([
        ("reading", share(reading)),
        ("planning", share(planning - reading)),
        ("writing", share(importing - planning)),
    ]);
    benches.push(bench("import into the encrypted register", ROWS, importing, &shares));
    ratios.push(json!({ "name": "import / calamine alone", "value": importing / alone }));
    let (again, repeated) = timed(|| {
        imports::run(&mut session, &file, &imports::Options::default(), &mut |_| true).map_err(|e| failed(&e))
    })?;
    assert_eq!(again.rows.already_imported as usize, ROWS - again.rows.rejected as usize);
    benches.push(bench("the same file again: nothing new", ROWS, repeated, &none));
    ratios.push(json!({ "name": "second import / reading alone", "value": repeated / reading }));

    let page = CasesListRequest {
        view: None,
        kind: Some(Kind::Access),
        status: None,
        due_by: None,
        search: None,
        sort: None,
        descending: false,
        from: 0,
        count: LETTERS as u32,
        after: None,
    };
    let (cases, listing) = timed(|| desk::cases::list(&session, &page).map_err(|e| failed(&e)))?;
    benches.push(bench("a page of the list of cases", cases.cases.len(), listing, &none));
    for case in &cases.cases {
        let request = CaseIdentityRequest {
            number: case.number.clone(),
            method: IdentityMethod::Document,
            compared: "фамилия, имя, отчество".to_owned(),
            on: None,
        };
        desk::cases::identity(&mut session, &request).map_err(|e| failed(&e))?;
    }
    let (pages, issuing) = timed(|| {
        let mut pages = 0;
        for case in &cases.cases {
            pages += desk::letters::issue(&mut session, &case.number, "access_answer")
                .map_err(|e| failed(&e))?
                .letter
                .pages;
        }
        Ok(pages)
    })?;
    benches.push(bench(
        &format!("letters A issued, {pages} pages, kept in the vault"),
        cases.cases.len(),
        issuing,
        &none,
    ));
    let (_, previews) = timed(|| {
        for case in &cases.cases {
            desk::letters::preview(&session, &case.number, "access_answer").map_err(|e| failed(&e))?;
        }
        Ok(())
    })?;
    benches.push(bench("previews of the same letters", cases.cases.len(), previews, &none));
    vaults::lock(session).map_err(|e| failed(&e))?;
    println!("{}", json!({ "benches": benches, "ratios": ratios }));
    Ok(())
}
