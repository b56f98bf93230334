//! The operator's own record: from a form or a TOML file, with warnings that do not stop anybody.

use register::operator::Operator;
use statute::Lang;

use crate::context::{zone_names, zone_offset};
use crate::error::{DeskError, FieldProblem, Result};
use crate::session::Session;
use crate::toml_problem::toml_error;
use crate::wire::{Masks, OperatorForm, OperatorView, PersonPost};

pub(crate) const MASK_CASE: &str = "{yyyy}-{nnnn}";
pub(crate) const MASK_LETTER: &str = "{nnn}/ПДн";

fn tidy(text: Option<String>) -> Option<String> {
    text.map(|t| t.trim().to_owned()).filter(|t| !t.is_empty())
}

/// Reads the operator file of the command line; an unknown key is an error that names it.
///
/// # Errors
/// [`DeskError::Toml`] with the line.
pub fn from_toml(text: &str) -> Result<OperatorForm> {
    toml::from_str(text).map_err(|error| toml_error(text, &error))
}

/// Checks a form and makes the record of it.
///
/// # Errors
/// A field problem: empty name, unknown time zone, a mask without a counter.
pub fn check(form: OperatorForm) -> Result<Operator> {
    let name = form.name.trim().to_owned();
    if name.is_empty() {
        return Err(DeskError::Field { field: "name", problem: FieldProblem::Empty });
    }
    let time_zone = tidy(form.time_zone).unwrap_or_else(|| "Europe/Moscow".to_owned());
    if zone_offset(&time_zone).is_none() {
        return Err(DeskError::Field {
            field: "time_zone",
            problem: FieldProblem::Unknown { value: time_zone, allowed: zone_names() },
        });
    }
    let masks = form.masks.unwrap_or(Masks { case: None, letter: None });
    let mask_case = mask("case_mask", masks.case, MASK_CASE)?;
    let mask_letter = mask("letter_mask", masks.letter, MASK_LETTER)?;
    let (responsible_name, responsible_post) = person(form.responsible);
    let (signatory_name, signatory_post) = person(form.signatory);
    let operator = Operator {
        name,
        short_name: tidy(form.short_name),
        address: tidy(form.address),
        inn: tidy(form.inn),
        ogrn: tidy(form.ogrn),
        kpp: tidy(form.kpp),
        email: tidy(form.email),
        phone: tidy(form.phone),
        site: tidy(form.site),
        responsible_name,
        responsible_post,
        signatory_name,
        signatory_post,
        time_zone,
        mask_case,
        mask_letter,
    };
    let signatory = [&operator.signatory_name, &operator.signatory_post];
    let responsible = [&operator.responsible_name, &operator.responsible_post];
    let fields = [
        ("short_name", &operator.short_name),
        ("address", &operator.address),
        ("inn", &operator.inn),
        ("ogrn", &operator.ogrn),
        ("kpp", &operator.kpp),
        ("site", &operator.site),
        ("phone", &operator.phone),
        ("email", &operator.email),
    ];
    let posts = signatory.map(|text| ("signatory", text)).into_iter();
    let posts = posts.chain(responsible.map(|text| ("responsible", text)));
    let name = Some(operator.name.clone());
    for (field, text) in std::iter::once(("name", &name)).chain(fields).chain(posts) {
        if text.as_ref().is_some_and(|text| text.chars().count() > 500) {
            return Err(DeskError::Field { field, problem: FieldProblem::TooLong { limit: 500 } });
        }
    }
    Ok(operator)
}

fn person(post: Option<PersonPost>) -> (Option<String>, Option<String>) {
    match post {
        None => (None, None),
        Some(PersonPost { name, post }) => (tidy(Some(name)), tidy(Some(post))),
    }
}

fn mask(field: &'static str, given: Option<String>, default: &str) -> Result<String> {
    let mask = tidy(given).unwrap_or_else(|| default.to_owned());
    match mask_problem(&mask) {
        None => Ok(mask),
        Some(problem) => Err(DeskError::Field { field, problem }),
    }
}

/// What is wrong with a number mask: it must count once, and hold nothing in braces that is not replaced.
pub(crate) fn mask_problem(mask: &str) -> Option<FieldProblem> {
    if mask.is_empty() {
        return Some(FieldProblem::Empty);
    }
    if mask.chars().count() > 40 {
        return Some(FieldProblem::TooLong { limit: 40 });
    }
    let (mut rest, mut counters) = (mask, 0);
    while let Some(from) = rest.find(['{', '}']) {
        let token = rest.get(from..).and_then(|tail| tail.find('}').and_then(|to| tail.get(..=to)));
        let inner = token.and_then(|t| t.strip_prefix('{')).and_then(|t| t.strip_suffix('}'));
        match inner {
            Some("yyyy" | "yy") => {}
            Some(n) if (1..=9).contains(&n.len()) && n.bytes().all(|b| b == b'n') => counters += 1,
            _ => {
                let value = token.unwrap_or_else(|| rest.get(from..).unwrap_or_default()).to_owned();
                return Some(FieldProblem::MaskPart { value });
            }
        }
        rest = rest.get(from + token.map_or(1, str::len)..).unwrap_or_default();
    }
    (counters != 1 || mask.chars().any(char::is_control)).then_some(FieldProblem::MaskCounter)
}

pub(crate) fn form_of(operator: &Operator) -> OperatorForm {
    let pair = |name: &Option<String>, post: &Option<String>| {
        (name.is_some() || post.is_some()).then(|| PersonPost {
            name: name.clone().unwrap_or_default(),
            post: post.clone().unwrap_or_default(),
        })
    };
    OperatorForm {
        name: operator.name.clone(),
        short_name: operator.short_name.clone(),
        address: operator.address.clone(),
        inn: operator.inn.clone(),
        ogrn: operator.ogrn.clone(),
        kpp: operator.kpp.clone(),
        email: operator.email.clone(),
        phone: operator.phone.clone(),
        site: operator.site.clone(),
        responsible: pair(&operator.responsible_name, &operator.responsible_post),
        signatory: pair(&operator.signatory_name, &operator.signatory_post),
        time_zone: Some(operator.time_zone.clone()),
        masks: Some(Masks {
            case: Some(operator.mask_case.clone()),
            letter: Some(operator.mask_letter.clone()),
        }),
    }
}

/// Control digits of an ИНН (10 or 12 digits) by the rule of the Federal Tax Service.
#[must_use]
pub fn inn_is_valid(inn: &str) -> bool {
    let Some(d) = digits(inn) else { return false };
    let sum = |weights: &[u32]| weights.iter().zip(&d).map(|(w, d)| w * d).sum::<u32>() % 11 % 10;
    match d.len() {
        10 => d.get(9) == Some(&sum(&[2, 4, 10, 3, 5, 9, 4, 6, 8])),
        12 => {
            d.get(10) == Some(&sum(&[7, 2, 4, 10, 3, 5, 9, 4, 6, 8]))
                && d.get(11) == Some(&sum(&[3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8]))
        }
        _ => false,
    }
}

/// Control digit of an ОГРН (13 digits) or ОГРНИП (15 digits).
#[must_use]
pub fn ogrn_is_valid(ogrn: &str) -> bool {
    let Some(d) = digits(ogrn) else { return false };
    let modulus = match d.len() {
        13 => 11,
        15 => 13,
        _ => return false,
    };
    let Some((last, body)) = d.split_last() else { return false };
    let number = body.iter().fold(0u64, |n, d| n * 10 + u64::from(*d));
    u64::from(*last) == number % modulus % 10
}

fn digits(text: &str) -> Option<Vec<u32>> {
    text.chars().map(|c| c.to_digit(10)).collect()
}

/// What is doubtful about the record; nothing of it stops anybody.
#[must_use]
pub fn warnings(operator: &Operator, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    let mut say =
        |ru: &str, en: &str| found.push(if lang == Lang::Ru { ru.to_owned() } else { en.to_owned() });
    if operator.inn.as_deref().is_some_and(|inn| !inn_is_valid(inn)) {
        say("ИНН: контрольные цифры не сходятся", "INN: the control digits do not agree");
    }
    if operator.ogrn.as_deref().is_some_and(|ogrn| !ogrn_is_valid(ogrn)) {
        say("ОГРН: контрольная цифра не сходится", "OGRN: the control digit does not agree");
    }
    found
}

/// What letters will lack until it is filled in: name, address, signatory.
#[must_use]
pub fn gaps(operator: &Operator, lang: Lang) -> Vec<String> {
    let mut found = Vec::new();
    let mut lacks = |missing: bool, ru: &str, en: &str| {
        if missing {
            found.push(if lang == Lang::Ru { ru.to_owned() } else { en.to_owned() });
        }
    };
    lacks(operator.name.is_empty(), "наименование", "name");
    lacks(operator.address.is_none(), "адрес", "address");
    lacks(operator.signatory_name.is_none() || operator.signatory_post.is_none(), "подписант", "signatory");
    found
}

/// The operator of a vault that was made without one: what the preset knows, and nothing else.
///
/// # Errors
/// None today; the form is checked when the vault is made.
pub fn preset(preset: crate::wire::PolicyPreset, lang: Lang) -> Result<OperatorForm> {
    let facts = match preset {
        crate::wire::PolicyPreset::Konekt => crate::policy_file::PolicyFile::konekt().policy.operator,
        crate::wire::PolicyPreset::Empty => None,
    };
    let unnamed = match lang {
        Lang::Ru => "Оператор не указан",
        Lang::En => "Operator not given",
    };
    Ok(OperatorForm {
        name: facts.as_ref().map_or_else(|| unnamed.to_owned(), |f| f.name.clone()),
        short_name: None,
        address: None,
        inn: None,
        ogrn: None,
        kpp: None,
        email: facts.as_ref().and_then(|f| f.email.clone()),
        phone: None,
        site: facts.as_ref().and_then(|f| f.site.clone()),
        responsible: None,
        signatory: None,
        time_zone: None,
        masks: None,
    })
}

/// The operator's record with its warnings.
///
/// # Errors
/// Reading the register.
pub fn show(session: &Session) -> Result<OperatorView> {
    let operator = session.operator()?;
    let lang = session.lang();
    Ok(OperatorView {
        operator: form_of(&operator),
        warnings: warnings(&operator, lang),
        gaps: gaps(&operator, lang),
    })
}

/// Writes the operator's record.
///
/// # Errors
/// A field problem; writing the register.
pub fn save(session: &mut Session, form: OperatorForm) -> Result<OperatorView> {
    let operator = check(form)?;
    let known = [(register::Entity::Operator, 1)];
    session.write_undoable(
        "operator_save",
        register::Entity::Operator,
        "1",
        &known,
        |write| -> Result<()> { Ok(register::operator::save(write, &operator)?) },
    )?;
    session.refresh()?;
    show(session)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn control_digits() {
        assert!(inn_is_valid("7707083893"));
        assert!(inn_is_valid("500100732259"));
        assert!(!inn_is_valid("7707083894"));
        assert!(!inn_is_valid("77070838"));
        assert!(ogrn_is_valid("1027700132195"));
        assert!(!ogrn_is_valid("1027700132196"));
    }

    #[test]
    fn an_unknown_key_is_named_with_its_line() {
        let error = from_toml("name = \"ООО «Пример»\"\nadress = \"x\"\n").expect_err("unknown key");
        let wire = error.wire(Lang::Ru);
        assert_eq!(wire.place.as_deref(), Some("строка 2, столбец 1"));
        assert!(wire.message.contains("«adress»") && wire.hint.contains("address"), "{wire:?}");
    }

    #[test]
    fn a_mask_must_count() {
        let form = |mask: &str| OperatorForm {
            masks: Some(Masks { case: Some(mask.to_owned()), letter: None }),
            ..from_toml("name = \"ООО «Пример»\"").expect("a form")
        };
        for good in ["{yyyy}/{nnnnn}", "{n}", "ОБ-{yy}-{nnn}/ПДн"] {
            assert!(check(form(good)).is_ok(), "{good}");
        }
        let counter = Some(FieldProblem::MaskCounter);
        for (bad, problem) in [
            ("постоянный", counter.clone()),
            ("{yyyy}", counter.clone()),
            ("{n}-{nn}", counter),
            ("{nnnn", Some(FieldProblem::MaskPart { value: "{nnnn".to_owned() })),
            ("{n}}", Some(FieldProblem::MaskPart { value: "}".to_owned() })),
            ("{n}{mm}", Some(FieldProblem::MaskPart { value: "{mm}".to_owned() })),
            ("{nnnnnnnnnn}", Some(FieldProblem::MaskPart { value: "{nnnnnnnnnn}".to_owned() })),
            ("{ё}{n}", Some(FieldProblem::MaskPart { value: "{ё}".to_owned() })),
        ] {
            assert_eq!(mask_problem(bad), problem, "{bad}");
            assert!(check(form(bad)).is_err(), "{bad}");
        }
    }
}
