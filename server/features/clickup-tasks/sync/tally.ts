import type { StoreOutcome } from '../tasks/task.store.ts'

export type News = { readonly [Name in 'processed' | StoreOutcome]: number }

export interface Tally {
  has(taskId: string): boolean
  /** What these outcomes add to a run's counters. */
  count(outcomes: ReadonlyMap<string, StoreOutcome>): News
}

/** Counts each task of a run once, however often it is met: as its first outcome, unless a later one says more. */
export function createTally(): Tally {
  const counted = new Map<string, StoreOutcome>()
  return {
    has: (taskId) => counted.has(taskId),
    count: (outcomes) => {
      const news = { processed: 0, created: 0, updated: 0, unchanged: 0 }
      for (const [id, outcome] of outcomes) {
        const before = counted.get(id)
        if (before !== undefined && (before !== 'unchanged' || outcome === 'unchanged')) continue
        if (before === undefined) news.processed += 1
        else news[before] -= 1
        news[outcome] += 1
        counted.set(id, outcome)
      }
      return news
    },
  }
}
