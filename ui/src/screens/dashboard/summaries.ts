import type { Collection, EventStatus, Page, WebhookEvent } from '../../api/types.ts'

export interface DataSummary {
  readonly records: number
  readonly deleted: number
  /** When anything of it was last renewed. */
  readonly newest: string | undefined
  /** The largest first. */
  readonly collections: readonly Collection[]
}

export function summariseData(collections: readonly Collection[]): DataSummary {
  return {
    records: sum(collections.map(({ count }) => count)),
    deleted: sum(collections.map(({ deleted }) => deleted)),
    newest: collections
      .map(({ fetchedAt }) => fetchedAt)
      .sort()
      .at(-1),
    collections: [...collections].sort((one, other) => other.count - one.count),
  }
}

export interface EventSummary {
  readonly total: number
  readonly duplicates: number
  readonly byStatus: Readonly<Record<EventStatus, number>>
}

export function summariseEvents(events: readonly WebhookEvent[]): EventSummary {
  const byStatus = { received: 0, done: 0, ignored: 0, failed: 0 }
  let duplicates = 0
  for (const { status, deliveryCount } of events) {
    byStatus[status] += 1
    duplicates += deliveryCount - 1
  }
  return { total: events.length, duplicates, byStatus }
}

/** How many there are, as far as one page can tell. */
export function countOf(page: Pick<Page<unknown>, 'items' | 'nextCursor'>): {
  readonly count: number
  readonly isMore: boolean
} {
  return { count: page.items.length, isMore: page.nextCursor !== null }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
