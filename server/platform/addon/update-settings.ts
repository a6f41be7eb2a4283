import type { Clock } from '../../shared/clock.ts'
import type { Log } from '../../shared/log.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db } from '../../storage/db.ts'
import type { LifecycleClaims } from '../tokens/index.ts'
import { upsertSettingValues } from './addon-setting.store.ts'
import { requireSameInstallation } from './require-same-installation.ts'
import { checkSettings } from './check-settings.ts'
import { updateInstallation } from './installation.store.ts'
import type { SettingsOutcome, SettingsUpdatedBody } from './lifecycle.schemas.ts'
import { explainNoInstallation } from './require-installation.ts'
import type { SettingDefinition } from './setting-definition.ts'

export interface UpdateSettingsDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
  readonly settings: readonly SettingDefinition[]
}

/** Merges what changed; settings that are not named keep their values, unknown ones are left out. */
export async function updateSettings(
  deps: UpdateSettingsDeps,
  scope: WorkspaceScope,
  input: { readonly claims: LifecycleClaims; readonly body: SettingsUpdatedBody },
): Promise<SettingsOutcome> {
  const { claims, body } = input
  // Older senders put the bare list, which names nobody.
  if (!Array.isArray(body)) requireSameInstallation(claims, body, 'The body')
  const [changed, pointer] = Array.isArray(body) ? [body, ''] : [body.settings, '/settings']
  const { values, unknownIds } = checkSettings(deps.settings, changed, pointer)
  if (unknownIds.length > 0) deps.log.warn({ unknownIds }, 'settings that the manifest does not have')
  await inWorkspace(deps.db, scope, async (tx) => {
    const updatedAt = deps.clock.now()
    const installation = await updateInstallation(tx, scope, { addonId: claims.addonId, updatedAt })
    if (!installation) throw await explainNoInstallation(tx, scope, claims.addonId)
    await upsertSettingValues(tx, scope, { values, updatedAt })
  })
  return { outcome: 'updated' }
}
