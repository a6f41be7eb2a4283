import { SESSION_STATUSES, type SessionStatus } from '../../../api/time-types.ts'

/** What an address filters by, beside the range. */
export interface SessionFilter {
  readonly person?: string
  readonly project?: string
  readonly task?: string
  readonly status?: SessionStatus
  readonly overtime?: 'true' | 'false'
  readonly running?: 'true' | 'false'
}

export const FILTER_PARTS = ['person', 'project', 'task', 'status', 'overtime', 'running'] as const

export function filterIn(search: URLSearchParams): SessionFilter {
  const status = SESSION_STATUSES.find((known) => known === search.get('status'))
  const overtime = flagIn(search.get('overtime'))
  const running = flagIn(search.get('running'))
  const texts = (['person', 'project', 'task'] as const).flatMap((name) => {
    const value = search.get(name)?.trim()
    return value ? [[name, value] as const] : []
  })
  return {
    ...Object.fromEntries(texts),
    ...(status && { status }),
    ...(overtime && { overtime }),
    ...(running && { running }),
  }
}

function flagIn(text: string | null): 'true' | 'false' | undefined {
  return text === 'true' || text === 'false' ? text : undefined
}

/** As the API takes it. */
export function queryOf({ person, project, task, ...same }: SessionFilter) {
  return { personId: person, projectName: project, taskName: task, ...same }
}

export function isFiltered(filter: SessionFilter): boolean {
  return Object.keys(filter).length > 0
}
