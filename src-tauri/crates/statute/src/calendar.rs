//! The production calendar: which days work, and why. Data, not code; a year without data is said, never guessed
//! silently: there every Monday to Friday counts as working (a date that is too early harms nobody).

use std::collections::BTreeMap;
use std::sync::LazyLock;

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::Deserialize;
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
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct CalendarFile {
    #[serde(rename = "source")]
    _source: String,
    years: BTreeMap<i32, YearFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct YearFile {
    decree: Decree,
    days_off: Vec<NaiveDate>,
    working_weekends: Vec<NaiveDate>,
    short: Vec<NaiveDate>,
    transfers: Vec<Transfer>,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Decree {
    date: String,
    number: String,
}

#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Transfer {
    from: NaiveDate,
    to: NaiveDate,
    by: String,
}

#[derive(Debug)]
struct Year {
    decree: Decree,
    days_off: Vec<NaiveDate>,
    working_weekends: Vec<NaiveDate>,
    short: Vec<NaiveDate>,
    transfers: Vec<Transfer>,
}

/// The production calendar of some years.
#[derive(Debug)]
pub struct Calendar {
    years: BTreeMap<i32, Year>,
}

/// One day and why it works or not.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Why {
    Working,
    Short,
    Saturday,
    Sunday,
    /// A holiday of Labour Code art. 112.
    Holiday(Holiday),
    /// A day off moved here.
    MovedHere { from: NaiveDate, decree: Option<String> },
    /// A weekend that works, because its day off was moved.
    WorkingWeekend { to: Option<NaiveDate>, decree: String },
    /// No calendar for the year.
    NoCalendar,
}

/// Holidays of Labour Code art. 112.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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
                format!("выходной перенесён с {} (постановление Правительства РФ {decree})", d(from))
            }
            (Self::MovedHere { from, decree: Some(decree) }, Lang::En) => format!("day off moved from {} (decree {decree})", d(from)),
            (Self::MovedHere { from, decree: None }, Lang::Ru) => format!("выходной перенесён с {} (ст. 112 ТК РФ)", d(from)),
            (Self::MovedHere { from, decree: None }, Lang::En) => format!("day off moved from {} (Labour Code art. 112)", d(from)),
            (Self::WorkingWeekend { to, decree }, Lang::Ru) => match to {
                Some(to) => format!("рабочий выходной, день отдыха перенесён на {} (постановление Правительства РФ {decree})", d(to)),
                None => format!("рабочий выходной (постановление Правительства РФ {decree})"),
            },
            (Self::WorkingWeekend { to, decree }, Lang::En) => match to {
                Some(to) => format!("working weekend, day off moved to {} (decree {decree})", d(to)),
                None => format!("working weekend (decree {decree})"),
            },
            (Self::NoCalendar, Lang::Ru) => "будний день, календарь на год не загружен".to_owned(),
            (Self::NoCalendar, Lang::En) => "weekday, no calendar for the year".to_owned(),
        }
    }
}

static BUILTIN: LazyLock<Calendar> = LazyLock::new(|| {
    Calendar::from_json(include_str!("../../../../assets/calendars/ru.json")).expect("the embedded calendar is checked by a test")
});

impl Calendar {
    /// The calendar of the years that this program was made with.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads a calendar in the project's own form and checks it.
    ///
    /// # Errors
    /// Not the form; a date of another year, given twice, or a day off that is a weekend anyway.
    pub fn from_json(text: &str) -> Result<Self, CalendarError> {
        let file: CalendarFile = serde_json::from_str(text)?;
        let mut years = BTreeMap::new();
        for (number, mut year) in file.years {
            for (list, weekend) in [(&mut year.days_off, false), (&mut year.working_weekends, true)] {
                list.sort_unstable();
                for pair in list.windows(2) {
                    if let [a, b] = pair
                        && a == b
                    {
                        return Err(CalendarError::Twice(*a));
                    }
                }
                for date in list.iter() {
                    if date.year() != number {
                        return Err(CalendarError::OtherYear(*date));
                    }
                    if is_weekend(*date) != weekend {
                        return Err(CalendarError::WrongWeekday(*date));
                    }
                }
            }
            if let Some(date) = year.short.iter().find(|date| date.year() != number) {
                return Err(CalendarError::OtherYear(*date));
            }
            years.insert(
                number,
                Year {
                    decree: year.decree,
                    days_off: year.days_off,
                    working_weekends: year.working_weekends,
                    short: year.short,
                    transfers: year.transfers,
                },
            );
        }
        Ok(Self { years })
    }

    /// First and last year that it has.
    #[must_use]
    pub fn years(&self) -> (i32, i32) {
        (self.years.keys().next().copied().unwrap_or(0), self.years.keys().next_back().copied().unwrap_or(0))
    }

    /// Whether it has a year.
    #[must_use]
    pub fn has_year(&self, year: i32) -> bool {
        self.years.contains_key(&year)
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
        let decree = || format!("от {} № {}", year.decree.date, year.decree.number);
        let (working, why) = if weekend {
            if year.working_weekends.contains(&date) {
                let to = year.transfers.iter().find(|t| t.from == date).map(|t| t.to);
                (true, Why::WorkingWeekend { to, decree: decree() })
            } else {
                (false, Holiday::of(date).map_or(rest, Why::Holiday))
            }
        } else if year.days_off.binary_search(&date).is_ok() {
            let moved = year.transfers.iter().find(|t| t.to == date);
            let why = match (Holiday::of(date), moved) {
                (Some(holiday), _) => Why::Holiday(holiday),
                (None, Some(t)) => Why::MovedHere { from: t.from, decree: (t.by == "decree").then(decree) },
                (None, None) => Why::MovedHere { from: date, decree: Some(decree()) },
            };
            (false, why)
        } else {
            (true, Why::Working)
        };
        let short = year.short.contains(&date);
        let why = if short && why == Why::Working { Why::Short } else { why };
        Day { date, working, short, provisional: false, why }
    }

    /// Working days in (from, to]; negative if `to` is before `from`.
    #[must_use]
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> i64 {
        let (a, b, sign) = if from <= to { (from, to, 1) } else { (to, from, -1) };
        let mut count = 0;
        let mut date = a;
        while date < b {
            date = next(date);
            if self.day(date).working {
                count += 1;
            }
        }
        sign * count
    }

    /// The first working day after a date.
    #[must_use]
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        let mut date = next(date);
        while !self.day(date).working {
            date = next(date);
        }
        date
    }

    /// The last working day before a date.
    #[must_use]
    pub fn previous_working_day(&self, date: NaiveDate) -> NaiveDate {
        let mut date = before(date);
        while !self.day(date).working {
            date = before(date);
        }
        date
    }
}

fn is_weekend(date: NaiveDate) -> bool {
    matches!(date.weekday(), Weekday::Sat | Weekday::Sun)
}

/// The day after; stays at the end of time.
pub(crate) fn next(date: NaiveDate) -> NaiveDate {
    date.checked_add_days(Days::new(1)).unwrap_or(date)
}

fn before(date: NaiveDate) -> NaiveDate {
    date.checked_sub_days(Days::new(1)).unwrap_or(date)
}
