/** Rejected rows: where, what stood there, what is wrong, how to mend it. */
import type { ReactNode } from "react";
import type { RejectedRow } from "../../bindings/wire";
import * as m from "../../paraglide/messages.js";
import styles from "./Imports.module.css";

export function Rejected({ rows }: { rows: readonly RejectedRow[] }): ReactNode {
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col" className={styles.right}>
            {m.rejected_row()}
          </th>
          <th scope="col">{m.rejected_column()}</th>
          <th scope="col">{m.rejected_value()}</th>
          <th scope="col">{m.rejected_what()}</th>
          <th scope="col">{m.rejected_fix()}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row, index) => (
          // A row has one entry a reason, and one reason may come twice.
          <tr key={`${row.row} ${row.code} ${row.column ?? ""} ${index}`}>
            <td className={styles.right}>{row.row}</td>
            <td>{row.column === null ? "" : `${row.column} · ${row.header ?? ""}`}</td>
            <td>
              {row.value === null ? (
                <span className={styles.faint}>{m.rejected_empty()}</span>
              ) : (
                <span className={styles.wrongValue}>{row.value}</span>
              )}
            </td>
            <td>{row.message}</td>
            <td className={styles.faint2}>{row.fix}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
