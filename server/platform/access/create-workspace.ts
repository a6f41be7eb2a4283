import type { Clock } from '../../shared/clock.ts'
import { newId } from '../../shared/ids.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { mintApiKey } from './create-api-key.ts'
import { insertOperatorWorkspace } from './workspace.store.ts'

interface CreatedWorkspace {
  readonly workspace: { readonly id: string; readonly name: string }
  /** An admin's key; shown this once. */
  readonly apiKey: string
}

/** A workspace without Clockify. */
export async function createWorkspace(
  deps: { readonly db: Db; readonly clock: Clock },
  input: { readonly name: string },
): Promise<CreatedWorkspace> {
  const scope = { workspaceId: newId() }
  return inWorkspace(deps.db, scope, async (tx) => {
    await insertOperatorWorkspace(tx, scope, input.name)
    const { key } = await mintApiKey({ ...deps, db: tx }, scope, { label: 'First key', role: 'admin' })
    return { workspace: { id: scope.workspaceId, name: input.name }, apiKey: key }
  })
}
