//! How near a date is, and how that is written, in words and for a screen reader.

use chrono::{DateTime, Datelike as _, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{Calendar, Due, Lang};

/// Nearness of a due date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ts", derive(ts_rs::TS))]
#[serde(rename_all = "snake_case")]
pub enum DueState {
    Later,
    Soon,
    Today,
    Hours,
    AtOnce,
    Overdue,
    Provisional,
    ProvisionalNear,
    Done,
    DoneLate,
}

/// What is left until a date.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Left {
    pub state: DueState,
    /// Working days left or late; the number of the day for "at once".
    pub days: i64,
    /// Minutes left or late, for terms in hours.
    pub minutes: Option<i64>,
    /// When it was done.
    pub done_on: Option<NaiveDate>,
}

/// The Russian form of a noun after a number: one, two to four, many.
#[must_use]
pub fn days_word(n: i64, forms: [&'static str; 3]) -> &'static str {
    let [one, few, many] = forms;
    match (n.rem_euclid(100), n.rem_euclid(10)) {
        (11..=14, _) => many,
        (_, 1) => one,
        (_, 2..=4) => few,
        _ => many,
    }
}

fn working_days(n: i64, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("{n} {}", days_word(n, ["раб. день", "раб. дня", "раб. дней"])),
        Lang::En => format!("{n} working {}", if n == 1 { "day" } else { "days" }),
    }
}

fn hours(minutes: i64, lang: Lang) -> String {
    match lang {
        Lang::Ru => format!("{} ч {} мин", minutes / 60, minutes % 60),
        Lang::En => format!("{} h {} min", minutes / 60, minutes % 60),
    }
}

/// How near a date is at a moment.
#[must_use]
pub fn left(due: &Due, now: DateTime<FixedOffset>, calendar: &Calendar) -> Left {
    let today = now.date_naive();
    let plain = |state, days| Left { state, days, minutes: None, done_on: None };
    if let Some(at) = due.due_at {
        let minutes = (at - now).num_minutes();
        let state = if minutes < 0 { DueState::Overdue } else { DueState::Hours };
        return Left { state, days: 0, minutes: Some(minutes), done_on: None };
    }
    if due.immediate {
        let nth = (today - due.received_on).num_days().max(0) + 1;
        return if today > due.late_on {
            plain(DueState::Overdue, calendar.working_days_between(due.due_on, today))
        } else {
            plain(DueState::AtOnce, nth)
        };
    }
    if today > due.due_on {
        return plain(DueState::Overdue, calendar.working_days_between(due.due_on, today));
    }
    let days = calendar.working_days_between(today, due.due_on);
    if due.provisional {
        return plain(if days <= 3 { DueState::ProvisionalNear } else { DueState::Provisional }, days);
    }
    if today == due.due_on {
        return plain(DueState::Today, 0);
    }
    plain(if days <= 3 { DueState::Soon } else { DueState::Later }, days)
}

/// Calendar days from which on the end of a contract is near.
pub const CONTRACT_NEAR_DAYS: i64 = 30;

/// How near the last day of a contract is: `Soon` within [`CONTRACT_NEAR_DAYS`], `Overdue` when it has run out. Days are
/// working days as far as the calendar goes.
#[must_use]
pub fn contract_left(until: NaiveDate, today: NaiveDate, calendar: &Calendar) -> ContractLeft {
    let plain = (until - today).num_days();
    let state = match plain {
        ..0 => DueState::Overdue,
        0 => DueState::Today,
        1..=CONTRACT_NEAR_DAYS => DueState::Soon,
        _ => DueState::Later,
    };
    let (from, to) = if plain < 0 { (until, today) } else { (today, until) };
    let known = calendar.has_year(from.year()) && calendar.has_year(to.year());
    let days = if known { calendar.working_days_between(from, to) } else { plain.abs() };
    ContractLeft { until, state, days, working: known }
}

/// What is left of a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContractLeft {
    pub until: NaiveDate,
    pub state: DueState,
    /// Days left, or gone by since the end.
    pub days: i64,
    /// They are working days; plain days where the calendar does not reach.
    pub working: bool,
}

impl ContractLeft {
    fn count(self, lang: Lang) -> String {
        match lang {
            _ if self.working => working_days(self.days, lang),
            Lang::Ru => format!("{} {}", self.days, days_word(self.days, ["день", "дня", "дней"])),
            Lang::En => format!("{} {}", self.days, if self.days == 1 { "day" } else { "days" }),
        }
    }

    /// As it stands in a list.
    #[must_use]
    pub fn text(self, lang: Lang) -> String {
        match (self.state, lang) {
            (DueState::Overdue, Lang::Ru) if self.days == 0 => "истёк".to_owned(),
            (DueState::Overdue, Lang::En) if self.days == 0 => "ended".to_owned(),
            (DueState::Overdue, Lang::Ru) => format!("истёк {} назад", self.count(lang)),
            (DueState::Overdue, Lang::En) => format!("ended {} ago", self.count(lang)),
            (DueState::Today, Lang::Ru) => "последний день".to_owned(),
            (DueState::Today, Lang::En) => "the last day".to_owned(),
            _ => self.count(lang),
        }
    }

    /// A whole sentence for a screen reader.
    #[must_use]
    pub fn spoken(self, lang: Lang) -> String {
        let date = spoken_date(self.until, lang);
        // «1 рабочий день», «2 рабочих дня», «5 рабочих дней».
        let whole = days_word(self.days, ["рабочий ", "рабочих ", "рабочих "]);
        let left = self.text(lang).replace("раб. ", whole);
        match (self.state, lang) {
            (DueState::Overdue, Lang::Ru) => format!("договор {left}, срок {date}"),
            (DueState::Overdue, Lang::En) => format!("contract {left}, on {date}"),
            (DueState::Today, Lang::Ru) => format!("договор до {date}, последний день"),
            (_, Lang::Ru) => format!("договор до {date}, осталось {left}"),
            (_, Lang::En) => format!("contract until {date}, {left}"),
        }
    }
}

/// The Russian month of a date as it stands after the day: «25 ноября».
#[must_use]
pub fn month_of(date: NaiveDate) -> &'static str {
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
    MONTHS.get(date.month0() as usize).copied().unwrap_or_default()
}

/// A date as it is read aloud.
fn spoken_date(date: NaiveDate, lang: Lang) -> String {
    let month = month_of(date);
    match lang {
        Lang::Ru => format!("{} {month} {} года", date.day(), date.year()),
        Lang::En => date.format("%e %B %Y").to_string().trim().to_owned(),
    }
}

impl Left {
    /// What was done, on which day, and how late.
    #[must_use]
    pub fn done(due: &Due, done_on: NaiveDate, calendar: &Calendar) -> Self {
        let late =
            if done_on > due.late_on { calendar.working_days_between(due.late_on, done_on) } else { 0 };
        let state = if done_on > due.late_on { DueState::DoneLate } else { DueState::Done };
        Self { state, days: late, minutes: None, done_on: Some(done_on) }
    }

    /// As it stands in a list.
    #[must_use]
    pub fn text(&self, lang: Lang) -> String {
        let done = self.done_on.map(|d| d.format("%d.%m.%Y").to_string()).unwrap_or_default();
        let ru = lang == Lang::Ru;
        match self.state {
            DueState::Later | DueState::Soon => working_days(self.days, lang),
            DueState::Today => if ru { "сегодня" } else { "today" }.to_owned(),
            DueState::Hours => hours(self.minutes.unwrap_or(0), lang),
            DueState::AtOnce if ru => format!("немедленно · {}-й день", self.days),
            DueState::AtOnce => format!("at once · day {}", self.days),
            DueState::Overdue => match (self.minutes, self.days, ru) {
                (Some(minutes), _, true) => format!("просрочено на {}", hours(-minutes, lang)),
                (Some(minutes), _, false) => format!("overdue by {}", hours(-minutes, lang)),
                (None, 0, true) => "просрочено".to_owned(),
                (None, 0, false) => "overdue".to_owned(),
                (None, days, true) => format!("просрочено на {}", working_days(days, lang)),
                (None, days, false) => format!("overdue by {}", working_days(days, lang)),
            },
            DueState::Provisional => if ru { "предварительно" } else { "provisional" }.to_owned(),
            DueState::ProvisionalNear if ru => format!("{}, предварительно", working_days(self.days, lang)),
            DueState::ProvisionalNear => format!("{}, provisional", working_days(self.days, lang)),
            DueState::Done if ru => format!("исполнено {done}"),
            DueState::Done => format!("done {done}"),
            DueState::DoneLate if ru => {
                format!("исполнено {done}, позже на {}", working_days(self.days, lang))
            }
            DueState::DoneLate => format!("done {done}, late by {}", working_days(self.days, lang)),
        }
    }

    /// A whole sentence for a screen reader.
    #[must_use]
    pub fn spoken(&self, due: &Due, lang: Lang) -> String {
        let date = spoken_date(due.due_on, lang);
        let full = |n: i64| format!("{n} {}", days_word(n, ["рабочий день", "рабочих дня", "рабочих дней"]));
        match (self.state, lang) {
            (DueState::Later | DueState::Soon, Lang::Ru) => {
                format!(
                    "до {date}, {} {}",
                    if self.days == 1 { "остался" } else { "осталось" },
                    full(self.days)
                )
            }
            (DueState::Today, Lang::Ru) => format!("до {date}, сегодня"),
            (DueState::Overdue, Lang::Ru) if self.minutes.is_none() && self.days > 0 => {
                format!("просрочено на {}, срок {date}", full(self.days))
            }
            (DueState::AtOnce, Lang::Ru) => format!("немедленно, {}-й день с {date}", self.days),
            (DueState::Done | DueState::DoneLate, _) => self.text(lang),
            (_, Lang::Ru) => format!("до {date}, {}", self.text(lang)),
            (_, Lang::En) => format!("by {date}, {}", self.text(lang)),
        }
    }
}
