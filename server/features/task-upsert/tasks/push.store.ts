import { sql } from 'kysely'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { arrayLiteral } from '../../../storage/array-literal.ts'
import type { Db } from '../../../storage/db.ts'
import type { TrackedTask } from './tracked-task.store.ts'
import type { WantedTask } from './tracked-task.ts'

/** Which entry of the ledger: an internal id of a list. */
export interface TaskKey {
  readonly listId: string
  readonly internalId: string
}

export interface WantedPush extends TaskKey {
  readonly wanted: WantedTask
  readonly hash: string
}

/** How far the push of an entry is. */
export type PushState = TaskKey &
  Pick<
    TrackedTask,
    | 'id'
    | 'wantedHash'
    | 'wantedNumber'
    | 'appliedNumber'
    | 'status'
    | 'outcome'
    | 'gone'
    | 'taskId'
    | 'taskUrl'
    | 'createSentAt'
    | 'error'
    | 'readyAt'
    | 'leasedUntil'
  > & { readonly notes: readonly string[] }

// Tables that it is read with have columns of the same names.
const STATE = sql.raw(
  [
    'id list_id internal_id wanted_hash wanted_number applied_number status outcome gone',
    'task_id task_url create_sent_at error ready_at leased_until notes',
  ]
    .flatMap((names) => names.split(' '))
    .map((name) => `tracked_tasks.${name}`)
    .join(', '),
)

/** Of those that are in the ledger; keys without an entry have no state. */
export async function listPushStates(
  db: Db,
  scope: WorkspaceScope,
  keys: readonly TaskKey[],
): Promise<readonly PushState[]> {
  const { rows } = await sql<PushState>`
    select ${STATE} from ${keysOf(keys)} cross join lateral (
      select * from tracked_tasks
      where workspace_id = ${scope.workspaceId} and list_id = asked.list_id and internal_id = asked.internal_id
    ) tracked_tasks`.execute(db)
  return rows
}

/** The same by the ids of the entries. */
export async function listPushStatesOf(
  db: Db,
  scope: WorkspaceScope,
  ids: readonly string[],
): Promise<readonly PushState[]> {
  const { rows } = await sql<PushState>`
    select ${STATE} from tracked_tasks
    where workspace_id = ${scope.workspaceId} and id = any(${arrayLiteral(ids)}::text[])`.execute(db)
  return rows
}

export interface RaisedPush extends TaskKey {
  readonly id: string
  readonly wantedNumber: number
}

/**
 * Stores what is wanted of each and gives those for which that is something new: wanted otherwise before, failed, or deleted in ClickUp.
 * In the order of their keys, so that two such statements do not wait for each other.
 */
export async function raiseWanted(
  db: Db,
  scope: WorkspaceScope,
  { pushes, at }: { readonly pushes: readonly WantedPush[]; readonly at: Date },
): Promise<readonly RaisedPush[]> {
  const { rows } = await sql<RaisedPush>`
    insert into tracked_tasks (workspace_id, id, list_id, internal_id, wanted, wanted_hash, wanted_number, status, notes, pushed_at,
      created_at)
    select ${scope.workspaceId}, asked.id, asked.list_id, asked.internal_id, asked.wanted::json, asked.hash, 1, 'waiting',
      asked.notes::json, ${at}::timestamptz, ${at}::timestamptz
    from ${keysOf(pushes)}
    order by asked.list_id, asked.internal_id
    on conflict (workspace_id, list_id, internal_id) do update set
      wanted = excluded.wanted, wanted_hash = excluded.wanted_hash, wanted_number = tracked_tasks.wanted_number + 1,
      status = 'waiting', outcome = case when tracked_tasks.status = 'waiting' then tracked_tasks.outcome end,
      notes = excluded.notes, error = null, attempts = 0, ready_at = null, pushed_at = excluded.pushed_at
    where tracked_tasks.wanted_hash <> excluded.wanted_hash or tracked_tasks.status = 'failed'
      or (tracked_tasks.gone and tracked_tasks.status = 'done')
    returning tracked_tasks.id, tracked_tasks.list_id, tracked_tasks.internal_id, tracked_tasks.wanted_number`.execute(
    db,
  )
  return rows
}

/** As a table `asked`. */
function keysOf(keys: readonly (TaskKey & Partial<WantedPush>)[]) {
  const column = (read: (key: TaskKey & Partial<WantedPush>) => string) => arrayLiteral(keys.map(read))
  return sql`unnest(
    ${column(newId)}::text[],
    ${column(({ listId }) => listId)}::text[],
    ${column(({ internalId }) => internalId)}::text[],
    ${column(({ wanted }) => JSON.stringify(wanted ?? null))}::text[],
    ${column(({ hash }) => hash ?? '')}::text[],
    ${column(({ wanted }) => JSON.stringify(wanted?.cuts ?? []))}::text[]
  ) as asked (id, list_id, internal_id, wanted, hash, notes)`
}
