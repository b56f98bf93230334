/** «Обращения»: the list by window from the program, and the case beside it. */
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";
import type { CasesSort, CasesView } from "../../bindings/wire";
import { useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { day, grouped } from "../../kit/dates";
import { type Place, useDesk, useKept, useStatus } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import { DateField, SelectField } from "../../kit/fields";
import { Grid, type GridHandle } from "../../kit/Grid";
import { ListFilter, Plus, X } from "../../kit/icons";
import { focusRegion, useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { Popover } from "../../kit/overlays";
import { TABLE_FROM } from "../../kit/RecordList";
import { Nothing, Screen } from "../../kit/Screen";
import { Search, SearchBar } from "../../kit/Search";
import { Split } from "../../kit/Split";
import { Views } from "../../kit/views";
import {
  DEMAND_KINDS,
  kindName,
  lowerFirst,
  orderName,
  SORT_LIST,
  STATUS_LIST,
  statusName,
  viewName,
} from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import { AddCase } from "./AddCase";
import { CasePane, type CaseTab } from "./CasePane";
import styles from "./Cases.module.css";
import { caseColumns } from "./columns";
import { type CasesFilter, FIRST_FILTER, requestOf, useCaseRows } from "./rows";

const VIEWS: readonly CasesView[] = ["open", "overdue", "awaiting_identity", "all"];
const SEARCH_DELAY_MS = 150;

type Chosen = { index: number; number: string | null };

export function CasesScreen({ place }: { place: Extract<Place, { section: "cases" }> }): ReactNode {
  const { go, session, kept } = useDesk();
  const [filter, setFilter] = useKept<CasesFilter>("cases.filter", FIRST_FILTER);
  const [chosen, setChosen] = useKept<Chosen>("cases.chosen", { index: 0, number: null });
  const [tab, setTab] = useKept<CaseTab>("cases.tab", "case");
  const [inFront, setInFront] = useKept("cases.inFront", false);
  const [search, setSearch] = useState(filter.search);
  const [adding, setAdding] = useState(place.act === "add");
  const [filtering, setFiltering] = useState(false);
  const grid = useRef<GridHandle>(null);
  const searchField = useRef<HTMLInputElement>(null);
  const filterButton = useRef<HTMLButtonElement>(null);
  const rows = useCaseRows(filter);
  const { total, known, rowAt, placeOf } = rows;

  const change = useCallback(
    (part: Partial<CasesFilter>) => {
      setFilter((before) => ({ ...before, ...part }));
      setChosen({ index: 0, number: null });
    },
    [setFilter, setChosen],
  );

  // What is typed is asked for a moment after the last key.
  useEffect(() => {
    if (search === filter.search) return;
    const timer = setTimeout(() => change({ search }), SEARCH_DELAY_MS);
    return () => clearTimeout(timer);
  }, [search, filter.search, change]);

  // Somebody asked for this case: it is shown even when the list, as it is filtered, does not hold it.
  const wanted = place.number;
  const { act } = place;
  useEffect(() => {
    if (wanted === undefined) return;
    setChosen({ index: -1, number: wanted });
    setInFront(true);
    // Forms and the working of a date stand on the first tab.
    if (act !== undefined) setTab(act === "attachments" ? "attachments" : "case");
    setAdding(act === "add");
  }, [wanted, act, setChosen, setInFront, setTab]);

  // A search from before would show another list than the case that was asked for.
  const looked = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (wanted === undefined || wanted === looked.current || !known) return;
    looked.current = wanted;
    const narrow = filter.kind !== null || filter.status !== null || filter.dueBy !== null;
    if ((!narrow && filter.search === "") || placeOf(wanted) >= 0) return;
    setSearch("");
    setFilter((before) => ({ ...before, kind: null, status: null, dueBy: null, search: "" }));
  });

  // A file that came while the screen is shown opens the form anew.
  const file = place.file;
  useEffect(() => {
    if (file === undefined) return;
    setAdding(true);
    setInFront(true);
  }, [file, setInFront]);
  /** Leaves the form; the place names its file no longer. */
  const added = (number: string | null, on: CaseTab) => {
    setAdding(false);
    if (number !== null) {
      setChosen({ index: -1, number });
      setTab(on);
    }
    if (file !== undefined) go({ section: "cases" });
  };

  // The chosen case keeps its choice when a write moves its row.
  const here = rowAt(chosen.index)?.number ?? null;
  useEffect(() => {
    if (!known) return;
    if (chosen.number === null) {
      if (here !== null) setChosen({ index: chosen.index, number: here });
      return;
    }
    if (here === chosen.number) return;
    const found = placeOf(chosen.number);
    if (found >= 0) setChosen({ index: found, number: chosen.number });
  });

  const opened = useCommand(
    "case_show",
    { number: chosen.number ?? "" },
    { enabled: chosen.number !== null, keepPrevious: true },
  );
  const view = chosen.number === null ? undefined : opened.data;
  // The case is not there any more: what made it was taken back. Its neighbour takes its place.
  const gone = opened.error?.wire.code === "not_found";
  useEffect(() => {
    if (!gone || !known) return;
    const at = Math.max(0, Math.min(total - 1, chosen.index));
    setChosen({ index: at, number: rowAt(at)?.number ?? null });
    if (total === 0) setInFront(false);
  });
  const columns = caseColumns();
  // The case that stands in the pane: a dropped file may go to it. It is not remembered.
  const inPane = adding ? null : (view?.number ?? null);
  useEffect(() => {
    kept.set("cases:open", inPane);
    return () => {
      kept.delete("cases:open");
    };
  }, [kept, inPane]);

  const toList = useCallback(() => {
    setInFront(false);
    requestAnimationFrame(() => grid.current?.focus());
  }, [setInFront]);
  const toPane = () => {
    setInFront(true);
    focusRegion("pane");
  };
  const toSearch = () => {
    searchField.current?.focus();
    searchField.current?.select();
  };
  const step = (by: number) => {
    if (total === 0) return;
    const index = Math.max(0, Math.min(total - 1, chosen.index + by));
    setChosen({ index, number: rowAt(index)?.number ?? null });
  };
  const add = () => {
    setAdding(true);
    setInFront(true);
  };

  useKeys({
    "/": toSearch,
    "Ctrl+F": toSearch,
    F: () => setFiltering(true),
    C: add,
    J: () => step(1),
    K: () => step(-1),
    Escape: () => {
      if (adding) return false;
      toList();
      return true;
    },
  });

  const narrowed = filter.kind !== null || filter.status !== null || filter.dueBy !== null;
  const clearAll = () => {
    setSearch("");
    change({ kind: null, status: null, dueBy: null, search: "" });
  };
  const order = orderName(filter.sort, filter.descending);
  const all = rows.views?.all ?? total;
  useStatus(known ? m.cases_status({ shown: grouped(total), total: grouped(all), order: lowerFirst(order) }) : "");

  const empty = known ? (
    filter.search.trim() !== "" || narrowed ? (
      <Nothing act={<Button onPress={clearAll}>{m.cases_clear_filter()}</Button>}>{m.cases_empty_filter()}</Nothing>
    ) : all === 0 ? (
      <Nothing act={<Button onPress={() => go({ section: "imports" })}>{m.cases_empty_load()}</Button>}>
        {m.cases_empty()}
      </Nothing>
    ) : (
      <Nothing act={<Button onPress={() => change({ view: "all" })}>{m.cases_empty_view_all()}</Button>}>
        {m.cases_empty_view()}
      </Nothing>
    )
  ) : null;

  return (
    <Screen
      title={m.section_cases()}
      testId="screen-cases"
      beside={
        <Views
          label={m.cases_views()}
          selected={filter.view}
          onSelect={(view) => change({ view })}
          views={VIEWS.map((id) => ({ id, name: viewName(id), count: rows.views?.[id] ?? null }))}
        />
      }
      acts={
        <>
          <ExportList
            request={listRequest("cases", { cases: requestOf(filter, 0, 0) })}
            columns={columns}
            recordPrints
          />
          <Button kind="primary" icon={Plus} keys="C" onPress={add} testId="case-add-open">
            {m.case_add_open()}
          </Button>
        </>
      }
    >
      <Popover
        open={filtering}
        onClose={() => setFiltering(false)}
        anchor={filterButton}
        label={m.filter_title()}
        width={300}
      >
        <div className={styles.filterForm}>
          <SelectField
            label={m.filter_kind()}
            value={filter.kind ?? "any"}
            onChange={(kind) => change({ kind: kind === "any" ? null : kind })}
            choices={[
              { id: "any", name: m.filter_any_kind() },
              ...DEMAND_KINDS.map((kind) => ({ id: kind, name: kindName(kind) })),
            ]}
            autoFocus
          />
          <SelectField
            label={m.filter_status()}
            value={filter.status ?? "any"}
            onChange={(status) => change({ status: status === "any" ? null : status })}
            choices={[
              { id: "any", name: m.filter_any_status() },
              ...STATUS_LIST.map((status) => ({ id: status, name: statusName(status) })),
            ]}
          />
          <DateField label={m.filter_due_by()} value={filter.dueBy} onChange={(dueBy) => change({ dueBy })} />
          <SelectField
            label={m.filter_sort()}
            value={`${filter.sort}${filter.descending ? "-" : "+"}`}
            onChange={(id) => change({ sort: id.slice(0, -1) as CasesSort, descending: id.endsWith("-") })}
            choices={SORT_LIST.flatMap((sort) => [
              { id: `${sort}+`, name: orderName(sort, false) },
              { id: `${sort}-`, name: orderName(sort, true) },
            ])}
          />
          <div className={styles.filterActs}>
            <Button onPress={() => setFiltering(false)}>{m.close()}</Button>
            {narrowed && (
              <Button kind="quiet" onPress={clearAll}>
                {m.cases_clear_filter()}
              </Button>
            )}
          </div>
        </div>
      </Popover>
      <Split
        paneLabel={adding ? m.case_add_title() : m.case_pane({ number: chosen.number ?? "" })}
        paneInFront={inFront}
        onBack={toList}
        testId="case-pane"
        list={(width) => (
          <>
            <SearchBar>
              <Search
                label={m.cases_search()}
                value={search}
                onChange={setSearch}
                onLeave={toList}
                field={searchField}
                testId="cases-search"
              />
              <Button
                ref={filterButton}
                icon={ListFilter}
                keys="F"
                expanded={filtering}
                onPress={() => setFiltering(true)}
              >
                {m.filter_open()}
              </Button>
            </SearchBar>
            {narrowed && (
              <div className={styles.chips}>
                {filter.kind !== null && (
                  <Button size="small" icon={X} onPress={() => change({ kind: null })}>
                    {kindName(filter.kind)}
                  </Button>
                )}
                {filter.status !== null && (
                  <Button size="small" icon={X} onPress={() => change({ status: null })}>
                    {statusName(filter.status)}
                  </Button>
                )}
                {filter.dueBy !== null && (
                  <Button size="small" icon={X} onPress={() => change({ dueBy: null })}>
                    {m.filter_chip_due({ date: day(filter.dueBy) })}
                  </Button>
                )}
              </div>
            )}
            {rows.error !== null && <ErrorPanel error={rows.error} />}
            <Grid
              ref={grid}
              label={m.cases_list({ view: viewName(filter.view) })}
              columns={columns}
              total={total}
              rowAt={rowAt}
              rowKey={(row) => row.number}
              form={width >= TABLE_FROM ? "table" : "lines"}
              linesClass={styles.lines}
              active={chosen.index}
              onActive={(index) => {
                setAdding(false);
                setChosen({ index, number: rowAt(index)?.number ?? null });
              }}
              onOpen={toPane}
              onSight={rows.onSight}
              sort={{ id: filter.sort, descending: filter.descending }}
              onSort={(id) =>
                change(id === filter.sort ? { descending: !filter.descending } : { sort: id, descending: false })
              }
              empty={empty}
              rowTestId="case-row"
              autoFocus={!adding && place.act === undefined}
            />
          </>
        )}
        pane={
          adding ? (
            <AddCase
              file={file}
              onClose={() => {
                added(null, tab);
                toList();
              }}
              onAdded={(number) => added(number, "case")}
              onOpenCase={(number, on) => added(number, on ?? "case")}
            />
          ) : opened.error !== null && !gone && chosen.number !== null ? (
            <ErrorPanel error={opened.error} />
          ) : view === undefined ? (
            <p className={styles.paneNothing}>{chosen.number === null && known ? m.case_none_chosen() : ""}</p>
          ) : (
            <CasePane
              key={view.number}
              view={view}
              tab={tab}
              onTab={setTab}
              act={view.number === place.number ? place.act : undefined}
              demand={place.demand}
              onOpenCase={(number) => setChosen({ index: -1, number })}
              gaps={session.operator_gaps}
            />
          )
        }
      />
    </Screen>
  );
}
