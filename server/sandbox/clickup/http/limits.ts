import { ApiError } from './api-error.ts'

export interface RateHeaders {
  readonly limit: number
  readonly remaining: number
  /** Seconds since 1970. */
  readonly resetAt: number
}

export interface RateLimits {
  /** Counts the request for this token; refuses it when the minute is used up. */
  admit(token: string, nowMs: number): RateHeaders
}

export interface RateSettings {
  readonly perMinute: number
  readonly window: 'fixed' | 'sliding'
  readonly retryAfter: boolean
}

const MINUTE_MS = 60_000

export function createRateLimits(settings: RateSettings): RateLimits {
  const admitted = new Map<string, number[]>()
  return {
    admit: (token, nowMs) => {
      const kept = stillCounting(admitted.get(token) ?? [], nowMs, settings.window)
      const isFull = kept.length >= settings.perMinute
      if (!isFull) kept.push(nowMs)
      admitted.set(token, kept)
      const resetMs = (kept[0] ?? nowMs) + MINUTE_MS
      const rate = {
        limit: settings.perMinute,
        remaining: Math.max(0, settings.perMinute - kept.length),
        resetAt: Math.ceil(resetMs / 1000),
      }
      if (isFull)
        throw rateLimited(rate, settings.retryAfter ? Math.ceil((resetMs - nowMs) / 1000) : undefined)
      return rate
    },
  }
}

/** A fixed minute begins with its first request and ends as a whole; in a sliding one each request ends by itself. */
function stillCounting(arrivals: readonly number[], nowMs: number, window: 'fixed' | 'sliding'): number[] {
  if (window === 'sliding') return arrivals.filter((arrival) => nowMs - arrival < MINUTE_MS)
  return nowMs - (arrivals[0] ?? nowMs) < MINUTE_MS ? [...arrivals] : []
}

export function rateHeaders(rate: RateHeaders): Record<string, string> {
  return {
    'x-ratelimit-limit': String(rate.limit),
    'x-ratelimit-remaining': String(rate.remaining),
    'x-ratelimit-reset': String(rate.resetAt),
  }
}

export function rateLimited(rate: RateHeaders, retryAfterSeconds: number | undefined): ApiError {
  return new ApiError(429, 'Rate limit reached', {
    code: 'APP_002',
    headers: {
      ...rateHeaders(rate),
      ...(retryAfterSeconds === undefined ? {} : { 'retry-after': String(retryAfterSeconds) }),
    },
  })
}
