import type { Selectable } from 'kysely'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Db } from '../../../storage/db.ts'
import type { PageTaskIssuesTable } from '../../../storage/tables/page-tasks.ts'

/** A task, whatever run is about it. */
export interface TaskName {
  /** The Confluence that its page is in. */
  readonly connectionId: string
  readonly pageId: string
  readonly taskKey: string
}

export type TaskIssue = Omit<Selectable<PageTaskIssuesTable>, 'workspaceId'>

const COLUMNS = [
  'connectionId',
  'pageId',
  'taskKey',
  'runId',
  'status',
  'sentAt',
  'looks',
  'issueKey',
  'updatedAt',
] as const

export async function findTaskIssue(
  db: Db,
  scope: WorkspaceScope,
  task: TaskName,
): Promise<TaskIssue | undefined> {
  return db
    .selectFrom('pageTaskIssues')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', task.connectionId)
    .where('pageId', '=', task.pageId)
    .where('taskKey', '=', task.taskKey)
    .executeTakeFirst()
}

/** Of the tasks of a page, by their keys. */
export async function mapTaskIssues(
  db: Db,
  scope: WorkspaceScope,
  { connectionId, pageId }: Omit<TaskName, 'taskKey'>,
): Promise<ReadonlyMap<string, TaskIssue>> {
  const rows = await db
    .selectFrom('pageTaskIssues')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', connectionId)
    .where('pageId', '=', pageId)
    .execute()
  return new Map(rows.map((row) => [row.taskKey, row]))
}

/** Before the creation leaves. False when another run has begun one meanwhile. */
export async function insertSending(
  db: Db,
  { workspaceId }: WorkspaceScope,
  { connectionId, pageId, taskKey, runId, at }: TaskName & Pick<TaskIssue, 'runId'> & { readonly at: Date },
): Promise<boolean> {
  const row = await db
    .insertInto('pageTaskIssues')
    .values({
      workspaceId,
      connectionId,
      pageId,
      taskKey,
      runId,
      status: 'sending',
      sentAt: at,
      issueKey: null,
      updatedAt: at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .returning('pageId')
    .executeTakeFirst()
  return row !== undefined
}

interface Expected extends TaskName {
  /** As it was read; when it is not so any more, nothing is changed. */
  readonly status: TaskIssue['status']
  readonly sentAt: Date
}

type IssueChange = Partial<Pick<TaskIssue, 'status' | 'runId' | 'sentAt' | 'looks' | 'issueKey'>>

/** False when somebody else has changed it meanwhile. */
export async function updateTaskIssue(
  db: Db,
  scope: WorkspaceScope,
  { expected, change, at }: { readonly expected: Expected; readonly change: IssueChange; readonly at: Date },
): Promise<boolean> {
  const row = await db
    .updateTable('pageTaskIssues')
    .set({ ...change, updatedAt: at })
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', expected.connectionId)
    .where('pageId', '=', expected.pageId)
    .where('taskKey', '=', expected.taskKey)
    .where('status', '=', expected.status)
    .where('sentAt', '=', expected.sentAt)
    .returning('pageId')
    .executeTakeFirst()
  return row !== undefined
}

/** Nothing has left, or it was refused: the task has no issue. */
export async function deleteSending(db: Db, scope: WorkspaceScope, task: Expected): Promise<void> {
  await db
    .deleteFrom('pageTaskIssues')
    .where('workspaceId', '=', scope.workspaceId)
    .where('connectionId', '=', task.connectionId)
    .where('pageId', '=', task.pageId)
    .where('taskKey', '=', task.taskKey)
    .where('status', '=', 'sending')
    .where('sentAt', '=', task.sentAt)
    .execute()
}

/** Which of these keys, at least one, are issues of tasks. */
export async function listKnownKeys(
  db: Db,
  scope: WorkspaceScope,
  keys: readonly string[],
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('pageTaskIssues')
    .select('issueKey')
    .where('workspaceId', '=', scope.workspaceId)
    .where('issueKey', 'in', [...keys])
    .execute()
  return new Set(rows.flatMap(({ issueKey }) => issueKey ?? []))
}
