import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { LookLater, UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError, codeOf, messageOf } from '../../../shared/errors.ts'
import { isDatabaseAway } from '../../../storage/database-away.ts'

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
  if (error instanceof AppError) return judgeOurs(error, now)
  if (error instanceof UpstreamError) return judgeTheirs(error, { attempts, now })
  return { kind: 'fail', why: `Something went wrong on our side: ${messageOf(error)}` }
}

function judgeOurs({ code, message, retryAfterSeconds }: AppError, now: Date): Judgement {
  // A server that stops fails nothing for good: another process, or its next start, goes on.
  if (code !== 'RATE_LIMITED' && code !== 'NOT_READY') return failed(message)
  const waitMs = (retryAfterSeconds ?? 0) * 1_000 || BUSY_MS
  return { kind: 'wait', until: new Date(now.getTime() + waitMs), why: null }
}

function judgeTheirs(
  error: UpstreamError,
  { attempts, now }: { readonly attempts: number; readonly now: Date },
): Judgement {
  if (!isPassing(error)) return failed(error.message)
  // A run that goes on with a later push has none yet.
  const delayMs = Math.max(DELAYS_MS[Math.max(0, attempts - 1)] ?? LONGEST_MS, error.retryAfterMs ?? 0)
  const until = new Date(now.getTime() + delayMs)
  return { kind: 'wait', until, why: `${error.message} It is tried again by itself.` }
}

function failed(why: string): Judgement {
  return { kind: 'fail', why: `${why} Push the task again when that is mended.` }
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
