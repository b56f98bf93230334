// `npm start`: installs what is missing, builds, opens the workstation. Where nothing can be shown it makes the
// demonstration instead. What stands after `--` goes to the window; `npm start -- --demo` asks for the demonstration.
import fs from 'node:fs';
import path from 'node:path';
import { build } from './build.mjs';
import { hasDisplay, main, out, run, say } from './lib.mjs';

/** A folder under out/ that is not there yet. */
function freshFolder() {
  fs.mkdirSync(out, { recursive: true });
  const now = new Date();
  const two = (n) => String(n).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  for (let n = 1; ; n += 1) {
    const folder = path.join(out, `demo-${day}-${two(n)}`);
    if (!fs.existsSync(folder)) return folder;
  }
}

await main(async (args) => {
  const { otvet, window } = await build();
  const wanted = args.includes('--demo');
  if (!wanted && (await hasDisplay())) {
    say('opening the workstation');
    await run(window, args);
    return;
  }
  const folder = freshFolder();
  if (!wanted) say('\nThere is no display here, so the workstation cannot be shown. Making the demonstration instead.');
  await run(otvet, ['demo', folder]);
  say(`\nThe demonstration stands in ${folder}: the vault, letters, journal and import report.`);
  if (!wanted) say('With a display, `npm start` opens the workstation.');
});
