// `npm run corpus -- FOLDER`: gives every file of a folder of foreign spreadsheets to `otvet inspect` and says what
// became of it. Fails if one takes longer than 30 s, ends with a status other than 0 or 1, lets the program have more
// than 300 MB, or leaves a child behind.
import { spawn } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { Stop, binary, filesBelow, main, say } from './lib.mjs';

const LIMIT_SECONDS = 30;
const LIMIT_MB = 300;

/** Memory of a process at its most, MB; 0 when it is gone. */
function peak(pid) {
  try {
    return Number(/VmHWM:\s+(\d+)/.exec(fs.readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
  } catch {
    return 0;
  }
}

/** Whether a process of this group is left; a zombie is none. */
function left(group) {
  return fs.readdirSync('/proc').some((name) => {
    if (!/^\d+$/.test(name)) return false;
    try {
      const [, state, , pgrp] = /\) (\S) (\S+) (\S+)/.exec(fs.readFileSync(`/proc/${name}/stat`, 'utf8')) ?? [];
      return Number(pgrp) === group && state !== 'Z';
    } catch {
      return false;
    }
  });
}

function inspect(program, file) {
  return new Promise((resolve) => {
    const begun = Date.now();
    const child = spawn(program, ['inspect', file, '--json'], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
    let [most, text, late] = [0, '', false];
    const look = setInterval(() => {
      most = Math.max(most, peak(child.pid));
      if (Date.now() - begun > (LIMIT_SECONDS + 5) * 1000) {
        late = true;
        process.kill(-child.pid, 'SIGKILL');
      }
    }, 10);
    child.stdout.setEncoding('utf8').on('data', (part) => (text += part));
    child.on('close', (status) => {
      clearInterval(look);
      const seconds = (Date.now() - begun) / 1000;
      let result = null;
      try {
        result = JSON.parse(text);
      } catch {
        // Said below.
      }
      resolve({ status, seconds, most, late, result, left: left(child.pid) });
    });
  });
}

await main(async ([folder]) => {
  if (process.platform !== 'linux') throw new Stop('this measures by /proc, so only on Linux');
  if (!folder) throw new Stop('which folder? npm run corpus -- FOLDER');
  const program = [binary('otvet'), binary('otvet', 'debug')].find((file) => fs.existsSync(file));
  if (!program) throw new Stop('otvet has not been built: npm run build');
  const files = filesBelow(path.resolve(folder), ['manifest.tsv', 'README.md']);
  const faults = [];
  const codes = new Map();
  let [slowest, largest] = [0, 0];
  for (const file of files) {
    const { status, seconds, most, late, result, left: stayed } = await inspect(program, file);
    const name = path.relative(folder, file);
    slowest = Math.max(slowest, seconds);
    largest = Math.max(largest, most);
    const code = result?.error?.code ?? (result ? 'read' : 'no document');
    codes.set(code, (codes.get(code) ?? 0) + 1);
    console.log(`${String(status).padStart(3)} ${seconds.toFixed(2).padStart(6)} s ${most.toFixed(0).padStart(4)} MB  ${code.padEnd(20)} ${name}`);
    if (late || seconds > LIMIT_SECONDS) faults.push(`${name}: ${seconds.toFixed(0)} s`);
    if (status !== 0 && status !== 1) faults.push(`${name}: exit status ${status}`);
    if (!result) faults.push(`${name}: no JSON document`);
    if (most > LIMIT_MB) faults.push(`${name}: ${most.toFixed(0)} MB`);
    if (stayed) faults.push(`${name}: a child is left`);
  }
  say(`\n${files.length} files; the slowest ${slowest.toFixed(2)} s, the most memory ${largest.toFixed(0)} MB`);
  for (const [code, count] of [...codes].sort((a, b) => b[1] - a[1])) say(`${String(count).padStart(5)}  ${code}`);
  if (faults.length > 0) throw new Stop(faults.join('\n'));
});
