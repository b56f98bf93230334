//! What bytes are, by their content. Only heads and frames of formats are read here; no picture is decoded and no PDF
//! is opened. A document that breaks off is told apart from one of another kind.

use super::{Facts, MAXIMUM_POINTS, Media};
use crate::IntakeError;

fn at<const N: usize>(bytes: &[u8], offset: usize) -> Option<[u8; N]> {
    bytes.get(offset..offset.checked_add(N)?)?.try_into().ok()
}

fn be32(bytes: &[u8], offset: usize) -> Option<u32> {
    at(bytes, offset).map(u32::from_be_bytes)
}

fn has(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

/// The kind of some bytes and what their head says.
pub(super) fn look(bytes: &[u8]) -> Result<(Media, Facts), IntakeError> {
    if bytes.is_empty() {
        return Err(IntakeError::DocumentEmpty);
    }
    if bytes.starts_with(b"\x89PNG\r\n\x1A\n") {
        return Ok((Media::Png, points(png(bytes)?)?));
    }
    if bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return Ok((Media::Jpeg, points(jpeg(bytes)?)?));
    }
    // A PDF may have something before its head; an e-mail with a PDF inside is none.
    let near = bytes.get(..bytes.len().min(1024)).unwrap_or_default();
    if bytes.starts_with(b"%PDF-") || (has(near, b"%PDF-") && !is_email(bytes)) {
        return pdf(bytes).map(|facts| (Media::Pdf, facts));
    }
    if bytes.starts_with(b"II*\0") || bytes.starts_with(b"MM\0*") {
        return tiff(bytes).map(|()| (Media::Tiff, Facts::default()));
    }
    if bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WEBP") {
        let declared = at(bytes, 4).map_or(0, u32::from_le_bytes);
        // The size does not count the head of eight bytes.
        return if u64::from(declared) + 8 <= bytes.len() as u64 {
            Ok((Media::Webp, Facts::default()))
        } else {
            Err(IntakeError::DocumentDamaged)
        };
    }
    if bytes.starts_with(b"PK\x03\x04") {
        return zip(bytes).map(|()| (Media::Docx, Facts::default()));
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        return Err(compound(bytes));
    }
    if is_email(bytes) {
        return Ok((Media::Email, Facts::default()));
    }
    Err(IntakeError::DocumentUnsupported)
}

fn points((width, height): (u32, u32)) -> Result<Facts, IntakeError> {
    if width == 0 || height == 0 {
        return Err(IntakeError::DocumentDamaged);
    }
    if u64::from(width) * u64::from(height) > MAXIMUM_POINTS {
        return Err(IntakeError::TooManyPoints);
    }
    Ok(Facts { points: Some((width, height)), encrypted: false })
}

/// Width and height of a PNG that goes on to its end.
fn png(bytes: &[u8]) -> Result<(u32, u32), IntakeError> {
    let damaged = IntakeError::DocumentDamaged;
    if bytes.get(12..16) != Some(b"IHDR") {
        return Err(damaged);
    }
    let (Some(width), Some(height)) = (be32(bytes, 16), be32(bytes, 20)) else { return Err(damaged) };
    let mut offset = 8usize;
    loop {
        let (Some(length), Some(kind)) = (be32(bytes, offset), at::<4>(bytes, offset + 4)) else {
            return Err(damaged);
        };
        let next = offset.saturating_add(12).saturating_add(length as usize);
        if next > bytes.len() {
            return Err(damaged);
        }
        if &kind == b"IEND" {
            return Ok((width, height));
        }
        offset = next;
    }
}

/// Width and height of a JPEG that goes on to its end mark.
fn jpeg(bytes: &[u8]) -> Result<(u32, u32), IntakeError> {
    let damaged = IntakeError::DocumentDamaged;
    let mut offset = 2usize;
    let mut size = None;
    loop {
        let Some([0xFF, marker]) = at::<2>(bytes, offset) else { return Err(damaged) };
        // Marks may be padded with FF.
        if marker == 0xFF {
            offset += 1;
            continue;
        }
        // Marks without a length.
        if marker == 0x01 || (0xD0..=0xD8).contains(&marker) {
            offset += 2;
            continue;
        }
        let Some(length) = at(bytes, offset + 2).map(u16::from_be_bytes).filter(|n| *n >= 2) else {
            return Err(damaged);
        };
        if matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC) {
            let height = at(bytes, offset + 5).map(u16::from_be_bytes);
            let width = at(bytes, offset + 7).map(u16::from_be_bytes);
            size = width.zip(height).map(|(w, h)| (u32::from(w), u32::from(h)));
        }
        offset += 2 + usize::from(length);
        if marker == 0xDA {
            // The picture itself: the end mark must follow somewhere.
            let ended = bytes.get(offset..).is_some_and(|rest| has(rest, &[0xFF, 0xD9]));
            return size.filter(|_| ended).ok_or(damaged);
        }
    }
}

/// Head, end and protection of a PDF; its pages are not read.
fn pdf(bytes: &[u8]) -> Result<Facts, IntakeError> {
    let tail = bytes.get(bytes.len().saturating_sub(4096)..).unwrap_or_default();
    if !has(tail, b"%%EOF") || !has(tail, b"startxref") {
        return Err(IntakeError::DocumentDamaged);
    }
    // The dictionary of the trailer names the way of protection: «/Encrypt 12 0 R» or «/Encrypt <<…>>».
    let encrypted = bytes.windows(8).enumerate().any(|(from, window)| {
        window == b"/Encrypt"
            && bytes
                .get(from + 8..)
                .unwrap_or_default()
                .iter()
                .find(|b| !b.is_ascii_whitespace())
                .is_some_and(|next| next.is_ascii_digit() || *next == b'<')
    });
    Ok(Facts { points: None, encrypted })
}

/// The first directory of a TIFF lies inside the file.
fn tiff(bytes: &[u8]) -> Result<(), IntakeError> {
    let little = bytes.starts_with(b"II");
    let offset = at(bytes, 4).map(|b| if little { u32::from_le_bytes(b) } else { u32::from_be_bytes(b) });
    let inside = offset.is_some_and(|o| o >= 8 && u64::from(o) + 2 <= bytes.len() as u64);
    if inside { Ok(()) } else { Err(IntakeError::DocumentDamaged) }
}

/// A zip is taken only as a document of Word; what it unpacks to is limited, nothing of it is unpacked.
fn zip(bytes: &[u8]) -> Result<(), IntakeError> {
    let mut archive =
        zip::ZipArchive::new(std::io::Cursor::new(bytes)).map_err(|_| IntakeError::DocumentDamaged)?;
    if archive.len() > 5000 {
        return Err(IntakeError::DocumentUnsupported);
    }
    let mut total = 0u64;
    let (mut document, mut types) = (false, false);
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| IntakeError::DocumentDamaged)?;
        total = total.saturating_add(entry.size());
        let name = entry.name().map_err(|_| IntakeError::DocumentDamaged)?;
        document |= name.eq_ignore_ascii_case("word/document.xml");
        types |= name.eq_ignore_ascii_case("[Content_Types].xml");
    }
    if !document || !types {
        return Err(IntakeError::DocumentUnsupported);
    }
    if total > 1 << 30 { Err(IntakeError::DocumentTooLarge { limit_mb: super::MAXIMUM_MB }) } else { Ok(()) }
}

/// A compound file is none of ours; one that Outlook saved is told how to be saved.
fn compound(bytes: &[u8]) -> IntakeError {
    let utf16 = |name: &str| -> Vec<u8> { name.encode_utf16().flat_map(u16::to_le_bytes).collect() };
    let (properties, nameid) = (utf16("__properties_version1.0"), utf16("__nameid_version1.0"));
    // Directory entries are 128 bytes and begin with the name.
    if bytes.chunks(128).any(|entry| entry.starts_with(&properties) || entry.starts_with(&nameid)) {
        IntakeError::OutlookMessage
    } else {
        IntakeError::DocumentUnsupported
    }
}

/// Whether bytes begin with the header of an e-mail: lines «Name: value», two names of them known.
pub(super) fn is_email(bytes: &[u8]) -> bool {
    const KNOWN: &[&str] = &[
        "from",
        "to",
        "date",
        "subject",
        "received",
        "message-id",
        "mime-version",
        "return-path",
        "content-type",
        "reply-to",
        "sender",
        "delivered-to",
        "x-received",
        "dkim-signature",
        "cc",
        "x-mailer",
    ];
    let head = bytes.get(..bytes.len().min(64 << 10)).unwrap_or_default();
    let head = head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(head);
    let mut found = Vec::new();
    for (number, line) in head.split(|b| *b == b'\n').enumerate() {
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        // A mailbox puts this line before the header.
        if number == 0 && line.starts_with(b"From ") {
            continue;
        }
        if line.is_empty() {
            break;
        }
        if line.starts_with(b" ") || line.starts_with(b"\t") {
            if number == 0 {
                return false;
            }
            continue;
        }
        let Some(colon) = line.iter().position(|b| *b == b':') else { break };
        let name = line.get(..colon).unwrap_or_default();
        if name.is_empty() || name.len() > 78 || !name.iter().all(|b| (33..=126).contains(b)) {
            break;
        }
        let name = String::from_utf8_lossy(name).to_ascii_lowercase();
        if KNOWN.contains(&name.as_str()) && !found.contains(&name) {
            found.push(name);
        }
    }
    found.len() >= 2
}
