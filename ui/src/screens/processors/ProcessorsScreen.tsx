/** «Поручения»: who processes by contract, and whether the contract has the ten points of ст. 6 ч. 3. */
import { type ReactNode, useState } from "react";
import type { ProcessorRow } from "../../bindings/wire";
import { useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { grouped } from "../../kit/dates";
import { type Place, useDesk, useKept, useStatus } from "../../kit/desk";
import type { Column } from "../../kit/Grid";
import { Plus } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { RecordList } from "../../kit/RecordList";
import { RecordsForm } from "../../kit/RecordsForm";
import { Nothing, Screen } from "../../kit/Screen";
import { Views } from "../../kit/views";
import * as m from "../../paraglide/messages.js";
import { ProcessorPane } from "./ProcessorPane";
import styles from "./Processors.module.css";
import { PointPips, Term } from "./points";
import { PROCESSOR_SAMPLE } from "./samples";
import { termOf } from "./term";

type View = "all" | "gaps" | "ending";

function columns(today: string): ReadonlyArray<Column<ProcessorRow>> {
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
      cell: (row) => <Term until={row.contract_until} today={today} />,
    },
  ];
}

export function ProcessorsScreen({ place }: { place: Extract<Place, { section: "processors" }> }): ReactNode {
  const list = useCommand("processors_list", {});
  const { today } = useDesk().state;
  const [view, setView] = useKept<View>("processors.view", "all");
  const [adding, setAdding] = useState(false);
  const rows = list.data?.processors;
  const hasGaps = (row: ProcessorRow) => row.met < row.points.length;
  const isEnding = (row: ProcessorRow) => ["ending", "ended"].includes(termOf(row.contract_until, today).state);
  const shown = rows?.filter((row) => view === "all" || (view === "gaps" ? hasGaps(row) : isEnding(row)));
  const gaps = rows?.filter(hasGaps).length ?? 0;
  const add = () => setAdding(true);
  useKeys({ C: add });
  useStatus(
    rows === undefined ? "" : m.processors_status({ count: rows.length, n: grouped(rows.length), gaps: grouped(gaps) }),
  );

  const empty =
    rows?.length === 0 ? (
      <Nothing act={<Button onPress={add}>{m.processors_add()}</Button>}>{m.processors_empty()}</Nothing>
    ) : (
      <Nothing act={<Button onPress={() => setView("all")}>{m.processors_show_all()}</Button>}>
        {m.processors_empty_view()}
      </Nothing>
    );
  return (
    <Screen
      title={m.section_processors()}
      testId="screen-processors"
      beside={
        <Views
          label={m.processors_views()}
          selected={view}
          onSelect={setView}
          views={[
            { id: "all", name: m.view_all(), count: rows?.length ?? null },
            { id: "gaps", name: m.processors_view_gaps(), count: rows === undefined ? null : gaps },
            { id: "ending", name: m.processors_view_ending(), count: rows?.filter(isEnding).length ?? null },
          ]}
        />
      }
      acts={
        <Button kind="primary" icon={Plus} keys="C" onPress={add} testId="processors-add-open">
          {m.processors_add()}
        </Button>
      }
    >
      {list.error !== null && <ErrorPanel error={list.error} />}
      <RecordList
        name="processors"
        label={m.processors_list()}
        rows={shown}
        rowKey={(row) => row.id}
        columns={columns(today)}
        linesClass={styles.lines}
        autoFocus
        wanted={place.id}
        rowTestId="processor-row"
        paneTestId="processor-pane"
        front={adding}
        onChoose={() => setAdding(false)}
        empty={empty}
        below={<Legend />}
        paneLabel={(row) => (adding ? m.processors_add_title() : m.processors_pane({ name: row?.name ?? "" }))}
        pane={(row) =>
          adding ? (
            <RecordsForm
              command="processors_add"
              title={m.processors_add_title()}
              lead={m.processors_add_lead()}
              sample={PROCESSOR_SAMPLE}
              onClose={() => setAdding(false)}
              testId="processors-add"
            />
          ) : row === undefined ? (
            <Nothing>{m.processors_none_chosen()}</Nothing>
          ) : (
            <ProcessorPane id={row.id} key={row.id} />
          )
        }
      />
    </Screen>
  );
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
