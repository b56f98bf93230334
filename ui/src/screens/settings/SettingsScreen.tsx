/** «Настройки»: the list of parts, and the form of the chosen one. */
import { type ReactNode, useEffect } from "react";
import { type Place, useKept, useStatus } from "../../kit/desk";
import { Screen } from "../../kit/Screen";
import { SETTINGS_PARTS, type SettingsPart, settingsPartName } from "../../kit/settingsParts";
import * as m from "../../paraglide/messages.js";
import { CalendarPart } from "./CalendarPart";
import { KeysPart } from "./KeysPart";
import { LookPart } from "./LookPart";
import { OperatorPart } from "./OperatorPart";
import { RulesPart } from "./RulesPart";
import styles from "./Settings.module.css";
import { VaultPart } from "./VaultPart";

type Wanted = Extract<Place, { section: "settings" }>["part"];

function part(chosen: SettingsPart, wanted: Wanted): ReactNode {
  switch (chosen) {
    case "operator":
    case "signatory":
    case "numbers":
      return <OperatorPart key={chosen} part={chosen} wanted={wanted === chosen} />;
    case "calendar":
      return <CalendarPart />;
    case "keys":
      return <KeysPart wanted={wanted === "recovery"} />;
    case "rules":
      return <RulesPart />;
    case "look":
      return <LookPart />;
    case "vault":
      return <VaultPart />;
  }
}

export function SettingsScreen({ place }: { place: Extract<Place, { section: "settings" }> }): ReactNode {
  const [chosen, setChosen] = useKept<SettingsPart>("settings.part", "operator");
  const wanted = place.part;
  const shown = wanted === undefined ? chosen : wanted === "recovery" ? "keys" : wanted;
  useEffect(() => {
    if (wanted !== undefined) setChosen(shown);
  }, [wanted, shown, setChosen]);
  useStatus("");
  return (
    <Screen title={m.section_settings()} testId="screen-settings">
      <Parts place={place} chosen={chosen} onChoose={setChosen} />
    </Screen>
  );
}

function Parts(props: {
  place: Extract<Place, { section: "settings" }>;
  chosen: SettingsPart;
  onChoose: (part: SettingsPart) => void;
}): ReactNode {
  const { chosen, onChoose } = props;
  const wanted = props.place.part;
  const step = (by: 1 | -1) => {
    const at = SETTINGS_PARTS.indexOf(chosen) + by;
    const next = SETTINGS_PARTS[(at + SETTINGS_PARTS.length) % SETTINGS_PARTS.length];
    if (next === undefined) return;
    onChoose(next);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-settings-part="${next}"]`)?.focus());
  };
  return (
    <div className={styles.settings}>
      <nav className={styles.parts} aria-label={m.settings_parts()} data-region="list">
        <ul>
          {SETTINGS_PARTS.map((one) => (
            <li key={one}>
              <button
                type="button"
                className={styles.partEntry}
                aria-current={one === chosen ? "true" : undefined}
                tabIndex={one === chosen ? 0 : -1}
                data-region-focus={one === chosen ? "" : undefined}
                data-settings-part={one}
                data-testid={`settings-part-${one}`}
                onClick={() => onChoose(one)}
                onKeyDown={(event) => {
                  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
                  event.preventDefault();
                  step(event.key === "ArrowDown" ? 1 : -1);
                }}
              >
                {settingsPartName(one)}
              </button>
            </li>
          ))}
        </ul>
      </nav>
      <section className={styles.part} aria-label={settingsPartName(chosen)} data-region="pane">
        {part(chosen, wanted)}
      </section>
    </div>
  );
}
