/** Words of the trail: what was done, with what. A code of a newer program is shown as it is. */
import type { AuditRow } from "../../bindings/wire";
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
  letter_issue: m.action_letter_issue,
  letter_save: m.action_letter_save,
  processors_add: m.action_processors_add,
  disclosures_add: m.action_disclosures_add,
  journal_save: m.action_journal_save,
};

export function actionName(action: string): string {
  return ACTIONS[action]?.() ?? action;
}

/** Acts that tell how many records they wrote instead of naming one. */
const COUNTED = ["processors_add", "disclosures_add"];

export function entityName(row: AuditRow): string {
  const id = row.entity_id;
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
    default:
      return id;
  }
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
