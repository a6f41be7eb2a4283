import type { WorkspaceScope } from '../shared/scope.ts'
import { inWorkspaceAtOnce, type Db, type Tx } from './db.ts'

type Workspace = Pick<WorkspaceScope, 'workspaceId'>

/**
 * A read of one workspace, made once for all who ask for it in the same turn of the event loop. It begins after each of them has asked,
 * so nobody gets what was before his question.
 */
export function shareReads<T>(
  read: (tx: Tx, scope: Workspace) => Promise<T>,
): (db: Db, scope: Workspace) => Promise<T> {
  const askedOf = new WeakMap<Db, Map<string, Promise<T>>>()

  return (db, { workspaceId }) => {
    const asked = askedOf.get(db) ?? new Map<string, Promise<T>>()
    askedOf.set(db, asked)
    const answer =
      asked.get(workspaceId) ??
      nextTurn(() => {
        asked.delete(workspaceId)
        return inWorkspaceAtOnce(db, { workspaceId }, (tx) => read(tx, { workspaceId }))
      })
    asked.set(workspaceId, answer)
    return answer
  }
}

function nextTurn<T>(run: () => Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    setImmediate(() => void run().then(resolve, reject))
  })
}
