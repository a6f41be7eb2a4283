import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { ClickupClient } from '../../../server/connectors/clickup/index.ts'
import { BudgetExhausted } from '../../../server/platform/connections/index.ts'
import { UpstreamError } from '../../../server/platform/outbound/index.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { connectedClickup, type ConnectedClickup } from './support.ts'

let connected: ConnectedClickup
let client: ClickupClient

beforeAll(async () => {
  connected = await connectedClickup()
  client = await connected.open(connected.scope, 'background')
})
afterEach(async () => {
  connected.clickup.clearFaults()
  await connected.connect(connected.clickup.tokens.owner)
})
afterAll(() => connected.close())

const aList = () => [...connected.clickup.state.lists.values()][0]!
const failureOf = (asked: Promise<unknown>) => asked.catch((error: unknown) => error)
const ALL = { includeClosed: true, includeSubtasks: true, order: 'newest-first', page: 0 } as const

async function connectionState() {
  const { body } = await connected.app.call<{ items: { status: string; lastError: string | null }[] }>(
    'GET',
    '/api/connections',
  )
  return body.items[0]
}

describe('the ClickUp client', () => {
  it('walks down from the Workspace to a list and its statuses', async () => {
    const { state, teamId } = connected.clickup
    const [team] = await client.teams()
    const [space] = await client.spaces(teamId)
    const folders = await client.folders(space!.id)
    const inFolder = await client.listsOfFolder(folders[0]!.id)
    const outside = await client.listsOfSpace(space!.id)

    expect(team).toEqual({ id: teamId, name: state.teams.get(teamId)!.name })
    expect(await client.list(inFolder[0]!.id)).toMatchObject({
      ...inFolder[0]!,
      spaceId: space!.id,
      folderId: folders[0]!.id,
    })
    // ClickUp keeps it in a hidden folder.
    expect(await client.list(outside[0]!.id)).toMatchObject({ ...outside[0]!, folderId: null })
    expect((await client.list(outside[0]!.id)).statuses.length).toBeGreaterThan(1)
  })

  it('knows everybody of a Workspace, those without a name by their e-mail', async () => {
    const members = await client.members(connected.clickup.teamId)

    expect(members).toHaveLength(connected.clickup.state.teams.get(connected.clickup.teamId)!.members.length)
    expect(members.filter(({ name, email }) => name === email)).not.toHaveLength(0)
    expect((await client.me()).id).toBe(String(connected.clickup.state.ownerId))
  })

  it('reads the tasks of a list as the Workspace has them', async () => {
    const { state } = connected.clickup
    const list = aList()

    const { tasks, unreadable, isLast } = await client.listTasks(list.id, ALL)

    const expected = [...state.tasks.values()].filter(
      ({ listId, archived }) => listId === list.id && !archived,
    )
    expect(unreadable).toEqual([])
    expect(isLast).toBe(true)
    expect(tasks.map(({ id, name }) => `${id} ${name}`).toSorted()).toEqual(
      expected.map(({ id, name }) => `${id} ${name}`).toSorted(),
    )
    expect(tasks.map(({ updatedAt }) => updatedAt.getTime())).toEqual(
      tasks.map(({ updatedAt }) => updatedAt.getTime()).toSorted((a, b) => b - a),
    )
  })

  it('asks for what was updated within bounds, oldest first', async () => {
    const list = aList()
    const { tasks } = await client.listTasks(list.id, ALL)
    const times = tasks.map(({ updatedAt }) => updatedAt.getTime()).toSorted((a, b) => a - b)
    const [after, before] = [times[1]!, times.at(-2)!]

    const within = await client.listTasks(list.id, {
      ...ALL,
      order: 'oldest-first',
      updatedAfterMs: after,
      updatedBeforeMs: before,
    })

    expect(within.tasks.map(({ updatedAt }) => updatedAt.getTime())).toEqual(
      times.filter((time) => time > after && time < before),
    )
  })

  it('takes a task that it cannot read for itself alone, and names it', async () => {
    connected.clickup.failNext({
      matching: /\/list\/\d+\/task$/,
      status: 200,
      body: { tasks: [{ id: 'odd1', name: 7 }, 'nothing'], last_page: true },
    })

    expect(await client.listTasks(aList().id, ALL)).toEqual({
      tasks: [],
      unreadable: ['odd1', null],
      isLast: true,
    })
  })

  it('reads all comments over their pages, up to a limit', async () => {
    const { state } = connected.clickup
    const [taskId, stored] = [...state.commentsByTask].toSorted(([, a], [, b]) => b.length - a.length)[0]!
    const own = stored.filter(({ parentId }) => parentId === null)
    expect(own.length).toBeGreaterThan(25)

    const comments = await client.comments(taskId, 1_000)

    expect(comments.map(({ id }) => id).toSorted()).toEqual(own.map(({ id }) => id).toSorted())
    expect(comments[0]!.writtenAt.getTime()).toBeGreaterThanOrEqual(comments.at(-1)!.writtenAt.getTime())
    expect(await client.comments(taskId, 26)).toEqual(comments.slice(0, 26))
  })

  it('comments, replies and tags as the connected user', async () => {
    const { state } = connected.clickup
    const task = [...state.tasks.values()][0]!

    const id = await client.addComment(task.id, 'Привет 👋')
    await client.replyToComment(id, 'and in the thread')
    await client.tagTask(task.id, 'a/b ü')

    const comments = state.commentsByTask.get(task.id)!
    expect(comments.find((comment) => comment.id === id)).toMatchObject({ userId: state.ownerId })
    expect(comments.find(({ parentId }) => parentId === id)).toBeDefined()
    expect(state.tasks.get(task.id)!.tags).toContain('a/b ü')
  })

  it('makes, finds, revives and deletes a webhook', async () => {
    const { teamId, suspendWebhook } = connected.clickup
    const wanted = { endpoint: 'https://switchyard.example/x', events: ['taskUpdated'], listId: aList().id }

    const made = await client.createWebhook(teamId, wanted)
    suspendWebhook(made.id)
    const [suspended] = await client.webhooks(teamId)
    await client.reviveWebhook(made.id, wanted)
    const [revived] = await client.webhooks(teamId)
    const again = await failureOf(client.createWebhook(teamId, wanted))
    await client.deleteWebhook(made.id)

    expect(made).toMatchObject({ ...wanted, health: 'active', failCount: 0 })
    expect(made.secret).toMatch(/\S{10,}/)
    expect(suspended).toMatchObject({ id: made.id, health: 'suspended' })
    expect(revived).toMatchObject({ id: made.id, health: 'active', secret: made.secret })
    expect(again).toMatchObject({ kind: 'rejected', message: expect.stringMatching(/OAUTH_171/) as unknown })
    expect(await client.webhooks(teamId)).toEqual([])
  })

  it.each([
    [401, 'OAUTH_027', 'forbidden', /does not cover/],
    [404, 'ACCESS_999', 'forbidden', /Give them access/],
    [404, 'ITEM_013', 'not-found', /any more/],
    [404, 'ANY_001', 'not-found', /any more/],
    [400, 'FIELD_011', 'rejected', /ClickUp refused \(FIELD_011\)/],
    [200, 'ITEM_013', 'not-found', /any more/],
    [500, 'ITEMV2_003', 'unavailable', /try again later/],
  ])('maps %i %s by its code', async (...[status, ECODE, kind, words]) => {
    connected.clickup.failNext({ matching: /\/list\/\d+$/, status, body: { err: 'x', ECODE }, times: 3 })

    const error = await failureOf(client.list(aList().id))

    expect(error).toBeInstanceOf(UpstreamError)
    expect(error).toMatchObject({ kind, message: expect.stringMatching(words) as unknown })
  })

  it('marks a connection whose token has died, and says what to do', async () => {
    const token = connected.clickup.createToken({
      userId: connected.clickup.state.ownerId,
      teamIds: [connected.clickup.teamId],
    })
    await connected.connect(token)
    const own = await connected.open(connected.scope, 'interactive')
    connected.clickup.revokeToken(token)

    expect(await failureOf(own.teams())).toMatchObject({ kind: 'unauthorized' })
    expect(await connectionState()).toMatchObject({
      status: 'failing',
      lastError: expect.stringMatching(/Make a new one in ClickUp/) as unknown,
    })
  })

  it('remembers the limit that answers tell of, until the next token tells another', async () => {
    const limits = () =>
      inWorkspace(connected.app.database.db, connected.scope, (tx) =>
        tx.selectFrom('connections').select('requestsPerMinute').execute(),
      )
    await (await connected.open(connected.scope, 'background')).teams()
    await connected.connect(connected.clickup.tokens.member)

    expect(await limits()).toEqual([{ requestsPerMinute: 1_000_000 }])
  })

  it.each([
    ['in the past', -60],
    ['far ahead', 86_400],
  ] as const)('is not led astray by a reset %s', async (_when, resetInSeconds) => {
    connected.clickup.failNext({ matching: /\/team$/, rateLimited: { resetInSeconds } })

    // Its own back-off is a second.
    expect(await client.teams()).toHaveLength(1)
  })

  it('tells a run when to go on after a long refusal', async () => {
    connected.clickup.failNext({ matching: /\/team$/, status: 429, headers: { 'retry-after': '1800' } })

    const error = await failureOf(client.teams())

    expect(error).toBeInstanceOf(BudgetExhausted)
  })

  it('has sent nothing that the vendor does not document', () => {
    expect(connected.clickup.requests.complaints).toEqual([])
  })
})
