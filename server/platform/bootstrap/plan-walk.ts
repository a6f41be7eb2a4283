import type { Need, Operation } from '../openapi/index.ts'
import type { QueryValue, RecordForm } from '../records/index.ts'

/** Where a dependent step gets the id for its path from. */
interface Feeder {
  readonly operationId: string
  readonly parameter: string
  readonly field: string
}

export interface WalkedStep {
  readonly kind: 'walked'
  readonly operation: Operation
  readonly form: RecordForm
  readonly query: Readonly<Record<string, QueryValue>>
  readonly feeder: Feeder | undefined
}

interface SkippedStep {
  readonly kind: 'skipped'
  readonly operation: Operation
  readonly reason: string
}

export type PlannedStep = WalkedStep | SkippedStep

interface PlanOptions {
  /** The scopes of the installation, when they are known. */
  readonly grantedScopes?: readonly string[] | undefined
}

/** Every GET operation, in the order of the walk: by value, a dependent after what feeds it, those that are not walked last. */
export function planWalk(
  operations: readonly Operation[],
  options: PlanOptions = {},
): readonly PlannedStep[] {
  const gets = operations.filter((operation) => operation.method === 'GET')
  const steps = gets.map((operation) => planStep(operation, options))
  const walked = inOrder(steps.filter((step) => step.kind === 'walked'))
  const known = new Set(walked.map((step) => step.operation.operationId))
  const unfed = steps.filter((step) => step.kind === 'walked' && !known.has(step.operation.operationId))
  return [
    ...walked,
    ...unfed.map((step) => skip(step.operation, 'what supplies its ids is not walked')),
    ...steps.filter((step) => step.kind === 'skipped'),
  ]
}

function planStep(operation: Operation, options: PlanOptions): PlannedStep {
  const { walk } = operation
  if (walk === undefined) return skip(operation, 'nothing is known of how to walk it')
  if (walk.kind === 'skip') return skip(operation, walk.reason)
  if (lacksScope(operation, options))
    return skip(operation, `the add-on was not given ${operation.scope ?? ''}`)
  const feeder = walk.kind === 'dependent' ? feederOf(operation) : undefined
  if (walk.kind === 'dependent' && feeder === undefined)
    return skip(operation, 'no single list supplies its ids')
  return { kind: 'walked', operation, form: walk, query: walk.query ?? {}, feeder }
}

function lacksScope({ scope }: Operation, { grantedScopes }: PlanOptions): boolean {
  return scope !== undefined && grantedScopes !== undefined && !grantedScopes.includes(scope)
}

/** The id that a list supplies; a second one must be the parent of the first and comes along with it. */
function feederOf(operation: Operation): Feeder | undefined {
  const needs = operation.needs.filter((need) => need.in === 'path' && need.operationId !== undefined)
  const main = needs.find((need) => need.parent !== undefined) ?? (needs.length === 1 ? needs[0] : undefined)
  if (main?.operationId === undefined) return undefined
  const others = needs.filter((need: Need) => need !== main)
  if (others.some((need) => need.name !== main.parent)) return undefined
  return { operationId: main.operationId, parameter: main.name, field: main.field }
}

/** By priority; a step waits until its feeder has been placed, and is left out when that never happens. */
function inOrder(steps: readonly WalkedStep[]): readonly WalkedStep[] {
  const waiting = [...steps].sort((a, b) => priorityOf(a) - priorityOf(b))
  const placed: WalkedStep[] = []
  const isReady = ({ feeder }: WalkedStep): boolean =>
    feeder === undefined || placed.some((step) => step.operation.operationId === feeder.operationId)
  for (;;) {
    const next = waiting.findIndex(isReady)
    if (next === -1) return placed
    placed.push(...waiting.splice(next, 1))
  }
}

function priorityOf({ operation: { walk } }: WalkedStep): number {
  return walk === undefined || walk.kind === 'skip' ? Number.MAX_SAFE_INTEGER : walk.priority
}

function skip(operation: Operation, reason: string): SkippedStep {
  return { kind: 'skipped', operation, reason }
}
