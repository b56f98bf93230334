// Generated from `desk::wire`. Do not edit: a test compares this file with the Rust types.

/** State of a case: its last act. */
export type CaseStatus = "accepted" | "identity_confirmed" | "particulars_requested" | "extended" | "blocked" | "answered" | "refused" | "sent" | "delivered" | "returned" | "closed" | "reopened";

/** How a contact reached the operator. */
export type Channel = "call" | "chat" | "email" | "post" | "in_person" | "authority" | "unknown";

/** How the identity of the applicant was checked (what was compared stands beside). */
export type IdentityMethod = "document" | "signature" | "account" | "representative";

/** What became of a row of a spreadsheet. */
export type RowFate = "new_case" | "joined" | "not_personal_data" | "already_imported" | "rejected";

/** Nearness of a due date. */
export type DueState = "later" | "soon" | "today" | "hours" | "at_once" | "overdue" | "provisional" | "provisional_near" | "done" | "done_late";

/** Lists of cases that have a name of their own. */
export type CasesView = "open" | "overdue" | "awaiting_identity" | "all";

/** Order of the list of cases; the number breaks ties. */
export type CasesSort = "due" | "received" | "number" | "subject";

/** Who receives a disclosure. */
export type RecipientKind = "processor" | "independent_operator" | "state_body" | "court" | "representative";

/** A kind of demand, or of a duty that opens a clock without a demand. */
export type Kind = "access" | "rectification" | "blocking" | "destruction" | "stop_processing" | "withdraw_consent" | "stop_marketing" | "stop_dissemination" | "automated_decision_objection" | "clarification" | "complaint" | "authority_inquiry" | "not_personal_data" | "unlawful_processing_stop" | "unlawful_processing_destroy" | "incident_24h" | "incident_72h" | "purpose_achieved" | "source_notice" | "public_source_exclusion" | "dissemination_stop_third_party" | "notice_change" | "processing_end";

/** How a demand ended. */
export type Outcome = "satisfied" | "partly" | "refused" | "not_ours" | "withdrawn_by_subject" | "done_by_subject";

/** One day of the working. */
export type WorkingStep = {
  date: string;
  /** Number in the term, if it counts. */
  day: number | null;
  working: boolean;
  why: string;
};

/** A day that did not count. */
export type SkippedView = {
  date: string;
  why: string;
};

/** One of the dates that were compared. */
export type ComparedView = {
  /** `law` or `policy`. */
  source: string;
  due_on: string;
  term: string;
  clause: string;
};

/** A second date of the same demand. */
export type AlsoView = {
  what: string;
  due_on: string;
  immediate: boolean;
};

/** The working of a due date. The fields that `otvet deadline --json` promises, and what the window shows beside. */
export type DueView = {
  due_on: string;
  due_at: string | null;
  immediate: boolean;
  provisional: boolean;
  also: Array<AlsoView>;
  /** `152-FZ art. 20 p. 1` or `operator`. */
  basis: string;
  /** Length of the term, if it is in working days. */
  working_days: number | null;
  steps: Array<WorkingStep>;
  skipped: Array<SkippedView>;
  compared: Array<ComparedView>;
  /** `law` or `policy`. */
  decided_by: string;
  /** The rule in one sentence with its article. */
  rule: string;
  /** The day whose next day is the first of the term. */
  starts_on: string;
  internal_on: string;
  extended: boolean;
  /** Last day for a notice of extension, or null. */
  extendable_until: string | null;
  /** Where five more working days would end, or null. */
  extension_to: string | null;
  notes: Array<string>;
  edition: string;
};

/** Severity of an error: how loudly it is shown. */
export type Severity = "precondition" | "input" | "damage" | "limit" | "internal";

/** What the recovery key or the passphrase opens. */
export type SecretKind = "passphrase" | "recovery";

/** Built-in policies a vault can start with. */
export type PolicyPreset = "konekt" | "empty";

/** Phase of long work. */
export type Phase = "reading" | "planning" | "writing" | "publishing" | "rendering";

/** File formats that lists and journals can be written in. */
export type ExportFormat = "pdf" | "xlsx" | "csv";

/** An error as a person reads it: what, where and what stayed, what to do. */
export type WireError = {
  /** Closed list, `snake_case`; the page branches on this alone. */
  code: string;
  /** One sentence: what happened. */
  message: string;
  /** What to do next; empty if there is nothing. */
  hint: string;
  /** Where it happened and what stayed unchanged. */
  place: string | null;
  severity: Severity;
  /** Short random id that also stands in the log. */
  incident: string | null;
};

/** Nothing is asked. */
export type Empty = Record<symbol, never>;

/** What the page needs to draw its frame, locked or not. */
export type DeskState = {
  locked: boolean;
  /** Today as the program counts it. */
  today: string;
  /** The vault that `unlock` will open, or that is open. */
  vault: KnownVault | null;
  /** Where a new vault would be made. */
  suggested_folder: string;
  /** A file given on the command line or dropped, waiting for its preview. */
  pending_file: FileHandle | null;
  /** Only when unlocked. */
  session: SessionView | null;
  version: string;
  /** First and last year of the production calendar. */
  calendar_from: number;
  calendar_to: number;
};

/** A vault this program has opened before, or was told of. */
export type KnownVault = {
  path: string;
  name: string;
  exists: boolean;
};

/** The frame of an unlocked desk. */
export type SessionView = {
  operator_name: string;
  operator_short_name: string | null;
  policy: PolicyPreset;
  recovery_confirmed: boolean;
  generation: number;
  audit_head: string;
  counts: SidebarCounts;
  /** What the operator's record lacks, in words; empty when letters can be issued. */
  operator_gaps: Array<string>;
  /** Something that the person must be told after unlocking (an older key file was used, …). */
  notices: Array<string>;
};

/** Numbers of work in the sidebar; zero is not shown. */
export type SidebarCounts = {
  overdue: number;
  open_cases: number;
  runs_with_rejected: number;
  contracts_with_gaps: number;
};

/** A file that Rust holds for the page: the page never sees a path. */
export type FileHandle = {
  token: string;
  name: string;
  size: number;
};

/** Where something was saved, for showing. */
export type SavedFile = {
  path: string;
  sha256: string;
};

/** The first step of making a vault: the passphrase was accepted, nothing is written. */
export type RecoverySheet = {
  /** Fourteen groups of four characters. */
  groups: Array<string>;
  /** Two indices (0-based) of groups to be typed back. */
  check: Array<number>;
};

/** How good a passphrase is. */
export type PassphraseQuality = {
  long_enough: boolean;
  characters: number;
  minimum: number;
};

export type VaultCreateRequest = {
  /** Folder token from `vault_choose_folder`, or null for the suggested one. */
  folder: string | null;
  policy: PolicyPreset;
  operator: OperatorForm;
  /** The two groups typed back, in the order of `RecoverySheet::check`. */
  typed_groups: Array<string>;
};

/** The operator: the company whose register it is. Everything but the name may be left for later. */
export type OperatorForm = {
  name: string;
  short_name: string | null;
  address: string | null;
  inn: string | null;
  ogrn: string | null;
  kpp: string | null;
  email: string | null;
  phone: string | null;
  site: string | null;
  responsible: PersonPost | null;
  signatory: PersonPost | null;
  time_zone: string | null;
  masks: Masks | null;
};

export type PersonPost = {
  name: string;
  post: string;
};

/** Number masks: `{yyyy}` year, `{n…}` counter padded to the number of n's. */
export type Masks = {
  case: string | null;
  letter: string | null;
};

/** The operator as stored, with warnings about it. */
export type OperatorView = {
  operator: OperatorForm;
  warnings: Array<string>;
  gaps: Array<string>;
};

export type ChosenFolder = {
  token: string;
  path: string;
  warning: string | null;
};

export type VaultId = {
  id: string;
  path: string;
};

export type SlotInfo = {
  id: string;
  kind: string;
  state: string | null;
};

/** What `otvet vault info` prints. */
export type VaultInfo = {
  vault: VaultId;
  operator: string;
  policy: string;
  generation: number;
  audit_head: string;
  recovery_confirmed: boolean;
  slots: Array<SlotInfo>;
  counts: { [key in string]: number };
};

export type ImportPreviewRequest = {
  file: string;
  sheet: string | null;
  /** Corrections of the proposed mapping: letter of the column -> field, null = not taken. */
  mapping: Array<MapEntry>;
};

export type MapEntry = {
  letter: string;
  field: string | null;
};

export type ColumnView = {
  letter: string;
  header: string;
  field: string | null;
  /** 0 to 1; shown as three pips. */
  confidence: number;
  samples: Array<string>;
};

export type SheetView = {
  name: string;
  rows: number | null;
  visible: boolean;
};

/** What `otvet inspect` prints. */
export type InspectView = {
  file: string;
  format: string;
  encoding: string | null;
  sheets: Array<SheetView>;
  sheet: string;
  /** 1-based, as Excel shows it; null when there is no header. */
  header_row: number | null;
  columns: Array<ColumnView>;
  first_rows: Array<PreviewRow>;
  warnings: Array<string>;
};

export type PreviewRow = {
  row: number;
  cells: Array<string>;
};

/** The plan before anything is written. */
export type ImportPreview = {
  file: ImportedFile;
  sheets: Array<SheetView>;
  columns: Array<ColumnView>;
  /** Set when the mapping lacks a date or a person: the plan is empty then. */
  mapping_needed: string | null;
  rows: RowCounts;
  days_lost_before_import: DaysLost;
  kinds: Array<KindCount>;
  to_decide: Array<ToDecide>;
  /** At most 200; `rows.rejected` counts all. */
  rejected: Array<RejectedRow>;
  problem_groups: Array<ProblemGroup>;
  /** First rows with what would become of them; at most 200. */
  sample: Array<PlannedRow>;
  /** Demands whose due date is past or within three working days. */
  urgent: number;
  /** Share of rejected rows is over 20 % of at least 100 rows: ask before committing. */
  many_rejected: boolean;
};

export type PlannedRow = {
  row: number;
  fate: RowFate;
  received_on: string | null;
  subject: string | null;
  kinds: Array<Kind>;
  text: string;
  note: string | null;
};

export type ProblemGroup = {
  code: string;
  title: string;
  fix: string;
  rows: number;
};

export type KindCount = {
  kind: Kind;
  count: number;
};

export type ImportedFile = {
  name: string;
  sha256: string;
  format: string;
  encoding: string | null;
  sheet: string;
  header_row: number | null;
};

/** `read = new_cases + joined + not_personal_data + already_imported + rejected`, always. */
export type RowCounts = {
  read: number;
  new_cases: number;
  joined: number;
  not_personal_data: number;
  already_imported: number;
  rejected: number;
};

export type DaysLost = {
  total: number;
  worst: number;
};

export type ToDecide = {
  row: number;
  case: string | null;
  candidate: string;
  why: string;
};

export type ContactAfterRefusal = {
  row: number;
  case: string;
  since: string;
};

export type RejectedRow = {
  row: number;
  column: string | null;
  header: string | null;
  code: string;
  value: string | null;
  message: string;
  fix: string;
};

export type ImportCommitRequest = {
  file: string;
  sheet: string | null;
  mapping: Array<MapEntry>;
  all_or_nothing: boolean;
};

/** What `otvet import --json` prints. */
export type ImportResult = {
  run: string | null;
  dry_run: boolean;
  file: ImportedFile;
  rows: RowCounts;
  days_lost_before_import: DaysLost;
  to_decide: Array<ToDecide>;
  contacts_after_refusal: Array<ContactAfterRefusal>;
  rejected: Array<RejectedRow>;
  report: SavedFile | null;
};

export type RunRow = {
  run: string;
  at: string;
  file: string;
  sheet: string;
  rows: RowCounts;
  days_lost: DaysLost;
};

export type ImportsPage = {
  imports: Array<RunRow>;
};

export type RunRequest = {
  run: string;
};

export type RunView = {
  run: RunRow;
  sha256: string;
  format: string;
  encoding: string | null;
  header_row: number | null;
  columns: Array<ColumnView>;
  kinds: Array<KindCount>;
  rejected: Array<RejectedRow>;
  to_decide: Array<ToDecide>;
  /** What is due first among the cases of this run. */
  due_first: Array<CaseRow>;
  /** Rows that are not about personal data; their text goes when they are reviewed, at the latest after 30 days. */
  other: Array<OtherRow>;
};

export type OtherRow = {
  row: number;
  received_on: string | null;
  reason: string;
  text: string | null;
  reviewed_on: string | null;
};

export type Progress = {
  phase: Phase;
  done: number;
  total: number | null;
};

export type CasesListRequest = {
  view: CasesView | null;
  kind: Kind | null;
  status: CaseStatus | null;
  due_by: string | null;
  search: string | null;
  sort: CasesSort | null;
  descending: boolean;
  /** First row wanted, 0-based. */
  from: number;
  /** At most 500. */
  count: number;
  /** Cursor of the command line; excludes `from`. */
  after: string | null;
};

export type CasesPage = {
  cases: Array<CaseRow>;
  next: string | null;
  total: number;
  /** Counts of the named views without search and filters. */
  views: ViewCounts;
};

export type ViewCounts = {
  open: number;
  overdue: number;
  awaiting_identity: number;
  all: number;
};

export type CaseRow = {
  number: string;
  received_on: string;
  /** Full name or null. */
  subject: string | null;
  channel: Channel;
  status: CaseStatus;
  demands: Array<DemandRow>;
  /** The nearest open date, or null when nothing is open. */
  due: DueLeft | null;
};

export type DemandRow = {
  kind: Kind;
  due_on: string | null;
  status: string;
};

/** A date with what is left: never naked. */
export type DueLeft = {
  due_on: string;
  state: DueState;
  /** «4 раб. дня», «просрочено на 2 раб. дня», «немедленно · 2-й день». */
  left: string;
  /** The whole sentence for a screen reader. */
  spoken: string;
};

export type CaseRequest = {
  number: string;
};

export type SubjectView = {
  full_name: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  contract: string | null;
  birth_date: string | null;
};

export type IdentityView = {
  method: IdentityMethod;
  on: string;
  compared: string;
  warning: string | null;
};

export type ContactView = {
  at: string;
  channel: Channel;
  topic: string | null;
  text: string;
  run: string | null;
  row: number | null;
  /** Ranges of matched words, in characters of `text`. */
  marks: Array<TextMark>;
  proposed: Array<ProposedKind>;
  /** What it said before later exports changed it, oldest first. */
  earlier: Array<EarlierContent>;
};

export type EarlierContent = {
  topic: string | null;
  text: string;
  /** The run that brought the new content. */
  until_run: string;
};

export type TextMark = {
  from: number;
  to: number;
  kind: Kind;
};

export type ProposedKind = {
  kind: Kind;
  confidence: number;
};

export type DemandView = {
  kind: Kind;
  due_on: string | null;
  provisional: boolean;
  /** `open` or `closed`. */
  status: string;
  outcome: Outcome | null;
  ground: string | null;
  closed_on: string | null;
  steps: Array<StepView>;
  /** The whole working of the date. */
  due: DueView;
  left: DueLeft;
};

export type StepView = {
  date: string;
  day: number | null;
  why: string;
};

export type LetterRow = {
  number: string;
  template: string;
  issued_on: string;
  sha256: string;
  pages: number;
  case: string;
};

export type TimelineEntry = {
  at: string;
  what: string;
};

export type DisclosureRow = {
  id: string;
  date: string;
  recipient: string;
  kind: RecipientKind;
  ground: string;
  purpose: string;
  data: Array<string>;
  channel: string | null;
  /** Whom it concerns, in words («группа: …, 120» for a group). */
  subject: string;
  /** Register number of the case when it was given by case. */
  case: string | null;
};

export type CaseView = {
  number: string;
  received_on: string;
  received_at: string;
  channel: Channel;
  status: CaseStatus;
  subject: SubjectView;
  identity: IdentityView | null;
  contacts: Array<ContactView>;
  demands: Array<DemandView>;
  letters: Array<LetterRow>;
  disclosures: Array<DisclosureRow>;
  timeline: Array<TimelineEntry>;
  /** Open cases of what may be the same person. */
  similar: Array<SimilarCase>;
  days_lost_before_import: number | null;
  /** Letters that may be composed now, the proposed one first. */
  templates: Array<TemplateOffer>;
};

export type SimilarCase = {
  number: string;
  why: string;
};

export type TemplateOffer = {
  template: string;
  name: string;
  proposed: boolean;
  why_not: string | null;
};

export type CaseAddRequest = {
  /** Day of receipt; not in the future. */
  received: string;
  channel: Channel;
  full_name: string | null;
  phone: string | null;
  email: string | null;
  address: string | null;
  contract: string | null;
  birth_date: string | null;
  /** Empty: taken from the text by the rules. */
  kinds: Array<Kind>;
  text: string;
  detected_at: string | null;
};

export type CaseIdentityRequest = {
  number: string;
  method: IdentityMethod;
  compared: string;
  on: string | null;
};

export type CaseCloseRequest = {
  number: string;
  demand: Kind;
  outcome: Outcome;
  ground: string | null;
  on: string | null;
};

export type ClassifyRequest = {
  text: string;
  topic: string | null;
};

export type ClassifyMatch = {
  kind: Kind;
  words: Array<string>;
  confidence: number;
};

/** What the rules make of one note. */
export type Classified = {
  kinds: Array<Kind>;
  matches: Array<ClassifyMatch>;
  reason: string | null;
};

/** What `otvet workdays` prints. */
export type Workdays = {
  days: Array<WorkDay>;
};

export type WorkDay = {
  date: string;
  working: boolean;
  short: boolean;
  provisional: boolean;
  why: string;
};

export type LetterRequest = {
  number: string;
  template: string;
};

export type LetterPreview = {
  case: string;
  template: string;
  template_name: string;
  /** The number that will be given; only issuing takes it. */
  next_number: string;
  date: string;
  signatory: string | null;
  blocks: Array<LetterBlock>;
  gaps: Array<LetterGap>;
  warnings: Array<LetterWarning>;
  checks: Array<LetterCheck>;
  pages: Array<PageView>;
  /** The text of the letter, for a screen reader and for the eye. */
  text: string;
  can_issue: boolean;
};

export type LetterBlock = {
  id: string;
  title: string;
  item: string | null;
  source: string | null;
  text: string;
  gap: LetterGap | null;
};

export type LetterGap = {
  code: string;
  what: string;
  where_to_fill: string;
  blocking: boolean;
};

export type LetterWarning = {
  code: string;
  message: string;
};

export type LetterCheck = {
  label: string;
  passed: boolean;
};

/** One page as it prints; points, origin at the upper left corner. */
export type PageView = {
  width: number;
  height: number;
  lines: Array<PageLine>;
  rules: Array<PageRule>;
};

export type PageLine = {
  x: number;
  y: number;
  width: number;
  size: number;
  bold: boolean;
  italic: boolean;
  sans: boolean;
  text: string;
};

export type PageRule = {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
  thickness: number;
};

export type LetterIssued = {
  letter: IssuedLetter;
  not_issued: Array<NotIssued>;
  warnings: Array<LetterWarning>;
};

export type IssuedLetter = {
  number: string;
  case: string;
  template: string;
  path: string | null;
  sha256: string;
  pages: number;
};

export type NotIssued = {
  case: string;
  missing: Array<string>;
};

export type LetterNumberRequest = {
  number: string;
};

/** An issued letter, read only. */
export type LetterView = {
  letter: LetterRow;
  template_name: string;
  pages: Array<PageView>;
  text: string;
};

export type LettersPage = {
  letters: Array<LetterRow>;
};

export type TemplateRow = {
  template: string;
  mark: string;
  name: string;
  available: boolean;
};

export type ChecklistPoint = {
  point: string;
  text: string;
  state: string;
  clause: string | null;
  since_2022: boolean;
};

export type ProcessorRow = {
  id: string;
  name: string;
  contract_until: string | null;
  met: number;
  points: Array<string>;
  purposes: Array<string>;
};

export type ProcessorView = {
  id: string;
  name: string;
  address: string | null;
  inn: string | null;
  country: string | null;
  contract_number: string | null;
  contract_date: string | null;
  contract_until: string | null;
  purposes: Array<string>;
  data: Array<string>;
  checklist: Array<ChecklistPoint>;
  warnings: Array<string>;
};

export type ProcessorsPage = {
  processors: Array<ProcessorRow>;
};

export type IdRequest = {
  id: string;
};

/** Records as TOML, as `otvet processors add --file` and `otvet disclosures add --file` take them. */
export type TomlRequest = {
  toml: string;
};

export type AddedRecords = {
  added: Array<string>;
  updated: Array<string>;
  warnings: Array<string>;
};

export type DisclosuresRequest = {
  search: string | null;
  case: string | null;
};

export type DisclosuresPage = {
  disclosures: Array<DisclosureRow>;
};

/** What `otvet demo` made. */
export type DemoView = {
  vault: string;
  passphrase: string | null;
  recovery_key: string;
  import: RowCounts;
  report: string;
  journal: Array<string>;
  letters: Array<IssuedLetter>;
  not_issued: Array<NotIssued>;
};

export type JournalRequest = {
  from: string;
  to: string;
  format: ExportFormat;
};

export type JournalWritten = {
  path: string;
  rows: number;
};

export type AuditRequest = {
  from: number;
  count: number;
};

export type AuditRow = {
  seq: number;
  at: string;
  who: string;
  action: string;
  entity: string;
  entity_id: string;
  mac: string;
};

export type AuditPage = {
  entries: Array<AuditRow>;
  total: number;
  head: string;
};

export type VerifyView = {
  ok: boolean;
  counts: { [key in string]: number };
  generation: number | null;
  audit_head: string | null;
  problems: Array<VerifyProblem>;
};

export type VerifyProblem = {
  code: string;
  record: string | null;
  message: string;
};

/** Requests whose body is raw bytes: secrets. */
export type Bytes = Uint8Array;

/** Every command with what it takes and gives. */
export type Commands = {
  desk_state: { request: Empty; result: DeskState };
  vault_choose_folder: { request: Empty; result: ChosenFolder };
  vault_choose_existing: { request: Empty; result: KnownVault };
  passphrase_quality: { request: Bytes; result: PassphraseQuality };
  vault_prepare: { request: Bytes; result: RecoverySheet };
  vault_create: { request: VaultCreateRequest; result: SessionView };
  vault_unlock: { request: Bytes; result: SessionView };
  vault_lock: { request: Empty; result: Empty };
  recovery_confirm: { request: Bytes; result: SessionView };
  operator_show: { request: Empty; result: OperatorView };
  operator_save: { request: OperatorForm; result: OperatorView };
  import_choose: { request: Empty; result: FileHandle };
  import_preview: { request: ImportPreviewRequest; result: ImportPreview };
  import_commit: { request: ImportCommitRequest; result: ImportResult };
  import_cancel: { request: Empty; result: Empty };
  imports_list: { request: Empty; result: ImportsPage };
  import_show: { request: RunRequest; result: RunView };
  import_report_save: { request: RunRequest; result: SavedFile };
  import_review: { request: RunRequest; result: RunView };
  cases_list: { request: CasesListRequest; result: CasesPage };
  case_show: { request: CaseRequest; result: CaseView };
  case_add: { request: CaseAddRequest; result: CaseView };
  case_identity: { request: CaseIdentityRequest; result: CaseView };
  case_close: { request: CaseCloseRequest; result: CaseView };
  classify: { request: ClassifyRequest; result: Classified };
  letter_preview: { request: LetterRequest; result: LetterPreview };
  letter_issue: { request: LetterRequest; result: LetterIssued };
  letter_show: { request: LetterNumberRequest; result: LetterView };
  letter_save: { request: LetterNumberRequest; result: SavedFile };
  letters_list: { request: Empty; result: LettersPage };
  processors_list: { request: Empty; result: ProcessorsPage };
  processor_show: { request: IdRequest; result: ProcessorView };
  processors_add: { request: TomlRequest; result: AddedRecords };
  disclosures_list: { request: DisclosuresRequest; result: DisclosuresPage };
  disclosures_add: { request: TomlRequest; result: AddedRecords };
  journal_save: { request: JournalRequest; result: JournalWritten };
  audit_list: { request: AuditRequest; result: AuditPage };
  vault_verify: { request: Empty; result: VerifyView };
};

/** Names of what the page keeps; a write names those that it makes stale. */
export type CacheTag = "session" | "cases" | "letters" | "imports" | "processors" | "disclosures";

/** One line a command: whether it answers while locked, what it provides and what it makes stale. */
export const commands: ReadonlyArray<{ name: keyof Commands; locked: boolean; provides: ReadonlyArray<CacheTag>; invalidates: ReadonlyArray<CacheTag> }> = [
  { name: "desk_state", locked: true, provides: ["session"], invalidates: [] },
  { name: "vault_choose_folder", locked: true, provides: [], invalidates: [] },
  { name: "vault_choose_existing", locked: true, provides: [], invalidates: ["session"] },
  { name: "passphrase_quality", locked: true, provides: [], invalidates: [] },
  { name: "vault_prepare", locked: true, provides: [], invalidates: [] },
  { name: "vault_create", locked: true, provides: [], invalidates: ["session"] },
  { name: "vault_unlock", locked: true, provides: [], invalidates: ["session"] },
  { name: "vault_lock", locked: true, provides: [], invalidates: ["session"] },
  { name: "recovery_confirm", locked: false, provides: [], invalidates: ["session"] },
  { name: "operator_show", locked: false, provides: ["session"], invalidates: [] },
  { name: "operator_save", locked: false, provides: [], invalidates: ["session", "cases", "letters"] },
  { name: "import_choose", locked: false, provides: [], invalidates: [] },
  { name: "import_preview", locked: false, provides: [], invalidates: [] },
  { name: "import_commit", locked: false, provides: [], invalidates: ["session", "cases", "imports"] },
  { name: "import_cancel", locked: false, provides: [], invalidates: [] },
  { name: "imports_list", locked: false, provides: ["imports"], invalidates: [] },
  { name: "import_show", locked: false, provides: ["imports", "cases"], invalidates: [] },
  { name: "import_report_save", locked: false, provides: [], invalidates: [] },
  { name: "import_review", locked: false, provides: [], invalidates: ["session", "imports"] },
  { name: "cases_list", locked: false, provides: ["cases"], invalidates: [] },
  { name: "case_show", locked: false, provides: ["cases"], invalidates: [] },
  { name: "case_add", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "case_identity", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "case_close", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "classify", locked: false, provides: [], invalidates: [] },
  { name: "letter_preview", locked: false, provides: ["cases", "letters"], invalidates: [] },
  { name: "letter_issue", locked: false, provides: [], invalidates: ["session", "cases", "letters"] },
  { name: "letter_show", locked: false, provides: ["letters"], invalidates: [] },
  { name: "letter_save", locked: false, provides: [], invalidates: [] },
  { name: "letters_list", locked: false, provides: ["letters"], invalidates: [] },
  { name: "processors_list", locked: false, provides: ["processors"], invalidates: [] },
  { name: "processor_show", locked: false, provides: ["processors"], invalidates: [] },
  { name: "processors_add", locked: false, provides: [], invalidates: ["session", "processors"] },
  { name: "disclosures_list", locked: false, provides: ["disclosures"], invalidates: [] },
  { name: "disclosures_add", locked: false, provides: [], invalidates: ["session", "cases", "disclosures"] },
  { name: "journal_save", locked: false, provides: [], invalidates: [] },
  { name: "audit_list", locked: false, provides: ["session", "cases", "imports", "letters", "processors", "disclosures"], invalidates: [] },
  { name: "vault_verify", locked: false, provides: [], invalidates: [] },
];
