/** Keys by their place, in both layouts; letters alone are not taken from a field. */
import { fireEvent, render, screen } from "@testing-library/react";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import { bothLetters, keyName, startKeys, useKeys } from "./keys";

const event = (init: KeyboardEventInit) => new KeyboardEvent("keydown", init);

const PAIRS = "JО KЛ LД SЫ IШ DВ CС FА VМ EУ NТ PЗ XЧ MЬ OЩ"
  .split(" ")
  .map((pair) => ({ latin: pair.charAt(0), russian: pair.charAt(1) }));

it.each(PAIRS)("$latin and $russian are one key", ({ latin, russian }) => {
  expect(keyName(event({ code: `Key${latin}`, key: latin.toLowerCase() }))).toBe(latin);
  expect(keyName(event({ code: `Key${latin}`, key: russian.toLowerCase() }))).toBe(latin);
  // A driver without codes gives the sign alone.
  expect(keyName(event({ code: "", key: russian.toLowerCase() }))).toBe(latin);
  expect(keyName(event({ code: "", key: latin.toLowerCase() }))).toBe(latin);
  expect(keyName(event({ code: `Key${latin}`, key: russian.toLowerCase(), ctrlKey: true }))).toBe(`Ctrl+${latin}`);
  expect(bothLetters(latin)).toBe(`${latin} · ${russian}`);
});

it("the question mark is Shift with the slash key, the sign itself, and F1", () => {
  expect(keyName(event({ code: "Slash", key: "?", shiftKey: true }))).toBe("?");
  expect(keyName(event({ code: "Slash", key: ",", shiftKey: true }))).toBe("?");
  expect(keyName(event({ code: "Digit7", key: "?", shiftKey: true }))).toBe("?");
  expect(keyName(event({ code: "F1", key: "F1" }))).toBe("?");
  expect(keyName(event({ code: "Slash", key: "." }))).toBe("/");
});

it("brackets, digits, the number pad and modifiers have names", () => {
  expect(keyName(event({ code: "BracketLeft", key: "х" }))).toBe("[");
  expect(keyName(event({ code: "BracketRight", key: "ъ" }))).toBe("]");
  expect(keyName(event({ code: "Digit3", key: "3", ctrlKey: true }))).toBe("Ctrl+3");
  expect(keyName(event({ code: "NumpadEnter", key: "Enter", ctrlKey: true }))).toBe("Ctrl+Enter");
  expect(keyName(event({ code: "Equal", key: "+", ctrlKey: true }))).toBe("Ctrl++");
  expect(keyName(event({ code: "F6", key: "F6", shiftKey: true }))).toBe("Shift+F6");
  expect(keyName(event({ code: "ArrowLeft", key: "ArrowLeft", altKey: true }))).toBe("Alt+ArrowLeft");
});

let stop: () => void;
beforeEach(() => {
  stop = startKeys();
});
afterEach(() => stop());

function Layer({ acts, modal = false }: { acts: Parameters<typeof useKeys>[0]; modal?: boolean }) {
  useKeys(acts, { modal });
  return <input aria-label="поле" />;
}

it("a letter alone does nothing while a field has the focus, and only J and K repeat", () => {
  const letter = vi.fn();
  const down = vi.fn();
  const main = vi.fn();
  render(<Layer acts={{ L: letter, J: down, "Ctrl+Enter": main }} />);
  const field = screen.getByLabelText("поле");
  fireEvent.keyDown(field, { code: "KeyL", key: "д" });
  expect(letter).not.toHaveBeenCalled();
  fireEvent.keyDown(field, { code: "Enter", key: "Enter", ctrlKey: true });
  expect(main).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(document.body, { code: "KeyL", key: "д" });
  fireEvent.keyDown(document.body, { code: "KeyL", key: "д", repeat: true });
  expect(letter).toHaveBeenCalledTimes(1);
  fireEvent.keyDown(document.body, { code: "KeyJ", key: "о", repeat: true });
  fireEvent.keyDown(document.body, { code: "KeyJ", key: "о", repeat: true });
  expect(down).toHaveBeenCalledTimes(2);
});

it("what was opened later hears first; a modal layer hides those below; false gives the key away", () => {
  const below = vi.fn();
  const above = vi.fn(() => false);
  const first = render(<Layer acts={{ Escape: below, C: below }} />);
  const second = render(<Layer acts={{ Escape: above }} />);
  fireEvent.keyDown(document.body, { code: "Escape", key: "Escape" });
  expect(above).toHaveBeenCalledTimes(1);
  expect(below).toHaveBeenCalledTimes(1);
  second.unmount();
  render(<Layer acts={{}} modal />);
  fireEvent.keyDown(document.body, { code: "KeyC", key: "с" });
  expect(below).toHaveBeenCalledTimes(1);
  first.unmount();
});

it("keys of the web view are taken away from it", () => {
  render(<Layer acts={{}} />);
  for (const init of [{ code: "F5" }, { code: "KeyP", ctrlKey: true }, { code: "KeyR", ctrlKey: true }]) {
    expect(fireEvent.keyDown(document.body, { key: "", ...init })).toBe(false);
  }
});
