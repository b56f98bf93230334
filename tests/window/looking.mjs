// What is looked for on every screen of the real window: nothing sticks out, no word is cut off, axe finds nothing
// serious. Shared by the tests and the screenshots.
import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { pngSize, until } from './driver.mjs';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
export const pictures = process.env.OTVET_SCREENSHOTS ?? path.join(root, 'out', 'window');
export const SIZES = [
  [1280, 800],
  [1920, 1080],
];
const axe = fs.readFileSync(path.join(root, 'node_modules', 'axe-core', 'axe.min.js'), 'utf8');

/** Buttons, tabs and headings whose words do not fit, but for names and values, which have an ellipsis and a tooltip. */
const CUT = `return [...document.querySelectorAll('button, [role=tab], h1, h2, h3, th, label, legend')]
  .filter((e) => e.offsetParent !== null && !e.closest('[title]') && !e.hasAttribute('data-value'))
  .flatMap((e) => [e, ...e.querySelectorAll('span')])
  .filter((e) => e.scrollWidth > e.clientWidth + 1 && getComputedStyle(e).overflowX !== 'visible' && e.clientWidth > 1)
  .map((e) => e.textContent.trim().slice(0, 60))`;

/**
 * Pictures of the screen at both sizes, `NAME-WIDTH.png`. Nothing may stick out of the window, no word of a button or
 * heading may be cut off, and axe may find nothing serious.
 */
export async function seen(window, name) {
  for (const [width, height] of SIZES) {
    await window.resize(width, height);
    const file = path.join(pictures, `${name}-${width}.png`);
    await window.screenshot(file);
    assert.deepEqual(pngSize(file), { width, height });
    assert.deepEqual(
      await window.look('return [document.documentElement.scrollWidth <= innerWidth, document.documentElement.scrollHeight <= innerHeight]'),
      [true, true],
      `${name}: the page does not scroll as a whole at ${width}×${height}`,
    );
    assert.deepEqual(await window.look(CUT), [], `${name}: no text of a button or heading is cut off at ${width}×${height}`);
  }
  const [[width, height]] = SIZES;
  await window.resize(width, height);
  // Looked at through the driver: the page itself must not be able to run foreign script.
  assert.deepEqual(await window.axe(axe), [], `axe: ${name}`);
}

/** Waits until the screen has its rows: nothing is being asked, and no grey bar stands for one. */
export const settled = (window) =>
  until('the screen to have its rows', () => window.look('return document.querySelector("[data-waiting], [aria-busy=true]") === null'));
