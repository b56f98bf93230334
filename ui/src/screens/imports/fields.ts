/** Fields of the register that a column can be, in the words of the screen. */
import * as m from "../../paraglide/messages.js";

const FIELDS: Record<string, () => string> = {
  received_at: m.field_received_at,
  received_time: m.field_received_time,
  full_name: m.field_full_name,
  last_name: m.field_last_name,
  first_name: m.field_first_name,
  middle_name: m.field_middle_name,
  phone: m.field_phone,
  email: m.field_email,
  contract: m.field_contract,
  birth_date: m.field_birth_date,
  address: m.field_address,
  topic: m.field_topic,
  text: m.field_text,
  channel: m.field_channel,
  direction: m.field_direction,
  appeal_id: m.field_appeal_id,
  agent: m.field_agent,
  status: m.field_status,
  duration: m.field_duration,
};

/** The choice of a column that is not taken. */
export const NOT_TAKEN = "none";

export function fieldName(field: string | null): string {
  return field === null ? m.field_none() : (FIELDS[field]?.() ?? field);
}

export function fieldChoices(): ReadonlyArray<{ id: string; name: string }> {
  return [{ id: NOT_TAKEN, name: m.field_none() }, ...Object.keys(FIELDS).map((id) => ({ id, name: fieldName(id) }))];
}
