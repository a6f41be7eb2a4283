const EACH_MS = 5_000
const LONGEST_MS = 60_000

/**
 * When a click looks again that waits for others on the same task, of which so many are `ahead`. The end of each wakes the next, so this is
 * for the case that nothing does, and hundreds that wait are no load.
 */
export function nextTurn(now: Date, ahead: number): Date {
  return new Date(now.getTime() + Math.min(LONGEST_MS, EACH_MS * Math.max(1, ahead)))
}
