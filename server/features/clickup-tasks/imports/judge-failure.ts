import { BudgetExhausted } from '../../../platform/connections/index.ts'
import { UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError, codeOf, messageOf } from '../../../shared/errors.ts'
import { isDatabaseAway } from '../../../storage/database-away.ts'
import type { Rest } from './drive.ts'

const AWAY_MS = 30_000
const LATER = 'The import goes on by itself.'
const RESUME = 'What was imported stays. Resume the import when that is done.'

/** What a failure means that is not of one task; undefined: of no kind that is known here. */
export function judgeFailure(
  error: unknown,
  { listId, now }: { readonly listId: string; readonly now: Date },
): Rest | undefined {
  if (error instanceof BudgetExhausted) return { kind: 'wait', until: error.resumesAt, message: null }
  if (error instanceof AppError) return { kind: 'end', message: `${error.message} ${RESUME}` }
  if (!(error instanceof UpstreamError)) return undefined
  if (isPassing(error))
    return { kind: 'wait', until: new Date(now.getTime() + AWAY_MS), message: `${error.message} ${LATER}` }
  if (error.kind === 'not-found') return { kind: 'end', message: goneMessage(listId) }
  return { kind: 'end', message: `${error.message} ${RESUME}` }
}

/** The service is away, or busy: the same may go well later. */
export function isPassing({ kind, reason }: UpstreamError): boolean {
  return kind === 'rate-limited' || (kind === 'unavailable' && reason !== 'too-large')
}

/** Deadlocks, cancelled statements, a full or stopping server: the job is tried again. */
export function isOfDatabase(error: unknown): boolean {
  return isDatabaseAway(error) || /^(40|53|55|57|58)...$/.test(codeOf(error) ?? '')
}

export function ourFault(error: unknown): string {
  return `Something went wrong on our side: ${messageOf(error)}`
}

function goneMessage(listId: string): string {
  return `ClickUp does not have the list ${listId} any more. What was imported stays. Bring it back from ClickUp's trash and resume the import, or start one of another list.`
}
