import type { Clock } from '../../server/shared/clock.ts'

/** A clock that runs as ever, and that jumps when something waits. */
export function passingTime() {
  let aheadMs = 0
  const later = (ms: number): void => void (aheadMs += Math.max(0, ms))
  const now = (): Date => new Date(Date.now() + aheadMs)
  const clock: Clock = { now, monotonicMs: () => performance.now() + aheadMs }
  return {
    clock,
    later,
    until: (at: Date): void => later(at.getTime() - now().getTime() + 1),
    sleep: async (ms: number): Promise<void> => {
      later(ms)
      // Others have their turn meanwhile.
      await new Promise((resolve) => setImmediate(resolve))
    },
  }
}
