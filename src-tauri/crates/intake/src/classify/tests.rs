use std::collections::BTreeMap;

use proptest::prelude::*;

use super::*;

/// Topic, text, kinds by tabs; written while the rules were.
const WORK: &str = include_str!("../../../../../assets/intake/labelled/work.tsv");
/// The same, never looked at while the rules were written.
const HELD: &str = include_str!("../../../../../assets/intake/labelled/held.tsv");

fn kinds(topic: &str, text: &str) -> Vec<&'static str> {
    let topic = Some(topic).filter(|t| !t.is_empty());
    classify(Rules::builtin(), topic, text).kinds.iter().map(|p| p.kind.as_str()).collect()
}

/// How a labelled set is read.
struct Score {
    recall: f64,
    precision: f64,
    /// Share of the notes with a demand that were taken for something else altogether.
    missed: f64,
    /// Kind, found, wanted.
    kinds: BTreeMap<&'static str, (u32, u32)>,
    /// The notes read wrongly.
    wrong: String,
}

impl Score {
    fn summary(&self) -> String {
        let kinds: Vec<String> =
            self.kinds.iter().map(|(kind, (found, wanted))| format!("{kind} {found}/{wanted}")).collect();
        format!(
            "recall {:.3}, precision {:.3}, missed {:.3}; {}",
            self.recall,
            self.precision,
            self.missed,
            kinds.join(", ")
        )
    }

    /// Kinds with ten notes or more of which less than four fifths were found.
    fn weak(&self) -> Vec<&'static str> {
        let weak = |(found, wanted): (u32, u32)| wanted >= 10 && found * 5 < wanted * 4;
        self.kinds.iter().filter(|(_, counts)| weak(**counts)).map(|(kind, _)| *kind).collect()
    }
}

fn measure(set: &str) -> Score {
    let (mut hits, mut wanted, mut given, mut missed, mut asked) = (0u32, 0u32, 0u32, 0u32, 0u32);
    let mut wrong = Vec::new();
    let mut by_kind: BTreeMap<&'static str, (u32, u32)> = BTreeMap::new();
    let count = |n: usize| u32::try_from(n).expect("a small set");
    for line in set.lines().filter(|l| !l.is_empty() && !l.starts_with('#')) {
        let [topic, text, labels] = line.split('\t').collect::<Vec<_>>()[..] else {
            panic!("not three columns: {line}")
        };
        let mut labels: Vec<&str> =
            labels.split(',').map(|l| Kind::parse(l).expect("a kind of the law").as_str()).collect();
        labels.sort_unstable();
        let mut found = kinds(topic, text);
        found.sort_unstable();
        for label in &labels {
            let kind = Kind::parse(label).expect("parsed above").as_str();
            let counts = by_kind.entry(kind).or_default();
            counts.0 += u32::from(found.contains(&kind));
            counts.1 += 1;
        }
        hits += count(labels.iter().filter(|l| found.contains(l)).count());
        wanted += count(labels.len());
        given += count(found.len());
        if labels != ["not_personal_data"] {
            asked += 1;
            missed += u32::from(found == ["not_personal_data"]);
        }
        if labels != found {
            wrong.push(format!("{labels:?} read as {found:?}: {topic} | {text}"));
        }
    }
    let share = |a: u32, b: u32| f64::from(a) / f64::from(b.max(1));
    Score {
        recall: share(hits, wanted),
        precision: share(hits, given),
        missed: share(missed, asked),
        kinds: by_kind,
        wrong: wrong.join("\n"),
    }
}

#[test]
fn the_working_set_is_read_as_labelled() {
    let score = measure(WORK);
    println!("{}\n{}", score.summary(), score.wrong);
    assert!(
        score.recall >= 0.987 && score.precision >= 0.985 && score.missed <= 0.011,
        "{}\n{}",
        score.summary(),
        score.wrong
    );
    assert!(score.weak().is_empty(), "seldom found: {:?}; {}", score.weak(), score.summary());
}

/// Says no more than the score, so that the set stays unseen.
#[test]
fn the_held_out_set_is_read_as_labelled() {
    let score = measure(HELD);
    println!("{}", score.summary());
    assert!(score.recall >= 0.96 && score.precision >= 0.96 && score.missed <= 0.023, "{}", score.summary());
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

#[test]
fn what_is_taken_back_or_done_is_no_demand() {
    for text in [
        "удалять данные не просит, вопрос по счёту",
        "не просил отзывать согласие",
        "передумал удалять свои данные",
        "паспортные данные обновлены, вопросов нет",
    ] {
        assert_eq!(kinds("", text), ["not_personal_data"], "{text}");
    }
    assert_eq!(kinds("", "не просит удалить данные, просит их заблокировать до проверки"), ["blocking"]);
    assert_eq!(kinds("", "почему до сих пор не удалены мои данные"), ["destruction"]);
}

#[test]
fn slips_latin_letters_and_the_wrong_layout_are_read() {
    for text in
        ["уадлите мои данные", "udalite moi dannye", "elfkbnt vjb lfyyst", "УДАЛИТЕ МОИ ПЕРСАНАЛЬНЫЕ ДАННЫЕ"]
    {
        assert_eq!(kinds("", text), ["destruction"], "{text}");
    }
}

#[test]
fn each_asking_word_takes_its_own_object() {
    assert_eq!(
        kinds("", "уберите мой отзыв с сайта и сотрите данные из базы"),
        ["destruction", "stop_dissemination"]
    );
    assert_eq!(kinds("", "удалите мой номер из рассылки"), ["stop_marketing"]);
}

proptest! {
    #[test]
    fn no_row_of_known_words_panics(words in proptest::collection::vec(
        prop::sample::select(vec!["не", "удалите", "мои", "данные.", "без", "согласия,", "ё", "elfkbnt", "а", "№", "до", "с", "сайта"]),
        0..60,
    )) {
        prop_assert!(!kinds("", &words.join(" ")).is_empty());
    }

    #[test]
    fn nothing_panics(text in "\\PC{0,200}") {
        let found = classify(Rules::builtin(), Some(&text), &text);
        prop_assert!(!found.kinds.is_empty());
    }
}
