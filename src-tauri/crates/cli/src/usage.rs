//! Wrong usage in the words of the program, Russian and English: what clap noticed is told from the kind of its error
//! and the context beside it, never in its own sentence.

use std::error::Error as _;
use std::ffi::OsString;

use chrono::NaiveDate;
use clap::Command;
use clap::error::{ContextKind, ContextValue, Error, ErrorKind};
use desk::Lang;

/// What is wrong, and what to type instead.
#[derive(Debug, PartialEq, Eq)]
pub struct Wrong {
    pub message: String,
    pub hint: String,
}

/// The language of a command line that could not be read: `--lang`, then `OTVET_LANG`.
pub fn lang_of(raw: &[OsString], variable: Option<OsString>) -> Lang {
    let mut words = raw.iter().map(|word| word.to_string_lossy()).take_while(|word| word != "--");
    let mut asked = variable.is_some_and(|value| value == "en");
    while let Some(word) = words.next() {
        let value = if word == "--lang" {
            words.next()
        } else {
            word.strip_prefix("--lang=").map(|v| v.to_owned().into())
        };
        match value.as_deref() {
            Some("en") => asked = true,
            Some("ru") => asked = false,
            _ => {}
        }
    }
    if asked { Lang::En } else { Lang::Ru }
}

/// A clap error as a person reads it. `raw` is the command line with the program's name first.
pub fn wrong(error: &Error, root: &Command, raw: &[OsString], lang: Lang) -> Wrong {
    let (command, path) = command_of(root, raw);
    let arg = || first(error, ContextKind::InvalidArg).map(|text| bare(&text)).unwrap_or_default();
    let value = || first(error, ContextKind::InvalidValue).unwrap_or_default();
    let see = match lang {
        Lang::Ru => format!("Справка: {path} --help"),
        Lang::En => format!("Help: {path} --help"),
    };
    let say = |ru: String, en: String, hint: Option<(String, String)>| {
        let (message, hint) = match lang {
            Lang::Ru => (ru, hint.map(|h| h.0)),
            Lang::En => (en, hint.map(|h| h.1)),
        };
        Wrong { message, hint: hint.unwrap_or_else(|| see.clone()) }
    };
    match error.kind() {
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::NoEquals if value().is_empty() => {
            let (arg, allowed) = (arg(), all(error, ContextKind::ValidValue));
            say(
                format!("{arg}: не указано значение"),
                format!("{arg}: the value is missing"),
                allowed_hint(&allowed),
            )
        }
        ErrorKind::InvalidValue => {
            let (arg, value, allowed) = (arg(), value(), all(error, ContextKind::ValidValue));
            say(
                format!("{arg}: неизвестное значение «{value}»"),
                format!("{arg}: unknown value «{value}»"),
                allowed_hint(&allowed),
            )
        }
        ErrorKind::ValueValidation => {
            let (arg, value) = (arg(), value());
            let (ru, en, hint) = not_valid(error, &value);
            say(format!("{arg}: «{value}» — {ru}"), format!("{arg}: «{value}» {en}"), hint)
        }
        ErrorKind::UnknownArgument => {
            let arg = arg();
            if !arg.starts_with('-') {
                return say(
                    format!("Лишнее слово в команде: «{arg}»"),
                    format!("One word too many: «{arg}»"),
                    None,
                );
            }
            let known = command.get_arguments().filter_map(clap::Arg::get_long);
            let near = nearest(arg.trim_start_matches('-'), known).map(|name| format!("--{name}"));
            say(format!("Неизвестный параметр «{arg}»"), format!("Unknown option «{arg}»"), maybe(near, &see))
        }
        ErrorKind::InvalidSubcommand => {
            let name = first(error, ContextKind::InvalidSubcommand).unwrap_or_default();
            let near = nearest(&name, command.get_subcommands().map(Command::get_name))
                .map(|near| format!("{path} {near}"));
            say(
                format!("Неизвестная команда «{name}»"),
                format!("Unknown command «{name}»"),
                maybe(near, &see),
            )
        }
        ErrorKind::MissingRequiredArgument => {
            let missing: Vec<String> =
                all(error, ContextKind::InvalidArg).iter().map(|text| wanted(text)).collect();
            say(
                format!("Не указано: {}", or_in(missing.clone(), "или")),
                format!("Missing: {}", or_in(missing, "or")),
                None,
            )
        }
        ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            let names: Vec<&str> = command.get_subcommands().map(Command::get_name).collect();
            let names = names.join(", ");
            say(
                "Не указана команда".to_owned(),
                "No command was given".to_owned(),
                (!names.is_empty()).then(|| (format!("Команды: {names}."), format!("Commands: {names}."))),
            )
        }
        ErrorKind::ArgumentConflict => {
            let arg = arg();
            let others: Vec<String> =
                all(error, ContextKind::PriorArg).iter().map(|text| bare(text)).collect();
            if others.is_empty() || others.contains(&arg) {
                return say(
                    format!("{arg} указано дважды"),
                    format!("{arg} was given twice"),
                    Some(("Оставьте одно.".to_owned(), "Keep one of them.".to_owned())),
                );
            }
            let others = others.join(", ");
            say(
                format!("{arg} и {others} вместе не указывают"),
                format!("{arg} does not go together with {others}"),
                Some(("Оставьте что-нибудь одно.".to_owned(), "Keep one of them.".to_owned())),
            )
        }
        ErrorKind::TooManyValues | ErrorKind::WrongNumberOfValues => {
            let arg = arg();
            say(
                format!("{arg}: не столько значений, сколько нужно"),
                format!("{arg}: the wrong number of values"),
                None,
            )
        }
        ErrorKind::InvalidUtf8 => say(
            "Команда содержит знаки не в кодировке UTF-8".to_owned(),
            "The command holds characters that are not UTF-8".to_owned(),
            None,
        ),
        _ => say("Команда не распознана".to_owned(), "The command was not understood".to_owned(), None),
    }
}

type Pair = (String, String);

/// What a value is not, and how it is written.
fn not_valid(error: &Error, value: &str) -> (String, String, Option<Pair>) {
    let source = error.source();
    if source.is_some_and(|source| source.is::<chrono::ParseError>()) {
        // A day that was written in the Russian way is given back in the way that is read here.
        let example = NaiveDate::parse_from_str(value, "%d.%m.%Y")
            .ok()
            .or_else(|| NaiveDate::from_ymd_opt(2026, 11, 24))
            .map(|day| day.to_string())
            .unwrap_or_default();
        return (
            "это не дата".to_owned(),
            "is not a date".to_owned(),
            Some((
                format!("Дата записывается как ГГГГ-ММ-ДД: {example}."),
                format!("A date is written YYYY-MM-DD: {example}."),
            )),
        );
    }
    let range = source.map(ToString::to_string).and_then(|text| {
        let (from, to) = text.rsplit_once(' ')?.1.split_once("..=")?;
        Some((from.parse::<i64>().ok()?, to.parse::<i64>().ok()?))
    });
    if let Some((from, to)) = range.filter(|_| value.parse::<i64>().is_ok()) {
        let bounded = to < i64::from(u32::MAX);
        return (
            "вне допустимых пределов".to_owned(),
            "is out of range".to_owned(),
            Some(if bounded {
                (format!("От {from} до {to}."), format!("From {from} to {to}."))
            } else {
                (format!("Не меньше {from}."), format!("At least {from}."))
            }),
        );
    }
    if source.is_some_and(|source| source.is::<std::num::ParseIntError>()) {
        return (
            "это не подходящее число".to_owned(),
            "is not a number that fits".to_owned(),
            Some((
                "Нужно целое число без знака, цифрами.".to_owned(),
                "A whole number without a sign is needed.".to_owned(),
            )),
        );
    }
    ("значение не подходит".to_owned(), "does not fit".to_owned(), None)
}

fn allowed_hint(allowed: &[String]) -> Option<Pair> {
    let list = allowed.join(", ");
    (!list.is_empty()).then(|| (format!("Допустимо: {list}."), format!("Allowed: {list}.")))
}

fn maybe(near: Option<String>, see: &str) -> Option<Pair> {
    near.map(|near| (format!("Возможно, {near}. {see}"), format!("Perhaps {near}. {see}")))
}

/// The command that was being read when the error came, and how it is typed.
fn command_of<'a>(root: &'a Command, raw: &[OsString]) -> (&'a Command, String) {
    let (mut command, mut path) = (root, root.get_name().to_owned());
    for word in raw.iter().skip(1) {
        if let Some(next) = word.to_str().and_then(|word| command.find_subcommand(word)) {
            command = next;
            path = format!("{path} {}", next.get_name());
        }
    }
    (command, path)
}

fn all(error: &Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        _ => Vec::new(),
    }
}

fn first(error: &Error, kind: ContextKind) -> Option<String> {
    all(error, kind).into_iter().next()
}

/// `--received <ДАТА>` without the name of its value.
fn bare(arg: &str) -> String {
    let name = if arg.starts_with('-') { arg.split(' ').next().unwrap_or(arg) } else { arg };
    name.trim_end_matches("...").to_owned()
}

/// What is missing: an option with the name of its value, or one of a group.
fn wanted(arg: &str) -> String {
    match arg.strip_prefix("<-").and_then(|rest| rest.strip_suffix('>')) {
        Some(group) => {
            let names = format!("-{group}");
            or_in(names.split('|').map(bare).collect(), "/")
        }
        None => arg.trim_end_matches("...").to_owned(),
    }
}

fn or_in(names: Vec<String>, or: &str) -> String {
    names.join(if or == "/" { " / " } else { ", " })
}

/// The known word that differs least, if it is near enough to have been meant.
fn nearest<'a>(typed: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let limit = (typed.chars().count() / 3).max(1);
    known
        .map(|word| (distance(typed, word), word))
        .filter(|(far, word)| *far <= limit || (typed.len() >= 3 && word.starts_with(typed)))
        .min()
        .map(|(_, word)| word)
}

/// Letters to change, add or drop, so that one word becomes the other.
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().take(64).collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, letter) in a.chars().take(64).enumerate() {
        let mut next = vec![i + 1];
        for (other, pair) in b.iter().zip(row.windows(2)) {
            let (skew, up) = (pair.first().copied().unwrap_or(0), pair.last().copied().unwrap_or(0));
            let left = next.last().copied().unwrap_or(0);
            next.push((skew + usize::from(*other != letter)).min(up + 1).min(left + 1));
        }
        row = next;
    }
    row.last().copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::help;

    fn told(line: &str, lang: Lang) -> Wrong {
        let raw: Vec<OsString> = line.split(' ').map(OsString::from).collect();
        let error = help::command(lang).try_get_matches_from(&raw).map(|_| ()).expect_err(line);
        assert!(error.use_stderr(), "{line}");
        wrong(&error, &help::command(lang), &raw, lang)
    }

    #[test]
    fn every_fault_is_told_in_russian_and_in_english() {
        for (line, ru, hint_ru, en, hint_en) in [
            (
                "otvet deadline --kind access --received 24.11.2026",
                "--received: «24.11.2026» — это не дата",
                "Дата записывается как ГГГГ-ММ-ДД: 2026-11-24.",
                "--received: «24.11.2026» is not a date",
                "A date is written YYYY-MM-DD: 2026-11-24.",
            ),
            (
                "otvet deadline --kind access --received 2026-02-30",
                "--received: «2026-02-30» — это не дата",
                "Дата записывается как ГГГГ-ММ-ДД: 2026-11-24.",
                "--received: «2026-02-30» is not a date",
                "A date is written YYYY-MM-DD: 2026-11-24.",
            ),
            (
                "otvet cases --overdu",
                "Неизвестный параметр «--overdu»",
                "Возможно, --overdue. Справка: otvet cases --help",
                "Unknown option «--overdu»",
                "Perhaps --overdue. Help: otvet cases --help",
            ),
            (
                "otvet zzz",
                "Неизвестная команда «zzz»",
                "Справка: otvet --help",
                "Unknown command «zzz»",
                "Help: otvet --help",
            ),
            (
                "otvet case shwo",
                "Неизвестная команда «shwo»",
                "Справка: otvet case --help",
                "Unknown command «shwo»",
                "Help: otvet case --help",
            ),
            (
                "otvet imprt",
                "Неизвестная команда «imprt»",
                "Возможно, otvet import. Справка: otvet --help",
                "Unknown command «imprt»",
                "Perhaps otvet import. Help: otvet --help",
            ),
            (
                "otvet case show",
                "Не указано: <НОМЕР>",
                "Справка: otvet case show --help",
                "Missing: <НОМЕР>",
                "Help: otvet case show --help",
            ),
            (
                "otvet case demand 2026-0001",
                "Не указано: --add / --from / --strike / --confirm",
                "Справка: otvet case demand --help",
                "Missing: --add / --from / --strike / --confirm",
                "Help: otvet case demand --help",
            ),
            (
                "otvet vault create --policy other",
                "--policy: неизвестное значение «other»",
                "Допустимо: konekt, empty.",
                "--policy: unknown value «other»",
                "Allowed: konekt, empty.",
            ),
            (
                "otvet cases --limit",
                "--limit: не указано значение",
                "Справка: otvet cases --help",
                "--limit: the value is missing",
                "Help: otvet cases --help",
            ),
            (
                "otvet cases --limit many",
                "--limit: «many» — это не подходящее число",
                "Нужно целое число без знака, цифрами.",
                "--limit: «many» is not a number that fits",
                "A whole number without a sign is needed.",
            ),
            (
                "otvet deadline --kind access --received 2026-05-05 --extended-on 2026-05-12 --extended-by 6",
                "--extended-by: «6» — вне допустимых пределов",
                "От 1 до 5.",
                "--extended-by: «6» is out of range",
                "From 1 to 5.",
            ),
            (
                "otvet audit --verify --about cases",
                "--verify и --about вместе не указывают",
                "Оставьте что-нибудь одно.",
                "--verify does not go together with --about",
                "Keep one of them.",
            ),
            (
                "otvet cases --overdue --overdue",
                "--overdue указано дважды",
                "Оставьте одно.",
                "--overdue was given twice",
                "Keep one of them.",
            ),
            (
                "otvet undo now",
                "Лишнее слово в команде: «now»",
                "Справка: otvet undo --help",
                "One word too many: «now»",
                "Help: otvet undo --help",
            ),
        ] {
            let (message, hint) = (ru.to_owned(), hint_ru.to_owned());
            assert_eq!(told(line, Lang::Ru), Wrong { message, hint }, "{line}");
            let (message, hint) = (en.to_owned(), hint_en.to_owned());
            assert_eq!(told(line, Lang::En), Wrong { message, hint }, "{line}");
        }
        let none = told("otvet --json", Lang::Ru);
        assert_eq!(none.message, "Не указана команда");
        assert!(none.hint.contains("import, "), "{none:?}");
    }

    #[test]
    fn the_language_is_known_before_the_line_is_read() {
        let of = |line: &str, variable: Option<&str>| {
            let raw: Vec<OsString> = line.split(' ').map(OsString::from).collect();
            lang_of(&raw, variable.map(OsString::from))
        };
        assert_eq!(of("otvet zzz", None), Lang::Ru);
        assert_eq!(of("otvet zzz", Some("en")), Lang::En);
        assert_eq!(of("otvet zzz --lang en", None), Lang::En);
        assert_eq!(of("otvet --lang=en zzz", None), Lang::En);
        assert_eq!(of("otvet zzz --lang ru", Some("en")), Lang::Ru);
        assert_eq!(of("otvet classify -- --lang en", None), Lang::Ru);
    }
}
