/**
 * The door between the page and the program behind it. The page knows this interface only;
 * `tauri.ts` is the real thing, `fake.ts` a desk in memory for tests and for work in a browser.
 */
import type { CacheTag, Commands, FileHandle, Progress, WireError } from "../bindings/wire";

/** Commands whose request is a raw body: secrets, which never become a JSON string. */
export type BytesCommand = {
  [Name in keyof Commands]: Commands[Name]["request"] extends Uint8Array ? Name : never;
}[keyof Commands];

/** Commands whose request is a JSON document. */
export type JsonCommand = Exclude<keyof Commands, BytesCommand>;

/** What the program says without being asked. */
export type HostEvents = {
  progress: Progress;
  file_dropped: FileHandle;
  changed: { tags: CacheTag[] };
  locked: { reason: string };
};

export interface Host {
  /** Rejects with a `HostError`. */
  call<Name extends JsonCommand>(name: Name, request: Commands[Name]["request"]): Promise<Commands[Name]["result"]>;
  /** Sends bytes as they are; the caller wipes them afterwards. Rejects with a `HostError`. */
  callBytes<Name extends BytesCommand>(
    name: Name,
    bytes: Uint8Array,
    headers?: Record<string, string>,
  ): Promise<Commands[Name]["result"]>;
  /** Returns what ends the listening. */
  on<Name extends keyof HostEvents>(event: Name, callback: (payload: HostEvents[Name]) => void): () => void;
}

/** An error of the program, worded there. The page branches on `wire.code` alone. */
export class HostError extends Error {
  readonly wire: WireError;

  constructor(wire: WireError) {
    super(wire.code);
    this.name = "HostError";
    this.wire = wire;
  }
}

/** Whether something has the shape of an error of the wire. */
function isWireError(value: unknown): value is WireError {
  return typeof value === "object" && value !== null && "code" in value && "message" in value && "severity" in value;
}

/** Whatever was thrown, as an error of the wire. A thing of another shape has no words of its own. */
export function hostError(thrown: unknown): HostError {
  if (thrown instanceof HostError) return thrown;
  if (isWireError(thrown)) return new HostError(thrown);
  return new HostError({
    code: "internal",
    message: "",
    hint: "",
    place: null,
    severity: "internal",
    incident: null,
  });
}
