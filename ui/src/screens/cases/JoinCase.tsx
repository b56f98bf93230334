/** «Присоединить обращение»: another case of the same person becomes part of this one. Other names are asked about. */
import { type ReactNode, useState } from "react";
import type { SimilarCase } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { type FieldProblem, Radios, TextField } from "../../kit/fields";
import { useKeys } from "../../kit/keys";
import { ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { problemAt } from "../../kit/problems";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

export function JoinCase(props: {
  number: string;
  similar: readonly SimilarCase[];
  wanted: string | null;
  onClose: () => void;
}): ReactNode {
  const toast = useToast();
  const [second, setSecond] = useState(props.wanted ?? props.similar[0]?.number ?? "");
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const joining = useAct("case_join");
  const differ = joining.error?.wire.code === "names_differ";
  const save = (even_if_names_differ: boolean) => {
    if (joining.busy) return;
    if (second.trim() === "") {
      setMissing({ cause: m.join_number_missing() });
      return;
    }
    void joining.run({ first: props.number, second: second.trim(), even_if_names_differ }).then((done) => {
      if (done === null) return;
      toast(m.join_done({ number: second.trim() }));
      props.onClose();
    });
  };
  // The second confirmation has a button of its own: the main key never gives it.
  useKeys({ "Ctrl+Enter": () => save(false) });
  const change = (number: string) => {
    setSecond(number);
    setMissing(undefined);
    joining.clear();
  };
  const problem = missing ?? problemAt(joining.error, "second");
  return (
    <form
      className={styles.form}
      aria-label={m.join_title()}
      data-testid="join-form"
      onSubmit={(event) => {
        event.preventDefault();
        save(false);
      }}
    >
      <h3 className={styles.formTitle}>{m.join_title()}</h3>
      {props.similar.length > 1 && (
        <Radios
          label={m.case_similar()}
          value={second}
          onChange={change}
          choices={props.similar.map((one) => ({
            id: one.number,
            name: m.case_number({ number: one.number }),
            hint: one.why,
          }))}
        />
      )}
      <TextField
        label={m.join_number()}
        value={second}
        onChange={change}
        problem={problem}
        maxLength={60}
        autoFocus
        testId="join-number"
      />
      <p className={styles.hint}>{m.join_what({ number: props.number })}</p>
      {joining.error !== null && problem === undefined && <ErrorLine error={joining.error} />}
      <div className={styles.formActs}>
        {differ ? (
          <Button kind="danger" onPress={() => save(true)} disabled={joining.busy} testId="join-anyway">
            {m.join_anyway()}
          </Button>
        ) : (
          <Button kind="primary" type="submit" keys="Ctrl+Enter" disabled={joining.busy} testId="join-save">
            {m.join_save({ number: props.number })}
          </Button>
        )}
        <Button keys="Esc" onPress={props.onClose}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}
