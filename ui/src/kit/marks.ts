/** A text with its matched words, cut into parts. Places are counted in characters, as the program counts them. */
import type { Kind, TextMark } from "../bindings/wire";

export type MarkedPart = { from: number; text: string; kind: Kind | null };

/** Marks that overlap or lie outside the text lose what does not fit. */
export function markedParts(text: string, marks: readonly TextMark[]): MarkedPart[] {
  const signs = [...text];
  const parts: MarkedPart[] = [];
  let at = 0;
  const push = (from: number, to: number, kind: Kind | null) => {
    if (to > from) parts.push({ from, text: signs.slice(from, to).join(""), kind });
  };
  for (const mark of [...marks].sort((a, b) => a.from - b.from)) {
    const from = Math.max(at, mark.from);
    const to = Math.min(signs.length, mark.to);
    if (to <= from) continue;
    push(at, from, null);
    push(from, to, mark.kind);
    at = to;
  }
  push(at, signs.length, null);
  return parts;
}
