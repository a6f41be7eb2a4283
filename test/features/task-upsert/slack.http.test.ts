import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { LedgerDetail } from '../../../server/features/task-upsert/tasks/upsert.schemas.ts'
import type {
  SlackMembersView,
  SlackSetupView,
  TestMessageResult,
} from '../../../server/features/task-upsert/slack/slack.schemas.ts'
import { startSlackSandbox, type SlackSandbox } from '../../../server/sandbox/slack/index.ts'
import { startUpsertApp, type UpsertApp } from './upsert-app.ts'

let app: UpsertApp
let slack: SlackSandbox
/** With an address that ClickUp knows, and with one that it does not. */
let annaId: string
let veraId: string
beforeAll(async () => {
  slack = await startSlackSandbox()
  app = await startUpsertApp({}, [slack.origin])
  const [known] = app.clickup.state.users.values()
  annaId = slack.createUser({ name: 'Anna Known', email: known!.email.toUpperCase() }).id
  veraId = slack.createUser({ name: 'Vera Vantage', email: 'vera@elsewhere.example' }).id
})
afterAll(async () => {
  await app.close()
  await slack.stop()
})

const setup = async () => (await app.test.call<SlackSetupView>('GET', '/api/slack/setup')).body
const sayHello = () =>
  app.test.call<TestMessageResult & { detail?: string }>('POST', '/api/slack/test-message')
const members = () => app.test.call<SlackMembersView & { detail?: string }>('GET', '/api/slack/members')
const choose = (slackUserId: string, clickupUserId: string | null) =>
  app.test.call<{ violations?: { pointer: string }[] }>('PUT', `/api/slack/members/${slackUserId}`, {
    body: { clickupUserId },
  })
const ask = (id: string, what: 'announce' | 'release') =>
  app.test.call<{ detail?: string }>('POST', `/api/tasks/upserts/${id}/${what}`)

async function connect(more: object = {}): Promise<void> {
  const body = {
    botToken: slack.botToken,
    signingSecret: slack.signingSecret,
    channel: slack.channels.claims,
    baseUrl: slack.apiUrl,
    ...more,
  }
  expect((await app.test.call('PUT', '/api/connections/slack', { body })).status).toBe(200)
}

/** Looks until the entry is as it is to be; the test's own time ends it. */
async function untilEntry(id: string, isSo: (entry: LedgerDetail) => boolean): Promise<LedgerDetail> {
  for (;;) {
    const entry = await app.entry(id)
    if (isSo(entry)) return entry
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

describe('without a connection', () => {
  it('the setup says so, and what needs one says what to do', async () => {
    expect(await setup()).toMatchObject({ connected: false, mode: null, channel: null, requestUrl: null })
    for (const answer of [await sayHello(), await members()]) {
      expect(answer.status).toBe(409)
      expect(answer.body.detail).toMatch(/Slack/)
    }
  })
})

describe('with a bot', () => {
  beforeAll(() => connect())

  it('the setup names the channel and the address for clicks, which Slack cannot reach here', async () => {
    const found = await setup()
    expect(found).toMatchObject({ connected: true, mode: 'bot', isPublic: false, lastClickAt: null })
    expect(found.requestUrl).toMatch(/^http:.*\/webhooks\/slack\/\w+$/)
  })

  it('a test message is posted, or what is wrong is said', async () => {
    expect((await sayHello()).body).toEqual({ ok: true, problem: null })
    expect(slack.messages('claims').at(-1)!.text).toMatch(/Switchyard can post here/)

    slack.setMembership(slack.channels.claims, false)
    const { status, body } = await sayHello()
    slack.setMembership(slack.channels.claims, true)
    expect(status).toBe(200)
    expect(body).toEqual({ ok: false, problem: expect.stringMatching(/invite/i) as unknown })
  })

  it('people are known by their e-mail, or as an admin says, and nobody by anything else', async () => {
    const of = async (id: string) =>
      (await members()).body.items.find(({ slackUserId }) => slackUserId === id)!
    const [member] = (await members()).body.clickupMembers
    expect(await of(annaId)).toMatchObject({ how: 'email' })
    expect(await of(veraId)).toMatchObject({ clickupUserId: null, how: null })

    expect((await choose(veraId, member!.id)).status).toBe(200)
    const byHand = { clickupUserId: member!.id, clickupName: member!.name, how: 'by-hand' }
    expect(await of(veraId)).toMatchObject(byHand)
    const unknown = await choose(veraId, '99999999')
    expect(unknown.status).toBe(422)
    expect(unknown.body.violations).toMatchObject([{ pointer: '/clickupUserId' }])
    expect(await of(veraId)).toMatchObject(byHand)
    expect((await choose(veraId, null)).status).toBe(200)
    expect(await of(veraId)).toMatchObject({ clickupUserId: null, how: null })
  })
})

describe('a pushed task', () => {
  let id = ''
  beforeAll(async () => {
    await app.freshList()
    slack.setRequestUrl((await setup()).requestUrl!)
    const { body } = await app.push({ internalId: 'A', title: 'Rotate the key', announce: true })
    ;({ id } = body)
    await untilEntry(id, ({ message }) => message?.status === 'sent')
  })

  it('that nobody has claimed cannot be released, and one that is not there is not found', async () => {
    const answer = await ask(id, 'release')
    expect(answer.status).toBe(409)
    expect(answer.body.detail).toMatch(/Nobody has claimed/)
    for (const what of ['announce', 'release'] as const)
      expect((await ask('01m8f3gegx0000000000000000', what)).status).toBe(404)
  })

  it('is claimed with a click, really, and released by an admin, really', async () => {
    const [member] = [...app.clickup.state.users.values()]
    await choose(veraId, String(member!.id))
    const { ts, channel } = slack.messages('claims').at(-1)!
    await slack.click({ channel, ts, actionId: 'claim_task', userId: veraId })
    const claimed = await untilEntry(id, ({ claimedBy }) => claimedBy !== null)
    expect(claimed.claimedBy).toMatchObject({ slackUserId: veraId, clickupUserId: String(member!.id) })
    expect(app.task(claimed.taskId).assigneeIds.map(String)).toContain(String(member!.id))
    expect((await setup()).lastClickAt).not.toBeNull()

    expect((await ask(id, 'release')).status).toBe(202)
    const released = await untilEntry(id, ({ claimedBy }) => claimedBy === null)
    expect(app.task(released.taskId).assigneeIds.map(String)).not.toContain(String(member!.id))
    expect(released.events[0]).toMatchObject({ kind: 'released', actor: { type: 'user' } })
  })

  it('whose message is there is not announced twice; one that was deleted is posted again', async () => {
    const before = slack.messages('claims').length
    const there = await ask(id, 'announce')
    expect(there.status).toBe(409)
    expect(there.body.detail).toMatch(/The message is in Slack/)

    const { ts } = slack.messages('claims').at(-1)!
    slack.deleteMessage('claims', ts)
    await ask(id, 'announce')
    await untilEntry(id, ({ message }) => message?.status === 'failed')
    expect((await ask(id, 'announce')).status).toBe(202)
    await untilEntry(id, ({ message }) => message?.status === 'sent')
    expect(slack.messages('claims')).toHaveLength(before)
    expect(slack.messages('claims').at(-1)!.text).toMatch(/Rotate the key/)
  })
})
