export interface Clock {
  now(): Date
  /** Milliseconds that only ever grow; for measuring and spacing, never for storing. */
  monotonicMs(): number
}

export const systemClock: Clock = {
  now: () => new Date(),
  monotonicMs: () => performance.now(),
}
