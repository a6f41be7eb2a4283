import type { WebhookEvent } from '../../api/types.ts'
import type { EventPage } from './newest-events.ts'

export interface Newer {
  readonly count: number
  /** There may be more than were counted: the page of the newest ones is full of them. */
  readonly isMore: boolean
}

/** How many of the newest events came after those that are shown; ids sort by the time of arrival. */
export function newerThan(shown: readonly WebhookEvent[], newest: EventPage): Newer {
  const first = shown[0]?.id ?? ''
  const count = newest.items.filter(({ id }) => id > first).length
  return { count, isMore: count === newest.items.length && newest.nextCursor !== null }
}

/** The events that are shown stay where they are; what has become of them meanwhile is taken from the newest ones. */
export function withNewStates(
  shown: readonly WebhookEvent[],
  newest: readonly WebhookEvent[],
): readonly WebhookEvent[] {
  const states = new Map(newest.map((event) => [event.id, event]))
  return shown.map((event) => states.get(event.id) ?? event)
}

/** Event names that can be offered as a filter. */
export function typesIn(events: readonly WebhookEvent[]): readonly string[] {
  return [...new Set(events.map(({ type }) => type))].sort()
}
