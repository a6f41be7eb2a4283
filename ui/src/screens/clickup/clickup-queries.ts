import { queryOptions, useQuery } from '@tanstack/react-query'
import type { ClickupSettingsView, Facets, SyncRun, TaskDetail } from '../../api/clickup-types.ts'
import { api } from '../../api/client.ts'
import { connectionsQuery } from '../../api/queries.ts'
import type { Page } from '../../api/types.ts'

export const settingsQuery = queryOptions({
  queryKey: ['clickup-settings'],
  queryFn: ({ signal }) => api<ClickupSettingsView>('/api/clickup/settings', { signal }),
})

export const facetsQuery = queryOptions({
  queryKey: ['clickup-tasks', 'facets'],
  queryFn: ({ signal }) => api<Facets>('/api/clickup/tasks/facets', { signal }),
})

export function taskQuery(id: string) {
  return queryOptions({
    queryKey: ['clickup-tasks', 'one', id],
    queryFn: ({ signal }) => api<TaskDetail>(`/api/clickup/tasks/${encodeURIComponent(id)}`, { signal }),
  })
}

const WATCH_MS = 1_500

/** The newest run of all, followed while it runs: events may be lost. */
export const lastSyncQuery = queryOptions({
  queryKey: ['clickup-syncs', 'last'],
  queryFn: async ({ signal }) => {
    const { items } = await api<Page<SyncRun>>('/api/clickup/sync-runs?limit=1', { signal })
    return items[0] ?? null
  },
  refetchInterval: ({ state }) => (state.data?.status === 'running' ? WATCH_MS : false),
})

/** Whether the workspace is connected with the service; undefined while nobody knows. */
export function useConnected(connector: 'clickup' | 'huntflow'): boolean | undefined {
  const { data } = useQuery(connectionsQuery)
  return data?.some((connection) => connection.connector === connector)
}
