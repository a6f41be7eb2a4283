import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerEvent } from '../../../../server/features/clickup-tasks/auto-replies/answer-event.ts'
import type {
  DryRun,
  ReplyLogEntry,
  ReplyRule,
} from '../../../../server/features/clickup-tasks/auto-replies/auto-reply.schemas.ts'
import { readInFull } from '../../../../server/features/clickup-tasks/tasks/read-in-full.ts'
import { UnreadableEvent, type WebhookEvent } from '../../../../server/platform/feature.ts'
import { createMetrics } from '../../../../server/platform/metrics/index.ts'
import type { ClickUpSandbox } from '../../../../server/sandbox/clickup/index.ts'
import { systemScope, type WorkspaceScope } from '../../../../server/shared/scope.ts'
import { wirePlatform, type Platform } from '../../../../server/wire-platform.ts'
import { startFakeReceiver, type FakeReceiver } from '../../../sandbox/clickup/fake-receiver.ts'
import { startSmallClickUp } from '../../../support/clickup-caller.ts'
import { hasClickUpDocument, readClickUpDocument } from '../../../support/clickup-document.ts'
import { silentLog } from '../../../support/silent-log.ts'
import { startTestApp, type TestApp } from '../../../support/test-app.ts'
import { aRule } from './a-rule.ts'

const HOUR_MS = 3_600_000

let clickup: ClickUpSandbox
let receiver: FakeReceiver
let test: TestApp
let platform: Platform
let scope: WorkspaceScope
let taskId: string
let now: Date

beforeAll(async () => {
  const checkRequest = hasClickUpDocument ? (await readClickUpDocument()).judgeRequest : () => []
  clickup = await startSmallClickUp({ checkRequest })
  receiver = await startFakeReceiver()
  test = await startTestApp({
    allow: [clickup.origin],
    sandbox: { size: { users: 2, projects: 1, tasks: 1, timeEntries: 1 } },
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  const token = clickup.tokens.owner
  await test.call('PUT', '/api/connections/clickup', { body: { token, baseUrl: `${clickup.apiUrl}/v2/` } })
  scope = systemScope(test.sandbox.workspaceId, 'test')
  const { database, vault, config } = test
  const options = { config, log: silentLog, metrics: createMetrics(), baseUrl: () => '' }
  platform = wirePlatform({ database, vault }, options)
  await platform.limiters.clickup.start()
  clickup.createWebhook({
    teamId: clickup.teamId,
    userId: clickup.state.ownerId,
    endpoint: receiver.url,
    events: ['taskCommentPosted', 'taskCommentUpdated', 'taskCreated'],
  })
})
afterAll(async () => {
  await platform.limiters.clickup.stop()
  await test.close()
  await receiver.stop()
  await clickup.stop()
})

beforeEach(() => {
  now = new Date()
  const [list] = [...clickup.state.lists.values()]
  taskId = clickup.createTask({ listId: list!.id, name: 'Chair', userId: clickup.state.memberId }).id
  clickup.clearFaults()
})

/** What ClickUp delivers for what is done, as subscribers get it. */
async function delivered(what: () => unknown): Promise<WebhookEvent[]> {
  await clickup.flush()
  receiver.clear()
  what()
  await clickup.flush()
  return receiver.received.map(({ body }, index) => ({
    id: `e${index}`,
    type: body.event,
    entityId: null,
    payload: body,
    receivedAt: now,
    ambiguous: false,
    replayed: false,
  }))
}

const say = (text: string, more: { userId?: number; parentId?: string } = {}) =>
  delivered(() => clickup.comment({ taskId, text, userId: clickup.state.memberId, ...more }))
const hear = async (events: readonly WebhookEvent[]) => {
  const deps = { ...platform, clock: { ...platform.clock, now: () => now } }
  for (const event of events) await answerEvent(deps, scope, event)
}
const save = (...rules: Partial<ReplyRule>[]) =>
  test.call<{ rules: ReplyRule[]; violations: { pointer: string; message: string }[] }>(
    'PUT',
    '/api/clickup/auto-replies',
    { body: { rules: rules.map((rule) => aRule(rule)) } },
  )
const log = async () => {
  const { items } = (
    await test.call<{ items: ReplyLogEntry[] }>('GET', '/api/clickup/auto-replies/log?limit=200')
  ).body
  return items.filter((entry) => entry.taskId === taskId)
}
const statuses = async () => (await log()).map(({ status }) => status)
/** What the connected user said in the task, oldest first. */
const ours = () =>
  (clickup.state.commentsByTask.get(taskId) ?? [])
    .filter(({ userId }) => userId === clickup.state.ownerId)
    .map(({ parts, parentId }) => ({ text: parts.map((part) => part.text).join(''), parentId }))

describe('an automatic reply', () => {
  it('answers a comment once, however often its event comes, and is in the log', async () => {
    await save({ reply: 'Hi {author}: {task}' })
    const events = await say('What is the PRICE?')

    await hear([...events, ...events, ...events])

    const { username } = clickup.state.users.get(clickup.state.memberId)!
    expect(ours()).toEqual([{ text: `Hi ${username}: Chair`, parentId: null }])
    expect(await log()).toMatchObject([
      { status: 'sent', ruleId: 'r1', event: 'comment', text: `Hi ${username}: Chair`, error: null },
    ])
    expect(clickup.requests.complaints).toEqual([])
  })

  it('goes into the thread, where it asks for nothing but who we are', async () => {
    await save({ replyIn: 'thread' })
    const events = await say('price')
    const [said] = clickup.state.commentsByTask.get(taskId) ?? []
    clickup.requests.clear()

    await hear(events)

    expect(ours()).toEqual([{ text: 'See the list.', parentId: said!.id }])
    expect(clickup.requests.entries.map(({ method, route }) => `${method} ${route}`)).toEqual([
      'GET /v2/user',
      'POST /v2/comment/{comment_id}/reply',
    ])
  })

  it('answers a new task by its name and description', async () => {
    await save({ events: ['task-created'], keywords: ['sofa'], replyIn: 'thread' })
    const [list] = [...clickup.state.lists.values()]
    const events = await delivered(() => {
      taskId = clickup.createTask({
        listId: list!.id,
        name: 'New',
        description: 'A red sofa',
        userId: clickup.state.memberId,
      }).id
    })
    await hear(events)

    expect(ours()).toEqual([{ text: 'See the list.', parentId: null }])
    expect(await log()).toMatchObject([{ event: 'task-created', commentId: null, status: 'sent' }])
  })

  it('never answers itself, in threads, or an edited comment', async () => {
    await save({ reply: 'the price is secret' })
    const events = await say('price')
    await hear(events)
    const [first] = clickup.state.commentsByTask.get(taskId) ?? []
    await hear(await say('price', { userId: clickup.state.ownerId }))
    await hear(await say('price', { parentId: first!.id }))
    // What our own reply has caused.
    await hear(await delivered(() => clickup.comment({ taskId, text: 'the price is secret' })))
    const edited = await delivered(() => clickup.editComment(first!.id, 'price again'))

    expect(edited.map(({ type }) => type)).toEqual(['taskCommentUpdated'])
    expect(await statuses()).toEqual(['sent'])
  })

  it('keeps its cooldown and its once per task, and lets the next rule answer', async () => {
    await save(
      { id: 'once', oncePerTask: true, priority: 2, reply: 'once' },
      { id: 'cool', cooldownMinutes: 10, priority: 1, reply: 'cool' },
    )
    for (const [text, minutes] of [
      ['price 1', 0],
      ['price 2', 1],
      ['price 3', 2],
      ['price 4', 12],
    ] as const) {
      const events = await say(text)
      now = new Date(Date.now() + minutes * 60_000)
      await hear(events)
    }

    expect(ours().map(({ text }) => text)).toEqual(['once', 'cool', 'cool'])
    expect((await log()).map(({ ruleId, status }) => `${ruleId} ${status}`)).toEqual([
      'cool sent',
      'once skipped',
      'cool sent',
      'once sent',
    ])
  })

  it('is sent once by many at once', async () => {
    await save({ cooldownMinutes: 5 })
    const events = [...(await say('price')), ...(await say('price, please'))]

    await Promise.all([...events, ...events, ...events].map((event) => hear([event])))

    expect(ours()).toHaveLength(1)
    expect([...(await statuses())].sort()).toEqual(['sent', 'skipped'])
  })

  it('is not sent when its event comes more than an hour late', async () => {
    await save({ events: ['comment', 'task-created'] })
    const events = await say('price')
    now = new Date(now.getTime() + HOUR_MS + 60_000)
    await hear(events)

    expect(ours()).toEqual([])
    expect(await log()).toMatchObject([{ status: 'skipped', error: expect.stringContaining('hour late') }])
  })

  it('is found again after a lost answer, and never sent twice', async () => {
    await save({})
    const lost = { matching: /POST \/v2\/task\/\w+\/comment/, when: 'after', drop: true } as const
    clickup.failNext(lost)
    const events = await say('price')
    await hear(events)
    await hear(events)
    expect([ours().length, ...(await statuses())]).toEqual([1, 'sent'])

    clickup.failNext({ ...lost, when: 'before' })
    await hear(await say('the price again'))
    expect([ours().length, ...(await statuses())]).toEqual([1, 'unknown', 'sent'])
  })

  it('waits where nothing has left, and is sent by the next attempt unless that comes too late', async () => {
    await save({})
    const refused = { matching: /POST \/v2\/task\/\w+\/comment/, rateLimited: { resetInSeconds: 1 } }
    const [first, second] = [await say('price'), await say('price')]
    for (const events of [first, second]) {
      clickup.failNext(refused)
      await expect(hear(events)).rejects.toThrow('budget')
      await platform.limiters.clickup.succeeded(scope)
    }
    expect(await statuses()).toEqual(['sending', 'sending'])
    await hear(first)
    now = new Date(now.getTime() + HOUR_MS + 60_000)
    await hear(second)

    expect(ours()).toHaveLength(1)
    expect(await statuses()).toEqual(['skipped', 'sent'])
  })

  it('is not sent any more when its rule was removed before it could be', async () => {
    await save({ id: 'gone' })
    const events = await say('price')
    clickup.failNext({ matching: /POST \/v2\/task\/\w+\/comment/, rateLimited: { resetInSeconds: 1 } })
    await expect(hear(events)).rejects.toThrow('budget')
    await platform.limiters.clickup.succeeded(scope)
    await save({ id: 'other' })
    await hear(events)

    expect(ours()).toEqual([])
    expect(await log()).toMatchObject([{ status: 'skipped', error: expect.stringContaining('removed') }])
  })

  it('is unknown after a lost answer in a thread, and says why it has failed', async () => {
    await save({ replyIn: 'thread' })
    clickup.failNext({ matching: /POST .*\/reply/, when: 'after', drop: true })
    const events = await say('price')
    await hear(events)
    await hear(events)
    clickup.failNext({ matching: /POST .*\/reply/, status: 403, body: { err: 'no', ECODE: 'ACCESS_083' } })
    await hear(await say('price again'))

    expect(ours()).toHaveLength(1)
    expect(await log()).toMatchObject([
      { status: 'failed', error: expect.stringContaining('Give them access') },
      { status: 'unknown', error: expect.stringContaining('not sent again') },
    ])
  })

  it('cannot read every body', async () => {
    await save({})
    const [event] = await say('price')
    for (const payload of [null, {}, { task_id: 'x', history_items: [{ id: 1 }] }])
      await expect(hear([{ ...event!, payload }])).rejects.toThrow(UnreadableEvent)
  })
})

describe('rules of replies', () => {
  it('are kept as they were given, all at once', async () => {
    const { status, body } = await test.call<{ rules: ReplyRule[] }>('PUT', '/api/clickup/auto-replies', {
      body: { rules: [{ id: 'a', match: 'word', keywords: ['цена'], reply: 'да' }] },
    })
    const rule = aRule({
      id: 'a',
      name: '',
      match: 'word',
      keywords: ['цена'],
      reply: 'да',
      replyIn: 'thread',
    })

    expect([status, body]).toEqual([200, { rules: [rule] }])
    expect((await test.call('GET', '/api/clickup/auto-replies')).body).toEqual({ rules: [rule] })
  })

  it('say what is wrong, and where', async () => {
    const { status, body } = await save(
      { id: 'a', match: 'regex', keywords: ['ok', '('] },
      { id: 'a', match: 'regex', exclude: ['(?=x)'] },
    )
    expect([status, ...body.violations.map(({ pointer }) => pointer)]).toEqual([
      422,
      '/rules/1/id',
      '/rules/0/keywords/1',
      '/rules/1/exclude/0',
    ])
    const words = { keywords: Array.from({ length: 50 }, (_, index) => `w${index}`) }
    const manyWords = Array.from({ length: 41 }, (_, index) => ({ id: `r${index}`, ...words }))
    const heavy = { match: 'regex', keywords: Array.from({ length: 50 }, () => '(a?){150}b') } as const
    expect((await save(...manyWords.slice(1))).status).toBe(200)
    for (const rules of [manyWords, [heavy, { ...heavy, id: 'r2' }]])
      expect((await save(...rules)).body.violations).toMatchObject([
        { pointer: '/rules', message: expect.stringContaining('take too long') },
      ])
    const many = Array.from({ length: 101 }, (_, index) => ({ id: `r${index}` }))
    expect((await save(...many)).status).toBe(422)
    expect((await save({ reply: 'x'.repeat(2_001) })).status).toBe(422)
  })

  it('are tried on a text, and on the past, with nothing sent', async () => {
    await save({ cooldownMinutes: 60 })
    const events = [...(await say('price one')), ...(await say('price two'))]
    await hear(events.slice(0, 1))
    const api = await platform.openClickup(scope, 'background')
    await readInFull(platform, scope, { clickup: api, taskId })
    clickup.requests.clear()
    const tryOut = (body: object) => test.call<DryRun>('POST', '/api/clickup/auto-replies/test', { body })

    const { items } = (await tryOut({ recent: 4 })).body
    const lines = items
      .filter((item) => item.taskId === taskId)
      .map(({ text, rules }) => `${text.split('\n')[0]}: ${rules.map(({ reason }) => reason).join()}`)
    expect(lines.sort()).toEqual([
      'Chair: other-event',
      'See the list.: own-text',
      'price one: answers',
      'price two: cooling-down',
    ])
    expect((await tryOut({ text: 'No', rules: [aRule({ keywords: ['no'] })] })).body.items).toMatchObject([
      { answer: { ruleId: 'r1', reply: 'See the list.' }, rules: [{ reason: 'answers' }] },
    ])
    expect((await tryOut({})).status).toBe(422)
    expect(clickup.requests.total).toBe(0)
  })
})
