import { Type } from 'typebox'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  cancelJob,
  defineJob,
  enqueueJob,
  enqueueJobs,
  handleJob,
  handleJobsTogether,
  PermanentJobError,
  Worker,
  type JobHandler,
  type JobRun,
} from '../../../server/platform/jobs/index.ts'
import { retryJob } from '../../../server/platform/jobs/retry-job.ts'
import { listJobs, type JobRow } from '../../../server/platform/jobs/workspace-job.store.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { asSystem, inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'

const definition = defineJob({
  name: 'test.do-work',
  payload: Type.Object({ n: Type.Integer() }),
  maxAttempts: 2,
})
type Run = JobRun<{ n: number }>

let database: TestDatabase
let workers: Worker[] = []

beforeAll(async () => {
  database = await openTestDatabase()
})
afterEach(async () => {
  await Promise.all(workers.map((worker) => worker.stop()))
  workers = []
  await asSystem(database.db, (tx) => tx.deleteFrom('jobs').execute())
})
afterAll(() => database.close())

async function startWorker(
  run: (job: Run) => ReturnType<JobHandler['run']>,
  options: { leaseMs?: number; concurrency?: number } = {},
): Promise<Worker> {
  const worker = new Worker({
    database,
    clock: systemClock,
    log: silentLog,
    handlers: [handleJob(definition, run)],
    ...options,
  })
  workers.push(worker)
  await worker.start()
  return worker
}

const enqueue = (scope: WorkspaceScope, n: number, options: { dedupeKey?: string; priority?: number } = {}) =>
  inWorkspace(database.db, scope, (tx) => enqueueJob(tx, scope, { definition, payload: { n }, ...options }))

const jobs = (scope: WorkspaceScope): Promise<JobRow[]> =>
  inWorkspace(database.db, scope, (tx) =>
    listJobs(tx, scope, { state: undefined, before: undefined, limit: 100 }),
  )

const states = async (scope: WorkspaceScope) => (await jobs(scope)).map((job) => job.state)

const untilAborted = (signal: AbortSignal): Promise<never> =>
  new Promise((_resolve, reject) => signal.addEventListener('abort', () => reject(signal.reason as Error)))

describe('enqueueJob', () => {
  it('leaves no job when the transaction fails', async () => {
    const scope = await aWorkspace(database.db)

    const failed = inWorkspace(database.db, scope, async (tx) => {
      await enqueueJob(tx, scope, { definition, payload: { n: 1 } })
      throw new Error('changed my mind')
    })

    await expect(failed).rejects.toThrow('changed my mind')
    expect(await jobs(scope)).toEqual([])
  })

  it('joins a live job with the same key, and makes a new one after it ended', async () => {
    const scope = await aWorkspace(database.db)
    await enqueue(scope, 1, { dedupeKey: 'a' })
    expect(await enqueue(scope, 2, { dedupeKey: 'a' })).toBeUndefined()

    await startWorker(async () => {})
    await expect.poll(() => states(scope)).toEqual(['done'])

    expect(await enqueue(scope, 3, { dedupeKey: 'a' })).toBeTypeOf('string')
  })
})

describe('Worker', () => {
  it('runs each job once, with several workers', async () => {
    const scope = await aWorkspace(database.db)
    const ran: number[] = []
    const numbers = Array.from({ length: 200 }, (_, n) => n)
    await startWorker(async (job) => void ran.push(job.payload.n))
    await startWorker(async (job) => void ran.push(job.payload.n))

    await Promise.all(numbers.map((n) => enqueue(scope, n)))

    await expect.poll(() => ran.length, { timeout: 15_000 }).toBe(200)
    await expect.poll(async () => new Set(await states(scope))).toEqual(new Set(['done']))
    expect(ran.sort((a, b) => a - b)).toEqual(numbers)
  })

  it('tries a failing job again, then shows it as failed with the reason', async () => {
    const scope = await aWorkspace(database.db)
    await enqueue(scope, 1)
    await startWorker(async (job) => {
      throw new Error(`attempt ${job.attempt}`)
    })

    await expect.poll(async () => (await jobs(scope))[0]?.lastError).toBe('attempt 1')
    await asSystem(database.db, (tx) =>
      tx
        .updateTable('jobs')
        .set({ runAt: new Date(0) })
        .execute(),
    )
    await expect.poll(() => states(scope), { timeout: 5_000 }).toEqual(['failed'])

    expect((await jobs(scope))[0]).toMatchObject({ lastError: 'attempt 2', attempts: 2 })
  })

  it('fails a job at once that would fail the same way again', async () => {
    const scope = await aWorkspace(database.db)
    await enqueue(scope, 1)

    await startWorker(async () => {
      throw new PermanentJobError('unreadable')
    })

    await expect.poll(() => states(scope)).toEqual(['failed'])
    expect((await jobs(scope))[0]).toMatchObject({ attempts: 1, lastError: 'unreadable' })
  })

  it('fails a job whose payload does not fit, without running it', async () => {
    const scope = await aWorkspace(database.db)
    let ran = false
    await inWorkspace(database.db, scope, (tx) =>
      enqueueJob(tx, scope, { definition: { ...definition, payload: Type.Any() }, payload: { n: 'seven' } }),
    )

    await startWorker(async () => {
      ran = true
    })

    await expect.poll(() => states(scope)).toEqual(['failed'])
    expect(ran).toBe(false)
  })

  it('comes back later without counting the attempt when a job asks for it', async () => {
    const scope = await aWorkspace(database.db)
    await enqueue(scope, 1)
    const again = new Date(Date.now() + 3_600_000)

    await startWorker(async () => ({ again }))

    await expect.poll(async () => (await jobs(scope))[0]?.runAt).toEqual(again)
    expect((await jobs(scope))[0]).toMatchObject({ state: 'ready', attempts: 0 })
  })

  it('gives running jobs back when it stops, ready at once', async () => {
    const scope = await aWorkspace(database.db)
    await enqueue(scope, 1)
    let started = false
    const worker = await startWorker(async (job) => {
      started = true
      await untilAborted(job.signal)
    })
    await expect.poll(() => started).toBe(true)

    await worker.stop()

    expect((await jobs(scope))[0]).toMatchObject({ state: 'ready', attempts: 0, leaseOwner: null })
  })

  it('takes up the jobs of a worker that died, and lets the dead one store nothing any more', async () => {
    const scope = await aWorkspace(database.db)
    await enqueue(scope, 1)
    await asSystem(database.db, (tx) =>
      tx
        .updateTable('jobs')
        .set({ state: 'running', attempts: 1, leaseOwner: 'dead', leaseUntil: new Date(Date.now() - 1) })
        .execute(),
    )
    const attempts: number[] = []

    await startWorker(async (job) => void attempts.push(job.attempt), { leaseMs: 300 })

    await expect.poll(() => states(scope), { timeout: 5_000 }).toEqual(['done'])
    expect(attempts).toEqual([2])
  })

  it('stops a running job when it is cancelled', async () => {
    const scope = await aWorkspace(database.db)
    const id = await enqueue(scope, 1)
    let reason: unknown
    let started = false
    await startWorker(async (job) => {
      started = true
      await untilAborted(job.signal).catch((error: unknown) => {
        reason = error
        throw error
      })
    })
    await expect.poll(() => started).toBe(true)

    await cancelJob({ db: database.db }, scope, id ?? '')

    await expect.poll(() => reason).toMatchObject({ message: 'cancelled' })
    expect(await states(scope)).toEqual(['cancelled'])
  })

  it('runs what is urgent first, and workspaces in turn', async () => {
    const [busy, quiet] = [await aWorkspace(database.db), await aWorkspace(database.db)]
    const order: string[] = []
    for (let n = 0; n < 6; n += 1) await enqueue(busy, n)
    await enqueue(quiet, 100)
    await enqueue(busy, 50, { priority: 10 })

    await startWorker(
      async (job) => {
        order.push(job.scope.workspaceId === quiet.workspaceId ? 'quiet' : `busy ${job.payload.n}`)
      },
      { concurrency: 3 },
    )

    await expect.poll(() => order.length).toBe(8)
    expect(order.slice(0, 3)).toEqual(expect.arrayContaining(['busy 50', 'quiet']))
  })

  it('stores progress where the workspace sees it', async () => {
    const scope = await aWorkspace(database.db)
    await enqueue(scope, 1)

    await startWorker((job) => job.reportProgress({ done: 3, of: 4 }))

    await expect.poll(async () => (await jobs(scope))[0]?.progress).toEqual({ done: 3, of: 4 })
  })
})

describe('cancelJob and retryJob', () => {
  it('refuse the wrong state', async () => {
    const scope = await aWorkspace(database.db)
    const id = (await enqueue(scope, 1)) ?? ''

    await expect(retryJob({ db: database.db }, scope, id)).rejects.toMatchObject({ code: 'CONFLICT' })
    await cancelJob({ db: database.db }, scope, id)
    await expect(cancelJob({ db: database.db }, scope, id)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await retryJob({ db: database.db }, scope, id)).toMatchObject({ state: 'ready' })
  })

  it('refuse to begin anew what another live job does already', async () => {
    const scope = await aWorkspace(database.db)
    const ended = (await enqueue(scope, 1, { dedupeKey: 'same' })) ?? ''
    await cancelJob({ db: database.db }, scope, ended)
    await enqueue(scope, 2, { dedupeKey: 'same' })

    await expect(retryJob({ db: database.db }, scope, ended)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect((await states(scope)).sort()).toEqual(['cancelled', 'ready'])
  })

  it("do not find another workspace's job", async () => {
    const id = (await enqueue(await aWorkspace(database.db), 1)) ?? ''
    const other = await aWorkspace(database.db)

    await expect(cancelJob({ db: database.db }, other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
    await expect(retryJob({ db: database.db }, other, id)).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })

  it('have one effect when they come twice at once', async () => {
    const scope = await aWorkspace(database.db)
    const id = (await enqueue(scope, 1)) ?? ''

    const outcomes = await Promise.allSettled([1, 2].map(() => cancelJob({ db: database.db }, scope, id)))

    expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected'])
  })
})

describe('jobs that are run together while something urgent waits', () => {
  const together = defineJob({
    name: 'test.do-together',
    payload: Type.Object({ n: Type.Integer() }),
    maxAttempts: 2,
    together: 8,
  })

  it('are taken in small batches on a server, and as many as fit on the embedded database; all are run', async () => {
    const scope = await aWorkspace(database.db)
    await inWorkspace(database.db, scope, (tx) =>
      enqueueJobs(
        tx,
        scope,
        Array.from({ length: 12 }, (_, n) => ({ definition: together, payload: { n } })),
      ),
    )
    const sizes: number[] = []
    const worker = new Worker({
      database,
      clock: systemClock,
      log: silentLog,
      pressure: () => 'high',
      handlers: [
        handleJobsTogether(together, async (batch) => {
          sizes.push(batch.length)
          return batch.map(() => ({ status: 'fulfilled', value: undefined }))
        }),
      ],
    })
    workers.push(worker)
    await worker.start()

    await expect.poll(() => sizes.reduce((sum, size) => sum + size, 0), { timeout: 10_000 }).toBe(12)
    expect(sizes).toEqual(database.kind === 'embedded' ? [8, 4] : [2, 2, 2, 2, 2, 2])
    await expect.poll(() => states(scope)).toEqual(Array.from({ length: 12 }, () => 'done'))
  })
})
