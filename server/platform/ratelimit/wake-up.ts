/** Runs a callback later; calling the result takes that back. */
export type WakeUp = (delayMs: number, run: () => void) => () => void

export const systemWakeUp: WakeUp = (delayMs, run) => {
  // A fraction would be cut off, and the timer would fire early.
  const timer = setTimeout(run, Math.ceil(delayMs))
  return () => clearTimeout(timer)
}
