/** The operator's own rules of what words ask for. */
import type { ReactNode } from "react";
import { OwnRules } from "./OwnRules";
import styles from "./Settings.module.css";

export function RulesPart(): ReactNode {
  return (
    <div className={styles.scroll} data-testid="settings-rules">
      <OwnRules />
    </div>
  );
}
