//! From the language of a contact centre to kinds of demand, by rules kept as data. A note of speech, shorthand and
//! typos becomes words; a rule is some groups of stems that stand near each other, unless something near excludes it,
//! takes it back or says that it is done. The first group is the anchor: the word that asks, as «удалите».
//! The definitions of the kinds are the operator's and the law's; the program proposes, and shows the words.

mod own;
mod words;

use std::collections::HashMap;
use std::sync::{Arc, LazyLock};

use serde::Deserialize;
use statute::{Kind, Lang};
use thiserror::Error;

use own::Own;
pub use own::{LONGEST_RULE, OwnRule, OwnRuleProblem, WordProposal, propose_words};
use words::{Lexicon, Note};

/// Why a rules file was refused.
#[derive(Debug, Error)]
pub enum RulesError {
    #[error("reading the rules")]
    Json(#[from] serde_json::Error),
    #[error("a rule names an unknown kind: {0}")]
    UnknownKind(String),
    #[error("a rule names an unknown class: {0}")]
    UnknownClass(String),
    #[error("a class names itself: {0}")]
    Circular(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    #[serde(rename = "version")]
    _version: u32,
    /// Abbreviations: `обр` → `обработка`.
    short: HashMap<String, String>,
    /// Words that are looked for in spite of a slip, written out.
    spelling: Vec<String>,
    /// Words that are no slips of others.
    plain: Vec<String>,
    classes: HashMap<String, Vec<String>>,
    rules: Vec<RuleFile>,
    negation: NegationFile,
    priority: Vec<PriorityFile>,
    reasons: Vec<ReasonFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    kind: String,
    all: Vec<String>,
    window: usize,
    #[serde(default)]
    ordered: bool,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    between: Vec<String>,
    #[serde(default)]
    never: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    #[serde(default)]
    beside: bool,
    #[serde(default)]
    last: bool,
    confidence: f32,
    #[serde(default = "yes")]
    negation: bool,
}

fn yes() -> bool {
    true
}

/// How a demand is taken back, and how it is told that it was done already.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct NegationFile {
    /// Right before the anchor: «не».
    next: Vec<String>,
    /// Shortly before the anchor: «не просит».
    before: Vec<String>,
    /// Right after: «удалять не надо».
    after: Vec<String>,
    /// What ends the reach of a negation: «но», «а».
    breaks: Vec<String>,
    /// What asks before the anchor, so that a later negation is not of it.
    asks: Vec<String>,
    /// Forms that tell of something done: «удалены».
    done: Vec<String>,
    /// What makes of such a form a demand nevertheless: «чтобы удалили».
    wished: Vec<String>,
}

/// Of two readings one stays.
#[derive(Clone, Copy, Deserialize)]
#[serde(rename_all = "lowercase")]
enum When {
    /// Both are anchored in the same word.
    Anchor,
    /// They share a word.
    Shared,
    /// Both are there at all.
    Present,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PriorityFile {
    keep: String,
    drop: String,
    when: When,
    /// Only a reading less sure than this goes.
    #[serde(default = "certain")]
    below: f32,
}

fn certain() -> f32 {
    2.0
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonFile {
    reason: String,
    any: Vec<String>,
}

/// Groups of alternatives are numbers in the lexicon.
struct Rule {
    kind: Kind,
    all: Vec<usize>,
    /// Within so many words.
    window: usize,
    /// The other groups follow the anchor.
    ordered: bool,
    /// Must not stand near, in the same sentence.
    not: usize,
    /// Must not stand among the words that matched.
    between: usize,
    /// Must not stand anywhere.
    never: usize,
    /// Must stand anywhere in the note.
    with: Vec<usize>,
    /// Counts only beside another kind: «удалите данные и не звоните».
    beside: bool,
    /// A loose reading that counts only where no other rule holds: a false alarm costs less than a miss.
    last: bool,
    confidence: f32,
    /// «не просит» before it takes the demand back.
    negation: bool,
}

struct Negation {
    next: usize,
    before: usize,
    after: usize,
    breaks: usize,
    asks: usize,
    done: usize,
    wished: usize,
}

struct Priority {
    keep: Kind,
    drop: Kind,
    when: When,
    below: f32,
}

/// Rules, ready for use: those of a file, and the operator's own beside them.
pub struct Rules {
    base: Arc<Base>,
    own: Option<Own>,
}

/// The rules of a file.
struct Base {
    lexicon: Lexicon,
    rules: Vec<Rule>,
    negation: Negation,
    priority: Vec<Priority>,
    reasons: Vec<(String, usize)>,
}

/// A kind that a note was taken for.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposed {
    pub kind: Kind,
    /// 0 to 1.
    pub confidence: f32,
    /// The words that matched, as they stand in the note.
    pub words: Vec<String>,
    /// Their places, in characters of the text: from, to.
    pub spans: Vec<(usize, usize)>,
    /// The operator's own rule that says so.
    pub own: Option<i64>,
}

/// What the rules make of a note.
#[derive(Clone, Debug, PartialEq)]
pub struct Classification {
    /// In the order of the law's list; only `not_personal_data` when nothing is asked under the law.
    pub kinds: Vec<Proposed>,
    /// Why it is not about personal data.
    pub reason: Option<String>,
}

static BUILTIN: LazyLock<Rules> = LazyLock::new(|| {
    Rules::from_json(include_str!("../../../../../assets/intake/rules.json"))
        .expect("the embedded rules are checked by a test")
});

/// The stems of some terms, classes (`@name`) within classes resolved; within a row (`@own ~ данн`) the words of the
/// class become alternatives (`мои/свои ~ данн`).
fn stems(
    classes: &HashMap<String, Vec<String>>,
    terms: &[String],
    depth: usize,
    out: &mut Vec<String>,
) -> Result<(), RulesError> {
    let class = |name: &str| classes.get(name).ok_or_else(|| RulesError::UnknownClass(name.to_owned()));
    for term in terms.iter().flat_map(|t| t.split('|')) {
        if depth > 8 {
            return Err(RulesError::Circular(term.to_owned()));
        }
        match term.strip_prefix('@') {
            Some(name) if !name.contains(' ') => stems(classes, class(name)?, depth + 1, out)?,
            _ => {
                let mut row = Vec::new();
                for word in term.split_whitespace() {
                    row.push(match word.strip_prefix('@') {
                        Some(name) => {
                            let mut words = Vec::new();
                            stems(classes, class(name)?, depth + 1, &mut words)?;
                            words.retain(|w| !w.contains(' '));
                            words.join("/")
                        }
                        None => word.to_owned(),
                    });
                }
                out.push(row.join(" "));
            }
        }
    }
    Ok(())
}

fn kind(name: &str) -> Result<Kind, RulesError> {
    Kind::parse(name).ok_or_else(|| RulesError::UnknownKind(name.to_owned()))
}

impl Rules {
    /// The rules that the program comes with.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads rules.
    ///
    /// # Errors
    /// See [`RulesError`].
    pub fn from_json(text: &str) -> Result<Self, RulesError> {
        let file: RulesFile = serde_json::from_str(text)?;
        let mut lexicon = Lexicon::new(&file.short, &file.spelling, &file.plain);
        let mut group = |terms: &[String]| -> Result<usize, RulesError> {
            let mut found = Vec::new();
            stems(&file.classes, terms, 0, &mut found)?;
            Ok(lexicon.group(&found))
        };
        let mut rules = Vec::new();
        for rule in &file.rules {
            let mut each = |terms: &[String]| -> Result<Vec<usize>, RulesError> {
                terms.iter().map(|term| group(std::slice::from_ref(term))).collect()
            };
            rules.push(Rule {
                kind: kind(&rule.kind)?,
                all: each(&rule.all)?,
                with: each(&rule.with)?,
                window: rule.window,
                ordered: rule.ordered,
                not: group(&rule.not)?,
                between: group(&rule.between)?,
                never: group(&rule.never)?,
                beside: rule.beside,
                last: rule.last,
                confidence: rule.confidence,
                negation: rule.negation,
            });
        }
        let n = &file.negation;
        let negation = Negation {
            next: group(&n.next)?,
            before: group(&n.before)?,
            after: group(&n.after)?,
            breaks: group(&n.breaks)?,
            asks: group(&n.asks)?,
            done: group(&n.done)?,
            wished: group(&n.wished)?,
        };
        let mut reasons = Vec::new();
        for reason in &file.reasons {
            reasons.push((reason.reason.clone(), group(&reason.any)?));
        }
        let mut priority = Vec::new();
        for p in &file.priority {
            priority.push(Priority {
                keep: kind(&p.keep)?,
                drop: kind(&p.drop)?,
                when: p.when,
                below: p.below,
            });
        }
        Ok(Self { base: Arc::new(Base { lexicon, rules, negation, priority, reasons }), own: None })
    }

    /// The same rules with the operator's own beside them; a rule without words says nothing.
    #[must_use]
    pub fn with_own(&self, own: &[OwnRule]) -> Self {
        let own = (!own.is_empty()).then(|| Own::new(&self.base.lexicon, own));
        Self { base: Arc::clone(&self.base), own }
    }

    /// Whether one of the operator's own rules holds in a note, so that it can be read otherwise than without them.
    #[must_use]
    pub fn own_holds(&self, topic: Option<&str>, text: &str) -> bool {
        self.own.as_ref().is_some_and(|own| own.holds(subject_of(topic, text)))
    }
}

/// What is read: the topic counts only where the text is empty.
fn subject_of<'a>(topic: Option<&'a str>, text: &'a str) -> &'a str {
    if text.trim().is_empty() { topic.unwrap_or_default() } else { text }
}

/// How much farther a word before the anchor counts: «уберите из обзвона и удалите данные».
const BACKWARDS: usize = 8;

/// How many of the last reached words an anchor can contend for.
const RIVALS: usize = 32;

/// A rule need not hold more often in one note.
const ENOUGH: usize = 16;

/// A rule that holds.
struct Hit {
    kind: Kind,
    confidence: f32,
    beside: bool,
    last: bool,
    anchor: (usize, usize),
    words: Vec<usize>,
}

/// What a note asks for under the law. The topic counts only where the text is empty. The operator's own rules win
/// over those of the program.
#[must_use]
pub fn classify(rules: &Rules, topic: Option<&str>, text: &str) -> Classification {
    let subject = subject_of(topic, text);
    let (own, rules) = (rules.own.as_ref(), rules.base.as_ref());
    let note = Note::new(&rules.lexicon, subject);
    let mut hits = Vec::new();
    for rule in &rules.rules {
        matched(rules, rule, &note, &mut hits);
    }
    settle(rules, &mut hits);
    let mut kinds: Vec<Proposed> = Vec::new();
    for hit in &hits {
        let known = kinds.iter().position(|p| p.kind == hit.kind);
        if known.is_some_and(|at| kinds.get(at).is_some_and(|p| p.confidence >= hit.confidence)) {
            continue;
        }
        let mut spans: Vec<(usize, usize)> = hit.words.iter().filter_map(|i| note.span(*i)).collect();
        spans.sort_unstable();
        spans.dedup();
        let words =
            spans.iter().map(|(from, to)| subject.chars().skip(*from).take(to - from).collect()).collect();
        let proposed = Proposed { kind: hit.kind, confidence: hit.confidence, words, spans, own: None };
        match known.and_then(|at| kinds.get_mut(at)) {
            Some(known) => *known = proposed,
            None => kinds.push(proposed),
        }
    }
    if let Some(own) = own {
        own.decide(&rules.negation, &note, subject, &mut kinds);
    }
    kinds.sort_by_key(|p| p.kind);
    if kinds.is_empty() {
        let reason = rules.reasons.iter().find(|(_, group)| !note.places(*group).is_empty());
        let reason = reason.map_or("other", |(reason, _)| reason.as_str());
        let none = Proposed {
            kind: Kind::NotPersonalData,
            confidence: 0.7,
            words: Vec::new(),
            spans: Vec::new(),
            own: None,
        };
        return Classification { kinds: vec![none], reason: Some(reason.to_owned()) };
    }
    Classification { kinds, reason: None }
}

/// Readings that exclude each other: the narrower one stays, by the priorities of the file in their order.
fn settle(rules: &Base, hits: &mut Vec<Hit>) {
    if hits.iter().any(|h| !h.last && !h.beside) {
        hits.retain(|h| !h.last);
    }
    for p in &rules.priority {
        let kept: Vec<((usize, usize), Vec<usize>)> =
            hits.iter().filter(|h| h.kind == p.keep).map(|h| (h.anchor, h.words.clone())).collect();
        hits.retain(|h| {
            h.kind != p.drop
                || h.confidence >= p.below
                || !kept.iter().any(|(anchor, words)| match p.when {
                    When::Anchor => anchor.0 <= h.anchor.1 && h.anchor.0 <= anchor.1,
                    When::Shared => words.iter().any(|w| h.words.contains(w)),
                    When::Present => true,
                })
        });
    }
    let firm: Vec<Kind> = hits.iter().filter(|h| !h.beside).map(|h| h.kind).collect();
    hits.retain(|h| !h.beside || firm.iter().any(|kind| *kind != h.kind));
}

/// The places where a rule holds: all groups within the window, for each place of the first group.
fn matched(rules: &Base, rule: &Rule, note: &Note, hits: &mut Vec<Hit>) {
    if rule.all.iter().chain(&rule.with).any(|group| note.places(*group).is_empty())
        || !note.places(rule.never).is_empty()
    {
        return;
    }
    let Some((first, others)) = rule.all.split_first() else { return };
    // Of two anchors that reach for the same word the nearer has it: «уберите отзыв с сайта и сотрите данные».
    let mut taken: Vec<((usize, usize), usize, usize)> = Vec::new();
    let before = hits.len();
    'places: for &(start, end) in note.places(*first) {
        if hits.len() >= before + ENOUGH {
            return;
        }
        let mut words: Vec<usize> = (start..=end).collect();
        let (mut low, mut high) = (start, end);
        let mut reached = Vec::new();
        for group in others {
            // The nearest place of the next group that keeps all within the window.
            let fits = note.near(*group, start.saturating_sub(rule.window), end + rule.window).iter().filter(
                |(s, e)| {
                    note.place(high.max(*e)) - note.place(low.min(*s)) < rule.window
                        && !(rule.ordered && *s <= end)
                },
            );
            let far = |s: usize, e: usize| if s > end { s - end } else { start.abs_diff(e) };
            let Some(&(s, e)) = fits.min_by_key(|(s, e)| (far(*s, *e), usize::MAX - e)) else {
                continue 'places;
            };
            reached.push(((s, e), if s > end { s - end } else { start.abs_diff(e) + BACKWARDS }));
            words.extend(s..=e);
            (low, high) = (low.min(s), high.max(e));
        }
        let excluded = note.near(rule.not, low.saturating_sub(2), high + 3).iter().any(|(s, e)| {
            let inside = *s <= high && *e >= low;
            inside
                || (*e < low
                    && *e + 2 >= low
                    && note.together(*e, low)
                    && !(*e + 1 < low && note.within(rules.negation.asks, *e + 1, low - 1)))
                || (*s > high && *s <= high + 3 && note.together(high, *s))
        });
        let excluded = excluded || note.within(rule.between, low, high);
        if excluded || rule.negation && taken_back(&rules.negation, note, (start, end), high) {
            continue;
        }
        let rival = |place: (usize, usize), cost: usize| {
            taken.iter().rev().take(RIVALS).find(|(p, _, _)| *p == place).map(|(_, c, at)| (*c <= cost, *at))
        };
        if reached.iter().any(|(place, cost)| rival(*place, *cost).is_some_and(|(nearer, _)| nearer)) {
            continue;
        }
        let worse: Vec<usize> = reached
            .iter()
            .filter_map(|(p, c)| rival(*p, *c).filter(|(nearer, _)| !nearer))
            .map(|r| r.1)
            .collect();
        words.sort_unstable();
        words.dedup();
        let Rule { kind, confidence, beside, last, .. } = *rule;
        if !worse.is_empty() {
            taken.retain(|(_, _, at)| !worse.contains(at));
        }
        taken.extend(reached.iter().map(|(place, cost)| (*place, *cost, start)));
        let mut own = hits.split_off(before);
        own.retain(|h| !worse.contains(&h.anchor.0));
        hits.append(&mut own);
        hits.push(Hit { kind, confidence, beside, last, anchor: (start, end), words });
    }
}

/// Whether the asking word is negated («не просит удалить», «удалять не надо») or tells of something done
/// («данные удалены»).
fn taken_back(n: &Negation, note: &Note, (start, end): (usize, usize), high: usize) -> bool {
    if note.within(n.done, start, end) {
        let before = start > 0 && note.within(n.wished, start.saturating_sub(8), start - 1);
        let inside = note.within(n.wished, start, end);
        let after = note.together(end, end + 1) && note.within(n.wished, end + 1, end + 1);
        return !(before || inside || after);
    }
    negated(n, note, (start, end), high)
}

/// Whether the asking word is negated; `high` is the last word of what it asks.
fn negated(n: &Negation, note: &Note, (start, end): (usize, usize), high: usize) -> bool {
    if start > 0 && note.within(n.next, start - 1, start - 1) && note.together(start - 1, start) {
        return true;
    }
    let broken = |from: usize, to: usize| from <= to && note.within(n.breaks, from, to);
    let before = note.near(n.before, start.saturating_sub(3), start).iter().any(|(_, e)| {
        *e < start
            && start - e <= 3
            && !broken(e + 1, start - 1)
            && !(start - e > 1 && note.within(n.asks, e + 1, start - 1))
            && note.sentence(*e) == note.sentence(start)
    });
    let asked = note.orders(start) || start > 0 && note.within(n.asks, start.saturating_sub(3), start - 1);
    let after = !asked
        && note.near(n.after, end, high.max(end + 1) + 2).iter().any(|(s, _)| {
            (*s > end && *s <= end + 3 || *s == high + 1 || *s == high + 2)
                && !broken(end + 1, s.saturating_sub(1))
                && !(*s > end + 1 && note.within(n.next, s - 1, s - 1))
                && note.sentence(*s) == note.sentence(start)
        });
    before || after
}

/// Why a note is not about personal data, in words.
#[must_use]
pub fn reason_text(reason: &str, lang: Lang) -> &'static str {
    match (reason, lang) {
        ("service", Lang::Ru) => "вопрос об услуге",
        ("connection", Lang::Ru) => "вопрос о связи",
        ("payment", Lang::Ru) => "вопрос об оплате",
        ("contract", Lang::Ru) => "вопрос о договоре",
        ("staff", Lang::Ru) => "отзыв о работе сотрудников",
        (_, Lang::Ru) => "требований по 152-ФЗ нет",
        ("service", Lang::En) => "about a service",
        ("connection", Lang::En) => "about the connection",
        ("payment", Lang::En) => "about a payment",
        ("contract", Lang::En) => "about the contract",
        ("staff", Lang::En) => "about the staff",
        (_, Lang::En) => "nothing is asked under 152-FZ",
    }
}

#[cfg(test)]
mod tests;
