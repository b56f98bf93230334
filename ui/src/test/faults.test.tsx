/** axe finds nothing serious on any screen. */
import { screen } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, faults, seen } from "./draw";

async function open(section: string) {
  const { user } = draw("state=open");
  await user.click(await seen(`section-${section}`));
  return user;
}

it("the lock screen", async () => {
  const { user } = draw();
  await user.type(await seen("unlock-passphrase"), "не та фраза{Enter}");
  await seen("error");
  expect(await faults()).toEqual([]);
});

it("the first steps of a new vault", async () => {
  const { user } = draw("state=first");
  await seen("first-run");
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("wizard-next"));
  await user.click(screen.getByTestId("wizard-next"));
  expect(screen.getByText("Наименование не указано.")).toBeTruthy();
  expect(await faults()).toEqual([]);
});

it("the list of cases, the working of a date, and the forms beside it", async () => {
  const user = await open("cases");
  await seen("case-name");
  expect(await faults()).toEqual([]);
  await user.click((await screen.findAllByTestId("due-open"))[0] as HTMLElement);
  await seen("due-working");
  expect(await faults()).toEqual([]);
  await user.keyboard("{Escape}");
  await user.click(screen.getByTestId("case-close"));
  await seen("close-ground");
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("case-add-open"));
  await seen("case-add");
  expect(await faults()).toEqual([]);
});

it("a vault in which there is nothing yet", async () => {
  const { user } = draw("state=open&data=empty");
  await seen("today-nothing");
  expect(await faults()).toEqual([]);
  for (const [section, words] of [
    ["cases", /Обращений ещё нет/],
    ["imports", /Загрузок ещё не было/],
    ["processors", /Поручений ещё нет/],
    ["disclosures", /Передач ещё нет/],
  ] as const) {
    await user.click(screen.getByTestId(`section-${section}`));
    await screen.findByText(words);
    expect(await faults()).toEqual([]);
  }
});

it("the next actions and the sheet of keys", async () => {
  const { user } = draw("state=open");
  await seen("today-list");
  expect(await faults()).toEqual([]);
  await user.keyboard("{F1}");
  await seen("key-sheet");
  expect(await faults()).toEqual([]);
});

it("the runs and the steps of an import", async () => {
  const user = await open("imports");
  await seen("run-card");
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("import-choose"));
  await seen("import-continue");
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("import-continue"));
  await seen("import-commit");
  expect(await faults()).toEqual([]);
});

it("the processors and their form", async () => {
  const user = await open("processors");
  await seen("processor-points");
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("processors-add-open"));
  await seen("processor-form");
  expect(await faults()).toEqual([]);
});

it("the disclosures and their form", async () => {
  const user = await open("disclosures");
  await seen("disclosure-event");
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("disclosures-add-open"));
  await seen("disclosure-form");
  expect(await faults()).toEqual([]);
});

it("the trail", async () => {
  const user = await open("audit");
  await screen.findAllByTestId("audit-row");
  expect(await faults()).toEqual([]);
  await user.click(screen.getByTestId("audit-verify"));
  await screen.findByText(/Журнал сошёлся:/);
  expect(await faults()).toEqual([]);
});

it("the settings", async () => {
  await open("settings");
  await seen("operator-save");
  expect(await faults()).toEqual([]);
});
