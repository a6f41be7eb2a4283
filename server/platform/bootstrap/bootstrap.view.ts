import type { Bootstrap } from './bootstrap.schemas.ts'
import { etaSeconds, remainingRequests } from './estimate.ts'
import type { PlannedStep } from './plan-walk.ts'
import type { RunRow } from './run.store.ts'
import type { StepRow } from './step.store.ts'

interface BootstrapState {
  readonly run: RunRow
  readonly steps: readonly StepRow[]
  readonly perHour: number | undefined
  readonly now: Date
}

export function bootstrapView(state: BootstrapState): Bootstrap {
  const { run, steps } = state
  const requests = steps.reduce((sum, step) => sum + step.requests, 0)
  return {
    run: {
      id: run.id,
      status: run.status,
      startedAt: run.startedAt.toISOString(),
      finishedAt: run.finishedAt?.toISOString() ?? null,
      requests,
      records: steps.reduce((sum, step) => sum + step.records, 0),
      etaSeconds: run.finishedAt === null ? etaOf(state, requests) : null,
      resumesAt: run.resumesAt?.toISOString() ?? null,
      error: run.error,
    },
    steps: steps.map(({ operationId, status, reason, pages, records }) => ({
      operationId,
      status,
      reason,
      pages,
      records,
    })),
  }
}

/** Before the first run: what it would do. */
export function planView(plan: readonly PlannedStep[]): Bootstrap {
  return {
    run: null,
    steps: plan.map((step) => ({
      operationId: step.operation.operationId,
      status: step.kind === 'skipped' ? 'skipped' : 'pending',
      reason: step.kind === 'skipped' ? step.reason : null,
      pages: 0,
      records: 0,
    })),
  }
}

function etaOf({ run, steps, perHour, now }: BootstrapState, requests: number): number {
  const pause = run.resumesAt === null ? 0 : Math.max(0, run.resumesAt.getTime() - now.getTime()) / 1000
  const walking = etaSeconds(remainingRequests(steps), { requests, activeMs: run.activeMs, perHour })
  return Math.ceil(pause) + walking
}
