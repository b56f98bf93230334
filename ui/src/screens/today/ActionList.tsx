/** The list of actions: groups whose heads stay on top, rows of two lines, one tab stop. Rows are drawn by window. */
import { defaultRangeExtractor, type Range, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, type Ref, useCallback, useEffect, useId, useImperativeHandle, useMemo, useRef } from "react";
import type { TodayAction } from "../../bindings/wire";
import { DueInList } from "../../kit/Due";
import { day, grouped } from "../../kit/dates";
import type { GridHandle } from "../../kit/Grid";
import { DueMark, FileInput, Handshake, Icon, KeyRound } from "../../kit/icons";
import { keyName } from "../../kit/keys";
import { useRemPixels } from "../../kit/size";
import * as m from "../../paraglide/messages.js";
import type { Entry } from "./entries";
import styles from "./Today.module.css";

const HEAD = 28;
const ROW = 42;

const SECTION_ICONS = { imports: FileInput, processors: Handshake, settings: KeyRound } as const;

function Mark({ action }: { action: TodayAction }): ReactNode {
  if (action.left !== null) {
    return (
      <span className={styles.mark} data-state={action.left.state}>
        <DueMark state={action.left.state} />
      </span>
    );
  }
  const { section } = action.place;
  return (
    <span className={styles.mark}>{section === "cases" ? null : <Icon of={SECTION_ICONS[section]} size={14} />}</span>
  );
}

function Action({ action }: { action: TodayAction }): ReactNode {
  const who = action.who ?? (action.case === null ? "" : m.case_nameless());
  const number = action.case === null ? "" : `${m.case_number({ number: action.case })} · `;
  return (
    <>
      {/* biome-ignore lint/a11y/useFocusableInteractive: not a control. */}
      {/* biome-ignore lint/a11y/useSemanticElements: rows by window cannot be a <table>. */}
      <span role="gridcell" className={styles.main}>
        <span className={styles.first} title={who === "" ? action.what : `${action.what} — ${who}`}>
          <span className={styles.what}>{action.what}</span>
          {who !== "" && <span className={styles.who}> — {who}</span>}
        </span>
        <span className={styles.second} title={`${number}${action.why}`}>
          {number}
          {action.why}
        </span>
      </span>
      {/* biome-ignore lint/a11y/useFocusableInteractive: not a control. */}
      {/* biome-ignore lint/a11y/useSemanticElements: rows by window cannot be a <table>. */}
      <span role="gridcell" className={styles.side}>
        {action.left !== null && (
          <>
            <DueInList due={action.left} dueAt={action.due_at} />
            <span className={styles.date} aria-hidden="true">
              {action.due_on === null ? "" : day(action.due_on)}
            </span>
          </>
        )}
      </span>
    </>
  );
}

export function ActionList(props: {
  label: string;
  entries: readonly Entry[];
  /** Index among the actions. */
  active: number;
  onActive: (index: number) => void;
  onOpen: () => void;
  ref?: Ref<GridHandle>;
}): ReactNode {
  const { entries, active } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const base = useId();
  const scale = useRemPixels() / 13;
  const heads = useMemo(() => entries.flatMap((entry, index) => (entry.kind === "head" ? [index] : [])), [entries]);
  const places = useMemo(() => entries.flatMap((entry, index) => (entry.kind === "action" ? [index] : [])), [entries]);
  const activePlace = places[active] ?? -1;
  const stuck = useRef(0);
  const rangeExtractor = useCallback(
    (range: Range) => {
      stuck.current = [...heads].reverse().find((index) => range.startIndex >= index) ?? heads[0] ?? 0;
      const wanted = new Set([stuck.current, ...defaultRangeExtractor(range)]);
      if (activePlace >= 0) wanted.add(activePlace);
      return [...wanted].sort((a, b) => a - b);
    },
    [heads, activePlace],
  );
  const rows = useVirtualizer({
    count: entries.length,
    getScrollElement: () => scroller.current,
    estimateSize: (index) => Math.round((entries[index]?.kind === "action" ? ROW : HEAD) * scale),
    getItemKey: (index) => entries[index]?.key ?? index,
    overscan: 8,
    rangeExtractor,
    // The head of the group stands over the first rows.
    scrollPaddingStart: Math.round(HEAD * scale),
  });
  useEffect(() => rows.measure(), [entries, scale]);
  useImperativeHandle(props.ref, () => ({ focus: () => scroller.current?.focus({ preventScroll: true }) }), []);
  useEffect(() => scroller.current?.focus({ preventScroll: true }), []);
  useEffect(() => {
    if (activePlace >= 0) rows.scrollToIndex(activePlace, { align: "auto" });
  }, [activePlace]);

  const count = places.length;
  const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 400) / (ROW * scale)) - 1);
  const onKeyDown = (event: React.KeyboardEvent) => {
    const go = (index: number) => props.onActive(Math.max(0, Math.min(count - 1, index)));
    const acts: Record<string, () => void> = {
      ArrowDown: () => go(active + 1),
      J: () => go(active + 1),
      ArrowUp: () => go(active - 1),
      K: () => go(active - 1),
      Home: () => go(0),
      End: () => go(count - 1),
      PageDown: () => go(active + page),
      PageUp: () => go(active - page),
      Enter: props.onOpen,
    };
    const act = acts[keyName(event.nativeEvent)];
    if (act === undefined || count === 0) return;
    act();
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    // biome-ignore lint/a11y/useSemanticElements: rows by window cannot be a <table>.
    <div
      ref={scroller}
      className={styles.scroller}
      role="grid"
      aria-label={props.label}
      aria-rowcount={entries.length}
      aria-colcount={2}
      aria-activedescendant={activePlace >= 0 ? `${base}-${activePlace}` : undefined}
      tabIndex={0}
      data-region-focus=""
      data-testid="today-list"
      onKeyDown={onKeyDown}
    >
      <div className={styles.sizer} role="presentation" style={{ height: `${rows.getTotalSize()}px` }}>
        {rows.getVirtualItems().map((item) => {
          const entry = entries[item.index];
          if (entry === undefined) return null;
          const sticks = entry.kind === "head" && item.index === stuck.current;
          const place = {
            height: `${item.size}px`,
            ...(sticks ? {} : { transform: `translateY(${item.start}px)` }),
          };
          if (entry.kind === "action") {
            return (
              // biome-ignore lint/a11y/useFocusableInteractive: the grid has the focus, the row is its active descendant.
              // biome-ignore lint/a11y/useSemanticElements: rows by window cannot be a <table>.
              <div
                key={item.key}
                id={`${base}-${item.index}`}
                role="row"
                aria-rowindex={item.index + 1}
                aria-selected={entry.index === active}
                className={styles.row}
                style={place}
                data-testid="today-row"
                data-action={entry.action.id}
                onPointerDown={() => props.onActive(entry.index)}
                onDoubleClick={props.onOpen}
              >
                <Mark action={entry.action} />
                <Action action={entry.action} />
              </div>
            );
          }
          return (
            // biome-ignore lint/a11y/useFocusableInteractive: a head is not walked to.
            // biome-ignore lint/a11y/useSemanticElements: rows by window cannot be a <table>.
            <div
              key={item.key}
              role="row"
              aria-rowindex={item.index + 1}
              className={entry.kind === "head" ? styles.head : styles.more}
              data-stuck={sticks ? "" : undefined}
              style={place}
              data-testid={entry.kind === "head" ? `today-group-${entry.group.group}` : "today-more"}
            >
              {/* biome-ignore lint/a11y/useFocusableInteractive: not a control. */}
              {/* biome-ignore lint/a11y/useSemanticElements: rows by window cannot be a <table>. */}
              <span role="gridcell" aria-colspan={2} className={styles.headCell}>
                {entry.kind === "head" ? (
                  <>
                    <span className={styles.headName}>{entry.group.name}</span>
                    <span className={styles.headCount}>
                      {entry.group.cases > 0 && entry.group.cases < entry.group.total
                        ? m.today_in_cases({
                            total: grouped(entry.group.total),
                            count: entry.group.cases,
                            n: grouped(entry.group.cases),
                          })
                        : grouped(entry.group.total)}
                    </span>
                    {entry.group.note !== null && (
                      <span className={styles.headNote} title={entry.group.note}>
                        {entry.group.note}
                      </span>
                    )}
                  </>
                ) : (
                  m.today_more({ shown: grouped(entry.shown), total: grouped(entry.total) })
                )}
              </span>
            </div>
          );
        })}
      </div>
    </div>
  );
}
