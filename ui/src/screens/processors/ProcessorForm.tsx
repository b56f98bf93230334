/** The form of a processor: who it is, the contract, what it may do with which data, and the ten points. */
import { type ReactNode, useRef, useState } from "react";
import type { PointState, ProcessorView, ProcessorForm as Wire } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { TagsField } from "../../kit/choosing";
import { day } from "../../kit/dates";
import { type ProcessorFill, useDraft } from "../../kit/desk";
import { DateField, type FieldProblem, SelectField, TextField } from "../../kit/fields";
import { useFirstProblem } from "../../kit/firstProblem";
import { useKeys } from "../../kit/keys";
import { ErrorLine, Restored } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { fieldOf, problemOf } from "../../kit/problems";
import { Foot } from "../../kit/Screen";
import { without } from "../../kit/shapes";
import * as m from "../../paraglide/messages.js";
import { countries } from "./countries";
import { innAgrees } from "./inn";
import styles from "./Processors.module.css";
import { type Point, Points } from "./points";

type Form = {
  revision: number | null;
  name: string;
  address: string;
  inn: string;
  country: string;
  contract_number: string;
  contract_date: string | null;
  contract_until: string | null;
  purposes: readonly string[];
  purposeTyped: string;
  data: readonly string[];
  dataTyped: string;
  points: Readonly<Record<string, { state: PointState; clause: string }>>;
};

const NO_COUNTRY = "none";

function formOf(view: ProcessorView | null): Form {
  return {
    revision: view?.revision ?? null,
    name: view?.name ?? "",
    address: view?.address ?? "",
    inn: view?.inn ?? "",
    country: view === null ? "RU" : (view.country ?? NO_COUNTRY),
    contract_number: view?.contract_number ?? "",
    contract_date: view?.contract_date ?? null,
    contract_until: view?.contract_until ?? null,
    purposes: view?.purposes ?? [],
    purposeTyped: "",
    data: view?.data ?? [],
    dataTyped: "",
    points: Object.fromEntries(
      (view?.checklist ?? []).map((point) => [
        point.point,
        { state: point.state as PointState, clause: point.clause ?? "" },
      ]),
    ),
  };
}

const joined = (list: readonly string[], more: readonly string[] | undefined): string[] => [
  ...list,
  ...(more ?? []).filter((text) => !list.includes(text)),
];

/** What stands in the typing of a list belongs to the list. */
const withTyped = (list: readonly string[], typed: string): string[] =>
  typed.trim() === "" ? [...list] : joined(list, [typed.trim()]);

export function ProcessorForm(props: {
  /** The record that is edited; null = a new one. */
  view: ProcessorView | null;
  fill?: ProcessorFill | undefined;
  onClose: () => void;
  onSaved: (id: string) => void;
}): ReactNode {
  const { view, fill } = props;
  const toast = useToast();
  const frame = useRef<HTMLFormElement>(null);
  const stored = formOf(view);
  const draft = useDraft<Form>(view === null ? "processors.add" : `processors.edit.${view.id}`, stored);
  // What a finding brought along is in the form from the start, and can be taken out of it.
  const [brought, setBrought] = useState(fill !== undefined);
  const form: Form =
    brought && fill !== undefined
      ? {
          ...draft.form,
          name: draft.form.name === "" ? (fill.name ?? "") : draft.form.name,
          purposes: joined(draft.form.purposes, fill.purposes),
          data: joined(draft.form.data, fill.data),
        }
      : draft.form;
  // Two changes of one event build upon each other.
  const latest = useRef(form);
  latest.current = form;
  const change = (part: Partial<Form>) => {
    setBrought(false);
    latest.current = { ...latest.current, ...part };
    draft.change(latest.current);
    // What the program refused was about the form as it stood then.
    if (saving.error !== null) saving.clear();
    setMissing((before) =>
      without(before, [
        ...("name" in part ? ["name" as const] : []),
        ...("contract_date" in part || "contract_until" in part ? ["until" as const] : []),
      ]),
    );
  };
  const known = useCommand("register_suggestions", {});
  const saving = useAct("processor_save");
  const [round, setRound] = useState(0);
  const [missing, setMissing] = useState<{
    name?: FieldProblem;
    until?: FieldProblem;
    points: Record<string, FieldProblem>;
  }>({ points: {} });
  useFirstProblem(frame, round);
  const error = saving.error;

  const points: Point[] = (view?.checklist ?? known.data?.points ?? []).map((point) => {
    const own = form.points[point.point];
    return {
      ...point,
      state: own?.state ?? "unknown",
      clause: own === undefined || own.clause === "" ? null : own.clause,
    };
  });
  const inn = form.inn.trim();
  const save = () => {
    if (saving.busy) return;
    const found: typeof missing = { points: {} };
    if (form.name.trim() === "") found.name = { cause: m.processor_name_missing() };
    if (form.contract_date !== null && form.contract_until !== null && form.contract_until < form.contract_date)
      found.until = {
        cause: m.processor_until_early(),
        rule: m.processor_until_rule({ date: day(form.contract_date) }),
      };
    for (const point of points) {
      const before = view?.checklist.find((old) => old.point === point.point)?.state;
      if (point.state === "met" && point.clause === null && before !== "met")
        found.points[point.point] = { cause: m.point_clause_missing(), rule: m.point_clause_rule() };
    }
    setMissing(found);
    if (found.name !== undefined || found.until !== undefined || Object.keys(found.points).length > 0) {
      setRound(round + 1);
      return;
    }
    const given = (text: string) => (text.trim() === "" ? null : text.trim());
    const request: Wire = {
      id: view?.id ?? null,
      revision: form.revision,
      name: form.name.trim(),
      address: given(form.address),
      inn: given(form.inn),
      country: form.country === NO_COUNTRY ? null : form.country,
      contract_number: given(form.contract_number),
      contract_date: form.contract_date,
      contract_until: form.contract_until,
      purposes: withTyped(form.purposes, form.purposeTyped),
      data: withTyped(form.data, form.dataTyped),
      points: points.map((point) => ({
        point: point.point,
        state: point.state as PointState,
        clause: point.clause === null ? null : given(point.clause),
      })),
    };
    void saving.run(request).then((saved) => {
      if (saved === null) {
        setRound(round + 1);
        return;
      }
      draft.clear();
      toast(m.processor_saved({ name: saved.name }));
      props.onSaved(saved.id);
    });
  };
  const clear = () => {
    draft.clear();
    setBrought(false);
    setMissing({ points: {} });
    saving.clear();
  };
  useKeys({ "Ctrl+Enter": save, Escape: props.onClose });
  const title = view === null ? m.processors_add_title() : m.processor_edit_title();
  const events = view?.disclosures ?? 0;
  const at = fieldOf(error);
  return (
    <form
      key={draft.round}
      ref={frame}
      className={styles.form}
      aria-label={title}
      data-testid="processor-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={styles.formScroll}>
        <h2 className={styles.title}>{title}</h2>
        {draft.restored !== null && <Restored when={draft.restored} onClear={clear} />}
        <TextField
          label={m.processor_name()}
          value={form.name}
          onChange={(name) => change({ name })}
          problem={missing.name ?? problemOf(error, "processor_name")}
          hint={
            view !== null && events > 0 && form.name.trim() !== view.name
              ? m.processor_rename_hint({ n: events })
              : undefined
          }
          required
          autoFocus
          maxLength={500}
          testId="processor-form-name"
        />
        <div className={styles.two}>
          <TextField
            label={m.processor_inn_label()}
            value={form.inn}
            onChange={(text) => change({ inn: text })}
            problem={problemOf(error, "inn")}
            hint={
              inn !== "" && !innAgrees(inn) ? (
                <span className={styles.warning}>{m.processor_inn_doubt()}</span>
              ) : undefined
            }
            maxLength={20}
            testId="processor-form-inn"
          />
          <SelectField
            label={m.processor_fact_country()}
            value={form.country}
            onChange={(country) => change({ country })}
            emptyId={NO_COUNTRY}
            choices={[
              ...countries(form.country === NO_COUNTRY ? null : form.country),
              { id: NO_COUNTRY, name: m.processor_unknown_fact() },
            ]}
          />
        </div>
        <TextField
          label={m.processor_fact_address()}
          value={form.address}
          onChange={(address) => change({ address })}
          problem={problemOf(error, "address")}
          maxLength={500}
          testId="processor-form-address"
        />
        <div className={styles.three}>
          <TextField
            label={m.processor_contract_no()}
            value={form.contract_number}
            onChange={(contract_number) => change({ contract_number })}
            problem={problemOf(error, "contract_number")}
            maxLength={100}
            testId="processor-form-contract"
          />
          <DateField
            label={m.processor_contract_from()}
            value={form.contract_date}
            onChange={(contract_date) => change({ contract_date })}
            problem={problemOf(error, "contract_date")}
          />
          <DateField
            label={m.processor_contract_until()}
            value={form.contract_until}
            onChange={(contract_until) => change({ contract_until })}
            problem={missing.until ?? problemOf(error, "contract_until")}
            hint={m.processor_contract_open()}
            testId="processor-form-until"
          />
        </div>
        <TagsField
          label={m.processor_purposes()}
          value={form.purposes}
          onChange={(purposes) => change({ purposes })}
          typed={form.purposeTyped}
          onType={(purposeTyped) => change({ purposeTyped })}
          options={(known.data?.purposes ?? []).map((one) => ({
            text: one.text,
            note: one.clause === null ? undefined : m.policy_clause({ clause: one.clause }),
          }))}
          problem={problemOf(error, "purposes")}
          hint={m.processor_purposes_hint()}
          testId="processor-form-purposes"
        />
        <TagsField
          label={m.processor_data_list()}
          value={form.data}
          onChange={(data) => change({ data })}
          typed={form.dataTyped}
          onType={(dataTyped) => change({ dataTyped })}
          options={(known.data?.data ?? []).map((one) => ({
            text: one.text,
            note: one.clause === null ? undefined : m.policy_clause({ clause: one.clause }),
          }))}
          problem={problemOf(error, "data")}
          hint={m.processor_data_hint()}
          testId="processor-form-data"
        />
        <h3 className={styles.subtitle}>{m.processor_tab_points()}</h3>
        <p className={styles.hint}>{m.processor_points_hint()}</p>
        <Points
          points={points}
          live
          problems={missing.points}
          attempt={round}
          onSet={(point, state, clause) => {
            if (missing.points[point] !== undefined)
              setMissing({
                ...missing,
                points: Object.fromEntries(Object.entries(missing.points).filter(([id]) => id !== point)),
              });
            change({ points: { ...form.points, [point]: { state, clause: clause ?? "" } } });
          }}
          testId="processor-form-points"
        />
        {error !== null && (at === null || at === "clause" || at === "checklist" || at === "country") && (
          <ErrorLine error={error} />
        )}
      </div>
      <Foot
        left={
          <Button keys="Esc" onPress={props.onClose}>
            {m.cancel()}
          </Button>
        }
        right={
          <Button kind="primary" type="submit" keys="Ctrl+Enter" disabled={saving.busy} testId="processor-form-save">
            {view === null ? m.processor_save_new() : m.processor_save_changes()}
          </Button>
        }
      />
    </form>
  );
}
