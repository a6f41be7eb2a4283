import { moveIssue } from '../issues/move-issue.ts'
import { findTaskIssue, updateTaskIssue } from '../issues/task-issue.store.ts'
import { isLasting, wordsOf } from '../runs/is-lasting.ts'
import { updateResult } from '../runs/result.store.ts'
import type { UndoContext } from '../runs/run-context.ts'
import type { TaskResult } from '../runs/run.ts'
import { linkIdOf } from '../issues/link-id.ts'

/** Moves the issue to the undo status and takes its link to the page away; the issue itself stays. */
export async function undoIssue(context: UndoContext, task: TaskResult): Promise<void> {
  const { run, scope, jira, confluence, deps } = context
  const { pageId, taskKey, place, issueKey } = task
  if (issueKey === null) return
  const name = { connectionId: confluence.connectionId, pageId, taskKey }
  const notes: string[] = []
  const problem = await moveIssue(jira, issueKey, run.settings.undoStatus)
  if (problem !== undefined) notes.push(problem)
  try {
    await jira.removeRemoteLink(issueKey, linkIdOf(name))
  } catch (error) {
    if (!isLasting(error)) throw error
    notes.push(`The link back was not removed: ${wordsOf(error)}`)
  }
  const known = await context.read((tx) => findTaskIssue(tx, scope, name))
  await context.save(async (tx) => {
    if (known?.status === 'made')
      await updateTaskIssue(tx, scope, {
        expected: known,
        change: { status: 'undone' },
        at: deps.clock.now(),
      })
    await updateResult(tx, scope, { runId: run.id, pageId, place, notes })
  })
}
