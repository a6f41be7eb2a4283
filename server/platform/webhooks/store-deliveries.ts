import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import type { Subscription } from '../feature.ts'
import { enqueueJobs } from '../jobs/index.ts'
import { INACTIVE } from './inactive.ts'
import type { NewDelivery, NewEvent, Receipt } from './new-delivery.ts'
import { runRequests, waitingRuns } from './runs.ts'
import { subscribersOf } from './subscribers.ts'
import { verdictOf } from './verdict.ts'
import { insertRepetitions } from './webhook-delivery.store.ts'
import {
  insertNewestEvents,
  lockNewestEvents,
  supersedeEvents,
  type NewestEvent,
} from './webhook-line.store.ts'
import { deleteStatesOf } from './webhook-state.store.ts'

export interface StoreDeps {
  readonly db: Db
  readonly subscriptions: () => readonly Subscription[]
}

type Workspace = Pick<WorkspaceScope, 'workspaceId'>
type Receipts = Map<NewDelivery, Receipt>

/**
 * Stores deliveries of different entities in one transaction, and one job for each subscriber of each new event; the receipts are in the
 * order of the deliveries.
 */
export async function storeDeliveries(
  deps: StoreDeps,
  scope: Workspace,
  deliveries: readonly NewDelivery[],
): Promise<readonly Receipt[]> {
  const events = deliveries.map((delivery) => newEvent(deps.subscriptions(), delivery))
  return inWorkspace(deps.db, scope, async (tx) => {
    const receipts: Receipts = new Map()
    let waiting: readonly NewEvent[] = events
    // Another round only when another process has stored the next state of an entity since this one looked.
    while (waiting.length > 0) {
      const stored = await insertNewestEvents(tx, scope, waiting)
      if (!stored) return deliveries.map(() => ({ outcome: 'refused' }))
      const news = waiting.filter(({ delivery }) => stored.has(delivery.eventId))
      await enqueueJobs(tx, scope, news.flatMap(runRequests))
      for (const { delivery, status } of news)
        receipts.set(delivery, { outcome: 'stored', webhookEventId: delivery.eventId, status })
      const known = waiting.filter(({ delivery }) => !stored.has(delivery.eventId))
      waiting = known.length === 0 ? [] : await meetNewest({ tx, scope, receipts }, known)
    }
    return deliveries.map((delivery) => receipts.get(delivery) ?? { outcome: 'refused' })
  })
}

/** Two deliveries with the same key must not be in one batch. */
export function keyOf(delivery: Pick<NewDelivery, 'type' | 'key'>): string {
  return `${delivery.type} ${delivery.key.entityKey}`
}

function newEvent(subscriptions: readonly Subscription[], delivery: NewDelivery): NewEvent {
  if (!delivery.active) return { delivery, runs: {}, status: 'ignored', error: INACTIVE, ambiguous: false }
  const runs = waitingRuns(subscribersOf(subscriptions, delivery.type))
  return { delivery, runs, ...verdictOf(runs), ambiguous: false }
}

/** For entities that have a newest event: repetitions of it are noted, the others take its place. Returns the events that can be stored now. */
async function meetNewest(
  place: { readonly tx: Tx; readonly scope: Workspace; readonly receipts: Receipts },
  events: readonly NewEvent[],
): Promise<readonly NewEvent[]> {
  const { tx, scope, receipts } = place
  const locked = new Map(
    (await lockNewestEvents(tx, scope, events)).map((newest) => [
      `${newest.type} ${newest.entityKey}`,
      newest,
    ]),
  )
  const met = events.map((event) => ({ event, newest: locked.get(keyOf(event.delivery)) }))
  const repetitions = met.flatMap(({ event: { delivery }, newest }) =>
    newest && repeats(delivery, newest) ? [{ eventId: newest.id, delivery }] : [],
  )
  if (repetitions.length > 0) await insertRepetitions(tx, scope, repetitions)
  for (const { eventId, delivery } of repetitions)
    receipts.set(delivery, { outcome: 'duplicate', webhookEventId: eventId })

  const left = met.filter(({ event }) => !receipts.has(event.delivery))
  const superseding = left.flatMap(({ event, newest }) =>
    newest ? [{ newest, bodyHash: event.delivery.key.bodyHash }] : [],
  )
  if (superseding.length === 0) return left.map(({ event }) => event)
  const hadBefore = await supersedeEvents(tx, scope, superseding)
  await deleteStatesOf(
    tx,
    scope,
    left.map(({ event }) => event.delivery),
  )
  return left.map(({ event, newest }) => ({ ...event, ambiguous: hadBefore.get(newest?.id ?? '') ?? false }))
}

function repeats({ key, receivedAt }: NewDelivery, newest: NewestEvent): boolean {
  if (!key.bodyHash.equals(newest.bodyHash)) return false
  return (
    key.repeatsForMs === undefined || newest.receivedAt.getTime() + key.repeatsForMs > receivedAt.getTime()
  )
}
