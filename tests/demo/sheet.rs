//! The sample spreadsheet of a contact centre, `assets/demo/contact-centre.xlsx`: invented people, and all the
//! mess that real exports have. The same rows and the same bytes come out of every run; nothing here reads a
//! clock or a random source.

use std::collections::BTreeMap;

use chrono::{Datelike, Duration, NaiveDate, NaiveDateTime, NaiveTime, Timelike};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError};

use super::words;

/// Row of the header as Excel numbers it; a title block stands above.
pub const HEADER_ROW: u32 = 6;
/// Name of the sheet that holds the rows.
pub const SHEET: &str = "Обращения";
/// Name of the hidden sheet.
pub const HIDDEN_SHEET: &str = "Справочник";
/// Last day that the export covers; the first is two months earlier.
pub const LAST_DAY: (i32, u32, u32) = (2026, 11, 20);

/// Headers as they stand in the sheet: a line break, a trailing space and an unnamed column among them.
pub const HEADERS: [&str; 16] = [
    "№ п/п",
    "Номер обращения",
    "Дата и\nвремя",
    "Канал",
    "Телефон",
    "ФИО абонента ",
    "E-mail",
    "№ договора (л/с)",
    "Адрес подключения",
    "Тематика",
    "Текст обращения",
    "",
    "Оператор КЦ",
    "Длительность",
    "Статус",
    "Комментарий",
];

const NOTES: &str = include_str!("notes.tsv");
/// How many rows each set of kinds gets.
const PLAN: &[(&str, usize)] = &[
    ("access+signed", 26),
    ("access", 28),
    ("rectification", 18),
    ("blocking", 7),
    ("destruction", 24),
    ("stop_processing", 10),
    ("stop_processing,destruction", 8),
    ("withdraw_consent", 14),
    ("withdraw_consent,destruction", 5),
    ("stop_marketing", 40),
    ("stop_marketing,access", 6),
    ("stop_marketing,destruction", 7),
    ("stop_dissemination", 5),
    ("automated_decision_objection", 5),
    ("clarification", 9),
    ("complaint", 12),
    ("authority_inquiry", 3),
    ("not_personal_data", 85),
];
const SAME_PERSON: usize = 24;
const SAME_PHONE: usize = 6;
const SAME_ROW: usize = 8;
const SAME_NUMBER: usize = 4;
const BLANK_AFTER: &[usize] = &[37, 38, 120, 204, 299];

/// One cell as it is written.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// Text.
    Text(String),
    /// A plain number.
    Number(f64),
    /// A date with time as Excel keeps it: days since 1899-12-30.
    Moment(f64),
    /// The same without time.
    Day(f64),
    /// A part of a day, shown as h:mm:ss.
    Span(f64),
}

/// What is unusual about a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Oddity {
    /// Nothing.
    Plain,
    /// The person has called before and is named so that it can be seen.
    SamePerson,
    /// The telephone of somebody else, with another name.
    SamePhoneOtherName,
    /// A copy of an earlier row in every cell.
    SameRow,
    /// An earlier row again under its own number, its state and text moved on.
    SameNumber,
    /// The digits of the only telephone are gone (`7,9E+10`).
    PhoneLost,
    /// A day that no calendar has.
    ImpossibleDate,
    /// No date, or words in its place.
    NoDate,
    /// A year far ahead.
    FutureDate,
    /// No name, no telephone, no e-mail, no contract.
    NobodyNamed,
}

/// One row of the sheet with what it was made from.
#[derive(Clone, Debug)]
pub struct Record {
    /// Kinds that the note asks for, comma between them; the words of the product's vocabulary.
    pub kinds: &'static str,
    /// The note says that a signed application came.
    pub signed: bool,
    /// What is unusual about it.
    pub oddity: Oddity,
    /// When the contact came, whatever the cell shows.
    pub at: NaiveDateTime,
    /// The cells, in the order of [`HEADERS`].
    pub cells: Vec<Cell>,
}

#[derive(Clone)]
struct Person {
    last: String,
    first: String,
    patronymic: String,
    phone: u64,
    email: Option<String>,
    contract: Option<u32>,
    address: String,
}

#[derive(Clone)]
struct Draft {
    kinds: &'static str,
    signed: bool,
    oddity: Oddity,
    at: NaiveDateTime,
    person: Option<Person>,
    topic: String,
    text: String,
}

/// splitmix64: small, and its numbers are fixed for ever.
struct Dice(u64);

impl Dice {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }
    /// A number below `n`; `n` is small and never 0.
    fn below(&mut self, n: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(n.max(1)).unwrap_or(1)).unwrap_or(0)
    }
    fn pick<'a, T>(&mut self, from: &'a [T]) -> &'a T {
        &from[self.below(from.len())]
    }
    fn percent(&mut self, p: usize) -> bool {
        self.below(100) < p
    }
}

/// Notes by their kinds, in the order of the file.
fn notes() -> BTreeMap<&'static str, Vec<(&'static str, &'static str)>> {
    let mut by_kinds: BTreeMap<&str, Vec<(&str, &str)>> = BTreeMap::new();
    for line in NOTES.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.splitn(3, '\t');
        if let (Some(kinds), Some(topic), Some(text)) = (parts.next(), parts.next(), parts.next()) {
            by_kinds.entry(kinds).or_default().push((topic, text));
        }
    }
    by_kinds
}

fn person(dice: &mut Dice, index: usize) -> Person {
    let (man, woman) = *dice.pick(words::LAST);
    let address = format!(
        "г. Приреченск, {}, д. {}, кв. {}",
        dice.pick(words::STREETS),
        1 + dice.below(60),
        1 + dice.below(120)
    );
    let (last, first, patronymic) = if dice.percent(50) {
        (man, dice.pick(words::MEN).0, dice.pick(words::MEN).1)
    } else {
        (woman, dice.pick(words::WOMEN).0, dice.pick(words::WOMEN).1)
    };
    let number = u64::try_from(index).unwrap_or(0);
    Person {
        last: last.into(),
        first: first.into(),
        patronymic: patronymic.into(),
        phone: 79_000_001_000 + number * 131,
        email: dice.percent(30).then(|| {
            format!("abonent{index:03}@example.{}", if index.is_multiple_of(2) { "ru" } else { "com" })
        }),
        contract: dice.percent(70).then(|| 40_010_000 + u32::try_from(index).unwrap_or(0) * 7),
        address,
    }
}

/// A moment in the two months of the export; most of them in the last ten days, none at night.
fn moment(dice: &mut Dice) -> NaiveDateTime {
    let back = match dice.below(100) {
        0..=59 => dice.below(11),
        60..=84 => 11 + dice.below(10),
        _ => 21 + dice.below(40),
    };
    let day = last_day() - Duration::days(i64::try_from(back).unwrap_or(0));
    let minute = 8 * 60 + dice.below(14 * 60 - 5);
    let second = if dice.percent(50) { 0 } else { dice.below(60) };
    let seconds = u32::try_from(minute * 60 + second).unwrap_or(0);
    day.and_time(NaiveTime::from_num_seconds_from_midnight_opt(seconds, 0).unwrap_or_default())
}

fn last_day() -> NaiveDate {
    let (year, month, day) = LAST_DAY;
    NaiveDate::from_ymd_opt(year, month, day).unwrap_or_default()
}

fn fill(dice: &mut Dice, text: &str, person: Option<&Person>) -> String {
    let account = person.and_then(|p| p.contract).unwrap_or(40_019_999);
    let text = text
        .replace("{n}", &(100 + dice.below(800)).to_string())
        .replace("{account}", &account.to_string())
        .replace("{house}", &(1 + dice.below(60)).to_string())
        .replace("{flat}", &(1 + dice.below(6)).to_string())
        .replace("{day}", &(2 + dice.below(3)).to_string())
        .replace("{street}", dice.pick::<&str>(words::STREETS));
    format!("{text}{}", dice.pick(words::AFTER))
}

/// All drafts, in the order of time, without the copies that come last.
fn drafts(dice: &mut Dice) -> Vec<Draft> {
    let notes = notes();
    let mut drafts = Vec::new();
    let mut index = 0;
    for (label, count) in PLAN {
        let Some(texts) = notes.get(label) else { continue };
        for turn in 0..*count {
            let (topic, text) = texts[turn % texts.len()];
            let mut who = person(dice, index);
            index += 1;
            if *label == "authority_inquiry" {
                who.last = "Роскомнадзор, управление по Заречной области".into();
                who.first.clear();
                who.patronymic.clear();
                who.contract = None;
                who.email = Some(format!("upr{index}@example.ru"));
            }
            let text = fill(dice, text, Some(&who));
            drafts.push(Draft {
                kinds: label.trim_end_matches("+signed"),
                signed: label.ends_with("+signed"),
                oddity: Oddity::Plain,
                at: moment(dice),
                person: Some(who),
                topic: topic.into(),
                text,
            });
        }
    }
    let demands =
        drafts.iter().filter(|d| d.kinds != "not_personal_data" && d.kinds != "authority_inquiry").count();

    for turn in 0..SAME_PERSON {
        let before = drafts[turn * 7 % demands].clone();
        let latest = last_day().and_hms_opt(19, 0, 0).unwrap_or_default();
        let at = (before.at + Duration::hours(5 + i64::try_from(dice.below(90)).unwrap_or(0))).min(latest);
        let text = format!("Повторное обращение. {}", before.text);
        drafts.push(Draft { at, text, signed: false, oddity: Oddity::SamePerson, ..before });
    }
    for turn in 0..SAME_PHONE {
        let before = drafts[(turn * 11 + 60) % demands].clone();
        let mut other = person(dice, index);
        index += 1;
        other.phone = before.person.as_ref().map_or(other.phone, |p| p.phone);
        other.email = None;
        other.contract = None;
        drafts.push(Draft {
            kinds: "stop_marketing",
            signed: false,
            oddity: Oddity::SamePhoneOtherName,
            at: before.at + Duration::minutes(37),
            person: Some(other),
            topic: "Реклама".into(),
            text: "Номер перешёл к другому человеку, просит больше не звонить с рекламными предложениями."
                .into(),
        });
    }
    let odd = [
        (Oddity::PhoneLost, 4, "destruction"),
        (Oddity::ImpossibleDate, 4, "stop_marketing"),
        (Oddity::NoDate, 3, "access"),
        (Oddity::FutureDate, 2, "rectification"),
        (Oddity::NobodyNamed, 4, "complaint"),
    ];
    for (oddity, count, kinds) in odd {
        for turn in 0..count {
            let Some(texts) = notes.get(kinds) else { continue };
            let (topic, text) = texts[turn % texts.len()];
            let who = person(dice, index);
            index += 1;
            let text = fill(dice, text, Some(&who));
            let person = (oddity != Oddity::NobodyNamed).then_some(who);
            drafts.push(Draft {
                kinds,
                signed: false,
                oddity,
                at: moment(dice),
                person,
                topic: topic.into(),
                text,
            });
        }
    }
    drafts.sort_by_key(|draft| draft.at);
    drafts
}

/// Days since 1899-12-30 with the part of the day, as Excel counts.
fn serial(at: NaiveDateTime) -> f64 {
    let zero = NaiveDate::from_ymd_opt(1899, 12, 30).unwrap_or_default();
    let days = f64::from(i32::try_from(at.date().signed_duration_since(zero).num_days()).unwrap_or(0));
    days + f64::from(at.time().num_seconds_from_midnight()) / 86_400.0
}

const MONTHS: [&str; 12] = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
];

fn date_cell(dice: &mut Dice, draft: &Draft, turn: usize) -> Cell {
    let at = draft.at;
    let text = |format: &str| Cell::Text(at.format(format).to_string());
    match draft.oddity {
        Oddity::ImpossibleDate => {
            let day = ["31.11.2026 10:15", "31.09.2026", "00.10.2026 12:00", "32.10.2026 09:41"];
            Cell::Text(day[turn % day.len()].into())
        }
        Oddity::NoDate => {
            [Cell::Empty, Cell::Text("—".into()), Cell::Text("вчера вечером".into())][turn % 3].clone()
        }
        Oddity::FutureDate => Cell::Text(at.format("%d.%m.2062 %H:%M").to_string()),
        _ => match dice.below(100) {
            0..=57 => Cell::Moment(serial(at)),
            58..=61 => Cell::Day(serial(at).floor()),
            62..=63 => Cell::Number((serial(at) * 10_000.0).round() / 10_000.0),
            64..=79 => text("%d.%m.%Y %H:%M"),
            80..=83 => text("%d.%m.%Y в %H:%M"),
            84..=87 => text("%d.%m.%y %H:%M"),
            88..=94 => text("%Y-%m-%d %H:%M:%S"),
            _ => Cell::Text(format!("{} {} {} г.", at.day(), MONTHS[at.month0() as usize % 12], at.year())),
        },
    }
}

fn phone_cell(dice: &mut Dice, phone: u64) -> Cell {
    let d = phone.to_string();
    let (code, a, b, c) = (&d[1..4], &d[4..7], &d[7..9], &d[9..11]);
    #[allow(clippy::cast_precision_loss, reason = "eleven digits are exact in a double")]
    let number = |n: u64| Cell::Number(n as f64);
    match dice.below(20) {
        0..=5 => number(phone),
        6..=8 => Cell::Text(format!("+7 {code} {a}-{b}-{c}")),
        9..=11 => Cell::Text(format!("8 ({code}) {a}-{b}-{c}")),
        12 => Cell::Text(format!("8{}", &d[1..])),
        13 => number(phone - 70_000_000_000),
        14 => Cell::Text(format!("'+{d}")),
        15 => Cell::Text(format!("+7({code}){a} {b} {c}")),
        16 => Cell::Text(format!("тел. {code} {a}-{b}-{c} (мама)")),
        17 => Cell::Text(format!("+7 {code} {a} {b} {c}, доб. 12")),
        18 => Cell::Text(format!("{d}; 8 4822 0{}-{b}-{c}", &d[6..7])),
        _ => Cell::Text(format!(" {d}\u{a0}")),
    }
}

fn name_cell(dice: &mut Dice, who: &Person, plain: bool) -> Cell {
    let Person { last, first, patronymic, .. } = who;
    if first.is_empty() {
        return Cell::Text(last.clone());
    }
    let initial = |word: &str| word.chars().next().map(String::from).unwrap_or_default();
    let full = format!("{last} {first} {patronymic}");
    Cell::Text(match dice.below(if plain { 1 } else { 22 }) {
        0..=14 => full,
        15 => full.to_uppercase(),
        16 => format!("  {last}  {first} {patronymic} "),
        17 => format!("{last} {first}"),
        18 => format!("{first} {patronymic} {last}"),
        19 => format!("{last} {}. {}.", initial(first), initial(patronymic)),
        20 => full.replace('ё', "е"),
        _ => full.to_lowercase(),
    })
}

/// Every row below the header, in order: records, with `None` for a blank row. The totals row is not here.
pub fn rows() -> Vec<Option<Record>> {
    let mut dice = Dice(152);
    let mut turns: BTreeMap<Oddity, usize> = BTreeMap::new();
    let mut records: Vec<Record> = Vec::new();
    for (position, draft) in drafts(&mut dice).into_iter().enumerate() {
        let turn = turns.entry(draft.oddity).or_default();
        let date = date_cell(&mut dice, &draft, *turn);
        let channel = if draft.signed {
            *dice.pick(&["Письмо", "Офис", "E-mail"])
        } else if draft.kinds == "authority_inquiry" {
            "Письмо"
        } else if draft.topic == "Чат" {
            *dice.pick(&["Чат", "чат на сайте"])
        } else {
            *dice.pick(&["Звонок", "Звонок", "Вх. звонок", "Звонок ", "Чат", "E-mail", "эл. почта"])
        };
        let plain = draft.signed || draft.oddity != Oddity::Plain;
        let (phone, name, email, contract, address) = match &draft.person {
            None => (
                if turn.is_multiple_of(2) { Cell::Empty } else { Cell::Text("Аноним".into()) },
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
                Cell::Empty,
            ),
            Some(who) => {
                let phone = match draft.oddity {
                    Oddity::PhoneLost => {
                        Cell::Text(["7,9E+10", "7,90012E+10", "7.9E+10", "7,9E+10"][*turn % 4].into())
                    }
                    _ if draft.kinds == "authority_inquiry" => Cell::Empty,
                    _ => phone_cell(&mut dice, who.phone),
                };
                let nameless = draft.oddity == Oddity::Plain && !draft.signed && dice.percent(6);
                let name = if nameless { Cell::Empty } else { name_cell(&mut dice, who, plain) };
                let contract = match who.contract {
                    None => Cell::Empty,
                    Some(number) if dice.percent(50) => Cell::Number(f64::from(number)),
                    Some(number) => Cell::Text(format!("Л/С {number}")),
                };
                let email = who.email.clone().map_or(Cell::Empty, Cell::Text);
                let address = if dice.percent(60) { Cell::Text(who.address.clone()) } else { Cell::Empty };
                (phone, name, email, contract, address)
            }
        };
        let spoken = channel.to_lowercase().contains("звонок");
        let before = if spoken && draft.oddity == Oddity::Plain { *dice.pick(words::BEFORE) } else { "" };
        let duration = match (spoken, dice.below(10)) {
            (false, _) => Cell::Text("–".into()),
            (true, 0..=6) => {
                Cell::Span(f64::from(u32::try_from(40 + dice.below(900)).unwrap_or(0)) / 86_400.0)
            }
            (true, _) => Cell::Text(format!("{:02}:{:02}", 1 + dice.below(14), dice.below(60))),
        };
        let remark =
            if dice.percent(10) { Cell::Text((*dice.pick(words::REMARKS)).into()) } else { Cell::Empty };
        let number = u32::try_from(position + 1).unwrap_or(0);
        let cells = vec![
            Cell::Number(f64::from(number)),
            Cell::Text(format!("КЦ-26-{:06}", 48_200 + number * 3)),
            date,
            Cell::Text(channel.into()),
            phone,
            name,
            email,
            contract,
            address,
            Cell::Text(draft.topic.clone()),
            Cell::Text(format!("{before}{}", draft.text)),
            Cell::Empty,
            Cell::Text((*dice.pick(words::AGENTS)).into()),
            duration,
            Cell::Text((*dice.pick(&["Новое", "В работе", "Передано", "закрыто"])).into()),
            remark,
        ];
        *turn += 1;
        records.push(Record {
            kinds: draft.kinds,
            signed: draft.signed,
            oddity: draft.oddity,
            at: draft.at,
            cells,
        });
    }

    // The copies: they repeat good rows, so that nothing is rejected twice.
    let good: Vec<usize> = (0..records.len())
        .filter(|&i| {
            records[i].oddity == Oddity::Plain
                && records[i].kinds != "not_personal_data"
                && !records[i].signed
        })
        .collect();
    let mut copies: Vec<(usize, Record)> = Vec::new();
    for turn in 0..SAME_ROW {
        let from = good[turn * 13 % good.len()];
        copies.push((from + 1 + turn % 4, Record { oddity: Oddity::SameRow, ..records[from].clone() }));
    }
    for turn in 0..SAME_NUMBER {
        let from = good[(turn * 17 + 5) % good.len()];
        let mut again = Record { oddity: Oddity::SameNumber, ..records[from].clone() };
        again.cells[14] = Cell::Text("Эскалация".into());
        if let Cell::Text(text) = &mut again.cells[10] {
            text.push_str(" Добавлено: абонент ждёт ответа.");
        }
        copies.push((from + 6, again));
    }
    copies.sort_by_key(|(place, _)| std::cmp::Reverse(*place));
    for (place, copy) in copies {
        let place = place.min(records.len());
        records.insert(place, copy);
    }

    let mut rows = Vec::with_capacity(records.len() + BLANK_AFTER.len());
    for (position, record) in records.into_iter().enumerate() {
        rows.push(Some(record));
        if BLANK_AFTER.contains(&position) {
            rows.push(None);
        }
    }
    rows
}

/// The whole file.
///
/// # Errors
/// Only if the spreadsheet library refuses a cell, which the rows above give no reason for.
pub fn workbook() -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let (year, month, day) = LAST_DAY;
    let created = ExcelDateTime::from_ymd(
        u16::try_from(year).unwrap_or(2026),
        month.to_le_bytes()[0],
        day.to_le_bytes()[0],
    )?;
    book.set_properties(
        &DocProperties::new()
            .set_title("Выгрузка обращений (вымышленные данные)")
            .set_author("КЦ Приреченск")
            .set_creation_datetime(&created.and_hms(18, 5, 0)?),
    );
    let formats = Formats::new();
    let sheet = book.add_worksheet();
    sheet.set_name(SHEET)?;
    title(sheet, &formats)?;
    for (column, header) in (0u16..).zip(HEADERS) {
        sheet.write_string_with_format(HEADER_ROW - 1, column, header, &formats.header)?;
    }
    let mut row = HEADER_ROW;
    let mut count = 0u32;
    for record in rows() {
        if let Some(record) = record {
            count += 1;
            for (column, cell) in (0u16..).zip(&record.cells) {
                write(sheet, row, column, cell, &formats)?;
            }
        }
        row += 1;
    }
    sheet.write_string_with_format(row, 0, "Итого", &formats.bold)?;
    sheet.write_number_with_format(row, 1, f64::from(count), &formats.bold)?;
    for (column, width) in
        [(0, 6), (1, 15), (2, 17), (3, 11), (4, 22), (5, 34), (6, 26), (7, 15), (8, 40), (9, 21), (10, 90)]
    {
        sheet.set_column_width(column, width)?;
    }

    let hidden = book.add_worksheet();
    hidden.set_name(HIDDEN_SHEET)?.set_hidden(true);
    hidden.write_string(0, 0, "Код")?.write_string(0, 1, "Тематика")?;
    for (row, topic) in
        (1u32..).zip(["Персональные данные", "Реклама", "Жалоба", "Техподдержка", "Оплата", "Прочее"])
    {
        hidden.write_number(row, 0, f64::from(row))?.write_string(row, 1, topic)?;
    }
    book.save_to_buffer()
}

struct Formats {
    title: Format,
    bold: Format,
    header: Format,
    moment: Format,
    day: Format,
    span: Format,
    whole: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            title: Format::new().set_bold().set_font_size(14),
            bold: Format::new().set_bold(),
            header: Format::new().set_bold().set_text_wrap().set_align(FormatAlign::Center),
            moment: Format::new().set_num_format("dd.mm.yyyy hh:mm"),
            day: Format::new().set_num_format("dd.mm.yyyy"),
            span: Format::new().set_num_format("[h]:mm:ss"),
            whole: Format::new().set_num_format("0"),
        }
    }
}

fn title(sheet: &mut Worksheet, formats: &Formats) -> Result<(), XlsxError> {
    sheet.merge_range(0, 0, 0, 8, "Выгрузка обращений контакт-центра", &formats.title)?;
    sheet.write_string(1, 0, "Период: 20.09.2026 – 20.11.2026")?;
    sheet.write_string(2, 0, "Проект: Приреченск, все линии")?;
    sheet.write_string(3, 0, "Сформировано: 20.11.2026 18:05")?;
    Ok(())
}

fn write(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    cell: &Cell,
    formats: &Formats,
) -> Result<(), XlsxError> {
    match cell {
        Cell::Empty => {}
        Cell::Text(text) => {
            sheet.write_string(row, column, text)?;
        }
        // Long numbers are shown whole; dates that lost their format stay bare.
        Cell::Number(number) if *number > 1e9 => {
            sheet.write_number_with_format(row, column, *number, &formats.whole)?;
        }
        Cell::Number(number) => {
            sheet.write_number(row, column, *number)?;
        }
        Cell::Moment(serial) => {
            sheet.write_number_with_format(row, column, *serial, &formats.moment)?;
        }
        Cell::Day(serial) => {
            sheet.write_number_with_format(row, column, *serial, &formats.day)?;
        }
        Cell::Span(part) => {
            sheet.write_number_with_format(row, column, *part, &formats.span)?;
        }
    }
    Ok(())
}
