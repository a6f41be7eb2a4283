import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SlackSandbox } from '../../../server/sandbox/slack/index.ts'
import { startSlack } from '../../support/slack-caller.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

interface Connection {
  readonly id: string
  readonly status: string
  readonly account: string | null
  readonly lastError: string | null
}

let slack: SlackSandbox
let test: TestApp
beforeAll(async () => {
  slack = await startSlack()
  test = await startTestApp({ allow: [slack.origin] })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterEach(() => {
  slack.clearFaults()
  slack.restoreToken()
})
afterAll(async () => {
  await test.close()
  await slack.stop()
})

const save = async (credentials: object) => {
  const body = { baseUrl: slack.apiUrl, signingSecret: slack.signingSecret, ...credentials }
  return (await test.call<Connection>('PUT', '/api/connections/slack', { body })).body
}
const ask = async (id: string) => (await test.call('POST', `/api/connections/${id}/test`)).body
const saved = async () => (await test.call<{ items: Connection[] }>('GET', '/api/connections')).body.items

describe('a connection with Slack', () => {
  it('by a bot token says as whom it acts, and shows no secret', async () => {
    const { botToken, signingSecret } = slack
    const { id } = await save({ botToken, channel: '#claims' })
    const outcome = await ask(id)
    const text = JSON.stringify([outcome, await saved()])

    expect(outcome).toEqual({ ok: true, account: 'switchyard in Northwind Studio' })
    expect(await saved()).toMatchObject([{ status: 'ok', connector: 'slack' }])
    expect([text.includes(botToken), text.includes(signingSecret)]).toEqual([false, false])
  })

  it('by an incoming webhook says hello in its channel, without a token', async () => {
    const { id } = await save({ webhookUrl: slack.webhookUrl })
    slack.requests.clear()

    expect(await ask(id)).toEqual({ ok: true, account: 'incoming webhook' })
    expect(slack.messages('claims')).toMatchObject([{ text: 'Switchyard is connected with this channel.' }])
    expect(slack.requests.entries).toMatchObject([{ tokenKind: 'none', status: 200 }])
    expect(JSON.stringify(await saved())).not.toContain(slack.webhookUrl.split('/').at(-1))
  })

  it('by both asks with the token, which the webhook never sees', async () => {
    const { botToken, webhookUrl } = slack
    const { id } = await save({ botToken, webhookUrl })
    slack.requests.clear()

    expect(await ask(id)).toMatchObject({ ok: true, account: 'switchyard in Northwind Studio' })
    expect(slack.requests.entries.map(({ path }) => path)).toEqual(['/api/auth.test'])
  })

  it.each([
    ['token_revoked', /was revoked.*save its bot token here/],
    ['token_expired', /has expired/],
    ['account_inactive', /no longer installed/],
  ] as const)('says what to do about a token that is dead: %s', async (problem, words) => {
    const { id } = await save({ botToken: slack.botToken })
    slack.revokeToken(problem)

    expect(await ask(id)).toEqual({ ok: false, problem: expect.stringMatching(words) })
    expect(await saved()).toMatchObject([{ status: 'failing', lastError: expect.stringMatching(words) }])
  })

  it('says what to do about a token that was never one, and about a Slack that is not well', async () => {
    const wrong = await save({ botToken: 'xoxb-123456-wrong' })

    expect(await ask(wrong.id)).toEqual({
      ok: false,
      problem: expect.stringMatching(/does not know this bot token/),
    })
    slack.failNext({ error: 'internal_error' })
    expect(await ask(wrong.id)).toEqual({
      ok: false,
      problem: expect.stringMatching(/^Slack is not available/),
    })
    slack.failNext({ retryAfterSeconds: 1 })
    expect(await ask(wrong.id)).toEqual({
      ok: false,
      problem: expect.stringMatching(/^Slack asks us to slow down/),
    })
  })

  it('says what to do about a webhook that is gone', async () => {
    const { id } = await save({ webhookUrl: slack.webhookUrl })
    slack.removeWebhook()

    expect(await ask(id)).toEqual({
      ok: false,
      problem: expect.stringMatching(/Make a new one and save it here/),
    })
  })
})
