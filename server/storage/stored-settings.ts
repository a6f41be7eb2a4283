import type { Clock } from '../shared/clock.ts'
import { objectOf } from '../shared/json.ts'
import type { WorkspaceScope } from '../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Db, type Tx } from './db.ts'
import {
  findStoredSettings,
  lockStoredSettings,
  updateStoredSettings,
  type SettingsTable,
} from './settings.store.ts'

/** What a workspace has set of one feature, over what the server ships. Only what a schema has read may be given to `changeSettings`. */
export function storedSettings<Settings extends object>(table: SettingsTable, defaults: Settings) {
  const settle = (stored: unknown): Settings => ({ ...defaults, ...objectOf(stored) })

  /** What holds in a workspace, within a transaction. */
  async function findSettings(tx: Tx, scope: WorkspaceScope): Promise<Settings> {
    return settle(await findStoredSettings(tx, scope, table))
  }

  async function readSettings({ db }: { readonly db: Db }, scope: WorkspaceScope): Promise<Settings> {
    return inWorkspaceAtOnce(db, scope, (tx) => findSettings(tx, scope))
  }

  /** What is left out stays. */
  async function changeSettings(
    { db, clock }: { readonly db: Db; readonly clock: Clock },
    scope: WorkspaceScope,
    change: Partial<Settings>,
  ): Promise<Settings> {
    return inWorkspace(db, scope, async (tx) => {
      const stored = objectOf(await lockStoredSettings(tx, scope, { table, at: clock.now() }))
      const settings = { ...stored, ...change }
      await updateStoredSettings(tx, scope, { table, settings })
      return settle(settings)
    })
  }

  return { findSettings, readSettings, changeSettings }
}
