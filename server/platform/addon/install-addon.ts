import type { Clock } from '../../shared/clock.ts'
import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import type { Vault } from '../secrets/index.ts'
import { readIssuedAt, type LifecycleClaims } from '../tokens/index.ts'
import { deleteSettingValues } from './addon-setting.store.ts'
import type { AddonSettings } from './addon-settings.ts'
import { deleteWebhookTokens, upsertWebhookTokens } from './installation-webhook.store.ts'
import { findInstallation, replaceInstallation } from './installation.store.ts'
import type { InstalledBody, InstallOutcome } from './lifecycle.schemas.ts'
import { readInstalled, type Installed, type ReadInstalledDeps } from './read-installed.ts'
import { TOKEN_PURPOSE } from './token-purpose.ts'
import type { WebhookTokens } from './webhook-tokens.ts'
import { lockClockifyWorkspace } from './workspace.store.ts'

export interface InstallDeps extends ReadInstalledDeps {
  readonly db: Db
  readonly clock: Clock
  readonly vault: Vault
  readonly webhookTokens: Pick<WebhookTokens, 'forget'>
  readonly defaults: AddonSettings
  /** Part of the same transaction, when the workspace is to be read at once. */
  readonly onInstalled: (tx: Tx, scope: WorkspaceScope) => Promise<void>
}

/** Takes the place of an earlier installation, whose tokens are dead from then on; the same call again changes nothing. */
export async function installAddon(
  deps: InstallDeps,
  scope: WorkspaceScope,
  input: { readonly claims: LifecycleClaims; readonly body: InstalledBody },
): Promise<InstallOutcome> {
  const installed = await readInstalled(deps, input.claims, input.body)
  const outcome = await inWorkspace(deps.db, scope, async (tx): Promise<InstallOutcome['outcome']> => {
    const { source } = await lockClockifyWorkspace(tx, scope)
    if (source !== 'clockify')
      throw new AppError('CONFLICT', 'This workspace was made by the operator; it takes no installation.')
    const before = await findInstallation(tx, scope)
    if (before) {
      const token = await deps.vault.open(tx, scope, { purpose: TOKEN_PURPOSE, sealed: before.tokenSealed })
      if (token === installed.token) {
        await upsertWebhookTokens(tx, scope, installed.webhooks)
        return 'repeated'
      }
      if (isOlder(installed.token, token)) return 'ignored'
    }
    await replaceAll(deps, { tx, scope }, installed)
    return before ? 'reinstalled' : 'installed'
  })
  deps.webhookTokens.forget(scope)
  return { outcome }
}

interface Place {
  readonly tx: Tx
  readonly scope: WorkspaceScope
}

async function replaceAll(deps: InstallDeps, { tx, scope }: Place, installed: Installed): Promise<void> {
  const { token, webhooks, ...facts } = installed
  const tokenSealed = await deps.vault.seal(tx, scope, { purpose: TOKEN_PURPOSE, text: token })
  await replaceInstallation(tx, scope, { ...facts, tokenSealed, installedAt: deps.clock.now() })
  await deleteWebhookTokens(tx, scope)
  await upsertWebhookTokens(tx, scope, webhooks)
  // A new installation begins with the manifest's values, in Clockify as here.
  await deleteSettingValues(tx, scope)
  if (deps.defaults.autoBootstrap) await deps.onInstalled(tx, scope)
}

/** A late repetition of an installation that another one has replaced since; by the platform's clock alone, for ours may differ. */
function isOlder(token: string, current: string): boolean {
  const issuedAt = readIssuedAt(token)
  const currentAt = readIssuedAt(current)
  return issuedAt !== undefined && currentAt !== undefined && issuedAt < currentAt
}
