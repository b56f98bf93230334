/** The tape: what is late already, then the days from today with their number of due dates. A click filters the list. */
import type { ReactNode } from "react";
import type { TapeDay } from "../../bindings/wire";
import { grouped, weekday } from "../../kit/dates";
import { DueMark } from "../../kit/icons";
import * as m from "../../paraglide/messages.js";
import type { DayFilter } from "./entries";
import styles from "./Today.module.css";

export function Tape(props: {
  days: readonly TapeDay[];
  today: string;
  filter: DayFilter;
  onFilter: (filter: DayFilter) => void;
}): ReactNode {
  const most = Math.max(1, ...props.days.filter((day) => day.date !== null).map((day) => day.due));
  return (
    <ul className={styles.tape} aria-label={m.today_tape()} data-region="tape" data-testid="today-tape">
      {props.days.map((day) => {
        const id = day.date ?? "earlier";
        const pressed = props.filter === id;
        const state = day.date === null ? "earlier" : day.working ? "working" : "off";
        return (
          <li key={id} className={styles.tapeDay} data-earlier={day.date === null ? "" : undefined}>
            <button
              type="button"
              className={styles.tapeButton}
              aria-pressed={pressed}
              title={day.date === null ? day.spoken : day.why}
              data-today={day.date === props.today ? "" : undefined}
              data-testid={`tape-${id}`}
              onClick={() => props.onFilter(pressed ? null : id)}
            >
              <span className={styles.spoken}>{day.spoken}</span>
              <span className={styles.tapeName} aria-hidden="true">
                {day.date === null ? m.today_earlier() : `${weekday(day.date)} ${Number(day.date.slice(8))}`}
              </span>
              <span
                className={styles.tapeBox}
                data-state={state}
                data-some={day.due > 0 ? "" : undefined}
                aria-hidden="true"
              >
                {day.date !== null && day.due > 0 && (
                  <span className={styles.tapeBar} style={{ height: `${Math.round((100 * day.due) / most)}%` }} />
                )}
                <span className={styles.tapeNumber}>
                  {day.date === null && day.due > 0 && <DueMark state="overdue" />}
                  {day.due > 0 || state !== "off" ? grouped(day.due) : ""}
                </span>
              </span>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
