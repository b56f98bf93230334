/** «Передачи»: each disclosure as an event, and one question to all of them: to whom was it given. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { DisclosureRow, Finding, RemovalReason } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button, Hidden } from "../../kit/buttons";
import { day, grouped } from "../../kit/dates";
import { type Place, useDesk, useKept, useStatus } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import { Radios } from "../../kit/fields";
import { type Column, Grid, type GridHandle } from "../../kit/Grid";
import { DueMark, Plus } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { TABLE_FROM } from "../../kit/RecordList";
import { Nothing, Screen } from "../../kit/Screen";
import { Search, SearchBar } from "../../kit/Search";
import { Split } from "../../kit/Split";
import { useWidth } from "../../kit/size";
import { Views } from "../../kit/views";
import { recipientName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import { DisclosureForm } from "./DisclosureForm";
import styles from "./Disclosures.module.css";

const SEARCH_DELAY_MS = 150;

type View = "all" | "wrong";

/** Which findings of the check concern an event. */
function byEvent(findings: readonly Finding[] | undefined): ReadonlyMap<string, Finding[]> {
  const map = new Map<string, Finding[]>();
  for (const finding of findings ?? [])
    if (finding.area === "disclosures")
      for (const id of finding.disclosures) map.set(id, [...(map.get(id) ?? []), finding]);
  return map;
}

function columns(wrong: ReadonlyMap<string, Finding[]>): ReadonlyArray<Column<DisclosureRow>> {
  return [
    { id: "date", head: m.disclosures_col_date(), width: "84px", right: true, cell: (row) => day(row.date) },
    {
      id: "recipient",
      head: m.disclosures_col_recipient(),
      width: "196px",
      cell: (row) => (
        <span className={styles.recipient} title={row.recipient}>
          {wrong.has(row.id) && (
            <span className={styles.wrong}>
              <DueMark state="overdue" />
              <Hidden>{m.disclosure_wrong()}</Hidden>
            </span>
          )}
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

export function DisclosuresScreen({ place }: { place: Extract<Place, { section: "disclosures" }> }): ReactNode {
  const [asked, setAsked] = useKept("disclosures.search", "");
  const [typed, setTyped] = useState(asked);
  const [chosen, setChosen] = useKept<string | null>("disclosures.chosen", null);
  const [view, setView] = useKept<View>("disclosures.view", "all");
  /** The form beside the list: of a new event, or of the one with this id. */
  const [mode, setMode] = useState<{ id: string | null } | null>(null);
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
  const check = useCommand("three_lists", {});
  const wrong = useMemo(() => byEvent(check.data?.findings), [check.data]);

  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => setAsked(typed), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, setAsked]);
  useEffect(() => {
    if (place.id !== undefined) {
      setChosen(place.id);
      setTyped("");
      setAsked("");
      setView("all");
    }
    if (place.act === "add") setMode({ id: null });
    else if (place.act === "edit" && place.id !== undefined) setMode({ id: place.id });
    else setMode(null);
  }, [place, setChosen, setAsked, setView]);

  const rows = (list.data?.disclosures ?? []).filter((row) => view === "all" || wrong.has(row.id));
  const found = rows.findIndex((row) => row.id === chosen);
  const active = found >= 0 ? found : rows.length > 0 ? 0 : -1;
  const row = rows[active];
  const known = list.data !== undefined;
  const total = all.data?.disclosures.length ?? rows.length;
  const toSearch = () => {
    field.current?.focus();
    field.current?.select();
  };
  const add = () => setMode({ id: null });
  const edit = () => {
    if (row !== undefined) setMode({ id: row.id });
  };
  const toRows = () => requestAnimationFrame(() => grid.current?.focus());
  const close = () => {
    setMode(null);
    toRows();
  };
  const saved = (id: string) => {
    setChosen(id);
    setMode(null);
    toRows();
  };
  useKeys({ "/": toSearch, "Ctrl+F": toSearch, C: add, E: row === undefined || mode !== null ? undefined : edit });
  useStatus(known ? m.disclosures_status({ shown: grouped(rows.length), total: grouped(total) }) : "");

  const empty = !known ? null : search !== "" ? (
    <Nothing act={<Button onPress={() => setTyped("")}>{m.disclosures_clear()}</Button>}>
      {m.disclosures_empty_search({ text: search })}
    </Nothing>
  ) : view === "wrong" && total > 0 ? (
    <Nothing act={<Button onPress={() => setView("all")}>{m.disclosures_show_all()}</Button>}>
      {m.disclosures_empty_wrong()}
    </Nothing>
  ) : (
    <Nothing act={<Button onPress={add}>{m.disclosures_add()}</Button>}>{m.disclosures_empty()}</Nothing>
  );

  const table = (width: number) => (
    <>
      <SearchBar>
        <Search
          label={m.disclosures_search()}
          value={typed}
          onChange={setTyped}
          onLeave={() => grid.current?.focus()}
          field={field}
          testId="disclosures-search"
        />
      </SearchBar>
      <Grid
        ref={grid}
        label={m.disclosures_list()}
        columns={columns(wrong)}
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
        onOpen={edit}
        empty={empty}
        rowTestId="disclosure-row"
        autoFocus={mode === null}
      />
    </>
  );

  return (
    <Screen
      title={m.section_disclosures()}
      testId="screen-disclosures"
      beside={
        <Views
          label={m.disclosures_views()}
          selected={view}
          onSelect={setView}
          views={[
            { id: "all", name: m.view_all(), count: all.data?.disclosures.length ?? null },
            { id: "wrong", name: m.disclosures_view_wrong(), count: check.data === undefined ? null : wrong.size },
          ]}
        />
      }
      acts={
        <>
          <ExportList
            request={listRequest("disclosures", {
              disclosures: { search: search === "" ? null : search, case: null },
              rows: view === "all" ? null : rows.map((one) => one.id),
            })}
            columns={columns(wrong)}
          />
          <Button kind="primary" icon={Plus} keys="C" onPress={add} testId="disclosures-add-open">
            {m.disclosures_add()}
          </Button>
        </>
      }
    >
      {list.error !== null && <ErrorPanel error={list.error} />}
      {mode !== null ? (
        <Split
          paneLabel={mode.id === null ? m.disclosures_add_title() : m.disclosure_edit_title()}
          paneInFront
          onBack={close}
          list={table}
          pane={
            mode.id === null ? (
              <DisclosureForm key="add" view={null} onClose={close} onSaved={saved} />
            ) : (
              <EditForm key={mode.id} id={mode.id} onClose={close} onSaved={saved} />
            )
          }
        />
      ) : (
        <>
          <div className={styles.list} ref={frame} data-region="list">
            {table(room)}
          </div>
          {row !== undefined && (
            <Event key={row.id} row={row} findings={wrong.get(row.id) ?? []} onEdit={edit} onRemoved={toRows} />
          )}
        </>
      )}
    </Screen>
  );
}

/** The form of a record that is there: drawn when it has come. */
function EditForm(props: { id: string; onClose: () => void; onSaved: (id: string) => void }): ReactNode {
  const view = useCommand("disclosure_show", { id: props.id });
  if (view.error !== null) return <ErrorPanel error={view.error} />;
  if (view.data === undefined) return null;
  return <DisclosureForm view={view.data} onClose={props.onClose} onSaved={props.onSaved} />;
}

const REASONS: ReadonlyArray<{ id: RemovalReason; name: () => string }> = [
  { id: "mistake", name: m.removal_mistake },
  { id: "duplicate", name: m.removal_duplicate },
  { id: "not_made", name: m.removal_not_made },
];

/** The chosen event in full, under the list; a discrepancy with its reason and what to do. */
function Event(props: {
  row: DisclosureRow;
  findings: readonly Finding[];
  onEdit: () => void;
  onRemoved: () => void;
}): ReactNode {
  const { row, findings } = props;
  const { go } = useDesk();
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState<RemovalReason>("mistake");
  const removing = useAct("disclosure_remove");
  const number = row.case;
  const processor = findings.find((finding) => finding.processor !== null)?.processor ?? null;
  const contractless = findings.find((finding) => finding.code === "recipient_without_contract");
  const remove = () => {
    void removing.run({ id: row.id, reason }).then((done) => {
      if (done === null) return;
      toast(m.disclosure_removed());
      props.onRemoved();
    });
  };
  useKeys(
    {
      Escape: () => {
        setAsking(false);
        props.onRemoved();
      },
      "Ctrl+Enter": remove,
    },
    { enabled: asking },
  );
  if (asking)
    return (
      <aside className={styles.event} aria-label={m.disclosure_remove_title()} data-region="event">
        <div className={styles.eventMain}>
          <Radios
            label={m.disclosure_remove_title()}
            value={reason}
            onChange={setReason}
            row
            choices={REASONS.map((one) => ({ id: one.id, name: one.name() }))}
          />
          {removing.error !== null && <ErrorLine error={removing.error} />}
        </div>
        <span className={styles.eventActs}>
          <Button
            keys="Esc"
            onPress={() => {
              setAsking(false);
              props.onRemoved();
            }}
          >
            {m.cancel()}
          </Button>
          <Button
            kind="danger"
            keys="Ctrl+Enter"
            autoFocus
            disabled={removing.busy}
            onPress={remove}
            testId="disclosure-remove-confirm"
          >
            {m.disclosure_remove_one()}
          </Button>
        </span>
      </aside>
    );
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
        {findings.map((finding) => (
          <p key={`${finding.code} ${finding.message}`} className={styles.finding} data-testid="disclosure-finding">
            <DueMark state="overdue" />
            <span>
              <b>{finding.message}</b> {finding.fix}
            </span>
          </p>
        ))}
      </div>
      <span className={styles.eventActs}>
        {processor !== null && (
          <Button onPress={() => go({ section: "processors", id: processor })} testId="disclosure-processor">
            {m.disclosure_open_processor()}
          </Button>
        )}
        {contractless !== undefined && (
          <Button
            onPress={() =>
              go({
                section: "processors",
                act: "add",
                fill: { name: row.recipient, purposes: [row.purpose], data: row.data },
              })
            }
            testId="disclosure-add-processor"
          >
            {m.repair_add_processor()}
          </Button>
        )}
        {number !== null && (
          <Button onPress={() => go({ section: "cases", number })} testId="disclosure-case">
            {m.disclosure_open_case({ number })}
          </Button>
        )}
        <Button onPress={() => setAsking(true)} testId="disclosure-remove">
          {m.disclosure_remove()}
        </Button>
        <Button keys="E" onPress={props.onEdit} testId="disclosure-edit">
          {m.disclosure_edit()}
        </Button>
      </span>
    </aside>
  );
}
