/** The due component against the table of the design: the words, the mark, the style. */
import { render } from "@testing-library/react";
import { expect, it } from "vitest";
import type { DueLeft, DueState } from "../bindings/wire";
import { plain } from "../test/draw";
import { DueInList, DueInline } from "./Due";

type Row = {
  state: DueState;
  on: string;
  left: string;
  at?: string;
  extended?: boolean;
  sentence: string;
  list: string;
  /** Shape of the mark: outlined or filled path, circle, none. */
  mark: "none" | "hollow" | "full" | "dashed";
};

const TABLE: Row[] = [
  {
    state: "later",
    on: "2027-01-19",
    left: "4 раб. дня",
    sentence: "до 19.01.2027 · 4 раб. дня",
    list: "4 раб. дня",
    mark: "none",
  },
  {
    state: "soon",
    on: "2027-01-15",
    left: "2 раб. дня",
    sentence: "до 15.01.2027 · 2 раб. дня",
    list: "2 раб. дня",
    mark: "hollow",
  },
  {
    state: "today",
    on: "2027-01-13",
    left: "сегодня",
    sentence: "до 13.01.2027 · сегодня",
    list: "сегодня",
    mark: "full",
  },
  {
    state: "hours",
    on: "2027-01-13",
    left: "9 ч 25 мин",
    at: "2027-01-13T18:40:00+03:00",
    sentence: "до 13.01.2027 18:40 · 9 ч 25 мин",
    list: "до 18:40 · 9 ч 25 мин",
    mark: "full",
  },
  {
    state: "at_once",
    on: "2027-01-12",
    left: "немедленно · 2-й день",
    sentence: "немедленно · 2-й день",
    list: "немедленно · 2-й день",
    mark: "full",
  },
  {
    state: "overdue",
    on: "2027-01-11",
    left: "просрочено на 2 раб. дня",
    sentence: "просрочено на 2 раб. дня, срок 11.01.2027",
    list: "просрочено на 2 раб. дня",
    mark: "full",
  },
  {
    state: "provisional",
    on: "2028-01-17",
    left: "предварительно",
    sentence: "до 17.01.2028 · предварительно",
    list: "предварительно",
    mark: "dashed",
  },
  {
    state: "provisional_near",
    on: "2028-01-17",
    left: "3 раб. дня, предварительно",
    sentence: "до 17.01.2028 · 3 раб. дня, предварительно",
    list: "3 раб. дня, предварительно",
    mark: "dashed",
  },
  {
    state: "soon",
    on: "2027-01-15",
    left: "2 раб. дня",
    extended: true,
    sentence: "до 15.01.2027 · 2 раб. дня, продлён",
    list: "2 раб. дня",
    mark: "hollow",
  },
  {
    state: "done",
    on: "2027-01-19",
    left: "отправлено 12.01.2027",
    sentence: "отправлено 12.01.2027",
    list: "отправлено 12.01.2027",
    mark: "none",
  },
  {
    state: "done_late",
    on: "2027-01-11",
    left: "отправлено 12.01.2027, позже на 1 раб. день",
    sentence: "отправлено 12.01.2027, позже на 1 раб. день",
    list: "отправлено 12.01.2027, позже на 1 раб. день",
    mark: "hollow",
  },
];

function markOf(container: Element): Row["mark"] {
  const svg = container.querySelector("svg");
  if (svg === null) return "none";
  const first = svg.firstElementChild;
  if (first?.getAttribute("stroke-dasharray")) return "dashed";
  return first?.getAttribute("fill") === "none" ? "hollow" : "full";
}

it.each(TABLE)("$sentence", (row) => {
  const due: DueLeft = { due_on: row.on, state: row.state, left: row.left, spoken: `произносится: ${row.left}` };
  const sentence = render(<DueInline due={due} dueAt={row.at ?? null} extended={row.extended ?? false} />);
  expect(plain(sentence.container.textContent)).toBe(row.sentence);
  expect(markOf(sentence.container)).toBe(row.mark);
  expect(sentence.container.querySelector("[data-state]")?.getAttribute("data-state")).toBe(row.state);
  sentence.unmount();

  const list = render(<DueInList due={due} dueAt={row.at ?? null} />);
  expect(plain(list.container.querySelector("[aria-hidden].dueWords")?.textContent)).toBe(row.list);
  // A screen reader hears the whole sentence, and the mark not at all.
  expect(list.container.querySelector(".hidden")?.textContent).toBe(due.spoken);
  expect(list.container.querySelector("svg")?.getAttribute("aria-hidden") ?? "true").toBe("true");
  expect(markOf(list.container)).toBe(row.mark);
});
