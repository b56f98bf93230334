/** A table on its way in: Файл → Соответствие → План → Итог. Until the last step nothing is written. */
import { type ReactNode, useCallback, useEffect, useId, useRef, useState } from "react";
import type { FileHandle, ImportPreview, ImportResult, MapEntry, Progress, RowFate } from "../../bindings/wire";
import { useAct, useCommand, useHost } from "../../host/queries";
import { Button, Tag } from "../../kit/buttons";
import { day, fileSize, grouped } from "../../kit/dates";
import { useDesk, useStatus } from "../../kit/desk";
import { Checkbox, Radios, SelectField } from "../../kit/fields";
import { ArrowRight, ChevronDown, ChevronRight, Download, DueMark, Hourglass, Icon, Info } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorLine, ErrorPanel, ProgressBar, phaseName } from "../../kit/messages";
import { Dialog, useToast } from "../../kit/overlays";
import { Foot, Screen } from "../../kit/Screen";
import { Pips, Stepper } from "../../kit/steps";
import { confidence, fateName, shortKindName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import { type FigureId, Figures } from "./Figures";
import { fieldChoices, fieldName, NOT_TAKEN } from "./fields";
import styles from "./Imports.module.css";
import { Rejected } from "./Rejected";
import { RunCard } from "./RunCard";

type Step = "mapping" | "plan" | "result";

const FATE_OF: Partial<Record<FigureId, RowFate>> = {
  new_cases: "new_case",
  joined: "joined",
  already_imported: "already_imported",
  not_personal_data: "not_personal_data",
};

function useProgress(active: boolean): Progress | null {
  const host = useHost();
  const [progress, setProgress] = useState<Progress | null>(null);
  useEffect(() => {
    if (!active) {
      setProgress(null);
      return;
    }
    return host.on("progress", setProgress);
  }, [host, active]);
  return progress;
}

export function ImportWizard({ file }: { file: FileHandle }): ReactNode {
  const host = useHost();
  const { go } = useDesk();
  const [step, setStep] = useState<Step>("mapping");
  const [preview, setPreview] = useState<ImportPreview | null>(null);
  const [sheet, setSheet] = useState<string | null>(null);
  const [mapping, setMapping] = useState<readonly MapEntry[]>([]);
  const [stale, setStale] = useState(false);
  const [allOrNothing, setAllOrNothing] = useState(false);
  const [sure, setSure] = useState(false);
  const [result, setResult] = useState<ImportResult | null>(null);
  const previewing = useAct("import_preview");
  const committing = useAct("import_commit");
  const choosing = useAct("import_choose");
  const progress = useProgress(previewing.busy || committing.busy);
  const started = useRef(false);
  const steps = useRef<HTMLDivElement>(null);

  const { run: runPreview } = previewing;
  const ask = useCallback(
    async (onSheet: string | null, entries: readonly MapEntry[]) => {
      const plan = await runPreview({ file: file.token, sheet: onSheet, mapping: [...entries] });
      if (plan !== null) {
        setPreview(plan);
        setStale(false);
      }
      return plan;
    },
    [runPreview, file.token],
  );

  useEffect(() => {
    if (started.current) return;
    started.current = true;
    void ask(null, []);
  }, [ask]);

  const chooseOther = () => {
    void choosing.run({}).then((other) => {
      if (other !== null) go({ section: "imports", file: other });
    });
  };
  const cancel = () => void host.call("import_cancel", {}).catch(() => undefined);
  const toList = () => go({ section: "imports" });

  const toPlan = async () => {
    if (preview === null || previewing.busy) return;
    const plan = stale ? await ask(sheet, mapping) : preview;
    if (plan !== null && plan.mapping_needed === null) setStep("plan");
  };
  const counts = preview?.rows ?? null;
  const toLoad = counts === null ? 0 : counts.read - counts.rejected - counts.already_imported;
  const blocked =
    counts === null
      ? null
      : toLoad === 0
        ? m.plan_nothing_to_load()
        : allOrNothing && counts.rejected > 0
          ? m.plan_all_blocked({ count: counts.rejected, n: grouped(counts.rejected) })
          : preview?.many_rejected && !sure && !allOrNothing
            ? m.plan_many_blocked()
            : null;
  const commit = async () => {
    if (blocked !== null || committing.busy) return;
    const done = await committing.run({ file: file.token, sheet, mapping: [...mapping], all_or_nothing: allOrNothing });
    if (done === null) return;
    setResult(done);
    setStep("result");
  };

  const main = () => {
    if (step === "mapping") void toPlan();
    else if (step === "plan") void commit();
    else go({ section: "cases" });
  };
  const back = () => {
    if (step === "plan") setStep("mapping");
    else toList();
  };
  useKeys({ "Ctrl+Enter": main, Escape: back });

  // A new step begins at its main button; while that is off, at the name of the step.
  const begun = preview !== null;
  useEffect(() => {
    if (!begun) return;
    const frame = requestAnimationFrame(() => {
      const main = document.querySelector<HTMLElement>('[data-region="foot"] button[data-region-focus]:enabled');
      (main ?? steps.current?.querySelector<HTMLElement>("[aria-current]"))?.focus();
    });
    return () => cancelAnimationFrame(frame);
  }, [step, begun]);

  const names = [m.import_step_file(), m.import_step_mapping(), m.import_step_plan(), m.import_step_result()];
  const current = step === "mapping" ? 1 : step === "plan" ? 2 : 3;
  const where =
    preview === null
      ? file.name
      : [
          preview.file.name,
          m.import_sheet({ sheet: preview.file.sheet }),
          preview.file.header_row === null
            ? m.import_no_header()
            : m.import_header_row({ row: preview.file.header_row }),
        ].join(" · ");
  const taken = preview?.columns.filter((column) => column.field !== null).length ?? 0;
  useStatus(
    preview === null || counts === null
      ? ""
      : step === "mapping"
        ? m.mapping_status({ columns: preview.columns.length, taken, left: preview.columns.length - taken })
        : m.plan_status({
            read: grouped(counts.read),
            sum: [counts.new_cases, counts.joined, counts.already_imported, counts.not_personal_data, counts.rejected]
              .map(grouped)
              .join(" + "),
          }),
  );

  return (
    <Screen
      title={m.import_title()}
      testId="screen-import"
      beside={
        preview !== null && (
          <Tag>
            {[preview.file.format, preview.file.encoding, fileSize(file.size, { kb: m.unit_kb(), mb: m.unit_mb() })]
              .filter((part) => part !== null)
              .join(" · ")}
          </Tag>
        )
      }
    >
      <div className={styles.steps} ref={steps}>
        <Stepper label={m.import_steps()} steps={names} current={current} />
        <span className={styles.where} title={where}>
          {where}
        </span>
      </div>
      {preview === null ? (
        <div className={styles.body}>
          {previewing.error !== null ? (
            <ErrorPanel
              error={previewing.error}
              act={
                <Button kind="primary" autoFocus onPress={chooseOther}>
                  {m.import_choose_other()}
                </Button>
              }
            />
          ) : (
            <div className={styles.reading}>
              <p className={styles.readingTitle}>{m.import_reading({ file: file.name })}</p>
              <ProgressBar progress={progress} label={m.import_reading({ file: file.name })} />
              <p className={styles.small}>{m.import_unchanged()}</p>
              <Button onPress={cancel}>{m.import_cancel()}</Button>
            </div>
          )}
        </div>
      ) : step === "mapping" ? (
        <Mapping
          preview={preview}
          mapping={mapping}
          busy={previewing.busy}
          error={previewing.error === null ? null : <ErrorLine error={previewing.error} />}
          onMap={(entry) => {
            setMapping((before) => [...before.filter((other) => other.letter !== entry.letter), entry]);
            setStale(true);
          }}
          onSheet={(name) => {
            setSheet(name);
            setMapping([]);
            void ask(name, []);
          }}
          onBack={toList}
          onNext={() => void toPlan()}
        />
      ) : step === "plan" ? (
        <Plan
          preview={preview}
          toLoad={toLoad}
          blocked={blocked}
          allOrNothing={allOrNothing}
          onAllOrNothing={setAllOrNothing}
          sure={sure}
          onSure={setSure}
          busy={committing.busy}
          error={committing.error === null ? null : <ErrorPanel error={committing.error} testId="import-error" />}
          onBack={() => setStep("mapping")}
          onCommit={() => void commit()}
        />
      ) : (
        result !== null && <Result result={result} />
      )}
      {committing.busy && (
        <Dialog
          title={m.import_writing()}
          testId="import-progress"
          onClose={cancel}
          foot={
            <>
              <span className={styles.stays}>{m.import_unchanged_until_end()}</span>
              <Button keys="Esc" autoFocus onPress={cancel}>
                {m.import_cancel()}
              </Button>
            </>
          }
        >
          <p className={styles.small}>{file.name}</p>
          <div className={styles.writing}>
            <ProgressBar
              progress={progress}
              label={progress === null ? m.import_writing() : phaseName(progress.phase)}
            />
          </div>
        </Dialog>
      )}
    </Screen>
  );
}

function Mapping(props: {
  preview: ImportPreview;
  mapping: readonly MapEntry[];
  busy: boolean;
  error: ReactNode;
  onMap: (entry: MapEntry) => void;
  onSheet: (name: string) => void;
  onBack: () => void;
  onNext: () => void;
}): ReactNode {
  const { preview, mapping } = props;
  const table = useRef<HTMLTableElement>(null);
  const choices = fieldChoices();
  const why = useId();
  const fieldOf = (letter: string, proposed: string | null) => {
    const own = mapping.find((entry) => entry.letter === letter);
    return own === undefined ? proposed : own.field;
  };
  const rows = preview.columns.map((column) => {
    const touched = mapping.some((entry) => entry.letter === column.letter);
    const field = fieldOf(column.letter, column.field);
    const sure = confidence(column.confidence);
    return { column, field, touched, sure, unsure: !touched && field !== null && sure.pips === 1 };
  });
  const unsure = rows.filter((row) => row.unsure).length;
  useKeys({
    F8: () => {
      const fields = [...(table.current?.querySelectorAll<HTMLElement>("tr[data-unsure] button") ?? [])];
      const at = fields.indexOf(document.activeElement as HTMLElement);
      fields[(at + 1) % Math.max(1, fields.length)]?.focus();
    },
  });
  const visible = preview.sheets.filter((sheet) => sheet.visible);
  return (
    <>
      <div className={styles.body} data-region="mapping">
        {preview.mapping_needed !== null && (
          <p className={styles.needed} role="alert">
            <DueMark state="overdue" />
            <span>
              <b>{m.mapping_needed()}</b> {preview.mapping_needed}
            </span>
          </p>
        )}
        {visible.length > 1 && (
          <div className={styles.sheets}>
            <SelectField
              label={m.mapping_sheet()}
              value={preview.file.sheet}
              onChange={props.onSheet}
              choices={visible.map((sheet) => ({
                id: sheet.name,
                name:
                  sheet.rows === null
                    ? sheet.name
                    : m.mapping_sheet_rows({ sheet: sheet.name, count: sheet.rows, n: grouped(sheet.rows) }),
              }))}
            />
          </div>
        )}
        <table className={styles.mapping} ref={table}>
          <thead>
            <tr>
              <th scope="col">
                <span className={styles.hidden}>{m.mapping_letter()}</span>
              </th>
              <th scope="col">{m.mapping_column()}</th>
              <th scope="col">
                <span className={styles.hidden}>{m.mapping_becomes()}</span>
              </th>
              <th scope="col">{m.mapping_field()}</th>
              <th scope="col">{m.mapping_confidence()}</th>
              <th scope="col">{m.mapping_samples()}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ column, field, touched, sure, unsure: doubtful }) => (
              <tr
                key={column.letter}
                data-unsure={doubtful ? "" : undefined}
                data-skipped={field === null ? "" : undefined}
              >
                <td className={styles.letter}>{column.letter}</td>
                <td className={styles.columnName}>{column.header === "" ? m.mapping_no_name() : column.header}</td>
                <td className={styles.arrow}>
                  <Icon of={ArrowRight} size={14} />
                </td>
                <td>
                  <SelectField
                    label={m.mapping_field_of({ letter: column.letter, header: column.header })}
                    labelHidden
                    value={field ?? NOT_TAKEN}
                    emptyId={NOT_TAKEN}
                    choices={
                      field === null || choices.some((choice) => choice.id === field)
                        ? choices
                        : [...choices, { id: field, name: fieldName(field) }]
                    }
                    onChange={(id) => props.onMap({ letter: column.letter, field: id === NOT_TAKEN ? null : id })}
                  />
                </td>
                <td className={styles.confidence} data-doubtful={doubtful ? "" : undefined}>
                  {field === null ? null : touched ? (
                    m.confidence_chosen()
                  ) : (
                    <>
                      <Pips full={sure.pips} of={3} /> {sure.word}
                    </>
                  )}
                </td>
                <td className={styles.samples} title={column.samples.join(" · ")}>
                  {column.samples.join(" · ")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
        {preview.file.header_row !== null && preview.file.header_row > 1 && (
          <p className={styles.note}>
            <Icon of={Info} />
            {m.mapping_rows_above({ count: preview.file.header_row - 1 })}
          </p>
        )}
        {props.error}
      </div>
      <Foot
        left={
          <>
            <Button onPress={props.onBack}>{m.wizard_back()}</Button>
            <span>{m.import_unchanged()}</span>
          </>
        }
        right={
          <>
            <span id={why} className={unsure > 0 ? styles.warn : undefined} aria-live="polite">
              {unsure > 0 ? m.mapping_unsure({ count: unsure }) : ""}
            </span>
            <Button
              kind="primary"
              keys="Ctrl+Enter"
              autoFocus
              disabled={props.busy}
              describedBy={why}
              onPress={props.onNext}
              testId="import-continue"
              regionFocus
            >
              {props.busy ? m.mapping_busy() : m.mapping_next()}
            </Button>
          </>
        }
      />
    </>
  );
}

function Plan(props: {
  preview: ImportPreview;
  toLoad: number;
  blocked: string | null;
  allOrNothing: boolean;
  onAllOrNothing: (on: boolean) => void;
  sure: boolean;
  onSure: (on: boolean) => void;
  busy: boolean;
  error: ReactNode;
  onBack: () => void;
  onCommit: () => void;
}): ReactNode {
  const { preview } = props;
  const { rows } = preview;
  const [figure, setFigure] = useState<FigureId>(rows.rejected > 0 ? "rejected" : "read");
  const [opened, setOpened] = useState<string | null>(preview.problem_groups[0]?.code ?? null);
  const why = useId();
  const fate = FATE_OF[figure];
  const sample = preview.sample.filter((row) => figure === "read" || row.fate === fate);
  const lost = preview.days_lost_before_import;
  useKeys({
    F8: () => {
      if (preview.problem_groups.length === 0) return;
      setFigure("rejected");
      const at = preview.problem_groups.findIndex((group) => group.code === opened);
      setOpened(preview.problem_groups[(at + 1) % preview.problem_groups.length]?.code ?? null);
    },
  });
  return (
    <>
      <div className={styles.body} data-region="plan">
        <Figures rows={rows} selected={figure} onSelect={setFigure} />
        <div className={styles.urgent}>
          {preview.urgent > 0 && (
            <span className={styles.urgentSoon}>
              <DueMark state="today" />
              {m.plan_urgent({ count: preview.urgent, n: grouped(preview.urgent) })}
            </span>
          )}
          {lost.total > 0 && (
            <span>
              <Icon of={Hourglass} size={14} />
              {m.plan_lost({ count: lost.total, n: grouped(lost.total), worst: lost.worst })}
            </span>
          )}
          {preview.to_decide.length > 0 && (
            <span>
              <Icon of={Info} size={14} />
              {m.plan_to_decide({ count: preview.to_decide.length, n: grouped(preview.to_decide.length) })}
            </span>
          )}
        </div>
        {figure === "rejected" ? (
          preview.problem_groups.length === 0 ? (
            <p className={styles.nothing}>{m.plan_no_rejected()}</p>
          ) : (
            preview.problem_groups.map((group) => {
              const open = opened === group.code;
              const of = preview.rejected.filter((row) => row.code === group.code);
              return (
                <section key={group.code} className={styles.problem}>
                  <h2>
                    <button
                      type="button"
                      className={styles.problemHead}
                      aria-expanded={open}
                      onClick={() => setOpened(open ? null : group.code)}
                    >
                      <Icon of={open ? ChevronDown : ChevronRight} />
                      <span className={styles.problemTitle}>{group.title}</span>
                      <Tag tone="danger">{m.rows_count({ count: group.rows, n: grouped(group.rows) })}</Tag>
                      <span className={styles.problemFix}>{group.fix}</span>
                    </button>
                  </h2>
                  {open && <Rejected rows={of} />}
                  {open && of.length < group.rows && (
                    <p className={styles.more}>
                      {m.plan_shown_first({ count: of.length, n: grouped(of.length), total: grouped(group.rows) })}
                    </p>
                  )}
                </section>
              );
            })
          )
        ) : (
          <>
            <table className={styles.table}>
              <thead>
                <tr>
                  <th scope="col" className={styles.right}>
                    {m.rejected_row()}
                  </th>
                  <th scope="col">{m.plan_fate()}</th>
                  <th scope="col" className={styles.right}>
                    {m.col_received()}
                  </th>
                  <th scope="col">{m.col_subject()}</th>
                  <th scope="col">{m.col_demand()}</th>
                  <th scope="col">{m.plan_text()}</th>
                </tr>
              </thead>
              <tbody>
                {sample.map((row) => (
                  <tr key={row.row}>
                    <td className={styles.right}>{row.row}</td>
                    <td className={styles.nowrap}>{fateName(row.fate)}</td>
                    <td className={styles.right}>{row.received_on === null ? "" : day(row.received_on)}</td>
                    <td>{row.subject ?? <span className={styles.faint}>{m.case_nameless()}</span>}</td>
                    <td>{row.kinds.map(shortKindName).join(", ")}</td>
                    <td className={styles.oneLine} title={row.text}>
                      {row.note ?? row.text}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {sample.length === 0 && <p className={styles.nothing}>{m.plan_no_rows()}</p>}
            {sample.length > 0 && sample.length < rows[figure] && (
              <p className={styles.more}>
                {m.plan_shown_first({ count: sample.length, n: grouped(sample.length), total: grouped(rows[figure]) })}
              </p>
            )}
          </>
        )}
        {props.error}
      </div>
      <Foot
        left={
          <>
            <Button onPress={props.onBack}>{m.wizard_back()}</Button>
            {rows.rejected > 0 && (
              <Radios
                label={m.plan_mode()}
                labelHidden
                row
                value={props.allOrNothing ? "all" : "valid"}
                onChange={(id) => props.onAllOrNothing(id === "all")}
                choices={[
                  { id: "valid", name: m.plan_valid() },
                  { id: "all", name: m.plan_all() },
                ]}
              />
            )}
            {preview.many_rejected && !props.allOrNothing && (
              <Checkbox checked={props.sure} onChange={props.onSure} testId="import-sure">
                {m.plan_many_sure()}
              </Checkbox>
            )}
          </>
        }
        right={
          <>
            <span id={why} className={styles.why}>
              {props.blocked ?? m.plan_no_letters()}
            </span>
            <Button
              kind="primary"
              keys="Ctrl+Enter"
              autoFocus
              disabled={props.blocked !== null || props.busy}
              describedBy={why}
              onPress={props.onCommit}
              testId="import-commit"
              regionFocus
            >
              {m.plan_commit({ count: props.toLoad, n: grouped(props.toLoad) })}
            </Button>
          </>
        }
      />
    </>
  );
}

function Result({ result }: { result: ImportResult }): ReactNode {
  const { go } = useDesk();
  const toast = useToast();
  const saving = useAct("import_report_save");
  const run = result.run;
  const view = useCommand("import_show", { run: run ?? "" }, { enabled: run !== null });
  return (
    <>
      <div className={styles.body} data-region="result" data-testid="import-result">
        <p className={styles.done}>
          <DueMark state="done" />
          {m.result_done({ count: result.rows.new_cases, n: grouped(result.rows.new_cases) })}
        </p>
        {result.contacts_after_refusal.length > 0 && (
          <section className={styles.after}>
            <h2>{m.result_after_refusal()}</h2>
            {result.contacts_after_refusal.map((contact) => (
              <p key={`${contact.row} ${contact.case}`}>
                {m.result_after_refusal_row({ row: contact.row, number: contact.case, since: day(contact.since) })}
              </p>
            ))}
          </section>
        )}
        {view.error !== null && <ErrorPanel error={view.error} />}
        {view.data !== undefined ? <RunCard view={view.data} whole /> : <Figures rows={result.rows} />}
        {saving.error !== null && <ErrorLine error={saving.error} />}
      </div>
      <Foot
        left={
          run !== null && (
            <Button
              icon={Download}
              disabled={saving.busy}
              testId="report-save"
              onPress={() => {
                void saving.run({ run }).then((saved) => {
                  if (saved !== null) toast(m.saved_to({ path: saved.path }));
                });
              }}
            >
              {m.report_save()}
            </Button>
          )
        }
        right={
          <>
            <span className={styles.why}>{m.plan_no_letters()}</span>
            <Button
              kind="primary"
              keys="Ctrl+Enter"
              autoFocus
              onPress={() => go({ section: "cases" })}
              testId="import-open-cases"
              regionFocus
            >
              {m.result_open_cases()}
            </Button>
          </>
        }
      />
    </>
  );
}
