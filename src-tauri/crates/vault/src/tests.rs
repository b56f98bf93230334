use std::path::Path;

use crate::*;

const PHRASE: &str = "шесть слов на бумаге у двери";

/// Randomness that a test can repeat.
struct Counter(u64);

impl Random for Counter {
    fn fill(&mut self, buffer: &mut [u8]) -> Result<(), secrets::NoRandomness> {
        for byte in buffer {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            *byte = self.0.to_be_bytes()[0];
        }
        Ok(())
    }
}

fn phrase(text: &str) -> Secret {
    Secret::Passphrase(Passphrase::new(text).expect("a passphrase"))
}

fn make(dir: &Path, seed: u64) -> (Unlocked, RecoveryKey) {
    let passphrase = Passphrase::new(PHRASE).expect("a passphrase");
    let (prepared, recovery) =
        prepare(&passphrase, KdfParams::for_tests(), &mut Counter(seed)).expect("prepared");
    (prepared.claim(dir).expect("claimed").commit().expect("committed"), recovery)
}

fn fresh() -> (tempfile::TempDir, std::path::PathBuf, RecoveryKey, [u8; 32]) {
    let holder = tempfile::tempdir().expect("a folder");
    let dir = holder.path().join("Мой реестр.otvet");
    let (unlocked, recovery) = make(&dir, 1);
    let key = *unlocked.db_key().expose();
    drop(unlocked);
    (holder, dir, recovery, key)
}

#[test]
fn each_slot_opens_the_same_key_and_a_wrong_secret_says_no_more() {
    let (_holder, dir, recovery, key) = fresh();
    assert_eq!(unlock(&dir, &phrase(PHRASE), "").expect("opens").db_key().expose(), &key);
    assert_eq!(unlock(&dir, &Secret::Recovery(recovery), "").expect("opens").db_key().expose(), &key);
    for wrong in ["шесть слов на бумаге у окна", "", "шесть слов на бумаге у двери "]
    {
        assert!(matches!(unlock(&dir, &phrase(wrong), ""), Err(UnlockError::WrongSecret)), "{wrong}");
    }
    assert!(matches!(
        unlock(&dir, &Secret::Recovery(RecoveryKey::new(&[1; 32])), ""),
        Err(UnlockError::WrongSecret)
    ));
    let nfd = "и\u{306}од и ё хватит на двенадцать";
    let nfc = "йод и ё хватит на двенадцать";
    assert_eq!(Passphrase::new(nfd).expect("nfd").expose(), Passphrase::new(nfc).expect("nfc").expose());
}

#[test]
fn argon2id_and_hkdf_are_the_published_ones() {
    // RFC 9106, 5.3.
    let params = argon2::ParamsBuilder::new()
        .m_cost(32)
        .t_cost(3)
        .p_cost(4)
        .data(argon2::AssociatedData::new(&[4; 12]).expect("data"))
        .output_len(32)
        .build()
        .expect("parameters");
    let argon =
        argon2::Argon2::new_with_secret(&[3; 8], argon2::Algorithm::Argon2id, argon2::Version::V0x13, params)
            .expect("argon2");
    let mut out = [0u8; 32];
    argon.hash_password_into(&[1; 32], &[2; 16], &mut out).expect("hash");
    assert_eq!(header::hex(&out), "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659");
    // RFC 5869, A.1.
    let hk = hkdf::Hkdf::<sha2::Sha256>::new(Some(&[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]), &[0x0b; 22]);
    let mut okm = [0u8; 42];
    hk.expand(&[0xf0, 0xf1, 0xf2, 0xf3, 0xf4, 0xf5, 0xf6, 0xf7, 0xf8, 0xf9], &mut okm).expect("expand");
    assert_eq!(
        header::hex(&okm),
        "3cb25f25faacd57a90434f64d0362f2a2d2d0a90cf1a5a4c5db02d56ecc4c5bf34007208d5b887185865"
    );
}

#[test]
fn every_flipped_bit_is_refused_or_the_previous_file_is_used_with_a_notice() {
    let (_holder, dir, _, key) = fresh();
    let sound = std::fs::read(dir.join(KEYS)).expect("the file");
    for bit in 0..sound.len() * 8 {
        let mut bytes = sound.clone();
        bytes[bit / 8] ^= 1 << (bit % 8);
        std::fs::write(dir.join(KEYS), &bytes).expect("written");
        let view = read_header(&dir).expect("the previous file is there");
        assert_eq!(view.notice, Some(Notice::PreviousKeysUsed), "bit {bit}");
        if bit % 251 == 0 {
            let unlocked = unlock(&dir, &phrase(PHRASE), "").expect("opens");
            assert_eq!(unlocked.db_key().expose(), &key);
            assert_eq!(unlocked.verify_files(), [FileProblem { file: KEYS }]);
        }
        if bit % 97 == 0 {
            std::fs::write(dir.join(PREV), &bytes).expect("written");
            assert!(matches!(read_header(&dir), Err(UnlockError::HeaderDamaged)), "both damaged, bit {bit}");
            std::fs::write(dir.join(PREV), &sound).expect("written");
        }
    }
}

#[test]
fn every_flipped_bit_of_either_file_is_reported() {
    let (_holder, dir, _, _) = fresh();
    let unlocked = unlock(&dir, &phrase(PHRASE), "").expect("opens");
    assert_eq!(unlocked.verify_files(), []);
    for file in [KEYS, PREV] {
        let sound = std::fs::read(dir.join(file)).expect("the file");
        for bit in 0..sound.len() * 8 {
            let mut bytes = sound.clone();
            bytes[bit / 8] ^= 1 << (bit % 8);
            std::fs::write(dir.join(file), &bytes).expect("written");
            assert_eq!(unlocked.verify_files(), [FileProblem { file }], "bit {bit}");
        }
        std::fs::write(dir.join(file), &sound).expect("written");
    }
}

#[test]
fn torn_and_foreign_key_files_have_their_own_message() {
    let (_holder, dir, _, _) = fresh();
    let sound = std::fs::read(dir.join(KEYS)).expect("the file");
    let put = |bytes: &[u8]| {
        for file in [KEYS, PREV] {
            std::fs::write(dir.join(file), bytes).expect("written");
        }
    };
    for length in (0..sound.len()).step_by(7) {
        put(&sound[..length]);
        assert!(matches!(unlock(&dir, &phrase(PHRASE), ""), Err(UnlockError::HeaderDamaged)), "{length}");
    }
    put(&vec![0; 10 << 20]);
    assert!(matches!(unlock(&dir, &phrase(PHRASE), ""), Err(UnlockError::HeaderDamaged)));
    let mut newer = sound[..sound.len() - 32].to_vec();
    newer[8] = 2;
    newer.extend_from_slice(&<sha2::Sha256 as sha2::Digest>::digest(&newer));
    put(&newer);
    assert!(matches!(unlock(&dir, &phrase(PHRASE), ""), Err(UnlockError::NewerFormat)));
    let empty = tempfile::tempdir().expect("a folder");
    assert!(matches!(unlock(empty.path(), &phrase(PHRASE), ""), Err(UnlockError::NotAVault)));
}

/// A key file with an edited body and a checksum that fits: what an attacker without the key can make.
fn forge(dir: &Path, edit: impl Fn(&mut serde_json::Value)) -> Vec<u8> {
    let sound = std::fs::read(dir.join(KEYS)).expect("the file");
    let mut body: serde_json::Value = serde_json::from_slice(&sound[22..sound.len() - 64]).expect("the body");
    edit(&mut body);
    let body = serde_json::to_vec(&body).expect("json");
    let mut bytes = sound[..10].to_vec();
    bytes.extend_from_slice(&u32::try_from(body.len()).expect("short").to_le_bytes());
    bytes.extend_from_slice(&sound[14..22]);
    bytes.extend_from_slice(&body);
    bytes.extend_from_slice(&sound[sound.len() - 64..sound.len() - 32]);
    bytes.extend_from_slice(&<sha2::Sha256 as sha2::Digest>::digest(&bytes));
    bytes
}

#[test]
fn a_stripped_or_weakened_slot_is_found_after_unlocking() {
    let (_holder, dir, recovery, _) = fresh();
    let stripped = forge(&dir, |body| {
        body["slots"].as_array_mut().expect("slots").remove(0);
    });
    for file in [KEYS, PREV] {
        std::fs::write(dir.join(file), &stripped).expect("written");
    }
    assert!(matches!(unlock(&dir, &Secret::Recovery(recovery), ""), Err(UnlockError::KeysAltered)));
}

#[test]
fn hostile_files_are_refused_before_any_work() {
    let (_holder, dir, _, _) = fresh();
    type Edit = Box<dyn Fn(&mut serde_json::Value)>;
    let edits: Vec<(&str, Edit)> = vec![
        ("memory", Box::new(|b| b["slots"][0]["kdf"]["m_kib"] = u32::MAX.into())),
        ("passes", Box::new(|b| b["slots"][0]["kdf"]["t"] = u32::MAX.into())),
        ("no passes", Box::new(|b| b["slots"][0]["kdf"]["t"] = 0.into())),
        ("no lanes", Box::new(|b| b["slots"][0]["kdf"]["p"] = 0.into())),
        ("little memory", Box::new(|b| b["slots"][0]["kdf"]["m_kib"] = 8.into())),
        ("no kdf", Box::new(|b| b["slots"][0]["kdf"] = serde_json::Value::Null)),
        ("kdf for a recovery key", Box::new(|b| b["slots"][1]["kdf"] = b["slots"][0]["kdf"].clone())),
        ("no slots", Box::new(|b| b["slots"] = serde_json::json!([]))),
        ("nine slots", Box::new(|b| b["slots"] = vec![b["slots"][0].clone(); 9].into())),
        ("empty salt", Box::new(|b| b["slots"][0]["salt"] = "".into())),
        ("unknown field", Box::new(|b| b["slots"][0]["hint"] = "x".into())),
        ("unknown kind", Box::new(|b| b["slots"][0]["kind"] = "magic".into())),
        ("a path for a name", Box::new(|b| b["database"] = "../../etc/passwd".into())),
        ("no name", Box::new(|b| b["database"] = "".into())),
        ("text for a number", Box::new(|b| b["generation"] = "7".into())),
        (
            "missing field",
            Box::new(|b| {
                b.as_object_mut().expect("object").remove("salt");
            }),
        ),
    ];
    let before = std::time::Instant::now();
    for (name, edit) in edits {
        let bytes = forge(&dir, &edit);
        let holder = tempfile::tempdir().expect("a folder");
        for file in [KEYS, PREV] {
            std::fs::write(holder.path().join(file), &bytes).expect("written");
        }
        let refused = unlock(holder.path(), &phrase(PHRASE), "");
        assert!(
            matches!(refused, Err(UnlockError::HeaderDamaged | UnlockError::LimitsExceeded)),
            "{name}: {:?}",
            refused.err()
        );
    }
    assert!(before.elapsed().as_secs() < 20);
}

#[test]
fn a_slot_of_another_vault_does_not_open() {
    let holder = tempfile::tempdir().expect("a folder");
    let (a, b) = (holder.path().join("a"), holder.path().join("b"));
    drop(make(&a, 1));
    drop(make(&b, 2));
    let other: serde_json::Value = {
        let bytes = std::fs::read(b.join(KEYS)).expect("the file");
        serde_json::from_slice(&bytes[22..bytes.len() - 64]).expect("the body")
    };
    let mixed = forge(&a, |body| body["slots"] = other["slots"].clone());
    for file in [KEYS, PREV] {
        std::fs::write(a.join(file), &mixed).expect("written");
    }
    assert!(
        matches!(unlock(&a, &phrase(PHRASE), ""), Err(UnlockError::WrongSecret)),
        "the vault's id is bound to the slot"
    );
}

#[test]
fn a_second_opening_is_told_who_has_it() {
    let (_holder, dir, _, _) = fresh();
    let first = unlock(&dir, &phrase(PHRASE), "ПК-14, с 09:02").expect("opens");
    match unlock(&dir, &phrase(PHRASE), "другой") {
        Err(UnlockError::AlreadyOpen { who }) => assert_eq!(who, "ПК-14, с 09:02"),
        other => panic!("{:?}", other.err()),
    }
    drop(first);
    assert!(unlock(&dir, &phrase(PHRASE), "").is_ok());
}

#[test]
fn the_recovery_key_forgives_what_a_hand_writes_and_finds_mistakes() {
    let key = RecoveryKey::new(&[0b1010_0101; 32]);
    let text = key.display();
    assert_eq!(key.groups().len(), 14);
    let typed = text.to_lowercase().replace('0', "o").replace('1', "l").replace('-', "  ");
    assert_eq!(RecoveryKey::parse(&typed).expect("typed").expose(), key.expose());
    const LATIN: &str = "QWERTYUIOPASDFGHJKLZXCVBNM";
    const RUSSIAN: &str = "ЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ";
    let russian: String = text
        .chars()
        .map(|c| LATIN.chars().position(|l| l == c).and_then(|i| RUSSIAN.chars().nth(i)).unwrap_or(c))
        .collect();
    assert_eq!(RecoveryKey::parse(&russian).expect("russian layout").expose(), key.expose());
    let plain: Vec<char> = text.chars().filter(|c| *c != '-').collect();
    for i in 0..56 {
        let mut wrong = plain.clone();
        wrong[i] = if wrong[i] == '7' { '8' } else { '7' };
        assert!(RecoveryKey::parse(&wrong.iter().collect::<String>()).is_err(), "character {i}");
    }
    let key = RecoveryKey::new(&std::array::from_fn(|i| u8::try_from(i * 7 % 256).expect("small")));
    let mut groups = key.groups();
    groups.swap(2, 9);
    assert!(RecoveryKey::parse(&groups.join(" ")).is_err(), "swapped groups");
    assert!(RecoveryKey::parse("").is_err() && RecoveryKey::parse("У").is_err());
}

#[test]
fn confirming_and_remembering_keep_two_sound_files() {
    let (_holder, dir, recovery, _) = fresh();
    let mut unlocked = unlock(&dir, &phrase(PHRASE), "").expect("opens");
    assert!(!unlocked.recovery_confirmed());
    assert!(unlocked.confirm_recovery(&RecoveryKey::new(&[5; 32])).is_err());
    unlocked.confirm_recovery(&recovery).expect("confirmed");
    unlocked.remember(17, "abcd").expect("remembered");
    assert!(!unlocked.changed_behind_us());
    assert_eq!(unlocked.verify_files(), []);
    drop(unlocked);
    let again = unlock(&dir, &phrase(PHRASE), "").expect("opens");
    assert!(again.recovery_confirmed());
    assert_eq!((again.generation(), again.audit_head()), (17, "abcd"));
    std::fs::write(dir.join(KEYS), std::fs::read(dir.join(PREV)).expect("prev")).expect("written");
    assert!(again.changed_behind_us());
}

#[test]
fn what_this_computer_saw_is_bound_to_the_key() {
    let (_holder, dir, _, _) = fresh();
    let config = tempfile::tempdir().expect("a folder");
    let unlocked = unlock(&dir, &phrase(PHRASE), "").expect("opens");
    assert_eq!(seen::read(config.path(), &unlocked), None);
    seen::write(config.path(), &unlocked, 9, "head", "2026-11-23T12:00:00Z").expect("written");
    assert_eq!(seen::read(config.path(), &unlocked).map(|s| s.generation), Some(9));
    let forged = std::fs::read_to_string(config.path().join("seen.json"))
        .expect("read")
        .replace("\"generation\": 9", "\"generation\": 3");
    std::fs::write(config.path().join("seen.json"), forged).expect("written");
    assert_eq!(seen::read(config.path(), &unlocked), None);
}

#[test]
fn passphrases_of_files_and_short_ones() {
    for (bytes, same) in
        [("фраза\n", "фраза"), ("фраза\r\n", "фраза"), ("фраза\n\n", "фраза\n"), (" фраза ", " фраза ")]
    {
        let read = Passphrase::from_file_bytes(bytes.as_bytes()).expect("text");
        assert_eq!(read.expose(), Passphrase::new(same).expect("text").expose());
    }
    assert!(Passphrase::from_file_bytes(&[0xff, 0xfe]).is_err());
    let short = Passphrase::new("одиннадцать").expect("text");
    assert!(matches!(
        prepare(&short, KdfParams::for_tests(), &mut Counter(1)),
        Err(CreateError::PassphraseTooShort { minimum: 12 })
    ));
    assert_eq!(format!("{short:?}"), "Passphrase[…]");
}

#[test]
fn nothing_repeats_over_many_headers() {
    let mut random = OsRandom;
    let passphrase = Passphrase::new(PHRASE).expect("text");
    let mut seen = std::collections::HashSet::new();
    for _ in 0..200 {
        let (prepared, recovery) =
            prepare(&passphrase, KdfParams::for_tests(), &mut random).expect("prepared");
        assert!(seen.insert(prepared.body.vault_id.to_vec()));
        assert!(seen.insert(prepared.body.salt.to_vec()));
        assert!(seen.insert(prepared.dek.expose().to_vec()));
        assert!(seen.insert(recovery.expose().to_vec()));
        for slot in &prepared.body.slots {
            assert!(seen.insert(slot.id.to_vec()));
        }
    }
}

#[test]
fn a_folder_with_anything_in_it_is_not_taken() {
    let holder = tempfile::tempdir().expect("a folder");
    std::fs::write(holder.path().join("чужое.txt"), "x").expect("written");
    let passphrase = Passphrase::new(PHRASE).expect("text");
    let (prepared, _) = prepare(&passphrase, KdfParams::for_tests(), &mut Counter(3)).expect("prepared");
    assert!(matches!(prepared.claim(holder.path()), Err(CreateError::AlreadyExists)));
    let dir = holder.path().join("новая");
    let (prepared, _) = prepare(&passphrase, KdfParams::for_tests(), &mut Counter(3)).expect("prepared");
    prepared.claim(&dir).expect("claimed").abandon();
    assert!(!dir.exists(), "nothing stays of a vault that was not finished");
}

#[test]
fn a_failed_replacement_leaves_the_old_file() {
    let holder = tempfile::tempdir().expect("a folder");
    let path = holder.path().join("file");
    atomic_replace(&path, b"old").expect("written");
    std::fs::create_dir(holder.path().join(format!("file.{}.part", std::process::id()))).expect("in the way");
    assert!(atomic_replace(&path, b"new").is_err());
    assert_eq!(std::fs::read(&path).expect("read"), b"old");
}
