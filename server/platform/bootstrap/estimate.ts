import { pageSizeOf } from '../openapi/index.ts'
import type { PlannedStep, WalkedStep } from './plan-walk.ts'
import { isOver, openStreams, type StepState } from './step-end.ts'

/** How many requests a step will take, judged by what the collections held after the last walk. */
export function expectedRequests(
  step: PlannedStep,
  plan: readonly PlannedStep[],
  counts: ReadonlyMap<string, number>,
): number {
  if (step.kind === 'skipped') return 0
  const pages = Math.ceil((counts.get(step.form.collection) ?? 0) / pageSizeOf(step.operation))
  const streams = step.feeder === undefined ? 1 : feederCount(step, plan, counts)
  return streams === 0 ? 0 : Math.max(pages, streams)
}

function feederCount(
  { feeder }: WalkedStep,
  plan: readonly PlannedStep[],
  counts: ReadonlyMap<string, number>,
): number {
  const source = plan.find((step) => step.operation.operationId === feeder?.operationId)
  return source?.kind === 'walked' ? (counts.get(source.form.collection) ?? 0) : 0
}

type StepProgress = StepState & { readonly expectedRequests: number; readonly requests: number }

/** What is still to be sent: at least every open stream, else what was expected. */
export function remainingRequests(steps: readonly StepProgress[]): number {
  return steps
    .filter((step) => !isOver(step))
    .reduce((sum, step) => sum + Math.max(openStreams(step), step.expectedRequests - step.requests), 0)
}

export interface Pace {
  readonly requests: number
  readonly activeMs: number
  readonly perHour: number | undefined
}

// What the rate limit lets through at best, and how long a run must have lasted before its own pace says more.
const BEST_PER_SECOND = 49
const MEANINGFUL_MS = 3_000

/** Seconds that the remaining requests will take, at the pace measured and within the hour's budget. */
export function etaSeconds(remaining: number, pace: Pace): number {
  const measured = pace.requests / (pace.activeMs / 1000)
  const perSecond = pace.activeMs >= MEANINGFUL_MS && measured > 0 ? measured : BEST_PER_SECOND
  const byPace = remaining / perSecond
  if (pace.perHour === undefined || pace.perHour <= 0 || remaining <= pace.perHour) return Math.ceil(byPace)
  return Math.ceil(Math.max(byPace, (remaining * 3600) / pace.perHour))
}
