import type { Sleep } from '../../../platform/outbound/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../../storage/db.ts'
import { listPushStatesOf, type PushState } from './push.store.ts'

/** How these entries are a moment later. */
export type WatchStates = (scope: WorkspaceScope, ids: readonly string[]) => Promise<readonly PushState[]>

interface Look {
  readonly ids: Set<string>
  readonly states: Promise<ReadonlyMap<string, PushState>>
}

const LOOK_MS = 150

/** One for the process: a thousand requests that wait for each other's work look together. */
export function createStateWatch({ db, sleep }: { readonly db: Db; readonly sleep: Sleep }): WatchStates {
  const looks = new Map<string, Look>()
  const begin = (scope: WorkspaceScope): Look => {
    const ids = new Set<string>()
    const look = async (): Promise<ReadonlyMap<string, PushState>> => {
      await sleep(LOOK_MS)
      looks.delete(scope.workspaceId)
      const states = await inWorkspaceAtOnce(db, scope, (tx) => listPushStatesOf(tx, scope, [...ids]))
      return new Map(states.map((state) => [state.id, state]))
    }
    const begun = { ids, states: look() }
    looks.set(scope.workspaceId, begun)
    return begun
  }
  return async (scope, ids) => {
    const look = looks.get(scope.workspaceId) ?? begin(scope)
    for (const id of ids) look.ids.add(id)
    const states = await look.states
    return ids.flatMap((id) => states.get(id) ?? [])
  }
}
