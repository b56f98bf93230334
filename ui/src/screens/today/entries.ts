/** The list of «Сегодня» as its lines: heads of groups, actions, and what a group has beyond those that are shown. */
import type { TodayAction, TodayGroup, TodayView } from "../../bindings/wire";

export type Entry =
  | { kind: "head"; key: string; group: TodayGroup }
  | { kind: "action"; key: string; action: TodayAction; index: number }
  | { kind: "more"; key: string; shown: number; total: number };

/** What of the list is shown: all, what is late already, or one day. */
export type DayFilter = "earlier" | string | null;

export function entriesOf(view: TodayView, filter: DayFilter): Entry[] {
  const groups = view.groups.filter((group) =>
    filter === null
      ? true
      : filter === "earlier"
        ? group.group === "overdue"
        : filter === view.today
          ? group.group === "today"
          : group.group === "day",
  );
  const entries: Entry[] = [];
  let index = 0;
  for (const group of groups) {
    entries.push({ kind: "head", key: `head/${group.group}`, group });
    const actions = view.actions.filter((action) => action.group === group.group);
    for (const action of actions) {
      entries.push({ kind: "action", key: action.id, action, index });
      index += 1;
    }
    if (actions.length < group.total)
      entries.push({ kind: "more", key: `more/${group.group}`, shown: actions.length, total: group.total });
  }
  return entries;
}

export function actionsOf(entries: readonly Entry[]): TodayAction[] {
  return entries.flatMap((entry) => (entry.kind === "action" ? [entry.action] : []));
}
