/**
 * What the page itself remembers while the vault is open: where one is, what a screen had chosen, what the status bar
 * says. What lasts of it is kept inside the vault (`app/remember.tsx`); nothing is stored beside it.
 */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import type { DeskState, FileHandle, Kind, SessionView } from "../bindings/wire";
import type { SettingsPart } from "./settingsParts";
import { thisMoment } from "./typedDate";

export type Place =
  | { section: "today" }
  | {
      section: "cases";
      number?: string;
      act?: "add" | "identity" | "close" | "working" | "attachments";
      demand?: Kind;
      file?: FileHandle;
    }
  | { section: "letters"; compose?: { number: string; template: string }; issued?: string }
  | { section: "imports"; file?: FileHandle; run?: string }
  | { section: "processors"; id?: string; act?: "add" | "edit" | "points" | "check"; fill?: ProcessorFill }
  | { section: "disclosures"; id?: string; act?: "add" | "edit" }
  | { section: "audit" }
  | { section: "documents" }
  | { section: "settings"; part?: SettingsPart | "recovery" };

/** What a form of a processor is opened with, beside what its record holds. */
export type ProcessorFill = { name?: string; purposes?: readonly string[]; data?: readonly string[] };

export type Section = Place["section"];

/** Sections in the order of the sidebar: Ctrl+1 is the first. */
export const SECTIONS: readonly Section[] = [
  "today",
  "cases",
  "letters",
  "imports",
  "processors",
  "disclosures",
  "audit",
  "documents",
  "settings",
];

type Desk = {
  place: Place;
  go: (place: Place) => void;
  /** The frame of the unlocked desk. */
  session: SessionView;
  state: DeskState;
  /** Opens the sheet of keys. */
  showKeys: () => void;
  lock: () => void;
  setStatus: (text: string) => void;
  kept: Map<string, unknown>;
};

const DeskContext = createContext<Desk | null>(null);

export function DeskProvider({ value, children }: { value: Desk; children: ReactNode }): ReactNode {
  return <DeskContext value={value}>{children}</DeskContext>;
}

export function useDesk(): Desk {
  const desk = useContext(DeskContext);
  if (desk === null) throw new Error("a screen was drawn outside DeskProvider");
  return desk;
}

/** The result of a list, at the left of the status bar. */
export function useStatus(text: string): void {
  const { setStatus } = useDesk();
  useEffect(() => {
    setStatus(text);
    return () => setStatus("");
  }, [text, setStatus]);
}

/** State of a screen that outlives leaving it, until the vault is locked. */
export function useKept<Value>(
  name: string,
  initial: Value,
): [Value, (next: Value | ((before: Value) => Value)) => void] {
  const { kept } = useDesk();
  const [value, setValue] = useState<Value>(() => (kept.has(name) ? (kept.get(name) as Value) : initial));
  const current = useRef(value);
  current.current = value;
  const set = useCallback(
    (next: Value | ((before: Value) => Value)) => {
      const result = typeof next === "function" ? (next as (before: Value) => Value)(current.current) : next;
      current.current = result;
      kept.set(name, result);
      setValue(result);
    },
    [kept, name],
  );
  return useMemo(() => [value, set], [value, set]);
}

export type Draft<Form> = {
  form: Form;
  change: (next: Form) => void;
  /** When what is in the form was typed, if it was before the form was closed the last time. */
  restored: string | null;
  /** Back to an empty form; also after it was saved. */
  clear: () => void;
  /** Key of the form: a new one draws it anew, so that its first field takes the focus. */
  round: number;
};

/** With the moment, by the clock of this machine. */
type KeptDraft<Form> = { form: Form; when: string };

const isKeptDraft = (value: unknown): value is KeptDraft<object> =>
  typeof value === "object" &&
  value !== null &&
  "when" in value &&
  typeof value.when === "string" &&
  "form" in value &&
  typeof value.form === "object" &&
  value.form !== null;

/** What is typed into a form outlives closing it and locking the vault, until it is saved or cleared. */
export function useDraft<Form>(name: string, empty: Form): Draft<Form> {
  const [kept, setKept] = useKept<KeptDraft<Form> | null>(`draft.${name.replace(/[^A-Za-z0-9._]/g, "_")}`, null);
  const known = isKeptDraft(kept) ? kept : null;
  const [restored, setRestored] = useState(known?.when ?? null);
  const [round, setRound] = useState(0);
  // A field that loses the focus while its form goes away speaks of what was saved already.
  const cleared = useRef(0);
  const mine = cleared.current;
  return {
    form: known === null ? empty : { ...empty, ...known.form },
    change: (next) => {
      if (mine !== cleared.current) return;
      setKept(JSON.stringify(next) === JSON.stringify(empty) ? null : { form: next, when: thisMoment() });
    },
    restored,
    clear: () => {
      cleared.current += 1;
      setKept(null);
      setRestored(null);
      setRound(round + 1);
    },
    round,
  };
}
