import type { ServiceAccess } from '../../platform/connections/index.ts'
import type { HttpResponse } from '../../platform/outbound/index.ts'
import type { Rate } from '../../platform/ratelimit/index.ts'
import { deadTokenProblem } from './clickup-error.ts'
import { clickupService, headersOf, type ClickupCredentials } from './clickup-service.ts'

const MINUTE_MS = 60_000
const PARTS = 10
/** Of the plans Free, Unlimited and Business (facts: clickup, section 1.10). */
const SLOWEST_PLAN = 100

/** How ClickUp is asked: its limit is by the minute and token, and each answer names it. */
export const clickupAccess: ServiceAccess<ClickupCredentials> = {
  service: clickupService,
  rate: rateOf(SLOWEST_PLAN),
  mostAtOnce: 8,
  headersOf,
  limit: { read: (response) => numberIn(response, 'x-ratelimit-limit'), rateOf },
  retryAfterMs: (response, now) => {
    const resetSeconds = numberIn(response, 'x-ratelimit-reset')
    if (resetSeconds === undefined) return undefined
    const waitMs = resetSeconds * 1_000 - now.getTime()
    // A reset in the past or beyond the minute is a clock that is wrong: the limiter's own back-off is better then.
    return waitMs > 0 && waitMs <= MINUTE_MS ? waitMs : undefined
  },
  deadProblem: deadTokenProblem,
}

/** In tenths of a minute: a person's request waits seconds for its turn, not a minute. */
function rateOf(perMinute: number): Rate {
  return { count: Math.max(1, Math.floor(perMinute / PARTS)), ms: MINUTE_MS / PARTS }
}

function numberIn(response: HttpResponse, header: string): number | undefined {
  const value = Number(response.headers[header] ?? Number.NaN)
  return Number.isInteger(value) && value > 0 ? value : undefined
}
