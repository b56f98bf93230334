/**
 * What a list shows, as a file: the same rows, order and columns. The page says which; the program reads the register
 * again and writes. How many rows there are is said by the program before it writes.
 */
import { type ReactNode, useEffect, useId, useRef, useState } from "react";
import type { ExportFormat, ListName, ListRequest } from "../bindings/wire";
import { useAct, useCommand } from "../host/queries";
import * as m from "../paraglide/messages.js";
import { Button } from "./buttons";
import { grouped } from "./dates";
import styles from "./exporting.module.css";
import { Radios } from "./fields";
import { Download } from "./icons";
import { keyName, useKeys } from "./keys";
import { ErrorLine } from "./messages";
import { Popover, useToast } from "./overlays";
import { FORMATS } from "./words";

/** A request for a list; what is not said is all of it. */
export function listRequest(list: ListName, part: Partial<Omit<ListRequest, "list">> = {}): ListRequest {
  return {
    list,
    columns: [],
    cases: null,
    disclosures: null,
    processors: null,
    today: null,
    audit: null,
    run: null,
    rows: null,
    ...part,
  };
}

/** The name of a file without its folders. */
export function fileOf(path: string): string {
  return path.split(/[\\/]/).at(-1) ?? path;
}

const CHOICES: ReadonlyArray<{ id: ExportFormat; name: () => string }> = [
  { id: "xlsx", name: () => FORMATS.xlsx },
  { id: "csv", name: () => FORMATS.csv },
  { id: "pdf", name: m.export_format_pdf },
];

export type ExportListProps = {
  /** Which rows, in which order. */
  request: ListRequest;
  /** The columns of the list in their order. */
  columns: ReadonlyArray<{ id: string }>;
  /** Whether Ctrl+E and Ctrl+P are of this list. */
  keys?: boolean;
  /** The record beside the list prints itself while it has the focus. */
  recordPrints?: boolean;
  label?: string;
  size?: "small" | "normal";
  testId?: string;
};

/** The button of a list that opens the sheet; Ctrl+E does the same, and Ctrl+P with the printed table chosen. */
export function ExportList(props: ExportListProps): ReactNode {
  const { keys = true } = props;
  const [open, setOpen] = useState(false);
  const [format, setFormat] = useState<ExportFormat>("xlsx");
  const button = useRef<HTMLButtonElement>(null);
  const show = (chosen: ExportFormat) => {
    setFormat(chosen);
    setOpen(true);
  };
  useKeys(
    {
      "Ctrl+E": () => show("xlsx"),
      "Ctrl+P": () => {
        if (props.recordPrints && inRecord()) return false;
        show("pdf");
        return true;
      },
    },
    { enabled: keys },
  );
  return (
    <>
      <Button
        ref={button}
        icon={Download}
        {...(keys ? { keys: "Ctrl+E" } : {})}
        expanded={open}
        size={props.size ?? "normal"}
        onPress={() => show("xlsx")}
        testId={props.testId ?? "export-open"}
      >
        {props.label ?? m.export_open()}
      </Button>
      <Popover open={open} onClose={() => setOpen(false)} anchor={button} label={m.export_title()} width={380}>
        <ExportForm
          request={{ ...props.request, columns: props.columns.map((column) => column.id) }}
          format={format}
          onFormat={setFormat}
          onDone={() => {
            setOpen(false);
            button.current?.focus();
          }}
        />
      </Popover>
    </>
  );
}

/** Whether the focus is on the record beside the list. */
export function inRecord(): boolean {
  return document.activeElement?.closest('[data-region="pane"]') != null;
}

function ExportForm(props: {
  request: ListRequest;
  format: ExportFormat;
  onFormat: (format: ExportFormat) => void;
  onDone: () => void;
}): ReactNode {
  const toast = useToast();
  const why = useId();
  const form = useRef<HTMLFormElement>(null);
  const plan = useCommand("list_plan", props.request);
  const saving = useAct("list_export");
  const rows = plan.data?.rows;
  const ready = rows !== undefined && rows > 0 && !saving.busy;
  useEffect(() => {
    form.current?.querySelector<HTMLInputElement>("input:checked")?.focus();
  }, []);
  const save = () => {
    if (!ready) return;
    void saving.run({ list: props.request, format: props.format }).then((written) => {
      if (written === null) return;
      const { rows: count } = written;
      toast(m.export_done({ count, n: grouped(count), file: fileOf(written.path) }));
      props.onDone();
    });
  };
  return (
    <form
      ref={form}
      className={styles.form}
      aria-label={m.export_title()}
      data-testid="export-sheet"
      // Heard before the field: a choice or a button with the focus would keep the key to itself.
      onKeyDownCapture={(event) => {
        const name = keyName(event.nativeEvent);
        if (name !== "Ctrl+Enter" && !(name === "Enter" && event.target instanceof HTMLInputElement)) return;
        event.preventDefault();
        event.stopPropagation();
        save();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 className={styles.title}>{m.export_title()}</h3>
      <Radios
        label={m.export_format()}
        value={props.format}
        onChange={props.onFormat}
        choices={CHOICES.map(({ id, name }) => ({ id, name: name() }))}
      />
      {plan.data !== undefined && (
        <p className={styles.line} data-testid="export-columns">
          {m.export_columns({ columns: plan.data.heads.join(", ") })}
        </p>
      )}
      <p className={styles.line}>{m.export_note()}</p>
      {plan.error !== null && <ErrorLine error={plan.error} />}
      {saving.error !== null && <ErrorLine error={saving.error} />}
      {rows === 0 && (
        <p className={styles.line} id={why}>
          {m.export_none()}
        </p>
      )}
      <div className={styles.acts}>
        <Button
          kind="primary"
          type="submit"
          keys="Ctrl+Enter"
          disabled={!ready}
          describedBy={rows === 0 ? why : undefined}
          testId="export-save"
        >
          {rows === undefined ? m.export_counting() : m.export_save({ count: rows, n: grouped(rows) })}
        </Button>
        <Button onPress={props.onDone}>{m.cancel()}</Button>
      </div>
    </form>
  );
}
