/** The frame of the open desk: sidebar, the screen, the status bar, and the keys that work everywhere. */
import { useQuery } from "@tanstack/react-query";
import type { LucideIcon } from "lucide-react";
import { Fragment, type ReactNode, useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { DeskState, FileHandle, SessionView, VerifyView } from "../bindings/wire";
import { useAct } from "../host/queries";
import { Button, Keys } from "../kit/buttons";
import { grouped } from "../kit/dates";
import { DeskProvider, type Place, SECTIONS, type Section } from "../kit/desk";
import {
  ArrowLeftRight,
  CalendarCheck,
  DueMark,
  FileInput,
  FileText,
  Handshake,
  History,
  Icon,
  Inbox,
  Keyboard,
  Lock,
  Mail,
  Search,
  Settings,
  ShieldAlert,
  ShieldCheck,
  Sun,
} from "../kit/icons";
import { focusInto, useKeys, walkRegions } from "../kit/keys";
import { Band } from "../kit/messages";
import * as m from "../paraglide/messages.js";
import { AuditScreen } from "../screens/audit/AuditScreen";
import { CasesScreen } from "../screens/cases/CasesScreen";
import { DisclosuresScreen } from "../screens/disclosures/DisclosuresScreen";
import { DocumentsScreen } from "../screens/documents/DocumentsScreen";
import { ImportsScreen } from "../screens/imports/ImportsScreen";
import { LetterScreen } from "../screens/letters/LetterScreen";
import { LettersScreen } from "../screens/letters/LettersScreen";
import { ProcessorsScreen } from "../screens/processors/ProcessorsScreen";
import { SettingsScreen } from "../screens/settings/SettingsScreen";
import { TodayScreen } from "../screens/today/TodayScreen";
import styles from "./Frame.module.css";
import { useIncoming } from "./incoming";
import { KeySheet } from "./KeySheet";
import { Palette } from "./Palette";
import { useProgramCommands } from "./programCommands";
import type { KeptMap } from "./remember";
import { UndoFailed, useUndo } from "./undo";

const NAMES: Record<Section, () => string> = {
  today: m.section_today,
  cases: m.section_cases,
  letters: m.section_letters,
  imports: m.section_imports,
  processors: m.section_processors,
  disclosures: m.section_disclosures,
  audit: m.section_audit,
  documents: m.section_documents,
  settings: m.section_settings,
};

const ICONS: Record<Section, LucideIcon> = {
  today: Sun,
  cases: Inbox,
  letters: Mail,
  imports: FileInput,
  processors: Handshake,
  disclosures: ArrowLeftRight,
  audit: History,
  documents: FileText,
  settings: Settings,
};

type Group = { head: (() => string) | null; sections: Section[] };
const GROUPS: Group[] = [
  { head: null, sections: ["today", "cases", "letters", "imports"] },
  { head: m.sidebar_registers, sections: ["processors", "disclosures"] },
  { head: m.sidebar_records, sections: ["audit", "documents"] },
];

/** Numbers in the sidebar are work; zero is not shown. */
function counter(section: Section, session: SessionView): { n: number; label: string } | null {
  const { counts } = session;
  const n =
    section === "cases"
      ? counts.open_cases
      : section === "imports"
        ? counts.runs_with_rejected
        : section === "processors"
          ? counts.contracts_with_gaps
          : 0;
  if (n === 0) return null;
  const label =
    section === "cases"
      ? m.counter_open({ count: n, n: grouped(n) })
      : section === "imports"
        ? m.counter_runs({ count: n, n: grouped(n) })
        : m.counter_contracts({ count: n, n: grouped(n) });
  return { n, label };
}

function screen(place: Place): ReactNode {
  switch (place.section) {
    case "today":
      return <TodayScreen />;
    case "cases":
      return <CasesScreen place={place} />;
    case "letters":
      if (place.compose !== undefined || place.issued !== undefined) return <LetterScreen place={place} />;
      return <LettersScreen />;
    case "imports":
      return <ImportsScreen place={place} key={place.file?.token ?? "list"} />;
    case "processors":
      return <ProcessorsScreen place={place} />;
    case "disclosures":
      return <DisclosuresScreen place={place} />;
    case "audit":
      return <AuditScreen />;
    case "documents":
      return <DocumentsScreen />;
    case "settings":
      return <SettingsScreen place={place} />;
  }
}

const ARRIVE_MS = 80;
const ARRIVE_TRIES = 25;

/**
 * Whoever goes somewhere arrives there: a focus that was lost on the way goes to the list or to the record. With the
 * mark that is given back set, also a focus that stayed in the sidebar.
 */
function useArriving(place: Place): { current: boolean } {
  const wanted = useRef(false);
  useEffect(() => {
    let tries = 0;
    let timer: ReturnType<typeof setTimeout>;
    const look = () => {
      const main = document.querySelector<HTMLElement>("main");
      const here = document.activeElement;
      const lost = here === null || here === document.body;
      const outside = wanted.current && here !== null && here.closest("nav[data-region=sidebar]") !== null;
      if (main?.contains(here)) wanted.current = false;
      else if (main !== null && (lost || outside)) {
        for (const name of ["list", "pane"]) {
          const region = main.querySelector<HTMLElement>(`[data-region="${name}"]`);
          if (region !== null && focusInto(region) && main.contains(document.activeElement)) break;
        }
      }
      tries += 1;
      if (tries < ARRIVE_TRIES) timer = setTimeout(look, ARRIVE_MS);
    };
    timer = setTimeout(look, ARRIVE_MS);
    // From the first key or press on, the focus is the person's.
    const stop = () => clearTimeout(timer);
    window.addEventListener("keydown", stop, { capture: true });
    window.addEventListener("pointerdown", stop, { capture: true });
    return () => {
      stop();
      window.removeEventListener("keydown", stop, { capture: true });
      window.removeEventListener("pointerdown", stop, { capture: true });
    };
  }, [place]);
  return wanted;
}

export function Frame(props: {
  state: DeskState;
  session: SessionView;
  /** Where the desk opens when no file waits. */
  start: Place;
  /** A file waiting for its preview. */
  file: FileHandle | null;
  /** The file with this token is shown, and need not be offered again. */
  onFileTaken: (token: string) => void;
  /** What the window remembers: in memory while it is open, and part of it in the vault. */
  kept: KeptMap;
  onLocked: (reason: string) => void;
}): ReactNode {
  const { state, session, file, onFileTaken, onLocked } = props;
  const [place, setPlace] = useState<Place>(props.start);
  const [status, setStatus] = useState("");
  const [keysShown, setKeysShown] = useState(false);
  const [noticesShown, setNoticesShown] = useState(true);
  const [finding, setFinding] = useState(false);
  const kept = useRef(props.kept);
  const locking = useAct("vault_lock");
  const choosing = useAct("file_choose");
  const incoming = useIncoming(setPlace, () => (kept.current.get("cases:open") as string | null | undefined) ?? null);
  const { take } = incoming;

  useEffect(() => {
    if (file === null) return;
    take(file);
    onFileTaken(file.token);
  }, [file, take, onFileTaken]);

  const lock = useCallback(() => {
    // A locked vault takes nothing more.
    void kept.current
      .flush()
      .then(() => locking.run({}))
      .then((done) => {
        if (done !== null) onLocked("asked");
      });
  }, [locking, onLocked]);
  const showKeys = useCallback(() => setKeysShown(true), []);
  const find = useCallback(() => setFinding(true), []);
  const undo = useUndo(session);
  useProgramCommands(state.appearance, setPlace, NAMES);
  useEffect(() => {
    const { section } = place;
    const id = "number" in place ? place.number : "id" in place ? place.id : "run" in place ? place.run : undefined;
    kept.current.set("place", { section, day: state.today, ...(id === undefined ? {} : { id }) });
  }, [place, state.today]);

  const wantsFocus = useArriving(place);
  const jump = (section: Section) => {
    wantsFocus.current = true;
    setPlace({ section } as Place);
  };
  useKeys({
    "Ctrl+K": find,
    "Ctrl+Z": undo.byKey,
    ...Object.fromEntries(SECTIONS.map((section, index) => [`Ctrl+${index + 1}`, () => jump(section)])),
    "Ctrl+L": lock,
    "Ctrl+O": () => {
      void choosing.run({}).then((chosen) => {
        if (chosen !== null) take(chosen);
      });
    },
    F6: () => walkRegions(1),
    "Shift+F6": () => walkRegions(-1),
    "?": showKeys,
  });

  const desk = useMemo(
    () => ({ place, go: setPlace, session, state, showKeys, lock, setStatus, kept: kept.current }),
    [place, session, state, showKeys, lock],
  );
  const short = session.operator_short_name ?? session.operator_name;
  // The letter on the badge stands for the name, not for its form of company.
  const initial = /«(.)/.exec(short)?.[1] ?? short.trim()[0] ?? "";

  const entry = (section: Section) => {
    const count = counter(section, session);
    const overdue = section === "today" ? session.counts.overdue : 0;
    const here = place.section === section;
    // The figures are said in words: «Сегодня, 3 просроченных срока».
    const work = [overdue > 0 ? m.counter_overdue({ count: overdue, n: grouped(overdue) }) : "", count?.label ?? ""]
      .filter((part) => part !== "")
      .map((part) => `, ${part}`)
      .join("");
    return (
      <li key={section}>
        <button
          type="button"
          className={styles.entry}
          aria-current={here ? "page" : undefined}
          aria-keyshortcuts={`Control+${SECTIONS.indexOf(section) + 1}`}
          title={NAMES[section]()}
          data-region-focus={here ? "" : undefined}
          data-testid={`section-${section}`}
          onClick={() => setPlace({ section } as Place)}
        >
          <Icon of={ICONS[section]} />
          <span className={styles.entryName}>{NAMES[section]()}</span>
          {work !== "" && <span className={styles.spoken}>{work}</span>}
          {overdue > 0 && (
            <span className={styles.overdue} aria-hidden="true">
              <DueMark state="overdue" />
              {grouped(overdue)}
            </span>
          )}
          {count !== null && (
            <span className={styles.count} aria-hidden="true">
              {grouped(count.n)}
            </span>
          )}
        </button>
      </li>
    );
  };

  return (
    <DeskProvider value={desk}>
      <div className={styles.frame}>
        <nav className={styles.sidebar} aria-label={m.sidebar_label()} data-region="sidebar">
          <div className={styles.brand}>
            <span className={styles.badge} aria-hidden="true">
              {initial}
            </span>
            <span className={styles.brandText}>
              <span className={styles.operator} title={session.operator_name}>
                {short}
              </span>
              <span className={styles.what}>{m.sidebar_register()}</span>
            </span>
          </div>
          <button
            type="button"
            className={styles.find}
            aria-keyshortcuts="Control+K"
            title={m.palette_find()}
            data-testid="find"
            onClick={find}
          >
            <Icon of={Search} />
            <span className={styles.entryName}>{m.palette_find()}</span>
            <span className={styles.entryKeys}>
              <Keys of="Ctrl+K" />
            </span>
          </button>
          <div className={styles.entries}>
            {GROUPS.map((group) => (
              <Fragment key={group.sections.join()}>
                {group.head !== null && <p className={styles.groupHead}>{group.head()}</p>}
                <ul>{group.sections.map(entry)}</ul>
              </Fragment>
            ))}
          </div>
          <ul className={styles.below}>
            {entry("settings")}
            <li>
              <button
                type="button"
                className={`${styles.entry} ${styles.lock}`}
                aria-keyshortcuts="Control+L"
                title={m.sidebar_lock()}
                data-testid="lock"
                onClick={lock}
              >
                <Icon of={Lock} />
                <span className={styles.entryName}>{m.sidebar_lock()}</span>
                <span className={styles.entryKeys}>
                  <Keys of="Ctrl+L" />
                </span>
              </button>
            </li>
          </ul>
        </nav>
        <div className={styles.work} data-room="">
          {noticesShown && session.notices.length > 0 && (
            <Band
              title={m.notice_title()}
              act={
                <Button kind="quiet" size="small" onPress={() => setNoticesShown(false)}>
                  {m.notice_hide()}
                </Button>
              }
            >
              {session.notices.join(" ")}
            </Band>
          )}
          {!session.recovery_confirmed && place.section !== "settings" && (
            <Band
              title={m.recovery_unconfirmed_title()}
              act={
                <Button size="small" onPress={() => setPlace({ section: "settings", part: "recovery" })}>
                  {m.recovery_unconfirmed_act()}
                </Button>
              }
            >
              {m.recovery_unconfirmed_why()}
            </Band>
          )}
          {screen(place)}
        </div>
        <StatusBar text={status} state={state} onKeys={showKeys} onTrail={() => setPlace({ section: "audit" })} />
      </div>
      {keysShown && <KeySheet letters={state.appearance.letter_keys} onClose={() => setKeysShown(false)} />}
      {incoming.shown}
      {finding && <Palette onClose={() => setFinding(false)} />}
      {undo.error !== null && <UndoFailed error={undo.error} onClose={undo.clear} />}
    </DeskProvider>
  );
}

function StatusBar(props: { text: string; state: DeskState; onKeys: () => void; onTrail: () => void }): ReactNode {
  // Filled by the screen of the trail; never asked from here, since a verification takes its time.
  const verified = useQuery<{ view: VerifyView; at: string } | null>({
    queryKey: ["verified"],
    queryFn: () => null,
    enabled: false,
    initialData: null,
  });
  const outcome = verified.data;
  const sound = outcome?.view.ok === true;
  const { calendar_from, calendar_to, today } = props.state;
  const calendarKnown = Number(today.slice(0, 4)) <= calendar_to;
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the footer of the whole page is the landmark `contentinfo`, which takes a name.
    <footer className={styles.status} aria-label={m.status_label()} data-region="status">
      <span className={styles.statusText} data-testid="status-text" aria-live="polite">
        {props.text}
      </span>
      <span className={styles.assurance} data-wrong={calendarKnown ? undefined : ""}>
        <Icon of={CalendarCheck} size={14} />
        {m.status_calendar({ from: calendar_from, to: calendar_to })}
      </span>
      <button type="button" className={styles.assurance} data-wrong={sound ? undefined : ""} onClick={props.onTrail}>
        <Icon of={sound ? ShieldCheck : ShieldAlert} size={14} />
        {outcome === null
          ? m.status_trail_unknown()
          : sound
            ? m.status_trail_ok({ time: outcome.at })
            : m.status_trail_broken()}
      </button>
      <button type="button" className={styles.assurance} aria-keyshortcuts="?" onClick={props.onKeys}>
        <Icon of={Keyboard} size={14} />
        {m.status_keys()}
        <Keys of="?" />
      </button>
    </footer>
  );
}
