/** Acts of the program itself, for the palette: sections, parts of the settings, theme, language. */
import type { Appearance } from "../bindings/wire";
import { type Command, useCommands } from "../kit/commands";
import { type Place, SECTIONS, type Section } from "../kit/desk";
import { useChangeAppearance } from "../kit/look";
import { SETTINGS_PARTS, settingsPartName } from "../kit/settingsParts";
import * as m from "../paraglide/messages.js";

export function useProgramCommands(
  appearance: Appearance,
  go: (place: Place) => void,
  names: Record<Section, () => string>,
): void {
  const { change } = useChangeAppearance(appearance);
  const sections = SECTIONS.map(
    (section, index): Command => ({
      id: `go-${section}`,
      name: m.command_go({ section: names[section]() }),
      ...(index < 9 ? { keys: `Ctrl+${index + 1}` } : {}),
      of: "program",
      run: () => go({ section } as Place),
    }),
  );
  const parts = SETTINGS_PARTS.map(
    (part): Command => ({
      id: `settings-${part}`,
      name: m.command_settings({ part: settingsPartName(part) }),
      of: "program",
      run: () => go({ section: "settings", part }),
    }),
  );
  const themes = (
    [
      ["system", m.look_theme_system],
      ["light", m.look_theme_light],
      ["dark", m.look_theme_dark],
    ] as const
  )
    .filter(([theme]) => theme !== appearance.theme)
    .map(
      ([theme, name]): Command => ({
        id: `theme-${theme}`,
        name: m.command_theme({ theme: name() }),
        of: "program",
        run: () => void change({ theme }),
      }),
    );
  const other = appearance.language === "ru" ? "en" : "ru";
  useCommands([
    ...sections,
    ...parts,
    ...themes,
    {
      id: `language-${other}`,
      // A language is named in itself, so that whoever needs it can read it.
      name: other === "en" ? "Язык: English" : "Language: русский",
      of: "program",
      run: () => void change({ language: other }),
    },
  ]);
}
