/** «Журнал событий»: whether the chain agrees, its head as it is printed, what was done, newest first, and one entry. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { AuditRow, VerifyView } from "../../bindings/wire";
import { useAct, useHost } from "../../host/queries";
import { Button, Tag } from "../../kit/buttons";
import { day, dayAndTime, grouped, timeWithSeconds } from "../../kit/dates";
import { useDesk, useKept, useStatus } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import { TextField } from "../../kit/fields";
import { type Column, Grid, type GridHandle } from "../../kit/Grid";
import { DueMark, Icon, ShieldAlert, ShieldCheck } from "../../kit/icons";
import { focusRegion, useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { Popover } from "../../kit/overlays";
import { TABLE_FROM } from "../../kit/RecordList";
import { Nothing, Screen } from "../../kit/Screen";
import { Search, SearchBar } from "../../kit/Search";
import { Split } from "../../kit/Split";
import { Views } from "../../kit/views";
import * as m from "../../paraglide/messages.js";
import styles from "./Audit.module.css";
import { EntryPane, Groups } from "./EntryPane";
import { requestOf, type TrailFilter, useTrail, WHOLE_TRAIL } from "./rows";
import { actionName, entityName, headGroups, hexText, targetOf, whoName } from "./words";

/** What the last verification said, kept for the status bar until the vault is locked. */
export type Verified = { view: VerifyView; at: string; seconds: number };

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
        const target = targetOf(row);
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

type Chosen = { index: number; seq: number | null };

const ABOUT: ReadonlyArray<TrailFilter["about"]> = ["all", "cases", "letters", "imports", "registers", "settings"];
const ABOUT_NAMES: Record<TrailFilter["about"], () => string> = {
  all: m.audit_about_all,
  cases: m.audit_about_cases,
  letters: m.audit_about_letters,
  imports: m.audit_about_imports,
  registers: m.audit_about_registers,
  settings: m.audit_about_settings,
};
const SEARCH_DELAY_MS = 150;

export function AuditScreen(): ReactNode {
  const client = useQueryClient();
  const { go } = useDesk();
  const [filter, setFilter] = useKept<TrailFilter>("audit.filter", WHOLE_TRAIL);
  const [chosen, setChosen] = useKept<Chosen>("audit.chosen", { index: 0, seq: null });
  const [inFront, setInFront] = useKept("audit.inFront", false);
  const [search, setSearch] = useState(filter.search);
  const trail = useTrail(filter);
  const { known, rowAt, placeOf } = trail;
  const grid = useRef<GridHandle>(null);
  const field = useRef<HTMLInputElement>(null);
  const [comparing, setComparing] = useState(false);
  const verifying = useAct("vault_verify");
  const paper = useRef<HTMLButtonElement>(null);
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

  const change = useCallback(
    (part: Partial<TrailFilter>) => {
      setFilter((before) => ({ ...before, ...part }));
      setChosen({ index: 0, seq: null });
    },
    [setFilter, setChosen],
  );
  // What is typed is asked for a moment after the last key.
  useEffect(() => {
    if (search === filter.search) return;
    const timer = setTimeout(() => change({ search }), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [search, filter.search, change]);
  // The chosen entry keeps its choice when a new one moves it down.
  const here = rowAt(chosen.index)?.seq ?? null;
  useEffect(() => {
    if (!known || here === chosen.seq) return;
    const found = chosen.seq === null ? -1 : placeOf(chosen.seq);
    if (found >= 0) setChosen({ index: found, seq: chosen.seq });
    else if (here !== null) setChosen({ index: chosen.index, seq: here });
  });
  const row = known ? rowAt(chosen.index) : undefined;

  const toList = useCallback(() => {
    setInFront(false);
    requestAnimationFrame(() => grid.current?.focus());
  }, [setInFront]);
  const toPane = () => {
    setInFront(true);
    focusRegion("pane");
  };
  const toSearch = () => {
    field.current?.focus();
    field.current?.select();
  };
  const clearAll = () => {
    setSearch("");
    change(WHOLE_TRAIL);
    toList();
  };
  useKeys({ V: verify, "/": toSearch, "Ctrl+F": toSearch, Escape: toList });
  const narrowed = filter.search.trim() !== "" || filter.about !== "all";
  useStatus(
    trail.head === null
      ? ""
      : narrowed
        ? m.audit_status_shown({ shown: grouped(trail.total), total: grouped(trail.all) })
        : m.audit_status({ count: trail.all, n: grouped(trail.all) }),
  );

  return (
    <Screen
      title={m.section_audit()}
      testId="screen-audit"
      acts={
        <>
          <ExportList request={listRequest("audit", { audit: requestOf(filter, 0, 1) })} columns={columns(go)} />
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
      <Verdict outcome={verified.data} busy={verifying.busy} total={trail.all} />
      {verifying.error !== null && <ErrorPanel error={verifying.error} />}
      {trail.head !== null && (
        <div className={styles.head}>
          <span className={styles.headName} id="audit-head-name">
            {m.audit_head()}
          </span>
          <Groups of={trail.head} labelledBy="audit-head-name" testId="audit-head" />
          <span className={styles.headNote}>{m.audit_head_note()}</span>
        </div>
      )}
      {trail.error !== null && <ErrorPanel error={trail.error} />}
      <Split
        paneLabel={row === undefined ? m.audit_pane_none() : m.audit_pane({ seq: grouped(row.seq) })}
        paneInFront={inFront}
        onBack={toList}
        testId="audit-pane"
        list={(width) => (
          <>
            <SearchBar>
              <Search
                label={m.audit_search()}
                value={search}
                onChange={setSearch}
                onLeave={toList}
                field={field}
                testId="audit-search"
              />
            </SearchBar>
            <div className={styles.about}>
              <Views
                label={m.audit_views()}
                selected={filter.about}
                onSelect={(about) => change({ about })}
                views={ABOUT.map((id) => ({ id, name: ABOUT_NAMES[id](), count: null }))}
              />
            </div>
            <Grid
              ref={grid}
              label={m.audit_list()}
              columns={columns(go)}
              total={trail.total}
              rowAt={rowAt}
              rowKey={(one) => String(one.seq)}
              form={width >= TABLE_FROM ? "table" : "lines"}
              linesClass={styles.lines}
              active={chosen.index}
              onActive={(index) => setChosen({ index, seq: rowAt(index)?.seq ?? null })}
              onOpen={toPane}
              onSight={trail.onSight}
              empty={
                !known ? null : narrowed ? (
                  <Nothing
                    act={
                      <Button onPress={clearAll} testId="audit-clear">
                        {m.audit_clear_filter()}
                      </Button>
                    }
                  >
                    {m.audit_empty_filter()}
                  </Nothing>
                ) : (
                  <Nothing>{m.audit_empty()}</Nothing>
                )
              }
              rowTestId="audit-row"
              autoFocus
            />
          </>
        )}
        pane={row === undefined ? known && <Nothing>{m.audit_none_chosen()}</Nothing> : <EntryPane row={row} />}
      />
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
        const page = await host.call("audit_list", requestOf(WHOLE_TRAIL, from, WHOLE_PAGE));
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
