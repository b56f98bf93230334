/** For the tests of letters: a small program behind the page, with letters set by a typesetter of ten lines. */
import { type ReactNode, useEffect, useState } from "react";
import type {
  CaseView,
  Commands,
  DeskState,
  LetterBlock,
  LetterGap,
  LetterPreview,
  LetterRow,
  LetterView,
  PageLine,
  PageView,
  ProcessorRow,
} from "../bindings/wire";
import { type Host, HostError, type JsonCommand } from "../host/host";
import { HostProvider, makeQueryClient } from "../host/queries";
import { DeskProvider, type Place } from "../kit/desk";
import { startKeys } from "../kit/keys";
import { ToastProvider } from "../kit/overlays";

type Measure = (text: string, size: number, bold: boolean) => number;
const roughly: Measure = (text, size) => text.length * size * 0.52;

const LEFT = 85;
const WIDTH = 467.7;

type Style = {
  size?: number;
  bold?: boolean;
  indent?: number;
  center?: boolean;
  x?: number;
  width?: number;
  ragged?: boolean;
};

/** Sets paragraphs one under another on A4. */
class Setter {
  readonly pages: PageView[] = [];
  y = 70;
  private readonly measure: Measure;

  constructor(measure: Measure) {
    this.measure = measure;
    this.turn();
  }

  private turn(): void {
    this.pages.push({ width: 595.28, height: 841.89, lines: [], rules: [] });
    this.y = 70;
    if (this.pages.length > 1) this.put(String(this.pages.length), 315, 40, 12, {}, 6);
  }

  private put(text: string, x: number, y: number, size: number, style: Style, width?: number): void {
    const line: PageLine = {
      x,
      y,
      width: width ?? this.measure(text, size, style.bold ?? false),
      size,
      bold: style.bold ?? false,
      italic: false,
      sans: false,
      text,
    };
    this.pages.at(-1)?.lines.push(line);
  }

  text(text: string, style: Style = {}): void {
    const size = style.size ?? 12;
    const room = style.width ?? WIDTH;
    const left = style.x ?? LEFT;
    const words = text.split(" ");
    let line: string[] = [];
    let indent = style.indent ?? 0;
    const flush = (last: boolean) => {
      if (this.y > 770) this.turn();
      const said = line.join(" ");
      const natural = this.measure(said, size, style.bold ?? false);
      const width = last || style.ragged || style.center ? natural : room - indent;
      this.put(said, style.center ? left + (room - natural) / 2 : left + indent, this.y, size, style, width);
      this.y += size * 1.3;
      indent = 0;
      line = [];
    };
    for (const word of words) {
      if (line.length > 0 && this.measure([...line, word].join(" "), size, style.bold ?? false) > room - indent)
        flush(false);
      line.push(word);
    }
    flush(true);
  }
}

export const NO_IDENTITY: LetterGap = {
  code: "identity_missing",
  what: "подтверждение личности заявителя",
  where_to_fill: "Карточка обращения, «Подтвердить личность»",
  blocking: true,
};
export const NO_OPERATOR_ADDRESS: LetterGap = {
  code: "operator_incomplete",
  what: "адрес оператора",
  where_to_fill: "Настройки, «Оператор»",
  blocking: true,
};
export const NO_PROCESSOR_ADDRESS: LetterGap = {
  code: "processor_address_missing",
  what: "адрес обработчика",
  where_to_fill: "Реестр «Обработчики»",
  blocking: false,
};

const NO_TERM = { contract_number: null, contract_until: null, left: null, term: "open" as const };
export const PROCESSORS: ProcessorRow[] = [
  { id: "p-1", name: "ООО «Почтовый двор»", ...NO_TERM, met: 9, points: [], purposes: [] },
  { id: "p-2", name: "АО «Северный контакт»", ...NO_TERM, met: 7, points: [], purposes: [] },
];

const HEADING = "О предоставлении сведений об обработке персональных данных";
const ASK_HEADING = "О представлении недостающих сведений";

function frameBlocks(heading: string, operatorAddress: boolean): LetterBlock[] {
  const address = operatorAddress ? "400005, г. Волгоград, ул. Образцовая, д. 1" : "[не указано: адрес оператора]";
  const block = (id: string, title: string, text: string, gap: LetterGap | null = null): LetterBlock => ({
    id,
    title,
    item: null,
    source: null,
    text,
    gap,
  });
  return [
    block(
      "letterhead",
      "Бланк",
      `ООО «КОНЕКТ»\n${address}\nОГРН 0000000000000, ИНН 0000000000`,
      operatorAddress ? null : NO_OPERATOR_ADDRESS,
    ),
    block("number_date", "Дата и номер", "13.01.2027 № 017/ПДн\nНа запрос от 22.12.2026"),
    block("addressee", "Адресат", "Абдуллиной Р. М.\nул. Полевая, д. 4, кв. 18, г. Волжский, 404100"),
    block("heading", "Заголовок", heading),
    block("salutation", "Обращение", "Уважаемая Резеда Маратовна!"),
  ];
}

function sections(ask: boolean, processorAddress: boolean): LetterBlock[] {
  const block = (
    item: string | null,
    title: string,
    source: string,
    text: string,
    gap: LetterGap | null = null,
  ): LetterBlock => ({
    id: item === null ? `section_${title.length}` : `item_${item.replace(".", "_")}`,
    title,
    item,
    source,
    text,
    gap,
  });
  if (ask) {
    return [
      block(
        null,
        "Чего не хватает",
        "Закон, ст. 14 ч. 3; реестр обращений",
        "Запрос о предоставлении сведений, касающихся обработки персональных данных, должен содержать сведения, перечисленные в части 3 статьи 14 Федерального закона от 27.07.2006 № 152-ФЗ «О персональных данных» (далее — Закон). В поступившем обращении отсутствуют:\n— номер основного документа, удостоверяющего личность;\n— сведения о дате выдачи указанного документа и выдавшем его органе;\n— подпись субъекта персональных данных или его представителя.",
      ),
      block(
        null,
        "Срок",
        "Закон, ст. 14 ч. 3, ст. 20 ч. 1; срок обращения",
        "Настоящее письмо не приостанавливает и не продлевает срок рассмотрения обращения. Этот срок истекает 14.01.2027. Если недостающие сведения не поступят, в тот же срок будет дан ответ без предоставления персональных данных.",
      ),
    ];
  }
  const processor = processorAddress
    ? "АО «Северный контакт», адрес: 620000, г. Екатеринбург, ул. Примерная, д. 12"
    : "АО «Северный контакт»";
  return [
    block(
      "1",
      "1. Подтверждение факта обработки персональных данных",
      "Реестр обращений",
      "ООО «КОНЕКТ» (далее — оператор) подтверждает факт обработки персональных данных заявителя. Личность заявителя установлена 12.01.2027.",
    ),
    block(
      "2",
      "2. Правовые основания и цели обработки",
      "Политика: цели и основания",
      "Персональные данные обрабатываются в целях и на правовых основаниях, которые определены политикой оператора в отношении обработки персональных данных (далее — Политика):\n— исполнение договора об оказании услуг связи, стороной которого является субъект (пункт 2.5.1 Политики); правовое основание: пункт 5 части 1 статьи 6 Закона;\n— рассмотрение обращений и урегулирование претензий (пункт 2.5.4 Политики); правовое основание: пункт 2 части 1 статьи 6 Закона.",
    ),
    block(
      "3",
      "3. Цели и применяемые способы обработки",
      "Политика: способы обработки",
      "Цели обработки указаны в разделе 2 настоящего ответа. Обработка ведётся с использованием средств автоматизации и без их использования.",
    ),
    block(
      "4",
      "4. Оператор и лица, имеющие доступ к персональным данным",
      "Реестр передач",
      "Оператор: общество с ограниченной ответственностью «КОНЕКТ»; место нахождения: 400005, г. Волгоград, ул. Образцовая, д. 1.\nПо реестру передач оператора персональные данные заявителя третьим лицам не передавались.",
    ),
    block(
      "5",
      "5. Обрабатываемые персональные данные и источник их получения",
      "Реестр обращений, карточка субъекта",
      "В отношении заявителя обрабатываются: фамилия, имя, отчество; номер телефона; адрес электронной почты; адрес оказания услуги. Источник получения: сообщены заявителем при заключении договора.\nОператор не проверяет достоверность сведений, которые предоставил субъект персональных данных. Если приведённые данные являются неполными, устаревшими или неточными, субъект вправе потребовать их уточнения (часть 1 статьи 14 Закона), представив подтверждающие сведения; изменения вносятся в срок, не превышающий семи рабочих дней со дня представления таких сведений (часть 3 статьи 20 Закона).",
    ),
    block(
      "6",
      "6. Сроки обработки и хранения",
      "Политика: сроки хранения",
      "Персональные данные обрабатываются в течение срока действия договора и трёх лет после его прекращения.",
    ),
    block(
      "7",
      "7. Порядок осуществления прав субъекта персональных данных",
      "Закон; политика: права субъекта",
      "Субъект персональных данных вправе требовать уточнения своих данных, их блокирования или уничтожения, если они являются неполными, устаревшими, неточными, незаконно полученными или не являются необходимыми для заявленной цели обработки.",
    ),
    block(
      "8",
      "8. Трансграничная передача персональных данных",
      "Политика: трансграничная передача",
      "Трансграничная передача не осуществляется и не предполагается.",
    ),
    block(
      "9",
      "9. Лица, осуществляющие обработку по поручению оператора",
      "Реестр обработчиков",
      `Обработка персональных данных поручена:\n— ООО «Почтовый двор», адрес: 119000, г. Москва, ул. Условная, д. 5; основание: договор от 11.01.2025 № 12;\n— ${processor}; основание: договор от 01.02.2024 № 9.`,
      processorAddress ? null : NO_PROCESSOR_ADDRESS,
    ),
    block(
      "9.1",
      "9.1. Исполнение обязанностей, установленных статьёй 18.1 Закона",
      "Политика: меры",
      "Оператором назначено лицо, ответственное за организацию обработки персональных данных; обращения субъектов регистрируются и рассматриваются в установленные Законом сроки.",
    ),
    block(
      "10",
      "10. Иные сведения",
      "Закон; карточка оператора",
      "Если субъект персональных данных считает, что оператор обрабатывает его данные с нарушением требований Закона, он вправе обжаловать действия или бездействие оператора в Роскомнадзор или в суд (статья 17 Закона).\nСведения предоставлены безвозмездно (часть 3 статьи 20 Закона).",
    ),
  ];
}

const SIGNATURE: LetterBlock = {
  id: "signature",
  title: "Подпись",
  item: null,
  source: null,
  text: "Генеральный директор\tА. А. Орлов",
  gap: null,
};

function set(blocks: readonly LetterBlock[], measure: Measure): { pages: PageView[]; text: string } {
  const page = new Setter(measure);
  const said: string[] = [];
  for (const block of blocks) {
    const lines = block.text.split("\n");
    if (block.id === "letterhead") for (const line of lines) page.text(line, { size: 10, center: true, width: 250 });
    else if (block.id === "number_date") {
      page.y += 8;
      for (const line of lines) page.text(line, { size: 10, width: 200 });
    } else if (block.id === "addressee") {
      page.y = 70;
      for (const line of lines) page.text(line, { x: 370, width: 180, ragged: true });
      page.y = 180;
    } else if (block.id === "heading") page.text(block.text, { bold: true, width: 260, ragged: true });
    else if (block.id === "salutation") {
      page.y += 16;
      page.text(block.text, { center: true });
      page.y += 6;
    } else if (block.id === "signature") {
      page.y += 24;
      page.text(lines[0]?.split("\t")[0] ?? "", {});
      page.y -= 15.6;
      page.text(lines[0]?.split("\t")[1] ?? "", { x: 460 });
    } else {
      page.y += 6;
      page.text(block.title, { bold: true });
      said.push(block.title);
      for (const line of lines) page.text(line, { indent: 35 });
    }
    said.push(block.text);
  }
  return { pages: page.pages, text: `${said.join("\n")}\n` };
}

export type LetterOptions = {
  identity?: boolean;
  operatorAddress?: boolean;
  processorAddress?: boolean;
  warnings?: boolean;
  letters?: LetterRow[];
  measure?: Measure;
};

export function previewOf(template: string, options: LetterOptions = {}): LetterPreview {
  const { identity = true, operatorAddress = true, processorAddress = true, measure = roughly } = options;
  const ask = template === "ask_particulars";
  const blocks = [
    ...frameBlocks(ask ? ASK_HEADING : HEADING, operatorAddress),
    ...sections(ask, processorAddress),
    SIGNATURE,
  ];
  const gaps = [
    ...(identity || ask ? [] : [NO_IDENTITY]),
    ...(operatorAddress ? [] : [NO_OPERATOR_ADDRESS]),
    ...(processorAddress || ask ? [] : [NO_PROCESSOR_ADDRESS]),
  ];
  return {
    case: "2026-1429",
    template,
    template_name: ask ? "Запрос недостающих сведений" : "Предоставление сведений",
    next_number: "017/ПДн",
    date: "2027-01-13",
    signatory: "Орлов Андрей Андреевич",
    blocks,
    gaps,
    warnings: options.warnings ? [{ code: "address_missing", message: "Почтовый адрес заявителя не указан." }] : [],
    checks: [
      ...(ask ? [] : [{ label: "Личность заявителя подтверждена", passed: identity }]),
      { label: "Сведения об операторе полны", passed: operatorAddress },
      { label: "Адрес заявителя указан", passed: !options.warnings },
      { label: "Срок не истёк", passed: true },
      ...(ask ? [] : [{ label: "Нет данных других лиц", passed: true }]),
    ],
    ...set(blocks, measure),
    can_issue: !gaps.some((gap) => gap.blocking),
  };
}

export function letterRow(number: string, issued: string, template = "access_answer"): LetterRow {
  return {
    number,
    template,
    issued_on: issued,
    sha256: "3f5a".repeat(16),
    pages: 2,
    case: `2026-${number.slice(0, 3)}`,
  };
}

function caseView(identity: boolean): CaseView {
  const due = {
    due_on: "2027-01-14",
    state: "soon",
    left: "1 раб. день",
    spoken: "до 14 января 2027, остался 1 рабочий день",
  };
  return {
    number: "2026-1429",
    received_on: "2026-12-22",
    received_at: "2026-12-22T10:12:00+03:00",
    channel: "post",
    status: identity ? "identity_confirmed" : "accepted",
    subject: {
      full_name: "Абдуллина Резеда Маратовна",
      phone: null,
      email: null,
      address: null,
      contract: null,
      birth_date: null,
    },
    identity: null,
    contacts: [],
    demands: [
      {
        kind: "access",
        due_on: due.due_on,
        provisional: false,
        status: "open",
        outcome: null,
        ground: null,
        closed_on: null,
        steps: [],
        due: { due_on: due.due_on, due_at: null, extended: false },
        left: due,
      },
    ],
    letters: [],
    disclosures: [],
    attachments: [],
    timeline: [],
    similar: [],
    days_lost_before_import: null,
    templates: [
      {
        template: "access_answer",
        name: "Предоставление сведений",
        proposed: identity,
        why_not: identity ? null : "личность заявителя не подтверждена",
      },
      { template: "ask_particulars", name: "Запрос недостающих сведений", proposed: !identity, why_not: null },
    ],
  } as unknown as CaseView;
}

export type LetterHost = Host & {
  said: Array<{ name: string; request: unknown }>;
  /** An error for the next call of a command. */
  fail: Map<string, HostError>;
};

export function letterHost(options: LetterOptions = {}): LetterHost {
  const letters = [...(options.letters ?? [])];
  const said: LetterHost["said"] = [];
  const fail = new Map<string, HostError>();
  const shown = (number: string): LetterView => {
    const letter = letters.find((one) => one.number === number) ?? letterRow(number, "2027-01-13");
    const preview = previewOf(letter.template, options.measure === undefined ? {} : { measure: options.measure });
    return { letter, template_name: preview.template_name, pages: preview.pages, text: preview.text };
  };
  const answer = (name: keyof Commands, request: Record<string, string>): unknown => {
    switch (name) {
      case "case_show":
        return caseView(options.identity ?? true);
      case "letter_preview":
        return previewOf(request.template ?? "", options);
      case "letter_issue": {
        const row = { ...letterRow("017/ПДн", "2027-01-13", request.template), case: "2026-1429" };
        letters.unshift(row);
        return { letter: { ...row, path: null }, not_issued: [], warnings: [] };
      }
      case "letter_show":
        return shown(request.number ?? "");
      case "letter_save":
        return { path: "C:\\Письма\\017-ПДн.pdf", sha256: "3f5a".repeat(16) };
      case "letters_list":
        return { letters };
      case "processors_list":
        return { processors: PROCESSORS };
      default:
        throw new Error(`not in this test: ${name}`);
    }
  };
  return {
    said,
    fail,
    async call<Name extends JsonCommand>(name: Name, request: Commands[Name]["request"]) {
      said.push({ name, request });
      const failure = fail.get(name);
      if (failure !== undefined) {
        fail.delete(name);
        throw failure;
      }
      return answer(name, request as unknown as Record<string, string>) as Commands[Name]["result"];
    },
    callBytes: () => Promise.reject(new Error("no secrets here")),
    on: () => () => {},
  };
}

export function hostError(code: string, message: string): HostError {
  return new HostError({ code, message, hint: "", place: null, severity: "precondition", incident: null });
}

const STATE: DeskState = {
  locked: false,
  today: "2027-01-13",
  vault: null,
  suggested_folder: "",
  pending_file: null,
  session: null,
  version: "0",
  appearance: { theme: "system", language: "ru", zoom: 100, density: "tight", letter_keys: true },
  calendar_from: 2023,
  calendar_to: 2027,
};

/** The desk around a screen: its place can be changed by the screen, and is told to the test. */
export function TestDesk(props: {
  host: Host;
  start: Place;
  onPlace?: (place: Place) => void;
  kept?: Map<string, unknown>;
  policy?: "konekt" | "empty";
  children: (place: Place) => ReactNode;
}): ReactNode {
  const [place, setPlace] = useState<Place>(props.start);
  const [client] = useState(makeQueryClient);
  const [kept] = useState(() => props.kept ?? new Map<string, unknown>());
  const [status, setStatus] = useState("");
  useEffect(startKeys, []);
  const { onPlace } = props;
  useEffect(() => {
    onPlace?.(place);
  }, [place, onPlace]);
  return (
    <HostProvider host={props.host} client={client}>
      <ToastProvider>
        <DeskProvider
          value={{
            place,
            go: setPlace,
            session: {
              operator_name: "ООО «КОНЕКТ»",
              operator_short_name: null,
              policy: props.policy ?? "konekt",
              recovery_confirmed: true,
              generation: 1,
              audit_head: "",
              counts: { overdue: 0, open_cases: 1, runs_with_rejected: 0, contracts_with_gaps: 0 },
              operator_gaps: [],
              notices: [],
              undo: null,
            },
            state: STATE,
            showKeys: () => {},
            lock: () => {},
            setStatus,
            kept,
          }}
        >
          {props.children(place)}
          <footer data-testid="status-text">{status}</footer>
        </DeskProvider>
      </ToastProvider>
    </HostProvider>
  );
}
