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

type ToastText = { text: string; number: number };
const ToastContext = createContext<(text: string) => void>(() => {});

/** Says in one line at the bottom what was done. Never used for errors. */
export function useToast(): (text: string) => void {
  return useContext(ToastContext);
}

const TOAST_MS = 8000;

export function ToastProvider({ children }: { children: ReactNode }): ReactNode {
  const [toast, setToast] = useState<ToastText | null>(null);
  const held = useRef(false);
  const counter = useRef(0);
  const show = useCallback((text: string) => {
    counter.current += 1;
    setToast({ text, number: counter.current });
  }, []);
  useEffect(() => {
    if (toast === null) return;
    const timer = setInterval(() => {
      if (!held.current) setToast(null);
    }, TOAST_MS);
    return () => clearInterval(timer);
  }, [toast]);
  const value = useMemo(() => show, [show]);
  return (
    <ToastContext value={value}>
      {children}
      <output aria-live="polite">
        {toast !== null && (
          <span
            className={styles.toast}
            key={toast.number}
            data-testid="toast"
            onPointerEnter={() => {
              held.current = true;
            }}
            onPointerLeave={() => {
              held.current = false;
            }}
          >
            <Icon of={CircleCheck} />
            {toast.text}
          </span>
        )}
      </output>
    </ToastContext>
  );
}
