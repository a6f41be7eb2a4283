import { queryOptions } from '@tanstack/react-query'
import { api, Problem } from '../../api/client.ts'

/** What the screens read of the add-on's manifest. */
export interface Manifest {
  readonly webhooks: readonly { readonly event: string }[]
}

export const manifestQuery = queryOptions({
  queryKey: ['manifest'],
  queryFn: () => api<Manifest>('/manifest.json'),
})

/** The version stands in the server's own document. */
export const versionQuery = queryOptions({
  queryKey: ['version'],
  queryFn: async () => (await api<{ info: { version: string } }>('/api/openapi.json')).info.version,
  staleTime: Infinity,
})

export type Readiness = { readonly isReady: true } | { readonly isReady: false; readonly reason: string }

export const readinessQuery = queryOptions({
  queryKey: ['readiness'],
  queryFn: async (): Promise<Readiness> => {
    try {
      await api('/ready')
      return { isReady: true }
    } catch (error) {
      return readinessOf(error)
    }
  },
})

/** Not being ready is an answer; not answering is none. */
export function readinessOf(error: unknown): Readiness {
  if (error instanceof Problem && error.status === 503) return { isReady: false, reason: error.message }
  throw error
}
