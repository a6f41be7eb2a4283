import { AppError } from '../../shared/errors.ts'
import type { WorkspaceScope } from '../../shared/scope.ts'
import type { Db } from '../../storage/db.ts'
import { findInstallation, type Installation } from './installation.store.ts'

/** Throws CONFLICT while the workspace has the add-on switched off: data is kept, no work is done. */
export function requireActive(installation: Pick<Installation, 'status'>): void {
  if (installation.status !== 'ACTIVE')
    throw new AppError(
      'CONFLICT',
      'The add-on is switched off in this workspace; an administrator can switch it on in Clockify.',
    )
}

/** Why an event of this installation cannot be taken: there is none, or a newer one. */
export async function explainNoInstallation(
  db: Db,
  scope: WorkspaceScope,
  addonId: string,
): Promise<AppError> {
  if (await findInstallation(db, scope))
    return new AppError('CONFLICT', `${addonId} is an earlier installation; a newer one has taken its place.`)
  return new AppError('NOT_FOUND', 'The add-on is not installed in this workspace.')
}
