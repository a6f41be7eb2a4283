import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError, messageOf } from '../../../shared/errors.ts'
import { CannotBeDone } from './outcomes.ts'

/** Whether trying again would end in the same way, so that it is the result. */
export function isLasting(error: unknown): error is Error {
  if (error instanceof CannotBeDone) return true
  if (error instanceof AppError) return error.code === 'CONFLICT' || error.code === 'INVALID'
  if (!(error instanceof UpstreamError)) return false
  const { kind, status } = error
  // The credentials are the whole run's, not one page's.
  if (kind === 'unauthorized') return false
  if (kind === 'unreadable') return status !== undefined && status >= 400 && status < 500
  return kind !== 'unavailable' && kind !== 'rate-limited'
}

/** Messages of our own are made for people; of others nobody knows what they show. */
export function wordsOf(error: unknown): string {
  return error instanceof AppError || error instanceof UpstreamError || error instanceof CannotBeDone
    ? messageOf(error)
    : 'It was interrupted by a fault of this server; its log says more.'
}
