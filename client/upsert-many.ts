import { SwitchyardProblem } from './problem.ts'
import { send, type Sender } from './send.ts'
import { isOpen, settle, type WaitOptions } from './settle.ts'
import type { PushedTask, UpsertResult } from './types.ts'

export interface UpsertProgress {
  readonly total: number
  /** How many were pushed and answered. */
  readonly answered: number
  /** How many of those are neither `pending` nor `unknown`. */
  readonly settled: number
  /** In the order of the tasks; undefined where nothing is known yet. */
  readonly results: readonly (UpsertResult | undefined)[]
}

export interface UpsertManyOptions extends WaitOptions {
  /** After each request that told something. */
  readonly onProgress?: (progress: UpsertProgress) => void
  /** Tasks in a request, 1 to 500; left out: 500. */
  readonly batchSize?: number
}

const MOST_TASKS = 500
/** Well below what a server takes in one body; a single larger task goes alone. */
const MOST_BYTES = 8_000_000

interface Batch {
  readonly from: number
  readonly tasks: readonly PushedTask[]
}

/** Pushes them in batches, one after the other, and waits for what is not done at once. */
export async function upsertMany(
  sender: Sender,
  tasks: readonly PushedTask[],
  options: UpsertManyOptions,
): Promise<UpsertResult[]> {
  refuseRepetitions(tasks)
  const results: (UpsertResult | undefined)[] = tasks.map(() => undefined)
  const tell = (): void => options.onProgress?.(progressOf(results))
  for (const batch of batchesOf(tasks, options.batchSize ?? MOST_TASKS)) {
    const answered = await push(sender, batch, options.signal)
    for (const [index, result] of answered.entries()) results[batch.from + index] = result
    tell()
  }
  const places = new Map(results.map((result, index) => [result?.id, index]))
  await settle(sender, results.filter(isThere), {
    ...options,
    told: (settled) => {
      results[places.get(settled.id) ?? -1] = settled
      tell()
    },
  })
  return results.filter(isThere)
}

function isThere(result: UpsertResult | undefined): result is UpsertResult {
  return result !== undefined
}

function progressOf(results: readonly (UpsertResult | undefined)[]): UpsertProgress {
  const there = results.filter(isThere)
  const settled = there.filter(({ outcome }) => !isOpen(outcome)).length
  return { total: results.length, answered: there.length, settled, results: [...results] }
}

async function push(
  sender: Sender,
  { from, tasks }: Batch,
  signal: AbortSignal | undefined,
): Promise<readonly UpsertResult[]> {
  try {
    const answer = await send(sender, { method: 'POST', path: '/api/tasks/upsert', body: tasks, signal })
    if (Array.isArray(answer) && answer.length === tasks.length) return answer as UpsertResult[]
    throw new SwitchyardProblem(
      'The address answered something else than the results. Is baseUrl that of Switchyard?',
      {
        status: 200,
        code: 'UNREADABLE',
      },
    )
  } catch (error) {
    throw error instanceof SwitchyardProblem ? movedBy(from, error) : error
  }
}

/** Switchyard counts within the batch, the caller within all tasks. */
function movedBy(from: number, problem: SwitchyardProblem): SwitchyardProblem {
  const { detail, status, code, requestId } = problem
  const violations = problem.violations.map((violation) => ({
    ...violation,
    pointer: violation.pointer.replace(/^\/(\d+)/, (_, index: string) => `/${Number(index) + from}`),
  }))
  return new SwitchyardProblem(detail, { status, code, requestId, violations })
}

const encoder = new TextEncoder()

function batchesOf(tasks: readonly PushedTask[], size: number): Batch[] {
  if (!Number.isInteger(size) || size < 1 || size > MOST_TASKS)
    throw new RangeError(`batchSize must be a whole number from 1 to ${MOST_TASKS}, not ${size}.`)
  const batches: { from: number; tasks: PushedTask[]; bytes: number }[] = []
  for (const [index, task] of tasks.entries()) {
    const bytes = encoder.encode(JSON.stringify(task)).length
    const last = batches.at(-1)
    if (last === undefined || last.tasks.length === size || last.bytes + bytes > MOST_BYTES)
      batches.push({ from: index, tasks: [task], bytes })
    else {
      last.tasks.push(task)
      last.bytes += bytes
    }
  }
  return batches
}

/** Two wishes for one task in one call: which of them is meant is for the caller to say. */
function refuseRepetitions(tasks: readonly PushedTask[]): void {
  const places = new Map<string, number>()
  for (const [index, { internalId, listId }] of tasks.entries()) {
    const key = JSON.stringify([listId ?? null, internalId])
    const before = places.get(key)
    if (before !== undefined)
      throw new TypeError(`Tasks ${before} and ${index} have the same internalId ${internalId}. Push one.`)
    places.set(key, index)
  }
}
