/** A way in steps, and pips of how sure the program is. */
import { Fragment, type ReactNode } from "react";
import { Check, Icon } from "./icons";
import styles from "./kit.module.css";

export function Stepper({
  label,
  steps,
  current,
}: {
  label: string;
  steps: readonly string[];
  current: number;
}): ReactNode {
  return (
    <ol className={styles.stepper} aria-label={label}>
      {steps.map((name, index) => (
        <Fragment key={name}>
          {index > 0 && <li className={styles.stepLine} aria-hidden="true" />}
          <li
            className={styles.step}
            tabIndex={index === current ? -1 : undefined}
            aria-current={index === current ? "step" : undefined}
            data-done={index < current ? "" : undefined}
          >
            <span className={styles.stepDot} aria-hidden="true">
              {index < current ? <Icon of={Check} size={14} /> : index + 1}
            </span>
            {name}
          </li>
        </Fragment>
      ))}
    </ol>
  );
}

/** Three pips; the word beside them says the same. */
export function Pips({ full, of }: { full: number; of: number }): ReactNode {
  return (
    <span className={styles.pips} aria-hidden="true">
      {Array.from({ length: of }, (_, index) => `${index}`).map((key, index) => (
        <span key={key} className={styles.pip} data-full={index < full ? "" : undefined} />
      ))}
    </span>
  );
}
