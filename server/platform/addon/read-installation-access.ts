import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import type { Vault } from '../secrets/index.ts'
import type { ApiHosts } from './api-hosts.ts'
import { findInstallation, type Installation } from './installation.store.ts'
import { TOKEN_PURPOSE } from './token-purpose.ts'

export interface InstallationAccess
  extends ApiHosts, Pick<Installation, 'addonId' | 'generation' | 'status'> {
  /** The installation token, opened: keep it no longer than the call that needs it. */
  readonly token: string
}

/** Throws CONFLICT when the workspace has no installation; an INACTIVE one is returned. */
export async function readInstallationAccess(
  deps: { readonly db: Db; readonly vault: Vault },
  scope: WorkspaceScope,
): Promise<InstallationAccess> {
  return inWorkspace(deps.db, scope, (tx) => readInstallationAccessIn(tx, scope, deps.vault))
}

export async function readInstallationAccessIn(
  tx: Tx,
  scope: WorkspaceScope,
  vault: Vault,
): Promise<InstallationAccess> {
  const installation = await findInstallation(tx, scope)
  if (!installation)
    throw new AppError('CONFLICT', 'The add-on is not installed in this workspace; install it in Clockify.')
  const { addonId, generation, status, backendUrl, reportsUrl, tokenSealed } = installation
  const token = await vault.open(tx, scope, { purpose: TOKEN_PURPOSE, sealed: tokenSealed })
  return { addonId, generation, status, backendUrl, reportsUrl, token }
}
