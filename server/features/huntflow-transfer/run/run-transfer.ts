import { Type } from 'typebox'
import { BudgetExhausted } from '../../../platform/connections/index.ts'
import {
  defineJob,
  handleJob,
  PermanentJobError,
  type JobHandler,
  type JobResult,
  type JobRun,
} from '../../../platform/jobs/index.ts'
import { LookLater, UpstreamError } from '../../../platform/outbound/index.ts'
import { AppError, messageOf } from '../../../shared/errors.ts'
import { newId } from '../../../shared/ids.ts'
import { inWorkspaceAtOnce } from '../../../storage/db.ts'
import type { HuntflowTransferDeps } from '../deps.ts'
import { ALL_STEPS } from '../steps/all-steps.ts'
import type { StepEnd } from '../steps/step.ts'
import { STEPS } from '../transfers/transfer.ts'
import { beginRun } from '../transfers/transfer.store.ts'
import { NeedsDecision, TakenOver } from './outcomes.ts'
import { transferRun, type TransferRun } from './transfer-run.ts'

export const runTransferJob = defineJob({
  name: 'huntflow-transfer.run-transfer',
  payload: Type.Object({ transferId: Type.String({ description: 'the transfer to go on with' }) }),
})

type Job = Pick<JobRun<{ readonly transferId: string }>, 'scope' | 'payload' | 'signal' | 'lastAttempt'>

export function runTransferHandler(deps: HuntflowTransferDeps): JobHandler {
  return handleJob(runTransferJob, (job) => runTransfer(deps, job))
}

/** Goes on where the last try has stopped. */
export async function runTransfer(deps: HuntflowTransferDeps, job: Job): Promise<JobResult> {
  const { scope, signal, payload } = job
  const beginning = { id: payload.transferId, runId: newId(), at: deps.clock.now() }
  const transfer = await inWorkspaceAtOnce(deps.db, scope, (tx) => beginRun(tx, scope, beginning))
  if (transfer === undefined) return undefined
  const run = transferRun(deps, scope, { transfer, runId: beginning.runId, signal })
  try {
    while (run.transfer().status === 'running') {
      signal.throwIfAborted()
      await endStep(run, await ALL_STEPS[run.transfer().step](run))
    }
    return undefined
  } catch (error) {
    return await settle(run, job, error)
  }
}

/** What it gave and where to go on are stored together. */
async function endStep(run: TransferRun, { outcome, detail, data }: StepEnd): Promise<void> {
  const { step, data: before } = run.transfer()
  const now = run.deps.clock.now()
  const ended = { name: step, outcome, detail: detail ?? null, endedAt: now.toISOString() }
  const next = STEPS[STEPS.indexOf(step) + 1]
  await run.save({
    data: { ...before, ...data, steps: [...before.steps, ended] },
    sentAt: null,
    looks: 0,
    error: null,
    ...(next === undefined ? { status: 'completed', finishedAt: now } : { step: next }),
  })
}

async function settle(run: TransferRun, job: Job, error: unknown): Promise<JobResult> {
  if (error instanceof TakenOver) return undefined
  if (job.signal.aborted) throw error
  try {
    return await settleFor(run, job, error)
  } catch (failure) {
    if (failure instanceof TakenOver) return undefined
    throw failure
  }
}

async function settleFor(run: TransferRun, { lastAttempt }: Job, error: unknown): Promise<JobResult> {
  if (error instanceof LookLater) return { again: error.at }
  if (error instanceof BudgetExhausted) return { again: error.resumesAt }
  if (error instanceof NeedsDecision) {
    await run.save({ status: 'needs-decision', error: error.message })
    return undefined
  }
  const isPermanent = failsAgain(error)
  if (!isPermanent && !lastAttempt) {
    await run.save({ status: 'waiting', error: wordsOf(error) })
    throw error
  }
  await run.save({ status: 'failed', error: wordsOf(error), finishedAt: run.deps.clock.now() })
  throw isPermanent ? new PermanentJobError(wordsOf(error), { cause: error }) : error
}

/** What the other side has refused, and what only a person can change, stays as it is until somebody changes it. */
function failsAgain(error: unknown): boolean {
  if (error instanceof AppError) return error.code === 'CONFLICT' || error.code === 'INVALID'
  if (!(error instanceof UpstreamError)) return false
  const { kind, status } = error
  if (kind === 'unreadable') return status !== undefined && status >= 400 && status < 500
  return kind !== 'unavailable' && kind !== 'rate-limited'
}

/** Messages of our own are made for people; of others nobody knows what they show. */
function wordsOf(error: unknown): string {
  return error instanceof AppError || error instanceof UpstreamError
    ? messageOf(error)
    : 'The transfer was interrupted by a fault of this server; its log says more.'
}
