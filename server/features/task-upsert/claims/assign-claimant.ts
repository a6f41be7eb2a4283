import { ClickupRefusal, type ClickupClient } from '../../../connectors/clickup/index.ts'
import type { Claimant } from '../tasks/tracked-task.ts'
import type { ClaimRun } from './claim-run.ts'
import { ClaimRefused, findClaimant } from './find-claimant.ts'

const GONE = 'The task was deleted in ClickUp. The next push makes it again.'

/** Changes who is at the task, and reads it again before anybody is told; null: nobody is. */
export async function assignClaimant(run: ClaimRun): Promise<Claimant | null> {
  const { deps, scope, signal, claim } = run
  const clickup = await deps.openClickup(scope, 'interactive', signal)
  if (claim.kind === 'release') {
    await unassign(run, clickup)
    return null
  }
  const claimant = await findClaimant(deps, scope, { claim, clickup, signal })
  await assign(run, clickup, claimant)
  return claimant
}

async function assign(
  { taskId, former }: ClaimRun,
  clickup: ClickupClient,
  { clickupUserId }: Claimant,
): Promise<void> {
  const others = former === null || former.clickupUserId === clickupUserId ? [] : [former.clickupUserId]
  const assigned = await asRefused(async () => {
    await clickup.updateTask(taskId, { assignees: { add: [clickupUserId], remove: others } })
    return (await clickup.task(taskId)).assignees.map(({ id }) => id)
  })
  if (!assigned.includes(clickupUserId))
    throw new ClaimRefused(
      'ClickUp took the change but does not show you among the assignees. You may have no access to this list; ask its owner.',
    )
  if (others.some((id) => assigned.includes(id)))
    throw new ClaimRefused('ClickUp still shows the one who had the task before. Remove them there.')
}

/** Also of a task that is not there any more. */
async function unassign({ taskId, former }: ClaimRun, clickup: ClickupClient): Promise<void> {
  if (former === null) return
  const { clickupUserId } = former
  try {
    await clickup.updateTask(taskId, { assignees: { add: [], remove: [clickupUserId] } })
    const task = await clickup.task(taskId)
    if (!task.assignees.some(({ id }) => id === clickupUserId)) return
  } catch (error) {
    if (isGone(error)) return
    throw error
  }
  throw new ClaimRefused('ClickUp took the change but still shows the assignee. Remove them in ClickUp.')
}

async function asRefused<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask()
  } catch (error) {
    if (isGone(error)) throw new ClaimRefused(GONE)
    throw error
  }
}

function isGone(error: unknown): boolean {
  return error instanceof ClickupRefusal && error.meaning === 'gone'
}
