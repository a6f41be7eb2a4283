import { createServer, type IncomingHttpHeaders, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { isSignedBySlack } from '../../../server/connectors/slack/index.ts'
import type { SentClick, SlackPerson, SlackSandbox } from '../../../server/sandbox/slack/index.ts'
import { postButton, postTo, startSlack } from '../../support/slack-caller.ts'

interface Arrived {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

let now = new Date()
let sandbox: SlackSandbox
let amara: SlackPerson
let app: Server
let arrived: Arrived[] = []
let answer: (response: ServerResponse) => void = (response) => void response.end()
beforeAll(async () => {
  const clock = { now: () => now, monotonicMs: () => performance.now() }
  sandbox = await startSlack({ clock, clickTimeoutMs: 300 })
  amara = sandbox.user('Amara Okafor')
  app = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => void chunks.push(chunk))
    request.on('end', () => {
      arrived.push({ headers: request.headers, body: Buffer.concat(chunks) })
      answer(response)
    })
  })
  await new Promise<void>((resolve) => void app.listen(0, '127.0.0.1', resolve))
  sandbox.setRequestUrl(`http://127.0.0.1:${(app.address() as AddressInfo).port}/clicks`)
})
beforeEach(() => {
  now = new Date()
  arrived = []
  answer = (response) => void response.end()
})
afterAll(async () => {
  await sandbox.stop()
  app.closeAllConnections()
  await new Promise((resolve) => app.close(resolve))
})

async function click(more: Partial<SentClick> = {}) {
  const place = await postButton(sandbox)
  const outcome = await sandbox.click({ ...place, actionId: 'claim_task', userId: amara.id, ...more })
  return { ...outcome, place }
}

const isGood = (): readonly boolean[] =>
  arrived.map((one) => isSignedBySlack({ signingSecret: sandbox.signingSecret, ...one, now }))

const payloadOf = ({ body }: Arrived) =>
  JSON.parse(new URLSearchParams(body.toString('utf8')).get('payload') ?? '') as Record<string, unknown>

describe('a click', () => {
  it('tells the app who clicked what, signed, as a form', async () => {
    const { status, tookMs, place, responseUrl, actionTs } = await click()
    const [one] = arrived

    expect([status, tookMs < 300, isGood()]).toEqual([200, true, [true]])
    expect(one?.headers['content-type']).toBe('application/x-www-form-urlencoded')
    expect(payloadOf(one!)).toMatchObject({
      type: 'block_actions',
      user: { id: amara.id, username: 'amara.okafor', team_id: sandbox.state.teamId },
      channel: { id: place.channel, name: 'claims' },
      message: { ts: place.ts, text: 'A task' },
      container: { message_ts: place.ts, channel_id: place.channel },
      response_url: responseUrl,
      actions: [{ type: 'button', action_id: 'claim_task', value: '86abc', action_ts: actionTs }],
    })
  })

  it.each<[string, Partial<SentClick>, boolean]>([
    ['as it should be', { signature: 'good' }, true],
    ['forged', { signature: 'forged' }, false],
    ['changed on the way', { signature: 'tampered' }, false],
    ['without a signature', { signature: 'none' }, false],
    ['from ten minutes ago', { skewSeconds: -600 }, false],
    ['from the future', { skewSeconds: 600 }, false],
    ['with a clock that is a little off', { skewSeconds: 30 }, true],
  ])('may come %s', async (_what, more, good) => {
    await click(more)

    expect(isGood()).toEqual([good])
  })

  it('may be recorded and sent again, and name an address of somebody else', async () => {
    const { sent, responseUrl } = await click({ responseUrl: 'https://evil.example/' })
    const again = await sandbox.resend(sent)

    expect([responseUrl, again.status]).toEqual(['https://evil.example/', 200])
    expect(arrived[1]).toEqual(arrived[0])
    expect(payloadOf(arrived[1]!)).toMatchObject({ response_url: 'https://evil.example/' })
  })

  it('may say something that is not true', async () => {
    await click({ payload: { type: 'view_submission' } })

    expect(payloadOf(arrived[0]!)).toMatchObject({ type: 'view_submission' })
  })

  it('waits for so long, and is told that nobody answered', async () => {
    answer = () => {}
    const late = await click()
    answer = (response) => void response.writeHead(403).end('no')
    const refused = await click()

    expect(late).toMatchObject({ status: 0, body: '', problem: expect.any(String) })
    expect(refused).toMatchObject({ status: 403, body: 'no' })
  })

  it('needs a button, a message, a person', async () => {
    const place = await postButton(sandbox)
    const wrong: readonly Partial<SentClick>[] = [
      { actionId: 'other' },
      { ts: '1.1' },
      { channel: 'C1' },
      { userId: 'U1' },
    ]
    for (const one of wrong)
      await expect(
        sandbox.click({ ...place, actionId: 'claim_task', userId: amara.id, ...one }),
      ).rejects.toThrow(RangeError)
  })
})

describe('the address for answers', () => {
  const say = (url: string, body: unknown) => postTo(url, { body })

  it('replaces, deletes, whispers, and posts', async () => {
    const { responseUrl, place } = await click()
    const find = () => sandbox.messages('claims').find(({ ts }) => ts === place.ts)
    await say(responseUrl, { text: 'One' })
    await say(responseUrl, { text: 'Two', replace_original: 'true' })
    const whispers = sandbox.whispers(amara.id).slice(-2)
    await say(responseUrl, { text: 'Three', replace_original: true })
    const replaced = { ...find() }
    await say(responseUrl, { text: 'Four', response_type: 'in_channel' })
    await say(responseUrl, { delete_original: true })

    expect(whispers.map(({ text }) => text)).toEqual(['One', 'Two'])
    expect(replaced).toMatchObject({ text: 'Three', blocks: [] })
    expect(sandbox.messages('claims').at(-1)).toMatchObject({ text: 'Four' })
    expect(find()).toBeUndefined()
  })

  it('is good for five answers', async () => {
    const { responseUrl } = await click()
    const statuses: number[] = []
    for (let count = 0; count < 6; count += 1) statuses.push((await say(responseUrl, { text: 'x' })).status)

    expect(statuses).toEqual([200, 200, 200, 200, 200, 404])
    expect((await say(responseUrl, { text: 'x' })).body).toEqual({ ok: false, error: 'used_url' })
  })

  it('is good for half an hour', async () => {
    const { responseUrl } = await click()
    now = new Date(now.getTime() + 30 * 60_000)
    const inTime = await say(responseUrl, { text: 'x' })
    now = new Date(now.getTime() + 1)

    expect([inTime.status, (await say(responseUrl, { text: 'x' })).body]).toEqual([
      200,
      { ok: false, error: 'expired_url' },
    ])
  })

  it('takes no other address, no other body, and nothing for a message that is gone', async () => {
    const { responseUrl, place } = await click()
    sandbox.deleteMessage(place.channel, place.ts)

    expect((await say(responseUrl.slice(0, -1), { text: 'x' })).body).toMatchObject({ error: 'no_service' })
    expect((await say(responseUrl, {})).body).toMatchObject({ error: 'no_text' })
    expect((await say(responseUrl, 'x')).body).toMatchObject({ error: 'invalid_payload' })
    expect((await say(responseUrl, { text: 'x', replace_original: true })).body).toMatchObject({
      error: 'message_not_found',
    })
  })
})
