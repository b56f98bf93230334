/** Ways to open the vault, and the check that the recovery key on paper is right. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { KeyKind, KeySlot } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button, Tag } from "../../kit/buttons";
import { day } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import { TextField } from "../../kit/fields";
import { CircleCheck, Icon, TriangleAlert } from "../../kit/icons";
import { ErrorLine, ErrorPanel } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { Part } from "../../kit/Screen";
import { secretBytes } from "../../kit/secrets";
import * as m from "../../paraglide/messages.js";
import styles from "./Settings.module.css";

const KINDS: Record<KeyKind, () => string> = {
  passphrase: m.key_passphrase,
  passphrase_and_file: m.key_passphrase_and_file,
  recovery: m.settings_recovery,
};

function State({ slot }: { slot: KeySlot }): ReactNode {
  if (slot.in_use) return <Tag tone="accent">{m.key_in_use()}</Tag>;
  if (slot.confirmed === true) return <Tag tone="ok">{m.key_confirmed()}</Tag>;
  if (slot.confirmed === false) return <Tag tone="warn">{m.key_unconfirmed()}</Tag>;
  return <Tag>{m.key_works()}</Tag>;
}

export function KeysPart({ wanted }: { wanted: boolean }): ReactNode {
  const keys = useCommand("vault_keys", {});
  return (
    <div className={styles.scroll}>
      <Part title={m.settings_keys()} note={m.settings_keys_note()} testId="settings-keys">
        {keys.error !== null && <ErrorPanel error={keys.error} />}
        <table className={styles.keys} aria-label={m.settings_keys()}>
          <thead>
            <tr>
              <th scope="col">{m.key_col_kind()}</th>
              <th scope="col">{m.key_col_made()}</th>
              <th scope="col">{m.key_col_state()}</th>
            </tr>
          </thead>
          <tbody>
            {(keys.data?.keys ?? []).map((slot) => (
              <tr key={slot.id} data-testid="key-slot">
                <td>{KINDS[slot.kind]()}</td>
                <td>{slot.made_on === null ? "—" : day(slot.made_on)}</td>
                <td>
                  <State slot={slot} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        <p className={styles.hint}>{m.settings_keys_later()}</p>
      </Part>
      <Recovery wanted={wanted} />
    </div>
  );
}

/** The whole key typed back from the sheet proves that the sheet is right. */
function Recovery({ wanted }: { wanted: boolean }): ReactNode {
  const { session } = useDesk();
  const toast = useToast();
  const [typed, setTyped] = useState("");
  const [again, setAgain] = useState(false);
  const part = useRef<HTMLDivElement>(null);
  const confirming = useAct("recovery_confirm");
  const asked = !session.recovery_confirmed || again;
  useEffect(() => {
    if (wanted) part.current?.scrollIntoView?.({ block: "center" });
  }, [wanted]);
  const confirm = () => {
    if (typed.trim() === "" || confirming.busy) return;
    const bytes = secretBytes(typed);
    void confirming.run(bytes).then((done) => {
      bytes.fill(0);
      if (done === null) return;
      setTyped("");
      setAgain(false);
      toast(m.recovery_confirmed());
    });
  };
  return (
    <div ref={part}>
      <Part title={m.settings_recovery()} testId="settings-recovery">
        {session.recovery_confirmed && (
          <p className={styles.confirmed}>
            <Icon of={CircleCheck} />
            {m.recovery_is_confirmed()}
          </p>
        )}
        {!session.recovery_confirmed && (
          <p className={styles.lacks}>
            <Icon of={TriangleAlert} />
            <span>
              <b>{m.recovery_unconfirmed_title()}</b> {m.recovery_unconfirmed_why()}
            </span>
          </p>
        )}
        {asked ? (
          // biome-ignore lint/a11y/noStaticElementInteractions: Enter in the field confirms the key.
          <div
            className={styles.key}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.ctrlKey) {
                event.preventDefault();
                confirm();
              }
            }}
          >
            <TextField
              label={m.recovery_typed()}
              mono
              value={typed}
              onChange={(text) => {
                setTyped(text);
                confirming.clear();
              }}
              hint={m.unlock_recovery_hint()}
              autoFocus={wanted}
              testId="recovery-typed"
            />
            {confirming.error !== null && <ErrorLine error={confirming.error} />}
            <div className={styles.keyActs}>
              <Button disabled={typed.trim() === "" || confirming.busy} onPress={confirm} testId="recovery-confirm">
                {confirming.busy ? m.recovery_confirming() : m.recovery_confirm()}
              </Button>
            </div>
          </div>
        ) : (
          <p>
            <Button onPress={() => setAgain(true)}>{m.recovery_again()}</Button>
          </p>
        )}
      </Part>
    </div>
  );
}
