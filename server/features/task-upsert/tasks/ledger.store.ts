import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TrackedTasksTable } from '../../../storage/tables/tracked-tasks.ts'
import type { TrackedTask } from './tracked-task.store.ts'
import type { LedgerQuery } from './upsert.schemas.ts'

/** An entry with what is known of its message. */
export interface LedgerRow extends Omit<TrackedTask, 'lease' | 'leasedUntil'> {
  readonly messageStatus: 'waiting' | 'sending' | 'sent' | 'unknown' | 'failed' | null
  readonly messageChannel: string | null
  readonly messageError: string | null
}

export interface LedgerPage {
  readonly filter: Omit<LedgerQuery, 'cursor' | 'limit'>
  readonly before: string | undefined
  readonly limit: number
}

/** Those that were pushed for the first time last come first. */
export async function listLedger(
  db: Db,
  scope: WorkspaceScope,
  { filter, before, limit }: LedgerPage,
): Promise<readonly LedgerRow[]> {
  let query = entriesOf(db, scope)
  for (const condition of conditionsOf(filter)) query = query.where(condition)
  if (before !== undefined) query = query.where('task.id', '<', before)
  return query.orderBy('task.id', 'desc').limit(limit).execute()
}

export async function findLedgerRow(
  db: Db,
  scope: WorkspaceScope,
  id: string,
): Promise<LedgerRow | undefined> {
  return entriesOf(db, scope).where('task.id', '=', id).executeTakeFirst()
}

function entriesOf(db: Db, { workspaceId }: WorkspaceScope) {
  return db
    .selectFrom('trackedTasks as task')
    .leftJoin('trackedTaskMessages as message', (join) =>
      join.onRef('message.trackedId', '=', 'task.id').on('message.workspaceId', '=', workspaceId),
    )
    .selectAll('task')
    .select([
      'message.status as messageStatus',
      'message.channel as messageChannel',
      'message.error as messageError',
    ])
    .where('task.workspaceId', '=', workspaceId)
}

const STATES: Readonly<Record<NonNullable<LedgerQuery['status']>, RawBuilder<boolean>>> = {
  waiting: stateIs('waiting'),
  done: stateIs('done'),
  failed: stateIs('failed'),
  claimed: sql<boolean>`task.claimed_at is not null`,
  unclaimed: sql<boolean>`task.claimed_at is null`,
}

function stateIs(status: TrackedTasksTable['status']): RawBuilder<boolean> {
  return sql<boolean>`task.status = ${sql.lit(status)}`
}

function conditionsOf({
  internalId,
  listId,
  status,
  search,
}: LedgerPage['filter']): readonly RawBuilder<boolean>[] {
  return [
    ...(internalId === undefined ? [] : [sql<boolean>`task.internal_id = ${internalId}`]),
    ...(listId === undefined ? [] : [sql<boolean>`task.list_id = ${listId}`]),
    ...(status === undefined ? [] : [STATES[status]]),
    ...(search === undefined
      ? []
      : [
          sql<boolean>`strpos(lower(task.internal_id || chr(10) || (task.wanted->>'title')), lower(${search})) > 0`,
        ]),
  ]
}
