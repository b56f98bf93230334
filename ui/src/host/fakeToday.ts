/** «Сегодня» of the desk in memory: the same groups as the program, of the invented cases. */
import type {
  CaseView,
  DueLeft,
  ProcessorView,
  RunView,
  TapeDay,
  TodayAct,
  TodayAction,
  TodayGroup,
  TodayGroupId,
  TodayRequest,
  TodayView,
} from "../bindings/wire";
import { addDays, plural, TODAY } from "./fakeData";

const NB = "\u00a0";
const WEEKDAYS = "воскресенье понедельник вторник среда четверг пятница суббота".split(" ");
const MONTHS = "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split(" ");

/** Days of January 2027, where the invented desk lives; the New Year holidays are over. */
const isWorking = (iso: string) => ![0, 6].includes(new Date(`${iso}T00:00:00Z`).getUTCDay());
const dayWords = (iso: string) =>
  `${WEEKDAYS[new Date(`${iso}T00:00:00Z`).getUTCDay()]}, ${Number(iso.slice(8))}${NB}${MONTHS[Number(iso.slice(5, 7)) - 1]}`;
const dates = (count: number) => `${count}${NB}${plural(count, "срок", "срока", "сроков")}`;
const dots = (iso: string) => iso.split("-").reverse().join(".");

const DOING: Record<string, string> = {
  access: "Составить ответ",
  stop_processing: "Прекратить обработку и закрыть требование",
  withdraw_consent: "Исполнить отзыв согласия и закрыть требование",
  stop_marketing: "Прекратить рекламу и закрыть требование",
  rectification: "Уточнить данные и закрыть требование",
  destruction: "Уничтожить данные и закрыть требование",
  complaint: "Ответить на жалобу и закрыть требование",
};
const NAMES: Record<string, string> = {
  access: "доступ к данным",
  stop_processing: "прекращение обработки",
  withdraw_consent: "отзыв согласия",
  stop_marketing: "отказ от рекламы",
  rectification: "уточнение данных",
  destruction: "уничтожение данных",
  complaint: "жалоба",
};

function groupOf(left: DueLeft, until: string): TodayGroupId | null {
  if (left.state === "overdue") return "overdue";
  if (left.state === "today" || left.state === "hours" || left.state === "at_once") return "today";
  return left.due_on <= until ? "week" : null;
}

export function fakeToday(
  request: TodayRequest,
  desk: { cases: CaseView[]; runs: RunView[]; processors: ProcessorView[]; confirmed: boolean },
): TodayView {
  let until = TODAY;
  for (let left = 5; left > 0; ) {
    until = addDays(until, 1);
    if (isWorking(until)) left -= 1;
  }
  const demands: TodayAction[] = [];
  const perDay = new Map<string, number>();
  for (const view of desk.cases) {
    for (const demand of view.demands) {
      if (demand.status !== "open") continue;
      const group = groupOf(demand.left, until);
      const due = demand.left.due_on;
      if (group !== "overdue" && group !== "today") perDay.set(due, (perDay.get(due) ?? 0) + 1);
      const wanted = request.day === null ? group : due === request.day ? "day" : null;
      if (wanted === null) continue;
      const personal = ["access", "rectification", "destruction"].includes(demand.kind);
      const unknown = personal && view.identity === null;
      const answered = demand.kind === "access" && view.letters.length > 0;
      const act: TodayAct = answered ? "close" : unknown ? "identity" : demand.kind === "access" ? "letter" : "close";
      demands.push({
        id: `${view.number}/${demand.kind}`,
        group: wanted,
        case: view.number,
        kind: demand.kind,
        due_on: due,
        due_at: demand.due.due_at,
        extended: demand.due.extended,
        what: answered
          ? "Отправить ответ и закрыть требование"
          : unknown
            ? "Проверить личность и ответить"
            : (DOING[demand.kind] ?? "Закрыть требование"),
        why: `${NAMES[demand.kind] ?? demand.kind} · ${demand.due.compared[0]?.clause ?? ""}`,
        who: view.subject.full_name,
        left: demand.left,
        state: view.identity === null ? "Личность не подтверждена; писем нет." : "Личность подтверждена; писем нет.",
        act,
        template:
          demand.kind === "access" && !answered ? (view.identity === null ? "ask_particulars" : "access_answer") : null,
        place: { section: "cases", id: view.number },
      });
    }
  }
  demands.sort(
    (a, b) =>
      Number(b.left?.state === "at_once") - Number(a.left?.state === "at_once") ||
      (a.due_on ?? "").localeCompare(b.due_on ?? ""),
  );
  const work = (id: string, section: "imports" | "processors" | "settings", record: string): TodayAction => ({
    id,
    group: "other",
    case: null,
    kind: null,
    due_on: null,
    due_at: null,
    extended: false,
    what: "",
    why: "",
    who: null,
    left: null,
    state: "",
    act: "open",
    template: null,
    place: { section, id: record },
  });
  const others: TodayAction[] = [];
  if (!desk.confirmed)
    others.push({
      ...work("recovery", "settings", "recovery"),
      what: "Подтвердить резервный ключ",
      why: "хранилище · без него забытую фразу не заменить",
      state: "Резервный ключ не подтверждён: забытая парольная фраза закроет хранилище навсегда.",
    });
  for (const { run } of desk.runs.filter((one) => one.run.rows.rejected > 0)) {
    const n = run.rows.rejected;
    others.push({
      ...work(`run/${run.run}`, "imports", run.run),
      what: `Исправить ${n}${NB}${plural(n, "отклонённую строку", "отклонённые строки", "отклонённых строк")}`,
      why: `загрузка ${run.run} · в строках могут быть требования, их срок уже идёт`,
      who: run.file,
      state: `Загружено ${dots(run.at.slice(0, 10))}; отклонённых строк: ${n}, обращений по ним нет.`,
    });
  }
  for (const one of desk.processors) {
    if (one.contract_until === null || one.contract_until > addDays(TODAY, 30)) continue;
    const over = one.contract_until < TODAY;
    others.push({
      ...work(`processor/${one.id}`, "processors", one.id),
      what: over ? "Заключить договор заново или прекратить поручение" : "Продлить договор поручения",
      why: `поручение · ст. 6 ч. 3 · договор №${NB}${one.contract_number ?? "б/н"}`,
      who: one.name,
      due_on: one.contract_until,
      left: {
        due_on: one.contract_until,
        state: over ? "overdue" : "soon",
        left: over ? "истёк" : "скоро",
        spoken: `договор до ${dots(one.contract_until)}`,
      },
      state: `Договор №${NB}${one.contract_number ?? "б/н"} до ${dots(one.contract_until)}.`,
    });
  }
  const all = request.day === null ? [...demands, ...others] : demands;
  const names: Record<TodayGroupId, string> = {
    overdue: "Просрочено",
    today: `Сегодня, 13${NB}января`,
    week: `Ближайшие пять рабочих дней, до среды, 20${NB}января`,
    provisional: "Предварительно",
    other: "Другие дела",
    day: request.day === null ? "" : dayWords(request.day),
  };
  const groups: TodayGroup[] = (["overdue", "today", "week", "other", "day"] as const)
    .map((group) => {
      const own = all.filter((action) => action.group === group);
      return {
        group,
        name: names[group],
        total: own.length,
        cases: new Set(own.map((action) => action.case)).size,
        note: group === "overdue" ? `срок нарушен, возможен штраф: КоАП ст.${NB}13.11 ч.${NB}4` : null,
      };
    })
    .filter((group) => group.total > 0);
  const total = (group: TodayGroupId) => demands.filter((action) => action.group === group).length;
  const tape: TapeDay[] = [
    {
      date: null,
      due: total("overdue"),
      working: true,
      why: "",
      spoken: `ранее, просрочено: ${dates(total("overdue"))}`,
    },
  ];
  for (let n = 0; n < 17; n += 1) {
    const date = addDays(TODAY, n);
    const due = n === 0 ? total("today") : (perDay.get(date) ?? 0);
    const working = isWorking(date);
    const off = working ? "" : ", нерабочий день: выходной";
    tape.push({
      date,
      due,
      working,
      why: working ? "рабочий день" : "выходной",
      spoken: `${dayWords(date)}${n === 0 ? ", сегодня" : ""}${off}, ${dates(due)}`,
    });
  }
  const late = demands.filter(
    (action) => action.group === "today" || (action.group === "week" && (action.due_on ?? "") < "2027-01-18"),
  ).length;
  const lost = desk.runs.filter((one) => one.run.days_lost.total > 0);
  return {
    today: TODAY,
    day: `среда, 13${NB}января 2027${NB}г.`,
    actions: groups.flatMap((group) => {
      const own = all.filter((action) => action.group === group.group);
      return request.limit === null ? own : own.slice(0, request.limit);
    }),
    groups,
    reopen: {
      on: "2027-01-18",
      late,
      sentence:
        late === 0
          ? `До понедельника, 18${NB}января, ничего не истекает.`
          : `Если открыть программу только в${NB}понедельник, 18${NB}января, ${
              late % 10 === 1 && late % 100 !== 11 ? "просроченным станет" : "просроченными станут"
            } ещё ${dates(late)}.`,
    },
    tape,
    days_lost: {
      total: lost.reduce((sum, one) => sum + one.run.days_lost.total, 0),
      worst: Math.max(0, ...lost.map((one) => one.run.days_lost.worst)),
      runs: lost
        .slice(0, 5)
        .map(({ run }) => ({ run: run.run, file: run.file, total: run.days_lost.total, worst: run.days_lost.worst })),
    },
    provisional: 0,
    provisional_why: null,
    next_due: [...perDay.keys()].sort()[0] ?? null,
    checked: `Проверено: открытых требований ${demands.length}, загрузок ${desk.runs.length}, договоров поручения ${desk.processors.length}, резервный ключ.`,
    checked_at: `${TODAY}T09:14:00+03:00`,
  };
}
