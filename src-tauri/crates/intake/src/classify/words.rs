//! A note as words, and stems that find them: by beginning, whole, in a row, with one slip of the finger.

use crate::fold;

/// A word or several in a row that a rule looks for.
#[derive(Clone, Debug)]
pub(crate) struct Stem {
    parts: Vec<Part>,
}

#[derive(Clone, Debug)]
struct Part {
    text: Vec<char>,
    whole: bool,
}

impl Stem {
    /// `удал` = words that begin so; `=пдн` = the whole word; `моих данн` = both in a row.
    pub(crate) fn new(text: &str) -> Self {
        let parts = split(&fold(text))
            .into_iter()
            .map(|(word, _, _)| match word.strip_prefix('=') {
                Some(rest) => Part { text: rest.chars().collect(), whole: true },
                None => Part { text: word.chars().collect(), whole: word.chars().count() <= 2 },
            })
            .collect();
        Self { parts }
    }
}

/// A note as folded words with their places.
pub(crate) struct Note {
    words: Vec<(Vec<char>, usize, usize)>,
}

/// Words of letters, figures and the sign of a whole word; places in characters.
fn split(text: &str) -> Vec<(String, usize, usize)> {
    let mut words = Vec::new();
    let mut word = String::new();
    let mut start = 0;
    for (i, c) in text.chars().chain([' ']).enumerate() {
        if c.is_alphanumeric() || c == '=' {
            if word.is_empty() {
                start = i;
            }
            word.push(c);
        } else if !word.is_empty() {
            words.push((std::mem::take(&mut word), start, i));
        }
    }
    words
}

/// «udalite moi dannye» as it was meant.
fn from_latin(word: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("shch", "щ"), ("sch", "щ"), ("zh", "ж"), ("kh", "х"), ("ts", "ц"), ("ch", "ч"), ("sh", "ш"), ("yu", "ю"), ("ya", "я"),
        ("yo", "е"), ("ju", "ю"), ("ja", "я"), ("iy", "ий"), ("ye", "е"), ("a", "а"), ("b", "б"), ("v", "в"), ("g", "г"), ("d", "д"), ("e", "е"),
        ("z", "з"), ("i", "и"), ("j", "й"), ("k", "к"), ("l", "л"), ("m", "м"), ("n", "н"), ("o", "о"), ("p", "п"), ("r", "р"),
        ("s", "с"), ("t", "т"), ("u", "у"), ("f", "ф"), ("h", "х"), ("c", "ц"), ("y", "ы"), ("w", "в"), ("x", "кс"), ("q", "к"),
    ];
    let mut out = String::new();
    let mut rest = word;
    while !rest.is_empty() {
        match PAIRS.iter().find(|(latin, _)| rest.starts_with(latin)) {
            Some((latin, cyrillic)) => {
                out.push_str(cyrillic);
                rest = rest.get(latin.len()..).unwrap_or_default();
            }
            None => {
                let c = rest.chars().next().unwrap_or(' ');
                out.push(c);
                rest = rest.get(c.len_utf8()..).unwrap_or_default();
            }
        }
    }
    out
}

const ENGLISH: &[&str] = &["the", "my", "your", "data", "personal", "please", "delete", "stop", "what", "you", "have", "about", "me", "and", "want", "where", "get", "number", "from", "not", "calling", "remove", "is", "i", "to"];

impl Note {
    pub(crate) fn new(text: &str) -> Self {
        let folded = fold(text);
        let split = split(&folded);
        let latin = split.iter().filter(|(w, _, _)| w.chars().all(|c| c.is_ascii_alphabetic())).count();
        let english = split.iter().filter(|(w, _, _)| ENGLISH.contains(&w.as_str())).count();
        // Mostly Latin and hardly an English word: Russian typed in Latin letters.
        let transliterated = latin * 2 > split.len() && english * 3 < latin;
        let words = split
            .into_iter()
            .take(20_000)
            .map(|(word, from, to)| {
                let word = if transliterated && word.is_ascii() { from_latin(&word) } else { word };
                (word.chars().collect(), from, to)
            })
            .collect();
        Self { words }
    }

    /// Where a stem stands: first and last word.
    pub(crate) fn places<'a>(&'a self, stem: &'a Stem) -> impl Iterator<Item = (usize, usize)> + 'a {
        let n = stem.parts.len();
        (0..self.words.len().saturating_sub(n.saturating_sub(1))).filter_map(move |at| {
            let fits = n > 0 && stem.parts.iter().enumerate().all(|(i, part)| self.words.get(at + i).is_some_and(|w| is(&w.0, part)));
            fits.then(|| (at, at + n - 1))
        })
    }

    pub(crate) fn first(&self, stem: &Stem) -> Option<usize> {
        self.places(stem).next().map(|(at, _)| at)
    }

    pub(crate) fn is(&self, at: usize, word: &str) -> bool {
        self.words.get(at).is_some_and(|w| w.0.iter().copied().eq(word.chars()))
    }

    pub(crate) fn span(&self, at: usize) -> Option<(usize, usize)> {
        self.words.get(at).map(|w| (w.1, w.2))
    }
}

fn is(word: &[char], part: &Part) -> bool {
    let stem = &part.text;
    if part.whole {
        return word == stem.as_slice();
    }
    if word.starts_with(stem) {
        return true;
    }
    // One slip in a long stem; its first letter is seldom wrong.
    stem.len() >= 6 && word.len() >= stem.len() && word.first() == stem.first() && one_slip(word, stem)
}

/// Whether the stem begins the word but for one letter wrong, missing, doubled or swapped.
fn one_slip(word: &[char], stem: &[char]) -> bool {
    let n = stem.len();
    let same = word.iter().zip(stem).take_while(|(a, b)| a == b).count();
    let rest = |w: usize, s: usize| word.get(w..).is_some_and(|tail| stem.get(s..).is_some_and(|end| tail.starts_with(end)));
    if same >= n {
        return true;
    }
    rest(same + 1, same + 1)
        || rest(same, same + 1)
        || rest(same + 1, same)
        || (word.get(same) == stem.get(same + 1) && word.get(same + 1) == stem.get(same) && rest(same + 2, same + 2))
}
