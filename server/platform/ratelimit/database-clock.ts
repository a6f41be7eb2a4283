/** One reading of the database's clock, between two readings of ours. */
interface ClockReading {
  readonly sentMs: number
  readonly receivedMs: number
  readonly databaseMs: number
}

/** Places the database's times on this process's monotonic clock, whatever its wall clock says. */
export interface DatabaseClock {
  observe(reading: ClockReading): void
  toMonotonic(databaseMs: number): number
  toDatabase(monotonicMs: number): number | undefined
}

// How far two clocks may drift apart: the best reading is trusted a little less as it ages.
const DRIFT = 0.0005

/**
 * Keeps the reading whose answer travelled fastest: a busy process that reads its answers late then still knows the time, and releases
 * no earlier than the database means.
 */
export function createDatabaseClock(): DatabaseClock {
  let best: { readonly offsetMs: number; readonly atMs: number } | undefined

  return {
    observe: ({ sentMs, receivedMs, databaseMs }) => {
      const latestMs = receivedMs - databaseMs
      const earliestMs = sentMs - databaseMs
      const keptMs = best === undefined ? Infinity : best.offsetMs + (receivedMs - best.atMs) * DRIFT
      // Below the earliest possible one: the database's clock was set.
      const isKept = keptMs < latestMs && keptMs >= earliestMs
      best = { offsetMs: isKept ? keptMs : latestMs, atMs: receivedMs }
    },
    toMonotonic: (databaseMs) => databaseMs + (best?.offsetMs ?? 0),
    toDatabase: (monotonicMs) => (best === undefined ? undefined : monotonicMs - best.offsetMs),
  }
}
