import { afterAll, beforeAll, describe, expect, it } from 'vitest'

import type { ClickUpSandbox, Field } from '../../../server/sandbox/clickup/index.ts'
import { askClickUp, itemsOf, startSmallClickUp } from '../../support/clickup-caller.ts'

let sandbox: ClickUpSandbox
let listId: string
let taskId: string

/** Everything the other way round. */
beforeAll(async () => {
  sandbox = await startSmallClickUp({
    quirks: {
      missingHeaderStatus: 401,
      bearerPersonalTokens: true,
      unknownTask: 'not-found',
      flatAssigneesIgnored: false,
      unknownAssigneesIgnored: false,
      unknownTagsMade: false,
      nullClears: false,
      datesAtFour: false,
      closedByStatusFilter: false,
      bareFilterRefused: false,
      unknownOrderFails: false,
      teamTasksLastPage: true,
      lastPageRule: 'short-page',
      numericCommentId: false,
      dropDownReadBack: 'id',
      checkboxAsText: false,
      numbersAsText: false,
      rateHeaders: 'refused-only',
      webhookUrlsChecked: true,
      webhookTeamId: 'text',
      misspeltTimeZone: true,
    },
    size: { lists: 1, folderlessLists: 0, tasks: 100 },
  })
  listId = [...sandbox.state.lists.keys()][0]!
  taskId = sandbox.createTask({ listId, name: 'Switched', priority: 2 }).id
})
afterAll(() => sandbox.stop())

const ask = (call: string, body?: unknown) => askClickUp(sandbox, call, body === undefined ? {} : { body })
const update = (body: object) => ask(`PUT /v2/task/${taskId}`, body)
const outcome = ({ status, body }: Awaited<ReturnType<typeof ask>>) => [status, body['ECODE']]

describe('switched the other way', () => {
  it('tokens take Bearer, and none is 401', async () => {
    const bearer = await askClickUp(sandbox, 'GET /v2/user', { token: `Bearer ${sandbox.tokens.owner}` })

    expect(bearer.status).toBe(200)
    expect(bearer.body['user']).toHaveProperty('timezeone')
    expect(bearer.headers.get('x-ratelimit-limit')).toBeNull()
    expect(outcome(await askClickUp(sandbox, 'GET /v2/user', { token: null }))).toEqual([401, 'OAUTH_017'])
  })

  it('unknown ids are not found, and unknown people and tags are refused', async () => {
    expect(outcome(await ask('GET /v2/task/86never00'))).toEqual([404, 'ITEM_015'])
    expect((await update({ assignees: [sandbox.state.memberId] })).status).toBe(400)
    expect((await update({ assignees: { add: [1], rem: [] } })).status).toBe(400)
    expect((await ask(`POST /v2/task/${taskId}/tag/never-made`)).status).toBe(400)
  })

  it('null changes nothing, and dates stay as they are', async () => {
    const due = Date.parse('2026-07-10T21:30:00Z')
    const { body } = await update({ priority: null, due_date: due })

    expect(body).toMatchObject({ priority: { priority: 'high' }, due_date: String(due) })
  })

  it('lists of tasks take bare filters, hide closed ones, and end only with a short page', async () => {
    const page = (query: string) => ask(`GET /v2/team/${sandbox.teamId}/task?${query}`)
    const bare = await page('subtasks=true&statuses=interview')
    const closed = await page('subtasks=true&statuses=hired')
    const odd = await page('order_by=closed')

    expect(itemsOf(bare, 'tasks').length).toBeGreaterThan(0)
    expect(itemsOf(closed, 'tasks')).toEqual([])
    expect([odd.status, odd.body['last_page']]).toEqual([200, true])
  })

  it('a full page says that more may follow, and an empty one that none does', async () => {
    const own = [...sandbox.state.tasks.values()].filter(
      ({ id, archived }) => id !== sandbox.state.foreign.taskId && !archived,
    )
    for (let count = own.length; count < 100; count += 1) sandbox.createTask({ listId, name: 'Filler' })
    const query = 'subtasks=true&include_closed=true'
    const pages = [0, 1].map((page) => ask(`GET /v2/list/${listId}/task?${query}&page=${page}`))
    const [full, empty] = await Promise.all(pages)

    expect([itemsOf(full!, 'tasks').length, full!.body['last_page']]).toEqual([100, false])
    expect([itemsOf(empty!, 'tasks').length, empty!.body['last_page']]).toEqual([0, true])
  })

  it.each([
    ['drop_down', (field: Field) => field.options[1]!.id],
    ['checkbox', () => true],
    ['number', () => 7],
  ] as const)('%s is read back as it was set', async (type, valueFor) => {
    const field = [...sandbox.state.fields.values()].find((one) => one.type === type)!
    await ask(`POST /v2/task/${taskId}/field/${field.id}`, { value: valueFor(field) })
    const { body } = await ask(`GET /v2/task/${taskId}`)

    expect(body['custom_fields']).toContainEqual(
      expect.objectContaining({ id: field.id, value: valueFor(field) }),
    )
  })

  it('new comments answer a text', async () => {
    const body = { comment_text: 'x', notify_all: false }

    expect((await ask(`POST /v2/task/${taskId}/comment`, body)).body['id']).toBeTypeOf('string')
  })

  it('webhooks must have public addresses, and their Workspace is a text', async () => {
    const register = (endpoint: string) =>
      ask(`POST /v2/team/${sandbox.teamId}/webhook`, { endpoint, events: ['*'] })

    expect(outcome(await register('http://127.0.0.1:1/x'))).toEqual([400, 'OAUTH_194'])
    expect((await register('https://public.example')).body['webhook']).toMatchObject({
      team_id: sandbox.teamId,
    })
  })
})
