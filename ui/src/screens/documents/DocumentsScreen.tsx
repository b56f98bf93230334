/** «Документы и отчёты»: the journal of requests for a period, whole lists, import reports, the card of a case. */
import { type ReactNode, useId, useState } from "react";
import type { ExportFormat, ListName } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { day, dayAndTime, grouped } from "../../kit/dates";
import { useDesk, useKept, useStatus } from "../../kit/desk";
import { ExportList, fileOf, listRequest } from "../../kit/exporting";
import { DateField, Radios, SelectField, TextField } from "../../kit/fields";
import { Download, FileText } from "../../kit/icons";
import { keyName, useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { Part, Screen } from "../../kit/Screen";
import { FORMATS, kindName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Documents.module.css";
import { type PeriodId, periodOf } from "./periods";

const PERIODS: ReadonlyArray<{ id: PeriodId; name: () => string }> = [
  { id: "month", name: m.documents_month },
  { id: "month_before", name: m.documents_month_before },
  { id: "quarter", name: m.documents_quarter },
  { id: "quarter_before", name: m.documents_quarter_before },
  { id: "year", name: m.documents_year },
  { id: "year_before", name: m.documents_year_before },
  { id: "custom", name: m.documents_custom },
];

const LISTS: ReadonlyArray<{ id: ListName; name: () => string }> = [
  { id: "cases", name: m.section_cases },
  { id: "letters", name: m.section_letters },
  { id: "imports", name: m.section_imports },
  { id: "processors", name: m.section_processors },
  { id: "disclosures", name: m.section_disclosures },
  { id: "audit", name: m.section_audit },
];

export function DocumentsScreen(): ReactNode {
  return (
    <Screen title={m.section_documents()} testId="screen-documents">
      <div className={styles.body} data-region="list">
        <Journal />
        <Lists />
        <Card />
        <Reports />
      </div>
    </Screen>
  );
}

type Chosen = { id: PeriodId; from: string | null; to: string | null };

function Journal(): ReactNode {
  const { today } = useDesk().state;
  const toast = useToast();
  const why = useId();
  const [chosen, setChosen] = useKept<Chosen>("documents.period", { id: "year", from: null, to: null });
  const [format, setFormat] = useKept<ExportFormat>("documents.format", "pdf");
  const saving = useAct("journal_save");
  // A period that is named goes with the day; dates of one's own stay.
  const period = chosen.id === "custom" ? chosen : periodOf(chosen.id, today);
  const { from, to } = period;
  const wrong = from !== null && to !== null && from > to;
  const known = from !== null && to !== null && !wrong;
  const preview = useCommand(
    "journal_preview",
    { from: from ?? today, to: to ?? today },
    { enabled: known, keepPrevious: true },
  );
  const rows = known ? preview.data?.rows : undefined;
  const save = () => {
    if (!known || saving.busy) return;
    void saving.run({ from, to, format }).then((written) => {
      if (written === null) return;
      toast(m.journal_saved({ count: written.rows, n: grouped(written.rows), path: fileOf(written.path) }));
    });
  };
  // The journal is what this screen writes and prints.
  useKeys({ "Ctrl+Enter": save, "Ctrl+E": save, "Ctrl+P": save });
  useStatus(rows === undefined ? "" : m.documents_rows({ count: rows, n: grouped(rows) }));
  const own = (part: Partial<Chosen>) => setChosen({ id: "custom", from, to, ...part });
  return (
    <Part title={m.documents_journal()} testId="documents-journal">
      <p className={styles.lead}>{m.documents_journal_note()}</p>
      <form
        aria-label={m.documents_journal()}
        // A button with the focus would take the key for a press.
        onKeyDownCapture={(event) => {
          if (keyName(event.nativeEvent) !== "Ctrl+Enter") return;
          event.preventDefault();
          event.stopPropagation();
          save();
        }}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className={styles.fields}>
          <SelectField
            label={m.documents_period()}
            value={chosen.id}
            onChange={(id) => setChosen({ id, from, to })}
            choices={PERIODS.map(({ id, name }) => ({ id, name: name() }))}
            autoFocus
            regionFocus
            testId="documents-period"
          />
          <DateField
            label={m.journal_from()}
            value={from}
            onChange={(next) => own({ from: next })}
            problem={from === null ? { cause: m.documents_no_date() } : undefined}
            testId="documents-from"
          />
          <DateField
            label={m.journal_to()}
            value={to}
            onChange={(next) => own({ to: next })}
            problem={
              to === null ? { cause: m.documents_no_date() } : wrong ? { cause: m.journal_wrong_period() } : undefined
            }
            testId="documents-to"
          />
          <Radios
            label={m.journal_format()}
            value={format}
            onChange={setFormat}
            row
            choices={(Object.keys(FORMATS) as ExportFormat[]).map((id) => ({ id, name: FORMATS[id] }))}
          />
        </div>
        {saving.error !== null && <ErrorLine error={saving.error} />}
        {preview.error !== null && known && <ErrorLine error={preview.error} />}
        <div className={styles.acts}>
          <Button
            kind="primary"
            type="submit"
            icon={Download}
            keys="Ctrl+Enter"
            disabled={!known || saving.busy}
            describedBy={rows === 0 ? why : undefined}
            testId="journal-save"
          >
            {rows === undefined ? m.journal_save() : m.documents_journal_save({ count: rows, n: grouped(rows) })}
          </Button>
          {rows === 0 && (
            <span className={styles.count} id={why}>
              {m.documents_empty()}
            </span>
          )}
        </div>
      </form>
      {known && preview.data !== undefined && preview.data.first.length > 0 && (
        <>
          <p className={styles.caption} id={`${why}-first`}>
            {m.documents_first()},{" "}
            {m.documents_first_note({
              shown: grouped(preview.data.first.length),
              total: grouped(preview.data.rows),
            })}
          </p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reached by keys. */}
          <section className={styles.frame} tabIndex={0} aria-labelledby={`${why}-first`}>
            <table className={styles.table} aria-labelledby={`${why}-first`} data-testid="journal-first">
              <thead>
                <tr>
                  <th scope="col">{m.col_number()}</th>
                  <th scope="col" className={styles.right}>
                    {m.col_received()}
                  </th>
                  <th scope="col">{m.col_subject()}</th>
                  <th scope="col">{m.documents_col_kind()}</th>
                  <th scope="col" className={styles.right}>
                    {m.col_due()}
                  </th>
                  <th scope="col">{m.documents_col_done()}</th>
                  <th scope="col">{m.documents_col_answer()}</th>
                </tr>
              </thead>
              <tbody>
                {preview.data.first.map((row) => (
                  <tr key={row.number}>
                    <td className={styles.whole}>{row.number}</td>
                    <td className={styles.right}>{day(row.received_on)}</td>
                    <td>{row.applicant ?? m.case_nameless()}</td>
                    <td>{row.kinds.map(kindName).join(", ")}</td>
                    <td className={styles.right}>{row.due_on === null ? "—" : day(row.due_on)}</td>
                    <td>{row.done}</td>
                    <td className={styles.whole}>{row.answer ?? "—"}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        </>
      )}
    </Part>
  );
}

function Lists(): ReactNode {
  const [list, setList] = useKept<ListName>("documents.list", "cases");
  return (
    <Part title={m.documents_lists()} testId="documents-lists">
      <p className={styles.lead}>{m.documents_lists_note()}</p>
      <div className={styles.fields}>
        <SelectField
          label={m.documents_list()}
          value={list}
          onChange={setList}
          choices={LISTS.map(({ id, name }) => ({ id, name: name() }))}
          testId="documents-list"
        />
      </div>
      <div className={styles.acts}>
        <ExportList request={listRequest(list)} columns={[]} keys={false} />
      </div>
    </Part>
  );
}

function Card(): ReactNode {
  const toast = useToast();
  const [number, setNumber] = useState("");
  const [missing, setMissing] = useState(false);
  const saving = useAct("case_card_save");
  const save = () => {
    const wanted = number.trim();
    setMissing(wanted === "");
    if (wanted === "" || saving.busy) return;
    void saving.run({ number: wanted }).then((saved) => {
      if (saved !== null) toast(m.documents_saved({ file: fileOf(saved.path) }));
    });
  };
  const gone = saving.error?.wire.code === "not_found" ? saving.error.wire : null;
  const problem = missing
    ? { cause: m.documents_card_missing() }
    : gone !== null
      ? { cause: `${gone.message}.`, rule: gone.hint }
      : undefined;
  return (
    <Part title={m.documents_card()} testId="documents-card">
      <p className={styles.lead}>{m.documents_card_note()}</p>
      <form
        aria-label={m.documents_card()}
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <div className={styles.fields}>
          <TextField
            label={m.documents_card_number()}
            value={number}
            onChange={(next) => {
              setNumber(next);
              setMissing(false);
              saving.clear();
            }}
            problem={problem}
            maxLength={60}
            testId="card-number"
          />
        </div>
        {saving.error !== null && gone === null && <ErrorLine error={saving.error} />}
        <div className={styles.acts}>
          <Button type="submit" icon={FileText} disabled={saving.busy} testId="card-save">
            {m.documents_card_save()}
          </Button>
        </div>
      </form>
    </Part>
  );
}

function Reports(): ReactNode {
  const runs = useCommand("imports_list", {});
  const toast = useToast();
  const saving = useAct("import_report_save");
  const rows = runs.data?.imports ?? [];
  const save = (run: string) => {
    if (saving.busy) return;
    void saving.run({ run }).then((saved) => {
      if (saved !== null) toast(m.documents_saved({ file: fileOf(saved.path) }));
    });
  };
  return (
    <Part title={m.documents_reports()} testId="documents-reports">
      {runs.error !== null && <ErrorPanel error={runs.error} />}
      {saving.error !== null && <ErrorLine error={saving.error} />}
      {runs.data !== undefined && rows.length === 0 && <p className={styles.lead}>{m.documents_reports_none()}</p>}
      {rows.length > 0 && (
        <table className={styles.table} aria-label={m.documents_reports()}>
          <thead>
            <tr>
              <th scope="col">{m.documents_run()}</th>
              <th scope="col" className={styles.right}>
                {m.col_when()}
              </th>
              <th scope="col">{m.col_file()}</th>
              <th scope="col" className={styles.right}>
                {m.col_rows()}
              </th>
              <th scope="col">PDF</th>
            </tr>
          </thead>
          <tbody>
            {rows.map((run) => (
              <tr key={run.run}>
                <td className={styles.whole}>{run.run}</td>
                <td className={styles.right}>{dayAndTime(run.at)}</td>
                <td>{run.file}</td>
                <td className={styles.right}>{grouped(run.rows.read)}</td>
                <td>
                  <Button
                    size="small"
                    icon={Download}
                    disabled={saving.busy}
                    onPress={() => save(run.run)}
                    testId="report-save"
                  >
                    {m.report_save()}
                  </Button>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Part>
  );
}
