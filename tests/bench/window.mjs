// The window's part of `npm run bench`: start, unlocking, screens and memory of the real window, beside a hello-world
// window of Tauri in the same run. Writes one JSON document to standard output. Run under a display of its own.
//   node window.mjs WINDOW HELLO VAULT PASSPHRASE TODAY
import fs from 'node:fs';
import { Key, freshHome, sleep, start, until } from '../window/driver.mjs';

const [binary, hello, vault, passphrase, today] = process.argv.slice(2);
const STARTS = 11;
const VISITS = 40;
const REST_SECONDS = 5;

const sorted = (values) => [...values].sort((a, b) => a - b);
const median = (values) => sorted(values)[Math.floor(values.length / 2)];
const high = (values) => sorted(values)[Math.min(values.length - 1, Math.ceil(values.length * 0.99) - 1)];

/** When a process began, ms since 1970; the kernel counts in hundredths of a second. */
function began(pid) {
  const stat = fs.readFileSync(`/proc/${pid}/stat`, 'latin1');
  const ticks = Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]);
  const uptime = Number(fs.readFileSync('/proc/uptime', 'latin1').split(' ')[0]);
  return Date.now() - (uptime - ticks / 100) * 1000;
}

const own = (window, program) => window.processes().filter(({ command }) => !command.includes('WebKitWebDriver') && (program === undefined || command.startsWith(program)));

/** Memory of the program and its web processes, shared pages divided among those who share them, MB. */
function memory(window) {
  let kib = 0;
  for (const { pid } of own(window)) {
    try {
      kib += Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'latin1'))?.[1] ?? 0);
    } catch {
      // It has ended.
    }
  }
  return kib / 1024;
}

const paint = (window) =>
  until('the first paint', () =>
    window.look('const p = performance.getEntriesByName("first-contentful-paint")[0]; return p ? performance.timeOrigin + p.startTime : null'),
  );

/** A start from nothing to the first painted content, ms, and the memory at rest, MB. */
async function coldStart(program, args, shown) {
  const window = await start({ binary: program, args, home: freshHome() });
  try {
    await window.wait(shown);
    const pid = own(window, program)[0].pid;
    const ms = (await paint(window)) - began(pid);
    await sleep(REST_SECONDS * 1000);
    return { ms, mb: memory(window) };
  } finally {
    await window.close();
  }
}

/**
 * Presses a key in the page and says how long the page goes on changing after it, ms: until the last change that is
 * followed by 150 ms of quiet and a painted frame. `ready` must be there by then.
 */
const SETTLE = `
  const [name, ready, done] = [arguments[0], arguments[1], arguments[arguments.length - 1]];
  let last = 0;
  const from = performance.now();
  const watch = new MutationObserver(() => { last = performance.now(); });
  watch.observe(document.documentElement, { subtree: true, childList: true, attributes: true, characterData: true });
  const target = document.activeElement ?? document.body;
  target.dispatchEvent(new KeyboardEvent('keydown', { ...name, bubbles: true, cancelable: true }));
  const look = () => {
    const now = performance.now();
    const there = document.querySelector('[data-testid="' + ready + '"]') !== null;
    if (there && last > 0 && now - last > 150) { watch.disconnect(); done(last - from); }
    else if (now - from > 20000) { watch.disconnect(); done(null); }
    else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);`;

const result = { starts: {}, screens: {} };

const measured = { otvet: [], hello: [] };
for (let n = 0; n < STARTS; n += 1) {
  measured.hello.push(await coldStart(hello, [], 'hello'));
  measured.otvet.push(await coldStart(binary, ['--today', today, '--vault', vault], 'unlock'));
}
for (const [name, values] of Object.entries(measured)) {
  result.starts[name] = { start_ms: median(values.map(({ ms }) => ms)), worst_ms: high(values.map(({ ms }) => ms)), rest_mb: median(values.map(({ mb }) => mb)) };
}

const home = freshHome();
const window = await start({ binary, args: ['--today', today, '--vault', vault], home });
try {
  const settle = (key, ready) => window.lookAsync(SETTLE, key, ready);
  await window.wait('unlock');
  await until('the passphrase to have the focus', () => window.focused('unlock-passphrase'));
  await window.type(passphrase);
  const from = Date.now();
  await window.press(Key.enter);
  await window.wait('section-today', { timeout: 120_000, every: 10 });
  const straight = (await window.find('screen-today')) !== null;
  // A vault that was open today already opens where one was.
  if (!straight) await window.press(Key.control, '1');
  await window.wait('screen-today', { timeout: 60_000, every: 10 });
  await until('the list', async () => !(await window.look('return document.querySelector("[data-testid=screen-today] [data-waiting]") !== null')), { every: 10 });
  result.unlock_ms = Date.now() - from;
  await sleep(REST_SECONDS * 1000);
  result.open_mb = memory(window);
  const sections = await window.look('return [...document.querySelectorAll("nav [data-testid^=section-]")].map((e) => e.dataset.testid.slice(8))');
  const times = Object.fromEntries(sections.map((name) => [name, []]));
  // The first screen is open already: going to it would change nothing.
  await settle({ code: 'Digit9', key: '9', ctrlKey: true }, `screen-${sections[8]}`);
  for (let n = 0; n < VISITS; n += 1) {
    for (const [index, name] of sections.entries()) {
      if (index > 8) continue;
      const ms = await settle({ code: `Digit${index + 1}`, key: String(index + 1), ctrlKey: true }, `screen-${name}`);
      if (ms === null) throw new Error(`the screen ${name} did not come`);
      // The first visit reads what later ones may have kept.
      times[name].push(ms);
    }
  }
  await settle({ code: `Digit${sections.indexOf('cases') + 1}`, key: '2', ctrlKey: true }, 'screen-cases');
  await window.press(Key.home);
  times['next case'] = [];
  for (let n = 0; n < VISITS; n += 1) times['next case'].push((await settle({ code: 'KeyJ', key: 'j' }, 'case-pane')) ?? Number.NaN);
  times['end of the list'] = [];
  for (let n = 0; n < VISITS / 4; n += 1) {
    times['end of the list'].push((await settle({ code: 'End', key: 'End' }, 'case-pane')) ?? Number.NaN);
    times['end of the list'].push((await settle({ code: 'Home', key: 'Home' }, 'case-pane')) ?? Number.NaN);
  }
  for (const [name, values] of Object.entries(times)) if (values.length > 0) result.screens[name] = { visits: values.length, median_ms: median(values), p99_ms: high(values), first_ms: values[0] };
  result.after_mb = memory(window);
} finally {
  await window.close();
}
process.stdout.write(`${JSON.stringify(result)}\n`);
