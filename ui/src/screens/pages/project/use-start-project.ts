import { useMutation, useQueryClient } from '@tanstack/react-query'
import { useLocation } from 'wouter'
import { api } from '../../../api/client.ts'
import type { ProjectRequest } from '../../../api/page-types.ts'
import { hrefOfProjectRun } from '../tabs.ts'

/** Begins a sync of a project, or plans it, and goes to it. */
export function useStartProject(dryRun: boolean) {
  const queries = useQueryClient()
  const [, go] = useLocation()
  return useMutation({
    mutationFn: ({ projectPageUrl, projectKey, mode }: ProjectRequest) =>
      api<{ runId: string }>('/api/project-sync', {
        method: 'POST',
        body: { projectPageUrl, projectKey, mode, dryRun },
      }),
    onSuccess: ({ runId }) => {
      void queries.invalidateQueries({ queryKey: ['project-runs'] })
      go(hrefOfProjectRun(runId))
    },
  })
}
