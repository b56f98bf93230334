/** Corrected demands, the operator's own rules, extension and joining of the desk in memory. */
import type {
  CaseView,
  Classified,
  Commands,
  ContactView,
  Kind,
  RuleExample,
  RuleForm,
  RuleTrial,
  RuleView,
  WireError,
} from "../bindings/wire";
import { demandOf, dueOf, leftOf, TODAY } from "./fakeData";
import { HostError } from "./host";

type Names =
  | "case_demand"
  | "case_extension"
  | "case_extend"
  | "case_join"
  | "rules_list"
  | "rules_propose"
  | "rule_try"
  | "rule_keep"
  | "rule_remove";

export type RuleCommands = {
  [Name in Names]: (request: Commands[Name]["request"]) => Commands[Name]["result"];
} & {
  /** What the program's rules found, with the operator's own over them. */
  overlay: (text: string, found: Classified) => Classified;
};

function fail(error: Partial<WireError> & { code: string; message: string }): never {
  throw new HostError({ hint: "", place: null, severity: "input", incident: null, ...error });
}

const NOW = `${TODAY}T09:23:00+03:00`;
const fold = (text: string) => text.toLowerCase().replaceAll("ё", "е");
const stem = (word: string) =>
  word.endsWith("*") ? fold(word.slice(0, -1)) : fold(word).slice(0, Math.max(3, word.length - 3));

/** Where the words of a rule stand; null if one of them does not. */
function places(text: string, words: readonly string[]): { from: number; to: number }[] | null {
  const found: { from: number; to: number }[] = [];
  const tokens = [...fold(text).matchAll(/[\p{L}\p{N}]+/gu)];
  for (const word of words) {
    const token = tokens.find((one) => one[0].startsWith(stem(word)));
    if (token === undefined) return null;
    found.push({ from: token.index, to: token.index + token[0].length });
  }
  return found;
}

export function fakeRules(desk: {
  cases: () => CaseView[];
  find: (number: string) => CaseView;
  record: (action: string, entity: string, id: string) => void;
  read: (text: string) => Classified;
}): RuleCommands {
  let rules: RuleView[] = [];
  let made = 0;

  const overlay = (
    text: string,
    found: Classified,
    own: readonly (RuleForm & { id?: string })[] = rules,
  ): Classified => {
    const matches = found.matches.map((match) => ({ ...match }));
    for (const rule of own) {
      if (places(text, rule.words) === null) continue;
      const at = matches.findIndex((match) => match.kind === rule.kind);
      if (at >= 0) matches.splice(at, 1);
      if (rule.effect === "asks")
        matches.push({ kind: rule.kind, words: rule.words, confidence: 0.95, rule: rule.id ?? null });
    }
    return {
      kinds: matches.length > 0 ? matches.map((match) => match.kind) : ["not_personal_data"],
      matches,
      reason: matches.length > 0 ? null : "other",
    };
  };
  const kinds = (found: Classified) => found.kinds.filter((kind) => kind !== "not_personal_data");

  const checked = (form: RuleForm): RuleForm => {
    const words = form.words.map((word) => word.trim().toLowerCase()).filter((word) => word !== "");
    const wrong = words.find((word) => !/^[\p{L}\p{N}]{2,40}\*?$/u.test(word));
    if (wrong !== undefined)
      fail({
        code: "field_invalid",
        message: `Слова правила: «${wrong}» — не слово`,
        hint: "Нужно одно слово из двух или более букв; «удал*» — все слова с таким началом.",
        place: "words",
      });
    if (words.length === 0)
      fail({ code: "field_invalid", message: "Слова правила: не заполнено", hint: "Заполните поле.", place: "words" });
    return { ...form, words };
  };
  const decided = (view: CaseView, kind: Kind) =>
    view.contacts.flatMap((contact) => contact.proposed).find((one) => one.kind === kind)?.decision ?? "proposed";
  const tried = (form: RuleForm): RuleTrial => {
    const trial: RuleTrial = { tried: 0, changed: 0, examples: [], contradicts: [] };
    for (const view of desk.cases()) {
      for (const contact of view.contacts) {
        trial.tried += 1;
        const marks = places(contact.text, form.words);
        if (marks === null) continue;
        const found = desk.read(contact.text);
        const before = kinds(overlay(contact.text, found));
        const after = kinds(overlay(contact.text, found, [...rules, form]));
        if (before.join() === after.join()) continue;
        trial.changed += 1;
        const decision = decided(view, form.kind);
        const contradicts = form.effect === "asks" ? decision === "struck" : decision === "confirmed";
        if (contradicts && !trial.contradicts.includes(view.number)) trial.contradicts.push(view.number);
        const example: RuleExample = {
          case: view.number,
          run: contact.run,
          row: contact.row,
          text: contact.text,
          marks: marks.map((mark) => ({ ...mark, kind: form.kind })),
          before,
          after,
          contradicts,
        };
        trial.examples.push(example);
      }
    }
    trial.examples.sort((a, b) => Number(b.contradicts) - Number(a.contradicts));
    trial.examples = trial.examples.slice(0, 20);
    return trial;
  };
  const say = (view: CaseView, what: string) => view.timeline.push({ at: NOW, what });
  const decide = (view: CaseView, kind: Kind, decision: "confirmed" | "struck") => {
    for (const proposed of view.contacts.flatMap((contact) => contact.proposed))
      if (proposed.kind === kind) proposed.decision = decision;
  };
  const openOf = (view: CaseView, kind: Kind) =>
    view.demands.find((one) => one.kind === kind && one.status === "open") ??
    fail({ code: "demand_not_open", message: "В обращении нет такого открытого требования", severity: "precondition" });
  const absent = (view: CaseView, kind: Kind, place: string) => {
    if (view.demands.some((one) => one.kind === kind))
      fail({
        code: "demand_known",
        message: "Такое требование в обращении уже есть",
        hint: "Выберите другой вид или снимите лишнее требование.",
        place,
      });
  };
  const extension = (number: string, kind: Kind, by: number | null) => {
    const view = desk.find(number);
    const demand = openOf(view, kind);
    const until = demand.due.extendable_until;
    const latest = demand.due.extension_to;
    if (demand.due.extended || until === null || latest === null)
      fail({
        code: "extension_not_allowed",
        message: "Продлить нельзя: закон не предусматривает продления этого срока",
        hint: "Проверьте вид требования и дату.",
        severity: "precondition",
      });
    if (TODAY > until)
      fail({
        code: "extension_not_allowed",
        message: `Продлить нельзя: срок истёк ${until.split("-").reverse().join(".")}`,
        hint: "Отправьте ответ и запишите причину задержки.",
        severity: "precondition",
      });
    const days = by ?? 5;
    if (days < 1 || days > 5)
      fail({
        code: "field_invalid",
        message: "Позже, чем разрешает закон",
        hint: `Продлить можно на 1–5 раб. дней, не далее ${latest.split("-").reverse().join(".")} (ст. 20 ч. 1).`,
        place: "by",
      });
    // The desk in memory has no calendar: only the whole extension is counted.
    return { view, demand, days, until, latest, due: dueOf(kind, view.received_on, true) };
  };
  const words = (contact: ContactView, kind: Kind | null) => {
    const marked = contact.marks
      .filter((mark) => kind === null || mark.kind === kind)
      .map((mark) => [...contact.text].slice(mark.from, mark.to).join("").toLowerCase());
    const all = [...new Set((fold(contact.text).match(/\p{L}{4,}/gu) ?? []).filter((word) => word !== "прошу"))];
    return {
      words: all,
      chosen: marked.length > 0 ? [...new Set(marked.flatMap((text) => text.split(" ")))] : all.slice(0, 3),
    };
  };

  return {
    overlay: (text, found) => overlay(text, found),
    case_demand: ({ number, act, kind, to, reason }) => {
      const view = desk.find(number);
      if (act === "confirm" && view.demands.some((one) => one.kind === kind)) {
        decide(view, kind, "confirmed");
        say(view, "Вид требования подтверждён");
      } else if (act === "confirm" || act === "add") {
        absent(view, kind, "kind");
        view.demands.push(demandOf(kind, view.received_on));
        if (view.status === "closed") view.status = "reopened";
        decide(view, kind, "confirmed");
        say(view, "Добавлено требование");
      } else if (act === "change") {
        const target =
          to ?? fail({ code: "field_invalid", message: "Новый вид требования: не заполнено", place: "to_kind" });
        const old = openOf(view, kind);
        absent(view, target, "to_kind");
        view.demands[view.demands.indexOf(old)] = demandOf(target, view.received_on);
        decide(view, kind, "struck");
        say(view, "Вид требования исправлен");
      } else {
        const old = openOf(view, kind);
        if (view.demands.filter((one) => one.status === "open").length === 1) {
          if ((reason ?? "") === "")
            fail({
              code: "last_demand",
              message: "Это единственное открытое требование",
              hint: "Укажите, о чём обращение на самом деле: без открытых требований оно будет закрыто.",
              place: "reason",
            });
          view.status = "closed";
        }
        view.demands.splice(view.demands.indexOf(old), 1);
        decide(view, kind, "struck");
        say(view, "Снято как неверно прочитанное");
      }
      desk.record("case_kind", "case", number);
      return structuredClone(view);
    },
    case_extension: ({ number, demand: kind, by }) => {
      const plan = extension(number, kind, by);
      return {
        demand: kind,
        by: plan.days,
        old_due_on: plan.demand.left.due_on,
        due: plan.due,
        until: plan.until,
        latest: plan.latest,
      };
    },
    case_extend: ({ number, demand: kind, reason, by }) => {
      const { view, demand, due } = extension(number, kind, by);
      if (reason.trim() === "")
        fail({ code: "field_invalid", message: "Причина: не заполнено", hint: "Заполните поле.", place: "reason" });
      demand.due = due;
      demand.due_on = due.due_on;
      demand.extended_why = reason;
      demand.left = leftOf(due, view.received_on);
      view.status = "extended";
      say(view, "Срок продлён");
      desk.record("case_extend", "case", number);
      return structuredClone(view);
    },
    case_join: ({ first, second, even_if_names_differ }) => {
      const a = desk.find(first);
      if (first === second)
        fail({
          code: "field_invalid",
          message: "Обращение нельзя присоединить к самому себе",
          hint: "Укажите номер другого обращения.",
          place: "second",
        });
      const b = desk.find(second);
      if (!even_if_names_differ && a.subject.full_name !== b.subject.full_name)
        fail({
          code: "names_differ",
          message: `Заявители могут быть разными людьми: ${a.subject.full_name ?? "—"}; ${b.subject.full_name ?? "—"}`,
          hint: "Присоединяйте, только если проверили, что это одно лицо.",
          severity: "precondition",
        });
      a.contacts.push(...b.contacts.splice(0));
      for (const demand of b.demands.splice(0))
        if (!a.demands.some((one) => one.kind === demand.kind)) a.demands.push(demand);
      a.joined.push(second);
      a.similar = a.similar.filter((one) => one.number !== second);
      b.joined_to = first;
      b.status = "closed";
      say(a, `Присоединено обращение № ${second}`);
      desk.record("case_join", "case", first);
      return structuredClone(a);
    },
    rules_list: () => ({ rules }),
    rules_propose: ({ number, contact, added, removed }) => {
      const view = desk.find(number);
      const one = view.contacts[contact ?? 0];
      if (one === undefined) return { offers: [] };
      const reads = (kind: Kind) => overlay(one.text, desk.read(one.text)).kinds.includes(kind);
      return {
        offers: [
          ...(added !== null && !reads(added)
            ? [{ kind: added, effect: "asks" as const, ...words(one, removed) }]
            : []),
          ...(removed !== null && reads(removed)
            ? [{ kind: removed, effect: "does_not_ask" as const, ...words(one, removed) }]
            : []),
        ],
      };
    },
    rule_try: (form) => tried(checked(form)),
    rule_keep: (form) => {
      const rule = checked(form);
      const trial = tried(rule);
      const known = rules.find(
        (one) => one.kind === rule.kind && one.effect === rule.effect && one.words.join() === rule.words.join(),
      );
      if (known !== undefined)
        fail({
          code: "rule_known",
          message: `Такое правило уже есть: № ${known.id}`,
          hint: "Измените слова или оставьте прежнее правило.",
          place: "words",
        });
      made += 1;
      const view: RuleView = { ...rule, id: String(made), made_on: TODAY };
      rules = [...rules, view];
      desk.record("rule_add", "rule", view.id);
      return { rule: view, trial };
    },
    rule_remove: ({ id }) => {
      rules = rules.filter((rule) => rule.id !== id);
      desk.record("rule_remove", "rule", id);
      return { rules };
    },
  };
}
