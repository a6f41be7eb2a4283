import type { Pace } from './pace.ts'

/**
 * How much of a request's way is held against the next second. A request arrives somewhere between its leaving and the answer, so all
 * of it would be safe, and slow answers would then slow the pace. Each request therefore brings a little allowance, which is saved up:
 * where answers are quick, even a request that was held up on its way counts in full.
 */
export interface WayAllowance {
  /** The part that counts. */
  charge(wayMs: number): number
}

export function createWayAllowance({ way }: Pick<Pace, 'way'>): WayAllowance {
  let savedMs = way.savedMs
  return {
    charge: (wayMs) => {
      savedMs = Math.min(way.savedMs, savedMs + way.eachMs)
      const charged = Math.min(savedMs, wayMs)
      savedMs -= charged
      return charged
    },
  }
}
