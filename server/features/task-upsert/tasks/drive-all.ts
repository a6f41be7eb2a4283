import { eachOf } from '../../../shared/each-of.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { PushDeps } from './push-deps.ts'
import { pushTask, type PushEnds } from './push-task.ts'
import { listPushStatesOf, type PushState } from './push.store.ts'
import type { PushOf } from './push-run.ts'

interface DriveAll extends Omit<PushOf, 'id'> {
  readonly ids: readonly string[]
  /** How long to wait for those that others work on, or that are not due; work that has begun is not cut short. */
  readonly untilMs: number
}

// As many as ClickUp may be asked at once by a workspace.
const MOST_AT_ONCE = 8

/** Brings all of them to ClickUp, as far as that is possible in that time; gives what was done here, by the id of the entry. */
export async function driveAll(
  deps: PushDeps,
  scope: WorkspaceScope,
  { ids, untilMs, ...push }: DriveAll,
): Promise<ReadonlyMap<string, PushEnds>> {
  const ends = new Map<string, PushEnds>()
  const endsAt = deps.clock.now().getTime() + untilMs
  const isOver = (): boolean => deps.clock.now().getTime() >= endsAt
  let states = await inWorkspaceAtOnce(deps.db, scope, (tx) => listPushStatesOf(tx, scope, ids))
  for (let isFirst = true; ; isFirst = false) {
    const now = deps.clock.now()
    const due = states.filter((state) => isOpen(state) && isDue(state, now))
    await eachOf(due, MOST_AT_ONCE, async ({ id }) => {
      if (!isFirst && isOver()) return
      const done = await pushTask(deps, scope, { ...push, id })
      ends.set(id, new Map([...(ends.get(id) ?? []), ...done]))
    })
    const open = states.filter(isOpen).map(({ id }) => id)
    if (isOver() || !states.some((state) => isOpen(state) && mayBeDue(state, endsAt))) return ends
    states = await deps.watch(scope, open)
  }
}

export function isOpen({ status }: PushState): boolean {
  return status === 'waiting'
}

/** Else nobody goes on with it in time, so there is nothing to wait for. */
function mayBeDue({ readyAt }: PushState, endsAt: number): boolean {
  return readyAt === null || readyAt.getTime() < endsAt
}

function isDue({ readyAt, leasedUntil }: PushState, now: Date): boolean {
  return (readyAt === null || readyAt <= now) && (leasedUntil === null || leasedUntil <= now)
}
