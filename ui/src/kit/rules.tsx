/** A rule of the operator's own in the making: its words as chips, and what it would change of what is in the register. */
import { type ReactNode, useEffect, useId, useState } from "react";
import type { Kind, RuleExample, RuleForm, RuleTrial } from "../bindings/wire";
import { useCommand } from "../host/queries";
import * as m from "../paraglide/messages.js";
import { Button, Tag } from "./buttons";
import { grouped } from "./dates";
import { type FieldProblem, TextField } from "./fields";
import { DueMark, Icon, TriangleAlert } from "./icons";
import { markedParts } from "./marks";
import { ErrorLine } from "./messages";
import { problemAt } from "./problems";
import styles from "./rules.module.css";
import { kindName } from "./words";

/** A rule is tried a moment after its words were changed. */
const TRY_DELAY_MS = 250;

const same = (a: string, b: string) => a.toLowerCase() === b.toLowerCase();

/** The words to choose from, pressed or not, and a field for another one. */
export function RuleWords(props: {
  offered: readonly string[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
  problem?: FieldProblem | undefined;
  autoFocus?: boolean;
}): ReactNode {
  const [typed, setTyped] = useState("");
  const label = useId();
  const words = [...props.offered, ...props.chosen.filter((word) => !props.offered.some((one) => same(one, word)))];
  const isChosen = (word: string) => props.chosen.some((one) => same(one, word));
  const add = () => {
    const word = typed.trim();
    if (word === "") return;
    if (!isChosen(word)) props.onChange([...props.chosen, word]);
    setTyped("");
  };
  return (
    <div className={styles.words}>
      {words.length > 0 && (
        <>
          <span className={styles.label} id={label}>
            {m.rule_words()}
          </span>
          {/* biome-ignore lint/a11y/useSemanticElements: a group of toggles, not of form fields. */}
          <div className={styles.chips} role="group" aria-labelledby={label} data-testid="rule-words">
            {words.map((word) => (
              <button
                key={word}
                type="button"
                className={styles.chip}
                aria-pressed={isChosen(word)}
                onClick={() =>
                  props.onChange(
                    isChosen(word) ? props.chosen.filter((one) => !same(one, word)) : [...props.chosen, word],
                  )
                }
              >
                {word}
              </button>
            ))}
          </div>
        </>
      )}
      {props.problem !== undefined && (
        <p className={styles.problem} role="alert" data-testid="rule-words-problem">
          <DueMark state="overdue" />
          <span>
            <b>{props.problem.cause}</b> {props.problem.rule ?? ""}
          </span>
        </p>
      )}
      {/* Enter adds the word and sends no form. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the key is of the field inside. */}
      <div
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.ctrlKey || typed.trim() === "") return;
          event.preventDefault();
          event.stopPropagation();
          add();
        }}
      >
        <TextField
          label={m.rule_word_add()}
          hint={m.rule_word_hint()}
          value={typed}
          onChange={setTyped}
          onBlur={add}
          maxLength={40}
          autoFocus={props.autoFocus ?? false}
          testId="rule-word"
        />
      </div>
    </div>
  );
}

/** The effect of a rule, asked anew a moment after it was changed. */
export function RuleEffectView({ form }: { form: RuleForm }): ReactNode {
  const key = JSON.stringify(form);
  const [asked, setAsked] = useState(key);
  useEffect(() => {
    if (asked === key) return;
    const timer = setTimeout(() => setAsked(key), TRY_DELAY_MS);
    return () => clearTimeout(timer);
  }, [asked, key]);
  const request = JSON.parse(asked) as RuleForm;
  const tried = useCommand("rule_try", request, { enabled: request.words.length > 0, keepPrevious: true });
  if (form.words.length === 0) return <p className={styles.note}>{m.rule_keep_why()}</p>;
  if (tried.error !== null) {
    const problem = problemAt(tried.error, "words");
    return problem === undefined ? (
      <ErrorLine error={tried.error} />
    ) : (
      <p className={styles.problem} role="alert" data-testid="rule-words-problem">
        <DueMark state="overdue" />
        <span>
          <b>{problem.cause}</b> {problem.rule ?? ""}
        </span>
      </p>
    );
  }
  return (
    <section className={styles.trial} aria-label={m.rule_trial()} aria-live="polite" data-testid="rule-trial">
      {tried.data === undefined ? <p className={styles.note}>{m.rule_trial_busy()}</p> : <Trial trial={tried.data} />}
    </section>
  );
}

function Trial({ trial }: { trial: RuleTrial }): ReactNode {
  return (
    <>
      <p className={styles.count}>
        {trial.changed === 0
          ? m.rule_trial_none({ tried: grouped(trial.tried) })
          : m.rule_trial_count({ changed: grouped(trial.changed), tried: grouped(trial.tried) })}
      </p>
      {trial.contradicts.length > 0 && (
        <p className={styles.against} role="note" data-testid="rule-contradicts">
          <Icon of={TriangleAlert} />
          {m.rule_contradicts_list({
            cases: trial.contradicts.map((number) => m.case_number({ number })).join(", "),
          })}
        </p>
      )}
      {trial.examples.length > 0 && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls is reached by the keyboard.
        <ul className={styles.examples} tabIndex={0} aria-label={m.rule_trial()}>
          {trial.examples.map((example, index) => (
            <Example key={index} example={example} />
          ))}
        </ul>
      )}
      {trial.changed > trial.examples.length && (
        <p className={styles.note}>{m.rule_trial_more({ count: trial.examples.length })}</p>
      )}
    </>
  );
}

function kindsText(kinds: readonly Kind[]): string {
  return kinds.length === 0 ? kindName("not_personal_data") : kinds.map(kindName).join(", ");
}

function Example({ example }: { example: RuleExample }): ReactNode {
  return (
    <li className={styles.example}>
      <p className={styles.place}>
        <b>
          {example.case !== null
            ? m.case_number({ number: example.case })
            : example.run !== null && example.row !== null
              ? m.rule_row({ run: example.run, row: example.row })
              : ""}
        </b>
        <span>{m.rule_was({ kinds: kindsText(example.before) })}</span>
        <span>{m.rule_becomes({ kinds: kindsText(example.after) })}</span>
        {example.contradicts && <Tag tone="warn">{m.rule_contradicts()}</Tag>}
      </p>
      <p className={styles.text}>
        {markedParts(example.text, example.marks).map((part) =>
          part.kind === null ? <span key={part.from}>{part.text}</span> : <mark key={part.from}>{part.text}</mark>,
        )}
      </p>
    </li>
  );
}

/** The act and the way out of a rule in the making. */
export function RuleActs(props: { ready: boolean; onKeep: () => void; onSkip: () => void; skip: string }): ReactNode {
  const why = useId();
  return (
    <>
      <Button
        kind="primary"
        keys="Ctrl+Enter"
        onPress={props.onKeep}
        disabled={!props.ready}
        describedBy={props.ready ? undefined : why}
        testId="rule-keep"
      >
        {m.rule_keep()}
      </Button>
      <Button keys="Esc" onPress={props.onSkip} testId="rule-skip">
        {props.skip}
      </Button>
      {!props.ready && (
        <span className={styles.note} id={why}>
          {m.rule_keep_why()}
        </span>
      )}
    </>
  );
}
