import type { PushState } from './push.store.ts'
import type { PushEnds } from './push-task.ts'
import type { UpsertResult } from './upsert.schemas.ts'

export interface Asked {
  /** Of the push that has to be in ClickUp. */
  readonly number: number
  /** Whether this call has asked for something new. */
  readonly isOwn: boolean
}

interface Answering {
  readonly state: PushState
  /** Undefined: nothing of it was new. */
  readonly asked: Asked | undefined
  /** What this call itself has brought to ClickUp. */
  readonly ends: PushEnds | undefined
}

export function answerOf({ state, asked, ends }: Answering): UpsertResult {
  const { id, internalId, taskId, taskUrl: url, notes } = state
  const same = { id, internalId, taskId, url, notes: [...notes], error: null }
  if (asked === undefined) return { ...same, outcome: 'unchanged' }
  if (state.appliedNumber >= asked.number) {
    if (!asked.isOwn) return { ...same, outcome: 'unchanged' }
    const outcome = ends?.get(asked.number) ?? state.outcome ?? 'updated'
    if (outcome !== 'recreated') return { ...same, outcome }
    return { ...same, outcome: 'created', notes: [...notes, RECREATED] }
  }
  if (state.status === 'failed') return { ...same, outcome: 'failed', error: state.error }
  return { ...same, outcome: state.createSentAt === null ? 'pending' : 'unknown', error: state.error }
}

const RECREATED = 'The task had been deleted in ClickUp, so it was made again.'
