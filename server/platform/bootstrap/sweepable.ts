import type { PlannedStep, WalkedStep } from './plan-walk.ts'
import type { StepState } from './step-end.ts'

/** The collections of which a finished run has seen everything: what it did not see there is gone. */
export function sweepable(plan: readonly PlannedStep[], steps: readonly StepState[]): readonly string[] {
  const states = new Map(steps.map((step) => [step.operationId, step]))
  const walked = plan.filter((step) => step.kind === 'walked')
  const incomplete = new Set([
    ...plan.flatMap((step) => (step.kind === 'skipped' ? (collectionOf(step) ?? []) : [])),
    ...walked.filter((step) => !sawAll(step, walked, states)).map((step) => step.form.collection),
  ])
  return [...new Set(walked.map((step) => step.form.collection))].filter((name) => !incomplete.has(name))
}

function collectionOf({ operation: { walk } }: PlannedStep): string | undefined {
  return walk === undefined || walk.kind === 'skip' ? undefined : walk.collection
}

/** Done without a refusal, and so was everything that supplied its ids; a window in time shows only a part. */
function sawAll(
  step: WalkedStep,
  walked: readonly WalkedStep[],
  states: ReadonlyMap<string, StepState>,
): boolean {
  const state = states.get(step.operation.operationId)
  if (state?.status !== 'done' || state.reason !== null) return false
  if (Object.values(step.query).some((value) => typeof value !== 'string')) return false
  const feeder = walked.find((other) => other.operation.operationId === step.feeder?.operationId)
  return feeder === undefined || sawAll(feeder, walked, states)
}
