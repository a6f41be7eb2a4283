import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createClient, type PushedTask, type SwitchyardClient } from '../../client/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'
import { startUpsertApp, type UpsertApp } from '../features/task-upsert/upsert-app.ts'

let app: UpsertApp
let listId: string
let client: SwitchyardClient
const keyOf = async (role: string): Promise<string> =>
  (await app.test.call<{ key: string }>('POST', '/api/api-keys', { body: { label: role, role } })).body.key

beforeAll(async () => {
  app = await startUpsertApp()
  client = createClient({ baseUrl: app.test.baseUrl, apiKey: await keyOf('member') })
})
afterAll(() => app.close())
beforeEach(async () => {
  listId = await app.freshList()
})

const some = (count: number): PushedTask[] =>
  Array.from({ length: count }, (_, index) => ({ internalId: `C-${index}`, title: `Finding ${index}` }))

describe('the client', () => {
  it('makes a task, changes it, and leaves it alone', async () => {
    const task = { internalId: 'C-1', title: 'One', priority: 2, tags: ['web'] }

    const made = await client.upsertTask(task)
    const changed = await client.upsertTask({ ...task, priority: 1 })
    app.asked()
    const same = await client.upsertTask({ ...task, priority: 1 })

    expect([made, changed, same].map(({ outcome }) => outcome)).toEqual(['created', 'updated', 'unchanged'])
    expect(app.asked()).toEqual([])
    expect(app.task(made.taskId)).toMatchObject({ listId, name: 'One', priority: 1, tags: ['web'] })
  })

  it('pushes many in several requests, and a second time changes nothing', async () => {
    const first = await client.upsertTasks(some(7), { batchSize: 3 })
    app.asked()
    const second = await client.upsertTasks(some(7), { batchSize: 3 })

    expect(first.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 7 }, () => 'created'))
    expect(second.map(({ outcome }) => outcome)).toEqual(Array.from({ length: 7 }, () => 'unchanged'))
    expect(second.map(({ internalId }) => internalId)).toEqual(some(7).map((task) => task.internalId))
    expect(app.asked()).toEqual([])
    expect(app.tasksIn(listId)).toHaveLength(7)
  })

  it('leaves one task behind when its own connection breaks and it sends again', async () => {
    let sent = 0
    const shaky = createClient({
      baseUrl: app.test.baseUrl,
      apiKey: await keyOf('member'),
      fetch: async (...call) => {
        const answer = await fetch(...call)
        sent += 1
        if (sent > 1) return answer
        await answer.text()
        throw new TypeError('fetch failed', { cause: new Error('other side closed') })
      },
    })

    const result = await shaky.upsertTask({ internalId: 'C-1', title: 'One' })

    expect(result).toMatchObject({ outcome: 'unchanged', taskId: app.tasksIn(listId)[0]?.id })
    expect(sent).toBe(2)
    expect(app.tasksIn(listId)).toHaveLength(1)
  })

  it('waits until it is known what became of a task whose answer was lost', async () => {
    app.clickup.failNext({ matching: /^POST \/v2\/list\/\d+\/task$/, when: 'after', drop: true })

    const result = await client.upsertTask({ internalId: 'C-1', title: 'One' })

    expect(result).toMatchObject({ outcome: 'created', taskId: app.tasksIn(listId)[0]?.id })
    expect(app.tasksIn(listId)).toHaveLength(1)
  })

  it('throws what ClickUp refuses of a single task, and tells it among many', async () => {
    const refusal = {
      matching: /^POST \/v2\/list\/\d+\/task$/,
      status: 400,
      body: { err: 'no', ECODE: 'INPUT_005' },
    }
    app.clickup.failNext(refusal)
    const alone = client.upsertTask({ internalId: 'C-1', title: 'One' })
    await expect(alone).rejects.toMatchObject({
      name: 'SwitchyardProblem',
      code: 'UPSTREAM_FAILED',
      status: 502,
    })

    app.clickup.failNext(refusal)
    const many = await client.upsertTasks(some(2))

    expect(many.map(({ outcome }) => outcome).toSorted()).toEqual(['created', 'failed'])
    expect(many.find(({ outcome }) => outcome === 'failed')?.error).toMatch(/\w/)
  })

  it('names each place that does not fit', async () => {
    const wrong = [...some(1), { internalId: 'C-9', title: '', priority: 9 }]

    await expect(client.upsertTasks(wrong)).rejects.toMatchObject({
      code: 'INVALID',
      status: 422,
      violations: [
        expect.objectContaining({ in: 'body', pointer: '/1/title' }),
        expect.objectContaining({ in: 'body', pointer: '/1/priority' }),
      ],
    })
  })

  it('reads the ledger page by page, and an entry with its history', async () => {
    await client.upsertTasks(some(3))

    const first = await client.listUpserts({ listId, limit: 2 })
    const last = await client.listUpserts({ listId, limit: 2, cursor: first.nextCursor ?? '' })
    const [found] = (await client.listUpserts({ listId, internalId: 'C-1' })).items
    const entry = await client.getUpsert(found?.id ?? '')

    expect([first.items.length, last.items.length, last.nextCursor]).toEqual([2, 1, null])
    expect(entry).toMatchObject({ internalId: 'C-1', status: 'done', outcome: 'created', isUnknown: false })
    expect(entry.events.map(({ kind }) => kind)).toEqual(['created', 'pushed'])
  })

  it.each([
    ['nobody', 'swy_nobody_nothing', 'UNAUTHORIZED'],
    ['a reader', 'reader', 'FORBIDDEN'],
  ])('is refused with the key of %s', async (_, key, code) => {
    const apiKey = key === 'reader' ? await keyOf(key) : key
    const other = createClient({ baseUrl: app.test.baseUrl, apiKey })

    await expect(other.upsertTask({ internalId: 'C-1', title: 'One' })).rejects.toMatchObject({ code })
    expect(app.tasksIn(listId)).toEqual([])
  })

  it('asks only for routes that the platform has', () => {
    const document = JSON.parse(readFileSync(join(projectRoot, 'openapi/platform.json'), 'utf8')) as {
      paths: Record<string, object>
    }

    expect(Object.keys(document.paths['/api/tasks/upsert'] ?? {})).toContain('post')
    expect(Object.keys(document.paths['/api/tasks/upserts'] ?? {})).toContain('get')
    expect(Object.keys(document.paths['/api/tasks/upserts/{id}'] ?? {})).toContain('get')
  })
})
