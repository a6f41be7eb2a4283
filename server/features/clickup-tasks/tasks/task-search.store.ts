import { sql, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import { keyOf, type StoredTask } from './stored-task.ts'
import type { TaskPosition, TaskQuery } from './task.schemas.ts'

export type TaskFilter = Omit<TaskQuery, 'cursor' | 'limit'>

interface TaskPage {
  readonly listId: string
  readonly filter: TaskFilter
  readonly before: TaskPosition | undefined
  readonly limit: number
}

/** Newest update first. */
export async function listTasks(
  db: Db,
  scope: WorkspaceScope,
  { listId, filter, before, limit }: TaskPage,
): Promise<StoredTask[]> {
  let query = db
    .selectFrom('clickupTasks')
    .select(sql<StoredTask>`task`.as('task'))
    .where('workspaceId', '=', scope.workspaceId)
    .where('listId', '=', listId)
  for (const condition of conditionsOf(filter)) query = query.where(condition)
  if (before !== undefined)
    query = query.where(sql<boolean>`(updated_at, task_id) < (${before[0]}::timestamptz, ${before[1]})`)
  const rows = await query.orderBy('updatedAt', 'desc').orderBy('taskId', 'desc').limit(limit).execute()
  return rows.map(({ task }) => task)
}

function conditionsOf({ search, status, assignee, tag }: TaskFilter): readonly RawBuilder<boolean>[] {
  return [
    ...(search === undefined ? [] : [sql<boolean>`strpos(search_text, ${keyOf(search)}) > 0`]),
    ...(status === undefined ? [] : [sql<boolean>`status_key = ${keyOf(status)}`]),
    ...(assignee === undefined ? [] : [sql<boolean>`${keyOf(assignee)} = any(assignee_keys)`]),
    ...(tag === undefined ? [] : [sql<boolean>`${keyOf(tag)} = any(tag_keys)`]),
  ]
}

/** Of the task that comes after so many, newest first. */
export async function findUpdateTime(
  db: Db,
  scope: WorkspaceScope,
  { listId, skip }: { readonly listId: string; readonly skip: number },
): Promise<Date | undefined> {
  const row = await db
    .selectFrom('clickupTasks')
    .select('updatedAt')
    .where('workspaceId', '=', scope.workspaceId)
    .where('listId', '=', listId)
    .orderBy('updatedAt', 'desc')
    .offset(skip)
    .limit(1)
    .executeTakeFirst()
  return row?.updatedAt
}

export interface Facet {
  readonly kind: 'status' | 'assignee' | 'tag'
  readonly value: string
  readonly tasks: number
}

/** Statuses, assignees and tags of the list's tasks, those of most tasks first. */
export async function listFacets(db: Db, scope: WorkspaceScope, listId: string): Promise<readonly Facet[]> {
  const result = await sql<Facet>`
    select kind, value, count(*)::int as tasks
    from clickup_tasks t cross join lateral (
      select 'status' as kind, t.status as value
      union all select 'assignee', unnest(t.assignee_names)
      union all select 'tag', unnest(t.tags)
    ) as facet
    where t.workspace_id = ${scope.workspaceId} and t.list_id = ${listId}
    group by kind, value order by tasks desc, value`.execute(db)
  return result.rows
}
