/** The table of keys against the page: every key of the sheet does something, and no button hints at another. */
import { fireEvent, render, screen } from "@testing-library/react";
import { expect, it, vi } from "vitest";
import { draw, seen } from "../test/draw";
import { keyName, setLetterKeys, startKeys, useKeys } from "./keys";
import { matched, otherLayout } from "./layout";
import { SHORTCUTS, shortcutOf } from "./shortcuts";

const sources = import.meta.glob(
  ["../**/*.tsx", "../**/*.ts", "!../**/*.test.*", "!./shortcuts.ts", "!../paraglide/**"],
  {
    query: "?raw",
    import: "default",
    eager: true,
  },
) as Record<string, string>;
const code = Object.values(sources).join("\n");

/** Whether some part of the page names the key as one that it hears. */
function heard(name: string): boolean {
  if (/^Ctrl\+\d$/.test(name)) return /\[`Ctrl\+\$\{index \+ 1\}`/.test(code);
  const quoted = name.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
  return new RegExp(`(^|[\\s{,])"?${quoted}"?\\s*:`, "m").test(code);
}

it("no key stands in the table twice", () => {
  const names = SHORTCUTS.flatMap((line) => line.names);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

it("every key of the sheet is heard somewhere", () => {
  expect(SHORTCUTS.flatMap((line) => line.names).filter((name) => !heard(name))).toEqual([]);
});

it("every key that a button hints at stands in the table", () => {
  const hints = [...code.matchAll(/\bkeys="([^"]+)"/g)].map((match) => match[1] ?? "");
  expect(hints.length).toBeGreaterThan(20);
  expect([...new Set(hints)].filter((hint) => shortcutOf(hint) === undefined)).toEqual([]);
});

const RUSSIAN: Record<string, string> = Object.fromEntries(
  [..."qwertyuiop[]asdfghjklzxcvbnm"].map((sign) => [sign.toUpperCase(), otherLayout(sign)]),
);
/** The keys of the table that are letters or signs with a Russian letter in the same place. */
const LETTERS = SHORTCUTS.flatMap((line) => line.names).flatMap((name) => {
  const sign = name.replace(/^Ctrl\+/, "");
  const russian = RUSSIAN[sign];
  return russian === undefined ? [] : [{ name, sign, russian, ctrlKey: name !== sign }];
});

it.each(LETTERS)(
  "$name is the same key in both layouts, with a code and without",
  ({ name, sign, russian, ctrlKey }) => {
    const places: Record<string, string> = { "[": "BracketLeft", "]": "BracketRight" };
    const place = places[sign] ?? `Key${sign}`;
    for (const init of [
      { code: place, key: sign.toLowerCase() },
      { code: place, key: russian },
      { code: "", key: russian },
      { code: "", key: russian.toUpperCase() },
      { code: "Unidentified", key: sign.toLowerCase() },
    ])
      expect(keyName(new KeyboardEvent("keydown", { ...init, ctrlKey }))).toBe(name);
  },
);

function Layer({ acts }: { acts: Parameters<typeof useKeys>[0] }) {
  useKeys(acts);
  return null;
}

it("single letters and signs can be switched off; F1 and keys with Ctrl stay", () => {
  const stop = startKeys();
  const heardNow: string[] = [];
  const act = (name: string) => vi.fn(() => heardNow.push(name));
  render(
    <Layer
      acts={{
        L: act("L"),
        "/": act("/"),
        "[": act("["),
        "1": act("1"),
        "?": act("?"),
        "Ctrl+K": act("Ctrl+K"),
        F8: act("F8"),
      }}
    />,
  );
  const press = () => {
    heardNow.length = 0;
    for (const init of [
      { code: "KeyL", key: "д" },
      { code: "Slash", key: "." },
      { code: "BracketLeft", key: "х" },
      { code: "Digit1", key: "1" },
      { code: "Digit7", key: "?", shiftKey: true },
      { code: "F1", key: "F1" },
      { code: "KeyK", key: "л", ctrlKey: true },
      { code: "F8", key: "F8" },
    ])
      fireEvent.keyDown(document.body, init);
    return [...heardNow];
  };
  expect(press()).toEqual(["L", "/", "[", "1", "?", "?", "Ctrl+K", "F8"]);
  setLetterKeys(false);
  expect(press()).toEqual(["?", "Ctrl+K", "F8"]);
  stop();
});

it("the sheet shows the table, the Russian letter beside the Latin one", async () => {
  const { user } = draw("state=open");
  await user.click(await seen("section-cases"));
  await seen("case-name");
  await user.keyboard("{F1}");
  const sheet = await seen("key-sheet");
  for (const line of SHORTCUTS) expect(sheet.textContent).toContain(line.what());
  expect(sheet.textContent).toContain("J · О");
  expect(sheet.textContent).toContain("] · Ъ");
  expect(screen.getByRole("heading", { name: "Клавиши" })).toBeTruthy();
});

it("words of a query begin words of a text; the other layout is the same keys", () => {
  expect(otherLayout("rjytrn")).toBe("конект");
  expect(otherLayout("Ghfdrf")).toBe("правка");
  expect(matched("елк", "Щербакова-Ёлкина")).toEqual([{ from: 10, to: 13 }]);
  expect(matched("личн", "Продлить срок")).toBeNull();
  expect(matched("", "что угодно")).toEqual([]);
});
