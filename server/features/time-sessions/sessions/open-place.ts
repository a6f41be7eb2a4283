import type { WorkspaceScope } from '../../../shared/scope.ts'
import type { Tx } from '../../../storage/db.ts'
import { openAuditLog } from '../audit/append-entries.ts'
import type { TimeSessionDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import type { TimeSessionSettings } from '../settings/settings.schemas.ts'
import type { Place } from './session-change.ts'

/** Waits for its turn at the workspace's log, like openAuditLog; the settings are read when they are asked for, and once. */
export async function openPlace(
  { clock, mailing }: Pick<TimeSessionDeps, 'clock' | 'mailing'>,
  tx: Tx,
  scope: WorkspaceScope,
): Promise<Place> {
  let settings: Promise<TimeSessionSettings> | undefined
  return {
    tx,
    scope,
    log: await openAuditLog(tx, scope),
    settings: () => {
      settings ??= findSettings(tx, scope)
      return settings
    },
    mailing: mailing && { ...mailing, clock },
  }
}
