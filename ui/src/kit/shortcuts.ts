/**
 * The one table of keys: the sheet shows it, the palette takes the names of the acts from it, and a test holds that
 * every key of it does something, and that no button hints at a key that is not here.
 */
import * as m from "../paraglide/messages.js";

export type Column = "everywhere" | "list" | "case";
export type Shortcut = {
  column: Column;
  /** As printed on the sheet. */
  shown: readonly string[];
  /** As `useKeys` and `keyName` name them. */
  names: readonly string[];
  what: () => string;
  /** An act that the palette offers while something hears its key; navigation is none. */
  act?: "record" | "screen" | "program";
};

export const SHORTCUTS: readonly Shortcut[] = [
  { column: "everywhere", shown: ["Ctrl+K"], names: ["Ctrl+K"], what: m.keys_find },
  {
    column: "everywhere",
    shown: ["Ctrl+1", "Ctrl+9"],
    names: ["Ctrl+1", "Ctrl+2", "Ctrl+3", "Ctrl+4", "Ctrl+5", "Ctrl+6", "Ctrl+7", "Ctrl+8", "Ctrl+9"],
    what: m.keys_sections,
  },
  { column: "everywhere", shown: ["Ctrl+Z"], names: ["Ctrl+Z"], what: m.keys_undo },
  { column: "everywhere", shown: ["Ctrl+L"], names: ["Ctrl+L"], what: m.keys_lock, act: "program" },
  { column: "everywhere", shown: ["Ctrl+O"], names: ["Ctrl+O"], what: m.keys_load, act: "program" },
  { column: "everywhere", shown: ["Ctrl+E"], names: ["Ctrl+E"], what: m.keys_export, act: "screen" },
  { column: "everywhere", shown: ["Ctrl+P"], names: ["Ctrl+P"], what: m.keys_print, act: "screen" },
  { column: "everywhere", shown: ["Ctrl+Enter"], names: ["Ctrl+Enter"], what: m.keys_main },
  { column: "everywhere", shown: ["F8"], names: ["F8"], what: m.keys_next_gap, act: "screen" },
  { column: "everywhere", shown: ["F6", "Shift+F6"], names: ["F6", "Shift+F6"], what: m.keys_regions },
  {
    column: "everywhere",
    shown: ["Alt+\u2190", "Alt+\u2192"],
    names: ["Alt+ArrowLeft", "Alt+ArrowRight"],
    what: m.keys_sash,
  },
  {
    column: "everywhere",
    shown: ["Ctrl++", "Ctrl+\u2212", "Ctrl+0"],
    names: ["Ctrl++", "Ctrl+-", "Ctrl+0"],
    what: m.keys_zoom,
  },
  { column: "everywhere", shown: ["?", "F1"], names: ["?"], what: m.keys_sheet, act: "program" },

  { column: "list", shown: ["J", "\u2193"], names: ["J", "ArrowDown"], what: m.keys_down },
  { column: "list", shown: ["K", "\u2191"], names: ["K", "ArrowUp"], what: m.keys_up },
  {
    column: "list",
    shown: ["Home", "End", "PgUp", "PgDn"],
    names: ["Home", "End", "PageUp", "PageDown"],
    what: m.keys_jump,
  },
  { column: "list", shown: ["Enter"], names: ["Enter"], what: m.keys_open },
  { column: "list", shown: ["Esc"], names: ["Escape"], what: m.keys_back },
  { column: "list", shown: ["/", "Ctrl+F"], names: ["/", "Ctrl+F"], what: m.keys_search, act: "screen" },
  { column: "list", shown: ["F"], names: ["F"], what: m.keys_filter, act: "screen" },
  { column: "list", shown: ["C"], names: ["C"], what: m.keys_add, act: "screen" },
  { column: "list", shown: ["V"], names: ["V"], what: m.keys_verify, act: "screen" },

  { column: "case", shown: ["L"], names: ["L"], what: m.keys_letter, act: "record" },
  { column: "case", shown: ["S"], names: ["S"], what: m.keys_working, act: "record" },
  { column: "case", shown: ["I"], names: ["I"], what: m.keys_identity, act: "record" },
  { column: "case", shown: ["D"], names: ["D"], what: m.keys_close_demand, act: "record" },
  { column: "case", shown: ["P"], names: ["P"], what: m.keys_extend, act: "record" },
  { column: "case", shown: ["M"], names: ["M"], what: m.keys_join, act: "record" },
  { column: "case", shown: ["E"], names: ["E"], what: m.keys_edit, act: "record" },
  { column: "case", shown: ["1", "2", "3"], names: ["1", "2", "3"], what: m.keys_points },
  { column: "case", shown: ["[", "]"], names: ["[", "]"], what: m.keys_tabs },
];

/** Keys that hints write shorter than their names. */
const HINTS: Record<string, string> = { Esc: "Escape", F1: "?" };

/** The line of the table for a key as a hint writes it. */
export function shortcutOf(hint: string): Shortcut | undefined {
  const name = HINTS[hint] ?? hint;
  return SHORTCUTS.find((line) => line.names.includes(name));
}
