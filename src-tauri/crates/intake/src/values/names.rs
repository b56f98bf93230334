//! Names of persons: parts, order, gender from the patronymic only, and whether two spellings agree.

use crate::fold;

/// Grammatical gender of a person, where the patronymic tells it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gender {
    Male,
    Female,
}

/// A name in parts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PersonName {
    pub last: Option<String>,
    pub first: Option<String>,
    pub middle: Option<String>,
    /// From the patronymic; never guessed from anything else.
    pub gender: Option<Gender>,
    /// The whole name, tidied, in the order surname, name, patronymic where that is known.
    pub full: String,
}

fn gender_of(middle: &str) -> Option<Gender> {
    let m = fold(middle);
    let ends = |endings: &[&str]| endings.iter().any(|e| m.ends_with(e));
    if ends(&["вна", "чна", "кызы", "гызы"]) {
        Some(Gender::Female)
    } else if ends(&["вич", "льич", "мич", "кич", "тич", "оглы", "улы"]) || m.ends_with("ич")
    {
        Some(Gender::Male)
    } else {
        None
    }
}

fn is_patronymic(word: &str) -> bool {
    let w = fold(word);
    w.chars().count() > 4
        && (["ович", "евич", "овна", "евна", "ична", "инична"].iter().any(|e| w.ends_with(e))
            || ["ильич", "кузьмич", "лукич", "фомич", "никитич", "ильинична", "лукинична"]
                .contains(&w.as_str()))
}

/// «ИВАНОВ», «иванов» → «Иванов»; «Петров-Водкин», «д'Артаньян» keep their inner capitals' places.
fn capital(word: &str) -> String {
    let mixed = word.chars().any(char::is_lowercase) && word.chars().any(char::is_uppercase);
    if mixed && word.chars().next().is_some_and(char::is_uppercase) {
        return word.to_owned();
    }
    if matches!(fold(word).as_str(), "оглы" | "кызы" | "гызы" | "улы") {
        return word.to_lowercase();
    }
    let mut start = true;
    word.chars()
        .flat_map(|c| {
            let out: Vec<char> = if start { c.to_uppercase().collect() } else { c.to_lowercase().collect() };
            start = matches!(c, '-' | '–' | '.');
            out
        })
        .collect()
}

/// Splits a name. Two or three words in the usual orders; initials; «оглы», «кызы» belong to the patronymic.
#[must_use]
pub fn split_name(text: &str) -> PersonName {
    // «Иванов И.И.» is surname and two initials.
    let spaced = text.replace('.', ". ").replace(['"', '«', '»', '\u{a0}'], " ");
    let words: Vec<String> = spaced
        .split_whitespace()
        .filter(|w| w.chars().any(char::is_alphabetic))
        .map(|w| capital(w.trim_matches([',', ';', '(', ')'])))
        .filter(|w| !w.is_empty())
        .collect();
    if words.is_empty() || words.len() > 7 {
        return PersonName { full: words.join(" "), ..PersonName::default() };
    }
    let mut words = words;
    // «Алиев Вагиф Самед оглы»: the particle joins the word before it.
    if words.len() >= 3
        && let Some(at) = words.iter().position(|w| matches!(w.as_str(), "оглы" | "кызы" | "гызы" | "улы"))
        && at > 0
    {
        let particle = words.remove(at);
        if let Some(before) = words.get_mut(at - 1) {
            before.push(' ');
            before.push_str(&particle);
        }
    }
    let initial = |w: &String| w.ends_with('.') || w.chars().count() == 1;
    let some = |w: &String| Some(w.clone());
    let particle = |w: &String| {
        w.ends_with(" оглы") || w.ends_with(" кызы") || w.ends_with(" гызы") || w.ends_with(" улы")
    };
    let (last, first, middle) = match words.as_slice() {
        [one] => (some(one), None, None),
        // «И. Иванов» · «Иван Петрович» · «Иванов Иван»
        [a, b] if initial(a) && !initial(b) => (some(b), some(a), None),
        [a, b] if is_patronymic(b) && !initial(a) => (None, some(a), some(b)),
        [a, b] => (some(a), some(b), None),
        // «И. П. Иванов» · «Иван Петрович Сидоров» · the usual order.
        [a, b, c] if initial(a) && initial(b) => (some(c), some(a), some(b)),
        [a, b, c] if (is_patronymic(b) || particle(b)) && !is_patronymic(c) => (some(c), some(a), some(b)),
        [a, b, c] => (some(a), some(b), some(c)),
        // Double surnames written apart: «Салтыков Щедрин Михаил Евграфович».
        [rest @ .., first, middle] if is_patronymic(middle) => {
            (Some(rest.join(" ")), some(first), some(middle))
        }
        _ => (None, None, None),
    };
    let full = if last.is_none() && first.is_none() {
        words.join(" ")
    } else {
        [&last, &first, &middle].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ")
    };
    let gender = middle.as_deref().and_then(gender_of);
    PersonName { last, first, middle, gender, full }
}

/// Whether a text could be a person's name: two to four capitalised words without figures.
#[must_use]
pub fn looks_like_name(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    (2..=4).contains(&words.len())
        && text.chars().count() <= 70
        && words.iter().all(|w| {
            w.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '.' | '\'' | '’'))
                && (w.chars().next().is_some_and(char::is_uppercase) || matches!(*w, "оглы" | "кызы"))
        })
        && words.iter().any(|w| is_patronymic(w) || w.chars().count() > 3)
}

fn part_agrees(a: Option<&String>, b: Option<&String>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return true };
    let (a, b) = (fold(a), fold(b));
    let (a, b) = (a.trim_end_matches('.'), b.trim_end_matches('.'));
    if a.chars().count() == 1 || b.chars().count() == 1 {
        return a.chars().next() == b.chars().next();
    }
    a == b
}

/// Whether two names can be of the same person: ё as е, case, order, initials for full names; a surname alone agrees
/// only with the same surname.
#[must_use]
pub fn name_agrees(a: &str, b: &str) -> bool {
    let (a, b) = (split_name(a), split_name(b));
    if fold(&a.full) == fold(&b.full) {
        return !a.full.is_empty();
    }
    let (mut x, mut y): (Vec<String>, Vec<String>) =
        (a.full.split(' ').map(fold).collect(), b.full.split(' ').map(fold).collect());
    x.sort();
    y.sort();
    if x == y {
        return true;
    }
    match (&a.last, &b.last) {
        (Some(_), Some(_)) => {
            part_agrees(a.last.as_ref(), b.last.as_ref())
                && part_agrees(a.first.as_ref(), b.first.as_ref())
                && part_agrees(a.middle.as_ref(), b.middle.as_ref())
                && (a.first.is_some() == b.first.is_some())
        }
        // «Иван Петрович» says too little beside a surname.
        _ => false,
    }
}
