import type { WorkspaceScope } from '../../../shared/scope.ts'
import { slicesOf } from '../../../shared/slices-of.ts'
import { ROWS_AT_ONCE, type Db } from '../../../storage/db.ts'
import type { TaskResult } from './run.ts'

const COLUMNS = [
  'pageId',
  'place',
  'taskId',
  'taskKey',
  'summary',
  'taskStatus',
  'assignee',
  'dueDate',
  'context',
  'parentKey',
  'issueKey',
  'outcome',
  'error',
  'notes',
] as const

/** Those of the page that are there are replaced; only in a transaction, where statements come in the order in which they are sent. */
export async function replaceResults(
  db: Db,
  { workspaceId }: WorkspaceScope,
  page: { readonly runId: string; readonly pageId: string; readonly results: readonly TaskResult[] },
): Promise<void> {
  const { runId, pageId, results } = page
  const remove = db
    .deleteFrom('pageTaskResults')
    .where('workspaceId', '=', workspaceId)
    .where('runId', '=', runId)
    .where('pageId', '=', pageId)
    .execute()
  const inserts = slicesOf(results, ROWS_AT_ONCE).map((slice) =>
    db
      .insertInto('pageTaskResults')
      .values(
        slice.map(({ assignee, context, notes, ...result }) => ({
          ...result,
          workspaceId,
          runId,
          assignee: assignee === null ? null : JSON.stringify(assignee),
          context: JSON.stringify(context),
          notes: JSON.stringify(notes),
        })),
      )
      .execute(),
  )
  await Promise.all([remove, ...inserts])
}

/** In page order; of one page, or of the whole run by the order of the pages' ids. */
export async function listResults(
  db: Db,
  scope: WorkspaceScope,
  { runId, pageId }: { readonly runId: string; readonly pageId?: string },
): Promise<TaskResult[]> {
  let query = db
    .selectFrom('pageTaskResults')
    .select(COLUMNS)
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
  if (pageId !== undefined) query = query.where('pageId', '=', pageId)
  // Only this store writes them, from values of this type.
  return (await query.orderBy('pageId').orderBy('place').execute()) as TaskResult[]
}

interface ResultChange extends Partial<
  Pick<TaskResult, 'outcome' | 'issueKey' | 'parentKey' | 'assignee' | 'error' | 'notes'>
> {
  readonly runId: string
  readonly pageId: string
  readonly place: number
}

/** Only where the run is held. */
export async function updateResult(
  db: Db,
  scope: WorkspaceScope,
  { runId, pageId, place, assignee, notes, ...change }: ResultChange,
): Promise<void> {
  await db
    .updateTable('pageTaskResults')
    .set({
      ...change,
      ...(assignee == null ? {} : { assignee: JSON.stringify(assignee) }),
      ...(notes === undefined ? {} : { notes: JSON.stringify(notes) }),
    })
    .where('workspaceId', '=', scope.workspaceId)
    .where('runId', '=', runId)
    .where('pageId', '=', pageId)
    .where('place', '=', place)
    .execute()
}
