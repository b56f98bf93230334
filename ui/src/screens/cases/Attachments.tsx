/** Tab «Вложения»: the files of a case, each with what it is and how it came; to be saved, removed, added. */
import { type ReactNode, useRef, useState } from "react";
import type { AttachmentOrigin, AttachmentRow } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { dayAndTime } from "../../kit/dates";
import { useDraft } from "../../kit/desk";
import { type FieldProblem, TextField } from "../../kit/fields";
import { Paperclip } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine, Restored } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { problemOf } from "../../kit/problems";
import { Nothing, Part } from "../../kit/Screen";
import { sizeOf } from "../../kit/sizes";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

const ORIGINS: Record<AttachmentOrigin, () => string> = {
  source: m.attachments_origin_source,
  part: m.attachments_origin_part,
  added: m.attachments_origin_added,
};

export function Attachments({ number, files }: { number: string; files: readonly AttachmentRow[] }): ReactNode {
  const toast = useToast();
  const [removing, setRemoving] = useState<string | null>(null);
  /** Chosen, and known in another case: the person may want it here too. */
  const [known, setKnown] = useState<string | null>(null);
  const choosing = useAct("file_choose");
  const attaching = useAct("attachment_add");
  const saving = useAct("attachment_save");
  const addButton = useRef<HTMLButtonElement>(null);

  const attach = async (file: string, again: boolean) => {
    setKnown(null);
    const view = await attaching.run({ number, file, again });
    if (view !== null) toast(m.attachments_added({ number }));
    else setKnown(file);
  };
  const add = async () => {
    const chosen = await choosing.run({});
    if (chosen !== null) await attach(chosen.token, false);
  };
  const elsewhere =
    known !== null &&
    attaching.error?.wire.code === "attachment_known" &&
    !attaching.error.wire.message.includes(number);
  const busy = choosing.busy || attaching.busy;
  const error = choosing.error ?? attaching.error ?? saving.error;
  const closeForm = () => {
    setRemoving(null);
    requestAnimationFrame(() => addButton.current?.focus());
  };

  return (
    <Part
      title={m.tab_attachments()}
      testId="attachments"
      act={
        <Button
          ref={addButton}
          size="small"
          icon={Paperclip}
          disabled={busy}
          onPress={() => void add()}
          testId="attachment-add"
        >
          {m.attachments_add()}
        </Button>
      }
    >
      {error !== null && <ErrorLine error={error} />}
      {elsewhere && (
        <p>
          <Button size="small" disabled={busy} onPress={() => void attach(known, true)} testId="attachment-again">
            {m.attachments_again()}
          </Button>
        </p>
      )}
      {files.length === 0 ? (
        <Nothing>{m.attachments_none()}</Nothing>
      ) : (
        <ul className={styles.attachments}>
          {files.map((file) => (
            <li key={file.id} className={styles.attachment} data-testid="attachment">
              <div className={styles.line}>
                <span className={styles.lineMain}>
                  {file.name}
                  <br />
                  <span className={styles.lineSub}>
                    {file.media_name} · {sizeOf(file.size)} · {ORIGINS[file.origin]()} · {dayAndTime(file.added_at)}
                  </span>
                  <br />
                  <span className={styles.lineSub} title={file.sha256}>
                    {m.attachments_hash({ hash: `${file.sha256.slice(0, 16)}…` })}
                  </span>
                </span>
                <Button
                  size="small"
                  label={m.attachments_save_which({ name: file.name })}
                  disabled={saving.busy}
                  onPress={() =>
                    void saving.run({ number, id: file.id }).then((saved) => {
                      if (saved !== null) toast(m.attachments_saved({ path: saved.path }));
                    })
                  }
                  testId="attachment-save"
                >
                  {m.attachments_save()}
                </Button>
                <Button
                  size="small"
                  kind="quiet"
                  label={m.attachments_remove_which({ name: file.name })}
                  onPress={() => setRemoving(file.id)}
                  testId="attachment-remove"
                >
                  {m.attachments_remove()}
                </Button>
              </div>
              {removing === file.id && <Removing number={number} file={file} onClose={closeForm} />}
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}

function Removing(props: { number: string; file: AttachmentRow; onClose: () => void }): ReactNode {
  const { number, file } = props;
  const toast = useToast();
  const draft = useDraft<{ reason: string }>(`cases.detach.${number}.${file.id}`, { reason: "" });
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const removing = useAct("attachment_remove");
  const remove = () => {
    const reason = draft.form.reason.trim();
    if (reason === "") {
      setMissing({ cause: m.attachments_reason_missing() });
      return;
    }
    void removing.run({ number, id: file.id, reason }).then((view) => {
      if (view === null) return;
      draft.clear();
      toast(m.attachments_removed());
      props.onClose();
    });
  };
  useKeys({ "Ctrl+Enter": remove, Escape: props.onClose });
  const said = problemOf(removing.error, "reason");
  return (
    <form
      key={draft.round}
      className={styles.form}
      aria-label={m.attachments_remove_title({ name: file.name })}
      onSubmit={(event) => {
        event.preventDefault();
        remove();
      }}
    >
      {draft.restored !== null && <Restored when={draft.restored} onClear={draft.clear} />}
      <p>{m.attachments_remove_what()}</p>
      <TextField
        label={m.attachments_reason()}
        value={draft.form.reason}
        onChange={(reason) => {
          draft.change({ reason });
          setMissing(undefined);
        }}
        problem={missing ?? said}
        maxLength={500}
        autoFocus
        testId="attachment-reason"
      />
      {removing.error !== null && said === undefined && <ErrorLine error={removing.error} />}
      <div className={styles.formActs}>
        <Button kind="danger" type="submit" keys="Ctrl+Enter" disabled={removing.busy} testId="attachment-remove-do">
          {m.attachments_remove_do()}
        </Button>
        <Button keys="Esc" onPress={props.onClose}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}
