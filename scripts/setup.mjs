// Looks what the machine lacks and installs it where it may: system packages (Debian and its kin) and npm packages.
// Does nothing, quickly, when nothing is missing.
import fs from 'node:fs';
import path from 'node:path';
import { Stop, ask, have, main, root, run, say, started } from './lib.mjs';

/** What the window is built with. */
const BUILD = ['libwebkit2gtk-4.1-dev', 'librsvg2-dev', 'libayatana-appindicator3-dev', 'libssl-dev'];
/** What the tests drive and look into. */
const TEST = ['webkit2gtk-driver', 'xvfb', 'xauth', 'dbus-x11', 'poppler-utils', 'qpdf', 'xdotool'];
/** What makes the packages and tries them. */
const PACKAGE = ['dpkg-dev', 'rpm', 'cpio', 'desktop-file-utils', 'shared-mime-info', 'xdg-utils', 'libglib2.0-bin', 'lintian'];
/** The groups of `setup`. */
const GROUPS = { build: BUILD, test: [...BUILD, ...TEST], screenshots: [...BUILD, ...TEST, 'pngquant'], package: [...BUILD, ...TEST, ...PACKAGE] };
/** Tools of the compiler by command; SQLCipher's OpenSSL is configured by perl and built by make. */
const TOOLS = [
  ['cc', 'build-essential'],
  ['make', 'build-essential'],
  ['pkg-config', 'pkg-config'],
  ['perl', 'perl'],
];

function atLeast(found, wanted) {
  const parts = (version) => version.split('.').map(Number);
  const [a, b] = [parts(found), parts(wanted)];
  for (let i = 0; i < 3; i += 1) if ((a[i] ?? 0) !== (b[i] ?? 0)) return (a[i] ?? 0) > (b[i] ?? 0);
  return true;
}

function checkTools() {
  const { engines } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
  const node = engines.node.replace(/[^\d.]/g, '');
  if (!atLeast(process.versions.node, node)) {
    throw new Stop(`Node ${node} or newer is needed, this is ${process.versions.node}: https://nodejs.org`);
  }
  const rust = /rust-version = "([\d.]+)"/.exec(fs.readFileSync(path.join(root, 'Cargo.toml'), 'utf8'))?.[1] ?? '1.89';
  const found = /^rustc (\d+\.\d+\.\d+)/.exec(ask('rustc', ['--version']) ?? '')?.[1];
  if (!found || !have('cargo')) throw new Stop(`Rust ${rust} or newer is needed: https://rustup.rs`);
  if (!atLeast(found, rust)) throw new Stop(`Rust ${rust} or newer is needed, this is ${found}: run "rustup update"`);
}

/** Debian packages that are not installed. */
function missing(packages) {
  const listed = ask('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', ...packages], {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  // dpkg-query fails as a whole when one is unknown; then each is asked for.
  const installed = (text) =>
    (text ?? '')
      .split('\n')
      .filter((line) => line.endsWith(' installed'))
      .map((line) => line.split(' ')[0]);
  const known = new Set(
    listed === null
      ? packages.flatMap((name) =>
          installed(ask('dpkg-query', ['-W', '-f=${Package} ${db:Status-Status}\n', name], { stdio: ['ignore', 'pipe', 'ignore'] })),
        )
      : installed(listed),
  );
  return packages.filter((name) => !known.has(name));
}

async function systemPackages(group) {
  if (process.platform !== 'linux') {
    say('system packages are only looked after on Debian and its kin; see https://tauri.app for this system');
    return;
  }
  if (!have('dpkg-query')) {
    const present = have('pkg-config') && ask('pkg-config', ['--exists', 'webkit2gtk-4.1', 'librsvg-2.0']) !== null;
    if (present) return;
    throw new Stop(
      'This is no Debian: install the development files of WebKitGTK 4.1 and librsvg, a C compiler, make, perl and\n' +
        'pkg-config; for the tests also WebKitWebDriver, xvfb-run, dbus-run-session, pdftotext, qpdf and xdotool.',
    );
  }
  const wanted = new Set(missing(GROUPS[group]));
  for (const [command, name] of TOOLS) if (!have(command)) wanted.add(name);
  // perl-base alone has no IPC::Cmd, which OpenSSL's Configure needs.
  if (have('perl') && ask('perl', ['-MIPC::Cmd', '-e1'], { stdio: 'ignore' }) === null) wanted.add('perl');
  if (wanted.size === 0) return;

  const names = [...wanted];
  const isRoot = process.getuid?.() === 0;
  const sudo = !isRoot && have('sudo') && ask('sudo', ['-n', 'true'], { stdio: 'ignore' }) !== null;
  if (!have('apt-get') || (!isRoot && !sudo)) {
    throw new Stop(`These system packages are missing. Install them, then run the command again:\n\n  sudo apt-get install ${names.join(' ')}\n`);
  }
  say(`installing system packages: ${names.join(' ')}`);
  const apt = (...args) => {
    const command = ['env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '-q', ...args];
    return isRoot ? run(command[0], command.slice(1)) : run('sudo', ['-n', ...command]);
  };
  await apt('update');
  await apt('install', '-y', '--no-install-recommends', ...names);
  const still = missing(names);
  if (still.length > 0) throw new Stop(`still missing after the installation: ${still.join(' ')}`);
}

/** Whether node_modules holds what package-lock.json asks for; packages for other systems may be absent. */
function npmStale() {
  const read = (file) => JSON.parse(fs.readFileSync(path.join(root, file), 'utf8')).packages;
  let wanted;
  let present;
  try {
    wanted = read('package-lock.json');
    present = read('node_modules/.package-lock.json');
  } catch {
    return true;
  }
  for (const [place, { version, optional, peer }] of Object.entries(wanted)) {
    if (place === '') continue;
    if (present[place] === undefined ? !(optional || peer) : present[place].version !== version) return true;
  }
  return Object.keys(present).some((place) => wanted[place] === undefined);
}

async function npmPackages() {
  if (!npmStale()) return;
  say('installing npm packages');
  await run('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund']);
}

/** `group` is one of `GROUPS`. */
export async function setup(group = 'build') {
  checkTools();
  await systemPackages(group);
  await npmPackages();
}

if (started(import.meta)) await main(([group]) => setup(group in GROUPS ? group : 'test'));
