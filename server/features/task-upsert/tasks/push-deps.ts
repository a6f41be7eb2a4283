import type { Sleep } from '../../../platform/outbound/index.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import type { FactsOf } from './list-facts.ts'

export interface PushDeps extends Pick<
  TaskUpsertDeps,
  'db' | 'clock' | 'openClickup' | 'otherwiseList' | 'publish'
> {
  readonly sleep: Sleep
  readonly factsOf: FactsOf
}
