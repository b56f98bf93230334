//! An e-mail by the crate that knows MIME: sender, date, subject, text, and the files inside it.

use std::borrow::Cow;

use chrono::{DateTime, FixedOffset, TimeZone};
use mail_parser::{
    Address, Encoding, HeaderName, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use super::{
    Email, Forwarded, LeftOut, MAXIMUM_BYTES, MAXIMUM_PART_BYTES, MAXIMUM_PARTS, MAXIMUM_TEXT, Media, Part,
    WhyNot, hash, look,
};
use crate::IntakeError;

/// How deep e-mails inside e-mails are opened; below that a forwarded one is kept whole.
const MAXIMUM_DEPTH: usize = 4;
/// Most parts that are told of as left out.
const MAXIMUM_TOLD: usize = 50;

/// An e-mail and what was taken out of it.
pub(super) struct Opened {
    pub email: Email,
    pub parts: Vec<Part>,
    pub bytes: Vec<Vec<u8>>,
    pub left_out: Vec<LeftOut>,
}

/// Opens an e-mail; `None` when it has no header at all.
pub(super) fn open(bytes: &[u8]) -> Option<Opened> {
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    // The line that a mailbox puts before the header.
    let bytes = if bytes.starts_with(b"From ") {
        bytes.iter().position(|b| *b == b'\n').and_then(|end| bytes.get(end + 1..)).unwrap_or(bytes)
    } else {
        bytes
    };
    let message = MessageParser::default().parse(bytes)?;
    let mut opened =
        Opened { email: head(&message), parts: Vec::new(), bytes: Vec::new(), left_out: Vec::new() };
    opened.email.cut = is_cut(&message, bytes);
    let mut texts = Vec::new();
    walk(&message, 0, &mut texts, &mut opened);
    let text = texts.join("\n\n");
    let (text, cut) = clip(text.trim());
    opened.email.text = text;
    opened.email.text_cut = cut;
    // A nested message is dropped by recursion; the worker ends soon and frees everything at once.
    std::mem::forget(message);
    Some(opened)
}

fn clip(text: &str) -> (String, bool) {
    match text.char_indices().nth(MAXIMUM_TEXT) {
        Some((at, _)) => (text.get(..at).unwrap_or_default().to_owned(), true),
        None => (text.to_owned(), false),
    }
}

/// One line without control characters, at most `limit` characters; `None` when nothing is left.
fn line(text: &str, limit: usize) -> Option<String> {
    let line: String = text
        .chars()
        .map(|c| if c.is_control() { ' ' } else { c })
        .filter(|c| !is_invisible(*c))
        .collect::<String>()
        .split_whitespace()
        .collect::<Vec<_>>()
        .join(" ")
        .chars()
        .take(limit)
        .collect();
    (!line.is_empty()).then_some(line)
}

/// Marks that turn the direction of writing or show nothing: a name must look as it is.
fn is_invisible(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

/// Bytes of no declared encoding, as an office would have written them.
fn guess(bytes: &[u8]) -> String {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return text.to_owned();
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(Some(b"ru"), chardetng::Utf8Detection::Allow);
    encoding.decode_without_bom_handling(bytes).0.into_owned()
}

/// A header of plain 8-bit bytes, which the standard does not know, decoded by guess.
fn repaired(message: &Message<'_>, name: HeaderName<'static>) -> Option<Message<'static>> {
    let header = message.root_part().headers.iter().find(|h| h.name == name)?;
    let raw = message.raw_message().get(header.offset_start as usize..header.offset_end as usize)?;
    let text = format!("{}: {}\r\n\r\n", name.as_str(), guess(raw).trim());
    Some(MessageParser::default().parse(text.as_bytes())?.into_owned())
}

fn sender(message: &Message<'_>) -> (Option<String>, Option<String>) {
    fn of(address: Option<&Address<'_>>) -> (Option<String>, Option<String>) {
        let first = address.and_then(Address::first);
        (
            first.and_then(|a| a.name()).and_then(|name| line(name.trim_matches(['"', '\'']), 300)),
            first.and_then(|a| a.address()).and_then(|address| line(address, 320)),
        )
    }
    let found = of(message.from().or_else(|| message.sender()));
    if found.0.as_ref().is_some_and(|name| name.contains('\u{fffd}'))
        && let Some(again) = repaired(message, HeaderName::From)
    {
        return of(again.from());
    }
    found
}

fn date(message: &Message<'_>) -> Option<DateTime<FixedOffset>> {
    let date = message.date()?;
    let seconds = i32::from(date.tz_hour) * 3600 + i32::from(date.tz_minute) * 60;
    let zone = FixedOffset::east_opt(if date.tz_before_gmt { -seconds } else { seconds })?;
    let day = chrono::NaiveDate::from_ymd_opt(date.year.into(), date.month.into(), date.day.into())?;
    // A leap second is the second before it.
    let at = day.and_hms_opt(date.hour.into(), date.minute.into(), u32::from(date.second).min(59))?;
    zone.from_local_datetime(&at).single()
}

fn head(message: &Message<'_>) -> Email {
    let (from_name, from_address) = sender(message);
    let mut subject = message.subject().and_then(|subject| line(subject, 500));
    if subject.as_ref().is_some_and(|text| text.contains('\u{fffd}'))
        && let Some(again) = repaired(message, HeaderName::Subject)
    {
        subject = again.subject().and_then(|subject| line(subject, 500));
    }
    Email { from_name, from_address, date: date(message), subject, ..Email::default() }
}

/// A multipart message without its closing mark.
fn is_cut(message: &Message<'_>, bytes: &[u8]) -> bool {
    let boundary = message.root_part().content_type().and_then(|kind| {
        kind.c_type.eq_ignore_ascii_case("multipart").then(|| kind.attribute("boundary")).flatten()
    });
    boundary.is_some_and(|boundary| {
        let end = format!("--{boundary}--").into_bytes();
        !bytes.windows(end.len()).any(|window| window == end.as_slice())
    })
}

/// The text of a part, of HTML what is written in it.
fn text_of(message: &Message<'_>, part: &MessagePart<'_>) -> Option<String> {
    let undeclared = part.content_type().is_none_or(|kind| kind.attribute("charset").is_none());
    let (text, html) = match &part.body {
        PartType::Text(text) => (text, false),
        PartType::Html(text) => (text, true),
        _ => return None,
    };
    let text: Cow<'_, str> = if text.contains('\u{fffd}') && undeclared && part.encoding == Encoding::None {
        let raw = message.raw_message().get(part.offset_body as usize..part.offset_end as usize);
        raw.map_or(Cow::Borrowed(text.as_ref()), |raw| Cow::Owned(guess(raw)))
    } else {
        Cow::Borrowed(text.as_ref())
    };
    let text = if html { plain(&text) } else { text.into_owned() };
    let lines: Vec<String> = text
        .replace("\r\n", "\n")
        .replace('\r', "\n")
        .lines()
        .map(|l| {
            l.chars()
                .filter(|c| !is_invisible(*c) && (*c == '\t' || !c.is_control()))
                .map(|c| if c == '\u{a0}' { ' ' } else { c })
                .collect::<String>()
                .trim_end()
                .to_owned()
        })
        .collect();
    let mut kept: Vec<&str> = Vec::new();
    for line in &lines {
        if !(line.is_empty() && kept.last().is_none_or(|last| last.is_empty())) {
            kept.push(line);
        }
    }
    let text = kept.join("\n").trim().to_owned();
    (!text.is_empty()).then_some(text)
}

/// HTML reduced to text: blocks end their lines.
fn plain(html: &str) -> String {
    const BLOCKS: &[&str] = &["</div", "</li", "</tr", "</h1", "</h2", "</h3", "</h4", "</blockquote", "<hr"];
    let lower = html.to_ascii_lowercase();
    let mut out = String::with_capacity(html.len() + html.len() / 8);
    let mut from = 0;
    for (at, _) in lower.match_indices('<') {
        if BLOCKS.iter().any(|block| lower.get(at..).is_some_and(|rest| rest.starts_with(block))) {
            out.push_str(html.get(from..at).unwrap_or_default());
            out.push_str("<br>");
            from = at;
        }
    }
    out.push_str(html.get(from..).unwrap_or_default());
    mail_parser::decoders::html::html_to_text(&out)
}

fn walk(message: &Message<'_>, depth: usize, texts: &mut Vec<String>, opened: &mut Opened) {
    let mut told: usize = texts.iter().map(String::len).sum();
    for part in message.text_bodies() {
        // One character is at most four bytes: enough is enough.
        if told > MAXIMUM_TEXT * 4 {
            opened.email.text_cut = true;
            break;
        }
        if let Some(text) = text_of(message, part) {
            told += text.len();
            texts.push(text);
        }
    }
    let mut number = 0u32;
    for part in message.attachments() {
        number += 1;
        match &part.body {
            PartType::Message(inner) => {
                let raw = if part.encoding == Encoding::None {
                    message.raw_message().get(part.offset_body as usize..part.offset_end as usize)
                } else {
                    Some(inner.raw_message())
                };
                let name = name_of(part, inner.subject(), number, Media::Email);
                take(name, raw.unwrap_or_default(), opened);
                if depth == 0 && opened.email.forwarded.is_none() {
                    let (from_name, from_address) = sender(inner);
                    opened.email.forwarded = Some(Forwarded { from_name, from_address, date: date(inner) });
                }
                if depth + 1 < MAXIMUM_DEPTH {
                    walk(inner, depth + 1, texts, opened);
                }
            }
            PartType::Binary(bytes) | PartType::InlineBinary(bytes) => {
                take(name_of(part, None, number, Media::Pdf), bytes, opened);
            }
            // A text that is called an attachment is no scan; it stays inside the e-mail.
            PartType::Text(text) | PartType::Html(text) => {
                if part.attachment_name().is_some() {
                    take(name_of(part, None, number, Media::Pdf), text.as_bytes(), opened);
                }
            }
            PartType::Multipart(_) => {}
        }
    }
}

fn name_of(part: &MessagePart<'_>, subject: Option<&str>, number: u32, media: Media) -> String {
    let named = part.attachment_name().and_then(|name| line(name, 200));
    named.unwrap_or_else(|| match (subject.and_then(|s| line(s, 100)), media) {
        (Some(subject), Media::Email) => format!("{subject}.eml"),
        (_, Media::Email) => format!("письмо {number}.eml"),
        _ => format!("вложение {number}"),
    })
}

/// Takes a part out if it is of a kind that is accepted, sniffed again by its own content.
fn take(name: String, bytes: &[u8], opened: &mut Opened) {
    let taken: u64 = opened.parts.iter().map(|part| part.size).sum();
    let why = if opened.parts.len() >= MAXIMUM_PARTS {
        WhyNot::TooMany
    } else if bytes.len() as u64 > MAXIMUM_BYTES || taken + bytes.len() as u64 > MAXIMUM_PART_BYTES {
        WhyNot::TooLarge
    } else {
        match look::look(bytes) {
            Ok((media, facts)) => {
                let sha256 = hash(bytes);
                // The same picture twice in one e-mail is one file.
                if !opened.parts.iter().any(|part| part.sha256 == sha256) {
                    let size = bytes.len() as u64;
                    opened.parts.push(Part { name, media, size, sha256, facts });
                    opened.bytes.push(bytes.to_vec());
                }
                return;
            }
            Err(IntakeError::DocumentDamaged | IntakeError::DocumentEmpty) => WhyNot::Damaged,
            Err(IntakeError::TooManyPoints | IntakeError::DocumentTooLarge { .. }) => WhyNot::TooLarge,
            Err(_) => WhyNot::NotAccepted,
        }
    };
    if opened.left_out.len() < MAXIMUM_TOLD {
        opened.left_out.push(LeftOut { name, why });
    }
}
