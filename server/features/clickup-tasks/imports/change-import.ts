import { enqueueJob } from '../../../platform/jobs/index.ts'
import { AppError, notFound } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { driveImportJob } from './drive-import.ts'
import type { ImportDeps } from './import-deps.ts'
import { CHANGES, wrongState, type ImportChange } from './import-state.ts'
import { resetFailed } from './import-item.store.ts'
import { changeStatus, findImport } from './import.store.ts'

interface WantedChange {
  readonly id: string
  readonly change: ImportChange
}

/** A task that runs at this moment still comes to its end; none begins after a stop or a cancellation. Throws CONFLICT in the wrong state. */
export async function changeImport(
  { db, clock, publish }: Pick<ImportDeps, 'db' | 'clock' | 'publish'>,
  scope: WorkspaceScope,
  { id, change }: WantedChange,
): Promise<void> {
  const { from, to } = CHANGES[change]
  await inWorkspace(db, scope, async (tx) => {
    const driver = newId()
    const changed = await changeStatus(tx, scope, {
      id,
      from,
      to,
      finishedAt: to === 'cancelled' ? clock.now() : null,
      // Pages of one moment may have changed while it was stopped.
      ...(to === 'running' ? { driver, planPage: 0 } : {}),
    })
    if (!changed) throw await refusal(tx, scope, { id, change })
    if (change === 'retry-failed' && (await resetFailed(tx, scope, id)) === 0)
      throw new AppError('CONFLICT', 'No task of this import has failed, so there is none to try again.')
    if (to === 'running')
      await enqueueJob(tx, scope, { definition: driveImportJob, payload: { importId: id, driver } })
  })
  publish(scope, 'import', { id, status: to })
}

async function refusal(tx: Tx, scope: WorkspaceScope, { id, change }: WantedChange): Promise<AppError> {
  const row = await findImport(tx, scope, id)
  return row === undefined ? notFound('import', id) : wrongState(change, row.status)
}
