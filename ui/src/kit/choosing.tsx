/** Fields that propose: one text out of known ones or a new one, and a list of such texts. Over React Aria. */
import { type KeyboardEvent, type ReactNode, useState } from "react";
import {
  Button as AriaButton,
  ComboBox,
  FieldError,
  Input,
  Label,
  ListBox,
  ListBoxItem,
  Popover,
  Tag,
  TagGroup,
  TagList,
  Text,
} from "react-aria-components";
import * as m from "../paraglide/messages.js";
import styles from "./choosing.module.css";
import type { FieldProblem } from "./fields";
import { DueMark, Icon, X } from "./icons";
import kit from "./kit.module.css";

/** A proposal, with what is said beside it. */
export type Proposal = { text: string; note?: string | undefined };

/** So many are shown; more are found by typing on. */
const SHOWN = 60;

const fold = (text: string): string => text.toLowerCase().replaceAll("ё", "е").trim();

/** Proposals that hold every typed word; those that begin with it first. */
export function proposed(options: readonly Proposal[], typed: string): Proposal[] {
  const whole = fold(typed);
  const words = whole.split(/\s+/).filter((word) => word !== "");
  const found = options.filter((option) => words.every((word) => fold(option.text).includes(word)));
  const starts = (option: Proposal) => (fold(option.text).startsWith(whole) ? 0 : 1);
  return found.sort((a, b) => starts(a) - starts(b)).slice(0, SHOWN);
}

type Common = {
  label: string;
  options: readonly Proposal[];
  hint?: ReactNode;
  problem?: FieldProblem | undefined;
  autoFocus?: boolean;
  required?: boolean;
  testId?: string;
};

function Field(
  props: Common & {
    typed: string;
    onType: (text: string) => void;
    onPick: (text: string) => void;
    onKeyDown?: (event: KeyboardEvent<HTMLInputElement>) => void;
    onBlur?: () => void;
  },
): ReactNode {
  const shown = proposed(props.options, props.typed);
  return (
    <ComboBox
      className={kit.field ?? ""}
      items={shown.map((option) => ({ id: option.text, ...option }))}
      inputValue={props.typed}
      onInputChange={props.onType}
      selectedKey={null}
      onSelectionChange={(key) => {
        if (key !== null) props.onPick(String(key));
      }}
      allowsCustomValue
      menuTrigger="input"
      isInvalid={props.problem !== undefined}
      isRequired={props.required ?? false}
      validationBehavior="aria"
      autoFocus={props.autoFocus ?? false}
      {...(props.onBlur === undefined ? {} : { onBlur: props.onBlur })}
    >
      <Label className={kit.label ?? ""}>{props.label}</Label>
      <Input
        className={kit.input ?? ""}
        data-testid={props.testId}
        spellCheck={false}
        autoComplete="off"
        onKeyDownCapture={props.onKeyDown}
      />
      {props.hint !== undefined && (
        <Text slot="description" className={kit.hint ?? ""}>
          {props.hint}
        </Text>
      )}
      {props.problem !== undefined && (
        <FieldError className={kit.fieldError ?? ""}>
          <DueMark state="overdue" />
          <span>
            <b>{props.problem.cause}</b>
            {props.problem.rule === undefined ? null : ` ${props.problem.rule}`}
          </span>
        </FieldError>
      )}
      <Popover className={`${kit.popover} ${styles.popover}`} offset={2}>
        <ListBox className={kit.list ?? ""}>
          {(option: { id: string; text: string; note?: string | undefined }) => (
            <ListBoxItem id={option.id} className={kit.option ?? ""} textValue={option.text}>
              <span className={styles.text}>{option.text}</span>
              {option.note !== undefined && <span className={styles.note}>{option.note}</span>}
            </ListBoxItem>
          )}
        </ListBox>
      </Popover>
    </ComboBox>
  );
}

/** One text: a known one, which can fill more than this field, or a new one. */
export function ComboField(
  props: Common & {
    value: string;
    onChange: (text: string) => void;
    onPick?: (text: string) => void;
    onLeave?: () => void;
  },
): ReactNode {
  return (
    <Field
      {...props}
      typed={props.value}
      onType={props.onChange}
      onPick={(text) => {
        props.onChange(text);
        props.onPick?.(text);
      }}
      {...(props.onLeave === undefined ? {} : { onBlur: props.onLeave })}
    />
  );
}

/**
 * A list of texts. Enter or a comma at the end of the typing takes the text over; so does leaving the field: nothing
 * typed is lost. Backspace in the empty field takes the last one out.
 */
export function TagsField(
  props: Common & {
    value: readonly string[];
    onChange: (texts: string[]) => void;
    /** What is typed and not yet taken over; kept by the form, so that saving takes it too. */
    typed: string;
    onType: (text: string) => void;
  },
): ReactNode {
  const [said, setSaid] = useState("");
  const has = (text: string) => props.value.some((known) => fold(known) === fold(text));
  const add = (text: string) => {
    const clean = text.trim();
    if (clean !== "" && !has(clean)) {
      props.onChange([...props.value, clean]);
      setSaid(m.tags_added({ text: clean }));
    }
    props.onType("");
  };
  const remove = (text: string) => {
    props.onChange(props.value.filter((known) => known !== text));
    setSaid(m.tags_removed({ text }));
  };
  return (
    <div className={styles.tags}>
      <Field
        {...props}
        options={props.options.filter((option) => !has(option.text))}
        typed={props.typed}
        onType={props.onType}
        onPick={add}
        onBlur={() => add(props.typed)}
        onKeyDown={(event) => {
          const chosen = event.currentTarget.getAttribute("aria-activedescendant");
          if (event.key === "Enter" && !event.ctrlKey && props.typed.trim() !== "" && chosen === null) {
            event.preventDefault();
            event.stopPropagation();
            add(props.typed);
          } else if (event.key === "Backspace" && props.typed === "") {
            const last = props.value.at(-1);
            if (last !== undefined) remove(last);
          }
        }}
      />
      {props.value.length > 0 && (
        <TagGroup
          aria-label={m.tags_of({ label: props.label })}
          onRemove={(keys) => {
            for (const key of keys) remove(String(key));
          }}
        >
          <TagList className={styles.list ?? ""} items={props.value.map((text) => ({ id: text }))}>
            {(tag: { id: string }) => (
              <Tag id={tag.id} textValue={tag.id} className={styles.tag ?? ""}>
                {tag.id}
                <AriaButton slot="remove" className={styles.remove ?? ""} aria-label={m.tags_remove({ text: tag.id })}>
                  <Icon of={X} size={14} />
                </AriaButton>
              </Tag>
            )}
          </TagList>
        </TagGroup>
      )}
      <output className={kit.hidden} aria-live="polite">
        {said}
      </output>
    </div>
  );
}
