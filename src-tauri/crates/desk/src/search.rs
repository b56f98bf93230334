//! Finding anything by a few letters: cases, letters, recipients, contracts, runs. A query that finds nothing is tried
//! once more as if it had been typed in the other keyboard layout.

use register::find::{self, Where};
use register::search::fold;
use statute::{Lang, kind_short_name};

use crate::cases::due_left;
use crate::error::Result;
use crate::session::Session;
use crate::wire::{FindRequest, FindView, Found, FoundGroup, FoundMark, FoundOf};

/// The keys of both layouts, place by place.
const LATIN: &str = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`QWERTYUIOP{}ASDFGHJKL:\"ZXCVBNM<>~";
const RUSSIAN: &str = "йцукенгшщзхъфывапролджэячсмитьбюёЙЦУКЕНГШЩЗХЪФЫВАПРОЛДЖЭЯЧСМИТЬБЮЁ";

/// The text as the same keys give it in the other layout; `None` if there is nothing to change.
#[must_use]
pub fn other_layout(text: &str) -> Option<String> {
    let russian =
        text.chars().any(|c| ('а'..='я').contains(&c) || ('А'..='Я').contains(&c) || matches!(c, 'ё' | 'Ё'));
    let (from, to) = if russian { (RUSSIAN, LATIN) } else { (LATIN, RUSSIAN) };
    let swapped: String = text
        .chars()
        .map(|c| from.chars().zip(to.chars()).find(|(a, _)| *a == c).map_or(c, |(_, b)| b))
        .collect();
    (swapped != text).then_some(swapped)
}

/// The words looked for, folded.
struct Words(Vec<String>);

impl Words {
    fn new(text: &str) -> Self {
        Self(
            fold(text)
                .split(|c: char| !c.is_alphanumeric())
                .filter(|word| !word.is_empty())
                .take(16)
                .map(str::to_owned)
                .collect(),
        )
    }

    /// Whether every word begins a word of the text.
    fn fit(&self, text: &str) -> bool {
        let text = fold(text);
        let words: Vec<&str> = text.split(|c: char| !c.is_alphanumeric()).collect();
        !self.0.is_empty() && self.0.iter().all(|w| words.iter().any(|word| word.starts_with(w.as_str())))
    }

    /// Where the words stand in a text, in characters: at beginnings of words, figures anywhere.
    fn marks(&self, text: &str) -> Vec<FoundMark> {
        let folded: Vec<char> =
            text.chars().map(|c| fold(&c.to_string()).chars().next().unwrap_or(c)).collect();
        let mut taken = vec![false; folded.len()];
        for word in &self.0 {
            let word: Vec<char> = word.chars().collect();
            let figures = word.iter().all(char::is_ascii_digit);
            for from in 0..folded.len().saturating_sub(word.len().saturating_sub(1)) {
                let begins = from == 0 || !folded[from - 1].is_alphanumeric();
                if (begins || figures) && folded[from..].starts_with(&word) {
                    taken[from..from + word.len()].fill(true);
                }
            }
        }
        let mut marks: Vec<FoundMark> = Vec::new();
        for (at, _) in taken.iter().enumerate().filter(|(_, taken)| **taken) {
            let at = u32::try_from(at).unwrap_or(u32::MAX);
            match marks.last_mut() {
                Some(last) if last.to == at => last.to = at + 1,
                _ => marks.push(FoundMark { from: at, to: at + 1 }),
            }
        }
        marks
    }
}

/// What was typed, without the sign that asks for numbers only.
fn asked(text: &str) -> (&str, bool) {
    let text = text.trim();
    match text.strip_prefix('№').or_else(|| text.strip_prefix('#')) {
        Some(rest) => (rest.trim(), true),
        None => (text, false),
    }
}

/// Finds what was typed. An empty text finds nothing.
///
/// # Errors
/// Reading the register.
pub fn find(session: &Session, request: &FindRequest) -> Result<FindView> {
    let limit = request.limit.clamp(1, 50) as usize;
    // What is longer than a name with a number is not a name.
    let text: String = request.text.chars().take(200).collect();
    let groups = look(session, &text, limit)?;
    if !groups.is_empty() || text.trim().is_empty() {
        return Ok(FindView { groups, other_layout: None });
    }
    if let Some(other) = other_layout(&text) {
        let groups = look(session, &other, limit)?;
        if !groups.is_empty() {
            return Ok(FindView { groups, other_layout: Some(other) });
        }
    }
    Ok(FindView { groups: Vec::new(), other_layout: None })
}

fn look(session: &Session, text: &str, limit: usize) -> Result<Vec<FoundOf>> {
    let (typed, numbers_only) = asked(text);
    if typed.is_empty() {
        return Ok(Vec::new());
    }
    let lang = session.lang();
    let words = Words::new(typed);
    let mut groups = Vec::new();
    let mut add = |group: FoundGroup, found: Vec<Found>| {
        if !found.is_empty() {
            groups.push(FoundOf { group, found });
        }
    };
    let (cases, people) = find::cases(session.read(), typed, numbers_only, limit)?;
    let found = cases.iter().map(|case| case_found(session, case, &words)).collect::<Result<_>>()?;
    add(FoundGroup::Cases, found);
    let letters = find::letters(session.read(), typed, if numbers_only { &[] } else { &people }, limit)?;
    add(
        FoundGroup::Letters,
        letters
            .into_iter()
            .map(|(letter, name)| {
                let title = match &name {
                    Some(name) => format!("№\u{a0}{}, {name}", letter.number),
                    None => format!("№\u{a0}{}", letter.number),
                };
                Found {
                    marks: words.marks(&title),
                    title,
                    subtitle: template_name(&letter.template, lang),
                    subtitle_marks: Vec::new(),
                    number: Some(letter.case),
                    date: Some(letter.issued_on),
                    due: None,
                    id: letter.number,
                }
            })
            .collect(),
    );
    if !numbers_only {
        let found = find::disclosures(session.read(), typed, &people, |name| words.fit(name), limit)?;
        add(FoundGroup::Disclosures, found.into_iter().map(|one| disclosed(one, &words, lang)).collect());
    }
    let processors = register::processors::list(session.read())?;
    add(
        FoundGroup::Processors,
        processors
            .into_iter()
            .filter(|one| {
                let number = one.contract_number.clone().unwrap_or_default();
                let all = if numbers_only {
                    number
                } else {
                    format!(
                        "{} {number} {} {}",
                        one.name,
                        one.inn.clone().unwrap_or_default(),
                        one.purposes.join(" ")
                    )
                };
                words.fit(&all)
            })
            .take(limit)
            .map(|one| {
                let subtitle = one.purposes.join(", ");
                Found {
                    id: one.id.to_string(),
                    marks: words.marks(&one.name),
                    title: one.name,
                    subtitle_marks: words.marks(&subtitle),
                    subtitle,
                    number: one.contract_number,
                    date: one.contract_until,
                    due: None,
                }
            })
            .collect(),
    );
    let runs = register::imports::list(session.read())?;
    add(
        FoundGroup::Imports,
        runs.into_iter()
            .filter(|run| {
                words.fit(&if numbers_only {
                    run.run.clone()
                } else {
                    format!("{} {}", run.run, run.file_name)
                })
            })
            .take(limit)
            .map(|run| Found {
                marks: words.marks(&run.file_name),
                title: run.file_name,
                subtitle: run.sheet,
                subtitle_marks: Vec::new(),
                number: Some(run.run.clone()),
                date: Some(run.at.with_timezone(&session.zone()).date_naive()),
                due: None,
                id: run.run,
            })
            .collect(),
    );
    Ok(groups)
}

fn template_name(template: &str, lang: Lang) -> String {
    letters::TemplateId::parse(template).map_or_else(|| template.to_owned(), |id| id.name(lang).to_owned())
}

fn case_found(session: &Session, case: &find::FoundCase, words: &Words) -> Result<Found> {
    let lang = session.lang();
    let line = &case.line;
    let open: Vec<_> = line.demands.iter().filter(|demand| demand.open).collect();
    let shown = if open.is_empty() { line.demands.iter().collect() } else { open };
    let mut parts: Vec<String> =
        shown.iter().map(|demand| kind_short_name(demand.kind, lang).to_owned()).collect();
    let is_open = line.demands.iter().any(|demand| demand.open);
    if !is_open {
        parts.push(if lang == Lang::Ru { "закрыто" } else { "closed" }.to_owned());
    }
    if case.by == Where::Text {
        parts.push(if lang == Lang::Ru { "слова в тексте" } else { "words of the text" }.to_owned());
    }
    let nearest = shown.iter().filter(|demand| demand.open).min_by_key(|demand| demand.due_on);
    let title = line
        .full_name
        .clone()
        .unwrap_or_else(|| if lang == Lang::Ru { "Имя не указано" } else { "Name not given" }.to_owned());
    Ok(Found {
        id: line.number.clone(),
        marks: if line.full_name.is_some() { words.marks(&title) } else { Vec::new() },
        title,
        subtitle: parts.join(", "),
        subtitle_marks: Vec::new(),
        number: Some(line.number.clone()),
        date: Some(line.received_on),
        due: nearest.map(|demand| due_left(session, demand)).transpose()?,
    })
}

fn disclosed(one: find::Disclosed, words: &Words, lang: Lang) -> Found {
    let subtitle = match (one.recipient, lang) {
        (true, Lang::Ru) => "получатель",
        (true, Lang::En) => "recipient",
        (false, Lang::Ru) => "кому передавали данные",
        (false, Lang::En) => "who got the data",
    };
    let events = match lang {
        Lang::Ru => format!("{}\u{a0}{}", one.events, plural(one.events, ["событие", "события", "событий"])),
        Lang::En => format!("{}\u{a0}{}", one.events, if one.events == 1 { "event" } else { "events" }),
    };
    Found {
        id: one.id.to_string(),
        marks: words.marks(&one.name),
        title: one.name,
        subtitle: format!("{subtitle}, {events}"),
        subtitle_marks: Vec::new(),
        number: None,
        date: Some(one.last_on),
        due: None,
    }
}

fn plural(n: u32, forms: [&'static str; 3]) -> &'static str {
    match (n % 10, n % 100) {
        (1, rest) if rest != 11 => forms[0],
        (2..=4, rest) if !(12..=14).contains(&rest) => forms[1],
        _ => forms[2],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_in_the_wrong_layout() {
        assert_eq!(other_layout("rjytrn").as_deref(), Some("конект"));
        assert_eq!(other_layout("Ghfdrf").as_deref(), Some("Правка"));
        assert_eq!(other_layout("цфяю").as_deref(), Some("waz."));
        assert_eq!(other_layout("2026-0012"), None);
        assert_eq!(LATIN.chars().count(), RUSSIAN.chars().count());
    }

    #[test]
    fn marks_stand_at_beginnings_of_words_in_characters() {
        let marks = |typed: &str, text: &str| -> Vec<(u32, u32)> {
            Words::new(typed).marks(text).iter().map(|m| (m.from, m.to)).collect()
        };
        assert_eq!(marks("сафр", "Сафронова Лидия"), [(0, 4)]);
        assert_eq!(marks("лид сафр", "Сафронова Лидия"), [(0, 4), (10, 13)]);
        assert_eq!(marks("елк", "Щербакова-Ёлкина"), [(10, 13)]);
        assert_eq!(marks("ова", "Сафронова"), []);
        assert_eq!(marks("188", "№\u{a0}188/ПДн"), [(2, 5)]);
        assert_eq!(marks("длиннее текста", "Лев"), []);
    }
}
