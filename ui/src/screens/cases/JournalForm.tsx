/** «Журнал обращений» for a period, as a file. How many rows it will hold is said after writing, with the place. */
import { type ReactNode, useState } from "react";
import type { ExportFormat } from "../../bindings/wire";
import { useAct } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { grouped } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import { DateField, Radios } from "../../kit/fields";
import { ErrorLine } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { FORMATS } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Cases.module.css";

export function JournalForm({ onDone }: { onDone: () => void }): ReactNode {
  const { state } = useDesk();
  const toast = useToast();
  const [from, setFrom] = useState<string | null>(`${state.today.slice(0, 4)}-01-01`);
  const [to, setTo] = useState<string | null>(state.today);
  const [format, setFormat] = useState<ExportFormat>("pdf");
  const [wrong, setWrong] = useState(false);
  const saving = useAct("journal_save");
  const save = () => {
    if (from === null || to === null || from > to) {
      setWrong(true);
      return;
    }
    setWrong(false);
    void saving.run({ from, to, format }).then((written) => {
      if (written === null) return;
      toast(m.journal_saved({ count: written.rows, n: grouped(written.rows), path: written.path }));
      onDone();
    });
  };
  return (
    <form
      className={styles.filterForm}
      aria-label={m.journal_title()}
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <h3 className={styles.formTitle}>{m.journal_title()}</h3>
      <div className={styles.two}>
        <DateField label={m.journal_from()} value={from} onChange={setFrom} autoFocus />
        <DateField
          label={m.journal_to()}
          value={to}
          onChange={setTo}
          problem={wrong ? { cause: m.journal_wrong_period() } : undefined}
        />
      </div>
      <Radios
        label={m.journal_format()}
        value={format}
        onChange={setFormat}
        row
        choices={(Object.keys(FORMATS) as ExportFormat[]).map((id) => ({ id, name: FORMATS[id] }))}
      />
      {saving.error !== null && <ErrorLine error={saving.error} />}
      <div className={styles.filterActs}>
        <Button kind="primary" type="submit" disabled={saving.busy} testId="journal-save">
          {m.journal_save()}
        </Button>
        <Button onPress={onDone}>{m.cancel()}</Button>
      </div>
    </form>
  );
}
