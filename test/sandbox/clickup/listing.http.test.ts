import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ClickUpSandbox, Task } from '../../../server/sandbox/clickup/index.ts'
import { askClickUp, itemsOf, startSmallClickUp } from '../../support/clickup-caller.ts'

let sandbox: ClickUpSandbox
let listId: string
beforeAll(async () => {
  sandbox = await startSmallClickUp({ size: { lists: 1, folders: 1, folderlessLists: 1, tasks: 460 } })
  listId = [...sandbox.state.lists.keys()][0]!
})
afterAll(() => sandbox.stop())

const listPage = (query: string) => askClickUp(sandbox, `GET /v2/list/${listId}/task?${query}`)
const teamPage = (query: string) => askClickUp(sandbox, `GET /v2/team/${sandbox.teamId}/task?${query}`)
const ids = async (asked: ReturnType<typeof listPage>) =>
  itemsOf(await asked, 'tasks').map(({ id }) => String(id))
const inList = (wanted: (task: Task) => boolean) =>
  [...sandbox.state.tasksByList.get(listId)!].filter((task) => !task.archived && wanted(task))
const ALL = 'include_closed=true&subtasks=true'
const isClosed = (task: Task) => task.closedMs !== null

describe('pages of tasks', () => {
  it('begin at 0, hold a hundred, and say which is the last', async () => {
    const pages = await Promise.all([0, 1, 2, 3].map((page) => listPage(`${ALL}&page=${page}`)))
    const all = pages.flatMap((page) => itemsOf(page, 'tasks').map(({ id }) => id))

    expect(pages.map(({ body }) => body['last_page'])).toEqual([false, false, true, true])
    expect(itemsOf(pages[0]!, 'tasks')).toHaveLength(100)
    expect(itemsOf(pages[3]!, 'tasks')).toEqual([])
    expect(new Set(all)).toEqual(new Set(inList(() => true).map(({ id }) => id)))
    expect(all).toHaveLength(new Set(all).size)
  })

  it('of a Workspace do not say which is the last', async () => {
    const { body } = await teamPage(`${ALL}&page=4`)

    expect(Object.keys(body)).toEqual(['tasks'])
  })

  it('ignore what they do not know, without a word', async () => {
    const answer = await listPage('updated_after=1&limit=3&query=x')

    expect(answer.status).toBe(200)
    expect(itemsOf(answer, 'tasks').length).toBe(100)
  })

  it('carry no attachments, and Markdown only on request', async () => {
    const [plain] = itemsOf(await listPage(ALL), 'tasks')
    const [asked] = itemsOf(await listPage(`${ALL}&include_markdown_description=true`), 'tasks')

    expect(plain).not.toHaveProperty('attachments')
    expect(plain).not.toHaveProperty('markdown_description')
    expect(asked).toHaveProperty('markdown_description')
  })
})

describe('filters of tasks', () => {
  it('leave closed ones and subtasks out unless asked', async () => {
    const open = await ids(listPage(''))
    const expected = inList((task) => !isClosed(task) && task.parentId === null)

    expect(open).toHaveLength(Math.min(100, expected.length))
    expect(open.every((id) => expected.some((task) => task.id === id))).toBe(true)
  })

  it('show archived ones only, or none of them', async () => {
    const archived = itemsOf(await listPage(`${ALL}&archived=true`), 'tasks')

    expect(archived.length).toBeGreaterThan(0)
    expect(archived.every((task) => task['archived'] === true)).toBe(true)
  })

  it('compare the time of the update strictly', async () => {
    const newest = Math.max(...inList(() => true).map(({ updatedMs }) => updatedMs))
    const at = (bound: number) => ids(listPage(`${ALL}&order_by=updated&date_updated_gt=${bound}`))

    expect(await at(newest)).toEqual([])
    expect(await at(newest - 1)).toHaveLength(1)
    expect((await ids(listPage(`${ALL}&order_by=updated`)))[0]).toBe((await at(newest - 1))[0])
  })

  it('turn the order around', async () => {
    const stamps = itemsOf(await listPage(`${ALL}&order_by=updated&reverse=true`), 'tasks').map((task) =>
      Number(task['date_updated']),
    )

    expect(stamps).toEqual([...stamps].sort((a, b) => a - b))
  })

  it('take statuses, people and tags as arrays in brackets', async () => {
    const { memberId } = sandbox.state
    const byStatus = itemsOf(await listPage(`subtasks=true&statuses[]=INTERVIEW&statuses[]=reject`), 'tasks')
    const byPerson = itemsOf(await listPage(`${ALL}&assignees[]=${memberId}`), 'tasks')
    const byTag = itemsOf(await listPage(`${ALL}&tags[]=${encodeURIComponent('security 🔐')}`), 'tasks')
    const bare = await listPage('statuses=interview')

    expect(new Set(byStatus.map((task) => (task['status'] as { status: string }).status))).toEqual(
      new Set(['interview', 'reject']),
    )
    expect(byPerson).toHaveLength(Math.min(100, inList((task) => task.assigneeIds.includes(memberId)).length))
    expect(byTag).toHaveLength(inList((task) => task.tags.includes('security 🔐')).length)
    expect([bare.status, bare.body['ECODE']]).toEqual([400, 'OAUTH_040'])
  })

  it('bring closed tasks when their status is asked for', async () => {
    expect((await ids(listPage('statuses[]=hired'))).length).toBeGreaterThan(0)
  })

  it('narrow the Workspace to spaces, folders, lists and a parent', async () => {
    const list = sandbox.state.lists.get(listId)!
    const child = inList((task) => task.parentId !== null && !isClosed(task))[0]!
    const counts = [
      await ids(teamPage(`list_ids[]=${listId}&subtasks=true`)),
      await ids(teamPage(`project_ids[]=${list.folderId}&subtasks=true`)),
      await ids(teamPage(`space_ids[]=901500000000`)),
      await ids(teamPage(`parent=${child.parentId}`)),
    ]

    expect(counts[0]).toEqual(counts[1])
    expect(counts[2]).toEqual([])
    expect(counts[3]).toContain(child.id)
  })

  it('search custom fields by a JSON text', async () => {
    const field = [...sandbox.state.fields.values()].find(({ name }) => name === 'External id')!
    const task = inList(({ values }) => values.has(field.id))[0]!
    const value = task.values.get(field.id)
    const find = (condition: object) =>
      ids(listPage(`${ALL}&custom_fields=${encodeURIComponent(JSON.stringify([condition]))}`))

    expect(await find({ field_id: field.id, operator: '==', value })).toEqual([task.id])
    expect(await find({ field_id: field.id, operator: 'IS NULL' })).not.toContain(task.id)
    expect((await listPage('custom_fields=nothing')).body['ECODE']).toBe('ITEM_155')
  })

  it('answer an unknown order with a failure', async () => {
    const { status, body } = await listPage('order_by=closed')

    expect([status, body['ECODE']]).toEqual([500, 'ITEMV2_003'])
  })

  it('show tasks of other lists only when asked', async () => {
    const other = [...sandbox.state.lists.keys()][1]!
    const task = sandbox.createTask({ listId: other, name: 'At home elsewhere' })
    await askClickUp(sandbox, `POST /v2/list/${listId}/task/${task.id}`)

    expect(await ids(listPage('page=0'))).not.toContain(task.id)
    expect(await ids(listPage('include_timl=true'))).toContain(task.id)
  })
})
