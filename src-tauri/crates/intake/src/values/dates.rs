//! Dates and times in the shapes of real exports, and Excel's serial numbers.

use chrono::{DateTime, Duration, NaiveDate, NaiveDateTime, NaiveTime};

use crate::{Cell, fold};

/// A date, and the time of day if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DateTimeValue {
    pub date: NaiveDate,
    pub time: Option<NaiveTime>,
}

/// Why there is no date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DateProblem {
    /// Nothing there.
    Missing,
    /// Not a date at all.
    NotADate,
    /// 31.02.2026.
    Impossible,
    /// 03/04/2026 in a column that does not tell which is the day.
    Ambiguous,
}

/// What the column tells about d/m/y: found once per column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum DateHint {
    /// Day before month: the Russian way, also for slashes unless the column shows otherwise.
    #[default]
    DayFirst,
    MonthFirst,
    Undecided,
}

impl DateHint {
    /// Decides by the values of a column: any first part over 12 is a day, any second part over 12 too.
    #[must_use]
    pub fn of<'a>(cells: impl IntoIterator<Item = &'a Cell>) -> Self {
        let (mut slashes, mut day_first, mut month_first) = (0, 0, 0);
        for cell in cells {
            let Cell::Text(text) = cell else { continue };
            let mut parts = text.trim().splitn(3, '/');
            let (Some(a), Some(b), Some(_)) = (parts.next(), parts.next(), parts.next()) else { continue };
            let (Ok(a), Ok(b)) = (a.trim().parse::<u32>(), b.trim().parse::<u32>()) else { continue };
            slashes += 1;
            day_first += u32::from(a > 12 && b <= 12);
            month_first += u32::from(b > 12 && a <= 12);
        }
        match (slashes, day_first, month_first) {
            (0, _, _) | (_, 1.., 0) => Self::DayFirst,
            (_, 0, 1..) => Self::MonthFirst,
            _ => Self::Undecided,
        }
    }
}

const MONTHS: &[(&str, u32)] = &[
    ("янв", 1),
    ("фев", 2),
    ("мар", 3),
    ("апр", 4),
    ("май", 5),
    ("мая", 5),
    ("июн", 6),
    ("июл", 7),
    ("авг", 8),
    ("сен", 9),
    ("окт", 10),
    ("ноя", 11),
    ("дек", 12),
    ("jan", 1),
    ("feb", 2),
    ("mar", 3),
    ("apr", 4),
    ("may", 5),
    ("jun", 6),
    ("jul", 7),
    ("aug", 8),
    ("sep", 9),
    ("oct", 10),
    ("nov", 11),
    ("dec", 12),
];

fn month_word(word: &str) -> Option<u32> {
    MONTHS.iter().find(|(stem, _)| word.starts_with(stem)).map(|(_, n)| *n)
}

fn year_of(text: &str) -> Option<i32> {
    let n: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(n),
        // Two figures: this century, for birth dates the last one beyond the next years.
        2 => Some(if n <= 49 { 2000 + n } else { 1900 + n }),
        _ => None,
    }
}

fn ymd(year: i32, month: u32, day: u32) -> Result<NaiveDate, DateProblem> {
    NaiveDate::from_ymd_opt(year, month, day).ok_or(DateProblem::Impossible)
}

/// The moment of an Excel serial number (1900 system).
fn serial(n: f64) -> Option<NaiveDateTime> {
    if !(20_000.0..80_000.0).contains(&n) {
        return None;
    }
    let base = NaiveDate::from_ymd_opt(1899, 12, 30)?.and_hms_opt(0, 0, 0)?;
    #[allow(clippy::cast_possible_truncation)]
    let seconds = (n * 86_400.0).round() as i64;
    base.checked_add_signed(Duration::seconds(seconds))
}

fn with_time(moment: NaiveDateTime, has_time: bool) -> DateTimeValue {
    DateTimeValue { date: moment.date(), time: has_time.then(|| moment.time()) }
}

/// A time of day: HH:MM, HH:MM:SS, with fractions of a second, or a fraction of a day.
#[must_use]
pub fn parse_time(cell: &Cell) -> Option<NaiveTime> {
    match cell {
        Cell::DateTime(at) => Some(at.time()),
        Cell::Duration(seconds) if (0.0..86_400.0).contains(seconds) => of_seconds(*seconds),
        Cell::Number(n) if (0.0..1.0).contains(n) => of_seconds(n * 86_400.0),
        Cell::Text(text) => time_text(text.trim()),
        _ => None,
    }
}

fn of_seconds(seconds: f64) -> Option<NaiveTime> {
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
    NaiveTime::from_num_seconds_from_midnight_opt(seconds.round().clamp(0.0, 86_399.0) as u32, 0)
}

fn time_text(text: &str) -> Option<NaiveTime> {
    let text = text.split(['.', '+', 'Z', 'z']).next().unwrap_or(text).trim();
    let mut parts = text.split(':');
    let hour: u32 = parts.next()?.trim().parse().ok()?;
    let minute: u32 = parts.next()?.trim().parse().ok()?;
    let second: u32 = parts.next().map_or(Some(0), |s| s.trim().parse().ok())?;
    if parts.next().is_some() {
        return None;
    }
    NaiveTime::from_hms_opt(hour, minute, second)
}

/// A date with or without time, in the usual Russian and ISO shapes, or as a serial number.
///
/// # Errors
/// See [`DateProblem`].
pub fn parse_date_time(cell: &Cell, hint: DateHint) -> Result<DateTimeValue, DateProblem> {
    match cell {
        Cell::Empty => Err(DateProblem::Missing),
        Cell::DateTime(at) => Ok(with_time(*at, at.time() != NaiveTime::MIN)),
        Cell::Number(n) => number(*n).ok_or(DateProblem::NotADate),
        Cell::Text(text) => text_date(text, hint),
        Cell::Bool(_) | Cell::Duration(_) | Cell::Error(_) => Err(DateProblem::NotADate),
    }
}

fn number(n: f64) -> Option<DateTimeValue> {
    if let Some(moment) = serial(n) {
        return Some(with_time(moment, n.fract() != 0.0));
    }
    // Seconds and milliseconds since 1970.
    #[allow(clippy::cast_possible_truncation)]
    let moment = if (9.0e8..4.2e9).contains(&n) {
        DateTime::from_timestamp(n as i64, 0)
    } else if (9.0e11..4.2e12).contains(&n) {
        DateTime::from_timestamp_millis(n as i64)
    } else {
        None
    };
    // Russian contact centres count in Moscow time.
    moment.map(|at| with_time(at.naive_utc() + Duration::hours(3), true))
}

fn text_date(text: &str, hint: DateHint) -> Result<DateTimeValue, DateProblem> {
    let text = fold(text.trim().trim_matches(['"', '\'']));
    if text.is_empty() || matches!(text.as_str(), "-" | "–" | "—" | "нет" | "n/a") {
        return Err(DateProblem::Missing);
    }
    if text.len() > 80 {
        return Err(DateProblem::NotADate);
    }
    if let Ok(n) = text.replace(',', ".").parse::<f64>()
        && !text.contains(['-', '/'])
        && text.matches('.').count() <= 1
        && let Some(value) = number(n)
    {
        return Ok(value);
    }
    let words: Vec<&str> = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == '\u{a0}')
        .filter(|w| {
            !w.is_empty()
                && !matches!(
                    *w,
                    "в" | "г"
                        | "г."
                        | "года"
                        | "год"
                        | "at"
                        | "мск"
                        | "(мск)"
                        | "пн"
                        | "вт"
                        | "ср"
                        | "чт"
                        | "пт"
                        | "сб"
                        | "вс"
                )
        })
        .collect();
    let mut time = None;
    let mut rest = Vec::new();
    for word in words {
        if let Some((date, clock)) = word.split_once('t').filter(|(d, c)| d.contains('-') && c.contains(':'))
        {
            rest.push(date.to_owned());
            time = time.or_else(|| time_text(strip_offset(clock)));
        } else if word.contains(':') && time.is_none() && time_text(strip_offset(word)).is_some() {
            time = time_text(strip_offset(word));
        } else if !word.starts_with('+') {
            rest.push(word.trim_end_matches("г.").to_owned());
        }
    }
    let date = date_words(&rest, hint)?;
    Ok(DateTimeValue { date, time })
}

/// «09:12:00+03:00» without its offset. The moment stays local, as the source wrote it.
fn strip_offset(clock: &str) -> &str {
    let clock = clock.trim_end_matches(['z', ')']);
    match clock.rfind(['+', '-']) {
        Some(at) if at >= 4 => clock.get(..at).unwrap_or(clock),
        _ => clock,
    }
}

fn date_words(words: &[String], hint: DateHint) -> Result<NaiveDate, DateProblem> {
    match words {
        [one] => one_word(one, hint),
        [day, month, year] => {
            let month = month_word(month).ok_or(DateProblem::NotADate)?;
            let day =
                day.trim_end_matches(['-', 'г', 'о', '.']).parse().map_err(|_| DateProblem::NotADate)?;
            ymd(year_of(year.trim_end_matches(['.', 'г'])).ok_or(DateProblem::NotADate)?, month, day)
        }
        _ => Err(DateProblem::NotADate),
    }
}

fn one_word(word: &str, hint: DateHint) -> Result<NaiveDate, DateProblem> {
    let word = word.trim_end_matches('.');
    let separator =
        ['.', '-', '/'].into_iter().find(|c| word.matches(*c).count() == 2).ok_or(DateProblem::NotADate)?;
    let mut parts = word.split(separator);
    let (Some(a), Some(b), Some(c)) = (parts.next(), parts.next(), parts.next()) else {
        return Err(DateProblem::NotADate);
    };
    if let Some(month) = month_word(b) {
        let day = a.parse().map_err(|_| DateProblem::NotADate)?;
        return ymd(year_of(c).ok_or(DateProblem::NotADate)?, month, day);
    }
    let number = |s: &str| s.parse::<u32>().map_err(|_| DateProblem::NotADate);
    if a.len() == 4 {
        let year = year_of(a).ok_or(DateProblem::NotADate)?;
        return ymd(year, number(b)?, number(c)?);
    }
    if a.len() > 2 || b.len() > 2 {
        return Err(DateProblem::NotADate);
    }
    let (a, b) = (number(a)?, number(b)?);
    let year = year_of(c).ok_or(DateProblem::NotADate)?;
    if separator == '/' {
        return match hint {
            DateHint::MonthFirst => ymd(year, a, b),
            DateHint::Undecided if a <= 12 && b <= 12 && a != b => Err(DateProblem::Ambiguous),
            _ if a <= 12 && b > 12 => ymd(year, a, b),
            _ => ymd(year, b, a),
        };
    }
    ymd(year, b, a)
}

/// Whether a cell holds a date.
#[must_use]
pub fn looks_like_date(cell: &Cell) -> bool {
    match cell {
        Cell::DateTime(_) => true,
        Cell::Number(n) => (40_000.0..60_000.0).contains(n),
        Cell::Text(text) => {
            !text.trim().bytes().all(|b| b.is_ascii_digit())
                && !matches!(
                    text_date(text, DateHint::DayFirst),
                    Err(DateProblem::NotADate | DateProblem::Missing)
                )
        }
        _ => false,
    }
}

/// Whether a cell holds a time of day and no date.
#[must_use]
pub fn looks_like_time(cell: &Cell) -> bool {
    match cell {
        Cell::Duration(_) => true,
        Cell::Text(text) => time_text(text.trim()).is_some(),
        Cell::Number(n) => (0.0..1.0).contains(n) && *n > 0.0,
        _ => false,
    }
}
