import type { Subscription } from '../feature.ts'
import type { Runs } from './webhook-event.store.ts'

/** A new event's runs: each subscriber is still to get it. */
export function waitingRuns(subscribers: readonly Pick<Subscription, 'name'>[]): Runs {
  return Object.fromEntries(subscribers.map(({ name }) => [name, { status: 'waiting', error: null }]))
}
