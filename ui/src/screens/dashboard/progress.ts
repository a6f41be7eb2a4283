import type { BootstrapStep, BootstrapView, RunStatus } from '../../api/types.ts'

type Run = NonNullable<BootstrapView['run']>
type StepStatus = BootstrapStep['status']

const UNDER_WAY: ReadonlySet<RunStatus> = new Set(['planned', 'running', 'waiting'])

export function isUnderWay(run: Pick<Run, 'status'> | null): boolean {
  return run !== null && UNDER_WAY.has(run.status)
}

/** The share of a run's time that is over, from 0 to 1; undefined while nothing can be said of it. */
export function shareDone(
  run: Pick<Run, 'status' | 'startedAt' | 'etaSeconds'>,
  nowMs: number,
): number | undefined {
  if (run.status === 'completed') return 1
  // Before the first answers its estimate is the plan's, which knows nothing of the workspace.
  if (run.status === 'planned' || run.etaSeconds === null) return undefined
  const goneSeconds = Math.max(0, nowMs - Date.parse(run.startedAt)) / 1_000
  const wholeSeconds = goneSeconds + run.etaSeconds
  return wholeSeconds === 0 ? undefined : goneSeconds / wholeSeconds
}

export type StepCounts = Readonly<Record<StepStatus | 'all', number>>

export function countSteps(steps: readonly BootstrapStep[]): StepCounts {
  const counts = { all: steps.length, pending: 0, running: 0, done: 0, skipped: 0, failed: 0 }
  for (const { status } of steps) counts[status] += 1
  return counts
}

/** Why an operation was not read, as far as the words of the server tell; `other` says it in those words only. */
const REASONS = {
  repeats: /repeats what|sums up/,
  token: /^refused to add-on tokens/,
  scope: /^the add-on was not given/,
  refused: /^(\d+ of \d+ )?refused|^answered 4\d\d/,
  unfed: /^no ids from|supplies its ids/,
  file: /^binary answer|^renders a report/,
  feed: /^experimental change feed/,
  stopped: /^the run (was cancelled|failed) before/,
} as const

export type ReasonKind = keyof typeof REASONS | 'other'

export interface ReasonGroup {
  readonly kind: ReasonKind
  readonly steps: readonly BootstrapStep[]
}

// Object.entries forgets the names.
const KINDS = Object.keys(REASONS) as (keyof typeof REASONS)[]

export function reasonKind(reason: string | null): ReasonKind {
  return KINDS.find((kind) => REASONS[kind].test(reason ?? '')) ?? 'other'
}

/** The skipped steps by why they were, the largest group first. */
export function groupReasons(steps: readonly BootstrapStep[]): readonly ReasonGroup[] {
  const groups = new Map<ReasonKind, BootstrapStep[]>()
  for (const step of steps) {
    if (step.status !== 'skipped') continue
    const kind = reasonKind(step.reason)
    groups.set(kind, [...(groups.get(kind) ?? []), step])
  }
  return [...groups]
    .map(([kind, steps]) => ({ kind, steps }))
    .sort((one, other) => other.steps.length - one.steps.length)
}
