import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { StoredTask, TaskDetails, TaskToStore } from './stored-task.ts'

export type StoreOutcome = 'created' | 'updated' | 'unchanged'

/** What became of each task; one that is older than what is stored changes nothing but is seen. */
export async function storeTasks(
  db: Db,
  scope: WorkspaceScope,
  { tasks, seenAt }: { readonly tasks: readonly TaskToStore[]; readonly seenAt: Date },
): Promise<ReadonlyMap<string, StoreOutcome>> {
  if (tasks.length === 0) return new Map()
  const before = await lockTasks(
    db,
    scope,
    tasks.map(({ source }) => source.id),
  )
  const outcomes = new Map(tasks.map((task) => [task.source.id, outcomeOf(task, before)]))
  const changed = tasks.filter(({ source }) => outcomes.get(source.id) !== 'unchanged')
  if (changed.length > 0) await upsertTasks(db, scope, { tasks: changed, seenAt })
  await markSeen(db, scope, { taskIds: [...outcomes.keys()], seenAt })
  return outcomes
}

interface Known {
  readonly taskId: string
  readonly taskHash: Buffer
  readonly updatedAt: Date
}

function outcomeOf({ source, hash }: TaskToStore, before: ReadonlyMap<string, Known>): StoreOutcome {
  const known = before.get(source.id)
  if (known === undefined) return 'created'
  if (known.updatedAt.getTime() > source.updatedAt.getTime()) return 'unchanged'
  return known.taskHash.equals(hash) ? 'unchanged' : 'updated'
}

async function lockTasks(
  db: Db,
  scope: WorkspaceScope,
  taskIds: readonly string[],
): Promise<ReadonlyMap<string, Known>> {
  const rows = await db
    .selectFrom('clickupTasks')
    .select(['taskId', 'taskHash', 'updatedAt'])
    .where('workspaceId', '=', scope.workspaceId)
    .where('taskId', 'in', taskIds)
    .orderBy('taskId')
    .forUpdate()
    .execute()
  return new Map(rows.map((row) => [row.taskId, row]))
}

async function upsertTasks(
  db: Db,
  scope: WorkspaceScope,
  { tasks, seenAt }: { readonly tasks: readonly TaskToStore[]; readonly seenAt: Date },
): Promise<void> {
  await db
    .insertInto('clickupTasks')
    .values(
      tasks.map(({ source, json, hash }) => ({
        workspaceId: scope.workspaceId,
        taskId: source.id,
        listId: source.listId,
        name: source.name,
        status: source.status.name,
        updatedAt: source.updatedAt,
        assigneeNames: source.assignees.map(({ name }) => name),
        tags: [...source.tags],
        task: json,
        taskHash: hash,
        details: null,
        detailsReadAt: null,
        seenAt,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['workspaceId', 'taskId']).doUpdateSet((row) => ({
        listId: row.ref('excluded.listId'),
        name: row.ref('excluded.name'),
        status: row.ref('excluded.status'),
        updatedAt: row.ref('excluded.updatedAt'),
        assigneeNames: row.ref('excluded.assigneeNames'),
        tags: row.ref('excluded.tags'),
        task: row.ref('excluded.task'),
        taskHash: row.ref('excluded.taskHash'),
      })),
    )
    .execute()
}

async function markSeen(
  db: Db,
  scope: WorkspaceScope,
  { taskIds, seenAt }: { readonly taskIds: readonly string[]; readonly seenAt: Date },
): Promise<void> {
  await db
    .updateTable('clickupTasks')
    .set({ seenAt })
    .where('workspaceId', '=', scope.workspaceId)
    .where('taskId', 'in', taskIds)
    .where('seenAt', '<', seenAt)
    .execute()
}

/** Nothing where the task is not kept. */
export async function storeDetails(
  db: Db,
  scope: WorkspaceScope,
  read: { readonly taskId: string; readonly details: TaskDetails; readonly readAt: Date },
): Promise<void> {
  await db
    .updateTable('clickupTasks')
    .set({ details: JSON.stringify(read.details), detailsReadAt: read.readAt })
    .where('workspaceId', '=', scope.workspaceId)
    .where('taskId', '=', read.taskId)
    .where((row) => row.or([row('detailsReadAt', 'is', null), row('detailsReadAt', '<=', read.readAt)]))
    .execute()
}

export interface FoundTask {
  readonly task: StoredTask
  readonly details: TaskDetails | null
  readonly detailsReadAt: Date | null
  readonly seenAt: Date
}

export async function findTask(
  db: Db,
  scope: WorkspaceScope,
  taskId: string,
): Promise<FoundTask | undefined> {
  const row = await db
    .selectFrom('clickupTasks')
    .select([
      sql<StoredTask>`task`.as('task'),
      sql<TaskDetails | null>`details`.as('details'),
      'detailsReadAt',
      'seenAt',
    ])
    .where('workspaceId', '=', scope.workspaceId)
    .where('taskId', '=', taskId)
    .executeTakeFirst()
  return row
}

export async function deleteTask(db: Db, scope: WorkspaceScope, taskId: string): Promise<boolean> {
  const row = await db
    .deleteFrom('clickupTasks')
    .where('workspaceId', '=', scope.workspaceId)
    .where('taskId', '=', taskId)
    .returning('taskId')
    .executeTakeFirst()
  return row !== undefined
}
