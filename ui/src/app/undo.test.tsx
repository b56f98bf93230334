/** The last act is taken back by Ctrl+Z or from the message that tells of it; in a field the key stays with the field. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import { expect, it } from "vitest";
import { draw, plain, ready, seen } from "../test/draw";

async function rename(user: ReturnType<typeof draw>["user"], name: string) {
  await user.click(await seen("section-settings"));
  await user.click(await seen("settings-part-operator"));
  const field = await seen("operator-short_name");
  await user.clear(field);
  await user.type(field, name);
  await user.click(await ready("operator-save"));
}
const shortName = async () => ((await seen("operator-short_name")) as HTMLInputElement).value;

it("the message of a save offers to take it back", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-settings"));
  const before = await shortName();
  await rename(user, "Новое имя");
  const act = await seen("toast-act");
  expect(plain(act.textContent)).toBe("ОтменитьCtrl+Z");
  expect(act.getAttribute("aria-keyshortcuts")).toBe("Control+Z");
  await user.click(act);
  await waitFor(async () => expect(await shortName()).toBe(before));
  expect(plain(screen.getByTestId("toast").textContent)).toContain("Отменено: изменение сведений об операторе");
});

it("Ctrl+Z in either layout takes back one act after another, and names the next", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-settings"));
  const before = await shortName();
  await rename(user, "Первое");
  await seen("toast-act");
  await rename(user, "Второе");
  await waitFor(() => expect(screen.getByTestId("operator-save").hasAttribute("disabled")).toBe(true));
  fireEvent.keyDown(document.body, { code: "KeyZ", key: "я", ctrlKey: true });
  await waitFor(async () => expect(await shortName()).toBe("Первое"));
  await waitFor(() => expect(plain(screen.getByTestId("toast-act").textContent)).toContain("Отменить ещё: Изменение"));
  fireEvent.keyDown(document.body, { code: "", key: "я", ctrlKey: true });
  await waitFor(async () => expect(await shortName()).toBe(before));
  fireEvent.keyDown(document.body, { code: "KeyZ", key: "z", ctrlKey: true });
  expect(plain((await seen("undo-failed")).textContent)).toContain("Отменять нечего");
  await user.keyboard("{Escape}");
  await waitFor(() => expect(screen.queryByTestId("undo-failed")).toBeNull());
});

it("in a field Ctrl+Z is the field's", async () => {
  const { user } = draw("state=open");
  await rename(user, "Первое");
  await seen("toast-act");
  const field = await seen("operator-short_name");
  expect(fireEvent.keyDown(field, { code: "KeyZ", key: "z", ctrlKey: true })).toBe(true);
  await new Promise((done) => setTimeout(done, 50));
  expect(await shortName()).toBe("Первое");
});

it("an issued letter offers nothing", async () => {
  const { user } = draw("state=open");
  await rename(user, "Первое");
  await seen("toast-act");
  await user.click(screen.getByTestId("section-audit"));
  await seen("screen-audit");
  await user.click(screen.getByTestId("section-letters"));
  await seen("screen-letters");
  expect(screen.queryAllByTestId("toast-act").length).toBeLessThanOrEqual(1);
});
