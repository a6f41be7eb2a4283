import type { SessionRow } from '../sessions/session.store.ts'
import type { Change } from './audit-chain.ts'

// What a person reads in a history; the rest follows from it, or is our own bookkeeping.
const FIELDS = [
  'personId',
  'description',
  'projectId',
  'projectName',
  'taskId',
  'taskName',
  'billable',
  'startedAt',
  'endedAt',
  'durationSeconds',
  'timeZone',
  'running',
  'overtime',
  'status',
  'edits',
  'note',
  'approvedStartedAt',
  'approvedEndedAt',
  'approvedSeconds',
] as const satisfies readonly (keyof SessionRow)[]

/** Field by field, instants as ISO 8601; a new session's fields come from nothing. */
export function changesBetween(before: SessionRow | undefined, after: SessionRow): readonly Change[] {
  return FIELDS.map((field) => ({
    field,
    before: plain(before?.[field] ?? null),
    after: plain(after[field]),
  })).filter((change) => change.before !== change.after)
}

function plain(value: SessionRow[(typeof FIELDS)[number]]): string | number | boolean | null {
  return value instanceof Date ? value.toISOString() : value
}
