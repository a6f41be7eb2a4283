import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type { ImportView } from '../../../../server/features/clickup-tasks/imports/import.schemas.ts'
import type { ClickUpSandbox } from '../../../../server/sandbox/clickup/index.ts'
import type { Clock } from '../../../../server/shared/clock.ts'
import { hasClickUpDocument, readClickUpDocument } from '../../../support/clickup-document.ts'
import { startSmallClickUp } from '../../../support/clickup-caller.ts'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'

/** Each look finds another millisecond, so that tasks have an order. */
function distinctClock(): Clock {
  let lastMs = 0
  return {
    now: () => {
      lastMs = Math.max(lastMs + 1, Date.now())
      return new Date(lastMs)
    },
    monotonicMs: () => performance.now(),
  }
}

let clickup: ClickUpSandbox
let test: TestApp
let listId: string
let taskIds: readonly string[]

beforeAll(async () => {
  const checkRequest = hasClickUpDocument ? (await readClickUpDocument()).judgeRequest : () => []
  clickup = await startSmallClickUp({ checkRequest, clock: distinctClock() })
  test = await startTestApp({
    allow: [clickup.origin],
    sandbox: { size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } },
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  await connect(clickup.tokens.owner)
})
afterAll(async () => {
  await test.close()
  await clickup.stop()
})

// A list of its own, with twelve tasks.
beforeEach(async () => {
  const [space] = [...clickup.state.spaces.values()]
  listId = clickup.createList({ spaceId: space!.id, name: 'Applicants' }).id
  taskIds = Array.from({ length: 12 }, (_, index) => clickup.createTask({ listId, name: `Task ${index}` }).id)
  clickup.requests.clear()
  clickup.clearFaults()
})

const connect = (token: string) =>
  test.call('PUT', '/api/connections/clickup', { body: { token, baseUrl: `${clickup.apiUrl}/v2/` } })
const post = (path: string, body?: object) =>
  test.call<ImportView & { importId: string; detail: string; violations: { pointer: string }[] }>(
    'POST',
    `/api/clickup/imports${path}`,
    body === undefined ? {} : { body },
  )
const start = async (body: object = {}) => {
  const { status, body: answer } = await post('', { listId, target: 'cache', delaySeconds: 0, ...body })
  expect(status).toBe(202)
  return answer.importId
}
const read = async (id: string) => (await test.call<ImportView>('GET', `/api/clickup/imports/${id}`)).body
const until = async (id: string, status: string, more: (view: ImportView) => boolean = () => true) => {
  const is = async () => {
    const view = await read(id)
    return view.status === status && more(view) ? view : undefined
  }
  return vi.waitUntil(is, { timeout: 20_000, interval: 30 })
}
/** Which tasks of this list were read in full, in order. */
const readsOf = () =>
  clickup.requests
    .matching(/^GET \/v2\/task\/\w+$/)
    .map(({ path }) => path.split('/').at(-1)!)
    .filter((taskId) => taskIds.includes(taskId))

describe('a bulk import into the cache', () => {
  it('reads every task in full, once, as the vendor documents it', async () => {
    const id = await start()
    const view = await until(id, 'completed')

    expect(view).toMatchObject({
      planned: true,
      total: 12,
      processed: 12,
      succeeded: 12,
      failed: 0,
      failedTasks: [],
      progressPercentage: 100,
      successRate: 100,
      etaSeconds: null,
      errorMessage: null,
      delaySeconds: 0,
    })
    expect(view.finishedAt).not.toBeNull()
    expect([...readsOf()].sort()).toEqual([...taskIds].sort())
    expect(clickup.requests.complaints).toEqual([])
    const { items } = (await test.call<{ items: ImportView[] }>('GET', '/api/clickup/imports?limit=1')).body
    expect(items).toMatchObject([{ id, processed: 12 }])
  })

  it('reads a long list page by page, past a page of which nothing is wanted', async () => {
    for (const taskId of taskIds) clickup.addTag(taskId, 'huntflow')
    const more = Array.from({ length: 250 }, (_, index) => {
      const { id } = clickup.createTask({ listId, name: `More ${index}` })
      if (index < 130) clickup.addTag(id, 'huntflow')
      return id
    })
    const id = await start({ filter: 'without-huntflow-tag', delaySeconds: 3600 })
    const view = await until(id, 'running', ({ planned }) => planned)

    expect(view.total).toBe(more.length - 130)
    expect((await post(`/${id}/cancel`)).body).toMatchObject({ status: 'cancelled' })
  })

  it('stops within one task, and goes on with the next one', async () => {
    const held = clickup.holdNext(new RegExp(`GET /v2/task/${taskIds[4]}$`))
    const id = await start()
    await held.asked
    expect((await post(`/${id}/stop`)).body).toMatchObject({ status: 'stopped', finishedAt: null })
    held.release()
    const stopped = await until(
      id,
      'stopped',
      ({ processed }) => processed > 0 && readsOf().length === processed,
    )
    expect((await post(`/${id}/stop`)).status).toBe(409)
    const before = readsOf()
    expect((await post(`/${id}/resume`)).body).toMatchObject({ status: 'running' })
    expect(await until(id, 'completed')).toMatchObject({ processed: 12, succeeded: 12 })

    expect(stopped.processed).toBe(before.length)
    expect([...readsOf()].sort()).toEqual([...taskIds].sort())
  })

  it('lets one task fail alone, and tries only that one again', async () => {
    const [gone, other] = taskIds
    clickup.failNext({
      matching: new RegExp(`GET /v2/task/${gone}$`),
      status: 400,
      body: { err: 'no', ECODE: 'X_1' },
    })
    const id = await start()
    const view = await until(id, 'completed')
    expect(view).toMatchObject({ processed: 12, succeeded: 11, failed: 1 })
    expect(view.failedTasks).toMatchObject([{ taskId: gone, error: expect.stringContaining('X_1') }])
    const before = readsOf().length

    expect((await post(`/${id}/retry-failed`)).body).toMatchObject({ status: 'running', failed: 0 })
    expect(await until(id, 'completed', ({ processed }) => processed === 12)).toMatchObject({ succeeded: 12 })
    expect(readsOf().slice(before)).toEqual([gone])
    expect(readsOf().filter((taskId) => taskId === other)).toHaveLength(1)
    expect((await post(`/${id}/retry-failed`)).status).toBe(409)
  })

  it('fails a task that was deleted meanwhile, and no other', async () => {
    const held = clickup.holdNext(new RegExp(`GET /v2/task/${taskIds[0]}$`))
    const id = await start()
    await held.asked
    clickup.deleteTask(taskIds[7]!)
    held.release()
    const view = await until(id, 'completed')

    expect(view).toMatchObject({ total: 12, succeeded: 11, failed: 1 })
    expect(view.failedTasks).toMatchObject([
      { taskId: taskIds[7], error: 'ClickUp does not have this any more. (ITEM_013)' },
    ])
  })

  it('ends in a stated result when the list is deleted', async () => {
    const held = clickup.holdNext(new RegExp(`GET /v2/task/${taskIds[5]}$`))
    const id = await start()
    await held.asked
    clickup.deleteList(listId)
    held.release()
    const view = await until(id, 'failed')

    expect(view.errorMessage).toMatch(/does not have the list .* any more/)
    expect(view).toMatchObject({ total: 12, failed: 0 })
    expect(view.processed).toBe(view.succeeded)
    expect(view.processed).toBeLessThan(12)
    const again = await start()
    expect((await until(again, 'failed')).errorMessage).toMatch(/does not have the list/)
    expect(await read(again)).toMatchObject({ total: 0, progressPercentage: 0, successRate: null })
  })

  it('ends when ClickUp sends one page of the list again and again', async () => {
    const rest = { status: { status: 'open' }, list: { id: listId }, date_created: '1' }
    const task = { ...rest, date_updated: '1767600000000' }
    const tasks = ['same1', 'same2'].map((id) => ({ ...task, id, name: `nul \u0000 of ${id}` }))
    const body = { tasks, last_page: false }
    clickup.failNext({ matching: /GET \/v2\/list\/\d+\/task/, times: Infinity, status: 200, body })
    const id = await start()
    const view = await until(id, 'failed')
    clickup.clearFaults()

    expect(view.errorMessage).toMatch(/again and again.*Resume the import/)
    expect(view).toMatchObject({ total: 2, processed: 0, planned: false })
    await post(`/${id}/resume`)
    expect(await until(id, 'completed')).toMatchObject({ total: 14, succeeded: 12, failed: 2 })
  })

  it('waits while ClickUp is away, and ends when its token is dead', async () => {
    clickup.failNext({ matching: /GET \/v2\/list\/\d+\/task/, times: 3, status: 503 })
    const id = await start()
    const waiting = await until(id, 'running', ({ errorMessage }) => errorMessage !== null)
    expect(waiting.errorMessage).toContain('goes on by itself')
    await post(`/${id}/cancel`)

    const token = clickup.createToken({ userId: clickup.state.ownerId, teamIds: [clickup.teamId] })
    await connect(token)
    const held = clickup.holdNext(new RegExp(`GET /v2/task/${taskIds[2]}$`))
    const other = await start()
    await held.asked
    clickup.revokeToken(token)
    held.release()
    const view = await until(other, 'failed')
    await connect(clickup.tokens.owner)

    expect(view.errorMessage).toContain('Make a new one in ClickUp')
    expect(view.failed).toBe(0)
    await post(`/${other}/resume`)
    expect(await until(other, 'completed')).toMatchObject({ succeeded: 12, failed: 0 })
  })

  it('says what is wrong', async () => {
    const pointers = async (body: object) => {
      const { status, body: answer } = await post('', body)
      return [status, ...answer.violations.map(({ pointer }) => pointer)]
    }
    expect(await pointers({ target: 'cache' })).toEqual([422, '/listId'])
    expect(await pointers({ target: 'huntflow', listId })).toEqual([422, '/accountId'])
    expect(await pointers({ target: 'other', listId })).toEqual([422, '/target'])
    expect(await pointers({ target: 'cache', listId, delaySeconds: -1 })).toEqual([422, '/delaySeconds'])
    expect((await post('/none/stop')).status).toBe(404)
    const id = await start()
    await until(id, 'completed')
    const { status, body } = await post(`/${id}/resume`)
    expect([status, body.detail]).toEqual([
      409,
      'This import cannot take "resume" now. It is completed; what failed in it can be tried again.',
    ])
  })
})
