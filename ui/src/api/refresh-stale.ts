import type { Query, QueryClient } from '@tanstack/react-query'

/**
 * Has asked for anew what is shown of it. One that is under way ends, for events that keep coming would begin it anew for ever; and then it is
 * asked for once more, for it may have been answered before the event.
 */
export async function refreshStale(queries: QueryClient, isStale: (query: Query) => boolean): Promise<void> {
  const underWay = new Set(queries.getQueryCache().findAll({ predicate: isStale, fetchStatus: 'fetching' }))
  await queries.invalidateQueries({ predicate: isStale }, { cancelRefetch: false })
  if (underWay.size === 0) return
  await queries.invalidateQueries({ predicate: (query) => underWay.has(query) }, { cancelRefetch: false })
}
