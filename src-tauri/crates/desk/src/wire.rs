//! What crosses the edge: requests, results, errors and the table of commands.
//! `otvet --json` prints these types and the window receives them; TypeScript is generated from here.

use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::{Deserialize, Serialize};
use statute::{DueView, Kind, Outcome};
use ts_rs::TS;

/// Declares wire types with the derives that all of them share.
macro_rules! wire {
    ($($(#[$meta:meta])* pub struct $name:ident { $($body:tt)* })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Debug, Serialize, Deserialize, TS)]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($body)* }
    )*
        /// Documentation and declaration of every type above, in order.
        pub(crate) fn wire_types(config: &ts_rs::Config) -> Vec<(Option<String>, String)> {
            vec![$(($name::docs(), $name::decl(config))),*]
        }
    };
}
/// Declares closed enums that travel as `snake_case` words.
macro_rules! words {
    ($($(#[$meta:meta])* pub enum $name:ident { $($variant:ident = $word:literal),* $(,)? })*) => {$(
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        pub enum $name { $(#[serde(rename = $word)] $variant),* }
        impl $name {
            /// Every word, in the order of the declaration.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The word as it stands in JSON and in the database.
            pub fn as_str(self) -> &'static str { match self { $(Self::$variant => $word),* } }
            /// The inverse of [`Self::as_str`].
            pub fn parse(word: &str) -> Option<Self> { match word { $($word => Some(Self::$variant),)* _ => None } }
        }
    )*
        /// Documentation and declaration of every enum above, in order.
        pub(crate) fn word_types(config: &ts_rs::Config) -> Vec<(Option<String>, String)> {
            vec![$(($name::docs(), $name::decl(config))),*]
        }
    };
}

mod attachments;
mod exports;
mod forms;
mod rules;
mod search;
mod settings;
mod today;
mod undo;
pub use attachments::*;
pub use exports::*;
pub use forms::*;
pub use rules::*;
pub use search::*;
pub use settings::*;
pub use today::*;
pub use undo::*;

/// Documentation and declaration of every type of the wire.
pub(crate) fn all_types(config: &ts_rs::Config) -> Vec<(Option<String>, String)> {
    type Part = fn(&ts_rs::Config) -> Vec<(Option<String>, String)>;
    let parts: [Part; 17] = [
        word_types,
        wire_types,
        today::word_types,
        today::wire_types,
        forms::word_types,
        forms::wire_types,
        exports::word_types,
        exports::wire_types,
        attachments::word_types,
        attachments::wire_types,
        rules::word_types,
        rules::wire_types,
        search::word_types,
        search::wire_types,
        undo::wire_types,
        settings::word_types,
        settings::wire_types,
    ];
    parts.iter().flat_map(|part| part(config)).collect()
}

pub use register::words::{
    CaseStatus, CasesSort, CasesView, Channel, IdentityMethod, RecipientKind, RowFate, TrailAbout,
};
pub use statute::DueState;

words! {
    /// Severity of an error: how loudly it is shown.
    pub enum Severity {
        Precondition = "precondition", Input = "input", Damage = "damage", Limit = "limit", Internal = "internal",
    }
    /// What the recovery key or the passphrase opens.
    pub enum SecretKind { Passphrase = "passphrase", Recovery = "recovery" }
    /// Built-in policies a vault can start with.
    pub enum PolicyPreset { Konekt = "konekt", Empty = "empty" }
    /// Phase of long work.
    pub enum Phase { Reading = "reading", Planning = "planning", Writing = "writing", Publishing = "publishing", Rendering = "rendering" }
    /// File formats that lists and journals can be written in.
    pub enum ExportFormat { Pdf = "pdf", Xlsx = "xlsx", Csv = "csv" }
}

wire! {
    /// An error as a person reads it: what, where and what stayed, what to do.
    pub struct WireError {
        /// Closed list, `snake_case`; the page branches on this alone.
        pub code: String,
        /// One sentence: what happened.
        pub message: String,
        /// What to do next; empty if there is nothing.
        pub hint: String,
        /// Where it happened and what stayed unchanged.
        pub place: Option<String>,
        pub severity: Severity,
        /// Short random id that also stands in the log.
        pub incident: Option<String>,
    }
    /// Nothing is asked.
    pub struct Empty {}

    // ---- the lock --------------------------------------------------------------------------------------
    /// What the page needs to draw its frame, locked or not.
    pub struct DeskState {
        pub locked: bool,
        /// Today as the program counts it.
        pub today: NaiveDate,
        /// The vault that `unlock` will open, or that is open.
        pub vault: Option<KnownVault>,
        /// Where a new vault would be made.
        pub suggested_folder: String,
        /// A file given on the command line or dropped, waiting for its preview.
        pub pending_file: Option<FileHandle>,
        /// Only when unlocked.
        pub session: Option<SessionView>,
        pub version: String,
        pub appearance: Appearance,
        /// First and last year of the production calendar.
        pub calendar_from: i32,
        pub calendar_to: i32,
    }
    /// A vault this program has opened before, or was told of.
    pub struct KnownVault { pub path: String, pub name: String, pub exists: bool }
    /// The frame of an unlocked desk.
    pub struct SessionView {
        pub operator_name: String,
        pub operator_short_name: Option<String>,
        pub policy: PolicyPreset,
        pub recovery_confirmed: bool,
        pub generation: u64,
        pub audit_head: String,
        pub counts: SidebarCounts,
        /// What the operator's record lacks, in words; empty when letters can be issued.
        pub operator_gaps: Vec<String>,
        /// Something that the person must be told after unlocking (an older key file was used, …).
        pub notices: Vec<String>,
        /// The act that `undo_last` would take back.
        pub undo: Option<UndoView>,
    }
    /// Numbers of work in the sidebar; zero is not shown.
    pub struct SidebarCounts { pub overdue: u32, pub open_cases: u32, pub runs_with_rejected: u32, pub contracts_with_gaps: u32 }
    /// A file that Rust holds for the page: the page never sees a path.
    pub struct FileHandle { pub token: String, pub name: String, pub size: u64 }
    /// Where something was saved, for showing.
    pub struct SavedFile { pub path: String, pub sha256: String }
    /// The first step of making a vault: the passphrase was accepted, nothing is written.
    pub struct RecoverySheet {
        /// Fourteen groups of four characters.
        pub groups: Vec<String>,
        /// Two indices (0-based) of groups to be typed back.
        pub check: Vec<usize>,
    }
    /// How good a passphrase is.
    pub struct PassphraseQuality { pub long_enough: bool, pub characters: u32, pub minimum: u32 }
    pub struct VaultCreateRequest {
        /// Folder token from `vault_choose_folder`, or null for the suggested one.
        pub folder: Option<String>,
        pub policy: PolicyPreset,
        pub operator: OperatorForm,
        /// The two groups typed back, in the order of `RecoverySheet::check`.
        pub typed_groups: Vec<String>,
    }
    /// The operator: the company whose register it is. Everything but the name may be left for later.
    pub struct OperatorForm {
        pub name: String,
        #[serde(default)] pub short_name: Option<String>,
        #[serde(default)] pub address: Option<String>,
        #[serde(default)] pub inn: Option<String>,
        #[serde(default)] pub ogrn: Option<String>,
        #[serde(default)] pub kpp: Option<String>,
        #[serde(default)] pub email: Option<String>,
        #[serde(default)] pub phone: Option<String>,
        #[serde(default)] pub site: Option<String>,
        #[serde(default)] pub responsible: Option<PersonPost>,
        #[serde(default)] pub signatory: Option<PersonPost>,
        #[serde(default)] pub time_zone: Option<String>,
        #[serde(default)] pub masks: Option<Masks>,
    }
    pub struct PersonPost { pub name: String, pub post: String }
    /// Number masks: `{yyyy}` year, `{n…}` counter padded to the number of n's.
    pub struct Masks { #[serde(default)] pub case: Option<String>, #[serde(default)] pub letter: Option<String> }
    /// The operator as stored, with warnings about it.
    pub struct OperatorView { pub operator: OperatorForm, pub warnings: Vec<String>, pub gaps: Vec<String> }
    pub struct ChosenFolder { pub token: String, pub path: String, pub warning: Option<String> }

    pub struct VaultId { pub id: String, pub path: String }
    pub struct SlotInfo { pub id: String, pub kind: String, pub state: Option<String> }
    /// What `otvet vault info` prints.
    pub struct VaultInfo {
        pub vault: VaultId, pub operator: String, pub policy: String, pub generation: u64, pub audit_head: String,
        pub recovery_confirmed: bool, pub slots: Vec<SlotInfo>, pub counts: std::collections::BTreeMap<String, u64>,
    }

    // ---- import ----------------------------------------------------------------------------------------
    pub struct ImportPreviewRequest {
        pub file: String,
        #[serde(default)] pub sheet: Option<String>,
        /// Corrections of the proposed mapping: letter of the column -> field, null = not taken.
        #[serde(default)] pub mapping: Vec<MapEntry>,
    }
    pub struct MapEntry { pub letter: String, pub field: Option<String> }
    pub struct ColumnView {
        pub letter: String, pub header: String, pub field: Option<String>,
        /// 0 to 1; shown as three pips.
        pub confidence: f32,
        pub samples: Vec<String>,
    }
    pub struct SheetView { pub name: String, pub rows: Option<u32>, pub visible: bool }
    /// What `otvet inspect` prints.
    pub struct InspectView {
        pub file: String,
        pub format: String,
        pub encoding: Option<String>,
        pub sheets: Vec<SheetView>,
        pub sheet: String,
        /// 1-based, as Excel shows it; null when there is no header.
        pub header_row: Option<u32>,
        pub columns: Vec<ColumnView>,
        pub first_rows: Vec<PreviewRow>,
        pub warnings: Vec<String>,
    }
    pub struct PreviewRow { pub row: u32, pub cells: Vec<String> }
    /// The plan before anything is written.
    pub struct ImportPreview {
        pub file: ImportedFile,
        pub sheets: Vec<SheetView>,
        pub columns: Vec<ColumnView>,
        /// Set when the mapping lacks a date or a person: the plan is empty then.
        pub mapping_needed: Option<String>,
        pub rows: RowCounts,
        pub days_lost_before_import: DaysLost,
        pub kinds: Vec<KindCount>,
        pub to_decide: Vec<ToDecide>,
        /// At most 200; `rows.rejected` counts all.
        pub rejected: Vec<RejectedRow>,
        pub problem_groups: Vec<ProblemGroup>,
        /// First rows with what would become of them; at most 200.
        pub sample: Vec<PlannedRow>,
        /// Demands whose due date is past or within three working days.
        pub urgent: u32,
        /// Share of rejected rows is over 20 % of at least 100 rows: ask before committing.
        pub many_rejected: bool,
    }
    pub struct PlannedRow { pub row: u32, pub fate: RowFate, pub received_on: Option<NaiveDate>, pub subject: Option<String>, pub kinds: Vec<Kind>, pub text: String, pub note: Option<String> }
    pub struct ProblemGroup { pub code: String, pub title: String, pub fix: String, pub rows: u32 }
    pub struct KindCount { pub kind: Kind, pub count: u32 }
    pub struct ImportedFile {
        pub name: String, pub sha256: String, pub format: String, pub encoding: Option<String>,
        pub sheet: String, pub header_row: Option<u32>,
    }
    /// `read = new_cases + joined + not_personal_data + already_imported + rejected`, always.
    #[derive(Copy, Default, PartialEq, Eq)]
    pub struct RowCounts { pub read: u32, pub new_cases: u32, pub joined: u32, pub not_personal_data: u32, pub already_imported: u32, pub rejected: u32 }
    #[derive(Copy, Default, PartialEq, Eq)]
    pub struct DaysLost { pub total: u32, pub worst: u32 }
    pub struct ToDecide { pub row: u32, pub case: Option<String>, pub candidate: String, pub why: String }
    pub struct ContactAfterRefusal { pub row: u32, pub case: String, pub since: NaiveDate }
    pub struct RejectedRow {
        pub row: u32, pub column: Option<String>, pub header: Option<String>, pub code: String,
        pub value: Option<String>, pub message: String, pub fix: String,
    }
    pub struct ImportCommitRequest {
        pub file: String,
        #[serde(default)] pub sheet: Option<String>,
        #[serde(default)] pub mapping: Vec<MapEntry>,
        #[serde(default)] pub all_or_nothing: bool,
    }
    /// What `otvet import --json` prints.
    pub struct ImportResult {
        pub run: Option<String>,
        pub dry_run: bool,
        pub file: ImportedFile,
        pub rows: RowCounts,
        pub days_lost_before_import: DaysLost,
        pub to_decide: Vec<ToDecide>,
        pub contacts_after_refusal: Vec<ContactAfterRefusal>,
        pub rejected: Vec<RejectedRow>,
        pub report: Option<SavedFile>,
    }
    pub struct RunRow {
        pub run: String, pub at: DateTime<FixedOffset>, pub file: String, pub sheet: String,
        pub rows: RowCounts, pub days_lost: DaysLost,
    }
    pub struct ImportsPage { pub imports: Vec<RunRow> }
    pub struct RunRequest { pub run: String }
    pub struct RunView {
        pub run: RunRow, pub sha256: String, pub format: String, pub encoding: Option<String>, pub header_row: Option<u32>,
        pub columns: Vec<ColumnView>, pub kinds: Vec<KindCount>, pub rejected: Vec<RejectedRow>, pub to_decide: Vec<ToDecide>,
        /// What is due first among the cases of this run.
        pub due_first: Vec<CaseRow>,
        /// Rows that are not about personal data; their text goes when they are reviewed, at the latest after 30 days.
        pub other: Vec<OtherRow>,
    }
    pub struct OtherRow { pub row: u32, pub received_on: Option<NaiveDate>, pub reason: String, pub text: Option<String>, pub reviewed_on: Option<NaiveDate> }
    pub struct Progress { pub phase: Phase, pub done: u64, pub total: Option<u64> }

    // ---- cases -----------------------------------------------------------------------------------------
    pub struct CasesListRequest {
        #[serde(default)] pub view: Option<CasesView>,
        #[serde(default)] pub kind: Option<Kind>,
        #[serde(default)] pub status: Option<CaseStatus>,
        #[serde(default)] pub due_by: Option<NaiveDate>,
        #[serde(default)] pub search: Option<String>,
        #[serde(default)] pub sort: Option<CasesSort>,
        #[serde(default)] pub descending: bool,
        /// First row wanted, 0-based.
        #[serde(default)] pub from: u32,
        /// At most 500.
        pub count: u32,
        /// Cursor of the command line; excludes `from`.
        #[serde(default)] pub after: Option<String>,
    }
    pub struct CasesPage {
        pub cases: Vec<CaseRow>,
        pub next: Option<String>,
        pub total: u32,
        /// Counts of the named views without search and filters.
        pub views: ViewCounts,
    }
    #[derive(Copy, Default)]
    pub struct ViewCounts { pub open: u32, pub overdue: u32, pub awaiting_identity: u32, pub all: u32 }
    pub struct CaseRow {
        pub number: String,
        pub received_on: NaiveDate,
        /// Full name or null.
        pub subject: Option<String>,
        pub channel: Channel,
        pub status: CaseStatus,
        pub demands: Vec<DemandRow>,
        /// The nearest open date, or null when nothing is open.
        pub due: Option<DueLeft>,
    }
    pub struct DemandRow { pub kind: Kind, pub due_on: Option<NaiveDate>, pub status: String }
    /// A date with what is left: never naked.
    pub struct DueLeft {
        pub due_on: NaiveDate,
        pub state: DueState,
        /// «4 раб. дня», «просрочено на 2 раб. дня», «немедленно · 2-й день».
        pub left: String,
        /// The whole sentence for a screen reader.
        pub spoken: String,
    }
    pub struct CaseRequest { pub number: String }
    pub struct SubjectView {
        pub full_name: Option<String>, pub phone: Option<String>, pub email: Option<String>, pub address: Option<String>,
        pub contract: Option<String>, pub birth_date: Option<NaiveDate>,
    }
    pub struct IdentityView { pub method: IdentityMethod, pub on: NaiveDate, pub compared: String, pub warning: Option<String> }
    pub struct ContactView {
        pub at: DateTime<FixedOffset>, pub channel: Channel, pub topic: Option<String>, pub text: String,
        pub run: Option<String>, pub row: Option<u32>,
        /// Ranges of matched words, in characters of `text`.
        pub marks: Vec<TextMark>,
        pub proposed: Vec<ProposedKind>,
        /// What it said before later exports changed it, oldest first.
        pub earlier: Vec<EarlierContent>,
    }
    pub struct EarlierContent {
        pub topic: Option<String>, pub text: String,
        /// The run that brought the new content.
        pub until_run: String,
    }
    pub struct TextMark { pub from: u32, pub to: u32, pub kind: Kind }
    pub struct ProposedKind { pub kind: Kind, pub confidence: f32, pub decision: KindDecision }
    pub struct DemandView {
        pub kind: Kind,
        pub due_on: Option<NaiveDate>,
        pub provisional: bool,
        /// `open` or `closed`.
        pub status: String,
        pub outcome: Option<Outcome>,
        pub ground: Option<String>,
        pub closed_on: Option<NaiveDate>,
        /// Why its term was extended.
        pub extended_why: Option<String>,
        pub steps: Vec<StepView>,
        /// The whole working of the date.
        pub due: DueView,
        pub left: DueLeft,
        /// The day on which the processing was stopped after a withdrawal of consent (art. 21 p. 5), or null.
        pub stopped_on: Option<NaiveDate>,
        /// How that duty stands; null where there is none.
        pub stop: Option<DueLeft>,
    }
    pub struct StepView { pub date: NaiveDate, pub day: Option<u32>, pub why: String }
    pub struct LetterRow { pub number: String, pub template: String, pub issued_on: NaiveDate, pub sha256: String, pub pages: u32, pub case: String }
    pub struct TimelineEntry { pub at: DateTime<FixedOffset>, pub what: String }
    pub struct DisclosureRow {
        pub id: String, pub date: NaiveDate, pub recipient: String, pub kind: RecipientKind, pub ground: String, pub purpose: String,
        pub data: Vec<String>, pub channel: Option<String>,
        /// Whom it concerns, in words («группа: …, 120» for a group).
        pub subject: String,
        /// Register number of the case when it was given by case.
        pub case: Option<String>,
    }
    pub struct CaseView {
        pub number: String,
        pub received_on: NaiveDate,
        pub received_at: DateTime<FixedOffset>,
        pub channel: Channel,
        pub status: CaseStatus,
        pub subject: SubjectView,
        pub identity: Option<IdentityView>,
        pub contacts: Vec<ContactView>,
        pub demands: Vec<DemandView>,
        pub letters: Vec<LetterRow>,
        pub disclosures: Vec<DisclosureRow>,
        /// Files of the case, in the order in which they came.
        pub attachments: Vec<AttachmentRow>,
        pub timeline: Vec<TimelineEntry>,
        /// Open cases of what may be the same person.
        pub similar: Vec<SimilarCase>,
        pub days_lost_before_import: Option<u32>,
        /// The case that this one was joined to.
        pub joined_to: Option<String>,
        /// Cases that were joined to this one.
        pub joined: Vec<String>,
        /// Letters that may be composed now, the proposed one first.
        pub templates: Vec<TemplateOffer>,
    }
    pub struct SimilarCase { pub number: String, pub why: String }
    pub struct TemplateOffer { pub template: String, pub name: String, pub proposed: bool, pub why_not: Option<String> }
    pub struct CaseAddRequest {
        /// Day of receipt; not in the future.
        pub received: NaiveDate,
        pub channel: Channel,
        #[serde(default)] pub full_name: Option<String>,
        #[serde(default)] pub phone: Option<String>,
        #[serde(default)] pub email: Option<String>,
        #[serde(default)] pub address: Option<String>,
        #[serde(default)] pub contract: Option<String>,
        #[serde(default)] pub birth_date: Option<NaiveDate>,
        /// Empty: taken from the text by the rules.
        #[serde(default)] pub kinds: Vec<Kind>,
        pub text: String,
        #[serde(default)] pub detected_at: Option<DateTime<FixedOffset>>,
    }
    pub struct CaseIdentityRequest { pub number: String, pub method: IdentityMethod, pub compared: String, #[serde(default)] pub on: Option<NaiveDate> }
    pub struct CaseCloseRequest {
        pub number: String, pub demand: Kind, pub outcome: Outcome,
        #[serde(default)] pub ground: Option<String>, #[serde(default)] pub on: Option<NaiveDate>,
    }
    pub struct CaseStoppedRequest { pub number: String, #[serde(default)] pub on: Option<NaiveDate> }
    pub struct ClassifyRequest { pub text: String, #[serde(default)] pub topic: Option<String> }
    pub struct ClassifyMatch {
        pub kind: Kind, pub words: Vec<String>, pub confidence: f32,
        /// The rule of the operator's own that says so; null = one of the program's.
        pub rule: Option<String>,
    }
    /// What the rules make of one note.
    pub struct Classified { pub kinds: Vec<Kind>, pub matches: Vec<ClassifyMatch>, pub reason: Option<String> }

    /// What `otvet workdays` prints.
    pub struct Workdays { pub days: Vec<WorkDay> }
    pub struct WorkDay { pub date: NaiveDate, pub working: bool, pub short: bool, pub provisional: bool, pub why: String }

    // ---- letters ---------------------------------------------------------------------------------------
    pub struct LetterRequest { pub number: String, pub template: String }
    pub struct LetterPreview {
        pub case: String, pub template: String, pub template_name: String,
        /// The number that will be given; only issuing takes it.
        pub next_number: String,
        pub date: NaiveDate,
        pub signatory: Option<String>,
        pub blocks: Vec<LetterBlock>,
        pub gaps: Vec<LetterGap>,
        pub warnings: Vec<LetterWarning>,
        pub checks: Vec<LetterCheck>,
        pub pages: Vec<PageView>,
        /// The text of the letter, for a screen reader and for the eye.
        pub text: String,
        pub can_issue: bool,
    }
    pub struct LetterBlock { pub id: String, pub title: String, pub item: Option<String>, pub source: Option<String>, pub text: String, pub gap: Option<LetterGap> }
    pub struct LetterGap { pub code: String, pub what: String, pub where_to_fill: String, pub blocking: bool }
    pub struct LetterWarning { pub code: String, pub message: String }
    pub struct LetterCheck { pub label: String, pub passed: bool }
    /// One page as it prints; points, origin at the upper left corner.
    pub struct PageView { pub width: f32, pub height: f32, pub lines: Vec<PageLine>, pub rules: Vec<PageRule> }
    pub struct PageLine { pub x: f32, pub y: f32, pub width: f32, pub size: f32, pub bold: bool, pub italic: bool, pub sans: bool, pub text: String }
    pub struct PageRule { pub x1: f32, pub y1: f32, pub x2: f32, pub y2: f32, pub thickness: f32 }
    pub struct LetterIssued { pub letter: IssuedLetter, pub not_issued: Vec<NotIssued>, pub warnings: Vec<LetterWarning> }
    pub struct IssuedLetter { pub number: String, pub case: String, pub template: String, pub path: Option<String>, pub sha256: String, pub pages: u32 }
    pub struct NotIssued { pub case: String, pub missing: Vec<String> }
    pub struct LetterNumberRequest { pub number: String }
    /// An issued letter, read only.
    pub struct LetterView { pub letter: LetterRow, pub template_name: String, pub pages: Vec<PageView>, pub text: String }
    pub struct LettersPage { pub letters: Vec<LetterRow> }
    pub struct TemplateRow { pub template: String, pub mark: String, pub name: String, pub available: bool }

    // ---- registers -------------------------------------------------------------------------------------
    pub struct ChecklistPoint { pub point: String, pub text: String, pub state: String, pub clause: Option<String>, pub since_2022: bool }
    pub struct ProcessorRow {
        pub id: String, pub name: String, pub contract_number: Option<String>, pub contract_until: Option<NaiveDate>,
        /// What is left of the contract; null without a last day.
        pub left: Option<DueLeft>,
        pub term: ContractTerm,
        pub met: u32, pub points: Vec<String>, pub purposes: Vec<String>,
    }
    pub struct ProcessorView {
        pub id: String, pub name: String, pub address: Option<String>, pub inn: Option<String>, pub country: Option<String>,
        pub contract_number: Option<String>, pub contract_date: Option<NaiveDate>, pub contract_until: Option<NaiveDate>,
        pub purposes: Vec<String>, pub data: Vec<String>, pub checklist: Vec<ChecklistPoint>, pub warnings: Vec<String>,
        pub left: Option<DueLeft>,
        pub term: ContractTerm,
        /// Number of the last change; see `ProcessorForm`.
        pub revision: u64,
        /// How many disclosures name this processor.
        pub disclosures: u32,
    }
    pub struct ProcessorsPage { pub processors: Vec<ProcessorRow> }
    pub struct IdRequest { pub id: String }
    pub struct AddedRecords { pub added: Vec<String>, pub updated: Vec<String>, pub warnings: Vec<String> }
    pub struct DisclosuresRequest { #[serde(default)] pub search: Option<String>, #[serde(default)] pub case: Option<String> }
    pub struct DisclosuresPage { pub disclosures: Vec<DisclosureRow> }

    /// What `otvet demo` made.
    pub struct DemoView {
        pub vault: String, pub passphrase: Option<String>, pub recovery_key: String, pub import: RowCounts, pub report: String, pub journal: Vec<String>,
        pub letters: Vec<IssuedLetter>, pub not_issued: Vec<NotIssued>,
    }

    // ---- journal, audit, verify ------------------------------------------------------------------------
    pub struct JournalRequest { pub from: NaiveDate, pub to: NaiveDate, pub format: ExportFormat }
    pub struct JournalWritten { pub path: String, pub rows: u32 }
    /// Entries newest first: a window of those that are about something and hold every word of the search.
    pub struct AuditRequest {
        #[serde(default)] pub from: u32,
        pub count: u32,
        /// Number, act, record, who, date: as the list shows them in the chosen language; or the beginning of a mark.
        #[serde(default)] pub search: Option<String>,
        #[serde(default)] pub about: Option<TrailAbout>,
    }
    pub struct AuditRow { pub seq: u64, pub at: DateTime<FixedOffset>, pub who: String, pub action: String, pub entity: String, pub entity_id: String, pub mac: String }
    pub struct AuditPage {
        pub entries: Vec<AuditRow>,
        /// Entries that were asked for, in all windows.
        pub total: u64,
        /// Entries of the whole trail.
        pub all: u64,
        pub head: String,
    }
    pub struct AuditEntryRequest { pub seq: u64 }
    /// An entry with what it seals.
    pub struct AuditEntry {
        pub entry: AuditRow,
        /// Mark of the entry before; zeros before the first.
        pub previous: String,
        /// How many records it committed to, by entity.
        pub touched: Vec<AuditTouched>,
        /// The first of them, at most twenty.
        pub records: Vec<AuditRecord>,
    }
    pub struct AuditTouched { pub entity: String, pub count: u64 }
    pub struct AuditRecord {
        pub entity: String,
        /// Number in the register, else the id of the row.
        pub id: String,
        /// Whether the id is a number in the register: of a record that is still there.
        pub numbered: bool,
        pub removed: bool,
    }
    pub struct VerifyView { pub ok: bool, pub counts: std::collections::BTreeMap<String, u64>, pub generation: Option<u64>, pub audit_head: Option<String>, pub problems: Vec<VerifyProblem> }
    pub struct VerifyProblem { pub code: String, pub record: Option<String>, pub message: String }
}

/// The commands of the window, one line each: name, request, result, whether it answers while locked, and the
/// cache tags it provides or invalidates. The list of names, the TypeScript type `Commands` and the table that
/// the tests compare with the capability file are all made from here.
macro_rules! commands {
    ($($name:ident($request:ident) -> $result:ident, $lock:ident, provides [$($p:ident),*], invalidates [$($i:ident),*];)*) => {
        /// One command of the window.
        pub struct CommandSpec { pub name: &'static str, pub request: &'static str, pub result: &'static str, pub locked: bool, pub provides: &'static [&'static str], pub invalidates: &'static [&'static str] }
        /// All commands, in order.
        pub const COMMANDS: &[CommandSpec] = &[$(CommandSpec {
            name: stringify!($name), request: stringify!($request), result: stringify!($result),
            locked: matches!(stringify!($lock).as_bytes(), b"locked"),
            provides: &[$(stringify!($p)),*], invalidates: &[$(stringify!($i)),*],
        }),*];
    };
}
commands! {
    desk_state(Empty) -> DeskState, locked, provides [session], invalidates [];
    appearance_save(Appearance) -> Appearance, locked, provides [], invalidates [session];
    vault_choose_folder(Empty) -> ChosenFolder, locked, provides [], invalidates [];
    vault_choose_existing(Empty) -> KnownVault, locked, provides [], invalidates [session];
    passphrase_quality(Bytes) -> PassphraseQuality, locked, provides [], invalidates [];
    vault_prepare(Bytes) -> RecoverySheet, locked, provides [], invalidates [];
    vault_create(VaultCreateRequest) -> SessionView, locked, provides [], invalidates [session];
    vault_unlock(Bytes) -> SessionView, locked, provides [], invalidates [session];
    vault_lock(Empty) -> Empty, locked, provides [], invalidates [session];
    recovery_confirm(Bytes) -> SessionView, unlocked, provides [], invalidates [session];
    operator_show(Empty) -> OperatorView, unlocked, provides [session], invalidates [];
    operator_save(OperatorForm) -> OperatorView, unlocked, provides [], invalidates [session, cases, letters];
    import_choose(Empty) -> FileHandle, unlocked, provides [], invalidates [];
    import_preview(ImportPreviewRequest) -> ImportPreview, unlocked, provides [], invalidates [];
    import_commit(ImportCommitRequest) -> ImportResult, unlocked, provides [], invalidates [session, cases, imports];
    import_cancel(Empty) -> Empty, unlocked, provides [], invalidates [];
    imports_list(Empty) -> ImportsPage, unlocked, provides [imports], invalidates [];
    import_show(RunRequest) -> RunView, unlocked, provides [imports, cases], invalidates [];
    import_report_save(RunRequest) -> SavedFile, unlocked, provides [], invalidates [];
    import_review(RunRequest) -> RunView, unlocked, provides [], invalidates [session, imports];
    cases_list(CasesListRequest) -> CasesPage, unlocked, provides [cases], invalidates [];
    today_list(TodayRequest) -> TodayView, unlocked, provides [session, cases, imports, letters, processors], invalidates [];
    case_show(CaseRequest) -> CaseView, unlocked, provides [cases], invalidates [];
    case_add(CaseAddRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    case_identity(CaseIdentityRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    file_choose(Empty) -> FileHandle, unlocked, provides [], invalidates [];
    file_kind(FileRequest) -> FileKindView, unlocked, provides [], invalidates [];
    case_draft(FileRequest) -> CaseDraft, unlocked, provides [cases], invalidates [];
    case_add_from_file(CaseFromFileRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    attachment_add(AttachmentAddRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    attachment_save(AttachmentRequest) -> SavedFile, unlocked, provides [], invalidates [];
    attachment_remove(AttachmentRemoveRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    case_close(CaseCloseRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    case_stopped(CaseStoppedRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    case_demand(CaseDemandRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    case_extension(CaseExtensionRequest) -> ExtensionView, unlocked, provides [cases], invalidates [];
    case_extend(CaseExtendRequest) -> CaseView, unlocked, provides [], invalidates [session, cases];
    case_join(CaseJoinRequest) -> CaseView, unlocked, provides [], invalidates [session, cases, letters, disclosures];
    classify(ClassifyRequest) -> Classified, unlocked, provides [rules], invalidates [];
    rules_list(Empty) -> RulesPage, unlocked, provides [rules], invalidates [];
    rules_propose(RulesProposeRequest) -> RuleOffers, unlocked, provides [], invalidates [];
    rule_try(RuleForm) -> RuleTrial, unlocked, provides [rules, cases, imports], invalidates [];
    rule_keep(RuleForm) -> RuleKept, unlocked, provides [], invalidates [session, rules];
    rule_remove(IdRequest) -> RulesPage, unlocked, provides [], invalidates [session, rules];
    letter_preview(LetterRequest) -> LetterPreview, unlocked, provides [cases, letters], invalidates [];
    letter_issue(LetterRequest) -> LetterIssued, unlocked, provides [], invalidates [session, cases, letters];
    letter_show(LetterNumberRequest) -> LetterView, unlocked, provides [letters], invalidates [];
    letter_save(LetterNumberRequest) -> SavedFile, unlocked, provides [], invalidates [];
    letters_list(Empty) -> LettersPage, unlocked, provides [letters], invalidates [];
    processors_list(ProcessorsRequest) -> ProcessorsPage, unlocked, provides [processors], invalidates [];
    processor_show(IdRequest) -> ProcessorView, unlocked, provides [processors, disclosures], invalidates [];
    processor_save(ProcessorForm) -> ProcessorView, unlocked, provides [], invalidates [session, cases, processors, disclosures];
    processor_point(PointRequest) -> ProcessorView, unlocked, provides [], invalidates [session, processors];
    processor_remove(IdRequest) -> Empty, unlocked, provides [], invalidates [session, processors];
    disclosures_list(DisclosuresRequest) -> DisclosuresPage, unlocked, provides [disclosures], invalidates [];
    disclosure_show(IdRequest) -> DisclosureForm, unlocked, provides [disclosures, cases], invalidates [];
    disclosure_save(DisclosureForm) -> DisclosureRow, unlocked, provides [], invalidates [session, cases, disclosures];
    disclosure_remove(DisclosureRemoveRequest) -> Empty, unlocked, provides [], invalidates [session, cases, disclosures];
    register_suggestions(Empty) -> RegisterSuggestions, unlocked, provides [processors, disclosures], invalidates [];
    three_lists(Empty) -> FindingsPage, unlocked, provides [processors, disclosures], invalidates [];
    journal_preview(JournalPeriod) -> JournalPreview, unlocked, provides [cases, letters], invalidates [];
    journal_save(JournalRequest) -> JournalWritten, unlocked, provides [], invalidates [];
    list_plan(ListRequest) -> ListPlan, unlocked, provides [cases, letters, imports, processors, disclosures], invalidates [];
    list_export(ListExportRequest) -> ListExported, unlocked, provides [], invalidates [];
    case_card_save(CaseRequest) -> SavedFile, unlocked, provides [], invalidates [];
    audit_list(AuditRequest) -> AuditPage, unlocked, provides [session, cases, imports, letters, processors, disclosures], invalidates [];
    audit_show(AuditEntryRequest) -> AuditEntry, unlocked, provides [session], invalidates [];
    find(FindRequest) -> FindView, unlocked, provides [cases, letters, imports, processors, disclosures], invalidates [];
    calendar_year(CalendarRequest) -> CalendarYear, unlocked, provides [], invalidates [];
    masks_check(Masks) -> MasksView, unlocked, provides [cases, letters, settings], invalidates [];
    vault_keys(Empty) -> KeysView, unlocked, provides [session], invalidates [];
    remembered(Empty) -> Remembered, unlocked, provides [], invalidates [];
    remember(Remembered) -> Empty, unlocked, provides [], invalidates [];
    undo_last(Empty) -> UndoneView, unlocked, provides [], invalidates [session, cases, letters, processors, disclosures, rules, settings];
    vault_verify(Empty) -> VerifyView, unlocked, provides [], invalidates [];
}
