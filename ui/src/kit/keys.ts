/**
 * Keys by their place on the keyboard, so that the Russian layout works. A layer that was opened later hears a key
 * first; a letter alone is heard only when no field has the focus.
 */
import { useEffect, useRef } from "react";

/** ЙЦУКЕН to the letter printed in the same place, for drivers that give no code. */
const RUSSIAN: Record<string, string> = {
  "\u0439": "Q",
  "\u0446": "W",
  "\u0443": "E",
  "\u043a": "R",
  "\u0435": "T",
  "\u043d": "Y",
  "\u0433": "U",
  "\u0448": "I",
  "\u0449": "O",
  "\u0437": "P",
  "\u0445": "[",
  "\u044a": "]",
  "\u0444": "A",
  "\u044b": "S",
  "\u0432": "D",
  "\u0430": "F",
  "\u043f": "G",
  "\u0440": "H",
  "\u043e": "J",
  "\u043b": "K",
  "\u0434": "L",
  "\u044f": "Z",
  "\u0447": "X",
  "\u0441": "C",
  "\u043c": "V",
  "\u0438": "B",
  "\u0442": "N",
  "\u044c": "M",
};

/** «J · О»: the letter with the Russian one in the same place. Other keys stay as they are. */
export function bothLetters(key: string): string {
  const russian = Object.keys(RUSSIAN).find((letter) => RUSSIAN[letter] === key);
  return russian === undefined ? key : `${key} · ${russian.toUpperCase()}`;
}

const CODES: Record<string, string> = {
  BracketLeft: "[",
  BracketRight: "]",
  Slash: "/",
  Equal: "+",
  NumpadAdd: "+",
  Minus: "-",
  NumpadSubtract: "-",
  NumpadEnter: "Enter",
  Space: "Space",
};

type KeyLike = Pick<KeyboardEvent, "code" | "key" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey">;

/** The name of a key with its modifiers: `J`, `Ctrl+Enter`, `Shift+F6`, `?`. */
export function keyName(event: KeyLike): string {
  let base: string;
  const letter = /^Key([A-Z])$/.exec(event.code);
  const digit = /^(?:Digit|Numpad)(\d)$/.exec(event.code);
  // The sign itself may stand on another key (Shift+7 in Russian), so it goes before the place.
  if (event.key === "?" || event.code === "F1" || event.key === "F1") return "?";
  if (letter?.[1]) base = letter[1];
  else if (digit?.[1]) base = digit[1];
  else if (event.code === "" || event.code === "Unidentified") {
    const lower = event.key.toLowerCase();
    base = RUSSIAN[lower] ?? (event.key.length === 1 ? event.key.toUpperCase() : event.key);
  } else base = CODES[event.code] ?? event.code;
  if (base === "/" && event.shiftKey) return "?";
  const parts: string[] = [];
  if (event.ctrlKey || event.metaKey) parts.push("Ctrl");
  if (event.altKey) parts.push("Alt");
  if (event.shiftKey) parts.push("Shift");
  return [...parts, base].join("+");
}

/** Whether typing goes into this element. */
export function isEditable(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  if (target.isContentEditable || target.getAttribute("role") === "spinbutton") return true;
  if (target instanceof HTMLInputElement) return !["checkbox", "radio", "button", "file"].includes(target.type);
  return target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement;
}

/** What a key does. `false` gives it to the layer below. */
export type KeyActs = Record<string, ((event: KeyboardEvent) => unknown) | undefined>;

type Layer = { acts: { current: KeyActs }; modal: boolean };
const layers: Layer[] = [];

let letterKeys = true;

/** Single letters and signs can be switched off in the settings; F1 and keys with Ctrl or Alt stay. */
export function setLetterKeys(on: boolean): void {
  letterKeys = on;
}

/** A key that types a sign when a field has the focus: a letter, a figure, `/`, `[`. */
function typesSign(name: string): boolean {
  return /^(Shift\+)?[^\s+]$/u.test(name);
}

/** Single letters and signs, which must not be taken from a field. */
function needsNoField(name: string): boolean {
  return !/^(Ctrl|Alt)\+/.test(name) && !/^(Shift\+)?F\d+$/.test(name) && name !== "Escape";
}

function hear(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.isComposing) return;
  const name = keyName(event);
  if (event.repeat && !["J", "K"].includes(name)) return;
  // F1 stands for «?» and types nothing.
  const sign = event.code !== "F1" && event.key !== "F1";
  if (sign && !letterKeys && typesSign(name)) return;
  if (sign && needsNoField(name) && isEditable(event.target)) return;
  for (let i = layers.length - 1; i >= 0; i--) {
    const layer = layers[i];
    const act = layer?.acts.current[name];
    if (act !== undefined && act(event) !== false) {
      event.preventDefault();
      return;
    }
    if (layer?.modal) break;
  }
  if (WEB_VIEW_KEYS.has(name)) event.preventDefault();
}

/** What a key does now: of the layer that would hear it. */
export function actOf(name: string): ((event: KeyboardEvent) => unknown) | undefined {
  for (let i = layers.length - 1; i >= 0; i--) {
    const act = layers[i]?.acts.current[name];
    if (act !== undefined) return act;
    if (layers[i]?.modal) break;
  }
  return undefined;
}

/** Every key that something would hear now. */
export function heardKeys(): string[] {
  const names = new Set<string>();
  for (let i = layers.length - 1; i >= 0; i--) {
    for (const [name, act] of Object.entries(layers[i]?.acts.current ?? {})) if (act !== undefined) names.add(name);
    if (layers[i]?.modal) break;
  }
  return [...names];
}

/** Keys of the web view that mean nothing here: reload, find, print, view source, back. */
const WEB_VIEW_KEYS = new Set([
  "F5",
  "Ctrl+R",
  "Ctrl+Shift+R",
  "Ctrl+F",
  "Ctrl+G",
  "Ctrl+P",
  "Ctrl+U",
  "Ctrl+S",
  "Ctrl+J",
  "F3",
  "F7",
  "Alt+ArrowLeft",
  "Alt+ArrowRight",
]);

/** The main act goes before what has the focus: a radio would swallow the key, a button would take it for its own. */
function hearFirst(event: KeyboardEvent): void {
  if (keyName(event) !== "Ctrl+Enter") return;
  hear(event);
  if (event.defaultPrevented) event.stopPropagation();
}

/** Starts hearing keys for the whole window. Returns what ends it. */
export function startKeys(): () => void {
  window.addEventListener("keydown", hearFirst, { capture: true });
  window.addEventListener("keydown", hear);
  return () => {
    window.removeEventListener("keydown", hearFirst, { capture: true });
    window.removeEventListener("keydown", hear);
  };
}

/** Keys of a part of the page, while it is drawn. A modal layer hides those below. */
export function useKeys(acts: KeyActs, options: { modal?: boolean; enabled?: boolean } = {}): void {
  const current = useRef(acts);
  current.current = acts;
  const { modal = false, enabled = true } = options;
  useEffect(() => {
    if (!enabled) return;
    const layer: Layer = { acts: current, modal };
    layers.push(layer);
    return () => {
      layers.splice(layers.indexOf(layer), 1);
    };
  }, [modal, enabled]);
}

/** Walks the regions of the window (F6). Each has `data-region`; the focus goes to what is marked inside it. */
export function walkRegions(step: 1 | -1): void {
  const regions = [...document.querySelectorAll<HTMLElement>("[data-region]")].filter(
    (r) => r.offsetParent !== null || r.isConnected,
  );
  if (regions.length === 0) return;
  const here = regions.findIndex((region) => region.contains(document.activeElement));
  for (let i = 1; i <= regions.length; i++) {
    const region = regions[(here + step * i + regions.length * 2) % regions.length];
    if (region !== undefined && focusInto(region)) return;
  }
}

const FOCUSABLE =
  "a[href], button:not([disabled]), input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex]:not([tabindex='-1'])";

/** Puts the focus into the list or the record beside it, once they are drawn. */
export function focusRegion(name: "list" | "pane"): void {
  requestAnimationFrame(() => {
    const region = document.querySelector<HTMLElement>(`[data-region="${name}"]`);
    if (region !== null) focusInto(region);
  });
}

/** Puts the focus on the marked element of a region, or on the first that takes it. */
export function focusInto(region: HTMLElement): boolean {
  const target =
    region.querySelector<HTMLElement>("[data-region-focus]") ?? region.querySelector<HTMLElement>(FOCUSABLE);
  target?.focus();
  return target !== null && target !== undefined;
}
