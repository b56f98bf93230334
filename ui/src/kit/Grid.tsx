/**
 * The list of a register: rows come by window, the page never holds the set. One tab stop; the active row is told by
 * `aria-activedescendant` and stays drawn. Two forms by the width of the container: a table, or two lines a row.
 */
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type Ref, useCallback, useEffect, useId, useImperativeHandle, useRef } from "react";
import styles from "./Grid.module.css";
import { ArrowDown, ArrowUp, Icon } from "./icons";
import { isEditable, keyName } from "./keys";
import { useRemPixels, useRowRoom } from "./size";

export type Column<Row, SortId extends string = string> = {
  id: string;
  head: string;
  /** A track of the CSS grid: `98px`, `minmax(180px, 1fr)`. Lengths in pixels of the design. */
  width: string;
  right?: boolean;
  sort?: SortId;
  cell: (row: Row) => ReactNode;
};

export type GridHandle = { focus: () => void };

export type GridProps<Row, SortId extends string = string> = {
  label: string;
  columns: ReadonlyArray<Column<Row, SortId>>;
  total: number;
  /** The row at a place, if it is known already. */
  rowAt: (index: number) => Row | undefined;
  rowKey: (row: Row) => string;
  /** The table with a head, or rows of two lines laid out by `linesClass`. */
  form: "table" | "lines";
  linesClass?: string | undefined;
  active: number;
  onActive: (index: number) => void;
  onOpen?: (index: number) => void;
  /** Tells which rows are in sight. */
  onSight?: (first: number, last: number) => void;
  sort?: { id: SortId; descending: boolean };
  onSort?: (id: SortId) => void;
  empty: ReactNode;
  rowTestId?: string;
  autoFocus?: boolean;
  ref?: Ref<GridHandle>;
};

const TABLE_ROW = 30;
const LINES_ROW = 46;
/** Engines clamp the height of an element near this many pixels. */
const TALLEST = 33_000_000;

/** Lengths of the design in `rem`, so that columns grow with zoom. */
function tracks(widths: readonly string[]): string {
  return widths.map((width) => width.replace(/(\d+)px/g, (_, pixels: string) => `${Number(pixels) / 13}rem`)).join(" ");
}

export function Grid<Row, SortId extends string = string>(props: GridProps<Row, SortId>): ReactNode {
  const { total, active, form, columns, onSight } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const base = useId();
  const scale = useRemPixels() / 13;
  const room = useRowRoom();
  const height = Math.round(((form === "table" ? TABLE_ROW : LINES_ROW) + room) * scale);
  const count = Math.min(total, Math.floor(TALLEST / height));
  const rangeExtractor = useCallback(
    (range: Range) => {
      const inSight = defaultRangeExtractor(range);
      if (active < 0 || active >= count || inSight.includes(active)) return inSight;
      return [...inSight, active].sort((a, b) => a - b);
    },
    [active, count],
  );
  const rows = useVirtualizer({
    count,
    getScrollElement: () => scroller.current,
    estimateSize: () => height,
    overscan: 8,
    rangeExtractor,
  });
  useEffect(() => rows.measure(), [height]);
  const first = rows.range?.startIndex ?? 0;
  const last = rows.range?.endIndex ?? 0;
  useEffect(() => onSight?.(first, last), [first, last, onSight]);
  useImperativeHandle(props.ref, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }) }), []);
  const autoFocus = props.autoFocus ?? false;
  useEffect(() => {
    if (autoFocus) scroller.current?.focus({ preventScroll: true });
  }, [autoFocus]);

  const go = (index: number) => {
    if (count === 0) return;
    const target = Math.max(0, Math.min(count - 1, index));
    props.onActive(target);
    rows.scrollToIndex(target, { align: "auto" });
  };
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / height) - 1);

  const onKeyDown = (event: React.KeyboardEvent) => {
    if (isEditable(event.target)) return;
    const acts: Record<string, () => void> = {
      ArrowDown: () => go(active + 1),
      J: () => go(active + 1),
      ArrowUp: () => go(active - 1),
      K: () => go(active - 1),
      Home: () => go(0),
      End: () => go(count - 1),
      PageDown: () => go(active + page),
      PageUp: () => go(active - page),
      Enter: () => props.onOpen?.(active),
    };
    const act = acts[keyName(event.nativeEvent)];
    if (act === undefined) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  };

  const template = tracks(columns.map((column) => column.width));
  // A grid without rows is no grid to a screen reader.
  const shape = {
    ...(total === 0 ? { role: "group" } : { role: "grid", "aria-rowcount": total, "aria-colcount": columns.length }),
    "aria-label": props.label,
    "aria-activedescendant": active >= 0 && active < count ? `${base}-${active}` : undefined,
    // Without rows there is nothing to walk; the act below the sentence takes the focus itself.
    tabIndex: total === 0 ? -1 : 0,
    onKeyDown,
  };
  return (
    <div className={styles.frame}>
      {form === "table" && (
        <div className={styles.head} style={{ gridTemplateColumns: template }} aria-hidden="true">
          {columns.map((column) => {
            const sorted = column.sort !== undefined && props.sort?.id === column.sort;
            const content = (
              <>
                {column.head}
                {sorted && <Icon of={props.sort?.descending ? ArrowDown : ArrowUp} size={14} />}
              </>
            );
            return (
              <span key={column.id} className={styles.headCell} data-right={column.right ? "" : undefined}>
                {column.sort === undefined ? (
                  content
                ) : (
                  <button
                    type="button"
                    tabIndex={-1}
                    className={styles.headButton}
                    onClick={() => props.onSort?.(column.sort as SortId)}
                  >
                    {content}
                  </button>
                )}
              </span>
            );
          })}
        </div>
      )}
      <div ref={scroller} className={styles.scroller} {...shape} data-region-focus={total === 0 ? undefined : ""}>
        {total === 0 && <div className={styles.empty}>{props.empty}</div>}
        <div className={styles.sizer} role="presentation" style={{ height: `${rows.getTotalSize()}px` }}>
          {rows.getVirtualItems().map((item) => {
            const row = props.rowAt(item.index);
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant.
              // biome-ignore lint/a11y/useSemanticElements: a table of a million rows cannot be a <table>.
              <div
                key={row === undefined ? `place-${item.index}` : props.rowKey(row)}
                id={`${base}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 1}
                aria-selected={item.index === active}
                className={[
                  styles.row,
                  form === "lines" ? styles.lines : styles.cells,
                  form === "lines" ? (props.linesClass ?? "") : "",
                ].join(" ")}
                style={{
                  height: `${height}px`,
                  transform: `translateY(${item.start}px)`,
                  ...(form === "table" ? { gridTemplateColumns: template } : {}),
                }}
                data-testid={props.rowTestId}
                onPointerDown={() => {
                  props.onActive(item.index);
                }}
                onDoubleClick={() => props.onOpen?.(item.index)}
              >
                {row === undefined ? (
                  // biome-ignore lint/a11y/useFocusableInteractive: not a control.
                  // biome-ignore lint/a11y/useSemanticElements: a table of a million rows cannot be a <table>.
                  <span role="gridcell" className={styles.waiting} />
                ) : (
                  columns.map((column) => (
                    // biome-ignore lint/a11y/useFocusableInteractive: not a control.
                    // biome-ignore lint/a11y/useSemanticElements: a table of a million rows cannot be a <table>.
                    <span
                      key={column.id}
                      role="gridcell"
                      className={styles.cell}
                      data-col={column.id}
                      data-right={column.right ? "" : undefined}
                    >
                      {column.cell(row)}
                    </span>
                  ))
                )}
              </div>
            );
          })}
        </div>
      </div>
    </div>
  );
}
