//! What is wrong with a TOML file, in Russian and English. The sentences of the `toml` crate are recognised, never
//! shown: keys and allowed words are taken out of them, values of the file are not repeated.

use crate::error::DeskError;

/// What is wrong at the place shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TomlProblem {
    /// The file is shown in the place of the line.
    NotUtf8 {
        file: String,
    },
    UnknownKey {
        key: String,
        allowed: Vec<String>,
    },
    MissingKey {
        key: String,
    },
    DoubleKey {
        key: Option<String>,
    },
    UnknownWord {
        key: Option<String>,
        allowed: Vec<String>,
    },
    WrongType {
        key: Option<String>,
        expected: TomlType,
    },
    NotADate {
        key: Option<String>,
    },
    /// A number that is too big, or a value that the field does not take.
    OutOfRange {
        key: Option<String>,
    },
    /// A text without its closing quote, a key without its value, and the like.
    Broken,
}

/// What a key takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TomlType {
    Text,
    Number,
    YesNo,
    Date,
    List,
    Table,
    Other,
}

impl TomlType {
    fn of(expected: &str) -> Self {
        let has = |words: &[&str]| words.iter().any(|word| expected.contains(word));
        if has(&["datetime", "date"]) {
            Self::Date
        } else if has(&["sequence", "array"]) {
            Self::List
        } else if has(&["map", "struct", "table"]) {
            Self::Table
        } else if has(&["string", "character"]) {
            Self::Text
        } else if has(&["boolean"]) || expected == "bool" {
            Self::YesNo
        } else if has(&["integer", "number", "float"])
            || expected.trim_start_matches(['i', 'u', 'f']).parse::<u8>().is_ok()
        {
            Self::Number
        } else {
            Self::Other
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Self::Text => ("нужен текст в кавычках", "a text in quotes is needed"),
            Self::Number => ("нужно число без кавычек", "a number without quotes is needed"),
            Self::YesNo => ("нужно true или false", "true or false is needed"),
            Self::Date => {
                ("нужна дата без кавычек: 2026-11-24", "a date without quotes is needed: 2026-11-24")
            }
            Self::List => ("нужен список в квадратных скобках", "a list in square brackets is needed"),
            Self::Table => ("нужен раздел с ключами", "a table with keys is needed"),
            Self::Other => ("значение другого рода", "the value is of another sort"),
        }
    }
}

impl TomlProblem {
    /// The problem in Russian and in English, without a place.
    #[must_use]
    pub fn words(&self) -> (String, String) {
        let at = |key: &Option<String>, ru: &str, en: &str| match key {
            Some(key) => (format!("ключ «{key}»: {ru}"), format!("key «{key}»: {en}")),
            None => (ru.to_owned(), en.to_owned()),
        };
        match self {
            Self::NotUtf8 { .. } => {
                ("текст не в кодировке UTF-8".to_owned(), "the text is not UTF-8".to_owned())
            }
            Self::UnknownKey { key, .. } => {
                (format!("неизвестный ключ «{key}»"), format!("unknown key «{key}»"))
            }
            Self::MissingKey { key } => (format!("нет ключа «{key}»"), format!("the key «{key}» is missing")),
            Self::DoubleKey { key } => at(key, "указан дважды", "given twice"),
            Self::UnknownWord { key, .. } => at(key, "неизвестное значение", "unknown value"),
            Self::WrongType { key, expected } => {
                let (ru, en) = expected.words();
                at(key, ru, en)
            }
            Self::NotADate { key } => at(key, "такой даты нет", "there is no such date"),
            Self::OutOfRange { key } => at(key, "значение не подходит", "the value does not fit"),
            Self::Broken => ("не разобрано".to_owned(), "could not be read".to_owned()),
        }
    }

    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> (String, String) {
        match self {
            Self::UnknownKey { allowed, .. } | Self::UnknownWord { allowed, .. } if !allowed.is_empty() => {
                let list = allowed.join(", ");
                (format!("Допустимо: {list}."), format!("Allowed: {list}."))
            }
            Self::NotUtf8 { .. } => (
                "Сохраните файл в кодировке UTF-8 и повторите.".to_owned(),
                "Save the file as UTF-8 and try again.".to_owned(),
            ),
            Self::MissingKey { .. } => {
                ("Добавьте ключ и повторите.".to_owned(), "Add the key and try again.".to_owned())
            }
            Self::NotADate { .. } => (
                "Дата записывается без кавычек: 2026-11-24.".to_owned(),
                "A date is written without quotes: 2026-11-24.".to_owned(),
            ),
            _ => (
                "Исправьте указанное место и повторите.".to_owned(),
                "Mend the place shown and try again.".to_owned(),
            ),
        }
    }
}

/// A TOML error with its place, without quoting the file's values.
pub(crate) fn toml_error(text: &str, error: &toml::de::Error) -> DeskError {
    let start = error.span().map(|span| span.start);
    let before = start.and_then(|start| text.get(..start));
    let place = before.map(|before| {
        let line = before.matches('\n').count() + 1;
        (line, before.rsplit('\n').next().unwrap_or_default().chars().count() + 1)
    });
    // The key stands before the sign of equality, on the line of the fault.
    let line = before.and_then(|before| text.lines().nth(before.matches('\n').count()));
    let key = line.and_then(|line| line.split_once('=')).map(|(key, _)| key.trim()).filter(|key| is_key(key));
    DeskError::Toml { place, problem: recognised(error.message(), key.map(str::to_owned)) }
}

fn is_key(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= 60
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-' | b'.'))
}

fn recognised(message: &str, key: Option<String>) -> TomlProblem {
    let message = message.lines().next().unwrap_or_default().trim();
    if let Some((name, rest)) = named(message, "unknown field `") {
        return TomlProblem::UnknownKey { key: shown(name), allowed: quoted(rest) };
    }
    if let Some((_, rest)) = named(message, "unknown variant `") {
        return TomlProblem::UnknownWord { key, allowed: quoted(rest) };
    }
    if let Some((name, _)) = named(message, "missing field `") {
        return TomlProblem::MissingKey { key: shown(name) };
    }
    if let Some((name, _)) = named(message, "duplicate field `") {
        return TomlProblem::DoubleKey { key: Some(shown(name)) };
    }
    if message.starts_with("duplicate key") {
        return TomlProblem::DoubleKey { key };
    }
    if message.starts_with("invalid type: ") {
        // The value itself may hold these words, so the last ones count.
        let expected = message.rsplit_once(", expected ").map_or("", |(_, expected)| expected);
        return TomlProblem::WrongType { key, expected: TomlType::of(expected) };
    }
    if ["invalid date", "invalid datetime", "invalid time", "invalid offset"]
        .iter()
        .any(|m| message.starts_with(m))
    {
        return TomlProblem::NotADate { key };
    }
    if message.starts_with("invalid value: ") || message.contains("number overflowed") {
        return TomlProblem::OutOfRange { key };
    }
    TomlProblem::Broken
}

fn named<'a>(message: &'a str, start: &str) -> Option<(&'a str, &'a str)> {
    let rest = message.strip_prefix(start)?;
    // The name is the file's and may hold anything; what is expected is ours.
    rest.rsplit_once("`, expected ").or_else(|| rest.split_once('`'))
}

/// A name of the file, as much of it as a message takes.
fn shown(name: &str) -> String {
    name.chars().filter(|c| !c.is_control()).take(60).collect()
}

fn quoted(text: &str) -> Vec<String> {
    text.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use statute::Lang;

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Sample {
        name: String,
        count: Option<u8>,
        on: Option<toml::value::Datetime>,
        state: Option<State>,
        list: Option<Vec<String>>,
        sure: Option<bool>,
        part: Option<Part>,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(rename_all = "snake_case")]
    enum State {
        Met,
        NotMet,
    }

    #[derive(Debug, serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    #[allow(dead_code)]
    struct Part {
        inner: String,
    }

    fn told(text: &str, lang: Lang) -> (String, String, String) {
        let error = toml::from_str::<Sample>(text).expect_err(text);
        let wire = toml_error(text, &error).wire(lang);
        assert_eq!(wire.code, "toml_invalid");
        (wire.message, wire.hint, wire.place.unwrap_or_default())
    }

    #[test]
    fn bad_files_are_told_in_both_languages_with_their_place() {
        let mend = "Исправьте указанное место и повторите.";
        let mend_en = "Mend the place shown and try again.";
        let day = "Дата записывается без кавычек: 2026-11-24.";
        for (text, ru, hint, place, en, hint_en) in [
            (
                "name = \"А\"\nbogus = 1\n",
                "неизвестный ключ «bogus»",
                "Допустимо: name, count, on, state, list, sure, part.",
                "строка 2, столбец 1",
                "unknown key «bogus»",
                "Allowed: name, count, on, state, list, sure, part.",
            ),
            (
                "count = 1\n",
                "нет ключа «name»",
                "Добавьте ключ и повторите.",
                "строка 1, столбец 1",
                "the key «name» is missing",
                "Add the key and try again.",
            ),
            (
                "name = \"А\"\nstate = \"maybe\"\n",
                "ключ «state»: неизвестное значение",
                "Допустимо: met, not_met.",
                "строка 2, столбец 9",
                "key «state»: unknown value",
                "Allowed: met, not_met.",
            ),
            (
                "name = \"А\"\non = 2026-02-30\n",
                "ключ «on»: такой даты нет",
                day,
                "строка 2, столбец 6",
                "key «on»: there is no such date",
                "A date is written without quotes: 2026-11-24.",
            ),
            (
                "name = \"А\"\nname = \"Б\"\n",
                "ключ «name»: указан дважды",
                mend,
                "строка 2, столбец 1",
                "key «name»: given twice",
                mend_en,
            ),
            (
                "name = 7\n",
                "ключ «name»: нужен текст в кавычках",
                mend,
                "строка 1, столбец 8",
                "key «name»: a text in quotes is needed",
                mend_en,
            ),
            (
                "name = \"А\"\ncount = \"x, expected map\"\n",
                "ключ «count»: нужно число без кавычек",
                mend,
                "строка 2, столбец 9",
                "key «count»: a number without quotes is needed",
                mend_en,
            ),
            (
                "name = \"А\"\ncount = 300\n",
                "ключ «count»: значение не подходит",
                mend,
                "строка 2, столбец 9",
                "key «count»: the value does not fit",
                mend_en,
            ),
            (
                "name = \"А\"\non = \"2026-02-03\"\n",
                "ключ «on»: нужна дата без кавычек: 2026-11-24",
                mend,
                "строка 2, столбец 6",
                "key «on»: a date without quotes is needed: 2026-11-24",
                mend_en,
            ),
            (
                "name = \"А\"\nlist = \"x\"\n",
                "ключ «list»: нужен список в квадратных скобках",
                mend,
                "строка 2, столбец 8",
                "key «list»: a list in square brackets is needed",
                mend_en,
            ),
            (
                "name = \"А\"\nsure = \"да\"\n",
                "ключ «sure»: нужно true или false",
                mend,
                "строка 2, столбец 8",
                "key «sure»: true or false is needed",
                mend_en,
            ),
            (
                "name = \"А\"\npart = 1\n",
                "ключ «part»: нужен раздел с ключами",
                mend,
                "строка 2, столбец 8",
                "key «part»: a table with keys is needed",
                mend_en,
            ),
            (
                "name = \"А\"\n[part]\ninner = \"x\"\nodd = 2\n",
                "неизвестный ключ «odd»",
                "Допустимо: inner.",
                "строка 4, столбец 1",
                "unknown key «odd»",
                "Allowed: inner.",
            ),
        ] {
            let told_ru = told(text, Lang::Ru);
            let wanted = (format!("Файл не принят: {ru}"), hint.to_owned(), place.to_owned());
            assert_eq!(told_ru, wanted, "{text}");
            let (message, hint, place) = told(text, Lang::En);
            assert_eq!(
                (message, hint),
                (format!("The file was not accepted: {en}"), hint_en.to_owned()),
                "{text}"
            );
            assert!(place.starts_with("line "), "{place}");
        }
    }

    #[test]
    fn what_cannot_be_read_is_told_without_foreign_words() {
        for text in [
            "name = \"А",
            "name\n",
            "= 1",
            "name = \"А\"\n[part\n",
            "name = \"А\"\nlist = [1, \n",
            "@",
            "name = \"\\q\"",
        ] {
            let (message, _, place) = told(text, Lang::Ru);
            assert_eq!(message, "Файл не принят: не разобрано", "{text}");
            assert!(place.starts_with("строка "), "{text}: {place}");
            assert_eq!(told(text, Lang::En).0, "The file was not accepted: could not be read", "{text}");
        }
    }

    #[test]
    fn a_value_of_the_file_is_not_repeated() {
        for text in [
            "name = \"А\"\nstate = \"Иванов Пётр\"",
            "name = \"А\"\ncount = \"Иванов Пётр\"",
            "name = [\"Иванов Пётр\"]",
        ] {
            let (message, hint, _) = told(text, Lang::Ru);
            assert!(!message.contains("Иванов") && !hint.contains("Иванов"), "{message}");
        }
    }
}
