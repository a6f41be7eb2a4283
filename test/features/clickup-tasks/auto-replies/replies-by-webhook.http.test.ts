import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import type {
  ReplyLogEntry,
  ReplyRule,
} from '../../../../server/features/clickup-tasks/auto-replies/auto-reply.schemas.ts'
import { signed, startWithClickup, type WithClickup } from '../webhooks/with-clickup.ts'
import { aRule } from './a-rule.ts'

let server: WithClickup
let listId: string

beforeAll(async () => {
  // Every delivery comes twice, and those of one moment in any order.
  server = await startWithClickup({
    quirks: { duplicateRate: 1, reorderBursts: true },
    webhooks: { retryDelayMs: 5, timeoutMs: 7_000 },
  })
  listId = server.listIds[0]
  await server.choose(listId)
})
afterAll(() => server.close())
beforeEach(() => server.clickup.requests.clear())

const save = async (...rules: Partial<ReplyRule>[]) => {
  const body = { rules: rules.map((rule) => aRule(rule)) }
  expect((await server.test.call('PUT', '/api/clickup/auto-replies', { body })).status).toBe(200)
}
const aTask = (name = 'Chair') => {
  const { clickup } = server
  return clickup.createTask({ listId, name, userId: clickup.state.memberId }).id
}
const say = (taskId: string, text: string) =>
  server.clickup.comment({ taskId, text, userId: server.clickup.state.memberId })
const log = async (taskIds: readonly string[]) => {
  const { body } = await server.test.call<{ items: ReplyLogEntry[] }>(
    'GET',
    '/api/clickup/auto-replies/log?limit=200',
  )
  return body.items.filter(({ taskId }) => taskIds.includes(taskId))
}
/** Of the connected user, in ClickUp. */
const ours = (taskId: string) =>
  (server.clickup.state.commentsByTask.get(taskId) ?? [])
    .filter(({ userId }) => userId === server.clickup.state.ownerId)
    .map(({ parts }) => parts.map(({ text }) => text).join(''))
/** What was delivered is heard, and what that has caused too. */
const allHeard = async (taskIds: readonly string[], replies: number) => {
  const areSent = async () => {
    const entries = await log(taskIds)
    return entries.length >= replies && entries.every(({ status }) => status !== 'sending')
  }
  await vi.waitUntil(areSent, { timeout: 20_000, interval: 50 })
  await server.clickup.flush()
  await server.look()
}

describe('a comment that somebody writes in ClickUp', () => {
  it('is answered once each, although all deliveries come twice and in disorder, and nobody answers the answers', async () => {
    await save({ keywords: ['price'], reply: '{author}, the price of {task} is in the list.' })
    const taskIds = ['Chair', 'Sofa', 'Table', 'Bed'].map((name) => aTask(name))
    for (const taskId of taskIds) {
      say(taskId, 'What is the PRICE?')
      say(taskId, 'Nice!')
      say(taskId, 'The price, please')
    }
    await allHeard(taskIds, 8)

    const { username } = server.clickup.state.users.get(server.clickup.state.memberId)!
    const answer = (name: string) => `${username}, the price of ${name} is in the list.`
    expect(taskIds.map(ours)).toEqual(
      ['Chair', 'Sofa', 'Table', 'Bed'].map((name) => [answer(name), answer(name)]),
    )
    expect((await log(taskIds)).map(({ status }) => status)).toEqual(Array.from({ length: 8 }, () => 'sent'))
    const posted = server.clickup.deliveries.filter(({ event }) => event === 'taskCommentPosted')
    expect(posted.filter(({ duplicate }) => duplicate).length).toBeGreaterThanOrEqual(20)
    expect(posted.filter(({ status }) => status >= 400)).toEqual([])
  })

  it('is answered by the rules as they are when its event is heard', async () => {
    await save({ enabled: false })
    const [silent, answered] = [aTask(), aTask()]
    say(silent, 'price')
    await allHeard([silent], 0)
    await save({ events: ['comment', 'task-created'], keywords: ['price', 'lamp'] })
    say(answered, 'price')
    const made = aTask('A lamp')
    await allHeard([answered, made], 2)

    expect([silent, answered, made].map((taskId) => ours(taskId).length)).toEqual([0, 1, 1])
    expect(await log([silent])).toEqual([])
    expect(await log([made])).toMatchObject([{ event: 'task-created', status: 'sent' }])
  })

  it('is not heard from anybody else than ClickUp', async () => {
    await save({})
    const taskId = aTask()
    await server.clickup.flush()
    const { id } = server.onlyHook()
    const author = { id: server.clickup.state.memberId, username: 'Mallory' }
    const forged = JSON.stringify({
      event: 'taskCommentPosted',
      task_id: taskId,
      webhook_id: id,
      history_items: [{ id: '1', user: author, comment: { id: '7', text_content: 'price' } }],
    })
    const byGuess = signed({ ...server.onlyHook(), secret: 'a guess' }, forged)
    const answers = [await server.deliver(forged), await server.deliver(forged, byGuess)]
    await server.look()

    expect(answers.map(({ status }) => status)).toEqual([403, 403])
    expect([ours(taskId), await log([taskId])]).toEqual([[], []])
  })
})
