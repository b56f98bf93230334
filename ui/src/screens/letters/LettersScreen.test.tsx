import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import axe from "axe-core";
import { afterEach, beforeAll, expect, it } from "vitest";
import type { LetterRow } from "../../bindings/wire";
import type { Place } from "../../kit/desk";
import { letterHost, letterRow, TestDesk } from "../../test/letterDesk";
import { LettersScreen } from "./LettersScreen";

// The list draws what is in sight: here everything has a size.
beforeAll(() => {
  Object.defineProperty(HTMLElement.prototype, "clientHeight", { configurable: true, get: () => 600 });
  Object.defineProperty(HTMLElement.prototype, "clientWidth", { configurable: true, get: () => 1048 });
});
afterEach(cleanup);

const LETTERS = [
  letterRow("017/ПДн", "2027-01-13"),
  letterRow("016/ПДн", "2027-01-12", "ask_particulars"),
  letterRow("015/ПДн", "2026-12-30"),
];

function show(letters: LetterRow[], kept?: Map<string, unknown>) {
  const host = letterHost({ letters });
  const places: Place[] = [];
  render(
    <TestDesk
      host={host}
      start={{ section: "letters" }}
      onPlace={(place) => places.push(place)}
      {...(kept === undefined ? {} : { kept })}
    >
      {() => <LettersScreen />}
    </TestDesk>,
  );
  return { host, place: () => places.at(-1) };
}

async function axeFinds(): Promise<string[]> {
  const rules = { "color-contrast": { enabled: false }, region: { enabled: false } };
  const { violations } = await axe.run(document.body, { rules });
  return violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join("\n")}`);
}

it("lists the letters newest first with the page of the chosen one beside them", async () => {
  show(LETTERS);
  const rows = await screen.findAllByTestId("letter-row");
  expect(rows.map((row) => row.textContent?.slice(0, 7))).toEqual(["017/ПДн", "016/ПДн", "015/ПДн"]);
  expect(rows[1]?.textContent).toContain("12.01.2027");
  expect(rows[1]?.textContent).toContain("Запрос недостающих сведений");
  expect((await screen.findAllByTestId("letter-page")).length).toBeGreaterThan(0);
  expect(screen.getByTestId("letter-hash").textContent).toBe("3f5a".repeat(16));
  expect(screen.getByTestId("status-text").textContent).toBe("Показано 3 из 3 писем, сначала новые");
  expect(await axeFinds()).toEqual([]);
});

it("goes up and down by J and K, into the letter by Enter and back by Escape", async () => {
  const { host } = show(LETTERS);
  await screen.findAllByTestId("letter-row");
  const grid = screen.getByRole("grid");
  const press = (code: string, key: string, on: Element = document.activeElement ?? document.body) =>
    fireEvent.keyDown(on, { code, key });
  press("KeyJ", "о");
  await waitFor(() =>
    expect(
      host.said.some((one) => one.name === "letter_show" && (one.request as { number: string }).number === "016/ПДн"),
    ).toBe(true),
  );
  press("KeyJ", "j", document.body);
  expect(screen.getAllByTestId("letter-row")[2]?.getAttribute("aria-selected")).toBe("true");
  press("KeyK", "k");
  expect(screen.getAllByTestId("letter-row")[1]?.getAttribute("aria-selected")).toBe("true");
  grid.focus();
  press("Enter", "Enter");
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("letter-save")));
  press("Escape", "Escape");
  await waitFor(() => expect(document.activeElement).toBe(grid));
});

it("searches by number, date, case, kind and the beginning of the hash", async () => {
  show(LETTERS);
  await screen.findAllByTestId("letter-row");
  const field = screen.getByTestId("letters-search");
  for (const [search, count] of [
    ["016", 1],
    ["30.12.2026", 1],
    ["запрос недост", 1],
    ["3f5a3f", 3],
    ["2026-017", 1],
  ] as const) {
    fireEvent.change(field, { target: { value: search } });
    await waitFor(() => expect(screen.getAllByTestId("letter-row"), search).toHaveLength(count));
  }
  fireEvent.change(field, { target: { value: "такого нет" } });
  expect(await axeFinds()).toEqual([]);
  fireEvent.click(await screen.findByText("Снять поиск"));
  await waitFor(() => expect(screen.getAllByTestId("letter-row")).toHaveLength(3));
});

it("narrows to one kind of letter, and clears the filter", async () => {
  show(LETTERS, new Map([["letters.template", "ask_particulars"]]));
  await waitFor(() => expect(screen.getAllByTestId("letter-row")).toHaveLength(1));
  expect(screen.getByTestId("letters-template").textContent).toContain("Запрос недостающих сведений");
  fireEvent.change(screen.getByTestId("letters-search"), { target: { value: "017" } });
  fireEvent.click(await screen.findByText("Снять отбор"));
  await waitFor(() => expect(screen.getAllByTestId("letter-row")).toHaveLength(3));
  expect(screen.getByTestId("letters-template").textContent).toContain("Все виды");
  fireEvent.click(screen.getByTestId("letters-template"));
  fireEvent.click(await screen.findByRole("option", { name: "Запрос недостающих сведений" }));
  await waitFor(() => expect(screen.getAllByTestId("letter-row")).toHaveLength(1));
});

it("saves the letter and opens its case", async () => {
  const { host, place } = show(LETTERS);
  await screen.findAllByTestId("letter-page");
  fireEvent.click(screen.getByTestId("letter-save"));
  expect((await screen.findByTestId("toast")).textContent).toContain("017-ПДн.pdf");
  expect(host.said.find((one) => one.name === "letter_save")?.request).toEqual({ number: "017/ПДн" });
  fireEvent.click(screen.getByTestId("letter-to-case"));
  expect(place()).toEqual({ section: "cases", number: "2026-017" });
});

it("says what would be here while there is no letter", async () => {
  const { place } = show([]);
  await screen.findByText("К обращениям");
  expect(await axeFinds()).toEqual([]);
  fireEvent.click(await screen.findByText("К обращениям"));
  expect(place()).toEqual({ section: "cases" });
});

it("leads back to a letter left to fill in what it lacks", async () => {
  const draft = { number: "2026-1429", template: "access_answer" };
  const { place } = show([], new Map([["letter.draft", draft]]));
  fireEvent.click(await screen.findByTestId("letters-go-on"));
  expect(place()).toEqual({ section: "letters", compose: draft });
});
