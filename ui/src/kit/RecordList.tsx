/** A register that comes whole: the list, and the record of the chosen row beside it. */
import { type ReactNode, useEffect, useRef } from "react";
import { useKept } from "./desk";
import { type Column, Grid, type GridHandle } from "./Grid";
import { focusRegion, useKeys } from "./keys";
import { Split } from "./Split";

/** From this width of the list on, it is a table. */
export const TABLE_FROM = 900;

export function RecordList<Row>(props: {
  name: string;
  label: string;
  rows: readonly Row[] | undefined;
  rowKey: (row: Row) => string;
  columns: ReadonlyArray<Column<Row>>;
  linesClass?: string | undefined;
  above?: ReactNode;
  empty: ReactNode;
  paneLabel: (row: Row | undefined) => string;
  pane: (row: Row | undefined) => ReactNode;
  /** The row that something else asked for. */
  wanted?: string | undefined;
  rowTestId?: string;
  paneTestId?: string;
  autoFocus?: boolean;
  /** What stands in the pane instead of the record, and must be seen in a narrow window too. */
  front?: boolean;
  /** A row was chosen by hand. */
  onChoose?: () => void;
  /** Under the rows. */
  below?: ReactNode;
  /** Table already from this width. */
  tableFrom?: number;
}): ReactNode {
  const rows = props.rows ?? [];
  const [chosen, setChosen] = useKept<string | null>(`${props.name}.chosen`, props.wanted ?? null);
  const [inFront, setInFront] = useKept(`${props.name}.inFront`, false);
  const grid = useRef<GridHandle>(null);
  const wanted = props.wanted;
  useEffect(() => {
    if (wanted !== undefined) {
      setChosen(wanted);
      setInFront(true);
    }
  }, [wanted, setChosen, setInFront]);
  const found = rows.findIndex((row) => props.rowKey(row) === chosen);
  const active = found >= 0 ? found : rows.length > 0 ? 0 : -1;
  const row = rows[active];
  const back = () => {
    props.onChoose?.();
    setInFront(false);
    requestAnimationFrame(() => grid.current?.focus());
  };
  useKeys({ Escape: back });
  return (
    <Split
      paneLabel={props.paneLabel(row)}
      paneInFront={inFront || props.front === true}
      {...(props.paneTestId === undefined ? {} : { testId: props.paneTestId })}
      list={(width) => (
        <>
          {props.above}
          <Grid
            ref={grid}
            label={props.label}
            columns={props.columns}
            total={rows.length}
            rowAt={(index) => rows[index]}
            rowKey={props.rowKey}
            form={width >= (props.tableFrom ?? TABLE_FROM) ? "table" : "lines"}
            linesClass={props.linesClass}
            active={active}
            onActive={(index) => {
              const next = rows[index];
              props.onChoose?.();
              if (next !== undefined) setChosen(props.rowKey(next));
            }}
            onOpen={() => {
              setInFront(true);
              focusRegion("pane");
            }}
            empty={props.rows === undefined ? null : props.empty}
            {...(props.rowTestId === undefined ? {} : { rowTestId: props.rowTestId })}
            autoFocus={props.autoFocus ?? false}
          />
          {props.below}
        </>
      )}
      onBack={back}
      pane={props.pane(row)}
    />
  );
}
