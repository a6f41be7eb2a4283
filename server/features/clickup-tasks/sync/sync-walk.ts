import type { ClickupClient } from '../../../connectors/clickup/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import type { ListState } from './list.store.ts'
import type { Tally } from './tally.ts'

/** One run of a sync while a process works on it. */
export interface SyncWalk {
  readonly deps: Pick<ClickupTaskDeps, 'db' | 'clock' | 'publish'>
  readonly scope: WorkspaceScope
  readonly runId: string
  readonly clickup: Pick<ClickupClient, 'listTasks'>
  /** 0: all. */
  readonly maxTasks: number
  readonly tally: Tally
  /** As it is stored; changes with every page. */
  state: ListState
  /** How many tasks have been taken that count. */
  taken: number
}
