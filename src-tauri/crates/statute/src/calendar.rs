//! The production calendar: which days work, and why. Data, not code; a year without data is said, never guessed
//! silently: there every Monday to Friday counts as working (a date that is too early harms nobody).

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use thiserror::Error;

use crate::Lang;

/// Why a calendar file was refused.
#[derive(Debug, Error)]
pub enum CalendarError {
    #[error("reading the calendar")]
    Json(#[from] serde_json::Error),
    #[error("the calendar has a date of another year: {0}")]
    OtherYear(NaiveDate),
    #[error("the calendar names a day twice: {0}")]
    Twice(NaiveDate),
    #[error("the calendar calls a weekend a day off on a weekday, or the reverse: {0}")]
    WrongWeekday(NaiveDate),
    #[error("the calendar has a year twice: {0}")]
    YearTwice(i32),
    #[error("the calendar has a year outside 2000 to 2100: {0}")]
    YearOutOfRange(i32),
    #[error("the calendar shortens a day that is not working: {0}")]
    ShortDayOff(NaiveDate),
    #[error("the calendar moves a day off to a day that works: {0}")]
    TransferToWorkingDay(NaiveDate),
    #[error("the calendar has a day off without a holiday or a transfer: {0}")]
    Unexplained(NaiveDate),
    #[error("the calendar says {said} working days of {year}, but lists {listed}")]
    Total { year: i32, said: u16, listed: u16 },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    #[serde(rename = "source")]
    _source: String,
    years: YearFiles,
}

/// The years as they stand in the file: a year given twice is kept twice, so that it can be refused.
struct YearFiles(Vec<(i32, YearFile)>);

impl<'de> Deserialize<'de> for YearFiles {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Years;
        impl<'de> Visitor<'de> for Years {
            type Value = YearFiles;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("a year and its days")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<YearFiles, A::Error> {
                let mut years = Vec::new();
                while let Some(entry) = map.next_entry::<i32, YearFile>()? {
                    years.push(entry);
                }
                Ok(YearFiles(years))
            }
        }
        deserializer.deserialize_map(Years)
    }
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    decree: Decree,
    /// Control total: a file with a line lost is refused.
    working_days: u16,
    days_off: Vec<NaiveDate>,
    working_weekends: Vec<NaiveDate>,
    short: Vec<NaiveDate>,
    transfers: Vec<Transfer>,
    /// Days off of the operator's region or its own.
    #[serde(default)]
    local: Vec<LocalDay>,
}

/// The Government decree that moved the days off of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decree {
    /// As printed, dd.mm.yyyy.
    pub date: String,
    pub number: String,
}

impl Decree {
    fn text(&self, lang: Lang) -> String {
        match lang {
            Lang::Ru => format!("постановление Правительства РФ от {} № {}", self.date, self.number),
            Lang::En => format!("Government decree No {} of {}", self.number, self.date),
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
enum TransferBy {
    #[serde(rename = "decree")]
    Decree,
    /// Labour Code art. 112 part 2.
    #[serde(rename = "law")]
    Law,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Transfer {
    from: NaiveDate,
    to: NaiveDate,
    by: TransferBy,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct LocalDay {
    date: NaiveDate,
    name: String,
}

#[derive(Clone, Debug)]
struct Year {
    decree: Decree,
    /// Days that are not what their weekday says: whether they work, and why.
    special: BTreeMap<NaiveDate, (bool, Why)>,
    short: BTreeSet<NaiveDate>,
}

/// The production calendar of some years.
#[derive(Clone, Debug)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

/// One day and why it works or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Day {
    pub date: NaiveDate,
    pub working: bool,
    /// One hour shorter; counts as a working day.
    pub short: bool,
    /// The year has no calendar.
    pub provisional: bool,
    pub why: Why,
}

/// Why a day works or not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    Working,
    Short,
    Saturday,
    Sunday,
    /// A holiday of Labour Code art. 112.
    Holiday(Holiday),
    /// A day off moved here; by decree, or by Labour Code art. 112 part 2 itself.
    MovedHere {
        from: NaiveDate,
        decree: Option<Decree>,
    },
    /// A weekend that works, because its day off was moved.
    WorkingWeekend {
        to: Option<NaiveDate>,
        decree: Decree,
    },
    /// A day off of the region or of the operator.
    Local(String),
    /// No calendar for the year.
    NoCalendar,
}

/// Holidays of Labour Code art. 112.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Holiday {
    NewYear,
    Christmas,
    Defender,
    Women,
    Labour,
    Victory,
    Russia,
    Unity,
}

impl Holiday {
    fn of(date: NaiveDate) -> Option<Self> {
        Some(match (date.month(), date.day()) {
            (1, 7) => Self::Christmas,
            (1, 1..=8) => Self::NewYear,
            (2, 23) => Self::Defender,
            (3, 8) => Self::Women,
            (5, 1) => Self::Labour,
            (5, 9) => Self::Victory,
            (6, 12) => Self::Russia,
            (11, 4) => Self::Unity,
            _ => return None,
        })
    }

    fn name(self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::NewYear, Lang::Ru) => "новогодние каникулы",
            (Self::Christmas, Lang::Ru) => "Рождество Христово",
            (Self::Defender, Lang::Ru) => "День защитника Отечества",
            (Self::Women, Lang::Ru) => "Международный женский день",
            (Self::Labour, Lang::Ru) => "Праздник Весны и Труда",
            (Self::Victory, Lang::Ru) => "День Победы",
            (Self::Russia, Lang::Ru) => "День России",
            (Self::Unity, Lang::Ru) => "День народного единства",
            (Self::NewYear, Lang::En) => "New Year holidays",
            (Self::Christmas, Lang::En) => "Christmas",
            (Self::Defender, Lang::En) => "Defender of the Fatherland Day",
            (Self::Women, Lang::En) => "Women's Day",
            (Self::Labour, Lang::En) => "Spring and Labour Day",
            (Self::Victory, Lang::En) => "Victory Day",
            (Self::Russia, Lang::En) => "Russia Day",
            (Self::Unity, Lang::En) => "Unity Day",
        }
    }
}

impl Why {
    /// In words; dates are dd.mm.yyyy.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let d = |date: &NaiveDate| date.format("%d.%m.%Y").to_string();
        match (self, lang) {
            (Self::Working, Lang::Ru) => "рабочий день".to_owned(),
            (Self::Working, Lang::En) => "working day".to_owned(),
            (Self::Short, Lang::Ru) => "рабочий день, сокращён на час (ст. 95 ТК РФ)".to_owned(),
            (Self::Short, Lang::En) => "working day, one hour shorter (Labour Code art. 95)".to_owned(),
            (Self::Saturday, Lang::Ru) => "выходной, суббота".to_owned(),
            (Self::Saturday, Lang::En) => "Saturday".to_owned(),
            (Self::Sunday, Lang::Ru) => "выходной, воскресенье".to_owned(),
            (Self::Sunday, Lang::En) => "Sunday".to_owned(),
            (Self::Holiday(holiday), Lang::Ru) => format!("{} (ст. 112 ТК РФ)", holiday.name(lang)),
            (Self::Holiday(holiday), Lang::En) => format!("{} (Labour Code art. 112)", holiday.name(lang)),
            (Self::MovedHere { from, decree: Some(decree) }, Lang::Ru) => {
                format!("выходной перенесён с {} ({})", d(from), decree.text(lang))
            }
            (Self::MovedHere { from, decree: Some(decree) }, Lang::En) => {
                format!("day off moved from {} ({})", d(from), decree.text(lang))
            }
            (Self::MovedHere { from, decree: None }, Lang::Ru) => {
                format!("выходной перенесён с {} (ст. 112 ТК РФ)", d(from))
            }
            (Self::MovedHere { from, decree: None }, Lang::En) => {
                format!("day off moved from {} (Labour Code art. 112)", d(from))
            }
            (Self::WorkingWeekend { to: Some(to), decree }, Lang::Ru) => {
                format!("рабочий выходной, день отдыха перенесён на {} ({})", d(to), decree.text(lang))
            }
            (Self::WorkingWeekend { to: Some(to), decree }, Lang::En) => {
                format!("working weekend, day off moved to {} ({})", d(to), decree.text(lang))
            }
            (Self::WorkingWeekend { to: None, decree }, Lang::Ru) => {
                format!("рабочий выходной ({})", decree.text(lang))
            }
            (Self::WorkingWeekend { to: None, decree }, Lang::En) => {
                format!("working weekend ({})", decree.text(lang))
            }
            (Self::Local(name), Lang::Ru) => format!("местный нерабочий день: {name}"),
            (Self::Local(name), Lang::En) => format!("local day off: {name}"),
            (Self::NoCalendar, Lang::Ru) => "будний день, календарь на год не загружен".to_owned(),
            (Self::NoCalendar, Lang::En) => "weekday, no calendar for the year".to_owned(),
        }
    }
}

static BUILTIN: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::from_json(include_str!("../../../../assets/calendars/ru.json"))
        .expect("the embedded calendar is checked by a test")
});

impl Calendar {
    /// The calendar of the years that this program was made with.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a calendar in the project's own form and checks it: weekdays, doubles, control totals, a reason for
    /// every day off.
    ///
    /// # Errors
    /// See [`CalendarError`].
    pub fn from_json(text: &str) -> Result<Self, CalendarError> {
        let file: CalendarFile = serde_json::from_str(text)?;
        let mut years = BTreeMap::new();
        for (number, year) in file.years.0 {
            if !(2000..=2100).contains(&number) {
                return Err(CalendarError::YearOutOfRange(number));
            }
            if years.insert(number, checked(number, year)?).is_some() {
                return Err(CalendarError::YearTwice(number));
            }
        }
        Ok(Self { years })
    }

    /// This calendar with the years of a newer one put in or replaced.
    #[must_use]
    pub fn updated_by(&self, newer: &Self) -> Self {
        let mut years = self.years.clone();
        years.extend(newer.years.iter().map(|(number, year)| (*number, year.clone())));
        Self { years }
    }

    /// First and last year that it has; `(0, 0)` if it has none.
    #[must_use]
    pub fn years(&self) -> (i32, i32) {
        (self.years.keys().next().copied().unwrap_or(0), self.years.keys().next_back().copied().unwrap_or(0))
    }

    /// Whether it has a year.
    #[must_use]
    pub fn has_year(&self, year: i32) -> bool {
        self.years.contains_key(&year)
    }

    /// The decree of a year.
    #[must_use]
    pub fn decree(&self, year: i32) -> Option<&Decree> {
        self.years.get(&year).map(|year| &year.decree)
    }

    /// One day.
    #[must_use]
    pub fn day(&self, date: NaiveDate) -> Day {
        let weekend = is_weekend(date);
        let rest = if date.weekday() == Weekday::Sat { Why::Saturday } else { Why::Sunday };
        let Some(year) = self.years.get(&date.year()) else {
            let why = if weekend { rest } else { Why::NoCalendar };
            return Day { date, working: !weekend, short: false, provisional: true, why };
        };
        let (working, why) = match year.special.get(&date) {
            Some((working, why)) => (*working, why.clone()),
            None if weekend => (false, Holiday::of(date).map_or(rest, Why::Holiday)),
            None => (true, Why::Working),
        };
        let short = working && year.short.contains(&date);
        let why = if short && why == Why::Working { Why::Short } else { why };
        Day { date, working, short, provisional: false, why }
    }

    /// Whether a day works, without the reason.
    #[must_use]
    pub fn is_working(&self, date: NaiveDate) -> bool {
        let special = self.years.get(&date.year()).and_then(|year| year.special.get(&date));
        special.map_or_else(|| !is_weekend(date), |(working, _)| *working)
    }

    /// Working days in (from, to]; negative if `to` is before `from`.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let (a, b, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let mut count = 0;
        let mut date = a;
        while date < b {
            date = next(date);
            count += i64::from(self.is_working(date));
        }
        sign * count
    }

    /// The first working day after a date; the date itself at the end of time.
    #[must_use]
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        date.iter_days().skip(1).find(|day| self.is_working(*day)).unwrap_or(date)
    }

    /// The last working day before a date; the date itself at the beginning of time.
    #[must_use]
    pub fn previous_working_day(&self, date: NaiveDate) -> NaiveDate {
        let mut day = date;
        while let Some(before) = day.checked_sub_days(Days::new(1)) {
            day = before;
            if self.is_working(day) {
                return day;
            }
        }
        date
    }
}

/// The dates of a list, each of the year and given once.
fn unique(
    number: i32,
    dates: impl IntoIterator<Item = NaiveDate>,
) -> Result<BTreeSet<NaiveDate>, CalendarError> {
    let mut set = BTreeSet::new();
    for date in dates {
        if date.year() != number {
            return Err(CalendarError::OtherYear(date));
        }
        if !set.insert(date) {
            return Err(CalendarError::Twice(date));
        }
    }
    Ok(set)
}

/// A year whose every entry is of that year, stands once, and explains itself.
fn checked(number: i32, year: YearFile) -> Result<Year, CalendarError> {
    let days_off = unique(number, year.days_off)?;
    let working_weekends = unique(number, year.working_weekends)?;
    let short = unique(number, year.short)?;
    unique(number, year.local.iter().map(|day| day.date))?;
    unique(number, year.transfers.iter().map(|transfer| transfer.from))?;
    unique(number, year.transfers.iter().map(|transfer| transfer.to))?;
    if let Some(transfer) = year.transfers.iter().find(|transfer| !days_off.contains(&transfer.to)) {
        return Err(CalendarError::TransferToWorkingDay(transfer.to));
    }

    let mut special = BTreeMap::new();
    for date in days_off {
        if is_weekend(date) {
            return Err(CalendarError::WrongWeekday(date));
        }
        let moved = year.transfers.iter().find(|transfer| transfer.to == date).map(|transfer| {
            let decree = (transfer.by == TransferBy::Decree).then(|| year.decree.clone());
            Why::MovedHere { from: transfer.from, decree }
        });
        let why = Holiday::of(date).map(Why::Holiday).or(moved).ok_or(CalendarError::Unexplained(date))?;
        special.insert(date, (false, why));
    }
    for date in working_weekends {
        if !is_weekend(date) {
            return Err(CalendarError::WrongWeekday(date));
        }
        let to = year.transfers.iter().find(|transfer| transfer.from == date).map(|transfer| transfer.to);
        special.insert(date, (true, Why::WorkingWeekend { to, decree: year.decree.clone() }));
    }
    let working =
        |date: &NaiveDate| special.get(date).map_or_else(|| !is_weekend(*date), |(working, _)| *working);
    if let Some(date) = short.iter().find(|date| !working(date)) {
        return Err(CalendarError::ShortDayOff(*date));
    }
    let days = NaiveDate::from_ymd_opt(number, 1, 1).into_iter().flat_map(|first| first.iter_days());
    let count = days.take_while(|date| date.year() == number).filter(working).count();
    let listed = u16::try_from(count).unwrap_or(u16::MAX);
    if listed != year.working_days {
        return Err(CalendarError::Total { year: number, said: year.working_days, listed });
    }
    // Only now: local days are no part of the decree's total.
    for day in year.local {
        special.insert(day.date, (false, Why::Local(day.name)));
    }
    Ok(Year { decree: year.decree, special, short })
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day after; stays at the end of time.
pub(crate) fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}
