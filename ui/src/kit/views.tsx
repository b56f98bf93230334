/** Lists of a register that have a name, as toggles in the bar with their counts. */
import type { ReactNode } from "react";
import { grouped } from "./dates";
import styles from "./views.module.css";

export function Views<Id extends string>(props: {
  label: string;
  views: ReadonlyArray<{ id: Id; name: string; count: number | null }>;
  selected: Id;
  onSelect: (id: Id) => void;
}): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a group of toggles, not of form fields.
    <div className={styles.views} role="group" aria-label={props.label}>
      {props.views.map((view) => (
        <button
          key={view.id}
          type="button"
          className={styles.view}
          aria-pressed={props.selected === view.id}
          data-testid={`view-${view.id}`}
          onClick={() => props.onSelect(view.id)}
        >
          {view.name} {view.count !== null && <span>{grouped(view.count)}</span>}
        </button>
      ))}
    </div>
  );
}
