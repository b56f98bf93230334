/** Invented data of the desk in memory: people, organisations and dates that no one has. Today is Wednesday 13.01.2027. */
import type {
  CaseStatus,
  CaseView,
  Channel,
  ChecklistPoint,
  DemandView,
  DisclosureRow,
  DueLeft,
  DueState,
  DueView,
  Kind,
  LetterRow,
  OperatorForm,
  OtherRow,
  ProcessorView,
  RejectedRow,
  RunView,
  WorkingStep,
} from "../bindings/wire";

export const TODAY = "2027-01-13";
const ZONE = "+03:00";

// ---- Days ---------------------------------------------------------------------------------------------------------

const HOLIDAYS: Record<string, string> = {
  "2026-11-04": "День народного единства (ст. 112 ТК РФ)",
  "2026-12-31": "выходной перенесён с 03.01.2026 (постановление от 24.09.2025 № 1466)",
  "2027-01-07": "Рождество Христово (ст. 112 ТК РФ)",
  "2027-02-23": "День защитника Отечества (ст. 112 ТК РФ)",
  "2027-03-08": "Международный женский день (ст. 112 ТК РФ)",
};
for (const day of ["01", "02", "03", "04", "05", "06", "08"]) {
  HOLIDAYS[`2027-01-${day}`] = "новогодние каникулы (ст. 112 ТК РФ)";
}

const MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" ");

export function addDays(iso: string, days: number): string {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

function whyOff(iso: string): string | null {
  const holiday = HOLIDAYS[iso];
  if (holiday !== undefined) return holiday;
  const weekday = new Date(`${iso}T00:00:00Z`).getUTCDay();
  return weekday === 6 ? "выходной, суббота" : weekday === 0 ? "выходной, воскресенье" : null;
}

function workingBetween(from: string, to: string): number {
  let count = 0;
  for (let at = addDays(from, 1); at <= to; at = addDays(at, 1)) if (whyOff(at) === null) count += 1;
  return count;
}

export function plural(count: number, one: string, few: string, many: string): string {
  const tens = count % 100;
  const ones = count % 10;
  if (tens > 10 && tens < 20) return many;
  return ones === 1 ? one : ones > 1 && ones < 5 ? few : many;
}

const workdays = (count: number) => `${count}\u00a0раб.\u00a0${plural(count, "день", "дня", "дней")}`;
const dots = (iso: string) => iso.split("-").reverse().join(".");
const words = (iso: string) => `${Number(iso.slice(8))} ${MONTHS[Number(iso.slice(5, 7)) - 1]} ${iso.slice(0, 4)}`;

// ---- Due dates ----------------------------------------------------------------------------------------------------

type Rule = {
  days: number;
  unit: "working" | "calendar" | "at_once";
  rule: string;
  clause: string;
  basis: string;
  extends: boolean;
};

const ten = (rule: string, clause: string, basis: string): Rule => ({
  days: 10,
  unit: "working",
  rule,
  clause,
  basis,
  extends: true,
});
const RULES: Partial<Record<Kind, Rule>> = {
  access: ten("ст. 20 ч. 1: 10 раб. дней со дня получения запроса", "ст. 20 ч. 1", "152-FZ art. 20 p. 1"),
  stop_processing: ten("ст. 21 ч. 5.1: 10 раб. дней со дня получения", "ст. 21 ч. 5.1", "152-FZ art. 21 p. 5.1"),
  authority_inquiry: ten("ст. 20 ч. 4: 10 раб. дней со дня получения запроса", "ст. 20 ч. 4", "152-FZ art. 20 p. 4"),
  rectification: {
    days: 7,
    unit: "working",
    rule: "ст. 20 ч. 3: 7 раб. дней со дня сведений, подтверждения нет",
    clause: "ст. 20 ч. 3",
    basis: "152-FZ art. 20 p. 3",
    extends: false,
  },
  destruction: {
    days: 7,
    unit: "working",
    rule: "ст. 20 ч. 3: 7 раб. дней со дня сведений, подтверждения нет",
    clause: "ст. 20 ч. 3",
    basis: "152-FZ art. 20 p. 3",
    extends: false,
  },
  withdraw_consent: {
    days: 30,
    unit: "calendar",
    rule: "ст. 21 ч. 5: уничтожение за 30 дней со дня отзыва",
    clause: "ст. 21 ч. 5",
    basis: "152-FZ art. 21 p. 5",
    extends: false,
  },
  stop_marketing: {
    days: 0,
    unit: "at_once",
    rule: "ст. 15 ч. 2: немедленно",
    clause: "ст. 15 ч. 2",
    basis: "152-FZ art. 15 p. 2",
    extends: false,
  },
  complaint: { ...ten("п. 9.1 политики: 10 раб. дней", "п. 9.1 политики", "operator"), extends: false },
  clarification: { ...ten("п. 9.1 политики: 10 раб. дней", "п. 9.1 политики", "operator"), extends: false },
};
const FALLBACK = ten("ст. 20 ч. 1: 10 раб. дней со дня получения", "ст. 20 ч. 1", "152-FZ art. 20 p. 1");

export function dueOf(kind: Kind, received: string, extended = false): DueView {
  const rule = RULES[kind] ?? FALLBACK;
  const steps: WorkingStep[] = [];
  let counted = 0;
  let at = received;
  const length = rule.days + (extended ? 5 : 0);
  while (rule.unit !== "at_once" && counted < length) {
    at = addDays(at, 1);
    const off = whyOff(at);
    const counts = rule.unit === "calendar" || off === null;
    if (counts) counted += 1;
    steps.push({
      date: at,
      day: counts ? counted : null,
      working: off === null,
      why: off === null ? "рабочий день" : rule.unit === "calendar" ? `календарный день, ${off}` : off,
    });
  }
  let extension = at;
  for (let left = 5; left > 0; ) {
    extension = addDays(extension, 1);
    if (whyOff(extension) === null) left -= 1;
  }
  const may = rule.extends && !extended && at >= TODAY;
  return {
    due_on: at,
    due_at: null,
    immediate: rule.unit === "at_once",
    provisional: false,
    also: kind === "withdraw_consent" ? [{ what: "stop", due_on: received, immediate: true }] : [],
    basis: rule.basis,
    working_days: rule.unit === "working" ? length : null,
    steps,
    skipped: steps.filter((step) => step.day === null).map(({ date, why }) => ({ date, why })),
    compared: [
      {
        source: "law",
        due_on: at,
        term: `${rule.days} ${rule.unit === "working" ? "раб. дней" : "дней"}`,
        clause: rule.clause,
      },
      ...(kind === "access"
        ? [{ source: "policy", due_on: addDays(received, 30), term: "30 дней", clause: "п. 6 (1)" }]
        : []),
    ],
    decided_by: rule.basis === "operator" ? "policy" : "law",
    rule: rule.rule,
    starts_on: received,
    internal_on: at,
    extended,
    extendable_until: may ? at : null,
    extension_to: may ? extension : null,
    notes: [],
    edition: "от 26.07.2026",
  };
}

export function leftOf(due: DueView, received: string, closedOn: string | null = null): DueLeft {
  const on = due.due_on;
  if (closedOn !== null) {
    const late = closedOn > on ? workingBetween(on, closedOn) : 0;
    const state: DueState = late > 0 ? "done_late" : "done";
    const left = `закрыто ${dots(closedOn)}${late > 0 ? `, позже на ${workdays(late)}` : ""}`;
    return { due_on: on, state, left, spoken: left };
  }
  if (due.immediate) {
    const nth = workingBetween(received, TODAY) + 1;
    return {
      due_on: on,
      state: "at_once",
      left: `немедленно · ${nth}-й день`,
      spoken: `немедленно, идёт ${nth}-й день`,
    };
  }
  if (on < TODAY) {
    const late = workingBetween(on, TODAY);
    const left = `просрочено на ${workdays(late)}`;
    return { due_on: on, state: "overdue", left, spoken: `${left}, срок ${words(on)}` };
  }
  if (on === TODAY) return { due_on: on, state: "today", left: "сегодня", spoken: `до ${words(on)}, сегодня` };
  const days = workingBetween(TODAY, on);
  return {
    due_on: on,
    state: days < 4 ? "soon" : "later",
    left: workdays(days),
    spoken: `до ${words(on)}, осталось ${days} ${plural(days, "рабочий день", "рабочих дня", "рабочих дней")}`,
  };
}

// ---- People -------------------------------------------------------------------------------------------------------

const NAMES = `Юсупов Дамир Ильдарович|Мельник Оксана Петровна|Лаптева Анна Ильинична|Гордеева Инна Сергеевна
Ткаченко Роман Игоревич|Абдуллина Резеда Маратовна|Рябинин Кирилл Олегович|Прохорова Елизавета Юрьевна
Зиннатуллин Айрат Фаритович|Сафронова Лидия Андреевна|Щербакова-Ёлкина Жанна Фёдоровна|Бондаренко Алла Юрьевна
Ковалёв Игнат Семёнович|Воронцов Пётр Алексеевич|Дроздова Алина Михайловна|Евсеев Марк Аркадьевич
Журавлёва Ольга Павловна|Зуева Дарья Дмитриевна|Исмаилов Рустам Тимурович|Калинина Софья Романовна
Лукин Артём Викторович|Маркова Ева Игоревна|Никонов Глеб Борисович|Осипенко Григорий Романович
Панфилова Вера Никитична|Рожков Степан Ильич|Самойлова Тамара Львовна|Тихомиров Фёдор Денисович
Устинова Яна Олеговна|Филатов Олег Вадимович|Хабибуллина Лейла Ринатовна|Цветков Антон Юрьевич
Чернышёва Нина Захаровна|Шубин Валерий Петрович|Эрдниева Айса Бадмаевна|Юдин Матвей Кириллович
Яковлева Ирина Степановна|Авдеев Семён Глебович|Белоусова Кира Антоновна|Власов Тимофей Егорович
Гусева Милана Руслановна|Дьячков Илья Максимович|Елисеева Полина Артёмовна|Жданов Лев Николаевич
Зайцева Варвара Ивановна|Игнатьев Никита Павлович|Климова Есения Андреевна|Лобанов Егор Станиславович
Муравьёва Алла Геннадьевна|Нестеров Павел Сергеевич|Орехова Злата Дмитриевна|Поляков Денис Ильич
Рыбакова Майя Витальевна|Соболев Артур Алексеевич|Терентьева Юлия Романовна|Уваров Борис Леонидович
Фомина Агата Тимофеевна|Хромов Виктор Эдуардович|Царёва Лариса Олеговна|Шестаков Герман Ильич`.split(/[|\n]/);

const TEXTS: ReadonlyArray<{ kinds: Kind[]; text: string; marked: string[] }> = [
  {
    kinds: ["access"],
    text: "Клиент просит сообщить, какие данные о нём хранятся, откуда получены и кому переданы. Ответ просит письмом.",
    marked: ["какие данные о нём хранятся", "кому переданы"],
  },
  {
    kinds: ["stop_processing", "withdraw_consent"],
    text: "Абонент требует прекратить обработку её данных и больше не звонить с опросами, согласие отзывает. Спрашивала, откуда номер у «Кварц Аналитики».",
    marked: ["прекратить обработку", "согласие отзывает"],
  },
  {
    kinds: ["stop_marketing"],
    text: "Просит больше не присылать рекламу по СМС и не звонить с предложениями тарифов.",
    marked: ["не присылать рекламу"],
  },
  {
    kinds: ["rectification"],
    text: "В договоре старая фамилия, просит исправить на новую. Копию свидетельства привезёт в офис.",
    marked: ["просит исправить"],
  },
  {
    kinds: ["destruction"],
    text: "Договор расторгнут в ноябре, требует удалить все данные и подтвердить письменно.",
    marked: ["удалить все данные"],
  },
  {
    kinds: ["complaint"],
    text: "Жалуется, что оператор чата назвал его адрес постороннему. Просит разобраться и ответить.",
    marked: ["Жалуется"],
  },
];

const CHANNELS: readonly Channel[] = ["call", "chat", "email", "call", "post", "call", "in_person"];
const CITIES = ["170100, г. Тверь, ул. Лесная", "150000, г. Ярославль, ул. Речная", "390000, г. Рязань, ул. Садовая"];

function hex(seed: number, length = 64): string {
  let value = (seed * 2654435761) >>> 0;
  let text = "";
  while (text.length < length) {
    value = (Math.imul(value ^ (value >>> 15), 2246822519) + 0x9e3779b9) >>> 0;
    text += value.toString(16).padStart(8, "0");
  }
  return text.slice(0, length);
}

export { hex as fakeHash };

export function demandOf(kind: Kind, received: string, extended = false): DemandView {
  const due = dueOf(kind, received, extended);
  return {
    kind,
    due_on: due.due_on,
    provisional: due.provisional,
    status: "open",
    outcome: null,
    ground: null,
    closed_on: null,
    extended_why: null,
    steps: due.steps.map(({ date, day, why }) => ({ date, day, why })),
    due,
    left: leftOf(due, received),
    stopped_on: null,
    stop: kind === "withdraw_consent" ? stopOf(received) : null,
  };
}

/** The duty to stop the processing at once after a withdrawal of consent. */
export function stopOf(received: string, stopped: string | null = null): DueLeft {
  const at = dueOf("stop_marketing", received, false);
  return leftOf(at, received, stopped ?? undefined);
}

export function marksOf(
  text: string,
  marked: readonly string[],
  kind: Kind,
): { from: number; to: number; kind: Kind }[] {
  return marked.flatMap((part) => {
    const at = text.indexOf(part);
    if (at < 0) return [];
    const from = [...text.slice(0, at)].length;
    return [{ from, to: from + [...part].length, kind }];
  });
}

const RECEIVED = [
  "2026-12-23",
  "2026-12-24",
  "2027-01-11",
  "2026-12-25",
  "2026-12-25",
  "2026-12-28",
  "2026-12-22",
  "2026-12-29",
  "2026-12-30",
  "2026-12-25",
  "2026-12-29",
  "2026-12-30",
  "2026-12-28",
  "2027-01-11",
  "2027-01-12",
];

function makeCase(index: number): CaseView {
  const number = `2026-${String(1418 + index * 3).padStart(4, "0")}`;
  const received = index < 15 ? (RECEIVED[index] ?? TODAY) : addDays("2026-12-14", (index * 7) % 29);
  const content = TEXTS[index % TEXTS.length] as (typeof TEXTS)[number];
  const channel = CHANNELS[index % CHANNELS.length] ?? "call";
  const closed = index >= 15 && index % 3 === 0;
  const identity = index % 4 !== 2;
  const extended = index === 6;
  const demands = content.kinds.map((kind) => demandOf(kind, received, extended));
  const closedOn = closed ? addDays(received, 8 + (index % 4)) : null;
  if (closedOn !== null) {
    for (const demand of demands) {
      demand.status = "closed";
      demand.outcome = index % 2 === 0 ? "satisfied" : "refused";
      demand.ground = index % 2 === 0 ? null : "ст. 14 ч. 8 п. 2";
      demand.closed_on = closedOn > TODAY ? TODAY : closedOn;
      demand.left = leftOf(demand.due, received, demand.closed_on);
    }
  }
  const status: CaseStatus = closed
    ? "closed"
    : extended
      ? "extended"
      : index % 7 === 5
        ? "particulars_requested"
        : identity
          ? "identity_confirmed"
          : "accepted";
  const at = `${received}T${String(9 + (index % 9)).padStart(2, "0")}:${String((index * 17) % 60).padStart(2, "0")}:00${ZONE}`;
  const first = content.kinds[0] ?? "access";
  const contacts: CaseView["contacts"] = [
    {
      at,
      channel,
      topic: channel === "call" ? "телефонная линия" : null,
      text: content.text,
      run: "2027-01-11-01",
      row: 40 + index * 9,
      marks: marksOf(content.text, content.marked, first),
      proposed: content.kinds.map((kind, place) => ({
        kind,
        confidence: 0.94 - place * 0.06,
        decision: "proposed" as const,
      })),
      earlier: [],
    },
  ];
  if (index % 5 === 4 && received < "2027-01-10") {
    contacts.push({
      at: `${addDays(received, 1)}T10:05:00${ZONE}`,
      channel: "chat",
      topic: "повторно",
      text: "Повторно: почему нет ответа, жду ответ на почту.",
      run: "2027-01-11-01",
      row: 43 + index * 9,
      marks: [],
      proposed: [],
      earlier: [],
    });
  }
  return {
    number,
    received_on: received,
    received_at: at,
    channel,
    status,
    subject: {
      full_name: index % 17 === 16 ? null : (NAMES[index % NAMES.length] ?? null),
      phone: `+7912000${String(1000 + index * 37).slice(-4)}`,
      email: index % 3 === 0 ? `abonent${index}@primer.ru` : null,
      address: index % 4 === 0 ? `${CITIES[index % 3]}, д. ${index + 1}` : null,
      contract: index % 6 === 5 ? null : `77-${204500 + index}`,
      birth_date: null,
    },
    identity: identity
      ? {
          method: index % 2 === 0 ? "signature" : "account",
          on: "2027-01-11",
          compared: "ФИО, номер договора, дата рождения",
          warning: null,
        }
      : null,
    contacts,
    demands,
    letters: [],
    disclosures: [],
    attachments: [],
    timeline: [
      { at, what: "Поступило обращение" },
      { at: `2027-01-11T09:28:11${ZONE}`, what: "Загружено, строка файла «Обращения КЦ декабрь.xlsx»" },
      ...(identity ? [{ at: `2027-01-11T14:20:00${ZONE}`, what: "Личность подтверждена" }] : []),
      ...(closedOn === null ? [] : [{ at: `${closedOn}T11:02:00${ZONE}`, what: "Требование закрыто" }]),
    ],
    similar: index === 9 ? [{ number: "2026-1448", why: "тот же телефон" }] : [],
    joined_to: null,
    joined: [],
    days_lost_before_import: Math.max(0, index < 15 ? 17 - index : index % 12),
    templates: [
      {
        template: identity ? "access_answer" : "ask_particulars",
        name: identity ? "Предоставление сведений" : "Запрос недостающих сведений",
        proposed: true,
        why_not: null,
      },
      {
        template: identity ? "ask_particulars" : "access_answer",
        name: identity ? "Запрос недостающих сведений" : "Предоставление сведений",
        proposed: false,
        why_not: identity ? null : "личность заявителя не подтверждена",
      },
    ],
  };
}

// ---- Registers ----------------------------------------------------------------------------------------------------

const POINTS: ReadonlyArray<readonly [string, string, boolean]> = [
  ["data_list", "определён перечень персональных данных", true],
  ["actions_list", "определён перечень действий (операций) с данными", false],
  ["purposes", "определены цели обработки", false],
  ["confidentiality", "установлена обязанность соблюдать конфиденциальность", false],
  ["localisation", "установлена обязанность соблюдать ст. 18 ч. 5 (базы данных в России)", true],
  ["art_18_1", "установлена обязанность соблюдать ст. 18.1", true],
  ["documents_on_request", "по запросу оператора предоставляются документы о принятых мерах", true],
  ["security", "установлена обязанность обеспечивать безопасность данных", false],
  ["art_19_requirements", "указаны требования к защите по ст. 19", false],
  ["incident_notice", "установлена обязанность уведомлять оператора об инцидентах (ст. 21 ч. 3.1)", true],
];

/** Points as signs: `+` met, `-` not met, `?` unknown. */
export function checklist(signs: string): ChecklistPoint[] {
  return POINTS.map(([point, text, since_2022], index) => ({
    point,
    text,
    state: signs[index] === "+" ? "met" : signs[index] === "-" ? "not_met" : "unknown",
    clause:
      signs[index] === "+"
        ? `п. ${1 + Math.floor(index / 3)}.${1 + (index % 3)}, с. ${1 + Math.floor(index / 2)}`
        : null,
    since_2022,
  }));
}

export function makeProcessors(): ProcessorView[] {
  const make = (
    id: string,
    name: string,
    purpose: string,
    until: string | null,
    signs: string,
    address: string | null,
  ): ProcessorView => ({
    id,
    name,
    address,
    inn: "7700000000",
    country: "RU",
    contract_number: signs === "??????????" ? null : `${Number(id)}/2024`,
    contract_date: signs === "??????????" ? null : "2024-02-01",
    contract_until: until,
    purposes: [purpose],
    data: ["фамилия, имя, отчество", "номер телефона", "содержание обращения"],
    checklist: checklist(signs),
    warnings: [],
    left: null,
    term: "open",
    revision: 1,
    disclosures: 0,
  });
  return [
    make("9", "АО «Северный контакт»", "обработка обращений", "2027-01-31", "+++++?+-+?", null),
    make("17", "ИП Ларионов", "курьерская доставка", null, "??????????", null),
    make(
      "14",
      "ООО «Кварц Аналитика»",
      "оценка качества",
      "2027-06-02",
      "++++-??++-",
      "150000, г. Ярославль, ул. Речная, д. 2",
    ),
    make("12", "ООО «Почтовый двор»", "доставка счетов", null, "++++++++++", "170100, г. Тверь, ул. Лесная, д. 1"),
    make(
      "3",
      "ООО «Расчётный узел»",
      "расчёты с абонентами",
      "2027-12-31",
      "++++++++++",
      "390000, г. Рязань, ул. Садовая, д. 7",
    ),
    make(
      "6",
      "ООО «Узор-Архив»",
      "хранение договоров",
      "2027-09-30",
      "++++++++++",
      "170100, г. Тверь, ул. Новая, д. 12",
    ),
  ];
}

export function makeDisclosures(): DisclosureRow[] {
  const kinds: ReadonlyArray<readonly [string, DisclosureRow["kind"], string, string, string[], string]> = [
    [
      "АО «Северный контакт»",
      "processor",
      "договор № 9/2024",
      "обработка обращений",
      ["ФИО", "номер телефона", "текст обращения"],
      "группа: абоненты, обратившиеся в контакт-центр, 910",
    ],
    [
      "УМВД по Тверской области",
      "state_body",
      "ст. 6 ч. 1 п. 2",
      "проверка по запросу № 14/221",
      ["ФИО", "адрес"],
      "Воронцов Пётр Алексеевич, 77-204513",
    ],
    [
      "ООО «Почтовый двор»",
      "processor",
      "договор № 12/2024",
      "доставка счетов",
      ["ФИО", "адрес"],
      "группа: счета за январь, 12408",
    ],
    [
      "ООО «Кварц Аналитика»",
      "processor",
      "договор № 14/2024",
      "оценка качества",
      ["номер телефона", "дата рождения"],
      "группа: опрос IV квартала, 3114",
    ],
    [
      "Мировой суд, участок № 71",
      "court",
      "ст. 6 ч. 1 п. 3",
      "судебный запрос",
      ["ФИО", "номер договора"],
      "Осипенко Григорий Романович",
    ],
    [
      "ООО «Гарантия плюс»",
      "independent_operator",
      "согласие от 01.12.2026",
      "страхование",
      ["номер телефона"],
      "группа: партнёры, 56",
    ],
    [
      "Представитель Зуевой Д. Д.",
      "representative",
      "доверенность от 01.12.2026",
      "ознакомление",
      ["карточка абонента"],
      "Зуева Дарья Дмитриевна, обращение № 2026-1469",
    ],
    [
      "ООО «Расчётный узел»",
      "processor",
      "договор № 3/2024",
      "расчёты с абонентами",
      ["номер договора", "начисления"],
      "группа: начисления за декабрь, 48220",
    ],
  ];
  return Array.from({ length: 48 }, (_, index) => {
    const [recipient, kind, ground, purpose, data, subject] = kinds[index % kinds.length] as (typeof kinds)[number];
    return {
      id: String(48 - index),
      date: addDays(TODAY, -Math.floor(index * 1.2)),
      recipient,
      kind,
      ground,
      purpose,
      data,
      channel: index % 2 === 0 ? "выгрузка по защищённому каналу" : null,
      subject,
      case: subject.includes("обращение №") ? "2026-1469" : null,
    };
  });
}

export const OPERATOR: OperatorForm = {
  name: "Общество с ограниченной ответственностью «КОНЕКТ»",
  short_name: "ООО «КОНЕКТ»",
  address: "170100, г. Тверь, ул. Примерная, д. 1",
  inn: "6900000000",
  ogrn: "1026900000000",
  kpp: null,
  email: "pd@konekt.primer",
  phone: null,
  site: null,
  responsible: { name: "Громова Елена Викторовна", post: "специалист по защите данных" },
  signatory: null,
  time_zone: "Europe/Moscow",
  masks: { case: "{yyyy}-{nnnn}", letter: "{nnn}/ПДн" },
};

const MAPPING: RunView["columns"] = [
  { letter: "A", header: "№ п/п", field: "appeal_id", confidence: 0.93, samples: ["КЦ-50412", "КЦ-50413", "КЦ-50414"] },
  {
    letter: "B",
    header: "Дата и время",
    field: "received_at",
    confidence: 0.98,
    samples: ["22.12.2026 11:20", "18.12.2026 09:02"],
  },
  {
    letter: "C",
    header: "ФИО абонента",
    field: "full_name",
    confidence: 0.97,
    samples: ["Дроздова Алина М.", "Евсеев Марк"],
  },
  { letter: "D", header: "Телефон", field: "phone", confidence: 0.95, samples: ["+7 912 000-00-17", "7,9E+10"] },
  { letter: "E", header: "Лицевой счёт", field: "contract", confidence: 0.62, samples: ["77-204518", "77-204519"] },
  { letter: "F", header: "Канал", field: "channel", confidence: 0.9, samples: ["звонок", "чат"] },
  {
    letter: "G",
    header: "Примечание",
    field: "text",
    confidence: 0.42,
    samples: ["просит сообщить, какие данные хранятся"],
  },
  { letter: "H", header: "Оценка", field: null, confidence: 0, samples: ["5", "4", "1"] },
  { letter: "I", header: "", field: null, confidence: 0, samples: [] },
];

export { MAPPING as COLUMNS };

export function makeRuns(cases: readonly CaseView[]): RunView[] {
  const kinds: RunView["kinds"] = [
    { kind: "access", count: 412 },
    { kind: "stop_processing", count: 141 },
    { kind: "stop_marketing", count: 96 },
    { kind: "withdraw_consent", count: 74 },
    { kind: "rectification", count: 52 },
    { kind: "destruction", count: 33 },
    { kind: "complaint", count: 12 },
  ];
  const make = (run: string, at: string, file: string, rows: RunView["run"]["rows"], lost: number): RunView => ({
    run: { run, at, file, sheet: "Выгрузка", rows, days_lost: { total: lost, worst: 17 } },
    sha256: hex(rows.read),
    format: "xlsx",
    encoding: null,
    header_row: 3,
    columns: MAPPING,
    kinds,
    rejected: rows.rejected === 0 ? [] : REJECTED.slice(0, rows.rejected),
    to_decide:
      rows.rejected === 0
        ? []
        : [{ row: 207, case: "2026-1475", candidate: "2026-1448", why: "same_phone_other_name" }],
    other: OTHER.slice(0, Math.min(OTHER.length, rows.not_personal_data)).map((row) => ({ ...row })),
    due_first: cases
      .filter((one) => one.demands.some((demand) => demand.status === "open"))
      .slice(0, 6)
      .map(rowOf),
  });
  return [
    make(
      "2027-01-11-01",
      `2027-01-11T09:28:11${ZONE}`,
      "Обращения КЦ декабрь.xlsx",
      { read: 1000, new_cases: 700, joined: 120, not_personal_data: 90, already_imported: 0, rejected: 90 },
      812,
    ),
    make(
      "2026-12-14-01",
      `2026-12-14T10:02:40${ZONE}`,
      "Обращения КЦ ноябрь.xlsx",
      { read: 880, new_cases: 640, joined: 101, not_personal_data: 139, already_imported: 0, rejected: 0 },
      512,
    ),
    make(
      "2026-11-12-02",
      `2026-11-12T16:44:05${ZONE}`,
      "Чат октябрь.csv",
      { read: 214, new_cases: 77, joined: 9, not_personal_data: 127, already_imported: 1, rejected: 0 },
      96,
    ),
  ];
}

const rejected = (
  row: number,
  column: string,
  header: string,
  code: string,
  value: string | null,
  message: string,
  fix: string,
): RejectedRow => ({
  row,
  column,
  header,
  code,
  value,
  message,
  fix,
});

export const REJECTED: RejectedRow[] = [
  ...[17, 41, 58, 96, 102, 133, 150, 171].map((row) =>
    rejected(
      row,
      "D",
      "Телефон",
      "phone_digits_lost",
      "7,9E+10",
      "Потеряны цифры номера",
      "Возьмите точное значение ячейки",
    ),
  ),
  ...[12, 64, 205].map((row) =>
    rejected(row, "B", "Дата и время", "date_missing", null, "Нет даты обращения", "Впишите дату: 25.12.2026"),
  ),
  ...[311, 318].map((row) =>
    rejected(row, "B", "Дата и время", "date_in_future", "25.12.2027", "Дата позже сегодняшней", "Проверьте год"),
  ),
];

const OTHER: OtherRow[] = [
  {
    row: 8,
    received_on: "2026-12-14",
    reason: "вопрос о тарифе",
    text: "Спрашивает, как сменить тариф на домашний интернет.",
    reviewed_on: null,
  },
  {
    row: 21,
    received_on: "2026-12-15",
    reason: "неисправность связи",
    text: "Нет связи третий день, просит мастера.",
    reviewed_on: null,
  },
  {
    row: 33,
    received_on: "2026-12-16",
    reason: "оплата",
    text: "Не прошёл платёж, просит проверить.",
    reviewed_on: null,
  },
];

/** The case as a row of the list. */
export function rowOf(view: CaseView): {
  number: string;
  received_on: string;
  subject: string | null;
  channel: Channel;
  status: CaseStatus;
  demands: { kind: Kind; due_on: string | null; status: string }[];
  due: DueLeft | null;
} {
  const open = view.demands.filter((demand) => demand.status === "open");
  const nearest = [...open].sort((a, b) => (a.left.due_on < b.left.due_on ? -1 : 1))[0];
  return {
    number: view.number,
    received_on: view.received_on,
    subject: view.subject.full_name,
    channel: view.channel,
    status: view.status,
    demands: view.demands.map(({ kind, due_on, status }) => ({ kind, due_on, status })),
    due: nearest?.left ?? view.demands[0]?.left ?? null,
  };
}

export function makeCases(): CaseView[] {
  return Array.from({ length: 60 }, (_, index) => makeCase(index));
}

export function makeLetters(cases: CaseView[]): LetterRow[] {
  const letters: LetterRow[] = [];
  cases
    .filter((view) => view.status === "closed")
    .slice(0, 9)
    .forEach((view, index) => {
      const letter: LetterRow = {
        number: `${String(index + 1).padStart(3, "0")}/ПДн`,
        template: view.identity === null ? "ask_particulars" : "access_answer",
        issued_on: addDays(TODAY, index - 9),
        sha256: hex(index + 7),
        pages: 2,
        case: view.number,
      };
      letters.push(letter);
      view.letters.push(letter);
    });
  return letters.reverse();
}
