import type { JobResult } from '../../../platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { deleteRun, lockRun, updateRun, type SyncRun } from './sync-run.store.ts'
import { syncRunView } from './sync-run.view.ts'

type EndDeps = Pick<ClickupTaskDeps, 'db' | 'clock' | 'publish'>

interface Ending {
  readonly id: string
  readonly moreToRead?: boolean
  /** Why it could not go on. */
  readonly error?: string
}

/** Ends the run, if nobody has; one that a webhook asked for and that found nothing leaves no trace. */
export async function endSync(
  { db, clock, publish }: EndDeps,
  scope: WorkspaceScope,
  { id, moreToRead = false, error }: Ending,
): Promise<void> {
  const ended = await inWorkspace(db, scope, async (tx) => {
    const run = await lockRun(tx, scope, id)
    if (run?.status !== 'running') return undefined
    const verdict = error === undefined ? verdictOf(run) : ({ status: 'error', error } as const)
    const row = await updateRun(tx, scope, {
      id,
      ...verdict,
      moreToRead,
      finishedAt: clock.now(),
      waitsUntil: null,
    })
    if (row !== undefined && isSilent(row)) await deleteRun(tx, scope, id)
    return row
  })
  if (ended !== undefined) publish(scope, 'sync', syncRunView(ended))
}

function verdictOf({ unreadable }: SyncRun): Pick<SyncRun, 'status' | 'error'> {
  if (unreadable.length === 0) return { status: 'success', error: null }
  const names = unreadable.map((id) => (id === '' ? 'one without an id' : id)).join(', ')
  return {
    status: 'partial',
    error: `Some tasks could not be read; what was stored of them before stays: ${names}.`,
  }
}

function isSilent({ trigger, status, created, updated, removed }: SyncRun): boolean {
  return trigger === 'webhook' && status === 'success' && created + updated + removed === 0
}

/** Nothing failed, ClickUp is to be left alone until then; the run says so and stays. */
export async function putOff(
  { db, publish }: EndDeps,
  scope: WorkspaceScope,
  { id, until }: { readonly id: string; readonly until: Date },
): Promise<JobResult> {
  const run = await inWorkspace(db, scope, (tx) => updateRun(tx, scope, { id, waitsUntil: until }))
  if (run === undefined) return undefined
  publish(scope, 'sync', syncRunView(run))
  return { again: until }
}
