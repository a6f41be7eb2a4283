import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { createBootstrap } from '../../../server/platform/bootstrap/index.ts'
import { readBootstrap } from '../../../server/platform/bootstrap/read-bootstrap.ts'
import { createGuard } from '../../../server/platform/http/index.ts'
import { Worker } from '../../../server/platform/jobs/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aWalker, numbered, paged, type Walker } from './a-walker.ts'

let database: TestDatabase
const workers: Worker[] = []

beforeAll(async () => {
  database = await openTestDatabase()
})
afterEach(() => Promise.all(workers.splice(0).map((worker) => worker.stop())))
afterAll(() => database.close())

async function aWalk(): Promise<Walker> {
  const scope = await aWorkspace(database.db)
  return aWalker(database.db, scope, (path, query) => {
    if (path === '/projects') return paged(numbered('p', 40), query)
    const project = /^\/projects\/(\w+)\/tasks$/.exec(path)?.[1]
    return project === undefined ? undefined : paged(numbered(`${project}t`, 201), query)
  })
}

async function aWorkerFor(walker: Walker): Promise<Worker> {
  const guard = createGuard(() => Promise.reject(new Error('no requests here')))
  const { jobs } = createBootstrap({ ...walker.deps, guard })
  const worker = new Worker({ database, clock: systemClock, log: silentLog, handlers: jobs ?? [] })
  workers.push(worker)
  await worker.start()
  return worker
}

const statusOf = async (walker: Walker): Promise<string | undefined> =>
  (await readBootstrap(walker.deps, walker.scope)).run?.status

const countTasks = (walker: Walker): Promise<number> =>
  inWorkspace(database.db, walker.scope, async (tx) => {
    const rows = await tx.selectFrom('records').select('id').where('collection', '=', 'tasks').execute()
    return rows.length
  })

describe('the walk as a job', () => {
  it('is given back when its process stops and finished by another', async () => {
    const walker = await aWalk()
    await walker.start()
    const first = await aWorkerFor(walker)
    await expect.poll(() => walker.asked.length, { interval: 5, timeout: 20_000 }).toBeGreaterThan(30)

    await first.stop()
    const between = await statusOf(walker)
    const askedBetween = walker.asked.length
    await aWorkerFor(walker)

    await expect.poll(() => statusOf(walker), { timeout: 20_000 }).toBe('completed')
    expect(between).toBe('running')
    expect(askedBetween).toBeLessThan(140)
    expect(await countTasks(walker)).toBe(40 * 201)
    const repeated = walker.asked.length - new Set(walker.asked).size
    expect(repeated).toBeLessThanOrEqual(4)
  })

  it('is run by one of two workers', async () => {
    const walker = await aWalk()
    await Promise.all([aWorkerFor(walker), aWorkerFor(walker)])

    await walker.start()

    await expect.poll(() => statusOf(walker), { timeout: 20_000 }).toBe('completed')
    expect(walker.asked.length).toBe(new Set(walker.asked).size)
    expect(await countTasks(walker)).toBe(40 * 201)
  })

  it('ends without a trace when the workspace is deleted under it', async () => {
    const walker = await aWalk()
    await walker.start()
    const worker = await aWorkerFor(walker)
    await expect.poll(() => walker.asked.length, { interval: 5, timeout: 20_000 }).toBeGreaterThan(30)

    await inWorkspace(database.db, walker.scope, async (tx) => {
      walker.standing = 'absent'
      await tx.deleteFrom('jobs').where('workspaceId', '=', walker.scope.workspaceId).execute()
      await tx.deleteFrom('workspaces').where('workspaceId', '=', walker.scope.workspaceId).execute()
    })

    await expect.poll(() => worker.runningCount).toBe(0)
    expect(walker.asked.length).toBeLessThan(140)
    expect(await countTasks(walker)).toBe(0)
    expect(await statusOf(walker)).toBeUndefined()
  })
})
