/** The points of a contract as pips, in words, and its term with what is left. */
import type { ReactNode } from "react";
import { day } from "../../kit/dates";
import { Check, CircleHelp, DueMark, Icon, X } from "../../kit/icons";
import * as m from "../../paraglide/messages.js";
import styles from "./Processors.module.css";
import { termOf } from "./term";

/** Full, low and hatched; the words beside them say the same. */
export function PointPips({ states }: { states: readonly string[] }): ReactNode {
  return (
    <span className={styles.pips} aria-hidden="true">
      {states.map((state, index) => (
        <span key={index} className={styles.pip} data-state={state} />
      ))}
    </span>
  );
}

export function PointState({ state }: { state: string }): ReactNode {
  const [icon, word] =
    state === "met"
      ? [Check, m.point_met()]
      : state === "not_met"
        ? [X, m.point_not_met()]
        : [CircleHelp, m.point_unknown()];
  return (
    <span className={styles.state} data-state={state}>
      <Icon of={icon} size={14} />
      {word}
    </span>
  );
}

export function Term({ until, today }: { until: string | null; today: string }): ReactNode {
  const term = termOf(until, today);
  if (until === null) return <span className={styles.faint}>{m.term_open()}</span>;
  return (
    <span className={styles.term} data-state={term.state}>
      {term.state === "ended" ? <DueMark state="overdue" /> : term.state === "ending" ? <DueMark state="soon" /> : null}
      {term.state === "ended"
        ? m.term_ended({ date: day(until) })
        : term.state === "ending"
          ? m.term_ending({ date: day(until), count: term.days })
          : m.term_until({ date: day(until) })}
    </span>
  );
}
