import type { Pace } from './pace.ts'

/**
 * How much of a request's way is held against the next second. It arrives somewhere between its leaving and the answer, so all that it
 * took longer than the quickest one may have been on the way there. Counting all of that would slow the pace where answers differ
 * much, so each request brings an allowance, which is saved up for those that were really held up.
 */
export interface WayAllowance {
  /** The part that counts. */
  charge(wayMs: number): number
}

// How much slower the quickest request is thought to be with each one after it: the way may have become a longer one.
const FORGET_MS = 0.05

export function createWayAllowance({ way }: Pick<Pace, 'way'>): WayAllowance {
  let savedMs = way.savedMs
  let quickestMs = 0

  return {
    charge: (wayMs) => {
      quickestMs = Math.min(wayMs, quickestMs + FORGET_MS)
      savedMs = Math.min(way.savedMs, savedMs + way.eachMs)
      const charged = Math.min(savedMs, wayMs - quickestMs)
      savedMs -= charged
      return charged
    },
  }
}
