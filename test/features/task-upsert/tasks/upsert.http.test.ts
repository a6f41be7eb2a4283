import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startUpsertApp, type UpsertApp } from '../upsert-app.ts'

let app: UpsertApp
let listId: string
beforeAll(async () => {
  app = await startUpsertApp()
})
afterAll(() => app.close())
beforeEach(async () => {
  listId = await app.freshList()
})

const emailOf = (index: number): string => [...app.clickup.state.users.values()][index]!.email
const idOf = (index: number): number => [...app.clickup.state.users.values()][index]!.id

describe('the first push of an internal id', () => {
  it('makes a task with all that was given, by one call', async () => {
    const { status, body } = await app.push({
      internalId: 'SCAN-1',
      title: '  SQL injection in login ',
      description: '# Found\n\nby *ZAP*',
      priority: 1,
      tags: ['Security', 'security', 'web'],
      dueDate: '2026-12-24T10:00:00+01:00',
    })

    expect(status).toBe(200)
    expect(body).toMatchObject({ outcome: 'created', internalId: 'SCAN-1', notes: [], error: null })
    expect(app.task(body.taskId)).toMatchObject({
      listId,
      name: 'SQL injection in login',
      priority: 1,
      tags: ['security', 'web'],
      dueMs: Date.parse('2026-12-24T09:00:00Z'),
      dueHasTime: true,
    })
    expect(app.task(body.taskId).markdown).toMatch(
      /^# Found\n\nby \*ZAP\*\n\n`SCAN-1` · switchyard-[0-9a-f]{16}$/,
    )
    expect(app.asked()).toEqual([`POST /v2/list/${listId}/task`])
    expect(app.clickup.requests.complaints).toEqual([])
  })

  it('gives it its status, the default assignee and its files', async () => {
    await app.settings({ defaultAssigneeEmail: emailOf(1).toUpperCase() })
    const status = [...app.clickup.state.spaces.values()][0]!.statuses[1]!.name
    const contentBase64 = Buffer.from('what was found').toString('base64')
    const attachments = [
      { name: 'report.txt', mimeType: 'text/plain', contentBase64 },
      { name: 'again.txt', contentBase64 },
    ]

    const { body } = await app.push({ internalId: 'A', status: status.toUpperCase(), attachments })

    expect(body).toMatchObject({ outcome: 'created', notes: [] })
    const task = app.task(body.taskId)
    expect(task.assigneeIds).toEqual([idOf(1)])
    expect(task.attachments.map(({ title, content }) => [title, content.toString()])).toEqual([
      ['report.txt', 'what was found'],
    ])
    const { items } = await app.ledger(`?listId=${listId}`)
    expect(items).toMatchObject([{ internalId: 'A', status: 'done', outcome: 'created', message: null }])
    expect((await app.entry(body.id)).events.map(({ kind }) => kind)).toEqual(['created', 'pushed'])
  })

  it('keeps the internal id in the field of the settings, where the list has it', async () => {
    const field = [...app.clickup.state.fields.values()].find(
      ({ type, listIds }) => ['text', 'short_text'].includes(type) && listIds === null,
    )!
    await app.settings({ markerFieldId: field.id })
    const { body } = await app.push({ internalId: 'A', description: 'plain' })
    expect(app.task(body.taskId).values.get(field.id)).toBe('A')
    expect(app.task(body.taskId).markdown).toBe('plain')

    await app.settings({ markerFieldId: 'none' })
    const other = await app.push({ internalId: 'B', description: 'plain' })
    expect(app.task(other.body.taskId).markdown).toContain('switchyard-')
    expect(other.body.notes).toHaveLength(1)
  })

  it('takes what ClickUp does not know with a note', async () => {
    const { body } = await app.push({
      internalId: 'A',
      status: 'nowhere to be found',
      tags: ['made on the way'],
      assigneeEmails: ['nobody@example.com', emailOf(1)],
      customFields: { 'No such field': 1 },
    })

    expect(body.outcome).toBe('created')
    expect(body.notes).toHaveLength(3)
    expect(app.task(body.taskId)).toMatchObject({ tags: ['made on the way'], assigneeIds: [idOf(1)] })
    expect(app.asked().filter((line) => line.startsWith('POST'))).toHaveLength(1)
  })

  it('cuts what is too long for ClickUp with a note', async () => {
    const { body } = await app.push({
      internalId: 'A',
      title: 'x'.repeat(2_500),
      description: 'y'.repeat(70_000),
    })

    expect(body.notes).toHaveLength(2)
    const { name, markdown } = app.task(body.taskId)
    expect(name).toHaveLength(2_000)
    expect(markdown).toMatch(/^y{59999}…\n\n`A` · switchyard-[0-9a-f]{16}$/)
  })
})

describe('a later push', () => {
  const first = {
    internalId: 'A',
    title: 'first',
    description: 'as it was',
    priority: 3,
    tags: ['old', 'both'],
  }

  it('that asks for nothing new makes no request', async () => {
    await app.push(first)
    app.asked()
    const again = await app.push({ ...first, tags: ['Both', 'old'].reverse(), title: ' first ' })

    expect(again.body).toMatchObject({ outcome: 'unchanged', internalId: 'A' })
    expect(app.asked()).toEqual([])
  })

  it('sends only what it wants otherwise, each by its own call', async () => {
    const { body } = await app.push({ ...first, assigneeEmails: [emailOf(1), emailOf(2)] })
    const at = `/v2/task/${body.taskId}`
    const change = async (task: object) => {
      app.asked()
      const answer = await app.push({ ...first, ...task })
      expect(answer.body).toMatchObject({ outcome: 'updated', taskId: body.taskId })
      return app.asked()
    }

    expect(await change({ title: 'second', priority: 1 })).toEqual([`PUT ${at}`])
    const tags = ['both', 'new one']
    expect(await change({ tags, title: 'second', priority: 1 })).toEqual([
      `POST ${at}/tag/new%20one`,
      `DELETE ${at}/tag/old`,
    ])
    app.clickup.updateTask(body.taskId!, { addAssigneeIds: [idOf(3)], name: 'renamed by hand' })
    await change({ tags, title: 'second', priority: 1, assigneeEmails: [emailOf(2), emailOf(4)] })
    expect(app.task(body.taskId)).toMatchObject({ name: 'renamed by hand', priority: 1, tags })
    expect(new Set(app.task(body.taskId).assigneeIds)).toEqual(new Set([idOf(2), idOf(3), idOf(4)]))
    app.asked()
    const less = await app.push({ internalId: 'A', title: 'second' })
    expect([less.body.outcome, app.asked()]).toEqual(['updated', []])
    expect(app.clickup.requests.complaints).toEqual([])
  })

  it('leaves a task where it is for a status that nobody knows', async () => {
    const { body } = await app.push(first)
    app.clickup.closeTask(body.taskId!)
    const { statusId } = app.task(body.taskId)

    const later = await app.push({ ...first, status: 'nowhere' })

    expect(later.body).toMatchObject({ outcome: 'updated', notes: [expect.stringContaining('nowhere')] })
    expect(app.task(body.taskId).statusId).toBe(statusId)
  })

  it('makes a task again that was deleted, and says so', async () => {
    const { body } = await app.push(first)
    app.clickup.deleteTask(body.taskId!)
    const again = await app.push({ ...first, title: 'second' })

    expect(again.body).toMatchObject({ outcome: 'created', notes: [expect.stringContaining('deleted')] })
    expect(app.tasksIn(listId).map(({ id, name }) => [id, name])).toEqual([[again.body.taskId, 'second']])
    expect((await app.entry(body.id)).events.map(({ kind }) => kind)).toEqual([
      'recreated',
      'gone',
      'pushed',
      'created',
      'pushed',
    ])
  })

  it('follows a task that was moved', async () => {
    const { body } = await app.push(first)
    const [space] = [...app.clickup.state.spaces.values()]
    const { id: elsewhere } = app.clickup.createList({ spaceId: space!.id, name: 'Elsewhere' })
    app.clickup.moveTask({ taskId: body.taskId!, listId: elsewhere })

    const later = await app.push({ ...first, title: 'second' })

    expect(later.body).toMatchObject({ outcome: 'updated', taskId: body.taskId })
    expect(later.body.notes).toEqual([expect.stringContaining(elsewhere)])
    expect(app.task(body.taskId)).toMatchObject({ name: 'second', listId: elsewhere })
  })

  it('finds a task that was merged into another one', async () => {
    const { body } = await app.push(first)
    const { markdown } = app.task(body.taskId)
    const into = app.clickup.createTask({ listId, name: 'made by hand', description: 'theirs' })
    app.clickup.updateTask(into.id, { markdown: `theirs\n\n${markdown}` })
    app.clickup.mergeTasks(into.id, [body.taskId!])

    const later = await app.push({ ...first, priority: 1 })

    expect(later.body).toMatchObject({ outcome: 'updated', taskId: into.id })
    expect(later.body.notes).toEqual([expect.stringContaining('merged')])
    expect(app.tasksIn(listId)).toHaveLength(1)
    expect(app.task(into.id)).toMatchObject({ name: 'made by hand', priority: 1 })
  })
})
