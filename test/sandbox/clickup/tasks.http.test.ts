import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ClickUpSandbox } from '../../../server/sandbox/clickup/index.ts'
import { askClickUp, startSmallClickUp } from '../../support/clickup-caller.ts'

let sandbox: ClickUpSandbox
let listId: string
beforeAll(async () => {
  sandbox = await startSmallClickUp()
  listId = [...sandbox.state.lists.keys()][0]!
})
afterAll(() => sandbox.stop())

const create = (body: object) => askClickUp(sandbox, `POST /v2/list/${listId}/task`, { body })
const read = (id: string, query = '') => askClickUp(sandbox, `GET /v2/task/${id}?${query}`)
const update = (id: string, body: object) => askClickUp(sandbox, `PUT /v2/task/${id}`, { body })
const newTask = (name = 'A task') => sandbox.createTask({ listId, name }).id
const idsOf = (people: unknown) => (people as { id: number }[]).map(({ id }) => id)

describe('creating a task', () => {
  it('takes people flat, makes tags that the space lacks, and sets fields', async () => {
    const field = [...sandbox.state.fields.values()].find(({ type }) => type === 'drop_down')!
    const { memberId } = sandbox.state
    const { status, body } = await create({
      name: 'Made by a test 🧪',
      markdown_content: '# Head\n\n**bold** [link](https://a.example)',
      assignees: [memberId, 1],
      tags: ['Brand New'],
      priority: 1,
      custom_fields: [{ id: field.id, value: field.options[1]!.id }],
    })
    const { body: kept } = await read(String(body['id']), 'include_markdown_description=true')

    expect(status).toBe(200)
    expect(idsOf(body['assignees'])).toEqual([memberId])
    expect(body).toMatchObject({ tags: [{ name: 'brand new' }], priority: { id: '1', priority: 'urgent' } })
    expect(kept).toMatchObject({ markdown_description: expect.stringContaining('# Head'), attachments: [] })
    expect(kept['description']).toBe('Head\n\nbold link')
    expect(kept['custom_fields']).toContainEqual(expect.objectContaining({ id: field.id, value: 1 }))
  })

  it.each([
    [{}, 'INPUT_005'],
    [{ name: 'x', status: 'nowhere' }, 'CRTSK_001'],
    [{ name: 'x', due_date: '2026-01-01' }, 'INPUT_006'],
    [{ name: 'x', parent: '86elsewhere' }, 'ITEM_137'],
    [{ name: 'x', custom_fields: [{ id: 'none', value: 1 }] }, 'FIELD_006'],
  ])('refuses %j with %s and makes nothing', async (body, code) => {
    const before = sandbox.state.tasks.size
    const answer = await create(body)

    expect([answer.status, answer.body['ECODE']]).toEqual([400, code])
    expect(sandbox.state.tasks.size).toBe(before)
  })

  it('makes one of each call: nothing tells a repeated one', async () => {
    const [first, second] = [await create({ name: 'Twice' }), await create({ name: 'Twice' })]

    expect(first.body['id']).not.toBe(second.body['id'])
  })
})

describe('updating a task', () => {
  it('adds and removes people, and ignores a flat array with 200', async () => {
    const { memberId, ownerId } = sandbox.state
    const id = newTask()
    const added = await update(id, { assignees: { add: [memberId, ownerId], rem: [] } })
    const ignored = await update(id, { assignees: [sandbox.state.guestId] })
    const removed = await update(id, { assignees: { add: [], rem: [ownerId] } })

    expect(idsOf(added.body['assignees'])).toEqual([memberId, ownerId])
    expect([ignored.status, idsOf(ignored.body['assignees'])]).toEqual([200, [memberId, ownerId]])
    expect(idsOf(removed.body['assignees'])).toEqual([memberId])
  })

  it('ignores tags, custom fields and the list', async () => {
    const id = newTask()
    const { status, body } = await update(id, { tags: ['x'], custom_fields: [{ id: 'x' }], list: '1' })

    expect(status).toBe(200)
    expect(body).toMatchObject({ tags: [], list: { id: listId } })
  })

  it('changes only what is sent, and the time of the update with it', async () => {
    const id = newTask('Kept name')
    const { updatedMs } = sandbox.state.tasks.get(id)!
    await update(id, { description: 'First', priority: 4 })
    const { body } = await update(id, { description: ' ', priority: null })

    expect(body).toMatchObject({ name: 'Kept name', description: '', priority: null })
    expect(Number(body['date_updated'])).toBeGreaterThanOrEqual(updatedMs)
  })

  it('closes by the status of the list, and refuses one that it lacks', async () => {
    const id = newTask()
    const closed = await update(id, { status: 'HIRED' })
    const opened = await update(id, { status: 'new' })
    const wrong = await update(id, { status: 'complete' })

    expect(closed.body).toMatchObject({ status: { type: 'closed' }, date_closed: expect.any(String) })
    expect(opened.body).toMatchObject({ date_closed: null, date_done: null })
    expect([wrong.status, wrong.body['ECODE']]).toEqual([400, 'ITEM_114'])
  })

  it('keeps a date without a time as 4 am of the person', async () => {
    const id = newTask()
    const due = Date.parse('2026-07-10T21:30:00Z')
    const plain = await update(id, { due_date: due })
    const exact = await update(id, { due_date: due, due_date_time: true })

    // The owner lives in Madrid: 4 am there is 2 am UTC in summer.
    expect(Number(plain.body['due_date'])).toBe(Date.parse('2026-07-10T02:00:00Z'))
    expect(Number(exact.body['due_date'])).toBe(due)
  })
})

describe('one task', () => {
  it('comes with its subtasks and by its custom id when both parameters say so', async () => {
    const id = newTask('Parent')
    const child = sandbox.createTask({ listId, name: 'Child', parentId: id })
    const custom = [...sandbox.state.tasks.values()].find(
      (task) => task.customId !== null && task.id !== sandbox.state.foreign.taskId,
    )!
    const { body } = await read(id, 'include_subtasks=true')
    const found = await read(custom.customId!, `custom_task_ids=true&team_id=${sandbox.teamId}`)
    const lost = await read(custom.customId!)

    expect(body['subtasks']).toMatchObject([{ id: child.id, parent: id, top_level_parent: id }])
    expect(found.body['id']).toBe(custom.id)
    expect([lost.status, lost.body['ECODE']]).toEqual([401, 'OAUTH_027'])
  })

  it('is deleted with its subtasks, once', async () => {
    const id = newTask()
    const child = sandbox.createTask({ listId, name: 'Child', parentId: id })
    const first = await askClickUp(sandbox, `DELETE /v2/task/${id}`)
    const again = await askClickUp(sandbox, `DELETE /v2/task/${id}`)

    expect([first.status, first.text, again.status]).toEqual([204, '', 404])
    expect((await read(child.id)).body['ECODE']).toBe('ITEM_013')
  })

  it('gets and loses tags by their own calls, in lower case', async () => {
    const id = newTask()
    const name = encodeURIComponent('Müde 😴/später')
    const added = await askClickUp(sandbox, `POST /v2/task/${id}/tag/${name}`)
    const tags = (await read(id)).body['tags']
    await askClickUp(sandbox, `DELETE /v2/task/${id}/tag/${name}`)

    expect(added.text).toBe('{}')
    expect(tags).toMatchObject([{ name: 'müde 😴/später' }])
    expect((await read(id)).body['tags']).toEqual([])
  })

  it('takes over what was merged into it, which is then gone', async () => {
    const [target, source] = [newTask('Target'), newTask('Source')]
    sandbox.comment({ taskId: source, text: 'Said before' })
    await askClickUp(sandbox, `POST /v2/task/${target}/merge`, { body: { source_task_ids: [source] } })
    const comments = await askClickUp(sandbox, `GET /v2/task/${target}/comment`)

    expect((await read(source)).body['ECODE']).toBe('ITEM_013')
    expect(comments.body['comments']).toMatchObject([{ comment_text: 'Said before' }])
  })

  it('moves to another list, with a status that exists there', async () => {
    const id = newTask()
    const to = [...sandbox.state.lists.values()].find((list) => list.statuses === null && list.id !== listId)!
    const path = `PUT /api/v3/workspaces/${sandbox.teamId}/tasks/${id}/home_list/${to.id}`
    const { statusId } = sandbox.state.tasks.get(id)!
    const destination = sandbox.state.spaces.get(to.spaceId)!.statuses[1]!
    const mapping = { source_status_id: statusId, destination_status_id: destination.id }

    expect((await askClickUp(sandbox, path, { body: {} })).body).toMatchObject({
      status: 400,
      message: expect.stringContaining('mapping'),
    })
    expect((await askClickUp(sandbox, path, { body: { status_mappings: [mapping] } })).status).toBe(200)
    expect((await read(id)).body).toMatchObject({ list: { id: to.id }, status: { status: 'in progress' } })
  })
})
