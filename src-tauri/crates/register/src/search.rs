//! Search as a person types it: ё is е, a telephone in any spelling is its ten digits, every word is a prefix.

use rusqlite::Connection;

use crate::error::Result;

/// Lower case with ё folded to е: `unicode61` folds neither in every mode.
#[must_use]
pub fn fold(text: &str) -> String {
    text.to_lowercase().replace('ё', "е")
}

/// The last ten digits of something that has at least ten, and nothing but signs of a telephone beside them.
fn telephone(word: &str) -> Option<String> {
    let plain =
        word.chars().all(|c| c.is_ascii_digit() || matches!(c, '+' | '(' | ')' | '-' | ' ' | '\u{a0}' | '.'));
    let digits: String = word.chars().filter(char::is_ascii_digit).collect();
    (plain && (10..=11).contains(&digits.len())).then(|| digits.chars().skip(digits.len() - 10).collect())
}

/// A query of FTS5 from what was typed: quoted words, each a prefix; `None` if nothing can be searched for.
pub(crate) fn query(typed: &str) -> Option<String> {
    if let Some(digits) = telephone(typed.trim()) {
        return Some(format!("\"{digits}\"*"));
    }
    let folded = fold(typed);
    let words: Vec<String> = folded
        .split_whitespace()
        .flat_map(|word| match telephone(word) {
            Some(digits) => vec![digits],
            None => word
                .split(|c: char| !c.is_alphanumeric())
                .filter(|w| !w.is_empty())
                .map(str::to_owned)
                .collect(),
        })
        .take(16)
        .map(|word| format!("\"{word}\"*"))
        .collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// Rebuilds the search row of a case from its records.
pub(crate) fn index_case(db: &Connection, id: i64) -> Result<()> {
    db.prepare_cached("DELETE FROM case_search WHERE rowid = ?1")?.execute([id])?;
    let (number, name): (String, Option<String>) = db
        .prepare_cached("SELECT number, full_name FROM case_ WHERE id = ?1")?
        .query_row([id], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut reach = String::new();
    let mut text = String::new();
    let mut names = fold(name.as_deref().unwrap_or_default());
    {
        let mut statement = db.prepare_cached("SELECT value FROM reach WHERE case_id = ?1")?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let value: String = row.get(0)?;
            let bare = value.get(2..).unwrap_or_default();
            match telephone(bare) {
                Some(digits) => reach.push_str(&digits),
                None => reach.push_str(&fold(bare)),
            }
            reach.push(' ');
        }
        let mut statement =
            db.prepare_cached("SELECT coalesce(topic, ''), text, full_name FROM contact WHERE case_id = ?1")?;
        let mut rows = statement.query([id])?;
        while let Some(row) = rows.next()? {
            let topic: String = row.get(0)?;
            let body: String = row.get(1)?;
            text.push_str(&fold(&topic));
            text.push(' ');
            text.push_str(&fold(&body));
            text.push(' ');
            let other: Option<String> = row.get(2)?;
            if let Some(other) = other.map(|o| fold(&o)).filter(|o| !names.contains(o.as_str())) {
                names.push(' ');
                names.push_str(&other);
            }
        }
    }
    db.prepare_cached(
        "INSERT INTO case_search(rowid, number, name, reach, text) VALUES (?1, ?2, ?3, ?4, ?5)",
    )?
    .execute((id, fold(&number), names, reach, text))?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_telephone_in_any_spelling_is_ten_digits() {
        for typed in ["+7 (916) 123-45-67", "8 916 123 45 67", "9161234567", "79161234567"] {
            assert_eq!(query(typed).as_deref(), Some("\"9161234567\"*"), "{typed}");
        }
    }

    #[test]
    fn words_become_quoted_prefixes_and_operators_lose_their_power() {
        assert_eq!(query("Ёлкин NEAR(\"x\")").as_deref(), Some("\"елкин\"* \"near\"* \"x\"*"));
        assert_eq!(query("2026-0012").as_deref(), Some("\"2026\"* \"0012\"*"));
        assert_eq!(query("  *\"' ").as_deref(), None);
    }
}
