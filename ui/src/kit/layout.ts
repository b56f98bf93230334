/** Text as the same keys give it in the other keyboard layout: «rjytrn» is «конект». */
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const RUSSIAN = "йцукенгшщзхъфывапролджэячсмитьбюё";

export function otherLayout(text: string): string {
  const russian = /[а-яё]/iu.test(text);
  const [from, to] = russian ? [RUSSIAN, LATIN] : [LATIN, RUSSIAN];
  return [...text.toLowerCase()].map((sign) => to[from.indexOf(sign)] ?? sign).join("");
}

const fold = (text: string): string => text.toLowerCase().replaceAll("ё", "е");

export type TextRange = { from: number; to: number };

/** Where the words of a query begin words of a text; null if one of them does not. */
export function matched(query: string, text: string): TextRange[] | null {
  const words = fold(query)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "");
  const folded = fold(text);
  const found: TextRange[] = [];
  for (const word of words) {
    let at = -1;
    do at = folded.indexOf(word, at + 1);
    while (at > 0 && /[\p{L}\p{N}]/u.test(folded.charAt(at - 1)));
    if (at < 0) return null;
    found.push({ from: at, to: at + word.length });
  }
  return found.sort((a, b) => a.from - b.from);
}
