import type { LimitOptions, Plan } from '../options.ts'
import { ApiError } from './api-error.ts'

/** A sliding window: refused requests do not count. */
export interface SlidingWindow {
  /** Milliseconds until there is room; 0 when the request was let in. */
  enter(nowMs: number): number
}

export function createSlidingWindow(limit: number, windowMs: number): SlidingWindow {
  const admitted: number[] = []
  return {
    enter: (nowMs) => {
      while (admitted.length > 0 && nowMs - (admitted[0] ?? nowMs) >= windowMs) admitted.shift()
      if (admitted.length >= limit) return windowMs - (nowMs - (admitted[0] ?? nowMs))
      admitted.push(nowMs)
      return 0
    },
  }
}

export interface RateLimits {
  /** `who` is the add-on in its workspace, or an API key. */
  admit(who: string, nowMs: number): void
}

export interface RateLimitSettings {
  readonly limits: LimitOptions
  readonly plan: Plan
  readonly retryAfter: boolean
}

export function createRateLimits(settings: RateLimitSettings): RateLimits {
  const perSecond = new Map<string, SlidingWindow>()
  // The plan's budget is the workspace's, shared by everybody who calls.
  const perHour = createSlidingWindow(settings.limits.perHour, 3_600_000)
  return {
    admit: (who, nowMs) => {
      const window = perSecond.get(who) ?? createSlidingWindow(settings.limits.perSecond, 1000)
      perSecond.set(who, window)
      refuse(window.enter(nowMs), settings.retryAfter)
      if (settings.plan === 'FREE') refuse(perHour.enter(nowMs), settings.retryAfter)
    },
  }
}

function refuse(waitMs: number, retryAfter: boolean): void {
  if (waitMs <= 0) return
  const headers = retryAfter ? { 'retry-after': String(Math.ceil(waitMs / 1000)) } : {}
  throw new ApiError(429, 'Too many requests', { headers })
}
