import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import type { ListRequest, RunRow } from "../../bindings/wire";
import { draw, faults, seen } from "../../test/draw";

it("runs are searched by file, number and day; the export holds what is shown; an empty result is cleared", async () => {
  const asked: ListRequest[] = [];
  const { user, host } = draw("state=open", (desk) => {
    const { call } = desk;
    desk.call = (name, request, ...rest) => {
      if (name === "list_plan") asked.push(request as ListRequest);
      return call(name, request, ...rest);
    };
  });
  await user.click(await seen("section-imports"));
  const { imports } = await host.call("imports_list", {});
  expect(imports.length).toBeGreaterThan(1);
  expect(await screen.findAllByTestId("run-row")).toHaveLength(imports.length);
  const [first] = imports;
  if (first === undefined) throw new Error("no run");
  await user.keyboard("[Slash]");
  const field = await seen("imports-search");
  expect(document.activeElement).toBe(field);
  const day = first.at.slice(0, 10);
  const runsOf = (fits: (run: RunRow) => boolean) => imports.filter(fits).length;
  for (const [search, count] of [
    [first.file.toUpperCase(), runsOf((run) => run.file === first.file)],
    [day.split("-").reverse().join("."), runsOf((run) => run.at.startsWith(day))],
  ] as const) {
    await user.clear(field);
    await user.type(field, search);
    await waitFor(() => expect(screen.getAllByTestId("run-row"), search).toHaveLength(count));
  }
  await user.clear(field);
  await user.type(field, first.run);
  await waitFor(() => expect(screen.getAllByTestId("run-row")).toHaveLength(1));
  expect(screen.getByTestId("status-text").textContent).toMatch(/^Показано загрузок: 1 из/);
  await user.keyboard("{Enter}");
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("grid"));
  await user.click(screen.getByTestId("export-open"));
  await seen("export-sheet");
  await waitFor(() => expect(asked.at(-1)?.rows).toEqual([first.run]));
  await user.keyboard("{Escape}");
  await user.keyboard("{Control>}[KeyF]{/Control}");
  await user.keyboard("такого нет");
  const clear = await seen("imports-clear");
  expect(await faults()).toEqual([]);
  await user.click(clear);
  await waitFor(() => expect(screen.getAllByTestId("run-row")).toHaveLength(imports.length));
  await waitFor(() => expect(document.activeElement?.getAttribute("role")).toBe("grid"));
});
