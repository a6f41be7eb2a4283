const FIRST_MS = 2_000
const LONGEST_MS = 10 * 60_000

/** Milliseconds until the next attempt: 2 s, 4 s, 8 s ... up to 10 min, plus up to a quarter so that failures do not come back together. */
export function backoffMs(attempt: number, random: () => number = Math.random): number {
  const base = Math.min(FIRST_MS * 2 ** (attempt - 1), LONGEST_MS)
  return Math.round(base * (1 + random() / 4))
}
