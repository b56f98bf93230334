// How the window is opened with a vault and with files, and what it says when it cannot do what was asked.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Key, freshHome, start, until } from './driver.mjs';
import { PASSPHRASE, TODAY, importFile, unlock } from './way.mjs';

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..');
const binary = process.env.OTVET_WINDOW_BIN;
const otvet = process.env.OTVET_BIN ?? path.join(path.dirname(binary), 'otvet');

/** A home with a vault made by the command line; the words of its passphrase file open it in the window. */
async function withVault() {
  const home = freshHome();
  const phrase = path.join(home.base, 'phrase.txt');
  fs.writeFileSync(phrase, `${PASSPHRASE}\r\n`);
  const run = (...args) =>
    promisify(execFile)(otvet, [...args, '--vault', home.vault, '--passphrase-file', phrase, '--today', TODAY], { env: { ...process.env, ...home.env } });
  await run('vault', 'create', '--policy', 'konekt');
  return { home, run };
}

test('a file named on the command line opens its preview after unlocking', async () => {
  const { home, run } = await withVault();
  const table = path.join(home.base, 'звонки.csv');
  fs.writeFileSync(table, '\uFEFFДата;Телефон;ФИО;Текст\r\n24.11.2026;8 900 000-00-01;Щукина Вера Олеговна;Прошу удалить мои персональные данные\r\n24.11.2026;;;без имени\r\n');
  const window = await start({ binary, args: ['--vault', home.vault, '--today', TODAY, table], home });
  try {
    await window.resize(1280, 800);
    await unlock(window);
    await importFile(window);
    assert.match(await window.text('import-result'), /Загружено: 1 новое обращение/);
    await window.press(Key.control, 'l');
    await window.wait('unlock');
  } finally {
    await window.close({ remove: false });
  }
  // What the window wrote, the command line reads; nothing was left open.
  const { stdout } = await run('cases', '--json');
  const { cases } = JSON.parse(stdout);
  assert.deepEqual(cases.map(({ subject }) => subject), ['Щукина Вера Олеговна']);
  assert.equal(JSON.parse((await run('vault', 'verify', '--json')).stdout).ok, true);
  home.remove();
});

test('a file that is no table is refused in words, and another may be chosen', async () => {
  const { home } = await withVault();
  const picture = path.join(home.base, 'снимок.xlsx');
  fs.writeFileSync(picture, Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.alloc(4096, 7)]));
  const window = await start({ binary, args: ['--vault', home.vault, '--today', TODAY, picture], home });
  try {
    await window.resize(1280, 800);
    await unlock(window);
    assert.match(await window.text('error'), /не принят: он повреждён/i);
    assert.equal(await window.find('import-commit'), null);
  } finally {
    await window.close();
  }
});

test('a vault that another program holds is refused with the name of its holder', async () => {
  const { home, run } = await withVault();
  const window = await start({ binary, args: ['--vault', home.vault, '--today', TODAY], home });
  try {
    await window.resize(1280, 800);
    await unlock(window);
    await window.wait('screen-today', { timeout: 60_000 });
    await assert.rejects(run('cases', '--json'), ({ code, stdout }) => {
      assert.equal(code, 1);
      assert.equal(JSON.parse(stdout).error.code, 'open_elsewhere');
      return true;
    });
  } finally {
    await window.close();
  }
});

test('damaged keys are told apart from a wrong passphrase', async () => {
  const { home } = await withVault();
  for (const name of ['vault.keys', 'vault.keys.prev']) {
    const file = path.join(home.vault, name);
    if (!fs.existsSync(file)) continue;
    const bytes = fs.readFileSync(file);
    bytes[bytes.length >> 1] ^= 1;
    fs.writeFileSync(file, bytes);
  }
  const window = await start({ binary, args: ['--vault', home.vault, '--today', TODAY], home });
  try {
    await window.resize(1280, 800);
    await unlock(window);
    await until('the error', async () => (await window.text('error')).includes('Файл ключей повреждён'), { timeout: 60_000 });
  } finally {
    await window.close();
  }
});

test('the empty desk says what would be here and what to do', async () => {
  const { home } = await withVault();
  const window = await start({ binary, args: ['--vault', home.vault, '--today', TODAY], home });
  try {
    await window.resize(1280, 800);
    await unlock(window);
    await window.wait('screen-today', { timeout: 60_000 });
    for (const [key, screen] of [['1', 'today'], ['2', 'cases'], ['3', 'letters'], ['4', 'imports'], ['5', 'processors'], ['6', 'disclosures']]) {
      await window.press(Key.control, key);
      await window.wait(`screen-${screen}`);
      await window.screenshot(path.join(process.env.OTVET_SCREENSHOTS ?? path.join(root, 'out', 'window'), `empty-${screen}-1280.png`));
    }
    // Adding a case by hand, by keyboard alone.
    await window.press(Key.control, '2');
    await window.wait('screen-cases');
    await window.press('c');
    await window.tabTo('add-full-name');
    await window.type('Карпов Олег Ильич');
    await window.tabTo('add-phone');
    await window.type('8 (900) 000-00-02');
    await window.tabTo('add-text');
    await window.type('Прошу сообщить, какие мои персональные данные вы обрабатываете');
    await window.press(Key.control, Key.enter);
    await until('the new case', async () => (await window.find('case-name')) !== null && (await window.text('case-name')) === 'Карпов Олег Ильич');
  } finally {
    await window.close();
  }
});
