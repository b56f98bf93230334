//! The operator's own rules: proposed after a correction, tried on what is in the register, kept. A kept rule takes part
//! in every later reading; what was read before stays as it is.

use intake::classify::{
    Classification, LONGEST_RULE, OwnRule, OwnRuleProblem, Rules, classify as read_note, propose_words,
};
use register::Entity;
use register::rules::{self as records, Rule};
use register::words::RuleEffect;
use statute::Kind;

use crate::cases::load;
use crate::error::{DeskError, FieldProblem, NotFound, Result};
use crate::session::Session;
use crate::wire::{
    Classified, ClassifyMatch, RuleExample, RuleForm, RuleKept, RuleOffer, RuleOffers, RuleTrial, RuleView,
    RulesPage, RulesProposeRequest, TextMark,
};

/// How many examples of its effect a rule is shown with.
const EXAMPLES: usize = 20;
/// How many characters of a note an example shows.
const EXCERPT: usize = 220;

fn own_rule(rule: &Rule) -> OwnRule {
    OwnRule { id: rule.id, words: rule.words.clone(), kind: rule.kind, asks: rule.effect == RuleEffect::Asks }
}

/// The rules of the program with the operator's own beside them: what every note of this register is read by.
///
/// # Errors
/// Reading the register.
pub(crate) fn of(session: &Session) -> Result<Rules> {
    let own: Vec<OwnRule> = records::list(session.read())?.iter().map(own_rule).collect();
    Ok(Rules::builtin().with_own(&own))
}

/// Rules to read many notes by.
pub struct Reader(Rules);

impl Reader {
    /// The program's rules alone: they need no vault.
    #[must_use]
    pub fn builtin() -> Self {
        Self(Rules::builtin().with_own(&[]))
    }

    /// What these rules make of one note.
    #[must_use]
    pub fn classify(&self, topic: Option<&str>, text: &str) -> Classified {
        let found = read_note(&self.0, topic, text);
        let matches = found.kinds.iter().filter(|p| p.kind != Kind::NotPersonalData).map(|p| ClassifyMatch {
            kind: p.kind,
            words: p.words.clone(),
            confidence: p.confidence,
            rule: p.own.map(|id| id.to_string()),
        });
        Classified {
            kinds: found.kinds.iter().map(|p| p.kind).collect(),
            matches: matches.collect(),
            reason: found.reason.clone(),
        }
    }
}

/// What the rules of this register make of one note.
///
/// # Errors
/// Reading the register.
pub fn classify(session: &Session, topic: Option<&str>, text: &str) -> Result<Classified> {
    Ok(reader(session)?.classify(topic, text))
}

/// The rules of this register.
///
/// # Errors
/// Reading the register.
pub fn reader(session: &Session) -> Result<Reader> {
    of(session).map(Reader)
}

fn view(rule: Rule) -> RuleView {
    let Rule { id, words, kind, effect, from_case, made_on } = rule;
    RuleView { id: id.to_string(), words, kind, effect, from_case, made_on }
}

/// All own rules, in the order in which they were made.
///
/// # Errors
/// Reading the register.
pub fn list(session: &Session) -> Result<RulesPage> {
    Ok(RulesPage { rules: records::list(session.read())?.into_iter().map(view).collect() })
}

/// The kinds of a reading; none for what is not about personal data.
fn kinds(found: &Classification) -> Vec<Kind> {
    found.kinds.iter().map(|p| p.kind).filter(|k| *k != Kind::NotPersonalData).collect()
}

/// Which rules a correction suggests, with the words that matter.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn propose(session: &Session, request: &RulesProposeRequest) -> Result<RuleOffers> {
    let case = load(session, &request.number)?;
    let rules = of(session)?;
    let reads =
        |topic: Option<&str>, text: &str, kind: Kind| kinds(&read_note(&rules, topic, text)).contains(&kind);
    // The contact that was corrected; else the first that was misread; else the first.
    let contact = request
        .contact
        .and_then(|at| case.contacts.get(at as usize))
        .or_else(|| {
            let wrong = request.removed?;
            case.contacts.iter().find(|c| reads(c.topic.as_deref(), &c.text, wrong))
        })
        .or_else(|| case.contacts.first());
    let Some(contact) = contact else { return Ok(RuleOffers { offers: Vec::new() }) };
    let (topic, text) = (contact.topic.as_deref(), contact.text.as_str());
    let names: Vec<String> = case.subject.full_name.iter().chain(contact.full_name.iter()).cloned().collect();
    let mut offers = Vec::new();
    let mut offer = |kind: Kind, effect: RuleEffect, wrong: Option<Kind>| {
        let proposal = propose_words(&rules, topic, text, wrong, &names);
        if !proposal.words.is_empty() {
            offers.push(RuleOffer { kind, effect, words: proposal.words, chosen: proposal.chosen });
        }
    };
    if let Some(kind) = request.added.filter(|k| *k != Kind::NotPersonalData && !reads(topic, text, *k)) {
        // The words that were misread are those that matter: «уберите мой номер» was read as advertising.
        offer(kind, RuleEffect::Asks, request.removed);
    }
    if let Some(kind) = request.removed.filter(|k| reads(topic, text, *k)) {
        offer(kind, RuleEffect::DoesNotAsk, Some(kind));
    }
    Ok(RuleOffers { offers })
}

fn rule_of(session: &Session, form: &RuleForm) -> Result<Rule> {
    let field = |problem| DeskError::Field { field: "words", problem };
    let words = OwnRule::words_of(&form.words).map_err(|problem| match problem {
        OwnRuleProblem::NoWords => field(FieldProblem::Empty),
        OwnRuleProblem::TooMany => field(FieldProblem::TooMany { limit: LONGEST_RULE }),
        OwnRuleProblem::NotAWord(word) => field(FieldProblem::NotAWord { word }),
    })?;
    if !form.kind.is_demand() || form.kind == Kind::NotPersonalData {
        let allowed = Kind::ALL.iter().filter(|k| k.is_demand() && **k != Kind::NotPersonalData);
        let allowed = allowed.map(|k| k.as_str().to_owned()).collect();
        let problem = FieldProblem::Unknown { value: form.kind.as_str().to_owned(), allowed };
        return Err(DeskError::Field { field: "kind", problem });
    }
    let from_case = form.from_case.as_deref().map(|number| load(session, number)).transpose()?;
    Ok(Rule {
        id: 0,
        words,
        kind: form.kind,
        effect: form.effect,
        from_case: from_case.map(|case| case.number),
        made_on: session.today(),
    })
}

/// Part of a text around its first mark, and the marks within it.
fn excerpt(text: &str, marks: &[(usize, usize)], kind: Kind) -> (String, Vec<TextMark>) {
    let length = text.chars().count();
    let first = marks.iter().map(|(from, _)| *from).min().unwrap_or(0);
    let start = if length <= EXCERPT { 0 } else { first.saturating_sub(EXCERPT / 3).min(length - EXCERPT) };
    let end = (start + EXCERPT).min(length);
    let mut part: String = text.chars().skip(start).take(end - start).collect();
    let shift = usize::from(start > 0);
    if start > 0 {
        part.insert(0, '…');
    }
    if end < length {
        part.push('…');
    }
    let place = |at: usize| u32::try_from(at - start + shift).unwrap_or(u32::MAX);
    let marks = marks
        .iter()
        .filter(|(from, to)| *from >= start && *to <= end)
        .map(|(from, to)| TextMark { from: place(*from), to: place(*to), kind })
        .collect();
    (part, marks)
}

fn tried(session: &Session, rule: &Rule) -> Result<RuleTrial> {
    let kept = records::list(session.read())?;
    let mut own: Vec<OwnRule> = kept.iter().map(own_rule).collect();
    let before = Rules::builtin().with_own(&own);
    // A rule that is not kept yet is the last made.
    let new = OwnRule { id: i64::MAX, ..own_rule(rule) };
    own.push(new.clone());
    let after = Rules::builtin().with_own(&own);
    // Alone it tells quickly which notes have its words, and it marks them.
    let asking = OwnRule { asks: true, ..new };
    let alone = Rules::builtin().with_own(std::slice::from_ref(&asking));
    let mut trial = RuleTrial { tried: 0, changed: 0, examples: Vec::new(), contradicts: Vec::new() };
    let mut against = Vec::new();
    records::past_notes(session.read(), |note| -> Result<()> {
        trial.tried += 1;
        let (topic, text) = (note.topic.as_deref(), note.text.as_str());
        if !alone.own_holds(topic, text) {
            return Ok(());
        }
        let (was, is) = (kinds(&read_note(&before, topic, text)), kinds(&read_note(&after, topic, text)));
        if was == is {
            return Ok(());
        }
        trial.changed += 1;
        let by_hand = match &note.case {
            Some((id, _)) => records::decisions(session.read(), *id)?,
            None => Vec::new(),
        };
        let contradicts = by_hand
            .iter()
            .any(|(kind, asks)| *kind == rule.kind && *asks != (rule.effect == RuleEffect::Asks));
        if let Some((_, number)) = note.case.as_ref().filter(|_| contradicts)
            && !trial.contradicts.contains(number)
        {
            trial.contradicts.push(number.clone());
        }
        let list = if contradicts { &mut against } else { &mut trial.examples };
        if list.len() < EXAMPLES {
            let shown = if text.trim().is_empty() { topic.unwrap_or_default() } else { text };
            let marks = read_note(&alone, None, shown)
                .kinds
                .iter()
                .filter(|p| p.own.is_some())
                .flat_map(|p| p.spans.clone())
                .collect::<Vec<_>>();
            let (text, marks) = excerpt(shown, &marks, rule.kind);
            let (run, row) = note.row.unzip();
            let case = note.case.map(|(_, number)| number);
            list.push(RuleExample { case, run, row, text, marks, before: was, after: is, contradicts });
        }
        Ok(())
    })?;
    against.append(&mut trial.examples);
    against.truncate(EXAMPLES);
    trial.examples = against;
    Ok(trial)
}

/// Tries a rule on what is in the register. Changes nothing.
///
/// # Errors
/// A field problem; reading the register.
pub fn try_rule(session: &Session, form: &RuleForm) -> Result<RuleTrial> {
    tried(session, &rule_of(session, form)?)
}

/// Keeps a rule. Demands and readings that are in the register stay as they are.
///
/// # Errors
/// A field problem, [`DeskError::RuleKnown`]; writing the register.
pub fn keep(session: &mut Session, form: &RuleForm) -> Result<RuleKept> {
    let mut rule = rule_of(session, form)?;
    if let Some(id) = records::known(session.read(), &rule.words, rule.kind, rule.effect)? {
        return Err(DeskError::RuleKnown { id: id.to_string() });
    }
    let trial = tried(session, &rule)?;
    rule.id =
        session.write_undoable("rule_add", Entity::Rule, "", &[], |write| Ok(records::add(write, &rule)?))?;
    Ok(RuleKept { rule: view(rule), trial })
}

/// Removes a rule.
///
/// # Errors
/// [`DeskError::NotFound`]; writing the register.
pub fn remove(session: &mut Session, id: &str) -> Result<RulesPage> {
    let missing = || DeskError::NotFound { what: NotFound::Rule, name: id.trim().to_owned() };
    let rule: i64 = id.trim().parse().map_err(|_| missing())?;
    session
        .write_undoable("rule_remove", Entity::Rule, &rule.to_string(), &[(Entity::Rule, rule)], |write| {
            Ok(records::remove(write, rule)?)
        })
        .map_err(|error| match error {
            DeskError::NotFound { .. } => missing(),
            other => other,
        })?;
    list(session)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_excerpt_keeps_its_marks_on_their_words() {
        let text = format!("{} удалите данные {}", "слово ".repeat(100), "ещё ".repeat(100));
        let from = text.chars().take_while(|c| *c != 'у').count();
        let (part, marks) = excerpt(&text, &[(from, from + 7)], Kind::Destruction);
        assert!(part.starts_with('…') && part.ends_with('…') && part.chars().count() <= EXCERPT + 2);
        let mark = &marks[0];
        let marked: String =
            part.chars().skip(mark.from as usize).take((mark.to - mark.from) as usize).collect();
        assert_eq!(marked, "удалите");
        let (whole, marks) = excerpt("удалите", &[(0, 7)], Kind::Destruction);
        assert_eq!((whole.as_str(), marks[0].from, marks[0].to), ("удалите", 0, 7));
    }
}
