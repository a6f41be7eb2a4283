import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api } from '../../../api/client.ts'
import type { SyncRequest, UndoPart } from '../../../api/page-types.ts'
import { hrefOfRun } from '../tabs.ts'

interface Asked {
  readonly path: string
  readonly body: object
}

/** Begins a run and goes to it. */
function useBegin() {
  const queries = useQueryClient()
  const [, go] = useLocation()
  return useMutation({
    mutationFn: ({ path, body }: Asked) => api<{ runId: string }>(path, { method: 'POST', body }),
    onSuccess: ({ runId }) => {
      void queries.invalidateQueries({ queryKey: ['page-runs'] })
      go(hrefOfRun(runId))
    },
  })
}

export function useStartSync() {
  const { mutate, ...begin } = useBegin()
  return {
    ...begin,
    start: ({ requestedBy, ...request }: SyncRequest, dryRun: boolean): void => {
      const body = { ...request, dryRun, ...(requestedBy === null ? {} : { requestedBy }) }
      mutate({ path: '/api/page-tasks/sync', body })
    },
  }
}

export function useStartUndo(runId: string) {
  const { mutate, ...begin } = useBegin()
  return {
    ...begin,
    start: (dryRun: boolean, { pageIds, taskIds }: UndoPart = { pageIds: null, taskIds: null }): void => {
      const body = { dryRun, ...(pageIds && { pageIds }), ...(taskIds && { taskIds }) }
      mutate({ path: `/api/page-tasks/runs/${encodeURIComponent(runId)}/undo`, body })
    },
  }
}
