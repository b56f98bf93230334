import { screen, waitFor, within } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ListRequest } from "../../bindings/wire";
import { draw, faults, plain, seen } from "../../test/draw";
import { headGroups, hexText } from "./words";

it("V verifies, and the status bar knows it", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-audit"));
  await screen.findAllByTestId("audit-row");
  expect(screen.getByText("Журнал не сверялся")).toBeTruthy();
  await user.keyboard("м");
  await user.keyboard("[KeyV]");
  await waitFor(() => expect(screen.getByTestId("audit-verdict").getAttribute("data-state")).toBe("ok"));
  expect(plain(screen.getByTestId("audit-verdict").textContent)).toMatch(/^Журнал сошёлся: \d+ запис/);
  expect(screen.getByText(/^Журнал сошёлся в/)).toBeTruthy();
});

it("a trail that does not agree says which record differs and what to do", async () => {
  const { user } = draw("state=open&trail=broken");
  await user.click(await seen("section-audit"));
  await user.click(await seen("audit-verify"));
  await waitFor(() => expect(screen.getByTestId("audit-verdict").getAttribute("data-state")).toBe("broken"));
  expect(screen.getByTestId("audit-verdict").textContent).toContain("Запись изменена вне программы");
  expect(screen.getByTestId("audit-verdict").textContent).toContain("Ничего не записывайте");
});

it("a group from paper is found in the head or in the entry whose mark it was", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-audit"));
  const head = await seen("audit-head");
  const groups = [...head.querySelectorAll("li")].map((item) => item.textContent ?? "");
  expect(groups.length).toBe(8);
  await user.click(screen.getByTestId("audit-compare"));
  await user.type(await seen("audit-group"), `${groups[2]}{Enter}`);
  await waitFor(() =>
    expect(plain(screen.getByTestId("audit-answer").textContent)).toBe("Группа 3 отметки, которая стоит сейчас."),
  );
  await user.clear(screen.getByTestId("audit-group"));
  await user.type(screen.getByTestId("audit-group"), "0000 0000 1{Enter}");
  await waitFor(() => expect(screen.getByTestId("audit-answer").textContent).toBe("Такой группы в журнале нет."));
});

it("the entry beside the list tells its marks, and leads to its record", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-audit"));
  await screen.findAllByTestId("audit-row");
  await user.keyboard("[Slash]");
  await user.type(await seen("audit-search"), "letter_issue");
  await waitFor(() => expect(screen.getByTestId("status-text").textContent).toMatch(/^Показано событий: \d+ из \d+/));
  await user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("grid"));
  await user.keyboard("{ArrowDown}");
  const pane = within(await seen("audit-pane"));
  expect(pane.getByRole("heading", { level: 2 }).textContent).toBe("Письмо выпущено");
  const groups = (name: string) => [...pane.getByTestId(name).querySelectorAll("li")].map((one) => one.textContent);
  expect(groups("entry-mark").map((group) => group?.length)).toEqual([8, 8, 8, 8, 8, 8, 8, 8]);
  await pane.findByTestId("entry-previous");
  expect(groups("entry-previous")).not.toEqual(groups("entry-mark"));
  expect((await pane.findByTestId("entry-records")).textContent).toContain("Письмо №");
  await user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("entry-to-record")));
  expect(await faults()).toEqual([]);
  await user.keyboard("{Escape}");
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("grid"));
  await user.click(screen.getByTestId("entry-to-record"));
  await seen("screen-letter");
});

it("narrows by what an entry is about, exports what is shown, and clears an empty result", async () => {
  const asked: ListRequest[] = [];
  const { user } = draw("state=open", (host) => {
    const { call } = host;
    host.call = (name, request, ...rest) => {
      if (name === "list_plan") asked.push(request as ListRequest);
      return call(name, request, ...rest);
    };
  });
  await user.click(await seen("section-audit"));
  const all = (await screen.findAllByTestId("audit-row")).length;
  await user.click(screen.getByTestId("view-imports"));
  await waitFor(() => expect(screen.getAllByTestId("audit-row").length).toBeLessThan(all));
  for (const row of screen.getAllByTestId("audit-row")) expect(row.textContent).toContain("Загрузка");
  await user.click(screen.getByTestId("export-open"));
  await seen("export-sheet");
  await waitFor(() => expect(asked.at(-1)?.audit).toMatchObject({ about: "imports", search: null }));
  await user.keyboard("{Escape}");
  await user.keyboard("{Control>}[KeyF]{/Control}");
  expect(document.activeElement).toBe(screen.getByTestId("audit-search"));
  await user.keyboard("такого нет");
  const clear = await seen("audit-clear");
  expect(clear.textContent).toBe("Снять отбор");
  expect(await faults()).toEqual([]);
  await user.click(clear);
  await waitFor(() => expect(screen.getAllByTestId("audit-row").length).toBe(all));
  expect(screen.getByTestId("view-all").getAttribute("aria-pressed")).toBe("true");
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("grid"));
});

it("the head is cut into eight, and a group is read in either layout", () => {
  expect(headGroups("0123456789abcdef".repeat(4)).map((group) => group.length)).toEqual([8, 8, 8, 8, 8, 8, 8, 8]);
  expect(headGroups("")).toEqual([]);
  expect(hexText("ФИ 12-св")).toBe("ab12cd");
});
