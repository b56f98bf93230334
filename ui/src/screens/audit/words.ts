/** Words of the trail: what was done, with what. A code of a newer program is shown as it is. */
import type { AuditRecord, AuditRow } from "../../bindings/wire";
import type { Place } from "../../kit/desk";
import * as m from "../../paraglide/messages.js";

const ACTIONS: Record<string, () => string> = {
  vault_create: m.action_vault_create,
  recovery_confirm: m.action_recovery_confirm,
  operator_save: m.action_operator_save,
  import: m.action_import,
  older_copy_accept: m.action_older_copy_accept,
  report_save: m.action_report_save,
  import_review: m.action_import_review,
  import_forget: m.action_import_forget,
  case_add: m.action_case_add,
  case_identity: m.action_case_identity,
  case_close: m.action_case_close,
  case_stopped: m.action_case_stopped,
  case_kind: m.action_case_kind,
  case_extend: m.action_case_extend,
  case_join: m.action_case_join,
  rule_add: m.action_rule_add,
  rule_remove: m.action_rule_remove,
  attachment_add: m.action_attachment_add,
  attachment_save: m.action_attachment_save,
  attachment_remove: m.action_attachment_remove,
  letter_issue: m.action_letter_issue,
  letter_save: m.action_letter_save,
  processors_add: m.action_processors_add,
  processor_add: m.action_processor_add,
  processor_change: m.action_processor_change,
  processor_point: m.action_processor_point,
  processor_remove: m.action_processor_remove,
  disclosures_add: m.action_disclosures_add,
  disclosure_add: m.action_disclosure_add,
  disclosure_change: m.action_disclosure_change,
  disclosure_remove_mistake: m.action_disclosure_remove_mistake,
  disclosure_remove_duplicate: m.action_disclosure_remove_duplicate,
  disclosure_remove_not_made: m.action_disclosure_remove_not_made,
  undo: m.action_undo,
  journal_save: m.action_journal_save,
  list_export: m.action_list_export,
  case_card_save: m.action_case_card_save,
};

/** Lists that go to files, by the word in the entry. */
const LISTS: Record<string, () => string> = {
  today: m.section_today,
  cases: m.section_cases,
  letters: m.section_letters,
  imports: m.section_imports,
  rejected: m.run_rejected_title,
  processors: m.section_processors,
  disclosures: m.section_disclosures,
  audit: m.section_audit,
};

/** «Обращения, строк 625, xlsx»: an entry of an export names the list, the rows and the format. */
function exportName(id: string): string {
  const [list = "", n = "", format = ""] = id.split(" ");
  const name = LISTS[list];
  return name === undefined ? id : m.entity_export({ list: name(), n, format });
}

export function actionName(action: string): string {
  return ACTIONS[action]?.() ?? action;
}

/** Acts of an earlier version that tell how many records they wrote instead of naming one. */
const COUNTED = ["processors_add", "disclosures_add"];

export function entityName(row: Pick<AuditRow, "entity" | "entity_id" | "action">): string {
  const id = row.entity_id;
  if (row.action === "list_export") return exportName(id);
  if (COUNTED.includes(row.action)) return id === "" ? "" : m.entity_records({ n: id });
  switch (row.entity) {
    case "case":
      return id === "" ? m.entity_case_unnamed() : m.entity_case({ number: id });
    case "letter":
      return id === "" ? m.entity_letter_unnamed() : m.entity_letter({ number: id });
    case "run":
      return id === "" ? m.entity_run_unnamed() : m.entity_run({ run: id });
    case "operator":
      return m.entity_operator();
    case "policy":
      return m.entity_policy();
    case "processor":
      return m.entity_processor({ id });
    case "disclosure":
      return m.entity_disclosure({ id });
    case "rule":
      return m.entity_rule({ id });
    default:
      return id;
  }
}

/** Where the record of an entry is read; null where there is no such place, or the act removed the record. */
export function targetOf(row: Pick<AuditRow, "entity" | "entity_id" | "action">): Place | null {
  const id = row.entity_id;
  if (id === "" || COUNTED.includes(row.action) || /_remove(_|$)/.test(row.action)) {
    return row.entity === "case" && id !== "" ? { section: "cases", number: id } : null;
  }
  switch (row.entity) {
    case "case":
      return { section: "cases", number: id };
    case "letter":
      return { section: "letters", issued: id };
    case "run":
      return { section: "imports", run: id };
    case "processor":
      return { section: "processors", id };
    case "disclosure":
      return { section: "disclosures", id };
    default:
      return null;
  }
}

/** Records of the register by what they are. */
const SECTIONS: Record<string, () => string> = {
  case: m.section_cases,
  letter: m.section_letters,
  run: m.section_imports,
  processor: m.section_processors,
  disclosure: m.section_disclosures,
  rule: m.settings_rules,
  operator: m.entity_operator,
  policy: m.entity_policy,
};

export function sectionName(entity: string): string {
  return SECTIONS[entity]?.() ?? entity;
}

/** A record that an entry seals; one without a number any more is told by its row. */
export function recordName(record: AuditRecord): string {
  const { entity, id } = record;
  if (!record.numbered && ["case", "letter", "run"].includes(entity))
    return m.audit_record_id({ entity: sectionName(entity), id });
  return entityName({ entity, entity_id: id, action: "" });
}

/** Who acted: the key that opened the vault, by the beginning of its mark. */
export function whoName(who: string): string {
  if (who === "create") return m.who_create();
  return /^[0-9a-f]{16,}$/.test(who) ? m.who_key({ mark: who.slice(0, 8) }) : who;
}

/** The head of the trail in eight groups, as it is printed. */
export function headGroups(head: string): string[] {
  const size = Math.ceil(head.length / 8);
  return size === 0
    ? []
    : Array.from({ length: 8 }, (_, index) => head.slice(index * size, (index + 1) * size)).filter(
        (group) => group !== "",
      );
}

const SAME_PLACE: Record<string, string> = { ф: "a", и: "b", с: "c", в: "d", у: "e", а: "f" };

/** A group as a person types it from paper: either layout, spaces and hyphens do not matter. */
export function hexText(typed: string): string {
  return [...typed.toLowerCase()]
    .map((sign) => SAME_PLACE[sign] ?? (sign === "o" || sign === "о" ? "0" : sign))
    .filter((sign) => /[0-9a-f]/.test(sign))
    .join("");
}
