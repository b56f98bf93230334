/** A new vault from the first screen to the open desk. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { draw, plain, ready, seen } from "../../test/draw";
import { groupMatches, groupText } from "./groups";

it("five steps make a vault, and nothing is made before the last", async () => {
  const { host, user } = draw("state=first");
  const called = vi.spyOn(host, "call");
  await user.click(await seen("wizard-next"));
  await user.type(await seen("operator-name"), "ООО «Пример»");
  await user.click(screen.getByTestId("wizard-next"));

  await user.type(await seen("wizard-passphrase"), "коротко");
  await waitFor(() => expect(plain(screen.getByText(/Не меньше/).textContent)).toBe("Не меньше 12 знаков, сейчас 7"));
  expect(screen.getByTestId("wizard-next").hasAttribute("disabled")).toBe(true);
  await user.type(screen.getByTestId("wizard-passphrase"), " но теперь длиннее");
  await user.type(screen.getByTestId("wizard-passphrase-again"), "коротко но теперь длиннее");
  await user.click(await ready("wizard-next"));

  const groups = await seen("wizard-groups");
  expect(groups.querySelectorAll("li").length).toBe(14);
  expect(groups.textContent).toContain("0HVB");
  await user.click(screen.getByTestId("wizard-next"));
  expect(groups.textContent).not.toContain("0HVB");
  expect(groups.textContent).not.toContain("R6MX");
  const create = await seen("wizard-create");
  expect(create.hasAttribute("disabled")).toBe(true);
  expect(called.mock.calls.map(([name]) => name)).not.toContain("vault_create");

  // The letter O for a nought, small letters, and then the Russian layout.
  await user.type(await seen("wizard-group-0"), "ohvb");
  await user.type(screen.getByTestId("wizard-group-1"), "К6ЬЧ");
  await user.click(await ready("wizard-create"));
  await user.click(await seen("wizard-open"));
  await seen("screen-cases");
  expect(await screen.findByText(/Обращений ещё нет/)).toBeTruthy();
  expect(called.mock.calls.filter(([name]) => name === "vault_create").length).toBe(1);
});

it("groups are the same in either layout, with O as 0 and I, L as 1", () => {
  expect(groupText("r6mx")).toBe("R6MX");
  expect(groupText("К6ЬЧ")).toBe("R6MX");
  expect(groupMatches("0HVB", "OHVB")).toBe(true);
  expect(groupMatches("51WG", "5lwg")).toBe(true);
  expect(groupMatches("51WG", "5IWG")).toBe(true);
  expect(groupMatches("51WG", "")).toBe(false);
});
