import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import { newId } from '../../shared/ids.ts'
import type { Role, WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import { hashToken } from '../tokens/index.ts'
import { newApiKey } from './api-key-format.ts'
import { insertApiKey, type ApiKeyRow } from './api-key.store.ts'
import { findWorkspace } from './workspace.store.ts'

interface CreateApiKeyInput {
  readonly label: string
  readonly role: Role
}

/** Shown this once: only its hash is stored. */
type CreatedApiKey = ApiKeyRow & { readonly key: string }

export async function createApiKey(
  deps: { readonly db: Db; readonly clock: Clock },
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  input: CreateApiKeyInput,
): Promise<CreatedApiKey> {
  return inWorkspace(deps.db, scope, async (tx) => {
    if (!(await findWorkspace(tx, scope)))
      throw new AppError('NOT_FOUND', `There is no workspace ${scope.workspaceId}.`)
    return mintApiKey({ ...deps, db: tx }, scope, input)
  })
}

/** The same inside a transaction of the workspace. */
export async function mintApiKey(
  deps: { readonly db: Db; readonly clock: Clock },
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  input: CreateApiKeyInput,
): Promise<CreatedApiKey> {
  const key = newApiKey(scope.workspaceId)
  const row = await insertApiKey(deps.db, scope, {
    ...input,
    id: newId(),
    keyHash: hashToken(key),
    createdAt: deps.clock.now(),
  })
  return { ...row, key }
}
