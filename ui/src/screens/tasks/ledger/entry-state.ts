import type { LedgerEntry } from '../../../api/upsert-types.ts'

export type EntryState = 'done' | 'waiting' | 'failed' | 'looked-for' | 'gone'

type Stated = Pick<LedgerEntry, 'status' | 'isUnknown' | 'isGone'>

/** One word for how it is with the task in ClickUp: what needs somebody comes first. */
export function stateOf({ status, isUnknown, isGone }: Stated): EntryState {
  if (status === 'failed') return 'failed'
  if (isUnknown) return 'looked-for'
  if (status === 'waiting') return 'waiting'
  return isGone ? 'gone' : 'done'
}

/** Whether something is under way with it, so that it is worth looking again. */
export function isMoving(entry: Stated & Pick<LedgerEntry, 'message'>): boolean {
  const state = stateOf(entry)
  const message = entry.message?.status
  return state === 'waiting' || state === 'looked-for' || message === 'waiting' || message === 'sending'
}

export type EntryAction = 'retry' | 'announce' | 'release'

type Judged = Stated & Pick<LedgerEntry, 'message' | 'claimedBy' | 'taskId'>

/** What an administrator can do with it. */
export function actionsFor(entry: Judged): readonly EntryAction[] {
  const actions: EntryAction[] = []
  if (entry.status === 'failed') actions.push('retry')
  if (isPostable(entry)) actions.push('announce')
  if (entry.claimedBy !== null) actions.push('release')
  return actions
}

/** One that is on its way is not hurried; one that is there is only looked at, as somebody may have deleted it in Slack. */
function isPostable({ message, taskId }: Judged): boolean {
  return taskId !== null && message?.status !== 'waiting' && message?.status !== 'sending'
}

/** Whether a second message may come of it. */
export function isRisky(action: EntryAction, { message }: Pick<LedgerEntry, 'message'>): boolean {
  return action === 'announce' && message?.status === 'unknown'
}
