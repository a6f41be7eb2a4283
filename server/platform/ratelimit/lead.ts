import type { RequestKind } from './budget.ts'

/** How long reservations take to become usable here: a slot earlier than that would be lost on its way. */
interface Lead {
  /** The least distance of a new slot from now. */
  currentMs(kind: RequestKind): number
  observe(tookMs: number): void
}

const FIRST_MS = 5
const LONGEST_MS = 1_000
// A slow answer is remembered for some twenty quick ones.
const FADE = 0.9

/**
 * A person's request spends half of a slot's permitted lateness on the way, to leave at once where the database is quick; background
 * keeps all of it for late timers: on a busy machine that is a tenth of the rate.
 */
export function createLead(lateMs: number): Lead {
  let longestMs = FIRST_MS
  return {
    currentMs: (kind) => (kind === 'background' ? longestMs : Math.max(0, longestMs - lateMs / 2)),
    observe: (tookMs) => {
      longestMs = Math.min(LONGEST_MS, Math.max(tookMs, longestMs * FADE))
    },
  }
}
