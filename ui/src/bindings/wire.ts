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

/** How a file came to its case. */
export type AttachmentOrigin = "source" | "part" | "added";

/** What the words of an operator's own rule mean for a kind. */
export type RuleEffect = "asks" | "does_not_ask";

/**
 * What an entry of the trail is about. Exports belong to the list that left; what is about no record of the other
 * kinds (the operator, the policy, keys, rules) is `settings`.
 */
export type TrailAbout = "cases" | "letters" | "imports" | "registers" | "settings";

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
  appearance: Appearance;
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
  /** The act that `undo_last` would take back. */
  undo: UndoView | null;
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
  decision: KindDecision;
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
  /** Why its term was extended. */
  extended_why: string | null;
  steps: Array<StepView>;
  /** The whole working of the date. */
  due: DueView;
  left: DueLeft;
  /** The day on which the processing was stopped after a withdrawal of consent (art. 21 p. 5), or null. */
  stopped_on: string | null;
  /** How that duty stands; null where there is none. */
  stop: DueLeft | null;
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
  /** Files of the case, in the order in which they came. */
  attachments: Array<AttachmentRow>;
  timeline: Array<TimelineEntry>;
  /** Open cases of what may be the same person. */
  similar: Array<SimilarCase>;
  days_lost_before_import: number | null;
  /** The case that this one was joined to. */
  joined_to: string | null;
  /** Cases that were joined to this one. */
  joined: Array<string>;
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

export type CaseStoppedRequest = {
  number: string;
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
  /** The rule of the operator's own that says so; null = one of the program's. */
  rule: string | null;
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
  contract_number: string | null;
  contract_until: string | null;
  /** What is left of the contract; null without a last day. */
  left: DueLeft | null;
  term: ContractTerm;
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
  left: DueLeft | null;
  term: ContractTerm;
  /** Number of the last change; see `ProcessorForm`. */
  revision: number;
  /** How many disclosures name this processor. */
  disclosures: number;
};

export type ProcessorsPage = {
  processors: Array<ProcessorRow>;
};

export type IdRequest = {
  id: string;
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

/** Entries newest first: a window of those that are about something and hold every word of the search. */
export type AuditRequest = {
  from: number;
  count: number;
  /** Number, act, record, who, date: as the list shows them in the chosen language; or the beginning of a mark. */
  search: string | null;
  about: TrailAbout | null;
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
  /** Entries that were asked for, in all windows. */
  total: number;
  /** Entries of the whole trail. */
  all: number;
  head: string;
};

export type AuditEntryRequest = {
  seq: number;
};

/** An entry with what it seals. */
export type AuditEntry = {
  entry: AuditRow;
  /** Mark of the entry before; zeros before the first. */
  previous: string;
  /** How many records it committed to, by entity. */
  touched: Array<AuditTouched>;
  /** The first of them, at most twenty. */
  records: Array<AuditRecord>;
};

export type AuditTouched = {
  entity: string;
  count: number;
};

export type AuditRecord = {
  entity: string;
  /** Number in the register, else the id of the row. */
  id: string;
  /** Whether the id is a number in the register: of a record that is still there. */
  numbered: boolean;
  removed: boolean;
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

/** Groups of «Сегодня», in their order; no action stands in two. `day` is the one group of a chosen day. */
export type TodayGroupId = "overdue" | "today" | "week" | "provisional" | "other" | "day";

/** Where an action is done. */
export type TodaySection = "cases" | "imports" | "processors" | "settings";

/** The act that comes next. */
export type TodayAct = "identity" | "letter" | "close" | "open";

export type TodayRequest = {
  /** Only the demands of this day after today. */
  day: string | null;
  /** At most so many actions of a group; null = all. */
  limit: number | null;
};

/** What `otvet today --json` prints: every action in its order, and what stands around the list. */
export type TodayView = {
  today: string;
  /** The day in words: «среда, 13 января 2027 г.». */
  day: string;
  actions: Array<TodayAction>;
  groups: Array<TodayGroup>;
  reopen: TodayReopen;
  /** «ранее», then 17 days from today. */
  tape: Array<TapeDay>;
  days_lost: TodayDaysLost;
  /** Open demands whose date rests on a year without a calendar, and that in words; null when there are none. */
  provisional: number;
  provisional_why: string | null;
  /** The nearest date of a demand after today, or null. */
  next_due: string | null;
  /** What was looked through for this list, in words. */
  checked: string;
  checked_at: string;
};

export type TodayAction = {
  /** Stable name of the action: case and kind, run, processor. */
  id: string;
  group: TodayGroupId;
  /** Register number; null for work that is of no case. */
  case: string | null;
  kind: Kind | null;
  /** The day it is due, or null. */
  due_on: string | null;
  due_at: string | null;
  extended: boolean;
  /** What to do. */
  what: string;
  /** Why: what is asked and by which article. */
  why: string;
  /** Whom it concerns; null when a case has no name. */
  who: string | null;
  left: DueLeft | null;
  /** How it stands, in one sentence. */
  state: string;
  act: TodayAct;
  /** The letter that the act composes. */
  template: string | null;
  place: TodayPlace;
};

/** Section and record; the record is null where the section is the place. */
export type TodayPlace = {
  section: TodaySection;
  id: string | null;
};

export type TodayGroup = {
  group: TodayGroupId;
  name: string;
  /** All actions of the group, shown or not. */
  total: number;
  /** Cases they are of. */
  cases: number;
  /** A quiet hint at its head, or null. */
  note: string | null;
};

/** What a gap in the work costs: the next working day after days off. */
export type TodayReopen = {
  on: string;
  /** Demands that will be overdue then and are not now. */
  late: number;
  /** The sentence of risk. */
  sentence: string;
};

export type TapeDay = {
  /** Null = before today. */
  date: string | null;
  due: number;
  working: boolean;
  /** Why it works or not. */
  why: string;
  /** The whole for a screen reader: «пятница, 22 января, 112 сроков». */
  spoken: string;
};

export type TodayDaysLost = {
  total: number;
  worst: number;
  /** Files that lost most, at most five. */
  runs: Array<DaysLostByRun>;
};

export type DaysLostByRun = {
  run: string;
  file: string;
  total: number;
  worst: number;
};

/** State of a point of ст. 6 ч. 3. Unknown is not "no", but counts as it. */
export type PointState = "met" | "not_met" | "unknown";

/** Where a contract stands in its term: without a last day, running, within thirty days of it, past it. */
export type ContractTerm = "open" | "runs" | "ending" | "ended";

/** Which of the lists a finding belongs to. */
export type FindingArea = "policy" | "processors" | "disclosures";

/** Why a disclosure is removed. A closed list, because the trail must hold no personal data. */
export type RemovalReason = "mistake" | "duplicate" | "not_made";

/** Where a known recipient is known from. */
export type RecipientSource = "processor" | "earlier" | "policy";

export type ProcessorsRequest = {
  /** Words of the name, the contract, the purposes. */
  search: string | null;
};

/** A processor as the form gives it. */
export type ProcessorForm = {
  /** Null makes a new record. */
  id: string | null;
  /** `ProcessorView::revision` of the record that was edited: a record that changed since is not overwritten. */
  revision: number | null;
  name: string;
  address: string | null;
  inn: string | null;
  /** ISO 3166 code. */
  country: string | null;
  contract_number: string | null;
  contract_date: string | null;
  contract_until: string | null;
  purposes: Array<string>;
  data: Array<string>;
  /** Points that are not named are unknown. */
  points: Array<PointEntry>;
};

export type PointEntry = {
  point: string;
  state: PointState;
  clause: string | null;
};

/** One point of one contract; `met` needs the clause that is the evidence. */
export type PointRequest = {
  id: string;
  point: string;
  state: PointState;
  clause: string | null;
};

/** A disclosure as the form gives it and as it is opened for editing. */
export type DisclosureForm = {
  /** Null makes a new record. */
  id: string | null;
  /** As in `ProcessorForm`. */
  revision: number | null;
  date: string;
  recipient: string;
  recipient_address: string | null;
  kind: RecipientKind;
  ground: string;
  purpose: string;
  data: Array<string>;
  channel: string | null;
  full_name: string | null;
  birth_date: string | null;
  phone: string | null;
  email: string | null;
  contract: string | null;
  /** Register number of a case. */
  case: string | null;
  /** A group in words, with its count; excludes the marks of one person. */
  group_what: string | null;
  group_count: number | null;
};

export type DisclosureRemoveRequest = {
  id: string;
  reason: RemovalReason;
};

/** What the forms propose. */
export type RegisterSuggestions = {
  purposes: Array<Suggestion>;
  data: Array<Suggestion>;
  recipients: Array<KnownRecipient>;
  channels: Array<string>;
  /** The ten points of a contract, nothing known of them yet. */
  points: Array<ChecklistPoint>;
};

/** A text with the clause of the policy that it comes from; no clause = from the registers. */
export type Suggestion = {
  text: string;
  clause: string | null;
};

/** A recipient with what is known of it; choosing it fills the rest of the form. */
export type KnownRecipient = {
  name: string;
  source: RecipientSource;
  kind: RecipientKind;
  address: string | null;
  ground: string | null;
  purpose: string | null;
  data: Array<string>;
  channel: string | null;
};

/** Where two of policy, contracts and disclosures do not agree, or a list lacks something. */
export type Finding = {
  /** Closed list, `snake_case`. */
  code: string;
  area: FindingArea;
  /** The recipient, or the clause of the policy. */
  subject: string;
  message: string;
  fix: string;
  /** Id of the processor that it is about. */
  processor: string | null;
  /** Ids of the disclosures that it is about, newest first. */
  disclosures: Array<string>;
  /** Data or purposes that one of the lists lacks. */
  missing: Array<string>;
  /** A line for the policy, ready to be copied. */
  policy_line: string | null;
};

export type FindingsPage = {
  findings: Array<Finding>;
};

/**
 * A purpose of the policy with what belongs to it. Categories and terms are those of its groups of subjects: a
 * policy rarely pairs them.
 */
export type PurposeView = {
  id: string;
  clause: string;
  text: string;
  grounds: Array<string>;
  subjects: Array<string>;
  categories: Array<string>;
  terms: Array<string>;
  remark: string | null;
  /** Processors whose contract names this purpose. */
  processors: Array<string>;
};

export type PurposesPage = {
  policy: string;
  purposes: Array<PurposeView>;
};

/** Lists that can be written to a file as they are shown. */
export type ListName = "cases" | "letters" | "imports" | "rejected" | "processors" | "disclosures" | "audit" | "today";

/**
 * What a list shows: which rows, in which order, which columns. A list that the program filters is asked by the
 * same request as on the screen; of a list that the page filters come the keys of its rows.
 */
export type ListRequest = {
  list: ListName;
  /** Ids of the columns in their order; empty = all of the table. */
  columns: Array<string>;
  /** Of the list of cases; its window (`from`, `count`, `after`) is not looked at. */
  cases: CasesListRequest | null;
  disclosures: DisclosuresRequest | null;
  processors: ProcessorsRequest | null;
  today: TodayRequest | null;
  /** Of the trail; its window (`from`, `count`) is not looked at. */
  audit: AuditRequest | null;
  /** The run whose rejected rows are meant. */
  run: string | null;
  /** Keys of the rows in their order: number of a letter or run, id of a processor or disclosure. Null = all. */
  rows: Array<string> | null;
};

/** How many rows would be written, and under which heads. */
export type ListPlan = {
  rows: number;
  heads: Array<string>;
};

export type ListExportRequest = {
  list: ListRequest;
  format: ExportFormat;
};

export type ListExported = {
  path: string;
  sha256: string;
  rows: number;
};

/** First and last day of receipt, both within the period. */
export type JournalPeriod = {
  from: string;
  to: string;
};

/** The journal before it is written. */
export type JournalPreview = {
  /** All rows of the period. */
  rows: number;
  /** The first of them, at most twenty. */
  first: Array<JournalLine>;
};

export type JournalLine = {
  number: string;
  received_on: string;
  applicant: string | null;
  kinds: Array<Kind>;
  due_on: string | null;
  /** How each demand ended, in words. */
  done: string;
  /** Date and number of the answer, or null. */
  answer: string | null;
};

/** What a file that was dropped is for, by its content. */
export type FileKind = "table" | "email" | "scan";

/** A file that was given to the program, by its token. */
export type FileRequest = {
  file: string;
};

/** What a file is for. */
export type FileKindView = {
  kind: FileKind;
};

/** A case as a file proposes it; nothing is written yet. */
export type CaseDraft = {
  /** Name of the file. */
  file: string;
  kind: FileKind;
  /** What the file is, in words: «PDF», «JPEG, 1200 × 800 точек». */
  media: string;
  size: number;
  sha256: string;
  received: string;
  /** The day stands in the file: the `Date` of an e-mail, which the sender writes. Otherwise it is today. */
  received_from_file: boolean;
  channel: Channel;
  full_name: string | null;
  email: string | null;
  topic: string | null;
  text: string;
  /** Kinds that the rules find in subject and text. */
  kinds: Array<Kind>;
  matches: Array<ClassifyMatch>;
  /** Fields that the person must still fill in: `full_name`, `text`, `kind`, `received`. */
  missing: Array<string>;
  warnings: Array<string>;
  /** Files inside the e-mail that become attachments of their own. */
  parts: Array<DraftPart>;
  /** Files that stay inside the e-mail, each with its reason. */
  left_out: Array<LeftOutPart>;
  /** Open cases with the same e-mail address. */
  similar: Array<SimilarCase>;
  /** Register number of a case that has this very file. */
  known_in: string | null;
};

export type DraftPart = {
  name: string;
  media: string;
  size: number;
};

export type LeftOutPart = {
  name: string;
  why: string;
};

/** A case made from a file: what the person left of the draft, and the file that was looked at. */
export type CaseFromFileRequest = {
  file: string;
  /** Of the draft: another file by then is refused. */
  sha256: string;
  case: CaseAddRequest;
  /** Also when a case has this file already. */
  again: boolean;
};

/** A file of a case. */
export type AttachmentRow = {
  id: string;
  /** As it was called; a label, never a path. */
  name: string;
  /** Media type by the content: `application/pdf`. */
  media: string;
  /** The same in words: «PDF». */
  media_name: string;
  /** Bytes. */
  size: number;
  sha256: string;
  origin: AttachmentOrigin;
  added_at: string;
};

export type AttachmentAddRequest = {
  number: string;
  file: string;
  again: boolean;
};

export type AttachmentRequest = {
  number: string;
  id: string;
};

export type AttachmentRemoveRequest = {
  number: string;
  id: string;
  reason: string;
};

/** What a person does with a demand that the rules read, or did not read. */
export type DemandAct = "confirm" | "add" | "change" | "strike";

/** What a person decided on a proposed kind. */
export type KindDecision = "proposed" | "confirmed" | "struck";

/** Corrects the demands of a case by hand. */
export type CaseDemandRequest = {
  number: string;
  act: DemandAct;
  /** The kind that is confirmed, added, changed or struck out. */
  kind: Kind;
  /** `change`: the kind that it is instead. */
  to: Kind | null;
  /** Needed when the last open demand is struck out: what the case is instead. No personal data. */
  reason: string | null;
  /**
   * The contact that says so, by its place in `CaseView::contacts`: the clock of an added demand starts with it;
   * null = with the earliest.
   */
  contact: number | null;
};

/** The one extension of a term, by 1 to 5 working days. */
export type CaseExtendRequest = {
  number: string;
  demand: Kind;
  reason: string;
  /** Working days; null = 5. */
  by: number | null;
  /** The day on which the reasoned notice leaves; null = today. */
  on: string | null;
};

export type CaseExtensionRequest = {
  number: string;
  demand: Kind;
  by: number | null;
  on: string | null;
};

/** Where a term would end with its extension. */
export type ExtensionView = {
  demand: Kind;
  by: number;
  old_due_on: string;
  due: DueView;
  /** The last day on which the notice may leave. */
  until: string;
  /** The furthest date that the law allows. */
  latest: string;
};

/** Joins the case `second` to the case `first`. */
export type CaseJoinRequest = {
  first: string;
  second: string;
  even_if_names_differ: boolean;
};

/** A rule of the operator's own. */
export type RuleView = {
  id: string;
  words: Array<string>;
  kind: Kind;
  effect: RuleEffect;
  from_case: string | null;
  made_on: string;
};

export type RulesPage = {
  rules: Array<RuleView>;
};

/** A rule that is not kept yet. */
export type RuleForm = {
  words: Array<string>;
  kind: Kind;
  effect: RuleEffect;
  /** Register number of the case whose correction teaches it. */
  from_case: string | null;
};

/** Asks which rules a correction suggests. */
export type RulesProposeRequest = {
  number: string;
  contact: number | null;
  /** The kind that should have been read. */
  added: Kind | null;
  /** The kind that should not have been read. */
  removed: Kind | null;
};

/** A rule to be offered, with the words to choose from. */
export type RuleOffer = {
  kind: Kind;
  effect: RuleEffect;
  words: Array<string>;
  chosen: Array<string>;
};

/** Rules that would have read the text as the person does; empty where the rules read it so already. */
export type RuleOffers = {
  offers: Array<RuleOffer>;
};

/** What a rule would change of what is in the register. */
export type RuleTrial = {
  /** Notes that were read. */
  tried: number;
  /** Notes that would be read otherwise. */
  changed: number;
  /** At most 20 of them, contradictions first. */
  examples: Array<RuleExample>;
  /** Cases where a person decided otherwise by hand. */
  contradicts: Array<string>;
};

export type RuleExample = {
  /** Register number; null for a row that was taken for something else. */
  case: string | null;
  run: string | null;
  row: number | null;
  text: string;
  /** The rule's words, in characters of `text`. */
  marks: Array<TextMark>;
  before: Array<Kind>;
  after: Array<Kind>;
  /** A person decided otherwise by hand. */
  contradicts: boolean;
};

/** A rule that was kept, with what it would have changed. */
export type RuleKept = {
  rule: RuleView;
  trial: RuleTrial;
};

/** What a found thing is, in the order in which groups are shown. */
export type FoundGroup = "cases" | "letters" | "disclosures" | "processors" | "imports";

export type FindRequest = {
  /** As typed: words, a telephone in any spelling, «№ 12» for numbers only. */
  text: string;
  /** At most so many of each group; 1 to 50. */
  limit: number;
};

/** What was found, by group; a group with nothing is absent. */
export type FindView = {
  groups: Array<FoundOf>;
  /** The text in the other keyboard layout, when only so something was found. */
  other_layout: string | null;
};

export type FoundOf = {
  group: FoundGroup;
  found: Array<Found>;
};

export type Found = {
  /** Register number, outgoing number, row id or run. */
  id: string;
  title: string;
  /** Matched ranges of the title, in characters. */
  marks: Array<FoundMark>;
  subtitle: string;
  subtitle_marks: Array<FoundMark>;
  /** The number as it is shown at the right, if the title is not it. */
  number: string | null;
  date: string | null;
  /** The nearest open date of a case. */
  due: DueLeft | null;
};

export type FoundMark = {
  from: number;
  to: number;
};

/** An act that can be taken back: «Проверка личности, № 2026-0001». */
export type UndoView = {
  action: string;
  record: string;
  name: string;
  /** Nothing was written since. */
  is_last: boolean;
};

/** What was taken back, and what the next undo would take back. */
export type UndoneView = {
  action: string;
  entity: string;
  /** Register number or row id. */
  record: string;
  name: string;
  /** One sentence for the person. */
  message: string;
  /** A case added by hand stays, closed: its number is no longer the last one. */
  number_stays: boolean;
  next: UndoView | null;
};

export type Theme = "system" | "light" | "dark";

export type Language = "ru" | "en";

/** Height of rows: 30 or 36. */
export type Density = "tight" | "loose";

/** Ways to open the vault. */
export type KeyKind = "passphrase" | "passphrase_and_file" | "recovery";

/** How the window looks and listens; kept outside the vault, without names, and answered while locked. */
export type Appearance = {
  theme: Theme;
  language: Language;
  /** Per cent, 80 to 200. */
  zoom: number;
  density: Density;
  /** Single letters act on lists and records. */
  letter_keys: boolean;
};

export type CalendarRequest = {
  year: number;
};

/** One year of the production calendar. */
export type CalendarYear = {
  year: number;
  /** Whether the year has a calendar; without one every Monday to Friday counts as working, and dates are provisional. */
  known: boolean;
  days: Array<WorkDay>;
  working: number;
  off: number;
  short: number;
  /** First and last year that can be shown. */
  first: number;
  last: number;
  /** Years with a calendar. */
  known_from: number;
  known_to: number;
};

/** What the next numbers would be under these masks; nothing is written. */
export type MasksView = {
  case: MaskView;
  letter: MaskView;
};

export type MaskView = {
  /** The next number; null if the mask is refused. */
  next: string | null;
  /** Why it is refused. */
  problem: string | null;
  /** What to do about it. */
  fix: string | null;
};

export type KeysView = {
  keys: Array<KeySlot>;
  recovery_confirmed: boolean;
};

export type KeySlot = {
  id: string;
  kind: KeyKind;
  made_on: string | null;
  /** Whether it opened the vault now. */
  in_use: boolean;
  /** Of a recovery key: whether it was typed back from paper. */
  confirmed: boolean | null;
};

/** What the window remembers inside the vault: views, filters, sorts, sashes. */
export type Remembered = {
  entries: Array<RememberedEntry>;
};

export type RememberedEntry = {
  /** `snake_case` with dots, at most 100 characters. */
  key: string;
  /** JSON, at most 16 KiB; null forgets the key. */
  value: string | null;
};

/** Requests whose body is raw bytes: secrets. */
export type Bytes = Uint8Array;

/** Every command with what it takes and gives. */
export type Commands = {
  desk_state: { request: Empty; result: DeskState };
  appearance_save: { request: Appearance; result: Appearance };
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
  today_list: { request: TodayRequest; result: TodayView };
  case_show: { request: CaseRequest; result: CaseView };
  case_add: { request: CaseAddRequest; result: CaseView };
  case_identity: { request: CaseIdentityRequest; result: CaseView };
  file_choose: { request: Empty; result: FileHandle };
  file_kind: { request: FileRequest; result: FileKindView };
  case_draft: { request: FileRequest; result: CaseDraft };
  case_add_from_file: { request: CaseFromFileRequest; result: CaseView };
  attachment_add: { request: AttachmentAddRequest; result: CaseView };
  attachment_save: { request: AttachmentRequest; result: SavedFile };
  attachment_remove: { request: AttachmentRemoveRequest; result: CaseView };
  case_close: { request: CaseCloseRequest; result: CaseView };
  case_stopped: { request: CaseStoppedRequest; result: CaseView };
  case_demand: { request: CaseDemandRequest; result: CaseView };
  case_extension: { request: CaseExtensionRequest; result: ExtensionView };
  case_extend: { request: CaseExtendRequest; result: CaseView };
  case_join: { request: CaseJoinRequest; result: CaseView };
  classify: { request: ClassifyRequest; result: Classified };
  rules_list: { request: Empty; result: RulesPage };
  rules_propose: { request: RulesProposeRequest; result: RuleOffers };
  rule_try: { request: RuleForm; result: RuleTrial };
  rule_keep: { request: RuleForm; result: RuleKept };
  rule_remove: { request: IdRequest; result: RulesPage };
  letter_preview: { request: LetterRequest; result: LetterPreview };
  letter_issue: { request: LetterRequest; result: LetterIssued };
  letter_show: { request: LetterNumberRequest; result: LetterView };
  letter_save: { request: LetterNumberRequest; result: SavedFile };
  letters_list: { request: Empty; result: LettersPage };
  processors_list: { request: ProcessorsRequest; result: ProcessorsPage };
  processor_show: { request: IdRequest; result: ProcessorView };
  processor_save: { request: ProcessorForm; result: ProcessorView };
  processor_point: { request: PointRequest; result: ProcessorView };
  processor_remove: { request: IdRequest; result: Empty };
  disclosures_list: { request: DisclosuresRequest; result: DisclosuresPage };
  disclosure_show: { request: IdRequest; result: DisclosureForm };
  disclosure_save: { request: DisclosureForm; result: DisclosureRow };
  disclosure_remove: { request: DisclosureRemoveRequest; result: Empty };
  register_suggestions: { request: Empty; result: RegisterSuggestions };
  three_lists: { request: Empty; result: FindingsPage };
  journal_preview: { request: JournalPeriod; result: JournalPreview };
  journal_save: { request: JournalRequest; result: JournalWritten };
  list_plan: { request: ListRequest; result: ListPlan };
  list_export: { request: ListExportRequest; result: ListExported };
  case_card_save: { request: CaseRequest; result: SavedFile };
  audit_list: { request: AuditRequest; result: AuditPage };
  audit_show: { request: AuditEntryRequest; result: AuditEntry };
  find: { request: FindRequest; result: FindView };
  calendar_year: { request: CalendarRequest; result: CalendarYear };
  masks_check: { request: Masks; result: MasksView };
  vault_keys: { request: Empty; result: KeysView };
  remembered: { request: Empty; result: Remembered };
  remember: { request: Remembered; result: Empty };
  undo_last: { request: Empty; result: UndoneView };
  vault_verify: { request: Empty; result: VerifyView };
};

/** Names of what the page keeps; a write names those that it makes stale. */
export type CacheTag = "session" | "cases" | "letters" | "imports" | "processors" | "disclosures" | "rules" | "settings";

/** Columns of each list that goes to a file, in the order of its table. */
export const listColumns: Readonly<Record<ListName, readonly string[]>> = {
  cases: ["number", "received", "subject", "demand", "channel", "status", "due", "left"],
  letters: ["number", "date", "case", "template", "pages"],
  imports: ["run", "at", "file", "read", "new", "joined", "rejected", "lost"],
  rejected: ["row", "column", "value", "what", "fix"],
  processors: ["name", "points", "purpose", "term"],
  disclosures: ["date", "recipient", "kind", "ground", "data", "subject"],
  audit: ["seq", "at", "who", "action", "entity", "mac"],
  today: ["group", "number", "subject", "what", "why", "due", "left"],
};

/** One line a command: whether it answers while locked, what it provides and what it makes stale. */
export const commands: ReadonlyArray<{ name: keyof Commands; locked: boolean; provides: ReadonlyArray<CacheTag>; invalidates: ReadonlyArray<CacheTag> }> = [
  { name: "desk_state", locked: true, provides: ["session"], invalidates: [] },
  { name: "appearance_save", locked: true, provides: [], invalidates: ["session"] },
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
  { name: "today_list", locked: false, provides: ["session", "cases", "imports", "letters", "processors"], invalidates: [] },
  { name: "case_show", locked: false, provides: ["cases"], invalidates: [] },
  { name: "case_add", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "case_identity", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "file_choose", locked: false, provides: [], invalidates: [] },
  { name: "file_kind", locked: false, provides: [], invalidates: [] },
  { name: "case_draft", locked: false, provides: ["cases"], invalidates: [] },
  { name: "case_add_from_file", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "attachment_add", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "attachment_save", locked: false, provides: [], invalidates: [] },
  { name: "attachment_remove", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "case_close", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "case_stopped", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "case_demand", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "case_extension", locked: false, provides: ["cases"], invalidates: [] },
  { name: "case_extend", locked: false, provides: [], invalidates: ["session", "cases"] },
  { name: "case_join", locked: false, provides: [], invalidates: ["session", "cases", "letters", "disclosures"] },
  { name: "classify", locked: false, provides: ["rules"], invalidates: [] },
  { name: "rules_list", locked: false, provides: ["rules"], invalidates: [] },
  { name: "rules_propose", locked: false, provides: [], invalidates: [] },
  { name: "rule_try", locked: false, provides: ["rules", "cases", "imports"], invalidates: [] },
  { name: "rule_keep", locked: false, provides: [], invalidates: ["session", "rules"] },
  { name: "rule_remove", locked: false, provides: [], invalidates: ["session", "rules"] },
  { name: "letter_preview", locked: false, provides: ["cases", "letters"], invalidates: [] },
  { name: "letter_issue", locked: false, provides: [], invalidates: ["session", "cases", "letters"] },
  { name: "letter_show", locked: false, provides: ["letters"], invalidates: [] },
  { name: "letter_save", locked: false, provides: [], invalidates: [] },
  { name: "letters_list", locked: false, provides: ["letters"], invalidates: [] },
  { name: "processors_list", locked: false, provides: ["processors"], invalidates: [] },
  { name: "processor_show", locked: false, provides: ["processors", "disclosures"], invalidates: [] },
  { name: "processor_save", locked: false, provides: [], invalidates: ["session", "cases", "processors", "disclosures"] },
  { name: "processor_point", locked: false, provides: [], invalidates: ["session", "processors"] },
  { name: "processor_remove", locked: false, provides: [], invalidates: ["session", "processors"] },
  { name: "disclosures_list", locked: false, provides: ["disclosures"], invalidates: [] },
  { name: "disclosure_show", locked: false, provides: ["disclosures", "cases"], invalidates: [] },
  { name: "disclosure_save", locked: false, provides: [], invalidates: ["session", "cases", "disclosures"] },
  { name: "disclosure_remove", locked: false, provides: [], invalidates: ["session", "cases", "disclosures"] },
  { name: "register_suggestions", locked: false, provides: ["processors", "disclosures"], invalidates: [] },
  { name: "three_lists", locked: false, provides: ["processors", "disclosures"], invalidates: [] },
  { name: "journal_preview", locked: false, provides: ["cases", "letters"], invalidates: [] },
  { name: "journal_save", locked: false, provides: [], invalidates: [] },
  { name: "list_plan", locked: false, provides: ["cases", "letters", "imports", "processors", "disclosures"], invalidates: [] },
  { name: "list_export", locked: false, provides: [], invalidates: [] },
  { name: "case_card_save", locked: false, provides: [], invalidates: [] },
  { name: "audit_list", locked: false, provides: ["session", "cases", "imports", "letters", "processors", "disclosures"], invalidates: [] },
  { name: "audit_show", locked: false, provides: ["session"], invalidates: [] },
  { name: "find", locked: false, provides: ["cases", "letters", "imports", "processors", "disclosures"], invalidates: [] },
  { name: "calendar_year", locked: false, provides: [], invalidates: [] },
  { name: "masks_check", locked: false, provides: ["cases", "letters", "settings"], invalidates: [] },
  { name: "vault_keys", locked: false, provides: ["session"], invalidates: [] },
  { name: "remembered", locked: false, provides: [], invalidates: [] },
  { name: "remember", locked: false, provides: [], invalidates: [] },
  { name: "undo_last", locked: false, provides: [], invalidates: ["session", "cases", "letters", "processors", "disclosures", "rules", "settings"] },
  { name: "vault_verify", locked: false, provides: [], invalidates: [] },
];
