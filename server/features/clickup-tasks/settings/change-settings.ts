import { objectOf } from '../../../shared/json.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Tx } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { askForWebhook } from '../webhooks/ask-for-webhook.ts'
import { DEFAULTS, type ClickupSettings, type SettingsChange } from './settings.schemas.ts'
import { findStoredSettings, lockStoredSettings, updateStoredSettings } from './settings.store.ts'

/** What holds in a workspace, within a transaction. */
export async function findSettings(tx: Tx, scope: WorkspaceScope): Promise<ClickupSettings> {
  return settle(await findStoredSettings(tx, scope))
}

export async function readSettings(
  { db }: Pick<ClickupTaskDeps, 'db'>,
  scope: WorkspaceScope,
): Promise<ClickupSettings> {
  return settle(await inWorkspaceAtOnce(db, scope, (tx) => findStoredSettings(tx, scope)))
}

/** What is left out stays as it is. */
export async function changeSettings(
  { db, clock }: Pick<ClickupTaskDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  change: SettingsChange,
): Promise<ClickupSettings> {
  return inWorkspace(db, scope, async (tx) => {
    const stored = objectOf(await lockStoredSettings(tx, scope, clock.now()))
    const changed = { ...stored, ...change }
    await updateStoredSettings(tx, scope, changed)
    await askForWebhook(tx, scope)
    return settle(changed)
  })
}

/** Only what a schema has read was ever stored. */
function settle(stored: unknown): ClickupSettings {
  return { ...DEFAULTS, ...objectOf(stored) }
}
