import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import { shareReads } from '../../storage/share-reads.ts'
import type { Vault } from '../secrets/index.ts'
import type { AddonSettings } from './addon-settings.ts'
import type { ApiHosts } from './api-hosts.ts'
import { findInstallationAccess, type Installation } from './installation.store.ts'
import { settingsOf } from './read-addon-settings.ts'
import { TOKEN_PURPOSE } from './token-purpose.ts'

export interface InstallationAccess
  extends ApiHosts, Pick<Installation, 'addonId' | 'generation' | 'status'> {
  /** The installation token, opened: keep it no longer than the call that needs it. */
  readonly token: string
  readonly settings: AddonSettings
}

const findShared = shareReads(findInstallationAccess)

/** Throws CONFLICT when the workspace has no installation; an INACTIVE one is returned. */
export async function readInstallationAccess(
  deps: { readonly db: Db; readonly vault: Vault; readonly defaults: AddonSettings },
  scope: WorkspaceScope,
): Promise<InstallationAccess> {
  const stored = await findShared(deps.db, scope)
  if (!stored)
    throw new AppError('CONFLICT', 'The add-on is not installed in this workspace; install it in Clockify.')
  const { addonId, generation, status, backendUrl, reportsUrl, tokenSealed, wrappedKey } = stored
  const token = deps.vault.openWith(wrappedKey, scope, { purpose: TOKEN_PURPOSE, sealed: tokenSealed })
  const settings = settingsOf(stored.settings, deps.defaults)
  return { addonId, generation, status, backendUrl, reportsUrl, token, settings }
}
