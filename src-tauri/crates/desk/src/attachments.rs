//! Files of a case: what a foreign file is for, the case that it proposes, keeping files, giving them out again and
//! removing them. Foreign bytes are looked at by the worker of `intake`; here they are only kept.

use std::path::Path;

use chrono::{DateTime, FixedOffset, NaiveDate};
use intake::{IntakeError, Limits, Media, ReadDocument, WhyNot, WorkerProgram};
use register::Entity;
use register::attachments::{self as records, Attachment, NewAttachment};
use register::cases::{Event, by_reach};
use register::words::{AttachmentOrigin, Channel};
use statute::{Kind, Lang};

use crate::cases;
use crate::error::{DeskError, FieldProblem, NotFound, Result};
use crate::imports::{intake_error, name_of, open};
use crate::session::Session;
use crate::wire::{
    AttachmentRow, CaseAddRequest, CaseDraft, CaseFromFileRequest, CaseView, DraftPart, FileKind,
    LeftOutPart, SavedFile, SimilarCase,
};

/// Most files of one case.
pub const MAXIMUM_FILES: usize = 200;
/// Bytes of all files after which a warning is given: a backup takes long then.
const MANY_BYTES: u64 = 2 << 30;
/// Most characters of a case's text.
const MAXIMUM_TEXT: usize = 32_767;

// ---- looking at a file ---------------------------------------------------------------------------------------

/// What a file is for, by its content.
///
/// # Errors
/// [`DeskError::File`], [`DeskError::Intake`] for a file that is neither a spreadsheet nor a document.
pub fn file_kind(session: &Session, path: &Path) -> Result<FileKind> {
    let program = WorkerProgram(session.context.worker.clone());
    let kind = intake::kind_of(&program, open(path)?, Limits::document())
        .map_err(|error| intake_error(&error, path, session.lang()))?;
    Ok(match kind {
        intake::FileKind::Table => FileKind::Table,
        intake::FileKind::Document(media) => kind_of(media),
    })
}

fn kind_of(media: Media) -> FileKind {
    if media == Media::Email { FileKind::Email } else { FileKind::Scan }
}

fn read(session: &Session, path: &Path) -> Result<ReadDocument> {
    let program = WorkerProgram(session.context.worker.clone());
    intake::read_document(&program, open(path)?, Limits::document())
        .map_err(|error: IntakeError| intake_error(&error, path, session.lang()))
}

/// A media type in words; one that is not known stays as it is.
fn media_name(media: &str, lang: Lang) -> String {
    let Some(known) = Media::parse(media) else { return media.to_owned() };
    match (known, lang) {
        (Media::Email, Lang::Ru) => "Письмо",
        (Media::Email, Lang::En) => "E-mail",
        (Media::Pdf, _) => "PDF",
        (Media::Jpeg, _) => "JPEG",
        (Media::Png, _) => "PNG",
        (Media::Tiff, _) => "TIFF",
        (Media::Webp, _) => "WebP",
        (Media::Docx, _) => "DOCX",
    }
    .to_owned()
}

fn with_points(media: Media, facts: intake::Facts, lang: Lang) -> String {
    let name = media_name(media.as_str(), lang);
    match (facts.points, lang) {
        (Some((width, height)), Lang::Ru) => format!("{name}, {width}\u{a0}×\u{a0}{height} точек"),
        (Some((width, height)), Lang::En) => format!("{name}, {width}\u{a0}×\u{a0}{height} points"),
        (None, _) => name,
    }
}

/// A name as a label: one line, no marks that turn the writing, at most 255 characters.
fn label(name: &str) -> String {
    let label: String = name
        .chars()
        .filter(|c| {
            !c.is_control()
                && !matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}')
        })
        .take(255)
        .collect();
    let label = label.trim();
    if label.is_empty() { "файл".to_owned() } else { label.to_owned() }
}

// ---- the case that a file proposes ---------------------------------------------------------------------------

struct Says {
    draft: CaseDraft,
    /// The instant of an e-mail's `Date`, where it was believed.
    at: Option<DateTime<FixedOffset>>,
    /// Why the day of receipt is only a guess.
    day: Option<String>,
}

/// The case that a file proposes; nothing is written.
///
/// # Errors
/// [`DeskError::File`], [`DeskError::Intake`]; reading the register.
pub fn draft(session: &Session, path: &Path) -> Result<CaseDraft> {
    let read = read(session, path)?;
    let Says { mut draft, day, .. } = says(session, &label(&name_of(path)), &read)?;
    draft.warnings.splice(0..0, day);
    Ok(draft)
}

fn says(session: &Session, name: &str, read: &ReadDocument) -> Result<Says> {
    let lang = session.lang();
    let today = session.today();
    let say = |ru: &str, en: &str| if lang == Lang::Ru { ru } else { en }.to_owned();
    let document = &read.document;
    let mut warnings = Vec::new();
    let email = document.email.clone().unwrap_or_default();
    let is_email = document.media == Media::Email;

    let sent = email.date.map(|at| at.with_timezone(&session.zone()));
    let at = sent.filter(|at| at.date_naive() <= today);
    let received = at.map_or(today, |at| at.date_naive());
    let day = match (sent, at) {
        (Some(sent), None) => Some(match lang {
            Lang::Ru => format!(
                "Дата в заголовке письма, {}, ещё не наступила: датой получения поставлена сегодняшняя. Проверьте её, от неё считается срок.",
                sent.format("%d.%m.%Y")
            ),
            Lang::En => format!(
                "The date in the header, {}, is in the future: today stands as the date of receipt. Check it, the clock counts from it.",
                sent.date_naive()
            ),
        }),
        (None, _) if is_email => Some(say(
            "В письме нет даты: датой получения поставлена сегодняшняя. Проверьте её, от неё считается срок.",
            "The e-mail has no date: today stands as the date of receipt. Check it, the clock counts from it.",
        )),
        (None, _) => Some(say(
            "Скан не говорит, когда обращение получено: поставлена сегодняшняя дата. Проверьте её, от неё считается срок.",
            "A scan does not say when the case was received: today stands there. Check it, the clock counts from it.",
        )),
        _ => None,
    };

    let full_name =
        email.from_name.as_deref().filter(|name| intake::values::looks_like_name(name)).map(str::to_owned);
    let address = email
        .from_address
        .as_deref()
        .and_then(|address| intake::values::parse_emails(address).into_iter().next());
    let mut text = if email.text.trim().is_empty() {
        email.subject.clone().unwrap_or_default()
    } else {
        email.text.clone()
    };
    let long = text.chars().count() > MAXIMUM_TEXT;
    if long {
        text = text.chars().take(MAXIMUM_TEXT).collect();
    }
    if long || email.text_cut {
        warnings.push(say(
            "Текст письма длиннее, чем хранит обращение: взято начало, письмо целиком приложено.",
            "The e-mail's text is longer than a case keeps: its beginning was taken, the whole e-mail is attached.",
        ));
    }
    if email.cut {
        warnings.push(say(
            "Письмо обрывается: в нём могло быть больше. Получите его заново, если вложений не хватает.",
            "The e-mail breaks off: there may have been more. Get it again if attachments are missing.",
        ));
    }
    if let Some(forwarded) = &email.forwarded {
        let who = [forwarded.from_name.as_deref(), forwarded.from_address.as_deref()]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(", ");
        let when = forwarded.date.map(|at| at.with_timezone(&session.zone()).format("%d.%m.%Y").to_string());
        let about = [Some(who).filter(|w| !w.is_empty()), when].into_iter().flatten().collect::<Vec<_>>();
        warnings.push(match lang {
            Lang::Ru => format!(
                "В письме переслано другое ({}). Заявителем и датой взяты те, что у пересылки: исправьте, если обратился не отправитель.",
                about.join(", ")
            ),
            Lang::En => format!(
                "The e-mail forwards another ({}). Applicant and date are those of the forwarding: correct them if somebody else applied.",
                about.join(", ")
            ),
        });
    }
    if document.facts.encrypted || document.parts.iter().any(|part| part.facts.encrypted) {
        warnings.push(say(
            "PDF защищён паролем: проверьте, что он открывается, и сохраните пароль отдельно.",
            "The PDF is protected by a password: check that it opens, and keep the password apart.",
        ));
    }
    if records::totals(session.read())?.1.saturating_add(document.size) > MANY_BYTES {
        warnings.push(say(
            "Вложений в хранилище больше 2 ГБ: копии будут делаться дольше.",
            "The vault holds more than 2 GB of attachments: backups will take longer.",
        ));
    }

    let topic = email.subject.clone().filter(|subject| *subject != text);
    let found = if text.is_empty() {
        crate::wire::Classified { kinds: Vec::new(), matches: Vec::new(), reason: None }
    } else {
        crate::rules::classify(session, topic.as_deref(), &text)?
    };
    let kinds: Vec<Kind> = found.kinds.into_iter().filter(|kind| *kind != Kind::NotPersonalData).collect();
    let mut missing = Vec::new();
    let mut lacks = |field: &str, is: bool| {
        if is {
            missing.push(field.to_owned());
        }
    };
    lacks("received", !is_email);
    lacks("full_name", full_name.is_none() && address.is_none());
    lacks("text", text.trim().is_empty());
    lacks("kind", kinds.is_empty());

    let reach: Vec<String> = address.iter().map(|address| format!("e:{address}")).collect();
    let similar = if reach.is_empty() { Vec::new() } else { by_reach(session.read(), &reach)? };
    let left_out = document.left_out.iter().map(|left| LeftOutPart {
        name: left.name.clone(),
        why: match left.why {
            WhyNot::NotAccepted => {
                say("такие файлы не прикладываются", "files of this kind are not attached")
            }
            WhyNot::Damaged => say("повреждён или обрывается", "damaged or breaks off"),
            WhyNot::TooLarge => say("слишком велик", "too large"),
            WhyNot::TooMany => say("файлов в письме слишком много", "the e-mail has too many files"),
        },
    });
    let draft = CaseDraft {
        file: name.to_owned(),
        kind: kind_of(document.media),
        media: with_points(document.media, document.facts, lang),
        size: document.size,
        sha256: document.sha256.clone(),
        received,
        received_from_file: at.is_some(),
        channel: if is_email { Channel::Email } else { Channel::Post },
        full_name,
        email: address,
        topic,
        text,
        kinds,
        matches: found.matches,
        missing,
        warnings,
        parts: document
            .parts
            .iter()
            .map(|part| DraftPart {
                name: part.name.clone(),
                media: with_points(part.media, part.facts, lang),
                size: part.size,
            })
            .collect(),
        left_out: left_out.collect(),
        similar: similar
            .into_iter()
            .filter(|candidate| candidate.open)
            .map(|candidate| SimilarCase {
                number: candidate.number, why: say("та же почта", "same e-mail")
            })
            .collect(),
        known_in: records::case_with(session.read(), &document.sha256)?,
    };
    Ok(Says { draft, at, day })
}

/// The files of a document: itself, then what was inside it.
fn files<'a>(
    name: &'a str,
    origin: AttachmentOrigin,
    read: &'a ReadDocument,
    added_at: DateTime<FixedOffset>,
) -> Vec<NewAttachment<'a>> {
    let source =
        NewAttachment { name, media: read.document.media.as_str(), bytes: &read.bytes, origin, added_at };
    let parts = read.document.parts.iter().zip(&read.part_bytes).map(|(part, bytes)| NewAttachment {
        name: &part.name,
        media: part.media.as_str(),
        bytes,
        origin: AttachmentOrigin::Part,
        added_at,
    });
    std::iter::once(source).chain(parts).collect()
}

fn refuse_known(session: &Session, read: &ReadDocument, name: &str, again: bool) -> Result<()> {
    match records::case_with(session.read(), &read.document.sha256)? {
        Some(case) if !again => Err(DeskError::AttachmentKnown { case, name: name.to_owned() }),
        _ => Ok(()),
    }
}

fn register_case(
    session: &mut Session,
    name: &str,
    read: &ReadDocument,
    at: Option<DateTime<FixedOffset>>,
    topic: Option<String>,
    request: &CaseAddRequest,
) -> Result<CaseView> {
    let source = cases::Source {
        at: at.filter(|at| at.date_naive() == request.received),
        topic,
        files: files(name, AttachmentOrigin::Source, read, session.now()),
    };
    cases::add_with(session, request, &source)
}

/// Registers a case from a file as the person left the draft; the file and what was inside become its attachments.
///
/// # Errors
/// [`DeskError::FileChanged`] if it is not the file of the draft, [`DeskError::AttachmentKnown`], a field problem;
/// reading the file, writing the register.
pub fn add_case(session: &mut Session, path: &Path, request: &CaseFromFileRequest) -> Result<CaseView> {
    let read = read(session, path)?;
    if read.document.sha256 != request.sha256 {
        return Err(DeskError::FileChanged);
    }
    let name = label(&name_of(path));
    refuse_known(session, &read, &name, request.again)?;
    let Says { draft, at, .. } = says(session, &name, &read)?;
    register_case(session, &name, &read, at, draft.topic, &request.case)
}

/// What is given beside a file; it wins over what the file says.
#[derive(Clone, Debug, Default)]
pub struct Given {
    pub received: Option<NaiveDate>,
    pub channel: Option<Channel>,
    pub full_name: Option<String>,
    pub phone: Option<String>,
    pub email: Option<String>,
    pub address: Option<String>,
    pub contract: Option<String>,
    pub birth_date: Option<NaiveDate>,
    pub kinds: Vec<Kind>,
    pub text: Option<String>,
    pub detected_at: Option<DateTime<FixedOffset>>,
    /// Also when a case has this file already.
    pub again: bool,
}

/// Registers a case from a file without a form: what the file does not say must be given. Gives the draft beside, for
/// its warnings.
///
/// # Errors
/// [`DeskError::CaseIncomplete`], [`DeskError::AttachmentKnown`], a field problem; reading the file, writing the
/// register.
pub fn add_case_from(session: &mut Session, path: &Path, given: &Given) -> Result<(CaseView, CaseDraft)> {
    let read = read(session, path)?;
    let name = label(&name_of(path));
    let Says { mut draft, at, day } = says(session, &name, &read)?;
    let filled = |text: &Option<String>| text.as_ref().is_some_and(|t| !t.trim().is_empty());
    let mut missing = Vec::new();
    if given.received.is_none() && draft.kind == FileKind::Scan {
        missing.push("received");
    }
    let named = [&given.full_name, &given.phone, &given.email, &given.contract].into_iter().any(filled);
    if !named && draft.full_name.is_none() && draft.email.is_none() {
        missing.push("full_name");
    }
    let text = given.text.clone().filter(|t| !t.trim().is_empty()).unwrap_or_else(|| draft.text.clone());
    if text.trim().is_empty() {
        missing.push("text");
    }
    if given.text.is_some() {
        // Other words are given than the file's own: the kinds are theirs.
        draft.kinds = crate::rules::classify(session, draft.topic.as_deref(), &text)?
            .kinds
            .into_iter()
            .filter(|kind| *kind != Kind::NotPersonalData)
            .collect();
    }
    if given.kinds.is_empty() && draft.kinds.is_empty() {
        missing.push("kind");
    }
    if !missing.is_empty() {
        return Err(DeskError::CaseIncomplete { missing });
    }
    refuse_known(session, &read, &name, given.again)?;
    if given.received.is_none() {
        draft.warnings.splice(0..0, day);
    }
    let request = CaseAddRequest {
        received: given.received.unwrap_or(draft.received),
        channel: given.channel.unwrap_or(draft.channel),
        full_name: given.full_name.clone().or_else(|| draft.full_name.clone()),
        phone: given.phone.clone(),
        email: given.email.clone().or_else(|| draft.email.clone()),
        address: given.address.clone(),
        contract: given.contract.clone(),
        birth_date: given.birth_date,
        kinds: if given.kinds.is_empty() { draft.kinds.clone() } else { given.kinds.clone() },
        text,
        detected_at: given.detected_at,
    };
    let view = register_case(session, &name, &read, at, draft.topic.clone(), &request)?;
    Ok((view, draft))
}

// ---- files of a case that is there ---------------------------------------------------------------------------

/// The files of a case.
///
/// # Errors
/// Reading the register.
pub(crate) fn rows(session: &Session, case_id: i64) -> Result<Vec<AttachmentRow>> {
    let lang = session.lang();
    let row = |file: Attachment| AttachmentRow {
        id: file.id.to_string(),
        media_name: media_name(&file.media, lang),
        name: file.name,
        media: file.media,
        size: file.size,
        sha256: file.sha256,
        origin: file.origin,
        added_at: file.added_at,
    };
    Ok(records::list(session.read(), case_id)?.into_iter().map(row).collect())
}

/// Attaches a file to a case; what is inside an e-mail comes with it.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::AttachmentKnown`] (by this case whatever `again` says),
/// [`DeskError::TooManyAttachments`]; reading the file, writing the register.
pub fn add(session: &mut Session, number: &str, path: &Path, again: bool) -> Result<CaseView> {
    let case = cases::load(session, number)?;
    let read = read(session, path)?;
    let name = label(&name_of(path));
    let have = records::list(session.read(), case.id)?;
    if have.iter().any(|file| file.sha256 == read.document.sha256) {
        return Err(DeskError::AttachmentKnown { case: case.number, name });
    }
    refuse_known(session, &read, &name, again)?;
    let mut files = files(&name, AttachmentOrigin::Added, &read, session.now());
    let known = |sha256: &str| have.iter().any(|file| file.sha256 == sha256);
    let mut parts = read.document.parts.iter();
    files.retain(|file| {
        file.origin == AttachmentOrigin::Added || !parts.next().is_some_and(|p| known(&p.sha256))
    });
    if have.len() + files.len() > MAXIMUM_FILES {
        return Err(DeskError::TooManyAttachments { limit: MAXIMUM_FILES });
    }
    let event = Event {
        at: session.now(),
        what: "attachment_added".to_owned(),
        detail: Some(files.len().to_string()),
    };
    let touched = [(Entity::Case, case.id)];
    session.write_undoable(
        "attachment_add",
        Entity::Case,
        &case.number,
        &touched,
        |write| -> Result<()> {
            for file in &files {
                records::add(write, case.id, file)?;
            }
            Ok(register::cases::add_event(write, case.id, &event)?)
        },
    )?;
    cases::show(session, &case.number)
}

fn find(session: &Session, number: &str, id: &str) -> Result<(register::cases::Case, Attachment)> {
    let case = cases::load(session, number)?;
    let file = records::list(session.read(), case.id)?.into_iter().find(|file| file.id.to_string() == id);
    let gone = || DeskError::NotFound { what: NotFound::Attachment, name: id.to_owned() };
    Ok((case, file.ok_or_else(gone)?))
}

/// The id of the n-th file of a case, counted from one as `case show` prints them.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn nth(session: &Session, number: &str, n: u32) -> Result<String> {
    let case = cases::load(session, number)?;
    let index = usize::try_from(n).ok().and_then(|n| n.checked_sub(1));
    index
        .and_then(|index| {
            records::list(session.read(), case.id).map(|files| files.get(index).cloned()).transpose()
        })
        .transpose()?
        .map(|file| file.id.to_string())
        .ok_or_else(|| DeskError::NotFound { what: NotFound::Attachment, name: n.to_string() })
}

/// A name under which a file may be saved: its own without what a system forbids, the ending from our table.
///
/// # Errors
/// [`DeskError::NotFound`]; reading the register.
pub fn save_name(session: &Session, number: &str, id: &str) -> Result<(String, &'static str)> {
    let (_, file) = find(session, number, id)?;
    let ending = Media::parse(&file.media).map_or("bin", Media::ending);
    Ok((safe_name(&file.name, ending), ending))
}

fn safe_name(name: &str, ending: &str) -> String {
    const RESERVED: &[&str] = &["con", "prn", "aux", "nul"];
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    // The ending is ours: whatever the name ends with is left out.
    let stem = last.rsplit_once('.').filter(|(_, end)| (1..=5).contains(&end.chars().count()));
    let stem: String = stem
        .map_or(last, |(stem, _)| stem)
        .chars()
        .map(|c| if c.is_control() || "<>:\"/\\|?*".contains(c) { '_' } else { c })
        .take(100)
        .collect();
    let stem = stem.trim_matches([' ', '.']);
    let lower = stem.to_lowercase();
    let device = RESERVED.contains(&lower.as_str())
        || (lower.len() == 4
            && (lower.starts_with("com") || lower.starts_with("lpt"))
            && lower.ends_with(|c: char| c.is_ascii_digit()));
    let stem = if stem.is_empty() || device { format!("файл {stem}") } else { stem.to_owned() };
    format!("{}.{ending}", stem.trim())
}

/// Writes a file of a case where the person says; the trail keeps it.
///
/// # Errors
/// [`DeskError::NotFound`], [`DeskError::WouldOverwrite`], [`DeskError::File`]; [`DeskError::Damaged`] if the bytes are
/// not what the record says: then nothing is written.
pub fn save(session: &mut Session, number: &str, id: &str, path: &Path, force: bool) -> Result<SavedFile> {
    let (case, file) = find(session, number, id)?;
    crate::files::refuse_overwrite(path, force)?;
    let mut bytes = Vec::new();
    records::read::<DeskError>(session.read(), &file, &mut |chunk| {
        bytes.extend_from_slice(chunk);
        Ok(())
    })?;
    let saved = crate::files::write(path, &bytes, force)?;
    session.write("attachment_save", Entity::Case, &case.number, |_| -> Result<()> { Ok(()) })?;
    Ok(saved)
}

/// Removes a file of a case for a reason that stays in its timeline.
///
/// # Errors
/// [`DeskError::NotFound`], a field problem; writing the register.
pub fn remove(session: &mut Session, number: &str, id: &str, reason: &str) -> Result<CaseView> {
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(DeskError::Field { field: "reason", problem: FieldProblem::Empty });
    }
    if reason.chars().count() > 500 {
        return Err(DeskError::Field { field: "reason", problem: FieldProblem::TooLong { limit: 500 } });
    }
    let (case, file) = find(session, number, id)?;
    let event = Event {
        at: session.now(),
        what: "attachment_removed".to_owned(),
        // The name could be a person's: the hash says which file it was.
        detail: Some(format!("{} {reason}", file.sha256.get(..12).unwrap_or_default())),
    };
    session.write("attachment_remove", Entity::Case, &case.number, |write| -> Result<()> {
        Ok(records::remove(write, case.id, file.id, &event)?)
    })?;
    cases::show(session, &case.number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_to_save_under_names_no_place_and_no_device() {
        for (name, safe) in [
            ("Заявление.PDF", "Заявление.pdf"),
            ("../../etc/x.pdf", "x.pdf"),
            ("C:\\Windows\\скан.exe", "скан.pdf"),
            ("CON", "файл CON.pdf"),
            ("com1.pdf", "файл com1.pdf"),
            ("a<b>:c?.pdf", "a_b__c_.pdf"),
            ("", "файл.pdf"),
            (" .. ", "файл.pdf"),
            ("конец.", "конец.pdf"),
        ] {
            assert_eq!(safe_name(name, "pdf"), safe, "{name}");
        }
        assert!(safe_name(&"я".repeat(500), "pdf").chars().count() < 120);
    }
}
