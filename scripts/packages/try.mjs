// Tries the Linux packages: the .deb is installed by apt, run and removed; the .rpm is looked into and unpacked into a
// folder of its own. Says in words what this machine does not allow.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { Stop, ask, filesBelow, have, hashOfFile, headless, out, root, say } from '../lib.mjs';

const pictures = path.join(out, 'packages');

/** Runs quietly; what it wrote, or a Stop that shows it. */
function quiet(command, args, options = {}) {
  const done = spawnSync(command, args, { encoding: 'utf8', maxBuffer: 64 << 20, ...options });
  if (done.status !== 0) throw new Stop(`${[command, ...args].join(' ')}: exit status ${done.status ?? done.error?.message}\n${done.stdout ?? ''}${done.stderr ?? ''}`);
  return done.stdout;
}

function expect(what, right) {
  if (!right) throw new Stop(`the trial failed: ${what}`);
  say(`  ✓ ${what}`);
}

/** Root, or sudo that asks nothing; null = neither. */
function superuser() {
  if (process.getuid?.() === 0) return [];
  return have('sudo') && ask('sudo', ['-n', 'true'], { stdio: 'ignore' }) !== null ? ['sudo', '-n'] : null;
}

/** Runs both programs as one who has just installed them would, in folders of their own. */
function programs(kind, bin) {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'otvet-try-'));
  try {
    const env = { ...process.env, HOME: base, XDG_CONFIG_HOME: path.join(base, 'config'), TMPDIR: base, PATH: `${bin}:${process.env.PATH}` };
    delete env.OTVET_VAULT;
    delete env.OTVET_PASSPHRASE_FILE;
    const { version } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
    const said = quiet('otvet', ['--version'], { env, cwd: base }).trim();
    expect(`${kind}: otvet --version says «${said}»`, said === `otvet ${version}`);
    const demo = path.join(base, 'demo');
    quiet('otvet', ['demo', demo], { env, cwd: base });
    const pdf = filesBelow(demo).filter((file) => file.endsWith('.pdf') && fs.readFileSync(file).subarray(0, 5).toString() === '%PDF-');
    expect(`${kind}: otvet demo left a vault and ${pdf.length} PDF`, pdf.length > 0 && filesBelow(demo).some((file) => path.basename(file) === 'vault.keys'));
    if (!have('xvfb-run') || !have('WebKitWebDriver')) {
      say(`  – ${kind}: the window was not started: xvfb-run or WebKitWebDriver is missing`);
      return;
    }
    const picture = path.join(pictures, `${kind}-unlock.png`);
    const [command, args] = headless(process.execPath, [path.join(root, 'tests', 'window', 'packaged.mjs'), picture]);
    // Not shown: the talk of the message bus. A failure shows all of it.
    quiet(command, args, { env: { ...env, OTVET_WINDOW_BIN: path.join(bin, 'otvet-window'), OTVET_BIN: path.join(bin, 'otvet') } });
    expect(`${kind}: otvet-window shows the lock, opens a vault, ends and leaves no process; ${path.relative(root, picture)}`, fs.statSync(picture).size > 1000);
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

/** What the desktop knows after the installation. */
function desktop() {
  quiet('desktop-file-validate', ['/usr/share/applications/otvet-window.desktop']);
  expect('deb: the menu entry is valid', true);
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'otvet-try-'));
  try {
    const file = path.join(base, 'x.otvet-backup');
    fs.writeFileSync(file, 'PK\x03\x04');
    // Without a desktop xdg-mime asks file(1), which knows no globs; GNOME's way does.
    const env = { ...process.env, XDG_CURRENT_DESKTOP: 'GNOME', LC_ALL: 'C.UTF-8' };
    const type = quiet('xdg-mime', ['query', 'filetype', file], { env }).trim();
    expect(`deb: x.otvet-backup is ${type}`, type === 'application/vnd.otvet.backup');
    for (const of of [type, 'text/csv', 'application/vnd.oasis.opendocument.spreadsheet']) {
      const list = quiet('gio', ['mime', of], { env });
      expect(`deb: ${of} may be opened with it`, list.includes('otvet-window.desktop'));
    }
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

/** Paths of a .deb with its folders. */
const contents = (file) =>
  quiet('sh', ['-c', 'dpkg-deb --fsys-tarfile "$1" | tar -t', 'sh', file])
    .split('\n')
    .map((name) => name.replace(/^\./, '').replace(/\/$/, ''))
    .filter(Boolean);

function tryDeb(file) {
  say(`\ntrying ${path.basename(file)}`);
  const fields = quiet('dpkg-deb', ['--field', file, 'Package', 'Version', 'Depends']);
  say(fields.trim().replace(/^/gm, '  '));
  if (have('lintian')) {
    const { status, stdout } = spawnSync('lintian', ['--no-cfg', '--allow-root', '--fail-on', 'error', '--tag-display-limit', '0', file], { encoding: 'utf8' });
    if (stdout.trim()) say(stdout.trim().replace(/^/gm, '  '));
    expect('deb: lintian finds no error', status === 0);
  } else say('  – deb: lintian is not installed');

  const installed = ask('dpkg-query', ['-W', '-f=${db:Status-Status}', 'otvet'], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (installed === 'installed') {
    say('  – deb: not installed for a trial: otvet is installed on this machine already');
    return;
  }
  const before = superuser();
  if (before === null || !have('apt-get')) {
    say('  – deb: not installed for a trial: that needs root, or sudo without a password');
    return;
  }
  const apt = (...args) => {
    const [command, ...rest] = [...before, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-o', 'DPkg::Lock::Timeout=300', '-qq', ...args];
    return quiet(command, rest);
  };
  const paths = contents(file);
  const fresh = paths.filter((name) => !fs.existsSync(name));
  // apt's own user must be able to read it.
  const open = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'otvet-deb-')), path.basename(file));
  fs.chmodSync(path.dirname(open), 0o755);
  fs.copyFileSync(file, open);
  try {
    apt('install', '-y', '--no-install-recommends', open);
    // A machine may be set to leave out documents and translations.
    const absent = paths.filter((name) => !fs.existsSync(name) && !/^\/usr\/share\/(doc|man|locale|lintian)\//.test(name));
    expect(`deb: apt-get installed ${paths.length} paths`, absent.length === 0);
    programs('deb', '/usr/bin');
    desktop();
  } finally {
    fs.rmSync(path.dirname(open), { recursive: true, force: true });
    apt('purge', '-y', 'otvet');
  }
  const left = [...fresh, '/usr/share/mime/application/vnd.otvet.backup.xml'].filter((name) => fs.existsSync(name));
  const caches = ['/usr/share/mime/globs2', '/usr/share/applications/mimeinfo.cache'].filter((name) => fs.existsSync(name) && fs.readFileSync(name, 'utf8').includes('otvet'));
  expect(`deb: removed, nothing left${[...left, ...caches].map((name) => ` but ${name}`).join('')}`, left.length + caches.length === 0);
}

function tryRpm(file) {
  say(`\ntrying ${path.basename(file)}`);
  say(quiet('rpm', ['-qp', '--qf', '%{NAME} %{VERSION}-%{RELEASE} %{ARCH}, %{LONGSIZE} bytes installed, %{LICENSE}\n', file]).trim().replace(/^/gm, '  '));
  const needs = quiet('rpm', ['-qpR', file]).trim().split('\n');
  const glibc = needs.map((need) => /\(GLIBC_2\.(\d+)\)/.exec(need)?.[1]).filter(Boolean).map(Number);
  say(`  needs glibc 2.${Math.max(...glibc)} or newer, ${needs.filter((need) => /\.so\.\d+\(\)/.test(need)).join(', ')}`);
  const listed = quiet('rpm', ['-qpl', file]).trim().split('\n');
  expect(`rpm: ${listed.length} paths, both programs among them`, ['/usr/bin/otvet', '/usr/bin/otvet-window', '/usr/share/mime/packages/otvet.xml'].every((name) => listed.includes(name)));
  quiet('rpm', ['-K', '--nosignature', file]);
  expect('rpm: its digests are right', true);
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'otvet-rpm-'));
  try {
    const tree = path.join(base, 'root');
    fs.mkdirSync(tree);
    const asRoot = process.getuid?.() === 0;
    if (asRoot) {
      const where = ['--root', tree, '--dbpath', '/var/lib/rpm'];
      quiet('rpm', [...where, '--initdb']);
      quiet('rpm', [...where, '--nodeps', '-i', file]);
      quiet('rpm', [...where, '--verify', '--nodeps', 'otvet']);
      expect('rpm: installed into a root of its own, and rpm --verify agrees', true);
    } else {
      quiet('sh', ['-c', 'cd "$1" && rpm2cpio "$2" | cpio -idm --quiet', 'sh', tree, file]);
      say('  – rpm: unpacked, not installed: that needs root');
    }
    programs('rpm', path.join(tree, 'usr', 'bin'));
    if (asRoot) {
      quiet('rpm', ['--root', tree, '--dbpath', '/var/lib/rpm', '--nodeps', '-e', 'otvet']);
      const left = listed.filter((name) => fs.existsSync(path.join(tree, name)));
      expect(`rpm: removed, nothing left${left.map((name) => ` but ${name}`).join('')}`, left.length === 0);
    }
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

/** The two packages hold the same programs. */
function same(deb, rpm) {
  const base = fs.mkdtempSync(path.join(os.tmpdir(), 'otvet-same-'));
  try {
    quiet('dpkg-deb', ['-x', deb, path.join(base, 'deb')]);
    fs.mkdirSync(path.join(base, 'rpm'));
    quiet('sh', ['-c', 'cd "$1" && rpm2cpio "$2" | cpio -idm --quiet', 'sh', path.join(base, 'rpm'), rpm]);
    for (const name of ['otvet', 'otvet-window']) {
      const [a, b] = ['deb', 'rpm'].map((kind) => hashOfFile(path.join(base, kind, 'usr', 'bin', name)));
      expect(`${name} is the same in both packages`, a === b);
    }
  } finally {
    fs.rmSync(base, { recursive: true, force: true });
  }
}

export function tryPackages(files) {
  const [deb, rpm] = ['.deb', '.rpm'].map((kind) => files.find((file) => file.endsWith(kind)));
  if (deb && rpm) same(deb, rpm);
  if (deb) tryDeb(deb);
  if (rpm) tryRpm(rpm);
  say('\nthe packages were tried');
}
