// Drives the real window over WebDriver, spoken directly to WebKitWebDriver: starts it in folders of its own, presses
// keys, reads the page, takes pictures, and makes sure that nothing stays behind.
import { execFile, spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';

/** Keys by their WebDriver code points. */
export const Key = {
  backspace: '\uE003',
  tab: '\uE004',
  enter: '\uE007',
  shift: '\uE008',
  control: '\uE009',
  alt: '\uE00A',
  escape: '\uE00C',
  space: ' ',
  pageUp: '\uE00E',
  pageDown: '\uE00F',
  end: '\uE010',
  home: '\uE011',
  left: '\uE012',
  up: '\uE013',
  right: '\uE014',
  down: '\uE015',
  delete: '\uE017',
  f1: '\uE031',
  f6: '\uE036',
  f8: '\uE038',
};

const ELEMENT = 'element-6066-11e4-a52e-4f735466cecf';
const MARK = 'OTVET_TEST_RUN';

export const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Asks again and again until the answer is neither false nor null; what failed last is in the error. */
export async function until(what, question, { timeout = 20_000, every = 80 } = {}) {
  const end = Date.now() + timeout;
  let last = '';
  for (;;) {
    try {
      const answer = await question();
      if (answer !== false && answer !== null && answer !== undefined) return answer;
    } catch (error) {
      if (error.fatal) throw error;
      last = `: ${error.message}`;
    }
    if (Date.now() > end) throw new Error(`waited ${timeout / 1000} s in vain for ${what}${last}`);
    await sleep(every);
  }
}

function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Folders of a person who has never started the program; `remove()` takes them away. */
export function freshHome() {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'otvet-window-'));
  const folder = (name) => {
    const full = path.join(base, name);
    fs.mkdirSync(full, { recursive: true, mode: 0o700 });
    return full;
  };
  return {
    base,
    vault: path.join(base, 'vault'),
    env: {
      HOME: folder('home'),
      XDG_CONFIG_HOME: folder('config'),
      XDG_DATA_HOME: folder('data'),
      XDG_CACHE_HOME: folder('cache'),
      XDG_STATE_HOME: folder('state'),
      XDG_RUNTIME_DIR: folder('run'),
      TMPDIR: folder('tmp'),
    },
    remove: () => fs.rmSync(base, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 }),
  };
}

/** Processes whose environment carries the mark of this run: they were started by it, however deep. */
function marked(mark) {
  const found = [];
  for (const name of fs.readdirSync('/proc')) {
    if (!/^\d+$/.test(name)) continue;
    try {
      if (!fs.readFileSync(`/proc/${name}/environ`, 'latin1').includes(`${MARK}=${mark}`)) continue;
      // A zombie has ended; its parent has not looked yet.
      if (/^State:\s+Z/m.test(fs.readFileSync(`/proc/${name}/status`, 'latin1'))) continue;
      found.push({ pid: Number(name), command: fs.readFileSync(`/proc/${name}/cmdline`, 'latin1').replaceAll('\0', ' ').trim() });
    } catch {
      // It has ended, or is not ours to look into.
    }
  }
  return found;
}

/**
 * Starts the window and returns it, driven.
 * `binary` and `args` are its command line, `env` goes on top of the folders of `home` (`freshHome()`).
 */
export async function start({ binary, args = [], env = {}, home = freshHome(), startTimeout = 40_000 }) {
  if (!fs.existsSync(binary)) throw new Error('the window has not been built: npm run build');
  const mark = randomUUID();
  const port = await freePort();
  const surroundings = {
    ...process.env,
    ...home.env,
    // Read by Tauri: the web view lets itself be driven.
    TAURI_AUTOMATION: 'true',
    TAURI_WEBVIEW_AUTOMATION: 'true',
    GDK_BACKEND: 'x11',
    NO_AT_BRIDGE: '1',
    // No WEBKIT_DISABLE_DMABUF_RENDERER or WEBKIT_DISABLE_COMPOSITING_MODE: with them screenshots never come.
    LIBGL_ALWAYS_SOFTWARE: '1',
    ...env,
    [MARK]: mark,
  };
  const unwanted = ['OTVET_VAULT', 'OTVET_PASSPHRASE_FILE', 'WAYLAND_DISPLAY', 'WEBKIT_DISABLE_DMABUF_RENDERER', 'WEBKIT_DISABLE_COMPOSITING_MODE'];
  for (const name of unwanted) if (!(name in env)) delete surroundings[name];
  const log = fs.openSync(path.join(home.base, 'driver.log'), 'a');
  const driver = spawn('WebKitWebDriver', [`--port=${port}`, '--host=127.0.0.1'], { env: surroundings, stdio: ['ignore', log, log] });
  fs.closeSync(log);
  // A test that fails before it closes the window leaves nothing behind either.
  const killMarked = () => {
    for (const { pid } of marked(mark)) {
      try {
        process.kill(pid, 'SIGKILL');
      } catch {
        // It has ended by itself.
      }
    }
  };
  process.once('exit', killMarked);
  let gone = null;
  driver.on('error', (error) => {
    gone = error.code === 'ENOENT' ? 'WebKitWebDriver is not installed (package webkit2gtk-driver)' : error.message;
  });
  driver.on('exit', (code, signal) => {
    gone ??= `WebKitWebDriver ended (${signal ?? code})`;
  });

  async function call(method, route, body) {
    if (gone) throw Object.assign(new Error(gone), { fatal: true });
    const response = await fetch(`http://127.0.0.1:${port}${route}`, {
      method,
      body: body === undefined ? undefined : JSON.stringify(body),
      headers: { 'content-type': 'application/json; charset=utf-8' },
      signal: AbortSignal.timeout(60_000),
    });
    const { value } = await response.json();
    if (!response.ok) throw Object.assign(new Error(`${value?.error}: ${value?.message}`), { code: value?.error });
    return value;
  }

  async function stop() {
    killMarked();
    process.removeListener('exit', killMarked);
    await until('the processes to end', () => marked(mark).length === 0, { timeout: 10_000 });
  }

  const lastWords = () => {
    try {
      return fs.readFileSync(path.join(home.base, 'driver.log'), 'utf8').slice(-2000);
    } catch {
      return '';
    }
  };

  let session;
  try {
    await until('WebKitWebDriver', async () => (await call('GET', '/status')).ready, { timeout: 10_000 });
    const opened = call('POST', '/session', {
      capabilities: { alwaysMatch: { 'webkitgtk:browserOptions': { binary, args } } },
    });
    const late = sleep(startTimeout).then(() => {
      throw new Error(`the window did not answer within ${startTimeout / 1000} s`);
    });
    late.catch(() => {});
    session = (await Promise.race([opened, late])).sessionId;
  } catch (error) {
    await stop();
    throw new Error(`the window could not be started: ${error.message}\n${lastWords()}`);
  }
  const at = (route) => `/session/${session}${route}`;

  /** Standard output of xdotool; empty when it found nothing. */
  const xdotool = (...words) =>
    new Promise((resolve, reject) => {
      execFile('xdotool', words, { env: surroundings }, (error, stdout) => {
        if (error?.code === 'ENOENT') reject(Object.assign(new Error('xdotool is not installed'), { fatal: true }));
        else resolve(stdout.trim());
      });
    });

  const window = {
    home,

    /** Runs a script in the page; for looking, not for doing. */
    look: (script, ...values) => call('POST', at('/execute/sync'), { script, args: values }),

    /** The same for a script that answers later: it calls its last argument. */
    lookAsync: (script, ...values) => call('POST', at('/execute/async'), { script, args: values }),

    /** Elements by a CSS selector. */
    async all(selector) {
      const found = await call('POST', at('/elements'), { using: 'css selector', value: selector });
      return found.map((element) => element[ELEMENT]);
    },

    /** The element with this `data-testid` that is shown, or null. */
    async find(id) {
      for (const element of await window.all(`[data-testid="${id}"]`)) {
        if (await call('GET', at(`/element/${element}/displayed`))) return element;
      }
      return null;
    },
    wait: (id, options) => until(`«${id}» to be shown`, () => window.find(id), options),
    waitGone: (id, options) => until(`«${id}» to go`, async () => (await window.find(id)) === null, options),
    waitEnabled: (id, options) =>
      until(`«${id}» to be ready`, async () => !(await window.attribute(id, 'disabled')) && (await window.attribute(id, 'aria-disabled')) !== 'true', options),

    async text(id) {
      return call('GET', at(`/element/${await window.wait(id)}/text`));
    },
    /** The text of an element, shown or not, as the page holds it. */
    content: (id) => window.look('return document.querySelector(`[data-testid="${arguments[0]}"]`)?.textContent ?? ""', id),
    async attribute(id, name) {
      return call('GET', at(`/element/${await window.wait(id)}/attribute/${name}`));
    },
    count: async (id) => (await window.all(`[data-testid="${id}"]`)).length,

    /** Presses keys together (`press(Key.control, 'k')`) and lets them go. */
    async press(...keys) {
      const down = keys.map((value) => ({ type: 'keyDown', value }));
      const up = [...keys].reverse().map((value) => ({ type: 'keyUp', value }));
      await call('POST', at('/actions'), { actions: [{ type: 'key', id: 'keyboard', actions: [...down, ...up] }] });
    },
    /** Types a text into what has the focus. */
    async type(text) {
      const actions = [...text].flatMap((value) => [
        { type: 'keyDown', value },
        { type: 'keyUp', value },
      ]);
      if (actions.length > 0) await call('POST', at('/actions'), { actions: [{ type: 'key', id: 'keyboard', actions }] });
    },

    /** Whether the focus is on the element with this `data-testid`, or inside it. */
    focused: (id) => window.look('return Boolean(document.activeElement?.closest(`[data-testid="${arguments[0]}"]`))', id),
    /** What has the focus, for messages. */
    focus: () =>
      window.look(
        'const e = document.activeElement; return e ? `${e.tagName.toLowerCase()} ${e.dataset.testid ?? ""} «${(e.ariaLabel ?? e.textContent ?? "").slice(0, 60)}»` : "nothing"',
      ),

    /** Walks with Tab until the element, or something inside it, has the focus: as somebody without a mouse would. */
    async tabTo(id, { back = false, most = 120 } = {}) {
      await window.wait(id);
      const passed = [];
      for (let n = 0; n <= most; n += 1) {
        if (await window.focused(id)) return;
        passed.push(await window.focus());
        if (back) await window.press(Key.shift, Key.tab);
        else await window.press(Key.tab);
      }
      throw new Error(`«${id}» cannot be reached with Tab; on the way: ${[...new Set(passed)].slice(0, 40).join(', ')}`);
    },
    /** Tab to it, then the key. */
    async activate(id, key = Key.enter) {
      await window.waitEnabled(id);
      await window.tabTo(id);
      await window.press(key);
    },

    /** Makes the page so large in CSS pixels. */
    async resize(width, height) {
      const inner = () => window.look('return [innerWidth, innerHeight]');
      let [wide, high] = [width, height];
      await until(
        `a page of ${width}×${height}`,
        async () => {
          await call('POST', at('/window/rect'), { width: wide, height: high });
          await sleep(200);
          const [w, h] = await inner();
          if (w === width && h === height) return true;
          wide += width - w;
          high += height - h;
          return false;
        },
        { timeout: 10_000 },
      );
    },

    /** A picture of the page, PNG. */
    async screenshot(file) {
      fs.mkdirSync(path.dirname(file), { recursive: true });
      fs.writeFileSync(file, Buffer.from(await call('GET', at('/screenshot')), 'base64'));
    },

    /** What axe finds serious in the page. Its script comes through the driver, which the page's policy does not bind. */
    async axe(source) {
      return call('POST', at('/execute/async'), {
        script: `const done = arguments[arguments.length - 1];
          ${source}
          axe.run(document, { resultTypes: ['violations'] })
            .then(({ violations }) => done(violations
              .filter(({ impact }) => impact === 'serious' || impact === 'critical')
              .map(({ id, nodes }) => id + ': ' + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(' | '))))
            .catch((error) => done([String(error)]));`,
        args: [],
      });
    },

    /** Starts the program a second time in the same surroundings and waits for its end. */
    again: (more) =>
      new Promise((resolve, reject) => {
        const second = spawn(binary, more, { env: surroundings, stdio: 'ignore' });
        second.on('error', reject);
        second.on('exit', (status, signal) => resolve({ status, signal }));
      }),

    /** Answers the system's own file dialog: types the path into it and presses Enter. */
    async answer(title, file, { opening = false } = {}) {
      const id = await until(`the dialog «${title}»`, async () => {
        const found = (await xdotool('search', '--onlyvisible', '--name', title)).split('\n').filter(Boolean).at(-1);
        return found || null;
      });
      // There is no window manager to give it the focus.
      await xdotool('windowfocus', '--sync', id);
      // A dialog for opening shows its field for a path on Ctrl+L; one for saving has its name selected.
      await xdotool('key', '--clearmodifiers', opening ? 'ctrl+l' : 'ctrl+a');
      await sleep(200);
      await xdotool('type', '--delay', '15', file);
      await sleep(400);
      await xdotool('key', 'Return');
      await until('the dialog to close', async () => (await xdotool('search', '--onlyvisible', '--name', title)) === '');
    },

    processes: () => marked(mark),
    log: lastWords,

    /** Closes the window as its user would and sees to it that nothing is left; throws if something stayed. */
    async close({ remove = true } = {}) {
      try {
        await call('DELETE', at(''));
      } catch {
        // The window is gone already; what counts is what is left.
      }
      const others = () => marked(mark).filter(({ pid }) => pid !== driver.pid);
      let left = [];
      try {
        await until('the window to end', () => others().length === 0, { timeout: 10_000 });
      } catch {
        left = others();
      }
      await stop();
      if (remove) home.remove();
      if (left.length > 0) throw new Error(`left behind: ${left.map(({ command }) => command).join('; ')}`);
    },
  };
  return window;
}

/** Looks into a PNG: its size. */
export function pngSize(file) {
  const head = fs.readFileSync(file).subarray(0, 24);
  if (head.toString('latin1', 1, 4) !== 'PNG') throw new Error(`${file} is no PNG`);
  return { width: head.readUInt32BE(16), height: head.readUInt32BE(20) };
}
