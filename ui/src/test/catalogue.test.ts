/** The catalogues of words: the same ids and parameters, nothing missing or unused, the wording of the design. */
import { expect, it } from "vitest";
import en from "../../messages/en.json";
import ru from "../../messages/ru.json";

type Complex = { declarations: string[]; selectors: string[]; match: Record<string, string> };
type Catalogue = Record<string, string | Complex[]>;
const RU: Catalogue = ru;
const EN: Catalogue = en;

const texts = (entry: string | Complex[] | undefined): string[] =>
  entry === undefined ? [] : typeof entry === "string" ? [entry] : entry.flatMap((one) => Object.values(one.match));

function inputs(entry: string | Complex[] | undefined): string[] {
  const named = texts(entry).flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? ""));
  const declared =
    typeof entry === "object"
      ? entry.flatMap((one) =>
          one.declarations.filter((line) => line.startsWith("input ")).map((line) => line.slice(6)),
        )
      : [];
  return [...new Set([...named, ...declared])].sort();
}

const sources = import.meta.glob(["../**/*.ts", "../**/*.tsx", "!../paraglide/**", "!../**/*.test.*"], {
  query: "?raw",
  import: "default",
  eager: true,
}) as Record<string, string>;

it("both languages have the same ids with the same parameters", () => {
  expect(Object.keys(EN)).toEqual(Object.keys(RU));
  for (const id of Object.keys(RU)) expect([id, inputs(EN[id])]).toEqual([id, inputs(RU[id])]);
});

it("every word in use has its message, and every message is in use", () => {
  const used = new Set(
    Object.values(sources).flatMap((text) => [...text.matchAll(/\bm\.([a-z]\w*)/g)].map((match) => match[1] ?? "")),
  );
  const missing = [...used].filter((id) => RU[id] === undefined);
  const unused = Object.keys(RU).filter((id) => !used.has(id));
  expect({ missing, unused }).toEqual({ missing: [], unused: [] });
});

it("every number has all its forms", () => {
  const forms = (entry: string | Complex[] | undefined) =>
    typeof entry === "object"
      ? entry.map((one) =>
          Object.keys(one.match)
            .map((key) => key.split("=")[1])
            .sort()
            .join(),
        )
      : [];
  for (const id of Object.keys(RU)) {
    for (const found of forms(RU[id])) expect([id, found]).toEqual([id, "few,many,one,other"]);
    for (const found of forms(EN[id])) expect([id, found]).toEqual([id, "one,other"]);
  }
});

/** Words that the page avoids, with what it says instead. */
const BANNED: readonly RegExp[] = [
  /дашборд/i,
  /импорт/i,
  /экспорт/i,
  /статус/i,
  /дедлайн/i,
  /валидац/i,
  /маппинг/i,
  /дубликат/i,
  /(^|\s)логи?(\s|$)/i,
  /тикет/i,
  /вендор/i,
  /парол(?!ьн)/i,
  /бэкап/i,
  /пожалуйста/i,
  /!/,
  /(^|\s)мы(\s|$)/i,
];
/** «Запрос» is the word of the law for these, and nowhere else. */
const INQUIRY = /^(kind_authority_inquiry|status_particulars_requested|template_|letters?_)/;

it("no word that the design avoids", () => {
  for (const [id, entry] of Object.entries(RU)) {
    for (const text of texts(entry)) {
      for (const word of BANNED) expect(`${id}: ${text}`).not.toMatch(word);
      if (!INQUIRY.test(id)) expect(`${id}: ${text}`).not.toMatch(/запрос(?!ен)/i);
    }
  }
});

/** Words that lose their dots most often. */
const WITHOUT_DOTS =
  /(^|[^а-яё])(еще|счет|учет|отчет|расчет|прием|подсчет|свое|твое|ее|нее|все о|всем|причем|идет|ждет|найден[ао]? нет|сошел|отклонен|загружен нет|утвержден|определен)(?![а-яё])/i;

it("«ё» everywhere, and no sign that the shipped fonts lack", () => {
  for (const [id, entry] of Object.entries(RU)) {
    for (const text of texts(entry)) {
      expect(`${id}: ${text}`).not.toMatch(WITHOUT_DOTS);
      expect(`${id}: ${text}`).not.toMatch(/[\u2011\u202f≈→▲]/);
    }
  }
});

it("no line break between a sign and its number", () => {
  for (const [id, entry] of Object.entries(RU)) {
    for (const text of texts(entry)) expect(`${id}: ${text}`).not.toMatch(/(№|§|(^|[\s(«])(ст|ч|п|г|ул|д)\.) /);
  }
});

it("headings, buttons and labels end without a full stop, sentences with one", () => {
  for (const [id, entry] of Object.entries(RU)) {
    for (const text of texts(entry)) {
      if (/^(section|col|tab|keys(?!_note)|kind|status|track|outcome|channel|template|view|order)_/.test(id))
        expect(`${id}: ${text}`).not.toMatch(/(?<!Присоед)\.$/);
      if (/_(empty|missing|why|lead|note)$/.test(id) && /^[А-ЯЁ]/.test(text) && text.split(" ").length > 3)
        expect(`${id}: ${text}`).toMatch(/[.…:]$|[»}]$|^[^.]+$/);
    }
  }
});

it("every Russian name has a Cyrillic letter", () => {
  const FREE = new Set(["plan_status", "letter_zoom", "look_zoom_percent"]);
  for (const [id, entry] of Object.entries(RU)) {
    for (const text of texts(entry)) {
      if (FREE.has(id) || text.replace(/\{\w+\}/g, "").replace(/[\s·,:;«».()–—№-]/g, "") === "") continue;
      expect(`${id}: ${text}`).toMatch(/[А-Яа-яЁё]/);
    }
  }
});
