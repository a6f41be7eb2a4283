import { hasShape } from '../../shared/has-shape.ts'
import type { Clock } from '../../shared/clock.ts'
import { messageOf } from '../../shared/errors.ts'
import type { Log } from '../../shared/log.ts'
import { systemScope } from '../../shared/scope.ts'
import { asSystem, inWorkspace, type Db } from '../../storage/db.ts'
import { backoffMs } from './backoff.ts'
import { PermanentJobError, type JobHandler, type JobResult, type JobRun } from './define-job.ts'
import { failJob, releaseJob, updateJobProgress, type ClaimedJob } from './job.store.ts'

interface RunJobDeps {
  readonly db: Db
  readonly clock: Clock
  readonly log: Log
}

/** What became of a run, as the metrics count it. `done` still has to be stored: the worker does that for many at once. */
export type RunOutcome = 'done' | 'again' | 'given-back' | 'retry' | 'failed'

interface Claimed {
  readonly jobs: readonly ClaimedJob[]
  /** One for each job, in their order. */
  readonly signals: readonly AbortSignal[]
}

/**
 * Runs claimed jobs of one kind and stores every outcome but success; the outcomes are in the order of the jobs. Several jobs are of one
 * workspace, and of a kind that is run together. Rejects only when the database is away.
 */
export async function runJobs(
  deps: RunJobDeps,
  handler: JobHandler,
  { jobs, signals }: Claimed,
): Promise<readonly RunOutcome[]> {
  const fitting = jobs.filter(({ payload }) => hasShape(handler.definition.payload, payload))
  const signalOf = new Map(jobs.map((job, index) => [job, signals[index] ?? AbortSignal.abort()]))
  const runs = fitting.map((job) => runOf(deps, job, signalOf.get(job) ?? AbortSignal.abort()))
  const settled = await settle(handler, runs)
  const ends = new Map(fitting.map((job, index) => [job, settled[index]]))
  const outcomes: RunOutcome[] = []
  for (const job of jobs)
    outcomes.push(
      await storeEnd(deps, { job, isAborted: signalOf.get(job)?.aborted ?? false }, ends.get(job)),
    )
  return outcomes
}

async function settle(
  handler: JobHandler,
  runs: readonly JobRun[],
): Promise<readonly PromiseSettledResult<JobResult>[]> {
  if (!handler.runTogether) return Promise.allSettled(runs.map(async (run) => handler.run(run)))
  try {
    return await handler.runTogether(runs)
  } catch (reason) {
    return runs.map(() => ({ status: 'rejected', reason }))
  }
}

async function storeEnd(
  deps: RunJobDeps,
  { job, isAborted }: { readonly job: ClaimedJob; readonly isAborted: boolean },
  end: PromiseSettledResult<JobResult> | undefined,
): Promise<RunOutcome> {
  if (!end) return storeFailure(deps, job, new PermanentJobError(`the payload does not fit ${job.name}`))
  if (end.status === 'fulfilled') {
    if (!end.value) return 'done'
    await giveBack(deps, job, end.value.again)
    return 'again'
  }
  if (!isAborted) return storeFailure(deps, job, end.reason)
  await giveBack(deps, job, deps.clock.now())
  return 'given-back'
}

async function giveBack(deps: RunJobDeps, job: ClaimedJob, runAt: Date): Promise<void> {
  await asSystem(deps.db, (tx) => releaseJob(tx, job, { runAt, error: null, refundAttempt: true }))
}

function runOf(deps: RunJobDeps, job: ClaimedJob, signal: AbortSignal): JobRun {
  const scope = systemScope(job.workspaceId ?? '', job.name)
  return {
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
  }
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
