import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import type { AuditLog } from '../audit/append-entries.ts'
import type { AuditDraft } from '../audit/audit-chain.ts'
import type { Mailing, TimeSessionDeps } from '../deps.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import type { SessionRow } from './session.store.ts'

/** A transaction that holds the head of the workspace's audit log. */
export interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
  readonly log: AuditLog
  /** As they are in this transaction. */
  readonly settings: () => Promise<TimeSessionSettings>
  readonly mailing: (Mailing & Pick<TimeSessionDeps, 'clock'>) | undefined
}

export interface SessionChange {
  /** Undefined for one that is new. */
  readonly before: SessionRow | undefined
  readonly after: SessionRow
  /** Why and by whom, as the audit log says it. */
  readonly because: Pick<AuditDraft, 'at' | 'actor' | 'action' | 'eventId' | 'note'>
}
