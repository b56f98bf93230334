//! The demonstration day: a vault with the preset, the sample spreadsheet imported, what can be answered answered,
//! letters, journal and report written beside it. Operator and people are invented.

use std::path::Path;

use register::words::{CasesView, IdentityMethod};
use statute::{Kind, Lang, Outcome};

use crate::context::Context;
use crate::error::{DeskError, FileAct, Result, io_reason};
use crate::imports::{self, OnProgress, Options};
use crate::wire::{
    CaseCloseRequest, CaseIdentityRequest, CasesListRequest, DemoView, IssuedLetter, NotIssued, OperatorForm,
    PersonPost, PolicyPreset,
};
use crate::{Secret, cases, files, journal, letters, registers, vaults};

const PASSPHRASE: &str = "показательная парольная фраза";
const SAMPLE: &[u8] = include_bytes!("../../../../assets/demo/contact-centre.xlsx");
const PROCESSORS: &str = include_str!("../../../../assets/demo/processors.toml");
const DISCLOSURES: &str = include_str!("../../../../assets/demo/disclosures.toml");
/// So many letters F are issued at most: a demonstration, not a mailing.
const LETTERS: usize = 60;

fn operator() -> OperatorForm {
    let person = |name: &str, post: &str| Some(PersonPost { name: name.to_owned(), post: post.to_owned() });
    OperatorForm {
        name: "Общество с ограниченной ответственностью «КОНЕКТ» (пример)".to_owned(),
        short_name: Some("ООО «КОНЕКТ» (пример)".to_owned()),
        address: Some("170100, г. Тверь, ул. Примерная, д. 1 (вымышленный адрес)".to_owned()),
        inn: None,
        ogrn: None,
        kpp: None,
        email: Some("info@example.ru".to_owned()),
        phone: Some("+7 900 000-00-00".to_owned()),
        site: Some("www.example.ru".to_owned()),
        responsible: person(
            "Примерова Ольга Викторовна",
            "Ответственный за организацию обработки персональных данных",
        ),
        signatory: person("Образцов Павел Сергеевич", "Генеральный директор (вымышленное лицо)"),
        time_zone: None,
        masks: None,
    }
}

/// Whether a note says that a signed application came with it.
fn signed(text: &str) -> bool {
    let text = intake::fold(text);
    text.contains("подписан") && text.contains("заявлени")
}

/// Runs the demonstration into a new or empty folder.
///
/// # Errors
/// [`DeskError::FolderNotEmpty`]; whatever its parts refuse.
pub fn run(
    context: &Context,
    dir: &Path,
    secret: Option<&Secret>,
    progress: OnProgress<'_>,
) -> Result<DemoView> {
    let failed = |error: std::io::Error| DeskError::File {
        doing: FileAct::Writing,
        path: dir.display().to_string(),
        reason: io_reason(&error),
    };
    if dir.exists() && std::fs::read_dir(dir).map_err(failed)?.next().is_some() {
        return Err(DeskError::FolderNotEmpty { path: dir.display().to_string() });
    }
    std::fs::create_dir_all(dir).map_err(failed)?;
    let dir = std::path::absolute(dir).map_err(failed)?;
    let phrase = secret.map_or(PASSPHRASE.as_bytes(), Secret::expose);
    let prepared = vaults::prepare(phrase, vaults::kdf())?;
    let recovery = prepared.recovery_text();
    let new = vaults::NewVault {
        dir: dir.join("vault"),
        preset: PolicyPreset::Konekt,
        operator: operator(),
        recovery_confirmed: false,
    };
    // The demonstration is not remembered as the last vault.
    let aside = Context { config_dir: None, ..context.clone() };
    let mut session = vaults::create(&aside, prepared, new)?;

    registers::processors_add(&mut session, PROCESSORS)?;
    let sample = dir.join("contact-centre.xlsx");
    files::write(&sample, SAMPLE, false)?;
    let imported = imports::run(&mut session, &sample, &Options::default(), progress)?;
    let report = dir.join("import-report.pdf");
    imports::save_report(&mut session, &imported, &report, false)?;
    registers::disclosures_add(&mut session, DISCLOSURES)?;

    let mut issued: Vec<IssuedLetter> = Vec::new();
    let mut not_issued = Vec::new();
    let mut after = None;
    'pages: loop {
        let page = cases::list(
            &session,
            &CasesListRequest {
                view: Some(CasesView::Open),
                kind: Some(Kind::Access),
                status: None,
                due_by: None,
                search: None,
                sort: None,
                descending: false,
                from: 0,
                count: 200,
                after: after.take(),
            },
        )?;
        for row in &page.cases {
            if issued.len() >= LETTERS {
                break 'pages;
            }
            let case = cases::show(&session, &row.number)?;
            let with_signature = case.contacts.iter().any(|contact| signed(&contact.text));
            let template = if with_signature {
                let compared = match session.lang() {
                    Lang::Ru => "подпись в заявлении, фамилия, имя, отчество, номер телефона",
                    Lang::En => "signature on the application, full name, telephone",
                };
                let request = CaseIdentityRequest {
                    number: row.number.clone(),
                    method: IdentityMethod::Signature,
                    compared: compared.to_owned(),
                    on: None,
                };
                cases::identity(&mut session, &request)?;
                "access_answer"
            } else {
                "ask_particulars"
            };
            let name = format!("letters/{}-{template}.pdf", row.number);
            match letters::issue_to(&mut session, &row.number, template, &dir.join(name), false) {
                Ok(letter) => {
                    issued.push(letter.letter);
                    if with_signature {
                        let answered = CaseCloseRequest {
                            number: row.number.clone(),
                            demand: Kind::Access,
                            outcome: Outcome::Satisfied,
                            ground: None,
                            on: None,
                        };
                        cases::close(&mut session, &answered)?;
                    }
                }
                Err(error @ DeskError::LetterGap { .. }) => {
                    not_issued.push(NotIssued {
                        case: row.number.clone(),
                        missing: error.missing(&session, &row.number, template),
                    });
                }
                Err(error) => return Err(error),
            }
        }
        match page.next {
            Some(next) => after = Some(next),
            None => break,
        }
    }

    let today = session.today();
    let from = today - chrono::Duration::days(365);
    let mut journals = Vec::new();
    for name in ["journal.pdf", "journal.xlsx", "journal.csv"] {
        journals.push(journal::write(&mut session, from, today, &dir.join(name), false)?.path);
    }
    let view = DemoView {
        vault: session.vault_path(),
        passphrase: secret.is_none().then(|| PASSPHRASE.to_owned()),
        recovery_key: recovery.to_string(),
        import: imported.rows,
        report: report.display().to_string(),
        journal: journals,
        letters: issued,
        not_issued,
    };
    vaults::lock(session)?;
    Ok(view)
}
