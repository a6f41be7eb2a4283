import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import type { AuditLog } from '../audit/append-entries.ts'
import type { AuditDraft } from '../audit/audit-chain.ts'
import { changesBetween } from '../audit/changes-between.ts'
import { upsertSessions, type SessionRow } from './session.store.ts'

/** A transaction that holds the head of the workspace's audit log. */
export interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
  readonly log: AuditLog
}

export interface SessionChange {
  /** Undefined for one that is new. */
  readonly before: SessionRow | undefined
  readonly after: SessionRow
  /** Why and by whom, as the audit log says it. */
  readonly because: Pick<AuditDraft, 'at' | 'actor' | 'action' | 'eventId' | 'note'>
}

/** The only way in which sessions change: in their order, each with its audit entry; what changes nothing is left out. */
export async function saveChanges(
  { tx, scope, log }: Place,
  changes: readonly SessionChange[],
): Promise<void> {
  const made = changes
    .map((change) => ({ ...change, fields: changesBetween(change.before, change.after) }))
    .filter(({ fields }) => fields.length > 0)
  if (made.length === 0) return
  await upsertSessions(tx, scope, [...new Map(made.map(({ after }) => [after.id, after])).values()])
  await log.append(
    made.map(({ after, because, fields }) => ({
      id: newId(),
      sessionId: after.id,
      changes: fields,
      ...because,
    })),
  )
}
