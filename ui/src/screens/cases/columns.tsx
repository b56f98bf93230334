/** Columns of the list of cases; the same cells in the same order in both forms. */
import type { ReactNode } from "react";
import type { CaseRow, CasesSort } from "../../bindings/wire";
import { Hidden } from "../../kit/buttons";
import { DueInList } from "../../kit/Due";
import { day } from "../../kit/dates";
import type { Column } from "../../kit/Grid";
import { CHANNEL_ICONS, Icon, STATUS_ICONS } from "../../kit/icons";
import { channelName, kindName, shortKindName, statusName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

function Demands({ row }: { row: CaseRow }): ReactNode {
  // What is still open says more than what is done.
  const demands = [...row.demands].sort((a, b) => Number(a.status === "closed") - Number(b.status === "closed"));
  const first = demands[0];
  if (first === undefined) return <span className={styles.faint}>{m.cases_no_demand()}</span>;
  return (
    <span title={demands.map((demand) => kindName(demand.kind)).join(", ")}>
      {shortKindName(first.kind)}
      {demands.length > 1 && <span className={styles.faint}> +{demands.length - 1}</span>}
    </span>
  );
}

export function caseColumns(): ReadonlyArray<Column<CaseRow, CasesSort>> {
  return [
    { id: "number", head: m.col_number(), width: "80px", sort: "number", cell: (row) => row.number },
    {
      id: "received",
      head: m.col_received(),
      width: "80px",
      right: true,
      sort: "received",
      cell: (row) => day(row.received_on),
    },
    {
      id: "subject",
      head: m.col_subject(),
      width: "minmax(180px, 1fr)",
      sort: "subject",
      cell: (row) =>
        row.subject === null ? (
          <span className={styles.faint}>{m.case_nameless()}</span>
        ) : (
          <span className={styles.subject} title={row.subject}>
            {row.subject}
          </span>
        ),
    },
    { id: "demand", head: m.col_demand(), width: "138px", cell: (row) => <Demands row={row} /> },
    {
      id: "channel",
      head: m.col_channel(),
      width: "112px",
      cell: (row) => (
        <span className={styles.withIcon} title={channelName(row.channel)}>
          <Icon of={CHANNEL_ICONS[row.channel]} size={14} />
          <span className={styles.channelName}>{channelName(row.channel)}</span>
        </span>
      ),
    },
    {
      id: "status",
      head: m.col_status(),
      width: "178px",
      cell: (row) => (
        <span className={styles.withIcon} title={statusName(row.status)}>
          <Icon of={STATUS_ICONS[row.status]} size={14} />
          <span className={styles.statusName}>{statusName(row.status)}</span>
        </span>
      ),
    },
    {
      id: "due",
      head: m.col_due(),
      width: "80px",
      right: true,
      sort: "due",
      cell: (row) =>
        row.due === null ? null : (
          <span className={styles.dueOn} data-state={row.due.state} aria-hidden="true">
            {day(row.due.due_on)}
          </span>
        ),
    },
    {
      id: "left",
      head: m.col_left(),
      width: "206px",
      cell: (row) =>
        row.due === null ? (
          <span className={styles.faint}>
            <span aria-hidden="true">—</span>
            <Hidden>{m.case_nothing_due()}</Hidden>
          </span>
        ) : (
          <DueInList due={row.due} />
        ),
    },
  ];
}
