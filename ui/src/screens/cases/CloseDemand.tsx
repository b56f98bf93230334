/** «Закрыть требование»: which, with what outcome, on what ground. */
import { type ReactNode, useState } from "react";
import type { DemandView, Kind, Outcome } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { DueInline } from "../../kit/Due";
import { useDesk } from "../../kit/desk";
import { DateField, type FieldProblem, Radios, SelectField, TextField } from "../../kit/fields";
import { useKeys } from "../../kit/keys";
import { ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { kindName, OUTCOME_LIST, outcomeName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

/** Outcomes that an inspector will ask the ground of. */
const NEEDS_GROUND: readonly Outcome[] = ["partly", "refused", "not_ours"];

export function CloseDemand(props: { number: string; demands: readonly DemandView[]; onClose: () => void }): ReactNode {
  const { state } = useDesk();
  const toast = useToast();
  const first = props.demands[0];
  const [kind, setKind] = useState<Kind>(first?.kind ?? "access");
  const [outcome, setOutcome] = useState<Outcome>("satisfied");
  const [ground, setGround] = useState("");
  const [on, setOn] = useState<string | null>(state.today);
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const closing = useAct("case_close");
  const demand = props.demands.find((one) => one.kind === kind) ?? first;
  const save = () => {
    if (NEEDS_GROUND.includes(outcome) && ground.trim() === "") {
      setMissing({ cause: m.close_ground_missing(), rule: m.close_ground_rule() });
      return;
    }
    void closing
      .run({ number: props.number, demand: kind, outcome, ground: ground.trim() === "" ? null : ground.trim(), on })
      .then((done) => {
        if (done === null) return;
        toast(m.close_done({ kind: kindName(kind), outcome: outcomeName(outcome) }));
        props.onClose();
      });
  };
  useKeys({ "Ctrl+Enter": save });
  return (
    <form
      className={styles.form}
      aria-label={m.close_title()}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 className={styles.formTitle}>{m.close_title()}</h3>
      {props.demands.length > 1 ? (
        <SelectField
          label={m.close_demand()}
          value={kind}
          onChange={setKind}
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
        onChange={setOutcome}
        choices={OUTCOME_LIST.map((id) => ({ id, name: outcomeName(id) }))}
      />
      <div className={styles.two}>
        <TextField
          label={NEEDS_GROUND.includes(outcome) ? m.close_ground() : m.close_ground_optional()}
          value={ground}
          onChange={(text) => {
            setGround(text);
            setMissing(undefined);
          }}
          problem={missing}
          autoFocus={props.demands.length <= 1}
          testId="close-ground"
        />
        <DateField label={m.close_on()} value={on} onChange={setOn} max={state.today} />
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
