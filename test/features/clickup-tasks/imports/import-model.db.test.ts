import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { changeImport } from '../../../../server/features/clickup-tasks/imports/change-import.ts'
import { claimNext } from '../../../../server/features/clickup-tasks/imports/claim-next.ts'
import { CHANGES } from '../../../../server/features/clickup-tasks/imports/import-state.ts'
import {
  finishItem,
  putOffItem,
  type Leased,
} from '../../../../server/features/clickup-tasks/imports/import-item.store.ts'
import { findImport } from '../../../../server/features/clickup-tasks/imports/import.store.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { ImportBench } from './an-import.ts'

const TASKS = 6
const WORKERS = 3
const LEASE_MS = 15_000

let database: TestDatabase

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const worker = fc.integer({ min: 0, max: WORKERS - 1 })
const step = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant('claim' as const), worker }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constantFrom('succeed' as const, 'fail' as const, 'put-off' as const, 'die' as const),
      worker,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constantFrom('stop' as const, 'resume' as const, 'cancel' as const, 'retry-failed' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.constantFrom(1_000, 20_000) }),
  },
)
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never

/** What must hold, kept by hand beside the tables. */
interface Model {
  status: string
  readonly outcomes: Map<string, 'succeeded' | 'failed'>
  readonly held: (Leased & { readonly until: number })[]
  readonly byWorker: Map<number, Leased>
}

describe('an import with several workers that die, lag and are stopped', () => {
  it('counts every task once, whatever happens in whatever order', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 60 }), async (steps) => {
        const bench = new ImportBench(database.db, await aWorkspace(database.db), {
          run: async () => ({ outcome: 'succeeded' }),
        })
        const id = await bench.plan(TASKS)
        const model: Model = { status: 'running', outcomes: new Map(), held: [], byWorker: new Map() }
        for (const one of steps) {
          await take(bench, id, { model, one })
          const view = await bench.read(id)
          const count = (outcome: string) =>
            [...model.outcomes.values()].filter((is) => is === outcome).length
          expect(view).toMatchObject({
            status: model.status,
            total: TASKS,
            processed: model.outcomes.size,
            succeeded: count('succeeded'),
            failed: count('failed'),
          })
        }
        await end(bench, id)
      }),
      { numRuns: 25 },
    )
  })
})

/** Whatever was left comes to its end. */
async function end(bench: ImportBench, id: string): Promise<void> {
  const { status } = await bench.read(id)
  if (status === 'cancelled') return
  if (status === 'stopped') await changeImport(bench.deps, bench.scope, { id, change: 'resume' })
  await bench.driveToEnd(id)
  expect(await bench.read(id)).toMatchObject({
    status: 'completed',
    processed: TASKS,
    progressPercentage: 100,
  })
}

interface Taken {
  readonly model: Model
  readonly one: Step
}

async function take(bench: ImportBench, id: string, { model, one }: Taken): Promise<void> {
  if ('ms' in one) bench.pass(one.ms)
  else if (!('worker' in one)) await change(bench, id, { model, change: one.do })
  else if (one.do === 'claim') await claim(bench, id, { model, worker: one.worker })
  else await release(bench, { model, worker: one.worker, how: one.do })
}

async function change(
  bench: ImportBench,
  id: string,
  { model, change: wanted }: { readonly model: Model; readonly change: keyof typeof CHANGES },
): Promise<void> {
  const { from, to } = CHANGES[wanted]
  const failed = [...model.outcomes].filter(([, outcome]) => outcome === 'failed')
  const isLegal =
    (from as readonly string[]).includes(model.status) && (wanted !== 'retry-failed' || failed.length > 0)
  const changing = changeImport(bench.deps, bench.scope, { id, change: wanted })
  if (!isLegal) {
    await expect(changing).rejects.toMatchObject({ code: 'CONFLICT' })
    return
  }
  await changing
  model.status = to
  if (wanted === 'retry-failed') for (const [taskId] of failed) model.outcomes.delete(taskId)
}

async function claim(
  { deps, scope, now }: ImportBench,
  id: string,
  { model, worker: who }: { readonly model: Model; readonly worker: number },
): Promise<void> {
  const row = await inWorkspace(deps.db, scope, (tx) => findImport(tx, scope, id))
  const driven = { id, driver: row!.driver }
  const next = await claimNext({ deps, scope, driven, signal: new AbortController().signal })
  if (next.kind === 'completed') {
    expect(model.outcomes.size).toBe(TASKS)
    model.status = 'completed'
  }
  if (next.kind === 'left') expect(model.status).not.toBe('running')
  if (next.kind !== 'item') return
  const { taskId } = next.item
  // Never one that is processed, and never one that somebody still has.
  expect(model.status).toBe('running')
  expect(model.outcomes.has(taskId)).toBe(false)
  expect(model.held.filter((one) => one.taskId === taskId && one.until > now.getTime())).toEqual([])
  const leased = { importId: id, taskId, lease: next.lease }
  const others = model.held.filter((one) => one.taskId !== taskId)
  model.held.splice(0, model.held.length, ...others, { ...leased, until: now.getTime() + LEASE_MS })
  model.byWorker.set(who, leased)
}

interface Release {
  readonly model: Model
  readonly worker: number
  readonly how: 'succeed' | 'fail' | 'put-off' | 'die'
}

async function release(
  { deps, scope, now }: ImportBench,
  { model, worker: who, how }: Release,
): Promise<void> {
  const leased = model.byWorker.get(who)
  if (leased === undefined) return
  model.byWorker.delete(who)
  if (how === 'die') return
  // Whoever is late may still finish, as long as nobody else has taken the task.
  const isMine = model.held.some(({ lease }) => lease === leased.lease)
  const stored = await inWorkspace(deps.db, scope, (tx) =>
    how === 'put-off'
      ? putOffItem(tx, scope, { ...leased, readyAt: now, isCounted: false })
      : finishItem(tx, scope, {
          ...leased,
          status: how === 'succeed' ? 'succeeded' : 'failed',
          error: how === 'succeed' ? null : 'it failed',
          finishedAt: now,
        }),
  )
  expect(stored).toBe(isMine)
  if (!isMine) return
  model.held.splice(0, model.held.length, ...model.held.filter(({ lease }) => lease !== leased.lease))
  if (how !== 'put-off') model.outcomes.set(leased.taskId, how === 'succeed' ? 'succeeded' : 'failed')
}
