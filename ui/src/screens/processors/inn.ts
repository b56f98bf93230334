/** Control digits of an ИНН by the rule of the Federal Tax Service: what does not agree is warned of, never refused. */
const sum = (digits: readonly number[], weights: readonly number[]): number =>
  (weights.reduce((total, weight, index) => total + weight * (digits[index] ?? 0), 0) % 11) % 10;

export function innAgrees(inn: string): boolean {
  if (!/^(\d{10}|\d{12})$/.test(inn)) return false;
  const digits = [...inn].map(Number);
  if (digits.length === 10) return digits[9] === sum(digits, [2, 4, 10, 3, 5, 9, 4, 6, 8]);
  return (
    digits[10] === sum(digits, [7, 2, 4, 10, 3, 5, 9, 4, 6, 8]) &&
    digits[11] === sum(digits, [3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8])
  );
}
