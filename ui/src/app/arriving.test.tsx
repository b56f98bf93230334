/** Whoever goes somewhere arrives there with the focus; a record that was taken back leaves no error behind. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, drawAt, seen } from "../test/draw";

const inMain = () => document.querySelector("main")?.contains(document.activeElement) ?? false;

it("Ctrl+9 puts the focus into the list of parts, Ctrl+N into each section", async () => {
  const { user } = draw("state=open");
  await seen("screen-today");
  await user.keyboard("{Control>}9{/Control}");
  await seen("screen-settings");
  await waitFor(() => expect(document.activeElement?.hasAttribute("data-settings-part")).toBe(true), { timeout: 3000 });
  for (const key of ["2", "3", "4", "5", "6", "7", "8"]) {
    await user.keyboard(`{Control>}${key}{/Control}`);
    await waitFor(() => expect(inMain(), key).toBe(true), { timeout: 3000 });
  }
});

it("after taking back a new case its neighbour stands in the pane", async () => {
  const { user } = await drawAt("cases");
  await seen("case-name");
  await user.click(screen.getByTestId("case-add-open"));
  await user.type(await seen("add-full-name"), "Новиков Иван");
  await user.type(screen.getByTestId("add-text"), "удалить данные");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.getByTestId("case-name").textContent).toBe("Новиков Иван"));
  await user.keyboard("{Control>}[KeyZ]{/Control}");
  await waitFor(() => expect(screen.getByTestId("case-name").textContent).not.toBe("Новиков Иван"), { timeout: 3000 });
  expect(screen.queryByTestId("error")).toBeNull();
});

it("wrong fields of a new case are told at once, the first takes the focus, and a mended one is clean", async () => {
  const { user } = await drawAt("cases");
  await seen("case-name");
  await user.click(screen.getByTestId("case-add-open"));
  await user.type(await seen("add-phone"), "123");
  await user.type(screen.getByTestId("add-email"), "нет");
  await user.keyboard("{Control>}{Enter}{/Control}");
  expect(screen.getByText("Это не номер телефона.")).toBeTruthy();
  expect(screen.getByText("Это не адрес электронной почты.")).toBeTruthy();
  await waitFor(() => expect(document.activeElement).toBe(screen.getByTestId("add-phone")));
  await user.type(screen.getByTestId("add-phone"), "4567890");
  expect(screen.queryByText("Это не номер телефона.")).toBeNull();
  expect(screen.getByText("Это не адрес электронной почты.")).toBeTruthy();
});
