import { sql, type RawBuilder, type Updateable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { TrackedTasksTable } from '../../../storage/tables/tracked-tasks.ts'
import type { TrackedTask } from './tracked-task.store.ts'

/** Whoever holds it works on the entry; what others store under an older one is refused. */
export interface PushLease {
  readonly id: string
  readonly lease: string
}

/** Undefined when there is nothing to do, it is too early, or somebody else is at it. */
export async function takeLease(
  db: Db,
  scope: WorkspaceScope,
  { id, lease, now, leasedUntil }: PushLease & { readonly now: Date; readonly leasedUntil: Date },
): Promise<TrackedTask | undefined> {
  return db
    .updateTable('trackedTasks')
    .set({ lease, leasedUntil, readyAt: null, attempts: sql<number>`attempts + 1` })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'waiting')
    .where(sql<boolean>`coalesce(leased_until, ${now}) <= ${now} and coalesce(ready_at, ${now}) <= ${now}`)
    .returningAll()
    .executeTakeFirst()
}

export type LeasedChange = Omit<Updateable<TrackedTasksTable>, 'workspaceId' | 'id' | 'listId' | 'internalId'>

/** Undefined when somebody else has the lease by now. */
export async function updateLeased(
  db: Db,
  scope: WorkspaceScope,
  { id, lease, change }: PushLease & { readonly change: LeasedChange },
): Promise<TrackedTask | undefined> {
  return update(db, scope, { id, lease, set: change })
}

export interface PushClosing extends PushLease {
  /** Of the push that was brought to ClickUp; a later one is still to be brought. */
  readonly number: number
  readonly outcome: NonNullable<TrackedTask['outcome']>
  readonly change: Pick<LeasedChange, 'applied' | 'notes'>
}

/** Keeps the lease where there is more to do. */
export async function closePush(
  db: Db,
  scope: WorkspaceScope,
  { id, lease, number, outcome, change }: PushClosing,
): Promise<TrackedTask | undefined> {
  const ifLast = <T>(then: RawBuilder<T>, otherwise: RawBuilder<T>): RawBuilder<T> =>
    sql<T>`case when wanted_number = ${number} then ${then} else ${otherwise} end`
  return update(db, scope, {
    id,
    lease,
    set: {
      ...change,
      appliedNumber: number,
      status: ifLast(sql`'done'`, sql`'waiting'`),
      outcome: ifLast(sql`${outcome}`, sql`null`),
      lease: ifLast(sql`null`, sql`lease`),
      leasedUntil: ifLast(sql`null`, sql`leased_until`),
      readyAt: null,
      error: null,
      attempts: 0,
    },
  })
}

/** Nobody goes on with it by himself, unless it was pushed anew meanwhile. */
export async function failPush(
  db: Db,
  scope: WorkspaceScope,
  { number, error, ...leased }: PushLease & { readonly number: number; readonly error: string },
): Promise<TrackedTask | undefined> {
  return update(db, scope, {
    ...leased,
    set: {
      status: sql`case when wanted_number = ${number} then 'failed' else 'waiting' end`,
      error,
      readyAt: null,
      lease: null,
      leasedUntil: null,
    },
  })
}

interface LeasedUpdate extends PushLease {
  readonly set: {
    readonly [Name in keyof LeasedChange]: LeasedChange[Name] | RawBuilder<unknown>
  }
}

async function update(
  db: Db,
  scope: WorkspaceScope,
  { id, lease, set }: LeasedUpdate,
): Promise<TrackedTask | undefined> {
  return db
    .updateTable('trackedTasks')
    .set(set as Updateable<TrackedTasksTable>)
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('lease', '=', lease)
    .returningAll()
    .executeTakeFirst()
}

/** Has an entry that has failed tried again; false when it has not. */
export async function reopenFailed(db: Db, scope: WorkspaceScope, id: string): Promise<boolean> {
  const row = await db
    .updateTable('trackedTasks')
    .set({ status: 'waiting', error: null, attempts: 0, readyAt: null })
    .where('workspaceId', '=', scope.workspaceId)
    .where('id', '=', id)
    .where('status', '=', 'failed')
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

/** Those of these ClickUp tasks that were there as far as was known; gives the ids of the entries. */
export async function markGone(
  db: Db,
  scope: WorkspaceScope,
  taskIds: readonly string[],
): Promise<readonly string[]> {
  if (taskIds.length === 0) return []
  const rows = await db
    .updateTable('trackedTasks')
    .set({ gone: true })
    .where('workspaceId', '=', scope.workspaceId)
    .where('taskId', 'in', taskIds)
    .where('gone', '=', false)
    .returning('id')
    .execute()
  return rows.map(({ id }) => id)
}
