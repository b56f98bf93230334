/** What the window remembers in the vault: the same section and record after locking, and no draft among it. */
import { screen, waitFor } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import type { Remembered } from "../bindings/wire";
import { FAKE_PASSPHRASE } from "../host/fake";
import type { Host } from "../host/host";
import { draw, seen } from "../test/draw";
import { KeptMap, rememberedPlace } from "./remember";

function host(): { host: Host; written: Remembered[] } {
  const written: Remembered[] = [];
  const call = vi.fn(async (_: string, request: Remembered) => {
    written.push(request);
    return {};
  });
  return { host: { call, callBytes: call, on: () => () => {} } as unknown as Host, written };
}

it("what lasts is written once, and only when it changed; drafts and last records are not", async () => {
  const { host: desk, written } = host();
  const kept = new KeptMap(desk, []);
  kept.set("cases.filter", { view: "all" });
  kept.set("cases.filter", { view: "open" });
  kept.set("draft.case", { text: "тайна" });
  kept.set("settings.operator", { name: "черновик" });
  kept.set("recent", [{ title: "Имя" }]);
  await kept.flush();
  expect(written).toEqual([
    {
      entries: [
        { key: "cases.filter", value: '{"view":"open"}' },
        { key: "format", value: "1" },
      ],
    },
  ]);
  kept.set("cases.filter", { view: "open" });
  await kept.flush();
  expect(written.length).toBe(1);
});

it("what another version wrote, and what is no JSON, is none", () => {
  const { host: desk } = host();
  const format = { key: "format", value: "1" };
  const place = { key: "place", value: '{"section":"cases","id":"2026-0001","day":"2027-01-13"}' };
  expect(rememberedPlace(new KeptMap(desk, [place, format]), "2027-01-13")).toEqual({
    section: "cases",
    number: "2026-0001",
  });
  expect(rememberedPlace(new KeptMap(desk, [place]), "2027-01-13")).toBeNull();
  expect(rememberedPlace(new KeptMap(desk, [place, { key: "format", value: "99" }]), "2027-01-13")).toBeNull();
  // A new day begins with «Сегодня».
  expect(rememberedPlace(new KeptMap(desk, [place, format]), "2027-01-14")).toBeNull();
  for (const value of ["{", "null", "7", '"cases"', '{"section":"нет"}', '{"section":7}'])
    expect(rememberedPlace(new KeptMap(desk, [{ key: "place", value }, format]), "2027-01-13")).toBeNull();
});

it("after locking and unlocking the same section is open", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-audit"));
  await seen("screen-audit");
  await user.click(screen.getByTestId("lock"));
  await user.type(await seen("unlock-passphrase"), `${FAKE_PASSPHRASE}{Enter}`);
  await waitFor(() => expect(screen.getByTestId("screen-audit")).toBeTruthy(), { timeout: 5000 });
});
