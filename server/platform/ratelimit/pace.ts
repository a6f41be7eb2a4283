import type { RequestKind } from './budget.ts'

/** At most so many requests within any time of this length. */
export interface Rate {
  readonly count: number
  readonly ms: number
}

/** How the requests of one workspace to one service are spaced. */
export interface Pace {
  readonly rate: Rate
  /** At most so many arrivals within any time of this length. */
  readonly window: Rate
  /** The least distance of two slots. */
  readonly spacingMs: number
  /** Slots reserved at once. */
  readonly chunk: number
  /**
   * Requests reserve only while the shared queue is shorter: background ones so that an interactive one is at most a chunk behind them,
   * all so that what became of the requests of a second ago is known when a slot is given.
   */
  readonly horizonMs: Readonly<Record<RequestKind, number>>
  /** A slot not used this long after its time is lost. */
  readonly lateMs: number
  /** How long after its slot a request arrives, as long as nothing is known of it. */
  readonly expectedMs: number
  /** Of the time that a request was on its way, so much is held against the next second; saved up, so that a slow one counts in full. */
  readonly way: { readonly eachMs: number; readonly savedMs: number }
}

// A log of more arrivals would be costly to keep; a shorter window with its share of them limits at least as strictly.
const LOGGED_MOST = 100
// Below the limit's own distance: whoever was held up may catch up, while the window says how many may go at all.
const CATCH_UP = 0.9

// However long the window is: a request is not on its way for longer than about a second.
const LONGEST_WAY_MS = 1_000

export const LATE_MS = 40

export function paceOf(rate: Rate): Pace {
  const parts = Math.ceil(rate.count / LOGGED_MOST)
  const window = { count: Math.floor(rate.count / parts), ms: rate.ms / parts }
  const wayMs = Math.min(window.ms, LONGEST_WAY_MS)
  return {
    rate,
    window,
    spacingMs: (window.ms / window.count) * CATCH_UP,
    chunk: Math.max(1, Math.round((rate.count / rate.ms) * 100)),
    horizonMs: { interactive: 200, background: 80 },
    lateMs: LATE_MS,
    // Of a shorter window the reports come too late to correct it.
    expectedMs: parts === 1 ? 100 : window.ms * 0.02,
    way: { eachMs: wayMs * 0.06, savedMs: wayMs },
  }
}
