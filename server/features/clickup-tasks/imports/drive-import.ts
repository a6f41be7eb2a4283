import { Type } from 'typebox'
import {
  defineJob,
  handleJob,
  type JobHandler,
  type JobResult,
  type JobRun,
} from '../../../platform/jobs/index.ts'
import { inWorkspace, inWorkspaceAtOnce } from '../../../storage/db.ts'
import { claimNext } from './claim-next.ts'
import type { Drive, Rest } from './drive.ts'
import type { ImportDeps } from './import-deps.ts'
import { endImport, findImport, noteWaiting } from './import.store.ts'
import { isOfDatabase, judgeFailure, ourFault } from './judge-failure.ts'
import { planImport } from './plan-import.ts'
import { createProgress, type Progress } from './progress.ts'
import { runItem } from './run-item.ts'

export const driveImportJob = defineJob({
  name: 'clickup-tasks.drive-import',
  payload: Type.Object({
    importId: Type.String({ description: 'the import to carry on' }),
    driver: Type.String({ description: 'as the import names it; else it has another driver' }),
  }),
  // A process that dies says nothing of the import; what fails for good ends it.
  maxAttempts: 1000,
})

// Within this, the job waits for the next task itself: the queue is looked at only once a second.
const SHORT_MS = 2_000

export function driveImportHandler(deps: ImportDeps): JobHandler {
  return handleJob(driveImportJob, (job) => driveImport(deps, job))
}

/** Carries an import on from where it is until it is over, must wait or is not this driver's any more. Safe to run twice, also side by side. */
export async function driveImport(
  deps: ImportDeps,
  job: Pick<
    JobRun<{ readonly importId: string; readonly driver: string }>,
    'scope' | 'payload' | 'signal' | 'reportProgress'
  >,
): Promise<JobResult> {
  const { scope, signal, payload } = job
  const drive: Drive = { deps, scope, signal, driven: { id: payload.importId, driver: payload.driver } }
  const progress = createProgress(drive, job)
  const rest = await driveOn(drive, progress)
  if (rest?.kind === 'wait') {
    await inWorkspaceAtOnce(deps.db, scope, (tx) =>
      noteWaiting(tx, scope, { ...drive.driven, message: rest.message }),
    )
    await progress.now('running')
    return { again: rest.until }
  }
  if (rest?.kind === 'end') await fail(drive, progress, rest.message)
}

async function driveOn(drive: Drive, progress: Progress): Promise<Rest | undefined> {
  const { deps, scope, driven, signal } = drive
  try {
    if (!(await planImport(drive, () => progress.tick()))) return undefined
    return await runItems(drive, progress)
  } catch (error) {
    if (signal.aborted || isOfDatabase(error)) throw error
    const row = await inWorkspaceAtOnce(deps.db, scope, (tx) => findImport(tx, scope, driven.id))
    const known = judgeFailure(error, { listId: row?.listId ?? '', now: deps.clock.now() })
    return known ?? { kind: 'end', message: ourFault(error) }
  }
}

async function runItems(drive: Drive, progress: Progress): Promise<Rest | undefined> {
  const { deps, signal } = drive
  for (;;) {
    signal.throwIfAborted()
    const next = await claimNext(drive)
    if (next.kind === 'left') return undefined
    if (next.kind === 'completed') {
      await progress.now('completed')
      return undefined
    }
    if (next.kind === 'wait') {
      const waitMs = next.until.getTime() - deps.clock.now().getTime()
      if (waitMs > SHORT_MS) return { kind: 'wait', until: next.until, message: null }
      await progress.tick()
      await deps.sleep(Math.max(0, waitMs), signal)
      continue
    }
    const rest = await runItem(drive, next)
    if (rest !== undefined) return rest
    await progress.tick()
  }
}

async function fail({ deps, scope, driven }: Drive, progress: Progress, errorMessage: string): Promise<void> {
  const end = { ...driven, status: 'failed', errorMessage, finishedAt: deps.clock.now() } as const
  const hasEnded = await inWorkspace(deps.db, scope, (tx) => endImport(tx, scope, end))
  if (hasEnded) await progress.now('failed')
}
