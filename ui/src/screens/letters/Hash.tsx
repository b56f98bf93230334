/** A SHA-256 in full, to be compared with the file; it may break after every eighth sign, and is copied without breaks. */
import { Fragment, type ReactNode } from "react";
import styles from "./Letter.module.css";

export function Hash({ of }: { of: string }): ReactNode {
  const parts = of.match(/.{1,8}/g) ?? [];
  return (
    <span className={styles.hash} data-testid="letter-hash">
      {parts.map((part, index) => (
        <Fragment key={index}>
          {part}
          <wbr />
        </Fragment>
      ))}
    </span>
  );
}
