//! From the language of a contact centre to kinds of demand, by rules kept as data. A note of speech, shorthand and
//! typos becomes words; a rule is some groups of stems that stand near each other, unless something near excludes it.
//! The definitions of the kinds are the operator's and the law's; the program proposes, and shows the words.

mod words;

use std::collections::HashMap;
use std::sync::LazyLock;

use serde::Deserialize;
use statute::{Kind, Lang};
use thiserror::Error;

use words::{Note, Stem};

/// Why a rules file was refused.
#[derive(Debug, Error)]
pub enum RulesError {
    #[error("reading the rules")]
    Json(#[from] serde_json::Error),
    #[error("a rule names an unknown kind: {0}")]
    UnknownKind(String),
    #[error("a rule names an unknown class: {0}")]
    UnknownClass(String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RulesFile {
    #[serde(rename = "version")]
    _version: u32,
    classes: HashMap<String, Vec<String>>,
    rules: Vec<RuleFile>,
    extra: HashMap<String, Vec<String>>,
    negations: Vec<String>,
    reasons: Vec<ReasonFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct RuleFile {
    kind: String,
    all: Vec<String>,
    window: usize,
    #[serde(default)]
    not: Vec<String>,
    #[serde(default)]
    with: Vec<String>,
    confidence: f32,
    #[serde(default = "yes")]
    negation: bool,
}

fn yes() -> bool {
    true
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ReasonFile {
    reason: String,
    any: Vec<String>,
}

/// A group of alternatives.
type Group = Vec<Stem>;

struct Rule {
    kind: Kind,
    all: Vec<Group>,
    window: usize,
    not: Group,
    /// Must stand anywhere in the note.
    with: Vec<Group>,
    confidence: f32,
    /// «не просит» before it takes the demand back.
    negation: bool,
}

/// Rules, ready for use.
pub struct Rules {
    rules: Vec<Rule>,
    negations: Group,
    reasons: Vec<(String, Group)>,
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
    Rules::from_json(include_str!("../../../../../assets/intake/rules.json")).expect("the embedded rules are checked by a test")
});

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
        let group = |terms: &[String]| -> Result<Group, RulesError> {
            let mut stems = Vec::new();
            for term in terms.iter().flat_map(|t| t.split('|')) {
                match term.strip_prefix('@') {
                    Some(name) => {
                        let class = file.classes.get(name).or_else(|| file.extra.get(name));
                        for stem in class.ok_or_else(|| RulesError::UnknownClass(name.to_owned()))? {
                            stems.push(Stem::new(stem));
                        }
                    }
                    None => stems.push(Stem::new(term)),
                }
            }
            Ok(stems)
        };
        let mut rules = Vec::new();
        for rule in &file.rules {
            rules.push(Rule {
                kind: Kind::parse(&rule.kind).ok_or_else(|| RulesError::UnknownKind(rule.kind.clone()))?,
                all: rule.all.iter().map(|g| group(std::slice::from_ref(g))).collect::<Result<_, _>>()?,
                window: rule.window,
                not: group(&rule.not)?,
                with: rule.with.iter().map(|g| group(std::slice::from_ref(g))).collect::<Result<_, _>>()?,
                confidence: rule.confidence,
                negation: rule.negation,
            });
        }
        let reasons = file.reasons.iter().map(|r| Ok((r.reason.clone(), group(&r.any)?))).collect::<Result<_, RulesError>>()?;
        Ok(Self { rules, negations: group(&file.negations)?, reasons })
    }
}

/// What a note asks for under the law. The topic counts only where the text is empty.
#[must_use]
pub fn classify(rules: &Rules, topic: Option<&str>, text: &str) -> Classification {
    let subject = if text.trim().is_empty() { topic.unwrap_or_default() } else { text };
    let note = Note::new(subject);
    let mut kinds: Vec<Proposed> = Vec::new();
    for rule in &rules.rules {
        let Some(hit) = matched(rules, rule, &note) else { continue };
        match kinds.iter_mut().find(|p| p.kind == rule.kind) {
            Some(known) if known.confidence >= rule.confidence => {}
            found => {
                let mut spans: Vec<(usize, usize)> = hit.iter().filter_map(|i| note.span(*i)).collect();
                spans.sort_unstable();
                spans.dedup();
                let words = spans.iter().map(|(from, to)| subject.chars().skip(*from).take(to - from).collect()).collect();
                let proposed = Proposed { kind: rule.kind, confidence: rule.confidence, words, spans };
                match found {
                    Some(known) => *known = proposed,
                    None => kinds.push(proposed),
                }
            }
        }
    }
    settle(&mut kinds);
    kinds.sort_by_key(|p| p.kind);
    if kinds.is_empty() {
        let reason = rules
            .reasons
            .iter()
            .find(|(_, group)| group.iter().any(|stem| note.first(stem).is_some()))
            .map_or("other", |(reason, _)| reason.as_str());
        return Classification {
            kinds: vec![Proposed { kind: Kind::NotPersonalData, confidence: 0.7, words: Vec::new(), spans: Vec::new() }],
            reason: Some(reason.to_owned()),
        };
    }
    Classification { kinds, reason: None }
}

/// Readings that exclude each other on the same words: the narrower one stays.
fn settle(kinds: &mut Vec<Proposed>) {
    let has = |kinds: &[Proposed], kind| kinds.iter().find(|p| p.kind == kind).map(|p| (p.confidence, p.spans.clone()));
    // «Временно прекратите обработку» is blocking, not an end.
    if let (Some((_, block)), Some((_, stop))) = (has(kinds, Kind::Blocking), has(kinds, Kind::StopProcessing))
        && block.iter().any(|span| stop.contains(span))
    {
        kinds.retain(|p| p.kind != Kind::StopProcessing);
    }
    // «Уберите мои данные с сайта» asks to take down, not to destroy, unless it says both.
    if let (Some((_, down)), Some((_, destroy))) = (has(kinds, Kind::StopDissemination), has(kinds, Kind::Destruction))
        && destroy.iter().all(|span| down.contains(span))
    {
        kinds.retain(|p| p.kind != Kind::Destruction);
    }
    // A question about one's own data is access, not a clarification.
    if kinds.iter().any(|p| p.kind == Kind::Access) && kinds.len() == 2 {
        kinds.retain(|p| p.kind != Kind::Clarification);
    }
    // Stopping it for the sake of advertising is a marketing refusal alone (art. 15 p. 2).
    if let (Some((_, ads)), Some((_, stop))) = (has(kinds, Kind::StopMarketing), has(kinds, Kind::StopProcessing))
        && ads.iter().any(|span| stop.contains(span))
    {
        kinds.retain(|p| p.kind != Kind::StopProcessing);
    }
    // What the authority asks about is its inquiry; only a demand that it forwards stands beside.
    if kinds.iter().any(|p| p.kind == Kind::AuthorityInquiry) {
        kinds.retain(|p| !matches!(p.kind, Kind::Complaint | Kind::Access | Kind::Clarification));
    }
    // The mere word «запрос о персональных данных» says less than anything beside it.
    if kinds.len() > 1 {
        kinds.retain(|p| p.kind != Kind::Access || p.confidence > 0.65);
    }
}

/// The words of a note that make a rule hold, all groups within the window.
fn matched(rules: &Rules, rule: &Rule, note: &Note) -> Option<Vec<usize>> {
    if rule.with.iter().any(|group| !group.iter().any(|stem| note.first(stem).is_some())) {
        return None;
    }
    let places: Vec<Vec<(usize, usize)>> =
        rule.all.iter().map(|group| group.iter().flat_map(|stem| note.places(stem)).collect()).collect();
    if places.iter().any(Vec::is_empty) {
        return None;
    }
    let first = places.first()?;
    for &(start, end) in first {
        let mut hit: Vec<usize> = (start..=end).collect();
        let (mut low, mut high) = (start, end);
        let mut whole = true;
        for group in places.iter().skip(1) {
            // The nearest place of the next group that keeps all within the window.
            let best = group
                .iter()
                .filter(|(s, e)| high.max(*e) - low.min(*s) < rule.window)
                .min_by_key(|(s, _)| s.abs_diff(start));
            let Some(&(s, e)) = best else {
                whole = false;
                break;
            };
            hit.extend(s..=e);
            (low, high) = (low.min(s), high.max(e));
        }
        if !whole {
            continue;
        }
        let near = (low.saturating_sub(1), high + 3);
        let excluded = rule.not.iter().flat_map(|stem| note.places(stem)).any(|(s, e)| e >= near.0 && s <= near.1);
        let negated = rule.negation
            && (rules.negations.iter().flat_map(|stem| note.places(stem)).any(|(s, e)| (e + 3 >= low && s <= low + 1 && s < high) || s == high + 1)
                || (low > 0 && note.is(low - 1, "не") && !note.is(low - 1, "нет")));
        if !excluded && !negated {
            return Some(hit);
        }
    }
    None
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
