import { Type } from 'typebox'
import {
  defineJob,
  handleJob,
  type JobHandler,
  type JobResult,
  type JobRun,
} from '../../../platform/jobs/index.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import { driveAll, isOpen } from './drive-all.ts'
import type { PushDeps } from './push-deps.ts'
import { listPushStatesOf, type PushState } from './push.store.ts'

export const pushJob = defineJob({
  name: 'task-upsert.push',
  payload: Type.Object({
    trackedIds: Type.Array(Type.String(), { description: 'the entries to bring to ClickUp' }),
  }),
  maxAttempts: 20,
})

export function pushHandler(deps: PushDeps): JobHandler {
  return handleJob(pushJob, (job) => runPush(deps, job))
}

type Job = Pick<JobRun<{ readonly trackedIds: readonly string[] }>, 'scope' | 'payload' | 'signal'>

/** Goes on with what nobody waits for any more, or whose process has died. */
export async function runPush(deps: PushDeps, { scope, payload, signal }: Job): Promise<JobResult> {
  const ids = payload.trackedIds
  await driveAll(deps, scope, { ids, kind: 'background', signal, untilMs: 0 })
  const states = await inWorkspaceAtOnce(deps.db, scope, (tx) => listPushStatesOf(tx, scope, ids))
  const open = states.filter(isOpen)
  if (open.length === 0) return undefined
  const now = deps.clock.now().getTime()
  return { again: new Date(Math.max(now + SOON_MS, Math.min(...open.map(dueMs)))) }
}

// Somebody else is about to store what became of it.
const SOON_MS = 500

function dueMs({ readyAt, leasedUntil }: PushState): number {
  return Math.max(readyAt?.getTime() ?? 0, leasedUntil?.getTime() ?? 0)
}
