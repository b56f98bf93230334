//! A note as words, and the stems that find them: by beginning, whole, in a row or with a gap, with one slip of the
//! finger, from Latin letters and from the wrong keyboard layout.

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use crate::fold;

/// A cell of a spreadsheet holds no more characters; the rest is not read.
const LONGEST: usize = 32_768;
/// How many words a `~` may stand for.
const GAP: usize = 2;
/// No row of a stem is longer than so many words.
const ROW: usize = 16;
/// How far apart sentences keep their words.
const SENTENCE: usize = 4;
/// A shorter stem is too easily taken for another word.
const SLIP_FROM: usize = 7;

#[derive(Debug)]
enum Token {
    /// A word that has one of these parts.
    Part(Vec<usize>),
    /// No word, one or two.
    Gap,
}

/// Everything a rules file looks for: parts of words, rows of parts (stems), and the groups that the stems belong to.
#[derive(Default)]
pub(crate) struct Lexicon {
    begins: HashMap<String, usize>,
    wholes: HashMap<String, usize>,
    parts: usize,
    stems: Vec<(Vec<Token>, Vec<usize>)>,
    by_text: HashMap<String, usize>,
    by_first: HashMap<usize, Vec<usize>>,
    groups: usize,
    /// Long beginnings with one letter left out, to find slips.
    slips: HashMap<String, Vec<(usize, String)>>,
    longest: usize,
    language: Arc<Language>,
}

/// What is known of words whatever is looked for.
#[derive(Default)]
struct Language {
    short: HashMap<String, String>,
    /// Common words with one letter left out.
    spelling: HashMap<String, Vec<String>>,
    /// Words that are right as they stand.
    words: HashSet<String>,
}

impl Lexicon {
    pub(crate) fn new(short: &HashMap<String, String>, spelling: &[String], plain: &[String]) -> Self {
        let short = short.iter().map(|(k, v)| (fold(k), fold(v))).collect();
        let mut language = Language { short, ..Language::default() };
        language.words.extend(plain.iter().map(|w| fold(w)));
        for word in spelling.iter().map(|w| fold(w)) {
            language.words.insert(word.clone());
            for key in without_one(&word, 0).chain([word.clone()]) {
                language.spelling.entry(key).or_default().push(word.clone());
            }
        }
        Self { language: Arc::new(language), ..Self::default() }
    }

    /// One that looks for nothing yet and knows the same of words.
    pub(crate) fn beside(&self) -> Self {
        Self { language: Arc::clone(&self.language), ..Self::default() }
    }

    /// A new group of alternatives: `удал` = words that begin so; `=пдн` and up to three letters = the whole word;
    /// `шл*` = words that begin so in spite of being short; `моих данн` = both in a
    /// row; `мои ~ данн` = with up to two words between; `мои/свои данн` = either first word.
    pub(crate) fn group(&mut self, stems: &[String]) -> usize {
        let group = self.groups;
        self.groups += 1;
        for text in stems.iter().map(|text| fold(text)) {
            let id = match self.by_text.get(&text) {
                Some(id) => *id,
                None => {
                    let tokens = self.tokens(&text);
                    let id = self.stems.len();
                    if let Some(Token::Part(first)) = tokens.first() {
                        for part in first {
                            self.by_first.entry(*part).or_default().push(id);
                        }
                    }
                    self.stems.push((tokens, Vec::new()));
                    self.by_text.insert(text, id);
                    id
                }
            };
            if let Some((_, groups)) = self.stems.get_mut(id)
                && !groups.contains(&group)
            {
                groups.push(group);
            }
        }
        group
    }

    fn tokens(&mut self, text: &str) -> Vec<Token> {
        text.split_whitespace()
            .map(|word| match word {
                "~" => Token::Gap,
                _ => Token::Part(word.split('/').map(|one| self.part(one)).collect()),
            })
            .collect()
    }

    fn part(&mut self, word: &str) -> usize {
        let (word, whole) = match word.strip_prefix('=') {
            Some(rest) => (rest, true),
            None => match word.strip_suffix('*') {
                Some(rest) => (rest, false),
                None => (word, word.chars().count() <= 3),
            },
        };
        let next = self.parts;
        let known = if whole { &mut self.wholes } else { &mut self.begins };
        let id = *known.entry(word.to_owned()).or_insert(next);
        if id == next {
            self.parts += 1;
            let length = word.chars().count();
            self.longest = self.longest.max(length);
            if !whole && length >= SLIP_FROM {
                for key in without_one(word, 1).chain([word.to_owned()]) {
                    self.slips.entry(key).or_default().push((id, word.to_owned()));
                }
            }
        }
        id
    }

    /// The parts that a word has.
    fn parts_of(&self, word: &str) -> Vec<usize> {
        let mut found: Vec<usize> = self.wholes.get(word).copied().into_iter().collect();
        for (i, c) in word.char_indices().take(self.longest) {
            found.extend(word.get(..i + c.len_utf8()).and_then(|begin| self.begins.get(begin)).copied());
        }
        found
    }

    /// Adds the parts of the word that a mistyped one was meant to be.
    fn mistyped(&self, word: &str, parts: &mut Vec<usize>) {
        let length = word.chars().count();
        if !(5..=30).contains(&length) || self.language.words.contains(word) {
            return;
        }
        for key in [word.to_owned()].into_iter().chain(without_one(word, 0)) {
            let meant = self.language.spelling.get(&key).into_iter().flatten();
            if let Some(meant) = meant.into_iter().find(|meant| one_slip(word, meant)) {
                parts.extend(self.parts_of(meant));
                return;
            }
        }
        if !parts.is_empty() {
            return;
        }
        // One slip in a long beginning; its first letter is seldom wrong.
        let ends: Vec<usize> =
            word.char_indices().map(|(i, c)| i + c.len_utf8()).take(self.longest + 1).collect();
        for end in ends.into_iter().skip(SLIP_FROM - 2) {
            let begin = word.get(..end).unwrap_or_default();
            for key in without_one(begin, 1).chain([begin.to_owned()]) {
                let near = self.slips.get(&key).into_iter().flatten();
                parts.extend(near.filter(|(_, meant)| one_slip(begin, meant)).map(|(part, _)| *part));
            }
        }
        parts.sort_unstable();
        parts.dedup();
    }
}

/// A word with each of its letters left out in turn, from a given letter on.
fn without_one(word: &str, from: usize) -> impl Iterator<Item = String> + '_ {
    word.char_indices().skip(from).map(|(i, c)| {
        let mut rest = word.get(..i).unwrap_or_default().to_owned();
        rest.push_str(word.get(i + c.len_utf8()..).unwrap_or_default());
        rest
    })
}

/// Whether two words differ by one letter wrong, missing, too many or swapped.
fn one_slip(word: &str, meant: &str) -> bool {
    let (word, meant): (Vec<char>, Vec<char>) = (word.chars().collect(), meant.chars().collect());
    let same = word.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let (a, b) = (word.get(same..).unwrap_or_default(), meant.get(same..).unwrap_or_default());
    match (a, b) {
        ([], [_] | []) | ([_], []) => true,
        ([], _) | (_, []) => false,
        ([x, left @ ..], [y, right @ ..]) => {
            left == right
                || left == b
                || a == right
                || matches!((left, right), ([p, l @ ..], [q, r @ ..]) if x == q && y == p && l == r)
        }
    }
}

struct Word {
    parts: Vec<usize>,
    from: usize,
    to: usize,
    sentence: usize,
    clause: usize,
    /// «удалите» orders, «удалять» does not.
    orders: bool,
}

/// A note as words with their places, and where each group of stems stands in it.
pub(crate) struct Note {
    words: Vec<Word>,
    places: Vec<Vec<(usize, usize)>>,
}

/// Words of a text as they stand, with the number of the character at which each begins and whether it begins a
/// sentence.
pub(crate) fn plain_words(text: &str) -> Vec<(String, usize, bool)> {
    let chars: Vec<char> = text.chars().take(LONGEST).collect();
    let words = split(&folded(text), |_| false, |_| false);
    let mut sentence = None;
    words
        .iter()
        .map(|raw| {
            let begins = sentence != Some(raw.sentence);
            sentence = Some(raw.sentence);
            (chars.get(raw.from..raw.to).unwrap_or_default().iter().collect(), raw.from, begins)
        })
        .collect()
}

/// A word as it stands: text, places in characters, numbers of its sentence and of its clause.
struct Raw {
    text: String,
    from: usize,
    to: usize,
    sentence: usize,
    clause: usize,
}

/// Words of letters and figures. A full stop after an abbreviation («аб.», «перс. дан.») ends no sentence.
fn split(text: &[char], abbreviated: impl Fn(&str) -> bool, capital: impl Fn(usize) -> bool) -> Vec<Raw> {
    let mut words: Vec<Raw> = Vec::new();
    let mut word = String::new();
    let (mut start, mut sentence, mut clause) = (0, 0, 0);
    // «?!» and «...» end one sentence.
    let mut ended = true;
    for (i, c) in text.iter().copied().chain([' ']).enumerate() {
        if c.is_alphanumeric() {
            if word.is_empty() {
                start = i;
            }
            word.push(c);
            continue;
        }
        if !word.is_empty() {
            words.push(Raw { text: std::mem::take(&mut word), from: start, to: i, sentence, clause });
            ended = false;
        }
        let ends = match c {
            '!' | '?' | ';' | '\n' => true,
            '.' => words.last().is_some_and(|w| {
                let length = w.to - w.from;
                length > 4 || (length > 2 && capital(i + 1) && !abbreviated(&w.text))
            }),
            _ => false,
        };
        sentence += usize::from(ends && !ended);
        clause += usize::from(ends || matches!(c, ',' | ':' | '(' | ')'));
        ended |= ends;
    }
    words
}

/// «cогласие» with a Latin first letter is one word of one script.
fn one_script(word: &str) -> String {
    let latin = word.chars().filter(char::is_ascii_alphabetic).count();
    if latin == 0 || latin * 2 > word.chars().count() {
        return word.to_owned();
    }
    word.chars()
        .map(|c| match c {
            'a' => 'а',
            'c' => 'с',
            'e' => 'е',
            'k' => 'к',
            'm' => 'м',
            'o' => 'о',
            'p' => 'р',
            't' => 'т',
            'x' => 'х',
            'y' => 'у',
            _ => c,
        })
        .collect()
}

/// «udalite moi dannye» as it was meant.
fn from_latin(word: &str) -> String {
    const PAIRS: &[(&str, &str)] = &[
        ("shch", "щ"),
        ("sch", "щ"),
        ("zh", "ж"),
        ("kh", "х"),
        ("ts", "ц"),
        ("ch", "ч"),
        ("sh", "ш"),
        ("yu", "ю"),
        ("ya", "я"),
        ("ia", "я"),
        ("je", "же"),
        ("ji", "жи"),
        ("jd", "жд"),
        ("yo", "е"),
        ("ju", "ю"),
        ("ja", "я"),
        ("jo", "е"),
        ("iyu", "ию"),
        ("iya", "ия"),
        ("iye", "ие"),
        ("iy", "ий"),
        ("ye", "е"),
        ("ayu", "аю"),
        ("aya", "ая"),
        ("oyu", "ою"),
        ("oya", "оя"),
        ("eyu", "ею"),
        ("ay", "ай"),
        ("oy", "ой"),
        ("ey", "ей"),
        ("ai", "ай"),
        ("oih", "оих"),
        ("oikh", "оих"),
        ("oim", "оим"),
        ("oix", "оих"),
        ("oi", "ой"),
        ("ei", "ей"),
        ("ui", "уй"),
        ("a", "а"),
        ("b", "б"),
        ("v", "в"),
        ("g", "г"),
        ("d", "д"),
        ("e", "е"),
        ("z", "з"),
        ("i", "и"),
        ("j", "й"),
        ("k", "к"),
        ("l", "л"),
        ("m", "м"),
        ("n", "н"),
        ("o", "о"),
        ("p", "п"),
        ("r", "р"),
        ("s", "с"),
        ("t", "т"),
        ("u", "у"),
        ("f", "ф"),
        ("h", "х"),
        ("c", "ц"),
        ("y", "ы"),
        ("w", "в"),
        ("x", "х"),
        ("q", "к"),
        ("4", "ч"),
    ];
    let mut out = String::new();
    let mut rest = word;
    while let Some(c) = rest.chars().next() {
        // «dannye» but «yest»: y before e is a vowel after a consonant.
        if rest.starts_with("ye")
            && !out.ends_with(['а', 'е', 'и', 'о', 'у', 'ы', 'э', 'ю', 'я'])
            && !out.is_empty()
        {
            out.push_str("ые");
            rest = rest.get(2..).unwrap_or_default();
            continue;
        }
        let pair = PAIRS.iter().find(|(latin, _)| rest.starts_with(latin));
        let length = pair.map_or(c.len_utf8(), |(latin, _)| latin.len());
        match pair {
            Some((_, cyrillic)) => out.push_str(cyrillic),
            None => out.push(c),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out
}

/// «elfkbnt» is «удалите» typed in the other layout.
fn other_layout(c: char) -> char {
    const LATIN: &str = "`qwertyuiop[]asdfghjkl;'zxcvbnm,.";
    const RUSSIAN: &str = "ейцукенгшщзхъфывапролджэячсмитьбю";
    LATIN.chars().zip(RUSSIAN.chars()).find(|(l, _)| *l == c).map_or(c, |(_, r)| r)
}

/// Letter by letter, so that places stay; `İ` and the like keep one character.
fn folded(text: &str) -> Vec<char> {
    text.chars()
        .take(LONGEST)
        .map(|c| match c.to_lowercase().next().unwrap_or(c) {
            'ё' => 'е',
            lower => lower,
        })
        .collect()
}

impl Note {
    pub(crate) fn new(lexicon: &Lexicon, text: &str) -> Self {
        let chars = folded(text);
        let abbreviated = |word: &str| lexicon.language.short.contains_key(word);
        let letters: Vec<char> = text.chars().take(LONGEST).collect();
        let capital = |at: usize| {
            letters.iter().skip(at).find(|c| !c.is_whitespace()).is_some_and(|c| c.is_uppercase())
        };
        let plain = split(&chars, abbreviated, capital);
        let latin = |w: &Raw| w.text.chars().all(|c| c.is_ascii_alphabetic());
        let foreign = plain.iter().filter(|w| latin(w)).count();
        let mut words = lexicon.read(&plain, |_| false, false);
        if foreign > 0 {
            // English, or Russian in Latin letters: whichever the rules know best.
            let written = lexicon.read(&plain, latin, false);
            if known(&written) > known(&words) {
                words = lexicon.read(&plain, latin, true);
            }
        }
        if foreign * 2 > plain.len() {
            // The wrong layout, where some letters are signs.
            let layout: Vec<char> = chars.iter().copied().map(other_layout).collect();
            let other = lexicon.read(&split(&layout, abbreviated, capital), |_| false, false);
            if known(&other) > known(&words) {
                words = other;
            }
        }
        let mut note = Self { words, places: vec![Vec::new(); lexicon.groups] };
        for at in 0..note.words.len() {
            for part in note.words.get(at).map(|w| w.parts.clone()).unwrap_or_default() {
                for id in lexicon.by_first.get(&part).into_iter().flatten() {
                    let Some((tokens, groups)) = lexicon.stems.get(*id) else { continue };
                    let Some(end) =
                        note.ends(at, tokens).filter(|end| note.sentence(*end) == note.sentence(at))
                    else {
                        continue;
                    };
                    for group in groups {
                        if let Some(places) = note.places.get_mut(*group) {
                            places.push((at, end));
                        }
                    }
                }
            }
        }
        note
    }

    /// The last word of a stem that begins at a word.
    fn ends(&self, at: usize, tokens: &[Token]) -> Option<usize> {
        let Some((first, rest)) = tokens.split_first() else { return at.checked_sub(1) };
        match first {
            Token::Part(any) => {
                self.words.get(at).filter(|w| any.iter().any(|part| w.parts.contains(part)))?;
                self.ends(at + 1, rest)
            }
            Token::Gap => (0..=GAP).find_map(|skip| self.ends(at + skip, rest)),
        }
    }

    /// Where a group stands: first and last word.
    pub(crate) fn places(&self, group: usize) -> &[(usize, usize)] {
        self.places.get(group).map(Vec::as_slice).unwrap_or_default()
    }

    /// The places of a group that may reach into two words and what is between; they are in the order of words.
    pub(crate) fn near(&self, group: usize, low: usize, high: usize) -> &[(usize, usize)] {
        let places = self.places(group);
        let from = places.partition_point(|(s, _)| s + ROW < low);
        let to = places.partition_point(|(s, _)| *s <= high);
        places.get(from..to).unwrap_or_default()
    }

    /// Whether a group stands between two words, both included.
    pub(crate) fn within(&self, group: usize, low: usize, high: usize) -> bool {
        self.near(group, low, high).iter().any(|(_, e)| *e >= low)
    }

    /// Whether no comma and no stop stands between two words.
    pub(crate) fn together(&self, a: usize, b: usize) -> bool {
        let clause = |at: usize| self.words.get(at).map(|w| w.clause);
        clause(a) == clause(b)
    }

    /// The place of a word where the end of a sentence counts as some words.
    pub(crate) fn place(&self, at: usize) -> usize {
        at + self.sentence(at) * SENTENCE
    }

    pub(crate) fn sentence(&self, at: usize) -> usize {
        self.words.get(at).map_or(0, |w| w.sentence)
    }

    pub(crate) fn orders(&self, at: usize) -> bool {
        self.words.get(at).is_some_and(|w| w.orders)
    }

    pub(crate) fn span(&self, at: usize) -> Option<(usize, usize)> {
        self.words.get(at).map(|w| (w.from, w.to))
    }

    /// The word that begins at or before a character and reaches over it.
    pub(crate) fn at(&self, character: usize) -> Option<usize> {
        let after = self.words.partition_point(|w| w.from <= character);
        after.checked_sub(1).filter(|at| self.words.get(*at).is_some_and(|w| w.to > character))
    }
}

fn known(words: &[Word]) -> usize {
    words.iter().filter(|w| !w.parts.is_empty()).count()
}

impl Lexicon {
    fn read(&self, words: &[Raw], in_latin: impl Fn(&Raw) -> bool, mixed: bool) -> Vec<Word> {
        let mut out = Vec::with_capacity(words.len());
        for raw in words {
            // «delete moi dannye»: what is known as it stands stays.
            let english = mixed && raw.text.len() > 4 && self.begins.contains_key(&raw.text);
            let written =
                if in_latin(raw) && !english { from_latin(&raw.text) } else { one_script(&raw.text) };
            let mut word = |written: &str| {
                let word = self.language.short.get(written).map_or(written, String::as_str);
                let mut parts = self.parts_of(word);
                self.mistyped(word, &mut parts);
                let orders = ["ите", "йте", "ьте"].iter().any(|end| word.ends_with(end));
                let Raw { from, to, sentence, clause, .. } = *raw;
                out.push(Word { parts, from, to, sentence, clause, orders });
            };
            match self.unglued(&written) {
                Some(rest) => {
                    word("не");
                    word(rest);
                }
                None => word(&written),
            }
        }
        out
    }

    /// «незвоните» is «не звоните».
    fn unglued<'a>(&self, word: &'a str) -> Option<&'a str> {
        const VERBS: &[&str] = &["ите", "йте", "ьте", "ать", "ять", "ить"];
        const WHOLE: &[&str] =
            &["хочу", "хочет", "надо", "нужно", "желаю", "желает", "давал", "давала", "буду"];
        let rest = word.strip_prefix("не")?;
        let verb = rest.chars().count() > 4 && VERBS.iter().any(|end| rest.ends_with(end));
        let known = |word: &str| !self.parts_of(word).is_empty();
        ((WHOLE.contains(&rest) || verb && known(rest))
            && !known(word)
            && !self.language.words.contains(word))
        .then_some(rest)
    }
}
