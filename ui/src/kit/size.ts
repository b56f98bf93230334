/** Sizes that the page must know: of a container, and of the root's letter, which zoom changes. */
import { type RefObject, useEffect, useState, useSyncExternalStore } from "react";

const zoomListeners = new Set<() => void>();
let zoom = 1;
const STEPS = [0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2];

function setZoom(next: number): void {
  zoom = next;
  document.documentElement.style.setProperty("--raw-root", `${13 * zoom}px`);
  for (const listener of zoomListeners) listener();
}

/** One step up or down between 80 and 200 %, or back to 100 %. */
export function changeZoom(step: 1 | -1 | 0): number {
  if (step === 0) setZoom(1);
  else {
    const here = STEPS.findIndex((value) => value >= zoom - 0.001);
    setZoom(STEPS[Math.max(0, Math.min(STEPS.length - 1, here + step))] ?? 1);
  }
  return zoom;
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
