/** The production calendar of a year: twelve months with working, non-working and short days, and why for each. */
import { type ReactNode, useMemo } from "react";
import type { WorkDay } from "../../bindings/wire";
import { useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { day as dayText } from "../../kit/dates";
import { useDesk, useKept } from "../../kit/desk";
import { ArrowLeft, ArrowRight } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { Band, ErrorPanel } from "../../kit/messages";
import { Part } from "../../kit/Screen";
import * as m from "../../paraglide/messages.js";
import { getLocale } from "../../paraglide/runtime.js";
import styles from "./Settings.module.css";

const MONDAY = Date.UTC(2024, 0, 1);
const DAY_MS = 86_400_000;

function words(options: Intl.DateTimeFormatOptions): (at: number) => string {
  const format = new Intl.DateTimeFormat(getLocale(), { ...options, timeZone: "UTC" });
  return (at) => {
    const text = format.format(at);
    return text.charAt(0).toUpperCase() + text.slice(1);
  };
}

/** Cells of a month in weeks from Monday; null before the first day and after the last. */
function weeks(days: readonly WorkDay[]): (WorkDay | null)[][] {
  const first = days[0];
  if (first === undefined) return [];
  const offset = (new Date(`${first.date}T00:00:00Z`).getUTCDay() + 6) % 7;
  const cells: (WorkDay | null)[] = [...Array<null>(offset).fill(null), ...days];
  while (cells.length % 7 !== 0) cells.push(null);
  return Array.from({ length: cells.length / 7 }, (_, week) => cells.slice(week * 7, week * 7 + 7));
}

/** Days that are not what their weekday says, like ones in a row joined. */
function special(days: readonly WorkDay[]): { from: string; to: string; kind: string; why: string }[] {
  const found: { from: string; to: string; kind: string; why: string }[] = [];
  for (const one of days) {
    const weekday = new Date(`${one.date}T00:00:00Z`).getUTCDay();
    const plain = one.working === (weekday !== 0 && weekday !== 6) && !one.short;
    const last = found.at(-1);
    const joins = last !== undefined && Date.parse(one.date) - Date.parse(last.to) === DAY_MS;
    if (plain) continue;
    const kind = one.short ? "short" : one.working ? "working" : "off";
    if (joins && last.kind === kind && last.why === one.why) last.to = one.date;
    else found.push({ from: one.date, to: one.date, kind, why: one.why });
  }
  return found;
}

export function CalendarPart(): ReactNode {
  const { state } = useDesk();
  const [year, setYear] = useKept("settings.year", Number(state.today.slice(0, 4)));
  const shown = useCommand("calendar_year", { year }, { keepPrevious: true });
  const view = shown.data;
  const step = (by: 1 | -1) => {
    const next = year + by;
    if (next >= (view?.first ?? 2000) && next <= (view?.last ?? 2100)) setYear(next);
  };
  useKeys({ "[": () => step(-1), "]": () => step(1) });
  const { monthName, weekdayName } = useMemo(
    () => ({ monthName: words({ month: "long" }), weekdayName: words({ weekday: "short" }) }),
    [],
  );
  const kinds = { short: m.calendar_short, working: m.calendar_working, off: m.calendar_off };
  return (
    <div className={styles.scroll}>
      <Part
        title={m.settings_calendar()}
        note={view === undefined ? undefined : m.calendar_known({ from: view.known_from, to: view.known_to })}
        testId="settings-calendar"
      >
        <div className={styles.yearBar}>
          <Button
            icon={ArrowLeft}
            label={m.calendar_previous()}
            keys="["
            onPress={() => step(-1)}
            testId="year-before"
          />
          <span className={styles.year} data-testid="calendar-year" aria-live="polite">
            {year}
          </span>
          <Button icon={ArrowRight} label={m.calendar_next()} keys="]" onPress={() => step(1)} testId="year-after" />
          {view !== undefined && (
            <span className={styles.yearSum}>
              {m.calendar_sum({ working: view.working, off: view.off, short: view.short })}
            </span>
          )}
        </div>
        {shown.error !== null && <ErrorPanel error={shown.error} />}
        {view !== undefined && !view.known && (
          <Band title={m.calendar_unknown_title({ year: view.year })}>{m.calendar_unknown()}</Band>
        )}
        {view !== undefined && (
          <>
            <ul className={styles.legend} aria-hidden="true">
              <li data-day="working">{m.calendar_working()}</li>
              <li data-day="short">{m.calendar_short()}</li>
              <li data-day="off">{m.calendar_off()}</li>
            </ul>
            <div className={styles.months}>
              {Array.from({ length: 12 }, (_, month) => {
                const days = view.days.filter((one) => Number(one.date.slice(5, 7)) === month + 1);
                const name = monthName(Date.UTC(2024, month, 1));
                return (
                  <table key={name} className={styles.month}>
                    <caption>{name}</caption>
                    <thead>
                      <tr>
                        {Array.from({ length: 7 }, (_, weekday) => {
                          const head = weekdayName(MONDAY + weekday * DAY_MS);
                          return (
                            <th key={head} scope="col">
                              {head}
                            </th>
                          );
                        })}
                      </tr>
                    </thead>
                    <tbody>
                      {weeks(days).map((week) => (
                        <tr key={week.find((one) => one !== null)?.date}>
                          {week.map((one, weekday) =>
                            one === null ? (
                              <td key={weekday} />
                            ) : (
                              <td
                                key={one.date}
                                title={one.why}
                                data-day={one.short ? "short" : one.working ? "working" : "off"}
                                data-today={one.date === state.today ? "" : undefined}
                              >
                                {Number(one.date.slice(8))}
                                <span className={styles.spoken}>
                                  {`, ${one.short ? m.calendar_short() : one.working ? m.calendar_working() : m.calendar_off()}`}
                                </span>
                              </td>
                            ),
                          )}
                        </tr>
                      ))}
                    </tbody>
                  </table>
                );
              })}
            </div>
            {view.known && (
              <table className={styles.special} data-testid="calendar-special">
                <caption>{m.calendar_special()}</caption>
                <tbody>
                  {special(view.days).map((one) => (
                    <tr key={one.from}>
                      <td>{one.from === one.to ? dayText(one.from) : `${dayText(one.from)} – ${dayText(one.to)}`}</td>
                      <td>{kinds[one.kind as keyof typeof kinds]()}</td>
                      <td>{one.why}</td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </>
        )}
      </Part>
    </div>
  );
}
