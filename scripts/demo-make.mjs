// `npm run demo:make`: writes assets/demo/contact-centre.xlsx anew from its generator in tests/demo.
import path from 'node:path';
import { main, root, run, say } from './lib.mjs';

await main(async () => {
  const file = path.join('assets', 'demo', 'contact-centre.xlsx');
  await run('cargo', ['run', '--quiet', '--locked', '-p', 'otvet-tests', '--bin', 'make-demo', '--', path.join(root, file)]);
  say(file);
});
