/** «Передачи»: each disclosure as an event, and one question to all of them: to whom was it given. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { DisclosureRow } from "../../bindings/wire";
import { useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { day, grouped } from "../../kit/dates";
import { useDesk, useKept, useStatus } from "../../kit/desk";
import { type Column, Grid, type GridHandle } from "../../kit/Grid";
import { Plus } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { TABLE_FROM } from "../../kit/RecordList";
import { RecordsForm } from "../../kit/RecordsForm";
import { Nothing, Screen } from "../../kit/Screen";
import { Search } from "../../kit/Search";
import { Split } from "../../kit/Split";
import { useWidth } from "../../kit/size";
import { recipientName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Disclosures.module.css";
import { DISCLOSURE_SAMPLE } from "./samples";

const SEARCH_DELAY_MS = 150;

function columns(): ReadonlyArray<Column<DisclosureRow>> {
  return [
    { id: "date", head: m.disclosures_col_date(), width: "84px", right: true, cell: (row) => day(row.date) },
    {
      id: "recipient",
      head: m.disclosures_col_recipient(),
      width: "196px",
      cell: (row) => (
        <span className={styles.recipient} title={row.recipient}>
          {row.recipient}
        </span>
      ),
    },
    {
      id: "kind",
      head: m.disclosures_col_kind(),
      width: "104px",
      cell: (row) => <span className={styles.second}>{recipientName(row.kind)}</span>,
    },
    {
      id: "ground",
      head: m.disclosures_col_ground(),
      width: "146px",
      cell: (row) => (
        <span className={styles.second} title={row.ground}>
          {row.ground}
        </span>
      ),
    },
    {
      id: "data",
      head: m.disclosures_col_data(),
      width: "minmax(140px, 1fr)",
      cell: (row) => <span title={row.data.join(", ")}>{row.data.join(", ")}</span>,
    },
    {
      id: "subject",
      head: m.disclosures_col_subject(),
      width: "minmax(160px, 1fr)",
      cell: (row) => <span title={row.subject}>{row.subject}</span>,
    },
  ];
}

export function DisclosuresScreen(): ReactNode {
  const [asked, setAsked] = useKept("disclosures.search", "");
  const [typed, setTyped] = useState(asked);
  const [chosen, setChosen] = useKept<string | null>("disclosures.chosen", null);
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const grid = useRef<GridHandle>(null);
  const frame = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const search = asked.trim();
  const list = useCommand(
    "disclosures_list",
    { search: search === "" ? null : search, case: null },
    { keepPrevious: true },
  );
  const all = useCommand("disclosures_list", { search: null, case: null });

  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => setAsked(typed), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, setAsked]);

  const rows = list.data?.disclosures ?? [];
  const found = rows.findIndex((row) => row.id === chosen);
  const active = found >= 0 ? found : rows.length > 0 ? 0 : -1;
  const row = rows[active];
  const known = list.data !== undefined;
  const total = all.data?.disclosures.length ?? rows.length;
  const toSearch = () => {
    field.current?.focus();
    field.current?.select();
  };
  const add = () => setAdding(true);
  useKeys({ "/": toSearch, "Ctrl+F": toSearch, C: add });
  useStatus(known ? m.disclosures_status({ shown: grouped(rows.length), total: grouped(total) }) : "");

  const empty = !known ? null : search !== "" ? (
    <Nothing act={<Button onPress={() => setTyped("")}>{m.disclosures_clear()}</Button>}>
      {m.disclosures_empty_search({ text: search })}
    </Nothing>
  ) : (
    <Nothing act={<Button onPress={add}>{m.disclosures_add()}</Button>}>{m.disclosures_empty()}</Nothing>
  );

  const table = (width: number) => (
    <>
      <search className={styles.filter} aria-label={m.search_label()}>
        <Search
          label={m.disclosures_search()}
          value={typed}
          onChange={setTyped}
          onLeave={() => grid.current?.focus()}
          field={field}
          testId="disclosures-search"
        />
      </search>
      <Grid
        ref={grid}
        label={m.disclosures_list()}
        columns={columns()}
        total={rows.length}
        rowAt={(index) => rows[index]}
        rowKey={(event) => event.id}
        form={width === 0 || width >= TABLE_FROM ? "table" : "lines"}
        linesClass={styles.lines}
        active={active}
        onActive={(index) => {
          const next = rows[index];
          if (next !== undefined) setChosen(next.id);
        }}
        empty={empty}
        rowTestId="disclosure-row"
        autoFocus={!adding}
      />
    </>
  );

  return (
    <Screen
      title={m.section_disclosures()}
      testId="screen-disclosures"
      acts={
        <Button kind="primary" icon={Plus} keys="C" onPress={add} testId="disclosures-add-open">
          {m.disclosures_add()}
        </Button>
      }
    >
      {list.error !== null && <ErrorPanel error={list.error} />}
      {adding ? (
        <Split
          paneLabel={m.disclosures_add_title()}
          paneInFront
          onBack={() => setAdding(false)}
          list={table}
          pane={
            <RecordsForm
              command="disclosures_add"
              title={m.disclosures_add_title()}
              lead={m.disclosures_add_lead()}
              sample={DISCLOSURE_SAMPLE}
              onClose={() => setAdding(false)}
              testId="disclosures-add"
            />
          }
        />
      ) : (
        <>
          <div className={styles.list} ref={frame} data-region="list">
            {table(room)}
          </div>
          {row !== undefined && <Event row={row} />}
        </>
      )}
    </Screen>
  );
}

/** The chosen event in full, under the list. */
function Event({ row }: { row: DisclosureRow }): ReactNode {
  const { go } = useDesk();
  const number = row.case;
  return (
    <aside className={styles.event} aria-label={m.disclosure_pane()} data-region="event" data-testid="disclosure-event">
      <div className={styles.eventMain}>
        <p>
          <b className={styles.eventTitle}>{row.recipient}</b>
          <span className={styles.second}>
            , {recipientName(row.kind)} · {day(row.date)}
          </span>
        </p>
        <p className={styles.second}>
          {m.disclosure_line({ subject: row.subject, data: row.data.join(", ") })}{" "}
          {m.disclosure_why({ purpose: row.purpose, ground: row.ground })}
          {row.channel !== null && ` ${m.disclosure_how({ channel: row.channel })}`}
        </p>
      </div>
      {number !== null && (
        <Button onPress={() => go({ section: "cases", number })} testId="disclosure-case">
          {m.disclosure_open_case({ number })}
        </Button>
      )}
    </aside>
  );
}
