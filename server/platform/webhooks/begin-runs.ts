import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Tx } from '../../storage/db.ts'
import type { Subscription } from '../feature.ts'
import { enqueueJob } from '../jobs/index.ts'
import { tellSubscribers } from './jobs.ts'
import { waitingRuns } from './runs.ts'
import { verdictOf } from './verdict.ts'
import { updateEvents, type EventStatus } from './webhook-event.store.ts'

/** Hands a stored event to its subscribers, in the caller's transaction. */
export async function beginRuns(
  tx: Tx,
  scope: WorkspaceScope,
  input: {
    readonly webhookEventId: string
    readonly subscribers: readonly Pick<Subscription, 'name'>[]
    readonly replayed: boolean
    readonly now: Date
  },
): Promise<EventStatus> {
  const { webhookEventId, replayed } = input
  const runs = waitingRuns(input.subscribers)
  const verdict = verdictOf(runs)
  const handledAt = verdict.status === 'received' ? null : input.now
  await updateEvents(tx, scope, [{ id: webhookEventId, runs, handledAt, ...verdict }])
  if (verdict.status === 'received')
    await enqueueJob(tx, scope, {
      definition: tellSubscribers,
      payload: { webhookEventId, replayed },
      // One that is still under way is joined.
      dedupeKey: webhookEventId,
    })
  return verdict.status
}
