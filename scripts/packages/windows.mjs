// What a build on Windows needs before it begins, because OpenSSL is built from source: NASM for its assembly, without
// which it would be slower and not in constant time, and Strawberry Perl, the only one its configuration works with.
import { Stop, ask, main, say, started } from '../lib.mjs';

/** Throws in words when one is missing. */
export function checkWindows() {
  const nasm = ask('nasm', ['-v'], { stdio: ['ignore', 'pipe', 'ignore'] })?.trim();
  if (!nasm?.startsWith('NASM version')) {
    throw new Stop('NASM is not on PATH: without it OpenSSL would be built without its assembly. Install it from https://www.nasm.us');
  }
  const perl = ask('perl', ['-MConfig', '-MLocale::Maketext::Simple', '-e', 'print "$Config{osname} $^V"'], { stdio: ['ignore', 'pipe', 'ignore'] });
  if (!perl?.startsWith('MSWin32 ')) {
    throw new Stop(`Strawberry Perl is not first on PATH (${perl ? `found one for ${perl}` : 'none found'}): OpenSSL is not configured by another. Install it from https://strawberryperl.com`);
  }
  say(`${nasm}; perl ${perl}`);
}

if (started(import.meta)) await main(async () => checkWindows());
