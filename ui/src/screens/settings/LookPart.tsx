/** How the window looks and listens. Every choice holds at once; it is kept outside the vault, without names. */
import type { ReactNode } from "react";
import { Checkbox, Radios, SelectField } from "../../kit/fields";
import { useLook } from "../../kit/look";
import { ErrorLine } from "../../kit/messages";
import { Part } from "../../kit/Screen";
import { ZOOMS } from "../../kit/size";
import * as m from "../../paraglide/messages.js";
import styles from "./Settings.module.css";

export function LookPart(): ReactNode {
  const { appearance, change, error } = useLook();
  const zooms = ZOOMS.includes(appearance.zoom) ? ZOOMS : [...ZOOMS, appearance.zoom].sort((a, b) => a - b);
  return (
    <div className={styles.scroll}>
      <Part title={m.settings_look()} note={m.look_note()} testId="settings-look">
        <div className={styles.look}>
          <Radios
            label={m.look_theme()}
            row
            value={appearance.theme}
            choices={[
              { id: "system", name: m.look_theme_system() },
              { id: "light", name: m.look_theme_light() },
              { id: "dark", name: m.look_theme_dark() },
            ]}
            onChange={(theme) => void change({ theme })}
          />
          <Radios
            label={m.look_language()}
            row
            value={appearance.language}
            choices={[
              { id: "ru", name: <span lang="ru">Русский</span> },
              { id: "en", name: <span lang="en">English</span> },
            ]}
            onChange={(language) => void change({ language })}
          />
          <SelectField
            label={m.look_zoom()}
            value={String(appearance.zoom)}
            choices={zooms.map((zoom) => ({ id: String(zoom), name: m.look_zoom_percent({ percent: zoom }) }))}
            onChange={(zoom) => void change({ zoom: Number(zoom) })}
            hint={m.look_zoom_hint()}
            testId="look-zoom"
          />
          <Radios
            label={m.look_density()}
            row
            value={appearance.density}
            choices={[
              { id: "tight", name: m.look_density_tight() },
              { id: "loose", name: m.look_density_loose() },
            ]}
            onChange={(density) => void change({ density })}
          />
          <Checkbox
            checked={appearance.letter_keys}
            onChange={(letter_keys) => void change({ letter_keys })}
            testId="look-letters"
          >
            {m.look_letters()}
          </Checkbox>
          <p className={styles.hint}>{m.look_letters_hint()}</p>
          {error !== null && <ErrorLine error={error} />}
        </div>
      </Part>
    </div>
  );
}
