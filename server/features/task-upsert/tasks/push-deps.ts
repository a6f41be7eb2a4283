import type { TaskUpsertDeps } from '../deps.ts'
import type { FactsOf } from './list-facts.ts'
import type { WatchStates } from './state-watch.ts'

export interface PushDeps extends Pick<
  TaskUpsertDeps,
  'db' | 'clock' | 'openClickup' | 'otherwiseList' | 'publish'
> {
  readonly factsOf: FactsOf
  readonly watch: WatchStates
}
