import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import { deleteWorkspaceJobs } from '../jobs/index.ts'
import { deleteWrappedKey } from '../secrets/index.ts'
import type { LifecycleClaims } from '../tokens/index.ts'
import { requireSameInstallation } from './require-same-installation.ts'
import { findInstallation } from './installation.store.ts'
import type { DeletedBody, UninstallOutcome } from './lifecycle.schemas.ts'
import type { WebhookTokens } from './webhook-tokens.ts'
import { deleteWorkspace, lockWorkspaceToDelete } from './workspace.store.ts'

export interface UninstallDeps {
  readonly db: Db
  readonly webhookTokens: Pick<WebhookTokens, 'forget'>
  /** Each deletes the rows of its module that have no foreign key to the workspace. */
  readonly uninstallHooks: readonly ((tx: Tx, scope: WorkspaceScope) => Promise<void>)[]
}

/** Nothing of the workspace is left, and a copy of what was sealed opens no more. Twice is fine; an earlier installation deletes nothing of a newer one. */
export async function uninstallAddon(
  deps: UninstallDeps,
  scope: WorkspaceScope,
  input: { readonly claims: LifecycleClaims; readonly body: DeletedBody },
): Promise<UninstallOutcome> {
  requireSameInstallation(input.claims, input.body, 'The body')
  const outcome = await inWorkspace(deps.db, scope, async (tx): Promise<UninstallOutcome['outcome']> => {
    if (!(await lockWorkspaceToDelete(tx, scope))) return 'absent'
    const installation = await findInstallation(tx, scope)
    if (installation?.addonId !== input.claims.addonId) return 'ignored'
    await deleteWorkspaceJobs(tx, scope)
    await deleteWrappedKey(tx, scope)
    for (const deleteRows of deps.uninstallHooks) await deleteRows(tx, scope)
    await deleteWorkspace(tx, scope)
    return 'uninstalled'
  })
  deps.webhookTokens.forget(scope)
  return { outcome }
}
