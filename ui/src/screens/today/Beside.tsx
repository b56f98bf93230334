/** What stands at the right of the list on a wide window: days lost before import, provisional dates. */
import type { ReactNode } from "react";
import type { TodayView } from "../../bindings/wire";
import { Button } from "../../kit/buttons";
import { grouped } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import { DueMark, Hourglass, Icon } from "../../kit/icons";
import { upperFirst } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Today.module.css";

export function Beside({ view }: { view: TodayView }): ReactNode {
  const { go } = useDesk();
  const lost = view.days_lost;
  return (
    <aside className={styles.beside} aria-label={m.today_beside()} data-region="beside" data-testid="today-beside">
      <section className={styles.block}>
        <h2 className={styles.blockHead}>
          <Icon of={Hourglass} size={14} />
          {m.today_lost()}
        </h2>
        {lost.total === 0 ? (
          <p className={styles.blockText}>{m.today_lost_none()}</p>
        ) : (
          <>
            <p className={styles.figure}>
              <span className={styles.figureNumber}>{grouped(lost.total)}</span>{" "}
              {m.today_lost_days({ count: lost.total, worst: grouped(lost.worst) })}
            </p>
            <table className={styles.lost}>
              <thead>
                <tr>
                  <th scope="col">{m.today_lost_file()}</th>
                  <th scope="col">{m.today_lost_total()}</th>
                  <th scope="col">{m.today_lost_worst()}</th>
                </tr>
              </thead>
              <tbody>
                {lost.runs.map((run) => (
                  <tr key={run.run}>
                    <th scope="row" title={run.file}>
                      <Button kind="link" size="small" onPress={() => go({ section: "imports", run: run.run })}>
                        <span className={styles.lostFile}>{run.file}</span>
                      </Button>
                    </th>
                    <td>{grouped(run.total)}</td>
                    <td data-worst={run.worst === lost.worst ? "" : undefined}>{grouped(run.worst)}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            <p className={styles.blockText}>{m.today_lost_why()}</p>
          </>
        )}
      </section>
      {view.provisional_why !== null && (
        <section className={styles.block}>
          <h2 className={styles.blockHead}>
            <span className={styles.prov}>
              <DueMark state="provisional" />
            </span>
            {m.today_provisional()}
            <span className={styles.blockCount}>{grouped(view.provisional)}</span>
          </h2>
          <p className={styles.blockText}>
            {upperFirst(view.provisional_why)}. {m.today_provisional_why()}
          </p>
          <Button kind="link" size="small" onPress={() => go({ section: "settings", part: "calendar" })}>
            {m.today_calendar()}
          </Button>
        </section>
      )}
    </aside>
  );
}
