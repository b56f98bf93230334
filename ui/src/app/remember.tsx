/**
 * What the window remembers inside the vault: where one was, views, filters, orders, widths. It is read when the vault
 * opens and written a moment after a change; what was typed into forms stays in memory alone.
 */
import { type ReactNode, useEffect, useState } from "react";
import type { RememberedEntry } from "../bindings/wire";
import type { Host } from "../host/host";
import { useHost } from "../host/queries";
import { type Place, SECTIONS, type Section } from "../kit/desk";

const WRITE_MS = 600;
const LONGEST = 16 * 1024;
/** Raised when a screen keeps something in another shape: what was remembered before is not taken then. */
const FORMAT = 1;

/** Drafts may hold half a record and a token of a file that is gone after locking; the last records tell names. */
function isRemembered(key: string): boolean {
  return /^[A-Za-z0-9._]{1,100}$/.test(key) && !/^(draft\.|recent$|settings\.)|\.draft|Draft/.test(key);
}

/** A map whose lasting part is written into the vault. */
export class KeptMap extends Map<string, unknown> {
  private readonly stale = new Set<string>();
  private timer: ReturnType<typeof setTimeout> | null = null;
  private readonly host: Host;
  private written = new Map<string, string>();

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
      this.timer = setTimeout(() => void this.flush(), WRITE_MS);
    }
    return this;
  }

  /** Writes what has changed, now. A failure costs a convenience, and is tried again with the next change. */
  async flush(): Promise<void> {
    if (this.timer !== null) clearTimeout(this.timer);
    this.timer = null;
    const entries: RememberedEntry[] = [];
    for (const key of this.stale) {
      const text = JSON.stringify(this.get(key));
      const value = text === undefined || text.length > LONGEST / 2 ? null : text;
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
    return () => {
      gone = true;
      made?.close();
    };
  }, [host]);
  return kept === null ? null : props.children(kept, rememberedPlace(kept, props.today));
}
