use proptest::prelude::*;

use super::*;

/// (topic<TAB>)text = kinds; written while the rules were.
const WORK: &str = include_str!("../../../../../assets/intake/labelled/work.tsv");

fn kinds(text: &str) -> Vec<&'static str> {
    classify(Rules::builtin(), None, text).kinds.iter().map(|p| p.kind.as_str()).collect()
}

#[test]
fn the_working_set_is_read_as_labelled() {
    let (mut hits, mut wanted, mut given, mut wrong) = (0usize, 0usize, 0usize, Vec::new());
    for line in WORK.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let (labels, text) = line.split_once('\t').expect("labels and text");
        let mut labels: Vec<&str> = labels.split(',').collect();
        labels.sort_unstable();
        let mut found = kinds(text);
        found.sort_unstable();
        hits += labels.iter().filter(|l| found.contains(l)).count();
        wanted += labels.len();
        given += found.len();
        if labels != found {
            wrong.push(format!("{labels:?} read as {found:?}: {text}"));
        }
    }
    #[allow(clippy::cast_precision_loss)]
    let (recall, precision) = (hits as f64 / wanted as f64, hits as f64 / given as f64);
    println!("recall {recall:.3}, precision {precision:.3}\n{}", wrong.join("\n"));
    assert!(recall >= 0.93 && precision >= 0.93, "recall {recall:.3}, precision {precision:.3}\n{}", wrong.join("\n"));
}

#[test]
fn the_topic_counts_only_without_a_text() {
    let rules = Rules::builtin();
    let only = classify(rules, Some("Удаление персональных данных"), "");
    assert_eq!(only.kinds[0].kind, Kind::Destruction, "without a text the topic is the text");
    let asked = classify(rules, Some("Просит удалить персональные данные"), " ");
    assert_eq!(asked.kinds[0].kind, Kind::Destruction);
    let misleading = classify(rules, Some("Удаление данных"), "не работает интернет второй день");
    assert_eq!(misleading.kinds[0].kind, Kind::NotPersonalData);
    assert_eq!(misleading.reason.as_deref(), Some("connection"));
}

#[test]
fn the_matched_words_are_shown_where_they_stand() {
    let text = "Аб. просит удалить свои данные";
    let found = classify(Rules::builtin(), None, text);
    let proposed = &found.kinds[0];
    assert_eq!(proposed.kind, Kind::Destruction);
    assert!(proposed.words.contains(&"удалить".to_owned()), "{:?}", proposed.words);
    for ((from, to), word) in proposed.spans.iter().zip(&proposed.words) {
        assert_eq!(&text.chars().skip(*from).take(to - from).collect::<String>(), word);
    }
}

proptest! {
    #[test]
    fn nothing_panics(text in "\\PC{0,200}") {
        let found = classify(Rules::builtin(), Some(&text), &text);
        prop_assert!(!found.kinds.is_empty());
    }
}
