import {
  insertSending,
  updateTaskIssue,
} from '../../../server/features/confluence-jira/issues/task-issue.store.ts'
import { replaceResults } from '../../../server/features/confluence-jira/runs/result.store.ts'
import { insertPages, updatePage } from '../../../server/features/confluence-jira/runs/run-page.store.ts'
import { beginRun, endRun, insertRun } from '../../../server/features/confluence-jira/runs/page-run.store.ts'
import type { TaskResult } from '../../../server/features/confluence-jira/runs/run.ts'
import { DEFAULTS } from '../../../server/features/confluence-jira/settings/settings.schemas.ts'
import { systemScope } from '../../../server/shared/scope.ts'
import { inWorkspace, type Db } from '../../../server/storage/db.ts'

export const PAGE = '4711'

export const runOf = (workspaceId: string): string => `run-of-${workspaceId}`
export const issueOf = (workspaceId: string): string => `ISSUE-OF-${workspaceId}`
export const driverOf = (workspaceId: string): string => `driver-of-${workspaceId}`
export const taskNameOf = (workspaceId: string) => ({
  connectionId: `confluence-of-${workspaceId}`,
  pageId: PAGE,
  taskKey: 'id:1',
})

export function aResult(issueKey: string): TaskResult {
  return {
    pageId: PAGE,
    place: 0,
    taskId: '1',
    taskKey: 'id:1',
    summary: 'a task',
    taskStatus: 'incomplete',
    assignee: null,
    dueDate: null,
    context: { kind: 'text', text: '' },
    parentKey: null,
    issueKey,
    outcome: 'created',
    error: null,
    notes: [],
  }
}

export const aPage = (url: string) =>
  ({ place: 0, pageId: PAGE, title: 'a page', url, status: 'found', error: null }) as const

/** A run that has made an issue of a task. Resolves to its id. */
export async function keepPageRuns(
  db: Db,
  { workspaceId }: { readonly workspaceId: string },
): Promise<string> {
  const scope = systemScope(workspaceId, 'test')
  const at = new Date()
  const [id, driver, issueKey] = [runOf(workspaceId), driverOf(workspaceId), issueOf(workspaceId)]
  return inWorkspace(db, scope, async (tx) => {
    await insertRun(tx, scope, {
      id,
      kind: 'sync',
      dryRun: false,
      request: { pageUrls: [], includeDescendants: true, requestedBy: null, daysToDueDate: 14 },
      settings: DEFAULTS,
      undoes: null,
      requestedBy: scope.actor,
      createdAt: at,
    })
    await beginRun(tx, scope, { id, driver, at })
    await insertPages(tx, scope, { runId: id, pages: [aPage(`https://${workspaceId}.example`)] })
    await updatePage(tx, scope, { runId: id, pageId: PAGE, status: 'written', storageBefore: workspaceId })
    await replaceResults(tx, scope, { runId: id, pageId: PAGE, results: [aResult(issueKey)] })
    const task = taskNameOf(workspaceId)
    await insertSending(tx, scope, { ...task, runId: id, at })
    const expected = { ...task, status: 'sending', sentAt: at } as const
    await updateTaskIssue(tx, scope, { expected, change: { status: 'made', issueKey }, at })
    await endRun(tx, scope, { id, driver, status: 'completed', error: null, at })
    return id
  })
}
