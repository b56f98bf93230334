// `npm run screenshots`: walks through the real window (the window's tests) and keeps its pictures in
// assets/screenshots: every screen at both sizes, light and dark, and the way of the first case for its guide.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Stop, binary, headless, main, out, root, run, say } from './lib.mjs';
import { buildPage, buildPrograms } from './build.mjs';
import { setup } from './setup.mjs';

/** Pictures of the main way -> their names in docs/first-case.ru.md. */
const FIRST_CASE = {
  'first-run-place': 'place',
  'first-run-operator': 'operator',
  'first-run-key': 'key',
  'import-mapping': 'mapping',
  'import-plan': 'plan',
  today: 'today',
  'due-working': 'working',
  identity: 'identity',
  'letter-answer': 'letter',
  'letter-issued': 'issued',
  'case-close': 'close',
  documents: 'documents',
};

await main(async () => {
  await setup('screenshots');
  await buildPage();
  await buildPrograms({ debug: true });
  const made = path.join(out, 'window');
  fs.rmSync(made, { recursive: true, force: true });
  const tests = ['main-way', 'tour'].map((name) => path.join(root, 'tests', 'window', `${name}.test.mjs`));
  const [command, args] = headless(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...tests]);
  await run(command, args, {
    env: { OTVET_WINDOW_BIN: binary('otvet-window', 'debug'), OTVET_BIN: binary('otvet', 'debug'), OTVET_SCREENSHOTS: made },
  });
  const kept = path.join(root, 'assets', 'screenshots');
  fs.rmSync(kept, { recursive: true, force: true });
  fs.mkdirSync(path.join(kept, 'first-case'), { recursive: true });
  const keep = (from, to) => {
    const picture = path.join(made, `${from}.png`);
    if (!fs.existsSync(picture)) throw new Stop(`the tests left no ${from}.png`);
    // 256 colours are enough for a screen, and a third of the size.
    execFileSync('pngquant', ['--force', '--strip', '--speed=1', '--output', path.join(kept, `${to}.png`), '256', picture]);
  };
  for (const [from, to] of Object.entries(FIRST_CASE)) keep(`${from}-1280`, path.join('first-case', to));
  const toured = fs.readdirSync(made).filter((name) => /-(light|dark)-\d+\.png$/.test(name));
  if (toured.length === 0) throw new Stop('the tour left no pictures');
  for (const name of toured) keep(name.slice(0, -4), name.slice(0, -4));
  say(`${Object.keys(FIRST_CASE).length + toured.length} pictures in assets/screenshots`);
});
