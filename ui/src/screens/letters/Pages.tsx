/** The pages of a letter as they print, with zoom, and its text beside them for who does not see the drawing. */
import { memo, type ReactNode, useEffect, useMemo, useRef, useState } from "react";
import type { PageView } from "../../bindings/wire";
import { Button } from "../../kit/buttons";
import { useKept } from "../../kit/desk";
import { ArrowDown, ArrowUp, FileText, Minus, Plus } from "../../kit/icons";
import { Sheet } from "../../kit/Sheet";
import { useRemPixels, useWidth } from "../../kit/size";
import * as m from "../../paraglide/messages.js";
import styles from "./Letter.module.css";
import { type Area, drawn } from "./places";

/** A point is 1/72 inch, a pixel of the design 1/96. */
const POINT = 96 / 72;
const MARGIN = 24;
const STEPS = [0.5, 0.67, 0.75, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];

/** `room`: as wide as the room, but not larger than in print. */
type Zoom = "room" | "width" | number;

export type Marks = {
  /** The chosen block. */
  chosen: readonly Area[];
  /** What lacks. */
  gaps: readonly Area[];
};

const NO_MARKS: Marks = { chosen: [], gaps: [] };

const Paper = memo(function Paper({ page, label }: { page: PageView; label: string }): ReactNode {
  return <Sheet page={useMemo(() => drawn(page), [page])} label={label} />;
});

export function Pages(props: {
  pages: readonly PageView[];
  /** The whole text of the letter. */
  text: string;
  marks?: Marks;
  onPick?: (page: number, x: number, y: number) => void;
  /** Belongs to the letter as a whole, at the left of the bar. */
  beside?: ReactNode;
}): ReactNode {
  const { pages, marks = NO_MARKS } = props;
  const [zoom, setZoom] = useKept<Zoom>("letter.zoom", "room");
  const [asText, setAsText] = useKept("letter.asText", false);
  const [here, setHere] = useState(0);
  const scroller = useRef<HTMLElement>(null);
  const room = useWidth(scroller);
  const rem = useRemPixels();
  const widest = Math.max(1, ...pages.map((page) => page.width)) * POINT;
  const fit = room === 0 ? 1 : Math.max(0.25, (room - MARGIN * 2) / widest);
  const scale = zoom === "room" ? Math.min(1, fit) : zoom === "width" ? fit : zoom;
  const larger = STEPS.find((step) => step > scale + 0.005);
  const smaller = STEPS.findLast((step) => step < scale - 0.005);
  /** Pixels of the screen for a point of the page. */
  const point = (POINT * scale * rem) / 13;

  const sheets = () => [...(scroller.current?.querySelectorAll<HTMLElement>("[data-sheet]") ?? [])];
  const toPage = (index: number) => {
    const sheet = sheets()[index];
    if (scroller.current !== null && sheet !== undefined) scroller.current.scrollTop = sheet.offsetTop - MARGIN / 2;
  };

  // The chosen block comes into sight; what is in sight already stays where it is.
  const first = marks.chosen[0];
  useEffect(() => {
    const frame = scroller.current;
    if (first === undefined || frame === null) return;
    const sheet = sheets()[first.page];
    if (sheet === undefined) return;
    const top = sheet.offsetTop + first.y * point;
    const bottom = top + Math.min(first.height * point, frame.clientHeight / 2);
    if (top < frame.scrollTop || bottom > frame.scrollTop + frame.clientHeight) {
      frame.scrollTop = Math.max(0, top - frame.clientHeight / 4);
    }
  }, [first]);

  const onScroll = () => {
    const frame = scroller.current;
    if (frame === null) return;
    const middle = frame.scrollTop + frame.clientHeight / 2;
    const passed = sheets().findLastIndex((sheet) => sheet.offsetTop <= middle);
    setHere(Math.max(0, passed));
  };

  return (
    <div className={styles.pages}>
      <div className={styles.tools} role="toolbar" aria-label={m.letter_page_tools()}>
        {props.beside}
        {!asText && (
          <span className={styles.pager}>
            <Button
              kind="quiet"
              size="small"
              icon={ArrowUp}
              label={m.letter_page_before()}
              disabled={here === 0}
              onPress={() => toPage(here - 1)}
            />
            <span data-testid="letter-pager">
              {m.letter_page_of({ n: Math.min(here + 1, pages.length), m: pages.length })}
            </span>
            <Button
              kind="quiet"
              size="small"
              icon={ArrowDown}
              label={m.letter_page_after()}
              disabled={here >= pages.length - 1}
              onPress={() => toPage(here + 1)}
            />
          </span>
        )}
        <span className={styles.toolsRight}>
          <Button kind="quiet" size="small" icon={FileText} onPress={() => setAsText(!asText)} testId="letter-as-text">
            {asText ? m.letter_as_page() : m.letter_as_text()}
          </Button>
          {!asText && (
            <>
              <Button
                kind="quiet"
                size="small"
                icon={Minus}
                label={m.letter_zoom_out()}
                disabled={smaller === undefined}
                onPress={() => setZoom(smaller ?? scale)}
              />
              <span className={styles.zoom} data-testid="letter-zoom">
                {m.letter_zoom({ n: Math.round(scale * 100) })}
              </span>
              <Button
                kind="quiet"
                size="small"
                icon={Plus}
                label={m.letter_zoom_in()}
                disabled={larger === undefined}
                onPress={() => setZoom(larger ?? scale)}
              />
              <Button kind="quiet" size="small" onPress={() => setZoom("width")}>
                {m.letter_zoom_width()}
              </Button>
            </>
          )}
        </span>
      </div>
      <section
        ref={scroller}
        className={styles.desk}
        aria-label={m.letter_page_region()}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a part that scrolls must be reached by the keyboard.
        tabIndex={0}
        data-region-focus=""
        onScroll={onScroll}
      >
        {!asText &&
          pages.map((page, index) => (
            <div
              key={index}
              className={styles.paper}
              data-sheet={index}
              style={{ width: `${(page.width * POINT * scale) / 13}rem` }}
              onPointerDown={(event) => {
                const box = event.currentTarget.getBoundingClientRect();
                props.onPick?.(
                  index,
                  ((event.clientX - box.left) * page.width) / box.width,
                  ((event.clientY - box.top) * page.height) / box.height,
                );
              }}
            >
              <Paper page={page} label={m.letter_page_label({ n: index + 1, m: pages.length })} />
              <svg className={styles.marks} viewBox={`0 0 ${page.width} ${page.height}`} aria-hidden="true">
                {marks.chosen.map(
                  (area) =>
                    area.page === index && (
                      <g key={`chosen ${area.x} ${area.y}`}>
                        <rect
                          className={styles.chosenArea}
                          x={area.x - 6}
                          y={area.y - 2}
                          width={area.width + 10}
                          height={area.height + 4}
                        />
                        <rect
                          className={styles.chosenBar}
                          x={area.x - 8}
                          y={area.y - 2}
                          width={2}
                          height={area.height + 4}
                        />
                      </g>
                    ),
                )}
                {marks.gaps.map(
                  (area) =>
                    area.page === index && (
                      <rect
                        key={`gap ${area.x} ${area.y}`}
                        className={styles.gapArea}
                        x={area.x - 2}
                        y={area.y}
                        width={area.width + 4}
                        height={area.height}
                        rx={1.5}
                      />
                    ),
                )}
              </svg>
            </div>
          ))}
        <div className={asText ? styles.plain : styles.spoken} data-testid="letter-text">
          {props.text}
        </div>
      </section>
    </div>
  );
}
