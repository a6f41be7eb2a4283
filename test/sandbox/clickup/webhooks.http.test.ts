import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'

import { type ClickUpSandbox, signClickUpBody } from '../../../server/sandbox/clickup/index.ts'
import { askClickUp, itemsOf, startSmallClickUp } from '../../support/clickup-caller.ts'
import { type FakeReceiver, startFakeReceiver } from './fake-receiver.ts'

let sandbox: ClickUpSandbox
let receiver: FakeReceiver
let listId: string
beforeAll(async () => {
  sandbox = await startSmallClickUp({ webhooks: { retryDelayMs: 1, timeoutMs: 100, suspendAt: 3 } })
  receiver = await startFakeReceiver()
  listId = [...sandbox.state.lists.keys()][0]!
})
beforeEach(() => {
  for (const id of sandbox.state.webhooks.keys()) sandbox.state.webhooks.delete(id)
  receiver.answer(200)
  receiver.clear()
})
afterAll(async () => {
  await sandbox.stop()
  await receiver.stop()
})

const register = (input: object = {}, token = sandbox.tokens.owner) =>
  askClickUp(sandbox, `POST /v2/team/${sandbox.teamId}/webhook`, {
    token,
    body: { endpoint: receiver.url, events: ['*'], ...input },
  })
const eventsOf = async () => {
  await sandbox.flush()
  return receiver.received.map(({ body }) => body['event'])
}
const silentTask = () => {
  const task = sandbox.createTask({ listId, name: 'Watched' })
  return task.id
}

describe('the list of webhooks', () => {
  it('shows a secret, and only what the own token made', async () => {
    const made = await register()
    const own = itemsOf(await askClickUp(sandbox, `GET /v2/team/${sandbox.teamId}/webhook`), 'webhooks')
    const others = await askClickUp(sandbox, `GET /v2/team/${sandbox.teamId}/webhook`, {
      token: sandbox.tokens.member,
    })

    expect(own).toEqual([made.body['webhook']])
    expect(own[0]).toMatchObject({
      health: { status: 'active', fail_count: 0 },
      secret: expect.stringMatching(/^\w{64}$/),
    })
    expect(itemsOf(others, 'webhooks')).toEqual([])
  })

  it('refuses the same one twice, and takes it for another place', async () => {
    const answers = [await register(), await register(), await register({ list_id: Number(listId) })]

    expect(answers.map(({ status, body }) => [status, body['ECODE']])).toEqual([
      [200, undefined],
      [400, 'OAUTH_171'],
      [200, undefined],
    ])
  })

  it('refuses unknown events, and adds https where no protocol is given', async () => {
    const made = await register({ endpoint: 'receiver.example/hook', events: ['taskCreated'] })

    expect((await register({ events: ['taskExploded'] })).status).toBe(400)
    expect(made.body['webhook']).toMatchObject({ endpoint: 'https://receiver.example/hook' })
  })
})

describe('deliveries', () => {
  it('are signed with the secret over the bytes', async () => {
    const { body } = await register()
    const { secret } = body['webhook'] as { secret: string }
    sandbox.createTask({ listId, name: 'Тест 🔏 / "quoted"' })
    await sandbox.flush()
    const [first] = receiver.received

    expect(first!.headers['x-signature']).toBe(signClickUpBody(secret, first!.text))
    expect(first!.headers['content-type']).toBe('application/json')
  })

  it('have the signature that the documents can be checked with', () => {
    const body = '{"webhook_id":"7689a169-a000-4985-8676-6902b96d6627","event":"taskCreated","task_id":"c0j"}'

    expect(signClickUpBody('secret', body)).toBe(
      '4830bf524f6e29a3e8da953936c6f21c1fea2b9669b825d3e1be293ef3416c8c',
    )
  })

  it('of a new task are three, of which two repeat a history item', async () => {
    await register()
    const { id } = sandbox.createTask({ listId, name: 'New' })

    expect(await eventsOf()).toEqual(['taskCreated', 'taskStatusUpdated', 'taskUpdated'])
    const items = receiver.received.map((one) => one.items.map(({ id }) => id))
    expect(receiver.received[0]!.body).toMatchObject({
      task_id: id,
      history_items: [{ field: 'status', parent_id: listId }, { field: 'task_creation' }],
    })
    expect([items[1], items[2]]).toEqual([[items[0]![0]], [items[0]![0]]])
  })

  it('of a change come twice with one history id', async () => {
    const taskId = silentTask()
    await register()
    const { memberId } = sandbox.state
    sandbox.updateTask(taskId, { addAssigneeIds: [memberId], priority: 1 })

    expect(await eventsOf()).toEqual([
      'taskAssigneeUpdated',
      'taskUpdated',
      'taskPriorityUpdated',
      'taskUpdated',
    ])
    const [assigned, again] = receiver.received.map(({ items }) => items[0]!)
    expect(assigned).toMatchObject({
      field: 'assignee_add',
      after: { id: memberId },
      user: { id: expect.any(Number) },
    })
    expect(assigned).not.toHaveProperty('before')
    expect(again!.id).toBe(assigned!.id)
  })

  it('of a comment carry its text, and of its change the same history id', async () => {
    const taskId = silentTask()
    await register()
    const { id } = sandbox.comment({ taskId, text: 'First' })
    sandbox.editComment(id, 'Second')

    expect(await eventsOf()).toEqual(['taskCommentPosted', 'taskUpdated', 'taskCommentUpdated'])
    const items = receiver.received.map((one) => one.items[0]!)
    expect(items[0]).toMatchObject({ after: id, comment: { text_content: 'First\n', parent: taskId } })
    expect(items[2]).toMatchObject({ id: items[0]!.id, comment: { text_content: 'Second\n' } })
  })

  it('of a field carry what is stored, beside its definition', async () => {
    const taskId = silentTask()
    const field = [...sandbox.state.fields.values()].find(({ type }) => type === 'drop_down')!
    await register({ events: ['taskUpdated'] })
    sandbox.setField({ taskId, fieldId: field.id, value: 1 })
    await sandbox.flush()

    expect(receiver.received[0]!.items[0]).toMatchObject({
      field: 'custom_field',
      before: null,
      after: field.options[1]!.id,
      custom_field: { id: field.id, type: 'drop_down' },
    })
  })

  it('of deletions and places have no history, and all look alike', async () => {
    const taskId = silentTask()
    await register({ events: ['taskDeleted', 'spaceUpdated', 'listDeleted'] })
    sandbox.deleteTask(taskId)
    const list = sandbox.createList({ spaceId: sandbox.state.lists.get(listId)!.spaceId, name: 'Short' })
    sandbox.deleteList(list.id)

    expect(await eventsOf()).toEqual(['taskDeleted', 'spaceUpdated', 'listDeleted', 'spaceUpdated'])
    expect(receiver.received.every(({ body }) => body.history_items === undefined)).toBe(true)
    expect(receiver.received[1]!.text).toBe(receiver.received[3]!.text)
  })

  it('of a move name both places', async () => {
    const taskId = silentTask()
    const to = [...sandbox.state.lists.values()].find((list) => list.statuses === null)!
    const statusId = sandbox.state.spaces.get(to.spaceId)!.statuses[0]!.id
    await register({ events: ['taskMoved'] })
    sandbox.moveTask({ taskId, listId: to.id, statusId })
    await sandbox.flush()

    expect(receiver.received[0]!.items[0]).toMatchObject({
      field: 'section_moved',
      before: { id: listId, category: {}, project: {} },
      after: { id: to.id },
    })
  })

  it('of tracked time say beside the history which interval it was', async () => {
    const taskId = silentTask()
    await register({ events: ['taskTimeTrackedUpdated'] })
    sandbox.trackTime({ taskId, ms: 60_000, description: 'Talked' })
    await sandbox.flush()

    expect(receiver.received[0]!.body).toMatchObject({
      task_id: taskId,
      data: { description: 'Talked', interval_id: expect.any(String) },
      history_items: [{ field: 'time_spent' }],
    })
  })

  it('of an attachment do not exist', async () => {
    const taskId = silentTask()
    await register()
    sandbox.attach({ taskId, title: 'a.txt', content: Buffer.from('a') })

    expect(await eventsOf()).toEqual([])
  })

  it('are for the most specific place of the webhook', async () => {
    const spaceId = sandbox.state.lists.get(listId)!.spaceId
    const other = sandbox.createList({ spaceId, name: 'Other' })
    await register({ list_id: Number(listId), space_id: Number(spaceId), events: ['taskCreated'] })
    sandbox.createTask({ listId: other.id, name: 'Elsewhere' })
    const { id } = sandbox.createTask({ listId, name: 'Here' })
    await sandbox.flush()

    expect(receiver.received.map(({ body }) => body['task_id'])).toEqual([id])
  })
})

describe('the health of a webhook', () => {
  const create = async () => (await register({ events: ['taskCreated'] })).body['id'] as string
  const healthOf = async (id: string) => {
    await sandbox.flush()
    const { health, failCount } = sandbox.state.webhooks.get(id)!
    return [health, failCount]
  }

  it.each([401, 410])('ends at once with the answer %i', async (status) => {
    const id = await create()
    receiver.answer(status)
    sandbox.createTask({ listId, name: 'x' })
    sandbox.createTask({ listId, name: 'y' })

    expect(await healthOf(id)).toEqual(['suspended', 0])
    expect(receiver.received).toHaveLength(1)
  })

  it('counts an event after five attempts, and too many of them end it', async () => {
    const id = await create()
    receiver.answer(403)
    sandbox.createTask({ listId, name: 'x' })

    expect(await healthOf(id)).toEqual(['failing', 1])
    expect(receiver.received).toHaveLength(5)
    sandbox.createTask({ listId, name: 'y' })
    sandbox.createTask({ listId, name: 'z' })
    expect(await healthOf(id)).toEqual(['suspended', 3])
  })

  it('takes an answer that is too late for none', async () => {
    const id = await create()
    receiver.answer(null)
    sandbox.createTask({ listId, name: 'x' })

    expect(await healthOf(id)).toEqual(['failing', 1])
    expect(sandbox.deliveries.at(-1)).toMatchObject({ status: 0, attempt: 5 })
  })

  it('is back when it is set active, without what was lost', async () => {
    const id = await create()
    sandbox.suspendWebhook(id)
    sandbox.createTask({ listId, name: 'Lost' })
    await askClickUp(sandbox, `PUT /v2/webhook/${id}`, {
      body: { endpoint: receiver.url, events: '*', status: 'active' },
    })
    await sandbox.flush()

    expect(await healthOf(id)).toEqual(['active', 0])
    expect(receiver.received).toEqual([])
  })

  it('is silent when its person left', async () => {
    await register({ events: ['taskCreated'] }, sandbox.tokens.guest)
    sandbox.removeMember(sandbox.state.guestId)
    sandbox.createTask({ listId, name: 'Unheard' })

    expect(await eventsOf()).toEqual([])
  })
})
