/** Over a list: the search field (Escape empties it and then leaves it, Enter goes to the rows), and the bar it stands in. */
import type { ReactNode, RefObject } from "react";
import * as m from "../paraglide/messages.js";
import { Keys } from "./buttons";
import { Icon, Search as SearchIcon } from "./icons";
import styles from "./Search.module.css";

/** The bar over the rows: the search and what else narrows the list. */
export function SearchBar({ children }: { children: ReactNode }): ReactNode {
  return (
    <search className={styles.bar} aria-label={m.search_label()}>
      {children}
    </search>
  );
}

export function Search(props: {
  label: string;
  value: string;
  onChange: (value: string) => void;
  onLeave: () => void;
  field: RefObject<HTMLInputElement | null>;
  testId?: string;
}): ReactNode {
  return (
    <span className={styles.search}>
      <Icon of={SearchIcon} />
      <input
        ref={props.field}
        type="search"
        className={styles.input}
        aria-label={props.label}
        placeholder={props.label}
        value={props.value}
        spellCheck={false}
        autoComplete="off"
        data-testid={props.testId}
        onChange={(event) => props.onChange(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === "Enter" || event.key === "ArrowDown") {
            event.preventDefault();
            props.onLeave();
          } else if (event.key === "Escape") {
            event.preventDefault();
            event.stopPropagation();
            if (props.value === "") props.onLeave();
            else props.onChange("");
          }
        }}
      />
      <span className={styles.key}>
        <Keys of="/" />
      </span>
    </span>
  );
}
