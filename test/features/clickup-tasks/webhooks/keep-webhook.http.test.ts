import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { signed, startWithClickup, type WithClickup } from './with-clickup.ts'

let server: WithClickup
let listId: string
let otherListId: string

beforeAll(async () => {
  server = await startWithClickup({ webhooks: { retryDelayMs: 1, timeoutMs: 2_000 } })
  ;[listId, otherListId] = server.listIds
})
afterAll(() => server.close())
// No webhook, no choice, the owner's token; the first test finds what was never used.
beforeEach(async ({ task }) => {
  if (task.name.startsWith('is none')) return
  server.clickup.state.webhooks.clear()
  await server.choose(null)
  server.clickup.requests.clear()
})

const endpoint = () => `${server.test.baseUrl}/webhooks/clickup/${server.connectionId()}`
const creations = () => server.clickup.requests.matching(/^POST .*\/webhook$/).length
const events = async () =>
  (await server.test.call<{ items: { type: string; source: string }[] }>('GET', '/api/webhook-events')).body
    .items
/** What ClickUp sends by itself is stored. */
async function expectDelivery(): Promise<void> {
  const before = (await events()).length
  server.clickup.createTask({ listId: server.onlyHook().listId!, name: 'new' })
  await server.clickup.flush()
  expect((await events()).length).toBeGreaterThan(before)
  expect(server.clickup.deliveries.at(-1)?.status).toBe(200)
}

describe('the webhook of the chosen list', () => {
  it('is none without a list', async () => {
    expect(await server.state()).toEqual({
      status: 'none',
      listId: null,
      endpoint: null,
      failCount: 0,
      checkedAt: null,
      lastDeliveryAt: null,
      problem: null,
    })
    expect(server.hooks()).toEqual([])
  })

  it('is made when a list is chosen, once, and delivers', async () => {
    await server.choose(listId)
    await server.choose(listId)
    await server.look()
    await server.connect()
    await server.test.call('POST', `/api/connections/${server.connectionId()}/test`)
    await server.look()

    expect(creations()).toBe(1)
    expect(server.onlyHook()).toMatchObject({ endpoint: endpoint(), listId, health: 'active' })
    expect(await server.state()).toMatchObject({
      status: 'active',
      listId,
      endpoint: endpoint(),
      problem: null,
      lastDeliveryAt: null,
    })
    await expectDelivery()
    await vi.waitUntil(async () => (await server.state()).lastDeliveryAt !== null, { timeout: 10_000 })
  })

  it('is made once by many looks at the same time', async () => {
    await Promise.all(Array.from({ length: 5 }, () => server.choose(listId)))

    expect(creations()).toBe(1)
    expect(server.hooks()).toHaveLength(1)
  })

  it('follows to another list; the former one is deleted there, and its late deliveries are taken', async () => {
    await server.choose(listId)
    const former = server.onlyHook()
    await server.choose(otherListId)
    const body = JSON.stringify({ event: 'taskDeleted', task_id: 't1', webhook_id: former.id })

    expect(server.onlyHook()).toMatchObject({ listId: otherListId })
    expect(await server.state()).toMatchObject({ status: 'active', listId: otherListId })
    expect(await server.deliver(body, signed(former, body))).toMatchObject({ status: 200 })
    expect((await server.rows()).filter(({ retiredAt }) => retiredAt === null)).toMatchObject([
      { webhookId: server.onlyHook().id },
    ])
  })

  it('goes with the choice', async () => {
    await server.choose(listId)
    await server.choose(null)

    expect(server.hooks()).toEqual([])
    expect(await server.state()).toMatchObject({ status: 'none', listId: null, endpoint: null })
  })

  it('is set active again when ClickUp has suspended it', async () => {
    await server.choose(listId)
    server.clickup.suspendWebhook(server.onlyHook().id)
    await server.look()

    expect(server.onlyHook().health).toBe('active')
    expect(creations()).toBe(1)
    await expectDelivery()
  })

  it('is called failing when deliveries fail again and again, and active when they do not any more', async () => {
    await server.choose(listId)
    const hook = server.onlyHook()
    const states: unknown[] = []
    for (const failCount of [1, 2, 0]) {
      Object.assign(hook, { failCount, health: failCount > 0 ? 'failing' : 'active' })
      await server.look()
      const { status, problem } = await server.state()
      states.push([status, problem === null, hook.failCount])
    }

    expect(states).toEqual([
      ['active', true, 0],
      ['failing', false, 0],
      ['active', true, 0],
    ])
  })

  it('is made anew when it is gone', async () => {
    await server.choose(listId)
    const { id } = server.onlyHook()
    server.clickup.state.webhooks.delete(id)
    await server.look()

    expect(server.onlyHook().id).not.toBe(id)
    expect(await server.state()).toMatchObject({ status: 'active' })
    await expectDelivery()
  })

  it('gets the events that it lacks', async () => {
    await server.choose(listId)
    server.onlyHook().events = ['taskCreated']
    await server.look()

    expect(server.onlyHook().events).toContain('taskUpdated')
    expect(creations()).toBe(1)
  })

  it('is the one that is there already, with the secret that ClickUp lists', async () => {
    const made = server.clickup.createWebhook({ endpoint: endpoint(), events: ['*'], listId })
    await server.choose(listId)

    expect(server.onlyHook().id).toBe(made.id)
    expect(creations()).toBe(0)
    await expectDelivery()
  })

  it('is found when the answer to its making was lost', async () => {
    server.clickup.failNext({ matching: /^POST .*\/webhook$/, when: 'after', drop: true })
    await server.choose(listId)

    expect(creations()).toBe(1)
    await expectDelivery()
  })

  it('is found when ClickUp says that there is one', async () => {
    await server.choose(listId)
    server.clickup.failNext({ matching: /^GET .*\/webhook$/, status: 200, body: { webhooks: [] } })
    await server.look()

    expect(creations()).toBe(2)
    expect(await server.state()).toMatchObject({ status: 'active', problem: null })
    await expectDelivery()
  })

  it('leaves webhooks of others alone', async () => {
    const foreign = server.clickup.createWebhook({ endpoint: 'https://example.com/x', events: ['*'], listId })
    await server.choose(listId)
    await server.choose(null)

    expect(server.onlyHook().id).toBe(foreign.id)
  })
})

describe('a ClickUp that takes public addresses only', () => {
  it('is not argued with: its words are shown', async () => {
    const strict = await startWithClickup({ quirks: { webhookUrlsChecked: true } })
    await strict.choose(strict.listIds[0])
    const state = await strict.state()
    await strict.close()

    expect(state).toMatchObject({
      status: 'refused',
      listId: strict.listIds[0],
      problem: expect.stringMatching(/BASE_URL.*OAUTH_194/),
    })
  })
})

describe('another connection', () => {
  beforeEach(() => server.connect())

  it('is chosen before there is a connection, and made when there is one', async () => {
    await server.test.call('DELETE', `/api/connections/${server.connectionId()}`)
    await server.choose(listId)
    const before = await server.state()
    await server.connect()

    expect(before).toMatchObject({ status: 'none', problem: expect.stringContaining('no connection') })
    expect(server.onlyHook().endpoint).toBe(endpoint())
    expect(await server.state()).toMatchObject({ status: 'active', problem: null })
  })

  it('says what to do when the token is dead, and goes on with another one', async () => {
    const { clickup } = server
    const token = clickup.createToken({ userId: clickup.state.ownerId, teamIds: [clickup.teamId] })
    await server.connect(token)
    await server.choose(listId)
    clickup.revokeToken(token)
    await server.look()
    const dead = await server.state()
    await server.connect(server.clickup.tokens.member)

    expect(dead).toMatchObject({ status: 'refused', problem: expect.stringContaining('OAUTH_') })
    expect(await server.state()).toMatchObject({ status: 'active', problem: null })
    expect(server.hooks().map(({ userId }) => userId)).toContain(server.clickup.state.memberId)
  })

  it('ends what the one before it has begun', async () => {
    await server.choose(listId)
    const hook = server.onlyHook()
    const body = JSON.stringify({ event: 'taskDeleted', task_id: 't1', webhook_id: hook.id })
    const before = await server.deliver(body, signed(hook, body))
    await server.test.call('DELETE', `/api/connections/${server.connectionId()}`)

    expect(before.status).toBe(200)
    expect((await server.deliver(body, signed(hook, body))).status).toBe(403)
    expect(await server.rows()).toEqual([])
    expect(server.hooks()).toEqual([])
    await expect.poll(async () => (await server.state()).status).toBe('none')
  })

  it('may be removed although ClickUp lets nobody tidy up', async () => {
    const { clickup } = server
    const token = clickup.createToken({ userId: clickup.state.ownerId, teamIds: [clickup.teamId] })
    await server.connect(token)
    await server.choose(listId)
    clickup.revokeToken(token)
    const { status } = await server.test.call('DELETE', `/api/connections/${server.connectionId()}`)

    expect(status).toBe(204)
    expect(await server.rows()).toEqual([])
    expect(server.hooks()).toHaveLength(1)
  })

  it('is forgotten when the add-on is uninstalled', async () => {
    await server.choose(listId)
    const hook = server.onlyHook()
    await server.test.sandbox.uninstall()
    const body = JSON.stringify({ event: 'taskDeleted', task_id: 't1', webhook_id: hook.id })

    expect((await server.deliver(body, signed(hook, body))).status).toBe(403)
    expect(await server.rows()).toEqual([])
  })
})
