import { ClickupRefusal } from '../../../connectors/clickup/index.ts'
import { updateLeased } from './push-lease.store.ts'
import type { PushRun } from './push-run.ts'
import { insertTaskEvent } from './task-event.store.ts'

export function saysGone(error: unknown): boolean {
  return error instanceof ClickupRefusal && error.meaning === 'gone'
}

/** ClickUp has told that the task was deleted; somebody may have restored it since. */
export async function checkGone(run: PushRun): Promise<void> {
  const { gone, taskId, createSentAt } = run.row()
  if (!gone || taskId === null || createSentAt !== null) return
  const clickup = await run.clickup()
  try {
    const { updatedAt } = await clickup.task(taskId)
    await run.save({ gone: false, seenAt: updatedAt })
  } catch (error) {
    if (!saysGone(error)) throw error
  }
}

/** The task was not there when something of it was to be changed. */
export async function noteGone(run: PushRun): Promise<void> {
  const { deps, scope, leased } = run
  await run.saveIn(async (tx) => {
    const saved = await updateLeased(tx, scope, { ...leased, change: { gone: true } })
    await insertTaskEvent(tx, scope, { trackedId: leased.id, kind: 'gone', at: deps.clock.now() })
    return saved
  })
}
