import { hasShape } from '../../shared/has-shape.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import { inWorkspaceAtOnce, type Db } from '../../storage/db.ts'
import { listSettingValues, type SettingValue } from './addon-setting.store.ts'
import { AddonSettings } from './addon-settings.ts'

export async function readAddonSettings(
  deps: { readonly db: Db; readonly defaults: AddonSettings },
  scope: WorkspaceScope,
): Promise<AddonSettings> {
  const values = await inWorkspaceAtOnce(deps.db, scope, (tx) => listSettingValues(tx, scope))
  return settingsOf(values, deps.defaults)
}

/** What the workspace has set, and the defaults for the rest. */
export function settingsOf(values: readonly SettingValue[], defaults: AddonSettings): AddonSettings {
  const stored = values.filter(({ id }) => Object.hasOwn(defaults, id))
  const settings: unknown = {
    ...defaults,
    ...Object.fromEntries(stored.map(({ id, value }) => [id, value])),
  }
  if (!hasShape(AddonSettings, settings)) throw new Error('a stored setting has another kind than it had')
  return settings
}
