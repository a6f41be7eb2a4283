import { sql } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { NewDelivery } from './new-delivery.ts'

/** Processes of the version before decide by this table; what it says of these entities holds no more. */
export async function deleteStatesOf(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  deliveries: readonly NewDelivery[],
): Promise<void> {
  await sql`
    delete from webhook_states where workspace_id = ${scope.workspaceId} and (type, entity_key) in (
      select * from unnest(
        ${deliveries.map(({ type }) => type)}::text[],
        ${deliveries.map(({ key }) => key.entityKey)}::text[]
      )
    )`.execute(db)
}

/** Part of uninstalling. */
export async function deleteStates(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('webhookStates').where('workspaceId', '=', scope.workspaceId).execute()
}
