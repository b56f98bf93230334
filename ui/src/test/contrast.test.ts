/** The contrast of every pair in use, recomputed from the colours of the page by WCAG 2. */
import { expect, it } from "vitest";
import css from "../styles/tokens.css?raw";

function tokens(block: string): Record<string, string> {
  return Object.fromEntries(
    [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]{6})/gi)].map((match) => [match[1] ?? "", match[2] ?? ""]),
  );
}

const dark = css.indexOf("@media (prefers-color-scheme: dark)");
const more = css.indexOf("@media (prefers-contrast: more)");
const LIGHT = tokens(css.slice(0, dark));
const DARK = { ...LIGHT, ...tokens(css.slice(dark, more)) };

function luminance(hex: string): number {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0);
}

function contrast(a: string, b: string): number {
  const [light, dim] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return ((light ?? 0) + 0.05) / ((dim ?? 0) + 0.05);
}

const GROUNDS = ["window", "surface", "raised", "hover", "selected", "selected-idle"];
const TEXT: Record<string, readonly string[]> = {
  text: [...GROUNDS, "accent-soft", "danger-soft", "warn-soft", "ok-soft", "prov-soft", "mark"],
  "text-2": [...GROUNDS, "warn-soft", "danger-soft", "accent-soft"],
  "text-3": GROUNDS,
  accent: ["window", "surface", "raised", "hover", "selected", "accent-soft"],
  danger: [...GROUNDS, "danger-soft"],
  warn: [...GROUNDS, "warn-soft"],
  ok: ["window", "surface", "raised", "hover", "selected", "ok-soft"],
  prov: ["surface", "raised", "hover", "selected", "prov-soft"],
  "on-accent": ["accent", "danger-solid"],
  "on-toast": ["toast"],
  ink: ["paper"],
};
const PARTS: Record<string, readonly string[]> = {
  edge: ["window", "surface", "raised", "hover"],
  accent: [...GROUNDS],
  "danger-solid": ["surface", "raised", "danger-soft"],
  "warn-solid": ["surface", "raised", "warn-soft"],
  ok: ["surface", "raised", "selected"],
  danger: GROUNDS,
  warn: GROUNDS,
};

const pairs = (table: Record<string, readonly string[]>) =>
  Object.entries(table).flatMap(([front, grounds]) => grounds.map((ground) => ({ front, ground })));

for (const [theme, colours] of [
  ["light", LIGHT],
  ["dark", DARK],
] as const) {
  it.each(pairs(TEXT))(`${theme}: text $front on $ground`, ({ front, ground }) => {
    expect(contrast(colours[front] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(4.5);
  });
  it.each(pairs(PARTS))(`${theme}: part $front on $ground`, ({ front, ground }) => {
    expect(contrast(colours[front] ?? "", colours[ground] ?? "")).toBeGreaterThanOrEqual(3);
  });
}

it("the figures of the design are met", () => {
  expect(contrast(LIGHT.text ?? "", LIGHT.surface ?? "")).toBeCloseTo(16.2, 0);
  expect(contrast(DARK.text ?? "", DARK.surface ?? "")).toBeCloseTo(13.7, 0);
  expect(contrast(LIGHT.accent ?? "", LIGHT.surface ?? "")).toBeCloseTo(7, 0);
});

it("both themes name every colour", () => {
  const names = Object.keys(tokens(css.slice(dark, more)));
  const alike = ["paper", "ink"];
  expect(Object.keys(LIGHT).filter((name) => !names.includes(name) && !alike.includes(name))).toEqual([]);
});
