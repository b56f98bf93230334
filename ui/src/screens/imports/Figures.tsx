/** The six figures of a table: how many rows were read, and what becomes of them. In the plan they are filters. */
import type { ReactNode } from "react";
import type { RowCounts } from "../../bindings/wire";
import { grouped } from "../../kit/dates";
import { DueMark } from "../../kit/icons";
import * as m from "../../paraglide/messages.js";
import styles from "./Imports.module.css";

export type FigureId = keyof RowCounts;

const FIGURES: ReadonlyArray<readonly [FigureId, (inputs: { count: number }) => string]> = [
  ["read", m.figure_read],
  ["new_cases", m.figure_new],
  ["joined", m.figure_joined],
  ["already_imported", m.figure_already],
  ["not_personal_data", m.figure_not_pd],
  ["rejected", m.figure_rejected],
];

export function Figures(props: { rows: RowCounts; selected?: FigureId; onSelect?: (id: FigureId) => void }): ReactNode {
  return (
    <ul className={styles.figures} aria-label={m.figures_label()}>
      {FIGURES.map(([id, name]) => {
        const count = props.rows[id];
        const content = (
          <>
            <span className={styles.figureNumber} data-wrong={id === "rejected" && count > 0 ? "" : undefined}>
              {id === "rejected" && count > 0 && <DueMark state="overdue" />}
              {grouped(count)}
            </span>
            <span className={styles.figureName}>{name({ count })}</span>
          </>
        );
        return (
          <li key={id} className={styles.figure}>
            {props.onSelect === undefined ? (
              <span className={styles.figureBody}>{content}</span>
            ) : (
              <button
                type="button"
                className={styles.figureBody}
                aria-pressed={props.selected === id}
                onClick={() => props.onSelect?.(id)}
                data-testid={`figure-${id}`}
              >
                {content}
              </button>
            )}
          </li>
        );
      })}
    </ul>
  );
}
