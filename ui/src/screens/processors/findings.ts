/** Findings of the check of the three lists: their short names, and the repair that is one key away. */
import type { Finding } from "../../bindings/wire";
import type { Place } from "../../kit/desk";
import * as m from "../../paraglide/messages.js";

const NAMES: Record<string, () => string> = {
  policy_missing: m.finding_policy_missing,
  policy_recipient_without_contract: m.finding_without_contract,
  contract_gaps: m.finding_contract_gaps,
  contract_missing: m.finding_contract_missing,
  contract_expired: m.finding_contract_expired,
  processor_address_missing: m.finding_address_missing,
  contract_purposes_missing: m.finding_purposes_missing,
  contract_data_missing: m.finding_data_missing,
  processor_not_in_policy: m.finding_not_in_policy,
  purpose_not_in_policy: m.finding_purpose_not_in_policy,
  data_not_in_policy: m.finding_data_not_in_policy,
  country_against_policy: m.finding_country,
  recipient_without_contract: m.finding_without_contract,
  contract_out_of_date: m.finding_out_of_date,
  data_beyond_contract: m.finding_beyond_contract,
  purpose_beyond_contract: m.finding_purpose_beyond_contract,
  recipient_not_in_policy: m.finding_not_in_policy,
  data_beyond_policy: m.finding_beyond_policy,
  purpose_beyond_policy: m.finding_purpose_beyond_policy,
};

/** «вне поручения», «нет в политике»: a code of a newer program is shown as it is. */
export function findingName(finding: Finding): string {
  return NAMES[finding.code]?.() ?? finding.code;
}

export type Repair = { name: string; place: Place } | { name: string; copy: string };

/** The ways to mend a finding, the first one first. */
export function repairs(finding: Finding): Repair[] {
  const found: Repair[] = [];
  const { processor, missing, subject } = finding;
  const edit = (fill?: { purposes?: string[]; data?: string[] }): Repair | null =>
    processor === null
      ? null
      : {
          name: fill === undefined ? m.repair_edit_processor() : m.repair_extend_processor(),
          place: { section: "processors", id: processor, act: "edit", ...(fill === undefined ? {} : { fill }) },
        };
  const take = (repair: Repair | null) => {
    if (repair !== null) found.push(repair);
  };
  switch (finding.code) {
    case "contract_gaps":
      if (processor !== null)
        found.push({ name: m.repair_points(), place: { section: "processors", id: processor, act: "points" } });
      break;
    case "recipient_without_contract":
    case "policy_recipient_without_contract":
      found.push({
        name: m.repair_add_processor(),
        place: { section: "processors", act: "add", fill: { name: subject, purposes: missing } },
      });
      break;
    case "data_beyond_contract":
      take(edit({ data: missing }));
      break;
    case "purpose_beyond_contract":
      take(edit({ purposes: missing }));
      break;
    case "processor_not_in_policy":
      break;
    default:
      take(edit());
  }
  const event = finding.disclosures[0];
  if (event !== undefined)
    found.push({ name: m.repair_edit_disclosure(), place: { section: "disclosures", id: event, act: "edit" } });
  if (finding.policy_line !== null) found.push({ name: m.repair_copy_line(), copy: finding.policy_line });
  return found;
}
