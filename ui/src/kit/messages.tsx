/** What the program says: errors (what, where and what stayed, what to do, one act), bands, progress. */
import { type ReactNode, useState } from "react";
import type { Phase, Progress } from "../bindings/wire";
import type { HostError } from "../host/host";
import * as m from "../paraglide/messages.js";
import { Button } from "./buttons";
import { dayAndTime, grouped, time } from "./dates";
import { Copy, DueMark, Icon, Info, TriangleAlert } from "./icons";
import styles from "./kit.module.css";
import { thisDay } from "./typedDate";

/** The title of an error. One that has no words of its own is an unforeseen one. */
export function errorTitle(error: HostError): string {
  return error.wire.message === "" ? m.error_unforeseen() : error.wire.message;
}

/** An error on its own, with its act. */
export function ErrorPanel({ error, act, testId }: { error: HostError; act?: ReactNode; testId?: string }): ReactNode {
  const { code, hint, place, incident, severity } = error.wire;
  const [copied, setCopied] = useState(false);
  const mark = incident === null ? code : `${code} · ${incident}`;
  return (
    <div
      className={styles.error}
      role="alert"
      data-calm={severity === "precondition"}
      data-testid={testId ?? "error"}
      data-code={code}
    >
      <DueMark state="overdue" />
      <p className={styles.errorTitle}>{errorTitle(error)}</p>
      {place !== null && place !== "" && <p className={styles.errorBody}>{place}</p>}
      {hint !== "" && (
        <p className={styles.errorBody}>
          <b>{m.error_what_to_do()}</b> {hint}
        </p>
      )}
      <div className={styles.errorFoot}>
        {act}
        <Button
          kind="quiet"
          size="small"
          icon={Copy}
          onPress={() => {
            void navigator.clipboard?.writeText(mark).then(() => setCopied(true));
          }}
        >
          {copied ? m.error_copied() : m.error_copy()}
        </Button>
        <span className={styles.errorCode}>{mark}</span>
      </div>
    </div>
  );
}

/** An error beside a field or a button. */
export function ErrorLine({ error, id }: { error: HostError; id?: string }): ReactNode {
  const { hint, place } = error.wire;
  return (
    <p className={styles.fieldError} role="alert" id={id} data-testid="error" data-code={error.wire.code}>
      <DueMark state="overdue" />
      <span>
        <b>{errorTitle(error)}.</b> {hint} {place !== null && place !== hint ? place : null}
      </span>
    </p>
  );
}

/** What belongs to the whole section: a warning, or calmly what is so. */
export function Band(props: {
  title: string;
  tone?: "warn" | "info";
  children?: ReactNode;
  act?: ReactNode;
}): ReactNode {
  const { title, tone = "warn", children, act } = props;
  return (
    <div className={styles.band} role="note" data-tone={tone}>
      <Icon of={tone === "info" ? Info : TriangleAlert} />
      <span>
        <b>{title}</b> {children}
      </span>
      {act}
    </div>
  );
}

/** Over a form that holds what was typed before it was closed, or before the vault was locked. */
export function Restored({ when, onClear }: { when: string; onClear: () => void }): ReactNode {
  return (
    <p className={styles.restored} data-testid="restored">
      {m.draft_restored_at({ when: when.startsWith(thisDay()) ? time(when) : dayAndTime(when) })}
      <Button kind="link" size="small" onPress={onClear} testId="restored-clear">
        {m.draft_clear()}
      </Button>
    </p>
  );
}

const PHASES: Record<Phase, () => string> = {
  reading: m.phase_reading,
  planning: m.phase_planning,
  writing: m.phase_writing,
  publishing: m.phase_publishing,
  rendering: m.phase_rendering,
};

export function phaseName(phase: Phase): string {
  return PHASES[phase]();
}

/** The bar of long work, moved by data alone. */
export function ProgressBar({ progress, label }: { progress: Progress | null; label: string }): ReactNode {
  const total = progress?.total ?? null;
  const done = progress?.done ?? 0;
  const share = total === null || total === 0 ? 0 : Math.min(1, done / total);
  return (
    <>
      <div
        className={styles.bar}
        role="progressbar"
        aria-label={label}
        aria-valuemin={0}
        aria-valuemax={100}
        {...(total === null ? {} : { "aria-valuenow": Math.round(share * 100) })}
      >
        <div className={styles.barFill} style={{ width: `${share * 100}%` }} />
      </div>
      <p>
        {total === null
          ? done > 0
            ? m.progress_rows({ count: done, n: grouped(done) })
            : m.progress_started()
          : m.progress_of({ done: grouped(done), total: grouped(total) })}
      </p>
    </>
  );
}
