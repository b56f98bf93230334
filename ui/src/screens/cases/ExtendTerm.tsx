/** «Продлить срок»: once, by one to five working days, with a reason, before the term has run out. */
import { type ReactNode, useId, useRef, useState } from "react";
import type { DemandView, Kind } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { day, dayWithWeekday } from "../../kit/dates";
import { useDesk, useDraft } from "../../kit/desk";
import { DateField, type FieldProblem, SelectField, TextField } from "../../kit/fields";
import { CalendarPlus, Icon } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine, Restored } from "../../kit/messages";
import { Popover, useToast } from "../../kit/overlays";
import { problemAt } from "../../kit/problems";
import { Working } from "../../kit/Working";
import { kindName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

type Form = { kind: Kind; days: string; reason: string; on: string | null };

export function ExtendTerm(props: {
  number: string;
  demands: readonly DemandView[];
  wanted?: Kind | undefined;
  onClose: () => void;
}): ReactNode {
  const { state } = useDesk();
  const toast = useToast();
  // The one whose term can still be extended comes first.
  const first =
    props.demands.find((demand) => demand.kind === props.wanted) ??
    props.demands.find((demand) => demand.due.extendable_until !== null) ??
    props.demands[0];
  const draft = useDraft<Form>(`cases.extend.${props.number}`, {
    kind: first?.kind ?? "access",
    days: "5",
    reason: "",
    on: state.today,
  });
  const { days, reason, on } = draft.form;
  const change = (part: Partial<Form>) => {
    draft.change({ ...draft.form, ...part });
    setMissing(undefined);
    extending.clear();
  };
  const [missing, setMissing] = useState<FieldProblem | undefined>(undefined);
  const [working, setWorking] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const why = useId();
  const extending = useAct("case_extend");
  const demand = props.demands.find((one) => one.kind === draft.form.kind) ?? first;
  const kind = demand?.kind ?? draft.form.kind;
  const by = /^\d{1,2}$/.test(days.trim()) ? Number(days.trim()) : null;
  const planned = useCommand(
    "case_extension",
    { number: props.number, demand: kind, by, on },
    { enabled: by !== null && demand !== undefined },
  );
  const view = planned.data;
  const error = extending.error ?? planned.error;
  const save = () => {
    if (view === undefined || extending.busy) return;
    if (reason.trim() === "") {
      setMissing({ cause: m.extend_reason_missing(), rule: m.extend_reason_rule() });
      return;
    }
    void extending.run({ number: props.number, demand: kind, reason: reason.trim(), by, on }).then((done) => {
      if (done === null) return;
      draft.clear();
      toast(m.extend_done({ date: day(view.due.due_on) }));
      props.onClose();
    });
  };
  useKeys({ "Ctrl+Enter": save });
  const daysProblem = by === null ? { cause: m.extend_days_bad() } : problemAt(error, "by");
  const reasonProblem = missing ?? problemAt(error, "reason");
  const onProblem = problemAt(error, "on");
  return (
    <form
      key={draft.round}
      className={styles.form}
      aria-label={m.extend_title()}
      data-testid="extend-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 className={styles.formTitle}>{m.extend_title()}</h3>
      {draft.restored !== null && (
        <Restored
          when={draft.restored}
          onClear={() => {
            draft.clear();
            setMissing(undefined);
            extending.clear();
          }}
        />
      )}
      {props.demands.length > 1 ? (
        <SelectField
          label={m.extend_demand()}
          value={kind}
          onChange={(id) => change({ kind: id })}
          choices={props.demands.map((one) => ({ id: one.kind, name: kindName(one.kind) }))}
        />
      ) : (
        <p>{kindName(kind)}</p>
      )}
      <div className={styles.two}>
        <TextField
          label={m.extend_days()}
          value={days}
          onChange={(text) => change({ days: text })}
          problem={daysProblem}
          maxLength={2}
          testId="extend-days"
        />
        <DateField
          label={m.extend_on()}
          value={on}
          onChange={(date) => change({ on: date })}
          max={state.today}
          problem={onProblem}
        />
      </div>
      {daysProblem !== undefined && (
        <Button size="small" onPress={() => change({ days: "5" })} testId="extend-fix">
          {m.extend_fix()}
        </Button>
      )}
      <TextField
        label={m.extend_reason()}
        hint={m.extend_reason_hint()}
        value={reason}
        onChange={(text) => change({ reason: text })}
        problem={reasonProblem}
        required
        maxLength={500}
        autoFocus
        testId="extend-reason"
      />
      {view !== undefined && error === null && (
        <>
          <p className={styles.moves} data-testid="extend-moves">
            <Icon of={CalendarPlus} />
            <span>
              {m.extend_moves({ old: dayWithWeekday(view.old_due_on), date: dayWithWeekday(view.due.due_on) })}
            </span>
            <Button ref={anchor} kind="link" size="small" expanded={working} onPress={() => setWorking(true)}>
              {m.working_open()}
            </Button>
          </p>
          <p className={styles.hint}>{m.extend_until({ date: day(view.until) })}</p>
          {demand !== undefined && (
            <Popover
              open={working}
              onClose={() => setWorking(false)}
              anchor={anchor}
              label={m.working_open()}
              width={580}
            >
              <Working
                kind={kind}
                due={view.due}
                left={{ ...demand.left, due_on: view.due.due_on }}
                today={state.today}
              />
            </Popover>
          )}
        </>
      )}
      {error !== null && daysProblem === undefined && onProblem === undefined && reasonProblem === undefined && (
        <div id={why}>
          <ErrorLine error={error} />
        </div>
      )}
      <div className={styles.formActs}>
        <Button
          kind="primary"
          type="submit"
          keys="Ctrl+Enter"
          disabled={view === undefined || error !== null || by === null || extending.busy}
          describedBy={error === null ? undefined : why}
          testId="extend-save"
        >
          {view === undefined || error !== null ? m.extend_open() : m.extend_save({ date: day(view.due.due_on) })}
        </Button>
        <Button keys="Esc" onPress={props.onClose}>
          {m.cancel()}
        </Button>
      </div>
    </form>
  );
}
