/** The first field of a form that has a problem. */
import { type RefObject, useEffect } from "react";

/** Puts the focus on that field, whenever `round` grows: once for each refused attempt. */
export function useFirstProblem(form: RefObject<HTMLElement | null>, round: number): void {
  useEffect(() => {
    if (round === 0) return;
    const field = form.current?.querySelector<HTMLElement>("[data-invalid]");
    const target = field?.querySelector<HTMLElement>("input, textarea, button, [role=spinbutton]") ?? field;
    target?.focus();
  }, [form, round]);
}
