/** One contract: its term, what it lacks, the ten points with their evidence, and what went to this processor. */
import type { ReactNode } from "react";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { useRecord } from "../../kit/commands";
import { day, grouped } from "../../kit/dates";
import { useDesk, useKept } from "../../kit/desk";
import { Icon, TriangleAlert } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { Facts, Nothing, Part } from "../../kit/Screen";
import { Tabs } from "../../kit/tabs";
import * as m from "../../paraglide/messages.js";
import { countryName } from "./countries";
import styles from "./Processors.module.css";
import { Points, Term } from "./points";

type ProcessorTab = "points" | "data" | "disclosures";

export function ProcessorPane(props: {
  id: string;
  onEdit: () => void;
  onRemoved: () => void;
  /** The points take the focus. */
  toPoints?: boolean;
}): ReactNode {
  const { id } = props;
  const { go } = useDesk();
  const toast = useToast();
  const view = useCommand("processor_show", { id }, { keepPrevious: true });
  const marking = useAct("processor_point");
  const removing = useAct("processor_remove");
  const [tab, setTab] = useKept<ProcessorTab>("processors.tab", "points");
  const name = view.data?.name ?? "";
  const events = useCommand("disclosures_list", { search: name, case: null }, { enabled: name !== "" });
  useKeys({ E: props.onEdit }, { enabled: view.data !== undefined });
  useRecord(
    view.data === undefined
      ? null
      : {
          id: `processor-${view.data.id}`,
          title: view.data.name,
          number: view.data.contract_number ?? "",
          place: { section: "processors", id: view.data.id },
        },
  );
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
  const remove = () => {
    void removing.run({ id: one.id }).then((done) => {
      if (done === null) return;
      toast(m.processor_removed({ name: one.name }));
      props.onRemoved();
    });
  };
  return (
    <>
      <div className={styles.head}>
        <p className={styles.meta}>
          <span>{contract}</span>
          <span className={styles.metaTerm}>
            <Term left={one.left} term={one.term} />
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
        <p className={styles.acts}>
          <Button keys="E" onPress={props.onEdit} testId="processor-edit">
            {m.processor_edit()}
          </Button>
          <Button onPress={remove} disabled={removing.busy} testId="processor-remove">
            {m.processor_remove()}
          </Button>
        </p>
        {removing.error !== null && <ErrorLine error={removing.error} />}
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
                <p className={styles.sum} aria-live="polite">
                  <b>{m.processors_met({ met, of: one.checklist.length })}</b>
                  {missing > 0 && <span className={styles.sumNo}>{m.processor_missing({ n: missing })}</span>}
                  {unknown > 0 && <span className={styles.sumUnknown}>{m.processor_unknown({ n: unknown })}</span>}
                </p>
                {marking.error !== null && <ErrorLine error={marking.error} />}
                <Points
                  points={one.checklist}
                  busy={marking.busy}
                  onSet={(point, state, clause) => void marking.run({ id: one.id, point, state, clause })}
                  autoFocus={props.toPoints ?? false}
                  testId="processor-points"
                />
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
                        one.country === null ? m.processor_unknown_fact() : countryName(one.country),
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
                      <Button
                        kind="link"
                        onPress={() => go({ section: "disclosures", id: event.id })}
                        testId="processor-disclosure"
                      >
                        {day(event.date)}
                      </Button>
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
