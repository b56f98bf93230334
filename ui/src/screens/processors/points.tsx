/** The ten points of a contract: as pips, in words, and as rows in which `1 2 3` records what was found. */
import { type KeyboardEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { ChecklistPoint, ContractTerm, DueLeft, PointState as State } from "../../bindings/wire";
import { Keys } from "../../kit/buttons";
import { DueInline } from "../../kit/Due";
import { type FieldProblem, TextField } from "../../kit/fields";
import { Check, CircleHelp, Icon, X } from "../../kit/icons";
import { isEditable, keyName } from "../../kit/keys";
import { upperFirst } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Processors.module.css";

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

function stateWord(state: string): string {
  return state === "met" ? m.point_met() : state === "not_met" ? m.point_not_met() : m.point_unknown();
}

export function PointState({ state }: { state: string }): ReactNode {
  const icon = state === "met" ? Check : state === "not_met" ? X : CircleHelp;
  return (
    <span className={styles.state} data-state={state}>
      <Icon of={icon} size={14} />
      {stateWord(state)}
    </span>
  );
}

/** The last day of a contract with what is left. */
export function Term({ left, term }: { left: DueLeft | null; term: ContractTerm }): ReactNode {
  if (left === null || term === "open") return <span className={styles.faint}>{m.term_open()}</span>;
  return <DueInline due={left} />;
}

const STATES: readonly State[] = ["met", "not_met", "unknown"];

export type Point = Pick<ChecklistPoint, "point" | "text" | "state" | "clause" | "since_2022">;

/**
 * The ten points as rows. On the focused row `1` says met and asks for the clause, `2` not met, `3` unknown. With
 * `live`, each letter of the clause is given on at once (the form keeps it); else only a clause that was confirmed.
 */
export function Points(props: {
  points: readonly Point[];
  onSet: (point: string, state: State, clause: string | null) => void;
  live?: boolean;
  busy?: boolean;
  /** Of single points: the evidence is missing. */
  problems?: Readonly<Record<string, FieldProblem | undefined>>;
  /** Grows with each refused attempt: the first row with a problem is then opened. */
  attempt?: number;
  /** Takes the focus when it appears. */
  autoFocus?: boolean;
  testId?: string;
}): ReactNode {
  const { points } = props;
  const [active, setActive] = useState(0);
  const [asking, setAsking] = useState<{ point: string; text: string } | null>(null);
  const [missing, setMissing] = useState(false);
  const [attempt, setAttempt] = useState(props.attempt);
  if (props.attempt !== attempt) {
    setAttempt(props.attempt);
    const first = points.findIndex((point) => props.problems?.[point.point] !== undefined);
    if (first >= 0) setActive(first);
  }
  const rows = useRef<Array<HTMLDivElement | null>>([]);
  const go = (index: number) => {
    const target = Math.max(0, Math.min(points.length - 1, index));
    setActive(target);
    rows.current[target]?.focus();
  };
  const autoFocus = props.autoFocus ?? false;
  useEffect(() => {
    if (autoFocus) rows.current[0]?.focus();
  }, [autoFocus]);
  const set = (index: number, state: State) => {
    const one = points[index];
    if (one === undefined || props.busy) return;
    setActive(index);
    setMissing(false);
    if (state === "met") {
      setAsking({ point: one.point, text: one.clause ?? "" });
      if (props.live) props.onSet(one.point, "met", one.clause);
    } else {
      setAsking(null);
      props.onSet(one.point, state, null);
    }
  };
  const confirm = (index: number) => {
    if (asking === null) return;
    if (asking.text.trim() === "") {
      setMissing(true);
      return;
    }
    props.onSet(asking.point, "met", asking.text.trim());
    setAsking(null);
    setMissing(false);
    rows.current[index]?.focus();
  };
  const cancel = (index: number) => {
    setAsking(null);
    setMissing(false);
    rows.current[index]?.focus();
  };
  const onRowKey = (event: KeyboardEvent, index: number) => {
    if (isEditable(event.target)) return;
    const acts: Record<string, () => void> = {
      "1": () => set(index, "met"),
      "2": () => set(index, "not_met"),
      "3": () => set(index, "unknown"),
      ArrowDown: () => go(index + 1),
      J: () => go(index + 1),
      ArrowUp: () => go(index - 1),
      K: () => go(index - 1),
      Home: () => go(0),
      End: () => go(points.length - 1),
      Enter: () => set(index, "met"),
    };
    const act = acts[keyName(event.nativeEvent)];
    if (act === undefined) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: rows that take the focus and keys are a grid, not a table.
    <div role="grid" aria-label={m.processor_points()} className={styles.points10} data-testid={props.testId}>
      {points.map((point, index) => {
        const problem =
          missing && asking?.point === point.point
            ? { cause: m.point_clause_missing(), rule: m.point_clause_rule() }
            : props.problems?.[point.point];
        const open = asking?.point === point.point || (problem !== undefined && point.state === "met");
        const text = asking?.point === point.point ? asking.text : (point.clause ?? "");
        return (
          // biome-ignore lint/a11y/useSemanticElements: see above.
          <div
            key={point.point}
            ref={(row) => {
              rows.current[index] = row;
            }}
            role="row"
            tabIndex={index === active ? 0 : -1}
            aria-rowindex={index + 1}
            aria-selected={index === active}
            aria-keyshortcuts="1 2 3"
            className={styles.point}
            data-testid="point-row"
            data-point={point.point}
            data-region-focus={index === active ? "" : undefined}
            onFocus={() => setActive(index)}
            onKeyDown={(event) => onRowKey(event, index)}
          >
            {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the focus. */}
            {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
            <span role="gridcell" className={styles.place}>
              {index + 1}
            </span>
            {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the focus. */}
            {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
            <span role="gridcell" className={styles.pointText}>
              {upperFirst(point.text)}
              {point.since_2022 && point.state !== "met" && (
                <span className={styles.since}>{m.processor_since_2022()}</span>
              )}
            </span>
            {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the focus. */}
            {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
            <span role="gridcell" className={styles.evidence} data-state={point.state}>
              {open
                ? null
                : (point.clause ??
                  (point.state === "met"
                    ? m.evidence_none()
                    : point.state === "not_met"
                      ? m.evidence_missing()
                      : m.evidence_unknown()))}
            </span>
            {/* biome-ignore lint/a11y/useFocusableInteractive: the row has the focus. */}
            {/* biome-ignore lint/a11y/useSemanticElements: see above. */}
            <span role="gridcell" className={styles.stateCell}>
              <PointState state={asking?.point === point.point ? "met" : point.state} />
            </span>
            {index === active && (
              // biome-ignore lint/a11y/useFocusableInteractive: the row has the focus.
              // biome-ignore lint/a11y/useSemanticElements: see above.
              <span role="gridcell" className={styles.pointActs}>
                {open && (
                  <span
                    className={styles.clause}
                    onKeyDownCapture={(event) => {
                      if (event.key === "Enter" && !event.ctrlKey) {
                        event.preventDefault();
                        event.stopPropagation();
                        confirm(index);
                      } else if (event.key === "Escape") {
                        event.preventDefault();
                        event.stopPropagation();
                        cancel(index);
                      }
                    }}
                  >
                    <TextField
                      label={m.point_clause()}
                      value={text}
                      onChange={(next) => {
                        setAsking({ point: point.point, text: next });
                        setMissing(false);
                        if (props.live) props.onSet(point.point, "met", next);
                      }}
                      hint={m.point_clause_hint()}
                      problem={problem}
                      autoFocus={asking !== null}
                      maxLength={500}
                      testId="point-clause"
                    />
                  </span>
                )}
                <span className={styles.choices}>
                  {STATES.map((state, place) => (
                    <button
                      key={state}
                      type="button"
                      tabIndex={-1}
                      className={styles.choice}
                      aria-pressed={point.state === state}
                      data-testid={`point-${state}`}
                      onClick={() => set(index, state)}
                    >
                      {stateWord(state)} <Keys of={String(place + 1)} />
                    </button>
                  ))}
                </span>
              </span>
            )}
          </div>
        );
      })}
    </div>
  );
}
