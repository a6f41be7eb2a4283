import { sql } from 'kysely'
import {
  deleteSending,
  findTaskIssue,
  mapTaskIssues,
  insertSending,
  listKnownKeys,
  updateTaskIssue,
} from '../../../server/features/confluence-jira/issues/task-issue.store.ts'
import {
  listResults,
  replaceResults,
  updateResult,
} from '../../../server/features/confluence-jira/runs/result.store.ts'
import {
  findRunPage,
  insertPages,
  listPageLines,
  updatePage,
} from '../../../server/features/confluence-jira/runs/run-page.store.ts'
import {
  beginRun,
  cancelRun,
  endRun,
  findRun,
  holdRun,
  isNotHeld,
  listRuns,
  noteHasPages,
} from '../../../server/features/confluence-jira/runs/page-run.store.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import type { Tx } from '../../../server/storage/db.ts'
import { aPage, aResult, driverOf, issueOf, PAGE, runOf, taskNameOf } from './keep-page-runs.ts'
import type { TwoWorkspaces } from './two-workspaces.ts'

const at = new Date()

/** What runs over pages do, with the ids of both workspaces. */
export async function touchPageRuns(
  tx: Tx,
  scope: WorkspaceScope,
  { mine, theirs }: TwoWorkspaces,
): Promise<void> {
  for (const { workspaceId } of [mine, theirs]) {
    await touchRun(tx, scope, workspaceId)
    await touchIssue(tx, scope, workspaceId)
  }
  await insertPages(tx, scope, { runId: runOf(scope.workspaceId), pages: [aPage('an attack')] })
}

async function touchRun(tx: Tx, scope: WorkspaceScope, workspaceId: string): Promise<void> {
  const id = runOf(workspaceId)
  const ofRun = { id, driver: driverOf(workspaceId) }
  const ofPage = { runId: id, pageId: PAGE }
  await findRun(tx, scope, id)
  await listRuns(tx, scope, { feature: 'page-tasks', before: undefined, limit: 10 })
  await beginRun(tx, scope, { ...ofRun, at })
  if ((await isHeld(tx, scope, ofRun)) && workspaceId !== scope.workspaceId)
    throw new Error('a run of the other workspace was held')
  await noteHasPages(tx, scope, { id, jiraUrl: 'an attack' })
  await endRun(tx, scope, { ...ofRun, status: 'failed', error: 'an attack', at })
  await cancelRun(tx, scope, { id, at })
  await listPageLines(tx, scope, id)
  await findRunPage(tx, scope, ofPage)
  await updatePage(tx, scope, { ...ofPage, error: 'an attack' })
  await listResults(tx, scope, ofPage)
  await updateResult(tx, scope, { ...ofPage, place: 0, error: 'an attack' })
  // Only its own: there is no run of the other's to put them into.
  const results = workspaceId === scope.workspaceId ? [aResult('AN-1')] : []
  await replaceResults(tx, scope, { ...ofPage, results })
}

async function isHeld(
  tx: Tx,
  scope: WorkspaceScope,
  ofRun: { readonly id: string; readonly driver: string },
): Promise<boolean> {
  await sql`savepoint hold`.execute(tx)
  try {
    await holdRun(tx, scope, { ...ofRun, isDurable: true })
    return true
  } catch (error) {
    if (isNotHeld(error)) return false
    throw error
  } finally {
    await sql`rollback to savepoint hold`.execute(tx)
  }
}

async function touchIssue(tx: Tx, scope: WorkspaceScope, workspaceId: string): Promise<void> {
  const task = taskNameOf(workspaceId)
  const expected = { ...task, status: 'made', sentAt: at } as const
  await findTaskIssue(tx, scope, task)
  await mapTaskIssues(tx, scope, task)
  await updateTaskIssue(tx, scope, { expected, change: { looks: 1 }, at })
  await deleteSending(tx, scope, { ...expected, status: 'sending' })
  await listKnownKeys(tx, scope, [issueOf(workspaceId)])
  await insertSending(tx, scope, {
    ...taskNameOf(scope.workspaceId),
    taskKey: 'an attack',
    runId: 'none',
    at,
  })
}
