//! Names in the grammatical case that a letter needs: dative for the addressee, genitive in the text, initials.
//! Gender comes from the patronymic or from a person, never from a first name or a surname.

use petrovich::{Case, Gender};

use crate::compose::PersonGender;
use crate::text::clean;

/// Parts of a name. A single name is `last`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NameParts {
    pub last: Option<String>,
    pub first: Option<String>,
    pub middle: Option<String>,
}

const TURKIC_MALE: &[&str] = &["оглы", "оглу", "угли", "улы", "уулу"];
const TURKIC_FEMALE: &[&str] = &["кызы", "гызы", "кизи"];

fn is_turkic(word: &str) -> bool {
    let lower = word.to_lowercase();
    TURKIC_MALE.contains(&lower.as_str()) || TURKIC_FEMALE.contains(&lower.as_str())
}

/// Gender of a patronymic by its ending; `None` where the ending does not say.
fn patronymic_gender(middle: &str) -> Option<PersonGender> {
    let lower = middle.to_lowercase().replace('ё', "е");
    let last = lower.split([' ', '-']).next_back().unwrap_or_default();
    if TURKIC_MALE.contains(&last) {
        return Some(PersonGender::Male);
    }
    if TURKIC_FEMALE.contains(&last) {
        return Some(PersonGender::Female);
    }
    let long_enough = last.chars().count() >= 5;
    if long_enough && ["ович", "евич", "ич"].iter().any(|e| last.ends_with(e)) {
        Some(PersonGender::Male)
    } else if long_enough && ["овна", "евна", "ична", "инична"].iter().any(|e| last.ends_with(e))
    {
        Some(PersonGender::Female)
    } else {
        None
    }
}

/// An ending that only a patronymic has, for telling the order of the words apart.
fn looks_like_patronymic(word: &str) -> bool {
    let lower = word.to_lowercase();
    ["ович", "евич", "ьич", "овна", "евна", "ична"].iter().any(|e| lower.ends_with(e))
        && lower.chars().count() >= 6
}

/// «ИВАНОВА-ПЕТРОВА» to «Иванова-Петрова»; mixed case is left as it is.
fn title_case(word: &str) -> String {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    if letters < 2 || word.chars().any(char::is_lowercase) || word.contains('.') {
        return word.to_owned();
    }
    let mut out = String::with_capacity(word.len());
    let mut start = true;
    for c in word.chars() {
        if start {
            out.push(c);
        } else {
            out.extend(c.to_lowercase());
        }
        start = !c.is_alphabetic();
    }
    out
}

/// Splits a full name as it is usually written: surname first, or first name and patronymic first if the second word is
/// unmistakably a patronymic. A single word is taken as `last`.
#[must_use]
pub fn split_name(full: &str) -> NameParts {
    let cleaned = clean(full).replace('\u{a0}', " ");
    let words: Vec<String> = cleaned.split(' ').filter(|w| !w.is_empty()).map(title_case).collect();
    let some = |text: String| if text.is_empty() { None } else { Some(text) };
    match words.as_slice() {
        [] => NameParts::default(),
        [only] => NameParts { last: some(only.clone()), first: None, middle: None },
        [first, middle, last @ ..]
            if !last.is_empty()
                && looks_like_patronymic(middle)
                && !looks_like_patronymic(&last[last.len() - 1]) =>
        {
            NameParts { last: some(last.join(" ")), first: some(first.clone()), middle: some(middle.clone()) }
        }
        [last, first] => NameParts { last: some(last.clone()), first: some(first.clone()), middle: None },
        [last, first, middle @ ..] => {
            NameParts { last: some(last.clone()), first: some(first.clone()), middle: some(middle.join(" ")) }
        }
    }
}

impl NameParts {
    /// From the parts of a record, or from the whole name where a part is not kept apart.
    pub(crate) fn from_record(
        full: Option<&str>,
        last: Option<&str>,
        first: Option<&str>,
        middle: Option<&str>,
    ) -> Self {
        let part = |text: Option<&str>| {
            text.map(|t| clean(t).split(' ').map(title_case).collect::<Vec<_>>().join(" "))
                .filter(|t| !t.is_empty())
        };
        if part(last).is_some() || part(first).is_some() {
            return Self { last: part(last), first: part(first), middle: part(middle) };
        }
        full.map(split_name).unwrap_or_default()
    }

    /// `given` by a person wins; else the patronymic says.
    pub(crate) fn gender(&self, given: Option<PersonGender>) -> Option<PersonGender> {
        given.or_else(|| self.middle.as_deref().and_then(patronymic_gender))
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.last.is_none() && self.first.is_none()
    }

    /// Whole name, nominative.
    pub(crate) fn full(&self) -> String {
        [&self.last, &self.first, &self.middle]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .collect::<Vec<_>>()
            .join(" ")
    }

    /// First name and patronymic, or what there is of them.
    pub(crate) fn address(&self) -> Option<String> {
        let first = self.first.as_ref()?;
        Some(match &self.middle {
            Some(middle) => format!("{first} {middle}"),
            None => first.clone(),
        })
    }

    fn initials(&self) -> String {
        let initial = |text: &Option<String>| {
            text.as_ref()
                .and_then(|t| t.chars().find(|c| c.is_alphabetic()))
                .map(|c| format!("{}.", c.to_uppercase()))
        };
        [initial(&self.first), initial(&self.middle)].into_iter().flatten().collect::<Vec<_>>().join(" ")
    }

    fn in_case(&self, case: Case, gender: PersonGender) -> Self {
        let gender = match gender {
            PersonGender::Male => Gender::Male,
            PersonGender::Female => Gender::Female,
        };
        let inflect = |text: &Option<String>, how: fn(Gender, &str, Case) -> String| {
            text.as_ref().map(|t| {
                t.split(' ')
                    .map(|w| if is_turkic(w) { w.to_owned() } else { inflect_safely(w, gender, case, how) })
                    .collect::<Vec<_>>()
                    .join(" ")
            })
        };
        let turkic = self.middle.as_deref().is_some_and(|m| m.split(' ').any(is_turkic));
        // A single name (a mononym) declines as a first name does.
        let (last_how, last): (fn(Gender, &str, Case) -> String, _) = if self.first.is_none() {
            (petrovich::firstname, &self.last)
        } else {
            (petrovich::lastname, &self.last)
        };
        Self {
            last: inflect(last, last_how),
            first: inflect(&self.first, petrovich::firstname),
            middle: if turkic { self.middle.clone() } else { inflect(&self.middle, petrovich::middlename) },
        }
    }

    /// «Иванову И. П.»; in the nominative as long as the gender is unknown (nothing is guessed).
    pub(crate) fn dative_short(&self, gender: Option<PersonGender>) -> String {
        let Some(gender) = gender else { return self.full() };
        let dative = self.in_case(Case::Dative, gender);
        let last = dative.last.or(dative.first.clone()).unwrap_or_default();
        let initials = if self.last.is_some() { self.initials() } else { String::new() };
        if initials.is_empty() { last } else { format!("{last} {initials}") }
    }

    /// Whole name in the genitive («Иванова Ивана Петровича»), nominative while the gender is unknown.
    pub(crate) fn genitive_full(&self, gender: Option<PersonGender>) -> String {
        gender.map_or_else(|| self.full(), |g| self.in_case(Case::Genitive, g).full())
    }
}

/// Inflects one word, hyphenated parts each. Words that are not Russian stay as they are.
fn inflect_safely(word: &str, gender: Gender, case: Case, how: fn(Gender, &str, Case) -> String) -> String {
    let russian = word.chars().all(|c| matches!(c, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё' | '-'));
    // The rules cut up to four letters from the end: shorter parts could not be cut.
    let parts_long_enough = word.split('-').all(|part| part.chars().count() >= 2);
    if !russian || !parts_long_enough || word.split('-').any(|p| p.chars().count() > 60) {
        return word.to_owned();
    }
    let lower = word.to_lowercase();
    // Indeclinable surnames the rules do not all know: -ых, -их, -ко, -аго, -ово.
    if std::ptr::fn_addr_eq(how, petrovich::lastname as fn(Gender, &str, Case) -> String)
        && ["ых", "их", "ко", "аго", "ово", "яго"].iter().any(|e| lower.ends_with(e))
    {
        return word.to_owned();
    }
    how(gender, word, case)
}

/// «Иванову И. П.» from a full name, for a list or a preview; the name itself while the gender cannot be told.
#[must_use]
pub fn dative_short(full: &str, gender: Option<PersonGender>) -> String {
    let parts = split_name(full);
    parts.dative_short(parts.gender(gender))
}

/// «И. П. Иванов»: initials before the surname, as a signature wants it. A name already given with initials is only
/// put in order.
#[must_use]
pub fn initials_first(full: &str) -> String {
    let cleaned = clean(full).replace('\u{a0}', " ");
    let words: Vec<&str> = cleaned.split(' ').filter(|w| !w.is_empty()).collect();
    let dotted = |w: &&str| w.contains('.');
    if words.iter().any(dotted) {
        let mut initials = Vec::new();
        let mut names = Vec::new();
        for word in &words {
            if word.contains('.') {
                initials.extend(word.split('.').filter(|p| !p.is_empty()).map(|p| format!("{p}.")));
            } else {
                names.push(title_case(word));
            }
        }
        initials.extend(names);
        return initials.join(" ");
    }
    let parts = split_name(full);
    match (&parts.last, parts.initials()) {
        (Some(last), initials) if !initials.is_empty() => format!("{initials} {last}"),
        _ => parts.full(),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use PersonGender::{Female, Male};

    fn dative(full: &str, gender: Option<PersonGender>) -> String {
        dative_short(full, gender)
    }

    #[test]
    fn addressee_in_the_dative() {
        for (full, gender, expected) in [
            ("Иванов Иван Петрович", None, "Иванову И. П."),
            ("Иванова Анна Сергеевна", None, "Ивановой А. С."),
            ("Петренко Олег Игоревич", None, "Петренко О. И."),
            ("Черных Мария Львовна", None, "Черных М. Л."),
            ("Седых Павел Ильич", None, "Седых П. И."),
            ("Римский-Корсаков Андрей Ильич", None, "Римскому-Корсакову А. И."),
            ("Мамин-Сибиряк Дмитрий Наркисович", None, "Мамину-Сибиряку Д. Н."),
            ("Шевчук Ирина Олеговна", None, "Шевчук И. О."),
            ("Шевчук Игорь Олегович", None, "Шевчуку И. О."),
            ("Коваль Дарья Ильинична", None, "Коваль Д. И."),
            ("Левицкий Лев Кузьмич", None, "Левицкому Л. К."),
            ("Достоевская Любовь Фёдоровна", None, "Достоевской Л. Ф."),
            ("Мамедов Али Вагиф оглы", None, "Мамедову А. В."),
            ("Алиева Лейла Рашид кызы", None, "Алиевой Л. Р."),
            ("Смирнова Ольга", Some(Female), "Смирновой О."),
            ("Ким Ен Су", None, "Ким Ен Су"),
            ("Smith John", Some(Male), "Smith J."),
            ("Дюма Александр", Some(Male), "Дюма А."),
            ("СОЛОВЬЁВ ПЁТР ИЛЬИЧ", None, "Соловьёву П. И."),
            ("Иван Петрович Сидоров", None, "Сидорову И. П."),
            ("Мадонна", Some(Female), "Мадонне"),
            ("Мадонна", None, "Мадонна"),
            ("Воробей Анна Юрьевна", None, "Воробей А. Ю."),
            ("Воробей Юрий Львович", None, "Воробью Ю. Л."),
            // «Льву» is as right where the family says so: then the form is set by hand.
            ("Лев Пётр Андреевич", None, "Леву П. А."),
            ("Павлюченко Ия Марковна", None, "Павлюченко И. М."),
        ] {
            assert_eq!(dative(full, gender), expected, "{full}");
        }
    }

    #[test]
    fn gender_is_never_guessed_from_a_first_name() {
        for full in ["Иванов Саша", "Ким Ен Су", "Смирнова Ольга", "Мадонна", "Бабич Анна"]
        {
            assert_eq!(split_name(full).gender(None), None, "{full}");
        }
        assert_eq!(split_name("Бабич Анна Ильинична").gender(None), Some(Female));
    }

    #[test]
    fn signature_has_the_initials_first() {
        for (full, expected) in [
            ("Иванов Иван Петрович", "И. П. Иванов"),
            ("Иванов И.П.", "И. П. Иванов"),
            ("И. П. Иванов", "И. П. Иванов"),
            ("Смирнова Ольга", "О. Смирнова"),
            ("Мадонна", "Мадонна"),
            ("", ""),
        ] {
            assert_eq!(initials_first(full), expected);
        }
    }

    #[test]
    fn genitive_of_the_subject() {
        let parts = split_name("Иванова Анна Сергеевна");
        assert_eq!(parts.genitive_full(parts.gender(None)), "Ивановой Анны Сергеевны");
        let child = split_name("Попов Илья Маркович");
        assert_eq!(child.genitive_full(child.gender(None)), "Попова Ильи Марковича");
    }

    proptest! {
        #[test]
        fn any_name_is_survived(full in "\\PC{0,60}", male in any::<bool>()) {
            let gender = Some(if male { Male } else { Female });
            let _ = (dative(&full, gender), dative(&full, None), initials_first(&full));
            let parts = split_name(&full);
            let _ = parts.genitive_full(gender);
        }

        #[test]
        fn short_russian_names_are_survived(full in "[а-яё]{1,4}(-[а-яё]{1,3})? [а-яё]{1,4} [а-яё]{1,5}", male in any::<bool>()) {
            let gender = Some(if male { Male } else { Female });
            let _ = dative(&full, gender);
            let _ = split_name(&full).genitive_full(gender);
        }
    }
}
