//! Text before it is set: foreign characters made harmless, quotes and dashes, non-breaking spaces.

use unicode_normalization::UnicodeNormalization;

/// Makes any text fit to be set: NFC, every kind of line break, tab or exotic space a space, no control,
/// zero-width, direction or private-use characters, no soft hyphens, spaces single and none at the ends.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut space = false;
    for c in text.nfc() {
        let c = match c {
            '\u{202f}' | '\u{2007}' | '\u{2009}' | '\u{200a}' | '\u{a0}' => '\u{a0}',
            c if c.is_whitespace() => ' ',
            '\u{fffd}' => '?',
            c if c.is_control() || is_ignorable(c) => continue,
            c => c,
        };
        if c == ' ' {
            space = true;
            continue;
        }
        if space && !out.is_empty() {
            out.push(' ');
        }
        space = false;
        out.push(c);
    }
    out
}

fn is_ignorable(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{fff0}'..='\u{ffff}' | '\u{e000}'..='\u{f8ff}'
        | '\u{e0000}'..='\u{10ffff}')
}

/// Straight quotes to «ёлочки» (inner „лапки“), a spaced hyphen to a dash, a hyphen between two years or numbers of a
/// range stays. For the program's own sentences and names of companies, never for data shown as they are kept.
#[must_use]
pub fn typographic(text: &str) -> String {
    let text = clean(text);
    let chars: Vec<char> = text.chars().collect();
    let mut out = String::with_capacity(text.len());
    let mut depth: u32 = 0;
    for (i, &c) in chars.iter().enumerate() {
        let before = if i == 0 { None } else { chars.get(i - 1).copied() };
        let after = chars.get(i + 1).copied();
        match c {
            '"' => {
                let opens = before
                    .is_none_or(|b| b == ' ' || b == '\u{a0}' || b == '(' || b == '«' || b == '"')
                    && after.is_some_and(|a| a != ' ');
                if opens {
                    out.push(if depth == 0 { '«' } else { '„' });
                    depth += 1;
                } else if depth > 1 {
                    out.push('“');
                    depth -= 1;
                } else {
                    out.push('»');
                    depth = 0;
                }
            }
            '«' => {
                depth += 1;
                out.push(c);
            }
            '»' => {
                depth = depth.saturating_sub(1);
                out.push(c);
            }
            '-' | '–' if before == Some(' ') && after == Some(' ') => out.push('—'),
            c => out.push(c),
        }
    }
    out
}

const BEFORE_NUMBER: &[&str] = &[
    "№",
    "§",
    "ст.",
    "ч.",
    "п.",
    "пп.",
    "г.",
    "д.",
    "ул.",
    "кв.",
    "стр.",
    "корп.",
    "лит.",
    "тел.",
    "стр",
    "т.",
    "л.",
];
const UNITS: &[&str] = &[
    "г.",
    "гг.",
    "руб.",
    "₽",
    "%",
    "л.",
    "экз.",
    "шт.",
    "дн.",
    "дней",
    "дня",
    "день",
    "раб.",
    "часов",
    "часа",
    "час",
    "мм",
    "см",
    "кг",
    "года",
    "году",
    "год",
    "лет",
    "кв.",
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
    "рабочих",
    "рабочего",
];

/// The foot of a document that paper can prove the trail by: the head of the trail on the day it was made.
pub(crate) fn trail_footer(audit_head: Option<&str>) -> Option<String> {
    let head = audit_head.map(clean).filter(|head| !head.is_empty())?;
    Some(format!("Журнал событий, последняя запись: {head}"))
}

/// Puts a non-breaking space where a line must not end: after №, §, short prepositions and abbreviations, before a dash,
/// between initials and surname, between a number and its unit. Changes nothing but spaces.
#[must_use]
pub(crate) fn bind_spaces(text: &str) -> String {
    if !text.contains(' ') {
        return text.to_owned();
    }
    let words: Vec<&str> = text.split(' ').collect();
    let mut out = String::with_capacity(text.len() + 16);
    // Never more than a few words in one unbreakable chain, or a line could not be filled.
    let mut chain = 0u32;
    for (i, word) in words.iter().enumerate() {
        out.push_str(word);
        let Some(next) = words.get(i + 1) else { break };
        let bind = chain < 4 && binds(word, next);
        chain = if bind { chain + 1 } else { 0 };
        out.push(if bind { '\u{a0}' } else { ' ' });
    }
    out
}

fn binds(word: &str, next: &str) -> bool {
    let bare = word.trim_start_matches(['(', '«', '„', '"']);
    let next_bare = next.trim_end_matches([',', ';', ':', ')', '»', '!', '?']);
    if matches!(next, "—" | "–") {
        return true;
    }
    if BEFORE_NUMBER.contains(&bare) || is_initial(bare) && starts_upper(next_bare) {
        return true;
    }
    if is_initial(next_bare) && starts_upper(bare) {
        return true;
    }
    // One- and two-letter words (prepositions, conjunctions, particles), but not at the end of a sentence.
    let letters = bare.chars().count();
    if letters <= 2 && letters > 0 && bare.chars().all(char::is_alphabetic) {
        return true;
    }
    let ends_digit = word.chars().next_back().is_some_and(|c| c.is_ascii_digit());
    ends_digit && (UNITS.contains(&next) || UNITS.contains(&next_bare) || is_group(next))
}

/// «И.» or «И.П.»
fn is_initial(word: &str) -> bool {
    let mut chars = word.chars();
    let mut pairs = 0;
    while let Some(letter) = chars.next() {
        if !letter.is_uppercase() || chars.next() != Some('.') {
            return false;
        }
        pairs += 1;
    }
    (1..=3).contains(&pairs)
}

fn starts_upper(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

/// Three digits: the next group of a number.
fn is_group(word: &str) -> bool {
    let word = word.trim_end_matches([',', ';', '.', ')']);
    word.len() == 3 && word.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn foreign_characters_become_harmless() {
        assert_eq!(clean("  a\u{0}\t\r\nb\u{200b}c\u{ad}d \u{202e}e  "), "a bcd e");
        assert_eq!(clean("и\u{306}"), "й");
        assert_eq!(clean("1\u{202f}000"), "1\u{a0}000");
        assert_eq!(clean("\u{e000}x\u{e001}\u{fffd}"), "x?");
    }

    #[test]
    fn quotes_and_dashes() {
        assert_eq!(typographic(r#"ООО "Ромашка" - оператор"#), "ООО «Ромашка» — оператор");
        assert_eq!(typographic(r#"ООО "Фирма "Заря"""#), "ООО «Фирма „Заря“»");
        assert_eq!(typographic("2026-0001"), "2026-0001");
    }

    #[test]
    fn spaces_are_bound_and_nothing_else_changes() {
        let bound = bind_spaces("на № 5 от 3 марта 2026 г. в ООО — Иванову И. П. по ст. 14 ч. 7");
        assert_eq!(
            bound,
            "на\u{a0}№\u{a0}5 от\u{a0}3\u{a0}марта 2026\u{a0}г.\u{a0}в\u{a0}ООО\u{a0}— Иванову\u{a0}И.\u{a0}П. по\u{a0}ст.\u{a0}14 ч.\u{a0}7"
        );
        let text = "а б в г д е ж з и к л м н о п р с т у ф";
        assert_eq!(bind_spaces(text).replace('\u{a0}', " "), text);
        assert!(bind_spaces(text).contains(' '), "a chain of short words can still be broken");
    }
}
