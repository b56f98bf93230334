//! The shape of the house: who may depend on whom, what must not stand in the tree, and lists that must agree.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Crate and the crates of ours that it may name.
const ARROWS: &[(&str, &[&str])] = &[
    ("statute", &[]),
    ("vault", &[]),
    ("register", &["statute", "vault"]),
    ("intake", &["statute"]),
    ("letters", &["statute"]),
    ("desk", &["statute", "vault", "register", "intake", "letters"]),
    ("otvet", &["desk"]),
    ("otvet-window", &["desk"]),
    ("otvet-tests", &["statute", "vault", "register", "intake", "letters", "desk"]),
];

/// Foreign crates that only some of ours may name outside their tests; the first is where it lives. `ts-rs` is an
/// optional feature of the crates whose types travel, and only `desk` turns it on.
const ONLY_HERE: &[(&str, &[&str])] = &[
    ("argon2", &["vault"]),
    ("chacha20poly1305", &["vault"]),
    ("rusqlite", &["register"]),
    ("calamine", &["intake"]),
    ("encoding_rs", &["intake"]),
    ("quick-xml", &["intake"]),
    ("image", &["intake"]),
    ("mail-parser", &["intake"]),
    ("printpdf", &["letters"]),
    ("lopdf", &["letters"]),
    ("minijinja", &["letters"]),
    ("petrovich", &["letters"]),
    ("rust_xlsxwriter", &["letters", "otvet-tests"]),
    ("tokio", &["otvet-window"]),
    ("ts-rs", &["desk", "statute", "register"]),
    ("clap", &["otvet"]),
    ("tauri", &["otvet-window"]),
    ("rfd", &["otvet-window"]),
];

/// The longest Rust file that one still reads.
const LONGEST: usize = 1_500;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests stand inside the repository")
        .to_path_buf()
}

fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// Our packages with their direct dependencies: name, kind (`normal`, `dev`, `build`), whether optional.
fn packages() -> BTreeMap<String, Vec<(String, String, bool)>> {
    let output = Command::new(env!("CARGO"))
        .args(["metadata", "--no-deps", "--format-version", "1"])
        .current_dir(root())
        .output()
        .expect("cargo runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let metadata: Value = serde_json::from_slice(&output.stdout).expect("cargo metadata is JSON");
    let text = |value: &Value| value.as_str().unwrap_or_default().to_string();
    let list = |value: &Value| value.as_array().cloned().unwrap_or_default();
    list(&metadata["packages"])
        .iter()
        .map(|package| {
            let dependencies = list(&package["dependencies"])
                .iter()
                .map(|d| {
                    let kind = d["kind"].as_str().unwrap_or("normal").to_string();
                    (text(&d["name"]), kind, d["optional"].as_bool().unwrap_or(false))
                })
                .collect();
            (text(&package["name"]), dependencies)
        })
        .collect()
}

/// Every file of ours, relative to the root: what git has or would take; without git, all but the build results.
fn files() -> Vec<PathBuf> {
    let root = root();
    let listed = Command::new("git")
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(&root)
        .output()
        .ok()
        .filter(|output| output.status.success());
    let mut found: Vec<PathBuf> = match listed {
        Some(output) => {
            let names = String::from_utf8(output.stdout).expect("file names are UTF-8");
            names.split('\0').filter(|name| !name.is_empty()).map(PathBuf::from).collect()
        }
        None => walk(&root),
    };
    found.retain(|path| root.join(path).is_file());
    found.sort();
    assert!(found.len() > 50, "the tree was found");
    found
}

fn walk(root: &Path) -> Vec<PathBuf> {
    let skipped: BTreeSet<PathBuf> =
        ["target", "out", "ui/dist", "ui/src/paraglide", "ui/project.inlang/cache", "src-tauri/gen"]
            .iter()
            .map(|folder| root.join(folder))
            .collect();
    let mut found = Vec::new();
    let mut waiting = vec![root.to_path_buf()];
    while let Some(folder) = waiting.pop() {
        let entries =
            std::fs::read_dir(&folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
        for entry in entries {
            let path = entry.expect("a folder can be listed").path();
            if skipped.contains(&path)
                || path.is_symlink()
                || path.ends_with("node_modules")
                || path.ends_with(".git")
            {
                continue;
            }
            if path.is_dir() {
                waiting.push(path);
            } else {
                found.push(path.strip_prefix(root).expect("inside the root").to_path_buf());
            }
        }
    }
    found
}

fn has_extension(path: &Path, extensions: &[&str]) -> bool {
    path.extension().and_then(|e| e.to_str()).is_some_and(|e| extensions.contains(&e))
}

#[test]
fn arrows_point_down() {
    let packages = packages();
    let ours: BTreeSet<&str> = packages.keys().map(String::as_str).collect();
    assert_eq!(ours, ARROWS.iter().map(|(name, _)| *name).collect(), "every package has its line in ARROWS");
    for (name, allowed) in ARROWS {
        for (dependency, _, _) in &packages[*name] {
            if ours.contains(dependency.as_str()) {
                assert!(allowed.contains(&dependency.as_str()), "{name} must not know {dependency}");
            }
        }
    }
}

#[test]
fn foreign_crates_stay_in_their_room() {
    let packages = packages();
    for (name, dependencies) in &packages {
        for (dependency, kind, optional) in dependencies {
            if kind == "dev" {
                continue;
            }
            if let Some((_, rooms)) = ONLY_HERE.iter().find(|(foreign, _)| foreign == dependency) {
                assert!(rooms.contains(&name.as_str()), "{name} must not name {dependency}: {rooms:?} may");
                if dependency == "ts-rs" && name != "desk" {
                    assert!(optional, "{name}: ts-rs is only a feature here");
                }
            }
        }
    }
}

#[test]
fn no_registry_and_no_machine_stands_in_the_tree() {
    // Put together here, so that this file does not hold what it looks for.
    let slash = "/";
    let paths: Vec<String> = ["work/", "root/", "home/", "tmp/bash", "tmp/brief", "Users/"]
        .iter()
        .map(|p| format!("{slash}{p}"))
        .collect();
    let hosts: Vec<String> = ["registry.", "mirror.", "proxy.", "artifactory", "nexus."]
        .iter()
        .map(|h| format!(":{slash}{slash}{h}"))
        .collect();
    for file in files() {
        let Ok(text) = std::fs::read_to_string(root().join(&file)) else { continue };
        for (number, line) in text.lines().enumerate() {
            for path in &paths {
                for (at, _) in line.match_indices(path.as_str()) {
                    // «framework/x» and «../work/x» are no paths of a machine.
                    let before = line[..at].chars().next_back();
                    let absolute = before.is_none_or(|c| {
                        !c.is_alphanumeric() && !matches!(c, '.' | '_' | '-' | '/' | '}' | '*')
                    });
                    assert!(!absolute, "{}:{}: path of a machine: {line}", file.display(), number + 1);
                }
            }
            for host in &hosts {
                assert!(
                    !line.contains(host.as_str()),
                    "{}:{}: registry host: {line}",
                    file.display(),
                    number + 1
                );
            }
        }
    }
    let crates = format!("registry+https:{slash}{slash}github.com/rust-lang/crates.io-index");
    for line in read(&root().join("Cargo.lock")).lines() {
        if let Some(source) = line.strip_prefix("source = ") {
            assert_eq!(source.trim_matches('"'), crates, "Cargo.lock names another source");
        }
    }
    let resolved = read(&root().join("package-lock.json")).contains("\"resolved\": \"http");
    assert!(!resolved, "package-lock.json names a host; .npmrc leaves it out");
    for settings in [".npmrc", ".cargo/config.toml"] {
        let text = std::fs::read_to_string(root().join(settings)).unwrap_or_default();
        for line in text.lines() {
            let key = line.split('=').next().unwrap_or_default().trim();
            assert!(key != "registry" && !key.ends_with(":registry"), "{settings}: {line}");
        }
    }
}

/// Names in the table of commands of `desk::wire`.
fn commands() -> BTreeSet<String> {
    let wire = read(&root().join("src-tauri/crates/desk/src/wire.rs"));
    let table = wire.split("\ncommands! {").nth(1).expect("wire.rs has the table of commands");
    let table = table.split("\n}").next().expect("the table ends");
    let names: BTreeSet<String> = table
        .lines()
        .filter_map(|line| line.trim().split_once('('))
        .map(|(name, _)| name.to_string())
        .filter(|name| !name.is_empty() && name.chars().all(|c| c.is_ascii_lowercase() || c == '_'))
        .collect();
    assert!(names.len() > 20, "{names:?}");
    names
}

#[test]
fn every_command_may_be_called_and_no_other() {
    let commands = commands();
    let folder = root().join("src-tauri/capabilities");
    let mut allowed: BTreeSet<String> = BTreeSet::new();
    let mut seen = false;
    for entry in std::fs::read_dir(&folder).into_iter().flatten().flatten() {
        if !has_extension(&entry.path(), &["json"]) {
            continue;
        }
        seen = true;
        let capability: Value = serde_json::from_str(&read(&entry.path())).expect("a capability is JSON");
        assert!(capability.get("remote").is_none(), "no page from elsewhere may call anything");
        for permission in capability["permissions"].as_array().into_iter().flatten() {
            let name = permission
                .as_str()
                .or_else(|| permission["identifier"].as_str())
                .expect("a permission has a name");
            if let Some(command) = name.strip_prefix("allow-") {
                allowed.insert(command.replace('-', "_"));
            }
        }
    }
    if seen {
        assert_eq!(allowed, commands, "the capability and desk::wire::COMMANDS differ");
    }

    let build = root().join("src-tauri/build.rs");
    if build.exists() {
        // The list may stand in a file of its own beside build.rs.
        let mut text = read(&build);
        for entry in std::fs::read_dir(root().join("src-tauri")).into_iter().flatten().flatten() {
            if entry.file_name().to_string_lossy().starts_with("commands") {
                text.push_str(&read(&entry.path()));
            }
        }
        let words: BTreeSet<&str> = text.split(|c: char| !c.is_ascii_lowercase() && c != '_').collect();
        let missing: Vec<_> = commands.iter().filter(|name| !words.contains(name.as_str())).collect();
        assert!(missing.is_empty(), "build.rs does not declare {missing:?}");
    }
}

#[test]
fn the_page_knows_tauri_in_one_folder_and_screens_do_not_know_each_other() {
    for file in files().iter().filter(|f| f.starts_with("ui/src") && has_extension(f, &["ts", "tsx"])) {
        let text = read(&root().join(file));
        let imports = text
            .lines()
            .filter(|line| line.contains("from ") || line.contains("import("))
            .collect::<Vec<_>>();
        if !file.starts_with("ui/src/host") {
            assert!(
                imports.iter().all(|line| !line.contains("@tauri-apps")),
                "{} imports Tauri",
                file.display()
            );
        }
        let inside = file.strip_prefix("ui/src/screens").ok().map(|rest| rest.components().count());
        for line in &imports {
            let Some(target) = line.rsplit(['"', '\'']).nth(1) else { continue };
            // A screen's own folder is reached by «./»; «../other» from a screen's top level is another screen.
            let other = inside == Some(2) && target.starts_with("../") && !target.starts_with("../../");
            assert!(!other, "{}: {line}: a screen must not import another", file.display());
        }
    }
}

#[test]
fn both_readmes_have_the_two_commands() {
    for readme in ["README.md", "README.ru.md"] {
        let text = read(&root().join(readme));
        let lines: Vec<&str> =
            text.lines().map(|line| line.split('#').next().unwrap_or_default().trim()).collect();
        for command in ["npm start", "npm test"] {
            assert!(lines.contains(&command), "{readme} has no line `{command}`");
        }
    }
}

#[test]
fn no_rust_file_is_too_long() {
    for file in files().iter().filter(|f| has_extension(f, &["rs"])) {
        let lines = read(&root().join(file)).lines().count();
        assert!(lines <= LONGEST, "{} has {lines} lines, {LONGEST} are enough", file.display());
    }
}

#[test]
fn every_rust_file_says_what_it_is_for() {
    for file in files().iter().filter(|f| has_extension(f, &["rs"])) {
        if file.ends_with("tests.rs")
            || file.ends_with("src/main.rs")
            || file.to_string_lossy().ends_with(".in.rs")
        {
            continue;
        }
        let text = read(&root().join(file));
        let first = text.lines().find(|line| !line.starts_with("#![")).unwrap_or_default();
        assert!(first.starts_with("//!"), "{} does not begin with `//!`", file.display());
    }
}

#[test]
fn no_test_is_switched_off() {
    let ignored = format!("#[{}", "ignore");
    for file in files().iter().filter(|f| has_extension(f, &["rs"])) {
        let text = read(&root().join(file));
        assert!(!text.contains(ignored.as_str()), "{}: slow tests belong into tests/slow", file.display());
    }
}
