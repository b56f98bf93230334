use std::fs::File;
use std::io::Write;

use proptest::prelude::*;

use super::*;

fn file(bytes: &[u8]) -> File {
    let mut file = tempfile::tempfile().expect("a file");
    file.write_all(bytes).expect("written");
    file
}

/// The worker's program lies beside the test program, one folder up.
fn worker() -> WorkerProgram {
    let mut path = std::env::current_exe().expect("this program");
    path.pop();
    path.pop();
    path.push(format!("otvet-intake-worker{}", std::env::consts::EXE_SUFFIX));
    WorkerProgram(path)
}

fn in_worker(bytes: &[u8]) -> Result<ReadDocument, IntakeError> {
    read_document(&worker(), file(bytes), Limits::document())
}

fn base64(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut out = String::new();
    for (n, chunk) in bytes.chunks(3).enumerate() {
        if n > 0 && n % 19 == 0 {
            out.push_str("\r\n");
        }
        let word = chunk.iter().enumerate().fold(0u32, |word, (i, b)| word | u32::from(*b) << (16 - 8 * i));
        for i in 0..4 {
            if i <= chunk.len() {
                out.push(char::from(SIGNS[(word >> (18 - 6 * i)) as usize & 63]));
            } else {
                out.push('=');
            }
        }
    }
    out
}

fn encoded(charset: &str, text: &str) -> Vec<u8> {
    encoding_rs::Encoding::for_label(charset.as_bytes()).expect("an encoding").encode(text).0.into_owned()
}

fn quoted(bytes: &[u8]) -> String {
    bytes.iter().map(|b| format!("={b:02X}")).collect::<Vec<_>>().join("")
}

fn word(charset: &str, text: &str) -> String {
    format!("=?{charset}?B?{}?=", base64(&encoded(charset, text)).replace("\r\n", ""))
}

fn pdf() -> Vec<u8> {
    b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n"
        .to_vec()
}

fn png(width: u32, height: u32) -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
    out.extend_from_slice(&width.to_be_bytes());
    out.extend_from_slice(&height.to_be_bytes());
    out.extend_from_slice(&[8, 2, 0, 0, 0, 0, 0, 0, 0]);
    out.extend_from_slice(b"\0\0\0\x04IDATabcd\0\0\0\0\0\0\0\0IEND\xAE\x42\x60\x82");
    out
}

fn jpeg(width: u16, height: u16) -> Vec<u8> {
    let mut out = vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC0, 0, 11, 8];
    out.extend_from_slice(&height.to_be_bytes());
    out.extend_from_slice(&width.to_be_bytes());
    out.extend_from_slice(&[1, 1, 0x11, 0, 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 1, 2, 3, 4, 0xFF, 0xD9]);
    out
}

fn zipped(names: &[&str]) -> Vec<u8> {
    let mut zip = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for name in names {
        zip.start_file(*name, zip::write::SimpleFileOptions::default()).expect("an entry");
        zip.write_all(b"<x/>").expect("written");
    }
    zip.finish().expect("a zip").into_inner()
}

fn docx() -> Vec<u8> {
    zipped(&["[Content_Types].xml", "word/document.xml"])
}

/// A mixed e-mail: text in Windows-1251, a scan, a program, a forwarded letter with a picture.
fn letter() -> Vec<u8> {
    let inner = format!(
        "From: {} <anna@example.org>\r\nSubject: {}\r\nDate: Mon, 16 Nov 2026 09:30:00 +0300\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=inner\r\n\r\n--inner\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nОтзываю согласие.\r\n--inner\r\nContent-Type: image/png\r\nContent-Disposition: attachment; filename=\"scan.png\"\r\nContent-Transfer-Encoding: base64\r\n\r\n{}\r\n--inner--\r\n",
        word("utf-8", "Анна Вымышленная"),
        word("utf-8", "Заявление"),
        base64(&png(100, 50)),
    );
    let mut out = format!(
        "Return-Path: <pavel@example.ru>\r\nFrom: {} <pavel@example.ru>\r\nTo: info@example.ru\r\nDate: Tue, 17 Nov 2026 23:30:00 -0500\r\nSubject: {}\r\n {}\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"outer\"\r\n\r\npreamble\r\n--outer\r\nContent-Type: multipart/alternative; boundary=alt\r\n\r\n--alt\r\nContent-Type: text/plain; charset=windows-1251\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}=\r\n{}\r\n--alt\r\nContent-Type: text/html; charset=windows-1251\r\n\r\n<b>x</b>\r\n--alt--\r\n--outer\r\nContent-Type: application/octet-stream; name=\"{}\"\r\nContent-Transfer-Encoding: base64\r\nContent-Disposition: attachment\r\n\r\n",
        word("windows-1251", "Орлов Павел Ильич"),
        word("koi8-r", "Прошу сообщить, "),
        word("koi8-r", "какие данные вы храните"),
        quoted(&encoded("windows-1251", "Прошу удалить мои данные")),
        quoted(&encoded("windows-1251", " и сообщить об этом.")),
        word("koi8-r", "../заявление.bin"),
    )
    .into_bytes();
    out.extend_from_slice(base64(&pdf()).as_bytes());
    out.extend_from_slice(b"\r\n--outer\r\nContent-Type: application/pdf; name=virus.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    out.extend_from_slice(base64(b"MZ\x90\0\x03\0\0\0 no document at all").as_bytes());
    out.extend_from_slice(b"\r\n--outer\r\nContent-Type: application/pdf; name=half.pdf\r\nContent-Transfer-Encoding: base64\r\n\r\n");
    out.extend_from_slice(base64(&pdf()[..40]).as_bytes());
    out.extend_from_slice(b"\r\n--outer\r\nContent-Type: message/rfc822\r\n\r\n");
    out.extend_from_slice(inner.as_bytes());
    out.extend_from_slice(b"--outer--\r\n");
    out
}

#[test]
fn an_email_gives_its_sender_date_subject_text_and_files() {
    let read = in_worker(&letter()).expect("read");
    let document = &read.document;
    assert_eq!(document.media, Media::Email);
    assert_eq!(read.bytes, letter());
    let email = document.email.as_ref().expect("an e-mail");
    assert_eq!(email.from_name.as_deref(), Some("Орлов Павел Ильич"));
    assert_eq!(email.from_address.as_deref(), Some("pavel@example.ru"));
    assert_eq!(email.subject.as_deref(), Some("Прошу сообщить, какие данные вы храните"));
    assert_eq!(email.date.map(|d| d.to_rfc3339()).as_deref(), Some("2026-11-17T23:30:00-05:00"));
    assert_eq!(email.text, "Прошу удалить мои данные и сообщить об этом.\n\nОтзываю согласие.");
    assert!(!email.cut && !email.text_cut);
    let forwarded = email.forwarded.as_ref().expect("a forwarded one");
    assert_eq!(forwarded.from_name.as_deref(), Some("Анна Вымышленная"));
    let parts: Vec<(&str, Media)> = document.parts.iter().map(|p| (p.name.as_str(), p.media)).collect();
    assert_eq!(
        parts,
        [("../заявление.bin", Media::Pdf), ("Заявление.eml", Media::Email), ("scan.png", Media::Png),]
    );
    assert_eq!(read.part_bytes[0], pdf());
    assert!(read.part_bytes[1].starts_with(b"From: "), "{:?}", String::from_utf8_lossy(&read.part_bytes[1]));
    assert_eq!(read.part_bytes[2], png(100, 50));
    assert_eq!(document.parts[2].facts.points, Some((100, 50)));
    assert_eq!(
        document.left_out,
        [
            LeftOut { name: "virus.pdf".to_owned(), why: WhyNot::NotAccepted },
            LeftOut { name: "half.pdf".to_owned(), why: WhyNot::Damaged },
        ]
    );
}

fn email_of(bytes: &[u8]) -> Email {
    describe(bytes).expect("read").0.email.expect("an e-mail")
}

#[test]
fn every_way_of_writing_russian() {
    for charset in ["utf-8", "windows-1251", "koi8-r"] {
        let mut bytes = format!(
            "From: {} <a@example.ru>\r\nSubject: =?{charset}?Q?{}?=\r\nDate: 1 Nov 2026 10:00:00 GMT\r\nContent-Type: text/plain; charset=\"{charset}\"\r\nContent-Transfer-Encoding: 8bit\r\n\r\n",
            word(charset, "Ёлкина Анна"),
            quoted(&encoded(charset, "Отзыв согласия")),
        )
        .into_bytes();
        bytes.extend_from_slice(&encoded(charset, "Всё удалите"));
        let email = email_of(&bytes);
        assert_eq!(email.from_name.as_deref(), Some("Ёлкина Анна"), "{charset}");
        assert_eq!(email.subject.as_deref(), Some("Отзыв согласия"), "{charset}");
        assert_eq!(email.text, "Всё удалите", "{charset}");
    }
    // Headers and text of bare bytes that name no encoding: what old mail programs send.
    let mut bytes = b"From: ".to_vec();
    bytes.extend_from_slice(&encoded(
        "windows-1251",
        "Ёлкина Анна Петровна <a@example.ru>\r\nSubject: Отзываю согласие на обработку",
    ));
    bytes.extend_from_slice(b"\r\nDate: 1 Nov 2026 10:00:00 +0300\r\n\r\n");
    bytes.extend_from_slice(&encoded("windows-1251", "Прошу прекратить обработку персональных данных"));
    let email = email_of(&bytes);
    assert_eq!(email.from_name.as_deref(), Some("Ёлкина Анна Петровна"));
    assert_eq!(email.from_address.as_deref(), Some("a@example.ru"));
    assert_eq!(email.subject.as_deref(), Some("Отзываю согласие на обработку"));
    assert_eq!(email.text, "Прошу прекратить обработку персональных данных");
}

#[test]
fn html_alone_becomes_text() {
    let bytes = "From: a@example.ru\r\nDate: 1 Nov 2026 10:00:00 +0300\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><style>p{color:red}</style></head><body><div>Добрый&nbsp;день</div><div>Прошу <b>удалить</b> данные &amp; ответить</div><script>alert(1)</script></body></html>".as_bytes();
    assert_eq!(email_of(bytes).text, "Добрый день\nПрошу удалить данные & ответить");
}

#[test]
fn a_date_that_is_none_and_marks_that_turn_the_writing() {
    let bytes = "From: \"\u{202e}Иван\u{200b} Иванов\" <i@example.ru>\r\nDate: когда-нибудь\r\nSubject: a\tb\r\n\r\nтекст\u{202e}\u{0}".as_bytes();
    let email = email_of(bytes);
    assert_eq!(email.date, None);
    assert_eq!(email.from_name.as_deref(), Some("Иван Иванов"));
    assert_eq!(email.text, "текст");
}

#[test]
fn what_a_file_is_stands_in_its_content() {
    let cases: Vec<(Vec<u8>, Result<FileKind, IntakeError>)> = vec![
        (letter(), Ok(FileKind::Document(Media::Email))),
        (pdf(), Ok(FileKind::Document(Media::Pdf))),
        (png(4, 4), Ok(FileKind::Document(Media::Png))),
        (jpeg(4, 4), Ok(FileKind::Document(Media::Jpeg))),
        (docx(), Ok(FileKind::Document(Media::Docx))),
        (b"II*\0\x08\0\0\0\0\0\0\0\0\0".to_vec(), Ok(FileKind::Document(Media::Tiff))),
        (b"RIFF\x04\0\0\0WEBP".to_vec(), Ok(FileKind::Document(Media::Webp))),
        ("Дата;Телефон\r\n01.11.2026;1\r\n".as_bytes().to_vec(), Ok(FileKind::Table)),
        (zipped(&["xl/workbook.xml", "xl/worksheets/sheet1.xml"]), Ok(FileKind::Table)),
        (zipped(&["readme.md"]), Err(IntakeError::NeitherKind)),
        (b"GIF89a\0\0".to_vec(), Err(IntakeError::NeitherKind)),
        (b"\x7FELF\0\0\0\0".to_vec(), Err(IntakeError::NeitherKind)),
        (Vec::new(), Err(IntakeError::DocumentEmpty)),
        (pdf()[..40].to_vec(), Err(IntakeError::DocumentDamaged)),
        (b"RIFF\xFF\0\0\0WEBP".to_vec(), Err(IntakeError::DocumentDamaged)),
        (png(10_000, 10_000), Err(IntakeError::TooManyPoints)),
        (jpeg(0, 10), Err(IntakeError::DocumentDamaged)),
    ];
    for (bytes, expected) in cases {
        let found = kind_of(&worker(), file(&bytes), Limits::document());
        assert_eq!(found, expected, "{:?}", bytes.iter().take(20).collect::<Vec<_>>());
    }
}

#[test]
fn a_message_of_outlook_says_how_to_save_it() {
    let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
    bytes.resize(512, 0);
    bytes.extend("__nameid_version1.0".encode_utf16().flat_map(u16::to_le_bytes));
    bytes.resize(1024, 0);
    assert_eq!(in_worker(&bytes), Err(IntakeError::OutlookMessage));
    assert_eq!(kind_of(&worker(), file(&bytes), Limits::document()), Err(IntakeError::OutlookMessage));
}

#[test]
fn limits_of_size_and_protection() {
    let mut large = pdf();
    large.splice(9..9, vec![b' '; usize::try_from(MAXIMUM_BYTES).expect("fits")]);
    assert_eq!(in_worker(&large), Err(IntakeError::DocumentTooLarge { limit_mb: 25 }));
    let mut protected = pdf();
    let at = protected.windows(5).position(|w| w == b"/Root").expect("a root");
    protected.splice(at..at, b"/Encrypt 2 0 R ".iter().copied());
    assert!(in_worker(&protected).expect("read").document.facts.encrypted);
    assert!(!in_worker(&pdf()).expect("read").document.facts.encrypted);
}

#[test]
fn letters_inside_letters_end_somewhere() {
    let mut bytes = Vec::new();
    for _ in 0..20_000 {
        bytes.extend_from_slice(
            b"From: a@example.ru\r\nDate: 1 Nov 2026 10:00:00 GMT\r\nContent-Type: message/rfc822\r\n\r\n",
        );
    }
    bytes.extend_from_slice(b"From: a@example.ru\r\n\r\ntext");
    // Whatever it is taken for, the parent lives and gets an answer.
    if let Ok(read) = in_worker(&bytes) {
        assert!(read.document.parts.len() <= MAXIMUM_PARTS);
    }
    let mut many = b"From: a@example.ru\r\nDate: 1 Nov 2026 10:00:00 GMT\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n".to_vec();
    for n in 0..400u16 {
        many.extend_from_slice(
            b"--b\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\n",
        );
        many.extend_from_slice(base64(&png(u32::from(n) + 1, 3)).as_bytes());
        many.extend_from_slice(b"\r\n");
    }
    many.extend_from_slice(b"--b--\r\n");
    let read = in_worker(&many).expect("read");
    assert_eq!(read.document.parts.len(), MAXIMUM_PARTS);
    assert!(read.document.left_out.iter().all(|left| left.why == WhyNot::TooMany));
}

#[test]
fn an_email_that_breaks_off_is_told() {
    let whole = letter();
    let email = email_of(&whole[..whole.len() - 12]);
    assert!(email.cut);
    assert_eq!(email.from_address.as_deref(), Some("pavel@example.ru"));
}

#[test]
fn a_cut_document_is_damaged_wherever_it_is_cut() {
    for whole in [pdf(), png(3, 3), jpeg(3, 3), docx()] {
        for length in 12..whole.len() - 2 {
            let found = look::look(&whole[..length]);
            assert!(
                matches!(found, Err(IntakeError::DocumentDamaged | IntakeError::DocumentUnsupported)),
                "{length}: {found:?}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn changed_bytes_never_panic(which in 0usize..5, flips in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..12), cut in any::<prop::sample::Index>()) {
        let mut bytes = [letter(), pdf(), png(3, 3), jpeg(3, 3), docx()][which].clone();
        for (at, value) in flips {
            let at = at.index(bytes.len());
            bytes[at] = value;
        }
        let end = cut.index(bytes.len()) + 1;
        for bytes in [&bytes[..], &bytes[..end]] {
            if let Ok((document, parts)) = describe(bytes) {
                prop_assert_eq!(document.parts.len(), parts.len());
                prop_assert!(parts.iter().zip(&document.parts).all(|(b, p)| b.len() as u64 == p.size));
            }
        }
    }

    #[test]
    fn any_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..2000)) {
        let _ = describe(&bytes);
        let mut email = b"From: a@b.ru\r\nDate: 1 Nov 2026 10:00:00 GMT\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n".to_vec();
        email.extend_from_slice(&bytes);
        let _ = describe(&email);
    }
}
