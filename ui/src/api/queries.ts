import {
  infiniteQueryOptions,
  keepPreviousData,
  queryOptions,
  useInfiniteQuery,
  useQuery,
} from '@tanstack/react-query'
import { api, withQuery } from './client.ts'
import type { OperationDetail, OperationLine, Page, ServiceConnection, Session } from './types.ts'

const HOUR_MS = 3_600_000

export const sessionQuery = queryOptions({
  queryKey: ['session'],
  queryFn: () => api<Session>('/api/session'),
  staleTime: Infinity,
})

/** Only within the frame: there somebody is signed in. */
export function useSession(): Session {
  const { data } = useQuery(sessionQuery)
  if (data === undefined) throw new Error('nobody is signed in')
  return data
}

export const operationsQuery = queryOptions({
  queryKey: ['operations'],
  queryFn: async () => (await api<Page<OperationLine>>('/api/operations')).items,
  staleTime: HOUR_MS,
})

export function operationQuery(connector: string, operationId: string) {
  return queryOptions({
    queryKey: ['operation', connector, operationId],
    queryFn: () =>
      api<OperationDetail>(
        `/api/operations/${encodeURIComponent(connector)}/${encodeURIComponent(operationId)}`,
      ),
    staleTime: HOUR_MS,
  })
}

/** Of a workspace there are a few at most. */
export const connectionsQuery = queryOptions({
  queryKey: ['connections', 'all'],
  queryFn: async ({ signal }) => (await api<Page<ServiceConnection>>('/api/connections', { signal })).items,
})

/** A list of ours, page by page; `query` filters on the server. */
export function useList<T>(key: string, path: string, query: Readonly<Record<string, string | undefined>>) {
  const result = useInfiniteQuery(
    infiniteQueryOptions({
      queryKey: [key, 'list', query],
      queryFn: ({ pageParam, signal }) =>
        api<Page<T>>(withQuery(path, { ...query, cursor: pageParam }), { signal }),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: (page: Page<T>) => page.nextCursor ?? undefined,
      placeholderData: keepPreviousData,
    }),
  )
  return { ...result, items: result.data?.pages.flatMap((page) => page.items) }
}
