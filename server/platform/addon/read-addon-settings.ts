import { Value } from 'typebox/value'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspace, type Db, type Tx } from '../../storage/db.ts'
import { listSettingValues } from './addon-setting.store.ts'
import { AddonSettings } from './addon-settings.ts'

export async function readAddonSettings(
  deps: { readonly db: Db; readonly defaults: AddonSettings },
  scope: WorkspaceScope,
): Promise<AddonSettings> {
  return inWorkspace(deps.db, scope, (tx) => readAddonSettingsIn(tx, scope, deps.defaults))
}

/** What the workspace has set, and the defaults for the rest. */
export async function readAddonSettingsIn(
  tx: Tx,
  scope: WorkspaceScope,
  defaults: AddonSettings,
): Promise<AddonSettings> {
  const stored = (await listSettingValues(tx, scope)).filter(({ id }) => Object.hasOwn(defaults, id))
  const settings: unknown = {
    ...defaults,
    ...Object.fromEntries(stored.map(({ id, value }) => [id, value])),
  }
  if (!Value.Check(AddonSettings, settings)) throw new Error('a stored setting has another kind than it had')
  return settings
}
