import { sql } from 'kysely'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import type { NewDelivery } from './new-delivery.ts'

export interface KeptState {
  readonly type: string
  readonly entityKey: string
  /** The delivery's own event id when it is a new state, else that of the event it repeats. */
  readonly eventId: string
}

/**
 * Makes each delivery its entity's newest state, unless it repeats it. The conflicting row is locked and read anew, so the answer never
 * depends on what else is being stored; rows are locked in key order, so that batches wait for each other and never in a circle. The
 * workspace is held against its deletion; when it is gone, nothing is stored and nothing returned.
 */
export async function keepStates(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  deliveries: readonly NewDelivery[],
): Promise<KeptState[]> {
  const repeats = sql`state.body_hash = excluded.body_hash
    and (state.repeats_until is null or state.repeats_until > excluded.stored_at)`
  const result = await sql<KeptState>`
    with held as (
      select workspace_id from workspaces where workspace_id = ${scope.workspaceId} for key share
    ), incoming as (
      select * from unnest(
        ${deliveries.map(({ type }) => type)}::text[],
        ${deliveries.map(({ key }) => key.entityKey)}::text[],
        ${deliveries.map(({ key }) => key.bodyHash.toString('hex'))}::text[],
        ${deliveries.map(({ eventId }) => eventId)}::text[],
        ${deliveries.map(({ receivedAt }) => receivedAt.toISOString())}::text[],
        ${deliveries.map((delivery) => repeatsUntil(delivery)?.toISOString() ?? null)}::text[]
      ) as t (type, entity_key, body_hash, event_id, stored_at, repeats_until)
    )
    insert into webhook_states as state
      (workspace_id, type, entity_key, body_hash, event_id, stored_at, repeats_until)
    select held.workspace_id, type, entity_key, decode(body_hash, 'hex'), event_id,
      stored_at::timestamptz, repeats_until::timestamptz
    from incoming cross join held
    order by type, entity_key
    on conflict (workspace_id, type, entity_key) do update set
      body_hash = excluded.body_hash,
      event_id = case when ${repeats} then state.event_id else excluded.event_id end,
      stored_at = case when ${repeats} then state.stored_at else excluded.stored_at end,
      repeats_until = case when ${repeats} then state.repeats_until else excluded.repeats_until end
    returning type, entity_key, event_id`.execute(db)
  return result.rows
}

function repeatsUntil({ key, receivedAt }: NewDelivery): Date | undefined {
  return key.repeatsForMs === undefined ? undefined : new Date(receivedAt.getTime() + key.repeatsForMs)
}

/** States whose event is pruned; returns how many. */
export async function deleteStatesWithoutEvent(
  db: Db,
  scope: WorkspaceScope,
  page: { readonly storedBefore: Date; readonly limit: number },
): Promise<number> {
  const result = await sql`
    delete from webhook_states where workspace_id = ${scope.workspaceId} and (type, entity_key) in (
      select type, entity_key from webhook_states state
      where workspace_id = ${scope.workspaceId} and stored_at < ${page.storedBefore.toISOString()}::timestamptz
        and not exists (
          select from webhook_events event
          where event.workspace_id = state.workspace_id and event.id = state.event_id
        )
      limit ${page.limit}
    )`.execute(db)
  return Number(result.numAffectedRows ?? 0)
}

/** Part of uninstalling. */
export async function deleteStates(db: Db, scope: WorkspaceScope): Promise<void> {
  await db.deleteFrom('webhookStates').where('workspaceId', '=', scope.workspaceId).execute()
}
