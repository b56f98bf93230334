/** Over the form of a new case: from which file it is filled, what comes with it, what the person must look at. */
import type { ReactNode } from "react";
import type { CaseDraft } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { Checkbox } from "../../kit/fields";
import { DueMark } from "../../kit/icons";
import { Band, ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { sizeOf } from "../../kit/sizes";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

export function FromFile(props: {
  token: string;
  draft: CaseDraft;
  again: boolean;
  onAgain: (again: boolean) => void;
  onOpenCase: (number: string, tab?: "attachments") => void;
}): ReactNode {
  const { draft } = props;
  const toast = useToast();
  const attaching = useAct("attachment_add");
  const attach = (number: string) =>
    void attaching.run({ number, file: props.token, again: false }).then((view) => {
      if (view === null) return;
      toast(m.attachments_added({ number }));
      props.onOpenCase(number, "attachments");
    });
  return (
    <div className={styles.fromFile} data-testid="add-from">
      <Band title={m.add_from_title({ name: draft.file })} tone="info">
        {m.add_from_note({ media: draft.media, size: sizeOf(draft.size) })}
      </Band>
      {draft.topic !== null && <p className={styles.demandLine}>{m.add_from_topic({ topic: draft.topic })}</p>}
      {draft.warnings.map((warning) => (
        <p key={warning} className={styles.warning} data-testid="add-from-warning">
          <DueMark state="soon" /> {warning}
        </p>
      ))}
      {draft.known_in !== null && (
        <div data-testid="add-from-known">
          <p className={styles.warning}>
            <DueMark state="soon" /> {m.add_from_known({ number: draft.known_in })}{" "}
            <Button kind="link" size="small" onPress={() => props.onOpenCase(draft.known_in ?? "")}>
              {m.add_from_known_open({ number: draft.known_in })}
            </Button>
          </p>
          <Checkbox checked={props.again} onChange={props.onAgain} testId="add-from-again">
            {m.add_from_known_again()}
          </Checkbox>
        </div>
      )}
      {draft.similar.length > 0 && (
        <div>
          <p className={styles.groupLabel}>{m.add_from_similar()}</p>
          {draft.similar.map((other) => (
            <p key={other.number} className={styles.line}>
              <Button kind="link" size="small" onPress={() => props.onOpenCase(other.number)}>
                {m.case_number({ number: other.number })}
              </Button>
              <span className={styles.lineMain}>{other.why}</span>
              <Button size="small" disabled={attaching.busy} onPress={() => attach(other.number)}>
                {m.add_from_similar_attach({ number: other.number })}
              </Button>
            </p>
          ))}
          {attaching.error !== null && <ErrorLine error={attaching.error} />}
        </div>
      )}
      {draft.parts.length > 0 && (
        <div>
          <p className={styles.groupLabel}>{m.add_from_parts()}</p>
          <ul className={styles.files} data-testid="add-from-parts">
            {draft.parts.map((part, index) => (
              <li key={index}>
                {part.name} · {part.media} · {sizeOf(part.size)}
              </li>
            ))}
          </ul>
        </div>
      )}
      {draft.left_out.length > 0 && (
        <div>
          <p className={styles.groupLabel}>{m.add_from_left()}</p>
          <ul className={styles.files} data-testid="add-from-left">
            {draft.left_out.map((left, index) => (
              <li key={index}>{m.add_from_left_one({ name: left.name, why: left.why })}</li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}
