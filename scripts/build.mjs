// Builds the page and with it the two programs: `otvet`, the command line, and `otvet-window`, the workstation with
// the page inside. They are left in `release` of cargo's target folder (`debug` with --debug).
import fs from 'node:fs';
import path from 'node:path';
import { Stop, binary, filesBelow, hashOf, main, out, root, run, say, started } from './lib.mjs';
import { setup } from './setup.mjs';

const ui = path.join(root, 'ui');
const dist = path.join(ui, 'dist');
/** What the page was last built from and what came out; not in `dist`, all of which goes into the window. */
const stamp = path.join(out, 'page.stamp');

/** The page, if anything that it is made of has changed. */
export async function buildPage() {
  const sources = filesBelow(ui, [dist, path.join(ui, 'src', 'paraglide'), 'node_modules', 'cache', '.meta.json']);
  const from = hashOf([...sources, path.join(root, 'package-lock.json'), path.join(root, 'package.json')]);
  const state = () => `${from} ${hashOf(filesBelow(dist))}\n`;
  if (fs.existsSync(stamp) && fs.existsSync(dist) && fs.readFileSync(stamp, 'utf8') === state()) return;
  say('building the page');
  await run('npm', ['run', '--silent', 'ui:build']);
  if (!fs.existsSync(path.join(dist, 'index.html'))) throw new Stop('the build of the page left no ui/dist/index.html');
  fs.mkdirSync(out, { recursive: true });
  fs.writeFileSync(stamp, state());
}

/** Names of the page's parts that the window lacks. */
function missingIn(program) {
  const inside = fs.readFileSync(program);
  return filesBelow(dist)
    .map((file) => `/${path.relative(dist, file).split(path.sep).join('/')}`)
    .filter((name) => !inside.includes(name));
}

export async function buildPrograms({ debug = false } = {}) {
  const profile = debug ? 'debug' : 'release';
  say(`building otvet and otvet-window (${profile})`);
  const cargo = () => run('cargo', ['build', '--locked', ...(debug ? [] : ['--release']), '-p', 'otvet', '-p', 'otvet-window']);
  await cargo();
  const window = binary('otvet-window', profile);
  if (missingIn(window).length > 0) {
    // The page is taken in while the window's crate is compiled; a new page alone does not make cargo do that.
    const now = new Date();
    fs.utimesSync(path.join(root, 'src-tauri', 'src', 'main.rs'), now, now);
    await cargo();
    const missing = missingIn(window);
    if (missing.length > 0) throw new Stop(`the window was built without its page: ${missing.slice(0, 3).join(', ')}`);
  }
  return { otvet: binary('otvet', profile), window };
}

export async function build(options) {
  await setup('build');
  await buildPage();
  return buildPrograms(options);
}

if (started(import.meta)) {
  await main(async (args) => {
    const programs = await build({ debug: args.includes('--debug') });
    for (const program of Object.values(programs)) say(program);
  });
}
