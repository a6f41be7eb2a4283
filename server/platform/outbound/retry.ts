import { setTimeout as wait } from 'node:timers/promises'
import type { Clock } from '../../shared/clock.ts'
import type { HttpClient, HttpRequest, HttpResponse } from './http-message.ts'
import { parseRetryAfter } from './retry-after.ts'
import { UpstreamError, type UnavailableReason } from './upstream-error.ts'

export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

interface RateLimitedAnswer {
  readonly request: HttpRequest
  readonly response: HttpResponse
  readonly retryAfterMs: number | undefined
}

export interface RetryDeps {
  readonly client: Pick<HttpClient, 'send'>
  readonly clock: Clock
  readonly sleep: Sleep
  /** 0 to 1, for the jitter. */
  readonly random?: () => number
  /** Hears of every 429, of writes and of last attempts too. */
  readonly onRateLimited?: (answer: RateLimitedAnswer) => void | Promise<void>
}

interface RetryOptions {
  readonly maxAttempts?: number
  readonly baseDelayMs?: number
  readonly maxDelayMs?: number
  /** Asked to wait longer than this, we give up and return the answer. */
  readonly maxRetryAfterMs?: number
}

export interface RetriedResponse {
  readonly response: HttpResponse
  readonly attempts: number
}

const DEFAULTS = { maxAttempts: 3, baseDelayMs: 500, maxDelayMs: 10_000, maxRetryAfterMs: 60_000 }

// Too large stays too large, a blocked address blocked, a wrong certificate wrong.
const PASSING_REASONS: ReadonlySet<UnavailableReason> = new Set([
  'timeout',
  'refused',
  'reset',
  'unresolved',
  'network',
])

export const systemSleep: Sleep = async (ms, signal) => {
  try {
    await wait(ms, undefined, { signal })
  } catch (error) {
    signal?.throwIfAborted()
    throw error
  }
}

/** What may be repeated is repeated on passing failures, honouring Retry-After; writes are sent exactly once. */
export async function sendWithRetry(
  deps: RetryDeps,
  request: HttpRequest,
  options: RetryOptions = {},
): Promise<RetriedResponse> {
  const limits = { ...DEFAULTS, ...options }
  const maxAttempts = isSafe(request) ? limits.maxAttempts : 1

  for (let attempt = 1; ; attempt += 1) {
    request.signal?.throwIfAborted()
    const outcome = await attemptOnce(deps, request)
    const askedMs = attempt < maxAttempts ? leastDelay(outcome) : undefined
    if (askedMs === undefined || askedMs > limits.maxRetryAfterMs) return settle(outcome, attempt)
    await deps.sleep(Math.max(askedMs, backoff(deps, limits, attempt)), request.signal)
  }
}

type Outcome =
  | { readonly type: 'answer'; readonly response: HttpResponse; readonly retryAfterMs: number | undefined }
  | { readonly type: 'failure'; readonly error: UpstreamError }

async function attemptOnce(deps: RetryDeps, request: HttpRequest): Promise<Outcome> {
  try {
    const response = await deps.client.send(request)
    const retryAfterMs = parseRetryAfter(response.headers['retry-after'], deps.clock.now())
    if (response.status === 429) await deps.onRateLimited?.({ request, response, retryAfterMs })
    return { type: 'answer', response, retryAfterMs }
  } catch (error) {
    if (error instanceof UpstreamError) return { type: 'failure', error }
    throw error
  }
}

/** How long the other side wants to be left alone; undefined if another attempt would not help. */
function leastDelay(outcome: Outcome): number | undefined {
  if (outcome.type === 'answer') {
    return isPassingStatus(outcome.response.status) ? (outcome.retryAfterMs ?? 0) : undefined
  }
  const { reason } = outcome.error
  return reason !== undefined && PASSING_REASONS.has(reason) ? 0 : undefined
}

function settle(outcome: Outcome, attempts: number): RetriedResponse {
  if (outcome.type === 'failure') throw outcome.error.withAttempts(attempts)
  return { response: outcome.response, attempts }
}

/** Exponential, with the upper half random, so that processes that failed together do not return together. */
function backoff(deps: RetryDeps, limits: typeof DEFAULTS, attempt: number): number {
  const full = Math.min(limits.maxDelayMs, limits.baseDelayMs * 2 ** (attempt - 1))
  return Math.round(full / 2 + (full / 2) * (deps.random ?? Math.random)())
}

function isSafe(request: HttpRequest): boolean {
  return request.method === 'GET' || request.method === 'HEAD' || request.isRepeatable === true
}

function isPassingStatus(status: number): boolean {
  // 501 is final: the method will not exist on the next attempt either.
  return status === 408 || status === 429 || (status >= 500 && status !== 501)
}
