import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { changeImport } from '../../../../server/features/clickup-tasks/imports/change-import.ts'
import type {
  ImportOutcome,
  ImportTarget,
} from '../../../../server/features/clickup-tasks/imports/import-target.ts'
import { startImport } from '../../../../server/features/clickup-tasks/imports/start-import.ts'
import { watchImportsHandler } from '../../../../server/features/clickup-tasks/imports/watch-imports.ts'
import { BudgetExhausted } from '../../../../server/platform/connections/index.ts'
import { UpstreamError } from '../../../../server/platform/outbound/index.ts'
import type { WorkspaceScope } from '../../../../server/shared/scope.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { ImportBench } from './an-import.ts'

let database: TestDatabase
let scope: WorkspaceScope
let runs: { readonly taskId: string; readonly atMs: number }[]

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())
beforeEach(async () => {
  scope = await aWorkspace(database.db)
  runs = []
})

type Answer = (taskId: string, time: number) => ImportOutcome | Promise<ImportOutcome>
const SUCCEEDED: ImportOutcome = { outcome: 'succeeded' }

function benchOf(answer: Answer = () => SUCCEEDED): ImportBench {
  const target: ImportTarget = {
    run: async (_scope, { taskId }) => {
      runs.push({ taskId, atMs: bench.now.getTime() })
      return answer(taskId, runs.filter((run) => run.taskId === taskId).length)
    },
  }
  const bench: ImportBench = new ImportBench(database.db, scope, target)
  return bench
}

const order = () => runs.map(({ taskId }) => taskId)

describe('an import', () => {
  it('runs each task once, however many drive it at once', async () => {
    const bench = benchOf(async (taskId) => {
      await new Promise((resolve) => setImmediate(resolve))
      return taskId === 't7' ? { outcome: 'failed', error: 'no such luck' } : SUCCEEDED
    })
    const id = await bench.plan(40)

    await Promise.all([bench.drive(id), bench.drive(id), bench.drive(id)])

    expect(new Set(order()).size).toBe(40)
    expect(runs).toHaveLength(40)
    expect(await bench.read(id)).toMatchObject({
      status: 'completed',
      total: 40,
      processed: 40,
      succeeded: 39,
      failed: 1,
      successRate: 97.5,
      failedTasks: [{ taskId: 't7', name: 't7', error: 'no such luck' }],
    })
  })

  it('keeps the delay between the starts of two tasks, over all drivers', async () => {
    const bench = benchOf()
    const id = await bench.plan(4, 8_000)

    for (let times = 0; times < 3; times += 1) await Promise.all([bench.drive(id), bench.drive(id)])
    expect(runs).toHaveLength(1)
    await bench.driveToEnd(id)

    const starts = runs.map(({ atMs }) => atMs)
    expect(starts.slice(1).map((atMs, index) => atMs - starts[index]!)).toEqual([8_000, 8_000, 8_000])
  })

  it('begins nothing after a stop, lets the running task end, and goes on with the next', async () => {
    const bench: ImportBench = benchOf(async (taskId) => {
      if (taskId === 't3' && runs.length === 3) await changeImport(bench.deps, scope, { id, change: 'stop' })
      return SUCCEEDED
    })
    const id = await bench.plan(6)

    await bench.driveToEnd(id)
    expect(await bench.read(id)).toMatchObject({ status: 'stopped', processed: 3, finishedAt: null })
    await changeImport(bench.deps, scope, { id, change: 'resume' })
    await bench.driveToEnd(id)

    expect(order()).toEqual(['t1', 't2', 't3', 't4', 't5', 't6'])
    expect(await bench.read(id)).toMatchObject({ status: 'completed', processed: 6 })
  })

  it('tries only the failed ones again', async () => {
    const bench = benchOf((taskId, time) =>
      ['t2', 't4'].includes(taskId) && time === 1 ? { outcome: 'failed', error: 'not yet' } : SUCCEEDED,
    )
    const id = await bench.plan(5)
    await bench.driveToEnd(id)
    runs.splice(0)

    await changeImport(bench.deps, scope, { id, change: 'retry-failed' })
    expect(await bench.read(id)).toMatchObject({ status: 'running', total: 5, processed: 3, failed: 0 })
    // The answer of the second time.
    runs.push({ taskId: 't2', atMs: 0 }, { taskId: 't4', atMs: 0 })
    await bench.driveToEnd(id)

    expect(order().slice(2)).toEqual(['t2', 't4'])
    expect(await bench.read(id)).toMatchObject({ status: 'completed', succeeded: 5, failed: 0 })
    await expect(changeImport(bench.deps, scope, { id, change: 'retry-failed' })).rejects.toThrow(
      'No task of this import has failed',
    )
  })

  it('looks again at what is not at its end, and holds up no other task for it', async () => {
    const bench = benchOf((taskId, time) =>
      taskId === 't1' && time < 3 ? { outcome: 'pending', retryAfterMs: 5_000 } : SUCCEEDED,
    )
    const id = await bench.plan(3)

    await bench.driveToEnd(id)

    expect(order()).toEqual(['t1', 't2', 't3', 't1', 't1'])
    expect(await bench.read(id)).toMatchObject({ status: 'completed', succeeded: 3 })
  })

  it('waits for its budget with nothing failed', async () => {
    const resumesAt = new Date('2026-03-09T09:00:00Z')
    const bench = benchOf((taskId, time) => {
      if (taskId === 't2' && time === 1) throw new BudgetExhausted(resumesAt)
      return SUCCEEDED
    })
    const id = await bench.plan(3)

    expect(await bench.drive(id)).toEqual({ again: resumesAt })
    expect(await bench.read(id)).toMatchObject({ status: 'running', processed: 1, failed: 0 })
    bench.now = resumesAt
    await bench.driveToEnd(id)

    expect(order()).toEqual(['t1', 't2', 't2', 't3'])
  })

  it('ends when the credentials are dead, says what to do, and goes on where it was', async () => {
    let isDead = true
    const detail = 'Make a new token.'
    const bench = benchOf((taskId) => {
      if (taskId === 't2' && isDead)
        throw new UpstreamError({ service: 'clickup', kind: 'unauthorized', detail })
      return SUCCEEDED
    })
    const id = await bench.plan(3)

    await bench.driveToEnd(id)
    expect(await bench.read(id)).toMatchObject({
      status: 'failed',
      processed: 1,
      failed: 0,
      errorMessage: 'Make a new token. What was imported stays. Resume the import when that is done.',
    })
    isDead = false
    await changeImport(bench.deps, scope, { id, change: 'resume' })
    await bench.driveToEnd(id)

    expect(await bench.read(id)).toMatchObject({ status: 'completed', succeeded: 3, errorMessage: null })
  })

  it('gives a task back when its process stops', async () => {
    const stopping = new AbortController()
    const bench = benchOf((taskId, time) => {
      if (taskId !== 't2' || time > 1) return SUCCEEDED
      stopping.abort(new Error('the process stops'))
      throw new Error('cut off')
    })
    const id = await bench.plan(3)

    await expect(bench.drive(id, stopping.signal)).rejects.toThrow('cut off')
    await bench.driveToEnd(id)

    expect(order()).toEqual(['t1', 't2', 't2', 't3'])
    expect(await bench.read(id)).toMatchObject({ status: 'completed', succeeded: 3 })
  })

  it('goes to Huntflow where the server offers that', async () => {
    const bench = benchOf()
    const seen: unknown[] = []
    const huntflow: ImportTarget = {
      run: async (_scope, { signal: _signal, ...task }) => {
        seen.push(task)
        return SUCCEEDED
      },
    }
    const id = await bench.plan(1, 0, 'huntflow')
    await bench.driveToEnd(id)
    expect(await bench.read(id)).toMatchObject({
      failedTasks: [{ error: expect.stringContaining('Huntflow') }],
    })

    const offering = { ...bench.deps, targets: { ...bench.deps.targets, huntflow } }
    const body = { listId: 'l1', target: 'huntflow', includeComments: true, filter: 'all' } as const
    await expect(startImport(offering, scope, body)).rejects.toMatchObject({
      violations: [{ pointer: '/accountId' }],
    })
    await changeImport(offering, scope, { id, change: 'retry-failed' })
    await bench.drive(id, undefined, offering)

    expect(seen).toEqual([{ filter: 'all', taskId: 't1', importId: id, begunAt: expect.any(Date) }])
    expect(await bench.read(id)).toMatchObject({ status: 'completed', succeeded: 1 })
  })

  it('has failed when its job is gone', async () => {
    const bench = benchOf()
    const id = await bench.plan(2)
    const watch = watchImportsHandler(bench.deps)
    await watch.run({ scope, payload: {} } as Parameters<typeof watch.run>[0])

    expect(await bench.read(id)).toMatchObject({
      status: 'failed',
      errorMessage: expect.stringContaining('Resume the import'),
    })
    await changeImport(bench.deps, scope, { id, change: 'resume' })
    await watch.run({ scope, payload: {} } as Parameters<typeof watch.run>[0])
    expect(await bench.read(id)).toMatchObject({ status: 'running' })
  })
})
