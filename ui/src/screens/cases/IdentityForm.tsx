/** «Проверка личности»: how, what was compared, when. No copy of a document is asked for or kept. */
import { type ReactNode, useState } from "react";
import type { Channel, IdentityMethod } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { useDesk, useDraft } from "../../kit/desk";
import { DateField, type FieldProblem, Radios, TextField } from "../../kit/fields";
import { useKeys } from "../../kit/keys";
import { ErrorLine, Restored } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { METHOD_LIST, methodName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

type Form = { method: IdentityMethod; compared: string; on: string | null };

export function IdentityForm(props: { number: string; channel: Channel; onClose: () => void }): ReactNode {
  const { state } = useDesk();
  const toast = useToast();
  const draft = useDraft<Form>(`cases.identity.${props.number}`, {
    method: "signature",
    compared: "",
    on: state.today,
  });
  const { method, compared, on } = draft.form;
  const change = (part: Partial<Form>) => draft.change({ ...draft.form, ...part });
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const saving = useAct("case_identity");
  const save = () => {
    if (compared.trim() === "") {
      setMissing({ cause: m.identity_compared_missing(), rule: m.identity_compared_rule() });
      return;
    }
    void saving.run({ number: props.number, method, compared: compared.trim(), on }).then((done) => {
      if (done === null) return;
      draft.clear();
      toast(m.identity_saved({ number: props.number }));
      props.onClose();
    });
  };
  const clear = () => {
    draft.clear();
    setMissing(undefined);
    saving.clear();
  };
  useKeys({ "Ctrl+Enter": save });
  return (
    <form
      key={draft.round}
      className={styles.form}
      aria-label={m.case_identity()}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 className={styles.formTitle}>{m.case_identity()}</h3>
      {draft.restored !== null && <Restored when={draft.restored} onClear={clear} />}
      <Radios
        label={m.identity_method()}
        value={method}
        onChange={(id) => change({ method: id })}
        choices={METHOD_LIST.map((id) => ({ id, name: methodName(id) }))}
        row
      />
      {props.channel === "call" && <p className={styles.hint}>{m.identity_call_note()}</p>}
      <div className={styles.two}>
        <TextField
          label={m.identity_compared()}
          value={compared}
          onChange={(text) => {
            change({ compared: text });
            setMissing(undefined);
          }}
          hint={m.identity_compared_hint()}
          problem={missing}
          autoFocus
          testId="identity-compared"
        />
        <DateField label={m.identity_on()} value={on} onChange={(date) => change({ on: date })} max={state.today} />
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
