//! Contract of `otvet vault`: making, confirming, describing, verifying, and every refusal to open.

use crate::support::{
    Desk, KUZNETSOVA, OPERATOR, PASSPHRASE, count, files, flip, imported, konekt, list, ran, text, texts,
    unfinished,
};

const CREATE: &[&str] = &["vault", "create"];

// ---- making --------------------------------------------------------------------------------------------------

#[test]
fn a_new_vault_shows_its_recovery_key_once() {
    let desk = Desk::bare();
    let run = desk.run(&["vault", "create", "--policy", "konekt"]).done();
    let document = run.document();
    assert_eq!(document["vault"]["path"], desk.vault().to_str().expect("UTF-8"));
    let key = text(&document["recovery_key"]);
    let groups: Vec<&str> = key.split('-').collect();
    assert_eq!(groups.len(), 14, "{key}");
    assert!(groups.iter().all(|g| g.len() == 4 && g.bytes().all(|b| b.is_ascii_alphanumeric())), "{key}");
    assert_eq!(run.stderr.matches(key).count(), 1, "{run}");

    let info = desk.run(&["vault", "info"]).done();
    assert!(!info.to_string().contains(key), "shown again");
    let info = info.document();
    assert_eq!(info["vault"]["id"], document["vault"]["id"]);
    assert_eq!(info["policy"], "konekt");
    assert!(text(&info["operator"]).contains("КОНЕКТ"), "{info}");
    assert_eq!(info["recovery_confirmed"], false);
    let recovery: Vec<_> = list(&info["slots"]).iter().filter(|s| s["kind"] == "recovery").collect();
    assert_eq!(recovery.len(), 1, "{info}");
    assert_eq!(recovery[0]["state"], "unconfirmed");
    for what in ["cases", "letters", "imports", "processors", "disclosures"] {
        assert_eq!(info["counts"][what], 0, "{what}");
    }
}

#[test]
fn without_json_the_key_goes_to_standard_error_alone() {
    let desk = Desk::bare();
    let run = desk.plain(&["vault", "create", "--policy", "empty"]).done();
    let key = run.stderr.lines().find(|line| line.split('-').count() == 14).expect("a recovery key");
    assert!(!run.stdout.contains(key), "{run}");
    assert!(run.stdout.contains(desk.vault().to_str().expect("UTF-8")), "{run}");
    assert_eq!(desk.json(&["vault", "info"])["policy"], "empty");
}

#[cfg(unix)]
#[test]
fn a_new_vault_is_the_owners_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::bare();
    desk.json(CREATE);
    let mode =
        |path: std::path::PathBuf| std::fs::metadata(path).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(desk.vault()), 0o700);
    for name in files(&desk.vault()).keys() {
        assert_eq!(mode(desk.vault().join(name)), 0o600, "{name}");
    }
}

#[test]
fn the_operator_comes_from_a_file_and_wrong_control_digits_are_a_warning() {
    let desk = Desk::bare();
    // 7707083893 has right control digits (the rule of the tax service), 7707083894 has not.
    desk.write("operator.toml", OPERATOR.replace("7707083893", "7707083894"));
    let run = desk.run(&["vault", "create", "--policy", "konekt", "--operator", "operator.toml"]).done();
    let warnings = list(&run.document()["warnings"]).to_vec();
    assert_eq!(warnings.len(), 1, "{warnings:?}");
    assert!(text(&warnings[0]).contains("ИНН"), "{warnings:?}");
    assert!(run.stderr.contains(text(&warnings[0])), "{run}");
    let info = desk.json(&["vault", "info"]);
    assert_eq!(info["operator"], "Общество с ограниченной ответственностью «Пример Связь»");
    assert_eq!(info["policy"], "konekt", "an operator stands beside either policy");
}

#[test]
fn an_unknown_key_of_the_operator_is_named_and_nothing_is_made() {
    let desk = Desk::bare();
    desk.write("operator.toml", "name = \"ООО «Пример»\"\nadress = \"г. Тверь\"\n");
    let document = desk.run(&["vault", "create", "--operator", "operator.toml"]).refused(1, "toml_invalid");
    assert!(text(&document["error"]["message"]).contains("adress"), "{document}");
    assert_eq!(document["error"]["place"], "строка 2, столбец 1");
    assert!(!desk.vault().exists());
}

#[test]
fn an_operator_needs_a_name_and_a_known_time_zone() {
    let desk = Desk::bare();
    for (field, toml) in
        [("name", "name = \" \""), ("time_zone", "name = \"А\"\ntime_zone = \"Europe/Paris\"")]
    {
        desk.write("operator.toml", toml);
        let document =
            desk.run(&["vault", "create", "--operator", "operator.toml"]).refused(1, "field_invalid");
        assert_eq!(document["error"]["place"], field);
        assert!(!desk.vault().exists(), "{field}");
    }
}

#[test]
fn a_short_passphrase_is_refused_and_nothing_is_made() {
    let desk = Desk::bare();
    desk.write("passphrase", "коротко\n");
    desk.run(CREATE).refused(1, "passphrase_too_short");
    assert!(!desk.vault().exists());
}

#[test]
fn a_folder_that_is_not_empty_is_left_as_it_is() {
    let desk = Desk::bare();
    std::fs::create_dir(desk.vault()).expect("a folder");
    desk.write("vault/mine.txt", "моё");
    desk.run(CREATE).refused(1, "vault_exists");
    let left = files(&desk.vault());
    assert_eq!(left.keys().collect::<Vec<_>>(), ["mine.txt"]);
    assert_eq!(left["mine.txt"], "моё".as_bytes());
}

#[test]
fn a_vault_is_never_made_over_another() {
    let desk = Desk::with(konekt());
    let before = files(&desk.vault());
    desk.run(CREATE).refused(1, "vault_exists");
    desk.unchanged(&before);
}

// ---- the passphrase file -------------------------------------------------------------------------------------

#[test]
fn one_final_line_feed_is_no_part_of_the_passphrase() {
    let desk = Desk::with(konekt());
    for ending in ["", "\n", "\r\n"] {
        desk.write("passphrase", format!("{PASSPHRASE}{ending}"));
        desk.run(&["vault", "info"]).done();
    }
    for ending in ["\n\n", " \n", "\r\n\r\n"] {
        desk.write("passphrase", format!("{PASSPHRASE}{ending}"));
        desk.run(&["vault", "info"]).refused(1, "wrong_passphrase");
    }
}

#[test]
fn a_vault_made_with_crlf_opens_without() {
    let desk = Desk::bare();
    desk.write("passphrase", format!("{PASSPHRASE}\r\n"));
    desk.json(CREATE);
    desk.write("passphrase", PASSPHRASE);
    desk.run(&["vault", "info"]).done();
}

// ---- the recovery key ----------------------------------------------------------------------------------------

#[test]
fn the_right_recovery_key_is_confirmed() {
    let desk = Desk::with(konekt());
    let file = desk.write("key", format!("{}\n", konekt().recovery));
    let args = ["vault", "confirm-recovery", "--key-file", file.to_str().expect("UTF-8")];
    assert_eq!(desk.json(&args)["recovery"]["confirmed"], true);
    let info = desk.json(&["vault", "info"]);
    assert_eq!(info["recovery_confirmed"], true);
    assert!(
        list(&info["slots"]).iter().any(|s| s["kind"] == "recovery" && s["state"] == "confirmed"),
        "{info}"
    );
    assert_eq!(desk.json(&["vault", "verify"])["ok"], true);
}

#[test]
fn the_recovery_key_may_come_from_standard_input() {
    let desk = Desk::with(konekt());
    let mut command = desk.command();
    command.args(["vault", "confirm-recovery", "--key-file", "-", "--json"]);
    let run = ran(&mut command, konekt().recovery.as_bytes()).done();
    assert_eq!(run.document()["recovery"]["confirmed"], true);
}

#[test]
fn a_foreign_or_mistyped_recovery_key_confirms_nothing() {
    let desk = Desk::with(konekt());
    let own = &konekt().recovery;
    // One character of the second group is another one.
    let at = 5;
    let wrong = if own.as_bytes()[at] == b'7' { "8" } else { "7" };
    let mut mistyped = own.clone();
    mistyped.replace_range(at..=at, wrong);
    for (key, code) in [(&unfinished().recovery, "wrong_recovery_key"), (&mistyped, "recovery_typo")] {
        desk.write("key", key);
        desk.run(&["vault", "confirm-recovery", "--key-file", "key"]).refused(1, code);
    }
    assert_eq!(desk.json(&["vault", "info"])["recovery_confirmed"], false);
}

// ---- refusals to open ----------------------------------------------------------------------------------------

/// Opening is refused with this code, and no file of the vault has changed.
#[track_caller]
fn closed(desk: &Desk, code: &str) {
    let before = files(&desk.vault());
    desk.run(&["cases"]).refused(1, code);
    desk.unchanged(&before);
}

#[test]
fn a_wrong_passphrase_opens_nothing() {
    let desk = Desk::with(imported());
    desk.write("passphrase", "неверная фраза из шести простых слов\n");
    closed(&desk, "wrong_passphrase");
}

#[test]
fn a_damaged_key_file_without_a_previous_one_is_said() {
    let desk = Desk::with(imported());
    std::fs::remove_file(desk.vault().join(vault::PREV)).expect("removed");
    let keys = desk.vault().join(vault::KEYS);
    let length = std::fs::metadata(&keys).expect("keys").len();
    flip(&keys, usize::try_from(length / 2).expect("small"));
    closed(&desk, "keys_damaged");
}

#[test]
fn both_key_files_damaged_is_said() {
    let desk = Desk::with(imported());
    for name in [vault::KEYS, vault::PREV] {
        flip(&desk.vault().join(name), 200);
    }
    closed(&desk, "keys_damaged");
}

#[test]
fn a_damaged_key_file_gives_way_to_the_previous_one() {
    let desk = Desk::with(imported());
    flip(&desk.vault().join(vault::KEYS), 200);
    let run = desk.run(&["cases"]).done();
    assert_eq!(run.document()["total"], 3);
    assert!(run.stderr.contains("использована прежняя запись ключей"), "{run}");
}

#[test]
fn a_plaintext_database_in_the_registers_place_is_refused() {
    let desk = Desk::with(imported());
    let mut plain = b"SQLite format 3\0".to_vec();
    plain.resize(4096, 0);
    std::fs::write(desk.database(), plain).expect("written");
    closed(&desk, "plaintext_database");
}

#[test]
fn a_database_of_garbage_a_short_one_and_none_are_told_apart() {
    let desk = Desk::with(imported());
    let garbage: Vec<u8> =
        (0..8192u32).map(|n| u8::try_from((n * 131 + n / 7) % 251).expect("a byte")).collect();
    std::fs::write(desk.database(), garbage).expect("written");
    closed(&desk, "database_damaged");
    std::fs::write(desk.database(), b"short").expect("written");
    closed(&desk, "database_damaged");
    std::fs::remove_file(desk.database()).expect("removed");
    closed(&desk, "database_missing");
}

#[test]
fn a_vault_that_is_open_elsewhere_says_by_whom() {
    let desk = Desk::with(imported());
    let lock = desk.vault().join(vault::LOCK);
    std::fs::write(&lock, "«сосед», процесс 4321").expect("written");
    let held = std::fs::OpenOptions::new().read(true).write(true).open(&lock).expect("the lock file");
    held.lock().expect("locked");
    closed(&desk, "open_elsewhere");
    let document = desk.run(&["vault", "info"]).refused(1, "open_elsewhere");
    assert!(text(&document["error"]["hint"]).contains("процесс 4321"), "{document}");
    drop(held);
    desk.run(&["vault", "info"]).done();
}

#[test]
fn an_old_database_under_newer_keys_is_noticed() {
    let desk = Desk::with(imported());
    let old = std::fs::read(desk.database()).expect("the database");
    desk.json(&["case", "identity", "2026-0001", "--method", "signature", "--compared", "подпись"]);
    std::fs::write(desk.database(), old).expect("written");
    closed(&desk, "older_copy");
}

#[test]
fn a_whole_old_copy_put_back_is_noticed() {
    let desk = Desk::with(imported());
    let old = files(&desk.vault());
    desk.json(&["case", "identity", "2026-0001", "--method", "signature", "--compared", "подпись"]);
    desk.put_back(&old);
    closed(&desk, "older_copy");
}

#[test]
fn an_older_copy_opens_when_it_was_put_back_on_purpose() {
    let desk = Desk::with(imported());
    let copy = files(&desk.vault());
    desk.json(&["case", "identity", KUZNETSOVA, "--method", "document", "--compared", "имя"]);
    desk.put_back(&copy);
    desk.run(&["cases"]).refused(1, "older_copy");
    assert_eq!(desk.json(&["cases", "--accept-older-copy"])["total"], 3);
    // From now on this copy is what is remembered; that it was accepted stands in the trail.
    assert_eq!(desk.total(), 3);
    let trail = desk.json(&["audit"]);
    assert!(texts(&trail["entries"], "action").contains(&"older_copy_accept"), "{trail}");
    assert_eq!(desk.json(&["vault", "verify"])["ok"], true);
}

// ---- verify --------------------------------------------------------------------------------------------------

/// `verify` is never an error: its own document with `ok` false, status 1.
#[track_caller]
fn unsound(desk: &Desk, what: &str) -> serde_json::Value {
    let before = files(&desk.vault());
    let run = desk.run(&["vault", "verify"]);
    assert_eq!(run.status, 1, "{what}: {run}");
    let document = run.document();
    assert_eq!(document["ok"], false, "{what}: {run}");
    assert!(document.get("error").is_none(), "{what}: {run}");
    let problems = list(&document["problems"]);
    assert!(!problems.is_empty(), "{what}: {run}");
    for problem in problems {
        assert!(!text(&problem["code"]).is_empty() && !text(&problem["message"]).is_empty(), "{what}: {run}");
        assert!(problem.get("record").is_some(), "{what}: {run}");
    }
    desk.unchanged(&before);
    document
}

#[test]
fn a_sound_vault_is_verified_and_left_as_it_is() {
    let desk = Desk::with(imported());
    let before = files(&desk.vault());
    let document = desk.json(&["vault", "verify"]);
    assert_eq!(document["ok"], true);
    assert!(list(&document["problems"]).is_empty());
    assert_eq!(document["counts"]["case"], 3);
    assert_eq!(text(&document["audit_head"]).len(), 64);
    desk.unchanged(&before);
    let info = desk.json(&["vault", "info"]);
    assert_eq!(info["generation"], document["generation"]);
    assert_eq!(info["audit_head"], document["audit_head"]);
    // Making the vault and importing are two changes.
    assert!(count(&document["generation"]) >= 2);
}

#[test]
fn every_flipped_bit_of_the_database_is_found() {
    let length = std::fs::metadata(Desk::with(imported()).database()).expect("a database").len();
    let length = usize::try_from(length).expect("small");
    // The salt, the first page, a page in the middle, the check value at the end of a page, the last byte.
    for at in [3, 15, 16, 100, 4090, length / 2, length / 2 + 4095, length - 1] {
        let desk = Desk::with(imported());
        flip(&desk.database(), at);
        unsound(&desk, &format!("byte {at} of {length}"));
    }
}

#[test]
fn every_flipped_bit_of_the_key_files_is_found() {
    for name in [vault::KEYS, vault::PREV] {
        let length = std::fs::metadata(Desk::with(imported()).vault().join(name)).expect("keys").len();
        let length = usize::try_from(length).expect("small");
        for at in [0, 9, 300, length / 2, length - 1] {
            let desk = Desk::with(imported());
            flip(&desk.vault().join(name), at);
            let document = unsound(&desk, &format!("byte {at} of {name}"));
            let problems = list(&document["problems"]);
            assert!(problems.iter().any(|p| p["record"] == name), "{name}: {document}");
        }
    }
}

#[test]
fn verify_prints_its_document_when_the_vault_does_not_open() {
    let desk = Desk::with(imported());
    desk.write("passphrase", "неверная фраза из шести простых слов\n");
    assert_eq!(texts(&unsound(&desk, "passphrase")["problems"], "code"), ["wrong_passphrase"]);

    let desk = Desk::with(imported());
    std::fs::remove_file(desk.database()).expect("removed");
    assert_eq!(texts(&unsound(&desk, "no database")["problems"], "code"), ["database_missing"]);
}

#[test]
fn verify_does_not_even_forget_what_is_due_to_be_forgotten() {
    // The row about the internet may keep its text for thirty days.
    let desk = Desk::with(imported());
    let before = files(&desk.vault());
    assert_eq!(desk.json(&["vault", "verify", "--today", "2027-01-20"])["ok"], true);
    desk.unchanged(&before);
}
