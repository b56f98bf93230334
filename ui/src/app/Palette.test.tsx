/** Find or do: by letters, in either layout, acts with their keys, and never a stale answer. */
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { FindView } from "../bindings/wire";
import { draw, faults, plain, seen } from "../test/draw";

async function opened(query = "state=open", prepare?: Parameters<typeof draw>[1]) {
  const drawn = draw(query, prepare);
  await drawn.user.click(await seen("section-cases"));
  await seen("case-name");
  await drawn.user.keyboard("{Control>}k{/Control}");
  const field = (await seen("palette-field")) as HTMLInputElement;
  return { ...drawn, field };
}

const lines = () => screen.queryAllByTestId("palette-line").map((line) => plain(line.textContent));
const chosen = () => screen.getByRole("option", { selected: true });

it("finds a person by a few letters, underlines them, and opens the case", async () => {
  const { user, field } = await opened();
  expect(document.activeElement).toBe(field);
  await user.type(field, "сафр");
  await waitFor(() => expect(lines()[0]).toContain("Сафронова Лидия Андреевна"));
  expect(within(chosen()).getByText("Сафр").tagName).toBe("MARK");
  expect(field.getAttribute("aria-activedescendant")).toBe(chosen().id);
  expect(screen.getByRole("group", { name: "Обращения" })).toBeTruthy();
  expect(await faults()).toEqual([]);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(screen.queryByTestId("palette")).toBeNull());
  await waitFor(() => expect(screen.getByTestId("case-name").textContent).toContain("Сафронова Лидия Андреевна"));
}, 60000);

it("a word typed in the wrong layout finds too, and the other reading is said", async () => {
  const { user, field } = await opened();
  await user.type(field, "cfah");
  await waitFor(() => expect(lines()[0]).toContain("Сафронова"));
  expect(plain(screen.getByTestId("palette-count").textContent)).toBe("в другой раскладке: сафр");
});

it("the empty field shows the last records and the acts at hand, those of the open case first, with their keys", async () => {
  const { user, field } = await opened();
  const heads = () => screen.getAllByRole("group").map((group) => group.getAttribute("aria-labelledby") ?? "");
  expect(heads()[0]).toContain("recent");
  const acts = screen.getByRole("group", { name: /^Выполнить для №\s\d{4}-\d{4}$/ });
  const names = within(acts)
    .getAllByRole("option")
    .map((line) => plain(line.textContent));
  expect(names).toContain("Проверить личностьI · Ш");
  expect(names).toContain("Закрыть требованиеD · В");
  await user.type(field, ">личн");
  await waitFor(() => expect([field.value, ...lines()]).toEqual([">личн", "Проверить личностьI · Ш"]));
  await user.keyboard("{Enter}");
  expect(await seen("identity-compared")).toBeTruthy();
});

it("«>» asks for acts only, in either layout too; «№» for numbers only", async () => {
  const { user, field } = await opened();
  const atFirst = lines().join();
  await user.type(field, ">pfuhep");
  await waitFor(() => expect(lines().join()).toContain("Загрузить таблицу"));
  await user.clear(field);
  await user.type(field, ">нет такого");
  expect(await seen("palette-nothing")).toBeTruthy();
  await user.clear(field);
  const number = /\d{4}-\d{4}/.exec(atFirst)?.[0] ?? "";
  await user.type(field, `№ ${number.slice(-4)}`);
  await waitFor(() => expect(lines()[0]).toContain(number));
  expect(screen.queryByText("Программа")).toBeNull();
});

it("arrows walk the lines and turn at the ends; Escape closes and gives the focus back", async () => {
  const { user } = await opened();
  const count = lines().length;
  expect(count).toBeGreaterThan(5);
  const first = chosen().id;
  await user.keyboard("{ArrowUp}");
  expect(chosen()).toBe(screen.getAllByTestId("palette-line").at(-1));
  await user.keyboard("{ArrowDown}");
  expect(chosen().id).toBe(first);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("palette")).toBeNull());
  await waitFor(() => expect(document.activeElement).not.toBe(document.body));
});

it("a slow answer to earlier letters never replaces the later one, and Enter waits for its own", async () => {
  const pending: { text: string; answer: (view: FindView) => void }[] = [];
  const { user, field } = await opened("state=open", (host) => {
    const call = host.call as (name: string, request: unknown) => Promise<unknown>;
    vi.spyOn(host, "call").mockImplementation(((name: string, request: unknown) =>
      name === "find"
        ? new Promise((answer) => pending.push({ text: (request as { text: string }).text, answer: answer as never }))
        : call(name, request)) as typeof host.call);
  });
  const found = (title: string, id: string): FindView => ({
    groups: [
      {
        group: "cases",
        found: [{ id, title, marks: [], subtitle: "", subtitle_marks: [], number: id, date: null, due: null }],
      },
    ],
    other_layout: null,
  });
  await user.type(field, "иван");
  await waitFor(() => expect(pending.map((one) => one.text)).toEqual(["иван"]));
  await user.type(field, "ова");
  await waitFor(() => expect(pending.map((one) => one.text)).toEqual(["иван", "иванова"]));
  await user.keyboard("{Enter}");
  pending[1]?.answer(found("Иванова", "2026-1447"));
  pending[0]?.answer(found("Иван", "2026-1001"));
  await waitFor(() => expect(screen.queryByTestId("palette")).toBeNull());
  await waitFor(() =>
    expect(screen.getByTestId("case-pane").getAttribute("aria-label") ?? document.body.textContent).toContain(
      "2026-1447",
    ),
  );
});

it("sections, parts of the settings, theme and language are acts", async () => {
  const { user, field } = await opened();
  await user.type(field, ">тёмн");
  await waitFor(() => expect(lines()).toEqual(["Тема: тёмная"]));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(document.documentElement.dataset.theme).toBe("dark"));
  await user.keyboard("{Control>}k{/Control}");
  await user.type(await seen("palette-field"), ">календ");
  await user.keyboard("{Enter}");
  expect(await seen("settings-calendar")).toBeTruthy();
});
