/** Things that float: dialogs, popovers, the short message at the bottom. */
import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { Dialog as AriaDialog, Popover as AriaPopover, Heading, Modal, ModalOverlay } from "react-aria-components";
import { CircleCheck, Icon } from "./icons";
import { useKeys } from "./keys";
import styles from "./kit.module.css";

/** A modal dialog. It is drawn only while it is open. */
export function Dialog(props: {
  title: string;
  children: ReactNode;
  foot?: ReactNode;
  wide?: boolean;
  /** Closing by Escape; absent = it cannot be closed but by its own buttons. */
  onClose?: () => void;
  testId?: string;
}): ReactNode {
  useKeys({}, { modal: true });
  const close = props.onClose;
  return (
    <ModalOverlay
      className={styles.veil ?? ""}
      isOpen
      isKeyboardDismissDisabled={close === undefined}
      onOpenChange={(open) => {
        if (!open) close?.();
      }}
    >
      <Modal className={(props.wide ? styles.modalWide : styles.modal) ?? ""}>
        <AriaDialog className={styles.dialog ?? ""} data-testid={props.testId}>
          <Heading slot="title" level={2} className={styles.dialogTitle ?? ""}>
            {props.title}
          </Heading>
          {props.children}
          {props.foot !== undefined && <div className={styles.dialogFoot}>{props.foot}</div>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  );
}

/** Something small under the thing that opened it; not modal. Escape closes it and gives the focus back. */
export function Popover(props: {
  open: boolean;
  onClose: () => void;
  anchor: { current: Element | null };
  label: string;
  children: ReactNode;
  width?: number;
  testId?: string;
}): ReactNode {
  return (
    <AriaPopover
      className={styles.popover ?? ""}
      isNonModal
      isOpen={props.open}
      onOpenChange={(open) => {
        if (!open) props.onClose();
      }}
      triggerRef={props.anchor}
      placement="bottom end"
      offset={4}
      // Not under the status bar: it turns over, or scrolls inside.
      boundaryElement={props.anchor.current?.closest("[data-room]") ?? document.body}
    >
      <AriaDialog
        aria-label={props.label}
        data-testid={props.testId}
        style={props.width === undefined ? {} : { width: `${props.width / 13}rem` }}
      >
        {props.children}
      </AriaDialog>
    </AriaPopover>
  );
}

/** Numbers of records are not broken over two lines. */
function whole(text: string): ReactNode {
  return text.split(/(№\s\S+)/).map((part, at) =>
    at % 2 === 0 ? (
      part
    ) : (
      <span key={at} className={styles.whole}>
        {part}
      </span>
    ),
  );
}

/** What a short message offers beside its text. */
export type ToastAct = { label: string; keys?: string; run: () => void };
type ToastText = { text: string; number: number; act: ToastAct | null };
type Show = (text: string, act?: ToastAct) => void;
type Toasts = { show: Show; offer: { current: (() => ToastAct | null) | null } };
const ToastContext = createContext<Toasts>({ show: () => {}, offer: { current: null } });

/** Says in one line at the bottom what was done. Never used for errors. */
export function useToast(): Show {
  return useContext(ToastContext).show;
}

/** What every message offers that brings no act of its own: the frame offers to take the act back. */
export function useToastOffer(offer: () => ToastAct | null): void {
  const toasts = useContext(ToastContext);
  useEffect(() => {
    toasts.offer.current = offer;
    return () => {
      toasts.offer.current = null;
    };
  });
}

const TOAST_MS = 8000;

export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [toast, setToast] = useState<ToastText | null>(null);
  const held = useRef(false);
  const counter = useRef(0);
  const offer = useRef<(() => ToastAct | null) | null>(null);
  const show = useCallback<Show>((text, act) => {
    counter.current += 1;
    held.current = false;
    setToast({ text, number: counter.current, act: act ?? null });
    // The state that tells whether the act can be taken back is drawn before the offer is made of it.
    if (act === undefined) {
      const number = counter.current;
      requestAnimationFrame(() => {
        const offered = offer.current?.() ?? null;
        if (offered !== null) setToast((now) => (now?.number === number ? { ...now, act: offered } : now));
      });
    }
  }, []);
  useEffect(() => {
    if (toast === null) return;
    let left = TOAST_MS;
    const timer = setInterval(() => {
      if (held.current) return;
      left -= 250;
      if (left <= 0) setToast(null);
    }, 250);
    return () => clearInterval(timer);
  }, [toast?.number === undefined ? 0 : toast.number]);
  const value = useMemo(() => ({ show, offer }), [show]);
  const hold = () => {
    held.current = true;
  };
  const release = () => {
    held.current = false;
  };
  const act = toast?.act ?? null;
  return (
    <ToastContext value={value}>
      {children}
      <output aria-live="polite">
        {toast !== null && (
          // biome-ignore lint/a11y/noStaticElementInteractions: the message only stays while the pointer or the focus is on it.
          <span
            className={styles.toast}
            key={toast.number}
            data-testid="toast"
            onPointerEnter={hold}
            onPointerLeave={release}
            onFocus={hold}
            onBlur={release}
          >
            <Icon of={CircleCheck} />
            <span>{whole(toast.text)}</span>
            {act !== null && (
              <button
                type="button"
                className={styles.toastAct}
                data-testid="toast-act"
                {...(act.keys === undefined ? {} : { "aria-keyshortcuts": act.keys.replace("Ctrl", "Control") })}
                onClick={() => {
                  setToast(null);
                  act.run();
                }}
              >
                <span>{act.label}</span>
                {act.keys !== undefined && (
                  // biome-ignore lint/a11y/noAriaHiddenOnFocusable: a <kbd> takes no focus.
                  <kbd className={styles.toastKeys} aria-hidden="true">
                    {act.keys}
                  </kbd>
                )}
              </button>
            )}
          </span>
        )}
      </output>
    </ToastContext>
  );
}
