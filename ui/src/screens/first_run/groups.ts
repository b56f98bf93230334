/** Groups of the recovery key as a person types them from paper: either layout, O as 0, I and L as 1. */

/** The Latin letter in the place of a Russian one, for a key typed without changing the layout. */
const SAME_PLACE: Record<string, string> = {
  "\u0419": "Q",
  "\u0426": "W",
  "\u0423": "E",
  "\u041a": "R",
  "\u0415": "T",
  "\u041d": "Y",
  "\u0413": "U",
  "\u0428": "I",
  "\u0429": "O",
  "\u0417": "P",
  "\u0424": "A",
  "\u042b": "S",
  "\u0412": "D",
  "\u0410": "F",
  "\u041f": "G",
  "\u0420": "H",
  "\u041e": "J",
  "\u041b": "K",
  "\u0414": "L",
  "\u042f": "Z",
  "\u0427": "X",
  "\u0421": "C",
  "\u041c": "V",
  "\u0418": "B",
  "\u0422": "N",
  "\u042c": "M",
};

/** What was typed, in the letters of the key. */
export function groupText(typed: string): string {
  return [...typed.toUpperCase()]
    .map((sign) => SAME_PLACE[sign] ?? sign)
    .filter((sign) => /[0-9A-Z]/.test(sign))
    .map((sign) => (sign === "O" ? "0" : sign === "I" || sign === "L" ? "1" : sign))
    .join("");
}

export function groupMatches(group: string, typed: string): boolean {
  return groupText(group) === groupText(typed) && groupText(typed).length > 0;
}
