/** The page: locked, being made, or open. What happens outside it (locking, writes, dropped files) comes in here. */
import { useQueryClient } from "@tanstack/react-query";
import { type ReactNode, useCallback, useEffect, useState } from "react";
import type { DeskState, FileHandle } from "../bindings/wire";
import { invalidate, useCommand, useHost } from "../host/queries";
import type { Place } from "../kit/desk";
import { startKeys, useKeys } from "../kit/keys";
import { Appearing, speak, useChangeAppearance } from "../kit/look";
import { ErrorPanel } from "../kit/messages";
import { ToastProvider } from "../kit/overlays";
import { changeZoom } from "../kit/size";
import { FirstRun } from "../screens/first_run/FirstRun";
import { Unlock } from "../screens/unlock/Unlock";
import styles from "./App.module.css";
import { Frame } from "./Frame";
import { Remembering } from "./remember";

export function App(): ReactNode {
  const host = useHost();
  const client = useQueryClient();
  const desk = useCommand("desk_state", {});
  const [making, setMaking] = useState(false);
  const [start, setStart] = useState<Place>({ section: "today" });
  /** The wizard said where to begin: what the vault remembers does not matter. */
  const [startAsked, setStartAsked] = useState(false);
  const [dropped, setDropped] = useState<FileHandle | null>(null);
  /** Files that were shown, or gave way to a later one. The cached state of the desk may still name one as waiting. */
  const [taken, setTaken] = useState<ReadonlySet<string>>(new Set());
  const [lockedBecause, setLockedBecause] = useState<string | null>(null);

  useEffect(startKeys, []);
  const look = useChangeAppearance(desk.data?.appearance ?? null);
  const zoom = (step: 1 | -1 | 0) => void look.change({ zoom: changeZoom(step) });
  useKeys({
    "Ctrl++": () => zoom(1),
    "Ctrl+Shift++": () => zoom(1),
    "Ctrl+-": () => zoom(-1),
    "Ctrl+0": () => zoom(0),
  });

  /** Everything the page knew is dropped; the state of the lock is asked anew. */
  const forget = useCallback(async () => {
    const state = await host.call("desk_state", {});
    client.setQueryData<DeskState>(["desk_state", {}], state);
    setDropped(null);
    // The program forgot its files as well, and gives their tokens again.
    setTaken(new Set());
    client.removeQueries({ predicate: (query) => query.queryKey[0] !== "desk_state" });
  }, [client, host]);

  useEffect(() => {
    const stops = [
      host.on("changed", ({ tags }) => void invalidate(client, tags)),
      host.on("file_dropped", (file) => setDropped(file)),
      host.on("locked", ({ reason }) => {
        setLockedBecause(reason);
        setMaking(false);
        void forget();
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }, [host, client, forget]);

  useEffect(() => {
    const menu = (event: MouseEvent) => {
      if (!(event.target instanceof HTMLInputElement || event.target instanceof HTMLTextAreaElement))
        event.preventDefault();
    };
    window.addEventListener("contextmenu", menu);
    return () => window.removeEventListener("contextmenu", menu);
  }, []);

  // The wizard stays until its last step, though the vault is open before it.
  const startOfMaking = useCallback(() => setMaking(true), []);

  if (desk.error !== null) {
    return (
      <main className={styles.alone}>
        <ErrorPanel error={desk.error} />
      </main>
    );
  }
  const state = desk.data;
  if (state === undefined) return null;

  const pending = state.pending_file;
  const file = dropped ?? (pending === null || taken.has(pending.token) ? null : pending);

  // Before anything is drawn: words are taken while drawing.
  speak(state.appearance.language);
  const drawn = (page: ReactNode) => <Appearing appearance={state.appearance}>{page}</Appearing>;

  const startMaking = making || (state.locked && state.vault === null);
  if (startMaking) {
    return drawn(
      <FirstRun
        state={state}
        onCancel={state.vault === null ? null : () => setMaking(false)}
        onStart={startOfMaking}
        onDone={(next) => {
          setStart(next);
          setStartAsked(true);
          setMaking(false);
          setLockedBecause(null);
        }}
      />,
    );
  }
  const session = state.session;
  if (state.locked || session === null) {
    return drawn(
      <Unlock
        key={state.vault?.path ?? ""}
        state={state}
        lockedBecause={lockedBecause}
        onNew={() => setMaking(true)}
        onUnlocked={() => setLockedBecause(null)}
      />,
    );
  }
  return drawn(
    <ToastProvider>
      <Remembering key={state.vault?.path ?? ""} today={state.today}>
        {(kept, place) => (
          <Frame
            state={state}
            session={session}
            start={startAsked ? start : (place ?? start)}
            kept={kept}
            file={file}
            onFileTaken={(token) => {
              setTaken((before) => new Set([...before, token, ...(pending === null ? [] : [pending.token])]));
              setDropped(null);
            }}
            onLocked={(reason) => {
              setStart({ section: "today" });
              setStartAsked(false);
              setLockedBecause(reason);
              void forget();
            }}
          />
        )}
      </Remembering>
    </ToastProvider>,
  );
}
