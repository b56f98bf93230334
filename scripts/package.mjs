// `npm run package`: builds the programs and makes the packages of this system, with checksums, in out/packages. On
// Linux .deb and .rpm, both then tried by installing and running them; on Windows .msi, on macOS .dmg by Tauri's
// bundler (these two have not been run yet: docs/platforms.md).
//   --no-try   make the packages only
//   --try      try the packages that are there, without building
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { Stop, ask, hashOfFile, have, main, out, root, run, say, targetDir } from './lib.mjs';
import { linuxPackages } from './packages/linux.mjs';
import { tryPackages } from './packages/try.mjs';
import { checkWindows } from './packages/windows.mjs';
import { setup } from './setup.mjs';

/** Tauri's bundler, from npm; used on Windows and macOS only, so it is no dependency of the project. */
const BUNDLER = '@tauri-apps/cli@2.12.5';
const folder = path.join(out, 'packages');
const KINDS = { linux: ['.deb', '.rpm'], win32: ['.msi'], darwin: ['.dmg'] };

const packages = () =>
  fs.existsSync(folder)
    ? fs
        .readdirSync(folder)
        .filter((name) => KINDS[process.platform]?.some((kind) => name.endsWith(kind)))
        .sort()
        .map((name) => path.join(folder, name))
    : [];

/** The bundler takes the built window as it is and puts `otvet` beside it. */
async function bundled(programs, kind) {
  const triple = /^host: (\S+)/m.exec(ask('rustc', ['-vV']) ?? '')?.[1];
  if (!triple) throw new Stop('rustc does not say what it builds for');
  const work = path.join(out, 'packages-work');
  fs.mkdirSync(work, { recursive: true });
  fs.copyFileSync(programs.otvet, path.join(work, `otvet-${triple}${path.extname(programs.otvet)}`));
  const settings = path.join(work, 'bundle.json');
  fs.writeFileSync(settings, JSON.stringify({ bundle: { active: true, externalBin: [path.join(work, 'otvet')] } }));
  const made = path.join(targetDir(), 'release', 'bundle', kind);
  fs.rmSync(made, { recursive: true, force: true });
  await run('npm', ['exec', '--yes', `--package=${BUNDLER}`, '--', 'tauri', 'bundle', '--ci', '--bundles', kind, '--config', settings]);
  const found = fs.readdirSync(made).filter((name) => name.endsWith(`.${kind}`));
  if (found.length === 0) throw new Stop(`the bundler left no .${kind}`);
  for (const name of found) fs.copyFileSync(path.join(made, name), path.join(folder, name));
  fs.rmSync(work, { recursive: true, force: true });
}

async function make() {
  if (process.platform === 'win32') checkWindows();
  await setup(process.platform === 'linux' ? 'package' : 'build');
  if (process.platform === 'linux' && !(have('dpkg-deb') && have('dpkg-shlibdeps') && have('rpmbuild'))) {
    throw new Stop('The packages are made by dpkg-deb, dpkg-shlibdeps and rpmbuild: on Debian and its kin (packages dpkg-dev and rpm).');
  }
  const programs = await build();
  fs.mkdirSync(folder, { recursive: true });
  for (const old of packages()) fs.rmSync(old);
  if (process.platform === 'linux') await linuxPackages(programs);
  else if (process.platform === 'win32') await bundled(programs, 'msi');
  else if (process.platform === 'darwin') await bundled(programs, 'dmg');
  else throw new Stop(`there are no packages for ${process.platform}`);
  fs.writeFileSync(path.join(folder, 'SHA256SUMS'), packages().map((file) => `${hashOfFile(file)}  ${path.basename(file)}\n`).join(''));
}

await main(async (args) => {
  const unknown = args.filter((arg) => !['--try', '--no-try'].includes(arg));
  if (unknown.length > 0) throw new Stop(`unknown: ${unknown.join(' ')}; there are --try and --no-try`);
  if (args.includes('--try')) await setup(process.platform === 'linux' ? 'package' : 'build');
  else await make();
  const made = packages();
  if (made.length === 0) throw new Stop('there are no packages in out/packages: npm run package');
  say('');
  for (const file of made) {
    say(`${path.relative(root, file)}  ${(fs.statSync(file).size / 1e6).toFixed(2)} MB`);
    say(`  sha256 ${hashOfFile(file)}`);
  }
  if (args.includes('--no-try')) return;
  if (process.platform !== 'linux') say('\nOn this system the packages are not tried: install them by hand.');
  else tryPackages(made);
});
