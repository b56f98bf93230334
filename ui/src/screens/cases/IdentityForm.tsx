/** «Проверка личности»: how, what was compared, when. No copy of a document is asked for or kept. */
import { type ReactNode, useState } from "react";
import type { Channel, IdentityMethod } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { useDesk } from "../../kit/desk";
import { DateField, type FieldProblem, Radios, TextField } from "../../kit/fields";
import { useKeys } from "../../kit/keys";
import { ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { METHOD_LIST, methodName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

export function IdentityForm(props: { number: string; channel: Channel; onClose: () => void }): ReactNode {
  const { state } = useDesk();
  const toast = useToast();
  const [method, setMethod] = useState<IdentityMethod>("signature");
  const [compared, setCompared] = useState("");
  const [on, setOn] = useState<string | null>(state.today);
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const saving = useAct("case_identity");
  const save = () => {
    if (compared.trim() === "") {
      setMissing({ cause: m.identity_compared_missing(), rule: m.identity_compared_rule() });
      return;
    }
    void saving.run({ number: props.number, method, compared: compared.trim(), on }).then((done) => {
      if (done === null) return;
      toast(m.identity_saved({ number: props.number }));
      props.onClose();
    });
  };
  useKeys({ "Ctrl+Enter": save });
  return (
    <form
      className={styles.form}
      aria-label={m.case_identity()}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 className={styles.formTitle}>{m.case_identity()}</h3>
      <Radios
        label={m.identity_method()}
        value={method}
        onChange={setMethod}
        choices={METHOD_LIST.map((id) => ({ id, name: methodName(id) }))}
        row
      />
      {props.channel === "call" && <p className={styles.hint}>{m.identity_call_note()}</p>}
      <div className={styles.two}>
        <TextField
          label={m.identity_compared()}
          value={compared}
          onChange={(text) => {
            setCompared(text);
            setMissing(undefined);
          }}
          hint={m.identity_compared_hint()}
          problem={missing}
          autoFocus
          testId="identity-compared"
        />
        <DateField label={m.identity_on()} value={on} onChange={setOn} max={state.today} />
      </div>
      {saving.error !== null && <ErrorLine error={saving.error} />}
      <div className={styles.formActs}>
        <Button kind="primary" type="submit" keys="Ctrl+Enter" disabled={saving.busy} testId="identity-save">
          {m.identity_save()}
        </Button>
        <Button keys="Esc" onPress={props.onClose}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}
