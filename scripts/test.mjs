// `npm test`: installs what is missing and runs every check and test, the real window included. Stops at the first
// failure; ends itself after an hour. The last line is `N passed, 0 failed`.
//   --only=NAME[,NAME]   only these steps (and the set-up)
//   --slow               the slow tests instead (`npm run test:slow`)
//   --check              formatting, lints and types only (`npm run check`)
import fs from 'node:fs';
import path from 'node:path';
import { binary, endAll, filesBelow, headless, main, ask, have, out, root, run, say, seconds, Stop } from './lib.mjs';
import { buildPage, buildPrograms } from './build.mjs';
import { setup } from './setup.mjs';

const LIMIT_MINUTES = 60;

let passed = 0;
let failed = 0;

const plain = (text) => text.replace(/\u001b\[[0-9;]*m/g, '');
const total = (text, pattern) => [...plain(text).matchAll(pattern)].reduce((sum, match) => sum + Number(match[1]), 0);

/** Adds up what a runner says about its tests, also when it has failed. */
async function counted(running, passPattern, failPattern) {
  let text = '';
  try {
    ({ text } = await running);
  } catch (error) {
    text = error.text ?? '';
    throw error;
  } finally {
    passed += total(text, passPattern);
    failed += total(text, failPattern);
  }
  if (total(text, passPattern) === 0) throw new Stop('no test ran');
}

const cargoTests = (args) =>
  counted(run('cargo', ['test', '--locked', ...args], { capture: true, env: programs() }), /^test result: .*? (\d+) passed/gm, /^test result: .*? (\d+) failed/gm);

/** Where tests that start our programs find them. */
function programs() {
  return { OTVET_BIN: binary('otvet', 'debug'), OTVET_WINDOW_BIN: binary('otvet-window', 'debug') };
}

const hasCargo = (tool) => ask('cargo', [tool, '--version'], { stdio: ['ignore', 'pipe', 'ignore'] }) !== null;

const ui = {
  'ui:check': () => run('npm', ['run', '--silent', 'ui:check']),
  'ui:test': () =>
    counted(
      run('npm', ['run', '--silent', 'ui:test'], { capture: true }),
      /^\s*Tests\s+(?:\d+ failed \| )?(\d+) passed/gm,
      /^\s*Tests\s+(\d+) failed/gm,
    ),
};
const lints = {
  format: () => (hasCargo('fmt') ? run('cargo', ['fmt', '--all', '--check']) : say('rustfmt is not installed: not checked')),
  clippy: () =>
    hasCargo('clippy')
      ? run('cargo', ['clippy', '--locked', '--workspace', '--all-targets', '--', '-D', 'warnings'])
      : say('clippy is not installed: not checked'),
  // Needs no network: the advisories are not part of it.
  deny: () =>
    hasCargo('deny')
      ? run('cargo', ['deny', '--offline', '--locked', 'check', 'bans', 'licenses', 'sources'])
      : say('cargo-deny is not installed: licences and bans not checked'),
};

function windowTests() {
  const files = filesBelow(path.join(root, 'tests', 'window')).filter((file) => file.endsWith('.test.mjs'));
  fs.mkdirSync(path.join(out, 'window'), { recursive: true });
  const [command, args] = headless(process.execPath, ['--test', '--test-concurrency=1', '--test-reporter=spec', ...files]);
  return counted(
    run(command, args, { capture: true, env: { ...programs(), OTVET_SCREENSHOTS: path.join(out, 'window') } }),
    /^(?:ℹ|#) pass (\d+)/gm,
    /^(?:ℹ|#) fail (\d+)/gm,
  );
}

const all = {
  ...ui,
  page: buildPage,
  format: lints.format,
  clippy: lints.clippy,
  deny: lints.deny,
  // Before the tests, some of which start the programs.
  programs: () => buildPrograms({ debug: true }),
  rust: () => cargoTests(['--workspace']),
  window: windowTests,
};
const slow = { page: buildPage, programs: all.programs, slow: () => cargoTests(['-p', 'otvet-tests', '--test', 'slow']) };
const check = { 'ui:check': ui['ui:check'], page: buildPage, ...lints };

await main(async (args) => {
  const from = Date.now();
  let current = 'set-up';
  setTimeout(() => {
    say(`\nnpm test ends itself: ${LIMIT_MINUTES} minutes are over, in the step "${current}". Slow tests belong into "npm run test:slow".`);
    endAll('SIGKILL');
    process.exit(1);
  }, LIMIT_MINUTES * 60_000).unref();

  const only = args.find((arg) => arg.startsWith('--only='))?.slice(7).split(',');
  const steps = args.includes('--slow') ? slow : args.includes('--check') ? check : all;
  const unknown = only?.filter((name) => !(name in steps)) ?? [];
  if (unknown.length > 0) throw new Stop(`no such step: ${unknown.join(', ')}; there are ${Object.keys(steps).join(', ')}`);
  if (!have('git')) say('git is not installed; the tests that look at the tree take every file');

  const timings = [];
  const chosen = Object.entries(steps).filter(([name]) => !only || only.includes(name));
  try {
    for (const [name, step] of [['set-up', () => setup('test')], ...chosen]) {
      current = name;
      say(`\n=== ${name}`);
      const begun = Date.now();
      try {
        await step();
      } finally {
        timings.push([name, seconds(begun)]);
      }
    }
  } catch (error) {
    say(`\n${error instanceof Stop ? error.message : error.stack}`);
    say(`npm test failed in the step "${current}"`);
    process.exitCode = 1;
  }
  say('');
  for (const [name, time] of timings) say(`${name.padEnd(12)} ${time}`);
  say(`${'together'.padEnd(12)} ${seconds(from)}`);
  if (!args.includes('--check') || failed > 0) console.log(`${passed} passed, ${process.exitCode ? Math.max(failed, 1) : failed} failed`);
});
