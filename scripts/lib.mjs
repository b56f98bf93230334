// What the scripts share: where things are, how a command is run, timed and ended. Nothing here needs a package.
import { spawn, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..');
export const out = path.join(root, 'out');

const windows = process.platform === 'win32';
const exe = windows ? '.exe' : '';

// rustup puts cargo where a shell that was not started anew does not look.
const cargoBin = path.join(process.env.CARGO_HOME || path.join(os.homedir(), '.cargo'), 'bin');
if (fs.existsSync(cargoBin) && !(process.env.PATH ?? '').split(path.delimiter).includes(cargoBin)) {
  process.env.PATH = `${process.env.PATH ?? ''}${path.delimiter}${cargoBin}`;
}

/** A failure that has been put into words; it is shown without a stack. */
export class Stop extends Error {}

export function say(text) {
  process.stderr.write(`${text}\n`);
}

/** Text of a quick command, or null if it is missing or fails. */
export function ask(command, args, options = {}) {
  const done = spawnSync(command, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 << 20, ...options });
  return done.status === 0 ? (done.stdout ?? '') : null;
}

export function have(command) {
  const names = windows ? [`${command}.exe`, `${command}.cmd`] : [command];
  return (process.env.PATH ?? '')
    .split(path.delimiter)
    .some((folder) => folder && names.some((name) => fs.existsSync(path.join(folder, name))));
}

const running = new Set();

/** Ends a child with everything that it started. */
function end(child, signal) {
  try {
    if (windows) child.kill(signal);
    else process.kill(-child.pid, signal);
  } catch {
    // It has ended by itself.
  }
}

export function endAll(signal = 'SIGTERM') {
  for (const child of running) end(child, signal);
}

// Children stand in groups of their own, so the terminal's Ctrl+C has to be handed on.
for (const [signal, code] of [['SIGINT', 130], ['SIGTERM', 143], ['SIGHUP', 129]]) {
  process.on(signal, () => {
    endAll(signal);
    process.exit(code);
  });
}
process.on('exit', () => endAll('SIGTERM'));

/**
 * Runs a command and shows what it writes. With `capture`, standard output is also returned as text.
 * Throws `Stop` if it cannot be started or ends with anything but 0, unless `mayFail`.
 */
export function run(command, args, { capture = false, mayFail = false, env = {}, cwd = root, input = 'ignore' } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: [input, capture ? 'pipe' : 'inherit', 'inherit'],
      detached: !windows,
      shell: windows && command === 'npm',
    });
    running.add(child);
    let text = '';
    if (capture) {
      child.stdout.setEncoding('utf8');
      child.stdout.on('data', (part) => {
        text += part;
        process.stdout.write(part);
      });
    }
    child.on('error', (error) => {
      running.delete(child);
      reject(new Stop(error.code === 'ENOENT' ? `${command} is not installed` : `${command}: ${error.message}`));
    });
    child.on('close', (code, signal) => {
      running.delete(child);
      if (code === 0 || mayFail) resolve({ code, signal, text });
      else {
        const shown = [command, ...args].join(' ');
        const stop = new Stop(signal ? `ended by ${signal}: ${shown}` : `exit status ${code}: ${shown}`);
        stop.text = text;
        reject(stop);
      }
    });
  });
}

/** The folder that cargo builds into: CARGO_TARGET_DIR, cargo's own settings, else `target`. */
export function targetDir() {
  if (process.env.CARGO_TARGET_DIR) return path.resolve(root, process.env.CARGO_TARGET_DIR);
  const metadata = ask('cargo', ['metadata', '--no-deps', '--format-version', '1', '--offline']);
  if (metadata) return JSON.parse(metadata).target_directory;
  return path.join(root, 'target');
}

export function binary(name, profile = 'release') {
  return path.join(targetDir(), profile, `${name}${exe}`);
}

/** Every file below a folder, those of `skip` (absolute paths or base names) left out. */
export function filesBelow(folder, skip = []) {
  const found = [];
  const waiting = [folder];
  while (waiting.length > 0) {
    const here = waiting.pop();
    for (const entry of fs.readdirSync(here, { withFileTypes: true })) {
      const full = path.join(here, entry.name);
      if (skip.includes(full) || skip.includes(entry.name)) continue;
      if (entry.isDirectory()) waiting.push(full);
      else if (entry.isFile()) found.push(full);
    }
  }
  return found.sort();
}

/** One hash over names and contents. */
export function hashOf(files) {
  const hash = createHash('sha256');
  for (const file of files) {
    hash.update(`${path.relative(root, file)}\0`);
    hash.update(fs.readFileSync(file));
    hash.update('\0');
  }
  return hash.digest('hex');
}

/** SHA-256 of a file's bytes, hexadecimal. */
export function hashOfFile(file) {
  return createHash('sha256').update(fs.readFileSync(file)).digest('hex');
}

function reaches(where) {
  return new Promise((resolve) => {
    const socket = net.connect(where);
    const finish = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(1500, () => finish(false));
    socket.on('connect', () => finish(true));
    socket.on('error', () => finish(false));
  });
}

/** Whether a window can be shown: a display is named and somebody answers there. */
export async function hasDisplay() {
  if (process.platform !== 'linux') return true;
  const wayland = process.env.WAYLAND_DISPLAY;
  if (wayland && (await reaches({ path: path.resolve(process.env.XDG_RUNTIME_DIR || '/run', wayland) }))) return true;
  const x11 = /^(?:unix)?([^:]*):(\d+)/.exec(process.env.DISPLAY ?? '');
  if (!x11) return false;
  const [, host, number] = x11;
  if (host) return reaches({ host, port: 6000 + Number(number) });
  const socket = `X${number}`;
  return (await reaches({ path: path.join('/tmp/.X11-unix', socket) })) || reaches({ path: `\0/tmp/.X11-unix/${socket}` });
}

/** A command wrapped so that it has a display of its own and a message bus of its own. */
export function headless(command, args) {
  const screen = '-screen 0 2200x1300x24 -nolisten tcp';
  return ['xvfb-run', ['-a', '-s', screen, 'dbus-run-session', '--', command, ...args]];
}

export function seconds(since) {
  const all = Math.round((Date.now() - since) / 1000);
  return all < 60 ? `${all} s` : `${Math.floor(all / 60)} min ${all % 60} s`;
}

/** Runs the body of a script; failures in words, exit status 1. */
export async function main(body) {
  try {
    await body(process.argv.slice(2));
  } catch (error) {
    say(error instanceof Stop ? `\n${error.message}` : `\n${error.stack ?? error}`);
    process.exitCode = 1;
  }
}

/** Whether the file was started itself, not imported. */
export function started(meta) {
  return Boolean(process.argv[1]) && fs.realpathSync(process.argv[1]) === fileURLToPath(meta.url);
}
