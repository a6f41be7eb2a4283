import { sql } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { keyOf, storable, type StoredTask, type TaskDetails, type TaskToStore } from './stored-task.ts'

export type StoreOutcome = 'created' | 'updated' | 'unchanged'

/** What became of each task; one that is older than what is stored changes nothing but is seen. */
export async function storeTasks(
  db: Db,
  scope: WorkspaceScope,
  { tasks: given, seenAt }: { readonly tasks: readonly TaskToStore[]; readonly seenAt: Date },
): Promise<ReadonlyMap<string, StoreOutcome>> {
  if (given.length === 0) return new Map()
  // One statement cannot write a row twice.
  const tasks = [...new Map(given.map((task) => [task.source.id, task])).values()]
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
      tasks.map((task) => ({
        workspaceId: scope.workspaceId,
        ...columnsOf(task),
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
        statusKey: row.ref('excluded.statusKey'),
        assigneeKeys: row.ref('excluded.assigneeKeys'),
        tagKeys: row.ref('excluded.tagKeys'),
        searchText: row.ref('excluded.searchText'),
        task: row.ref('excluded.task'),
        taskHash: row.ref('excluded.taskHash'),
      })),
    )
    .execute()
}

function columnsOf({ source, json, hash, searchText }: TaskToStore) {
  const { assignees, tags, status } = source
  const names = assignees.flatMap(({ id, name, email }) => [id, name, ...(email === null ? [] : [email])])
  return {
    taskId: source.id,
    listId: source.listId,
    name: storable(source.name),
    status: storable(status.name),
    updatedAt: source.updatedAt,
    assigneeNames: assignees.map(({ name }) => storable(name)),
    tags: tags.map(storable),
    statusKey: keyOf(status.name),
    assigneeKeys: [...new Set(names.map(keyOf))],
    tagKeys: tags.map(keyOf),
    task: json,
    taskHash: hash,
    searchText,
  }
}

/** Those that are kept are noted as still there. */
export async function markSeen(
  db: Db,
  scope: WorkspaceScope,
  { taskIds, seenAt }: { readonly taskIds: readonly string[]; readonly seenAt: Date },
): Promise<void> {
  if (taskIds.length === 0) return
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

/** Those of them that were kept. */
export async function deleteTasks(
  db: Db,
  scope: WorkspaceScope,
  taskIds: readonly string[],
): Promise<readonly string[]> {
  if (taskIds.length === 0) return []
  const rows = await db
    .deleteFrom('clickupTasks')
    .where('workspaceId', '=', scope.workspaceId)
    .where('taskId', 'in', taskIds)
    .returning('taskId')
    .execute()
  return rows.map(({ taskId }) => taskId)
}

/** Tasks of the list that nobody has seen since then; how many they were. */
export async function deleteUnseenTasks(
  db: Db,
  scope: WorkspaceScope,
  { listId, seenBefore }: { readonly listId: string; readonly seenBefore: Date },
): Promise<number> {
  const result = await db
    .deleteFrom('clickupTasks')
    .where('workspaceId', '=', scope.workspaceId)
    .where('listId', '=', listId)
    .where('seenAt', '<', seenBefore)
    .executeTakeFirst()
  return Number(result.numDeletedRows)
}

/** Tasks of every list but this one; of all when it is null. */
export async function deleteOtherTasks(db: Db, scope: WorkspaceScope, listId: string | null): Promise<void> {
  let deletion = db.deleteFrom('clickupTasks').where('workspaceId', '=', scope.workspaceId)
  if (listId !== null) deletion = deletion.where('listId', '!=', listId)
  await deletion.execute()
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
