import type { Clock } from '../../shared/clock.ts'
import { notFound } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import type { Catalogue } from '../openapi/index.ts'
import { requireOperation } from './require-operation.ts'
import type { SavedCallInput } from './saved-call.schemas.ts'
import { insertSavedCall, updateSavedCall, type SavedCallRow } from './saved-call.store.ts'

export interface SaveDeps {
  readonly db: Db
  readonly catalogue: Catalogue
  readonly clock: Clock
}

/** Kept as it was given, to be called again; with an id it replaces the call of that id. */
export async function saveCall(
  deps: SaveDeps,
  scope: WorkspaceScope,
  input: SavedCallInput & { readonly id?: string },
): Promise<SavedCallRow> {
  const { id, name, connector, operationId } = input
  requireOperation(deps.catalogue, input)
  const now = deps.clock.now()
  const columns = { name, connector, operationId, input: JSON.stringify(input.input ?? {}), updatedAt: now }
  if (id === undefined) {
    const made = { ...columns, id: newId(), createdBy: scope.actor.id, createdAt: now }
    return inWorkspace(deps.db, scope, (tx) => insertSavedCall(tx, scope, made))
  }
  const changed = await inWorkspace(deps.db, scope, (tx) => updateSavedCall(tx, scope, { ...columns, id }))
  if (changed === undefined) throw notFound('saved call', id)
  return changed
}
