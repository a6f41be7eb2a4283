import { LogLevel, WebClient } from '@slack/web-api'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SlackSandbox } from '../../server/sandbox/slack/index.ts'
import { actions, button, startSlack } from '../support/slack-caller.ts'

let sandbox: SlackSandbox
let official: WebClient
let claims: string
beforeAll(async () => {
  sandbox = await startSlack({ size: { people: 30 } })
  official = clientOf(sandbox.botToken)
  claims = sandbox.channels.claims
})
afterEach(() => {
  sandbox.clearFaults()
  sandbox.restoreToken()
})
afterAll(() => sandbox.stop())

/** It says nothing, and gives up at once. */
function clientOf(token: string): WebClient {
  return new WebClient(token, {
    slackApiUrl: `${sandbox.apiUrl}/`,
    retryConfig: { retries: 0 },
    rejectRateLimitedCalls: true,
    logLevel: LogLevel.ERROR,
    logger: {
      debug: () => {},
      info: () => {},
      warn: () => {},
      error: () => {},
      setLevel: () => {},
      getLevel: () => LogLevel.ERROR,
      setName: () => {},
    },
  })
}

/** What its pages carry; their type does not say so. */
interface Listed {
  readonly ok: boolean
  readonly members?: readonly { readonly id: string }[]
  readonly messages?: readonly { readonly ts: string }[]
}

const metadata = { event_type: 'made', event_payload: { key: 'k-1', isMore: true, count: 1 } }
// The official types know more of blocks than the helpers of these tests.
const blocks = [actions(button('claim_task'))] as never

describe("Slack's own client and the fake Slack", () => {
  it('agree on who the app is', async () => {
    const { ok, team, user, user_id: userId, bot_id: botId } = await official.auth.test()

    expect([ok, team, user]).toEqual([true, 'Northwind Studio', 'switchyard'])
    expect([userId, botId]).toEqual([sandbox.state.botUserId, sandbox.state.botId])
  })

  it('agree on a message from its first word to its end', async () => {
    const posted = await official.chat.postMessage({
      channel: '#claims',
      text: 'One & two',
      blocks,
      metadata,
    })
    const ts = posted.ts ?? ''
    const updated = await official.chat.update({ channel: claims, ts, text: 'Changed', blocks: [] })
    const { messages } = await official.conversations.history({
      channel: claims,
      include_all_metadata: true,
      inclusive: true,
      oldest: ts,
      limit: 1,
    })
    const deleted = await official.chat.delete({ channel: claims, ts })

    expect(posted).toMatchObject({ ok: true, channel: claims, message: { text: 'One & two', metadata } })
    expect(updated).toMatchObject({ ok: true, channel: claims, ts, text: 'Changed' })
    expect(messages).toMatchObject([{ ts, text: 'Changed', metadata, bot_id: sandbox.state.botId }])
    expect([deleted.ok, sandbox.messages(claims)]).toEqual([true, []])
  })

  it('agree on what only one person sees', async () => {
    const { id } = sandbox.user('Amara Okafor')
    const { ok, message_ts: ts } = await official.chat.postEphemeral({
      channel: claims,
      user: id,
      text: 'You',
    })

    expect(ok).toBe(true)
    expect(sandbox.whispers(id)).toMatchObject([{ ts, text: 'You', channel: claims }])
  })

  it('agree on people, page by page', async () => {
    const ids: string[] = []
    for await (const page of official.paginate('users.list', { limit: 7 })) {
      const { members = [] } = page as Listed
      ids.push(...members.map(({ id }) => id))
    }
    const amara = sandbox.user('Amara Okafor')
    const { user } = await official.users.info({ user: amara.id })
    const found = await official.users.lookupByEmail({ email: 'AMARA.OKAFOR@northwind.example' })

    expect(ids).toEqual([...sandbox.state.users.keys()])
    expect(user?.profile).toMatchObject({ email: amara.email, real_name: 'Amara Okafor' })
    expect(found.user?.id).toBe(amara.id)
  })

  it('agree on channels', async () => {
    const all = await official.conversations.list({ types: 'public_channel,private_channel', limit: 999 })
    const open = await official.conversations.list({ exclude_archived: true })
    const { channel } = await official.conversations.info({ channel: claims })

    expect(all.channels?.map(({ name }) => name)).toEqual([
      'general',
      'claims',
      'random',
      'leads',
      'old-project',
    ])
    expect(open.channels?.map(({ name }) => name)).toEqual(['general', 'claims', 'random'])
    expect(channel).toMatchObject({ id: claims, name: 'claims', is_member: true, is_private: false })
  })

  it('agree on hundreds of messages, page by page', async () => {
    const { general } = sandbox.channels
    const { id } = sandbox.user('Amara Okafor')
    for (let count = 0; count < 250; count += 1) sandbox.say(general, id, `Message ${count}`)
    const seen: string[] = []
    for await (const page of official.paginate('conversations.history', { channel: general, limit: 100 })) {
      const { messages = [] } = page as Listed
      seen.push(...messages.map(({ ts }) => ts))
    }

    expect(seen).toEqual(
      sandbox
        .messages(general)
        .map(({ ts }) => ts)
        .toReversed(),
    )
  })

  it.each<[string, () => Promise<unknown>, object]>([
    [
      'an unknown channel',
      () => official.chat.postMessage({ channel: 'C0NOWHERE', text: 'x' }),
      { error: 'channel_not_found' },
    ],
    [
      'a channel without the app',
      () => official.chat.postMessage({ channel: sandbox.channels.random, text: 'x' }),
      { error: 'not_in_channel' },
    ],
    [
      'an archived channel',
      () => official.chat.postMessage({ channel: sandbox.channels.archived, text: 'x' }),
      { error: 'is_archived' },
    ],
    [
      'a message that is not there',
      () => official.chat.update({ channel: claims, ts: '1.000001', text: 'x' }),
      { error: 'message_not_found' },
    ],
    ['an unknown person', () => official.users.info({ user: 'U0NOBODY' }), { error: 'user_not_found' }],
    [
      'blocks that are none',
      () => official.chat.postMessage({ channel: claims, text: 'x', blocks: [{ type: 'x' }] as never }),
      {
        error: 'invalid_blocks',
        response_metadata: { messages: ['[ERROR] unsupported type: x [json-pointer:/blocks/0/type]'] },
      },
    ],
    ['another token', () => clientOf('xoxb-other').auth.test(), { error: 'invalid_auth' }],
  ])('agree on the refusal of %s', async (_what, call, data) => {
    await expect(call()).rejects.toMatchObject({ code: 'slack_webapi_platform_error', data })
  })

  it('agree on a token that was revoked, and on a scope that is missing', async () => {
    sandbox.revokeToken()
    await expect(official.auth.test()).rejects.toMatchObject({ data: { error: 'token_revoked' } })
    sandbox.restoreToken()
    const { scopes } = sandbox.state
    sandbox.setScopes(['chat:write'])
    const refused = official.users.list({})

    await expect(refused).rejects.toMatchObject({
      data: { error: 'missing_scope', needed: 'users:read', provided: 'chat:write' },
    })
    sandbox.setScopes(scopes)
  })

  it('agree on when to come back', async () => {
    sandbox.failNext({ retryAfterSeconds: 7 })

    await expect(official.auth.test()).rejects.toMatchObject({
      code: 'slack_webapi_rate_limited_error',
      retryAfter: 7,
    })
  })
})
