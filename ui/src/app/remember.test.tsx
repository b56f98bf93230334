/** What the window remembers in the vault: the same section and record after locking, and what was typed and not saved. */
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

it("what lasts is written once, and only when it changed; last records and tokens of files are not", async () => {
  const { host: desk, written } = host();
  const kept = new KeptMap(desk, []);
  kept.set("cases.filter", { view: "all" });
  kept.set("cases.filter", { view: "open" });
  kept.set("draft.import", { form: { file: { token: "file-1" } }, when: "2027-01-13T14:20:00" });
  kept.set("settings.import", { name: "черновик" });
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

it("a draft is forgotten as soon as it is cleared, even while it is being written", async () => {
  const { host: desk, written } = host();
  const kept = new KeptMap(desk, [{ key: "format", value: "1" }]);
  const draft = { form: { text: "просит удалить" }, when: "2027-01-13T14:20:00" };
  kept.set("draft.cases.add", draft);
  const writing = kept.flush();
  await Promise.resolve();
  kept.set("draft.cases.add", null);
  await kept.flush();
  await writing;
  expect(written.at(-1)).toEqual({ entries: [{ key: "draft.cases.add", value: null }] });
  expect(written[0]).toEqual({ entries: [{ key: "draft.cases.add", value: JSON.stringify(draft) }] });
  kept.set("draft.cases.add", { ...draft, form: { text: "я".repeat(20_000) } });
  await kept.flush();
  expect(written.at(-1)?.entries[0]?.value).toContain("яяя");
});

async function newProcessor(user: ReturnType<typeof draw>["user"]) {
  await user.click(await seen("section-processors"));
  await user.click(await seen("processors-add-open"));
  return (await seen("processor-form-name")) as HTMLInputElement;
}

it("what was typed into a form is there after locking", async () => {
  const { host: desk, user } = draw("state=open");
  const call = vi.spyOn(desk, "call");
  await user.type(await newProcessor(user), "Двор");
  await user.click(screen.getByTestId("lock"));
  await user.type(await seen("unlock-passphrase"), `${FAKE_PASSPHRASE}{Enter}`);
  const names = call.mock.calls.map(([name]) => name as string);
  expect(names.lastIndexOf("remember", names.indexOf("vault_lock"))).toBeGreaterThanOrEqual(0);
  expect((await newProcessor(user)).value).toBe("Двор");
  expect(screen.getByTestId("restored").textContent).toMatch(/Восстановлен черновик от \d\d:\d\d\./);
});

it("what was saved is no draft any more, nor when the act is taken back", async () => {
  const { host: desk, user } = draw("state=open");
  await user.type(await newProcessor(user), "Двор");
  // The focus stands in a list of texts: leaving it while the form goes away must not keep the draft.
  await user.type(screen.getByTestId("processor-form-data"), "ИНН");
  await user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(screen.queryByTestId("processor-form")).toBeNull());
  await user.keyboard("{Control>}[KeyZ]{/Control}");
  await waitFor(async () => {
    const { entries } = await desk.call("remembered", {});
    expect(entries.filter(({ key }) => key.startsWith("draft.processors"))).toEqual([]);
  });
  expect((await newProcessor(user)).value).toBe("");
  expect(screen.queryByTestId("restored")).toBeNull();
});

it("after locking and unlocking the same section is open", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-audit"));
  await seen("screen-audit");
  await user.click(screen.getByTestId("lock"));
  await user.type(await seen("unlock-passphrase"), `${FAKE_PASSPHRASE}{Enter}`);
  await waitFor(() => expect(screen.getByTestId("screen-audit")).toBeTruthy(), { timeout: 5000 });
});
