// `npm run bench`: runs the release build of the bench program and prints its figures as a table.
// The program writes one JSON document to standard output,
// `{"benches":[{"name","count","seconds","shares","peak_mb"}],"ratios":[{"name","value"}]}`;
// `shares` (part of the time per phase, 0 to 1) and `peak_mb` may be missing.
import { Stop, main, run, say } from './lib.mjs';
import { setup } from './setup.mjs';

const figure = (value, digits) => value.toLocaleString('en', { maximumFractionDigits: digits, minimumFractionDigits: digits });

await main(async (args) => {
  await setup('build');
  const { text } = await run('cargo', ['bench', '--quiet', '--locked', '-p', 'otvet-tests', '--bench', 'bench', '--', ...args], {
    capture: true,
  });
  let benches;
  let ratios;
  try {
    ({ benches, ratios = [] } = JSON.parse(text));
  } catch {
    throw new Stop('the bench program did not write its JSON document');
  }
  if (!Array.isArray(benches) || benches.length === 0) throw new Stop('the bench program measured nothing');
  const rows = [['what', 'count', 'seconds', 'per second', 'peak MB', 'shares']];
  for (const { name, count, seconds, shares, peak_mb: peak } of benches) {
    rows.push([
      name,
      figure(count, 0),
      figure(seconds, 2),
      figure(count / seconds, 0),
      peak == null ? '' : figure(peak, 0),
      Object.entries(shares ?? {})
        .map(([phase, share]) => `${phase} ${figure(share * 100, 0)} %`)
        .join(', '),
    ]);
  }
  const widths = rows[0].map((_, column) => Math.max(...rows.map((row) => row[column].length)));
  say('');
  for (const row of rows) {
    say(row.map((cell, column) => (column === 0 || column === 5 ? cell.padEnd(widths[column]) : cell.padStart(widths[column]))).join('  ').trimEnd());
  }
  for (const { name, value } of ratios) say(`${name}: ${figure(value, 2)}`);
});
