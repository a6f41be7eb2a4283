import { enqueueJob } from '../../../platform/jobs/index.ts'
import { AppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import type { ConfluenceJiraDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import { driveRunJob } from './drive-run-job.ts'
import { featureOf, type ProjectRequest, type SyncRequest, type UndoRequest } from './run.ts'
import { findRun, insertRun } from './page-run.store.ts'

// Somebody waits for it.
const PRIORITY = 10

export interface Started {
  readonly runId: string
}

type Deps = Pick<ConfluenceJiraDeps, 'db' | 'clock'>

export async function startSync(
  deps: Deps,
  scope: WorkspaceScope,
  { dryRun, ...request }: SyncRequest & { readonly dryRun: boolean },
): Promise<Started> {
  return inWorkspace(deps.db, scope, (tx) =>
    start(deps, { tx, scope }, { kind: 'sync', dryRun, request, undoes: null }),
  )
}

/** NOT_FOUND for a run that is not there, CONFLICT for one that has nothing to take back. */
export async function startUndo(
  deps: Deps,
  scope: WorkspaceScope,
  { runId, dryRun, ...request }: UndoRequest & { readonly runId: string; readonly dryRun: boolean },
): Promise<Started> {
  return inWorkspace(deps.db, scope, async (tx) => {
    const undone = await findRun(tx, scope, runId)
    if (undone === undefined || featureOf(undone) !== 'page-tasks')
      throw new AppError('NOT_FOUND', 'There is no such run.')
    if (undone.kind !== 'sync' || undone.dryRun)
      throw new AppError('CONFLICT', 'This run has written nothing that could be taken back.')
    if (undone.status === 'waiting' || undone.status === 'running')
      throw new AppError('CONFLICT', 'The run is still under way. Cancel it, or wait for its end.')
    return start(deps, { tx, scope }, { kind: 'undo', dryRun, request, undoes: runId })
  })
}

export async function startProjectSync(
  deps: Deps,
  scope: WorkspaceScope,
  {
    mode,
    dryRun,
    projectPageUrl,
    projectKey,
  }: ProjectRequest & { readonly mode: 'relink' | 'pages'; readonly dryRun: boolean },
): Promise<Started> {
  const request = { projectPageUrl, projectKey: projectKey.toUpperCase() }
  return inWorkspace(deps.db, scope, (tx) =>
    start(deps, { tx, scope }, { kind: mode, dryRun, request, undoes: null }),
  )
}

type Wanted = Pick<Parameters<typeof insertRun>[2], 'kind' | 'dryRun' | 'request' | 'undoes'>

async function start(
  { clock }: Deps,
  { tx, scope }: { readonly tx: Tx; readonly scope: WorkspaceScope },
  wanted: Wanted,
): Promise<Started> {
  const id = newId()
  const settings = await findSettings(tx, scope)
  const { actor: requestedBy } = scope
  await insertRun(tx, scope, { id, ...wanted, settings, requestedBy, createdAt: clock.now() })
  await enqueueJob(tx, scope, { definition: driveRunJob, payload: { runId: id }, priority: PRIORITY })
  return { runId: id }
}
