import type { Subscription } from '../feature.ts'
import type { JobRequest } from '../jobs/index.ts'
import { runSubscription } from './jobs.ts'
import type { NewEvent } from './new-delivery.ts'
import type { Runs } from './webhook-event.store.ts'

/** A new event's runs: each subscriber is still to get it. */
export function waitingRuns(subscribers: readonly Pick<Subscription, 'name'>[]): Runs {
  return Object.fromEntries(subscribers.map(({ name }) => [name, { status: 'waiting', error: null }]))
}

/** One job for each run; one that is still under way is joined. */
export function runRequest(run: {
  readonly webhookEventId: string
  readonly subscription: string
  readonly replayed: boolean
}): JobRequest {
  return {
    definition: runSubscription,
    payload: run,
    dedupeKey: `${run.webhookEventId} ${run.subscription}`,
  }
}

export function runRequests({ delivery, runs }: NewEvent): readonly JobRequest[] {
  return Object.keys(runs).map((subscription) =>
    runRequest({ webhookEventId: delivery.eventId, subscription, replayed: false }),
  )
}
