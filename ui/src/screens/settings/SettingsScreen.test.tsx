import { screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { FAKE_KEY } from "../../host/fake";
import { draw, plain, ready, seen } from "../../test/draw";

it("the recovery key is typed back from its sheet", async () => {
  const { user } = draw("state=open&recovery=unconfirmed");
  await user.click(await screen.findByRole("button", { name: "Проверить ключ" }));
  const field = await seen("recovery-typed");
  await waitFor(() => expect(document.activeElement).toBe(field));
  await user.type(field, "7KQ2 M9TD{Enter}");
  expect(plain((await seen("error")).textContent)).toContain("Резервный ключ не подошёл");
  await user.clear(field);
  await user.type(field, FAKE_KEY.join(" ").toLowerCase());
  await user.click(screen.getByTestId("recovery-confirm"));
  await screen.findByText("Ключ проверен: лист верен.");
  await user.click(screen.getByTestId("section-cases"));
  await seen("screen-cases");
  expect(screen.queryByText("Резервный ключ не проверен.")).toBeNull();
});

it("the operator's record is saved, and a draft outlives leaving the section", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-settings"));
  expect(plain((await seen("operator-gaps")).textContent)).toContain("кто подписывает письма");
  expect(screen.getByTestId("operator-save").hasAttribute("disabled")).toBe(true);
  await user.click(screen.getByTestId("settings-part-signatory"));
  await user.type(await seen("operator-signatory-name"), "Орлова Анна Петровна");
  await user.click(screen.getByTestId("section-audit"));
  await seen("screen-audit");
  await user.click(screen.getByTestId("section-settings"));
  expect(((await seen("operator-signatory-name")) as HTMLInputElement).value).toBe("Орлова Анна Петровна");
  await user.click(await ready("operator-save"));
  await waitFor(() => expect(screen.queryByTestId("operator-gaps")).toBeNull());
});

it("an empty name is not saved", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-settings"));
  await user.clear(await seen("operator-name"));
  await user.click(await ready("operator-save"));
  expect(await screen.findByText("Наименование не указано.")).toBeTruthy();
});
