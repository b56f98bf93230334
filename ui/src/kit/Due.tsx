/** A due date with what is left, always by this one component: the mark, the words, the style. */
import type { ReactNode } from "react";
import type { DueLeft } from "../bindings/wire";
import * as m from "../paraglide/messages.js";
import { day, time } from "./dates";
import { DueMark } from "./icons";
import styles from "./kit.module.css";

type DueProps = {
  due: DueLeft;
  /** The moment, for terms in hours. */
  dueAt?: string | null;
  extended?: boolean;
};

/** The words of a date in a sentence or in a pane. */
export function dueSentence({ due, dueAt = null, extended = false }: DueProps): string {
  const date = day(due.due_on);
  switch (due.state) {
    case "overdue":
      return m.due_overdue({ left: due.left, date });
    case "at_once":
    case "done":
    case "done_late":
      return due.left;
    case "hours":
      return m.due_until({ date: dueAt === null ? date : `${date} ${time(dueAt)}`, left: due.left });
    default:
      return m.due_until({ date, left: extended ? m.due_extended({ left: due.left }) : due.left });
  }
}

/** In a sentence or in a pane: «до 19.01.2027 · 4 раб. дня». */
export function DueInline(props: DueProps): ReactNode {
  return (
    <span className={styles.due} data-state={props.due.state} data-testid="due">
      <DueMark state={props.due.state} />
      <span className={styles.dueWords}>{dueSentence(props)}</span>
    </span>
  );
}

/** In a list, the column «Осталось». The date stands in its own column; the sentence is for a screen reader. */
export function DueInList({ due, dueAt = null }: DueProps): ReactNode {
  const words =
    due.state === "hours" && dueAt !== null ? m.due_hours_in_list({ time: time(dueAt), left: due.left }) : due.left;
  return (
    <span className={styles.due} data-state={due.state} data-testid="due">
      <DueMark state={due.state} />
      <span className={styles.dueWords} aria-hidden="true">
        {words}
      </span>
      <span className={styles.hidden}>{due.spoken}</span>
    </span>
  );
}
