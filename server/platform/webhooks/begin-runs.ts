import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Tx } from '../../storage/db.ts'
import { enqueueJob } from '../jobs/index.ts'
import { runSubscription } from './jobs.ts'
import { verdictOf } from './verdict.ts'
import { updateEvent, type EventStatus, type Runs } from './webhook-event.store.ts'

/** One job for each subscription, in the caller's transaction; one that is still under way is joined. */
export async function beginRuns(
  tx: Tx,
  scope: WorkspaceScope,
  input: {
    readonly webhookEventId: string
    readonly subscriptions: readonly string[]
    readonly replayed: boolean
    readonly now: Date
  },
): Promise<EventStatus> {
  const { webhookEventId, replayed } = input
  const runs: Runs = Object.fromEntries(
    input.subscriptions.map((name) => [name, { status: 'waiting', error: null }]),
  )
  const verdict = verdictOf(runs)
  const handledAt = verdict.status === 'received' ? null : input.now
  await updateEvent(tx, scope, { id: webhookEventId, runs, handledAt, ...verdict })
  for (const subscription of input.subscriptions)
    await enqueueJob(tx, scope, {
      definition: runSubscription,
      payload: { webhookEventId, subscription, replayed },
      dedupeKey: `${webhookEventId} ${subscription}`,
    })
  return verdict.status
}
