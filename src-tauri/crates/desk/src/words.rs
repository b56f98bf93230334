//! Words of the screen for files that repeat a screen: the page's own catalogue, so that a list in a file says what the
//! list in the window says.

use std::collections::HashMap;
use std::sync::LazyLock;

use statute::Lang;

type Catalogue = HashMap<String, String>;

/// The plain messages of a catalogue; those with forms of number are of the page alone.
fn read(text: &str) -> Catalogue {
    let all: HashMap<String, serde_json::Value> = serde_json::from_str(text).unwrap_or_default();
    all.into_iter().filter_map(|(id, value)| Some((id, value.as_str()?.to_owned()))).collect()
}

static RU: LazyLock<Catalogue> = LazyLock::new(|| read(include_str!("../../../../ui/messages/ru.json")));
static EN: LazyLock<Catalogue> = LazyLock::new(|| read(include_str!("../../../../ui/messages/en.json")));

/// A message of the page, if there is one of this id.
pub(crate) fn find(lang: Lang, id: &str) -> Option<&'static str> {
    match lang {
        Lang::Ru => &*RU,
        Lang::En => &*EN,
    }
    .get(id)
    .map(String::as_str)
}

/// A message of the page; an id without one stands for itself.
pub(crate) fn word(lang: Lang, id: &str) -> String {
    find(lang, id).unwrap_or(id).to_owned()
}

/// A message with its parameters filled in.
pub(crate) fn filled(lang: Lang, id: &str, parameters: &[(&str, &str)]) -> String {
    parameters.iter().fold(word(lang, id), |text, (name, value)| text.replace(&format!("{{{name}}}"), value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_found_in_both_languages() {
        assert_eq!(word(Lang::Ru, "section_cases"), "Обращения");
        assert_eq!(word(Lang::En, "section_cases"), "Cases");
        assert_eq!(word(Lang::Ru, "no_such_message"), "no_such_message");
        assert_eq!(filled(Lang::Ru, "processors_met", &[("met", "7"), ("of", "10")]), "7 из 10");
    }
}
