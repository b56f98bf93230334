/** Records of a register as TOML: all of the text or nothing. What was warned of stays on the screen after it. */
import { type ReactNode, useState } from "react";
import type { AddedRecords } from "../bindings/wire";
import { type Act, useAct } from "../host/queries";
import * as m from "../paraglide/messages.js";
import { Button } from "./buttons";
import { grouped } from "./dates";
import { useDraft } from "./desk";
import { TextArea } from "./fields";
import { useKeys } from "./keys";
import { Band, ErrorLine, Restored } from "./messages";
import { useToast } from "./overlays";
import styles from "./RecordsForm.module.css";
import { Foot } from "./Screen";

export function RecordsForm(props: {
  command: "processors_add" | "disclosures_add";
  title: string;
  lead: string;
  sample: string;
  onClose: () => void;
  testId: string;
}): ReactNode {
  const toast = useToast();
  const draft = useDraft(props.command, "");
  const text = draft.form;
  const [missing, setMissing] = useState(false);
  const [result, setResult] = useState<AddedRecords | null>(null);
  const adding: Act<typeof props.command> = useAct(props.command);
  const save = () => {
    if (adding.busy) return;
    if (text.trim() === "") {
      setMissing(true);
      return;
    }
    void adding.run({ toml: text }).then((done) => {
      if (done === null) return;
      const added = done.added.length;
      const updated = done.updated.length;
      toast(m.records_done({ added: grouped(added), updated: grouped(updated) }));
      draft.clear();
      if (done.warnings.length === 0) props.onClose();
      else setResult(done);
    });
  };
  const clear = () => {
    draft.clear();
    setMissing(false);
    adding.clear();
  };
  useKeys({ "Ctrl+Enter": result === null ? save : props.onClose, Escape: props.onClose });
  return (
    <form
      key={draft.round}
      className={styles.form}
      aria-label={props.title}
      data-testid={props.testId}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      {result === null ? (
        <div className={styles.scroll}>
          <h2 className={styles.title}>{props.title}</h2>
          <p className={styles.lead}>{props.lead}</p>
          {draft.restored && <Restored onClear={clear} />}
          <TextArea
            label={m.records_text()}
            value={text}
            onChange={(next) => {
              draft.change(next);
              setMissing(false);
            }}
            rows={16}
            mono
            autoFocus
            testId={`${props.testId}-text`}
            problem={missing ? { cause: m.records_missing() } : undefined}
            hint={m.records_hint()}
          />
          <p>
            <Button
              disabled={text.trim() !== ""}
              onPress={() => draft.change(props.sample)}
              testId={`${props.testId}-sample`}
            >
              {m.records_sample()}
            </Button>
          </p>
          {adding.error !== null && <ErrorLine error={adding.error} />}
        </div>
      ) : (
        <div className={styles.scroll}>
          <h2 className={styles.title}>{m.records_warned()}</h2>
          <ul className={styles.warnings}>
            {result.warnings.map((warning) => (
              <li key={warning}>
                <Band title={warning} />
              </li>
            ))}
          </ul>
        </div>
      )}
      <Foot
        left={
          result === null && (
            <Button keys="Esc" onPress={props.onClose}>
              {m.cancel()}
            </Button>
          )
        }
        right={
          result === null ? (
            <Button
              kind="primary"
              type="submit"
              keys="Ctrl+Enter"
              disabled={adding.busy}
              testId={`${props.testId}-save`}
            >
              {m.records_save()}
            </Button>
          ) : (
            <Button kind="primary" keys="Ctrl+Enter" autoFocus onPress={props.onClose}>
              {m.records_to_list()}
            </Button>
          )
        }
      />
    </form>
  );
}
