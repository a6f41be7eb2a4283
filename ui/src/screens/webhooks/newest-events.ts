import { queryOptions } from '@tanstack/react-query'
import { api, withQuery } from '../../api/client.ts'
import type { EventStatus, Page, WebhookEvent } from '../../api/types.ts'

export interface EventFilter {
  readonly status?: EventStatus
  readonly type?: string
}

export type EventPage = Page<WebhookEvent>

/** One page of events, newest first. */
export function fetchEvents(
  filter: EventFilter,
  cursor: string | undefined,
  signal: AbortSignal,
): Promise<EventPage> {
  return api<EventPage>(withQuery('/api/webhook-events', { ...filter, cursor }), { signal })
}

/** The first page; live, because events make everything under `webhook-events` stale. */
export function newestEvents(filter: EventFilter) {
  return queryOptions({
    queryKey: ['webhook-events', 'newest', filter],
    queryFn: ({ signal }) => fetchEvents(filter, undefined, signal),
  })
}
