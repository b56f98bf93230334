/** Fields of the operator's record, for the wizard (the few that letters need) and for the settings (all). */
import type { ReactNode } from "react";
import type { OperatorForm, PersonPost } from "../bindings/wire";
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

function person(before: PersonPost | null, change: Partial<PersonPost>): PersonPost | null {
  const after = { name: before?.name ?? "", post: before?.post ?? "", ...change };
  return after.name.trim() === "" && after.post.trim() === "" ? null : after;
}

export function OperatorFields(props: {
  value: OperatorForm;
  onChange: (value: OperatorForm) => void;
  nameProblem?: FieldProblem | undefined;
  /** Only what letters need; the rest is in the settings. */
  brief?: boolean;
  autoFocus?: boolean;
}): ReactNode {
  const { value, onChange } = props;
  const text = (key: TextKey, label: string, hint?: string) => (
    <TextField
      label={label}
      value={value[key] ?? ""}
      onChange={(next) => onChange({ ...value, [key]: next === "" ? null : next })}
      testId={`operator-${key}`}
      {...(hint === undefined ? {} : { hint })}
    />
  );
  const post = (key: "responsible" | "signatory", nameLabel: string, postLabel: string) => (
    <>
      <TextField
        label={nameLabel}
        value={value[key]?.name ?? ""}
        onChange={(name) => onChange({ ...value, [key]: person(value[key], { name }) })}
        testId={`operator-${key}-name`}
      />
      <TextField
        label={postLabel}
        value={value[key]?.post ?? ""}
        onChange={(next) => onChange({ ...value, [key]: person(value[key], { post: next }) })}
        testId={`operator-${key}-post`}
      />
    </>
  );
  const mask = (key: "case" | "letter", label: string) => (
    <TextField
      label={label}
      mono
      value={value.masks?.[key] ?? ""}
      onChange={(next) => {
        const masks = {
          case: value.masks?.case ?? null,
          letter: value.masks?.letter ?? null,
          [key]: next === "" ? null : next,
        };
        onChange({ ...value, masks: masks.case === null && masks.letter === null ? null : masks });
      }}
    />
  );
  return (
    <div className={styles.fields}>
      <div className={styles.wide}>
        <TextField
          label={m.operator_name()}
          value={value.name}
          onChange={(name) => onChange({ ...value, name })}
          problem={props.nameProblem}
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
      {post("responsible", m.operator_responsible(), m.operator_responsible_post())}
      {post("signatory", m.operator_signatory(), m.operator_signatory_post())}
      {!props.brief && mask("case", m.operator_mask_case())}
      {!props.brief && mask("letter", m.operator_mask_letter())}
    </div>
  );
}
