import { AppError } from '../../shared/errors.ts'
import { toAppError, UpstreamError } from '../outbound/index.ts'
import type { Truncation } from './exchange.ts'

interface CallFailure {
  readonly reason: Exclude<Truncation['reason'], 'max-pages' | 'max-bytes' | 'page-failed'>
  readonly attempts: number
  readonly error: AppError
}

/** Why nothing usable came back, in words for people; undefined for a mistake of our own. */
export function failureOfCall(error: unknown, signal: AbortSignal | undefined): CallFailure | undefined {
  if (error instanceof UpstreamError)
    return { reason: 'no-answer', attempts: error.attempts, error: toAppError(error) }
  if (error instanceof AppError)
    return { reason: error.code === 'RATE_LIMITED' ? 'rate-limited' : 'no-answer', attempts: 0, error }
  if (signal?.aborted === true)
    return {
      reason: 'cancelled',
      attempts: 0,
      error: new AppError('CONFLICT', 'The call was stopped, because nobody waited for its answer any more.'),
    }
  return undefined
}
