//! Every error in both languages: Russian words in the Russian one, none in the English one.

use super::*;

fn day() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, 24).expect("a date")
}

/// One of each kind; their own texts are Latin, so that Cyrillic is the program's.
fn samples() -> Vec<DeskError> {
    let s = || "x".to_owned();
    let field = |problem| DeskError::Field { field: "name", problem };
    use DeskError as E;
    vec![
        E::Locked,
        E::VaultMissing { path: s() },
        E::NotAVault { path: s() },
        E::VaultExists { path: s() },
        E::WrongSecret { recovery: false },
        E::WrongSecret { recovery: true },
        E::KeysDamaged,
        E::KeysAltered,
        E::NewerVault,
        E::OpenElsewhere { who: s() },
        E::PlaintextDatabase,
        E::NoCipher,
        E::DatabaseUnreadable,
        E::ForeignDatabase,
        E::DatabaseMissing,
        E::OlderCopy { here: 1, remembered: 2 },
        E::PassphraseTooShort { minimum: 12 },
        E::PassphraseMissing,
        E::PassphraseDiffers,
        E::RecoveryTypo,
        E::RecoveryMismatch,
        E::NothingPrepared,
        E::NotFound { what: NotFound::Case, name: s() },
        E::NotFound { what: NotFound::Letter, name: s() },
        E::NotFound { what: NotFound::Run, name: s() },
        E::NotFound { what: NotFound::Processor, name: s() },
        E::NotFound { what: NotFound::Disclosure, name: s() },
        E::NotFound { what: NotFound::Purpose, name: s() },
        E::NotFound { what: NotFound::Rule, name: s() },
        E::NotFound { what: NotFound::Attachment, name: s() },
        E::NotFound { what: NotFound::Record, name: s() },
        E::ImportRunning,
        E::DiskFull,
        E::ReadOnly,
        E::Damaged,
        E::ChangedBehindUs,
        E::File { doing: FileAct::Reading, path: s(), reason: "нет прав".to_owned() },
        E::File { doing: FileAct::Writing, path: s(), reason: "он больше 64 МБ".to_owned() },
        E::File { doing: FileAct::Writing, path: s(), reason: "что-то иное".to_owned() },
        E::WouldOverwrite { path: s() },
        E::FolderNotEmpty { path: s() },
        E::MappingNeeded { missing: Missing::Date, columns: vec![s()] },
        E::MappingNeeded { missing: Missing::Person, columns: vec![s()] },
        E::UnknownField { field: s() },
        E::UnknownColumn { letter: s() },
        E::FileGone,
        E::FileChanged,
        E::RowsRejected { rows: 3 },
        E::Cancelled,
        E::IdentityMissing,
        E::TemplateUnknown { template: s() },
        E::TemplateLater { template: s() },
        field(FieldProblem::Empty),
        field(FieldProblem::TooLong { limit: 5 }),
        field(FieldProblem::NotADate),
        field(FieldProblem::InTheFuture { today: day() }),
        field(FieldProblem::NotAPhone),
        field(FieldProblem::NotAnEmail),
        field(FieldProblem::Unknown { value: s(), allowed: vec![s()] }),
        field(FieldProblem::NeedsNobody),
        field(FieldProblem::TooMany { limit: 5 }),
        field(FieldProblem::MaskCounter),
        field(FieldProblem::MaskPart { value: s() }),
        field(FieldProblem::OutOfRange { from: s(), to: s() }),
        field(FieldProblem::TooManyRows { limit: 5 }),
        field(FieldProblem::Known),
        field(FieldProblem::BeforeStart { start: day() }),
        E::Toml { place: Some((1, 2)), problem: TomlProblem::Broken },
        E::EditedSince,
        E::ProcessorInUse { disclosures: 2 },
        E::NothingToUndo,
        E::ChangedSince { wanted: None, by: None, next: None },
        E::ChangedSince { wanted: Some(s()), by: Some(s()), next: Some(s()) },
        E::DemandNotOpen { kind: s() },
        E::ExtensionNotAllowed { why: s() },
        E::AttachmentKnown { case: s(), name: s() },
        E::TooManyAttachments { limit: 5 },
        E::CaseIncomplete { missing: vec!["received", "full_name"] },
        E::ExtensionTooLate { until: day() },
        E::ExtensionTooLong { latest: day(), article_ru: "ст. 20 ч. 1", article: "art. 20 p. 1" },
        E::DemandKnown { field: "kind", kind: s(), closed_on: None },
        E::DemandKnown { field: "kind", kind: s(), closed_on: Some(day()) },
        E::LastDemand { kind: s() },
        E::CaseJoined { number: s(), to: s() },
        E::JoinItself { number: s() },
        E::NamesDiffer { first: (s(), Some(s())), second: (s(), None) },
        E::JoinWouldLose { kind: s(), first: s(), second: s() },
        E::RuleKnown { id: s() },
        E::NotYet { command: s() },
        E::Internal { incident: s() },
    ]
}

#[test]
fn every_error_speaks_one_language_at_a_time() {
    let cyrillic = |text: &str| text.chars().any(|c| matches!(c, '\u{400}'..='\u{4ff}'));
    let mut faults = Vec::new();
    for error in samples() {
        let (ru, en) = (error.wire(Lang::Ru), error.wire(Lang::En));
        if !cyrillic(&ru.message) {
            faults.push(format!("{}: no Russian message: {}", ru.code, ru.message));
        }
        for text in [&en.message, &en.hint, &en.place.unwrap_or_default()] {
            // A mask of words is the same in either language.
            if cyrillic(&text.replace("«удал*»", "")) {
                faults.push(format!("{}: {text}", en.code));
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
