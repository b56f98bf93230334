/** Making a vault in five steps, one decision each; nothing is written before the last. */
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import type {
  ChosenFolder,
  DeskState,
  OperatorForm,
  PassphraseQuality,
  PolicyPreset,
  RecoverySheet,
} from "../../bindings/wire";
import { useAct, useHost } from "../../host/queries";
import { Button } from "../../kit/buttons";
import type { Place } from "../../kit/desk";
import { Radios, TextField } from "../../kit/fields";
import { Check, CircleCheck, FolderOpen, Icon } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { EMPTY_OPERATOR, OperatorFields } from "../../kit/OperatorFields";
import { secretBytes } from "../../kit/secrets";
import { presetName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./FirstRun.module.css";
import { groupMatches, groupText } from "./groups";

const STEPS = [
  m.wizard_step_place,
  m.wizard_step_operator,
  m.wizard_step_passphrase,
  m.wizard_step_recovery,
  m.wizard_step_done,
] as const;
const PLACE = 0;
const OPERATOR = 1;
const PASSPHRASE = 2;
const RECOVERY = 3;
const DONE = 4;
const MINIMUM = 12;

export function FirstRun(props: {
  state: DeskState;
  /** Back to the lock screen; null when there is no vault yet. */
  onCancel: (() => void) | null;
  onStart: () => void;
  onDone: (next: Place) => void;
}): ReactNode {
  const host = useHost();
  const [step, setStep] = useState(PLACE);
  const [folder, setFolder] = useState<ChosenFolder | null>(null);
  const [policy, setPolicy] = useState<PolicyPreset>("empty");
  const [operator, setOperator] = useState<OperatorForm>(EMPTY_OPERATOR);
  const [nameMissing, setNameMissing] = useState(false);
  const [first, setFirst] = useState("");
  const [second, setSecond] = useState("");
  const [quality, setQuality] = useState<PassphraseQuality | null>(null);
  const [sheet, setSheet] = useState<RecoverySheet | null>(null);
  const [typed, setTyped] = useState<string[]>(["", ""]);
  const [hidden, setHidden] = useState(false);
  const choosing = useAct("vault_choose_folder");
  const preparing = useAct("vault_prepare");
  const creating = useAct("vault_create");
  const reason = useId();
  const heading = useRef<HTMLHeadingElement>(null);
  const { onStart } = props;
  useEffect(onStart, [onStart]);

  // The length of the passphrase is judged by the program, as it will judge it when the vault is made.
  useEffect(() => {
    let gone = false;
    const bytes = secretBytes(first);
    void host
      .callBytes("passphrase_quality", bytes)
      .then((answer) => {
        if (!gone) setQuality(answer);
      })
      .catch(() => {
        if (!gone) setQuality(null);
      })
      .finally(() => bytes.fill(0));
    return () => {
      gone = true;
    };
  }, [first, host]);

  const repeated = second !== "" && first === second;
  const groupsRight =
    sheet?.check.every((place, index) => groupMatches(sheet.groups[place] ?? "", typed[index] ?? "")) === true;

  const blocked: string | null = useMemo(() => {
    if (step === PASSPHRASE) {
      if (quality?.long_enough !== true) return m.wizard_phrase_short({ count: quality?.minimum ?? MINIMUM });
      if (second === "") return m.wizard_phrase_repeat_needed();
      if (!repeated) return m.wizard_phrase_differs();
    }
    if (step === RECOVERY) {
      if (!hidden) return m.wizard_key_write_down();
      const left =
        sheet?.check.filter((place, index) => !groupMatches(sheet.groups[place] ?? "", typed[index] ?? "")) ?? [];
      if (left.length > 0) return m.wizard_key_left({ groups: left.map((place) => String(place + 1)).join(", ") });
    }
    return null;
  }, [step, quality, second, repeated, hidden, sheet, typed]);

  const next = async () => {
    if (step === DONE) {
      props.onDone({ section: "imports" });
      return;
    }
    if (blocked !== null && step !== RECOVERY) return;
    if (step === OPERATOR && operator.name.trim() === "") {
      setNameMissing(true);
      return;
    }
    if (step === PASSPHRASE) {
      const bytes = secretBytes(first);
      const prepared = await preparing.run(bytes);
      bytes.fill(0);
      if (prepared === null) return;
      setSheet(prepared);
      setTyped(prepared.check.map(() => ""));
      setHidden(false);
    }
    if (step === RECOVERY) {
      if (!hidden) {
        setHidden(true);
        return;
      }
      if (!groupsRight) return;
      const made = await creating.run({
        folder: folder?.token ?? null,
        policy,
        operator,
        typed_groups: typed.map(groupText),
      });
      if (made === null) return;
      setFirst("");
      setSecond("");
      setSheet(null);
    }
    setStep(step + 1);
  };
  const back = () => {
    if (step === RECOVERY && hidden) {
      setHidden(false);
      return;
    }
    if (step > PLACE && step < DONE) setStep(step - 1);
    else if (step === PLACE) props.onCancel?.();
  };
  useKeys({ "Ctrl+Enter": () => void next(), Escape: step < DONE ? back : undefined });

  // A new step is told to a screen reader by its heading, unless a field of it takes the focus.
  useEffect(() => {
    if (step === DONE) heading.current?.focus();
  }, [step]);

  const names = STEPS.map((name) => name());
  const title = names[step] ?? "";
  const primary = step === RECOVERY ? (hidden ? m.wizard_create() : m.wizard_key_written()) : m.wizard_next();
  const busy = preparing.busy || creating.busy;

  return (
    <div className={styles.screen}>
      <main className={styles.card} aria-label={m.wizard_title()} data-testid="first-run">
        <nav className={styles.steps} aria-label={m.wizard_steps()}>
          <p className={styles.stepsTitle}>{m.wizard_title()}</p>
          <ol>
            {names.map((name, index) => (
              <li
                key={name}
                className={styles.step}
                aria-current={index === step ? "step" : undefined}
                data-done={index < step ? "" : undefined}
              >
                <span className={styles.dot} aria-hidden="true">
                  {index < step ? <Icon of={Check} size={14} /> : index + 1}
                </span>
                {name}
              </li>
            ))}
          </ol>
        </nav>
        <form
          className={styles.body}
          onSubmit={(event) => {
            event.preventDefault();
            void next();
          }}
        >
          <div className={styles.content}>
            <h1 className={styles.title} ref={heading} tabIndex={-1}>
              {step === PLACE ? m.wizard_place_title() : step === DONE ? m.wizard_done_title() : title}
            </h1>
            {step === PLACE && (
              <>
                <p className={styles.lead}>{m.wizard_place_lead()}</p>
                <div className={styles.folder}>
                  <span className={styles.folderPath} data-testid="wizard-folder">
                    {folder?.path ?? props.state.suggested_folder}
                  </span>
                  <Button
                    icon={FolderOpen}
                    onPress={() => {
                      void choosing.run({}).then((chosen) => {
                        if (chosen !== null) setFolder(chosen);
                      });
                    }}
                  >
                    {m.wizard_choose_folder()}
                  </Button>
                </div>
                {folder?.warning != null && <p className={styles.warning}>{folder.warning}</p>}
                {choosing.error !== null && <ErrorPanel error={choosing.error} />}
                <p className={styles.small}>{m.wizard_place_note()}</p>
              </>
            )}
            {step === OPERATOR && (
              <>
                <p className={styles.lead}>{m.wizard_operator_lead()}</p>
                <Radios
                  label={m.wizard_policy()}
                  value={policy}
                  onChange={setPolicy}
                  choices={[
                    { id: "empty", name: presetName("empty"), hint: m.wizard_policy_empty() },
                    { id: "konekt", name: presetName("konekt"), hint: m.wizard_policy_konekt() },
                  ]}
                />
                {policy === "empty" && <p className={styles.small}>{m.wizard_policy_empty_note()}</p>}
                <OperatorFields
                  value={operator}
                  onChange={(changed) => {
                    setOperator(changed);
                    if (changed.name.trim() !== "") setNameMissing(false);
                  }}
                  nameProblem={
                    nameMissing ? { cause: m.operator_name_missing(), rule: m.operator_name_rule() } : undefined
                  }
                  brief
                  autoFocus
                />
              </>
            )}
            {step === PASSPHRASE && (
              <>
                <p className={styles.lead}>{m.wizard_phrase_lead()}</p>
                <div className={styles.narrow}>
                  <TextField
                    label={m.wizard_phrase()}
                    kind="password"
                    tall
                    value={first}
                    onChange={setFirst}
                    autoFocus
                    testId="wizard-passphrase"
                  />
                  <Length quality={quality} />
                  <TextField
                    label={m.wizard_phrase_again()}
                    kind="password"
                    tall
                    value={second}
                    onChange={setSecond}
                    testId="wizard-passphrase-again"
                    problem={
                      second !== "" && !repeated && second.length >= first.length
                        ? { cause: m.wizard_phrase_differs() }
                        : undefined
                    }
                  />
                </div>
                {preparing.error !== null && <ErrorPanel error={preparing.error} />}
                <p className={styles.small}>{m.wizard_phrase_note()}</p>
              </>
            )}
            {step === RECOVERY && sheet !== null && (
              <>
                <p className={styles.lead}>{m.wizard_key_lead()}</p>
                <ol className={styles.groups} aria-label={m.wizard_key_groups()} data-testid="wizard-groups">
                  {sheet.groups.map((group, index) => {
                    const covered = hidden && sheet.check.includes(index);
                    return (
                      <li key={index} className={styles.group} data-covered={covered ? "" : undefined}>
                        <span className={styles.groupNumber}>{index + 1}</span>
                        <span className={styles.groupText}>{covered ? "····" : group}</span>
                      </li>
                    );
                  })}
                </ol>
                {hidden ? (
                  <div className={styles.check}>
                    <p className={styles.checkTitle}>
                      {m.wizard_key_check({ groups: sheet.check.map((place) => String(place + 1)).join(", ") })}
                    </p>
                    <p className={styles.small}>{m.wizard_key_check_note()}</p>
                    <div className={styles.checkFields}>
                      {sheet.check.map((place, index) => {
                        const value = typed[index] ?? "";
                        const right = groupMatches(sheet.groups[place] ?? "", value);
                        const whole = groupText(value).length >= 4;
                        return (
                          <div key={place} className={styles.checkField}>
                            <TextField
                              label={m.wizard_key_group({ number: place + 1 })}
                              mono
                              tall
                              value={value}
                              maxLength={8}
                              onChange={(text) => setTyped(typed.map((old, at) => (at === index ? text : old)))}
                              autoFocus={index === 0}
                              testId={`wizard-group-${index}`}
                            />
                            <span
                              className={right ? styles.right : whole ? styles.wrong : styles.left}
                              aria-live="polite"
                            >
                              {right
                                ? m.wizard_key_right()
                                : whole
                                  ? m.wizard_key_wrong()
                                  : m.wizard_key_signs({ count: 4 - groupText(value).length })}
                            </span>
                          </div>
                        );
                      })}
                    </div>
                    <p className={styles.small}>{m.wizard_key_alike()}</p>
                  </div>
                ) : (
                  <p className={styles.small}>{m.wizard_key_keep()}</p>
                )}
                {creating.error !== null && <ErrorPanel error={creating.error} />}
              </>
            )}
            {step === DONE && (
              <>
                <p className={styles.made}>
                  <Icon of={CircleCheck} />
                  {m.wizard_done_made()}
                </p>
                <dl className={styles.facts}>
                  <dt>{m.wizard_done_where()}</dt>
                  <dd data-testid="wizard-made-at">
                    {props.state.vault?.path ?? folder?.path ?? props.state.suggested_folder}
                  </dd>
                  <dt>{m.wizard_done_sheet()}</dt>
                  <dd>{m.wizard_done_sheet_what()}</dd>
                </dl>
                {(props.state.session?.operator_gaps.length ?? 0) > 0 && (
                  <p className={styles.warning}>
                    {m.wizard_done_gaps()} {props.state.session?.operator_gaps.join(", ")}.
                  </p>
                )}
              </>
            )}
          </div>
          <div className={styles.foot}>
            {step < DONE && (step > PLACE || props.onCancel !== null) && (
              <Button onPress={back}>{step === PLACE ? m.wizard_cancel() : m.wizard_back()}</Button>
            )}
            <span className={styles.reason} id={reason} aria-live="polite">
              {busy ? m.wizard_busy() : (blocked ?? "")}
            </span>
            {step < DONE ? (
              <Button
                kind="primary"
                type="submit"
                disabled={busy || (blocked !== null && !(step === RECOVERY && !hidden))}
                describedBy={reason}
                autoFocus={step === PLACE || (step === RECOVERY && !hidden)}
                key={`${step}-${hidden}`}
                testId={step === RECOVERY && hidden ? "wizard-create" : "wizard-next"}
              >
                {primary}
              </Button>
            ) : (
              <>
                <Button onPress={() => props.onDone({ section: "cases" })} testId="wizard-open">
                  {m.wizard_open_cases()}
                </Button>
                <Button
                  kind="primary"
                  autoFocus
                  onPress={() => props.onDone({ section: "imports" })}
                  testId="wizard-import"
                >
                  {m.wizard_load()}
                </Button>
              </>
            )}
          </div>
        </form>
      </main>
    </div>
  );
}

/** How long the passphrase is, against the rule. It says nothing of strength, since nothing was measured. */
function Length({ quality }: { quality: PassphraseQuality | null }): ReactNode {
  const minimum = quality?.minimum ?? MINIMUM;
  const characters = quality?.characters ?? 0;
  const enough = quality?.long_enough === true;
  return (
    <div className={styles.length} data-enough={enough ? "" : undefined}>
      <div className={styles.lengthBar} aria-hidden="true">
        <div className={styles.lengthFill} style={{ width: `${Math.min(1, characters / minimum) * 100}%` }} />
      </div>
      <p className={styles.small} aria-live="polite">
        {enough
          ? m.wizard_phrase_enough({ count: characters })
          : m.wizard_phrase_rule({ count: minimum, have: characters })}
      </p>
    </div>
  );
}
