//! Purposes of processing as the policy records them: with grounds, subjects, categories, terms of storage; and where
//! the policy does not agree with the law. Read only: a policy changes as a whole.

use register::processors::Processor;
use register::search::fold;
use statute::Lang;

use crate::error::{DeskError, NotFound, Result};
use crate::policy_file::{ConflictState, KeepUnit, PolicyFile, Purpose, Retention};
use crate::session::Session;
use crate::wire::{Finding, FindingArea, FindingsPage, PurposeView, PurposesPage};

/// «3 года после прекращения договора»: a term of storage in words.
fn term_words(rule: &Retention, lang: Lang) -> String {
    let length = rule.term.map(|keep| {
        let n = i64::from(keep.value);
        match (keep.unit, lang) {
            (KeepUnit::Days, Lang::Ru) => format!("{n} {}", statute::days_word(n, ["день", "дня", "дней"])),
            (KeepUnit::Months, Lang::Ru) => {
                format!("{n} {}", statute::days_word(n, ["месяц", "месяца", "месяцев"]))
            }
            (KeepUnit::Years, Lang::Ru) => format!("{n} {}", statute::days_word(n, ["год", "года", "лет"])),
            (KeepUnit::Days, Lang::En) => format!("{n} days"),
            (KeepUnit::Months, Lang::En) => format!("{n} months"),
            (KeepUnit::Years, Lang::En) => format!("{n} years"),
        }
    });
    let clause = match lang {
        Lang::Ru => format!("п. {}", rule.clause),
        Lang::En => format!("clause {}", rule.clause),
    };
    match length {
        Some(length) => format!("{clause}: {}; {length}", rule.text),
        None => format!("{clause}: {}", rule.text),
    }
}

fn view(policy: &PolicyFile, purpose: &Purpose, processors: &[Processor], lang: Lang) -> PurposeView {
    // «Незарегистрированные пользователи сайта» are «пользователи сайта» too.
    let own: Vec<&str> =
        purpose.subjects.iter().filter_map(|id| policy.subject(id)).map(|s| s.text.as_str()).collect();
    let is_own = |id: &String| {
        purpose.subjects.contains(id)
            || policy.subject(id).is_some_and(|s| own.iter().any(|text| s.text.contains(text)))
    };
    let shares = |subjects: &[String]| subjects.iter().any(is_own);
    PurposeView {
        id: purpose.id.clone(),
        clause: purpose.clause.clone(),
        text: purpose.text.clone(),
        grounds: purpose
            .grounds
            .iter()
            .filter_map(|id| policy.ground(id))
            .map(|ground| match &ground.law {
                Some(law) => format!("{} ({law})", ground.text),
                None => ground.text.clone(),
            })
            .collect(),
        subjects: purpose
            .subjects
            .iter()
            .filter_map(|id| policy.subject(id))
            .map(|subject| subject.text.clone())
            .collect(),
        categories: policy
            .categories
            .iter()
            .filter(|c| c.same_as.is_none() && shares(&c.subjects))
            .map(|c| c.text.clone())
            .collect(),
        terms: policy
            .retention
            .iter()
            .filter(|r| r.subjects.is_empty() || shares(&r.subjects))
            .map(|r| term_words(r, lang))
            .collect(),
        remark: purpose.remark.clone(),
        processors: processors
            .iter()
            .filter(|p| p.purposes.iter().any(|text| crate::three_lists::same_purpose(text, &purpose.text)))
            .map(|p| p.name.clone())
            .collect(),
    }
}

/// The purposes of the policy in force; those that hold the words searched for.
///
/// # Errors
/// Reading the register.
pub fn list(session: &Session, search: Option<&str>) -> Result<PurposesPage> {
    let policy = &session.policy_file;
    let processors = register::processors::list(session.read())?;
    let words: Vec<String> =
        search.map(|s| fold(s).split_whitespace().map(str::to_owned).collect()).unwrap_or_default();
    let purposes = policy
        .purposes
        .iter()
        .filter(|p| {
            let all = fold(&format!("{} {}", p.clause, p.text));
            words.iter().all(|word| all.contains(word))
        })
        .map(|p| view(policy, p, &processors, session.lang()))
        .collect();
    Ok(PurposesPage { policy: policy.policy.title.clone(), purposes })
}

/// One purpose, by its id or the number of its clause.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn show(session: &Session, id: &str) -> Result<PurposeView> {
    let policy = &session.policy_file;
    let purpose = policy
        .purposes
        .iter()
        .find(|p| p.id == id || p.clause == id)
        .ok_or_else(|| DeskError::NotFound { what: NotFound::Purpose, name: id.to_owned() })?;
    let processors = register::processors::list(session.read())?;
    Ok(view(policy, purpose, &processors, session.lang()))
}

/// Where a policy does not agree with the law, or a purpose lacks what the law wants of it.
pub(crate) fn conflicts(policy: &PolicyFile, lang: Lang) -> Vec<Finding> {
    let clause = |number: &str| match lang {
        Lang::Ru => format!("п. {number} политики"),
        Lang::En => format!("clause {number} of the policy"),
    };
    let finding = |code: &str, subject: String, message: String, fix: String| Finding {
        code: code.to_owned(),
        area: FindingArea::Policy,
        subject,
        message,
        fix,
        processor: None,
        disclosures: Vec::new(),
        missing: Vec::new(),
        policy_line: None,
    };
    let say = |ru: &str, en: &str| if lang == Lang::Ru { ru.to_owned() } else { en.to_owned() };
    let mut found = Vec::new();
    if policy.purposes.is_empty() {
        found.push(finding(
            "policy_missing",
            say("Политика", "Policy"),
            say("Цели обработки в реестр не внесены.", "No purposes are in the register."),
            say("Внесите опубликованную политику.", "Enter the published policy."),
        ));
    }
    for purpose in &policy.purposes {
        let grounds: Vec<_> = purpose.grounds.iter().filter_map(|id| policy.ground(id)).collect();
        if grounds.iter().all(|ground| ground.law.is_none()) {
            found.push(finding(
                "purpose_without_ground",
                clause(&purpose.clause),
                match lang {
                    Lang::Ru => format!("Для цели «{}» нет основания из ст. 6 ч. 1.", purpose.text),
                    Lang::En => format!("The purpose «{}» has no ground of art. 6 p. 1.", purpose.text),
                },
                say(
                    "Назовите основание или прекратите обработку для этой цели.",
                    "Name the ground, or stop processing for this purpose.",
                ),
            ));
        }
    }
    for conflict in &policy.conflicts {
        let code = match conflict.state {
            ConflictState::Contradicts => "policy_contradicts",
            ConflictState::Outdated => "policy_outdated",
            ConflictState::Silent => "policy_silent",
        };
        found.push(finding(
            code,
            clause(&conflict.clause),
            match lang {
                Lang::Ru => format!("{}. Закон: {}.", conflict.text, conflict.law),
                Lang::En => format!("{}. The law: {}.", conflict.text, conflict.law),
            },
            conflict.change.clone(),
        ));
    }
    found
}

/// Where the policy in force does not agree with the law.
#[must_use]
pub fn check(session: &Session) -> FindingsPage {
    FindingsPage { findings: conflicts(&session.policy_file, session.lang()) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_conflicts_of_the_example_are_findings_with_their_repair() {
        let policy = PolicyFile::konekt();
        let found = conflicts(&policy, Lang::Ru);
        assert!(found.iter().all(|f| !f.fix.is_empty() && f.message.contains("Закон: ")), "{found:?}");
        let employees = found.iter().find(|f| f.subject == "п. 4.6.1 политики").expect("seed 4.6.1");
        assert_eq!(employees.code, "policy_contradicts");
        assert!(found.iter().any(|f| f.code == "policy_outdated" && f.subject.contains("6 (1)")));
    }

    #[test]
    fn a_purpose_without_a_ground_of_the_law_is_told() {
        let mut policy = PolicyFile::konekt();
        policy.purposes[0].grounds.clear();
        let found = conflicts(&policy, Lang::Ru);
        assert_eq!(found.iter().filter(|f| f.code == "purpose_without_ground").count(), 1);
        assert!(conflicts(&PolicyFile::empty(), Lang::Ru).iter().any(|f| f.code == "policy_missing"));
    }

    #[test]
    fn a_purpose_has_its_grounds_categories_and_terms() {
        let policy = PolicyFile::konekt();
        let contract = policy.purposes.iter().find(|p| p.id == "contract").expect("the purpose");
        let view = view(&policy, contract, &[], Lang::Ru);
        assert_eq!(view.clause, "2.5.1");
        assert_eq!(view.grounds.len(), 2);
        assert!(view.categories.contains(&"фамилия, имя, отчество".to_owned()), "{:?}", view.categories);
        assert!(view.terms.iter().any(|t| t.contains("года") || t.contains("лет")), "{:?}", view.terms);
    }
}
