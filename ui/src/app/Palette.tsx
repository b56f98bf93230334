/**
 * Find or do (Ctrl+K): cases, letters, disclosures, contracts, runs and acts by a few letters, in either layout.
 * «>» asks for acts only, «№» for numbers only; an empty field shows the last records and the acts at hand.
 */
import type { LucideIcon } from "lucide-react";
import { type ReactNode, useEffect, useId, useMemo, useRef, useState } from "react";
import { Dialog as AriaDialog, Modal, ModalOverlay } from "react-aria-components";
import type { Found, FoundGroup } from "../bindings/wire";
import { useCommand } from "../host/queries";
import { Keys } from "../kit/buttons";
import { type Command, commandsAtHand, openNumber, recentRecords } from "../kit/commands";
import { day, grouped } from "../kit/dates";
import { type Place, useDesk } from "../kit/desk";
import {
  ArrowLeftRight,
  ChevronRight,
  DueMark,
  FileInput,
  Handshake,
  History,
  Icon,
  Inbox,
  Mail,
  Search,
} from "../kit/icons";
import { bothLetters, useKeys } from "../kit/keys";
import { matched, otherLayout, type TextRange } from "../kit/layout";
import { ErrorLine } from "../kit/messages";
import * as m from "../paraglide/messages.js";
import styles from "./Palette.module.css";

const ASK_MS = 50;
const OF_EACH = 8;

type Line = {
  id: string;
  icon: LucideIcon;
  title: string;
  marks: readonly TextRange[];
  subtitle: string;
  right: string;
  mark: Found["due"];
  keys: string | null;
  run: () => void;
};
type Group = { id: string; name: string; lines: Line[] };

const GROUPS: Record<FoundGroup, { name: () => string; icon: LucideIcon }> = {
  cases: { name: m.section_cases, icon: Inbox },
  letters: { name: m.section_letters, icon: Mail },
  disclosures: { name: m.section_disclosures, icon: ArrowLeftRight },
  processors: { name: m.palette_contracts, icon: Handshake },
  imports: { name: m.section_imports, icon: FileInput },
};

function right(group: FoundGroup, found: Found): string {
  const number = found.number === null ? "" : m.palette_number({ number: found.number });
  const due = found.due;
  const until = (date: string) => m.palette_until({ date: day(date) });
  const when = due !== null ? until(due.due_on) : found.date === null || group === "cases" ? "" : day(found.date);
  const date = group === "processors" && found.date !== null ? until(found.date) : when;
  return [group === "letters" || group === "imports" ? "" : number, date].filter((part) => part !== "").join(" · ");
}

/** A text with its matched letters underlined. */
function Marked({ text, marks }: { text: string; marks: readonly TextRange[] }): ReactNode {
  const signs = [...text];
  const parts: ReactNode[] = [];
  let at = 0;
  for (const mark of marks) {
    if (mark.from < at) continue;
    parts.push(signs.slice(at, mark.from).join(""));
    parts.push(<mark key={mark.from}>{signs.slice(mark.from, mark.to).join("")}</mark>);
    at = mark.to;
  }
  parts.push(signs.slice(at).join(""));
  return <>{parts}</>;
}

export function Palette({ onClose }: { onClose: () => void }): ReactNode {
  const { go, kept } = useDesk();
  const [typed, setTyped] = useState("");
  const [asked, setAsked] = useState("");
  const [active, setActive] = useState(0);
  /** Enter came before the answer: what it opens is not known yet. */
  const [waits, setWaits] = useState(false);
  // What could be done when the palette was opened: its own layer hides the rest.
  const [atHand] = useState(() => ({ commands: commandsAtHand(), number: openNumber(), recent: recentRecords(kept) }));
  const list = useRef<HTMLDivElement>(null);
  const base = useId();
  useKeys({ "Ctrl+K": onClose }, { modal: true });

  const text = typed.trim();
  const onlyCommands = text.startsWith(">");
  const onlyNumbers = text.startsWith("№") || text.startsWith("#");
  const wanted = onlyCommands ? "" : text;
  useEffect(() => {
    const timer = setTimeout(() => setAsked(wanted), wanted === "" ? 0 : ASK_MS);
    return () => clearTimeout(timer);
  }, [wanted]);
  const found = useCommand("find", { text: asked, limit: OF_EACH }, { enabled: asked !== "", keepPrevious: true });
  // An answer to an earlier text is shown until the next one comes, and is never opened.
  const settled = asked === wanted && (asked === "" || (!found.isPlaceholderData && !found.isPending));

  /** The palette goes first, and the focus with it; then the act is done where it belongs. */
  const after = (act: () => void) => {
    onClose();
    requestAnimationFrame(() => requestAnimationFrame(act));
  };
  const place = (group: FoundGroup, one: Found): Place => {
    switch (group) {
      case "cases":
        return { section: "cases", number: one.id };
      case "letters":
        return { section: "letters", issued: one.id };
      case "disclosures":
        kept.set("disclosures.search", one.title);
        return { section: "disclosures" };
      case "processors":
        return { section: "processors", id: one.id };
      case "imports":
        return { section: "imports", run: one.id };
    }
  };

  const asCommand = (command: Command, marks: readonly TextRange[]): Line => ({
    id: command.id,
    icon: ChevronRight,
    title: command.name,
    marks,
    subtitle: "",
    right: "",
    mark: null,
    keys: command.keys ?? null,
    run: () => after(command.run),
  });
  const acts = (query: string): Group[] => {
    const fitting = (words: string) =>
      atHand.commands.flatMap((command) => {
        const marks = matched(words, command.name);
        return marks === null ? [] : [{ command, marks }];
      });
    let fit = fitting(query);
    if (fit.length === 0 && query !== "") fit = fitting(otherLayout(query));
    const head = (of: Command["of"]) =>
      of === "record" && atHand.number !== null
        ? m.palette_acts_of({ number: atHand.number })
        : of === "program"
          ? m.palette_program()
          : m.palette_acts();
    return (["record", "screen", "program"] as const).flatMap((of) => {
      const lines = fit.filter((one) => one.command.of === of).map((one) => asCommand(one.command, one.marks));
      return lines.length === 0 ? [] : [{ id: `acts-${of}`, name: head(of), lines }];
    });
  };

  const groups: Group[] = [];
  if (onlyCommands) groups.push(...acts(text.slice(1).trim()));
  else if (text === "") {
    const lines = atHand.recent.map(
      (record): Line => ({
        id: record.id,
        icon: History,
        title: record.title,
        marks: [],
        subtitle: "",
        right: record.number === "" ? "" : m.palette_number({ number: record.number }),
        mark: null,
        keys: null,
        run: () => after(() => go(record.place)),
      }),
    );
    if (lines.length > 0) groups.push({ id: "recent", name: m.palette_recent(), lines });
    groups.push(...acts(""));
  } else {
    for (const group of found.data !== undefined && asked !== "" ? found.data.groups : []) {
      const { name, icon } = GROUPS[group.group];
      groups.push({
        id: group.group,
        name: name(),
        lines: group.found.map((one) => ({
          id: `${group.group}-${one.id}`,
          icon,
          title: one.title,
          marks: one.marks,
          subtitle: one.subtitle,
          right: right(group.group, one),
          mark: one.due,
          keys: null,
          run: () => after(() => go(place(group.group, one))),
        })),
      });
    }
    if (!onlyNumbers) groups.push(...acts(text));
  }
  const lines = groups.flatMap((group) => group.lines);
  const here = Math.min(active, Math.max(0, lines.length - 1));
  const chosen = lines[here];

  const open = (line: Line | undefined) => {
    if (line === undefined && settled) return;
    if (!settled) setWaits(true);
    else line?.run();
  };
  useEffect(() => {
    if (!waits || !settled) return;
    setWaits(false);
    chosen?.run();
  }, [waits, settled, chosen]);
  useEffect(() => {
    list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView?.({ block: "nearest" });
  });

  const onKeyDown = (event: React.KeyboardEvent) => {
    const step = (to: number) => {
      event.preventDefault();
      setActive(to);
    };
    const last = Math.max(0, lines.length - 1);
    if (event.key === "ArrowDown") step(here >= last ? 0 : here + 1);
    else if (event.key === "ArrowUp") step(here <= 0 ? last : here - 1);
    else if (event.key === "PageDown") step(Math.min(last, here + 8));
    else if (event.key === "PageUp") step(Math.max(0, here - 8));
    else if (event.key === "Enter") {
      event.preventDefault();
      open(chosen);
    } else if (event.key === "Tab") event.preventDefault();
  };
  const other = found.data?.other_layout ?? null;
  const count = useMemo(() => m.palette_count({ count: lines.length, n: grouped(lines.length) }), [lines.length]);

  return (
    <ModalOverlay
      className={styles.veil ?? ""}
      isOpen
      isDismissable
      onOpenChange={(isOpen) => {
        if (!isOpen) onClose();
      }}
    >
      <Modal className={styles.palette ?? ""}>
        <AriaDialog className={styles.dialog ?? ""} aria-label={m.palette_title()} data-testid="palette">
          <div className={styles.field}>
            <Icon of={Search} />
            <input
              // biome-ignore lint/a11y/noAutofocus: the field is what the palette was opened for.
              autoFocus
              type="text"
              role="combobox"
              className={styles.input}
              aria-label={m.palette_title()}
              aria-expanded="true"
              aria-controls={`${base}-list`}
              aria-autocomplete="list"
              aria-activedescendant={chosen === undefined ? undefined : `${base}-${here}`}
              placeholder={m.palette_placeholder()}
              value={typed}
              maxLength={200}
              spellCheck={false}
              autoComplete="off"
              data-testid="palette-field"
              onChange={(event) => {
                setTyped(event.target.value);
                setActive(0);
                setWaits(false);
              }}
              onKeyDown={onKeyDown}
            />
            <Keys of="Esc" />
          </div>
          <div ref={list} className={styles.list} role="listbox" id={`${base}-list`} aria-label={m.palette_list()}>
            {groups.map((group) => (
              // biome-ignore lint/a11y/useSemanticElements: groups of a listbox, not of form fields.
              <div key={group.id} role="group" aria-labelledby={`${base}-${group.id}`}>
                <div className={styles.head} id={`${base}-${group.id}`} role="presentation">
                  {group.name}
                </div>
                {group.lines.map((line) => {
                  const index = lines.indexOf(line);
                  return (
                    // biome-ignore lint/a11y/useFocusableInteractive: the field has the focus, the line is its active descendant.
                    // biome-ignore lint/a11y/useKeyWithClickEvents: the field hears the keys.
                    <div
                      key={line.id}
                      id={`${base}-${index}`}
                      role="option"
                      aria-selected={index === here}
                      className={styles.line}
                      data-testid="palette-line"
                      data-line={line.id}
                      onPointerMove={() => {
                        if (index !== here) setActive(index);
                      }}
                      onClick={() => open(line)}
                    >
                      <Icon of={line.icon} />
                      <span className={styles.title}>
                        <Marked text={line.title} marks={line.marks} />
                        {line.subtitle !== "" && <span className={styles.subtitle}> · {line.subtitle}</span>}
                      </span>
                      <span className={styles.right}>
                        {line.mark !== null && <DueMark state={line.mark.state} />}
                        {line.right}
                        {line.mark !== null && <span className={styles.spoken}>{line.mark.spoken}</span>}
                      </span>
                      {line.keys !== null && <Keys of={bothLetters(line.keys)} />}
                    </div>
                  );
                })}
              </div>
            ))}
            {lines.length === 0 && settled && (
              <p className={styles.nothing} data-testid="palette-nothing">
                {onlyCommands ? m.palette_no_commands() : m.palette_nothing()}
              </p>
            )}
          </div>
          {found.error !== null && asked !== "" && <ErrorLine error={found.error} />}
          <div className={styles.foot}>
            <span>
              <Keys of={"\u2191"} /> <Keys of={"\u2193"} /> {m.palette_choose()}
            </span>
            <span>
              <Keys of="Enter" /> {m.palette_open()}
            </span>
            {!(other !== null && settled) && (
              <>
                <span>
                  <Keys of=">" /> {m.palette_only_commands()}
                </span>
                <span>
                  <Keys of="№" /> {m.palette_only_numbers()}
                </span>
              </>
            )}
            <span className={styles.count} aria-live="polite" data-testid="palette-count">
              {other !== null && settled ? m.palette_other_layout({ text: other }) : count}
            </span>
          </div>
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}
