/** «Сверка трёх списков»: policy, contracts, disclosures; each finding with its repair one key away. */
import { type ReactNode, useState } from "react";
import type { Finding } from "../../bindings/wire";
import { Button } from "../../kit/buttons";
import { grouped } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import type { Column } from "../../kit/Grid";
import { useKeys } from "../../kit/keys";
import { RecordList } from "../../kit/RecordList";
import { Nothing, Part } from "../../kit/Screen";
import * as m from "../../paraglide/messages.js";
import { findingName, type Repair, repairs } from "./findings";
import styles from "./Processors.module.css";

const keyOf = (finding: Finding): string => [finding.code, finding.subject, ...finding.missing].join("\u0000");

function areaName(finding: Finding): string {
  return finding.area === "policy"
    ? m.area_policy()
    : finding.area === "processors"
      ? m.area_processors()
      : m.area_disclosures();
}

function columns(): ReadonlyArray<Column<Finding>> {
  return [
    {
      id: "subject",
      head: m.check_col_subject(),
      width: "minmax(200px, 1fr)",
      cell: (row) => (
        <span className={styles.name} title={row.subject}>
          {row.subject}
        </span>
      ),
    },
    { id: "area", head: m.check_col_area(), width: "108px", cell: areaName },
    { id: "code", head: m.check_col_code(), width: "230px", cell: findingName },
    {
      id: "message",
      head: m.check_col_message(),
      width: "minmax(240px, 2fr)",
      cell: (row) => <span title={row.message}>{row.message}</span>,
    },
  ];
}

export function CheckList(props: {
  findings: readonly Finding[] | undefined;
  pane: ReactNode | null;
  paneTitle: string | null;
  onChoose: () => void;
}): ReactNode {
  return (
    <RecordList
      name="processors.check"
      label={m.check_list()}
      rows={props.findings}
      rowKey={keyOf}
      columns={columns()}
      linesClass={styles.findings}
      autoFocus={props.pane === null}
      rowTestId="finding-row"
      paneTestId="finding-pane"
      front={props.pane !== null}
      onChoose={props.onChoose}
      empty={<Nothing>{m.check_empty()}</Nothing>}
      paneLabel={(row) => props.paneTitle ?? m.check_pane({ subject: row?.subject ?? "" })}
      pane={(row) =>
        props.pane ??
        (row === undefined ? <Nothing>{m.check_empty()}</Nothing> : <FindingPane finding={row} key={keyOf(row)} />)
      }
    />
  );
}

function FindingPane({ finding }: { finding: Finding }): ReactNode {
  const { go } = useDesk();
  const [copied, setCopied] = useState(false);
  const acts = repairs(finding);
  const act = (repair: Repair) => {
    if ("place" in repair) go(repair.place);
    else void navigator.clipboard?.writeText(repair.copy).then(() => setCopied(true));
  };
  const first = acts[0];
  useKeys({ E: () => (first === undefined ? false : act(first)) });
  return (
    <>
      <div className={styles.head}>
        <p className={styles.meta}>{areaName(finding)}</p>
        <h2 className={styles.title}>{finding.subject}</h2>
        <p className={styles.facts}>{findingName(finding)}</p>
      </div>
      <Part title={m.check_what()}>
        <p data-testid="finding-message">{finding.message}</p>
        {finding.disclosures.length > 1 && (
          <p className={styles.small}>{m.check_events({ n: grouped(finding.disclosures.length) })}</p>
        )}
      </Part>
      <Part title={m.check_fix()}>
        <p>{finding.fix}</p>
        {finding.policy_line !== null && <p className={styles.line}>{finding.policy_line}</p>}
        <p className={styles.acts}>
          {acts.map((repair, index) => (
            <Button
              key={repair.name}
              {...(index === 0 ? { keys: "E", kind: "primary" as const, regionFocus: true } : {})}
              onPress={() => act(repair)}
              testId={`repair-${index}`}
            >
              {copied && "copy" in repair ? m.repair_copied() : repair.name}
            </Button>
          ))}
        </p>
      </Part>
    </>
  );
}
