import type { AuditEntry } from '../../../api/time-types.ts'

const BEGINNINGS: ReadonlySet<string> = new Set([
  'session.approved',
  'session.rejected',
  'session.closed',
  'session.opened',
  'session.added',
])

/** Of a history, newest first: what a new decision is about. Without anything before it, all of it. */
export function sinceDecision(entries: readonly AuditEntry[]): readonly AuditEntry[] {
  const before = entries.findIndex(({ action }) => BEGINNINGS.has(action))
  const since = before === -1 ? entries : entries.slice(0, before)
  return since.length === 0 ? entries : since
}
