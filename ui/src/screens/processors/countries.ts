/** Countries of processors by their ISO codes, named by the browser's own data in the language of the window. */
import { getLocale } from "../../paraglide/runtime.js";

const CODES = "RU BY KZ KG AM UZ TJ AZ GE MD RS CN HK IN TR AE IL DE NL FR IE FI CY CZ PL GB US".split(" ");

export function countryName(code: string): string {
  try {
    return new Intl.DisplayNames([getLocale()], { type: "region" }).of(code) ?? code;
  } catch {
    return code;
  }
}

/** The list for a choice; a code outside it that a record has stays choosable. */
export function countries(own: string | null): ReadonlyArray<{ id: string; name: string }> {
  const codes = own === null || CODES.includes(own) ? CODES : [own, ...CODES];
  return codes.map((id) => ({ id, name: countryName(id) }));
}
