import { useInfiniteQuery, useQuery, useQueryClient } from '@tanstack/react-query'
import { useCallback, useEffect } from 'react'
import { newerThan, withNewStates } from './feed.ts'
import { fetchEvents, newestEvents, type EventFilter, type EventPage } from './newest-events.ts'

/**
 * Live is only the page of the newest events; older pages are loaded once, when asked for, so that an event costs one request however
 * far down the list has been read. While it is held nothing moves: what is new is counted.
 */
export function useFeed(filter: EventFilter, isHeld: boolean) {
  const queries = useQueryClient()
  const newest = useQuery(newestEvents(filter))
  const list = useInfiniteQuery({
    queryKey: ['webhook-feed', filter],
    queryFn: ({ pageParam, signal }) => fetchEvents(filter, pageParam, signal),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page: EventPage) => page.nextCursor ?? undefined,
    // Its first page is put there below, and it is never asked anew as a whole.
    enabled: false,
  })
  const isEmpty = list.data === undefined
  const showNewest = useCallback(() => {
    if (newest.data === undefined) return
    queries.setQueryData(['webhook-feed', filter], { pages: [newest.data], pageParams: [undefined] })
  }, [queries, filter, newest.data])
  useEffect(() => {
    if (!isHeld || isEmpty) showNewest()
  }, [isHeld, isEmpty, showNewest])
  const shown = list.data?.pages.flatMap((page) => page.items)
  return {
    newest,
    list,
    showNewest,
    items: shown && withNewStates(shown, newest.data?.items ?? []),
    newer: shown && newest.data && isHeld ? newerThan(shown, newest.data) : undefined,
  }
}
