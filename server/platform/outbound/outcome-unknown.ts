import { AppError } from '../../shared/errors.ts'
import { UpstreamError, type UnavailableReason } from './upstream-error.ts'

// Nothing was sent: there was no connection to send it on.
const NOT_SENT: ReadonlySet<UnavailableReason> = new Set(['refused', 'unresolved', 'blocked-address', 'tls'])

/**
 * Of a write that failed so: the other side may have done it all the same, so it must not be repeated before a look there. What is not a
 * refusal, ours or theirs, counts as that: who knows when it happened.
 */
export function isOutcomeUnknown(error: unknown): boolean {
  if (error instanceof AppError) return false
  if (!(error instanceof UpstreamError)) return true
  const { kind, reason, status } = error
  if (kind === 'unavailable') return reason === undefined || !NOT_SENT.has(reason)
  if (status === 408) return true
  // A page in the place of an error, such as a proxy's, is a refusal too.
  const isRefused = status !== undefined && status >= 400 && status < 500
  return kind === 'unreadable' && !isRefused
}

/** It is not known yet what became of a write; its trace is looked for at that time. */
export class LookLater extends Error {
  readonly at: Date

  constructor(at: Date) {
    super(`looks for the trace of its write at ${at.toISOString()}`)
    this.name = 'LookLater'
    this.at = at
  }
}
