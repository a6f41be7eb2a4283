import type { ClickupClient, ClickupTask } from '../../../connectors/clickup/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { taskToStore, type TaskDetails } from './stored-task.ts'
import { storeDetails, storeTasks } from './task.store.ts'

/** Older comments of a task are left in ClickUp. */
const MOST_COMMENTS = 200

/** Asks ClickUp for the task with its attachments and comments and keeps what it says; two requests, one more for each 25 comments. */
export async function readInFull(
  { db, clock }: Pick<ClickupTaskDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  { clickup, taskId }: { readonly clickup: ClickupClient; readonly taskId: string },
): Promise<ClickupTask> {
  const readAt = clock.now()
  const task = await clickup.task(taskId)
  const comments = await clickup.comments(task.id, MOST_COMMENTS)
  const details = JSON.parse(JSON.stringify({ attachments: task.attachments ?? [], comments })) as TaskDetails
  await inWorkspace(db, scope, async (tx) => {
    await storeTasks(tx, scope, { tasks: [taskToStore(task)], seenAt: readAt })
    await storeDetails(tx, scope, { taskId: task.id, details, readAt })
  })
  return task
}
