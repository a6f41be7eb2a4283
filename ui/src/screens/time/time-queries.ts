import { queryOptions, useQuery } from '@tanstack/react-query'
import { api, withQuery } from '../../api/client.ts'
import type { AuditEntry, Person, TimeSession, TimeSettings } from '../../api/time-types.ts'
import type { Page } from '../../api/types.ts'

/** First parts of the keys of what time-entry events make stale. */
export const TIME_KEYS = ['time-sessions', 'audit-entries', 'people', 'overtime', 'hours', 'outbox'] as const

const LONGEST_PAGE = 200
// Enough for a day, or the people, of a large workspace; beyond it the API is the better reader.
const MOST_PAGES = 15
/** So many of a list are read at once; whoever shows it says so when it is cut. */
export const MOST_READ = LONGEST_PAGE * MOST_PAGES

type Query = Readonly<Record<string, string | undefined>>

/** Every page of a list, one after the other. */
export async function fetchAll<T>(path: string, query: Query, signal: AbortSignal): Promise<readonly T[]> {
  const all: T[] = []
  let cursor: string | undefined
  for (let count = 0; count < MOST_PAGES; count += 1) {
    const page = await api<Page<T>>(withQuery(path, { ...query, limit: String(LONGEST_PAGE), cursor }), {
      signal,
    })
    all.push(...page.items)
    if (page.nextCursor === null) break
    cursor = page.nextCursor
  }
  return all
}

export const settingsQuery = queryOptions({
  queryKey: ['time-settings'],
  queryFn: ({ signal }) => api<TimeSettings>('/api/time-sessions/settings', { signal }),
})

export const peopleQuery = queryOptions({
  queryKey: ['people', 'all'],
  queryFn: ({ signal }) => fetchAll<Person>('/api/people', {}, signal),
})

export function sessionQuery(id: string) {
  return queryOptions({
    queryKey: ['time-sessions', 'one', id],
    queryFn: ({ signal }) => api<TimeSession>(`/api/time-sessions/${encodeURIComponent(id)}`, { signal }),
  })
}

/** All that is on record of a session, newest first. */
export function historyQuery(id: string) {
  return queryOptions({
    queryKey: ['audit-entries', 'of', id],
    queryFn: ({ signal }) => fetchAll<AuditEntry>('/api/audit-entries', { sessionId: id }, signal),
  })
}

/** The zone and the first day of the week by which the workspace counts. */
export function useCalendar(): Pick<TimeSettings, 'reportZone' | 'weekStart'> | undefined {
  const { data, error } = useQuery(settingsQuery)
  if (data) return data
  return error ? { reportZone: 'UTC', weekStart: 'monday' } : undefined
}
