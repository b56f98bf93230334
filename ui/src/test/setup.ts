/** What jsdom lacks: elements have no size, so that a list by window would draw nothing; and a few calls of the engine. */
import { cleanup } from "@testing-library/react";
import { afterEach } from "vitest";
import { setLetterKeys } from "../kit/keys";
import { setSizes } from "../kit/size";
import { setLocale } from "../paraglide/runtime.js";

const size = (name: "clientHeight" | "clientWidth" | "offsetHeight" | "offsetWidth", value: number) => {
  Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => value });
};
size("clientHeight", 600);
size("clientWidth", 1048);
size("offsetHeight", 600);
size("offsetWidth", 1048);

globalThis.CSS ??= {} as typeof CSS;
CSS.escape ??= (text: string) => text.replace(/[^\w-]/g, (sign) => `\\${sign}`);

afterEach(() => {
  cleanup();
  void setLocale("ru", { reload: false });
  setLetterKeys(true);
  setSizes(100, "tight");
  delete document.documentElement.dataset.theme;
});
