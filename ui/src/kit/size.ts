/** Sizes that the page must know: of a container, and of the root's letter, which zoom changes. */
import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";

const zoomListeners = new Set<() => void>();
let zoom = 1;
const STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

/** Rows of a list are 30 or 36 pixels high. */
let loose = false;

/** Sets the size that was remembered: per cent, and the height of rows. */
export function setSizes(percent: number, density: "tight" | "loose"): void {
  const next = Math.max(0.8, Math.min(2, percent / 100));
  if (next === zoom && loose === (density === "loose")) return;
  loose = density === "loose";
  setZoom(next);
}

/** Pixels that a row is higher than the tightest. */
export function useRowRoom(): number {
  return useSyncExternalStore(
    (listener) => {
      zoomListeners.add(listener);
      return () => zoomListeners.delete(listener);
    },
    () => (loose ? 6 : 0),
  );
}

/** Sizes that can be chosen, in per cent. */
export const ZOOMS: readonly number[] = [80, 90, 100, 110, 125, 150, 175, 200];

function setZoom(next: number): void {
  zoom = next;
  document.documentElement.style.setProperty("--raw-root", `${13 * zoom}px`);
  for (const listener of zoomListeners) listener();
}

/** One step up or down between 80 and 200 %, or back to 100 %; the new size in per cent. */
export function changeZoom(step: 1 | -1 | 0): number {
  if (step === 0) setZoom(1);
  else {
    const here = STEPS.findIndex((value) => value >= zoom - 0.001);
    setZoom(STEPS[Math.max(0, Math.min(STEPS.length - 1, here + step))] ?? 1);
  }
  return Math.round(zoom * 100);
}

/** Pixels of one rem. */
export function useRemPixels(): number {
  return useSyncExternalStore(
    (listener) => {
      zoomListeners.add(listener);
      return () => zoomListeners.delete(listener);
    },
    () => 13 * zoom,
  );
}

/** Width of an element in pixels of the design (zoom taken out); 0 before it is known. */
export function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(0);
  const rem = useRemPixels();
  useEffect(() => {
    const node = element.current;
    if (node === null) return;
    setWidth(node.clientWidth);
    if (typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(() => setWidth(node.clientWidth));
    observer.observe(node);
    return () => observer.disconnect();
  }, [element]);
  return (width * 13) / rem;
}
