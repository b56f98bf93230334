/** How the window looks and speaks: theme, language, size, rows, letters as keys. Kept outside the vault by the program. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useLayoutEffect } from "react";
import { I18nProvider } from "react-aria-components";
import type { Appearance, DeskState } from "../bindings/wire";
import type { HostError } from "../host/host";
import { useAct } from "../host/queries";
import { getLocale, setLocale } from "../paraglide/runtime.js";
import { useDesk } from "./desk";
import { setLetterKeys } from "./keys";
import { setSizes } from "./size";

/** The words are taken in this language from now on. */
export function speak(language: Appearance["language"]): void {
  if (getLocale() !== language) void setLocale(language, { reload: false });
  document.documentElement.lang = language;
}

/** Puts theme, size and keys into force. */
export function applyLook(appearance: Appearance): void {
  const root = document.documentElement;
  if (appearance.theme === "system") delete root.dataset.theme;
  else root.dataset.theme = appearance.theme;
  setSizes(appearance.zoom, appearance.density);
  setLetterKeys(appearance.letter_keys);
}

/** Everything inside is drawn as the person chose. */
export function Appearing({ appearance, children }: { appearance: Appearance; children: ReactNode }): ReactNode {
  const { theme, zoom, density, letter_keys, language } = appearance;
  useLayoutEffect(
    () => applyLook({ theme, zoom, density, letter_keys, language }),
    [theme, zoom, density, letter_keys, language],
  );
  return <I18nProvider locale={language === "ru" ? "ru-RU" : "en-US"}>{children}</I18nProvider>;
}

export type Look = { change: (part: Partial<Appearance>) => Promise<void>; error: HostError | null };

/** Changes the look at once and has it remembered; a new language asks everything anew in its words. */
export function useChangeAppearance(now: Appearance | null): Look {
  const act = useAct("appearance_save");
  const client = useQueryClient();
  const { run } = act;
  const change = useCallback(
    async (part: Partial<Appearance>) => {
      if (now === null) return;
      const saved = await run({ ...now, ...part });
      if (saved === null) return;
      client.setQueryData<DeskState>(["desk_state", {}], (state) =>
        state === undefined ? state : { ...state, appearance: saved },
      );
      if (saved.language !== now.language) await client.invalidateQueries();
    },
    [now, run, client],
  );
  return { change, error: act.error };
}

/** The look of the open desk, and how to change it. */
export function useLook(): Look & { appearance: Appearance } {
  const { appearance } = useDesk().state;
  return { appearance, ...useChangeAppearance(appearance) };
}
