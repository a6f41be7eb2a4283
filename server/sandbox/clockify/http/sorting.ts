import type { Query } from './query.ts'

type Sortable = string | number | null

/** Sorts when the request names a column that the list knows; otherwise the stored order stays. */
export function sortBy<Item>(
  items: readonly Item[],
  query: Query,
  columns: Readonly<Record<string, (item: Item) => Sortable>>,
): readonly Item[] {
  const read = columns[query.get('sort-column') ?? '']
  if (!read) return items
  const sign = query.get('sort-order') === 'DESCENDING' ? -1 : 1
  return [...items].sort((a, b) => sign * compare(read(a), read(b)))
}

function compare(a: Sortable, b: Sortable): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b
  return String(a ?? '').localeCompare(String(b ?? ''))
}

export function matchesName(name: string, query: Query): boolean {
  const wanted = query.get('name')
  if (!wanted) return true
  if (query.get('strict-name-search') === 'true') return name === wanted
  return name.toLowerCase().includes(wanted.toLowerCase())
}
