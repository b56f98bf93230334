/** Sizes of files in words. */
import * as m from "../paraglide/messages.js";
import { fileSize } from "./dates";

/** Size of a file of a case: bytes, KB or MB. */
export function sizeOf(bytes: number): string {
  return bytes < 1024 ? `${bytes}\u00a0${m.unit_b()}` : fileSize(bytes, { kb: m.unit_kb(), mb: m.unit_mb() });
}
