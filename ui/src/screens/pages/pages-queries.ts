import { queryOptions, useQuery } from '@tanstack/react-query'
import { api } from '../../api/client.ts'
import type { PageRun, PageTaskSettings, ProjectRun, RunPage, RunStatus } from '../../api/page-types.ts'
import { connectionsQuery } from '../../api/queries.ts'
import { differ } from './deployments.ts'

// Events tell of what happens; this is for those that are lost.
export const WATCH_MS = 2_500

export function isMoving({ status }: { readonly status: RunStatus }): boolean {
  return status === 'waiting' || status === 'running'
}

export function runQuery(id: string) {
  return queryOptions({
    queryKey: ['page-runs', 'one', id],
    queryFn: ({ signal }) => api<PageRun>(`/api/page-tasks/runs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? WATCH_MS : false),
  })
}

export function projectRunQuery(id: string) {
  return queryOptions({
    queryKey: ['project-runs', 'one', id],
    queryFn: ({ signal }) => api<ProjectRun>(`/api/project-sync/runs/${encodeURIComponent(id)}`, { signal }),
    refetchInterval: ({ state }) => (state.data && isMoving(state.data) ? WATCH_MS : false),
  })
}

interface PageOfRun {
  /** Such as `/api/page-tasks/runs/1`. */
  readonly run: string
  readonly pageId: string
  /** What is shown of it is true as long as this is the same. */
  readonly state: string
}

/** Both texts may be megabytes, so it is asked for again only when the page's part of the run has changed. */
export function pageQuery({ run, pageId, state }: PageOfRun) {
  return queryOptions({
    queryKey: ['page-diff', run, pageId, state],
    queryFn: ({ signal }) => api<RunPage>(`${run}/pages/${encodeURIComponent(pageId)}`, { signal }),
    staleTime: Infinity,
  })
}

export const settingsQuery = queryOptions({
  queryKey: ['page-task-settings'],
  queryFn: ({ signal }) => api<PageTaskSettings>('/api/page-tasks/settings', { signal }),
})

export type Readiness = 'ready' | 'neither' | 'no-jira' | 'no-confluence' | 'differ'

/** Whether runs can be begun; undefined while nobody knows. */
export function useReadiness(): Readiness | undefined {
  const { data } = useQuery(connectionsQuery)
  if (data === undefined) return undefined
  const jira = data.find(({ connector }) => connector === 'jira')
  const confluence = data.find(({ connector }) => connector === 'confluence')
  if (jira === undefined) return confluence === undefined ? 'neither' : 'no-jira'
  if (confluence === undefined) return 'no-confluence'
  return differ(jira.baseUrl, confluence.baseUrl) ? 'differ' : 'ready'
}
