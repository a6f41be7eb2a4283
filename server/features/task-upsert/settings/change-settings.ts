import { objectOf } from '../../../shared/json.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Tx } from '../../../storage/db.ts'
import {
  findStoredSettings,
  lockStoredSettings,
  updateStoredSettings,
} from '../../../storage/settings.store.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { DEFAULTS, type UpsertSettings, type UpsertSettingsChange } from './settings.schemas.ts'

const TABLE = 'taskUpsertSettings'

/** What holds in a workspace, within a transaction. */
export async function findSettings(tx: Tx, scope: WorkspaceScope): Promise<UpsertSettings> {
  return settle(await findStoredSettings(tx, scope, TABLE))
}

export async function readSettings(
  { db }: Pick<TaskUpsertDeps, 'db'>,
  scope: WorkspaceScope,
): Promise<UpsertSettings> {
  return inWorkspaceAtOnce(db, scope, (tx) => findSettings(tx, scope))
}

/** What is left out stays. */
export async function changeSettings(
  { db, clock }: Pick<TaskUpsertDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  change: UpsertSettingsChange,
): Promise<UpsertSettings> {
  return inWorkspace(db, scope, async (tx) => {
    const stored = objectOf(await lockStoredSettings(tx, scope, { table: TABLE, at: clock.now() }))
    const settings = { ...stored, ...change }
    await updateStoredSettings(tx, scope, { table: TABLE, settings })
    return settle(settings)
  })
}

/** Only what a schema has read was ever stored. */
function settle(stored: unknown): UpsertSettings {
  return { ...DEFAULTS, ...objectOf(stored) }
}
