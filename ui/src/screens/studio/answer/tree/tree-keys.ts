import type { OpenRows } from './open-rows.ts'

interface Place {
  readonly rows: OpenRows
  readonly active: number
  readonly pageRows: number
}

const MOVES: Readonly<Record<string, (place: Place) => number | 'toggle'>> = {
  ArrowDown: ({ active }) => active + 1,
  ArrowUp: ({ active }) => active - 1,
  PageDown: ({ active, pageRows }) => active + pageRows,
  PageUp: ({ active, pageRows }) => active - pageRows,
  Home: () => 0,
  End: ({ rows }) => rows.count - 1,
  Enter: () => 'toggle',
  ' ': () => 'toggle',
  ArrowRight: ({ rows, active }) => (rows.isOpen(active) ? active + 1 : 'toggle'),
  ArrowLeft: ({ rows, active }) => (rows.isOpen(active) ? 'toggle' : rows.parentOf(active)),
}

/** What a key does in a tree (ARIA practices): the row to go to, or to open or close this one. */
export function stepOf(key: string, place: Place): number | 'toggle' | undefined {
  const step = MOVES[key]?.(place)
  return typeof step === 'number' ? Math.max(0, Math.min(step, place.rows.count - 1)) : step
}
