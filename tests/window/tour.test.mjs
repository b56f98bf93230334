// Every screen and form of the real window, light and dark, at both sizes, on the sample's vault: pictures, nothing cut
// off, axe. `npm run screenshots` keeps its pictures. Everybody here is invented.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { Key, freshHome, start, until } from './driver.mjs';
import { root, seen, settled } from './looking.mjs';
import { TODAY, findCase, section, unlock, violations, watchPolicy } from './way.mjs';

const binary = process.env.OTVET_WINDOW_BIN;
const otvet = process.env.OTVET_BIN ?? path.join(path.dirname(binary), 'otvet');
const sample = path.join(root, 'assets', 'demo', 'contact-centre.xlsx');
const PHRASE = 'показательная парольная фраза';
/** A letter that nobody wrote. */
const MAIL = [
  'From: =?utf-8?B?0JjQstC+0LvQs9C40L3QsCDQoNC40LzQvNCwINCS0LjQutGC0L7RgNC+0LLQvdCw?= <ivolgina@example.ru>',
  'To: dpo@example.ru',
  'Date: Mon, 23 Nov 2026 10:15:00 +0300',
  'Subject: =?utf-8?B?0JfQsNC/0YDQvtGB?=',
  'MIME-Version: 1.0',
  'Content-Type: text/plain; charset=utf-8',
  'Content-Transfer-Encoding: 8bit',
  '',
  'Прошу сообщить, какие мои персональные данные вы обрабатываете и кому их передавали. Рекламу не присылать.',
  '',
].join('\r\n');

const made = freshHome();
const demo = path.join(made.base, 'demo');
const mail = path.join(made.base, 'zapros.eml');

before(() => {
  execFileSync(otvet, ['demo', demo, '--today', TODAY], { env: { ...process.env, ...made.env }, stdio: 'ignore' });
  fs.writeFileSync(mail, MAIL);
});
after(() => made.remove());

/** Closes what stands over the screen. */
async function clear(window) {
  for (let n = 0; n < 3; n += 1) await window.press(Key.escape);
}

const SCENES = [
  ['today', (window) => section(window, 'today')],
  [
    'cases',
    async (window) => {
      await section(window, 'cases');
      await settled(window);
    },
  ],
  [
    'case-with-letter',
    async (window) => {
      // Its demand is closed: the view of open cases does not have it.
      await window.activate('view-all');
      await findCase(window, 'Калачёва Варвара');
    },
  ],
  [
    'due-working',
    async (window) => {
      await findCase(window, 'Калачёва Наталья');
      await window.press('s');
      await window.wait('due-working');
    },
  ],
  [
    'case-extend',
    async (window) => {
      await window.press(Key.escape);
      await window.waitGone('due-working');
      await window.press('p');
      await window.wait('extend-form');
    },
  ],
  [
    'case-close',
    async (window) => {
      await window.press(Key.escape);
      await window.press('d');
      await window.wait('close-save');
    },
  ],
  [
    'case-add-from-mail',
    async (window) => {
      await clear(window);
      await window.again([mail]);
      // A case is open: the file could be its attachment as well.
      await window.activate('file-what-add');
      await window.wait('add-from');
    },
  ],
  [
    'case-attachments',
    async (window) => {
      await window.press(Key.control, Key.enter);
      await window.waitGone('add-from');
      await findCase(window, 'Иволгина');
      for (let n = 0; n < 6 && (await window.find('attachments')) === null; n += 1) await window.press(']');
      await window.wait('attachments');
    },
  ],
  ['letters', (window) => section(window, 'letters')],
  [
    'letter-issued',
    async (window) => {
      await window.press(Key.enter);
      await window.wait('letters-pane');
    },
  ],
  ['imports', (window) => section(window, 'imports')],
  ['processors', (window) => section(window, 'processors')],
  [
    'processor-form',
    async (window) => {
      await window.activate('processors-add-open');
      await window.wait('processor-form');
    },
  ],
  [
    'three-lists',
    async (window) => {
      await clear(window);
      await section(window, 'processors');
      await window.activate('view-check');
      await window.wait('finding-message');
    },
  ],
  ['disclosures', (window) => section(window, 'disclosures')],
  [
    'disclosure-form',
    async (window) => {
      await window.activate('disclosures-add-open');
      await window.wait('disclosure-form');
    },
  ],
  [
    'audit',
    async (window) => {
      await clear(window);
      await section(window, 'audit');
    },
  ],
  ['documents', (window) => section(window, 'documents')],
  ['settings', (window) => section(window, 'settings')],
  ...['signatory', 'numbers', 'calendar', 'keys', 'rules', 'look'].map((part) => [
    `settings-${part}`,
    async (window) => {
      // The parts are one stop of Tab, walked by arrows.
      await until('the parts to have the focus', async () => (await window.focus()).includes('settings-part-'));
      await window.press(Key.down);
      await window.wait(part === 'rules' ? 'own-rules' : `settings-${part}`);
    },
  ]),
  [
    'palette',
    async (window) => {
      await section(window, 'cases');
      await settled(window);
      await window.press(Key.control, 'k');
      await window.wait('palette');
      await window.type('калач');
      await window.wait('palette-line');
    },
  ],
  [
    'keys',
    async (window) => {
      await clear(window);
      await window.press(Key.f1);
      await window.wait('key-sheet');
    },
  ],
  [
    'export',
    async (window) => {
      await clear(window);
      await section(window, 'cases');
      await settled(window);
      await until('the list to have the focus', async () => (await window.focus()).includes('Обращения'));
      await window.press(Key.control, 'e');
      await window.wait('export-sheet');
    },
  ],
  [
    'import-mapping',
    async (window) => {
      await clear(window);
      await window.again([sample]);
      await window.wait('import-continue', { timeout: 60_000 });
    },
  ],
  [
    'import-plan',
    async (window) => {
      await window.press(Key.control, Key.enter);
      await window.wait('import-commit');
    },
  ],
];

for (const theme of ['light', 'dark']) {
  test(`every screen, ${theme}`, async (context) => {
    const home = freshHome();
    const vault = path.join(home.base, 'vault');
    fs.cpSync(path.join(demo, 'vault'), vault, { recursive: true });
    const window = await start({
      binary,
      args: ['--today', TODAY, '--vault', vault],
      env: { GTK_THEME: theme === 'dark' ? 'Adwaita:dark' : 'Adwaita' },
      home,
    });
    try {
      await watchPolicy(window);
      await context.test('unlock', async () => {
        await window.wait('unlock');
        await seen(window, `unlock-${theme}`);
      });
      await unlock(window, PHRASE);
      await window.wait('screen-today', { timeout: 60_000 });
      for (const [name, go] of SCENES) {
        await context.test(name, async () => {
          await go(window);
          await settled(window);
          await seen(window, `${name}-${theme}`);
        });
      }
      assert.deepEqual(await violations(window), []);
    } finally {
      await window.close();
    }
  });
}
