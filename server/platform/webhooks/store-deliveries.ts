import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, notifyAfterCommit, type Db, type Tx } from '../../storage/db.ts'
import type { Subscription } from '../feature.ts'
import { enqueueEach, JOBS_CHANNEL } from '../jobs/index.ts'
import { INACTIVE } from './inactive.ts'
import { tellSubscribers } from './jobs.ts'
import type { NewDelivery, NewEvent, Receipt } from './new-delivery.ts'
import { waitingRuns } from './runs.ts'
import { subscribersOf } from './subscribers.ts'
import { verdictOf } from './verdict.ts'
import { insertRepetitions } from './webhook-delivery.store.ts'
import {
  insertNewestEvents,
  lockNewestEvents,
  supersedeEvents,
  type NewestEvent,
} from './webhook-line.store.ts'
import type { Runs } from './webhook-event.store.ts'
import { deleteStatesOf } from './webhook-state.store.ts'

export interface StoreDeps {
  readonly db: Db
  readonly subscriptions: () => readonly Subscription[]
}

type Workspace = Pick<WorkspaceScope, 'workspaceId'>
type Receipts = Map<NewDelivery, Receipt>

/**
 * Stores deliveries of different entities, and with each new event that somebody wants the job that brings it; the receipts are in the
 * order of the deliveries. Most have never been heard of: those are stored at once, the others in a transaction of their own. When this fails, some
 * may be stored; storing them again is safe.
 */
export async function storeDeliveries(
  deps: StoreDeps,
  scope: Workspace,
  deliveries: readonly NewDelivery[],
): Promise<readonly Receipt[]> {
  const receipts: Receipts = new Map()
  const events = newEvents(deps.subscriptions(), deliveries)
  const known = await inWorkspaceAtOnce(deps.db, { ...scope, notify: JOBS_CHANNEL }, (tx) =>
    store({ tx, scope, receipts }, events),
  )
  if (known.length > 0) await inWorkspace(deps.db, scope, (tx) => storeKnown({ tx, scope, receipts }, known))
  return deliveries.map((delivery) => receipts.get(delivery) ?? { outcome: 'refused' })
}

interface Place {
  readonly tx: Tx
  readonly scope: Workspace
  readonly receipts: Receipts
}

/** Another round only when another process has stored the next state of an entity since this one looked. */
async function storeKnown(place: Place, events: readonly NewEvent[]): Promise<void> {
  notifyAfterCommit(place.tx, JOBS_CHANNEL)
  let known = events
  while (known.length > 0) {
    const storable = await meetNewest(place, known)
    known = storable.length === 0 ? [] : await store(place, storable)
  }
}

/** Returns the events whose entity has a newest one already. */
async function store(
  { tx, scope, receipts }: Place,
  events: readonly NewEvent[],
): Promise<readonly NewEvent[]> {
  const stored = await insertNewestEvents(tx, scope, {
    events,
    enqueue: (rows) => enqueueEach(scope, tellSubscribers, rows),
  })
  // The workspace is gone, and nobody gets a receipt.
  if (!stored) return []
  for (const event of events)
    if (stored.has(event.delivery.eventId)) receipts.set(event.delivery, storedReceipt(event))
  return events.filter(({ delivery }) => !stored.has(delivery.eventId))
}

/** Two deliveries with the same key must not be in one batch. */
export function keyOf(delivery: Pick<NewDelivery, 'type' | 'key'>): string {
  return `${delivery.type} ${delivery.key.entityKey}`
}

function newEvents(
  subscriptions: readonly Subscription[],
  deliveries: readonly NewDelivery[],
): readonly NewEvent[] {
  const beginnings = new Map(
    [...new Set(deliveries.map(({ type }) => type))].map((type) => [
      type,
      beginningOf(waitingRuns(subscribersOf(subscriptions, type))),
    ]),
  )
  const nobody = beginningOf({})
  return deliveries.map((delivery) =>
    delivery.active
      ? { delivery, ...(beginnings.get(delivery.type) ?? nobody), ambiguous: false }
      : { delivery, ...nobody, error: INACTIVE, ambiguous: false },
  )
}

function beginningOf(runs: Runs): Pick<NewEvent, 'runs' | 'status' | 'error'> {
  return { runs, ...verdictOf(runs) }
}

/** For entities that have a newest event: repetitions of it are noted, the others take its place. Returns the events that can be stored now. */
async function meetNewest(
  { tx, scope, receipts }: Place,
  events: readonly NewEvent[],
): Promise<readonly NewEvent[]> {
  const locked = new Map(
    (await lockNewestEvents(tx, scope, events)).map((newest) => [
      `${newest.type} ${newest.entityKey}`,
      newest,
    ]),
  )
  const found = events.map((event) => ({ event, newest: locked.get(keyOf(event.delivery)) }))
  // Stored by an attempt before this one that failed afterwards.
  const isOwn = ({ event, newest }: (typeof found)[number]) => newest?.id === event.delivery.eventId
  for (const { event } of found.filter(isOwn)) receipts.set(event.delivery, storedReceipt(event))
  const met = found.filter((one) => !isOwn(one))
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

function storedReceipt({ delivery, status }: NewEvent): Receipt {
  return { outcome: 'stored', webhookEventId: delivery.eventId, status }
}

function repeats({ key, receivedAt }: NewDelivery, newest: NewestEvent): boolean {
  if (!key.bodyHash.equals(newest.bodyHash)) return false
  return (
    key.repeatsForMs === undefined || newest.receivedAt.getTime() + key.repeatsForMs > receivedAt.getTime()
  )
}
