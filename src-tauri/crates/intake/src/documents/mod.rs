//! One foreign document: an e-mail or a scan. The worker reads it whole, says what it is by its content and sends the
//! bytes back; nothing of it touches the disk. The parent takes a bounded description and bounded bytes.

mod email;
mod look;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use chrono::{DateTime, FixedOffset};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::frames::Frame;
use crate::parent::{Limits, Reading, WorkerProgram};
use crate::worker::{Job, Request};
use crate::{IntakeError, formats};

/// Largest file that is taken as a document or as a part of an e-mail, bytes.
pub const MAXIMUM_BYTES: u64 = 25 << 20;
/// Largest file, MiB: as messages say it.
pub const MAXIMUM_MB: u64 = MAXIMUM_BYTES >> 20;
/// Most parts that are taken out of one e-mail.
pub const MAXIMUM_PARTS: usize = 100;
/// Most bytes of all parts of one e-mail: a forwarded letter carries its own parts a second time.
const MAXIMUM_PART_BYTES: u64 = 64 << 20;
/// Most points of a picture: 64 MP.
const MAXIMUM_POINTS: u64 = 64_000_000;
/// Most characters of an e-mail's text that are sent back; a case keeps fewer.
const MAXIMUM_TEXT: usize = 60_000;
const CHUNK: usize = 512 << 10;

/// What a document is, by its content.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Media {
    Email,
    Pdf,
    Jpeg,
    Png,
    Tiff,
    Webp,
    Docx,
}

impl Media {
    /// Every kind that is accepted.
    pub const ALL: &'static [Self] =
        &[Self::Email, Self::Pdf, Self::Jpeg, Self::Png, Self::Tiff, Self::Webp, Self::Docx];

    /// The media type, as it is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Email => "message/rfc822",
            Self::Pdf => "application/pdf",
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Tiff => "image/tiff",
            Self::Webp => "image/webp",
            Self::Docx => "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        }
    }

    /// The inverse of [`Self::as_str`].
    #[must_use]
    pub fn parse(media: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|known| known.as_str() == media)
    }

    /// The ending of a file of this kind: from this table, never from a name.
    #[must_use]
    pub fn ending(self) -> &'static str {
        match self {
            Self::Email => "eml",
            Self::Pdf => "pdf",
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Tiff => "tiff",
            Self::Webp => "webp",
            Self::Docx => "docx",
        }
    }
}

/// What the head of a document says besides its kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Facts {
    /// Points of a JPEG or PNG: width and height.
    pub points: Option<(u32, u32)>,
    /// A PDF that is protected by a password.
    pub encrypted: bool,
}

/// Who wrote an e-mail, when and what.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Email {
    pub from_name: Option<String>,
    pub from_address: Option<String>,
    /// The `Date` header: in the sender's hands.
    pub date: Option<DateTime<FixedOffset>>,
    pub subject: Option<String>,
    /// Plain text; of HTML, its text.
    pub text: String,
    /// The text was longer than is taken.
    pub text_cut: bool,
    /// The message ends before its last part does.
    pub cut: bool,
    /// The e-mail that this one forwards.
    pub forwarded: Option<Forwarded>,
}

/// An e-mail inside another.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Forwarded {
    pub from_name: Option<String>,
    pub from_address: Option<String>,
    pub date: Option<DateTime<FixedOffset>>,
}

/// A file inside an e-mail.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// As the e-mail calls it, without control characters; text only, never a path.
    pub name: String,
    pub media: Media,
    pub size: u64,
    pub sha256: String,
    pub facts: Facts,
}

/// Why a part of an e-mail is not taken out; it stays inside the e-mail itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WhyNot {
    NotAccepted,
    Damaged,
    TooLarge,
    TooMany,
}

/// A part that was not taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    pub name: String,
    pub why: WhyNot,
}

/// What a document is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub media: Media,
    pub size: u64,
    pub sha256: String,
    pub facts: Facts,
    pub email: Option<Email>,
    pub parts: Vec<Part>,
    pub left_out: Vec<LeftOut>,
}

/// A document with its bytes and those of its parts, in the order of [`Document::parts`].
#[derive(Clone, Debug, PartialEq)]
pub struct ReadDocument {
    pub document: Document,
    pub bytes: Vec<u8>,
    pub part_bytes: Vec<Vec<u8>>,
}

/// What becomes of a file that was given without saying what it is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    /// A spreadsheet: rows to be imported.
    Table,
    Document(Media),
}

pub(crate) fn hash(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

// ---- the worker's side ---------------------------------------------------------------------------------------

fn whole(file: &mut File) -> Result<Vec<u8>, IntakeError> {
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
    file.take(MAXIMUM_BYTES + 1).read_to_end(&mut bytes).map_err(|_| IntakeError::Unreadable)?;
    if bytes.is_empty() {
        return Err(IntakeError::DocumentEmpty);
    }
    if bytes.len() as u64 > MAXIMUM_BYTES {
        return Err(IntakeError::DocumentTooLarge { limit_mb: MAXIMUM_MB });
    }
    Ok(bytes)
}

/// Describes bytes; gives the bytes of the parts beside.
pub(crate) fn describe(bytes: &[u8]) -> Result<(Document, Vec<Vec<u8>>), IntakeError> {
    let (media, facts) = look::look(bytes)?;
    let mut document = Document {
        media,
        size: bytes.len() as u64,
        sha256: hash(bytes),
        facts,
        email: None,
        parts: Vec::new(),
        left_out: Vec::new(),
    };
    let mut part_bytes = Vec::new();
    if media == Media::Email {
        let opened = email::open(bytes).ok_or(IntakeError::DocumentDamaged)?;
        document.email = Some(opened.email);
        document.parts = opened.parts;
        document.left_out = opened.left_out;
        part_bytes = opened.bytes;
    }
    Ok((document, part_bytes))
}

/// Reads a document and sends its description, its bytes and those of its parts.
pub(crate) fn read(
    mut file: File,
    send: &mut dyn FnMut(&Frame) -> Result<(), IntakeError>,
) -> Result<(), IntakeError> {
    let bytes = whole(&mut file)?;
    let (document, parts) = describe(&bytes)?;
    send(&Frame::Document(Box::new(document)))?;
    for body in std::iter::once(&bytes).chain(&parts) {
        for chunk in body.chunks(CHUNK) {
            send(&Frame::Bytes(chunk.to_vec()))?;
        }
    }
    Ok(())
}

/// Says what a file is: a spreadsheet or a document.
pub(crate) fn kind(mut file: File) -> Result<FileKind, IntakeError> {
    match whole(&mut file).and_then(|bytes| look::look(&bytes)) {
        Ok((media, _)) => Ok(FileKind::Document(media)),
        // A document that is damaged or too large is no spreadsheet either; anything else may be one.
        Err(IntakeError::DocumentUnsupported | IntakeError::DocumentTooLarge { .. }) => {
            match formats::sniff(&file) {
                Ok(_) => Ok(FileKind::Table),
                // These say what to do with the spreadsheet: the import says it again.
                Err(
                    IntakeError::FileEncrypted
                    | IntakeError::HtmlTable
                    | IntakeError::XmlSpreadsheet
                    | IntakeError::TooOld
                    | IntakeError::Bomb
                    | IntakeError::FileTooLarge { .. },
                ) => Ok(FileKind::Table),
                Err(IntakeError::FileDamaged) => Err(IntakeError::FileDamaged),
                Err(_) => Err(if file.metadata().is_ok_and(|meta| meta.len() > MAXIMUM_BYTES) {
                    IntakeError::DocumentTooLarge { limit_mb: MAXIMUM_MB }
                } else {
                    IntakeError::NeitherKind
                }),
            }
        }
        Err(other) => Err(other),
    }
}

// ---- the parent's side ---------------------------------------------------------------------------------------

fn request(job: Job, limits: &Limits) -> Request {
    Request { sheet: None, rows: None, memory: limits.memory, job, misbehave: None }
}

/// The death of a worker, in the words of a document.
fn of_document(error: IntakeError) -> IntakeError {
    match error {
        IntakeError::FileDamaged | IntakeError::OutOfMemory => IntakeError::DocumentDamaged,
        IntakeError::TimedOut => IntakeError::DocumentSlow,
        other => other,
    }
}

/// Says in the worker what a file is.
///
/// # Errors
/// [`IntakeError::NeitherKind`] for a file of no use; see [`IntakeError`].
pub fn kind_of(program: &WorkerProgram, file: File, limits: Limits) -> Result<FileKind, IntakeError> {
    let mut reading = Reading::start(program, file, &request(Job::Kind, &limits), limits)?;
    match reading.next().map_err(of_document)? {
        Frame::Kind(kind) => Ok(kind),
        Frame::Error(error) => Err(error),
        _ => Err(IntakeError::DocumentDamaged),
    }
}

/// Reads a document in the worker: what it is, its bytes, and what is inside it. The bytes that come back are those
/// that were looked at.
///
/// # Errors
/// See [`IntakeError`].
pub fn read_document(
    program: &WorkerProgram,
    file: File,
    limits: Limits,
) -> Result<ReadDocument, IntakeError> {
    let mut reading = Reading::start(program, file, &request(Job::Document, &limits), limits)?;
    let document = match reading.next().map_err(of_document)? {
        Frame::Document(document) => *document,
        Frame::Error(error) => return Err(error),
        _ => return Err(IntakeError::DocumentDamaged),
    };
    // What the worker declares is checked before anything is kept for it.
    let declared = document.parts.iter().map(|part| part.size).fold(0u64, u64::saturating_add);
    if document.size > MAXIMUM_BYTES || document.parts.len() > MAXIMUM_PARTS || declared > MAXIMUM_PART_BYTES
    {
        return Err(IntakeError::DocumentDamaged);
    }
    let mut bodies = Vec::new();
    for (size, sha256) in std::iter::once((document.size, &document.sha256))
        .chain(document.parts.iter().map(|part| (part.size, &part.sha256)))
    {
        let mut body = Vec::new();
        while (body.len() as u64) < size {
            match reading.next().map_err(of_document)? {
                Frame::Bytes(chunk) if !chunk.is_empty() && (body.len() + chunk.len()) as u64 <= size => {
                    body.extend_from_slice(&chunk);
                }
                Frame::Error(error) => return Err(of_document(error)),
                _ => return Err(IntakeError::DocumentDamaged),
            }
        }
        if hash(&body) != *sha256 {
            return Err(IntakeError::DocumentDamaged);
        }
        bodies.push(body);
    }
    match reading.next().map_err(of_document)? {
        Frame::End => {}
        _ => return Err(IntakeError::DocumentDamaged),
    }
    let mut bodies = bodies.into_iter();
    let bytes = bodies.next().unwrap_or_default();
    Ok(ReadDocument { document, bytes, part_bytes: bodies.collect() })
}
