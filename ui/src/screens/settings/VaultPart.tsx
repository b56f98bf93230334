/** Facts about the vault and the program. */
import type { ReactNode } from "react";
import { grouped } from "../../kit/dates";
import { useDesk } from "../../kit/desk";
import { Facts, Part } from "../../kit/Screen";
import { presetName } from "../../kit/words";
import * as m from "../../paraglide/messages.js";
import styles from "./Settings.module.css";

export function VaultPart(): ReactNode {
  const { state, session } = useDesk();
  return (
    <div className={styles.scroll}>
      <Part title={m.settings_vault()} testId="settings-vault">
        <Facts
          rows={[
            [m.settings_folder(), state.vault?.path ?? ""],
            [m.wizard_policy(), presetName(session.policy)],
            [m.settings_changes(), grouped(session.generation)],
            [m.settings_calendar(), m.settings_calendar_years({ from: state.calendar_from, to: state.calendar_to })],
            [m.settings_program(), `${m.about_version({ version: state.version })} · ${m.unlock_no_network()}`],
          ]}
        />
      </Part>
    </div>
  );
}
