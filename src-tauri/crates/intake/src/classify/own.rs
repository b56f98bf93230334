//! The operator's own rules, taught by kinds that a person corrected: words that must all stand in a note, and what
//! they ask for or do not ask for. They have a lexicon of their own, so that no reading of the program's rules changes
//! by a word that is looked for here.

use statute::Kind;

use super::words::{Lexicon, Note, plain_words};
use super::{Negation, Proposed, Rules, classify, negated};
use crate::fold;

/// More words say no more.
pub const LONGEST_RULE: usize = 6;
/// A longer word is none.
const LONGEST_WORD: usize = 40;
/// How sure a rule is that a person made.
const CONFIDENCE: f32 = 0.95;
/// How many words are offered to choose from.
const OFFERED: usize = 14;
/// How many of them are chosen at first, where no rule of the program names them.
const CHOSEN: usize = 3;

/// A rule of the operator's own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnRule {
    pub id: i64,
    /// Words that must all stand in the note, in any form and order; `удал*` = all that begin so.
    pub words: Vec<String>,
    pub kind: Kind,
    /// Whether such a note asks for the kind, or does not.
    pub asks: bool,
}

/// Why words make no rule.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OwnRuleProblem {
    NoWords,
    TooMany,
    /// A word without letters, of one letter, or of several words.
    NotAWord(String),
}

impl OwnRule {
    /// Words as they are kept: trimmed, in small letters, each once.
    ///
    /// # Errors
    /// [`OwnRuleProblem`].
    pub fn words_of(typed: &[String]) -> Result<Vec<String>, OwnRuleProblem> {
        let mut words: Vec<String> = Vec::new();
        for typed in typed {
            let word = typed.trim().to_lowercase();
            if word.is_empty() {
                continue;
            }
            let body = word.strip_suffix('*').unwrap_or(&word);
            let letters = body.chars().filter(|c| c.is_alphabetic()).count();
            let whole = body.chars().all(char::is_alphanumeric);
            if letters < 2 || !whole || body.chars().count() > LONGEST_WORD {
                return Err(OwnRuleProblem::NotAWord(typed.trim().chars().take(LONGEST_WORD).collect()));
            }
            if !words.iter().any(|known| stem(known) == stem(&word)) {
                words.push(word);
            }
        }
        match words.len() {
            0 => Err(OwnRuleProblem::NoWords),
            1..=LONGEST_RULE => Ok(words),
            _ => Err(OwnRuleProblem::TooMany),
        }
    }
}

/// What a word is looked for by: its beginning without the ending of its form.
fn stem(word: &str) -> String {
    const ENDINGS: &[&str] = &[
        "уйте", "айте", "яйте", "ейте", "ится", "ется", "ться", "ают", "яют", "уют", "ыми", "ими", "ого",
        "его", "ому", "ему", "ами", "ями", "иях", "ией", "ием", "ите", "йте", "ьте", "ете", "ать", "ять",
        "ить", "еть", "уть", "ала", "ила", "яла", "али", "или", "яли", "ует", "ает", "яет", "ишь", "ешь",
        "ые", "ие", "ый", "ий", "ой", "ая", "яя", "ое", "ее", "ую", "юю", "ых", "их", "ым", "им", "ом", "ем",
        "ам", "ям", "ах", "ях", "ов", "ев", "ей", "ия", "ию", "ии", "ью", "ет", "ют", "ут", "ит", "ат", "ят",
        "ал", "ил", "ял", "ть", "а", "я", "о", "е", "и", "ы", "у", "ю", "ь", "й",
    ];
    let word = fold(word);
    if word.ends_with('*') {
        return word;
    }
    let length = word.chars().count();
    let mut short = None;
    for ending in ENDINGS {
        let Some(rest) = word.strip_suffix(ending) else { continue };
        match length - ending.chars().count() {
            // «базу» and «базы»: short, but its beginning is all that they have in common.
            3 if length <= 5 => short = short.or_else(|| Some(format!("{rest}*"))),
            0..=3 => {}
            _ => return rest.to_owned(),
        }
    }
    short.unwrap_or_else(|| if length <= 3 { format!("={word}") } else { word })
}

struct Ready {
    id: i64,
    kind: Kind,
    asks: bool,
    groups: Vec<usize>,
    /// One of its words is a negation itself.
    negates: bool,
}

/// Own rules, ready for use.
pub(super) struct Own {
    lexicon: Lexicon,
    rules: Vec<Ready>,
}

impl Own {
    pub(super) fn new(base: &Lexicon, own: &[OwnRule]) -> Self {
        let mut lexicon = base.beside();
        let rules = own
            .iter()
            .filter(|rule| !rule.words.is_empty())
            .map(|rule| Ready {
                id: rule.id,
                kind: rule.kind,
                asks: rule.asks,
                groups: rule.words.iter().map(|word| lexicon.group(&[stem(word)])).collect(),
                negates: rule.words.iter().any(|w| matches!(fold(w).as_str(), "не" | "нет" | "без" | "ни")),
            })
            .collect();
        Self { lexicon, rules }
    }

    /// Whether all words of one of the rules stand in a text.
    pub(super) fn holds(&self, text: &str) -> bool {
        let note = Note::new(&self.lexicon, text);
        self.rules.iter().any(|rule| rule.groups.iter().all(|group| !note.places(*group).is_empty()))
    }

    /// Brings the kinds that were found to what the own rules say: of several about one kind the one with the most
    /// words decides, of equal ones the last made.
    pub(super) fn decide(&self, negation: &Negation, base: &Note, text: &str, kinds: &mut Vec<Proposed>) {
        let note = Note::new(&self.lexicon, text);
        let mut deciding: Vec<(&Ready, Vec<(usize, usize)>)> = Vec::new();
        for rule in &self.rules {
            let Some(spans) = spans(rule, negation, &note, base) else { continue };
            match deciding.iter_mut().find(|(known, _)| known.kind == rule.kind) {
                Some(known) if known.0.groups.len() > rule.groups.len() => {}
                Some(known) => *known = (rule, spans),
                None => deciding.push((rule, spans)),
            }
        }
        for (rule, mut spans) in deciding {
            kinds.retain(|p| p.kind != rule.kind);
            if !rule.asks {
                continue;
            }
            spans.sort_unstable();
            spans.dedup();
            let words =
                spans.iter().map(|(from, to)| text.chars().skip(*from).take(to - from).collect()).collect();
            kinds.push(Proposed {
                kind: rule.kind,
                confidence: CONFIDENCE,
                words,
                spans,
                own: Some(rule.id),
            });
        }
    }
}

/// The places of a rule's words, if it holds. A rule that asks does not hold where its first word is negated («не
/// просит снимать с учёта»), unless it names the negation itself.
fn spans(rule: &Ready, negation: &Negation, note: &Note, base: &Note) -> Option<Vec<(usize, usize)>> {
    let mut spans = Vec::new();
    for (nth, group) in rule.groups.iter().enumerate() {
        let mut places = note
            .places(*group)
            .iter()
            .filter_map(|(start, end)| Some((note.span(*start)?.0, note.span(*end)?.1)));
        let guarded = nth == 0 && rule.asks && !rule.negates;
        spans.push(places.find(|(from, to)| {
            !(guarded && base.at(*from).is_some_and(|at| negated(negation, base, (at, at), at)) && from < to)
        })?);
    }
    Some(spans)
}

/// Words of a text to make a rule of.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct WordProposal {
    /// As they stand, in small letters, in the order of the text.
    pub words: Vec<String>,
    /// How many words of `words` a rule would be made of at first, and which.
    pub chosen: Vec<String>,
}

/// Common words that tell nothing of what is asked.
const EMPTY: &[&str] = &[
    "абонент",
    "абонента",
    "аб",
    "больше",
    "будет",
    "была",
    "были",
    "было",
    "быть",
    "вам",
    "вас",
    "ваш",
    "ваша",
    "вашей",
    "все",
    "всё",
    "всего",
    "года",
    "год",
    "давно",
    "даже",
    "день",
    "для",
    "дня",
    "его",
    "еще",
    "ещё",
    "если",
    "здравствуйте",
    "или",
    "имя",
    "как",
    "клиент",
    "клиента",
    "когда",
    "которые",
    "который",
    "кто",
    "меня",
    "мне",
    "мной",
    "мои",
    "мой",
    "моих",
    "моего",
    "моему",
    "мое",
    "моё",
    "моей",
    "мою",
    "надо",
    "нам",
    "нас",
    "нужно",
    "она",
    "они",
    "оно",
    "опять",
    "очень",
    "пожалуйста",
    "пока",
    "после",
    "почему",
    "при",
    "просит",
    "просим",
    "прошу",
    "раз",
    "сам",
    "свои",
    "свой",
    "своих",
    "себя",
    "сегодня",
    "сейчас",
    "снова",
    "спасибо",
    "так",
    "также",
    "там",
    "тоже",
    "только",
    "тот",
    "уже",
    "хотел",
    "хотела",
    "хочет",
    "хочу",
    "через",
    "что",
    "чтобы",
    "этих",
    "это",
    "этого",
    "этой",
    "этом",
    "эту",
    "the",
    "and",
    "please",
    "you",
    "your",
];

/// Which words of a text matter: those that the program's rules read in it (of `wrong`, where that reading was the
/// mistake), else those that say something. Names and numbers are not offered: a word with a capital letter within a
/// sentence, one of `names`, one with a figure.
#[must_use]
pub fn propose_words(
    rules: &Rules,
    topic: Option<&str>,
    text: &str,
    wrong: Option<Kind>,
    names: &[String],
) -> WordProposal {
    let text = super::subject_of(topic, text);
    let names: Vec<String> = names.iter().flat_map(|n| n.split_whitespace()).map(stem).collect();
    let found = classify(rules, None, text);
    let read: Vec<(usize, usize)> = found
        .kinds
        .iter()
        .filter(|p| wrong.is_none_or(|kind| p.kind == kind))
        .flat_map(|p| p.spans.iter().copied())
        .collect();
    let mut proposal = WordProposal::default();
    for (written, from, begins) in plain_words(text) {
        let word = written.to_lowercase();
        let matched = read.iter().any(|(low, high)| (*low..*high).contains(&from));
        let capital = written.chars().next().is_some_and(char::is_uppercase);
        let shouted = written.chars().all(char::is_uppercase);
        let said = !EMPTY.contains(&word.as_str()) && word.chars().count() > if matched { 2 } else { 3 };
        let named = capital && !begins && !shouted || names.contains(&stem(&word));
        if named
            || !said
            || word.chars().any(|c| c.is_ascii_digit())
            || proposal.words.iter().any(|known| stem(known) == stem(&word))
        {
            continue;
        }
        if matched && proposal.chosen.len() < LONGEST_RULE {
            proposal.chosen.push(word.clone());
        }
        if proposal.words.len() < OFFERED || matched {
            proposal.words.push(word);
        }
    }
    // Without the mistaken reading nobody knows which of them matter; the person chooses.
    if proposal.chosen.is_empty() {
        proposal.chosen = proposal.words.iter().take(CHOSEN).cloned().collect();
    }
    proposal
}

#[cfg(test)]
mod tests {
    use super::*;

    fn own(words: &[&str], kind: Kind, asks: bool) -> OwnRule {
        OwnRule { id: 7, words: words.iter().map(|w| (*w).to_owned()).collect(), kind, asks }
    }

    fn kinds(rules: &Rules, text: &str) -> Vec<Kind> {
        classify(rules, None, text).kinds.iter().map(|p| p.kind).collect()
    }

    #[test]
    fn a_rule_that_asks_finds_its_words_in_any_form_and_shows_them() {
        let rules = Rules::builtin().with_own(&[own(&["снимите", "учёт"], Kind::Destruction, true)]);
        let text = "снимите меня с учёта насовсем";
        assert_eq!(kinds(Rules::builtin(), text), [Kind::NotPersonalData]);
        let found = classify(&rules, None, text);
        assert_eq!(found.kinds[0].kind, Kind::Destruction);
        assert_eq!(found.kinds[0].words, ["снимите", "учёта"]);
        assert_eq!(found.kinds[0].own, Some(7));
        assert_eq!(found.reason, None);
        for ((from, to), word) in found.kinds[0].spans.iter().zip(&found.kinds[0].words) {
            assert_eq!(&text.chars().skip(*from).take(to - from).collect::<String>(), word);
        }
        assert_eq!(kinds(&rules, "с учёта меня снимать"), [Kind::Destruction]);
        assert_eq!(
            kinds(&rules, "снимите показания счётчика"),
            [Kind::NotPersonalData],
            "all words must stand there"
        );
    }

    #[test]
    fn a_rule_that_does_not_ask_takes_a_reading_away() {
        let text = "просит удалить персональные данные из анкеты розыгрыша";
        assert_eq!(kinds(Rules::builtin(), text), [Kind::Destruction]);
        let rules = Rules::builtin().with_own(&[own(&["анкета", "розыгрыш"], Kind::Destruction, false)]);
        assert_eq!(kinds(&rules, text), [Kind::NotPersonalData]);
        assert!(classify(&rules, None, text).reason.is_some());
        assert_eq!(kinds(&rules, "удалите мои персональные данные"), [Kind::Destruction]);
    }

    #[test]
    fn the_rule_with_more_words_decides() {
        let rules = Rules::builtin().with_own(&[
            own(&["розыгрыш"], Kind::Destruction, false),
            own(&["розыгрыш", "удалить"], Kind::Destruction, true),
        ]);
        assert_eq!(kinds(&rules, "удалить персональные данные из розыгрыша"), [Kind::Destruction]);
        assert_eq!(kinds(&rules, "уничтожьте персональные данные из розыгрыша"), [Kind::NotPersonalData]);
    }

    #[test]
    fn what_is_taken_back_is_not_asked() {
        let rules = Rules::builtin().with_own(&[own(&["снимите", "учёт"], Kind::Destruction, true)]);
        assert_eq!(kinds(&rules, "не просит снимать с учёта"), [Kind::NotPersonalData]);
        let said = Rules::builtin().with_own(&[own(&["не", "снимать"], Kind::Complaint, true)]);
        assert_eq!(kinds(&said, "почему вы не хотите снимать с учёта"), [Kind::Complaint]);
    }

    #[test]
    fn slips_shorthand_and_latin_letters_are_read_as_by_the_program() {
        let rules = Rules::builtin().with_own(&[own(&["обработка", "учёт"], Kind::Destruction, true)]);
        assert_eq!(kinds(&rules, "обр. по учёту"), [Kind::Destruction]);
        let latin = Rules::builtin().with_own(&[own(&["снимите", "учёт"], Kind::Destruction, true)]);
        assert_eq!(kinds(&latin, "snimite menya s ucheta"), [Kind::Destruction]);
    }

    #[test]
    fn the_programs_own_readings_stay_as_they_are() {
        let rules = Rules::builtin().with_own(&[own(&["данные", "удалить"], Kind::Complaint, false)]);
        for text in
            ["удалите мои данные", "udalite moi dannye", "elfkbnt vjb lfyyst", "не звоните с рекламой"]
        {
            assert_eq!(kinds(&rules, text), kinds(Rules::builtin(), text), "{text}");
        }
    }

    #[test]
    fn words_are_checked() {
        let words =
            |typed: &[&str]| OwnRule::words_of(&typed.iter().map(|w| (*w).to_owned()).collect::<Vec<_>>());
        assert_eq!(words(&[" Следы", "следов", ""]), Ok(vec!["следы".to_owned()]));
        assert_eq!(words(&["удал*"]), Ok(vec!["удал*".to_owned()]));
        assert_eq!(words(&[" "]), Err(OwnRuleProblem::NoWords));
        for wrong in ["я", "12", "два слова", "а*", "*"] {
            assert_eq!(words(&[wrong]), Err(OwnRuleProblem::NotAWord(wrong.to_owned())), "{wrong}");
        }
        assert_eq!(
            words(&["раз", "два", "три", "четыре", "пять", "шесть", "семь"]),
            Err(OwnRuleProblem::TooMany)
        );
    }

    #[test]
    fn the_words_of_a_wrong_reading_are_proposed_and_no_name() {
        let proposal = propose_words(
            Rules::builtin(),
            None,
            "Прошу удалить персональные данные, Иванова Анна, договор 40012",
            Some(Kind::Destruction),
            &["Иванова Анна Петровна".to_owned()],
        );
        assert!(proposal.chosen.contains(&"удалить".to_owned()), "{proposal:?}");
        assert!(proposal.words.contains(&"договор".to_owned()), "{proposal:?}");
        for word in ["иванова", "анна", "40012", "прошу"] {
            assert!(!proposal.words.contains(&word.to_owned()), "{proposal:?}");
        }
        let content = propose_words(Rules::builtin(), None, "надо снять моего мужа с учёта", None, &[]);
        assert_eq!(content.words, ["снять", "мужа", "учёта"]);
        assert_eq!(content.chosen, ["снять", "мужа", "учёта"]);
    }

    #[test]
    fn forms_of_a_word_have_one_stem() {
        for forms in [
            &["данные", "данных", "данным", "данными"] as &[&str],
            &["следы", "следов", "следам", "следами"],
            &["удалите", "удалить", "удалил", "удалила", "удалили"],
            &["база", "базу", "базы"],
            &["рассылка", "рассылку", "рассылки"],
            &["архив", "архива", "архивом"],
        ] {
            let stems: Vec<String> = forms.iter().map(|f| stem(f)).collect();
            assert!(stems.iter().all(|s| s == &stems[0]), "{stems:?}");
        }
        assert_eq!(stem("смс"), "=смс");
    }

    proptest::proptest! {
        #[test]
        fn nothing_panics(text in "\\PC{0,120}", word in "\\PC{1,20}") {
            if let Ok(words) = OwnRule::words_of(&[word]) {
                let rule = OwnRule { id: 1, words, kind: Kind::Access, asks: true };
                let rules = Rules::builtin().with_own(&[rule]);
                let _ = classify(&rules, Some(&text), &text);
                let _ = propose_words(&rules, None, &text, Some(Kind::Access), &[]);
            }
        }
    }
}
