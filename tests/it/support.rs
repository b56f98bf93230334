//! Runs `otvet` as a script would: in a home of its own, with a passphrase from a file, on a fixed day. Vaults are
//! made once, kept in memory and written out for each test: a locked vault is a folder that can be copied.

use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use desk::vaults::{self, NewVault};
use desk::wire::PolicyPreset;
use desk::{Context, Lang};
use serde_json::Value;
use tempfile::TempDir;

use crate::room::otvet;

/// The day on which everything happens unless a test says otherwise: a Monday.
pub const TODAY: &str = "2026-11-23";
pub const PASSPHRASE: &str = "проверочная фраза из шести простых слов";

/// The operator of most tests, whole. Invented; the ИНН has right control digits.
pub const OPERATOR: &str = r#"
name = "Общество с ограниченной ответственностью «Пример Связь»"
short_name = "ООО «Пример Связь»"
address = "170100, г. Тверь, ул. Примерная, д. 1"
inn = "7707083893"
responsible = { name = "Примерова Ольга Викторовна", post = "Ответственный за организацию обработки" }
signatory = { name = "Образцов Павел Сергеевич", post = "Генеральный директор" }
"#;

/// A sheet of a contact centre: three persons (one of them twice, another with the telephone of the first), one row
/// that is about something else, six rows with mistakes, a blank row and a totals row.
pub const SHEET: &str = "\
Дата;ФИО;Телефон;E-mail;Тема;Текст обращения
16.11.2026 10:00;Кузнецова Мария Ивановна;+7 916 123-45-67;m.kuznetsova@example.ru;Данные;Прошу сообщить, какие мои персональные данные вы обрабатываете
17.11.2026 11:30;Кузнецова Мария Ивановна;8 (916) 123-45-67;;Данные;Прошу удалить мои персональные данные
18.11.2026 09:15;Орлов Пётр Сергеевич;+7 916 123-45-67;;Реклама;Больше не звоните с рекламными предложениями
18.11.2026 12:00;Соколов Иван Петрович;+7 916 765-43-21;;Интернет;Не работает интернет третий день
31.11.2026;Волкова Анна Ильинична;+7 916 555-44-33;;Данные;Отзываю согласие на обработку персональных данных
19.11.2026;Лебедев Олег Игоревич;7,9E+10;;Данные;Удалите мои персональные данные
20.12.2062;Зайцева Вера Павловна;+7 916 222-33-44;;Данные;Удалите мои персональные данные
;;;;;
20.11.2026;;;;Данные;Удалите мои персональные данные
;Волкова Анна Ильинична;+7 916 555-44-33;;Данные;Отзываю согласие на обработку персональных данных
20.11.2026 16:40;Белова Дарья Андреевна;+7 916 000-11-22;;Данные;Отзываю согласие на обработку персональных данных
32.11.2026;;;;Данные;Удалите мои персональные данные
Итого;11;;;;
";

/// Cases that come of [`SHEET`], by the order of its rows.
pub const KUZNETSOVA: &str = "2026-0001";
pub const ORLOV: &str = "2026-0002";
pub const BELOVA: &str = "2026-0003";

/// A vault in memory: its files, and the recovery key that was shown when it was made.
pub struct Kept {
    files: BTreeMap<String, Vec<u8>>,
    pub recovery: String,
}

/// The least work of the key derivation that a real build accepts, so that opening is quick.
const KDF: vault::KdfParams = vault::KdfParams { m_kib: 19 * 1024, t: 1, p: 1 };

fn made(whole: bool) -> Kept {
    let folder = tempfile::tempdir().expect("a folder");
    let operator = if whole {
        desk::operator::from_toml(OPERATOR)
    } else {
        desk::operator::preset(PolicyPreset::Konekt, Lang::Ru)
    };
    let prepared = vaults::prepare(PASSPHRASE.as_bytes(), KDF).expect("keys");
    let recovery = prepared.recovery_text().to_string();
    let dir = folder.path().join("vault");
    let new = NewVault {
        dir: dir.clone(),
        preset: PolicyPreset::Konekt,
        operator: operator.expect("an operator"),
        recovery_confirmed: false,
    };
    let today = TODAY.parse().expect("a day");
    let context = Context::system(Lang::Ru, Some(today), None).expect("a context");
    let session = vaults::create(&context, prepared, new).expect("a vault");
    vaults::lock(session).expect("locked");
    Kept { files: files(&dir), recovery }
}

/// The preset `konekt` with a whole operator; nothing in it.
pub fn konekt() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(|| made(true))
}

/// The preset `konekt` as it comes: the operator has neither address nor signatory.
pub fn unfinished() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(|| made(false))
}

/// [`konekt`] with [`SHEET`] imported.
pub fn imported() -> &'static Kept {
    static KEPT: OnceLock<Kept> = OnceLock::new();
    KEPT.get_or_init(|| {
        let desk = Desk::with(konekt());
        desk.write("sheet.csv", SHEET);
        desk.json(&["import", "sheet.csv"]);
        Kept { files: files(&desk.vault()), recovery: konekt().recovery.clone() }
    })
}

/// Files of a folder with their bytes; the lock is no part of a vault's content.
pub fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap_or_else(|error| panic!("{}: {error}", dir.display()));
    entries
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| !path.ends_with(vault::LOCK))
        .map(|path| {
            let name = path.file_name().expect("a name").to_string_lossy().into_owned();
            let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            (name, bytes)
        })
        .collect()
}

/// What a run came to.
pub struct Ran {
    pub status: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Ran {
    /// Standard output as exactly one JSON document.
    pub fn document(&self) -> Value {
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self}"))
    }

    #[track_caller]
    pub fn done(self) -> Self {
        assert_eq!(self.status, 0, "{self}");
        self
    }

    /// Refused with this status and this code; the whole document. Code, message and hint are always there.
    #[track_caller]
    pub fn refused(&self, status: i32, code: &str) -> Value {
        assert_eq!(self.status, status, "{self}");
        let document = self.document();
        assert_eq!(document["error"]["code"], code, "{self}");
        assert!(!text(&document["error"]["message"]).is_empty(), "{self}");
        assert!(document["error"]["hint"].is_string(), "{self}");
        document
    }
}

impl std::fmt::Display for Ran {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "status {}\n{}\n{}", self.status, self.stdout, self.stderr)
    }
}

/// A home with a passphrase file and, mostly, a vault.
pub struct Desk {
    folder: TempDir,
}

impl Desk {
    /// A home without a vault.
    pub fn bare() -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        std::fs::create_dir(folder.path().join("home")).expect("a home");
        let desk = Self { folder };
        desk.write("passphrase", format!("{PASSPHRASE}\n"));
        desk
    }

    /// A home with a copy of a vault.
    pub fn with(kept: &Kept) -> Self {
        let desk = Self::bare();
        std::fs::create_dir(desk.vault()).expect("a folder");
        desk.put_back(&kept.files);
        desk
    }

    /// Writes files of a vault over those that are there.
    pub fn put_back(&self, files: &BTreeMap<String, Vec<u8>>) {
        for (name, bytes) in files {
            std::fs::write(self.vault().join(name), bytes).expect("a file of the vault");
        }
    }

    /// Every file of the vault is what it was; the bytes are not shown.
    #[track_caller]
    pub fn unchanged(&self, before: &BTreeMap<String, Vec<u8>>) {
        let after = files(&self.vault());
        assert_eq!(after.keys().collect::<Vec<_>>(), before.keys().collect::<Vec<_>>());
        let changed: Vec<&String> = before.keys().filter(|name| after[*name] != before[*name]).collect();
        assert!(changed.is_empty(), "{changed:?} of the vault changed");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn vault(&self) -> PathBuf {
        self.path("vault")
    }

    /// The encrypted database.
    pub fn database(&self) -> PathBuf {
        self.vault().join("register-0001.db")
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        std::fs::write(&path, bytes).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
        path
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        let path = self.path(name);
        std::fs::read(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
    }

    /// The program with nothing of the tester's surroundings; relative paths are those of this home.
    pub fn command(&self) -> Command {
        let mut command = Command::new(otvet());
        command.env_clear();
        if let Some(root) = std::env::var_os("SystemRoot") {
            command.env("SystemRoot", root);
        }
        command
            .env("HOME", self.path("home"))
            .env("APPDATA", self.path("home"))
            .env("XDG_CONFIG_HOME", self.path("home/config"))
            .env("OTVET_VAULT", self.vault())
            .env("OTVET_PASSPHRASE_FILE", self.path("passphrase"))
            .current_dir(self.folder.path())
            .stdin(Stdio::null());
        command
    }

    /// Exactly these arguments.
    pub fn plain(&self, args: &[&str]) -> Ran {
        ran(self.command().args(args), &[])
    }

    /// With `--json`, on [`TODAY`] unless another day is given.
    pub fn run(&self, args: &[&str]) -> Ran {
        let mut command = self.command();
        command.args(args).arg("--json");
        if !args.contains(&"--today") {
            command.args(["--today", TODAY]);
        }
        ran(&mut command, &[])
    }

    /// The document of a command that is done.
    #[track_caller]
    pub fn json(&self, args: &[&str]) -> Value {
        self.run(args).done().document()
    }

    /// The text of a PDF in its visual order.
    pub fn pdf(&self, name: &str) -> String {
        crate::room::pdf_text(&self.path(name)).replace('\u{a0}', " ")
    }

    /// How many cases there are.
    pub fn total(&self) -> u64 {
        count(&self.json(&["cases", "--limit", "1"])["total"])
    }
}

/// Runs a command, feeds it and waits.
pub fn ran(command: &mut Command, input: &[u8]) -> Ran {
    command.stdout(Stdio::piped()).stderr(Stdio::piped());
    if !input.is_empty() {
        command.stdin(Stdio::piped());
    }
    let mut child = command.spawn().expect("otvet starts");
    if let Some(mut stdin) = child.stdin.take() {
        // A program that wants nothing of it may close it.
        let _ = stdin.write_all(input);
    }
    let output = child.wait_with_output().expect("otvet ends");
    let utf8 = |bytes: Vec<u8>| String::from_utf8(bytes).expect("otvet writes UTF-8");
    Ran {
        status: output.status.code().unwrap_or(-1),
        stdout: utf8(output.stdout),
        stderr: utf8(output.stderr),
    }
}

#[track_caller]
pub fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_else(|| panic!("not a text: {value}"))
}

#[track_caller]
pub fn count(value: &Value) -> u64 {
    value.as_u64().unwrap_or_else(|| panic!("not a count: {value}"))
}

#[track_caller]
pub fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap_or_else(|| panic!("not a list: {value}"))
}

/// One field of every entry of a list.
#[track_caller]
pub fn texts<'a>(value: &'a Value, field: &str) -> Vec<&'a str> {
    list(value).iter().map(|entry| text(&entry[field])).collect()
}

/// The demand of a kind in a case.
#[track_caller]
pub fn demand<'a>(case: &'a Value, kind: &str) -> &'a Value {
    let found = list(&case["demands"]).iter().find(|d| d["kind"] == kind);
    found.unwrap_or_else(|| panic!("no {kind} in {case}"))
}

/// Russian text as Windows-1251.
pub fn windows_1251(text: &str) -> Vec<u8> {
    text.chars()
        .map(|c| match c {
            '\0'..='\x7f' => u8::try_from(u32::from(c)).expect("ASCII"),
            'А'..='я' => u8::try_from(u32::from(c) - u32::from('А') + 0xC0).expect("a letter"),
            'Ё' => 0xA8,
            'ё' => 0xB8,
            '№' => 0xB9,
            '«' => 0xAB,
            '»' => 0xBB,
            other => panic!("{other} is not in the table"),
        })
        .collect()
}

/// Turns over one bit of a file.
pub fn flip(path: &Path, at: usize) {
    let mut bytes = std::fs::read(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let byte = bytes.get_mut(at).unwrap_or_else(|| panic!("{} has no byte {at}", path.display()));
    *byte ^= 0x10;
    std::fs::write(path, bytes).expect("written");
}
