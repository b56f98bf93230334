/** Escape closes a form, and never throws away what was typed into it. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, drawAt, seen } from "../test/draw";

const value = (testId: string) => (screen.getByTestId(testId) as HTMLInputElement | HTMLTextAreaElement).value;
const gone = (testId: string) => waitFor(() => expect(screen.queryByTestId(testId)).toBeNull());

it("a new case comes back, can be cleared, and is gone when it was saved", async () => {
  const { user } = await drawAt("cases");
  await seen("case-name");
  await user.click(screen.getByTestId("case-add-open"));
  await user.type(await seen("add-full-name"), "Новиков Иван Петрович");
  expect(screen.queryByTestId("restored")).toBeNull();
  await user.keyboard("{Escape}");
  await gone("case-add");

  await user.click(screen.getByTestId("case-add-open"));
  expect((await seen("restored")).textContent).toMatch(/Восстановлен черновик от \d\d:\d\d\./);
  expect(value("add-full-name")).toBe("Новиков Иван Петрович");
  await user.click(screen.getByTestId("restored-clear"));
  expect(value("add-full-name")).toBe("");
  expect(screen.queryByTestId("restored")).toBeNull();
  expect(document.activeElement).toBe(screen.getByTestId("add-full-name"));

  await user.type(screen.getByTestId("add-full-name"), "Новиков Иван Петрович");
  await user.type(screen.getByTestId("add-text"), "просит удалить данные");
  await user.click(screen.getByTestId("add-save"));
  await gone("case-add");
  await user.click(screen.getByTestId("case-add-open"));
  await seen("case-add");
  expect(value("add-full-name")).toBe("");
  expect(screen.queryByTestId("restored")).toBeNull();
});

it("the forms of a case keep what was typed for this case alone", async () => {
  const { user } = await drawAt("cases");
  const first = (await seen("case-name")).textContent;
  await user.click(screen.getByTestId("case-identity"));
  await user.type(await seen("identity-compared"), "ФИО и договор");
  await user.keyboard("{Escape}");
  await gone("identity-compared");
  await user.click(screen.getByTestId("case-close"));
  await user.type(await seen("close-ground"), "ст. 14 ч. 8");
  await user.keyboard("{Escape}");
  await gone("close-ground");

  await user.keyboard("[KeyJ]");
  await waitFor(() => expect(screen.getByTestId("case-name").textContent).not.toBe(first));
  await user.click(screen.getByTestId("case-identity"));
  await seen("identity-compared");
  expect(value("identity-compared")).toBe("");
  expect(screen.queryByTestId("restored")).toBeNull();
  await user.keyboard("{Escape}");
  await gone("identity-compared");

  await user.keyboard("[KeyK]");
  await waitFor(() => expect(screen.getByTestId("case-name").textContent).toBe(first));
  await user.click(screen.getByTestId("case-close"));
  await seen("restored");
  expect(value("close-ground")).toBe("ст. 14 ч. 8");
  await user.click(screen.getByTestId("case-identity"));
  await seen("identity-compared");
  expect(value("identity-compared")).toBe("ФИО и договор");
  await user.click(screen.getByTestId("identity-save"));
  await gone("identity-compared");
  await user.click(screen.getByTestId("case-identity"));
  await seen("identity-compared");
  expect(value("identity-compared")).toBe("");
});

it("records of a register come back, also from another section", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-processors"));
  await user.click(await seen("processors-add-open"));
  await user.type(await seen("processor-form-name"), "ООО «Двор»");
  await user.keyboard("{Escape}");
  await gone("processor-form");
  await user.click(screen.getByTestId("section-disclosures"));
  await user.click(await seen("disclosures-add-open"));
  await seen("disclosure-recipient");
  expect(value("disclosure-recipient")).toBe("");
  await user.click(screen.getByTestId("section-processors"));
  await user.click(await seen("processors-add-open"));
  await seen("restored");
  expect(value("processor-form-name")).toBe("ООО «Двор»");
  await user.click(screen.getByTestId("restored-clear"));
  expect(value("processor-form-name")).toBe("");
});
