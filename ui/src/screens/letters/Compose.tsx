/** A letter before issue: its blocks with their sources, what lacks, the checks; beside them the page as it will print. */
import { type ReactNode, useCallback, useEffect, useId, useMemo, useRef, useState } from "react";
import type { DueLeft, LetterBlock, LetterGap, LetterPreview, PageLine, ProcessorRow } from "../../bindings/wire";
import { useAct, useCommand } from "../../host/queries";
import { Button, Hidden, Tag } from "../../kit/buttons";
import { DueInline } from "../../kit/Due";
import { day } from "../../kit/dates";
import { type Place, useDesk, useKept, useStatus } from "../../kit/desk";
import { Radios, SelectField } from "../../kit/fields";
import { Check, DueMark, Icon, Info, TriangleAlert } from "../../kit/icons";
import { useKeys } from "../../kit/keys";
import { ErrorPanel } from "../../kit/messages";
import { useToast } from "../../kit/overlays";
import { Part, Screen } from "../../kit/Screen";
import { useWidth } from "../../kit/size";
import { templateName } from "../../kit/templates";
import * as m from "../../paraglide/messages.js";
import { gapAct, gapsOfLetter, processorsWithoutAddress, sourceOfFrame } from "./gaps";
import styles from "./Letter.module.css";
import { type Marks, Pages } from "./Pages";
import { blockAt, placeBlocks } from "./places";

const ANSWER = "access_answer";
const ASK = "ask_particulars";
/** Narrower than this, the page takes the place of the blocks. */
const BOTH_FROM = 800;
/** More offers than this do not stand one under another. */
const OFFERS_SHOWN = 4;

/** A letter left to fill in what it lacks; the list of letters leads back to it. */
export type LetterDraft = { number: string; template: string };
export const DRAFT = "letter.draft";

let canvas: CanvasRenderingContext2D | null = null;

/** Width of a text in the line's own type; counted by characters where there is nothing to measure with. */
function widthOf(line: PageLine, text: string): number {
  if (typeof CanvasRenderingContext2D === "undefined") return text.length;
  canvas ??= document.createElement("canvas").getContext("2d");
  if (canvas === null) return text.length;
  canvas.font = `${line.italic ? "italic " : ""}${line.bold ? "700" : "400"} ${line.size}px ${line.sans ? '"PT Sans"' : '"PT Serif"'}`;
  return canvas.measureText(text).width;
}

/** «Орлов А. А.» where the whole name has no room. A name in another form stays as it is. */
export function shortName(name: string): string {
  const parts = name.trim().split(/\s+/);
  const [last, ...rest] = parts;
  if (parts.length !== 3 || last === undefined || rest.some((part) => part.includes("."))) return name;
  return `${last}\u00a0${rest.map((part) => `${part.charAt(0)}.`).join("\u00a0")}`;
}

export function Compose({ number, template }: { number: string; template: string }): ReactNode {
  const { go } = useDesk();
  const toast = useToast();
  const [, setDraft] = useKept<LetterDraft | null>(DRAFT, null);
  const [chosen, setChosen] = useState<string | null>(null);
  const [pageInFront, setPageInFront] = useState(false);
  const frame = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const single = room > 0 && room < BOTH_FROM;
  const why = useId();

  const opened = useCommand("case_show", { number });
  const previewed = useCommand("letter_preview", { number, template }, { keepPrevious: true });
  const issuing = useAct("letter_issue");
  const preview = previewed.error === null ? previewed.data : undefined;
  const fresh = preview !== undefined && !previewed.isPlaceholderData && preview.template === template;
  const aboutProcessors = preview?.gaps.some((gap) => gap.code.startsWith("processor_")) ?? false;
  const processors = useCommand("processors_list", { search: null }, { enabled: aboutProcessors });

  const view = opened.data;
  const open = view?.demands.filter((demand) => demand.status === "open") ?? [];
  const demand = open.reduce<(typeof open)[number] | null>(
    (best, one) => (best === null || one.left.due_on < best.left.due_on ? one : best),
    null,
  );
  const places = useMemo(
    () => (preview === undefined ? new Map() : placeBlocks(preview.blocks, preview.pages, widthOf)),
    [preview],
  );
  const marks = useMemo<Marks>(() => {
    const lacking = preview?.blocks.filter((block) => block.gap !== null) ?? [];
    return {
      chosen: chosen === null ? [] : (places.get(chosen)?.areas ?? []),
      gaps: lacking.flatMap((block) => {
        const place = places.get(block.id);
        return place === undefined ? [] : place.gaps.length > 0 ? place.gaps : place.areas;
      }),
    };
  }, [places, chosen, preview]);

  const toCase = useCallback(() => {
    setDraft(null);
    go({ section: "cases", number });
  }, [go, number, setDraft]);
  const fill = useCallback(
    (place: Place) => {
      setDraft({ number, template });
      go(place);
    },
    [go, number, template, setDraft],
  );
  const change = (next: string) => {
    issuing.clear();
    setChosen(null);
    go({ section: "letters", compose: { number, template: next } });
  };

  const canIssue = fresh && preview.can_issue && !issuing.busy;
  const issue = () => {
    if (!canIssue) return;
    void issuing.run({ number, template }).then((done) => {
      if (done === null) return;
      setDraft(null);
      toast(m.letter_issued({ number: done.letter.number }));
      go({ section: "letters", issued: done.letter.number });
    });
  };

  const side = useRef<HTMLElement>(null);
  /** The next thing that lacks, after the one that has the focus: its act gets it, else the row itself. */
  const nextGap = () => {
    if (single) setPageInFront(false);
    requestAnimationFrame(() => {
      const gaps = [...(side.current?.querySelectorAll<HTMLElement>('[data-testid="letter-gap"]') ?? [])];
      if (gaps.length === 0) return;
      const fills = gaps.map(
        (gap) =>
          gap.querySelector<HTMLElement>('[data-testid="letter-fill"]') ??
          gap.querySelector<HTMLElement>("[data-choose]") ??
          gap,
      );
      const here = fills.indexOf(document.activeElement as HTMLElement);
      const at = (here + 1) % gaps.length;
      gaps[at]?.scrollIntoView?.({ block: "nearest" });
      fills[at]?.focus();
      setChosen(gaps[at]?.dataset.block ?? null);
    });
  };
  const toChecks = () =>
    side.current?.querySelector('[data-testid="letter-checks"]')?.scrollIntoView?.({ block: "end" });
  const buttonOf = (block: string) =>
    [...(side.current?.querySelectorAll<HTMLElement>("[data-choose]") ?? [])].find(
      (button) => button.dataset.choose === block,
    );
  const step = (by: 1 | -1) => {
    const blocks = preview?.blocks ?? [];
    if (blocks.length === 0) return;
    const here = blocks.findIndex((block) => block.id === chosen);
    const next = blocks[here < 0 ? 0 : Math.max(0, Math.min(blocks.length - 1, here + by))];
    if (next === undefined) return;
    setChosen(next.id);
    requestAnimationFrame(() => {
      const button = buttonOf(next.id);
      button?.focus();
      button?.scrollIntoView?.({ block: "nearest" });
    });
  };
  useKeys({
    "Ctrl+Enter": () => {
      if (preview !== undefined && fresh && !preview.can_issue) nextGap();
      else issue();
    },
    F8: nextGap,
    Escape: () => {
      if (single && pageInFront) setPageInFront(false);
      else toCase();
    },
    J: () => step(1),
    K: () => step(-1),
  });
  useStatus(m.letter_status_draft());

  // The keyboard begins at the first block, once there is one.
  const known = preview !== undefined;
  useEffect(() => {
    if (known) side.current?.querySelector<HTMLElement>("[data-region-focus]")?.focus({ preventScroll: true });
  }, [known]);

  const blocking = preview?.gaps.filter((gap) => gap.blocking) ?? [];
  const only = blocking.length === 1 ? blocking[0] : undefined;
  const reason =
    preview === undefined || !fresh || preview.can_issue
      ? null
      : only !== undefined
        ? m.letter_lacks({ what: only.what })
        : m.letter_blocked({ count: blocking.length, n: String(blocking.length) });

  return (
    <Screen
      title={m.letter_title()}
      testId="screen-letter"
      beside={
        <>
          <span className={styles.which}>
            {m.letter_case_number({ number })}
            {view !== undefined && ` · ${view.subject.full_name ?? m.letter_nameless()}`}
          </span>
          {demand !== null && (
            <span className={styles.whichDue}>
              <DueInline due={demand.left} dueAt={demand.due.due_at} extended={demand.due.extended} />
            </span>
          )}
        </>
      }
      acts={
        <>
          {single && (
            <Button onPress={() => setPageInFront(!pageInFront)} testId="letter-turn">
              {pageInFront ? m.letter_show_blocks() : m.letter_show_page()}
            </Button>
          )}
          <Button keys="Esc" onPress={toCase} testId="letter-to-case">
            {m.letter_to_case()}
          </Button>
        </>
      }
    >
      <div className={styles.letter} ref={frame} data-single={single ? "" : undefined}>
        {(!single || !pageInFront) && (
          <section className={styles.side} aria-label={m.letter_side()} data-region="list" ref={side}>
            <Hidden>
              <h2>{m.letter_side()}</h2>
            </Hidden>
            <div className={styles.scroll} aria-busy={!fresh && previewed.error === null}>
              {view !== undefined && <Offers templates={view.templates} template={template} onChange={change} />}
              {opened.error !== null && <ErrorPanel error={opened.error} />}
              {previewed.error !== null && <ErrorPanel error={previewed.error} />}
              {preview !== undefined && (
                <Contents
                  preview={preview}
                  number={number}
                  due={demand === null ? null : demand.left}
                  processors={processors.data?.processors ?? []}
                  chosen={chosen}
                  onChoose={setChosen}
                  onStep={step}
                  onFill={fill}
                  onAsk={
                    view?.templates.some((offer) => offer.template === ASK && offer.why_not === null)
                      ? () => change(ASK)
                      : null
                  }
                />
              )}
            </div>
            {preview !== undefined && (
              <div className={styles.foot} data-region="foot">
                {issuing.error !== null && <ErrorPanel error={issuing.error} />}
                <dl className={styles.given}>
                  <div>
                    <dt>{m.letter_next_number()}</dt>
                    <dd data-testid="letter-next-number">{preview.next_number}</dd>
                  </div>
                  <div>
                    <dt>{m.letter_date()}</dt>
                    <dd>{day(preview.date)}</dd>
                  </div>
                  <div>
                    <dt>{m.letter_signatory()}</dt>
                    <dd title={preview.signatory ?? undefined}>
                      {preview.signatory === null ? m.letter_signatory_none() : shortName(preview.signatory)}
                    </dd>
                  </div>
                </dl>
                <div className={styles.footActs}>
                  {reason === null ? (
                    <Standing preview={preview} onChecks={toChecks} onGap={nextGap} />
                  ) : (
                    <span className={styles.reason} id={why} data-testid="letter-reason">
                      <DueMark state="overdue" />
                      {reason}
                    </span>
                  )}
                  <Button
                    kind="primary"
                    keys="Ctrl+Enter"
                    onPress={issue}
                    disabled={!canIssue}
                    describedBy={reason === null ? undefined : why}
                    testId="letter-issue"
                  >
                    {m.letter_issue()}
                  </Button>
                </div>
              </div>
            )}
          </section>
        )}
        {(!single || pageInFront) && (
          <aside className={styles.right} aria-label={m.letter_page_aside_draft({ number })} data-region="pane">
            {preview !== undefined && (
              <Pages
                pages={preview.pages}
                text={preview.text}
                marks={marks}
                onPick={(page, x, y) => {
                  const block = blockAt(places, page, x, y);
                  if (block === null) return;
                  setChosen(block);
                  buttonOf(block)?.scrollIntoView?.({ block: "nearest" });
                }}
              />
            )}
          </aside>
        )}
      </div>
    </Screen>
  );
}

/** Which letter: the offers of the case, the proposed one first, each with what stands in its way. */
function Offers(props: {
  templates: ReadonlyArray<{ template: string; name: string; proposed: boolean; why_not: string | null }>;
  template: string;
  onChange: (template: string) => void;
}): ReactNode {
  const { templates, template } = props;
  const known = templates.some((offer) => offer.template === template);
  const all = known
    ? templates
    : [{ template, name: templateName(template), proposed: false, why_not: null }, ...templates];
  if (all.length > OFFERS_SHOWN) {
    const why = all.find((offer) => offer.template === template)?.why_not ?? null;
    return (
      <div className={styles.offers}>
        <SelectField
          label={m.letter_which()}
          value={template}
          choices={all.map((offer) => ({ id: offer.template, name: offer.name }))}
          onChange={props.onChange}
          hint={why ?? undefined}
          testId="letter-template"
        />
      </div>
    );
  }
  return (
    <div className={styles.offers} data-testid="letter-template">
      <Radios
        label={m.letter_which()}
        value={template}
        onChange={props.onChange}
        choices={all.map((offer) => ({
          id: offer.template,
          name: offer.name,
          ...(offer.why_not !== null ? { hint: offer.why_not } : offer.proposed ? { hint: m.letter_proposed() } : {}),
        }))}
      />
    </div>
  );
}

function Contents(props: {
  preview: LetterPreview;
  number: string;
  due: DueLeft | null;
  processors: readonly ProcessorRow[];
  chosen: string | null;
  onChoose: (id: string) => void;
  onStep: (by: 1 | -1) => void;
  onFill: (place: Place) => void;
  /** Goes over to the request for particulars, if it may be composed. */
  onAsk: (() => void) | null;
}): ReactNode {
  const { preview, number, chosen } = props;
  const { session } = useDesk();
  const apart = gapsOfLetter(preview);
  const passed = preview.checks.filter((check) => check.passed).length;
  const first = preview.blocks[0]?.id;

  const noIdentity = preview.template === ANSWER && apart.some((one) => one.code === "identity_missing");

  const gap = (of: LetterGap, block: LetterBlock | null): GapProps => {
    const about = of.code === "processor_address_missing" ? processorsWithoutAddress(block, props.processors) : [];
    const act = gapAct(of, number, about[0]);
    const emptyPolicy = of.code.startsWith("policy_") && session.policy === "empty";
    const ask = of.code === "identity_missing" && noIdentity ? props.onAsk : null;
    return {
      gap: of,
      record:
        about.length === 0 ? (emptyPolicy ? m.letter_gap_no_policy() : null) : about.map((row) => row.name).join(", "),
      act:
        act === null ? null : (
          <>
            <Button size="small" onPress={() => props.onFill(act.place)} testId="letter-fill">
              {act.name}
            </Button>
            {ask !== null && (
              <Button size="small" onPress={ask} testId="letter-ask">
                {m.letter_ask()}
              </Button>
            )}
          </>
        ),
    };
  };

  return (
    <>
      {preview.template === ASK && <ClockRuns due={props.due}>{m.letter_ask_clock()}</ClockRuns>}
      {apart.length > 0 && (
        <Part
          title={m.letter_gaps_title()}
          note={m.letter_gaps_count({ count: apart.length, n: String(apart.length) })}
        >
          <ul className={styles.gaps}>
            {apart.map((one) => (
              <li
                key={`${one.code} ${one.what}`}
                className={styles.gapRow}
                data-testid="letter-gap"
                data-code={one.code}
                tabIndex={-1}
              >
                <GapWords {...gap(one, null)} apart>
                  {one.code === "identity_missing" && noIdentity && (
                    <ClockRuns due={props.due}>{m.letter_identity_clock()}</ClockRuns>
                  )}
                </GapWords>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part
        title={m.letter_blocks()}
        note={
          preview.blocks.some((block) => block.item !== null) ? m.letter_blocks_note() : m.letter_blocks_note_source()
        }
      >
        <ul className={styles.blocks} data-testid="letter-blocks">
          {preview.blocks.map((block) => {
            const lacks = block.gap === null ? null : gap(block.gap, block);
            const isChosen = block.id === chosen;
            return (
              <li
                key={block.id}
                className={styles.block}
                data-chosen={isChosen ? "" : undefined}
                {...(block.gap === null
                  ? {}
                  : { "data-testid": "letter-gap", "data-code": block.gap.code, "data-block": block.id })}
              >
                <button
                  type="button"
                  className={styles.blockButton}
                  aria-pressed={isChosen}
                  tabIndex={isChosen || (chosen === null && block.id === first) ? 0 : -1}
                  data-choose={block.id}
                  data-testid="letter-block"
                  {...(block.id === first ? { "data-region-focus": "" } : {})}
                  onClick={() => props.onChoose(block.id)}
                  onKeyDown={(event) => {
                    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
                    event.preventDefault();
                    props.onStep(event.key === "ArrowDown" ? 1 : -1);
                  }}
                >
                  <span className={styles.blockMark} data-lacks={lacks === null ? undefined : ""}>
                    {lacks === null ? (
                      <Icon of={Check} />
                    ) : lacks.gap.blocking ? (
                      <DueMark state="overdue" />
                    ) : (
                      <Icon of={TriangleAlert} />
                    )}
                  </span>
                  <span className={styles.blockTitle}>{block.title}</span>
                  {block.item !== null && (
                    <span className={styles.blockItem}>
                      <span aria-hidden="true">{m.letter_item({ item: block.item })}</span>
                      <Hidden>{m.letter_item_spoken({ item: block.item })}</Hidden>
                    </span>
                  )}
                  <span className={styles.blockSource}>{block.source ?? sourceOfFrame(block.id)}</span>
                </button>
                {lacks !== null && (
                  <div className={styles.blockGap}>
                    <GapWords {...lacks} />
                  </div>
                )}
              </li>
            );
          })}
        </ul>
      </Part>
      {preview.warnings.length > 0 && (
        <Part title={m.letter_warnings()}>
          <ul className={styles.lines}>
            {preview.warnings.map((warning) => (
              <li key={`${warning.code} ${warning.message}`} className={styles.warning} data-code={warning.code}>
                <Icon of={TriangleAlert} />
                <span>{warning.message}</span>
              </li>
            ))}
          </ul>
        </Part>
      )}
      <Part
        title={m.letter_checks()}
        note={m.letter_checks_of({ n: passed, m: preview.checks.length })}
        testId="letter-checks"
      >
        <ul className={styles.lines}>
          {preview.checks.map((check) => (
            <li key={check.label} className={styles.check} data-passed={check.passed ? "" : undefined}>
              {check.passed ? <Icon of={Check} /> : <DueMark state="overdue" />}
              <span>
                {check.label}
                {check.passed ? <Hidden>{m.letter_check_yes()}</Hidden> : <b>{m.letter_check_no()}</b>}
              </span>
            </li>
          ))}
        </ul>
      </Part>
    </>
  );
}

/** Says that the term goes on, with its date. */
function ClockRuns({ children, due }: { children: ReactNode; due: DueLeft | null }): ReactNode {
  return (
    <div className={styles.clock} data-testid="letter-clock">
      <Icon of={Info} />
      <span>
        {children} {due !== null && <DueInline due={due} />}
      </span>
    </div>
  );
}

type GapProps = { gap: LetterGap; record: string | null; act: ReactNode };

/** What lacks, in which register and record, and the act that fills it in. `apart`: a row of its own, not in a block. */
function GapWords({
  gap,
  record,
  act,
  apart = false,
  children,
}: GapProps & { apart?: boolean; children?: ReactNode }): ReactNode {
  return (
    <div className={styles.gap} data-blocking={gap.blocking ? "" : undefined} data-apart={apart ? "" : undefined}>
      {apart && (
        <span className={styles.blockMark} data-lacks="">
          {gap.blocking ? <DueMark state="overdue" /> : <Icon of={TriangleAlert} />}
        </span>
      )}
      <span className={styles.gapText}>
        <span className={styles.gapWhat}>
          {apart ? gap.what.charAt(0).toLocaleUpperCase() + gap.what.slice(1) : m.letter_lacks({ what: gap.what })}
        </span>
        <span className={styles.gapWhere}>
          {gap.where_to_fill}
          {record !== null && `: ${record}`}
        </span>
        {!gap.blocking && <Tag>{m.letter_gap_not_blocking()}</Tag>}
        {children}
        {apart && act !== null && <span className={styles.gapActs}>{act}</span>}
      </span>
      {!apart && act !== null && <span className={styles.gapAct}>{act}</span>}
    </div>
  );
}

/** How the letter stands before issue: what lacks, though it does not keep it back, and how many checks are passed. */
function Standing(props: { preview: LetterPreview; onChecks: () => void; onGap: () => void }): ReactNode {
  const { checks, gaps } = props.preview;
  const passed = checks.filter((check) => check.passed).length;
  return (
    <span className={styles.standing}>
      {gaps.length > 0 && (
        <span className={styles.lacking}>
          <Button
            kind="quiet"
            size="small"
            icon={TriangleAlert}
            keys="F8"
            onPress={props.onGap}
            testId="letter-next-gap"
          >
            {m.letter_gaps_count({ count: gaps.length, n: String(gaps.length) })}
          </Button>
        </span>
      )}
      <span className={styles.checksDone} data-all={passed === checks.length ? "" : undefined}>
        <Button
          kind="quiet"
          size="small"
          icon={passed === checks.length ? Check : TriangleAlert}
          onPress={props.onChecks}
        >
          {m.letter_checks_short({ n: passed, m: checks.length })}
        </Button>
      </span>
    </span>
  );
}
