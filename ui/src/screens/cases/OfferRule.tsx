/** After a corrected kind: a rule of the operator's own is offered, tried on what is in the register, and kept or not. */
import { type ReactNode, useState } from "react";
import type { RuleOffer } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { useKeys } from "../../kit/keys";
import { ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { problemAt } from "../../kit/problems";
import { RuleActs, RuleEffectView, RuleWords } from "../../kit/rules";
import { kindName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

export function OfferRule(props: { number: string; offers: readonly RuleOffer[]; onClose: () => void }): ReactNode {
  const [at, setAt] = useState(0);
  const offer = props.offers[at];
  const next = () => (at + 1 < props.offers.length ? setAt(at + 1) : props.onClose());
  if (offer === undefined) return null;
  return (
    <One
      key={at}
      number={props.number}
      offer={offer}
      step={props.offers.length > 1 ? m.rule_offer_step({ n: at + 1, count: props.offers.length }) : null}
      onDone={next}
    />
  );
}

function One(props: { number: string; offer: RuleOffer; step: string | null; onDone: () => void }): ReactNode {
  const { offer } = props;
  const toast = useToast();
  const [chosen, setChosen] = useState<string[]>(offer.chosen);
  const keeping = useAct("rule_keep");
  const form = { words: chosen, kind: offer.kind, effect: offer.effect, from_case: props.number };
  const keep = () => {
    if (chosen.length === 0 || keeping.busy) return;
    void keeping.run(form).then((kept) => {
      if (kept === null) return;
      toast(m.rule_kept());
      props.onDone();
    });
  };
  useKeys({ "Ctrl+Enter": keep, Escape: props.onDone });
  const problem = problemAt(keeping.error, "words");
  return (
    <section className={styles.form} aria-label={m.rule_offer_title()} data-testid="rule-offer">
      <h3 className={styles.formTitle}>{m.rule_offer_title()}</h3>
      <p>
        {props.step === null ? "" : `${props.step}. `}
        {offer.effect === "asks"
          ? m.rule_asks({ kind: kindName(offer.kind) })
          : m.rule_not({ kind: kindName(offer.kind) })}
      </p>
      <RuleWords
        offered={offer.words}
        chosen={chosen}
        onChange={(words) => {
          setChosen(words);
          keeping.clear();
        }}
        problem={problem}
        autoFocus
      />
      <RuleEffectView form={form} />
      <p className={styles.hint}>{m.rule_stays()}</p>
      {keeping.error !== null && problem === undefined && <ErrorLine error={keeping.error} />}
      <div className={styles.formActs}>
        <RuleActs ready={chosen.length > 0 && !keeping.busy} onKeep={keep} onSkip={props.onDone} skip={m.rule_skip()} />
      </div>
    </section>
  );
}
