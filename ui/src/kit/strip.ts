/** How a due date was counted, as cells of the strip and as rows of the table. */
import type { DueView, WorkingStep } from "../bindings/wire";

export type StripCell =
  | { kind: "receipt"; date: string }
  | { kind: "day"; date: string; day: number | null; last: boolean }
  | { kind: "fold"; days: number; key: string };

/** Beyond this many cells the middle is folded. */
export const STRIP_LIMIT = 31;
const KEPT_AT_EACH_END = 14;

/** One cell per day from receipt to the end. The fold never hides today when it can be kept. */
export function stripCells(due: DueView): StripCell[] {
  const cells: StripCell[] = [{ kind: "receipt", date: due.starts_on }];
  due.steps.forEach((step, index) => {
    if (step.date === due.starts_on) return;
    cells.push({ kind: "day", date: step.date, day: step.day, last: index === due.steps.length - 1 });
  });
  if (cells.length <= STRIP_LIMIT) return cells;
  const head = cells.slice(0, KEPT_AT_EACH_END);
  const tail = cells.slice(-KEPT_AT_EACH_END);
  const folded = cells.length - head.length - tail.length;
  return [...head, { kind: "fold", days: folded, key: `fold-${folded}` }, ...tail];
}

export type WorkingRow = {
  from: string;
  to: string;
  firstDay: number | null;
  lastDay: number | null;
  why: string;
  working: boolean;
  last: boolean;
};

/** Consecutive like days joined: counting days together, days off of one cause together. The last day stands alone. */
export function workingRows(due: DueView): WorkingRow[] {
  const rows: WorkingRow[] = [];
  const steps = due.steps.filter((step) => step.date !== due.starts_on);
  steps.forEach((step: WorkingStep, index) => {
    const last = index === steps.length - 1;
    const before = rows.at(-1);
    const alike =
      before !== undefined &&
      !last &&
      (step.day === null
        ? before.firstDay === null && sameCause(before.why, step.why)
        : before.firstDay !== null && sameCause(before.why, step.why));
    if (alike && before !== undefined) {
      before.to = step.date;
      before.lastDay = step.day;
      return;
    }
    rows.push({
      from: step.date,
      to: step.date,
      firstDay: step.day,
      lastDay: step.day,
      why: step.why,
      working: step.working,
      last,
    });
  });
  return rows;
}

/** Two days off side by side are one row when they are the two days of one weekend or have the same words. */
function sameCause(a: string, b: string): boolean {
  const stem = (text: string) => text.split(",")[0];
  return a === b || (stem(a) === stem(b) && a.includes(",") && b.includes(","));
}

/** The common words of the days of a row: «выходной, суббота» … «выходной, воскресенье» is «выходной». */
export function rowWhy(row: WorkingRow): string {
  return row.from === row.to ? row.why : (row.why.split(",")[0] ?? row.why);
}
