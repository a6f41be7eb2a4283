import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import type { ClickUpSandbox } from '../../../../server/sandbox/clickup/index.ts'
import { startSmallClickUp } from '../../../support/clickup-caller.ts'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'
import { pathTo } from '../clickup-ground.ts'

let clickup: ClickUpSandbox
let test: TestApp
let listId: string
let apiKey: string

interface Task {
  readonly id: string
  readonly name: string
  readonly updatedAt: string
  readonly attachments?: readonly { readonly title: string }[] | null
  readonly comments?: readonly { readonly text: string }[] | null
  readonly detailsProblem?: string | null
  readonly fields: readonly { readonly type: string; readonly text: string | null }[]
}
interface Page<T> {
  readonly items: readonly T[]
  readonly nextCursor: string | null
}

const call = <T>(method: string, path: string, body?: unknown) =>
  test.call<T>(method, path, { token: apiKey, ...(body === undefined ? {} : { body }) })
const tasks = async (query = '') => (await call<Page<Task>>('GET', `/api/clickup/tasks?${query}`)).body.items
const ids = async (query: string) => (await tasks(query)).map(({ id }) => id).sort()
const runSync = async (body: object = {}) => {
  const started = await call<{ syncRunId: string }>('POST', '/api/clickup/sync', body)
  expect(started.status).toBe(202)
  const path = `/api/clickup/sync-runs/${started.body.syncRunId}`
  await vi.waitUntil(async () => (await call<{ status: string }>('GET', path)).body.status !== 'running', {
    timeout: 20_000,
    interval: 50,
  })
  return (await call<Record<string, unknown>>('GET', path)).body
}

beforeAll(async () => {
  clickup = await startSmallClickUp({ size: { lists: 1, folders: 1, folderlessLists: 1, tasks: 260 } })
  test = await startTestApp({ allow: [clickup.origin] })
  const made = await test.call<{ apiKey: string }>('POST', '/api/admin/workspaces', {
    token: 'operator-key-of-the-tests',
    body: { name: 'Acme' },
  })
  apiKey = made.body.apiKey
  listId = [...clickup.state.lists.keys()][0]!
  await call('PUT', '/api/connections/clickup', { token: clickup.tokens.owner, baseUrl: clickup.apiUrl })
  const saved = await call('PUT', '/api/clickup/settings', {
    ...pathTo(clickup, listId),
    maxTasks: 0,
    includeClosed: true,
  })
  expect(saved.status).toBe(200)
  expect(await runSync()).toMatchObject({ status: 'success', removed: 0, errorMessage: null })
})
afterAll(async () => {
  await test.close()
  await clickup.stop()
})

const inList = () => [...clickup.state.tasksByList.get(listId)!].filter(({ archived }) => !archived)

describe('stored tasks', () => {
  it('are listed newest update first, page by page, each once', async () => {
    const all: Task[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const path: string = `/api/clickup/tasks?limit=40${cursor === '' ? '' : `&cursor=${cursor}`}`
      const { body }: { body: Page<Task> } = await call<Page<Task>>('GET', path)
      all.push(...body.items)
      cursor = body.nextCursor
    }

    expect(all.map(({ id }) => id).sort()).toEqual(
      inList()
        .map(({ id }) => id)
        .sort(),
    )
    expect(all.map(({ updatedAt }) => updatedAt)).toEqual(
      all
        .map(({ updatedAt }) => updatedAt)
        .toSorted()
        .toReversed(),
    )
    // Every type of field in words, where it is not empty.
    const texts = all.flatMap(({ fields }) => fields).filter(({ text }) => text !== null)
    expect(new Set(texts.map(({ type }) => type)).size).toBeGreaterThan(8)
  })

  it('are found by words, status, assignee and tag, in any case', async () => {
    const made = clickup.createTask({ listId, name: 'Überprüfen: ПРИВЕТ мир 🪁 100%_x', tags: ['Quick Win'] })
    const owner = clickup.state.users.get(clickup.state.ownerId)!
    clickup.updateTask(made.id, { addAssigneeIds: [owner.id], description: 'a needle in\na haystack' })
    await runSync()

    for (const word of ['überPRÜFEN', 'привет', '🪁', '100%_X', 'needle in', made.id.toUpperCase()])
      expect([word, await ids(`search=${encodeURIComponent(word)}`)]).toEqual([word, [made.id]])
    expect(await ids('search=needle_in')).toEqual([])
    expect(await ids('search=needle&tag=QUICK+win')).toEqual([made.id])
    for (const assignee of [owner.username!.toUpperCase(), owner.email, String(owner.id)])
      expect(await ids(`search=needle&assignee=${encodeURIComponent(assignee)}`)).toEqual([made.id])
    expect(await ids('search=needle&assignee=Ama')).toEqual([])

    const { body: facets } = await call<{ statuses: { value: string; tasks: number }[] }>(
      'GET',
      '/api/clickup/tasks/facets',
    )
    expect(facets.statuses.reduce((sum, { tasks: count }) => sum + count, 0)).toBe(inList().length)
    for (const { value, tasks: count } of facets.statuses)
      expect(await tasks(`limit=200&status=${encodeURIComponent(value.toUpperCase())}`)).toHaveLength(count)
    expect(facets).toMatchObject({ tags: expect.arrayContaining([{ value: 'quick win', tasks: 1 }]) })
  })

  it('show files and comments, fresh when the task has changed, and what is stored when ClickUp is away', async () => {
    const made = clickup.createTask({ listId, name: 'with details' })
    await runSync()
    const path = `/api/clickup/tasks/${made.id}`
    const first = await call<Task>('GET', path)
    expect(first.body).toMatchObject({ attachments: [], comments: [], detailsProblem: null })

    const asked = clickup.requests.total
    await call('GET', path)
    expect(clickup.requests.total).toBe(asked)

    // Even the newest comment, as soon as a sync has told that the task was changed.
    clickup.comment({ taskId: made.id, text: 'hello <b>there</b>' })
    await runSync()
    const second = await call<Task>('GET', path)
    expect(second.body.comments?.map(({ text }) => text)).toEqual(['hello <b>there</b>'])

    clickup.updateTask(made.id, { name: 'renamed meanwhile' })
    await runSync()
    clickup.failNext({ matching: /task\/\w+$/, status: 500, times: Infinity })
    const third = await call<Task>('GET', path)
    clickup.clearFaults()
    expect(third.body).toMatchObject({
      name: 'renamed meanwhile',
      detailsProblem: expect.stringContaining('later'),
    })
    expect(third.body.comments).toHaveLength(1)

    clickup.deleteTask(made.id)
    expect((await call('GET', path)).status).toBe(404)
    expect(await ids('search=renamed+meanwhile')).toEqual([])
  })

  it('can be cleared, and are read again', async () => {
    expect((await call('DELETE', '/api/clickup/tasks')).status).toBe(204)
    expect(await tasks()).toEqual([])

    expect(await runSync()).toMatchObject({ created: inList().length, unchanged: 0 })
    const { body } = await call<Page<{ durationMs: number }>>('GET', '/api/clickup/sync-runs?limit=1')
    expect(body.items[0]!.durationMs).toBeGreaterThan(0)
    expect(body.nextCursor).not.toBeNull()
  })

  it.each([
    ['PUT', '/api/clickup/settings', { syncIntervalMinutes: 0 }],
    ['PUT', '/api/clickup/settings', { syncIntervalMinutes: 1441 }],
    ['PUT', '/api/clickup/settings', { maxTasks: -1 }],
    ['PUT', '/api/clickup/settings', { listName: 'mine' }],
    ['POST', '/api/clickup/sync', { fulll: true }],
    ['GET', '/api/clickup/tasks?tags=x', undefined],
    ['GET', '/api/clickup/tasks?cursor=abc', undefined],
    ['GET', '/api/clickup/path-options?list=1', undefined],
  ])('refuses what it does not know: %s %s %j', async (method, path, body) => {
    expect((await call(method, path, body)).status).toBe(422)
  })
})
