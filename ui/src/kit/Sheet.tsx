/** A page as it prints: the lines of the typesetter drawn in the same fonts, at the same places, in both themes on white. */
import { type ReactNode, useEffect, useState } from "react";
import type { PageLine, PageView } from "../bindings/wire";
import styles from "./Sheet.module.css";

function fontOf(line: PageLine): string {
  const family = line.sans ? '"PT Sans"' : '"PT Serif"';
  return `${line.italic ? "italic " : ""}${line.bold ? "700" : "400"} ${line.size}px ${family}`;
}

let canvas: CanvasRenderingContext2D | null = null;

/** Space to add between words so that the line has the width it has in print; 0 where it cannot be measured. */
function wordSpacing(line: PageLine): number {
  const gaps = line.text.split(" ").length - 1;
  if (gaps === 0 || typeof CanvasRenderingContext2D === "undefined") return 0;
  canvas ??= document.createElement("canvas").getContext("2d");
  if (canvas === null) return 0;
  canvas.font = fontOf(line);
  const natural = canvas.measureText(line.text).width;
  const added = (line.width - natural) / gaps;
  return Math.abs(added) < line.size ? added : 0;
}

/** Becomes true when the fonts of the printed page are there. */
function usePrintFonts(): boolean {
  const [ready, setReady] = useState(false);
  useEffect(() => {
    let gone = false;
    const faces = [
      '400 12px "PT Serif"',
      '700 12px "PT Serif"',
      'italic 400 12px "PT Serif"',
      '400 12px "PT Sans"',
      '700 12px "PT Sans"',
    ];
    const loaded =
      document.fonts === undefined
        ? Promise.resolve()
        : Promise.allSettled(faces.map((face) => document.fonts.load(face, "\u0410A"))).then(() => undefined);
    void loaded.then(() => {
      if (!gone) setReady(true);
    });
    return () => {
      gone = true;
    };
  }, []);
  return ready;
}

export function Sheet({ page, label, text }: { page: PageView; label: string; text?: string }): ReactNode {
  const ready = usePrintFonts();
  return (
    <figure className={styles.sheet}>
      <svg
        className={styles.page}
        viewBox={`0 0 ${page.width} ${page.height}`}
        role="img"
        aria-label={label}
        data-testid="letter-page"
      >
        {page.rules.map((rule) => (
          <line
            key={`${rule.x1} ${rule.y1} ${rule.x2} ${rule.y2}`}
            x1={rule.x1}
            y1={rule.y1}
            x2={rule.x2}
            y2={rule.y2}
            stroke="var(--ink)"
            strokeWidth={rule.thickness}
          />
        ))}
        {page.lines.map((line) => (
          <text
            key={`${line.x} ${line.y}`}
            x={line.x}
            y={line.y}
            className={line.sans ? styles.sans : styles.serif}
            fontSize={line.size}
            fontWeight={line.bold ? 700 : 400}
            fontStyle={line.italic ? "italic" : "normal"}
            wordSpacing={ready ? wordSpacing(line) : 0}
            textLength={line.width > 0 ? line.width : undefined}
            lengthAdjust="spacing"
            xmlSpace="preserve"
          >
            {line.text}
          </text>
        ))}
      </svg>
      {text !== undefined && <figcaption className={styles.text}>{text}</figcaption>}
    </figure>
  );
}
