/**
 * Where the blocks of a letter stand on its pages. The page tells lines, the letter tells texts; both are compared
 * without spaces and soft hyphens, so that line breaks and binding do not matter.
 */
import type { LetterBlock, PageLine, PageView } from "../../bindings/wire";

/** A rectangle on a page, in points. */
export type Area = { page: number; x: number; y: number; width: number; height: number };

export type BlockPlace = {
  /** One rectangle a page. */
  areas: Area[];
  /** What is not filled, where the page says so in words. */
  gaps: Area[];
};

type PlacedLine = { page: number; line: PageLine; compact: string };

const IGNORED = /[\s\u00a0\u00ad]/g;
const SHOWN_GAP = /\[неуказано:[^\]]*\]/g;
/** A line that may open a block is not shorter: a page number is no heading. */
const OPENS = 4;
const MISSES = 12;

function compact(text: string): string {
  return text.replace(IGNORED, "");
}

/** Page numbers stand alone in the margin. */
function isPageNumber(placed: PlacedLine): boolean {
  return /^\d+$/.test(placed.compact) && placed.line.y < 56;
}

/** A section of the letter has its title on the page; a block of the frame has not. */
function isSection(block: LetterBlock): boolean {
  return block.item !== null || block.id.startsWith("section_");
}

/** How much of a line's width stands before its `n`th character that is no space. */
function shareBefore(line: PageLine, n: number, widthOf: (line: PageLine, text: string) => number): number {
  let seen = 0;
  let at = 0;
  for (const character of line.text) {
    const counts = compact(character) !== "";
    if (counts && seen === n) break;
    if (counts) seen += 1;
    at += character.length;
  }
  const whole = widthOf(line, line.text);
  return whole === 0 ? 0 : widthOf(line, line.text.slice(0, at)) / whole;
}

/** Every character alike: good enough for an outline where text cannot be measured. */
const byCount = (_: PageLine, text: string): number => text.length;

function boxes(lines: readonly PlacedLine[]): Area[] {
  const byPage = new Map<number, Area>();
  for (const { page, line } of lines) {
    const top = line.y - line.size;
    const bottom = line.y + line.size * 0.35;
    const known = byPage.get(page);
    if (known === undefined) {
      byPage.set(page, { page, x: line.x, y: top, width: line.width, height: bottom - top });
      continue;
    }
    const x = Math.min(known.x, line.x);
    const y = Math.min(known.y, top);
    known.width = Math.max(known.x + known.width, line.x + line.width) - x;
    known.height = Math.max(known.y + known.height, bottom) - y;
    known.x = x;
    known.y = y;
  }
  return [...byPage.values()];
}

function gapAreas(lines: readonly PlacedLine[], widthOf: (line: PageLine, text: string) => number): Area[] {
  const areas: Area[] = [];
  const whole = lines.map((placed) => placed.compact).join("");
  for (const found of whole.matchAll(SHOWN_GAP)) {
    const from = found.index;
    const to = from + found[0].length;
    let start = 0;
    for (const { page, line, compact: text } of lines) {
      const end = start + text.length;
      if (text !== "" && end > from && start < to) {
        const left = shareBefore(line, Math.max(0, from - start), widthOf);
        const right = to >= end ? 1 : shareBefore(line, to - start, widthOf);
        areas.push({
          page,
          x: line.x + line.width * left,
          y: line.y - line.size,
          width: line.width * (right - left),
          height: line.size * 1.35,
        });
      }
      start = end;
    }
  }
  return areas;
}

/** The lines that say a block's text, from its first line on. */
function linesOf(target: string, all: readonly PlacedLine[], start: number): PlacedLine[] {
  const lines: PlacedLine[] = [];
  let said = 0;
  let missed = 0;
  for (const placed of all.slice(start)) {
    if (said >= target.length || missed > MISSES) break;
    if (placed.compact === "" || isPageNumber(placed)) continue;
    if (target.startsWith(placed.compact, said)) {
      lines.push(placed);
      said += placed.compact.length;
    } else missed += 1;
  }
  return lines;
}

/** Where each block stands. A block that is not found has no areas. */
export function placeBlocks(
  blocks: readonly LetterBlock[],
  pages: readonly PageView[],
  widthOf: (line: PageLine, text: string) => number = byCount,
): Map<string, BlockPlace> {
  const all: PlacedLine[] = pages.flatMap((page, index) =>
    page.lines.map((line) => ({ page: index, line, compact: compact(line.text) })),
  );
  const targets = blocks.map((block) => compact(isSection(block) ? `${block.title}${block.text}` : block.text));
  let at = 0;
  const opens = (target: string, from: number): number => {
    const least = Math.min(OPENS, target.length);
    return all.findIndex(
      (placed, index) =>
        index >= from &&
        least > 0 &&
        placed.compact.length >= least &&
        target.startsWith(placed.compact) &&
        !isPageNumber(placed),
    );
  };
  const starts = targets.map((target, index) => {
    const start = opens(target, at);
    if (start >= 0) {
      at = start + 1;
      return start;
    }
    // Number and addressee stand side by side: on the page the second may come before the first.
    const block = blocks[index];
    return block === undefined || isSection(block) ? -1 : opens(target, 0);
  });
  const places = new Map<string, BlockPlace>();
  blocks.forEach((block, index) => {
    const start = starts[index] ?? -1;
    if (start < 0) {
      places.set(block.id, { areas: [], gaps: [] });
      return;
    }
    const next = starts.slice(index + 1).find((later) => later > start) ?? all.length;
    // Rows of a table may be parted by the end of a page, so a section goes on until the next block.
    const lines = isSection(block)
      ? all.slice(start, next).filter((placed) => !isPageNumber(placed))
      : linesOf(targets[index] ?? "", all, start);
    places.set(block.id, { areas: boxes(lines), gaps: gapAreas(lines, widthOf) });
  });
  return places;
}

/** The block that stands at a point of a page. */
export function blockAt(places: ReadonlyMap<string, BlockPlace>, page: number, x: number, y: number): string | null {
  for (const [id, place] of places) {
    if (
      place.areas.some(
        (area) =>
          area.page === page && x >= area.x && x <= area.x + area.width && y >= area.y && y <= area.y + area.height,
      )
    )
      return id;
  }
  return null;
}

/** Lines as they are drawn: a break within a word shows its hyphen, and all spaces of a line are stretched alike. */
export function drawn(page: PageView): PageView {
  return {
    ...page,
    lines: page.lines.map((line) => ({ ...line, text: line.text.replace(/\u00ad$/, "-").replaceAll("\u00a0", " ") })),
  };
}
