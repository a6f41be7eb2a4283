import { useQuery } from '@tanstack/react-query'
import { api, withQuery } from '../../api/client.ts'
import type { Page } from '../../api/types.ts'

const FRESH_MS = 300_000

/** Names of the workspace's projects or tasks, to offer; the first two hundred by name. */
export function useRecordNames(collection: 'projects' | 'tasks'): readonly string[] {
  const { data } = useQuery({
    queryKey: ['records', 'names', collection],
    queryFn: async ({ signal }) => {
      const query = { collection, deleted: 'false', limit: '200' }
      const page = await api<Page<{ readonly name: string | null }>>(withQuery('/api/records', query), {
        signal,
      })
      return [...new Set(page.items.flatMap(({ name }) => (name === null ? [] : [name])))].toSorted()
    },
    staleTime: FRESH_MS,
  })
  return data ?? []
}
