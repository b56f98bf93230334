import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { FAKE_KEY, FAKE_PASSPHRASE } from "../../host/fake";
import { draw, plain, seen } from "../../test/draw";

it("a refused passphrase has its own words, stays selected, and the right one opens", async () => {
  const { user } = draw();
  const field = (await seen("unlock-passphrase")) as HTMLInputElement;
  expect(field.type).toBe("password");
  await user.type(field, "не та фраза{Enter}");
  expect(plain((await seen("error")).textContent)).toBe(
    "Парольная фраза не подошла. Данные не изменены. Проверьте раскладку клавиатуры и Caps Lock. ",
  );
  await waitFor(() => expect([field.selectionStart, field.selectionEnd]).toEqual([0, "не та фраза".length]));
  await user.type(field, `${FAKE_PASSPHRASE}{Enter}`, { initialSelectionStart: 0, initialSelectionEnd: 50 });
  await seen("screen-today");
});

it("the secret is wiped after it was sent", async () => {
  const { host, user } = draw();
  const sent = vi.spyOn(host, "callBytes");
  await user.type(await seen("unlock-passphrase"), "не та фраза{Enter}");
  await seen("error");
  const bytes = sent.mock.calls.find(([name]) => name === "vault_unlock")?.[1];
  expect(bytes?.every((byte) => byte === 0)).toBe(true);
});

it("the recovery key opens too, and locking asks again", async () => {
  const { user } = draw();
  await seen("unlock-passphrase");
  await user.click(screen.getByText("Открыть резервным ключом"));
  await user.type(await seen("unlock-recovery"), FAKE_KEY.join(" "));
  await user.click(screen.getByTestId("unlock-submit"));
  await user.click(await seen("lock"));
  await seen("unlock-passphrase");
  expect(screen.getByText("по команде")).toBeTruthy();
});
