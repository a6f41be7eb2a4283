import { enqueueJob } from '../../../platform/jobs/index.ts'
import { AppError, type Violation } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import { findSettings } from '../settings/change-settings.ts'
import { driveImportJob } from './drive-import.ts'
import type { ImportDeps } from './import-deps.ts'
import type { ImportChoices } from './import-target.ts'
import type { NewImportBody } from './import.schemas.ts'
import { insertImport } from './import.store.ts'

/** Each time another import. */
export async function startImport(
  deps: ImportDeps,
  scope: WorkspaceScope,
  input: NewImportBody,
): Promise<{ readonly importId: string }> {
  checkTarget(deps, input)
  // Says at once that there is no connection.
  await deps.openClickup(scope, 'interactive')
  const startedAt = deps.clock.now()
  const [id, driver] = [newId(), newId()]
  await inWorkspace(deps.db, scope, async (tx) => {
    const settings = await findSettings(tx, scope)
    const listId = input.listId ?? settings.listId
    if (listId === null) throw invalid('/listId', 'is needed, because the settings name no list')
    const { accountId = null, vacancyId = null, includeComments, filter, target } = input
    const { includeClosed, includeSubtasks } = settings
    const choices = { filter, includeClosed, includeSubtasks, accountId, vacancyId, includeComments }
    await insertImport(tx, scope, {
      id,
      listId,
      target,
      driver,
      choices: JSON.stringify(choices satisfies ImportChoices),
      delayMs: Math.round((input.delaySeconds ?? settings.importDelaySeconds) * 1_000),
      nextStartAt: startedAt,
      startedAt,
      requestedBy: JSON.stringify({ type: scope.actor.type, id: scope.actor.id }),
    })
    await enqueueJob(tx, scope, { definition: driveImportJob, payload: { importId: id, driver } })
  })
  deps.publish(scope, 'import', { id, status: 'running', total: 0, processed: 0 })
  return { importId: id }
}

function checkTarget({ targets }: ImportDeps, { target, accountId }: NewImportBody): void {
  if (target !== 'huntflow') return
  if (targets.huntflow === undefined) throw invalid('/target', 'is not available on this server')
  if (accountId === undefined) throw invalid('/accountId', 'is needed for Huntflow')
}

function invalid(pointer: string, message: string): AppError {
  const violations: readonly Violation[] = [{ in: 'body', pointer, message }]
  return new AppError('INVALID', `This cannot be imported: ${pointer.slice(1)} ${message}.`, { violations })
}
