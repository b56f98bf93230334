/** A kind that was read in a contact: confirmed, corrected or struck out; or a demand that was not read, added. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { CaseDemandRequest, ContactView, DemandAct, DemandView, Kind } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { type FieldProblem, Radios, SelectField, TextField } from "../../kit/fields";
import { useKeys } from "../../kit/keys";
import { ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { problemAt } from "../../kit/problems";
import { DEMAND_KINDS, kindName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

/** What was corrected, for the rule that may be made of it. */
export type Corrected = { contact: number; added: Kind | null; removed: Kind | null };

type Choice = Kind | "none";

export function CorrectKind(props: {
  number: string;
  contact: ContactView;
  /** Its place in the case. */
  at: number;
  /** The kind that was read; null = one is added. */
  kind: Kind | null;
  demands: readonly DemandView[];
  onClose: () => void;
  onDone: (corrected: Corrected | null) => void;
}): ReactNode {
  const { kind, demands } = props;
  const toast = useToast();
  const isOpen = kind !== null && demands.some((demand) => demand.kind === kind && demand.status === "open");
  const isLast = isOpen && demands.filter((demand) => demand.status === "open").length === 1;
  const [act, setAct] = useState<DemandAct>(kind === null ? "add" : "confirm");
  const [to, setTo] = useState<Choice>("none");
  const [reason, setReason] = useState("");
  const [missing, setMissing] = useState<{ field: "kind" | "reason"; problem: FieldProblem } | null>(null);
  const correcting = useAct("case_demand");
  const frame = useRef<HTMLFormElement>(null);
  // Opened below the fold: it comes into sight, and its first choice takes the focus.
  useEffect(() => {
    frame.current?.querySelector<HTMLElement>("input[type=radio]:checked")?.focus({ preventScroll: true });
    frame.current?.scrollIntoView?.({ block: "nearest" });
  }, []);
  const free = DEMAND_KINDS.filter((one) => !demands.some((demand) => demand.kind === one));
  const choosing = act === "change" || act === "add";

  const save = () => {
    if (correcting.busy) return;
    if (choosing && to === "none") {
      setMissing({ field: "kind", problem: { cause: m.correct_kind_missing() } });
      return;
    }
    if (act === "strike" && isLast && reason.trim() === "") {
      setMissing({ field: "reason", problem: { cause: m.correct_reason_missing(), rule: m.correct_last() } });
      return;
    }
    const chosen = to === "none" ? null : to;
    const main = kind ?? chosen;
    if (main === null) return;
    const request: CaseDemandRequest = {
      number: props.number,
      act,
      kind: act === "add" && chosen !== null ? chosen : main,
      to: act === "change" ? chosen : null,
      reason: act === "strike" && reason.trim() !== "" ? reason.trim() : null,
      contact: props.at,
    };
    void correcting.run(request).then((done) => {
      if (done === null) return;
      const said: Record<DemandAct, () => string> = {
        confirm: () => m.correct_done_confirm({ kind: kindName(request.kind) }),
        add: () => m.correct_done_add({ kind: kindName(request.kind) }),
        change: () => m.correct_done_change({ kind: kindName(request.to ?? request.kind) }),
        strike: () => m.correct_done_strike({ kind: kindName(request.kind) }),
      };
      toast(said[act]());
      const corrected: Record<DemandAct, Corrected | null> = {
        confirm: null,
        add: { contact: props.at, added: request.kind, removed: null },
        change: { contact: props.at, added: request.to, removed: request.kind },
        strike: { contact: props.at, added: null, removed: request.kind },
      };
      props.onDone(corrected[act]);
    });
  };
  useKeys({ "Ctrl+Enter": save, Escape: props.onClose });

  const marked = props.contact.marks
    .filter((mark) => mark.kind === kind)
    .map((mark) => [...props.contact.text].slice(mark.from, mark.to).join(""));
  const kindProblem =
    (missing?.field === "kind" ? missing.problem : undefined) ??
    problemAt(correcting.error, "kind") ??
    problemAt(correcting.error, "to_kind");
  const reasonProblem =
    (missing?.field === "reason" ? missing.problem : undefined) ?? problemAt(correcting.error, "reason");
  const names: Record<DemandAct, () => string> = {
    confirm: m.correct_save_confirm,
    add: m.correct_save_add,
    change: m.correct_save_change,
    strike: m.correct_save_strike,
  };
  const title = kind === null ? m.correct_add_title() : m.correct_title({ kind: kindName(kind) });
  return (
    <form
      ref={frame}
      className={styles.correct}
      aria-label={title}
      data-testid="correct-kind"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h4 className={styles.formTitle}>{title}</h4>
      {marked.length > 0 && <p className={styles.hint}>{m.correct_words({ words: marked.join(", ") })}</p>}
      {kind !== null && (
        <Radios
          label={m.correct_what()}
          value={act}
          onChange={(id) => {
            setAct(id);
            setMissing(null);
            correcting.clear();
          }}
          choices={[
            { id: "confirm" as DemandAct, name: m.correct_confirm() },
            ...(isOpen
              ? [
                  { id: "change" as DemandAct, name: m.correct_change() },
                  { id: "strike" as DemandAct, name: m.correct_strike() },
                ]
              : []),
          ]}
        />
      )}
      {choosing && (
        <div>
          <SelectField
            label={m.correct_kind()}
            value={to}
            emptyId="none"
            onChange={(id) => {
              setTo(id);
              setMissing(null);
              correcting.clear();
            }}
            choices={[
              { id: "none" as Choice, name: m.correct_choose() },
              ...free.map((one) => ({ id: one as Choice, name: kindName(one) })),
            ]}
            autoFocus={kind === null}
            testId="correct-to"
          />
          {kindProblem !== undefined && (
            <p className={styles.problem} role="alert" data-testid="correct-kind-problem">
              <b>{kindProblem.cause}</b> {kindProblem.rule ?? ""}
            </p>
          )}
        </div>
      )}
      {act === "strike" && (
        <TextField
          label={isLast ? m.correct_reason() : m.correct_reason_optional()}
          hint={isLast ? `${m.correct_last()} ${m.correct_reason_hint()}` : m.correct_reason_hint()}
          value={reason}
          onChange={(text) => {
            setReason(text);
            setMissing(null);
          }}
          problem={reasonProblem}
          required={isLast}
          maxLength={500}
          testId="correct-reason"
        />
      )}
      {correcting.error !== null && kindProblem === undefined && reasonProblem === undefined && (
        <ErrorLine error={correcting.error} />
      )}
      <div className={styles.formActs}>
        <Button kind="primary" type="submit" keys="Ctrl+Enter" disabled={correcting.busy} testId="correct-save">
          {names[act]()}
        </Button>
        <Button keys="Esc" onPress={props.onClose}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}
