/** The words on the screen for the closed lists of the wire. A new member does not compile until it has a word. */
import type {
  CaseStatus,
  CasesSort,
  CasesView,
  Channel,
  ExportFormat,
  IdentityMethod,
  Kind,
  Outcome,
  PolicyPreset,
  RecipientKind,
  RowFate,
} from "../bindings/wire";
import * as m from "../paraglide/messages.js";

type Words<Id extends string> = Record<Id, () => string>;

const KINDS: Words<Kind> = {
  access: m.kind_access,
  rectification: m.kind_rectification,
  blocking: m.kind_blocking,
  destruction: m.kind_destruction,
  stop_processing: m.kind_stop_processing,
  withdraw_consent: m.kind_withdraw_consent,
  stop_marketing: m.kind_stop_marketing,
  stop_dissemination: m.kind_stop_dissemination,
  automated_decision_objection: m.kind_automated_decision_objection,
  clarification: m.kind_clarification,
  complaint: m.kind_complaint,
  authority_inquiry: m.kind_authority_inquiry,
  not_personal_data: m.kind_not_personal_data,
  unlawful_processing_stop: m.kind_unlawful_processing_stop,
  unlawful_processing_destroy: m.kind_unlawful_processing_destroy,
  incident_24h: m.kind_incident_24h,
  incident_72h: m.kind_incident_72h,
  purpose_achieved: m.kind_purpose_achieved,
  source_notice: m.kind_source_notice,
  public_source_exclusion: m.kind_public_source_exclusion,
  dissemination_stop_third_party: m.kind_dissemination_stop_third_party,
  notice_change: m.kind_notice_change,
  processing_end: m.kind_processing_end,
};

const SHORT_KINDS: Words<Kind> = {
  access: m.kind_short_access,
  rectification: m.kind_short_rectification,
  blocking: m.kind_short_blocking,
  destruction: m.kind_short_destruction,
  stop_processing: m.kind_short_stop_processing,
  withdraw_consent: m.kind_short_withdraw_consent,
  stop_marketing: m.kind_short_stop_marketing,
  stop_dissemination: m.kind_short_stop_dissemination,
  automated_decision_objection: m.kind_short_automated_decision_objection,
  clarification: m.kind_short_clarification,
  complaint: m.kind_short_complaint,
  authority_inquiry: m.kind_short_authority_inquiry,
  not_personal_data: m.kind_short_not_personal_data,
  unlawful_processing_stop: m.kind_short_unlawful_processing,
  unlawful_processing_destroy: m.kind_short_unlawful_processing,
  incident_24h: m.kind_short_incident,
  incident_72h: m.kind_short_incident,
  purpose_achieved: m.kind_short_purpose_achieved,
  source_notice: m.kind_short_notice,
  public_source_exclusion: m.kind_short_public_source_exclusion,
  dissemination_stop_third_party: m.kind_short_stop_dissemination,
  notice_change: m.kind_short_notice,
  processing_end: m.kind_short_notice,
};

const STATUSES: Words<CaseStatus> = {
  accepted: m.status_accepted,
  identity_confirmed: m.status_identity_confirmed,
  particulars_requested: m.status_particulars_requested,
  extended: m.status_extended,
  blocked: m.status_blocked,
  answered: m.status_answered,
  refused: m.status_refused,
  sent: m.status_sent,
  delivered: m.status_delivered,
  returned: m.status_returned,
  closed: m.status_closed,
  reopened: m.status_reopened,
};

const CHANNELS: Words<Channel> = {
  call: m.channel_call,
  chat: m.channel_chat,
  email: m.channel_email,
  post: m.channel_post,
  in_person: m.channel_in_person,
  authority: m.channel_authority,
  unknown: m.channel_unknown,
};

const OUTCOMES: Words<Outcome> = {
  satisfied: m.outcome_satisfied,
  partly: m.outcome_partly,
  refused: m.outcome_refused,
  not_ours: m.outcome_not_ours,
  withdrawn_by_subject: m.outcome_withdrawn_by_subject,
  done_by_subject: m.outcome_done_by_subject,
};

const METHODS: Words<IdentityMethod> = {
  document: m.method_document,
  signature: m.method_signature,
  account: m.method_account,
  representative: m.method_representative,
};

const VIEWS: Words<CasesView> = {
  open: m.view_open,
  overdue: m.view_overdue,
  awaiting_identity: m.view_awaiting_identity,
  all: m.view_all,
};

const ORDERS: Record<CasesSort, { up: () => string; down: () => string }> = {
  due: { up: m.order_due, down: m.order_due_descending },
  received: { up: m.order_received, down: m.order_received_descending },
  number: { up: m.order_number, down: m.order_number_descending },
  subject: { up: m.order_subject, down: m.order_subject_descending },
};

const RECIPIENTS: Words<RecipientKind> = {
  processor: m.recipient_processor,
  independent_operator: m.recipient_independent_operator,
  state_body: m.recipient_state_body,
  court: m.recipient_court,
  representative: m.recipient_representative,
};

const FATES: Words<RowFate> = {
  new_case: m.fate_new_case,
  joined: m.fate_joined,
  not_personal_data: m.fate_not_personal_data,
  already_imported: m.fate_already_imported,
  rejected: m.fate_rejected,
};

const PRESETS: Words<PolicyPreset> = { konekt: m.preset_konekt, empty: m.preset_empty };

/** Names of file formats are the same in every language. */
export const FORMATS: Record<ExportFormat, string> = { pdf: "PDF", xlsx: "Excel (xlsx)", csv: "CSV" };

/** Kinds that a person can demand, in the order of the law. */
export const DEMAND_KINDS: readonly Kind[] = [
  "access",
  "rectification",
  "blocking",
  "destruction",
  "stop_processing",
  "withdraw_consent",
  "stop_marketing",
  "stop_dissemination",
  "automated_decision_objection",
  "clarification",
  "complaint",
  "authority_inquiry",
];
export const CHANNEL_LIST = Object.keys(CHANNELS) as readonly Channel[];
export const OUTCOME_LIST = Object.keys(OUTCOMES) as readonly Outcome[];
export const METHOD_LIST = Object.keys(METHODS) as readonly IdentityMethod[];
export const STATUS_LIST = Object.keys(STATUSES) as readonly CaseStatus[];
export const SORT_LIST = Object.keys(ORDERS) as readonly CasesSort[];

export const kindName = (kind: Kind): string => KINDS[kind]();
/** Only in lists. */
export const shortKindName = (kind: Kind): string => SHORT_KINDS[kind]();
export const statusName = (status: CaseStatus): string => STATUSES[status]();
export const channelName = (channel: Channel): string => CHANNELS[channel]();
export const outcomeName = (outcome: Outcome): string => OUTCOMES[outcome]();
export const methodName = (method: IdentityMethod): string => METHODS[method]();
export const viewName = (view: CasesView): string => VIEWS[view]();
/** «По сроку, сначала ближайшие». */
export const orderName = (sort: CasesSort, descending: boolean): string => ORDERS[sort][descending ? "down" : "up"]();
export const RECIPIENT_LIST: readonly RecipientKind[] = Object.keys(RECIPIENTS) as RecipientKind[];
export const recipientName = (kind: RecipientKind): string => RECIPIENTS[kind]();
export const fateName = (fate: RowFate): string => FATES[fate]();
export const presetName = (preset: PolicyPreset): string => PRESETS[preset]();

/** A name from a closed list inside a sentence. */
export const lowerFirst = (text: string): string => text.slice(0, 1).toLowerCase() + text.slice(1);

/** A word that begins a line. */
export const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** How sure the program is: three pips and a word. */
export function confidence(value: number): { pips: 1 | 2 | 3; word: string } {
  if (value >= 0.85) return { pips: 3, word: m.confidence_sure() };
  if (value >= 0.5) return { pips: 2, word: m.confidence_likely() };
  return { pips: 1, word: m.confidence_check() };
}
