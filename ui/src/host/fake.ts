/**
 * A desk in memory: the same commands and errors as the program, invented data, nothing stored. For the tests and for
 * looking at the page in a browser (`npm run ui:dev`): `?state=first` has no vault yet, `?state=open` is unlocked.
 */
import type {
  AuditRow,
  CaseRow,
  CaseView,
  Commands,
  DeskState,
  ImportPreview,
  Kind,
  LetterPreview,
  LetterRow,
  OperatorForm,
  PageView,
  RowCounts,
  RunView,
  SessionView,
  TrailAbout,
  WireError,
} from "../bindings/wire";
import { fakeAttachments } from "./fakeAttachments";
import {
  COLUMNS,
  demandOf,
  fakeHash,
  leftOf,
  makeCases,
  makeLetters,
  makeRuns,
  OPERATOR,
  REJECTED,
  rowOf,
  stopOf,
  TODAY,
} from "./fakeData";
import { fakeExports } from "./fakeExports";
import { fakeFrame } from "./fakeFrame";
import { fakeRegisters } from "./fakeRegisters";
import { fakeRules } from "./fakeRules";
import { fakeToday } from "./fakeToday";
import { type Host, HostError, type HostEvents } from "./host";

export const FAKE_PASSPHRASE = "шесть случайных слов с бумаги";
export const FAKE_KEY = "7KQ2 M9TD X4RA 0HVB ZP63 NE8C 51WG JT7F Y2KD QA90 R6MX 3VHE B8ZN C4TP".split(" ");
const CHECK = [3, 10];
const MINIMUM = 12;
const ZONE = "+03:00";

export type FakeHost = Host & {
  /** Says an event, as the program would. */
  emit: <Name extends keyof HostEvents>(event: Name, payload: HostEvents[Name]) => void;
};

function fail(error: Partial<WireError> & { code: string; message: string }): never {
  throw new HostError({ hint: "", place: null, severity: "input", incident: null, ...error });
}

const wait = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

const RULES: ReadonlyArray<readonly [Kind, RegExp]> = [
  ["access", /какие данные|откуда|кому переда/iu],
  ["stop_processing", /прекрат\p{L}* обработк\p{L}*/iu],
  ["withdraw_consent", /отзыва\p{L}*/iu],
  ["stop_marketing", /реклам\p{L}*|не звонить/iu],
  ["destruction", /удалит\p{L}*|уничтож\p{L}*/iu],
  ["rectification", /исправит\p{L}*|уточнит\p{L}*/iu],
  ["complaint", /жалу\p{L}*/iu],
];

function letterPage(view: CaseView, operator: OperatorForm, number: string): PageView {
  const name = view.subject.full_name ?? "Заявитель";
  const lines: ReadonlyArray<readonly [number, number, number, boolean, string]> = [
    [85, 70, 12, true, operator.short_name ?? operator.name],
    [85, 88, 10, false, operator.address ?? ""],
    [85, 128, 12, false, `13.01.2027 № ${number}`],
    [85, 146, 12, false, `На № ${view.number}`],
    [340, 128, 12, false, name],
    [340, 146, 12, false, view.subject.address?.slice(0, 36) ?? ""],
    [85, 210, 13, true, "О предоставлении сведений"],
    [85, 250, 12, false, "На Ваше обращение в соответствии с частями 3 и 7 статьи 14, частью 1 статьи 20"],
    [85, 268, 12, false, "Федерального закона от 27.07.2006 № 152-ФЗ сообщаем следующее."],
    [85, 304, 12, true, "1. Подтверждение факта обработки персональных данных"],
    [85, 324, 12, false, "Оператор подтверждает факт обработки Ваших персональных данных."],
    [85, 360, 12, true, "2. Правовые основания и цели обработки"],
    [85, 380, 12, false, "Исполнение договора об оказании услуг связи; рассмотрение обращений."],
  ];
  return {
    width: 595.28,
    height: 841.89,
    lines: lines
      .filter((line) => line[4] !== "")
      .map(([x, y, size, bold, text]) => ({ x, y, width: 0, size, bold, italic: false, sans: false, text })),
    rules: [{ x1: 85, y1: 98, x2: 566, y2: 98, thickness: 0.6 }],
  };
}

/** As the program tells them apart, without the exports. */
function isAbout(row: AuditRow, about: TrailAbout | null): boolean {
  const of: Record<string, TrailAbout> = {
    case: "cases",
    letter: "letters",
    run: "imports",
    processor: "registers",
    disclosure: "registers",
  };
  return about === null || (of[row.entity] ?? "settings") === about;
}

/** The program searches what the list shows; here it is number, act by its code, record and who. */
function holds(row: AuditRow, search: string): boolean {
  const text = `${row.seq} ${row.action} ${row.entity_id} ${row.who}`.toLowerCase();
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}

export function fakeHost(params: URLSearchParams = new URLSearchParams()): FakeHost {
  const wanted = params.get("state") ?? "locked";
  const empty = params.get("data") === "empty";
  const listeners = new Map<string, Set<(payload: never) => void>>();
  const emit: FakeHost["emit"] = (event, payload) => {
    for (const listener of listeners.get(event) ?? []) listener(payload as never);
  };

  let vault: DeskState["vault"] =
    wanted === "first" ? null : { path: "C:\\Users\\Громова\\Documents\\Ответ\\КОНЕКТ", name: "КОНЕКТ", exists: true };
  let locked = wanted !== "open";
  let confirmed = params.get("recovery") !== "unconfirmed";
  let operator: OperatorForm = structuredClone(OPERATOR);
  let cases: CaseView[] = empty ? [] : makeCases();
  let letters: LetterRow[] = empty ? [] : makeLetters(cases);
  let runs: RunView[] = empty ? [] : makeRuns(cases);
  let cancelled = false;
  let chosenFolder: string | null = null;
  const trail: AuditRow[] = [];

  const record = (
    action: string,
    entity: string,
    entity_id: string,
    at = `${TODAY}T09:14:${String(trail.length % 60).padStart(2, "0")}${ZONE}`,
  ) => {
    trail.push({
      seq: trail.length + 1,
      at,
      who: "ответственный",
      action,
      entity,
      entity_id,
      mac: fakeHash(trail.length + 1),
    });
    frame.wrote(action, entity_id);
  };
  const frame = fakeFrame({
    now: () => ({
      cases,
      letters,
      runs,
      processors: registers.processors(),
      disclosures: registers.disclosures(),
      operator,
    }),
    put: (desk) => {
      ({ cases, letters, runs, operator } = desk);
      registers.put(desk.processors, desk.disclosures);
    },
    record: (action, entity, id) => record(action, entity, id),
    fail,
    params,
  });
  record("vault_create", "operator", "1", `2026-10-01T10:00:00${ZONE}`);
  for (const run of [...runs].reverse()) record("import_commit", "run", run.run.run, run.run.at);
  for (const view of cases.slice(0, 40))
    if (view.identity !== null) record("case_identity", "case", view.number, `2027-01-11T14:20:00${ZONE}`);
  for (const letter of [...letters].reverse())
    record("letter_issue", "letter", letter.number, `${letter.issued_on}T15:40:12${ZONE}`);
  record("processor_add", "processor", "6", `2027-01-12T11:00:00${ZONE}`);

  const registers = fakeRegisters(empty, record, (number) => cases.some((view) => view.number === number));
  frame.begin();

  const gaps = () => {
    const found: string[] = [];
    if (operator.address === null) found.push("адрес оператора");
    if (operator.signatory === null) found.push("кто подписывает письма");
    return found;
  };
  const head = () => trail.at(-1)?.mac ?? fakeHash(0);
  const isOpen = (view: CaseView) => view.demands.some((demand) => demand.status === "open");
  const isOverdue = (view: CaseView) =>
    view.demands.some((demand) => demand.status === "open" && demand.left.state === "overdue");
  const session = (): SessionView => ({
    operator_name: operator.name,
    operator_short_name: operator.short_name,
    policy: "konekt",
    recovery_confirmed: confirmed,
    generation: trail.length,
    audit_head: head(),
    counts: {
      overdue: cases.filter(isOverdue).length,
      open_cases: cases.filter(isOpen).length,
      runs_with_rejected: runs.filter((run) => run.run.rows.rejected > 0).length,
      contracts_with_gaps: registers.processors().filter((one) => one.checklist.some((point) => point.state !== "met"))
        .length,
    },
    operator_gaps: gaps(),
    notices: [],
    undo: frame.undo(),
  });
  const find = (number: string) =>
    cases.find((view) => view.number === number) ??
    fail({ code: "not_found", message: `Обращение «${number}»: в реестре нет`, hint: "Проверьте номер." });
  const search = (view: CaseView, text: string) => {
    const all = [
      view.number,
      view.subject.full_name,
      view.subject.contract,
      view.subject.email,
      view.subject.phone,
      ...view.contacts.map((contact) => contact.text),
    ]
      .join(" ")
      .toLowerCase();
    const digits = text.replace(/\D/g, "");
    return (
      text
        .toLowerCase()
        .split(/\s+/)
        .every((word) => all.includes(word)) ||
      (digits.length >= 4 && (view.subject.phone ?? "").includes(digits))
    );
  };
  const classify = (text: string) => {
    const matches = RULES.flatMap(([kind, rule]) => {
      const found = rule.exec(text);
      return found === null ? [] : [{ kind, words: [found[0]], confidence: 0.9, rule: null }];
    });
    return {
      kinds: matches.length > 0 ? matches.map((match) => match.kind) : (["not_personal_data"] as Kind[]),
      matches,
      reason: matches.length > 0 ? null : "Слов о персональных данных не найдено, выберите требование.",
    };
  };
  const rules = fakeRules({ cases: () => cases, find, record, read: classify });
  const preview = (mapping: ReadonlyArray<{ letter: string; field: string | null }>, name: string): ImportPreview => {
    const columns = COLUMNS.map((column) => {
      const own = mapping.find((entry) => entry.letter === column.letter);
      return own === undefined ? column : { ...column, field: own.field };
    });
    const dated = columns.some((column) => column.field === "received_at");
    const many = name.includes("плохой");
    const rows: RowCounts = dated
      ? { read: 1000, new_cases: 700, joined: 120, not_personal_data: 90, already_imported: 0, rejected: 90 }
      : { read: 0, new_cases: 0, joined: 0, not_personal_data: 0, already_imported: 0, rejected: 0 };
    const people = cases.slice(0, 40);
    return {
      file: { name, sha256: fakeHash(1000), format: "xlsx", encoding: null, sheet: "Выгрузка", header_row: 3 },
      sheets: [
        { name: "Выгрузка", rows: 1003, visible: true },
        { name: "Справка", rows: 12, visible: true },
      ],
      columns,
      mapping_needed: dated ? null : "Не найден столбец с датой обращения.",
      rows,
      days_lost_before_import: { total: 812, worst: 17 },
      kinds: [
        { kind: "access", count: 412 },
        { kind: "stop_processing", count: 141 },
      ],
      to_decide: [{ row: 207, case: null, candidate: "2026-1448", why: "same_phone_other_name" }],
      rejected: REJECTED,
      problem_groups: [
        { code: "phone_digits_lost", title: "Телефон потерял цифры", fix: "Взять точное значение ячейки", rows: 43 },
        { code: "date_missing", title: "Нет даты обращения", fix: "Исправить в файле возврата", rows: 25 },
        { code: "date_in_future", title: "Дата позже сегодняшней", fix: "Исправить в файле возврата", rows: 22 },
      ],
      sample: people.map((view, index) => ({
        row: 4 + index,
        fate: index % 9 === 7 ? "not_personal_data" : index % 6 === 5 ? "joined" : "new_case",
        received_on: view.received_on,
        subject: view.subject.full_name,
        kinds: view.demands.map((demand) => demand.kind),
        text: view.contacts[0]?.text ?? "",
        note: null,
      })),
      urgent: 10,
      many_rejected: many,
    };
  };
  const letterPreview = (number: string, template: string): LetterPreview => {
    const view = find(number);
    const signatory = operator.signatory?.name ?? null;
    const gap =
      signatory === null
        ? {
            code: "operator_incomplete",
            what: "подписывающее лицо",
            where_to_fill: "Настройки, «Оператор»",
            blocking: true,
          }
        : null;
    const next = `${String(letters.length + 1).padStart(3, "0")}/ПДн`;
    const page = letterPage(view, operator, next);
    const ask = template === "ask_particulars";
    return {
      case: number,
      template,
      template_name: ask ? "Запрос недостающих сведений" : "Предоставление сведений",
      next_number: next,
      date: TODAY,
      signatory,
      blocks: [
        {
          id: "addressee",
          title: "Адресат",
          item: null,
          source: `Обращение № ${number}`,
          text: view.subject.full_name ?? "",
          gap: null,
        },
        {
          id: "confirmation",
          title: "Подтверждение факта обработки",
          item: ask ? null : "ст. 14 ч. 7 п. 1",
          source: "Реестр обращений",
          text: "Оператор подтверждает факт обработки персональных данных.",
          gap: null,
        },
        {
          id: "grounds",
          title: "Правовые основания и цели",
          item: ask ? null : "ст. 14 ч. 7 п. 2",
          source: "Политика: цели и основания",
          text: "Исполнение договора об оказании услуг связи; рассмотрение обращений.",
          gap: null,
        },
        {
          id: "recipients",
          title: "Лица, имеющие доступ к данным",
          item: ask ? null : "ст. 14 ч. 7 п. 4",
          source: "Реестр передач",
          text: "АО «Северный контакт», ООО «Почтовый двор».",
          gap: null,
        },
        { id: "signature", title: "Подпись", item: null, source: "Настройки", text: signatory ?? "", gap },
      ],
      gaps: gap === null ? [] : [gap],
      warnings:
        view.subject.address === null
          ? [{ code: "address_missing", message: "Почтовый адрес заявителя не указан" }]
          : [],
      checks: [
        { label: "Ответ в срок", passed: true },
        { label: "Копия документа не запрашивается", passed: true },
        { label: "Подписывающее лицо указано", passed: gap === null },
      ],
      pages: [page, { ...page, lines: page.lines.slice(7), rules: [] }],
      text: page.lines.map((line) => line.text).join("\n"),
      can_issue: gap === null,
    };
  };

  type Answers = {
    [Name in keyof Commands]: (
      request: Commands[Name]["request"],
      headers: Record<string, string>,
    ) => Commands[Name]["result"] | Promise<Commands[Name]["result"]>;
  };
  const typed = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
  const files = fakeAttachments({
    find: (number) => find(number),
    cases: () => cases,
    // What is written to the view must reach the register, which keeps the very object.
    add: (request) => answers.case_add(request, {}) as CaseView,
    classify: (text) => classify(text),
    record: (action, entity, id) => record(action, entity, id),
  });
  const answers: Answers = {
    desk_state: () => ({
      locked,
      today: TODAY,
      vault,
      suggested_folder: "C:\\Users\\Громова\\Documents\\Ответ\\Хранилище",
      pending_file: null,
      session: locked ? null : session(),
      version: "0.1.0",
      appearance: frame.appearance(),
      calendar_from: 2023,
      calendar_to: 2027,
    }),
    ...frame.answers,
    vault_keys: () => ({
      keys: [
        { id: "a1".repeat(16), kind: "passphrase", made_on: "2026-10-01", in_use: true, confirmed: null },
        { id: "b2".repeat(16), kind: "recovery", made_on: "2026-10-01", in_use: false, confirmed },
      ],
      recovery_confirmed: confirmed,
    }),
    vault_choose_folder: () => {
      chosenFolder = "D:\\Ответ\\Хранилище";
      return { token: "folder-1", path: chosenFolder, warning: null };
    },
    vault_choose_existing: () => {
      vault = { path: "D:\\Ответ\\Копия", name: "Копия", exists: true };
      return vault;
    },
    passphrase_quality: (bytes) => {
      const characters = [...typed(bytes)].length;
      return { long_enough: characters >= MINIMUM, characters, minimum: MINIMUM };
    },
    vault_prepare: async (bytes) => {
      if ([...typed(bytes)].length < MINIMUM)
        fail({ code: "passphrase_too_short", message: `Парольная фраза короче ${MINIMUM} знаков` });
      await wait(30);
      return { groups: FAKE_KEY, check: CHECK };
    },
    vault_create: async (request) => {
      const right = CHECK.every((place, index) => request.typed_groups[index] === FAKE_KEY[place]?.replace("O", "0"));
      if (!right)
        fail({
          code: "recovery_mismatch",
          message: "Группы резервного ключа не совпали",
          hint: "Введите группы с указанными номерами с бумаги.",
        });
      await wait(30);
      operator = structuredClone(request.operator);
      vault = {
        path: chosenFolder ?? "C:\\Users\\Громова\\Documents\\Ответ\\Хранилище",
        name: "Хранилище",
        exists: true,
      };
      cases = [];
      letters = [];
      runs = [];
      registers.clear();
      trail.length = 0;
      record("vault_create", "operator", "1");
      confirmed = true;
      locked = false;
      return session();
    },
    vault_unlock: async (bytes, headers) => {
      await wait(20);
      const recovery = headers["x-otvet-secret"] === "recovery";
      const right = recovery ? typed(bytes).replace(/\s/g, "") === FAKE_KEY.join("") : typed(bytes) === FAKE_PASSPHRASE;
      if (!right)
        fail({
          code: recovery ? "wrong_recovery_key" : "wrong_passphrase",
          message: recovery ? "Резервный ключ не подошёл" : "Парольная фраза не подошла",
          hint: recovery
            ? "Данные не изменены. Проверьте, что ключ относится к этому хранилищу."
            : "Данные не изменены. Проверьте раскладку клавиатуры и Caps Lock.",
        });
      locked = false;
      return session();
    },
    vault_lock: () => {
      locked = true;
      return {};
    },
    recovery_confirm: (bytes) => {
      if (typed(bytes).replace(/\s/g, "").toUpperCase() !== FAKE_KEY.join(""))
        fail({
          code: "wrong_recovery_key",
          message: "Резервный ключ не подошёл",
          hint: "Данные не изменены. Сверьте каждую группу с листом.",
        });
      confirmed = true;
      record("recovery_confirm", "operator", "1");
      return session();
    },
    operator_show: () => ({
      operator,
      warnings: operator.inn === "6900000000" ? ["ИНН: контрольные цифры не сходятся"] : [],
      gaps: gaps(),
    }),
    operator_save: (request) => {
      if (request.name.trim() === "")
        fail({
          code: "field_invalid",
          message: "Наименование оператора: не заполнено",
          hint: "Заполните поле.",
          place: "name",
        });
      operator = structuredClone(request);
      record("operator_save", "operator", "1");
      return { operator, warnings: [], gaps: gaps() };
    },
    import_choose: () => ({ token: `file-${trail.length}`, name: "Обращения КЦ декабрь.xlsx", size: 418_304 }),
    import_preview: async (request) => {
      emit("progress", { phase: "reading", done: 400, total: 1000 });
      await wait(30);
      emit("progress", { phase: "planning", done: 1000, total: 1000 });
      return preview(request.mapping, request.file.startsWith("bad") ? "плохой.xlsx" : "Обращения КЦ декабрь.xlsx");
    },
    import_commit: async (request) => {
      const plan = preview(request.mapping, "Обращения КЦ декабрь.xlsx");
      if (request.all_or_nothing && plan.rows.rejected > 0)
        fail({
          code: "rows_rejected",
          message: `Загрузка не выполнена: отклонено строк — ${plan.rows.rejected}`,
          hint: "Исправьте строки или загрузите только годные.",
          place: "Реестр не изменён",
        });
      cancelled = false;
      for (let done = 0; done <= 1000; done += 250) {
        if (cancelled)
          fail({ code: "cancelled", message: "Отменено", hint: "Ничего не записано.", severity: "precondition" });
        emit("progress", { phase: "writing", done, total: 1000 });
        await wait(15);
      }
      if (cases.length === 0) cases = makeCases();
      const run = `${TODAY}-0${runs.filter((one) => one.run.run.startsWith(TODAY)).length + 1}`;
      const made = makeRuns(cases)[0] as RunView;
      runs = [{ ...made, run: { ...made.run, run, at: `${TODAY}T09:16:02${ZONE}` } }, ...runs];
      record("import_commit", "run", run);
      return {
        run,
        dry_run: false,
        file: plan.file,
        rows: plan.rows,
        days_lost_before_import: plan.days_lost_before_import,
        to_decide: plan.to_decide,
        contacts_after_refusal: [{ row: 17, case: "2026-1424", since: "2026-02-01" }],
        rejected: plan.rejected,
        report: null,
      };
    },
    import_cancel: () => {
      cancelled = true;
      return {};
    },
    imports_list: () => ({ imports: runs.map((run) => run.run) }),
    import_show: ({ run }) =>
      runs.find((one) => one.run.run === run) ??
      fail({ code: "not_found", message: `Загрузка «${run}»: в реестре нет` }),
    import_review: ({ run }) => {
      const view =
        runs.find((one) => one.run.run === run) ??
        fail({ code: "not_found", message: `Загрузка «${run}»: в реестре нет` });
      view.other = view.other.map((row) => ({ ...row, text: null, reviewed_on: TODAY }));
      record("import_review", "run", run);
      return view;
    },
    import_report_save: ({ run }) => ({ path: `C:\\Users\\Громова\\Documents\\Отчёт ${run}.pdf`, sha256: fakeHash(4) }),
    cases_list: (request) => {
      const text = request.search?.trim() ?? "";
      const inView = (view: CaseView, name: string | null) =>
        name === "open"
          ? isOpen(view)
          : name === "overdue"
            ? isOverdue(view)
            : name === "awaiting_identity"
              ? isOpen(view) && view.identity === null
              : true;
      const found = cases
        .filter((view) => inView(view, request.view))
        .filter((view) => text === "" || search(view, text))
        .filter((view) => request.kind === null || view.demands.some((demand) => demand.kind === request.kind))
        .filter((view) => request.status === null || view.status === request.status)
        .map(rowOf)
        .filter((row) => request.due_by === null || (row.due !== null && row.due.due_on <= request.due_by));
      const keys: Record<string, (row: CaseRow) => string> = {
        due: (row) => `${row.due?.due_on ?? "9"} ${row.number}`,
        received: (row) => `${row.received_on} ${row.number}`,
        number: (row) => row.number,
        subject: (row) => row.subject ?? "яяя",
      };
      const key = keys[request.sort ?? "due"] as (row: CaseRow) => string;
      found.sort((a, b) => key(a).localeCompare(key(b), "ru") * (request.descending ? -1 : 1));
      return {
        cases: found.slice(request.from, request.from + request.count),
        next: null,
        total: found.length,
        views: {
          open: cases.filter(isOpen).length,
          overdue: cases.filter(isOverdue).length,
          awaiting_identity: cases.filter((view) => inView(view, "awaiting_identity")).length,
          all: cases.length,
        },
      };
    },
    today_list: (request) => fakeToday(request, { cases, runs, processors: registers.processors(), confirmed }),
    ...files,
    case_show: ({ number }) => {
      const view = find(number);
      return {
        ...view,
        disclosures: registers
          .disclosures()
          .filter(
            (event) =>
              event.case === number ||
              (view.subject.full_name !== null && event.subject.includes(view.subject.full_name)),
          ),
      };
    },
    case_add: (request) => {
      const template = makeCases()[0] as CaseView;
      const number = `2027-${String(cases.length + 1).padStart(4, "0")}`;
      const kinds = request.kinds.length > 0 ? request.kinds : classify(request.text).kinds;
      const view: CaseView = {
        ...template,
        number,
        received_on: request.received,
        received_at: `${request.received}T00:00:00${ZONE}`,
        channel: request.channel,
        status: "accepted",
        subject: {
          full_name: request.full_name,
          phone: request.phone,
          email: request.email,
          address: request.address,
          contract: request.contract,
          birth_date: request.birth_date,
        },
        identity: null,
        contacts: [
          {
            at: `${request.received}T00:00:00${ZONE}`,
            channel: request.channel,
            topic: null,
            text: request.text,
            run: null,
            row: null,
            marks: [],
            proposed: kinds.map((kind) => ({ kind, confidence: 0.9, decision: "proposed" as const })),
            earlier: [],
          },
        ],
        demands: kinds.map((kind) => demandOf(kind, request.received)),
        timeline: [{ at: `${TODAY}T09:20:00${ZONE}`, what: "Обращение заведено" }],
        similar: [],
        joined_to: null,
        joined: [],
        letters: [],
        attachments: [],
        days_lost_before_import: null,
      };
      cases = [...cases, view];
      record("case_add", "case", number);
      return view;
    },
    case_identity: (request) => {
      const view = find(request.number);
      view.identity = {
        method: request.method,
        on: request.on ?? TODAY,
        compared: request.compared,
        warning: view.channel === "call" ? "По телефону личность не подтверждается (п. 4.2 политики)." : null,
      };
      if (view.status === "accepted") view.status = "identity_confirmed";
      view.timeline.push({ at: `${TODAY}T09:21:00${ZONE}`, what: "Личность подтверждена" });
      record("case_identity", "case", view.number);
      return structuredClone(view);
    },
    case_close: (request) => {
      const view = find(request.number);
      const demand =
        view.demands.find((one) => one.kind === request.demand && one.status === "open") ??
        fail({ code: "demand_not_open", message: "В обращении нет такого открытого требования" });
      demand.status = "closed";
      demand.outcome = request.outcome;
      demand.ground = request.ground;
      demand.closed_on = request.on ?? TODAY;
      demand.left = leftOf(demand.due, view.received_on, demand.closed_on);
      if (!isOpen(view)) view.status = "closed";
      view.timeline.push({ at: `${TODAY}T09:22:00${ZONE}`, what: "Требование закрыто" });
      record("case_close", "case", view.number);
      return structuredClone(view);
    },
    case_stopped: (request) => {
      const view = find(request.number);
      const demand =
        view.demands.find((one) => one.kind === "withdraw_consent" && one.status === "open") ??
        fail({ code: "demand_not_open", message: "В обращении нет такого открытого требования" });
      demand.stopped_on = request.on ?? TODAY;
      demand.stop = stopOf(view.received_on, demand.stopped_on);
      view.timeline.push({ at: `${TODAY}T09:22:30${ZONE}`, what: "Обработка прекращена" });
      record("case_stopped", "case", view.number);
      return structuredClone(view);
    },
    ...rules,
    classify: ({ text }) => rules.overlay(text, classify(text)),
    letter_preview: ({ number, template }) => letterPreview(number, template),
    letter_issue: ({ number, template }) => {
      const plan = letterPreview(number, template);
      if (!plan.can_issue)
        fail({
          code: "operator_incomplete",
          message: `Сведения об операторе не полны: ${gaps().join(", ")}`,
          hint: "Дополните их в разделе «Настройки».",
          severity: "precondition",
        });
      const view = find(number);
      const letter: LetterRow = {
        number: plan.next_number,
        template,
        issued_on: TODAY,
        sha256: fakeHash(letters.length + 40),
        pages: plan.pages.length,
        case: number,
      };
      letters = [letter, ...letters];
      view.letters.push(letter);
      view.status = template === "ask_particulars" ? "particulars_requested" : "answered";
      record("letter_issue", "letter", letter.number);
      return {
        letter: {
          number: letter.number,
          case: number,
          template,
          path: null,
          sha256: letter.sha256,
          pages: letter.pages,
        },
        not_issued: [],
        warnings: plan.warnings,
      };
    },
    letter_show: ({ number }) => {
      const letter =
        letters.find((one) => one.number === number) ??
        fail({ code: "not_found", message: `Письмо «${number}»: в реестре нет` });
      const page = letterPage(find(letter.case), operator, letter.number);
      return {
        letter,
        template_name:
          letter.template === "ask_particulars" ? "Запрос недостающих сведений" : "Предоставление сведений",
        pages: [page],
        text: page.lines.map((line) => line.text).join("\n"),
      };
    },
    letter_save: ({ number }) => ({
      path: `C:\\Users\\Громова\\Documents\\${number.replace("/", "-")}.pdf`,
      sha256: fakeHash(5),
    }),
    letters_list: () => ({ letters }),
    ...registers.commands,
    ...fakeExports((name, request) => answers[name](request as never, {}) as never, record),
    audit_list: ({ from, count, search, about }) => {
      const found = trail.filter((row) => isAbout(row, about) && holds(row, search ?? "")).reverse();
      return { entries: found.slice(from, from + count), total: found.length, all: trail.length, head: head() };
    },
    audit_show: ({ seq }) => {
      const entry = trail[seq - 1] ?? fail({ code: "not_found", message: `Запись «${seq}»: в реестре нет` });
      const numbered = ["case", "letter", "run"].includes(entry.entity);
      return {
        entry,
        previous: seq === 1 ? "0".repeat(64) : fakeHash(seq - 1),
        touched: [{ entity: entry.entity, count: 1 }],
        records: [{ entity: entry.entity, id: entry.entity_id, numbered, removed: entry.action.endsWith("_remove") }],
      };
    },
    vault_verify: async () => {
      await wait(200);
      const broken = params.get("trail") === "broken";
      return {
        ok: !broken,
        counts: {
          audit: trail.length,
          cases: cases.length,
          letters: letters.length,
          runs: runs.length,
          processors: registers.processors().length,
          disclosures: registers.disclosures().length,
        },
        generation: trail.length,
        audit_head: head(),
        problems: broken
          ? [{ code: "record_changed", record: "case 2026-1447", message: "Запись изменена вне программы" }]
          : [],
      };
    },
  };
  const WHILE_LOCKED = new Set<keyof Commands>([
    "desk_state",
    "appearance_save",
    "vault_choose_folder",
    "vault_choose_existing",
    "passphrase_quality",
    "vault_prepare",
    "vault_create",
    "vault_unlock",
    "vault_lock",
  ]);

  const ask = async (name: keyof Commands, request: unknown, headers: Record<string, string>) => {
    await wait(0);
    if (locked && !WHILE_LOCKED.has(name))
      fail({
        code: "locked",
        message: "Хранилище закрыто",
        hint: "Откройте хранилище парольной фразой.",
        severity: "precondition",
      });
    return structuredClone(await answers[name](request as never, headers)) as never;
  };
  return {
    call: (name, request) => ask(name, request, {}),
    callBytes: (name, bytes, headers = {}) => ask(name, bytes.slice(), headers),
    on(event, callback) {
      const set = listeners.get(event) ?? new Set();
      listeners.set(event, set);
      set.add(callback as (payload: never) => void);
      return () => set.delete(callback as (payload: never) => void);
    },
    emit,
  };
}
