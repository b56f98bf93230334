/** «Поручения»: who processes by contract, and whether the contract has the ten points of ст. 6 ч. 3. */
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { ProcessorRow } from "../../bindings/wire";
import { useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { grouped } from "../../kit/dates";
import { type Place, type ProcessorFill, useKept, useStatus } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import type { Column } from "../../kit/Grid";
import { Plus } from "../../kit/icons";
import { focusRegion, useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { RecordList } from "../../kit/RecordList";
import { Nothing, Screen } from "../../kit/Screen";
import { Search, SearchBar } from "../../kit/Search";
import { Views } from "../../kit/views";
import * as m from "../../paraglide/messages.js";
import { CheckList } from "./CheckList";
import { ProcessorForm } from "./ProcessorForm";
import { ProcessorPane } from "./ProcessorPane";
import styles from "./Processors.module.css";
import { PointPips, Term } from "./points";

const SEARCH_DELAY_MS = 150;

type View = "all" | "gaps" | "ending" | "ended" | "check";

/** What stands in the pane instead of the record. */
type Mode = { kind: "add"; fill?: ProcessorFill } | { kind: "edit"; id: string; fill?: ProcessorFill };

function columns(): ReadonlyArray<Column<ProcessorRow>> {
  return [
    {
      id: "name",
      head: m.processors_col_name(),
      width: "minmax(200px, 1fr)",
      cell: (row) => (
        <span className={styles.name} title={row.name}>
          {row.name}
        </span>
      ),
    },
    {
      id: "points",
      head: m.processors_col_points(),
      width: "178px",
      cell: (row) => (
        <span className={styles.points}>
          <PointPips states={row.points} />
          <span className={styles.met} data-gaps={row.met < row.points.length ? "" : undefined}>
            {m.processors_met({ met: row.met, of: row.points.length })}
          </span>
        </span>
      ),
    },
    {
      id: "purpose",
      head: m.processors_col_purpose(),
      width: "minmax(160px, 1fr)",
      cell: (row) =>
        row.purposes.length === 0 ? (
          <span className={styles.faint}>{m.processors_no_purpose()}</span>
        ) : (
          <span title={row.purposes.join(", ")}>{row.purposes.join(", ")}</span>
        ),
    },
    {
      id: "term",
      head: m.processors_col_term(),
      width: "216px",
      cell: (row) => <Term left={row.left} term={row.term} />,
    },
  ];
}

const hasGaps = (row: ProcessorRow): boolean => row.met < row.points.length;

function isIn(view: View, row: ProcessorRow): boolean {
  return view === "all" || (view === "gaps" ? hasGaps(row) : row.term === view);
}

/** The focus goes back to the rows. */
function toRows(): void {
  focusRegion("list");
}

export function ProcessorsScreen({ place }: { place: Extract<Place, { section: "processors" }> }): ReactNode {
  const [view, setView] = useKept<View>("processors.view", "all");
  const [asked, setAsked] = useKept("processors.search", "");
  const [typed, setTyped] = useState(asked);
  const [mode, setMode] = useState<Mode | null>(null);
  const [toPoints, setToPoints] = useState(false);
  const [wanted, setWanted] = useState(place.id);
  const field = useRef<HTMLInputElement>(null);
  const search = asked.trim();
  const all = useCommand("processors_list", { search: null });
  const list = useCommand("processors_list", { search: search === "" ? null : search }, { keepPrevious: true });
  const check = useCommand("three_lists", {});
  const rows = all.data?.processors;
  const shown = list.data?.processors.filter((row) => isIn(view, row));

  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => setAsked(typed), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [typed, asked, setAsked]);
  useEffect(() => {
    if (place.id !== undefined) {
      setWanted(place.id);
      setTyped("");
      setAsked("");
    }
    setToPoints(place.act === "points");
    const fill = place.fill === undefined ? {} : { fill: place.fill };
    if (place.act === "add") setMode({ kind: "add", ...fill });
    else if (place.act === "edit" && place.id !== undefined) setMode({ kind: "edit", id: place.id, ...fill });
    else setMode(null);
    if (place.act === "check") setView("check");
    else if (place.id !== undefined || place.act !== undefined) setView("all");
  }, [place, setView, setAsked]);

  const add = () => setMode({ kind: "add" });
  const close = () => {
    setMode(null);
    toRows();
  };
  const toSearch = () => {
    field.current?.focus();
    field.current?.select();
  };
  useKeys({ C: add, "/": toSearch, "Ctrl+F": toSearch });
  const gaps = rows?.filter(hasGaps).length ?? 0;
  const findings = check.data?.findings;
  useStatus(
    rows === undefined
      ? ""
      : view === "check"
        ? findings === undefined
          ? ""
          : m.check_status({ n: grouped(findings.length) })
        : m.processors_status({ count: rows.length, n: grouped(rows.length), gaps: grouped(gaps) }),
  );

  const count = (wantedView: View) => rows?.filter((row) => isIn(wantedView, row)).length ?? null;
  const empty =
    rows?.length === 0 ? (
      <Nothing act={<Button onPress={add}>{m.processors_add()}</Button>}>{m.processors_empty()}</Nothing>
    ) : search !== "" ? (
      <Nothing
        act={
          <Button
            onPress={() => {
              setTyped("");
              setAsked("");
              toRows();
            }}
          >
            {m.processors_clear()}
          </Button>
        }
      >
        {m.processors_empty_search({ text: search })}
      </Nothing>
    ) : (
      <Nothing
        act={
          <Button
            onPress={() => {
              setView("all");
              toRows();
            }}
          >
            {m.processors_show_all()}
          </Button>
        }
      >
        {m.processors_empty_view()}
      </Nothing>
    );
  const saved = (id: string) => {
    setMode(null);
    setWanted(id);
    if (view !== "all" && view !== "check") setView("all");
    setTyped("");
    setAsked("");
    toRows();
  };
  const form =
    mode === null ? null : mode.kind === "add" ? (
      <ProcessorForm key="add" view={null} fill={mode.fill} onClose={close} onSaved={saved} />
    ) : (
      <EditForm key={mode.id} id={mode.id} fill={mode.fill} onClose={close} onSaved={saved} />
    );
  const formTitle = mode === null ? null : mode.kind === "add" ? m.processors_add_title() : m.processor_edit_title();
  return (
    <Screen
      title={m.section_processors()}
      testId="screen-processors"
      beside={
        <Views
          label={m.processors_views()}
          selected={view}
          onSelect={(next) => {
            setMode(null);
            setView(next);
          }}
          views={[
            { id: "all", name: m.view_all(), count: rows?.length ?? null },
            { id: "gaps", name: m.processors_view_gaps(), count: rows === undefined ? null : gaps },
            { id: "ending", name: m.processors_view_ending(), count: count("ending") },
            { id: "ended", name: m.processors_view_ended(), count: count("ended") },
            { id: "check", name: m.processors_view_check(), count: findings?.length ?? null },
          ]}
        />
      }
      acts={
        <>
          {view !== "check" && (
            <ExportList
              request={listRequest("processors", { rows: (shown ?? []).map((row) => row.id) })}
              columns={columns()}
            />
          )}
          <Button kind="primary" icon={Plus} keys="C" onPress={add} testId="processors-add-open">
            {m.processors_add()}
          </Button>
        </>
      }
    >
      {list.error !== null && <ErrorPanel error={list.error} />}
      {check.error !== null && view === "check" && <ErrorPanel error={check.error} />}
      {view === "check" ? (
        <CheckList findings={findings} pane={form} paneTitle={formTitle} onChoose={() => setMode(null)} />
      ) : (
        <RecordList
          name="processors"
          label={m.processors_list()}
          rows={shown}
          rowKey={(row) => row.id}
          columns={columns()}
          linesClass={styles.lines}
          autoFocus={mode === null && !toPoints}
          wanted={wanted}
          rowTestId="processor-row"
          paneTestId="processor-pane"
          front={mode !== null}
          onChoose={() => setMode(null)}
          above={
            <SearchBar>
              <Search
                label={m.processors_search()}
                value={typed}
                onChange={setTyped}
                onLeave={toRows}
                field={field}
                testId="processors-search"
              />
            </SearchBar>
          }
          empty={empty}
          below={<Legend />}
          paneLabel={(row) => formTitle ?? m.processors_pane({ name: row?.name ?? "" })}
          pane={(row) =>
            form ??
            (row === undefined ? (
              <Nothing>{m.processors_none_chosen()}</Nothing>
            ) : (
              <ProcessorPane
                id={row.id}
                key={row.id}
                onEdit={() => setMode({ kind: "edit", id: row.id })}
                onRemoved={toRows}
                toPoints={toPoints}
              />
            ))
          }
        />
      )}
    </Screen>
  );
}

/** The form of a record that is there: drawn when it has come. */
function EditForm(props: {
  id: string;
  fill?: ProcessorFill | undefined;
  onClose: () => void;
  onSaved: (id: string) => void;
}): ReactNode {
  const view = useCommand("processor_show", { id: props.id });
  if (view.error !== null) return <ErrorPanel error={view.error} />;
  if (view.data === undefined) return null;
  return <ProcessorForm view={view.data} fill={props.fill} onClose={props.onClose} onSaved={props.onSaved} />;
}

function Legend(): ReactNode {
  return (
    <p className={styles.legend} aria-hidden="true">
      <span className={styles.key}>
        <PointPips states={["met"]} /> {m.point_met()}
      </span>
      <span className={styles.key}>
        <PointPips states={["not_met"]} /> {m.point_not_met()}
      </span>
      <span className={styles.key}>
        <PointPips states={["unknown"]} /> {m.point_unknown_counts()}
      </span>
    </p>
  );
}
