//! The packages, without building them: names, versions, types and icons that stand in several places agree, and what
//! differs from system to system is told in docs/platforms.md. `npm run package` tries the packages themselves.

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

use quick_xml::events::Event;
use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .parent()
        .expect("the tests stand inside the repository")
        .to_path_buf()
}

fn bytes(path: &str) -> Vec<u8> {
    std::fs::read(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn read(path: &str) -> String {
    String::from_utf8(bytes(path)).unwrap_or_else(|_| panic!("{path} is not UTF-8"))
}

fn json(path: &str) -> Value {
    serde_json::from_str(&read(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Keys of the one group of the menu entry.
fn desktop() -> BTreeMap<String, String> {
    let text = read("packaging/linux/otvet-window.desktop");
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some("[Desktop Entry]"));
    let mut found = BTreeMap::new();
    for line in lines {
        let (key, value) = line.split_once('=').unwrap_or_else(|| panic!("no key: {line}"));
        assert!(found.insert(key.to_owned(), value.to_owned()).is_none(), "{key} stands twice");
    }
    found
}

/// The file type: its name, patterns, icon and comments by language; fails unless the XML is well-formed.
struct FileType {
    name: String,
    globs: Vec<String>,
    icon: String,
    comments: BTreeMap<String, String>,
}

fn file_type() -> FileType {
    let text = read("packaging/linux/otvet.xml");
    let mut reader = quick_xml::Reader::from_str(&text);
    reader.config_mut().check_end_names = true;
    let mut found =
        FileType { name: String::new(), globs: Vec::new(), icon: String::new(), comments: BTreeMap::new() };
    let (mut depth, mut language) = (0, None);
    loop {
        let event = reader.read_event().expect("well-formed XML");
        match &event {
            Event::Start(tag) | Event::Empty(tag) => {
                let attributes: BTreeMap<String, String> = tag
                    .attributes()
                    .map(|attribute| {
                        let attribute = attribute.expect("well-formed attributes");
                        (attribute.key.as_ref().to_string(), attribute.value.to_string())
                    })
                    .collect();
                let of = |name: &str| attributes.get(name).cloned().unwrap_or_default();
                match tag.local_name().as_ref() {
                    "mime-type" => found.name = of("type"),
                    "glob" => found.globs.push(of("pattern")),
                    "icon" => found.icon = of("name"),
                    "comment" => language = Some(of("xml:lang")),
                    _ => {}
                }
                depth += i32::from(matches!(event, Event::Start(_)));
            }
            Event::Text(text) => {
                if let Some(language) = &language {
                    found.comments.insert(language.clone(), text.to_string());
                }
            }
            Event::End(_) => {
                depth -= 1;
                language = None;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    assert_eq!(depth, 0, "an element is not closed");
    found
}

/// Sizes that the Linux packages lay out, as the script names them.
fn sizes(name: &str) -> Vec<u32> {
    let script = read("scripts/packages/linux.mjs");
    let list = script
        .split_once(&format!("{name} = ["))
        .and_then(|(_, rest)| rest.split_once(']'))
        .unwrap_or_else(|| panic!("the script has no {name}"))
        .0;
    let sizes: Vec<u32> = list.split(',').map(|n| n.trim().parse().expect("a number")).collect();
    assert!(sizes.len() > 5, "{sizes:?}");
    sizes
}

fn big_endian(bytes: &[u8], at: usize) -> u32 {
    u32::from_be_bytes(bytes[at..at + 4].try_into().expect("four bytes"))
}

/// Width and height of a PNG.
fn png(path: &str) -> (u32, u32) {
    let file = bytes(path);
    assert!(file.starts_with(b"\x89PNG\r\n\x1a\n"), "{path} is no PNG");
    (big_endian(&file, 16), big_endian(&file, 20))
}

#[test]
fn one_version_stands_everywhere() {
    let cargo: toml::Value = toml::from_str(&read("Cargo.toml")).expect("Cargo.toml");
    let version = cargo["workspace"]["package"]["version"].as_str().expect("a version").to_owned();
    assert_eq!(json("package.json")["version"], version.as_str());
    assert_eq!(json("package-lock.json")["version"], version.as_str());
    assert_eq!(json("package-lock.json")["packages"][""]["version"], version.as_str());
    for file in ["tauri.conf.json", "tauri.windows.conf.json", "tauri.macos.conf.json"] {
        // Without a version of its own Tauri takes that of the crate.
        let named = json(&format!("src-tauri/{file}"))["version"].clone();
        assert!(named.is_null() || named == version.as_str(), "{file} names another version");
    }
    for page in ["otvet.1", "otvet-window.1", "ru/otvet.1", "ru/otvet-window.1"] {
        let text = read(&format!("packaging/linux/man/{page}"));
        assert!(text.starts_with(".TH OTVET") && text.contains("@VERSION@"), "{page}");
    }
}

#[test]
fn the_menu_entry_starts_the_window_in_both_languages() {
    let entry = desktop();
    let value = |key: &str| entry.get(key).map_or("", String::as_str);
    assert_eq!(value("Type"), "Application");
    assert_eq!(value("Exec"), "otvet-window %f");
    assert_eq!(value("TryExec"), "otvet-window");
    // The class of the window is the program's name: a desktop joins the two by it.
    assert_eq!(value("StartupWMClass"), "otvet-window");
    assert_eq!(value("Name[ru]"), "Ответ");
    assert_eq!(value("Icon"), "otvet");
    assert_eq!(value("Categories"), "Office;");
    for key in ["Name", "GenericName", "Comment", "Keywords"] {
        assert!(!value(key).is_empty(), "{key} is missing");
        assert!(value(&format!("{key}[ru]")).chars().any(|c| ('а'..='я').contains(&c)), "{key}[ru]");
    }
    let types: Vec<&str> = value("MimeType").split_terminator(';').collect();
    assert!(types.contains(&"text/csv") && types.len() >= 6, "{types:?}");
    assert!(types.iter().all(|of| of.split('/').count() == 2), "{types:?}");
    assert!(
        root().join("src-tauri/Cargo.toml").exists()
            && read("src-tauri/Cargo.toml").contains("\"otvet-window\"")
    );
}

#[test]
fn the_file_type_has_one_name_on_every_system() {
    let of = file_type();
    assert_eq!(of.globs, ["*.otvet-backup"]);
    assert_eq!(of.comments.keys().map(String::as_str).collect::<Vec<_>>(), ["", "ru"]);
    assert!(
        desktop()["MimeType"].split(';').any(|listed| listed == of.name),
        "the menu entry lacks {}",
        of.name
    );
    assert!(root().join(format!("assets/icons/{}.svg", of.icon)).exists(), "{} has no drawing", of.icon);
    for file in ["tauri.windows.conf.json", "tauri.macos.conf.json"] {
        let config = json(&format!("src-tauri/{file}"));
        let association = &config["bundle"]["fileAssociations"][0];
        assert_eq!(association["mimeType"], of.name.as_str(), "{file}");
        assert_eq!(association["ext"], serde_json::json!(["otvet-backup"]), "{file}");
        assert_eq!(association["description"], of.comments["ru"].as_str(), "{file}");
        assert_eq!(config["bundle"]["active"], true, "{file}");
    }
    // On Linux Tauri bundles nothing: the packages are made by our own script.
    assert_eq!(json("src-tauri/tauri.conf.json")["bundle"]["active"], false);
}

#[test]
fn icons_are_there_in_the_sizes_named() {
    for (name, drawing) in [("APP_SIZES", "otvet"), ("FILE_SIZES", "otvet-backup")] {
        for size in sizes(name) {
            let path = format!("assets/icons/{drawing}-{size}.png");
            assert_eq!(png(&path), (size, size), "{path}");
        }
        assert!(read(&format!("assets/icons/{drawing}.svg")).contains("viewBox=\"0 0 512 512\""));
    }
    let listed = json("src-tauri/tauri.conf.json")["bundle"]["icon"].clone();
    let listed: Vec<&str> = listed.as_array().into_iter().flatten().filter_map(Value::as_str).collect();
    for icon in &listed {
        assert!(root().join("src-tauri").join(icon).is_file(), "{icon} is missing");
    }
    for ending in [".png", ".ico", ".icns"] {
        assert!(listed.iter().any(|icon| icon.ends_with(ending)), "no icon {ending}");
    }

    let ico = bytes("assets/icons/otvet.ico");
    assert_eq!(&ico[..4], [0, 0, 1, 0]);
    let count = usize::from(ico[4]);
    let mut inside = BTreeSet::new();
    for entry in ico[6..6 + 16 * count].chunks(16) {
        let [length, offset] =
            [8, 12].map(|at| u32::from_le_bytes(entry[at..at + 4].try_into().expect("four bytes")) as usize);
        assert!(offset + length <= ico.len(), "the .ico is cut off");
        inside.insert(if entry[0] == 0 { 256 } else { u32::from(entry[0]) });
    }
    assert!([16, 32, 48, 256].iter().all(|size| inside.contains(size)), "{inside:?}");

    let icns = bytes("assets/icons/otvet.icns");
    assert_eq!(&icns[..4], b"icns");
    assert_eq!(big_endian(&icns, 4) as usize, icns.len());
    assert!(read("assets/icons/README.md").contains("Apache-2.0"), "the icons' licence stands beside them");
}

#[test]
fn workflows_are_pinned_and_hold_no_secret() {
    for name in ["ci", "packages"] {
        let path = format!(".github/workflows/{name}.yml");
        let text = read(&path);
        // Struck together with the sentence in docs/platforms.md, when it has run.
        assert!(text.starts_with("# NOT YET RUN"), "{path} says what has not been run");
        assert!(text.contains("\npermissions:\n  contents: read\n"), "{path}: only reading");
        assert!(!text.contains("write") && !text.contains("secrets"), "{path}");
        assert!(!text.contains('\t'), "{path}: YAML knows no tabs");
        for line in text.lines().filter(|line| line.contains("uses:")) {
            let version = line.rsplit_once("@v").map(|(_, version)| version.trim()).unwrap_or_default();
            assert_eq!(
                version.split('.').filter(|part| part.parse::<u32>().is_ok()).count(),
                3,
                "{path}: {line}"
            );
        }
        for word in ["choco install nasm", "node scripts/packages/windows.mjs", "OPENSSL_RUST_USE_NASM: '1'"]
        {
            assert!(text.contains(word), "{path} lacks {word}");
        }
    }
    assert!(read("scripts/packages/windows.mjs").contains("NASM version"));
    let packages = read(".github/workflows/packages.yml");
    for word in ["*.deb", "*.rpm", "*.msi", "*.dmg", "SHA256SUMS", "macos-15-intel"] {
        assert!(packages.contains(word), "packages.yml lacks {word}");
    }
    let bundler = read("scripts/package.mjs");
    let version = bundler
        .split_once("'@tauri-apps/cli@")
        .and_then(|(_, rest)| rest.split_once('\''))
        .expect("the bundler")
        .0;
    assert_eq!(
        version.split('.').filter(|part| part.parse::<u32>().is_ok()).count(),
        3,
        "the bundler is pinned"
    );
    assert!(
        json("package.json")["scripts"]["package"]
            .as_str()
            .is_some_and(|command| command.contains("package.mjs"))
    );
}

/// Rust files and manifests below a folder.
fn below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).expect("a folder").flatten() {
        let path = entry.path();
        if path.is_dir() {
            below(&path, found);
        } else if path.extension().is_some_and(|ending| ending == "rs") || path.ends_with("Cargo.toml") {
            found.push(path);
        }
    }
}

#[test]
fn every_place_that_differs_by_system_is_told() {
    let told = read("docs/platforms.md");
    let mut found = Vec::new();
    below(&root().join("src-tauri"), &mut found);
    let mut places = 0;
    for path in found {
        let text = std::fs::read_to_string(&path).expect("a text");
        let differs = text.lines().any(|line| {
            let condition = line.contains("cfg(") || line.contains("cfg!(") || line.contains("cfg_attr(");
            condition && ["target_os", "unix", "windows"].iter().any(|word| line.contains(word))
        });
        if !differs {
            continue;
        }
        places += 1;
        let name =
            path.strip_prefix(root().join("src-tauri")).expect("inside").to_string_lossy().replace('\\', "/");
        assert!(told.contains(&format!("`{name}`")), "docs/platforms.md does not tell of {name}");
    }
    assert!(places >= 8, "only {places} places were found");
    for readme in ["README.md", "README.ru.md"] {
        assert!(read(readme).contains("docs/platforms.md"), "{readme} names docs/platforms.md");
    }
}
