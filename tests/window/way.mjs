// The way of a person without a mouse, in pieces that tests and the screenshots share. Everybody here is invented.
import { Key, until } from './driver.mjs';

export const PASSPHRASE = 'проверочная парольная фраза';
export const TODAY = '2026-11-25';

export const OPERATOR = [
  ['operator-name', 'Общество с ограниченной ответственностью «Пример»'],
  ['operator-address', '170100, г. Тверь, ул. Примерная, д. 1'],
  ['operator-inn', '6900000004'],
  ['operator-responsible-name', 'Примерова Ольга Викторовна'],
  ['operator-responsible-post', 'Ответственный за персональные данные'],
  ['operator-signatory-name', 'Образцов Павел Сергеевич'],
  ['operator-signatory-post', 'Генеральный директор'],
];

/** Violations of the content security policy since the page was loaded. */
export async function watchPolicy(window) {
  await window.look(
    'window.otvetViolations ??= []; document.addEventListener("securitypolicyviolation", (e) => window.otvetViolations.push(`${e.violatedDirective} ${e.blockedURI}`))',
  );
}
export const violations = (window) => window.look('return window.otvetViolations ?? null');

/** Makes a vault in the suggested folder. `seen(name)` is called at each step. */
export async function firstRun(window, seen = async () => {}) {
  await window.wait('first-run');
  await seen('first-run-place');
  await window.activate('wizard-next');
  for (const [field, text] of OPERATOR) {
    await window.tabTo(field);
    await window.type(text);
  }
  await seen('first-run-operator');
  await window.press(Key.control, Key.enter);
  await window.tabTo('wizard-passphrase');
  await window.type(PASSPHRASE);
  await window.tabTo('wizard-passphrase-again');
  await window.type(PASSPHRASE);
  await window.waitEnabled('wizard-next');
  await seen('first-run-passphrase');
  await window.press(Key.enter);
  await window.wait('wizard-groups', { timeout: 60_000 });
  await seen('first-run-key');
  const read = (part) =>
    window.look(`return [...document.querySelectorAll('[data-testid="wizard-groups"] li')].map((e, i) => ${part})`);
  const groups = await read('e.lastElementChild.textContent');
  await window.activate('wizard-next');
  await window.wait('wizard-group-0');
  const hidden = (await read('"covered" in e.dataset ? i : -1')).filter((index) => index >= 0);
  for (const [index, group] of hidden.entries()) {
    await window.tabTo(`wizard-group-${index}`);
    await window.type(groups[group].toLowerCase());
  }
  await window.waitEnabled('wizard-create');
  await seen('first-run-check');
  await window.press(Key.enter);
  await window.wait('wizard-import', { timeout: 60_000 });
  await seen('first-run-done');
}

/** From the wizard's or the lock screen's end to the result of the import of the file that was named. */
export async function importFile(window, seen = async () => {}) {
  await window.wait('import-continue', { timeout: 60_000 });
  await seen('import-mapping');
  await window.press(Key.control, Key.enter);
  await window.wait('import-commit');
  await seen('import-plan');
  await window.press(Key.control, Key.enter);
  await window.wait('import-result', { timeout: 120_000 });
  await seen('import-result');
}

/** Finds a case by what is typed and opens it beside the list; returns its register number. */
export async function openCase(window, typed) {
  await window.wait('screen-cases');
  await window.press(Key.control, 'f');
  await until('the search to have the focus', () => window.focused('cases-search'));
  await window.press(Key.control, 'a');
  await window.type(typed);
  await until(`the list to have one case for ${typed}`, async () => /^Показано 1\s/.test(await window.content('status-text')));
  // From the search into the list, from the list into the case.
  await window.press(Key.enter);
  await until('the list to have the focus', async () => (await window.focus()).includes('Обращения'));
  await window.press(Key.enter);
  await until(`the case of ${typed}`, async () => (await window.find('case-pane')) !== null && (await window.text('case-name')).includes(typed));
  return /\d{4}-\d{4}/.exec(await window.text('case-pane'))[0];
}

/** Opens the vault from the lock screen. */
export async function unlock(window, phrase = PASSPHRASE) {
  await window.wait('unlock');
  await until('the passphrase to have the focus', () => window.focused('unlock-passphrase'));
  await window.type(phrase);
  await window.press(Key.enter);
}

/** Opens a section by its key, the place of its entry in the sidebar; a section without one is opened with Enter. */
export async function section(window, name) {
  const index = await window.look(
    'return [...document.querySelectorAll("nav [data-testid^=section-]")].findIndex((e) => e.dataset.testid === `section-${arguments[0]}`)',
    name,
  );
  if (index < 9) await window.press(Key.control, String(index + 1));
  else await window.activate(`section-${name}`);
  await window.wait(`screen-${name}`);
}

/** From anywhere to the case of what is typed, beside the list. */
export async function findCase(window, typed) {
  await section(window, 'cases');
  await window.press(Key.control, 'f');
  await until('the search to have the focus', () => window.focused('cases-search'));
  await window.press(Key.control, 'a');
  await window.type(typed);
  await until(`the list to have ${typed}`, async () => /^Показано? \d+/.test(await window.content('status-text')));
  await window.press(Key.enter);
  await until('the list to have the focus', async () => (await window.focus()).includes('Обращения'));
  await window.press(Key.enter);
  await until(`the case of ${typed}`, async () => (await window.find('case-pane')) !== null && (await window.text('case-name')).includes(typed));
}
