/** What an address filters by. */
export interface TaskFilter {
  readonly search?: string
  readonly status?: string
  readonly assignee?: string
  readonly tag?: string
}

export const FILTER_PARTS = ['search', 'status', 'assignee', 'tag'] as const

export function filterIn(search: URLSearchParams): TaskFilter {
  return Object.fromEntries(
    FILTER_PARTS.flatMap((part) => {
      const value = search.get(part)?.trim()
      return value ? [[part, value] as const] : []
    }),
  )
}

export function isFiltered(filter: TaskFilter): boolean {
  return Object.keys(filter).length > 0
}
