// Starts an installed window as the menu would, beside the installed `otvet`: lock screen, its picture, a vault opened,
// the end. Run by `npm run package` under a display of its own; it is no test of `npm test`.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { freshHome, pngSize, start, until } from './driver.mjs';
import { PASSPHRASE, TODAY, unlock } from './way.mjs';

const [picture] = process.argv.slice(2);
const { OTVET_WINDOW_BIN: binary, OTVET_BIN: otvet } = process.env;

const home = freshHome();
try {
  const phrase = path.join(home.base, 'phrase.txt');
  fs.writeFileSync(phrase, PASSPHRASE);
  execFileSync(otvet, ['vault', 'create', '--policy', 'konekt', '--vault', home.vault, '--passphrase-file', phrase, '--today', TODAY], {
    env: { ...process.env, ...home.env },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const window = await start({ binary, args: ['--vault', home.vault, '--today', TODAY], home });
  try {
    await window.resize(1280, 800);
    await window.wait('unlock');
    await until('the passphrase to have the focus', () => window.focused('unlock-passphrase'));
    // A picture of one colour is small: the page has not been painted yet.
    await until('the lock screen to be painted', async () => {
      await window.screenshot(picture);
      return fs.statSync(picture).size > 15_000;
    });
    const { width, height } = pngSize(picture);
    if (width !== 1280 || height !== 800) throw new Error(`the picture is ${width}×${height}`);
    // The class by which a desktop joins the window with its menu entry.
    const [id] = await until('the window of the class otvet-window', () => {
      const found = execFileSync('xdotool', ['search', '--class', '^otvet-window$'], { encoding: 'utf8' }).split('\n').filter(Boolean);
      return found.length > 0 && found;
    });
    if (!id) throw new Error('no window has the class of the menu entry');
    await unlock(window);
    await window.waitGone('unlock', { timeout: 60_000 });
  } finally {
    await window.close({ remove: false });
  }
} finally {
  home.remove();
}
