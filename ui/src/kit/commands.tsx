/**
 * What can be done now, for the palette: acts of screens and records, which say them while they are drawn, and every
 * act that hears a key. And the records that were looked at since the vault was opened.
 */
import { useEffect, useRef } from "react";
import { type Place, useDesk } from "./desk";
import { actOf, heardKeys } from "./keys";
import { SHORTCUTS } from "./shortcuts";

export type Command = {
  id: string;
  name: string;
  /** The key that does the same, as hints write it. */
  keys?: string;
  of: "record" | "screen" | "program";
  run: () => void;
};

/** A record that is open, or was. */
export type OpenRecord = { id: string; title: string; number: string; place: Place };

type Source = { commands: { current: readonly Command[] }; record: { current: string | null } };
const sources: Source[] = [];

/** Acts of a part of the page, while it is drawn. */
export function useCommands(commands: readonly Command[]): void {
  const current = useRef(commands);
  current.current = commands;
  const record = useRef(null);
  useEffect(() => {
    const source: Source = { commands: current, record };
    sources.push(source);
    return () => {
      sources.splice(sources.indexOf(source), 1);
    };
  }, []);
}

const RECENT = "recent";
const KEPT = 8;

/** The record that is open: acts of the palette belong to it, and it is remembered among the last ones. */
export function useRecord(open: OpenRecord | null): void {
  const { kept } = useDesk();
  const number = useRef<string | null>(null);
  number.current = open?.number ?? null;
  const commands = useRef<readonly Command[]>([]);
  const latest = useRef(open);
  latest.current = open;
  const id = open?.id;
  const title = open?.title;
  useEffect(() => {
    const now = latest.current;
    if (id === undefined || now === null) return;
    const before = (kept.get(RECENT) as OpenRecord[] | undefined) ?? [];
    kept.set(RECENT, [{ ...now, title: title ?? "" }, ...before.filter((one) => one.id !== id)].slice(0, KEPT));
  }, [id, title, kept]);
  useEffect(() => {
    const source: Source = { commands, record: number };
    sources.push(source);
    return () => {
      sources.splice(sources.indexOf(source), 1);
    };
  }, []);
}

/** Records looked at since the vault was opened, the last first. */
export function recentRecords(kept: Map<string, unknown>): readonly OpenRecord[] {
  return (kept.get(RECENT) as OpenRecord[] | undefined) ?? [];
}

/** The number of the record that is open. */
export function openNumber(): string | null {
  const number = sources.findLast((source) => source.record.current !== null)?.record.current ?? "";
  return number === "" ? null : number;
}

/** Everything that can be done now: of the record first, then of the screen, then of the program. */
export function commandsAtHand(): Command[] {
  const found: Command[] = [];
  const keys = new Set<string>();
  for (let i = sources.length - 1; i >= 0; i--) {
    for (const command of sources[i]?.commands.current ?? []) {
      if (found.some((one) => one.id === command.id)) continue;
      found.push(command);
      if (command.keys !== undefined) keys.add(command.keys);
    }
  }
  const heard = heardKeys();
  for (const line of SHORTCUTS) {
    const shown = line.shown[0];
    const name = line.names.find((one) => heard.includes(one));
    if (line.act === undefined || name === undefined || shown === undefined || keys.has(shown)) continue;
    const act = actOf(name);
    if (act === undefined) continue;
    found.push({
      id: `key-${name}`,
      name: sentence(line.what()),
      keys: shown,
      of: line.act,
      run: () => void act(new KeyboardEvent("keydown", { key: name })),
    });
  }
  const order: Command["of"][] = ["record", "screen", "program"];
  return found.sort((a, b) => order.indexOf(a.of) - order.indexOf(b.of));
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
