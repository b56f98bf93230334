/** A list and a record beside it, with a sash between them; in a narrow window the record takes the list's place. */
import { type ReactNode, useRef } from "react";
import * as m from "../paraglide/messages.js";
import { Button } from "./buttons";
import { useKept } from "./desk";
import { useKeys } from "./keys";
import styles from "./Split.module.css";
import { useWidth } from "./size";

const LIST_LEAST = 360;
const PANE_LEAST = 480;
const STEP = 24;

/** Width of the list by the room there is: the record keeps a readable width, the list takes what is left on wide screens. */
export function defaultListWidth(room: number): number {
  if (room >= 1450) return room - 524;
  if (room >= 1150) return 540;
  return Math.max(LIST_LEAST, Math.min(504, room - PANE_LEAST));
}

export function Split(props: {
  list: (width: number) => ReactNode;
  pane: ReactNode;
  paneLabel: string;
  /** In a narrow window: whether the record is in front. */
  paneInFront: boolean;
  /** Gives the list its place back. */
  onBack: () => void;
  testId?: string;
}): ReactNode {
  const frame = useRef<HTMLDivElement>(null);
  const room = useWidth(frame);
  const [chosen, setChosen] = useKept<number | null>("split", null);
  const single = room > 0 && room < LIST_LEAST + PANE_LEAST;
  const most = Math.max(LIST_LEAST, room - PANE_LEAST);
  const width = Math.max(LIST_LEAST, Math.min(most, chosen ?? defaultListWidth(room === 0 ? 1048 : room)));
  const move = (to: number) => setChosen(Math.max(LIST_LEAST, Math.min(most, to)));
  useKeys(
    { "Alt+ArrowLeft": () => move(width - STEP), "Alt+ArrowRight": () => move(width + STEP) },
    { enabled: !single },
  );

  return (
    <div className={styles.split} ref={frame}>
      {(!single || !props.paneInFront) && (
        <div className={styles.list} data-region="list" style={single ? { flex: 1 } : { width: `${width / 13}rem` }}>
          {props.list(single ? room : width)}
        </div>
      )}
      {!single && (
        // biome-ignore lint/a11y/useSemanticElements: a sash is a separator that can be moved.
        <div
          className={styles.sash}
          role="separator"
          tabIndex={-1}
          aria-orientation="vertical"
          aria-label={m.split_sash()}
          aria-valuemin={LIST_LEAST}
          aria-valuemax={Math.round(most)}
          aria-valuenow={Math.round(width)}
          onDoubleClick={() => setChosen(null)}
          onPointerDown={(event) => {
            const start = event.clientX;
            const scale = (frame.current?.clientWidth ?? room) / room;
            const target = event.currentTarget;
            target.setPointerCapture(event.pointerId);
            const drag = (moved: PointerEvent) => move(width + (moved.clientX - start) / scale);
            const stop = () => {
              target.removeEventListener("pointermove", drag);
              target.removeEventListener("pointerup", stop);
            };
            target.addEventListener("pointermove", drag);
            target.addEventListener("pointerup", stop);
          }}
        />
      )}
      {(!single || props.paneInFront) && (
        <aside className={styles.pane} aria-label={props.paneLabel} data-region="pane" data-testid={props.testId}>
          {single && (
            <div className={styles.back}>
              <Button kind="quiet" size="small" keys="Esc" onPress={props.onBack}>
                {m.split_back()}
              </Button>
            </div>
          )}
          {props.pane}
        </aside>
      )}
    </div>
  );
}
