/** The operator's record in three parts with one draft: the company, who signs, how numbers look. */
import { type ReactNode, useEffect, useState } from "react";
import type { OperatorForm, OperatorView } from "../../bindings/wire";
import type { HostError } from "../../host/host";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { useKept } from "../../kit/desk";
import type { FieldProblem } from "../../kit/fields";
import { Icon, TriangleAlert } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel, errorTitle } from "../../kit/messages";
import { NumberMasks, OperatorFields, SignatoryFields } from "../../kit/OperatorFields";
import { useToast } from "../../kit/overlays";
import { Foot, Part } from "../../kit/Screen";
import { emailProblem } from "../../kit/shapes";
import * as m from "../../paraglide/messages.js";
import styles from "./Settings.module.css";

type PartName = "operator" | "signatory" | "numbers";

/** Where a field of the record stands, so that its error can be gone to. */
const PLACES: Record<string, PartName> = { case_mask: "numbers", letter_mask: "numbers", signatory: "signatory" };

/** The error of a field, as the field shows it. */
function problems(error: HostError | null): Record<string, FieldProblem> {
  if (error === null || error.wire.code !== "field_invalid" || error.wire.place === null) return {};
  return { [error.wire.place]: { cause: `${errorTitle(error)}.`, rule: error.wire.hint } };
}

export function OperatorPart({ part, wanted }: { part: PartName; wanted: boolean }): ReactNode {
  const shown = useCommand("operator_show", {});
  if (shown.data === undefined) return shown.error === null ? null : <ErrorPanel error={shown.error} />;
  return <Form view={shown.data} part={part} wanted={wanted} />;
}

function Form({ view, part, wanted }: { view: OperatorView; part: PartName; wanted: boolean }): ReactNode {
  const toast = useToast();
  // What was typed and not saved outlives leaving the part and the section.
  const [draft, setDraft] = useKept<OperatorForm | null>("settings.operator", null);
  const [, setChosen] = useKept<string>("settings.part", "operator");
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const [email, setEmail] = useState<FieldProblem | undefined>(undefined);
  const saving = useAct("operator_save");
  const form = draft ?? view.operator;
  const found = problems(saving.error);
  if (missing !== undefined) found.name = missing;
  if (email !== undefined) found.email = email;
  const elsewhere = saving.error !== null && Object.keys(found).length === 0;
  const place = saving.error?.wire.place ?? null;
  const failedIn = place === null || saving.error?.wire.code !== "field_invalid" ? null : (PLACES[place] ?? "operator");
  const save = () => {
    if (draft === null || saving.busy) return;
    const name = draft.name.trim() === "" ? { cause: m.operator_name_missing() } : undefined;
    const address = part === "operator" ? emailProblem(draft.email ?? "") : undefined;
    setMissing(name);
    setEmail(address);
    if (name !== undefined || address !== undefined) return;
    void saving.run(draft).then((saved) => {
      if (saved === null) return;
      setDraft(null);
      toast(m.operator_saved());
    });
  };
  // The first field that was refused takes the focus.
  const refused = Object.keys(found)[0];
  useEffect(() => {
    if (refused === undefined) return;
    document.querySelector<HTMLElement>('[data-region="pane"] [aria-invalid="true"]')?.focus();
  }, [refused]);
  useKeys({ "Ctrl+Enter": save });
  const change = (next: OperatorForm) => {
    setDraft(JSON.stringify(next) === JSON.stringify(view.operator) ? null : next);
    if (next.name.trim() !== "") setMissing(undefined);
    if (next.email !== form.email) setEmail(undefined);
    saving.clear();
  };
  const titles = { operator: m.settings_operator, signatory: m.settings_signatory, numbers: m.settings_numbers };
  const notes = {
    operator: m.settings_operator_note,
    signatory: m.settings_signatory_note,
    numbers: m.settings_numbers_note,
  };
  return (
    <form
      className={styles.form}
      aria-label={titles[part]()}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={styles.scroll}>
        <Part title={titles[part]()} note={notes[part]()} testId={`settings-${part}`}>
          {part !== "numbers" && view.gaps.length > 0 && (
            <p className={styles.lacks} data-testid="operator-gaps">
              <Icon of={TriangleAlert} />
              <span>
                <b>{m.settings_gaps()}</b> {view.gaps.join(", ")}.
              </span>
            </p>
          )}
          {part === "operator" &&
            view.warnings.map((warning) => (
              <p key={warning} className={styles.warning}>
                <Icon of={TriangleAlert} size={14} />
                {warning}
              </p>
            ))}
          {part === "operator" && (
            <OperatorFields value={form} onChange={change} problems={found} company autoFocus={wanted} />
          )}
          {part === "signatory" && (
            <SignatoryFields value={form} onChange={change} problems={found} autoFocus={wanted} />
          )}
          {part === "numbers" && <NumberMasks value={form} onChange={change} problems={found} autoFocus={wanted} />}
          {elsewhere && saving.error !== null && <ErrorLine error={saving.error} />}
          {failedIn !== null && failedIn !== part && saving.error !== null && (
            <>
              <ErrorLine error={saving.error} />
              <p>
                <Button onPress={() => setChosen(failedIn)}>{m.settings_to_field()}</Button>
              </p>
            </>
          )}
        </Part>
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
                  setEmail(undefined);
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
  );
}
