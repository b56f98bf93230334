/** What a list shows goes to a file: the same rows, columns and order, counted before it is written. */
import { cleanup, screen, waitFor } from "@testing-library/react";
import { afterEach, expect, it, vi } from "vitest";
import type { ListExportRequest, ListRequest } from "../bindings/wire";
import { listColumns } from "../bindings/wire";
import type { FakeHost } from "../host/fake";
import { HostError } from "../host/host";
import { draw, faults, plain, ready, seen } from "../test/draw";
import { fileOf } from "./exporting";

afterEach(cleanup);

// axe and the whole page in jsdom take their time on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

/** What was asked of a command, in order. */
function asked(host: FakeHost, name: string): unknown[] {
  const said: unknown[] = [];
  const call = host.call;
  host.call = (command, request) => {
    if (command === name) said.push(request);
    return call(command, request);
  };
  return said;
}

it("Ctrl+E counts the rows of the cases, and writes them as the list has them", async () => {
  let written: unknown[] = [];
  const { user } = draw("state=open", (host) => {
    written = asked(host, "list_export");
  });
  await user.click(await seen("section-cases"));
  await user.click(await seen("view-all"));
  await user.type(screen.getByTestId("cases-search"), "сафронова");
  const found = () => expect(screen.getByTestId("case-name").textContent).toBe("Сафронова Лидия Андреевна");
  await waitFor(found, { timeout: 10_000 });
  await user.keyboard("{Control>}[KeyE]{/Control}");
  const sheet = await seen("export-sheet");
  const save = await ready("export-save");
  expect(plain(save.textContent)).toContain("Выгрузить 1 строку");
  expect(sheet.textContent).toContain("Номер, Получено, Субъект, Требование, Откуда, Состояние, Срок, Осталось");
  expect(document.activeElement).toHaveProperty("type", "radio");
  expect(await faults()).toEqual([]);
  await user.keyboard("{ArrowDown}");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(plain((await seen("toast")).textContent)).toContain("Выгружена 1 строка: Обращения 13.01.2027.csv");
  const [request] = written as ListExportRequest[];
  expect(request?.format).toBe("csv");
  expect(request?.list.columns).toEqual(listColumns.cases);
  expect(request?.list.cases).toMatchObject({ view: "all", search: "сафронова", sort: "due", descending: false });
  await waitFor(() => expect(screen.queryByTestId("export-sheet")).toBeNull());
});

it("Ctrl+P prints the list, and the case while the focus is on it", async () => {
  let cards: unknown[] = [];
  const { user } = draw("state=open", (host) => {
    cards = asked(host, "case_card_save");
  });
  await user.click(await seen("section-cases"));
  const name = await seen("case-name");
  screen.getByRole("grid").focus();
  await user.keyboard("{Control>}[KeyP]{/Control}");
  await ready("export-save");
  expect(screen.getByLabelText("PDF для печати")).toHaveProperty("checked", true);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("export-sheet")).toBeNull());
  name.focus();
  await user.keyboard("{Control>}[KeyP]{/Control}");
  expect((await seen("toast")).textContent).toContain("Карточка обращения");
  expect(cards).toHaveLength(1);
  expect(screen.queryByTestId("export-sheet")).toBeNull();
});

it("every list has its sheet with columns that the program knows", async () => {
  let plans: unknown[] = [];
  const { user } = draw("state=open", (host) => {
    plans = asked(host, "list_plan");
  });
  for (const section of ["today", "letters", "imports", "processors", "disclosures", "audit"]) {
    await user.click(await seen(`section-${section}`));
    await user.click(await ready("export-open"));
    const sheet = await seen("export-sheet");
    await waitFor(() => expect(sheet.querySelector('[data-testid="export-columns"]'), section).not.toBeNull());
    expect(sheet.querySelector('[data-testid="error"]'), section).toBeNull();
    expect((plans.at(-1) as ListRequest).list).toBe(section);
    await user.keyboard("{Escape}");
    await waitFor(() => expect(screen.queryByTestId("export-sheet")).toBeNull());
  }
});

it("an empty list says why nothing can be written", async () => {
  const { user } = draw("state=open&data=empty");
  await user.click(await seen("section-cases"));
  await user.keyboard("{Control>}[KeyE]{/Control}");
  await seen("export-sheet");
  expect(await screen.findByText("В списке нет строк.")).toBeTruthy();
  const save = screen.getByTestId("export-save");
  expect(save.hasAttribute("disabled")).toBe(true);
  expect(save.getAttribute("aria-describedby")).not.toBeNull();
});

it("an error stays on the sheet, and cancelling says nothing", async () => {
  let code = "cancelled";
  const { user } = draw("state=open", (host) => {
    const call = host.call;
    host.call = (command, request) =>
      command === "list_export"
        ? Promise.reject(
            new HostError({
              code,
              message: "Файл не записан",
              hint: "Выберите другую папку.",
              place: null,
              severity: "limit",
              incident: null,
            }),
          )
        : call(command, request);
  });
  await user.click(await seen("section-cases"));
  await user.click(await seen("export-open"));
  await user.click(await ready("export-save"));
  await waitFor(() => expect(screen.getByTestId("export-save").hasAttribute("disabled")).toBe(false));
  expect(screen.queryByTestId("error")).toBeNull();
  code = "file";
  await user.click(await ready("export-save"));
  expect((await seen("error")).textContent).toContain("Выберите другую папку.");
  expect(screen.getByTestId("export-sheet")).toBeTruthy();
});

it("a file is named without its folders", () => {
  expect(fileOf("C:\\Users\\Документы\\Обращения.xlsx")).toBe("Обращения.xlsx");
  expect(fileOf("a/b/Письма.csv")).toBe("Письма.csv");
});
