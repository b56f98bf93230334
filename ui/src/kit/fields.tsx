/** Fields of forms over React Aria: label above, error below with its cause in bold. */
import { type CalendarDate, parseDate } from "@internationalized/date";
import { type ReactNode, useState } from "react";
import {
  Button as AriaButton,
  Checkbox as AriaCheckbox,
  DateField as AriaDateField,
  TextArea as AriaTextArea,
  TextField as AriaTextField,
  DateInput,
  DateSegment,
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
import { Check, ChevronDown, DueMark, Eye, EyeOff, Icon } from "./icons";
import styles from "./kit.module.css";

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

function calendarDate(iso: string | null): CalendarDate | null {
  if (iso === null) return null;
  try {
    return parseDate(iso);
  } catch {
    return null;
  }
}

/** A day, typed in parts: dd.mm.yyyy. */
export function DateField(
  props: Common & { value: string | null; onChange: (value: string | null) => void; max?: string; required?: boolean },
): ReactNode {
  const max = calendarDate(props.max ?? null);
  return (
    <AriaDateField
      className={styles.field ?? ""}
      value={calendarDate(props.value)}
      onChange={(value) => props.onChange(value === null ? null : value.toString())}
      isInvalid={props.problem !== undefined}
      isDisabled={props.disabled ?? false}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      shouldForceLeadingZeros
      granularity="day"
      {...(max === null ? {} : { maxValue: max })}
    >
      <Label className={styles.label ?? ""}>{props.label}</Label>
      <DateInput className={styles.dateInput ?? ""} data-testid={props.testId}>
        {(segment) => <DateSegment segment={segment} className={styles.dateSegment ?? ""} />}
      </DateInput>
      {props.hint !== undefined && (
        <Text slot="description" className={styles.hint ?? ""}>
          {props.hint}
        </Text>
      )}
      <Problem problem={props.problem} />
    </AriaDateField>
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
