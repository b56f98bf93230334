/** The frame's part of the desk in memory: finding, taking back, look, calendar, numbers, keys, what is remembered. */
import type {
  Appearance,
  CalendarYear,
  CaseView,
  DisclosureRow,
  FindView,
  Found,
  FoundGroup,
  LetterRow,
  OperatorForm,
  ProcessorView,
  RememberedEntry,
  RunView,
  UndoneView,
  UndoView,
  WireError,
  WorkDay,
} from "../bindings/wire";
import { matched, otherLayout } from "../kit/layout";
import { addDays, rowOf, TODAY } from "./fakeData";

type Desk = {
  cases: CaseView[];
  letters: LetterRow[];
  runs: RunView[];
  processors: ProcessorView[];
  disclosures: DisclosureRow[];
  operator: OperatorForm;
};
type Parts = {
  now: () => Desk;
  put: (desk: Desk) => void;
  record: (action: string, entity: string, id: string) => void;
  fail: (error: Partial<WireError> & { code: string; message: string }) => never;
  params: URLSearchParams;
};

const ACTS: Record<string, string> = {
  case_add: "Заведение обращения",
  case_identity: "Проверка личности",
  case_close: "Закрытие требования",
  case_stopped: "Отметка о прекращении обработки",
  operator_save: "Изменение сведений об операторе",
  processor_add: "Запись поручения",
  processor_change: "Изменение поручения",
  processor_point: "Отметка пункта договора",
  processor_remove: "Удаление поручения",
  disclosure_add: "Запись передачи",
  disclosure_change: "Изменение передачи",
  disclosure_remove: "Удаление передачи",
};

export type FakeFrame = ReturnType<typeof fakeFrame>;

export function fakeFrame(parts: Parts) {
  let appearance: Appearance = {
    theme: "system",
    language: parts.params.get("lang") === "en" ? "en" : "ru",
    zoom: 100,
    density: "tight",
    letter_keys: parts.params.get("letters") !== "off",
  };
  const kept = new Map<string, string>();
  let before: Desk | null = null;
  let last: string | null = null;
  const acts: { view: UndoView; desk: Desk }[] = [];
  const remembered = () => structuredClone(parts.now());

  const find = (text: string, limit: number): FindView["groups"] => {
    const numbers = /^[№#]/.test(text);
    const words = text.replace(/^[№#]\s*/, "").trim();
    if (words === "") return [];
    const desk = parts.now();
    const digits = words.replace(/\D/g, "");
    const groups: FindView["groups"] = [];
    const add = (group: FoundGroup, found: Found[]) => {
      if (found.length > 0) groups.push({ group, found: found.slice(0, limit) });
    };
    const marks = (title: string) => matched(words, title) ?? [];
    const people = desk.cases.filter(
      (one) =>
        one.number.includes(words) ||
        (!numbers &&
          (matched(words, `${one.subject.full_name ?? ""} ${one.subject.contract ?? ""}`) !== null ||
            (digits.length >= 4 && (one.subject.phone ?? "").includes(digits.replace(/^8/, ""))))),
    );
    add(
      "cases",
      people.map((one) => {
        const row = rowOf(one);
        const title = one.subject.full_name ?? "Имя не указано";
        return {
          id: one.number,
          title,
          marks: marks(title),
          subtitle: one.demands.map((demand) => demand.kind).length > 0 ? "Доступ" : "",
          subtitle_marks: [],
          number: one.number,
          date: one.received_on,
          due: row.due,
        };
      }),
    );
    add(
      "letters",
      desk.letters
        .filter((one) => one.number.includes(words) || (!numbers && people.some((who) => who.number === one.case)))
        .map((one) => ({
          id: one.number,
          title: `№ ${one.number}`,
          marks: [],
          subtitle: "Предоставление сведений",
          subtitle_marks: [],
          number: one.case,
          date: one.issued_on,
          due: null,
        })),
    );
    if (!numbers) {
      const names = [...new Set(desk.disclosures.map((one) => one.recipient))];
      add(
        "disclosures",
        names
          .filter((name) => matched(words, name) !== null)
          .map((name, index) => ({
            id: String(index),
            title: name,
            marks: marks(name),
            subtitle: "получатель",
            subtitle_marks: [],
            number: null,
            date: TODAY,
            due: null,
          })),
      );
    }
    add(
      "processors",
      desk.processors
        .filter((one) => matched(words, numbers ? (one.contract_number ?? "") : one.name) !== null)
        .map((one) => ({
          id: one.id,
          title: one.name,
          marks: marks(one.name),
          subtitle: one.purposes.join(", "),
          subtitle_marks: [],
          number: one.contract_number,
          date: one.contract_until,
          due: null,
        })),
    );
    return groups;
  };

  const mask = (text: string, letter: boolean) => {
    const bad = /\{(?!yyyy\}|yy\}|n{1,9}\})[^}]*\}?|\}(?<!\{(?:yyyy|yy|n{1,9})\})/.exec(text);
    const counters = text.match(/\{n{1,9}\}/g)?.length ?? 0;
    if (bad !== null)
      return {
        next: null,
        problem: `Маска номера: непонятная часть «${bad[0]}»`,
        fix: "В фигурных скобках: {yyyy} или {yy} для года, {n}, {nn}, {nnn} … для счётчика.",
      };
    if (counters !== 1)
      return { next: null, problem: "Маска номера: нет счётчика", fix: "Нужен ровно один счётчик: {n}, {nn}, {nnn} …" };
    const count = letter ? parts.now().letters.length + 1 : parts.now().cases.length + 1;
    const next = text
      .replace("{yyyy}", "2027")
      .replace("{yy}", "27")
      .replace(/\{n+\}/, (token) => String(count).padStart(token.length - 2, "0"));
    return { next, problem: null, fix: null };
  };

  return {
    appearance: () => appearance,
    undo: (): UndoView | null => {
      const top = acts.at(-1)?.view;
      return top === undefined ? null : { ...top, is_last: top.action === last };
    },
    /** Tells of a write: what can be taken back is kept as it stood before it. */
    wrote: (action: string, id: string) => {
      const name = ACTS[action];
      if (name !== undefined && before !== null) {
        const number = action.startsWith("case") ? `, № ${id}` : "";
        acts.push({ view: { action, record: id, name: `${name}${number}`, is_last: true }, desk: before });
      }
      last = action;
      if (before !== null) before = remembered();
    },
    /** From here on acts can be taken back. */
    begin: () => {
      before = remembered();
    },
    answers: {
      appearance_save: (wanted: Appearance): Appearance => {
        if (parts.params.get("settings") === "unwritable")
          parts.fail({
            code: "file_not_written",
            message: "Файл не записан",
            hint: "Проверьте место на диске и права на папку (нет прав).",
          });
        appearance = { ...wanted, zoom: Math.max(80, Math.min(200, wanted.zoom)) };
        return appearance;
      },
      find: ({ text, limit }: { text: string; limit: number }): FindView => {
        const groups = find(text.trim(), limit);
        if (groups.length > 0 || text.trim() === "") return { groups, other_layout: null };
        const other = otherLayout(text);
        const found = find(other, limit);
        return found.length > 0 ? { groups: found, other_layout: other } : { groups: [], other_layout: null };
      },
      undo_last: (): UndoneView => {
        const top = acts.pop();
        if (top === undefined)
          parts.fail({
            code: "nothing_to_undo",
            message: "Отменять нечего",
            hint: "Отменяются последние действия за сутки, кроме выпуска писем, загрузок и выгрузок.",
            place: "Реестр не изменён.",
            severity: "precondition",
          });
        const { view, desk } = top as { view: UndoView; desk: Desk };
        parts.put(structuredClone(desk));
        parts.record("undo", view.action.split("_")[0] ?? "case", view.record);
        return {
          ...view,
          entity: "case",
          message: `Отменено: ${view.name.charAt(0).toLowerCase()}${view.name.slice(1)}`,
          number_stays: false,
          next: acts.at(-1)?.view ?? null,
        };
      },
      calendar_year: ({ year }: { year: number }): CalendarYear => {
        const known = year >= 2023 && year <= 2027;
        const days: WorkDay[] = [];
        for (let date = `${year}-01-01`; date.startsWith(`${year}-`); date = addDays(date, 1)) {
          const weekday = new Date(`${date}T00:00:00Z`).getUTCDay();
          const holiday = known && (/-01-0[1-8]$/.test(date) || /-(02-23|03-08|05-01|05-09|06-12|11-04)$/.test(date));
          const weekend = weekday === 0 || weekday === 6;
          const short = known && !weekend && /-(02-22|04-30|11-03)$/.test(date);
          days.push({
            date,
            working: !holiday && !weekend,
            short,
            provisional: !known,
            why: holiday
              ? "праздник, ст. 112 ТК РФ"
              : weekend
                ? weekday === 6
                  ? "суббота"
                  : "воскресенье"
                : short
                  ? "сокращённый день"
                  : known
                    ? "рабочий день"
                    : "нет календаря",
          });
        }
        const count = (fits: (one: WorkDay) => boolean) => days.filter(fits).length;
        return {
          year,
          known,
          days,
          working: count((one) => one.working),
          off: count((one) => !one.working),
          short: count((one) => one.short),
          first: 2000,
          last: 2100,
          known_from: 2023,
          known_to: 2027,
        };
      },
      masks_check: (asked: { case: string | null; letter: string | null }) => ({
        case: mask(asked.case ?? "{yyyy}-{nnnn}", false),
        letter: mask(asked.letter ?? "{nnn}/ПДн", true),
      }),
      remembered: () => ({ entries: [...kept].map(([key, value]): RememberedEntry => ({ key, value })) }),
      remember: ({ entries }: { entries: RememberedEntry[] }) => {
        for (const { key, value } of entries) {
          if (value === null) kept.delete(key);
          else kept.set(key, value);
        }
        return {};
      },
    },
  };
}
