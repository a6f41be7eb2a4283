import { sql } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'

export interface InstalledWebhook {
  readonly path: string
  readonly eventType: string
  readonly tokenHash: Buffer
}

/** What a delivery to the path must carry, and the state of the installation that it is for. */
export interface WebhookToken {
  readonly tokenHash: Buffer
  readonly eventType: string
  readonly status: 'ACTIVE' | 'INACTIVE'
  readonly generation: number
}

/** `db` is a transaction of the workspace, here and below. */
export async function findWebhookToken(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  path: string,
): Promise<WebhookToken | undefined> {
  return db
    .selectFrom('installationWebhooks as webhook')
    .innerJoin('installations as installation', 'installation.workspaceId', 'webhook.workspaceId')
    .select(['webhook.tokenHash', 'webhook.eventType', 'installation.status', 'installation.generation'])
    .where('webhook.workspaceId', '=', scope.workspaceId)
    .where('webhook.path', '=', path)
    .executeTakeFirst()
}

export async function hasWebhookToken(db: Db, scope: WorkspaceScope, tokenHash: Buffer): Promise<boolean> {
  const row = await db
    .selectFrom('installationWebhooks')
    .select('path')
    .where('workspaceId', '=', scope.workspaceId)
    .where('tokenHash', '=', tokenHash)
    .executeTakeFirst()
  return row !== undefined
}

export async function deleteWebhookTokens(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('installationWebhooks').where('workspaceId', '=', scope.workspaceId).execute()
}

/** A path that is there gets the new token. */
export async function upsertWebhookTokens(
  db: Db,
  scope: WorkspaceScope,
  webhooks: readonly InstalledWebhook[],
): Promise<void> {
  if (webhooks.length === 0) return
  await db
    .insertInto('installationWebhooks')
    .values(webhooks.map((webhook) => ({ workspaceId: scope.workspaceId, ...webhook })))
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'path']).doUpdateSet({
        eventType: sql<string>`excluded.event_type`,
        tokenHash: sql<Buffer>`excluded.token_hash`,
      }),
    )
    .execute()
}
