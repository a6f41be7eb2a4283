import { Type } from 'typebox'
import { defineJob, handleJob, type JobHandler, type Schedule } from '../../../platform/jobs/index.ts'
import type { WorkspaceScope } from '../../../shared/scope.ts'
import { inWorkspace, type Tx } from '../../../storage/db.ts'
import { askForMessage } from '../announce/ask-for-message.ts'
import type { TaskUpsertDeps } from '../deps.ts'
import { claimJob } from './claim-job.ts'
import { failForsakenClaims } from './claim.store.ts'
import { wakeNextClick } from './wake-next-click.ts'

const LOST = 'Its job was cancelled or died. Click again.'

const findLostClaimsJob = defineJob({ name: 'task-upsert.find-lost-claims', payload: Type.Object({}) })

export const findLostClaimsSchedule: Schedule = {
  name: 'task-upsert.find-lost-claims',
  cron: '37 * * * *',
  definition: findLostClaimsJob,
  payload: {},
  each: 'workspace',
}

export function findLostClaimsHandler(deps: Pick<TaskUpsertDeps, 'db' | 'clock'>): JobHandler {
  return handleJob(findLostClaimsJob, ({ scope }) => findLostClaims(deps, scope))
}

/** None keeps others from a task for ever without a job. */
export async function findLostClaims(
  { db, clock }: Pick<TaskUpsertDeps, 'db' | 'clock'>,
  scope: WorkspaceScope,
): Promise<void> {
  await inWorkspace(db, scope, (tx) => failForsaken(tx, scope, { finishedAt: clock.now() }))
}

interface Lost {
  readonly finishedAt: Date
  /** Undefined: any. */
  readonly claimId?: string
}

export async function failForsaken(tx: Tx, scope: WorkspaceScope, which: Lost): Promise<void> {
  const lost = await failForsakenClaims(tx, scope, { jobName: claimJob.name, reason: LOST, ...which })
  for (const trackedId of new Set(lost.map((claim) => claim.trackedId))) {
    await askForMessage(tx, scope, trackedId)
    await wakeNextClick(tx, scope, trackedId)
  }
}
