import type { Selectable } from 'kysely'
import { wrappedKeyOf } from '../../../platform/secrets/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { ClickupWebhooksTable } from '../../../storage/tables/clickup-webhooks.ts'

export type KnownWebhook = Omit<Selectable<ClickupWebhooksTable>, 'workspaceId' | 'secretSealed'>

interface WebhookSecret {
  readonly webhookId: string
  readonly secretSealed: Buffer
  readonly wrappedKey: Buffer | null
}

/** Of all webhooks that a connection has or had of late. */
export async function listWebhookSecrets(
  db: Db,
  scope: WorkspaceScope,
  connectionId: string,
): Promise<WebhookSecret[]> {
  return db
    .selectFrom('clickupWebhooks')
    .select(['webhookId', 'secretSealed', wrappedKeyOf(scope).as('wrappedKey')])
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', connectionId)
    .execute()
}

export async function listKnownWebhooks(db: Db, scope: WorkspaceScope): Promise<KnownWebhook[]> {
  return db
    .selectFrom('clickupWebhooks')
    .select(['webhookId', 'connectionId', 'teamId', 'listId', 'endpoint', 'retiredAt'])
    .where('workspaceId', '=', scope.workspaceId)
    .execute()
}

export async function storeWebhook(
  db: Db,
  scope: WorkspaceScope,
  { webhookId, ...webhook }: Omit<Selectable<ClickupWebhooksTable>, 'workspaceId' | 'retiredAt'>,
): Promise<void> {
  const stored = { ...webhook, retiredAt: null }
  await db
    .insertInto('clickupWebhooks')
    .values({ workspaceId: scope.workspaceId, webhookId, ...stored })
    .onConflict((conflict) => conflict.columns(['workspaceId', 'webhookId']).doUpdateSet(stored))
    .execute()
}

/** Retires all others. */
export async function keepOnlyWebhook(
  db: Db,
  scope: WorkspaceScope,
  { webhookId, at }: { readonly webhookId: string | null; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('clickupWebhooks')
    .set((build) => ({
      retiredAt: build
        .case()
        .when('webhookId', '=', webhookId)
        .then<Date | null>(null)
        .else(build.fn.coalesce('retiredAt', build.val(at)))
        .end(),
    }))
    .where('workspaceId', '=', scope.workspaceId)
    .execute()
}

export async function deleteRetiredWebhooks(db: Db, scope: WorkspaceScope, before: Date): Promise<void> {
  await db
    .deleteFrom('clickupWebhooks')
    .where('workspaceId', '=', scope.workspaceId)
    .where('retiredAt', '<', before)
    .execute()
}
