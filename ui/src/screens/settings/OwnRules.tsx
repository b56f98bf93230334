/** «Правила»: the operator's own rules, a text to try all rules on, a new rule by hand. */
import { type ReactNode, useRef, useState } from "react";
import type { Kind, RuleEffect, RuleView } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button, Tag } from "../../kit/buttons";
import { day } from "../../kit/dates";
import { useDraft } from "../../kit/desk";
import { Radios, SelectField, TextArea } from "../../kit/fields";
import { Plus, X } from "../../kit/icons";
import { ErrorLine, Restored } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { problemAt } from "../../kit/problems";
import { RuleActs, RuleEffectView, RuleWords } from "../../kit/rules";
import { Part } from "../../kit/Screen";
import { DEMAND_KINDS, kindName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./OwnRules.module.css";

export function OwnRules(): ReactNode {
  const listed = useCommand("rules_list", {});
  const [adding, setAdding] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const rules = listed.data?.rules ?? [];
  return (
    <Part title={m.rules_title()} note={m.rules_note()} testId="own-rules">
      {listed.error !== null && <ErrorLine error={listed.error} />}
      {listed.data !== undefined && rules.length === 0 && <p className={styles.note}>{m.rules_empty()}</p>}
      {rules.length > 0 && (
        <ul className={styles.rules} aria-label={m.rules_list()}>
          {rules.map((rule) => (
            <Line key={rule.id} rule={rule} />
          ))}
        </ul>
      )}
      {adding ? (
        <NewRule
          onClose={() => {
            setAdding(false);
            requestAnimationFrame(() => opener.current?.focus());
          }}
        />
      ) : (
        <Button ref={opener} icon={Plus} onPress={() => setAdding(true)} testId="rule-new">
          {m.rules_new()}
        </Button>
      )}
      <TryText />
    </Part>
  );
}

function Line({ rule }: { rule: RuleView }): ReactNode {
  const toast = useToast();
  const removing = useAct("rule_remove");
  const words = rule.words.join(" + ");
  const kind = kindName(rule.kind);
  return (
    <li className={styles.rule} data-testid="own-rule">
      <span className={styles.words}>{words}</span>
      <span>{rule.effect === "asks" ? m.rules_asks({ kind }) : m.rules_not({ kind })}</span>
      <span className={styles.from}>
        {rule.from_case === null
          ? day(rule.made_on)
          : m.rules_from({ date: day(rule.made_on), number: rule.from_case })}
      </span>
      <Button
        kind="quiet"
        size="small"
        icon={X}
        label={m.rules_remove({ words })}
        disabled={removing.busy}
        onPress={() => {
          void removing.run({ id: rule.id }).then((done) => {
            if (done !== null) toast(m.rules_removed());
          });
        }}
        testId="rule-remove"
      />
      {removing.error !== null && <ErrorLine error={removing.error} />}
    </li>
  );
}

type Form = { words: string[]; kind: Kind; effect: RuleEffect };

function NewRule({ onClose }: { onClose: () => void }): ReactNode {
  const toast = useToast();
  const draft = useDraft<Form>("settings.rule", { words: [], kind: "destruction", effect: "asks" });
  const keeping = useAct("rule_keep");
  const { words, kind, effect } = draft.form;
  const change = (part: Partial<Form>) => {
    draft.change({ ...draft.form, ...part });
    keeping.clear();
  };
  const form = { ...draft.form, from_case: null };
  const problem = problemAt(keeping.error, "words");
  const keep = () => {
    if (words.length === 0 || keeping.busy) return;
    void keeping.run(form).then((kept) => {
      if (kept === null) return;
      draft.clear();
      toast(m.rule_kept());
      onClose();
    });
  };
  return (
    <section
      className={styles.form}
      aria-label={m.rules_new_title()}
      data-testid="rule-form"
      onKeyDown={(event) => {
        if (event.key === "Escape") {
          event.stopPropagation();
          onClose();
        }
        if (event.key === "Enter" && event.ctrlKey) {
          event.preventDefault();
          event.nativeEvent.stopImmediatePropagation();
          keep();
        }
      }}
    >
      <h3 className={styles.title}>{m.rules_new_title()}</h3>
      {draft.restored !== null && <Restored when={draft.restored} onClear={draft.clear} />}
      <RuleWords
        key={draft.round}
        offered={[]}
        chosen={words}
        onChange={(next) => change({ words: next })}
        problem={problem}
        autoFocus
      />
      <SelectField
        label={m.correct_kind()}
        value={kind}
        onChange={(id) => change({ kind: id })}
        choices={DEMAND_KINDS.map((one) => ({ id: one, name: kindName(one) }))}
        testId="rule-kind"
      />
      <Radios
        label={m.rules_effect()}
        value={effect}
        onChange={(id) => change({ effect: id })}
        row
        choices={[
          { id: "asks", name: m.rules_effect_asks() },
          { id: "does_not_ask", name: m.rules_effect_not() },
        ]}
      />
      <RuleEffectView form={form} />
      <p className={styles.note}>{m.rule_stays()}</p>
      {keeping.error !== null && problem === undefined && <ErrorLine error={keeping.error} />}
      <div className={styles.acts}>
        <RuleActs ready={words.length > 0 && !keeping.busy} onKeep={keep} onSkip={onClose} skip={m.cancel()} />
      </div>
    </section>
  );
}

/** A text, and what all rules make of it. */
function TryText(): ReactNode {
  const [text, setText] = useState("");
  const read = useCommand("classify", { text, topic: null }, { enabled: text.trim() !== "", keepPrevious: true });
  const found = text.trim() === "" ? undefined : read.data;
  return (
    <div className={styles.form}>
      <h3 className={styles.title}>{m.rules_try_title()}</h3>
      <TextArea label={m.rules_try_text()} value={text} onChange={setText} rows={3} testId="rules-try" />
      <div aria-live="polite" data-testid="rules-read">
        {found !== undefined &&
          (found.matches.length === 0 ? (
            <p>{m.rules_try_nothing()}</p>
          ) : (
            found.matches.map((match) => (
              <p key={match.kind} className={styles.read}>
                {m.rules_try_by({ kind: kindName(match.kind), words: match.words.join(", ") })}
                {match.rule !== null && <Tag tone="accent">{m.rules_try_own()}</Tag>}
              </p>
            ))
          ))}
        {read.error !== null && <ErrorLine error={read.error} />}
      </div>
    </div>
  );
}
