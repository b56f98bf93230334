/** Periods of the journal: this month, quarter and year up to today, and those before them whole. */
export type PeriodId = "month" | "month_before" | "quarter" | "quarter_before" | "year" | "year_before" | "custom";
export type Period = { from: string; to: string };

const iso = (year: number, month: number, day: number) =>
  new Date(Date.UTC(year, month, day)).toISOString().slice(0, 10);

/** First and last day of a period, both within it, from today as the program counts it. */
export function periodOf(id: Exclude<PeriodId, "custom">, today: string): Period {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7)) - 1;
  const quarter = month - (month % 3);
  switch (id) {
    case "month":
      return { from: iso(year, month, 1), to: today };
    case "month_before":
      return { from: iso(year, month - 1, 1), to: iso(year, month, 0) };
    case "quarter":
      return { from: iso(year, quarter, 1), to: today };
    case "quarter_before":
      return { from: iso(year, quarter - 3, 1), to: iso(year, quarter, 0) };
    case "year":
      return { from: iso(year, 0, 1), to: today };
    case "year_before":
      return { from: iso(year - 1, 0, 1), to: iso(year, 0, 0) };
  }
}
