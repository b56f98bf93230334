/** Processors and disclosures of the desk in memory: the forms, what they propose, and the check of the three lists. */
import type {
  Commands,
  DisclosureForm,
  DisclosureRow,
  DueLeft,
  Finding,
  KnownRecipient,
  ProcessorForm,
  ProcessorView,
  WireError,
} from "../bindings/wire";
import { checklist, makeDisclosures, makeProcessors, TODAY } from "./fakeData";
import { HostError } from "./host";

type Names =
  | "processors_list"
  | "processor_show"
  | "processor_save"
  | "processor_point"
  | "processor_remove"
  | "disclosures_list"
  | "disclosure_show"
  | "disclosure_save"
  | "disclosure_remove"
  | "register_suggestions"
  | "three_lists";

export type RegisterCommands = {
  [Name in Names]: (request: Commands[Name]["request"]) => Commands[Name]["result"];
};

function fail(error: Partial<WireError> & { code: string; message: string }): never {
  throw new HostError({ hint: "", place: null, severity: "input", incident: null, ...error });
}

const field = (place: string, message: string, hint = "Заполните поле."): never =>
  fail({ code: "field_invalid", message, hint, place });

const days = (from: string, to: string) => Math.round((Date.parse(to) - Date.parse(from)) / 86_400_000);

/** What is left of a contract, in plain days: the desk in memory has no calendar. */
function termOf(until: string | null): { left: DueLeft | null; term: ProcessorView["term"] } {
  if (until === null) return { left: null, term: "open" };
  const left = days(TODAY, until);
  const words = left < 0 ? `истёк ${-left} раб. дней назад` : left === 0 ? "последний день" : `${left} раб. дней`;
  return {
    left: {
      due_on: until,
      state: left < 0 ? "overdue" : left === 0 ? "today" : left <= 30 ? "soon" : "later",
      left: words,
      spoken: `договор ${words}`,
    },
    term: left < 0 ? "ended" : left <= 30 ? "ending" : "runs",
  };
}

const POLICY_DATA = ["фамилия, имя, отчество", "дата рождения", "номер телефона", "адрес электронной почты"];
const POLICY_PURPOSES = [
  ["2.5.1", "заключение и исполнение договоров"],
  ["2.5.4", "содействие в урегулировании претензий"],
  ["2.5.7", "анализ качества предоставляемого сервиса и улучшение качества обслуживания клиентов"],
] as const;

export function fakeRegisters(
  empty: boolean,
  record: (action: string, entity: string, id: string) => void,
  hasCase: (number: string) => boolean,
): {
  commands: RegisterCommands;
  processors: () => ProcessorView[];
  disclosures: () => DisclosureRow[];
  clear: () => void;
  /** As they stood before an act. */
  put: (processors: ProcessorView[], disclosures: DisclosureRow[]) => void;
} {
  let processors = empty ? [] : makeProcessors();
  let disclosures = empty ? [] : makeDisclosures();
  /** Whose data, as the form gave it; for events of the form only. */
  const forms = new Map<string, DisclosureForm>();
  let revision = 100;
  let nextId = 200;

  const show = (id: string): ProcessorView => {
    const one = processors.find((known) => known.id === id || known.name === id);
    if (one === undefined) return fail({ code: "not_found", message: `Обработчик «${id}»: в реестре нет` });
    const warnings: string[] = [];
    if (one.address === null) warnings.push("нет адреса, без него ответ по ст. 14 ч. 7 п. 9 неполон");
    if (one.inn !== null && !/^\d{10}$|^\d{12}$/.test(one.inn)) warnings.push("ИНН: контрольные цифры не сходятся");
    return {
      ...one,
      ...termOf(one.contract_until),
      warnings,
      disclosures: disclosures.filter((event) => event.recipient === one.name).length,
    };
  };
  const put = (one: ProcessorView) => {
    revision += 1;
    processors = processors.map((known) => (known.id === one.id ? { ...one, revision } : known));
  };
  const save = (form: ProcessorForm): ProcessorView => {
    const name = form.name.trim();
    if (name === "") field("processor_name", "Наименование обработчика: не заполнено");
    if (processors.some((known) => known.name === name && known.id !== form.id))
      field(
        "processor_name",
        "Наименование обработчика: такая запись уже есть",
        "Откройте записанную раньше или исправьте поле.",
      );
    if (form.contract_date !== null && form.contract_until !== null && form.contract_until < form.contract_date)
      field("contract_until", "Последний день договора: раньше даты договора", "Не раньше даты договора.");
    const before = form.id === null ? null : show(form.id);
    if (before !== null && form.revision !== null && form.revision !== before.revision)
      fail({
        code: "edited_since",
        message: "Запись изменена после того, как форма была открыта",
        hint: "Введённое осталось в форме.",
        severity: "precondition",
      });
    const states = checklist("??????????").map((point) => {
      const given = form.points.find((entry) => entry.point === point.point);
      return given === undefined ? point : { ...point, state: given.state, clause: given.clause };
    });
    const view: ProcessorView = {
      id: form.id ?? String(nextId++),
      name,
      address: form.address,
      inn: form.inn,
      country: form.country,
      contract_number: form.contract_number,
      contract_date: form.contract_date,
      contract_until: form.contract_until,
      purposes: form.purposes,
      data: form.data,
      checklist: states,
      warnings: [],
      left: null,
      term: "open",
      revision: 0,
      disclosures: 0,
    };
    if (before === null) processors = [...processors, view];
    else
      disclosures = disclosures.map((event) =>
        event.kind === "processor" && event.recipient === before.name ? { ...event, recipient: name } : event,
      );
    processors.sort((a, b) => a.name.localeCompare(b.name, "ru"));
    put(view);
    record(before === null ? "processor_add" : "processor_change", "processor", view.id);
    return show(view.id);
  };
  const subjectOf = (form: DisclosureForm) =>
    form.group_what === null
      ? [form.full_name, form.phone, form.email, form.contract, form.case === null ? null : `обращение № ${form.case}`]
          .filter((part) => part !== null)
          .join(", ")
      : `группа: ${form.group_what}, ${form.group_count}`;
  const rowOf = (form: DisclosureForm): DisclosureRow => {
    if (form.date > TODAY) field("on", "Дата: дата в будущем", "Не позже 13.01.2027.");
    if (form.recipient.trim() === "") field("recipient", "Получатель: не заполнено");
    if (form.case !== null && !hasCase(form.case))
      field("case", `Номер обращения: неизвестное значение «${form.case}»`, "Проверьте номер.");
    if (subjectOf(form) === "") field("subject", "Субъект: не заполнено");
    if (form.data.length === 0) field("data", "Состав данных: не заполнено");
    const { date, recipient, kind, ground, purpose, data, channel } = form;
    const id = form.id ?? String(nextId++);
    return { id, date, recipient, kind, ground, purpose, data, channel, subject: subjectOf(form), case: form.case };
  };
  const formOf = (row: DisclosureRow): DisclosureForm => {
    const group = /^группа: (.+), (\d+)$/.exec(row.subject);
    return (
      forms.get(row.id) ?? {
        id: row.id,
        revision: 0,
        date: row.date,
        recipient: row.recipient,
        recipient_address: null,
        kind: row.kind,
        ground: row.ground,
        purpose: row.purpose,
        data: row.data,
        channel: row.channel,
        full_name: group === null ? (row.subject.split(",")[0] ?? null) : null,
        birth_date: null,
        phone: null,
        email: null,
        contract: null,
        case: row.case,
        group_what: group?.[1] ?? null,
        group_count: group === null ? null : Number(group[2]),
      }
    );
  };
  const recipients = (): KnownRecipient[] => [
    ...processors.map(
      (one): KnownRecipient => ({
        name: one.name,
        source: "processor",
        kind: "processor",
        address: one.address,
        ground: one.contract_number === null ? null : `договор № ${one.contract_number}`,
        purpose: one.purposes[0] ?? null,
        data: one.data,
        channel: null,
      }),
    ),
    ...disclosures
      .filter((event, index) => disclosures.findIndex((other) => other.recipient === event.recipient) === index)
      .filter((event) => processors.every((one) => one.name !== event.recipient))
      .map(
        (event): KnownRecipient => ({
          name: event.recipient,
          source: "earlier",
          kind: event.kind,
          address: null,
          ground: event.ground,
          purpose: event.purpose,
          data: event.data,
          channel: event.channel,
        }),
      ),
  ];
  const findings = (): Finding[] => {
    const found: Finding[] = [];
    const about = { processor: null, disclosures: [], missing: [], policy_line: null };
    for (const one of processors) {
      const met = one.checklist.filter((point) => point.state === "met").length;
      if (met < 10)
        found.push({
          ...about,
          code: "contract_gaps",
          area: "processors",
          subject: one.name,
          message: `Подтверждено ${met} из 10 пунктов ст. 6 ч. 3.`,
          fix: "Проверьте договор и отметьте пункты.",
          processor: one.id,
        });
      const events = disclosures.filter(
        (event) => event.recipient === one.name && event.data.includes("дата рождения"),
      );
      if (events.length > 0 && !one.data.includes("дата рождения"))
        found.push({
          ...about,
          code: "data_beyond_contract",
          area: "disclosures",
          subject: one.name,
          message: `Передано сверх поручения: дата рождения (передач ${events.length}). В перечне данных этого нет.`,
          fix: "Дополните договор или исправьте запись о передаче.",
          processor: one.id,
          disclosures: events.map((event) => event.id),
          missing: ["дата рождения"],
        });
      if (one.address === null)
        found.push({
          ...about,
          code: "processor_not_in_policy",
          area: "processors",
          subject: one.name,
          message: "Политика допускает поручение (п. 4.4), но этого обработчика не называет.",
          fix: "Дополните перечень обработчиков, опубликованный с политикой.",
          processor: one.id,
          policy_line: `${one.name} — ${one.purposes.join("; ")}`,
        });
    }
    for (const name of new Set(disclosures.filter((e) => e.kind === "processor").map((e) => e.recipient))) {
      if (processors.some((one) => one.name === name)) continue;
      found.push({
        ...about,
        code: "recipient_without_contract",
        area: "disclosures",
        subject: name,
        message: "Данные переданы как обработчику, договора поручения в реестре нет.",
        fix: "Внесите договор поручения, либо исправьте получателя.",
        disclosures: disclosures.filter((event) => event.recipient === name).map((event) => event.id),
      });
    }
    return found;
  };

  const commands: RegisterCommands = {
    processors_list: ({ search }) => {
      const words = (search ?? "")
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== "");
      return {
        processors: processors
          .filter((one) => {
            const all = `${one.name} ${one.contract_number ?? ""} ${one.purposes.join(" ")}`.toLowerCase();
            return words.every((word) => all.includes(word));
          })
          .map((one) => ({
            id: one.id,
            name: one.name,
            contract_number: one.contract_number,
            contract_until: one.contract_until,
            ...termOf(one.contract_until),
            met: one.checklist.filter((point) => point.state === "met").length,
            points: one.checklist.map((point) => point.state),
            purposes: one.purposes,
          })),
      };
    },
    processor_show: ({ id }) => show(id),
    processor_save: save,
    processor_point: ({ id, point, state, clause }) => {
      const one = show(id);
      if (state === "met" && (clause ?? "").trim() === "") field("clause", "Подтверждение: не заполнено");
      put({
        ...one,
        checklist: one.checklist.map((known) => (known.point === point ? { ...known, state, clause } : known)),
      });
      record("processor_point", "processor", id);
      return show(id);
    },
    processor_remove: ({ id }) => {
      const one = show(id);
      if (one.disclosures > 0)
        fail({
          code: "processor_in_use",
          message: `Поручение не удалить: на него ссылаются передачи, их ${one.disclosures}`,
          hint: "Если договор прекращён, укажите последний день его действия.",
          severity: "precondition",
        });
      processors = processors.filter((known) => known.id !== id);
      record("processor_remove", "processor", id);
      return {};
    },
    disclosures_list: ({ search: text, case: number }) => {
      const wordsOf = (text ?? "")
        .toLowerCase()
        .split(/\s+/)
        .filter((word) => word !== "");
      return {
        disclosures: disclosures
          .filter((event) => number === null || event.case === number)
          .filter((event) => {
            const all = [event.recipient, event.subject, event.ground, event.purpose, ...event.data]
              .join(" ")
              .toLowerCase();
            return wordsOf.every((word) => all.includes(word));
          }),
      };
    },
    disclosure_show: ({ id }) => {
      const row = disclosures.find((event) => event.id === id);
      return row === undefined ? fail({ code: "not_found", message: `Передача «${id}»: в реестре нет` }) : formOf(row);
    },
    disclosure_save: (form) => {
      const row = rowOf(form);
      disclosures =
        form.id === null ? [row, ...disclosures] : disclosures.map((event) => (event.id === form.id ? row : event));
      disclosures.sort((a, b) => b.date.localeCompare(a.date));
      forms.set(row.id, { ...form, id: row.id });
      record(form.id === null ? "disclosure_add" : "disclosure_change", "disclosure", row.id);
      return row;
    },
    disclosure_remove: ({ id, reason }) => {
      disclosures = disclosures.filter((event) => event.id !== id);
      record(`disclosure_remove_${reason}`, "disclosure", id);
      return {};
    },
    register_suggestions: () => ({
      purposes: [
        ...POLICY_PURPOSES.map(([clause, text]) => ({ text, clause })),
        ...[...new Set(processors.flatMap((one) => one.purposes))].map((text) => ({ text, clause: null })),
      ],
      data: [
        ...POLICY_DATA.map((text) => ({ text, clause: "3.1" })),
        ...[...new Set(processors.flatMap((one) => one.data))]
          .filter((text) => !POLICY_DATA.includes(text))
          .map((text) => ({ text, clause: null })),
      ],
      recipients: recipients(),
      channels: ["выгрузка по защищённому каналу"],
      points: checklist("??????????"),
    }),
    three_lists: () => ({ findings: findings() }),
  };
  return {
    commands,
    processors: () => processors,
    disclosures: () => disclosures,
    clear: () => {
      processors = [];
      disclosures = [];
    },
    put: (theProcessors, theDisclosures) => {
      processors = theProcessors;
      disclosures = theDisclosures;
    },
  };
}
