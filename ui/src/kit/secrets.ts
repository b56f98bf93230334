/** Secrets on their way out of a field: bytes for the raw body of a call, wiped by the caller afterwards. */

/** UTF-8 of a secret. A string cannot be wiped, so it should be dropped as soon as the bytes are made. */
export function secretBytes(secret: string): Uint8Array {
  return new TextEncoder().encode(secret);
}
