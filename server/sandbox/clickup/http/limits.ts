import { createWindowLimiter, type WindowKind } from '../../shared/http/window-limiter.ts'
import { ApiError } from './api-error.ts'

interface RateHeaders {
  readonly limit: number
  readonly remaining: number
  /** Seconds since 1970. */
  readonly resetAt: number
}

export interface RateLimits {
  /** Counts the request for this token; refuses it when the minute is used up. */
  admit(token: string, nowMs: number): RateHeaders
}

interface RateSettings {
  readonly perMinute: number
  readonly window: WindowKind
  readonly retryAfter: boolean
}

export function createRateLimits(settings: RateSettings): RateLimits {
  const { perMinute, window: kind, retryAfter } = settings
  const limiter = createWindowLimiter({ most: perMinute, windowMs: 60_000, kind })
  return {
    admit: (token, nowMs) => {
      const { isAdmitted, left, resetMs } = limiter.admit(token, nowMs)
      const rate = { limit: perMinute, remaining: left, resetAt: Math.ceil(resetMs / 1000) }
      if (isAdmitted) return rate
      throw rateLimited(rate, retryAfter ? Math.ceil((resetMs - nowMs) / 1000) : undefined)
    },
  }
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
