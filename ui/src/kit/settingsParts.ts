/** The parts of the settings, in the order of their list. */
import * as m from "../paraglide/messages.js";

export type SettingsPart = "operator" | "signatory" | "numbers" | "calendar" | "keys" | "rules" | "look" | "vault";

export const SETTINGS_PARTS: readonly SettingsPart[] = [
  "operator",
  "signatory",
  "numbers",
  "calendar",
  "keys",
  "rules",
  "look",
  "vault",
];

const NAMES: Record<SettingsPart, () => string> = {
  operator: m.settings_operator,
  signatory: m.settings_signatory,
  numbers: m.settings_numbers,
  calendar: m.settings_calendar,
  keys: m.settings_keys,
  rules: m.settings_rules,
  look: m.settings_look,
  vault: m.settings_vault,
};

export function settingsPartName(part: SettingsPart): string {
  return NAMES[part]();
}
