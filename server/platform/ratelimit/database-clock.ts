/** One reading of the database's clock, between two readings of ours. */
interface ClockReading {
  readonly sentMs: number
  readonly receivedMs: number
  readonly databaseMs: number
}

/** Places the database's times on this process's monotonic clock, whatever its wall clock says. */
export interface DatabaseClock {
  observe(reading: ClockReading): void
  /** Never earlier than it is. */
  toMonotonic(databaseMs: number): number
  toDatabase(monotonicMs: number): number | undefined
  /** Never earlier than it is. */
  toLatestDatabase(monotonicMs: number): number
}

// How far two clocks may drift apart: the best readings are trusted a little less as they age.
const DRIFT = 0.0005

/** How far ahead of the database's our clock is: somewhere in between. */
interface Offset {
  readonly leastMs: number
  readonly mostMs: number
  readonly atMs: number
}

/**
 * Keeps the reading whose answer travelled fastest: a busy process that reads its answers late then still knows the time, and releases
 * no earlier than the database means. The other way round, the one whose question travelled fastest.
 */
export function createDatabaseClock(): DatabaseClock {
  let best: Offset | undefined

  return {
    observe: ({ sentMs, receivedMs, databaseMs }) => {
      const read = { leastMs: sentMs - databaseMs, mostMs: receivedMs - databaseMs, atMs: receivedMs }
      best = best === undefined ? read : narrowed(aged(best, receivedMs), read)
    },
    toMonotonic: (databaseMs) => databaseMs + (best?.mostMs ?? 0),
    toDatabase: (monotonicMs) => (best === undefined ? undefined : monotonicMs - best.mostMs),
    toLatestDatabase: (monotonicMs) => monotonicMs - (best?.leastMs ?? 0),
  }
}

function aged({ leastMs, mostMs, atMs }: Offset, nowMs: number): Offset {
  const drift = (nowMs - atMs) * DRIFT
  return { leastMs: leastMs - drift, mostMs: mostMs + drift, atMs: nowMs }
}

/** Two that do not overlap: one of the clocks was set, and the newer reading counts. */
function narrowed(known: Offset, read: Offset): Offset {
  const leastMs = Math.max(known.leastMs, read.leastMs)
  const mostMs = Math.min(known.mostMs, read.mostMs)
  return leastMs <= mostMs ? { leastMs, mostMs, atMs: read.atMs } : read
}
