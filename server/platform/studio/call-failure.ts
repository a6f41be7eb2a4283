import { AppError } from '../../shared/errors.ts'
import type { Clock } from '../../shared/clock.ts'
import { BudgetExhausted } from '../connections/index.ts'
import { toAppError, UpstreamError } from '../outbound/index.ts'
import type { Truncation } from './exchange.ts'

interface CallFailure {
  readonly reason: Exclude<Truncation['reason'], 'max-pages' | 'max-bytes' | 'page-failed'>
  readonly attempts: number
  readonly error: AppError
}

/** Why nothing usable came back, in words for people; undefined for a mistake of our own. */
export function failureOfCall(
  deps: { readonly clock: Clock },
  error: unknown,
  signal: AbortSignal | undefined,
): CallFailure | undefined {
  if (error instanceof BudgetExhausted)
    return { reason: 'rate-limited', attempts: 0, error: outOfBudget(deps, error) }
  if (error instanceof UpstreamError)
    return { reason: 'no-answer', attempts: error.attempts, error: toAppError(error) }
  if (error instanceof AppError) return { reason: 'no-answer', attempts: 0, error }
  if (signal?.aborted === true)
    return {
      reason: 'cancelled',
      attempts: 0,
      error: new AppError('CONFLICT', 'The call was stopped, because nobody waited for its answer any more.'),
    }
  return undefined
}

function outOfBudget(deps: { readonly clock: Clock }, { resumesAt }: BudgetExhausted): AppError {
  const waitMs = resumesAt.getTime() - deps.clock.now().getTime()
  return new AppError(
    'RATE_LIMITED',
    `The budget of requests to this service is used up until ${resumesAt.toISOString()}. Try again then.`,
    { retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)) },
  )
}
