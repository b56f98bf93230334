/** One contract: its term, what it lacks, the ten points with their evidence, and what went to this processor. */
import type { ReactNode } from "react";
import { useCommand } from "../../host/queries";
import { day, grouped } from "../../kit/dates";
import { useDesk, useKept } from "../../kit/desk";
import { Icon, TriangleAlert } from "../../kit/icons";
import { ErrorPanel } from "../../kit/messages";
import { Facts, Nothing, Part } from "../../kit/Screen";
import { Tabs } from "../../kit/tabs";
import { upperFirst } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Processors.module.css";
import { PointState, Term } from "./points";

type ProcessorTab = "points" | "data" | "disclosures";

export function ProcessorPane({ id }: { id: string }): ReactNode {
  const { state } = useDesk();
  const view = useCommand("processor_show", { id });
  const [tab, setTab] = useKept<ProcessorTab>("processors.tab", "points");
  const name = view.data?.name ?? "";
  const events = useCommand("disclosures_list", { search: name, case: null }, { enabled: name !== "" });
  if (view.error !== null) return <ErrorPanel error={view.error} />;
  if (view.data === undefined) return null;
  const one = view.data;
  const count = (wanted: string) => one.checklist.filter((point) => point.state === wanted).length;
  const met = count("met");
  const missing = count("not_met");
  const unknown = count("unknown");
  const contract =
    one.contract_number === null
      ? m.processor_no_contract()
      : one.contract_date === null
        ? m.processor_contract_number({ number: one.contract_number })
        : m.processor_contract({ date: day(one.contract_date), number: one.contract_number });
  const given = events.data?.disclosures.filter((event) => event.recipient === one.name) ?? [];
  return (
    <>
      <div className={styles.head}>
        <p className={styles.meta}>
          <span>{contract}</span>
          <span className={styles.metaTerm}>
            <Term until={one.contract_until} today={state.today} />
          </span>
        </p>
        <h2 className={styles.title} data-testid="processor-name">
          {one.name}
        </h2>
        <p className={styles.facts}>
          {one.inn !== null && <span>{m.processor_inn({ inn: one.inn })}</span>}
          {one.address === null ? (
            <span className={styles.lacks}>
              <Icon of={TriangleAlert} size={14} />
              {m.processor_no_address()}
            </span>
          ) : (
            <span>{one.address}</span>
          )}
        </p>
      </div>
      <Tabs
        label={m.processor_tabs()}
        selected={tab}
        onSelect={setTab}
        tabs={[
          {
            id: "points",
            name: m.processor_tab_points(),
            children: (
              <>
                <p className={styles.sum}>
                  <b>{m.processors_met({ met, of: one.checklist.length })}</b>
                  {missing > 0 && <span className={styles.sumNo}>{m.processor_missing({ n: missing })}</span>}
                  {unknown > 0 && <span className={styles.sumUnknown}>{m.processor_unknown({ n: unknown })}</span>}
                </p>
                <table className={styles.table} data-testid="processor-points">
                  <thead className={styles.spoken}>
                    <tr>
                      <th scope="col">{m.processor_col_place()}</th>
                      <th scope="col">{m.processor_col_point()}</th>
                      <th scope="col">{m.processor_col_evidence()}</th>
                      <th scope="col">{m.processor_col_state()}</th>
                    </tr>
                  </thead>
                  <tbody>
                    {one.checklist.map((point, index) => (
                      <tr key={point.point}>
                        <td className={styles.place}>{index + 1}</td>
                        <td>
                          {upperFirst(point.text)}
                          {point.since_2022 && point.state !== "met" && (
                            <span className={styles.since}>{m.processor_since_2022()}</span>
                          )}
                        </td>
                        <td className={styles.evidence} data-state={point.state}>
                          {point.clause ??
                            (point.state === "met"
                              ? m.evidence_none()
                              : point.state === "not_met"
                                ? m.evidence_missing()
                                : m.evidence_unknown())}
                        </td>
                        <td className={styles.stateCell}>
                          <PointState state={point.state} />
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </>
            ),
          },
          {
            id: "data",
            name: m.processor_tab_data(),
            children: (
              <>
                <Part title={m.processor_purposes()}>
                  {one.purposes.length === 0 ? (
                    <p className={styles.faint}>{m.processors_no_purpose()}</p>
                  ) : (
                    <ul className={styles.plain}>
                      {one.purposes.map((purpose) => (
                        <li key={purpose}>{purpose}</li>
                      ))}
                    </ul>
                  )}
                </Part>
                <Part title={m.processor_data()}>
                  {one.data.length === 0 ? (
                    <p className={styles.faint}>{m.processor_no_data()}</p>
                  ) : (
                    <ul className={styles.plain}>
                      {one.data.map((category) => (
                        <li key={category}>{category}</li>
                      ))}
                    </ul>
                  )}
                </Part>
                <Part title={m.processor_facts()}>
                  <Facts
                    rows={[
                      [m.processor_fact_contract(), contract],
                      [
                        m.processor_fact_country(),
                        one.country === null
                          ? m.processor_unknown_fact()
                          : one.country === "RU"
                            ? m.country_russia()
                            : one.country,
                      ],
                      [m.processor_fact_address(), one.address ?? m.processor_unknown_fact()],
                    ]}
                  />
                  {one.warnings.map((warning) => (
                    <p key={warning} className={styles.warning}>
                      {warning}
                    </p>
                  ))}
                </Part>
              </>
            ),
          },
          {
            id: "disclosures",
            name: m.tab_disclosures(),
            count: given.length,
            children: (
              <Part title={m.tab_disclosures()} note={given.length > 0 ? grouped(given.length) : undefined}>
                {given.length === 0 ? (
                  <Nothing>{m.processor_no_disclosures()}</Nothing>
                ) : (
                  given.map((event) => (
                    <div key={event.id} className={styles.event}>
                      <span className={styles.when}>{day(event.date)}</span>
                      <span className={styles.eventMain}>
                        {event.data.join(", ")}
                        <br />
                        <span className={styles.small}>
                          {event.subject} · {event.purpose}
                        </span>
                      </span>
                    </div>
                  ))
                )}
              </Part>
            ),
          },
        ]}
      />
    </>
  );
}
