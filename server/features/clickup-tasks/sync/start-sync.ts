import { Type } from 'typebox'
import { defineJob, enqueueJob } from '../../../platform/jobs/index.ts'
import type { Clock } from '../../../shared/clock.ts'
import { AppError } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import type { ClickupTaskDeps } from '../deps.ts'
import { findSettings } from '../settings/change-settings.ts'
import { insertRun, listLiveRuns, takeOverRun, type SyncTrigger } from './sync-run.store.ts'

/** Every killed process costs an attempt, and a long run may outlive many; its own failures end it without any. */
export const syncJob = defineJob({
  name: 'clickup-tasks.sync',
  payload: Type.Object({ runId: Type.String() }),
  maxAttempts: 100,
})

// Somebody waits for it.
const PRIORITY = 10

interface Started {
  readonly syncRunId: string
}

/** Starts a run that somebody asked for; throws CONFLICT without a connection or a list, and while another run is not over. */
export async function startSync(
  { db, clock, openClickup }: Pick<ClickupTaskDeps, 'db' | 'clock' | 'openClickup'>,
  scope: WorkspaceScope,
  { full }: { readonly full: boolean },
): Promise<Started> {
  await openClickup(scope, 'interactive')
  return inWorkspace(db, scope, async (tx) => {
    const { listId } = await findSettings(tx, scope)
    if (listId === null)
      throw new AppError('CONFLICT', 'No ClickUp list is chosen. Choose one in the settings.')
    const [first] = await listLiveRuns(tx, scope, listId)
    if (first !== undefined && (await takeOverRun(tx, scope, { id: first.id, isFull: full })))
      return { syncRunId: first.id }
    if (first !== undefined) throw isRunning(first.id)
    const run = { listId, trigger: 'manual', isFull: full, now: clock.now(), delayMs: 0 } as const
    const id = await insertRunWithJob(tx, scope, run)
    if (id === undefined)
      throw isRunning((await listLiveRuns(tx, scope, listId))[0]?.id ?? 'of somebody else')
    return { syncRunId: id }
  })
}

interface SyncRequest {
  readonly trigger: Exclude<SyncTrigger, 'manual'>
  readonly now: Date
  /** Until it begins; what is asked for meanwhile joins it. */
  readonly delayMs: number
}

/**
 * Asks for a run of the chosen list in the caller's transaction. Joins the one that waits for its turn, for it will see everything that
 * ClickUp knows by now; one that is at work may have looked already, so another follows it. Undefined where no list is chosen.
 */
export async function requestSync(
  tx: Tx,
  scope: WorkspaceScope,
  { trigger, now, delayMs }: SyncRequest,
): Promise<Started | undefined> {
  const { listId } = await findSettings(tx, scope)
  if (listId === null) return undefined
  const id = await insertRunWithJob(tx, scope, { listId, trigger, isFull: false, now, delayMs })
  if (id !== undefined) return { syncRunId: id }
  const waiting = (await listLiveRuns(tx, scope, listId)).find(({ startedAt }) => startedAt === null)
  return waiting && { syncRunId: waiting.id }
}

interface RunWithJob {
  readonly listId: string
  readonly trigger: SyncTrigger
  readonly isFull: boolean
  readonly now: Date
  readonly delayMs: number
}

/** Undefined when one waits for its turn already. */
async function insertRunWithJob(
  tx: Tx,
  scope: WorkspaceScope,
  { now, delayMs, ...run }: RunWithJob,
): Promise<string | undefined> {
  const id = newId()
  if (!(await insertRun(tx, scope, { id, ...run, createdAt: now }))) return undefined
  await enqueueJob(tx, scope, {
    definition: syncJob,
    payload: { runId: id },
    runAt: new Date(now.getTime() + delayMs),
    ...(run.trigger === 'manual' ? { priority: PRIORITY } : {}),
  })
  return id
}

function isRunning(id: string): AppError {
  return new AppError('CONFLICT', `Sync ${id} of this list is running. Wait until it is over.`)
}

// Events come in bursts: what one sync reads answers them all.
const SOON_MS = 3_000

/** For those who hear of a change in the list. */
export function syncSoon(clock: Clock): (tx: Tx, scope: WorkspaceScope) => Promise<unknown> {
  return (tx, scope) => requestSync(tx, scope, { trigger: 'webhook', now: clock.now(), delayMs: SOON_MS })
}
