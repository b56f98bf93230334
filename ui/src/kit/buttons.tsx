/** Buttons, hints of keys, tags: the small things that every screen uses. */
import type { LucideIcon } from "lucide-react";
import type { ReactNode, Ref } from "react";
import {
  Button as AriaButton,
  type ButtonProps as AriaButtonProps,
  Tooltip,
  TooltipTrigger,
} from "react-aria-components";
import { Icon } from "./icons";
import styles from "./kit.module.css";

export type ButtonProps = {
  children?: ReactNode;
  kind?: "plain" | "primary" | "danger" | "quiet" | "link";
  size?: "small" | "normal" | "tall";
  icon?: LucideIcon;
  /** Key that does the same, shown on the button and told to a screen reader. */
  keys?: string;
  /** Name, when the button shows an icon only; it then has a tooltip with it. */
  label?: string;
  /** Why it cannot be pressed now; read with the button. */
  describedBy?: string | undefined;
  disabled?: boolean;
  wide?: boolean;
  autoFocus?: boolean;
  type?: "button" | "submit";
  onPress?: () => void;
  expanded?: boolean;
  /** Stable name for the tests in the real window. */
  testId?: string;
  /** The focus of its region goes here. */
  regionFocus?: boolean;
  ref?: Ref<HTMLButtonElement>;
  slot?: string;
};

/** How a screen reader is told of a key. */
function shortcut(keys: string): string {
  return keys.replace("Ctrl", "Control");
}

export function Button(props: ButtonProps): ReactNode {
  const { kind = "plain", size = "normal" } = props;
  const classes = [kind === "plain" ? styles.button : styles[kind]];
  if (size !== "normal") classes.push(styles[size]);
  if (props.wide) classes.push(styles.wide);
  if (props.children === undefined) classes.push(styles.square);
  const aria: AriaButtonProps = {
    className: classes.join(" "),
    isDisabled: props.disabled ?? false,
    type: props.type ?? "button",
  };
  if (props.label !== undefined) aria["aria-label"] = props.label;
  if (props.describedBy !== undefined) aria["aria-describedby"] = props.describedBy;
  if (props.onPress !== undefined) aria.onPress = props.onPress;
  if (props.autoFocus) aria.autoFocus = true;
  if (props.expanded !== undefined) aria["aria-expanded"] = props.expanded;
  if (props.slot !== undefined) aria.slot = props.slot;
  const button = (
    <AriaButton
      {...aria}
      ref={props.ref ?? null}
      data-testid={props.testId}
      data-region-focus={props.regionFocus ? "" : undefined}
      {...(props.keys === undefined ? {} : { "aria-keyshortcuts": shortcut(props.keys) })}
    >
      {props.icon !== undefined && <Icon of={props.icon} />}
      {props.children}
      {props.keys !== undefined && props.children !== undefined && <Keys of={props.keys} />}
    </AriaButton>
  );
  if (props.label === undefined) return button;
  return (
    <TooltipTrigger delay={600} closeDelay={0}>
      {button}
      <Tooltip className={styles.tooltip ?? ""} offset={4}>
        {props.label}
      </Tooltip>
    </TooltipTrigger>
  );
}

/** A key beside the act it does. The act's own `aria-keyshortcuts` tells it to a screen reader. */
export function Keys({ of }: { of: string }): ReactNode {
  return (
    // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <kbd> takes no focus.
    <kbd className={styles.kbd} aria-hidden="true">
      {of}
    </kbd>
  );
}

export type Tone = "plain" | "accent" | "danger" | "warn" | "ok" | "prov";

export function Tag({
  children,
  tone = "plain",
  icon,
}: {
  children: ReactNode;
  tone?: Tone;
  icon?: LucideIcon;
}): ReactNode {
  return (
    <span className={styles.tag} data-tone={tone}>
      {icon !== undefined && <Icon of={icon} size={14} />}
      {children}
    </span>
  );
}

/** Text for a screen reader only. */
export function Hidden({ children }: { children: ReactNode }): ReactNode {
  return <span className={styles.hidden}>{children}</span>;
}
