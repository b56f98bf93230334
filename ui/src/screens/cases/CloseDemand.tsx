/** «Закрыть требование»: which, with what outcome, on what ground. */
import { type ReactNode, useState } from "react";
import type { DemandView, Kind, Outcome } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { DueInline } from "../../kit/Due";
import { useDesk, useDraft } from "../../kit/desk";
import { DateField, type FieldProblem, Radios, SelectField, TextField } from "../../kit/fields";
import { useKeys } from "../../kit/keys";
import { ErrorLine, Restored } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { kindName, OUTCOME_LIST, outcomeName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

/** Outcomes that an inspector will ask the ground of. */
const NEEDS_GROUND: readonly Outcome[] = ["partly", "refused", "not_ours"];

type Form = { kind: Kind; outcome: Outcome; ground: string; on: string | null };

export function CloseDemand(props: {
  number: string;
  demands: readonly DemandView[];
  /** The demand that was asked for. */
  wanted?: Kind | undefined;
  onClose: () => void;
}): ReactNode {
  const { state } = useDesk();
  const toast = useToast();
  const first = props.demands.find((demand) => demand.kind === props.wanted) ?? props.demands[0];
  const draft = useDraft<Form>(`cases.close.${props.number}`, {
    kind: first?.kind ?? "access",
    outcome: "satisfied",
    ground: "",
    on: state.today,
  });
  const { outcome, ground, on } = draft.form;
  const change = (part: Partial<Form>) => draft.change({ ...draft.form, ...part });
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const closing = useAct("case_close");
  // The demand of a kept form may be closed by now.
  const demand = props.demands.find((one) => one.kind === draft.form.kind) ?? first;
  const kind = demand?.kind ?? draft.form.kind;
  const save = () => {
    if (NEEDS_GROUND.includes(outcome) && ground.trim() === "") {
      setMissing({ cause: m.close_ground_missing(), rule: m.close_ground_rule() });
      return;
    }
    void closing
      .run({ number: props.number, demand: kind, outcome, ground: ground.trim() === "" ? null : ground.trim(), on })
      .then((done) => {
        if (done === null) return;
        draft.clear();
        toast(m.close_done({ kind: kindName(kind), outcome: outcomeName(outcome) }));
        props.onClose();
      });
  };
  const clear = () => {
    draft.clear();
    setMissing(undefined);
    closing.clear();
  };
  useKeys({ "Ctrl+Enter": save });
  return (
    <form
      key={draft.round}
      className={styles.form}
      aria-label={m.close_title()}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 className={styles.formTitle}>{m.close_title()}</h3>
      {draft.restored !== null && <Restored when={draft.restored} onClear={clear} />}
      {props.demands.length > 1 ? (
        <SelectField
          label={m.close_demand()}
          value={kind}
          onChange={(id) => change({ kind: id })}
          choices={props.demands.map((one) => ({ id: one.kind, name: kindName(one.kind) }))}
          autoFocus
        />
      ) : (
        demand !== undefined && (
          <p>
            {kindName(demand.kind)}, <DueInline due={demand.left} dueAt={demand.due.due_at} />
          </p>
        )
      )}
      <Radios
        label={m.close_outcome()}
        value={outcome}
        onChange={(id) => change({ outcome: id })}
        choices={OUTCOME_LIST.map((id) => ({ id, name: outcomeName(id) }))}
      />
      <div className={styles.two}>
        <TextField
          label={NEEDS_GROUND.includes(outcome) ? m.close_ground() : m.close_ground_optional()}
          value={ground}
          onChange={(text) => {
            change({ ground: text });
            setMissing(undefined);
          }}
          problem={missing}
          autoFocus={props.demands.length <= 1}
          testId="close-ground"
        />
        <DateField label={m.close_on()} value={on} onChange={(date) => change({ on: date })} max={state.today} />
      </div>
      {closing.error !== null && <ErrorLine error={closing.error} />}
      <div className={styles.formActs}>
        <Button kind="primary" type="submit" keys="Ctrl+Enter" disabled={closing.busy} testId="close-save">
          {m.close_save()}
        </Button>
        <Button keys="Esc" onPress={props.onClose}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}
