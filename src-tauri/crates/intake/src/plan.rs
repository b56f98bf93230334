//! One planning function for preview and commit: what becomes of each row, given what the register knows. Pure but for
//! the questions it asks of the register; rows come one by one, so a million need no more memory than a hundred.

use std::collections::{BTreeMap, HashMap};

use chrono::{NaiveDate, NaiveDateTime, NaiveTime};
use statute::{Kind, Lang};

use crate::classify::{Classification, Rules, classify};
use crate::formats::MAXIMUM_TEXT;
use crate::values::{
    ChannelWord, DateHint, DateProblem, PersonName, PhoneProblem, channel_of, name_agrees,
    normalise_contract, parse_date_time, parse_emails, parse_phones_cell, parse_time, split_name,
};
use crate::{Cell, Column, Field, Row, fold};

/// Why a row is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ProblemCode {
    NoDate,
    NotADate,
    ImpossibleDate,
    AmbiguousDate,
    DateInFuture,
    DateTooOld,
    PhoneDigitsLost,
    NobodyNamed,
    TextTooLong,
}

impl ProblemCode {
    /// Reads the closed word.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        [
            Self::NoDate,
            Self::NotADate,
            Self::ImpossibleDate,
            Self::AmbiguousDate,
            Self::DateInFuture,
            Self::DateTooOld,
            Self::PhoneDigitsLost,
            Self::NobodyNamed,
            Self::TextTooLong,
        ]
        .into_iter()
        .find(|code| code.as_str() == text)
    }

    /// The closed word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoDate => "no_date",
            Self::NotADate => "not_a_date",
            Self::ImpossibleDate => "impossible_date",
            Self::AmbiguousDate => "ambiguous_date",
            Self::DateInFuture => "date_in_future",
            Self::DateTooOld => "date_too_old",
            Self::PhoneDigitsLost => "phone_digits_lost",
            Self::NobodyNamed => "nobody_named",
            Self::TextTooLong => "text_too_long",
        }
    }

    /// What is wrong, for the head of a group.
    #[must_use]
    pub fn title(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::NoDate, Lang::Ru) => "нет даты обращения",
            (Self::NotADate, Lang::Ru) => "это не дата",
            (Self::ImpossibleDate, Lang::Ru) => "такой даты не бывает",
            (Self::AmbiguousDate, Lang::Ru) => "неясно, где день, а где месяц",
            (Self::DateInFuture, Lang::Ru) => "дата в будущем",
            (Self::DateTooOld, Lang::Ru) => "дата слишком давняя",
            (Self::PhoneDigitsLost, Lang::Ru) => "потеряны цифры телефона",
            (Self::NobodyNamed, Lang::Ru) => "не указан заявитель",
            (Self::TextTooLong, Lang::Ru) => "слишком длинный текст",
            (Self::NoDate, Lang::En) => "no date of receipt",
            (Self::NotADate, Lang::En) => "not a date",
            (Self::ImpossibleDate, Lang::En) => "there is no such date",
            (Self::AmbiguousDate, Lang::En) => "day and month cannot be told apart",
            (Self::DateInFuture, Lang::En) => "a date in the future",
            (Self::DateTooOld, Lang::En) => "too old a date",
            (Self::PhoneDigitsLost, Lang::En) => "digits of the telephone are lost",
            (Self::NobodyNamed, Lang::En) => "nobody is named",
            (Self::TextTooLong, Lang::En) => "too long a text",
        }
    }

    /// What to do.
    #[must_use]
    pub fn fix(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::NoDate, Lang::Ru) => "Впишите дату поступления обращения",
            (Self::NotADate | Self::ImpossibleDate, Lang::Ru) => "Впишите дату в виде 25.12.2026",
            (Self::AmbiguousDate, Lang::Ru) => "Впишите дату в виде 25.12.2026 или 2026-12-25",
            (Self::DateInFuture, Lang::Ru) => "Проверьте дату: она позже сегодняшней",
            (Self::DateTooOld, Lang::Ru) => "Проверьте год",
            (Self::PhoneDigitsLost, Lang::Ru) => {
                "Возьмите точное значение из исходной системы: отформатируйте столбец как текст"
            }
            (Self::NobodyNamed, Lang::Ru) => "Впишите имя, телефон, эл. почту или номер договора",
            (Self::TextTooLong, Lang::Ru) => "Сократите текст до 32 767 знаков",
            (Self::NoDate, Lang::En) => "Enter the date of receipt",
            (Self::NotADate | Self::ImpossibleDate, Lang::En) => "Enter the date as 25.12.2026",
            (Self::AmbiguousDate, Lang::En) => "Enter the date as 25.12.2026 or 2026-12-25",
            (Self::DateInFuture, Lang::En) => "Check the date: it is later than today",
            (Self::DateTooOld, Lang::En) => "Check the year",
            (Self::PhoneDigitsLost, Lang::En) => {
                "Take the exact value from the source system: format the column as text"
            }
            (Self::NobodyNamed, Lang::En) => "Enter a name, telephone, e-mail or contract number",
            (Self::TextTooLong, Lang::En) => "Cut the text to 32,767 characters",
        }
    }
}

/// One reason why a row is refused, with its place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub code: ProblemCode,
    pub row: u32,
    pub letter: Option<String>,
    pub header: Option<String>,
    /// As a person sees it, cut to 60 characters.
    pub value: Option<String>,
}

impl Problem {
    /// «Строка 41, столбец D «Телефон»: потеряны цифры телефона, «7,9E+10»».
    #[must_use]
    pub fn message(&self, lang: Lang) -> String {
        let (row, column) = match lang {
            Lang::Ru => ("Строка", "столбец"),
            Lang::En => ("Row", "column"),
        };
        let mut text = format!("{row} {}", self.row);
        if let Some(letter) = &self.letter {
            text.push_str(&format!(", {column} {letter}"));
            if let Some(header) = self.header.as_ref().filter(|h| !h.is_empty()) {
                text.push_str(&format!(" «{header}»"));
            }
        }
        text.push_str(&format!(": {}", self.code.title(lang)));
        if let Some(value) = self.value.as_ref().filter(|v| !v.is_empty()) {
            text.push_str(&format!(", «{value}»"));
        }
        text
    }
}

/// A row whose values are understood.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MappedRow {
    pub row_no: u32,
    /// Local date and time as the source wrote it; midnight if no time was given.
    pub received: Option<NaiveDateTime>,
    pub name: Option<PersonName>,
    /// E.164.
    pub phones: Vec<String>,
    pub emails: Vec<String>,
    pub birth_date: Option<NaiveDate>,
    /// As written.
    pub contract: Option<String>,
    pub address: Option<String>,
    pub topic: Option<String>,
    pub text: String,
    pub agent: Option<String>,
    pub channel: Option<ChannelWord>,
    pub appeal_id: Option<String>,
    pub problems: Vec<Problem>,
}

/// How rows of one table are read: which column is what, and what the date column tells about its order.
#[derive(Clone, Debug)]
pub struct Mapping {
    columns: Vec<Column>,
    hint: DateHint,
    today: NaiveDate,
}

impl Mapping {
    /// From the columns with their fields; sample rows decide about dates with slashes.
    #[must_use]
    pub fn new(columns: Vec<Column>, sample: &[Row], today: NaiveDate) -> Self {
        let hint = columns
            .iter()
            .find(|c| c.field == Some(Field::ReceivedAt))
            .map_or(DateHint::DayFirst, |column| {
                DateHint::of(sample.iter().map(|row| row.cell(column.index)))
            });
        Self { columns, hint, today }
    }

    /// Whether some column gives a date.
    #[must_use]
    pub fn has_date(&self) -> bool {
        self.columns.iter().any(|c| c.field == Some(Field::ReceivedAt))
    }

    /// Whether some column can name a person.
    #[must_use]
    pub fn has_person(&self) -> bool {
        self.columns.iter().any(|c| {
            matches!(
                c.field,
                Some(
                    Field::FullName
                        | Field::LastName
                        | Field::Phone
                        | Field::Email
                        | Field::Contract
                        | Field::FirstName
                )
            )
        })
    }

    fn of(&self, field: Field) -> impl Iterator<Item = &Column> {
        self.columns.iter().filter(move |c| c.field == Some(field))
    }

    fn text(&self, row: &Row, field: Field) -> Option<String> {
        let parts: Vec<String> = self
            .of(field)
            .map(|c| row.cell(c.index).text())
            .map(|t| t.trim().trim_start_matches('\'').trim().to_owned())
            .filter(|t| !t.is_empty() && !matches!(t.as_str(), "-" | "–" | "—"))
            .collect();
        (!parts.is_empty()).then(|| parts.join("\n"))
    }

    /// Understands one row. Problems make it refused; what is missing and not needed does not.
    #[must_use]
    pub fn map(&self, row: &Row) -> MappedRow {
        let mut mapped = MappedRow { row_no: row.row_no, ..MappedRow::default() };
        let problem = |code, column: Option<&Column>| Problem {
            code,
            row: row.row_no,
            letter: column.map(|c| c.letter.clone()),
            header: column.map(|c| c.header.clone()),
            value: column.map(|c| shorten(&row.cell(c.index).text())),
        };

        let date_column = self.of(Field::ReceivedAt).next();
        match date_column.map(|c| parse_date_time(row.cell(c.index), self.hint)) {
            Some(Ok(value)) => {
                let time = value
                    .time
                    .or_else(|| self.of(Field::ReceivedTime).find_map(|c| parse_time(row.cell(c.index))));
                mapped.received = Some(value.date.and_time(time.unwrap_or(NaiveTime::MIN)));
                if value.date > self.today {
                    mapped.problems.push(problem(ProblemCode::DateInFuture, date_column));
                } else if value.date.format("%Y").to_string().as_str() < "2007" {
                    // 152-FZ came into force in January 2007.
                    mapped.problems.push(problem(ProblemCode::DateTooOld, date_column));
                }
            }
            Some(Err(error)) => {
                let code = match error {
                    DateProblem::Missing => ProblemCode::NoDate,
                    DateProblem::NotADate => ProblemCode::NotADate,
                    DateProblem::Impossible => ProblemCode::ImpossibleDate,
                    DateProblem::Ambiguous => ProblemCode::AmbiguousDate,
                };
                mapped.problems.push(problem(code, date_column));
            }
            None => mapped.problems.push(problem(ProblemCode::NoDate, None)),
        }

        let mut lost = None;
        for column in self.of(Field::Phone) {
            match parse_phones_cell(row.cell(column.index)) {
                Ok(phones) => {
                    for phone in phones {
                        if !mapped.phones.contains(&phone.e164) {
                            mapped.phones.push(phone.e164);
                        }
                    }
                }
                Err(PhoneProblem::DigitsLost) => lost = Some(column),
                Err(PhoneProblem::NotAPhone) => {}
            }
        }
        if mapped.phones.is_empty()
            && let Some(column) = lost
        {
            mapped.problems.push(problem(ProblemCode::PhoneDigitsLost, Some(column)));
        }
        for column in self.of(Field::Email) {
            for email in parse_emails(&row.cell(column.index).text()) {
                if !mapped.emails.contains(&email) {
                    mapped.emails.push(email);
                }
            }
        }
        let whole = self.text(row, Field::FullName);
        let parts: Vec<String> = [Field::LastName, Field::FirstName, Field::MiddleName]
            .into_iter()
            .filter_map(|f| self.text(row, f))
            .collect();
        let name = whole
            .filter(|n| n.chars().any(char::is_alphabetic))
            .or_else(|| (!parts.is_empty()).then(|| parts.join(" ")));
        mapped.name = name
            .filter(|n| {
                !matches!(
                    fold(n).as_str(),
                    "аноним"
                        | "anonymous"
                        | "неизвестно"
                        | "не представился"
                        | "нет"
                        | "unknown"
                )
            })
            .map(|n| split_name(&n.chars().take(300).collect::<String>()))
            .filter(|n| !n.full.is_empty());
        mapped.contract = self.text(row, Field::Contract).filter(|c| c.chars().any(char::is_alphanumeric));
        mapped.address = self.text(row, Field::Address);
        mapped.topic = self.text(row, Field::Topic);
        mapped.agent = self.text(row, Field::Agent);
        mapped.appeal_id = self.text(row, Field::AppealId);
        mapped.birth_date = self
            .of(Field::BirthDate)
            .find_map(|c| parse_date_time(row.cell(c.index), DateHint::DayFirst).ok())
            .map(|v| v.date)
            .filter(|d| *d <= self.today);
        mapped.channel = [Field::Channel, Field::Direction]
            .into_iter()
            .find_map(|f| self.text(row, f).and_then(|t| channel_of(&t)));
        mapped.text = self.text(row, Field::Text).unwrap_or_default();
        if let Some(column) = self
            .columns
            .iter()
            .filter(|c| c.field.is_some())
            .find(|c| matches!(row.cell(c.index), Cell::Text(t) if t.len() > MAXIMUM_TEXT && t.chars().count() > MAXIMUM_TEXT))
        {
            mapped.problems.push(problem(ProblemCode::TextTooLong, Some(column)));
        }
        if mapped.name.is_none()
            && mapped.phones.is_empty()
            && mapped.emails.is_empty()
            && mapped.contract.is_none()
            && lost.is_none()
        {
            let column = [Field::FullName, Field::Phone, Field::Email, Field::Contract]
                .into_iter()
                .find_map(|f| self.of(f).next());
            mapped.problems.push(problem(ProblemCode::NobodyNamed, column));
        }
        mapped
    }
}

fn shorten(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    match text.char_indices().nth(60) {
        Some((at, _)) => format!("{}…", text.get(..at).unwrap_or_default()),
        None => text,
    }
}

/// A row of an earlier run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownRow {
    pub case_id: Option<i64>,
    pub content_hash: [u8; 16],
}

/// An open case that shares something with a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownCase {
    pub id: i64,
    pub number: String,
    pub full_name: Option<String>,
    /// `p:+7…`, `e:…`, `c:…`
    pub reach: Vec<String>,
}

/// What the register is asked.
pub trait Known {
    /// What goes wrong when asking.
    type Error;
    /// A row with this key in a published run; one with this content, if the key stands for several.
    ///
    /// # Errors
    /// The register's own.
    fn row(&mut self, key: &[u8; 16], content: &[u8; 16]) -> Result<Option<KnownRow>, Self::Error>;
    /// Open cases that share one of these.
    ///
    /// # Errors
    /// The register's own.
    fn open_cases(&mut self, reach: &[String]) -> Result<Vec<KnownCase>, Self::Error>;
}

/// What becomes of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// A new case; `index` counts the new cases of this run from 0.
    NewCase {
        index: u32,
    },
    /// Joins a new case of this run.
    JoinsNew {
        index: u32,
    },
    JoinsKnown {
        case_id: i64,
    },
    /// The row of an earlier export, with other content.
    Changed {
        case_id: i64,
    },
    AlreadyImported,
    NotPersonalData {
        reason: String,
    },
    Rejected,
}

/// A question that only a person can answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToDecide {
    pub row: u32,
    /// New case of this run.
    pub index: u32,
    /// Register number of a known case, or the row of a new one.
    pub candidate: Candidate,
    pub why: &'static str,
}

/// Whom a new case might be the same as.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Candidate {
    Case(String),
    NewCase(u32),
}

/// A row with its fate and its keys.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    pub row: MappedRow,
    pub fate: Fate,
    pub row_key: [u8; 16],
    pub content_hash: [u8; 16],
    pub classification: Option<Classification>,
    pub to_decide: Vec<ToDecide>,
}

impl Decision {
    /// The kinds of demand that the row asks for.
    #[must_use]
    pub fn kinds(&self) -> Vec<Kind> {
        self.classification
            .iter()
            .flat_map(|c| c.kinds.iter().map(|p| p.kind))
            .filter(|k| *k != Kind::NotPersonalData)
            .collect()
    }
}

/// Counts of a plan: `read` is the sum of the others, always.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    pub read: u32,
    pub new_cases: u32,
    pub joined: u32,
    pub not_personal_data: u32,
    pub already_imported: u32,
    pub rejected: u32,
}

/// What a plan adds up to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    pub counts: Counts,
    pub days_lost_total: u32,
    pub days_lost_worst: u32,
    pub kinds: BTreeMap<Kind, u32>,
    pub problems: BTreeMap<ProblemCode, u32>,
}

struct NewPerson {
    name: Option<String>,
    row: u32,
}

/// Plans the rows of one run, one after another.
pub struct Planner<'a> {
    rules: &'a Rules,
    today: NaiveDate,
    /// Whose numbers `appeal_id` are: the same source keeps the same headers.
    source: String,
    /// The same sheet of the same file was imported before, whatever its columns were taken for.
    known_file: bool,
    hash: &'a dyn Fn(&[u8]) -> [u8; 32],
    repeats: HashMap<[u8; 16], u32>,
    in_run: HashMap<[u8; 16], [u8; 16]>,
    case_of: HashMap<[u8; 16], u32>,
    people: Vec<NewPerson>,
    by_reach: HashMap<String, Vec<u32>>,
    pub summary: Summary,
}

/// What of a row points at a person.
#[must_use]
pub fn reach_of(row: &MappedRow) -> Vec<String> {
    let mut reach: Vec<String> = row.phones.iter().map(|p| format!("p:{p}")).collect();
    reach.extend(row.emails.iter().map(|e| format!("e:{e}")));
    reach.extend(
        row.contract.as_deref().map(normalise_contract).filter(|c| !c.is_empty()).map(|c| format!("c:{c}")),
    );
    reach
}

enum Same {
    Yes,
    /// The telephone or the e-mail agrees, the name does not.
    Asks(&'static str),
    No,
}

/// «The same person»: the name agrees and one of telephone, e-mail, contract; or one side has no name and telephone
/// or contract agrees. The name alone says nothing.
fn same_person(a_name: Option<&str>, a: &[String], b_name: Option<&str>, b: &[String]) -> Same {
    let shares = |prefix: &str| a.iter().any(|v| v.starts_with(prefix) && b.contains(v));
    let (phone, email, contract) = (shares("p:"), shares("e:"), shares("c:"));
    match (a_name, b_name) {
        (Some(x), Some(y)) if name_agrees(x, y) => {
            if phone || email || contract {
                Same::Yes
            } else {
                Same::No
            }
        }
        (Some(_), Some(_)) if phone => Same::Asks("same_phone_other_name"),
        (Some(_), Some(_)) if email => Same::Asks("same_email_other_name"),
        (Some(_), Some(_)) => Same::No,
        _ if phone || contract => Same::Yes,
        _ => Same::No,
    }
}

impl<'a> Planner<'a> {
    /// A planner for one run. `hash` is keyed with a secret of the register.
    #[must_use]
    pub fn new(
        rules: &'a Rules,
        today: NaiveDate,
        source: String,
        hash: &'a dyn Fn(&[u8]) -> [u8; 32],
    ) -> Self {
        Self {
            rules,
            today,
            source,
            known_file: false,
            hash,
            repeats: HashMap::new(),
            in_run: HashMap::new(),
            case_of: HashMap::new(),
            people: Vec::new(),
            by_reach: HashMap::new(),
            summary: Summary::default(),
        }
    }

    /// Says that this very sheet was imported before: none of its rows is new.
    pub fn know_file(&mut self) {
        self.known_file = true;
    }

    fn short(&self, parts: &[&str]) -> [u8; 16] {
        let mut bytes = Vec::new();
        for part in parts {
            bytes.extend_from_slice(&(part.len() as u64).to_le_bytes());
            bytes.extend_from_slice(part.as_bytes());
        }
        let mut short = [0; 16];
        short.copy_from_slice(&(self.hash)(&bytes)[..16]);
        short
    }

    /// Key and content hash of a row.
    fn keys(&mut self, row: &MappedRow) -> ([u8; 16], [u8; 16]) {
        let received = row.received.map(|r| r.to_string()).unwrap_or_default();
        let name = row.name.as_ref().map(|n| fold(&n.full)).unwrap_or_default();
        let text = fold(&row.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let topic = row.topic.as_deref().map(fold).unwrap_or_default();
        let reach = reach_of(row).join("\n");
        let content = self.short(&["content", &received, &name, &reach, &topic, &text]);
        if let Some(id) = &row.appeal_id {
            return (self.short(&["id", &self.source, id]), content);
        }
        let base = self.short(&[
            "row",
            &received,
            row.phones.first().map_or("", String::as_str),
            &name,
            &topic,
            &text,
        ]);
        let ordinal = self.repeats.entry(base).or_insert(0);
        *ordinal += 1;
        let ordinal = ordinal.to_string();
        (
            self.short(&[
                "nth",
                &String::from_utf8_lossy(&base),
                &ordinal,
                &base.iter().map(|b| format!("{b:02x}")).collect::<String>(),
            ]),
            content,
        )
    }

    /// Decides about one row.
    ///
    /// # Errors
    /// The register's own.
    pub fn decide<K: Known>(&mut self, row: MappedRow, known: &mut K) -> Result<Decision, K::Error> {
        let (row_key, content_hash) = self.keys(&row);
        let mut decision = Decision {
            row,
            fate: Fate::Rejected,
            row_key,
            content_hash,
            classification: None,
            to_decide: Vec::new(),
        };
        decision.fate = self.fate(&mut decision, known)?;
        self.count(&decision);
        Ok(decision)
    }

    fn fate<K: Known>(&mut self, decision: &mut Decision, known: &mut K) -> Result<Fate, K::Error> {
        if !decision.row.problems.is_empty() {
            return Ok(Fate::Rejected);
        }
        let (key, content) = (decision.row_key, decision.content_hash);
        if self.known_file {
            return Ok(Fate::AlreadyImported);
        }
        let earlier = known.row(&key, &content)?;
        if earlier.as_ref().is_some_and(|row| row.content_hash == content)
            || self.in_run.get(&key) == Some(&content)
        {
            return Ok(Fate::AlreadyImported);
        }
        let repeated = self.in_run.insert(key, content).is_some();
        let found = classify(self.rules, decision.row.topic.as_deref(), &decision.row.text);
        let reason = found.reason.clone();
        decision.classification = Some(found);
        if let Some(case_id) = earlier.and_then(|row| row.case_id) {
            return Ok(Fate::Changed { case_id });
        }
        if let Some(reason) = reason {
            return Ok(Fate::NotPersonalData { reason });
        }
        if repeated && let Some(&index) = self.case_of.get(&key) {
            return Ok(Fate::JoinsNew { index });
        }
        let reach = reach_of(&decision.row);
        let name = decision.row.name.as_ref().map(|n| n.full.clone());
        let mut questions = Vec::new();
        for case in known.open_cases(&reach)? {
            match same_person(name.as_deref(), &reach, case.full_name.as_deref(), &case.reach) {
                Same::Yes => return Ok(Fate::JoinsKnown { case_id: case.id }),
                Same::Asks(why) => questions.push((Candidate::Case(case.number), why)),
                Same::No => {}
            }
        }
        let mut indices: Vec<u32> =
            reach.iter().filter_map(|value| self.by_reach.get(value)).flatten().copied().collect();
        indices.sort_unstable();
        indices.dedup();
        for index in indices {
            let Some(person) = self.people.get(index as usize) else { continue };
            let theirs: Vec<String> = reach
                .iter()
                .filter(|v| self.by_reach.get(*v).is_some_and(|l| l.contains(&index)))
                .cloned()
                .collect();
            match same_person(name.as_deref(), &reach, person.name.as_deref(), &theirs) {
                Same::Yes => {
                    self.learn(index, &reach, name);
                    self.case_of.insert(key, index);
                    return Ok(Fate::JoinsNew { index });
                }
                Same::Asks(why) => questions.push((Candidate::NewCase(person.row), why)),
                Same::No => {}
            }
        }
        let index = u32::try_from(self.people.len()).unwrap_or(u32::MAX);
        self.people.push(NewPerson { name: None, row: decision.row.row_no });
        self.learn(index, &reach, name);
        self.case_of.insert(key, index);
        decision.to_decide = questions
            .into_iter()
            .map(|(candidate, why)| ToDecide { row: decision.row.row_no, index, candidate, why })
            .collect();
        Ok(Fate::NewCase { index })
    }

    fn learn(&mut self, index: u32, reach: &[String], name: Option<String>) {
        for value in reach {
            let list = self.by_reach.entry(value.clone()).or_default();
            if !list.contains(&index) {
                list.push(index);
            }
        }
        if let Some(person) = self.people.get_mut(index as usize) {
            person.name = person.name.take().or(name);
        }
    }

    fn count(&mut self, decision: &Decision) {
        let counts = &mut self.summary.counts;
        counts.read += 1;
        match &decision.fate {
            Fate::NewCase { .. } => counts.new_cases += 1,
            Fate::JoinsNew { .. } | Fate::JoinsKnown { .. } | Fate::Changed { .. } => counts.joined += 1,
            Fate::AlreadyImported => counts.already_imported += 1,
            Fate::NotPersonalData { .. } => counts.not_personal_data += 1,
            Fate::Rejected => counts.rejected += 1,
        }
        if let (Fate::NewCase { .. }, Some(received)) = (&decision.fate, decision.row.received) {
            let days = u32::try_from((self.today - received.date()).num_days()).unwrap_or(0);
            self.summary.days_lost_total += days;
            self.summary.days_lost_worst = self.summary.days_lost_worst.max(days);
        }
        if matches!(decision.fate, Fate::NewCase { .. } | Fate::JoinsNew { .. } | Fate::JoinsKnown { .. }) {
            for kind in decision.kinds() {
                *self.summary.kinds.entry(kind).or_insert(0) += 1;
            }
        }
        if decision.fate == Fate::Rejected {
            let mut codes: Vec<ProblemCode> = decision.row.problems.iter().map(|p| p.code).collect();
            codes.dedup();
            for code in codes {
                *self.summary.problems.entry(code).or_insert(0) += 1;
            }
        }
    }
}

#[cfg(test)]
mod tests;
