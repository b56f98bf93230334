/** An entry of the trail beside the list: its facts, its mark whole, the mark before it, and what it seals. */
import type { ReactNode } from "react";
import type { AuditEntry, AuditRecord, AuditRow } from "../../bindings/wire";
import { useCommand } from "../../host/queries";
import { day, grouped, timeWithSeconds } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import { ErrorPanel } from "../../kit/messages";
import { Facts, Part } from "../../kit/Screen";
import * as m from "../../paraglide/messages.js";
import styles from "./Audit.module.css";
import { actionName, entityName, headGroups, recordName, sectionName, targetOf, whoName } from "./words";

/** A mark in eight groups, as it is printed. */
export function Groups(props: { of: string; labelledBy?: string; testId: string }): ReactNode {
  return (
    <ol className={styles.groups} aria-labelledby={props.labelledBy} data-testid={props.testId}>
      {headGroups(props.of).map((group, index) => (
        <li key={index} className={styles.group}>
          {group}
        </li>
      ))}
    </ol>
  );
}

export function EntryPane({ row }: { row: AuditRow }): ReactNode {
  const view = useCommand("audit_show", { seq: row.seq }, { keepPrevious: true });
  const { go } = useDesk();
  const seals = view.data?.entry.seq === row.seq ? view.data : undefined;
  const target = targetOf(row);
  return (
    <div className={styles.entry}>
      <header className={styles.entryHead}>
        <p className={styles.entryMeta}>{m.audit_pane({ seq: grouped(row.seq) })}</p>
        <h2 className={styles.entryName}>{actionName(row.action)}</h2>
        <Facts
          rows={[
            [m.audit_fact_when(), `${day(row.at)} ${timeWithSeconds(row.at)}`],
            [m.audit_col_who(), whoName(row.who)],
            [
              m.audit_col_entity(),
              target === null ? (
                entityName(row)
              ) : (
                <button
                  key="link"
                  type="button"
                  className={styles.link}
                  data-region-focus=""
                  data-testid="entry-to-record"
                  onClick={() => go(target)}
                >
                  {entityName(row)}
                </button>
              ),
            ],
          ]}
        />
      </header>
      {view.error !== null && <ErrorPanel error={view.error} />}
      <Part title={m.audit_marks()}>
        <Facts
          rows={[
            [m.audit_col_mark(), <Groups key="mark" of={row.mac} testId="entry-mark" />],
            [
              m.audit_previous(),
              seals === undefined ? (
                ""
              ) : row.seq === 1 ? (
                m.audit_previous_none()
              ) : (
                <Groups key="previous" of={seals.previous} testId="entry-previous" />
              ),
            ],
          ]}
        />
        <p className={styles.proves}>{m.audit_proves()}</p>
      </Part>
      {seals !== undefined && <Sealed view={seals} />}
    </div>
  );
}

/** The records whose state the entry committed to. */
function Sealed({ view }: { view: AuditEntry }): ReactNode {
  const total = view.touched.reduce((sum, one) => sum + one.count, 0);
  const more = total > view.records.length;
  return (
    <Part title={m.audit_touched()} note={total > 0 ? grouped(total) : undefined} testId="entry-records">
      {total === 0 && <p className={styles.proves}>{m.audit_touched_none()}</p>}
      {more && (
        <p className={styles.proves}>
          {view.touched
            .map((one) => m.audit_touched_count({ list: sectionName(one.entity), n: grouped(one.count) }))
            .join(" · ")}
          {". "}
          {m.audit_touched_first({ n: grouped(view.records.length) })}
        </p>
      )}
      <ul className={styles.records}>
        {view.records.map((record) => (
          <li key={`${record.entity} ${record.id}`}>
            <Sealing record={record} />
          </li>
        ))}
      </ul>
    </Part>
  );
}

function Sealing({ record }: { record: AuditRecord }): ReactNode {
  const { go } = useDesk();
  const target = targetOf({ ...record, entity_id: record.id, action: "" });
  const gone = record.removed || (["case", "letter", "run"].includes(record.entity) && !record.numbered);
  if (target !== null && !gone)
    return (
      <button type="button" className={styles.link} onClick={() => go(target)}>
        {recordName(record)}
      </button>
    );
  return (
    <span>
      {recordName(record)} {record.removed && <span className={styles.removed}>({m.audit_touched_removed()})</span>}
    </span>
  );
}
