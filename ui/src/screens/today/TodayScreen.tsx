/** «Сегодня»: one list of next actions, the tape of dates above it, and what each row asks to do, one key away. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useEffect, useRef, useState } from "react";
import type { Kind, TodayAction } from "../../bindings/wire";
import { invalidate, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { day, dayWithWeekday, grouped, time } from "../../kit/dates";
import { useDesk, useKept, useStatus } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import type { GridHandle } from "../../kit/Grid";
import { FileInput, Plus, X } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { Popover } from "../../kit/overlays";
import { Foot, Screen } from "../../kit/Screen";
import { Working } from "../../kit/Working";
import { upperFirst } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import { ActionList } from "./ActionList";
import { actsOf, barActs } from "./acts";
import { Beside } from "./Beside";
import { actionsOf, type DayFilter, entriesOf } from "./entries";
import { Tape } from "./Tape";
import styles from "./Today.module.css";

/** So many actions of a group are shown; the head tells how many there are. */
const LIMIT = 300;
/** The list is asked anew, since hours run and the day ends while the window stays open. */
const AGAIN_MS = 60_000;

type Chosen = { index: number; id: string | null };

export function TodayScreen(): ReactNode {
  const { go, state } = useDesk();
  const client = useQueryClient();
  const [filter, setFilter] = useKept<DayFilter>("today.filter", null);
  const [chosen, setChosen] = useKept<Chosen>("today.chosen", { index: 0, id: null });
  const list = useRef<GridHandle>(null);
  /** The case whose due date is explained here, without going to it. */
  const [working, setWorking] = useState<{ number: string; kind: Kind | null } | null>(null);
  const bottom = useRef<HTMLDivElement>(null);
  const whole = useCommand("today_list", { day: null, limit: LIMIT }, { keepPrevious: true });
  const later = filter !== null && filter !== "earlier" && filter !== whole.data?.today ? filter : null;
  const ofDay = useCommand("today_list", { day: later, limit: LIMIT }, { enabled: later !== null });

  const refetch = whole.refetch;
  useEffect(() => {
    const timer = setInterval(() => void refetch(), AGAIN_MS);
    return () => clearInterval(timer);
  }, [refetch]);
  // After midnight the whole desk counts from another day.
  const today = whole.data?.today;
  useEffect(() => {
    if (today !== undefined && today !== state.today) void invalidate(client, ["session", "cases"]);
  }, [today, state.today, client]);

  const view = whole.data;
  const shown = later === null ? view : ofDay.data;
  const entries = shown === undefined ? [] : entriesOf(shown, filter);
  const actions = actionsOf(entries);
  const found = actions.findIndex((action) => action.id === chosen.id);
  const active = found >= 0 ? found : Math.min(chosen.index, actions.length - 1);
  const action: TodayAction | undefined = actions[active];

  const choose = (index: number) => {
    if (actions.length === 0) return;
    const at = Math.max(0, Math.min(actions.length - 1, index));
    setChosen({ index: at, id: actions[at]?.id ?? null });
  };
  const show = (next: DayFilter) => {
    setFilter(next);
    setChosen({ index: 0, id: null });
    requestAnimationFrame(() => list.current?.focus());
  };
  const open = (id: string) => {
    const act = action === undefined ? undefined : actsOf(action).find((one) => one.id === id);
    if (act === undefined || action === undefined) return false;
    setChosen({ index: active, id: action.id });
    if (id === "working" && action.case !== null) {
      setWorking({ number: action.case, kind: action.kind });
      return true;
    }
    go(act.place);
    return true;
  };

  useKeys({
    J: () => choose(active + 1),
    K: () => choose(active - 1),
    L: () => open("letter"),
    S: () => open("working"),
    I: () => open("identity"),
    D: () => open("close"),
    C: () => go({ section: "cases", act: "add" }),
    Escape: () => {
      if (filter === null) list.current?.focus();
      else show(null);
    },
  });

  const totals = (id: string) => view?.groups.find((group) => group.group === id)?.total ?? 0;
  const all = view?.groups.reduce((sum, group) => sum + group.total, 0) ?? 0;
  const parts = [m.today_actions({ count: all, n: grouped(all) })];
  if (totals("overdue") > 0) parts.push(m.today_n_overdue({ n: grouped(totals("overdue")) }));
  if (totals("today") > 0) parts.push(m.today_n_today({ n: grouped(totals("today")) }));
  const ofFilter = m.today_actions({ count: actions.length, n: grouped(actions.length) });
  useStatus(view === undefined ? "" : filter === null ? parts.join(" · ") : ofFilter);

  const bar = action === undefined ? null : barActs(action);
  const filtered = view?.tape.find((one) => (one.date ?? "earlier") === filter);
  return (
    <Screen
      title={m.section_today()}
      testId="screen-today"
      beside={
        view !== undefined && (
          <p className={styles.risk} data-testid="today-risk" title={view.reopen.sentence}>
            {upperFirst(view.day)} {view.reopen.sentence}
          </p>
        )
      }
      acts={
        <ExportList
          request={listRequest("today", {
            today: { day: later, limit: null },
            // «Ранее» and today are parts of the whole list that the page picks.
            rows: filter === null || later !== null ? null : actions.map((one) => one.id),
          })}
          columns={[]}
        />
      }
    >
      {whole.error !== null && <ErrorPanel error={whole.error} />}
      {view !== undefined && (
        <>
          <Tape days={view.tape} today={view.today} filter={filter} onFilter={show} />
          <div className={styles.room}>
            <div className={styles.column} data-region="list">
              {filter !== null && (
                <div className={styles.filter}>
                  <span>{filtered?.spoken ?? day(filter)}</span>
                  <Button size="small" icon={X} keys="Esc" onPress={() => show(null)} testId="today-all-days">
                    {m.today_all_days()}
                  </Button>
                </div>
              )}
              {ofDay.error !== null && later !== null && <ErrorPanel error={ofDay.error} />}
              {actions.length === 0 ? (
                shown !== undefined && (
                  <div className={styles.nothing} data-testid="today-nothing">
                    {filter === null ? (
                      <>
                        <p className={styles.nothingFirst}>{view.reopen.sentence}</p>
                        <p>
                          {view.next_due === null
                            ? m.today_no_due()
                            : m.today_next_due({ date: dayWithWeekday(view.next_due) })}
                        </p>
                        <p className={styles.nothingChecked}>
                          {view.checked} {m.today_checked_at({ time: time(view.checked_at) })}
                        </p>
                        <div className={styles.nothingActs}>
                          <Button icon={FileInput} autoFocus regionFocus onPress={() => go({ section: "imports" })}>
                            {m.cases_empty_load()}
                          </Button>
                          <Button icon={Plus} keys="C" onPress={() => go({ section: "cases", act: "add" })}>
                            {m.case_add_open()}
                          </Button>
                        </div>
                      </>
                    ) : (
                      <p>{m.today_day_empty()}</p>
                    )}
                  </div>
                )
              ) : (
                <ActionList
                  ref={list}
                  label={m.today_list()}
                  entries={entries}
                  active={active}
                  onActive={choose}
                  onOpen={() => open("open")}
                />
              )}
              <div ref={bottom} />
              {action !== undefined && bar !== null && (
                <Foot
                  left={
                    <p className={styles.state} data-testid="today-state" title={action.state}>
                      {action.case !== null && <b>{m.case_number({ number: action.case })}</b>} {action.state}
                    </p>
                  }
                  right={
                    <>
                      {bar.others.map((act) => (
                        <Button
                          key={act.id}
                          kind="quiet"
                          keys={act.key}
                          testId={`today-act-${act.id}`}
                          onPress={() => open(act.id)}
                        >
                          {act.name}
                        </Button>
                      ))}
                      {working !== null && (
                        <WorkingOf
                          {...working}
                          anchor={bottom}
                          onClose={() => {
                            setWorking(null);
                            requestAnimationFrame(() => list.current?.focus());
                          }}
                        />
                      )}
                      {bar.main !== undefined && (
                        <Button
                          kind="primary"
                          keys={bar.main.key}
                          testId="today-act"
                          onPress={() => open(bar.main?.id ?? "open")}
                        >
                          {bar.main.name}
                        </Button>
                      )}
                    </>
                  }
                />
              )}
            </div>
            <Beside view={view} />
          </div>
        </>
      )}
    </Screen>
  );
}

/** Why the date is what it is, over the list of actions. */
function WorkingOf(props: {
  number: string;
  kind: Kind | null;
  anchor: { current: Element | null };
  onClose: () => void;
}): ReactNode {
  const { state } = useDesk();
  const view = useCommand("case_show", { number: props.number });
  const demands = view.data?.demands ?? [];
  const demand =
    demands.find((one) => one.kind === props.kind) ?? demands.find((one) => one.status === "open") ?? demands[0];
  if (view.data === undefined && view.error === null) return null;
  return (
    <Popover open onClose={props.onClose} anchor={props.anchor} label={m.working_open()} width={580}>
      {demand !== undefined ? (
        <Working kind={demand.kind} due={demand.due} left={demand.left} today={state.today} />
      ) : view.error !== null ? (
        <ErrorPanel error={view.error} />
      ) : (
        <p>{m.cases_no_demand()}</p>
      )}
    </Popover>
  );
}
