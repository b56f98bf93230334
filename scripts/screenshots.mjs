// `npm run screenshots`: walks the main way in the real window (the window's test) and keeps a few of its pictures in
// assets/screenshots, where the README shows them.
import fs from 'node:fs';
import path from 'node:path';
import { Stop, binary, headless, main, out, root, run, say } from './lib.mjs';
import { buildPage, buildPrograms } from './build.mjs';
import { setup } from './setup.mjs';

/** Picture of the test -> its name in assets/screenshots. */
const KEPT = {
  'import-plan-1280': 'import-plan',
  'cases-1280': 'cases',
  'due-working-1280': 'due-working',
  'letter-answer-1280': 'letter',
  'cases-1920': 'cases-wide',
};

await main(async () => {
  await setup('test');
  await buildPage();
  await buildPrograms({ debug: true });
  const made = path.join(out, 'window');
  const test = path.join(root, 'tests', 'window', 'main-way.test.mjs');
  const [command, args] = headless(process.execPath, ['--test', '--test-reporter=spec', test]);
  await run(command, args, { env: { OTVET_WINDOW_BIN: binary('otvet-window', 'debug'), OTVET_SCREENSHOTS: made } });
  const kept = path.join(root, 'assets', 'screenshots');
  fs.mkdirSync(kept, { recursive: true });
  for (const [from, to] of Object.entries(KEPT)) {
    const picture = path.join(made, `${from}.png`);
    if (!fs.existsSync(picture)) throw new Stop(`the test left no ${from}.png`);
    fs.copyFileSync(picture, path.join(kept, `${to}.png`));
    say(path.join('assets', 'screenshots', `${to}.png`));
  }
});
