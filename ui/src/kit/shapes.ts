/** The plain shape of what is typed into fields of a person, seen before the program is asked. */
import * as m from "../paraglide/messages.js";
import type { FieldProblem } from "./fields";

/** Empty is no problem: whether something must be given, the form knows. */
export function phoneProblem(text: string): FieldProblem | undefined {
  if (text.trim() === "" || text.replace(/\D/g, "").length >= 10) return undefined;
  return { cause: m.field_phone_short(), rule: m.field_phone_rule() };
}

export function emailProblem(text: string): FieldProblem | undefined {
  if (text.trim() === "" || /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text.trim())) return undefined;
  return { cause: m.field_email_wrong(), rule: m.field_email_rule() };
}

/** What was found wrong, without what has been changed since. */
export function without<Problems extends object>(problems: Problems, changed: readonly (keyof Problems)[]): Problems {
  if (!changed.some((key) => problems[key] !== undefined)) return problems;
  const left = { ...problems };
  for (const key of changed) delete left[key];
  return left;
}
