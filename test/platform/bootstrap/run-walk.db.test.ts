import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Bootstrap } from '../../../server/platform/bootstrap/bootstrap.schemas.ts'
import { cancelBootstrap } from '../../../server/platform/bootstrap/cancel-bootstrap.ts'
import { readBootstrap } from '../../../server/platform/bootstrap/read-bootstrap.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aWalker, numbered, paged, RESUMES_AT, type Upstream, type Walker } from './a-walker.ts'

let database: TestDatabase
let scope: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  scope = await aWorkspace(database.db)
})
afterAll(() => database.close())

const PROJECTS = numbered('p', 12)

/** Twelve projects, of which each has 250 tasks: two pages. */
const busy: Upstream = (path, query) => {
  if (path === '/projects') return paged(PROJECTS, query)
  const project = /^\/projects\/(\w+)\/tasks$/.exec(path)?.[1]
  return project === undefined ? undefined : paged(numbered(`${project}t`, 250), query)
}

function recordIds(collection: string, deleted = false): Promise<string[]> {
  return inWorkspace(database.db, scope, async (tx) => {
    const rows = await tx
      .selectFrom('records')
      .select('id')
      .where('workspaceId', '=', scope.workspaceId)
      .where('collection', '=', collection)
      .where('deletedAt', deleted ? 'is not' : 'is', null)
      .orderBy('id')
      .execute()
    return rows.map((row) => row.id)
  })
}

async function report(walker: Walker): Promise<{
  run: NonNullable<Bootstrap['run']>
  step: (id: string) => Bootstrap['steps'][number] | undefined
}> {
  const { run, steps } = await readBootstrap(walker.deps, walker.scope)
  if (run === null) throw new Error('no run')
  return { run, step: (id) => steps.find((step) => step.operationId === id) }
}

const repeatsOf = (asked: readonly string[]): string[] =>
  asked.filter((request, index) => asked.indexOf(request) !== index)

describe('a killed walk', () => {
  it('stores nothing of a page whose process died before the commit, and repeats at most one page per stream', async () => {
    const walker = aWalker(database.db, scope, busy)
    const runId = await walker.start()
    const kill = new AbortController()
    walker.onAnswer = () => {
      if (walker.asked.filter((request) => request.includes('/tasks')).length === 9)
        kill.abort(new Error('killed'))
    }

    await expect(walker.run(runId, kill.signal)).rejects.toThrow('killed')
    const beforeCount = (await recordIds('tasks')).length
    await walker.run(runId)

    expect(beforeCount).toBeLessThan(9 * 200)
    expect(await recordIds('tasks')).toHaveLength(12 * 250)
    const repeats = repeatsOf(walker.asked)
    expect(repeats.length).toBeGreaterThan(0)
    expect(repeats.length).toBeLessThanOrEqual(4)
    expect(new Set(repeats.map((request) => request.split('?')[0])).size).toBe(repeats.length)
    expect((await report(walker)).step('getTasks')).toMatchObject({
      status: 'done',
      pages: 24,
      records: 3000,
    })
  })

  it('ends exact however often it is killed', async () => {
    const walker = aWalker(database.db, scope, busy)
    const runId = await walker.start()
    for (let stretch = 0; stretch < 6; stretch += 1) {
      const kill = new AbortController()
      const until = walker.asked.length + 7
      walker.onAnswer = () => {
        if (walker.asked.length === until) kill.abort(new Error('killed'))
      }
      await expect(walker.run(runId, kill.signal)).rejects.toThrow('killed')
    }
    walker.onAnswer = () => {}

    await walker.run(runId)

    const { run, step } = await report(walker)
    expect(run.status).toBe('completed')
    expect(step('getTasks')).toMatchObject({ pages: 24, records: 3000 })
    expect(step('getProjects')).toMatchObject({ pages: 1, records: 12 })
  })

  it('is one walk when two workers have it at once', async () => {
    const walker = aWalker(database.db, scope, busy)
    const runId = await walker.start()

    await Promise.all([walker.run(runId), walker.run(runId)])

    expect((await report(walker)).step('getTasks')).toMatchObject({
      status: 'done',
      pages: 24,
      records: 3000,
    })
    expect(await recordIds('tasks')).toHaveLength(3000)
  })
})

describe('a walk with a budget', () => {
  it('waits when the budget is used up and goes on where it was', async () => {
    const walker = aWalker(database.db, scope, busy)
    const runId = await walker.start()
    walker.budget = 30

    const first = await walker.run(runId)
    const waiting = await report(walker)
    walker.budget = 10
    const second = await walker.run(runId)
    walker.budget = Number.POSITIVE_INFINITY
    const third = await walker.run(runId)

    expect([first, second, third]).toEqual([{ again: RESUMES_AT }, { again: RESUMES_AT }, undefined])
    expect(waiting.run).toMatchObject({
      status: 'waiting',
      resumesAt: RESUMES_AT.toISOString(),
      requests: 30,
    })
    expect(waiting.run.etaSeconds).toBeGreaterThan(1000)
    expect(repeatsOf(walker.asked)).toEqual([])
    expect((await report(walker)).run).toMatchObject({ status: 'completed', requests: walker.asked.length })
  })

  it('waits while the add-on is switched off and goes on when it is on again', async () => {
    const walker = aWalker(database.db, scope, busy)
    const runId = await walker.start()
    walker.onAnswer = (path) => {
      if (path === '/projects') walker.standing = 'inactive'
    }

    const paused = await walker.run(runId)
    const { run } = await report(walker)
    walker.standing = 'active'
    walker.onAnswer = () => {}
    await walker.run(runId)

    expect(paused).toHaveProperty('again')
    expect(run).toMatchObject({ status: 'waiting', resumesAt: null })
    expect((await report(walker)).run.status).toBe('completed')
    expect(await recordIds('tasks')).toHaveLength(3000)
  })
})

describe('an ended walk', () => {
  it('stops within a page when it is cancelled and keeps what it has', async () => {
    const walker = aWalker(database.db, scope, busy)
    const runId = await walker.start()
    let cancelling: Promise<unknown> | undefined
    walker.onAnswer = (path) => {
      if (path.endsWith('/tasks')) cancelling ??= cancelBootstrap(walker.deps, scope)
    }

    await walker.run(runId)
    await cancelling

    const { run, step } = await report(walker)
    expect(run).toMatchObject({ status: 'cancelled', etaSeconds: null })
    expect(step('getTasks')).toMatchObject({
      status: 'skipped',
      reason: 'the run was cancelled before this was done',
    })
    expect(await recordIds('projects')).toHaveLength(12)
    expect(walker.asked.length).toBeLessThan(40)
  })

  it('ends when the add-on is uninstalled', async () => {
    const walker = aWalker(database.db, scope, busy)
    const runId = await walker.start()
    walker.onAnswer = () => {
      walker.standing = 'absent'
    }

    await walker.run(runId)

    expect((await report(walker)).run).toMatchObject({
      status: 'cancelled',
      error: 'The add-on was uninstalled.',
    })
    expect(walker.asked.length).toBeLessThanOrEqual(8)
  })

  it('fails with the advice to reinstall when the token is refused', async () => {
    const refused = { status: 401, body: { message: 'The token is not valid', code: 4017 } }
    const walker = aWalker(database.db, scope, () => refused)

    await walker.run(await walker.start())

    const { run } = await report(walker)
    expect(run.status).toBe('failed')
    expect(run.error).toMatch(/Install the add-on again/)
  })

  it('fails when nothing at all was answered', async () => {
    const walker = aWalker(database.db, scope, () => ({ status: 503, body: '' }))

    await walker.run(await walker.start())

    expect((await report(walker)).run).toMatchObject({
      status: 'failed',
      error: expect.stringContaining('No operation was answered') as string,
    })
  })
})

describe('refusals and failures', () => {
  it('makes single refused ids a note and a failed stream a failed step, and goes on', async () => {
    const gone = { status: 400, body: { message: "Project doesn't belong to Workspace", code: 501 } }
    const walker = aWalker(database.db, scope, (path, query) => {
      if (path === '/projects/p3/tasks' || path === '/projects/p7/tasks') return gone
      if (path === '/projects/p5/custom-fields') return { status: 500, body: 'no' }
      return busy(path, query)
    })

    await walker.run(await walker.start())

    const { run, step } = await report(walker)
    expect(run.status).toBe('completed')
    expect(step('getTasks')).toMatchObject({
      status: 'done',
      records: 2500,
      reason: "2 of 12 refused: answered 400: Project doesn't belong to Workspace",
    })
    expect(step('getCustomFieldsOfProject')).toMatchObject({
      status: 'failed',
      reason: '1 of 12 failed: answered 500',
    })
  })

  it('asks no more ids of a step that refuses them all', async () => {
    const walker = aWalker(database.db, scope, (path, query) =>
      path.endsWith('/custom-fields') && path !== '/custom-fields'
        ? { status: 403, body: { message: 'The feature is switched off' } }
        : path === '/projects'
          ? paged(numbered('p', 150), query)
          : undefined,
    )

    await walker.run(await walker.start())

    const { step } = await report(walker)
    expect(step('getCustomFieldsOfProject')).toMatchObject({
      status: 'skipped',
      reason: '150 of 150 refused: answered 403: The feature is switched off',
    })
    expect(walker.asked.filter((path) => /projects\/.*custom-fields/.test(path)).length).toBeLessThanOrEqual(
      9,
    )
  })

  it('takes answers that are no JSON, too deep or without ids for what they are', async () => {
    const walker = aWalker(database.db, scope, (path) => {
      if (path === '/clients') return { body: '<html>' }
      if (path === '/tags') return { body: '['.repeat(5000) }
      if (path === '/user-groups') return { body: [{ name: 'no\u0000id' }, { name: 'none either' }] }
      if (path === '/holidays') return { body: '[{"id":"h1","name":"lone \\ud800 \\u0000"}]' }
      return undefined
    })

    await walker.run(await walker.start())

    const { run, step } = await report(walker)
    expect(run.status).toBe('completed')
    expect(step('getClients')).toMatchObject({ status: 'failed' })
    expect(step('getTags')).toMatchObject({ status: 'failed' })
    expect(step('getUserGroups')).toMatchObject({ status: 'done', records: 2 })
    expect(await recordIds('user-groups')).toEqual([
      expect.stringMatching(/^sha256:/),
      expect.stringMatching(/^sha256:/),
    ])
    expect(await recordIds('holidays')).toEqual(['h1'])
  })
})

describe('odd ids', () => {
  it('never leave the path that they belong to, and end as failed streams of their step', async () => {
    const ids = [
      '..',
      'a/b',
      '\ud800',
      '%2e%2e',
      randomBytes(4000).toString('base64'),
      '\u0007',
      5,
      null,
      {},
      '',
    ]
    const walker = aWalker(database.db, scope, (path) =>
      path === '/projects' ? { body: ids.map((id) => ({ id })) } : undefined,
    )

    await walker.run(await walker.start())

    const { run, step } = await report(walker)
    expect(run.status).toBe('completed')
    expect(step('getProjects')).toMatchObject({ status: 'done', records: 10 })
    expect(step('getTasks')?.reason).toMatch(/^\d of \d failed: not sent: path \/projectId/)
    const below = walker.asked.filter((path) => path.includes('/tasks')).map((path) => path.split('?')[0])
    expect(below).toContain('/projects/5/tasks')
    expect(below.filter((path) => !/^\/projects\/[^/]+\/tasks$/.test(path ?? ''))).toEqual([])
  })
})

describe('paging', () => {
  it('reads a list that ignores paging once more and stores it once', async () => {
    const all = numbered('u', 200)
    const walker = aWalker(database.db, scope, (path) => (path === '/users' ? { body: all } : undefined))

    await walker.run(await walker.start())

    expect(walker.asked.filter((path) => path.startsWith('/users?'))).toHaveLength(2)
    expect((await report(walker)).step('getUsersOfWorkspace')).toMatchObject({ pages: 2, records: 200 })
    expect(await recordIds('users')).toHaveLength(200)
  })

  it('follows Last-Page and reads envelopes', async () => {
    const walker = aWalker(database.db, scope, (path, query) => {
      const page = Number(query.get('page'))
      if (path === '/expenses')
        return {
          headers: { 'last-page': String(page === 3) },
          body: { expenses: { expenses: numbered(`e${page}-`, 2), count: 6 }, dailyTotals: [] },
        }
      return undefined
    })

    await walker.run(await walker.start())

    expect((await report(walker)).step('getExpenses')).toMatchObject({ pages: 3, records: 6 })
  })
})

describe('a repeated walk', () => {
  it('refreshes records and marks those that it did not see as deleted', async () => {
    let projects = PROJECTS
    const walker = aWalker(database.db, scope, (path, query) =>
      path === '/projects' ? paged(projects, query) : busy(path, query),
    )
    await walker.run(await walker.start())
    projects = [...PROJECTS.slice(1), ...numbered('new', 1)]

    await walker.run(await walker.start())

    expect(await recordIds('projects', true)).toEqual(['p0'])
    expect(await recordIds('projects')).toContain('new0')
    expect(await recordIds('tasks', true)).toHaveLength(250)
  })

  it('marks nothing as deleted where something was refused', async () => {
    let isRefused = false
    const walker = aWalker(database.db, scope, (path, query) =>
      isRefused && path === '/projects' ? { status: 403, body: {} } : busy(path, query),
    )
    await walker.run(await walker.start())
    isRefused = true

    await walker.run(await walker.start())

    expect(await recordIds('projects', true)).toEqual([])
    expect(await recordIds('tasks', true)).toEqual([])
  })
})
