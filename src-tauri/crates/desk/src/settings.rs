//! Settings: how the window looks (outside the vault, without names), what it remembers (inside), the calendar of a
//! year, examples of the next numbers, the keys of the vault.

use chrono::{DateTime, Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use statute::{Calendar, Lang};

use crate::context::Context;
use crate::error::{DeskError, FieldProblem, FileAct, Result, io_reason};
use crate::session::Session;
use crate::wire::{
    Appearance, CalendarYear, Density, KeyKind, KeySlot, KeysView, Language, MaskView, Masks, MasksView,
    Remembered, RememberedEntry, Theme, WorkDay,
};

// ---- outside the vault ---------------------------------------------------------------------------------------

/// What the program keeps of its window in its own folder: no names, nothing of the register.
const FILE: &str = "window.json";
/// The largest such file that is read.
const LIMIT: u64 = 64 << 10;

/// How the window is before anybody chose.
pub const FIRST: Appearance = Appearance {
    theme: Theme::System,
    language: Language::Ru,
    zoom: 100,
    density: Density::Tight,
    letter_keys: true,
};

/// Size and place of the window, in pixels of the screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WindowPlace {
    pub x: i32,
    pub y: i32,
    pub width: u32,
    pub height: u32,
    pub maximised: bool,
}

#[derive(Default, Serialize, Deserialize)]
struct WindowFile {
    #[serde(default)]
    appearance: Option<Appearance>,
    #[serde(default)]
    place: Option<WindowPlace>,
}

fn read_file(context: &Context) -> WindowFile {
    let Some(config) = &context.config_dir else { return WindowFile::default() };
    let path = config.join(FILE);
    if std::fs::metadata(&path).map_or(0, |meta| meta.len()) > LIMIT {
        return WindowFile::default();
    }
    // A damaged file is none: the window opens as it did the first time.
    std::fs::read(path).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default()
}

fn write_file(context: &Context, file: &WindowFile) -> Result<()> {
    let Some(config) = &context.config_dir else { return Ok(()) };
    let failed = |error: &std::io::Error| DeskError::File {
        doing: FileAct::Writing,
        path: config.join(FILE).display().to_string(),
        reason: io_reason(error),
    };
    std::fs::create_dir_all(config).map_err(|error| failed(&error))?;
    let text = serde_json::to_vec_pretty(file)
        .map_err(|error| crate::error::internal("writing the window's settings", &error))?;
    vault::atomic_replace(&config.join(FILE), &text).map_err(|error| failed(&error))
}

fn in_range(wanted: Appearance) -> Appearance {
    Appearance { zoom: wanted.zoom.clamp(80, 200), ..wanted }
}

/// How the window looks; a missing or damaged file gives [`FIRST`].
#[must_use]
pub fn appearance(context: &Context) -> Appearance {
    in_range(read_file(context).appearance.unwrap_or(FIRST))
}

/// Remembers how the window looks. Without a folder for settings it lasts until the program ends.
///
/// # Errors
/// [`DeskError::File`].
pub fn save_appearance(context: &Context, wanted: Appearance) -> Result<Appearance> {
    let kept = in_range(wanted);
    write_file(context, &WindowFile { appearance: Some(kept), ..read_file(context) })?;
    Ok(kept)
}

/// Where the window was; only sizes that a window can have.
#[must_use]
pub fn window_place(context: &Context) -> Option<WindowPlace> {
    read_file(context).place.filter(|place| {
        (640..=20_000).contains(&place.width)
            && (480..=20_000).contains(&place.height)
            && place.x.abs() < 50_000
            && place.y.abs() < 50_000
    })
}

/// Remembers where the window was; a folder that cannot be written is done without.
pub fn save_window_place(context: &Context, place: WindowPlace) {
    let _ = write_file(context, &WindowFile { place: Some(place), ..read_file(context) });
}

/// The language of the program's words.
#[must_use]
pub fn lang_of(language: Language) -> Lang {
    match language {
        Language::Ru => Lang::Ru,
        Language::En => Lang::En,
    }
}

// ---- inside the vault ----------------------------------------------------------------------------------------

/// Everything that the window remembers in the vault.
///
/// # Errors
/// Reading the register.
pub fn remembered(session: &Session) -> Result<Remembered> {
    let entries = register::settings::all(session.read())?
        .into_iter()
        .map(|(key, value)| RememberedEntry { key, value: Some(value) })
        .collect();
    Ok(Remembered { entries })
}

/// Remembers, or forgets what has no value: all or nothing. It leaves no trace in the trail.
///
/// # Errors
/// A field problem: a key that is no key, a value that is no JSON or too long; writing the register.
pub fn remember(session: &mut Session, request: &Remembered) -> Result<()> {
    let mut entries = Vec::new();
    for entry in &request.entries {
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '.' | '_');
        if entry.key.is_empty() || entry.key.len() > 100 || !entry.key.chars().all(plain) {
            return Err(DeskError::Field { field: "key", problem: FieldProblem::TooLong { limit: 100 } });
        }
        if let Some(value) = &entry.value {
            // A draft may hold the whole text of a request.
            let limit = if entry.key.starts_with("draft.") { 256 << 10 } else { 16 << 10 };
            if value.len() > limit {
                return Err(DeskError::Field { field: "value", problem: FieldProblem::TooLong { limit } });
            }
            if serde_json::from_str::<serde::de::IgnoredAny>(value).is_err() {
                return Err(DeskError::Field {
                    field: "value",
                    problem: FieldProblem::Unknown { value: String::new(), allowed: vec!["JSON".to_owned()] },
                });
            }
        }
        entries.push((entry.key.clone(), entry.value.clone()));
    }
    if session.keys.changed_behind_us() {
        return Err(DeskError::ChangedBehindUs);
    }
    Ok(session.register.remember(&entries)?)
}

// ---- calendar, numbers, keys ---------------------------------------------------------------------------------

/// First and last year that can be shown: those for which dates are counted.
const YEARS: (i32, i32) = (2000, 2100);

/// One year of the production calendar, day by day with the reason of each.
///
/// # Errors
/// A field problem: a year outside 2000 to 2100.
pub fn calendar_year(year: i32, lang: Lang) -> Result<CalendarYear> {
    let first = NaiveDate::from_ymd_opt(year, 1, 1).filter(|_| (YEARS.0..=YEARS.1).contains(&year));
    let first = first.ok_or_else(|| DeskError::Field {
        field: "year",
        problem: FieldProblem::OutOfRange { from: YEARS.0.to_string(), to: YEARS.1.to_string() },
    })?;
    let calendar = Calendar::builtin();
    let (known_from, known_to) = calendar.years();
    let days: Vec<WorkDay> = first
        .iter_days()
        .take_while(|date| date.year() == year)
        .map(|date| {
            let day = calendar.day(date);
            WorkDay {
                date,
                working: day.working,
                short: day.short,
                provisional: day.provisional,
                why: day.why.text(lang),
            }
        })
        .collect();
    let count =
        |fits: fn(&WorkDay) -> bool| u32::try_from(days.iter().filter(|day| fits(day)).count()).unwrap_or(0);
    Ok(CalendarYear {
        year,
        known: days.iter().all(|day| !day.provisional),
        working: count(|day| day.working),
        off: count(|day| !day.working),
        short: count(|day| day.short),
        days,
        first: YEARS.0,
        last: YEARS.1,
        known_from,
        known_to,
    })
}

/// What the next numbers would be under these masks; absent ones are those in force. Nothing is written.
///
/// # Errors
/// Reading the register.
pub fn masks(session: &Session, asked: &Masks) -> Result<MasksView> {
    let operator = session.operator()?;
    let year = session.today().year();
    let lang = session.lang();
    let view = |field: &'static str,
                given: Option<&String>,
                kept: &str,
                next: fn(&register::Connection, &str, i32) -> register::Result<String>|
     -> Result<MaskView> {
        let mask = given.map_or_else(|| kept.to_owned(), |m| m.trim().to_owned());
        Ok(match crate::operator::mask_problem(&mask) {
            None => MaskView { next: Some(next(session.read(), &mask, year)?), problem: None, fix: None },
            Some(problem) => {
                let wire = DeskError::Field { field, problem }.wire(lang);
                MaskView { next: None, problem: Some(wire.message), fix: Some(wire.hint) }
            }
        })
    };
    Ok(MasksView {
        case: view("case_mask", asked.case.as_ref(), &operator.mask_case, register::cases::next_number)?,
        letter: view(
            "letter_mask",
            asked.letter.as_ref(),
            &operator.mask_letter,
            register::issued::next_number,
        )?,
    })
}

/// The ways to open this vault.
///
/// # Errors
/// Reading the register.
pub fn keys(session: &Session) -> Result<KeysView> {
    // Keys are made with the vault: they cannot be changed yet.
    let made_on = register::trail::first_at(session.read())?
        .and_then(|utc| DateTime::parse_from_rfc3339(&utc).ok())
        .map(|at| at.with_timezone(&session.zone()).date_naive());
    let used = session.keys.slot_used();
    let keys = session
        .keys
        .slots()
        .into_iter()
        .map(|slot| KeySlot {
            in_use: slot.id == used,
            kind: match slot.kind {
                vault::SlotKind::Pass => KeyKind::Passphrase,
                vault::SlotKind::PassFile => KeyKind::PassphraseAndFile,
                vault::SlotKind::Recovery => KeyKind::Recovery,
            },
            made_on,
            confirmed: (slot.kind == vault::SlotKind::Recovery).then_some(slot.confirmed),
            id: slot.id,
        })
        .collect();
    Ok(KeysView { keys, recovery_confirmed: session.keys.recovery_confirmed() })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(dir: &std::path::Path) -> Context {
        Context {
            config_dir: Some(dir.to_owned()),
            ..Context::system(Lang::Ru, None, None).expect("a context")
        }
    }

    #[test]
    fn the_look_is_kept_and_a_damaged_file_is_none() {
        let dir = tempfile::tempdir().expect("a folder");
        let context = context(&dir.path().join("otvet"));
        assert_eq!(appearance(&context), FIRST);
        let wanted = Appearance { theme: Theme::Dark, language: Language::En, zoom: 1000, ..FIRST };
        let kept = save_appearance(&context, wanted).expect("kept");
        assert_eq!(kept.zoom, 200);
        let place = WindowPlace { x: 10, y: 20, width: 1280, height: 800, maximised: false };
        save_window_place(&context, place);
        assert_eq!(appearance(&context), kept);
        assert_eq!(window_place(&context), Some(place));
        for damaged in ["", "{", "[1]", "{\"appearance\":{\"theme\":\"blue\"}}", "\u{0}\u{1}"] {
            std::fs::write(dir.path().join("otvet").join(FILE), damaged).expect("written");
            assert_eq!(appearance(&context), FIRST, "{damaged}");
            assert_eq!(window_place(&context), None);
        }
        save_appearance(&context, kept).expect("written over the damaged one");
        assert_eq!(appearance(&context), kept);
    }

    #[test]
    fn a_year_with_and_without_a_calendar() {
        let (_, last) = Calendar::builtin().years();
        let known = calendar_year(last, Lang::Ru).expect("a year");
        assert!(known.known && (240..=250).contains(&known.working), "{}", known.working);
        assert_eq!(known.working + known.off, u32::try_from(known.days.len()).expect("days"));
        assert!(known.days.iter().all(|day| !day.why.is_empty()));
        let unknown = calendar_year(last + 1, Lang::Ru).expect("a year");
        assert!(!unknown.known);
        assert!(calendar_year(1999, Lang::Ru).is_err() && calendar_year(2101, Lang::Ru).is_err());
    }
}
