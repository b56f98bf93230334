/** Taking back the last act: Ctrl+Z outside fields, and the offer in the message that tells of the act. */
import { type ReactNode, useCallback, useRef } from "react";
import type { SessionView } from "../bindings/wire";
import type { HostError } from "../host/host";
import { useAct } from "../host/queries";
import { Button } from "../kit/buttons";
import { isEditable } from "../kit/keys";
import { ErrorPanel } from "../kit/messages";
import { Dialog, useToast, useToastOffer } from "../kit/overlays";
import * as m from "../paraglide/messages.js";

export type Undo = {
  /** Ctrl+Z; in a field the key stays with the field. */
  byKey: (event: KeyboardEvent) => unknown;
  error: HostError | null;
  clear: () => void;
};

export function useUndo(session: SessionView): Undo {
  const toast = useToast();
  const undoing = useAct("undo_last");
  /** The state of the register at which an act was offered to be taken back: no other message offers it again. */
  const offered = useRef(session.generation);
  const { run: ask, busy } = undoing;
  const run = useCallback(() => {
    if (busy) return;
    void ask({}).then((undone) => {
      if (undone === null) return;
      const next = undone.next;
      if (next === null) toast(undone.message);
      else
        toast(undone.message, { label: m.undo_next({ name: next.name }), keys: "Ctrl+Z", run: () => again.current() });
    });
  }, [ask, busy, toast]);
  const again = useRef(run);
  again.current = run;
  useToastOffer(() => {
    if (session.undo === null || !session.undo.is_last || offered.current === session.generation) return null;
    offered.current = session.generation;
    return { label: m.undo_act(), keys: "Ctrl+Z", run: () => again.current() };
  });
  return {
    byKey: (event) => {
      if (isEditable(event.target)) return false;
      run();
      return true;
    },
    error: undoing.error,
    clear: undoing.clear,
  };
}

/** Why nothing was taken back. */
export function UndoFailed({ error, onClose }: { error: HostError; onClose: () => void }): ReactNode {
  return (
    <Dialog
      title={m.undo_failed()}
      onClose={onClose}
      testId="undo-failed"
      foot={
        <Button keys="Esc" autoFocus onPress={onClose}>
          {m.close()}
        </Button>
      }
    >
      <ErrorPanel error={error} />
    </Dialog>
  );
}
