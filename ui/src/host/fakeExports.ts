/** Files that the desk in memory would write: it counts the rows and knows the columns, and writes nothing. */
import { type Commands, type ListName, type ListRequest, listColumns } from "../bindings/wire";
import { TODAY } from "./fakeData";
import { HostError } from "./host";

type Answers = { [Name in keyof Commands]: (request: Commands[Name]["request"]) => Commands[Name]["result"] };
type Ask = <Name extends keyof Commands>(name: Name, request: Commands[Name]["request"]) => Commands[Name]["result"];
type Own = Pick<Answers, "list_plan" | "list_export" | "journal_preview" | "journal_save" | "case_card_save">;

const FOLDER = "C:\\Users\\Громова\\Documents\\";
const DAY = TODAY.split("-").reverse().join(".");
const TITLES: Record<ListName, string> = {
  cases: "Обращения",
  letters: "Письма",
  imports: "Загрузки",
  rejected: "Отклонённые строки",
  processors: "Поручения",
  disclosures: "Передачи",
  audit: "Журнал событий",
  today: "Сегодня",
};
const HEADS: Record<string, string> = {
  number: "Номер",
  received: "Получено",
  subject: "Субъект",
  demand: "Требование",
  channel: "Откуда",
  status: "Состояние",
  due: "Срок",
  left: "Осталось",
};

function refuse(value: string, allowed: readonly string[]): never {
  throw new HostError({
    code: "field_invalid",
    message: `Столбцы: неизвестное значение «${value}»`,
    hint: `Допустимо: ${allowed.join(", ")}.`,
    place: null,
    severity: "input",
    incident: null,
  });
}

export function fakeExports(ask: Ask, record: (action: string, entity: string, id: string) => void): Own {
  /** Rows of a list by the very commands that show it. */
  const count = (request: ListRequest): number => {
    if (request.rows !== null) return request.rows.length;
    switch (request.list) {
      case "cases":
        return ask("cases_list", {
          view: null,
          kind: null,
          status: null,
          due_by: null,
          search: null,
          sort: null,
          descending: false,
          ...request.cases,
          from: 0,
          count: 1,
          after: null,
        }).total;
      case "letters":
        return ask("letters_list", {}).letters.length;
      case "imports":
        return ask("imports_list", {}).imports.length;
      case "rejected":
        return ask("import_show", { run: request.run ?? "" }).rejected.length;
      case "processors":
        return ask("processors_list", request.processors ?? { search: null }).processors.length;
      case "disclosures":
        return ask("disclosures_list", request.disclosures ?? { search: null, case: null }).disclosures.length;
      case "audit":
        return ask("audit_list", { search: null, about: null, ...request.audit, from: 0, count: 1 }).total;
      case "today":
        return ask("today_list", { day: request.today?.day ?? null, limit: null }).actions.length;
    }
  };
  const plan = (request: ListRequest) => {
    const known = listColumns[request.list];
    const columns = request.columns.length > 0 ? request.columns : known;
    for (const id of columns) if (!known.includes(id)) refuse(id, known);
    return { rows: count(request), heads: columns.map((id) => HEADS[id] ?? id) };
  };
  const journal = (from: string, to: string) => {
    const { cases } = ask("cases_list", {
      view: "all",
      kind: null,
      status: null,
      due_by: null,
      search: null,
      sort: "number",
      descending: false,
      from: 0,
      count: 500,
      after: null,
    });
    return cases.filter((row) => row.received_on >= from && row.received_on <= to);
  };
  return {
    list_plan: plan,
    list_export: ({ list, format }) => {
      const { rows } = plan(list);
      record("list_export", "operator", `${list.list} ${rows} ${format}`);
      return { path: `${FOLDER}${TITLES[list.list]} ${DAY}.${format}`, sha256: "0".repeat(64), rows };
    },
    journal_preview: ({ from, to }) => {
      const rows = journal(from, to);
      return {
        rows: rows.length,
        first: rows.slice(0, 20).map((row) => ({
          number: row.number,
          received_on: row.received_on,
          applicant: row.subject,
          kinds: row.demands.map((demand) => demand.kind),
          due_on: row.due?.due_on ?? null,
          done: row.demands.every((demand) => demand.status === "closed") ? "удовлетворено" : "на рассмотрении",
          answer: null,
        })),
      };
    },
    journal_save: ({ from, to, format }) => {
      const rows = journal(from, to).length;
      record("journal_save", "operator", "1");
      return { path: `${FOLDER}Журнал обращений.${format}`, rows };
    },
    case_card_save: ({ number }) => {
      ask("case_show", { number });
      record("case_card_save", "case", number);
      return { path: `${FOLDER}Карточка обращения ${number}.pdf`, sha256: "1".repeat(64) };
    },
  };
}
