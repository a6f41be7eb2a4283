import { AppError } from '../../../shared/errors.ts'
import { objectOf } from '../../../shared/json.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, inWorkspaceAtOnce, type Tx } from '../../../storage/db.ts'
import {
  findStoredSettings,
  lockStoredSettings,
  updateStoredSettings,
} from '../../../storage/settings.store.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { isZone } from '../time-zone.ts'
import { DEFAULTS, type SettingsChange, type TimeSessionSettings } from './settings.schemas.ts'

const TABLE = 'timeSessionSettings'

/** What holds in a workspace, within a transaction. */
export async function findSettings(tx: Tx, scope: WorkspaceScope): Promise<TimeSessionSettings> {
  return settle(await findStoredSettings(tx, scope, TABLE))
}

export async function readSettings(
  { db }: Pick<TimeSessionDeps, 'db'>,
  scope: WorkspaceScope,
): Promise<TimeSessionSettings> {
  return settle(await inWorkspaceAtOnce(db, scope, (tx) => findStoredSettings(tx, scope, TABLE)))
}

/** What is left out stays as it is. */
export async function changeSettings(
  { db, clock }: Pick<TimeSessionDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
  change: SettingsChange,
): Promise<TimeSessionSettings> {
  if (change.reportZone !== undefined && !isZone(change.reportZone))
    throw new AppError('INVALID', 'The time zone is not known.', {
      violations: [
        { in: 'body', pointer: '/reportZone', message: 'is no IANA time zone, such as Europe/Madrid' },
      ],
    })
  return inWorkspace(db, scope, async (tx) => {
    const stored = objectOf(await lockStoredSettings(tx, scope, { table: TABLE, at: clock.now() }))
    const changed = { ...stored, ...change, mails: { ...objectOf(stored['mails']), ...change.mails } }
    await updateStoredSettings(tx, scope, { table: TABLE, settings: changed })
    return settle(changed)
  })
}

/** Only what a schema has read was ever stored. */
function settle(stored: unknown): TimeSessionSettings {
  const { mails, ...set } = objectOf(stored)
  return { ...DEFAULTS, ...set, mails: { ...DEFAULTS.mails, ...objectOf(mails) } }
}
