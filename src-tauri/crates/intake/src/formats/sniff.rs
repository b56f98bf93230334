//! What a file is, from its bytes; limits of size, and of what a zip unpacks to, before any parser sees it.

use std::collections::HashSet;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};

use super::Format;
use crate::IntakeError;

const MB: u64 = 1 << 20;

fn limit(file: &File, limit_mb: u64) -> Result<(), IntakeError> {
    let size = file.metadata().map_err(|_| IntakeError::Unreadable)?.len();
    if size > limit_mb * MB { Err(IntakeError::FileTooLarge { limit_mb }) } else { Ok(()) }
}

/// The format of a file; the position is back at the start afterwards.
pub(crate) fn sniff(mut file: &File) -> Result<Format, IntakeError> {
    let mut head = [0u8; 4096];
    let mut filled = 0;
    file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
    while filled < head.len() {
        match file.read(head.get_mut(filled..).unwrap_or_default()) {
            Ok(0) => break,
            Ok(n) => filled += n,
            Err(_) => return Err(IntakeError::Unreadable),
        }
    }
    file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
    let head = head.get(..filled).unwrap_or_default();
    if head.is_empty() {
        return Err(IntakeError::FileEmpty);
    }
    let format = if head.starts_with(b"PK") {
        zip_kind(file)?
    } else if head.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        limit(file, 100)?;
        compound_kind(file)?
    } else if head.starts_with(&[0x09, 0x00, 0x04, 0x00])
        || head.starts_with(&[0x09, 0x02])
        || head.starts_with(&[0x09, 0x04])
        || head.starts_with(&[0x09, 0x00, 0x06, 0x00])
        || head.starts_with(&[0x09, 0x08])
    {
        return Err(IntakeError::TooOld);
    } else {
        text_kind(head)?;
        limit(file, 2048)?;
        Format::Csv
    };
    file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
    Ok(format)
}

fn text_kind(head: &[u8]) -> Result<(), IntakeError> {
    const BINARY: &[&[u8]] = &[
        b"%PDF",
        b"\x89PNG",
        b"\xFF\xD8\xFF",
        b"GIF8",
        b"Rar!",
        b"7z\xBC\xAF",
        b"\x1F\x8B",
        b"MZ",
        b"\x7FELF",
        b"{\\rtf",
    ];
    if BINARY.iter().any(|magic| head.starts_with(magic)) {
        return Err(IntakeError::NotASpreadsheet);
    }
    let ascii: String =
        head.iter().filter(|b| **b != 0).map(|b| char::from(*b).to_ascii_lowercase()).collect();
    let start = ascii.trim_start_matches(|c: char| !c.is_ascii() || c.is_whitespace());
    if start.starts_with("<?xml") || start.starts_with("<workbook") {
        return Err(
            if ascii.contains("urn:schemas-microsoft-com:office:spreadsheet")
                || ascii.contains("opendocument")
            {
                IntakeError::XmlSpreadsheet
            } else if ascii.contains("<html") || ascii.contains("<table") {
                IntakeError::HtmlTable
            } else {
                IntakeError::NotASpreadsheet
            },
        );
    }
    if start.starts_with("<!doctype html")
        || start.starts_with("<html")
        || start.starts_with("<table")
        || start.starts_with("<meta")
    {
        return Err(IntakeError::HtmlTable);
    }
    // In UTF-16 each second byte of Russian text is 04 or 00: nothing to be said of control characters then.
    let wide = [0, 1].into_iter().any(|parity| {
        head.iter().skip(parity).step_by(2).filter(|b| matches!(**b, 0 | 4)).count() * 10 > head.len() / 2 * 8
    });
    if wide || matches!(head, [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..]) {
        return Ok(());
    }
    // Text has no control characters beside tab, line feeds and the NULs of UTF-16; MacBinary and dumps have many.
    let odd = head.iter().filter(|b| matches!(b, 1..=8 | 0x0E..=0x1A | 0x1C..=0x1F)).count();
    let nuls = head.iter().filter(|b| **b == 0).count();
    if odd * 50 > head.len() || nuls > 0 {
        return Err(IntakeError::NotASpreadsheet);
    }
    Ok(())
}

/// A compound file: an encrypted workbook, an xls, or something else. Names in it are UTF-16.
fn compound_kind(mut file: &File) -> Result<Format, IntakeError> {
    fn utf16(name: &str) -> Vec<u8> {
        name.encode_utf16().flat_map(u16::to_le_bytes).collect()
    }
    let (encrypted, book, old_book) = (utf16("EncryptedPackage"), utf16("Workbook"), utf16("Book"));
    let mut bytes = Vec::new();
    file.seek(SeekFrom::Start(0)).map_err(|_| IntakeError::Unreadable)?;
    file.read_to_end(&mut bytes).map_err(|_| IntakeError::Unreadable)?;
    // The workbook's stream begins at a sector with a BOF record; FILEPASS among the next few means a password.
    let protected = |sector: &[u8]| {
        let mut rest = sector;
        if !rest.starts_with(&[0x09, 0x08]) {
            return false;
        }
        for _ in 0..4 {
            let Some((&[id_low, id_high, low, high], body)) = rest.split_first_chunk::<4>() else {
                return false;
            };
            if [id_low, id_high] == [0x2F, 0x00] {
                return true;
            }
            rest = body.get(usize::from(u16::from_le_bytes([low, high]))..).unwrap_or_default();
        }
        false
    };
    if bytes.chunks_exact(512).any(protected) {
        return Err(IntakeError::FileEncrypted);
    }
    let mut found = Err(IntakeError::NotASpreadsheet);
    // Directory entries are 128 bytes and begin with the name.
    for entry in bytes.chunks(128) {
        if entry.starts_with(&encrypted) {
            return Err(IntakeError::FileEncrypted);
        }
        if entry.starts_with(&book) || entry.starts_with(&old_book) {
            found = Ok(Format::Xls);
        }
    }
    found
}

fn zip_kind(file: &File) -> Result<Format, IntakeError> {
    let reader = file.try_clone().map_err(|_| IntakeError::Unreadable)?;
    let mut archive =
        zip::ZipArchive::new(std::io::BufReader::new(reader)).map_err(|_| IntakeError::FileDamaged)?;
    if archive.is_empty() {
        return Err(IntakeError::FileEmpty);
    }
    if archive.len() > 5000 {
        return Err(IntakeError::Bomb);
    }
    let mut names = HashSet::new();
    let mut total = 0u64;
    for index in 0..archive.len() {
        let entry = archive.by_index_raw(index).map_err(|_| IntakeError::FileDamaged)?;
        if entry.encrypted() {
            return Err(IntakeError::FileEncrypted);
        }
        let name =
            entry.name().map_err(|_| IntakeError::FileDamaged)?.replace('\\', "/").to_ascii_lowercase();
        let (size, packed) = (entry.size(), entry.compressed_size().max(1));
        total = total.saturating_add(size);
        let large = size > 100 * MB && size / packed > 200;
        if large
            || size > 2048 * MB
            || total > 4096 * MB
            || (name.ends_with("sharedstrings.xml") && size > 1024 * MB)
        {
            return Err(IntakeError::Bomb);
        }
        if !names.insert(name) {
            return Err(IntakeError::FileDamaged);
        }
    }
    let has = |part: &str| names.contains(part);
    let format = if has("xl/workbook.bin") {
        Format::Xlsb
    } else if has("xl/vbaproject.bin") {
        Format::Xlsm
    } else if names
        .iter()
        .any(|n| n.starts_with("xl/worksheets/") || n.ends_with("/workbook.xml") || n == "workbook.xml")
    {
        Format::Xlsx
    } else if has("content.xml") {
        Format::Ods
    } else {
        return Err(IntakeError::NotASpreadsheet);
    };
    limit(file, if format == Format::Ods { 50 } else { 300 })?;
    // No honest spreadsheet declares a document type: it is where entity attacks live.
    for index in 0..archive.len() {
        let Ok(entry) = archive.by_index(index) else { return Err(IntakeError::FileDamaged) };
        let xml = entry.name().map_err(|_| IntakeError::FileDamaged)?.to_ascii_lowercase();
        if !(xml.ends_with(".xml") || xml.ends_with(".rels")) {
            continue;
        }
        let mut head = Vec::new();
        if entry.take(2048).read_to_end(&mut head).is_err() {
            return Err(IntakeError::FileDamaged);
        }
        if head.windows(9).any(|w| w == b"<!DOCTYPE") {
            return Err(IntakeError::FileDamaged);
        }
        if xml.ends_with("manifest.xml") && head.windows(15).any(|w| w == b"encryption-data") {
            return Err(IntakeError::FileEncrypted);
        }
    }
    Ok(format)
}
