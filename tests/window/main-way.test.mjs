// unlock → import → case → letter, in the real window, by keyboard alone; its pictures go to OTVET_SCREENSHOTS.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Key, freshHome, start, until } from './driver.mjs';
import { pictures, root, seen as look, settled } from './looking.mjs';
import { TODAY, findCase, firstRun, importFile, openCase, section, unlock, violations, watchPolicy } from './way.mjs';

const binary = process.env.OTVET_WINDOW_BIN;
const sample = path.join(root, 'assets', 'demo', 'contact-centre.xlsx');

let window;
const home = freshHome();

let broken = false;
/** One step of the way: after one that failed the rest cannot be walked. */
function step(name, walk) {
  test(name, async (context) => {
    if (broken) return context.skip('an earlier step failed');
    try {
      await walk();
    } catch (error) {
      broken = true;
      await window.screenshot(path.join(pictures, 'failed.png')).catch(() => {});
      throw error;
    }
  });
}

before(async () => {
  window = await start({ binary, args: ['--today', TODAY, sample], home });
  await watchPolicy(window);
});
after(async () => {
  await window?.close();
});

const seen = (name) => look(window, name);

step('a vault is made, step by step', async () => {
  await firstRun(window, seen);
  assert.ok(fs.existsSync(path.join(home.env.HOME, 'Ответ', 'vault.keys')), 'the vault lies where the wizard said');
});

step('a locked vault says what was wrong and opens with the right passphrase', async () => {
  await window.activate('wizard-open');
  await window.wait('screen-import');
  await window.press(Key.control, 'l');
  await unlock(window, 'совсем другая фраза');
  await until('the refusal', async () => (await window.text('error')).includes('Парольная фраза не подошла'), { timeout: 60_000 });
  await seen('unlock-refused');
  await window.press(Key.control, 'a');
  await unlock(window);
  // Where one was before locking.
  await window.wait('screen-imports', { timeout: 60_000 });
});

let number;

step('the spreadsheet named on the command line is imported', async () => {
  // Locking has dropped what waited: the file is given again, as a second start of the program does.
  const { status } = await window.again([sample]);
  assert.equal(status, 0, 'the second start hands its file over and ends');
  await importFile(window, seen);
  assert.match(await window.text('import-result'), /Загружено: \d+ нов/);
  await window.press(Key.control, Key.enter);
  await window.wait('screen-cases');
  await seen('cases');
});

step('a case is opened and its due date is explained', async () => {
  number = await openCase(window, 'Калачёва Варвара');
  await seen('case');
  await window.press('s');
  await window.wait('due-working');
  assert.match(await window.text('due-working'), /ст\. 20 ч\. 1/);
  assert.match(await window.text('due-working'), /10 рабочих дней/);
  await seen('due-working');
  await window.press(Key.escape);
  await window.waitGone('due-working');
});

step('without an identity act the answer is not offered, the request for particulars is', async () => {
  await window.press('l');
  await window.wait('screen-letter');
  await until('the text of the letter', async () => /О представлении недостающих сведений/.test(await window.content('letter-text')));
  assert.match(await window.text('letter-clock'), /не приостанавливает и не продлевает/);
  await seen('letter-particulars');
  await window.press(Key.escape);
  await window.wait('case-pane');
});

step('identity is recorded and the answer is issued', async () => {
  await window.press('i');
  await until('the field of the identity check', () => window.focused('identity-compared'));
  await window.type('фамилия, имя, отчество, номер договора');
  await seen('identity');
  await window.press(Key.control, Key.enter);
  await window.waitGone('identity-compared');
  await window.press('l');
  await window.wait('screen-letter');
  await until('the text of the answer', async () => /О предоставлении сведений об обработке персональных данных/.test(await window.content('letter-text')));
  assert.match(await window.content('letter-text'), /Калачёвой В\. В\./);
  assert.match(await window.content('letter-text'), new RegExp(number));
  await window.waitEnabled('letter-issue');
  await seen('letter-answer');
  await window.press(Key.control, Key.enter);
  await window.wait('letter-hash');
  await seen('letter-issued');
});

step('the letter is saved where the user says', async () => {
  const file = path.join(home.base, 'answer.pdf');
  await window.press(Key.control, Key.enter);
  await window.answer('Сохранить файл', file);
  const hash = (await window.text('letter-hash')).replace(/\s/g, '');
  await until('the file', () => fs.existsSync(file));
  assert.equal(createHash('sha256').update(fs.readFileSync(file)).digest('hex'), hash, 'what was saved is what was issued');
});

step('a table is chosen in a dialog of the system', async () => {
  await window.press(Key.control, 'o');
  await window.answer('Выбрать файл', sample, { opening: true });
  await window.wait('import-continue', { timeout: 60_000 });
  await window.press(Key.control, Key.enter);
  await window.wait('import-commit');
  assert.match(await window.text('figure-already_imported'), /354/, 'all that was not refused is there already');
});

step('the answered demand is closed', async () => {
  await findCase(window, 'Калачёва Варвара');
  assert.match(await window.text('case-pane'), /Письма\s*1/);
  await window.press('d');
  await window.wait('close-save');
  await seen('case-close');
  await window.press(Key.control, Key.enter);
  await window.waitGone('close-save');
  await until('the case to be closed', async () => /удовлетворено/i.test(await window.text('case-pane')));
});

step('the last act is taken back with a trace', async () => {
  await findCase(window, 'Калачёва Наталья');
  await window.press('i');
  await until('the field of the identity check', () => window.focused('identity-compared'));
  await window.type('фамилия, имя, отчество');
  await window.press(Key.control, Key.enter);
  await window.waitGone('identity-compared');
  const pane = () => window.text('case-pane');
  await until('the identity', async () => !(await pane()).includes('личность не подтверждена'));
  await window.press(Key.control, 'z');
  await until('the act to be taken back', async () => (await pane()).includes('личность не подтверждена'));
  for (let n = 0; n < 5 && !(await pane()).includes('Отменено'); n += 1) await window.press(']');
  assert.match(await pane(), /Отменено/);
});

step('the sections open by their keys', async () => {
  const names = await window.look('return [...document.querySelectorAll("nav [data-testid^=section-]")].map((e) => e.dataset.testid.slice(8))');
  assert.equal(names.length, 9);
  for (const name of names) {
    await section(window, name);
    await settled(window);
    await seen(name === 'cases' ? 'cases-again' : name);
  }
  await window.press(Key.f1);
  await window.wait('key-sheet');
  await seen('keys');
  await window.press(Key.escape);
  await window.waitGone('key-sheet');
});

step('the page broke no rule of its content security policy', async () => {
  assert.deepEqual(await violations(window), []);
});
