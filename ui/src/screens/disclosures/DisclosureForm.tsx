/**
 * The form of a disclosure, made for the keyboard: the recipient first; one that is known fills kind, ground, purpose
 * and data, so that whose data it was is all that is left to type.
 */
import { type ReactNode, useRef, useState } from "react";
import type { KnownRecipient, RecipientKind, DisclosureForm as Wire } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { ComboField, TagsField } from "../../kit/choosing";
import { useDesk, useDraft } from "../../kit/desk";
import { DateField, type FieldProblem, Radios, SelectField, TextField } from "../../kit/fields";
import { useFirstProblem } from "../../kit/firstProblem";
import { useKeys } from "../../kit/keys";
import { ErrorLine, Restored } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { fieldOf, problemOf } from "../../kit/problems";
import { Foot } from "../../kit/Screen";
import { emailProblem, phoneProblem, without } from "../../kit/shapes";
import { RECIPIENT_LIST, recipientName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Disclosures.module.css";

type Whose = "person" | "group";

type Form = {
  revision: number | null;
  date: string | null;
  recipient: string;
  address: string;
  kind: RecipientKind;
  ground: string;
  purpose: string;
  data: readonly string[];
  dataTyped: string;
  channel: string;
  whose: Whose;
  full_name: string;
  birth_date: string | null;
  phone: string;
  email: string;
  contract: string;
  case: string;
  group_what: string;
  group_count: string;
};

function formOf(view: Wire | null, today: string): Form {
  return {
    revision: view?.revision ?? null,
    date: view?.date ?? today,
    recipient: view?.recipient ?? "",
    address: view?.recipient_address ?? "",
    kind: view?.kind ?? "processor",
    ground: view?.ground ?? "",
    purpose: view?.purpose ?? "",
    data: view?.data ?? [],
    dataTyped: "",
    channel: view?.channel ?? "",
    whose: view !== null && view.group_what !== null ? "group" : "person",
    full_name: view?.full_name ?? "",
    birth_date: view?.birth_date ?? null,
    phone: view?.phone ?? "",
    email: view?.email ?? "",
    contract: view?.contract ?? "",
    case: view?.case ?? "",
    group_what: view?.group_what ?? "",
    group_count: view?.group_count == null ? "" : String(view.group_count),
  };
}

const given = (text: string): string | null => (text.trim() === "" ? null : text.trim());

const fold = (text: string): string => text.trim().toLowerCase();

function sourceName(recipient: KnownRecipient): string {
  return recipient.source === "processor"
    ? m.recipient_from_contract()
    : recipient.source === "earlier"
      ? m.recipient_from_earlier()
      : m.recipient_from_policy();
}

type Problems = Partial<
  Record<
    "on" | "recipient" | "ground" | "purpose" | "data" | "whose" | "what" | "count" | "phone" | "email",
    FieldProblem
  >
>;

/** The problems that a change of a field may have mended. */
const MENDS: Partial<Record<keyof Form, readonly (keyof Problems)[]>> = {
  date: ["on"],
  recipient: ["recipient"],
  ground: ["ground"],
  purpose: ["purpose"],
  data: ["data"],
  dataTyped: ["data"],
  whose: ["whose", "what", "count", "phone", "email"],
  full_name: ["whose"],
  phone: ["whose", "phone"],
  email: ["whose", "email"],
  contract: ["whose"],
  case: ["whose"],
  group_what: ["what"],
  group_count: ["count"],
};

/** What the page sees itself, before the program is asked. */
function problemsOf(form: Form): Problems {
  const found: Problems = {};
  if (form.date === null) found.on = { cause: m.disclosure_date_missing() };
  if (form.recipient.trim() === "") found.recipient = { cause: m.disclosure_recipient_missing() };
  if (form.whose === "person") {
    const marks = [form.full_name, form.phone, form.email, form.contract, form.case];
    if (marks.every((text) => text.trim() === ""))
      found.whose = { cause: m.disclosure_whose_missing(), rule: m.disclosure_whose_rule() };
    const phone = phoneProblem(form.phone);
    if (phone !== undefined) found.phone = phone;
    const email = emailProblem(form.email);
    if (email !== undefined) found.email = email;
  } else {
    if (form.group_what.trim() === "") found.what = { cause: m.disclosure_group_missing() };
    const count = form.group_count.replace(/\s/g, "");
    if (!/^\d{1,9}$/.test(count) || Number(count) === 0)
      found.count = { cause: m.disclosure_count_missing(), rule: m.disclosure_count_rule() };
  }
  if (form.ground.trim() === "")
    found.ground = { cause: m.disclosure_ground_missing(), rule: m.disclosure_ground_rule() };
  if (form.purpose.trim() === "") found.purpose = { cause: m.disclosure_purpose_missing() };
  if (form.data.length === 0 && form.dataTyped.trim() === "") found.data = { cause: m.disclosure_data_missing() };
  return found;
}

function requestOf(form: Form, id: string | null): Wire {
  const person = form.whose === "person";
  return {
    id,
    revision: form.revision,
    date: form.date ?? "",
    recipient: form.recipient.trim(),
    recipient_address: given(form.address),
    kind: form.kind,
    ground: form.ground.trim(),
    purpose: form.purpose.trim(),
    data: form.dataTyped.trim() === "" ? [...form.data] : [...form.data, form.dataTyped.trim()],
    channel: given(form.channel),
    full_name: person ? given(form.full_name) : null,
    birth_date: person ? form.birth_date : null,
    phone: person ? given(form.phone) : null,
    email: person ? given(form.email) : null,
    contract: person ? given(form.contract) : null,
    case: person ? given(form.case) : null,
    group_what: person ? null : given(form.group_what),
    group_count: person ? null : Number(form.group_count.replace(/\s/g, "")),
  };
}

/** Fields at which an error of the program can be shown. */
const FIELDS = [
  "on",
  "recipient",
  "recipient_address",
  "disclosure_ground",
  "purpose",
  "data",
  "disclosure_channel",
  "full_name",
  "birth_date",
  "phone",
  "email",
  "contract",
  "case",
  "subject",
  "group_what",
  "group_count",
];

export function DisclosureForm(props: {
  /** The record that is corrected; null = a new one. */
  view: Wire | null;
  onClose: () => void;
  onSaved: (id: string) => void;
}): ReactNode {
  const { view } = props;
  const { state } = useDesk();
  const toast = useToast();
  const frame = useRef<HTMLFormElement>(null);
  const id = view?.id ?? null;
  const draft = useDraft<Form>(id === null ? "disclosures.add" : `disclosures.edit.${id}`, formOf(view, state.today));
  const { form } = draft;
  // Two changes of one event build upon each other.
  const latest = useRef(form);
  latest.current = form;
  const change = (part: Partial<Form>) => {
    latest.current = { ...latest.current, ...part };
    draft.change(latest.current);
    // What the program refused was about the form as it stood then.
    if (saving.error !== null) saving.clear();
    const mended = (Object.keys(part) as (keyof Form)[]).flatMap((field) => MENDS[field] ?? []);
    setMissing((before) => without(before, mended));
  };
  const known = useCommand("register_suggestions", {});
  const saving = useAct("disclosure_save");
  const [missing, setMissing] = useState<Problems>({});
  const [round, setRound] = useState(0);
  useFirstProblem(frame, round);
  const { error } = saving;
  const recipients = known.data?.recipients ?? [];

  /** What is known of a recipient goes into the form. What is not known stays as it is. */
  const fill = (name: string) => {
    const one = recipients.find((recipient) => fold(recipient.name) === fold(name));
    if (one === undefined) return;
    const now = latest.current;
    change({
      recipient: one.name,
      kind: one.kind,
      address: one.address ?? now.address,
      ground: one.ground ?? now.ground,
      purpose: one.purpose ?? now.purpose,
      data: one.data.length > 0 ? one.data : now.data,
      channel: one.channel ?? now.channel,
    });
  };
  const leaveRecipient = () => {
    // Typed whole instead of chosen: it is known all the same, if nothing was said of it yet.
    const now = latest.current;
    if (now.ground === "" && now.purpose === "" && now.data.length === 0) fill(now.recipient);
  };
  const save = () => {
    if (saving.busy) return;
    leaveRecipient();
    const found = problemsOf(latest.current);
    setMissing(found);
    if (Object.keys(found).length > 0) {
      setRound(round + 1);
      return;
    }
    void saving.run(requestOf(latest.current, id)).then((row) => {
      if (row === null) {
        setRound(round + 1);
        return;
      }
      draft.clear();
      toast(m.disclosure_saved({ recipient: row.recipient }));
      props.onSaved(row.id);
    });
  };
  const clear = () => {
    draft.clear();
    setMissing({});
    saving.clear();
  };
  useKeys({ "Ctrl+Enter": save, Escape: props.onClose });
  const title = view === null ? m.disclosures_add_title() : m.disclosure_edit_title();
  const at = fieldOf(error);
  const text = (
    field: "address" | "ground" | "full_name" | "phone" | "email" | "contract" | "case" | "group_what" | "group_count",
    label: string,
    problem: FieldProblem | undefined,
    more: { kind?: "tel"; hint?: ReactNode } = {},
  ) => (
    <TextField
      label={label}
      value={form[field]}
      onChange={(value) => change({ [field]: value })}
      problem={problem}
      maxLength={2000}
      testId={`disclosure-${field}`}
      {...more}
    />
  );
  const nameAlone =
    form.full_name.trim() !== "" &&
    form.birth_date === null &&
    [form.phone, form.email, form.contract, form.case].every((mark) => mark.trim() === "");
  return (
    <form
      key={draft.round}
      ref={frame}
      className={styles.form}
      aria-label={title}
      data-testid="disclosure-form"
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <div className={styles.formScroll}>
        <h2 className={styles.formTitle}>{title}</h2>
        {draft.restored !== null && <Restored when={draft.restored} onClear={clear} />}
        <div className={styles.first}>
          <DateField
            label={m.disclosures_col_date()}
            value={form.date}
            onChange={(date) => change({ date })}
            max={state.today}
            problem={missing.on ?? problemOf(error, "on")}
            required
            testId="disclosure-date"
          />
          <ComboField
            label={m.disclosures_col_recipient()}
            value={form.recipient}
            onChange={(recipient) => change({ recipient })}
            onPick={fill}
            onLeave={leaveRecipient}
            options={recipients.map((one) => ({ text: one.name, note: sourceName(one) }))}
            problem={missing.recipient ?? problemOf(error, "recipient")}
            hint={m.disclosure_recipient_hint()}
            required
            autoFocus
            testId="disclosure-recipient"
          />
        </div>
        <Radios
          label={m.disclosures_col_subject()}
          value={form.whose}
          onChange={(whose) => change({ whose })}
          row
          choices={[
            { id: "person", name: m.disclosure_one_person() },
            { id: "group", name: m.disclosure_group() },
          ]}
        />
        {form.whose === "person" ? (
          <div className={styles.two}>
            {text(
              "phone",
              m.add_phone(),
              missing.whose ?? missing.phone ?? problemOf(error, "subject") ?? problemOf(error, "phone"),
              { kind: "tel" },
            )}
            {text("contract", m.disclosure_subscriber_contract(), problemOf(error, "contract"))}
            {text("full_name", m.add_full_name(), problemOf(error, "full_name"), {
              ...(nameAlone ? { hint: m.disclosure_name_alone() } : {}),
            })}
            <DateField
              label={m.add_birth_date()}
              value={form.birth_date}
              onChange={(birth_date) => change({ birth_date })}
              max={state.today}
              problem={problemOf(error, "birth_date")}
            />
            {text("email", m.add_email(), missing.email ?? problemOf(error, "email"))}
            {text("case", m.disclosure_case(), problemOf(error, "case"))}
          </div>
        ) : (
          <div className={styles.two}>
            {text("group_what", m.disclosure_group_what(), missing.what ?? problemOf(error, "group_what"))}
            {text("group_count", m.disclosure_group_count(), missing.count ?? problemOf(error, "group_count"))}
          </div>
        )}
        <div className={styles.two}>
          <SelectField
            label={m.disclosures_col_kind()}
            value={form.kind}
            onChange={(kind) => change({ kind })}
            choices={RECIPIENT_LIST.map((kind) => ({ id: kind, name: recipientName(kind) }))}
            testId="disclosure-kind"
          />
          {text("address", m.disclosure_address(), problemOf(error, "recipient_address"))}
        </div>
        {text("ground", m.disclosures_col_ground(), missing.ground ?? problemOf(error, "disclosure_ground"), {
          hint: m.disclosure_ground_hint(),
        })}
        <ComboField
          label={m.disclosure_purpose()}
          value={form.purpose}
          onChange={(purpose) => change({ purpose })}
          options={(known.data?.purposes ?? []).map((one) => ({
            text: one.text,
            note: one.clause === null ? undefined : m.policy_clause({ clause: one.clause }),
          }))}
          problem={missing.purpose ?? problemOf(error, "purpose")}
          required
          testId="disclosure-purpose"
        />
        <TagsField
          label={m.disclosures_col_data()}
          value={form.data}
          onChange={(data) => change({ data })}
          typed={form.dataTyped}
          onType={(dataTyped) => change({ dataTyped })}
          options={(known.data?.data ?? []).map((one) => ({
            text: one.text,
            note: one.clause === null ? undefined : m.policy_clause({ clause: one.clause }),
          }))}
          problem={missing.data ?? problemOf(error, "data")}
          required
          testId="disclosure-data"
        />
        <ComboField
          label={m.disclosure_channel()}
          value={form.channel}
          onChange={(channel) => change({ channel })}
          options={(known.data?.channels ?? []).map((one) => ({ text: one }))}
          problem={problemOf(error, "disclosure_channel")}
          testId="disclosure-channel"
        />
        {error !== null && (at === null || !FIELDS.includes(at)) && <ErrorLine error={error} />}
      </div>
      <Foot
        left={
          <Button keys="Esc" onPress={props.onClose}>
            {m.cancel()}
          </Button>
        }
        right={
          <Button kind="primary" type="submit" keys="Ctrl+Enter" disabled={saving.busy} testId="disclosure-save">
            {view === null ? m.disclosure_save_new() : m.disclosure_save_changes()}
          </Button>
        }
      />
    </form>
  );
}
