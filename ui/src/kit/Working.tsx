/** The working of a due date: the rule, the strip of days, the rows, and what law, policy and extension give. */
import type { ReactNode } from "react";
import type { DueLeft, DueView, Kind } from "../bindings/wire";
import * as m from "../paraglide/messages.js";
import { Button, Keys, Tag, type Tone } from "./buttons";
import { DueInline } from "./Due";
import { day, dayWithWeekday, shortDay, weekday } from "./dates";
import { Copy } from "./icons";
import { useToast } from "./overlays";
import { rowWhy, stripCells, type WorkingRow, workingRows } from "./strip";
import styles from "./Working.module.css";
import { kindName } from "./words";

function span(row: WorkingRow): string {
  if (row.from === row.to) return row.last ? dayWithWeekday(row.from) : `${weekday(row.from)} ${shortDay(row.from)}`;
  return `${weekday(row.from)} ${shortDay(row.from)} – ${weekday(row.to)} ${shortDay(row.to)}`;
}

function words(row: WorkingRow, unit: "working" | "calendar"): string {
  if (row.firstDay === null) return rowWhy(row);
  const name = unit === "working" ? m.working_nth_working : m.working_nth_calendar;
  const names = unit === "working" ? m.working_nth_working_range : m.working_nth_calendar_range;
  const text =
    row.firstDay === row.lastDay || row.lastDay === null
      ? name({ day: row.firstDay })
      : names({ from: row.firstDay, to: row.lastDay });
  return row.last ? m.working_until_end({ text }) : text;
}

/** The reason of a counted day, when it is not the plain one. */
function remark(row: WorkingRow): string {
  if (row.firstDay === null) return "";
  return row.last ? m.working_article_194() : "";
}

function Strip({ due, today }: { due: DueView; today: string }): ReactNode {
  const cells = stripCells(due);
  const counted = due.steps.filter((step) => step.day !== null).length;
  const off = due.steps.length - counted;
  return (
    <div
      className={styles.strip}
      role="img"
      aria-label={m.working_strip({ from: day(due.starts_on), to: day(due.due_on), counted, off })}
      data-testid="due-strip"
    >
      {cells.map((cell) => {
        if (cell.kind === "fold") {
          return (
            <span key={cell.key} className={styles.fold}>
              {m.working_folded({ count: cell.days })}
            </span>
          );
        }
        const state = cell.kind === "receipt" ? "receipt" : cell.last ? "last" : cell.day === null ? "off" : "counted";
        return (
          <span key={cell.date} className={styles.cell} data-today={cell.date === today ? "" : undefined}>
            <span className={styles.cellWeekday}>{weekday(cell.date)}</span>
            <span className={styles.cellDay}>{Number(cell.date.slice(8))}</span>
            <span className={styles.cellBox} data-state={state}>
              {cell.kind === "receipt" ? 0 : cell.day}
            </span>
          </span>
        );
      })}
    </div>
  );
}

type Line = { name: string; what: string; date: string | null; tag: string; tone: Tone; strong: boolean };

/** The rule lines: law, policy, extension; the last only while its notice would still be in time. */
function lines(due: DueView, today: string): Line[] {
  const law = due.compared.find((c) => c.source === "law");
  const policy = due.compared.find((c) => c.source === "policy");
  const result: Line[] = [];
  if (law !== undefined) {
    const decides = due.decided_by === "law";
    result.push({
      name: m.working_law(),
      what: `${law.term}, ${law.clause}`,
      date: law.due_on,
      tag: decides ? m.working_holds() : m.working_milder(),
      tone: decides ? "accent" : "plain",
      strong: decides,
    });
  }
  if (policy === undefined) {
    result.push({
      name: m.working_policy(),
      what: m.working_policy_none(),
      date: null,
      tag: "",
      tone: "plain",
      strong: false,
    });
  } else {
    const decides = due.decided_by === "policy";
    const conflict = law !== undefined && policy.due_on > law.due_on;
    result.push({
      name: m.working_policy(),
      what: `${policy.clause}: ${policy.term}`,
      date: policy.due_on,
      tag: decides ? m.working_holds() : conflict ? m.working_conflicts() : m.working_agrees(),
      tone: decides ? "accent" : conflict ? "warn" : "plain",
      strong: decides,
    });
  }
  if (due.extended) {
    result.push({
      name: m.working_extension(),
      what: m.working_extension_done(),
      date: due.due_on,
      tag: m.working_used(),
      tone: "plain",
      strong: false,
    });
  } else if (due.extension_to !== null && due.extendable_until !== null && today <= due.extendable_until) {
    result.push({
      name: m.working_extension(),
      what: m.working_extension_until({ date: day(due.extendable_until) }),
      date: due.extension_to,
      tag: m.working_possible(),
      tone: "plain",
      strong: false,
    });
  } else {
    result.push({
      name: m.working_extension(),
      what: m.working_extension_none(),
      date: null,
      tag: "",
      tone: "plain",
      strong: false,
    });
  }
  return result;
}

/** The whole working as text, for the clipboard. */
export function workingText(kind: Kind, due: DueView, today: string): string {
  const rows = workingRows(due).map(
    (row) => `${span(row)}\t${words(row, due.working_days === null ? "calendar" : "working")}`,
  );
  return [
    `${kindName(kind)}: ${day(due.due_on)}`,
    due.rule,
    `${dayWithWeekday(due.starts_on)}\t${m.working_received()}`,
    ...rows,
    ...lines(due, today).map(
      (line) =>
        `${line.name}: ${line.what}${line.date === null ? "" : ` — ${day(line.date)}`}${line.tag === "" ? "" : ` (${line.tag})`}`,
    ),
    ...due.notes,
    m.working_edition({ edition: due.edition }),
  ].join("\n");
}

export function Working({
  kind,
  due,
  left,
  today,
}: {
  kind: Kind;
  due: DueView;
  left: DueLeft;
  today: string;
}): ReactNode {
  const toast = useToast();
  const unit = due.working_days === null ? "calendar" : "working";
  return (
    <div className={styles.panel} data-testid="due-working">
      <div className={styles.head}>
        <h3 className={styles.title}>
          <DueInline due={left} dueAt={due.due_at} extended={due.extended} />
        </h3>
        <Keys of="Esc" />
      </div>
      <p className={styles.rule}>
        {kindName(kind)}. {due.rule}
      </p>
      {due.immediate ? null : (
        <>
          <Strip due={due} today={today} />
          <p className={styles.legend} aria-hidden="true">
            <span className={styles.key}>
              <span className={styles.cellBox} data-state="counted" />
              {unit === "working" ? m.working_legend_counted() : m.working_legend_calendar()}
            </span>
            {unit === "working" && (
              <span className={styles.key}>
                <span className={styles.cellBox} data-state="off" />
                {m.working_legend_off()}
              </span>
            )}
            <span className={styles.key}>
              <span className={styles.keyToday} />
              {m.working_legend_today()}
            </span>
          </p>
          <div className={styles.tableWrap}>
            <table className={styles.table}>
              <caption className={styles.caption}>{m.working_table()}</caption>
              <tbody>
                <tr>
                  <th scope="row">{dayWithWeekday(due.starts_on)}</th>
                  <td>{m.working_received()}</td>
                  <td className={styles.article}>{m.working_article_191()}</td>
                </tr>
                {workingRows(due).map((row) => (
                  <tr
                    key={row.from}
                    data-off={row.firstDay === null ? "" : undefined}
                    data-last={row.last ? "" : undefined}
                  >
                    <th scope="row">{span(row)}</th>
                    <td>{words(row, unit)}</td>
                    <td className={styles.article}>{remark(row)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
      <dl className={styles.lines}>
        {lines(due, today).map((line) => (
          <div key={line.name} className={styles.line} data-strong={line.strong ? "" : undefined}>
            <dt>{line.name}</dt>
            <dd>{line.what}</dd>
            <dd className={styles.lineDate}>{line.date === null ? "" : day(line.date)}</dd>
            <dd className={styles.lineTag}>{line.tag === "" ? null : <Tag tone={line.tone}>{line.tag}</Tag>}</dd>
          </div>
        ))}
      </dl>
      {due.also.map((also) => (
        <p key={also.what} className={styles.note}>
          {also.immediate ? m.working_also_at_once() : m.working_also({ date: day(also.due_on) })}
        </p>
      ))}
      {due.notes.map((note) => (
        <p key={note} className={styles.note}>
          {note}.
        </p>
      ))}
      <div className={styles.foot}>
        <Button
          kind="quiet"
          size="small"
          icon={Copy}
          onPress={() => {
            void navigator.clipboard?.writeText(workingText(kind, due, today)).then(() => toast(m.working_copied()));
          }}
        >
          {m.working_copy()}
        </Button>
        <span className={styles.edition}>{m.working_edition({ edition: due.edition })}</span>
      </div>
    </div>
  );
}
