import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { isOutcomeUnknown } from '../../../server/platform/outbound/index.ts'
import type { SlackFault } from '../../../server/sandbox/slack/index.ts'
import { actions, button } from '../../support/slack-caller.ts'
import { openSlackLine, type SlackLine } from './support.ts'

let line: SlackLine
beforeAll(async () => {
  line = await openSlackLine()
})
afterEach(() => {
  line.sandbox.clearFaults()
  line.sandbox.restoreToken()
})
afterAll(() => line.close())

const MESSAGE = { text: 'A task', blocks: [actions(button('claim_task'))], key: 'k-1' }
const posts = () => line.sandbox.requests.matching(/chat\.postMessage/).length
const failureOf = async (work: Promise<unknown>): Promise<unknown> => {
  try {
    return await work
  } catch (error) {
    return error
  }
}

describe('a refusal of Slack', () => {
  it.each<[string, string, RegExp]>([
    ['invalid_auth', 'unauthorized', /does not know this bot token.*save its bot token here/],
    ['not_authed', 'unauthorized', /saw no bot token/],
    ['token_revoked', 'unauthorized', /was revoked/],
    ['token_expired', 'unauthorized', /has expired/],
    ['account_inactive', 'unauthorized', /no longer installed/],
    ['not_allowed_token_type', 'unauthorized', /another kind of token/],
    ['missing_scope', 'forbidden', /lacks a permission/],
    ['not_in_channel', 'forbidden', /Invite it there/],
    ['restricted_action', 'forbidden', /Ask one of its admins/],
    ['restricted_action_read_only_channel', 'forbidden', /Ask one of its admins/],
    ['ekm_access_denied', 'forbidden', /closed the channel/],
    ['access_denied', 'forbidden', /do not let the app do this/],
    ['team_access_not_granted', 'forbidden', /not let into/],
    ['channel_not_found', 'not-found', /no such channel/],
    ['user_not_found', 'not-found', /no such user/],
    ['user_not_in_channel', 'not-found', /not in the Slack channel/],
    ['message_not_found', 'not-found', /not there any more/],
    ['is_archived', 'rejected', /archived/],
    ['cant_update_message', 'rejected', /another app/],
    ['msg_too_long', 'rejected', /length/],
    ['a_new_word', 'rejected', /refused this \(a_new_word\)/],
    ['ratelimited', 'rate-limited', /slow down/],
    ['internal_error', 'unavailable', /not available/],
    ['fatal_error', 'unavailable', /not available/],
    ['service_unavailable', 'unavailable', /not available/],
    ['request_timeout', 'unavailable', /not available/],
  ])('is told in words: %s', async (error, kind, words) => {
    line.sandbox.failNext({ matching: /chat\.postMessage/, error })
    const before = posts()
    const failure = await failureOf(line.slack.post(MESSAGE))

    expect(failure).toMatchObject({ kind, message: expect.stringMatching(words) })
    expect(posts() - before).toBe(1)
    // Slack says of its own trouble that part may be done.
    expect(isOutcomeUnknown(failure)).toBe(kind === 'unavailable')
  })

  it.each<[string, SlackFault, string, boolean]>([
    ['429', { retryAfterSeconds: 30 }, 'rate-limited', false],
    ['500', { status: 500 }, 'unavailable', true],
    ['a page with 200', { status: 200, body: '<html>' }, 'unreadable', true],
    ['a page with 404', { status: 404, body: '<html>' }, 'unreadable', false],
    ['no answer', { drop: true }, 'unavailable', true],
    ['an answer that is lost', { drop: true, when: 'after' }, 'unavailable', true],
    ['half an answer', { cutBody: true, when: 'after' }, 'unreadable', true],
    ['ok, and nothing else', { status: 200, body: { ok: true } }, 'unreadable', true],
  ])('is told apart, and the message is sent once: %s', async (_what, fault, ...[kind, isUnknown]) => {
    line.sandbox.failNext({ matching: /chat\.postMessage/, ...fault })
    const before = posts()
    const failure = await failureOf(line.slack.post(MESSAGE))

    expect(failure).toMatchObject({ kind })
    expect(isOutcomeUnknown(failure)).toBe(isUnknown)
    expect(posts() - before).toBe(1)
  })

  it('says when to come back, and lets work in the background wait', async () => {
    line.sandbox.failNext({ retryAfterSeconds: 30, times: 2 })
    const background = await line.openAs('background')
    const waiting = await failureOf(background.post(MESSAGE))

    expect(await failureOf(line.slack.post(MESSAGE))).toMatchObject({
      kind: 'rate-limited',
      retryAfterMs: 30_000,
    })
    expect(waiting).toMatchObject({ name: 'BudgetExhausted', resumesAt: expect.any(Date) })
  })

  it('says which scope is missing', async () => {
    const { sandbox, slack } = line
    const { scopes } = sandbox.state
    sandbox.setScopes(['chat:write', 'channels:read', 'groups:read'])
    const look = { key: 'k', channel: '#claims', since: new Date() }
    const failure = await failureOf(slack.findMessage(look))
    sandbox.setScopes(scopes)

    expect(failure).toMatchObject({
      code: 'missing_scope',
      kind: 'forbidden',
      message: expect.stringMatching(/scope channels:history; add it, and install the app again/),
    })
  })

  it('says which part of a message Slack does not take, and nothing of what it says', async () => {
    const long = { type: 'header', text: { type: 'plain_text', text: 'secret words '.repeat(20) } }
    const failure = await failureOf(line.slack.post({ ...MESSAGE, blocks: [long] }))
    const unknown = await failureOf(line.slack.post({ ...MESSAGE, blocks: [{ type: '<b>secret</b>' }] }))

    expect(failure).toMatchObject({
      code: 'invalid_blocks',
      message:
        'Slack refused this (invalid_blocks: must be less than 151 characters [json-pointer:/blocks/0/text/text]).',
    })
    expect(unknown).toMatchObject({ message: 'Slack refused this (invalid_blocks).' })
  })

  it('of the token is seen in the list of connections', async () => {
    line.sandbox.revokeToken()
    await failureOf(line.slack.post(MESSAGE))

    expect(await line.statusOf()).toBe('failing')
  })

  it('reads once more where reading failed in passing', async () => {
    const { sandbox, slack } = line
    sandbox.failNext({ matching: /users\.info/, status: 503 })

    expect(await slack.user('USLACKBOT')).toMatchObject({ isBot: true })
  })

  it('ends when it is called off', async () => {
    const { sandbox } = line
    const aborting = new AbortController()
    const slack = await line.openAs('background', aborting.signal)
    const { asked, release } = sandbox.holdNext(/chat\.postMessage/)
    const posted = failureOf(slack.post(MESSAGE))
    await asked
    aborting.abort(new Error('enough'))

    expect(await posted).toMatchObject({ message: 'enough' })
    release()
  })
})

describe('a refusal of an incoming webhook', () => {
  it.each<[string, SlackFault, string, RegExp]>([
    ['no_service', { status: 404, body: 'no_service' }, 'rejected', /Make a new one/],
    ['no_team', { status: 404, body: 'no_team' }, 'rejected', /Make a new one/],
    ['invalid_token', { status: 403, body: 'invalid_token' }, 'rejected', /Make a new one/],
    [
      'action_prohibited',
      { status: 403, body: 'action_prohibited' },
      'rejected',
      /do not let the webhook post/,
    ],
    ['channel_is_archived', { status: 410, body: 'channel_is_archived' }, 'rejected', /archived/],
    ['rollup_error', { status: 500, body: 'rollup_error' }, 'unavailable', /not available/],
    ['429', { retryAfterSeconds: 3 }, 'rate-limited', /slow down/],
    ['a word with 200', { status: 200, body: 'no_text' }, 'rejected', /no_text/],
    ['a page with 200', { status: 200, body: '<html>' }, 'unreadable', /cannot be read/],
    ['no answer', { drop: true }, 'unavailable', /closed the connection/],
  ])('is told in words: %s', async (_what, fault, ...[kind, words]) => {
    line.sandbox.failNext({ matching: /services/, ...fault })
    const before = line.sandbox.messages('claims').length

    expect(await failureOf(line.byHook.post(MESSAGE))).toMatchObject({
      kind,
      message: expect.stringMatching(words),
    })
    expect(line.sandbox.messages('claims')).toHaveLength(before)
  })

  it('comes from the fake one, too: it is gone, or its channel is closed', async () => {
    const { sandbox, byHook } = line
    sandbox.setArchived('claims', true)
    const closed = await failureOf(byHook.post(MESSAGE))
    sandbox.setArchived('claims', false)
    sandbox.removeWebhook()

    expect(closed).toMatchObject({ code: 'channel_is_archived' })
    expect(await failureOf(byHook.post(MESSAGE))).toMatchObject({ code: 'no_service' })
  })
})
