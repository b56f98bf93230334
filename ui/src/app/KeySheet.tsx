/** The sheet of keys, from the table: three columns, the Latin letter and the Russian one in the same place. */
import { Fragment, type ReactNode } from "react";
import { Button, Keys } from "../kit/buttons";
import { bothLetters } from "../kit/keys";
import { Dialog } from "../kit/overlays";
import { type Column, SHORTCUTS } from "../kit/shortcuts";
import * as m from "../paraglide/messages.js";
import styles from "./KeySheet.module.css";

function Lines({ title, column }: { title: string; column: Column }): ReactNode {
  return (
    <section className={styles.column}>
      <h3 className={styles.head}>{title}</h3>
      <dl className={styles.lines}>
        {SHORTCUTS.filter((line) => line.column === column).map((line) => (
          <Fragment key={line.shown.join()}>
            <dt>
              {line.shown.map((key) => (
                <Keys key={key} of={bothLetters(key)} />
              ))}
              <span className={styles.spoken}>{line.shown.join(", ")}</span>
            </dt>
            <dd>{line.what()}</dd>
          </Fragment>
        ))}
      </dl>
    </section>
  );
}

export function KeySheet({ letters, onClose }: { letters: boolean; onClose: () => void }): ReactNode {
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
        <Lines title={m.keys_everywhere()} column="everywhere" />
        <Lines title={m.keys_list()} column="list" />
        <Lines title={m.keys_case()} column="case" />
      </div>
      <p className={styles.note}>{letters ? m.keys_note() : m.look_letters_off()}</p>
    </Dialog>
  );
}
