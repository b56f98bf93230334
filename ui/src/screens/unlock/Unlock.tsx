/** «Хранилище закрыто»: one card, one secret, one button. The secret leaves as bytes and is wiped. */
import { type FormEvent, type ReactNode, useEffect, useRef, useState } from "react";
import type { DeskState, SecretKind } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { TextField } from "../../kit/fields";
import { Icon, KeyRound, Lock } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel } from "../../kit/messages";
import { secretBytes } from "../../kit/secrets";
import * as m from "../../paraglide/messages.js";
import styles from "./Unlock.module.css";

/** Codes after which the person types again; the others are about the vault, not about the secret. */
const TYPED_WRONG = ["wrong_passphrase", "wrong_recovery_key", "recovery_typo", "passphrase_missing"];

type Layout = { caps: boolean; russian: boolean | null };

export function Unlock(props: {
  state: DeskState;
  lockedBecause: string | null;
  onNew: () => void;
  onUnlocked: () => void;
}): ReactNode {
  const { vault, version } = props.state;
  const [kind, setKind] = useState<SecretKind>("passphrase");
  const [secret, setSecret] = useState("");
  const [layout, setLayout] = useState<Layout>({ caps: false, russian: null });
  const [attempt, setAttempt] = useState(0);
  const unlocking = useAct("vault_unlock");
  const choosing = useAct("vault_choose_existing");
  const form = useRef<HTMLFormElement>(null);
  const wrongVault = vault !== null && !vault.exists;

  useKeys({});

  // A refused secret stays in the field, selected: the next key replaces it.
  useEffect(() => {
    if (attempt > 0) form.current?.querySelector("input")?.select();
  }, [attempt]);

  const open = (older: "refuse" | "accept") => {
    if (unlocking.busy || secret === "") return;
    const bytes = secretBytes(secret);
    void unlocking.run(bytes, { "x-otvet-secret": kind, "x-otvet-older": older }).then((session) => {
      bytes.fill(0);
      if (session === null) setAttempt((n) => n + 1);
      else {
        setSecret("");
        props.onUnlocked();
      }
    });
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    open("refuse");
  };

  const error = unlocking.error;
  const aboutSecret = error !== null && TYPED_WRONG.includes(error.wire.code);
  const recovery = kind === "recovery";

  return (
    <div className={styles.screen} data-testid="unlock">
      <main className={styles.card} aria-label={m.unlock_title()}>
        <header className={styles.head}>
          <span className={styles.badge}>
            <Icon of={Lock} size={18} />
          </span>
          <div>
            <h1 className={styles.title}>{m.unlock_title()}</h1>
            <p className={styles.vault}>{vault?.name ?? ""}</p>
          </div>
        </header>
        {wrongVault ? (
          <p className={styles.missing} role="alert">
            <b>{m.unlock_missing_title()}</b> {m.unlock_missing_why()}
          </p>
        ) : (
          <form
            ref={form}
            className={styles.form}
            onSubmit={submit}
            onKeyDown={(event) => {
              const letter = event.key.length === 1 && /\p{L}/u.test(event.key);
              setLayout({
                caps: event.getModifierState("CapsLock"),
                russian: letter ? /\p{Script=Cyrillic}/u.test(event.key) : layout.russian,
              });
            }}
          >
            <TextField
              key={kind}
              label={recovery ? m.unlock_recovery() : m.unlock_passphrase()}
              kind={recovery ? "text" : "password"}
              mono={recovery}
              tall
              value={secret}
              onChange={setSecret}
              autoFocus
              testId={recovery ? "unlock-recovery" : "unlock-passphrase"}
              {...(recovery ? { hint: m.unlock_recovery_hint() } : {})}
            />
            <p className={styles.layout} aria-live="polite">
              {layout.russian === null ? "" : layout.russian ? m.unlock_layout_russian() : m.unlock_layout_latin()}
              {layout.caps ? ` ${m.unlock_caps()}` : ""}
            </p>
            {aboutSecret && error !== null && <ErrorLine error={error} />}
            <Button
              kind="primary"
              size="tall"
              wide
              type="submit"
              disabled={unlocking.busy || secret === ""}
              keys="Enter"
              testId="unlock-submit"
            >
              {unlocking.busy ? m.unlock_busy() : m.unlock_submit()}
            </Button>
          </form>
        )}
        {error !== null && !aboutSecret && (
          <ErrorPanel
            error={error}
            act={
              error.wire.code === "older_copy" && (
                <Button onPress={() => open("accept")} disabled={unlocking.busy} testId="unlock-older">
                  {m.unlock_older()}
                </Button>
              )
            }
          />
        )}
        {choosing.error !== null && <ErrorPanel error={choosing.error} />}
        {!wrongVault && (
          <p>
            <Button
              kind="quiet"
              icon={recovery ? Lock : KeyRound}
              onPress={() => {
                setSecret("");
                unlocking.clear();
                setKind(recovery ? "passphrase" : "recovery");
              }}
            >
              {recovery ? m.unlock_by_passphrase() : m.unlock_by_recovery()}
            </Button>
          </p>
        )}
        <dl className={styles.facts}>
          {props.lockedBecause !== null && (
            <div>
              <dt>{m.unlock_fact_locked()}</dt>
              <dd>{props.lockedBecause === "idle" ? m.unlock_locked_idle() : m.unlock_locked_asked()}</dd>
            </div>
          )}
          <div>
            <dt>{m.unlock_fact_folder()}</dt>
            <dd className={styles.path} title={vault?.path ?? ""}>
              {vault?.path ?? ""}
            </dd>
          </div>
          {props.state.pending_file !== null && (
            <div>
              <dt>{m.unlock_fact_file()}</dt>
              <dd>{props.state.pending_file.name}</dd>
            </div>
          )}
        </dl>
      </main>
      <footer className={styles.foot}>
        <span>{m.unlock_no_network()}</span>
        <Button kind="link" onPress={() => void choosing.run({})}>
          {m.unlock_other()}
        </Button>
        <Button kind="link" onPress={props.onNew}>
          {m.unlock_new()}
        </Button>
        <span className={styles.version}>{m.about_version({ version })}</span>
      </footer>
    </div>
  );
}
