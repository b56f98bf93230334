/** The card of a run: what came, what became of it, what is due first, and the file it came from. */
import { type ReactNode, useState } from "react";
import type { RunView } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { DueInline } from "../../kit/Due";
import { day, dayAndTime, grouped } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import { ExportList, listRequest } from "../../kit/exporting";
import { Download } from "../../kit/icons";
import { ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { Facts, Part } from "../../kit/Screen";
import { kindName, shortKindName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import { Figures } from "./Figures";
import styles from "./Imports.module.css";
import { Rejected } from "./Rejected";

const FIRST = 8;

export function RunCard({ view, whole = false }: { view: RunView; whole?: boolean }): ReactNode {
  const { go } = useDesk();
  const toast = useToast();
  const saving = useAct("import_report_save");
  const most = Math.max(1, ...view.kinds.map((kind) => kind.count));
  const { run } = view;
  return (
    <div className={styles.card} data-testid="run-card">
      {!whole && (
        <header className={styles.cardHead}>
          <p className={styles.small}>{m.run_meta({ run: run.run, at: dayAndTime(run.at) })}</p>
          <h2 className={styles.cardTitle}>{run.file}</h2>
          <div className={styles.cardActs}>
            <Button
              icon={Download}
              regionFocus
              disabled={saving.busy}
              testId="report-save"
              onPress={() => {
                void saving.run({ run: run.run }).then((saved) => {
                  if (saved !== null) toast(m.saved_to({ path: saved.path }));
                });
              }}
            >
              {m.report_save()}
            </Button>
          </div>
          {saving.error !== null && <ErrorLine error={saving.error} />}
        </header>
      )}
      <div className={styles.cardFigures}>
        <Figures rows={run.rows} />
      </div>
      {view.due_first.length > 0 && (
        <Part title={m.run_due_first()}>
          {view.due_first.slice(0, FIRST).map((row) => (
            <div key={row.number} className={styles.dueRow}>
              <Button kind="link" size="small" onPress={() => go({ section: "cases", number: row.number })}>
                {m.case_number({ number: row.number })}
              </Button>
              <span className={styles.dueWho}>
                {row.subject ?? m.case_nameless()}
                <span className={styles.dueKinds}>
                  {row.demands.map((demand) => shortKindName(demand.kind)).join(", ")}
                </span>
              </span>
              {row.due !== null && <DueInline due={row.due} />}
            </div>
          ))}
        </Part>
      )}
      {view.kinds.length > 0 && (
        <Part title={m.run_kinds()}>
          <dl className={styles.kinds}>
            {view.kinds.map((kind) => (
              <div key={kind.kind} className={styles.kind}>
                <dt>{kindName(kind.kind)}</dt>
                <dd className={styles.kindBar} aria-hidden="true">
                  <span className={styles.kindFill} style={{ width: `${(kind.count / most) * 100}%` }} />
                </dd>
                <dd className={styles.kindCount}>{grouped(kind.count)}</dd>
              </div>
            ))}
          </dl>
        </Part>
      )}
      {view.to_decide.length > 0 && (
        <Part title={m.run_to_decide()} note={grouped(view.to_decide.length)}>
          {view.to_decide.slice(0, 50).map((one) => (
            <div key={`${one.row} ${one.candidate}`} className={styles.dueRow}>
              <span>{m.contact_row({ row: one.row })}</span>
              <span className={styles.dueWho}>
                {one.why === "same_phone_other_name"
                  ? m.why_same_phone_other_name()
                  : one.why === "same_email_other_name"
                    ? m.why_same_email_other_name()
                    : one.why}
              </span>
              <Button kind="link" size="small" onPress={() => go({ section: "cases", number: one.candidate })}>
                {m.case_number({ number: one.candidate })}
              </Button>
            </div>
          ))}
        </Part>
      )}
      {run.rows.rejected > 0 && (
        <Part
          title={m.run_rejected_title()}
          note={m.rows_count({ count: run.rows.rejected, n: grouped(run.rows.rejected) })}
          act={
            <ExportList
              request={listRequest("rejected", { run: run.run })}
              columns={[]}
              keys={false}
              label={m.export_rejected()}
              size="small"
              testId="rejected-export"
            />
          }
        >
          <Rejected rows={view.rejected} />
        </Part>
      )}
      {view.other.length > 0 && <Other view={view} />}
      <Part title={m.run_card()}>
        <Facts
          rows={[
            [m.run_file(), run.file],
            [m.run_sheet(), run.sheet],
            [m.run_format(), view.encoding === null ? view.format : `${view.format}, ${view.encoding}`],
            [m.run_header_row(), view.header_row === null ? m.run_no_header() : String(view.header_row)],
            [
              m.run_lost(),
              m.run_lost_days({
                count: run.days_lost.total,
                n: grouped(run.days_lost.total),
                worst: run.days_lost.worst,
              }),
            ],
            [
              "SHA-256",
              <span className={styles.hash} key="hash">
                {view.sha256}
              </span>,
            ],
          ]}
        />
      </Part>
    </div>
  );
}

/** Rows of another matter that are drawn at once: a big sheet has tens of thousands of them. */
const OTHER_AT_ONCE = 200;

/** Rows that are not about personal data: their text is here only until somebody has looked at it. */
function Other({ view }: { view: RunView }): ReactNode {
  const toast = useToast();
  const reviewing = useAct("import_review");
  const waiting = view.other.filter((row) => row.text !== null).length;
  const [shown, setShown] = useState(OTHER_AT_ONCE);
  const hidden = view.other.length - shown;
  return (
    <Part
      title={m.run_other_title()}
      note={m.rows_count({ count: view.run.rows.not_personal_data, n: grouped(view.run.rows.not_personal_data) })}
      testId="run-other"
      act={
        waiting > 0 && (
          <Button
            size="small"
            disabled={reviewing.busy}
            testId="run-review"
            onPress={() => {
              void reviewing.run({ run: view.run.run }).then((done) => {
                if (done !== null) toast(m.run_other_done());
              });
            }}
          >
            {m.run_other_review()}
          </Button>
        )
      }
    >
      <p className={styles.small}>{waiting > 0 ? m.run_other_note() : m.run_other_gone()}</p>
      {reviewing.error !== null && <ErrorLine error={reviewing.error} />}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col" className={styles.right}>
              {m.rejected_row()}
            </th>
            <th scope="col" className={styles.right}>
              {m.col_received()}
            </th>
            <th scope="col">{m.run_other_reason()}</th>
            <th scope="col">{m.plan_text()}</th>
          </tr>
        </thead>
        <tbody>
          {view.other.slice(0, shown).map((row) => (
            <tr key={row.row}>
              <td className={styles.right}>{row.row}</td>
              <td className={styles.right}>{row.received_on === null ? "" : day(row.received_on)}</td>
              <td>{row.reason}</td>
              <td className={styles.oneLine} title={row.text ?? ""}>
                {row.text ?? <span className={styles.faint}>{m.run_other_removed()}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hidden > 0 && (
        <Button size="small" onPress={() => setShown(shown + OTHER_AT_ONCE)} testId="run-other-more">
          {m.run_other_more({ n: grouped(hidden) })}
        </Button>
      )}
    </Part>
  );
}
