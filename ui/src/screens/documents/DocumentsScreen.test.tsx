/** «Документы и отчёты»: the journal of a period, counted before it is written; the card; reports and lists. */
import { cleanup, screen, within } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { JournalRequest } from "../../bindings/wire";
import { draw, faults, plain, ready, seen } from "../../test/draw";

afterEach(cleanup);

// axe and the whole page in jsdom take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

async function open(query = "state=open") {
  const journals: JournalRequest[] = [];
  const drawn = draw(query, (host) => {
    const call = host.call;
    host.call = (command, request) => {
      if (command === "journal_save") journals.push(request as JournalRequest);
      return call(command, request);
    };
  });
  await drawn.user.click(await seen("section-documents"));
  await seen("documents-journal");
  return { ...drawn, journals };
}

it("counts the rows of the year, shows the first, and writes them by the keyboard", async () => {
  const { user, journals } = await open();
  const table = await seen("journal-first");
  const rows = within(table).getAllByRole("row").length - 1;
  expect(rows).toBeGreaterThan(0);
  const save = await ready("journal-save");
  expect(plain(save.textContent)).toMatch(/Сохранить журнал, \d+ стро/);
  expect(await faults()).toEqual([]);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect((await seen("toast")).textContent).toContain("Журнал обращений.pdf");
  expect(journals).toEqual([{ from: "2027-01-01", to: "2027-01-13", format: "pdf" }]);
});

it("a period that ends before it begins is said at its field, and nothing is written", async () => {
  const { user, journals } = await open();
  await ready("journal-save");
  await user.clear(screen.getByTestId("documents-from"));
  await user.type(screen.getByTestId("documents-from"), "01012028");
  expect(await screen.findByText("Конец периода раньше начала.")).toBeTruthy();
  expect(screen.getByTestId("journal-save").hasAttribute("disabled")).toBe(true);
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(journals).toEqual([]);
  expect(screen.getByTestId("documents-period").textContent).toContain("Другой период");
  expect(await faults()).toEqual([]);
});

it("the card asks for a number, and says which is not there", async () => {
  const { user } = await open();
  await user.click(await seen("card-save"));
  expect(screen.getByText("Номер не указан.")).toBeTruthy();
  await user.type(screen.getByTestId("card-number"), "1999-0001{Enter}");
  expect(await screen.findByText(/1999-0001.*в реестре нет/)).toBeTruthy();
  expect(await faults()).toEqual([]);
  await user.clear(screen.getByTestId("card-number"));
  await user.type(screen.getByTestId("card-number"), "2026-1421{Enter}");
  expect((await seen("toast")).textContent).toContain("Карточка обращения 2026-1421.pdf");
});

it("saves the report of a run and a whole list", async () => {
  const { user } = await open();
  await user.click((await screen.findAllByTestId("report-save"))[0] as HTMLElement);
  await seen("toast");
  await user.click(screen.getByTestId("export-open"));
  const save = await ready("export-save");
  expect(plain(save.textContent)).toContain("Выгрузить 60 строк");
});

it("a vault without cases says that the journal will be empty", async () => {
  await open("state=open&data=empty");
  expect(await screen.findByText(/Обращений за период нет/)).toBeTruthy();
  expect(await screen.findByText("Загрузок ещё не было.")).toBeTruthy();
  expect(await faults()).toEqual([]);
});
