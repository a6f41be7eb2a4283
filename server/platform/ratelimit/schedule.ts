/** Runs a callback later; calling the result takes that back. */
export type Schedule = (delayMs: number, run: () => void) => () => void

export const systemSchedule: Schedule = (delayMs, run) => {
  // A fraction would be cut off, and the timer would fire early.
  const timer = setTimeout(run, Math.ceil(delayMs))
  return () => clearTimeout(timer)
}
