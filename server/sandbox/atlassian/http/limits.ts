import { createWindowLimiter, type WindowLimiter } from '../../shared/http/window-limiter.ts'
import type { CloudLimits, DataCenterLimit, ResolvedOptions } from '../options.ts'
import { ApiError } from './api-error.ts'
import type { Method } from './method.ts'

export type Product = 'jira' | 'confluence'
type Cause = 'quota-global-based' | 'quota-tenant-based' | 'burst-based' | 'per-issue-on-write'
export type RateReason = `${Product}-${Cause}`

export interface Ask {
  readonly product: Product
  readonly method: Method
  /** The template: all pages share a limit. */
  readonly endpoint: string
  /** The issue that is written to. */
  readonly writtenIssueId: string | undefined
  /** Present for OAuth: API tokens have no quota. */
  readonly quotaKey: string | undefined
  /** Who, on Data Center. */
  readonly person: string
  readonly nowMs: number
}

export type Headers = Readonly<Record<string, string>>

export interface RateLimits {
  /** Counts the request and gives the answer's headers; throws 429 when a limit is used up. */
  admitCloud(ask: Ask): Headers
  admitDataCenter(ask: Ask): Headers
  /** What an answer cost beyond its first point. */
  charge(quotaKey: string, points: number): void
}

type Settings = Pick<ResolvedOptions, 'limits' | 'dataCenterLimit' | 'quirks'>

export function createRateLimits({ limits, dataCenterLimit, quirks }: Settings): RateLimits {
  const quota = createQuota(limits?.hourlyPoints ?? Infinity)
  const cloud =
    limits === undefined
      ? undefined
      : createCloudLimits(limits, quirks.rateHeaderPrefix === 'none' ? '' : quirks.rateHeaderPrefix)
  const bucket = dataCenterLimit === undefined ? undefined : createBucket(dataCenterLimit)
  return {
    admitCloud: (ask) => {
      quota.admit(ask)
      const headers = cloud?.(ask) ?? {}
      return quirks.rateHeaders === 'always' ? headers : {}
    },
    admitDataCenter: (ask) => bucket?.(ask) ?? {},
    charge: quota.charge,
  }
}

function createCloudLimits(limits: CloudLimits, prefix: string): (ask: Ask) => Headers {
  const bursts = new Map<number, WindowLimiter>()
  const issueShort = createWindowLimiter({ most: limits.issueWrites.per2s, windowMs: 2000, kind: 'sliding' })
  const issueLong = createWindowLimiter({
    most: limits.issueWrites.per30s,
    windowMs: 30_000,
    kind: 'sliding',
  })
  const burstOf = (most: number): WindowLimiter => {
    const limiter = bursts.get(most) ?? createWindowLimiter({ most, windowMs: 1000, kind: 'sliding' })
    bursts.set(most, limiter)
    return limiter
  }
  return (ask) => {
    const most = burstLimit(limits, ask)
    const burst = burstOf(most).admit(`${ask.method} ${ask.endpoint}`, ask.nowMs)
    if (!burst.isAdmitted) throw refused(ask, { cause: 'burst-based', most, resetMs: burst.resetMs })
    if (ask.writtenIssueId !== undefined)
      for (const [limiter, cap] of [
        [issueShort, limits.issueWrites.per2s],
        [issueLong, limits.issueWrites.per30s],
      ] as const) {
        const { isAdmitted, resetMs } = limiter.admit(ask.writtenIssueId, ask.nowMs)
        if (!isAdmitted) throw refused(ask, { cause: 'per-issue-on-write', most: cap, resetMs })
      }
    return remaining({ most, left: burst.left, policy: `${ask.product}-burst-based`, prefix })
  }
}

function burstLimit({ burst, issueGet, descendantsGet }: CloudLimits, { method, endpoint }: Ask): number {
  if (method === 'GET' && endpoint.endsWith('/issue/{issueIdOrKey}')) return issueGet
  if (method === 'GET' && endpoint.endsWith('/descendants')) return descendantsGet
  return burst[method]
}

interface Remaining {
  readonly most: number
  readonly left: number
  readonly policy: string
  readonly prefix: string
}

function remaining({ most, left, policy, prefix }: Remaining): Headers {
  if (!Number.isFinite(most)) return {}
  return {
    'x-ratelimit-limit': String(most),
    'x-ratelimit-remaining': String(left),
    [`${prefix}ratelimit`]: `"${policy}";r=${left};t=1`,
    [`${prefix}ratelimit-policy`]: `"${policy}";q=${most};w=1`,
    ...(left < most / 5 ? { 'x-ratelimit-nearlimit': 'true' } : {}),
  }
}

interface Refusal {
  readonly cause: Cause
  readonly most: number
  readonly resetMs: number
}

function refused({ product, nowMs }: Ask, { cause, most, resetMs }: Refusal): ApiError {
  return rateLimited({
    reason: `${product}-${cause}`,
    limit: most,
    nowMs,
    retryAfterSeconds: Math.max(1, Math.ceil((resetMs - nowMs) / 1000)),
  })
}

interface Limited {
  readonly reason: RateReason
  readonly limit: number
  readonly nowMs: number
  readonly retryAfterSeconds: number
}

export function rateLimited({ reason, limit, nowMs, retryAfterSeconds }: Limited): ApiError {
  return new ApiError(429, 'Rate limit exceeded.', {
    headers: {
      'retry-after': String(retryAfterSeconds),
      'ratelimit-reason': reason,
      'x-ratelimit-limit': String(limit),
      'x-ratelimit-remaining': '0',
      'x-ratelimit-reset': new Date(nowMs + retryAfterSeconds * 1000).toISOString(),
    },
  })
}

const HOUR_MS = 3_600_000

/** Points per clock hour in UTC. */
function createQuota(hourlyPoints: number) {
  const spent = new Map<string, { hour: number; points: number }>()
  const accountOf = (key: string, hour: number) => {
    const found = spent.get(key)
    const account = found?.hour === hour ? found : { hour, points: 0 }
    spent.set(key, account)
    return account
  }
  return {
    admit: (ask: Ask): void => {
      if (ask.quotaKey === undefined) return
      const hour = Math.floor(ask.nowMs / HOUR_MS)
      const account = accountOf(ask.quotaKey, hour)
      if (account.points >= hourlyPoints)
        throw refused(ask, { cause: 'quota-global-based', most: hourlyPoints, resetMs: (hour + 1) * HOUR_MS })
      account.points += 1
    },
    charge: (quotaKey: string, points: number): void => {
      const account = spent.get(quotaKey)
      if (account !== undefined) account.points += points
    },
  }
}

function createBucket({ capacity, fill, intervalSeconds }: DataCenterLimit): (ask: Ask) => Headers {
  const buckets = new Map<string, { tokens: number; filledMs: number }>()
  const intervalMs = intervalSeconds * 1000
  return ({ person, nowMs }) => {
    const bucket = buckets.get(person) ?? { tokens: capacity, filledMs: nowMs }
    buckets.set(person, bucket)
    const intervals = Math.floor((nowMs - bucket.filledMs) / intervalMs)
    bucket.tokens = Math.min(capacity, bucket.tokens + intervals * fill)
    bucket.filledMs += intervals * intervalMs
    const isAdmitted = bucket.tokens > 0
    if (isAdmitted) bucket.tokens -= 1
    const waitMs = bucket.filledMs + intervalMs - nowMs
    const headers = {
      'x-ratelimit-limit': String(capacity),
      'x-ratelimit-remaining': String(bucket.tokens),
      'x-ratelimit-fillrate': String(fill),
      'x-ratelimit-interval-seconds': String(intervalSeconds),
      'retry-after': bucket.tokens > 0 || isAdmitted ? '0' : String(Math.ceil(waitMs / 1000)),
    }
    if (isAdmitted) return headers
    throw new ApiError(429, 'Rate limit exceeded.', { headers, body: { message: 'Rate limit exceeded.' } })
  }
}
