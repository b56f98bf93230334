/** «Настройки»: the operator's record, the recovery key, and what this program and this vault are. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { OperatorForm, OperatorView } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { grouped } from "../../kit/dates";
import { type Place, useDesk, useKept, useStatus } from "../../kit/desk";
import { type FieldProblem, TextField } from "../../kit/fields";
import { CircleCheck, Icon, TriangleAlert } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel } from "../../kit/messages";
import { OperatorFields } from "../../kit/OperatorFields";
import { useToast } from "../../kit/overlays";
import { Facts, Foot, Part, Screen } from "../../kit/Screen";
import { secretBytes } from "../../kit/secrets";
import { presetName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Settings.module.css";

export function SettingsScreen({ place }: { place: Extract<Place, { section: "settings" }> }): ReactNode {
  const shown = useCommand("operator_show", {});
  useStatus("");
  return shown.data === undefined ? (
    <Screen title={m.section_settings()} testId="screen-settings">
      {shown.error !== null && <ErrorPanel error={shown.error} />}
    </Screen>
  ) : (
    <Loaded view={shown.data} part={place.part} />
  );
}

function Loaded({ view, part }: { view: OperatorView; part: "operator" | "recovery" | undefined }): ReactNode {
  const toast = useToast();
  // What was typed and not saved outlives leaving the section.
  const [draft, setDraft] = useKept<OperatorForm | null>("settings.operator", null);
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const saving = useAct("operator_save");
  const form = draft ?? view.operator;
  const save = () => {
    if (draft === null || saving.busy) return;
    if (draft.name.trim() === "") {
      setMissing({ cause: m.operator_name_missing() });
      return;
    }
    void saving.run(draft).then((saved) => {
      if (saved === null) return;
      setDraft(null);
      toast(m.operator_saved());
    });
  };
  useKeys({ "Ctrl+Enter": save });
  return (
    <Screen title={m.section_settings()} testId="screen-settings">
      <form
        className={styles.form}
        aria-label={m.settings_operator()}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className={styles.scroll} data-region="settings">
          <Part title={m.settings_operator()} note={m.settings_operator_note()} testId="settings-operator">
            {view.gaps.length > 0 && (
              <p className={styles.lacks} data-testid="operator-gaps">
                <Icon of={TriangleAlert} />
                <span>
                  <b>{m.settings_gaps()}</b> {view.gaps.join(", ")}.
                </span>
              </p>
            )}
            {view.warnings.map((warning) => (
              <p key={warning} className={styles.warning}>
                <Icon of={TriangleAlert} size={14} />
                {warning}
              </p>
            ))}
            <OperatorFields
              value={form}
              onChange={(next) => {
                setDraft(next);
                if (next.name.trim() !== "") setMissing(undefined);
              }}
              nameProblem={missing}
              autoFocus={part === "operator"}
            />
            {saving.error !== null && <ErrorLine error={saving.error} />}
          </Part>
          <Recovery wanted={part === "recovery"} />
          <About />
        </div>
        <Foot
          left={draft === null ? m.settings_saved() : m.settings_unsaved()}
          right={
            <>
              {draft !== null && (
                <Button
                  onPress={() => {
                    setDraft(null);
                    setMissing(undefined);
                    saving.clear();
                  }}
                >
                  {m.settings_revert()}
                </Button>
              )}
              <Button
                kind="primary"
                type="submit"
                keys="Ctrl+Enter"
                disabled={draft === null || saving.busy}
                testId="operator-save"
                regionFocus
              >
                {m.operator_save()}
              </Button>
            </>
          }
        />
      </form>
    </Screen>
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
          // biome-ignore lint/a11y/noStaticElementInteractions: Enter in the field confirms the key, not the operator's form.
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

function About(): ReactNode {
  const { state, session } = useDesk();
  return (
    <Part title={m.settings_vault()} testId="settings-vault">
      <Facts
        rows={[
          [m.settings_folder(), state.vault?.path ?? ""],
          [m.wizard_policy(), presetName(session.policy)],
          [m.settings_changes(), grouped(session.generation)],
          [m.settings_calendar(), m.settings_calendar_years({ from: state.calendar_from, to: state.calendar_to })],
          [m.settings_program(), `${m.about_version({ version: state.version })} · ${m.unlock_no_network()}`],
        ]}
      />
    </Part>
  );
}
