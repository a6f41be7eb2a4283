import { BudgetExhausted } from '../../../platform/connections/index.ts'
import {
  handleJob,
  PermanentJobError,
  type JobHandler,
  type JobResult,
  type JobRun,
} from '../../../platform/jobs/index.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { failsAgain, wordsOf } from '../failures.ts'
import { assignClaimant } from './assign-claimant.ts'
import { beginClaimRun } from './begin-claim-run.ts'
import type { ClaimRun } from './claim-run.ts'
import { claimJob, type ClaimPayload } from './claim-job.ts'
import { ClaimRefused } from './find-claimant.ts'
import { nextTurn } from './next-turn.ts'
import { endClaimRun, tellOfTrying } from './end-claim-run.ts'

type Job = Pick<JobRun<ClaimPayload>, 'scope' | 'payload' | 'signal' | 'lastAttempt'>

export function claimHandler(deps: TaskUpsertDeps): JobHandler {
  return handleJob(claimJob, (job) => claimTask(deps, job))
}

/** Carries out a click: one at a time for a task, and nobody is told that it is theirs before ClickUp says so. Safe to run twice. */
export async function claimTask(deps: TaskUpsertDeps, job: Job): Promise<JobResult> {
  const { scope, payload, signal } = job
  const run = await beginClaimRun(deps, scope, { payload, signal })
  if (run === 'over') return undefined
  if ('ahead' in run) return { again: nextTurn(deps.clock.now(), run.ahead) }
  try {
    const claimant = await assignClaimant(run)
    await endClaimRun(run, { status: 'done', claimant })
    return undefined
  } catch (error) {
    if (signal.aborted) throw error
    return settle(run, job, error)
  }
}

async function settle(run: ClaimRun, { lastAttempt }: Job, error: unknown): Promise<JobResult> {
  const reason = error instanceof ClaimRefused ? error.message : wordsOf(error)
  if (error instanceof ClaimRefused) {
    await endClaimRun(run, { status: 'failed', reason })
    return undefined
  }
  if (failsAgain(error)) {
    await endClaimRun(run, { status: 'failed', reason })
    throw new PermanentJobError(reason, { cause: error })
  }
  if (error instanceof BudgetExhausted) {
    await tellOfTrying(run, 'There are more requests than may be sent at the moment.')
    return { again: error.resumesAt }
  }
  if (lastAttempt)
    await endClaimRun(run, {
      status: 'failed',
      reason: `${reason} Nothing more is tried. ClickUp may show the change all the same: look there, then click again.`,
    })
  else await tellOfTrying(run, reason)
  throw error
}
