import { describe, expect, it } from 'vitest'
import { slackService } from '../../../server/connectors/slack/index.ts'
import { createEgressPolicy } from '../../../server/platform/outbound/index.ts'
import { scriptedSend } from '../../support/scripted-send.ts'

const baseUrl = 'https://slack.com/api'
const signingSecret = '8f742231b10e8888abcd99yyyzzz85a5'
const BOT = { botToken: 'xoxb-1234567', signingSecret }
const HOOK = { webhookUrl: 'https://hooks.slack.com/services/T1/B1/secretpart', signingSecret }
const policy = createEgressPolicy({ allowedOrigins: [], hostRules: slackService.hosts })

describe('as whom a Slack connection acts', () => {
  it('asks Slack with the bot token', async () => {
    const { send, asked } = scriptedSend({
      '/api/auth.test': { body: { ok: true, team: 'Studio', user: 'switchyard' } },
    })

    expect(await slackService.whoAmI(send, { baseUrl, credentials: BOT })).toBe('switchyard in Studio')
    expect(asked[0]?.headers['authorization']).toBe('Bearer xoxb-1234567')
  })

  it.each([
    [{ ok: false, error: 'token_revoked' }, /was revoked.*Install the app again/],
    [{ ok: false, error: 'ratelimited' }, /slow down/],
    [{ ok: false, error: 'new_word' }, /refused this \(new_word\)/],
    [{ ok: false, error: 'internal_error' }, /not available/],
    ['<html>', /cannot be read/],
  ])('says what to do about %j, which comes with the status 200', async (body, words) => {
    const { send } = scriptedSend({ '/api/auth.test': { body } })

    await expect(slackService.whoAmI(send, { baseUrl, credentials: BOT })).rejects.toThrow(words)
  })

  it('posts by an incoming webhook, whose address no log shows', async () => {
    const { send, asked } = scriptedSend({ '/services/T1/B1/secretpart': { body: 'ok' } })

    expect(await slackService.whoAmI(send, { baseUrl, credentials: HOOK })).toBe('incoming webhook')
    expect(asked).toMatchObject([{ method: 'POST', hasSecretPath: true }])
  })

  it.each([
    ['no_service', 404, /no such incoming webhook any more/],
    ['{"ok":false,"error":"action_prohibited"}', 200, /do not let the webhook post/],
    ['<html>', 200, /cannot be read/],
    ['<html>', 500, /not available.*status 500/],
  ])('says so when the webhook answers %s', async (body, status, words) => {
    const { send } = scriptedSend({ '/services/T1/B1/secretpart': { status, body } })

    await expect(slackService.whoAmI(send, { baseUrl, credentials: HOOK })).rejects.toThrow(words)
  })

  it.each([
    [{ signingSecret }, '/botToken'],
    [{ ...HOOK, webhookUrl: 'https://example.com/services/T1' }, '/webhookUrl'],
    [{ ...HOOK, webhookUrl: 'http://hooks.slack.com/services/T1' }, '/webhookUrl'],
  ])('does not take %j', (credentials, pointer) => {
    expect(slackService.violations(credentials, policy)).toMatchObject([{ in: 'body', pointer }])
  })
})
