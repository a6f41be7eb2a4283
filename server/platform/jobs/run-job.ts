import { Value } from 'typebox/value'
import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import { systemScope } from '../../shared/scope.ts'
import { asSystem, inWorkspace, type Db } from '../../storage/db.ts'
import { backoffMs } from './backoff.ts'
import { PermanentJobError, type JobHandler, type JobResult } from './define-job.ts'
import { failJob, releaseJob, updateJobProgress, type ClaimedJob } from './job.store.ts'

interface RunJobDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
}

/** What became of a run, as the metrics count it. `done` still has to be stored: the worker does that for many at once. */
export type RunOutcome = 'done' | 'again' | 'given-back' | 'retry' | 'failed'

/** Runs one claimed job and stores every outcome but success. Rejects only when the database is away. */
export async function runJob(
  deps: RunJobDeps,
  handler: JobHandler,
  claim: { readonly job: ClaimedJob; readonly signal: AbortSignal },
): Promise<RunOutcome> {
  const { job, signal } = claim
  try {
    const result = await callHandler(deps, handler, claim)
    if (!result) return 'done'
    await asSystem(deps.db, (tx) =>
      releaseJob(tx, job, { runAt: result.again, error: null, refundAttempt: true }),
    )
    return 'again'
  } catch (error) {
    if (signal.aborted) {
      const runAt = deps.clock.now()
      await asSystem(deps.db, (tx) => releaseJob(tx, job, { runAt, error: null, refundAttempt: true }))
      return 'given-back'
    }
    return storeFailure(deps, job, error)
  }
}

async function callHandler(
  deps: RunJobDeps,
  handler: JobHandler,
  { job, signal }: { readonly job: ClaimedJob; readonly signal: AbortSignal },
): Promise<JobResult> {
  if (!Value.Check(handler.definition.payload, job.payload))
    throw new PermanentJobError(`the payload does not fit ${handler.definition.name}`)
  const scope = systemScope(job.workspaceId ?? '', handler.definition.name)
  return handler.run({
    jobId: job.id,
    scope,
    payload: job.payload,
    attempt: job.attempts,
    lastAttempt: job.attempts >= job.maxAttempts,
    signal,
    reportProgress: (progress) => {
      const store = (tx: Db): Promise<void> => updateJobProgress(tx, scope, { id: job.id, progress })
      return job.workspaceId === null ? asSystem(deps.db, store) : inWorkspace(deps.db, scope, store)
    },
  })
}

async function storeFailure(deps: RunJobDeps, job: ClaimedJob, error: unknown): Promise<RunOutcome> {
  const reason = messageOf(error)
  const final = error instanceof PermanentJobError || job.attempts >= job.maxAttempts
  const fields = { job: job.name, jobId: job.id, attempt: job.attempts, reason }
  if (final) {
    deps.log.error(fields, 'job failed')
    await asSystem(deps.db, (tx) => failJob(tx, job, reason))
    return 'failed'
  }
  deps.log.warn(fields, 'job attempt failed')
  const runAt = new Date(deps.clock.now().getTime() + backoffMs(job.attempts))
  await asSystem(deps.db, (tx) => releaseJob(tx, job, { runAt, error: reason, refundAttempt: false }))
  return 'retry'
}
