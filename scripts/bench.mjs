// `npm run bench`: runs the release build of the bench program and prints its figures as a table.
// The program writes one JSON document to standard output,
// `{"benches":[{"name","count","seconds","shares","peak_mb"}],"ratios":[{"name","value"}]}`;
// `shares` (part of the time per phase, 0 to 1) and `peak_mb` may be missing. After it the window: start, unlocking,
// screens with 100,000 cases, memory and packages, beside a hello-world window of Tauri (`tests/bench/window.mjs`).
//   --only=register or --only=window   one half
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Stop, binary, filesBelow, headless, main, out, root, run, say } from './lib.mjs';
import { buildPage, buildPrograms } from './build.mjs';
import { setup } from './setup.mjs';

/** Rows that give a little more than 100,000 cases: the other notes are about something else or join. */
const ROWS = 162_000;

const figure = (value, digits) => value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

function table(rows, texts) {
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  say('');
  for (const row of rows) {
    say(row.map((cell, column) => (texts.includes(column) ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd());
  }
}

const bench = (...args) => run('cargo', ['bench', '--quiet', '--locked', '-p', 'otvet-tests', '--bench', 'bench', '--', ...args], { capture: true });

async function register() {
  const { text } = await bench();
  let benches;
  let ratios;
  try {
    ({ benches, ratios = [] } = JSON.parse(text));
  } catch {
    throw new Stop('the bench program did not write its JSON document');
  }
  if (!Array.isArray(benches) || benches.length === 0) throw new Stop('the bench program measured nothing');
  const rows = [['what', 'count', 'seconds', 'per second', 'peak MB', 'shares']];
  for (const { name, count, seconds, shares, peak_mb: peak } of benches) {
    rows.push([
      name,
      figure(count, 0),
      figure(seconds, 2),
      figure(count / seconds, 0),
      peak == null ? '' : figure(peak, 0),
      Object.entries(shares ?? {})
        .map(([phase, share]) => `${phase} ${figure(share * 100, 0)} %`)
        .join(', '),
    ]);
  }
  table(rows, [0, 5]);
  for (const { name, value } of ratios) say(`${name}: ${figure(value, 2)}`);
}

async function window() {
  await setup('test');
  await buildPage();
  const programs = await buildPrograms();
  await run('cargo', ['build', '--locked', '--release', '-p', 'otvet-window', '--example', 'hello', '--features', 'bench']);
  const hello = path.join(path.dirname(binary('otvet-window')), 'examples', 'hello');
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'otvet-bench-'));
  try {
    say(`making a vault of ${figure(ROWS, 0)} rows`);
    const made = JSON.parse((await bench('--make-vault', folder, String(ROWS))).text);
    const script = path.join(root, 'tests', 'bench', 'window.mjs');
    const [command, args] = headless(process.execPath, [script, programs.window, hello, made.vault, made.passphrase, made.today]);
    const { text } = await run(command, args, { capture: true });
    const { starts, screens, unlock_ms: unlock, open_mb: open, after_mb: after } = JSON.parse(text.trim().split('\n').at(-1));
    const ratio = (what) => figure(starts.otvet[what] / starts.hello[what], 2);
    table(
      [
        ['window', 'otvet', 'hello', 'ratio'],
        ['cold start to the first picture, ms, median', figure(starts.otvet.start_ms, 0), figure(starts.hello.start_ms, 0), ratio('start_ms')],
        ['the slowest of them, ms', figure(starts.otvet.worst_ms, 0), figure(starts.hello.worst_ms, 0), ratio('worst_ms')],
        ['memory at rest, locked, MB', figure(starts.otvet.rest_mb, 0), figure(starts.hello.rest_mb, 0), ratio('rest_mb')],
        [`memory at rest, unlocked, ${figure(made.cases, 0)} cases, MB`, figure(open, 0), figure(starts.hello.rest_mb, 0), figure(open / starts.hello.rest_mb, 2)],
        ['memory after all the visits, MB', figure(after, 0), figure(starts.hello.rest_mb, 0), figure(after / starts.hello.rest_mb, 2)],
        ['program file, MB', figure(fs.statSync(programs.window).size / 1e6, 1), figure(fs.statSync(hello).size / 1e6, 1), figure(fs.statSync(programs.window).size / fs.statSync(hello).size, 2)],
      ],
      [0],
    );
    say(`unlocking to «Сегодня» (key derivation within): ${figure(unlock, 0)} ms`);
    table(
      [
        [`with ${figure(made.cases, 0)} cases`, 'visits', 'first ms', 'median ms', '99th percentile ms'],
        ...Object.entries(screens).map(([name, s]) => [name, figure(s.visits, 0), figure(s.first_ms, 0), figure(s.median_ms, 0), figure(s.p99_ms, 0)]),
      ],
      [0],
    );
  } finally {
    fs.rmSync(folder, { recursive: true, force: true });
  }
  const packages = path.join(out, 'packages');
  const made = fs.existsSync(packages) ? filesBelow(packages).filter((file) => /\.(deb|rpm)$/.test(file)) : [];
  if (made.length === 0) say('packages: none made yet (npm run package)');
  for (const file of made) say(`${path.basename(file)}: ${figure(fs.statSync(file).size / 1e6, 1)} MB`);
}

await main(async (args) => {
  const only = args.find((arg) => arg.startsWith('--only='))?.slice(7);
  await setup('build');
  if (only !== 'window') await register();
  if (only !== 'register') await window();
});
