//! Values as they are written in real exports: dates, telephones, names, e-mails, contracts, channels.

mod dates;
mod names;
mod phones;

pub use dates::{
    DateHint, DateProblem, DateTimeValue, looks_like_date, looks_like_time, parse_date_time, parse_time,
};
pub use names::{Gender, PersonName, looks_like_name, name_agrees, split_name};
pub use phones::{
    Phone, PhoneKind, PhoneProblem, looks_like_phone, parse_phones, parse_phones_cell, phone_display,
};

use crate::fold;

/// E-mail addresses in a text, lower case.
#[must_use]
pub fn parse_emails(text: &str) -> Vec<String> {
    text.split(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '<' | '>' | '(' | ')' | '"' | '\''))
        .map(|part| part.trim_start_matches("mailto:").trim_matches('.').to_lowercase())
        .filter(|part| looks_like_email(part))
        .fold(Vec::new(), |mut found, email| {
            if !found.contains(&email) {
                found.push(email);
            }
            found
        })
}

/// Whether a text is one e-mail address.
#[must_use]
pub fn looks_like_email(text: &str) -> bool {
    let text = text.trim();
    let Some((local, domain)) = text.split_once('@') else { return false };
    let plain = |s: &str| s.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-' | '_' | '+'));
    !local.is_empty()
        && text.len() <= 320
        && plain(local)
        && plain(domain)
        && domain.split('.').count() >= 2
        && domain.split('.').all(|part| !part.is_empty())
}

/// A contract or account number for comparing: «№», spaces and the word itself left out.
#[must_use]
pub fn normalise_contract(text: &str) -> String {
    let folded = fold(text);
    let bare = ["лицевой счет", "договор", "л/с", "лс", "№", "n°", "номер"]
        .iter()
        .fold(folded, |text, word| text.replace(word, ""));
    bare.chars()
        .filter(|c| c.is_alphanumeric() || matches!(c, '/' | '-'))
        .collect::<String>()
        .trim_matches(['-', '/'])
        .to_uppercase()
}

/// How a contact reached the operator, from the words of a channel column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChannelWord {
    Call,
    Chat,
    Email,
    Post,
    InPerson,
    Authority,
}

/// The channel that a text names.
#[must_use]
pub fn channel_of(text: &str) -> Option<ChannelWord> {
    let t = fold(text.trim());
    let has = |words: &[&str]| words.iter().any(|w| t.contains(w));
    Some(if has(&["роскомнадзор", "ркн", "надзор"]) {
        ChannelWord::Authority
    } else if has(&["почт", "mail", "@"])
        && !has(&["почта россии", "почтой россии", "письмо почт", "заказн", "бумаж", "почтовое отправление"])
    {
        ChannelWord::Email
    } else if has(&[
        "чат",
        "chat",
        "мессендж",
        "telegram",
        "телеграм",
        "whatsapp",
        "вацап",
        "viber",
        "вайбер",
        "вк",
        "vk",
        "соц",
        "сайт",
        "веб",
        "web",
        "приложен",
        "лк",
        "личный кабинет",
    ]) {
        ChannelWord::Chat
    } else if has(&["звон", "телефон", "вызов", "голос", "call", "phone", "voice", "линия", "вход", "исход"])
    {
        ChannelWord::Call
    } else if has(&["лично", "офис", "визит", "салон", "приём", "прием", "personal"])
    {
        ChannelWord::InPerson
    } else if has(&["письм", "почта россии", "почтой россии", "заказн", "бумаж", "почтов", "post", "letter"])
    {
        ChannelWord::Post
    } else {
        return None;
    })
}

#[cfg(test)]
mod tests;
