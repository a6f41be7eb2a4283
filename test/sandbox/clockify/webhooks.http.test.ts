import { afterEach, describe, expect, it } from 'vitest'

import type { ClockifySandboxOptions, Quirks } from '../../../server/sandbox/clockify/index.ts'
import { ask, installedSandbox, type Pair } from './installed-sandbox.ts'

const open: Pair[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()))
})

async function pair(quirks: Partial<Quirks> = {}, options: ClockifySandboxOptions = {}): Promise<Pair> {
  const made = await installedSandbox({ ...options, quirks })
  open.push(made)
  made.addOn.received.length = 0
  return made
}

const keysOf = ({ addOn }: Pair): readonly unknown[] =>
  addOn.received.map((one) => one.headers['idempotency-key'])

describe('webhooks', () => {
  it('carry the token of their path, the event name and the entity itself', async () => {
    const made = await pair()
    const tag = made.sandbox.createTag({ name: 'new' })

    await made.sandbox.flush()

    const [delivery] = made.addOn.received
    const webhook = made.sandbox.installation!.webhooks.find((one) => one.event === 'NEW_TAG')
    expect(delivery).toMatchObject({
      path: '/webhooks/new_tag',
      headers: { 'clockify-signature': webhook?.authToken, 'clockify-webhook-event-type': 'NEW_TAG' },
      body: { id: tag.id, name: 'new', archived: false, workspaceId: made.sandbox.workspaceId },
    })
  })

  it('come for writes through the API, too', async () => {
    const made = await pair()

    await ask(made.sandbox, '/tags', { method: 'POST', body: { name: 'by api' } })
    await made.sandbox.flush()

    expect(made.addOn.received.map((one) => one.path)).toEqual(['/webhooks/new_tag'])
  })

  it('are sent again after a refusal, with the same bytes and a new key, until accepted', async () => {
    const made = await pair()
    made.addOn.statuses.push(500, 404)

    made.sandbox.createTag({ name: 'new' })
    await made.sandbox.flush()

    expect(made.sandbox.deliveries.map((one) => [one.attempt, one.status])).toEqual([
      [1, 500],
      [2, 404],
      [3, 200],
    ])
    expect(new Set(made.sandbox.deliveries.map((one) => one.body)).size).toBe(1)
    expect(new Set(keysOf(made)).size).toBe(3)
  })

  it('keep their key over retries when switched so', async () => {
    const made = await pair({ newIdempotencyKeyPerAttempt: false })
    made.addOn.statuses.push(500)

    made.sandbox.createTag({ name: 'new' })
    await made.sandbox.flush()

    expect(keysOf(made)).toHaveLength(2)
    expect(new Set(keysOf(made)).size).toBe(1)
  })

  it('give up after the last attempt, a timeout counting as one', async () => {
    const made = await pair({}, { webhooks: { retryDelayMs: 1, maxAttempts: 2, timeoutMs: 30 } })
    made.addOn.silent = true

    made.sandbox.createTag({ name: 'new' })
    await made.sandbox.flush()

    expect(made.sandbox.deliveries.map((one) => one.status)).toEqual([0, 0])
  })

  it('come twice under different keys at the given rate', async () => {
    const made = await pair({ duplicateRate: 1 })

    made.sandbox.createTag({ name: 'new' })
    await made.sandbox.flush()

    expect(made.addOn.received.map((one) => one.body)).toEqual([
      made.addOn.received[0]?.body,
      made.addOn.received[0]?.body,
    ])
    expect(new Set(keysOf(made)).size).toBe(2)
  })

  it.each([true, false])('lose their order within a burst: %s', async (reorderBursts) => {
    const made = await pair({ reorderBursts })
    const names = Array.from({ length: 20 }, (_, index) => `tag ${index}`)

    for (const name of names) made.sandbox.createTag({ name })
    await made.sandbox.flush()

    const order = made.addOn.received.map((one) => (one.body as { name: string }).name)
    expect([...order].sort()).toEqual([...names].sort())
    expect(order.join() === names.join()).toBe(!reorderBursts)
  })

  it.each([true, false])('arrive while inactive: %s', async (deliverWhileInactive) => {
    const made = await pair({ deliverWhileInactive })
    await made.sandbox.setStatus('INACTIVE')

    made.sandbox.createTag({ name: 'new' })
    await made.sandbox.flush()

    expect(made.addOn.received.some((one) => one.path === '/webhooks/new_tag')).toBe(deliverWhileInactive)
  })
})

describe('webhook bodies', () => {
  it('of deleted entries lack taskId and tagIds at the top', async () => {
    const made = await pair()
    const entry = [...made.sandbox.state.timeEntries.values()].find((one) => one.taskId !== null)!

    made.sandbox.deleteTimeEntry(entry.id)
    await made.sandbox.flush()

    const body = made.addOn.received[0]?.body
    expect(body).not.toHaveProperty('taskId')
    expect(body).not.toHaveProperty('tagIds')
    expect(body).toMatchObject({
      id: entry.id,
      task: { id: entry.taskId },
      currentlyRunning: entry.endMs === null,
    })
  })

  it('of older kind have them, without the newer fields', async () => {
    const made = await pair({ deletedEntryWithoutIds: false, newerEntryFields: false })
    const [entry] = made.sandbox.state.timeEntries.values()

    made.sandbox.deleteTimeEntry(entry!.id)
    await made.sandbox.flush()

    const body = made.addOn.received[0]?.body
    expect(body).toMatchObject({ taskId: entry!.taskId, tagIds: entry!.tagIds })
    expect(body).not.toHaveProperty('currentlyRunning')
  })

  it.each([true, false])('of tasks lack the workspace: %s', async (workspaceIdMissing) => {
    const made = await pair({ workspaceIdMissing })

    made.sandbox.createTask({ name: 'new', projectId: [...made.sandbox.state.projects.keys()][0]! })
    await made.sandbox.flush()

    expect('workspaceId' in (made.addOn.received[0]!.body as object)).toBe(!workspaceIdMissing)
  })
})

describe('hand-made webhooks', () => {
  it('carry a plain secret and stop when a delivery was given up', async () => {
    const made = await pair({}, { webhooks: { retryDelayMs: 1, maxAttempts: 1 } })
    const hook = made.sandbox.createUserWebhook({
      url: `${made.addOn.baseUrl}/hand-made`,
      event: 'NEW_CLIENT',
    })
    made.addOn.statuses.push(200, 500)

    for (const name of ['one', 'two', 'three']) {
      made.sandbox.createClient({ name })
      await made.sandbox.flush()
    }

    expect(hook.token).toMatch(/^[\w-]{32}$/)
    expect(made.addOn.received.map((one) => one.headers['clockify-signature'])).toEqual([
      hook.token,
      hook.token,
    ])
    expect(hook.deliveryEnabled).toBe(false)
  })
})

describe('a live workspace', () => {
  it('changes by itself and tells the add-on', async () => {
    const made = await pair({}, { live: { everyMs: 2 } })

    await expect.poll(() => made.sandbox.deliveries.length).toBeGreaterThan(3)
  })
})
