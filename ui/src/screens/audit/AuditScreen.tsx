/** «Журнал событий»: whether the chain agrees, its head as it is printed, and what was done, newest first. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useRef, useState } from "react";
import type { AuditRow, VerifyView } from "../../bindings/wire";
import { useAct, useHost } from "../../host/queries";
import { Button, Tag } from "../../kit/buttons";
import { day, dayAndTime, grouped, timeWithSeconds } from "../../kit/dates";
import { useDesk, useStatus } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import { TextField } from "../../kit/fields";
import { type Column, Grid } from "../../kit/Grid";
import { DueMark, Icon, ShieldAlert, ShieldCheck } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { Popover } from "../../kit/overlays";
import { Nothing, Screen } from "../../kit/Screen";
import { useWidth } from "../../kit/size";
import * as m from "../../paraglide/messages.js";
import styles from "./Audit.module.css";
import { useTrail } from "./rows";
import { actionName, entityName, headGroups, hexText, whoName } from "./words";

/** What the last verification said, kept for the status bar until the vault is locked. */
export type Verified = { view: VerifyView; at: string; seconds: number };

const TABLE_FROM = 760;

function columns(go: ReturnType<typeof useDesk>["go"]): ReadonlyArray<Column<AuditRow>> {
  return [
    { id: "seq", head: m.audit_col_seq(), width: "64px", right: true, cell: (row) => grouped(row.seq) },
    {
      id: "at",
      head: m.col_when(),
      width: "140px",
      right: true,
      cell: (row) => `${day(row.at)} ${timeWithSeconds(row.at)}`,
    },
    {
      id: "who",
      head: m.audit_col_who(),
      width: "120px",
      cell: (row) => <span title={row.who}>{whoName(row.who)}</span>,
    },
    {
      id: "action",
      head: m.audit_col_action(),
      width: "minmax(180px, 1fr)",
      cell: (row) => <span className={styles.action}>{actionName(row.action)}</span>,
    },
    {
      id: "entity",
      head: m.audit_col_entity(),
      width: "220px",
      cell: (row) => {
        const name = entityName(row);
        const target =
          row.entity_id === ""
            ? null
            : row.entity === "case"
              ? ({ section: "cases", number: row.entity_id } as const)
              : row.entity === "letter"
                ? ({ section: "letters", issued: row.entity_id } as const)
                : row.entity === "run"
                  ? ({ section: "imports", run: row.entity_id } as const)
                  : null;
        return target === null ? (
          name
        ) : (
          <button type="button" tabIndex={-1} className={styles.link} onClick={() => go(target)}>
            {name}
          </button>
        );
      },
    },
    {
      id: "mac",
      head: m.audit_col_mark(),
      width: "96px",
      cell: (row) => (
        <span className={styles.mac} title={row.mac}>
          {row.mac.slice(0, 8)}
        </span>
      ),
    },
  ];
}

export function AuditScreen(): ReactNode {
  const client = useQueryClient();
  const { go } = useDesk();
  const trail = useTrail();
  const [active, setActive] = useState(0);
  const [comparing, setComparing] = useState(false);
  const verifying = useAct("vault_verify");
  const frame = useRef<HTMLDivElement>(null);
  const paper = useRef<HTMLButtonElement>(null);
  const width = useWidth(frame);
  const verified = useQuery<Verified | null>({
    queryKey: ["verified"],
    queryFn: () => null,
    enabled: false,
    initialData: null,
  });

  const verify = () => {
    if (verifying.busy) return;
    const started = Date.now();
    void verifying.run({}).then((view) => {
      if (view === null) return;
      const now = new Date();
      const at = `${String(now.getHours()).padStart(2, "0")}:${String(now.getMinutes()).padStart(2, "0")}`;
      client.setQueryData<Verified>(["verified"], { view, at, seconds: (now.getTime() - started) / 1000 });
    });
  };
  useKeys({ V: verify });
  useStatus(trail.head === null ? "" : m.audit_status({ count: trail.total, n: grouped(trail.total) }));

  return (
    <Screen
      title={m.section_audit()}
      testId="screen-audit"
      acts={
        <>
          <ExportList request={listRequest("audit")} columns={columns(go)} />
          <Button
            ref={paper}
            expanded={comparing}
            disabled={trail.head === null}
            onPress={() => setComparing(true)}
            testId="audit-compare"
          >
            {m.audit_compare()}
          </Button>
          <Button kind="primary" keys="V" disabled={verifying.busy} onPress={verify} testId="audit-verify">
            {verifying.busy ? m.audit_verifying() : m.audit_verify()}
          </Button>
        </>
      }
    >
      <Popover
        open={comparing}
        onClose={() => setComparing(false)}
        anchor={paper}
        label={m.audit_compare_title()}
        width={420}
      >
        <Compare head={trail.head ?? ""} />
      </Popover>
      <Verdict outcome={verified.data} busy={verifying.busy} total={trail.total} />
      {verifying.error !== null && <ErrorPanel error={verifying.error} />}
      {trail.head !== null && (
        <div className={styles.head}>
          <span className={styles.headName} id="audit-head-name">
            {m.audit_head()}
          </span>
          <ol className={styles.groups} aria-labelledby="audit-head-name" data-testid="audit-head">
            {headGroups(trail.head).map((group, index) => (
              <li key={index} className={styles.group}>
                {group}
              </li>
            ))}
          </ol>
          <span className={styles.headNote}>{m.audit_head_note()}</span>
        </div>
      )}
      {trail.error !== null && <ErrorPanel error={trail.error} />}
      <div className={styles.list} ref={frame} data-region="list">
        <Grid
          label={m.audit_list()}
          columns={columns(go)}
          total={trail.total}
          rowAt={trail.rowAt}
          rowKey={(row) => String(row.seq)}
          form={width === 0 || width >= TABLE_FROM ? "table" : "lines"}
          linesClass={styles.lines}
          active={active}
          onActive={setActive}
          onSight={trail.onSight}
          empty={trail.head === null ? null : <Nothing>{m.audit_empty()}</Nothing>}
          rowTestId="audit-row"
          autoFocus
        />
      </div>
    </Screen>
  );
}

function Verdict({ outcome, busy, total }: { outcome: Verified | null; busy: boolean; total: number }): ReactNode {
  if (busy || outcome === null) {
    return (
      <div className={styles.verdict} data-state="unknown" role="status" data-testid="audit-verdict">
        <Icon of={ShieldAlert} />
        <p>
          <b>{busy ? m.audit_busy_title() : m.audit_unknown_title()}</b>{" "}
          {busy ? m.audit_busy_why() : m.audit_unknown_why()}
        </p>
      </div>
    );
  }
  if (outcome.view.ok) {
    return (
      <div className={styles.verdict} data-state="ok" role="status" data-testid="audit-verdict">
        <Icon of={ShieldCheck} />
        <p>
          <b>{m.audit_ok_title({ count: total, n: grouped(total) })}</b>{" "}
          {m.audit_ok_why({ time: outcome.at, seconds: outcome.seconds.toFixed(1).replace(".", ",") })}
        </p>
      </div>
    );
  }
  const [first, ...others] = outcome.view.problems;
  return (
    <div className={styles.verdict} data-state="broken" role="alert" data-testid="audit-verdict">
      <DueMark state="overdue" />
      <div>
        <p>
          <b>{m.audit_broken_title()}</b> {m.audit_broken_why()}
        </p>
        <ul className={styles.problems}>
          {[first, ...others].map((problem) =>
            problem === undefined ? null : (
              <li key={`${problem.code} ${problem.record ?? ""}`}>
                {problem.record !== null && <Tag tone="danger">{problem.record}</Tag>} {problem.message}
              </li>
            ),
          )}
        </ul>
        <p className={styles.todo}>{m.audit_broken_todo()}</p>
      </div>
    </div>
  );
}

type Found = { kind: "head"; group: number } | { kind: "entry"; row: AuditRow; group: number } | { kind: "none" };
const WHOLE_PAGE = 1000;
const LEAST = 4;

/** A group from paper: is it of the head now, or of which entry was it the mark? */
function Compare({ head }: { head: string }): ReactNode {
  const host = useHost();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [busy, setBusy] = useState(false);
  const group = hexText(typed);
  const look = async () => {
    if (group.length < LEAST || busy) return;
    const inHead = headGroups(head).findIndex((part) => part.startsWith(group));
    if (inHead >= 0) {
      setFound({ kind: "head", group: inHead + 1 });
      return;
    }
    setBusy(true);
    try {
      for (let from = 0; ; from += WHOLE_PAGE) {
        const page = await host.call("audit_list", { from, count: WHOLE_PAGE });
        for (const row of page.entries) {
          const place = headGroups(row.mac).findIndex((part) => part.startsWith(group));
          if (place >= 0) {
            setFound({ kind: "entry", row, group: place + 1 });
            return;
          }
        }
        if (page.entries.length === 0 || from + page.entries.length >= page.total) break;
      }
      setFound({ kind: "none" });
    } catch {
      setFound(null);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className={styles.compare}
      aria-label={m.audit_compare_title()}
      onSubmit={(event) => {
        event.preventDefault();
        void look();
      }}
    >
      <h3 className={styles.compareTitle}>{m.audit_compare_title()}</h3>
      <TextField
        label={m.audit_compare_group()}
        mono
        value={typed}
        onChange={(text) => {
          setTyped(text);
          setFound(null);
        }}
        hint={m.audit_compare_hint()}
        autoFocus
        maxLength={80}
        testId="audit-group"
      />
      <p className={styles.answer} data-state={found?.kind ?? "wait"} aria-live="polite" data-testid="audit-answer">
        {found === null
          ? ""
          : found.kind === "head"
            ? m.audit_found_head({ group: found.group })
            : found.kind === "entry"
              ? m.audit_found_entry({ seq: grouped(found.row.seq), at: dayAndTime(found.row.at), group: found.group })
              : m.audit_found_none()}
      </p>
      <div>
        <Button type="submit" disabled={busy || group.length < LEAST}>
          {busy ? m.audit_verifying() : m.audit_compare_look()}
        </Button>
      </div>
    </form>
  );
}
