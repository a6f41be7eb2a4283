import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError, codeOf, messageOf } from '../../../shared/errors.ts'
import { isDatabaseAway } from '../../../storage/database-away.ts'
import { LookLater } from './outcomes.ts'

export type Judgement =
  /** The same may go well then; `why` is for people, null: nothing is wrong. */
  | { readonly kind: 'wait'; readonly until: Date; readonly why: string | null }
  /** Until somebody changes something. */
  | { readonly kind: 'fail'; readonly why: string }

const DELAYS_MS = [1_000, 3_000, 10_000, 30_000, 60_000, 300_000] as const
const LONGEST_MS = 300_000
const BUSY_MS = 5_000

/** What becomes of an entry after a failure; `attempts` counts this one. */
export function judgeFailure(
  error: unknown,
  { attempts, now }: { readonly attempts: number; readonly now: Date },
): Judgement {
  if (error instanceof LookLater)
    return {
      kind: 'wait',
      until: error.at,
      why: 'ClickUp may have done it already; its trace is looked for.',
    }
  if (error instanceof BudgetExhausted) return { kind: 'wait', until: error.resumesAt, why: null }
  const later = (ms: number) => new Date(now.getTime() + ms)
  // A server that stops fails nothing for good: another process, or its next start, goes on.
  if (error instanceof AppError && (error.code === 'RATE_LIMITED' || error.code === 'NOT_READY'))
    return { kind: 'wait', until: later((error.retryAfterSeconds ?? 0) * 1_000 || BUSY_MS), why: null }
  if (error instanceof UpstreamError && isPassing(error)) {
    const delayMs = Math.max(DELAYS_MS[attempts - 1] ?? LONGEST_MS, error.retryAfterMs ?? 0)
    return { kind: 'wait', until: later(delayMs), why: `${error.message} It is tried again by itself.` }
  }
  if (error instanceof AppError || error instanceof UpstreamError)
    return { kind: 'fail', why: `${error.message} Push the task again when that is mended.` }
  return { kind: 'fail', why: `Something went wrong on our side: ${messageOf(error)}` }
}

/** ClickUp is away or busy, or what answered was not ClickUp. */
function isPassing({ kind, reason, status }: UpstreamError): boolean {
  if (kind === 'unreadable') return status === undefined || status < 400 || status >= 500
  return kind === 'rate-limited' || (kind === 'unavailable' && reason !== 'too-large')
}

/** Deadlocks, cancelled statements, a full or stopping server: nothing is known of the entry then. */
export function isOfDatabase(error: unknown): boolean {
  return isDatabaseAway(error) || /^(40|53|55|57|58)...$/.test(codeOf(error) ?? '')
}
