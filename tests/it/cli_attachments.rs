//! Contract of `otvet case add --from FILE`, `case attach`, `case attachment` and `case detach`: an e-mail or a scan
//! becomes a case, its files are kept in the vault alone and come out only when they are asked for.

use serde_json::{Value, json};

use crate::support::{Desk, count, demand, flip, konekt, list, text, texts, windows_1251};

/// An invented e-mail: the applicant, the day and the words that ask. The header says five hours behind Greenwich, so
/// that the day in Moscow is the next one.
fn email(charset: &str, body: &[u8], files: &[(&str, &str, &[u8])]) -> Vec<u8> {
    let mut out = b"Return-Path: <pavel@example.ru>\r\nFrom: =?utf-8?B?0J7RgNC70L7QsiDQn9Cw0LLQtdC7INCY0LvRjNC40Yc=?= <Pavel@Example.ru>\r\nTo: info@example.ru\r\nDate: Tue, 17 Nov 2026 20:30:00 -0500\r\nSubject: =?utf-8?B?0J4g0LzQvtC40YUg0LTQsNC90L3Ri9GF?=\r\nMIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=\"part\"\r\n\r\n--part\r\n".to_vec();
    out.extend_from_slice(
        format!(
            "Content-Type: text/plain; charset={charset}\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n"
        )
        .as_bytes(),
    );
    for (n, byte) in body.iter().enumerate() {
        if n > 0 && n % 20 == 0 {
            out.extend_from_slice(b"=\r\n");
        }
        out.extend_from_slice(format!("={byte:02X}").as_bytes());
    }
    for (name, kind, bytes) in files {
        out.extend_from_slice(
            format!("\r\n--part\r\nContent-Type: {kind}; name=\"{name}\"\r\nContent-Disposition: attachment; filename=\"{name}\"\r\n\r\n")
                .as_bytes(),
        );
        out.extend_from_slice(bytes);
    }
    out.extend_from_slice(b"\r\n--part--\r\n");
    out
}

/// The least that is a PDF; `mark` makes it another file.
fn pdf(mark: &str) -> Vec<u8> {
    format!("%PDF-1.4\n% {mark}\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\nstartxref\n9\n%%EOF\n")
        .into_bytes()
}

fn png() -> Vec<u8> {
    let mut out = b"\x89PNG\r\n\x1A\n\0\0\0\x0DIHDR".to_vec();
    out.extend_from_slice(&[0, 0, 4, 0, 0, 0, 3, 0, 8, 2, 0, 0, 0, 0, 0, 0, 0]);
    out.extend_from_slice(b"\0\0\0\x04IDATabcd\0\0\0\0\0\0\0\0IEND\xAE\x42\x60\x82");
    out
}

const ASKS: &str = "ZZPLAIN. Прошу сообщить, какие мои персональные данные вы обрабатываете";

fn desk() -> Desk {
    Desk::with(konekt())
}

/// A desk with one case that came by e-mail, with a scan inside.
fn with_email() -> (Desk, Value) {
    let desk = desk();
    desk.write(
        "letter.eml",
        email("utf-8", ASKS.as_bytes(), &[("скан.pdf", "application/pdf", &pdf("scan"))]),
    );
    let case = desk.json(&["case", "add", "--from", "letter.eml"]);
    (desk, case)
}

#[test]
fn an_email_becomes_a_case_with_all_it_says() {
    let (desk, case) = with_email();
    assert_eq!(case["received_on"], "2026-11-18", "the day in the operator's zone");
    assert_eq!(case["received_at"], "2026-11-18T04:30:00+03:00");
    assert_eq!(case["channel"], "email");
    assert_eq!(case["subject"]["full_name"], "Орлов Павел Ильич");
    assert_eq!(case["subject"]["email"], "pavel@example.ru");
    assert_eq!(case["contacts"][0]["topic"], "О моих данных");
    assert_eq!(case["contacts"][0]["text"], ASKS);
    demand(&case, "access");
    let files = list(&case["attachments"]);
    assert_eq!(texts(&case["attachments"], "name"), ["letter.eml", "скан.pdf"]);
    assert_eq!(texts(&case["attachments"], "media"), ["message/rfc822", "application/pdf"]);
    assert_eq!(texts(&case["attachments"], "origin"), ["source", "part"]);
    assert_eq!(count(&files[1]["size"]), pdf("scan").len() as u64);

    let number = text(&case["number"]);
    let saved = desk.json(&["case", "attachment", number, "2", "--out", "out.pdf"]);
    assert_eq!(desk.read("out.pdf"), pdf("scan"));
    assert_eq!(saved["attachment"]["sha256"], files[1]["sha256"]);
    desk.json(&["case", "attachment", number, "1", "--out", "again.eml"]);
    assert_eq!(desk.read("again.eml"), desk.read("letter.eml"));
    desk.run(&["case", "attachment", number, "1", "--out", "out.pdf"]).refused(1, "would_overwrite");
    assert_eq!(desk.read("out.pdf"), pdf("scan"));
    desk.json(&["case", "attachment", number, "1", "--out", "out.pdf", "--force"]);
    desk.run(&["case", "attachment", number, "3", "--out", "x"]).refused(1, "not_found");
    desk.run(&["case", "attachment", number, "0", "--out", "x"]).refused(1, "not_found");

    let shown = desk.plain(&["case", "show", number, "--today", "2026-11-23"]).done().stdout;
    assert!(shown.contains("Вложения:") && shown.contains("скан.pdf"), "{shown}");
    let actions = texts(&desk.json(&["audit"])["entries"], "action").join(" ");
    assert!(actions.contains("attachment_save") && actions.contains("case_add"), "{actions}");
    assert_eq!(desk.json(&["vault", "verify"])["counts"]["attachment"], 2);
}

#[test]
fn every_charset_says_the_same() {
    let koi8: Vec<u8> = {
        // «Прошу удалить мои данные»
        const WORDS: &[u8] =
            b"\xF0\xD2\xCF\xDB\xD5 \xD5\xC4\xC1\xCC\xC9\xD4\xD8 \xCD\xCF\xC9 \xC4\xC1\xCE\xCE\xD9\xC5";
        WORDS.to_vec()
    };
    let words = "Прошу удалить мои данные";
    for (charset, body) in
        [("utf-8", words.as_bytes().to_vec()), ("windows-1251", windows_1251(words)), ("koi8-r", koi8)]
    {
        let desk = desk();
        desk.write("letter.eml", email(charset, &body, &[]));
        let case = desk.json(&["case", "add", "--from", "letter.eml"]);
        assert_eq!(case["contacts"][0]["text"], words, "{charset}");
        demand(&case, "destruction");
    }
}

#[test]
fn what_is_given_beside_the_file_wins() {
    let desk = desk();
    desk.write("letter.eml", email("utf-8", ASKS.as_bytes(), &[]));
    let case = desk.json(&[
        "case",
        "add",
        "--from",
        "letter.eml",
        "--received",
        "2026-11-10",
        "--full-name",
        "Белова Анна Олеговна",
        "--channel",
        "authority",
        "--kind",
        "complaint",
        "--phone",
        "+7 916 123-45-67",
    ]);
    assert_eq!(case["received_on"], "2026-11-10");
    assert_eq!(case["channel"], "authority");
    assert_eq!(case["subject"]["full_name"], "Белова Анна Олеговна");
    assert_eq!(case["subject"]["email"], "pavel@example.ru", "what is not given is the file's");
    assert_eq!(texts(&case["demands"], "kind"), ["complaint"]);
    assert_eq!(case["contacts"][0]["text"], ASKS);
}

#[test]
fn a_scan_needs_what_it_does_not_say() {
    let desk = desk();
    desk.write("scan.png", png());
    let before = desk.total();
    let refused = desk.run(&["case", "add", "--from", "scan.png"]).refused(1, "case_incomplete");
    let hint = text(&refused["error"]["hint"]);
    for option in ["--received", "--full-name", "--text", "--kind"] {
        assert!(hint.contains(option), "{hint}");
    }
    let refused = desk
        .run(&[
            "case",
            "add",
            "--from",
            "scan.png",
            "--full-name",
            "Белова Анна",
            "--text",
            "Прошу удалить данные",
        ])
        .refused(1, "case_incomplete");
    let hint = text(&refused["error"]["hint"]);
    assert!(hint.contains("--received") && !hint.contains("--text") && !hint.contains("--kind"), "{hint}");
    assert_eq!(desk.total(), before);
    let case = desk.json(&[
        "case",
        "add",
        "--from",
        "scan.png",
        "--received",
        "2026-11-20",
        "--full-name",
        "Белова Анна",
        "--text",
        "Прошу удалить данные",
    ]);
    assert_eq!(case["channel"], "post");
    assert_eq!(texts(&case["attachments"], "media"), ["image/png"]);
    demand(&case, "destruction");
}

#[test]
fn a_date_that_is_none_or_to_come_is_today_and_is_told() {
    for date in ["Date: Mon, 23 Nov 2048 10:00:00 +0300\r\n", "Date: вчера\r\n", ""] {
        let desk = desk();
        let mail = format!(
            "From: <anna@example.org>\r\nSubject: отзыв согласия\r\n{date}MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: 8bit\r\n\r\nОтзываю согласие на обработку\r\n"
        );
        desk.write("letter.eml", mail);
        let ran = desk.run(&["case", "add", "--from", "letter.eml"]).done();
        assert_eq!(ran.document()["received_on"], "2026-11-23", "{date}");
        assert!(ran.stderr.contains("датой получения поставлена сегодняшняя"), "{ran}");
        // With a day of its own there is nothing to warn of.
        let ran =
            desk.run(&["case", "add", "--from", "letter.eml", "--received", "2026-11-20", "--again"]).done();
        assert_eq!(ran.document()["received_on"], "2026-11-20");
        assert!(!ran.stderr.contains("датой получения"), "{ran}");
    }
}

#[test]
fn the_same_file_is_not_doubled_in_silence() {
    let (desk, case) = with_email();
    let number = text(&case["number"]);
    let refused = desk.run(&["case", "add", "--from", "letter.eml"]).refused(1, "attachment_known");
    assert!(text(&refused["error"]["message"]).contains(number), "{refused}");
    // Under another name it is the same file.
    desk.write("copy.eml", desk.read("letter.eml"));
    desk.run(&["case", "attach", number, "copy.eml"]).refused(1, "attachment_known");
    desk.run(&["case", "attach", number, "copy.eml", "--again"]).refused(1, "attachment_known");
    assert_eq!(desk.total(), 1);
    let other = desk.json(&["case", "add", "--from", "copy.eml", "--again"]);
    assert_eq!(texts(&other["similar"], "number"), [number]);
    assert_eq!(desk.total(), 2);
}

#[test]
fn files_are_added_and_removed_with_a_trace() {
    let (desk, case) = with_email();
    let number = text(&case["number"]);
    desk.write("act.pdf", pdf("act"));
    let case = desk.json(&["case", "attach", number, "act.pdf"]);
    assert_eq!(texts(&case["attachments"], "origin"), ["source", "part", "added"]);
    desk.run(&["case", "detach", number, "3", "--reason", "  "]).refused(1, "field_invalid");
    let case = desk.json(&["case", "detach", number, "3", "--reason", "приложен по ошибке"]);
    assert_eq!(texts(&case["attachments"], "name"), ["letter.eml", "скан.pdf"]);
    let last = list(&case["timeline"]).iter().map(|entry| text(&entry["what"])).next_back().expect("a line");
    assert!(last.contains("Вложение удалено") && last.contains("приложен по ошибке"), "{last}");
    assert!(!last.contains("act.pdf"), "the timeline names no file");
    let actions = texts(&desk.json(&["audit"])["entries"], "action").join(" ");
    assert!(actions.contains("attachment_remove") && actions.contains("attachment_add"), "{actions}");
    let verified = desk.json(&["vault", "verify"]);
    assert_eq!((&verified["ok"], count(&verified["counts"]["attachment"])), (&json!(true), 2));
    desk.run(&["case", "attach", "2026-9999", "act.pdf"]).refused(1, "not_found");
}

#[test]
fn files_that_are_not_taken_say_what_is() {
    let desk = desk();
    let outlook: Vec<u8> = {
        let mut bytes = vec![0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1];
        bytes.resize(512, 0);
        bytes.extend("__properties_version1.0".encode_utf16().flat_map(u16::to_le_bytes));
        bytes.resize(1024, 0);
        bytes
    };
    let half = pdf("half")[..60].to_vec();
    let mut wide = png();
    wide.splice(16..24, [0, 1, 0, 0, 0, 1, 0, 0]);
    let cases: [(&str, &[u8], &str, &str); 7] = [
        ("a.pdf", b"", "file_empty", "Файл пуст"),
        ("b.pdf", &half, "file_damaged", "обрывается"),
        ("c.eml", &outlook, "outlook_message", ".msg"),
        ("d.png", &wide, "file_too_large", "64 млн"),
        ("e.pdf", b"GIF89a\x01\0\x01\0", "not_accepted", "не принят"),
        ("f.eml", "просто текст".as_bytes(), "not_accepted", "не принят"),
        ("g.pdf", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "not_accepted", "не принят"),
    ];
    for (name, bytes, code, words) in cases {
        desk.write(name, bytes);
        let refused = desk.run(&["case", "add", "--from", name]).refused(1, code);
        let message = text(&refused["error"]["message"]);
        assert!(message.contains(words), "{name}: {message}");
    }
    let refused = desk.run(&["case", "add", "--from", "e.pdf"]).refused(1, "not_accepted");
    assert!(text(&refused["error"]["hint"]).contains("PDF, JPEG, PNG"));
    desk.write("big.pdf", vec![b' '; (25 << 20) + 1]);
    desk.run(&["case", "add", "--from", "big.pdf"]).refused(1, "file_too_large");
    desk.run(&["case", "add", "--from", "none.pdf"]).refused(1, "file_unreadable");
    assert_eq!(desk.total(), 0);
}

#[test]
fn parts_that_are_not_taken_are_told_and_stay_inside() {
    let desk = desk();
    let files: [(&str, &str, &[u8]); 3] = [
        ("good.bin", "application/octet-stream", &pdf("good")),
        ("virus.pdf", "application/pdf", b"MZ\x90\0\x03\0\0\0 not a document"),
        ("half.png", "image/png", &png()[..30]),
    ];
    desk.write("letter.eml", email("utf-8", ASKS.as_bytes(), &files));
    let ran = desk.run(&["case", "add", "--from", "letter.eml"]).done();
    assert_eq!(texts(&ran.document()["attachments"], "name"), ["letter.eml", "good.bin"]);
    assert_eq!(ran.document()["attachments"][1]["media"], "application/pdf");
    assert!(ran.stderr.contains("virus.pdf") && ran.stderr.contains("half.png"), "{ran}");
}

#[test]
fn nothing_in_plain_text_stays_outside_the_vault() {
    let desk = desk();
    let scratch = desk.path("scratch");
    std::fs::create_dir(&scratch).expect("a folder");
    desk.write(
        "letter.eml",
        email("utf-8", ASKS.as_bytes(), &[("скан.pdf", "application/pdf", &pdf("ZZSCAN"))]),
    );
    let mut command = desk.command();
    command.args(["case", "add", "--from", "letter.eml", "--json", "--today", "2026-11-23"]);
    for variable in ["TMPDIR", "TMP", "TEMP"] {
        command.env(variable, &scratch);
    }
    crate::support::ran(&mut command, &[]).done();
    let left: Vec<_> = std::fs::read_dir(&scratch).expect("a folder").collect();
    assert!(left.is_empty(), "{left:?}");
    // Home holds what the program remembers of the vault (its path, its generation) and nothing of the file.
    let mut folders = vec![desk.path("home"), desk.vault()];
    let mut seen = 0;
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file");
            seen += 1;
            for mark in ["ZZPLAIN", "ZZSCAN", "letter.eml", "Орлов", "pavel@"] {
                assert!(
                    !bytes.windows(mark.len()).any(|w| w == mark.as_bytes()),
                    "{mark} in {}",
                    path.display()
                );
            }
            if path.starts_with(desk.path("home")) {
                let name = path.file_name().expect("a name").to_string_lossy().into_owned();
                assert!(["last-vault", "seen.json"].contains(&name.as_str()), "{}", path.display());
            }
        }
    }
    assert!(seen >= 3, "the vault was looked at");
}

#[test]
fn a_flipped_bit_in_the_files_is_found() {
    let desk = desk();
    let large = pdf(&"Z".repeat(300_000));
    desk.write("scan.pdf", large);
    desk.json(&[
        "case",
        "add",
        "--from",
        "scan.pdf",
        "--received",
        "2026-11-20",
        "--full-name",
        "Белова Анна",
        "--text",
        "Прошу удалить данные",
    ]);
    let size = usize::try_from(std::fs::metadata(desk.database()).expect("a database").len()).expect("fits");
    // The bytes of the scan fill most of the file.
    flip(&desk.database(), size / 2);
    let ran = desk.run(&["vault", "verify"]);
    assert_eq!(ran.status, 1, "{ran}");
    assert_eq!(ran.document()["ok"], false);
}
