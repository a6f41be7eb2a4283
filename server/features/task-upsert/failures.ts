import { BudgetExhausted } from '../../platform/connections/index.ts'
import { UpstreamError } from '../../platform/outbound/index.ts'
import { AppError } from '../../shared/errors.ts'

/** What the other side has refused, and what only a person can change, stays as it is until somebody changes it. */
export function failsAgain(error: unknown): boolean {
  if (error instanceof BudgetExhausted) return false
  if (error instanceof AppError) return error.code === 'CONFLICT' || error.code === 'INVALID'
  if (!(error instanceof UpstreamError)) return false
  const { kind, status } = error
  if (kind === 'unreadable') return status !== undefined && status >= 400 && status < 500
  return kind !== 'unavailable' && kind !== 'rate-limited'
}

/** Messages of our own are made for people; of others nobody knows what they show. */
export function wordsOf(error: unknown): string {
  return error instanceof AppError || error instanceof UpstreamError
    ? error.message
    : 'It was interrupted by a fault of this server; its log says more.'
}
