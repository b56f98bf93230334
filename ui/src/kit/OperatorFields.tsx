/** Fields of the operator's record, for the wizard (the few that letters need) and for the settings (in three parts). */
import type { ReactNode } from "react";
import type { OperatorForm, PersonPost } from "../bindings/wire";
import { useCommand } from "../host/queries";
import * as m from "../paraglide/messages.js";
import { type FieldProblem, TextField } from "./fields";
import styles from "./OperatorFields.module.css";

export const EMPTY_OPERATOR: OperatorForm = {
  name: "",
  short_name: null,
  address: null,
  inn: null,
  ogrn: null,
  kpp: null,
  email: null,
  phone: null,
  site: null,
  responsible: null,
  signatory: null,
  time_zone: null,
  masks: null,
};

type TextKey = "short_name" | "address" | "inn" | "ogrn" | "kpp" | "email" | "phone" | "site" | "time_zone";
type Problems = Readonly<Record<string, FieldProblem>>;
type Props = {
  value: OperatorForm;
  onChange: (value: OperatorForm) => void;
  /** By the name of the field. */
  problems?: Problems;
  autoFocus?: boolean;
};

function person(before: PersonPost | null, change: Partial<PersonPost>): PersonPost | null {
  const after = { name: before?.name ?? "", post: before?.post ?? "", ...change };
  return after.name.trim() === "" && after.post.trim() === "" ? null : after;
}

function Post(
  props: Props & { of: "responsible" | "signatory"; nameLabel: string; postLabel: string; hint?: string },
): ReactNode {
  const { value, onChange, of } = props;
  return (
    <>
      <TextField
        label={props.nameLabel}
        value={value[of]?.name ?? ""}
        onChange={(name) => onChange({ ...value, [of]: person(value[of], { name }) })}
        problem={props.problems?.[of]}
        autoFocus={props.autoFocus ?? false}
        testId={`operator-${of}-name`}
        {...(props.hint === undefined ? {} : { hint: props.hint })}
      />
      <TextField
        label={props.postLabel}
        value={value[of]?.post ?? ""}
        onChange={(next) => onChange({ ...value, [of]: person(value[of], { post: next }) })}
        testId={`operator-${of}-post`}
      />
    </>
  );
}

export function OperatorFields(
  props: Props & {
    nameProblem?: FieldProblem | undefined;
    /** Only what letters need; the rest is in the settings. */
    brief?: boolean;
    /** Without those who sign: they have a part of their own. */
    company?: boolean;
  },
): ReactNode {
  const { value, onChange, problems = {} } = props;
  const text = (key: TextKey, label: string, hint?: string) => (
    <TextField
      label={label}
      value={value[key] ?? ""}
      onChange={(next) => onChange({ ...value, [key]: next === "" ? null : next })}
      problem={problems[key]}
      testId={`operator-${key}`}
      {...(hint === undefined ? {} : { hint })}
    />
  );
  return (
    <div className={styles.fields}>
      <div className={styles.wide}>
        <TextField
          label={m.operator_name()}
          value={value.name}
          onChange={(name) => onChange({ ...value, name })}
          problem={props.nameProblem ?? problems.name}
          required
          autoFocus={props.autoFocus ?? false}
          testId="operator-name"
        />
      </div>
      {!props.brief && text("short_name", m.operator_short_name())}
      {!props.brief && text("site", m.operator_site())}
      <div className={styles.wide}>{text("address", m.operator_address(), m.operator_address_hint())}</div>
      {text("inn", m.operator_inn())}
      {text("ogrn", m.operator_ogrn())}
      {!props.brief && text("kpp", m.operator_kpp())}
      {!props.brief && text("phone", m.operator_phone())}
      {text("email", m.operator_email())}
      {!props.brief && text("time_zone", m.operator_time_zone())}
      {props.brief && <span />}
      {!props.company && (
        <>
          <Post
            value={value}
            onChange={onChange}
            of="responsible"
            nameLabel={m.operator_responsible()}
            postLabel={m.operator_responsible_post()}
          />
          <Post
            value={value}
            onChange={onChange}
            of="signatory"
            nameLabel={m.operator_signatory()}
            postLabel={m.operator_signatory_post()}
          />
        </>
      )}
    </div>
  );
}

/** Who signs the letters, and who answers for personal data. */
export function SignatoryFields(props: Props): ReactNode {
  return (
    <div className={styles.fields}>
      <Post
        {...props}
        of="signatory"
        nameLabel={m.operator_signatory()}
        postLabel={m.operator_signatory_post()}
        hint={m.operator_signatory_hint()}
      />
      <Post
        {...props}
        autoFocus={false}
        of="responsible"
        nameLabel={m.operator_responsible()}
        postLabel={m.operator_responsible_post()}
      />
    </div>
  );
}

/** Masks of numbers, each with the number that it would give next, or why it cannot be taken. */
export function NumberMasks(props: Props): ReactNode {
  const { value, onChange, problems = {} } = props;
  const masks = { case: value.masks?.case ?? null, letter: value.masks?.letter ?? null };
  const checked = useCommand("masks_check", masks, { keepPrevious: true });
  const field = (key: "case" | "letter", label: string) => {
    const view = checked.isPlaceholderData ? undefined : checked.data?.[key];
    const saved = problems[`${key}_mask`];
    const problem =
      view !== undefined && view.problem !== null
        ? { cause: `${view.problem}.`, ...(view.fix === null ? {} : { rule: view.fix }) }
        : saved;
    return (
      <TextField
        label={label}
        mono
        value={value.masks?.[key] ?? ""}
        onChange={(next) => {
          const after = { ...masks, [key]: next === "" ? null : next };
          onChange({ ...value, masks: after.case === null && after.letter === null ? null : after });
        }}
        problem={problem}
        maxLength={60}
        autoFocus={key === "case" && (props.autoFocus ?? false)}
        hint={
          <span data-testid={`mask-next-${key}`}>
            {view?.next === undefined || view.next === null ? "" : m.mask_next({ number: view.next })}
          </span>
        }
        testId={`mask-${key}`}
      />
    );
  };
  return (
    <div className={styles.fields}>
      {field("case", m.operator_mask_case())}
      {field("letter", m.operator_mask_letter())}
      <p className={styles.wide}>{m.mask_how({ yyyy: "{yyyy}", yy: "{yy}", n: "{n}", nn: "{nn}", nnn: "{nnn}" })}</p>
    </div>
  );
}
