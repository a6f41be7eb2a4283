import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { ClickupWebhookStatesTable } from '../../../storage/tables/clickup-webhooks.ts'

type WebhookState = Omit<Selectable<ClickupWebhookStatesTable>, 'workspaceId' | 'leaseJob' | 'leaseUntil'>
/** What a look has found. */
export type WebhookFinding = Omit<WebhookState, 'lastDeliveryAt'>

const EMPTY = { status: 'none', listId: null, endpoint: null, failCount: 0, problem: null } as const

export async function findWebhookState(db: Db, scope: WorkspaceScope): Promise<WebhookState | undefined> {
  return db
    .selectFrom('clickupWebhookStates')
    .select(['status', 'listId', 'endpoint', 'failCount', 'problem', 'checkedAt', 'lastDeliveryAt'])
    .where('workspaceId', '=', scope.workspaceId)
    .executeTakeFirst()
}

interface Lease {
  readonly jobId: string
  readonly now: Date
  readonly until: Date
}

/** False while another job looks. */
export async function claimWebhookLease(
  db: Db,
  scope: WorkspaceScope,
  { jobId, now, until }: Lease,
): Promise<boolean> {
  const lease = { leaseJob: jobId, leaseUntil: until }
  const row = await db
    .insertInto('clickupWebhookStates')
    .values({
      workspaceId: scope.workspaceId,
      ...EMPTY,
      checkedAt: null,
      lastDeliveryAt: null,
      ...lease,
    })
    .onConflict((conflict) =>
      conflict
        .column('workspaceId')
        .doUpdateSet(lease)
        .where((where) =>
          where.or([
            where('clickupWebhookStates.leaseUntil', 'is', null),
            where('clickupWebhookStates.leaseUntil', '<', now),
            where('clickupWebhookStates.leaseJob', '=', jobId),
          ]),
        ),
    )
    .returning('workspaceId')
    .executeTakeFirst()
  return row !== undefined
}

/** Ends the lease with what was found; false when it is another job's by now. */
export async function settleWebhookState(
  db: Db,
  scope: WorkspaceScope,
  { jobId, found }: { readonly jobId: string; readonly found: Partial<WebhookFinding> },
): Promise<boolean> {
  const row = await db
    .updateTable('clickupWebhookStates')
    .set({ ...found, leaseJob: null, leaseUntil: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('leaseJob', '=', jobId)
    .returning('workspaceId')
    .executeTakeFirst()
  return row !== undefined
}

export async function noteDelivery(db: Db, scope: WorkspaceScope, at: Date): Promise<void> {
  await db
    .updateTable('clickupWebhookStates')
    .set({ lastDeliveryAt: at })
    .where('workspaceId', '=', scope.workspaceId)
    .where((where) => where.or([where('lastDeliveryAt', 'is', null), where('lastDeliveryAt', '<', at)]))
    .execute()
}
