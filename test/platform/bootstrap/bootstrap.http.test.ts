import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createBootstrap } from '../../../server/platform/bootstrap/index.ts'
import { createGuard, createHttp } from '../../../server/platform/http/index.ts'
import type { Bootstrap } from '../../../server/platform/bootstrap/bootstrap.schemas.ts'
import { AppError } from '../../../server/shared/errors.ts'
import type { Role, WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aWalker, numbered, type Walker } from './a-walker.ts'

let database: TestDatabase
let app: FastifyInstance
let mine: Walker
let other: WorkspaceScope
let caller: { scope: WorkspaceScope; role: Role }

beforeAll(async () => {
  database = await openTestDatabase()
  const scope = await aWorkspace(database.db)
  other = await aWorkspace(database.db)
  mine = aWalker(database.db, scope, (path) => (path === '/tags' ? { body: numbered('tag', 3) } : undefined))
  caller = { scope, role: 'admin' }
  app = await createHttp({ log: pino({ level: 'silent' }), https: false, observe: () => {} })
  const { routes } = createBootstrap({ ...mine.deps, guard: createGuard(async () => caller) })
  if (routes) await app.register(routes)
})
afterAll(async () => {
  await app.close()
  await database.close()
})

const read = async (): Promise<Bootstrap> => (await app.inject('/api/bootstrap')).json<Bootstrap>()
const post = (path: string) => app.inject({ method: 'POST', url: path })
const as = (changes: Partial<typeof caller>): void => {
  caller = { scope: mine.scope, role: 'admin', ...changes }
}

// One story; each step stands on the one before.
describe('the bootstrap routes', () => {
  it('show the plan before the first run', async () => {
    const { run, steps } = await read()

    expect(run).toBeNull()
    expect(steps).toHaveLength(47)
    expect(steps[0]).toEqual({
      operationId: 'getWorkspaceOfUser',
      status: 'pending',
      reason: null,
      pages: 0,
      records: 0,
    })
  })

  it.each(['reader', 'member'] as const)('refuse a %s who starts or cancels', async (role) => {
    as({ role })

    expect([
      (await post('/api/bootstrap')).statusCode,
      (await post('/api/bootstrap/cancel')).statusCode,
    ]).toEqual([403, 403])
    as({})
    expect((await read()).run).toBeNull()
  })

  it('start one run with its job, and refuse a second while it runs', async () => {
    const [first, second] = await Promise.all([post('/api/bootstrap'), post('/api/bootstrap')])

    expect(new Set([first.statusCode, second.statusCode])).toEqual(new Set([202, 409]))
    const jobs = await inWorkspace(database.db, mine.scope, (tx) =>
      tx.selectFrom('jobs').select(['name', 'state']).execute(),
    )
    expect(jobs).toEqual([{ name: 'bootstrap.walk', state: 'ready' }])
    const { run } = await read()
    expect(run).toMatchObject({ status: 'planned', requests: 0, records: 0, finishedAt: null })
    expect(run?.etaSeconds).toBeGreaterThan(0)
  })

  it('show another workspace nothing of it', async () => {
    as({ scope: other })

    const { run } = await read()
    const cancelled = await post('/api/bootstrap/cancel')

    expect(run).toBeNull()
    expect(cancelled.statusCode).toBe(409)
  })

  it('take up a run whose job was lost', async () => {
    as({})
    await inWorkspace(database.db, mine.scope, (tx) =>
      tx.updateTable('jobs').set({ state: 'failed', finishedAt: new Date() }).execute(),
    )
    const before = (await read()).run?.id

    const revived = await post('/api/bootstrap')

    expect(revived.statusCode).toBe(202)
    expect(revived.json<{ runId: string }>().runId).toBe(before)
  })

  it('report the end of the run', async () => {
    await mine.run((await read()).run?.id ?? '')

    const { run, steps } = await read()
    expect(run).toMatchObject({ status: 'completed', etaSeconds: null, records: 3 })
    expect(steps.find((step) => step.operationId === 'getTags')).toMatchObject({ status: 'done', records: 3 })
    expect(mine.published.at(-1)).toMatchObject({ status: 'completed', records: 3 })
  })

  it('cancel a run once', async () => {
    await post('/api/bootstrap')

    const statuses = [await post('/api/bootstrap/cancel'), await post('/api/bootstrap/cancel')].map(
      (answer) => answer.statusCode,
    )

    expect(statuses).toEqual([200, 409])
    expect((await read()).run?.status).toBe('cancelled')
  })

  it('start nothing in a workspace that cannot be reached', async () => {
    const unreachable = new AppError('CONFLICT', 'The add-on is not installed in this workspace.')
    Object.assign(mine.deps.connector, { connectInBackground: () => Promise.reject(unreachable) })

    const refused = await post('/api/bootstrap')

    expect(refused.statusCode).toBe(409)
    expect(refused.json<{ detail: string }>().detail).toMatch(/not installed/)
    expect((await read()).run?.status).toBe('cancelled')
  })
})
