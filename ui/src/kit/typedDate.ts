/** A day as it is typed: dd.mm.yyyy in every language, dots put in as one goes, nothing changed silently. */

/** What stands in the field: empty, a day that exists (ISO), not yet a whole date, or a date that no calendar has. */
export type Typed = { state: "empty" | "incomplete" | "impossible"; iso: null } | { state: "day"; iso: string };

const two = (part: number): string => String(part).padStart(2, "0");

/** The day as ISO if the calendar has it. */
function existing(year: number, month: number, day: number): string | null {
  const iso = `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}`;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === iso ? iso : null;
}

/** Reads what was typed. Two figures of a year are of this century. */
export function readDate(text: string): Typed {
  const bare = text.trim().replace(/\.+$/, "");
  if (bare === "") return { state: "empty", iso: null };
  const match = /^(\d{1,2})\.(\d{1,2})\.(\d{2}|\d{4})$/.exec(bare);
  if (match === null) {
    const over = /^(\d{3,}|\d{1,2}\.\d{3,}|\d{1,2}\.\d{1,2}\.\d{5,}|\d+\.\d+\.\d+\..*)/.test(bare);
    return { state: over ? "impossible" : "incomplete", iso: null };
  }
  const [, day = "", month = "", year = ""] = match;
  const iso = existing(year.length === 2 ? 2000 + Number(year) : Number(year), Number(month), Number(day));
  return iso === null ? { state: "impossible", iso: null } : { state: "day", iso };
}

/** Puts dots into what was typed at the end of the field; taking a sign away puts none back. */
export function withDots(text: string, before: string): string {
  const iso = /^\s*(\d{4})-(\d{2})-(\d{2})\s*$/.exec(text);
  if (iso !== null) return `${iso[3]}.${iso[2]}.${iso[1]}`;
  const clean = text.replace(/[^\d]+/g, ".").replace(/^\./, "");
  if (clean.length <= before.length) return clean;
  const parts = clean.split(".");
  const last = parts.pop() ?? "";
  // The figures that do not fit into the day or the month begin the next part.
  let rest = last;
  while (parts.length < 2 && rest.length > 2) {
    parts.push(rest.slice(0, 2));
    rest = rest.slice(2);
  }
  const dot = parts.length < 2 && rest.length === 2 ? "." : "";
  return [...parts, rest].join(".") + dot;
}

/** The day before or after, not later than `max`. */
export function nextDay(iso: string, by: 1 | -1, max: string | null): string {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + by);
  const next = date.toISOString().slice(0, 10);
  return max !== null && next > max ? max : next;
}

/** This day where the program runs. */
export function thisDay(): string {
  const now = new Date();
  return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
}

/** This moment where the program runs, in its own zone. */
export function thisMoment(): string {
  const now = new Date();
  return `${thisDay()}T${two(now.getHours())}:${two(now.getMinutes())}:${two(now.getSeconds())}`;
}
