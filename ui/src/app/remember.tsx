/**
 * What the window remembers inside the vault: where one was, views, filters, orders, widths, and what was typed into
 * forms and not yet saved. It is read when the vault opens and written a moment after a change, before the vault is
 * locked, and when the window is left.
 */
import { type ReactNode, useEffect, useState } from "react";
import type { RememberedEntry } from "../bindings/wire";
import type { Host } from "../host/host";
import { useHost } from "../host/queries";
import { type Place, SECTIONS, type Section } from "../kit/desk";

const WRITE_MS = 600;
/** Bytes that the program takes for one value. */
const LONGEST = 16 * 1024;
const LONGEST_DRAFT = 256 * 1024;
/** Raised when a screen keeps something in another shape: what was remembered before is not taken then. */
const FORMAT = 1;

/** What was typed and not saved. It is forgotten as soon as it was saved or cleared. */
function isDraft(key: string): boolean {
  return key.startsWith("draft.") || key === "settings.operator" || key === "letter.draft";
}

/** The last records tell names; a token of a file is gone after locking. */
function isRemembered(key: string): boolean {
  if (!/^[A-Za-z0-9._]{1,100}$/.test(key)) return false;
  return isDraft(key) || !/^(recent$|settings\.)|\.draft|Draft/.test(key);
}

function holdsToken(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  return Object.entries(value).some(([name, part]) => name === "token" || holdsToken(part));
}

/** A map whose lasting part is written into the vault. */
export class KeptMap extends Map<string, unknown> {
  private readonly stale = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly host: Host;
  private written = new Map<string, string>();
  private writing: Promise<void> = Promise.resolve();

  constructor(host: Host, entries: readonly RememberedEntry[]) {
    super();
    this.host = host;
    const known = entries.some(({ key, value }) => key === "format" && value === String(FORMAT));
    for (const { key, value } of known ? entries : []) {
      if (value === null || !isRemembered(key)) continue;
      try {
        super.set(key, JSON.parse(value));
        this.written.set(key, value);
      } catch {
        // A value of another version is none.
      }
    }
  }

  override set(key: string, value: unknown): this {
    super.set(key, value);
    // `Map` calls this before the fields exist only if it is given entries, which it is not.
    if (isRemembered(key)) {
      this.stale.add(key);
      if (this.timer !== null) clearTimeout(this.timer);
      this.timer = setTimeout(() => void this.flush(), isDraft(key) && value === null ? 0 : WRITE_MS);
    }
    return this;
  }

  /** Writes what has changed, now. A failure costs a convenience, and is tried again with the next change. */
  flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    // One after the other: what is forgotten must not be overtaken by what was written before.
    this.writing = this.writing.then(() => this.write());
    return this.writing;
  }

  private textOf(key: string): string | null {
    const value = this.get(key);
    if (isDraft(key) && (value === null || holdsToken(value))) return null;
    const text = JSON.stringify(value);
    const longest = key.startsWith("draft.") ? LONGEST_DRAFT : LONGEST;
    // A sign takes two bytes, seldom three.
    return text === undefined || text.length > longest / 3 ? null : text;
  }

  private async write(): Promise<void> {
    const entries: RememberedEntry[] = [];
    for (const key of this.stale) {
      const value = this.textOf(key);
      if ((this.written.get(key) ?? null) === value) continue;
      entries.push({ key, value });
    }
    this.stale.clear();
    if (!this.written.has("format") && entries.length > 0) entries.push({ key: "format", value: String(FORMAT) });
    if (entries.length === 0) return;
    try {
      await this.host.call("remember", { entries });
      for (const { key, value } of entries) {
        if (value === null) this.written.delete(key);
        else this.written.set(key, value);
      }
    } catch {
      for (const { key } of entries) this.stale.add(key);
    }
  }

  /** Nothing is written any more. */
  close(): void {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
  }
}

/** Where one was today: every day begins with «Сегодня». A section of another version is none. */
export function rememberedPlace(kept: KeptMap, today: string): Place | null {
  const value = kept.get("place");
  if (typeof value !== "object" || value === null || !("section" in value)) return null;
  if (!("day" in value) || value.day !== today) return null;
  const section = value.section as Section;
  if (!SECTIONS.includes(section)) return null;
  const id = "id" in value && typeof value.id === "string" ? value.id : null;
  if (id === null) return { section } as Place;
  if (section === "cases") return { section, number: id };
  if (section === "processors") return { section, id };
  if (section === "imports") return { section, run: id };
  return { section } as Place;
}

/** Draws the desk when what it remembers is known. Without it the desk opens as it did the first time. */
export function Remembering(props: {
  today: string;
  children: (kept: KeptMap, place: Place | null) => ReactNode;
}): ReactNode {
  const host = useHost();
  const [kept, setKept] = useState<KeptMap | null>(null);
  useEffect(() => {
    let gone = false;
    let made: KeptMap | null = null;
    const use = (entries: readonly RememberedEntry[]) => {
      if (gone) return;
      made = new KeptMap(host, entries);
      setKept(made);
    };
    host.call("remembered", {}).then(
      (known) => use(known.entries),
      () => use([]),
    );
    // The window may be closed without another word.
    const leave = () => void made?.flush();
    const hide = () => {
      if (document.visibilityState === "hidden") leave();
    };
    window.addEventListener("blur", leave);
    window.addEventListener("pagehide", leave);
    document.addEventListener("visibilitychange", hide);
    return () => {
      gone = true;
      made?.close();
      window.removeEventListener("blur", leave);
      window.removeEventListener("pagehide", leave);
      document.removeEventListener("visibilitychange", hide);
    };
  }, [host]);
  return kept === null ? null : props.children(kept, rememberedPlace(kept, props.today));
}
