import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import { findShownClick } from '../claims/claim.store.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { Claimant, WantedTask } from '../tasks/tracked-task.ts'
import { findTracked, type TrackedTask } from '../tasks/tracked-task.store.ts'
import type { Shown } from './task-message.ts'

/** What its message is to say; undefined: ClickUp has no such task yet. */
export async function readShown(
  tx: Tx,
  scope: WorkspaceScope,
  trackedId: string,
): Promise<Shown | undefined> {
  const tracked = await findTracked(tx, scope, trackedId)
  if (tracked === undefined || tracked.taskId === null) return undefined
  const { allowRelease, allowTakeOver } = await findSettings(tx, scope)
  const click = await findShownClick(tx, scope, trackedId)
  const { internalId, taskId, taskUrl, gone: isGone, status, error } = tracked
  return {
    ...wordsOf(tracked),
    internalId,
    taskId,
    taskUrl,
    isGone,
    pushError: status === 'failed' ? error : null,
    claimed: claimOf(tracked),
    click: click ?? null,
    allowRelease,
    allowTakeOver,
  }
}

/** As ClickUp has it; what is still to be brought there comes with the next look. */
function wordsOf({ applied, wanted }: TrackedTask) {
  // Only what the upsert has read and written itself is in these columns.
  const task = (applied ?? wanted) as WantedTask
  const { title, description, priority, status, tags, assigneeEmails } = task
  return { title, description, priority, status, tags: tags ?? [], assignees: assigneeEmails ?? [] }
}

function claimOf({ claimedBy, claimedAt }: TrackedTask): Shown['claimed'] {
  const claimant = claimantOf({ claimedBy })
  return claimant === null || claimedAt === null ? null : { by: claimant.name, at: claimedAt }
}

/** Who is at it; null: nobody. */
export function claimantOf({ claimedBy }: Pick<TrackedTask, 'claimedBy'>): Claimant | null {
  return claimedBy as Claimant | null
}
