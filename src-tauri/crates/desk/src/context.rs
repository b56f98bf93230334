//! What comes in from outside, so that tests can fix it: clock, today, language, folders, the worker's program.

use std::path::PathBuf;

use chrono::{DateTime, FixedOffset, NaiveDate, Utc};
use statute::Lang;

/// The outside world of a desk.
#[derive(Clone)]
pub struct Context {
    pub lang: Lang,
    /// Today, if it was given (`--today`); the clock otherwise.
    pub today: Option<NaiveDate>,
    pub clock: fn() -> DateTime<Utc>,
    /// Where the program remembers paths and generations; absent = remembers nothing.
    pub config_dir: Option<PathBuf>,
    /// The program that reads foreign files in a child process.
    pub worker: PathBuf,
}

impl Context {
    /// The real clock, and this very program as the worker.
    ///
    /// # Errors
    /// The system does not say where this program lies.
    pub fn system(
        lang: Lang,
        today: Option<NaiveDate>,
        config_dir: Option<PathBuf>,
    ) -> std::io::Result<Self> {
        Ok(Self { lang, today, clock, config_dir, worker: std::env::current_exe()? })
    }

    /// The instant of an act.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    /// The instant in a zone; on the given day if today was given.
    #[must_use]
    pub fn now_in(&self, zone: FixedOffset) -> DateTime<FixedOffset> {
        let now = self.now().with_timezone(&zone);
        match self.today {
            Some(day) => day.and_time(now.time()).and_local_timezone(zone).single().unwrap_or(now),
            None => now,
        }
    }

    /// Today in a zone.
    #[must_use]
    pub fn today_in(&self, zone: FixedOffset) -> NaiveDate {
        self.today.unwrap_or_else(|| self.now().with_timezone(&zone).date_naive())
    }
}

#[allow(clippy::disallowed_methods)]
fn clock() -> DateTime<Utc> {
    Utc::now()
}

/// The zones of Russia: none has changed its clocks since 2014 except by a law that moved it whole; hours from UTC.
const ZONES: &[(&str, i32)] = &[
    ("Europe/Kaliningrad", 2),
    ("Europe/Moscow", 3),
    ("Europe/Simferopol", 3),
    ("Europe/Kirov", 3),
    ("Europe/Volgograd", 3),
    ("Europe/Astrakhan", 4),
    ("Europe/Samara", 4),
    ("Europe/Saratov", 4),
    ("Europe/Ulyanovsk", 4),
    ("Asia/Yekaterinburg", 5),
    ("Asia/Omsk", 6),
    ("Asia/Barnaul", 7),
    ("Asia/Krasnoyarsk", 7),
    ("Asia/Novokuznetsk", 7),
    ("Asia/Novosibirsk", 7),
    ("Asia/Tomsk", 7),
    ("Asia/Irkutsk", 8),
    ("Asia/Chita", 9),
    ("Asia/Khandyga", 9),
    ("Asia/Yakutsk", 9),
    ("Asia/Ust-Nera", 10),
    ("Asia/Vladivostok", 10),
    ("Asia/Magadan", 11),
    ("Asia/Sakhalin", 11),
    ("Asia/Srednekolymsk", 11),
    ("Asia/Anadyr", 12),
    ("Asia/Kamchatka", 12),
];

/// The offset of a Russian time zone by its IANA name.
#[must_use]
pub fn zone_offset(name: &str) -> Option<FixedOffset> {
    let hours = ZONES.iter().find(|(zone, _)| *zone == name)?.1;
    FixedOffset::east_opt(hours * 3600)
}

/// Names of the zones that are known.
#[must_use]
pub fn zone_names() -> Vec<String> {
    ZONES.iter().map(|(name, _)| (*name).to_owned()).collect()
}

/// Moscow time: the zone of an operator that did not say.
#[must_use]
pub fn moscow() -> FixedOffset {
    zone_offset("Europe/Moscow").unwrap_or_else(|| chrono::Offset::fix(&Utc))
}
