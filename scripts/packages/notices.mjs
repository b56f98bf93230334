// The notices of what others wrote and our programs hold: every crate and npm package that is built in, its licence,
// and the texts that its authors ask to be handed on.
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { Stop, ask, root } from '../lib.mjs';

const TEXT = /^(licen[cs]es?|copying|copyright|notice|unlicense|ofl)([-._].*)?$/i;

/** The texts in a package's folder. */
function texts(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && TEXT.test(entry.name) && !/\.(rs|js|mjs|toml|json)$/.test(entry.name))
    .map((entry) => fs.readFileSync(path.join(folder, entry.name), 'utf8').replace(/\r\n/g, '\n').trim())
    .filter(Boolean);
}

/** Crates that `programs` are linked from; what only builds them (macros, build scripts) is left out. */
function crates(programs, triple) {
  const text = ask('cargo', ['metadata', '--locked', '--format-version', '1', '--filter-platform', triple], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (text === null) throw new Stop('cargo metadata failed: is Cargo.lock up to date?');
  const metadata = JSON.parse(text);
  const packages = new Map(metadata.packages.map((found) => [found.id, found]));
  const nodes = new Map(metadata.resolve.nodes.map((node) => [node.id, node]));
  const waiting = metadata.packages.filter(({ name, source }) => source === null && programs.includes(name)).map(({ id }) => id);
  const seen = new Set();
  while (waiting.length > 0) {
    const id = waiting.pop();
    if (seen.has(id)) continue;
    seen.add(id);
    for (const { pkg, dep_kinds: kinds } of nodes.get(id).deps) {
      const macro = packages.get(pkg).targets.some(({ kind }) => kind.includes('proc-macro'));
      if (!macro && kinds.some(({ kind }) => kind === null)) waiting.push(pkg);
    }
  }
  return [...seen]
    .map((id) => packages.get(id))
    // Our own crates have no source.
    .filter(({ source }) => source !== null)
    .map(({ name, version, license, manifest_path: manifest }) => ({ name, version, licence: license ?? 'see below', folder: path.dirname(manifest) }));
}

/** npm packages that go into the page. */
function modules() {
  const { packages } = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8'));
  return Object.entries(packages)
    .filter(([place, { dev, devOptional, optional }]) => place !== '' && !dev && !devOptional && !optional)
    .map(([place, { version, license }]) => ({ name: place.replace(/^.*node_modules\//, ''), version, licence: license ?? 'see below', folder: path.join(root, place) }))
    .filter(({ folder }) => fs.existsSync(folder));
}

/** The whole text. */
export function notices(programs, triple) {
  const all = [...crates(programs, triple), ...modules()].sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : a.version < b.version ? -1 : 1));
  if (all.length < 100) throw new Stop(`only ${all.length} packages of others were found`);
  const found = new Map();
  for (const { name, version, folder } of all) {
    for (const text of new Set(texts(folder))) {
      const key = createHash('sha256').update(text.replace(/\s+/g, ' ')).digest('hex');
      if (!found.has(key)) found.set(key, { text, names: [] });
      found.get(key).names.push(`${name} ${version}`);
    }
  }
  const line = '='.repeat(100);
  return [
    'Otvet is made with these packages of others. Their licences follow, each with the packages that carry it.',
    '',
    ...all.map(({ name, version, licence }) => `${name} ${version}: ${licence}`),
    ...[...found.values()].flatMap(({ text, names }) => ['', line, names.join(', '), line, '', text]),
    '',
  ].join('\n');
}
