/** The sheet of keys: three columns, the Latin letter and the Russian one in the same place. */
import { Fragment, type ReactNode } from "react";
import { Button, Keys } from "../kit/buttons";
import { bothLetters } from "../kit/keys";
import { Dialog } from "../kit/overlays";
import * as m from "../paraglide/messages.js";
import styles from "./KeySheet.module.css";

type Line = readonly [keys: readonly string[], what: () => string];

const EVERYWHERE: readonly Line[] = [
  [["Ctrl+1", "Ctrl+7"], m.keys_sections],
  [["Ctrl+O"], m.keys_load],
  [["Ctrl+L"], m.keys_lock],
  [["Ctrl+Enter"], m.keys_main],
  [["F6", "Shift+F6"], m.keys_regions],
  [["F8"], m.keys_next_gap],
  [["Alt+\u2190", "Alt+\u2192"], m.keys_sash],
  [["Ctrl++", "Ctrl+\u2212", "Ctrl+0"], m.keys_zoom],
  [["?", "F1"], m.keys_sheet],
];
const LIST: readonly Line[] = [
  [["J", "\u2193"], m.keys_down],
  [["K", "\u2191"], m.keys_up],
  [["Home", "End", "PgUp", "PgDn"], m.keys_jump],
  [["Enter"], m.keys_open],
  [["Esc"], m.keys_back],
  [["/", "Ctrl+F"], m.keys_search],
  [["F"], m.keys_filter],
  [["C"], m.keys_add],
];
const CASE: readonly Line[] = [
  [["L"], m.keys_letter],
  [["S"], m.keys_working],
  [["I"], m.keys_identity],
  [["D"], m.keys_close_demand],
  [["[", "] · \u042a"], m.keys_tabs],
  [["V"], m.keys_verify],
];

function Column({ title, lines }: { title: string; lines: readonly Line[] }): ReactNode {
  return (
    <section className={styles.column}>
      <h3 className={styles.head}>{title}</h3>
      <dl className={styles.lines}>
        {lines.map(([keys, what]) => (
          <Fragment key={keys.join()}>
            <dt>
              {keys.map((key) => (
                <Keys key={key} of={bothLetters(key)} />
              ))}
              <span className={styles.spoken}>{keys.join(", ")}</span>
            </dt>
            <dd>{what()}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

export function KeySheet({ onClose }: { onClose: () => void }): ReactNode {
  return (
    <Dialog
      title={m.keys_title()}
      wide
      onClose={onClose}
      testId="key-sheet"
      foot={
        <Button keys="Esc" autoFocus onPress={onClose}>
          {m.close()}
        </Button>
      }
    >
      <div className={styles.columns}>
        <Column title={m.keys_everywhere()} lines={EVERYWHERE} />
        <Column title={m.keys_list()} lines={LIST} />
        <Column title={m.keys_case()} lines={CASE} />
      </div>
      <p className={styles.note}>{m.keys_note()}</p>
    </Dialog>
  );
}
