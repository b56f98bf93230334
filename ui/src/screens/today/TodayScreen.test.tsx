/** «Сегодня»: where the desk opens, the tape, the walk by keys, and where each act leads. */
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, faults, plain, seen } from "../../test/draw";

const list = () => seen("today-list");
const selected = () => document.querySelector('[data-testid="today-row"][aria-selected="true"]') as HTMLElement;
const chosen = () => selected().getAttribute("data-action") ?? "";

/** Walks down to the first row that wants a certain act. */
async function walkTo(user: ReturnType<typeof draw>["user"], words: RegExp) {
  await list();
  for (let step = 0; step < 60 && !words.test(selected().textContent ?? ""); step += 1) await user.keyboard("[KeyJ]");
  expect(selected().textContent).toMatch(words);
}

it("opens first, says the risk, and counts what is overdue at its entry in the sidebar", async () => {
  draw("state=open");
  await list();
  expect(screen.getByTestId("section-today").getAttribute("aria-current")).toBe("page");
  expect(plain(screen.getByTestId("section-today").textContent)).toMatch(/просроченн/);
  expect(plain(screen.getByTestId("section-cases").textContent)).not.toMatch(/просроченн/);
  expect(plain(screen.getByTestId("today-risk").textContent)).toMatch(
    /^Среда, 13 января 2027 г\. Если открыть программу только в понедельник, 18 января, просроченным.? стан/,
  );
  expect(plain(screen.getByTestId("status-text").textContent)).toMatch(
    /^\d+ действи\S+ · \d+ просрочено · \d+ сегодня$/,
  );
  expect(await faults()).toEqual([]);
});

it("is walked by keys in either layout; heads of groups are passed over", async () => {
  const { user } = draw("state=open");
  await list();
  await waitFor(() => expect(document.activeElement?.getAttribute("data-testid")).toBe("today-list"));
  const first = chosen();
  await user.keyboard("[KeyJ]");
  const second = chosen();
  expect(second).not.toBe(first);
  await user.keyboard("{ArrowDown}{ArrowUp}");
  expect(chosen()).toBe(second);
  await user.keyboard("[KeyK]");
  expect(chosen()).toBe(first);
  await user.keyboard("{End}");
  expect(chosen()).toMatch(/^(run|processor|recovery)/);
  await user.keyboard("{Home}");
  expect(chosen()).toBe(first);
});

it("each act of a demand leads to its place by its own key", async () => {
  const { user } = draw("state=open");
  await walkTo(user, /Проверить личность/);
  const number = chosen().split("/")[0] ?? "";
  expect(screen.getByTestId("today-act").textContent).toContain("Проверить личность");
  await user.keyboard("[KeyI]");
  await seen("identity-compared");
  expect((await seen("case-pane")).textContent).toContain(number);

  // Back on «Сегодня» the same row is chosen.
  await user.keyboard("{Escape}{Control>}1{/Control}");
  await list();
  expect(chosen().split("/")[0]).toBe(number);
  // The working is shown in place; Escape gives the focus back to the list.
  await user.keyboard("[KeyS]");
  await seen("due-working");
  expect(screen.getByTestId("screen-today")).toBeTruthy();
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("due-working")).toBeNull());
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("grid"));
  expect(chosen().split("/")[0]).toBe(number);
  await user.keyboard("[KeyD]");
  await seen("close-ground");
  await user.keyboard("{Escape}{Control>}1{/Control}");
  await list();
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.getByTestId("case-pane").textContent).toContain(number));
});

it("the key L goes straight to the letter", async () => {
  const { user } = draw("state=open");
  await walkTo(user, /(Составить ответ|Проверить личность).*доступ/);
  await user.keyboard("[KeyL]");
  await seen("screen-letter");
});

it("a closed demand leaves the list", async () => {
  const { user } = draw("state=open");
  await walkTo(user, /Прекратить рекламу/);
  const id = chosen();
  await user.keyboard("[KeyD]");
  await seen("close-ground");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await seen("toast");
  await user.keyboard("{Control>}1{/Control}");
  await list();
  await waitFor(() => expect(document.querySelector(`[data-action="${id}"]`)).toBeNull());
});

it("a day of the tape filters the list, and Escape gives all days back", async () => {
  const { user } = draw("state=open");
  await list();
  const tape = within(screen.getByTestId("today-tape"));
  expect(tape.getAllByRole("button")).toHaveLength(18);
  expect(plain(screen.getByTestId("tape-2027-01-16").firstElementChild?.textContent ?? "")).toBe(
    "суббота, 16 января, нерабочий день: выходной, 0 сроков",
  );
  const day = screen.getByTestId("tape-2027-01-18");
  const due = Number(/(\d+) срок/.exec(plain(day.firstElementChild?.textContent ?? ""))?.[1]);
  expect(due).toBeGreaterThan(0);
  await user.click(day);
  await seen("today-group-day");
  expect(screen.getAllByTestId("today-row")).toHaveLength(due);
  expect(day.getAttribute("aria-pressed")).toBe("true");
  await user.click(screen.getByTestId("tape-2027-01-16"));
  expect((await seen("today-nothing")).textContent).toContain("На этот день сроков нет");
  await user.keyboard("{Escape}");
  await seen("today-group-overdue");
});

it("says what was checked when nothing is due, and offers what may come next", async () => {
  const { user } = draw("state=open&data=empty");
  const nothing = await seen("today-nothing");
  const words = plain(nothing.textContent);
  expect(words).toContain("До понедельника, 18 января, ничего не истекает.");
  expect(words).toContain("Проверено: открытых требований 0");
  expect(within(nothing).getAllByRole("button")).toHaveLength(2);
  expect(await faults()).toEqual([]);
  await user.keyboard("[KeyC]");
  await seen("case-add");
});

it("work without a demand is opened where it is done", async () => {
  const { user } = draw("state=open&recovery=unconfirmed");
  await walkTo(user, /Подтвердить резервный ключ/);
  await user.keyboard("{Enter}");
  await seen("screen-settings");
  await user.keyboard("{Control>}1{/Control}");
  await walkTo(user, /отклонённ/);
  await user.keyboard("{Enter}");
  await seen("run-card");
});
