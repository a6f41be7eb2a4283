import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SlackSandbox } from '../../../server/sandbox/slack/index.ts'
import { askSlack, postTo, startSlack } from '../../support/slack-caller.ts'

let sandbox: SlackSandbox
beforeAll(async () => {
  sandbox = await startSlack()
})
afterEach(() => sandbox.clearFaults())
afterAll(() => sandbox.stop())

const MESSAGE = { body: { text: 'By hook' } }
const answerOf = async (url: string, asking: Parameters<typeof postTo>[1] = MESSAGE) => {
  const { status, text } = await postTo(url, asking)
  return [status, text]
}

describe('an incoming webhook', () => {
  it('takes JSON, or JSON in a form, and says ok in plain words', async () => {
    const payload = JSON.stringify({ text: 'In a form', blocks: [{ type: 'divider' }] })

    expect(await answerOf(sandbox.webhookUrl)).toEqual([200, 'ok'])
    expect(await answerOf(sandbox.webhookUrl, { form: { payload } })).toEqual([200, 'ok'])
    expect(sandbox.messages('claims').map(({ text }) => text)).toEqual(['By hook', 'In a form'])
  })

  it.each<[string, Parameters<typeof postTo>[1], string]>([
    ['words', { body: 'x' }, 'invalid_payload'],
    ['a form without a payload', { form: { text: 'x' } }, 'invalid_payload'],
    ['a form whose payload is no JSON', { form: { payload: 'x' } }, 'invalid_payload'],
    ['nothing to say', { body: {} }, 'no_text'],
    ['blocks that are none', { body: { text: 'x', blocks: [{ type: 'x' }] } }, 'invalid_blocks'],
  ])('refuses %s', async (_what, asking, word) => {
    expect(await answerOf(sandbox.webhookUrl, asking)).toEqual([400, word])
  })

  it('refuses other addresses, a channel that is archived, and everything after its end', async () => {
    const { webhookUrl, origin, state } = sandbox
    const [, , , , app = ''] = webhookUrl.split('/').slice(1)
    sandbox.setArchived('claims', true)
    const archived = await answerOf(webhookUrl)
    sandbox.setArchived('claims', false)
    const others = [
      `/services/T1/B1/x`,
      `/services/${state.teamId}/B1/x`,
      `/services/${state.teamId}/${app}/x`,
    ]
    const refusals = await Promise.all(others.map((path) => answerOf(origin + path)))
    sandbox.removeWebhook()

    expect(archived).toEqual([410, 'channel_is_archived'])
    expect(refusals).toEqual([
      [404, 'no_team'],
      [404, 'no_service'],
      [403, 'invalid_token'],
    ])
    expect(await answerOf(webhookUrl)).toEqual([404, 'no_service'])
  })
})

describe('faults', () => {
  it.each(['before', 'after'] as const)('take the answer away %s the message is posted', async (when) => {
    const channel = sandbox.channels.general
    const before = sandbox.messages(channel).length
    sandbox.failNext({ matching: /POST \/api\/chat\.postMessage/, when, drop: true })
    const asking = { body: { channel, text: 'x' } }

    await expect(askSlack(sandbox, 'POST chat.postMessage', asking)).rejects.toThrow('fetch failed')
    expect(sandbox.messages(channel).length - before).toBe(when === 'after' ? 1 : 0)
  })

  it('answer as Slack does: too fast, its own trouble, a page', async () => {
    sandbox.failNext({ retryAfterSeconds: 12 })
    const tooFast = await askSlack(sandbox, 'POST auth.test')
    sandbox.failNext({ error: 'fatal_error' })
    const trouble = await askSlack(sandbox, 'POST auth.test')
    sandbox.failNext({ status: 503, body: '<html>' })
    const page = await askSlack(sandbox, 'POST auth.test')

    expect([tooFast.status, tooFast.headers.get('retry-after'), tooFast.body]).toEqual([
      429,
      '12',
      { ok: false, error: 'ratelimited' },
    ])
    expect([trouble.status, trouble.body]).toEqual([200, { ok: false, error: 'fatal_error' }])
    expect([page.status, page.text]).toEqual([503, '<html>'])
  })
})

describe('the pace of the real one', () => {
  it('lets a burst through, then one message a second for each channel', async () => {
    let ms = 1_000_000
    const clock = { now: () => new Date(ms), monotonicMs: () => ms }
    const strict = await startSlack({ rates: 'real', clock })
    const { claims, general } = strict.channels
    const post = async (channel: string) =>
      (await askSlack(strict, 'POST chat.postMessage', { body: { channel, text: 'x' } })).status
    const first = [await post(claims), await post(claims), await post(claims), await post(claims)]
    const other = await post(general)
    ms += 3_000
    const later = await post(claims)
    await strict.stop()

    expect([first, other, later]).toEqual([[200, 200, 200, 429], 200, 200])
  })

  it('counts each method by its tier, and the history of a sold app more strictly', async () => {
    const strict = await startSlack({ rates: 'real', quirks: { smallHistory: true } })
    const { claims } = strict.channels
    for (let count = 0; count < 20; count += 1) strict.say(claims, strict.user('Amara Okafor').id, 'x')
    const statusOf = async (call: string) => (await askSlack(strict, call)).status
    const lists: number[] = []
    for (let count = 0; count < 21; count += 1) lists.push(await statusOf('GET users.list'))
    const history = await askSlack(strict, `GET conversations.history?channel=${claims}&limit=100`)
    const again = await statusOf(`GET conversations.history?channel=${claims}`)
    await strict.stop()

    expect([lists.slice(0, 20).every((status) => status === 200), lists[20]]).toEqual([true, 429])
    expect([history.body['messages'], again]).toEqual([expect.objectContaining({ length: 15 }), 429])
  })
})
