/** A table from its file to the cases it made. */
import { screen, waitFor, within } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { draw, plain, ready, seen } from "../../test/draw";

async function toMapping() {
  const drawn = draw("state=open");
  await drawn.user.click(await seen("section-imports"));
  await drawn.user.click(await seen("import-choose"));
  await seen("import-continue");
  return drawn;
}

it("file, columns, plan, result, cases", async () => {
  const { user, host } = await toMapping();
  const called = vi.spyOn(host, "call");
  expect(plain(screen.getByTestId("status-text").textContent)).toBe("Столбцов: 9 · берётся: 7 · не берётся: 2");
  expect(screen.getByText(/клавиша F8/)).toBeTruthy();
  await user.click(screen.getByTestId("import-continue"));

  const commit = await seen("import-commit");
  expect(plain(commit.textContent)).toContain("Загрузить 910 строк");
  expect(plain(screen.getByTestId("status-text").textContent)).toBe("1 000 = 700 + 120 + 0 + 90 + 90");
  await user.click(screen.getByTestId("figure-new_cases"));
  expect(screen.getByTestId("figure-new_cases").getAttribute("aria-pressed")).toBe("true");
  expect(called.mock.calls.map(([name]) => name)).not.toContain("import_commit");

  await user.click(commit);
  const result = await seen("import-result");
  expect(plain(result.textContent)).toContain("Загружено: 700 новых обращений.");
  expect(plain(result.textContent)).toContain("Строка 17: обращение № 2026-1424, отказ от 01.02.2026");
  await user.click(await seen("import-open-cases"));
  await seen("screen-cases");
});

it("all or nothing waits for the rejected rows, and says so", async () => {
  const { user } = await toMapping();
  await user.click(screen.getByTestId("import-continue"));
  const commit = await seen("import-commit");
  await user.click(screen.getByLabelText("Всё или ничего"));
  await waitFor(() => expect(commit.hasAttribute("disabled")).toBe(true));
  expect(plain(screen.getByText(/Мешают/).textContent)).toBe("Мешают 90 отклонённых строк");
  await user.click(screen.getByLabelText("Только годные строки"));
  await ready("import-commit");
});

it("a column that gives the date cannot be left out", async () => {
  const { user } = await toMapping();
  await user.click(screen.getByRole("button", { name: /Поле для столбца B/ }));
  await user.click(await screen.findByRole("option", { name: "Не брать" }));
  await user.click(screen.getByTestId("import-continue"));
  expect(plain((await screen.findByRole("alert")).textContent)).toContain("Не найден столбец с датой обращения");
  expect(screen.queryByTestId("import-commit")).toBeNull();
});

it("a dropped file opens the same way", async () => {
  const { host } = draw("state=open");
  await seen("today-list");
  host.emit("file_dropped", { token: "dropped", name: "Обращения КЦ декабрь.xlsx", size: 1000 });
  await seen("import-continue");
});

it("rows that are not about personal data lose their text when they were reviewed", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-imports"));
  const part = await seen("run-other");
  expect(within(part).getByText(/сменить тариф/)).toBeTruthy();
  await user.click(screen.getByTestId("run-review"));
  await waitFor(() => expect(within(part).queryByText(/сменить тариф/)).toBeNull());
  expect(within(part).getAllByText("текст удалён").length).toBe(3);
});
