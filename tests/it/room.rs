//! A desk for tests: a vault in a folder of its own, cheap to open, on a fixed day.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use chrono::NaiveDate;
use desk::vaults::{self, NewVault};
use desk::wire::{CaseAddRequest, CaseView, Channel, OperatorForm, PersonPost, PolicyPreset};
use desk::{Context, Kind, Lang, Session};
use tempfile::TempDir;

/// The least that a real build takes: 19 MiB, one pass.
const KDF: vault::KdfParams = vault::KdfParams { m_kib: 19 * 1024, t: 1, p: 1 };

pub const PASSPHRASE: &[u8] = "проверочная парольная фраза".as_bytes();

/// An unlocked desk in a temporary folder.
pub struct Room {
    pub session: Session,
    pub folder: TempDir,
}

pub fn day(text: &str) -> NaiveDate {
    text.parse().unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// An operator whose letters can be issued. Invented, like everybody here.
pub fn operator() -> OperatorForm {
    let person = |name: &str, post: &str| Some(PersonPost { name: name.to_owned(), post: post.to_owned() });
    OperatorForm {
        name: "Общество с ограниченной ответственностью «Пример»".to_owned(),
        short_name: Some("ООО «Пример»".to_owned()),
        address: Some("170100, г. Тверь, ул. Примерная, д. 1".to_owned()),
        inn: Some("6900000004".to_owned()),
        ogrn: None,
        kpp: None,
        email: Some("info@example.ru".to_owned()),
        phone: Some("+7 900 000-00-00".to_owned()),
        site: None,
        responsible: person(
            "Примерова Ольга Викторовна",
            "Ответственный за организацию обработки персональных данных",
        ),
        signatory: person("Образцов Павел Сергеевич", "Генеральный директор"),
        time_zone: None,
        masks: None,
    }
}

/// The program that reads foreign files in a child process: `otvet` itself, beside the test's own folder.
pub fn otvet() -> PathBuf {
    let named = std::env::var_os("OTVET_BIN").filter(|v| !v.is_empty()).map(PathBuf::from);
    let path = named.unwrap_or_else(|| {
        let here = std::env::current_exe().expect("a test has a file");
        let folder = here.parent().and_then(Path::parent).expect("target/debug/deps");
        folder.join(format!("otvet{}", std::env::consts::EXE_SUFFIX))
    });
    assert!(path.exists(), "{} is missing: cargo build -p otvet", path.display());
    path
}

/// Today is fixed; nothing is remembered outside the folder.
pub fn context(today: &str) -> Context {
    let mut context = Context::system(Lang::Ru, Some(day(today)), None).expect("a context");
    context.worker = otvet();
    context
}

pub fn room(today: &str, preset: PolicyPreset) -> Room {
    let folder = tempfile::tempdir().expect("a folder");
    let prepared = vaults::prepare(PASSPHRASE, KDF).expect("keys");
    let new = NewVault {
        dir: folder.path().join("vault"),
        preset,
        operator: operator(),
        recovery_confirmed: false,
    };
    let session = vaults::create(&context(today), prepared, new).expect("a vault");
    Room { session, folder }
}

impl Room {
    /// Registers a case of one person by hand.
    pub fn case(&mut self, name: &str, kinds: &[Kind], more: impl FnOnce(&mut CaseAddRequest)) -> CaseView {
        let mut request = CaseAddRequest {
            received: self.session.today(),
            channel: Channel::Email,
            full_name: Some(name.to_owned()),
            phone: None,
            email: None,
            address: Some("170000, г. Тверь, ул. Вымышленная, д. 5, кв. 7".to_owned()),
            contract: None,
            birth_date: None,
            kinds: kinds.to_vec(),
            text: "Прошу сообщить, какие мои персональные данные обрабатываются".to_owned(),
            detected_at: None,
        };
        more(&mut request);
        desk::cases::add(&mut self.session, &request).unwrap_or_else(|error| panic!("{name}: {error:?}"))
    }

    /// Records that the identity was checked.
    pub fn identify(&mut self, number: &str) {
        let request = desk::wire::CaseIdentityRequest {
            number: number.to_owned(),
            method: desk::wire::IdentityMethod::Document,
            compared: "фамилия, имя, отчество, номер договора".to_owned(),
            on: None,
        };
        desk::cases::identity(&mut self.session, &request).expect("an identity act");
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }
}

/// The text of a PDF in the order in which it was written: columns that stand side by side are read one after the other.
pub fn pdf_text(path: &Path) -> String {
    let output = Command::new("pdftotext")
        .args(["-raw", "-enc", "UTF-8"])
        .arg(path)
        .arg("-")
        .stderr(Stdio::inherit())
        .output()
        .expect("pdftotext is installed (poppler-utils)");
    assert!(output.status.success(), "{}", path.display());
    String::from_utf8(output.stdout).expect("UTF-8")
}
