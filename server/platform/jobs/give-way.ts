import type { DatabaseHandle } from '../../storage/database.ts'

/** How much something more urgent than jobs wants the same processor and database. */
export type Pressure = 'none' | 'some' | 'high'

const GATHER_MS = { none: 100, some: 25, high: 125 }
const REST_PER_BATCH = 4
const LONGEST_REST_MS = 1_000
const NOTICES_MS = { none: 20, some: 100, high: 250 }

/** For how long notices of new jobs are heard as one. */
export function noticesMs(pressure: Pressure): number {
  return NOTICES_MS[pressure]
}

/**
 * How long jobs that are run together gather, from one batch to the next. A full batch is followed by the next at once, unless something
 * urgent comes; while that waits, jobs rest for several times what their last batch took: the less there is to spare, the longer.
 */
export function gatherMs(
  pressure: Pressure,
  last: { readonly wasFull: boolean; readonly tookMs: number },
): number {
  if (pressure === 'none' && last.wasFull) return 0
  const restMs = pressure === 'high' ? Math.min(last.tookMs * REST_PER_BATCH, LONGEST_REST_MS) : 0
  return Math.max(GATHER_MS[pressure], restMs)
}

/**
 * How much of a full batch is taken. On a server a small one, so that nobody waits long for it. The embedded database has one connection:
 * what makes others wait there is the number of statements, and one for many jobs takes hardly longer than one for few.
 */
export function partOfBatch(pressure: Pressure, kind: DatabaseHandle['kind']): number {
  return pressure === 'none' || kind === 'embedded' ? 1 : 1 / 4
}
