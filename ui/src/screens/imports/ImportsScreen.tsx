/** «Загрузки»: where a table comes in, and the runs that came in before. */
import { type ReactNode, useEffect, useMemo, useRef } from "react";
import type { RunRow } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button, Tag } from "../../kit/buttons";
import { dayAndTime, grouped } from "../../kit/dates";
import { type Place, useDesk, useKept, useStatus } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import type { Column } from "../../kit/Grid";
import { FileInput, Icon } from "../../kit/icons";
import { focusRegion, useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { RecordList } from "../../kit/RecordList";
import { Nothing, Screen } from "../../kit/Screen";
import { Search, SearchBar } from "../../kit/Search";
import * as m from "../../paraglide/messages.js";
import styles from "./Imports.module.css";
import { ImportWizard } from "./ImportWizard";
import { RunCard } from "./RunCard";

export function ImportsScreen({ place }: { place: Extract<Place, { section: "imports" }> }): ReactNode {
  return place.file === undefined ? <Runs wanted={place.run} /> : <ImportWizard file={place.file} />;
}

function columns(): ReadonlyArray<Column<RunRow>> {
  const figure = (id: string, head: string, value: (run: RunRow) => number): Column<RunRow> => ({
    id,
    head,
    width: "78px",
    right: true,
    cell: (run) => grouped(value(run)),
  });
  return [
    { id: "run", head: m.col_run(), width: "104px", cell: (run) => run.run },
    { id: "at", head: m.col_when(), width: "128px", right: true, cell: (run) => dayAndTime(run.at) },
    {
      id: "file",
      head: m.col_file(),
      width: "minmax(160px, 1fr)",
      cell: (run) => (
        <span className={styles.fileName} title={run.file}>
          {run.file}
        </span>
      ),
    },
    {
      id: "read",
      head: m.col_rows(),
      width: "78px",
      right: true,
      cell: ({ rows }) => (
        <>
          <span className={styles.inTable}>{grouped(rows.read)}</span>
          <span className={styles.inLines}>{m.rows_count({ count: rows.read, n: grouped(rows.read) })}</span>
        </>
      ),
    },
    figure("new", m.col_new(), (run) => run.rows.new_cases),
    figure("joined", m.col_joined(), (run) => run.rows.joined),
    {
      id: "rejected",
      head: m.col_rejected(),
      width: "104px",
      right: true,
      cell: (run) =>
        run.rows.rejected === 0 ? (
          <span className={[styles.faint, styles.inTable].join(" ")}>0</span>
        ) : (
          <Tag tone="danger">
            <span className={styles.inTable}>{grouped(run.rows.rejected)}</span>
            <span className={styles.inLines}>
              {m.run_rejected({ count: run.rows.rejected, n: grouped(run.rows.rejected) })}
            </span>
          </Tag>
        ),
    },
    figure("lost", m.col_days_lost(), (run) => run.days_lost.total),
  ];
}

const fold = (text: string): string => text.toLowerCase().replaceAll("ё", "е");

/** Whether the run holds every word: file, number, day and time as the list shows them. */
function matches(run: RunRow, search: string): boolean {
  const text = fold(`${run.file} ${run.run} ${dayAndTime(run.at)}`);
  return fold(search)
    .split(/\s+/)
    .every((word) => text.includes(word));
}

function Runs({ wanted }: { wanted: string | undefined }): ReactNode {
  const { go } = useDesk();
  const runs = useCommand("imports_list", {});
  const choosing = useAct("import_choose");
  const choose = () => {
    void choosing.run({}).then((file) => {
      if (file !== null) go({ section: "imports", file });
    });
  };
  const [search, setSearch] = useKept("imports.search", "");
  const field = useRef<HTMLInputElement>(null);
  const all = runs.data?.imports;
  const rows = useMemo(() => all?.filter((run) => matches(run, search)), [all, search]);
  const count = all?.length ?? 0;
  // A run that is asked for is shown whatever was searched for.
  useEffect(() => {
    if (wanted !== undefined) setSearch("");
  }, [wanted, setSearch]);
  const toRows = () => {
    focusRegion("list");
  };
  const toSearch = () => {
    field.current?.focus();
    field.current?.select();
  };
  useKeys({ "/": toSearch, "Ctrl+F": toSearch });
  useStatus(
    rows === undefined
      ? ""
      : rows.length < count
        ? m.imports_status_shown({ shown: grouped(rows.length), total: grouped(count) })
        : m.imports_status({ count, n: grouped(count) }),
  );
  return (
    <Screen
      title={m.section_imports()}
      testId="screen-imports"
      acts={
        <>
          <ExportList
            request={listRequest("imports", { rows: rows === undefined ? null : rows.map((run) => run.run) })}
            columns={columns()}
          />
          <Button
            kind="primary"
            icon={FileInput}
            keys="Ctrl+O"
            onPress={choose}
            autoFocus={count === 0}
            testId="import-choose"
          >
            {m.imports_choose()}
          </Button>
        </>
      }
    >
      {choosing.error !== null && <ErrorPanel error={choosing.error} />}
      {runs.error !== null && <ErrorPanel error={runs.error} />}
      <RecordList
        name="imports"
        label={m.imports_list()}
        rows={rows}
        rowKey={(run) => run.run}
        columns={columns()}
        linesClass={styles.lines}
        autoFocus={count > 0}
        wanted={wanted}
        rowTestId="run-row"
        paneTestId="run-pane"
        above={
          <>
            <div className={styles.drop}>
              <Icon of={FileInput} size={20} />
              <div>
                <p className={styles.dropTitle}>{m.imports_drop()}</p>
                <p className={styles.small}>{m.imports_drop_note()}</p>
              </div>
            </div>
            <SearchBar>
              <Search
                label={m.imports_search()}
                value={search}
                onChange={setSearch}
                onLeave={toRows}
                field={field}
                testId="imports-search"
              />
            </SearchBar>
          </>
        }
        empty={
          count === 0 ? (
            <Nothing>{m.imports_empty()}</Nothing>
          ) : (
            <Nothing
              act={
                <Button
                  onPress={() => {
                    setSearch("");
                    toRows();
                  }}
                  testId="imports-clear"
                >
                  {m.imports_clear_search()}
                </Button>
              }
            >
              {m.imports_empty_search({ text: search.trim() })}
            </Nothing>
          )
        }
        paneLabel={(run) => m.imports_pane({ run: run?.run ?? "" })}
        pane={(run) => (run === undefined ? <Nothing>{m.imports_none_chosen()}</Nothing> : <RunPane run={run.run} />)}
      />
    </Screen>
  );
}

function RunPane({ run }: { run: string }): ReactNode {
  const view = useCommand("import_show", { run }, { keepPrevious: true });
  if (view.error !== null) return <ErrorPanel error={view.error} />;
  if (view.data === undefined) return null;
  return <RunCard view={view.data} />;
}
