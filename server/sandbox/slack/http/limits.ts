import { createWindowLimiter, type WindowLimiter } from '../../shared/http/window-limiter.ts'
import type { ResolvedOptions } from '../options.ts'
import { rateLimited } from './slack-error.ts'

/** `post`: about one a second for each channel; the others: how often a minute. */
export type Tier = 'post' | 1 | 2 | 3 | 4

export interface RatedCall {
  readonly tier: Tier
  /** The method, or the channel for what is posted. */
  readonly key: string
}

export interface RateLimits {
  /** Counts the call; refuses it when it is one too many. */
  admit(call: RatedCall, nowMs: number): void
}

const PER_MINUTE = { 1: 1, 2: 20, 3: 50, 4: 100 } as const
// A second for each, and a short burst is let through: how short is not documented.
const BURST = 3

const perMinute = (most: number): WindowLimiter =>
  createWindowLimiter({ most, windowMs: 60_000, kind: 'sliding' })

export function createRateLimits({ rates }: Pick<ResolvedOptions, 'rates'>): RateLimits {
  if (rates === 'off') return { admit: () => {} }
  const limiters: Readonly<Record<Tier, WindowLimiter>> = {
    post: createWindowLimiter({ most: BURST, windowMs: BURST * 1_000, kind: 'sliding' }),
    1: perMinute(PER_MINUTE[1]),
    2: perMinute(PER_MINUTE[2]),
    3: perMinute(PER_MINUTE[3]),
    4: perMinute(PER_MINUTE[4]),
  }
  return {
    admit: ({ tier, key }, nowMs) => {
      const { isAdmitted, resetMs } = limiters[tier].admit(key, nowMs)
      if (!isAdmitted) throw rateLimited(Math.max(1, Math.ceil((resetMs - nowMs) / 1_000)))
    },
  }
}
