/** How long a contract still runs. */
export type ContractTerm = { state: "open" | "runs" | "ending" | "ended"; days: number };

/** A contract that ends within so many days asks to be prolonged. */
const ENDING_DAYS = 60;

export function termOf(until: string | null, today: string): ContractTerm {
  if (until === null || today === "") return { state: "open", days: 0 };
  const days = Math.round((Date.parse(`${until}T00:00:00Z`) - Date.parse(`${today}T00:00:00Z`)) / 86_400_000);
  return { state: days < 0 ? "ended" : days <= ENDING_DAYS ? "ending" : "runs", days };
}
