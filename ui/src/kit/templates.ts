/** Names of letters by the code of their template. A template of a newer program is shown by its code. */
import * as m from "../paraglide/messages.js";

const NAMES: Record<string, () => string> = {
  access_answer: m.template_access_answer,
  no_data: m.template_no_data,
  extension: m.template_extension,
  refusal: m.template_refusal,
  repeat_refusal: m.template_repeat_refusal,
  ask_particulars: m.template_ask_particulars,
  rectified: m.template_rectified,
  destroyed: m.template_destroyed,
  stopped: m.template_stopped,
  withdrawal: m.template_withdrawal,
  marketing_stopped: m.template_marketing_stopped,
  dissemination_stopped: m.template_dissemination_stopped,
  objection_result: m.template_objection_result,
  recipient_notice: m.template_recipient_notice,
  processor_instruction: m.template_processor_instruction,
  authority_answer: m.template_authority_answer,
  incident_24h: m.template_incident_24h,
  incident_72h: m.template_incident_72h,
  source_notice: m.template_source_notice,
  destruction_act: m.template_destruction_act,
};

export function templateName(template: string): string {
  return NAMES[template]?.() ?? template;
}
