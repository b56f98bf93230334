/** What can be done with an action, by which key, and where it leads. */
import type { TodayAction } from "../../bindings/wire";
import type { Place } from "../../kit/desk";
import * as m from "../../paraglide/messages.js";

export type RowAct = { id: string; key: string; name: string; place: Place };

function ofCase(number: string, action: TodayAction): RowAct[] {
  const at = (act?: "identity" | "close" | "working"): Place => ({
    section: "cases",
    number,
    ...(act === undefined ? {} : { act }),
    ...(action.kind === null ? {} : { demand: action.kind }),
  });
  const acts: RowAct[] = [
    { id: "working", key: "S", name: m.today_act_working(), place: at("working") },
    { id: "open", key: "Enter", name: m.today_act_open(), place: at() },
    { id: "close", key: "D", name: m.today_act_close(), place: at("close") },
    { id: "identity", key: "I", name: m.today_act_identity(), place: at("identity") },
  ];
  if (action.template !== null) {
    const ask = action.act === "identity";
    acts.push({
      id: "letter",
      key: "L",
      name: ask ? m.letter_act_ask() : m.today_act_letter(),
      place: { section: "letters", compose: { number, template: action.template } },
    });
  }
  return acts;
}

/** Every act of a row; the suggested one is `suggested(action)`. */
export function actsOf(action: TodayAction): RowAct[] {
  if (action.case !== null) return ofCase(action.case, action);
  const id = action.place.id;
  const open = (name: string, place: Place): RowAct[] => [{ id: "open", key: "Enter", name, place }];
  switch (action.place.section) {
    case "imports":
      return open(m.today_act_run(), { section: "imports", ...(id === null ? {} : { run: id }) });
    case "processors":
      return open(m.today_act_processor(), { section: "processors", ...(id === null ? {} : { id }) });
    case "settings":
      return open(m.today_act_recovery(), { section: "settings", part: "recovery" });
    case "cases":
      return open(m.today_act_open(), { section: "cases" });
  }
}

/** The acts as they stand in the bar below: the suggested one last. */
export function barActs(action: TodayAction): { others: RowAct[]; main: RowAct | undefined } {
  const acts = actsOf(action);
  const main = acts.find((act) => act.id === action.act) ?? acts[0];
  const beside = new Set(["working", "open", ...(action.act === "identity" ? ["letter"] : [])]);
  return { others: acts.filter((act) => act !== main && beside.has(act.id)), main };
}
