/** A letter after issue, read only: the page as it was issued, its number and its hash. */
import type { ReactNode } from "react";
import { useAct, useCommand } from "../../host/queries";
import { Button } from "../../kit/buttons";
import { useRecord } from "../../kit/commands";
import { day } from "../../kit/dates";
import { useDesk, useStatus } from "../../kit/desk";
import { Download } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { Facts, Part, Screen } from "../../kit/Screen";
import * as m from "../../paraglide/messages.js";
import { Hash } from "./Hash";
import styles from "./Letter.module.css";
import { Pages } from "./Pages";

export function Issued({ number }: { number: string }): ReactNode {
  const { go } = useDesk();
  const toast = useToast();
  const shown = useCommand("letter_show", { number });
  const saving = useAct("letter_save");
  const view = shown.data;
  const caseNumber = view?.letter.case;
  const toCase = () => go(caseNumber === undefined ? { section: "letters" } : { section: "cases", number: caseNumber });
  const save = () => {
    if (view === undefined || saving.busy) return;
    void saving.run({ number }).then((saved) => {
      if (saved !== null) toast(m.letter_saved({ path: saved.path }));
    });
  };
  useRecord(
    view === undefined
      ? null
      : {
          id: `letter-${number}`,
          title: view.template_name,
          number,
          place: { section: "letters", issued: number },
        },
  );
  useKeys({ Escape: toCase, "Ctrl+Enter": save });
  useStatus(view === undefined ? "" : m.letter_status_issued());

  return (
    <Screen
      title={m.letter_title()}
      testId="screen-letter"
      beside={
        view !== undefined && (
          <span className={styles.which}>{m.letter_number_of({ number, date: day(view.letter.issued_on) })}</span>
        )
      }
      acts={
        <>
          <Button onPress={() => go({ section: "letters" })}>{m.letter_to_list()}</Button>
          <Button keys="Esc" onPress={toCase} testId="letter-to-case">
            {m.letter_to_case()}
          </Button>
        </>
      }
    >
      {shown.error !== null && (
        <ErrorPanel
          error={shown.error}
          act={<Button onPress={() => go({ section: "letters" })}>{m.letter_to_list()}</Button>}
        />
      )}
      {view !== undefined && (
        <div className={styles.letter}>
          <section className={styles.side} aria-label={m.letter_side_issued()} data-region="list">
            <div className={styles.scroll}>
              <div className={styles.about}>
                <h2 className={styles.name}>{view.template_name}</h2>
                <Facts
                  rows={[
                    [m.letter_number(), view.letter.number],
                    [m.letter_date(), day(view.letter.issued_on)],
                    [m.letter_case(), m.letter_case_number({ number: view.letter.case })],
                    [m.letter_pages(), String(view.letter.pages)],
                    ["SHA-256", <Hash key="hash" of={view.letter.sha256} />],
                  ]}
                />
              </div>
              <Part title={m.letter_next_title()}>
                <p className={styles.note}>{m.letter_next_immutable()}</p>
                <p className={styles.note}>{m.letter_next_send()}</p>
              </Part>
            </div>
            <div className={styles.foot} data-region="foot">
              {saving.error !== null && <ErrorPanel error={saving.error} />}
              <div className={styles.footActs}>
                <span className={styles.reason} />
                <Button
                  kind="primary"
                  icon={Download}
                  keys="Ctrl+Enter"
                  onPress={save}
                  disabled={saving.busy}
                  autoFocus
                  testId="letter-save"
                >
                  {m.letter_save()}
                </Button>
              </div>
            </div>
          </section>
          <aside className={styles.right} aria-label={m.letter_page_aside({ number })} data-region="pane">
            <Pages pages={view.pages} text={view.text} />
          </aside>
        </div>
      )}
    </Screen>
  );
}
