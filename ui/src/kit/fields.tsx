/** Fields of forms over React Aria: label above, error below with its cause in bold. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Radio,
  RadioGroup,
  Select,
  SelectValue,
  Text,
} from "react-aria-components";
import * as m from "../paraglide/messages.js";
import { day } from "./dates";
import { Check, ChevronDown, DueMark, Eye, EyeOff, Icon } from "./icons";
import { useKeys } from "./keys";
import styles from "./kit.module.css";
import { nextDay, readDate, thisDay, withDots } from "./typedDate";

/** What is wrong with a field: the cause, then the rule. */
export type FieldProblem = { cause: string; rule?: string };

function Problem({ problem }: { problem: FieldProblem | undefined }): ReactNode {
  if (problem === undefined) return null;
  return (
    <FieldError className={styles.fieldError ?? ""}>
      <DueMark state="overdue" />
      <span>
        <b>{problem.cause}</b>
        {problem.rule === undefined ? null : ` ${problem.rule}`}
      </span>
    </FieldError>
  );
}

type Common = {
  label: string;
  hint?: ReactNode;
  problem?: FieldProblem | undefined;
  disabled?: boolean;
  autoFocus?: boolean;
  testId?: string;
};

export type TextFieldProps = Common & {
  value: string;
  onChange: (value: string) => void;
  onBlur?: () => void;
  kind?: "text" | "password" | "email" | "tel";
  placeholder?: string;
  tall?: boolean;
  mono?: boolean;
  required?: boolean;
  maxLength?: number;
  regionFocus?: boolean;
};

export function TextField(props: TextFieldProps): ReactNode {
  const [shown, setShown] = useState(false);
  const secret = props.kind === "password";
  const input = (
    <Input
      className={[styles.input, props.mono ? styles.mono : "", props.tall ? styles.inputTall : ""].join(" ")}
      placeholder={props.placeholder ?? ""}
      data-testid={props.testId}
      data-region-focus={props.regionFocus ? "" : undefined}
      spellCheck={false}
    />
  );
  return (
    <AriaTextField
      className={styles.field ?? ""}
      value={props.value}
      onChange={props.onChange}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
      type={secret && shown ? "text" : (props.kind ?? "text")}
      isInvalid={props.problem !== undefined}
      isDisabled={props.disabled ?? false}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      autoComplete="off"
      {...(props.maxLength === undefined ? {} : { maxLength: props.maxLength })}
    >
      <Label className={styles.label ?? ""}>{props.label}</Label>
      {secret ? (
        <span className={styles.inputWrap}>
          {input}
          <AriaButton
            className={styles.inputButton ?? ""}
            aria-label={shown ? m.field_hide() : m.field_show()}
            onPress={() => setShown(!shown)}
          >
            <Icon of={shown ? EyeOff : Eye} />
          </AriaButton>
        </span>
      ) : (
        input
      )}
      {props.hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ""}>
          {props.hint}
        </Text>
      )}
      <Problem problem={props.problem} />
    </AriaTextField>
  );
}

export function TextArea(
  props: Common & {
    value: string;
    onChange: (value: string) => void;
    rows?: number;
    mono?: boolean;
    required?: boolean;
  },
): ReactNode {
  return (
    <AriaTextField
      className={styles.field ?? ""}
      value={props.value}
      onChange={props.onChange}
      isInvalid={props.problem !== undefined}
      isDisabled={props.disabled ?? false}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
    >
      <Label className={styles.label ?? ""}>{props.label}</Label>
      <AriaTextArea
        className={[styles.area, props.mono ? styles.mono : ""].join(" ")}
        rows={props.rows ?? 4}
        data-testid={props.testId}
        spellCheck={!props.mono}
      />
      {props.hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ""}>
          {props.hint}
        </Text>
      )}
      <Problem problem={props.problem} />
    </AriaTextField>
  );
}

export type Choice<Id extends string> = { id: Id; name: string };

export function SelectField<Id extends string>(
  props: Omit<Common, "label"> & {
    label: string;
    /** The label is read, not shown: the column's head says it. */
    labelHidden?: boolean;
    value: Id;
    choices: ReadonlyArray<Choice<Id>>;
    onChange: (value: Id) => void;
    /** This choice means nothing is chosen: a dashed field. */
    emptyId?: Id;
    regionFocus?: boolean;
  },
): ReactNode {
  return (
    <Select
      className={styles.field ?? ""}
      value={props.value}
      onChange={(key) => {
        if (key !== null) props.onChange(String(key) as Id);
      }}
      isDisabled={props.disabled ?? false}
      autoFocus={props.autoFocus ?? false}
      {...(props.labelHidden ? { "aria-label": props.label } : {})}
    >
      {!props.labelHidden && <Label className={styles.label ?? ""}>{props.label}</Label>}
      <AriaButton
        className={[styles.selectButton, props.emptyId === props.value ? styles.selectEmpty : ""].join(" ")}
        data-testid={props.testId}
        data-region-focus={props.regionFocus ? "" : undefined}
      >
        <SelectValue />
        <Icon of={ChevronDown} />
      </AriaButton>
      {props.hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ""}>
          {props.hint}
        </Text>
      )}
      <Popover className={styles.popover ?? ""} offset={2}>
        <ListBox className={styles.list ?? ""}>
          {props.choices.map((choice) => (
            <ListBoxItem key={choice.id} id={choice.id} className={styles.option ?? ""} textValue={choice.name}>
              {choice.name}
            </ListBoxItem>
          ))}
        </ListBox>
      </Popover>
    </Select>
  );
}

/** A day, typed as dd.mm.yyyy. What is no date yet is told, stops its form from being sent, and counts as none. */
export function DateField(
  props: Common & { value: string | null; onChange: (value: string | null) => void; max?: string; required?: boolean },
): ReactNode {
  const { value } = props;
  const [text, setText] = useState(value === null ? "" : day(value));
  /** What the form knows of the text. Another value comes from elsewhere, and is shown. */
  const [told, setTold] = useState(value);
  const [shown, setShown] = useState(false);
  const input = useRef<HTMLInputElement>(null);
  if (value !== told) {
    setTold(value);
    setText(value === null ? "" : day(value));
    setShown(false);
  }
  const typed = readDate(text);
  const wrong =
    typed.state === "impossible"
      ? m.date_impossible({ date: text })
      : typed.state === "incomplete"
        ? m.date_incomplete()
        : null;
  const own = shown && wrong !== null ? { cause: wrong } : undefined;
  // «Not given» is no word for what is being typed.
  const problem = own ?? (wrong === null ? props.problem : undefined);
  const take = (next: string) => {
    setText(next);
    setShown(false);
    const { iso } = readDate(next);
    if (iso === told) return;
    setTold(iso);
    props.onChange(iso);
  };
  const move = (by: 1 | -1) => {
    const max = props.max ?? null;
    take(day(typed.iso === null ? (max ?? thisDay()) : nextDay(typed.iso, by, max)));
  };
  useKeys(
    {
      "Ctrl+Enter": () => {
        setShown(true);
        input.current?.focus();
      },
    },
    { enabled: wrong !== null },
  );
  // The browser refuses to send a form with such a field, and says so to the field.
  useEffect(() => {
    const field = input.current;
    if (field === null) return;
    field.setCustomValidity(wrong ?? "");
    const refuse = () => setShown(true);
    field.addEventListener("invalid", refuse);
    return () => field.removeEventListener("invalid", refuse);
  }, [wrong]);
  return (
    <AriaTextField
      className={styles.field ?? ""}
      value={text}
      onChange={(next) => {
        const field = input.current;
        const atEnd = field === null || field.selectionStart === null || field.selectionStart === next.length;
        take(atEnd ? withDots(next, text) : next);
      }}
      onBlur={() => {
        if (typed.iso !== null) setText(day(typed.iso));
        else if (typed.state === "empty") setText("");
        setShown(true);
      }}
      onKeyDown={(event) => {
        if (event.ctrlKey || event.altKey || event.metaKey || event.shiftKey) return;
        if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
        event.preventDefault();
        move(event.key === "ArrowUp" ? 1 : -1);
      }}
      isInvalid={problem !== undefined}
      isDisabled={props.disabled ?? false}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      autoComplete="off"
    >
      <Label className={styles.label ?? ""}>{props.label}</Label>
      <Input
        ref={input}
        className={`${styles.input} ${styles.dateInput}`}
        inputMode="numeric"
        placeholder={m.date_placeholder()}
        data-testid={props.testId}
        spellCheck={false}
      />
      {props.hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ""}>
          {props.hint}
        </Text>
      )}
      <Problem problem={problem} />
    </AriaTextField>
  );
}

export function Checkbox(props: {
  children: ReactNode;
  checked: boolean;
  onChange: (checked: boolean) => void;
  testId?: string;
}): ReactNode {
  return (
    <AriaCheckbox
      className={styles.check ?? ""}
      isSelected={props.checked}
      onChange={props.onChange}
      data-testid={props.testId}
    >
      <span className={styles.checkBox}>
        <Icon of={Check} size={14} />
      </span>
      <span>{props.children}</span>
    </AriaCheckbox>
  );
}

export function Radios<Id extends string>(props: {
  label: string;
  labelHidden?: boolean;
  value: Id;
  choices: ReadonlyArray<{ id: Id; name: ReactNode; hint?: ReactNode }>;
  onChange: (value: Id) => void;
  row?: boolean;
}): ReactNode {
  return (
    <RadioGroup
      className={styles.field ?? ""}
      value={props.value}
      onChange={(value) => props.onChange(value as Id)}
      {...(props.labelHidden ? { "aria-label": props.label } : {})}
    >
      {!props.labelHidden && <Label className={styles.label ?? ""}>{props.label}</Label>}
      <div className={props.row ? styles.radiosRow : styles.radios}>
        {props.choices.map((choice) => (
          <Radio key={choice.id} value={choice.id} className={styles.check ?? ""}>
            <span className={styles.radioDot} />
            <span>
              {choice.name}
              {choice.hint === undefined ? null : <span className={styles.hint}> {choice.hint}</span>}
            </span>
          </Radio>
        ))}
      </div>
    </RadioGroup>
  );
}
