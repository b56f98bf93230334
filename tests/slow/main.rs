//! Tests that take long: `npm run test:slow`. `OTVET_SLOW` scales them (100 = as in the design; 10 by default).

#[path = "../it/room.rs"]
mod room;

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

use room::otvet;

const SAMPLE: &[u8] = include_bytes!("../../assets/demo/contact-centre.xlsx");
const TODAY: &str = "2026-11-25";

/// So many of a hundred.
fn scaled(hundred: u32) -> u32 {
    let percent = std::env::var("OTVET_SLOW").ok().and_then(|v| v.parse().ok()).unwrap_or(10u32);
    (hundred * percent / 100).max(5)
}

/// A small generator with a printed seed, so that a failure can be made again.
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    fn below(&mut self, limit: u64) -> u64 {
        self.next() % limit.max(1)
    }
}

fn seed() -> Random {
    let seed = std::env::var("OTVET_SEED").ok().and_then(|v| v.parse().ok()).unwrap_or_else(|| {
        let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).expect("after 1970");
        now.as_nanos() as u64 | 1
    });
    println!("OTVET_SEED={seed}");
    Random(seed)
}

fn command(folder: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(otvet());
    command
        .args(args)
        .args(["--json", "--today", TODAY, "--vault"])
        .arg(folder.join("vault"))
        .arg("--passphrase-file")
        .arg(folder.join("phrase"))
        .env("XDG_CONFIG_HOME", folder.join("config"))
        .stdin(Stdio::null())
        .stderr(Stdio::null());
    command
}

fn json(folder: &Path, args: &[&str]) -> serde_json::Value {
    let output = command(folder, args).output().expect("started");
    serde_json::from_slice(&output.stdout).unwrap_or_else(|e| panic!("{args:?}: {e}"))
}

/// Killed at any moment of an import, the vault opens whole; the run is there whole or not at all.
#[test]
fn a_killed_import_is_whole_or_not_there() {
    let mut random = seed();
    let folder = tempfile::tempdir().expect("a folder");
    let base = folder.path();
    std::fs::write(base.join("phrase"), room::PASSPHRASE).expect("written");
    std::fs::write(base.join("sample.xlsx"), SAMPLE).expect("written");
    assert!(command(base, &["vault", "create"]).output().expect("started").status.success());
    let sample = base.join("sample.xlsx").display().to_string();
    let (mut whole, mut nothing) = (0, 0);
    let empty = base.join("empty");
    copy(&base.join("vault"), &empty);
    for round in 0..scaled(200) {
        std::fs::remove_dir_all(base.join("vault")).expect("removed");
        copy(&empty, &base.join("vault"));
        // What the last round left is remembered outside the vault.
        let _ = std::fs::remove_dir_all(base.join("config"));
        let mut child = command(base, &["import", &sample]).stdout(Stdio::null()).spawn().expect("started");
        std::thread::sleep(Duration::from_millis(500 + random.below(3500)));
        // It may have ended already.
        let _ = child.kill();
        let _ = child.wait();
        let runs = json(base, &["imports"])["imports"].as_array().map_or(0, Vec::len);
        let listed = json(base, &["cases", "--limit", "1"]);
        let cases = listed["total"].as_u64().unwrap_or_else(|| panic!("round {round}: {listed}"));
        assert_eq!(runs > 0, cases > 0, "round {round}: {runs} runs, {cases} cases");
        whole += u32::from(runs > 0);
        nothing += u32::from(runs == 0);
        let verified = json(base, &["vault", "verify"]);
        assert_eq!(verified["ok"], true, "round {round}: {verified}");
    }
    println!("whole {whole}, not there {nothing}");
    assert!(nothing > 0, "some were killed in time");
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("made");
    for entry in std::fs::read_dir(from).expect("listed") {
        let entry = entry.expect("an entry");
        std::fs::copy(entry.path(), to.join(entry.file_name())).expect("copied");
    }
}

/// Copies of the sample with flipped bytes: rows or one clear error, never a crash, never a child left behind.
#[test]
fn flipped_bytes_never_bring_the_program_down() {
    let mut random = seed();
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("flipped.xlsx");
    for round in 0..scaled(2000) {
        let mut bytes = SAMPLE.to_vec();
        for _ in 0..=random.below(8) {
            let at = random.below(bytes.len() as u64) as usize;
            bytes[at] ^= 1 << random.below(8);
        }
        std::fs::File::create(&path).and_then(|mut f| f.write_all(&bytes)).expect("written");
        let output =
            command(folder.path(), &["inspect", &path.display().to_string()]).output().expect("started");
        let status = output.status.code();
        assert!(matches!(status, Some(0 | 1)), "round {round}: {status:?}");
        let document: serde_json::Value = serde_json::from_slice(&output.stdout).expect("one document");
        assert_eq!(status == Some(1), document["error"]["code"].is_string(), "round {round}: {document}");
    }
}
