/** Errors of the program that are about one field of a form: they stand under that field. */
import type { HostError } from "../host/host";
import type { FieldProblem } from "./fields";

/** The field that an error is about, by its name on the wire; null if it is about none. */
export function fieldOf(error: HostError | null): string | null {
  return error?.wire.code === "field_invalid" ? error.wire.place : null;
}

/** What the program says about this field. */
export function problemOf(error: HostError | null, field: string): FieldProblem | undefined {
  if (error === null || fieldOf(error) !== field) return undefined;
  const { message, hint } = error.wire;
  return { cause: `${message}.`, ...(hint === "" ? {} : { rule: hint }) };
}

/** What the program says about this field, whatever the code of the error. */
export function problemAt(error: HostError | null, field: string): FieldProblem | undefined {
  if (error === null || error.wire.place !== field) return undefined;
  const { message, hint } = error.wire;
  return { cause: `${message}.`, ...(hint === "" ? {} : { rule: hint }) };
}
