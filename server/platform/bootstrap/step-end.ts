import type { Selectable } from 'kysely'
import type { BootstrapStepsTable } from '../../storage/tables/bootstrap-steps.ts'

export interface StepEnd {
  readonly operationId: string
  readonly status: 'done' | 'skipped' | 'failed'
  readonly reason: string | null
}

export type StepState = Pick<
  Selectable<BootstrapStepsTable>,
  | 'operationId'
  | 'feeder'
  | 'status'
  | 'reason'
  | 'note'
  | 'streams'
  | 'streamsDone'
  | 'streamsRefused'
  | 'streamsFailed'
>

/** The steps that are over: nothing of theirs is open, and what feeds them is over too. */
export function stepEnds(steps: readonly StepState[]): readonly StepEnd[] {
  const states = new Map(steps.map((step) => [step.operationId, step]))
  const ends: StepEnd[] = []
  // In the order of the walk a feeder stands before what it feeds, so one round finds the whole chain.
  for (const step of steps) {
    const end = endOf(step, step.feeder === null ? undefined : states.get(step.feeder))
    if (end === undefined) continue
    ends.push(end)
    states.set(step.operationId, { ...step, ...end })
  }
  return ends
}

export function isOver({ status }: Pick<StepState, 'status'>): boolean {
  return status === 'done' || status === 'skipped' || status === 'failed'
}

function endOf(step: StepState, feeder: StepState | undefined): StepEnd | undefined {
  if (isOver(step) || openStreams(step) > 0) return undefined
  if (feeder !== undefined && !isOver(feeder)) return undefined
  const { operationId } = step
  if (step.streams === 0) return withoutStreams(operationId, feeder)
  return { operationId, ...outcomeOf(step) }
}

export function openStreams(
  step: Pick<StepState, 'streams' | 'streamsDone' | 'streamsRefused' | 'streamsFailed'>,
): number {
  return step.streams - step.streamsDone - step.streamsRefused - step.streamsFailed
}

function withoutStreams(operationId: string, feeder: StepState | undefined): StepEnd {
  if (feeder === undefined || feeder.status === 'done') return { operationId, status: 'done', reason: null }
  const why = feeder.reason ?? feeder.status
  return { operationId, status: 'skipped', reason: `no ids from ${feeder.operationId}: ${why}` }
}

function outcomeOf(step: StepState): Pick<StepEnd, 'status' | 'reason'> {
  const { streams, streamsDone, streamsRefused, streamsFailed, note } = step
  const share = (count: number, word: string): string =>
    streams === 1 ? (note ?? word) : `${count} of ${streams} ${word}: ${note ?? ''}`
  if (streamsFailed > 0) return { status: 'failed', reason: share(streamsFailed, 'failed') }
  if (streamsRefused === 0) return { status: 'done', reason: null }
  if (streamsDone === 0) return { status: 'skipped', reason: share(streamsRefused, 'refused') }
  return { status: 'done', reason: share(streamsRefused, 'refused') }
}
