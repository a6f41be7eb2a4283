import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SlackMessage } from '../../../server/connectors/slack/index.ts'
import type { SlackPerson } from '../../../server/sandbox/slack/index.ts'
import { actions, button, postButton } from '../../support/slack-caller.ts'
import { openSlackLine, type SlackLine } from './support.ts'

let line: SlackLine
let amara: SlackPerson
beforeAll(async () => {
  line = await openSlackLine({ size: { people: 450 } })
  amara = line.sandbox.user('Amara Okafor')
})
afterEach(() => line.sandbox.clearFaults())
afterAll(() => line.close())

const aMessage = (key: string, more: Partial<SlackMessage> = {}): SlackMessage => ({
  text: 'A task',
  blocks: [actions(button('claim_task'))],
  key,
  ...more,
})
const aMinuteAgo = () => new Date(Date.now() - 60_000)

describe('the Slack client', () => {
  it('posts a message with its key, changes it, and finds it again', async () => {
    const { slack, sandbox } = line
    const place = await slack.post(aMessage('k-1'))
    const found = await slack.findMessage({ key: 'k-1', channel: place!.channel, since: aMinuteAgo() })
    await slack.update(place!, aMessage('k-1', { text: 'Taken', blocks: [] }))
    const [posted] = sandbox.messages('claims').filter(({ ts }) => ts === place!.ts)

    expect(place).toEqual({ channel: sandbox.channels.claims, ts: expect.stringMatching(/^\d+\.\d{6}$/) })
    expect(found).toEqual(place)
    expect(posted).toMatchObject({ text: 'Taken', blocks: [], changes: 1 })
    expect(posted?.metadata).toEqual({ event_type: 'switchyard_message', event_payload: { key: 'k-1' } })
    expect(sandbox.requests.matching(/chat\.postMessage/).at(-1)?.body).toMatchObject({
      unfurl_links: false,
      unfurl_media: false,
    })
  })

  it('finds a message among hundreds, by the name of the channel too', async () => {
    const { slack, sandbox } = line
    const since = new Date()
    const place = await slack.post(aMessage('k-2'))
    for (let count = 0; count < 420; count += 1) sandbox.say('claims', amara.id, `Talk ${count}`)
    sandbox.requests.clear()
    const look = { key: 'k-2', since }

    expect(await slack.findMessage({ ...look, channel: sandbox.channels.claims })).toEqual(place)
    expect(sandbox.requests.matching(/conversations\.history/)).toHaveLength(3)
    expect(await slack.findMessage({ ...look, channel: '#claims' })).toEqual(place)
    expect(await slack.findMessage({ ...look, key: 'k-3', channel: 'claims' })).toBeUndefined()
    await expect(slack.findMessage({ ...look, channel: '#nowhere' })).rejects.toMatchObject({
      code: 'channel_not_found',
    })
  })

  it('finds a message although the clock of Slack is behind', async () => {
    const { slack, sandbox } = line
    const place = await slack.post(aMessage('k-4'))
    const later = new Date(Date.now() + 50_000)

    expect(await slack.findMessage({ key: 'k-4', channel: sandbox.channels.claims, since: later })).toEqual(
      place,
    )
  })

  it('takes no message of another app for its own', async () => {
    const { slack, sandbox } = line
    const stranger = sandbox.say('claims', amara.id, 'Mine')
    stranger.metadata = { event_type: 'other', event_payload: { key: 'k-5' } }
    const look = { key: 'k-5', channel: sandbox.channels.claims, since: aMinuteAgo() }

    expect(await slack.findMessage(look)).toBeUndefined()
    stranger.metadata = { event_type: 'switchyard_message', event_payload: { other: 'k-5' } }
    expect(await slack.findMessage(look)).toBeUndefined()
  })

  it('tells one person something', async () => {
    const { slack, sandbox } = line
    await slack.whisper(sandbox.channels.claims, amara.id, 'Somebody was faster.')

    expect(sandbox.whispers(amara.id)).toMatchObject([{ text: 'Somebody was faster.' }])
  })

  it('knows people, and says what it does not know of them', async () => {
    const { slack, sandbox } = line
    const [bot, gone] = [sandbox.user('Build Bot'), sandbox.user('Gone Person')]

    expect(await slack.user(amara.id)).toEqual({
      id: amara.id,
      name: 'Amara',
      email: 'amara.okafor@northwind.example',
      isBot: false,
      isDeleted: false,
    })
    expect(await slack.user(sandbox.user('Noor <Guest> & Co').id)).toMatchObject({
      name: 'Noor',
      email: null,
    })
    expect(await slack.user(bot.id)).toMatchObject({ name: 'Build Bot', isBot: true })
    expect(await slack.user(gone.id)).toMatchObject({ isDeleted: true })
    expect(await slack.user('USLACKBOT')).toMatchObject({ isBot: true })
  })

  it('reads everybody, page by page', async () => {
    const { slack, sandbox } = line
    sandbox.requests.clear()
    const users = await slack.users()

    expect(users.map(({ id }) => id)).toEqual([...sandbox.state.users.keys()])
    expect(users.length).toBeGreaterThan(450)
    expect(sandbox.requests.matching(/users\.list/)).toHaveLength(3)
  })

  it('reads people without their e-mails where the app may not see them', async () => {
    const { slack, sandbox } = line
    const { scopes } = sandbox.state
    sandbox.setScopes(['users:read'])
    const users = await slack.users()
    sandbox.setScopes(scopes)

    expect(users.every(({ email }) => email === null)).toBe(true)
  })
})

describe('the answer to a click', () => {
  it('replaces the message, or is seen by one person', async () => {
    const { slack, sandbox } = line
    const place = await postButton(sandbox)
    const { responseUrl } = await line.click(place, amara.id)
    await slack.respond(responseUrl, { text: 'No', replaceOriginal: false })
    await slack.respond(responseUrl, { text: 'Taken', blocks: [], replaceOriginal: true })

    expect(sandbox.whispers(amara.id).at(-1)).toMatchObject({ text: 'No' })
    expect(sandbox.messages('claims').find(({ ts }) => ts === place.ts)).toMatchObject({
      text: 'Taken',
      blocks: [],
    })
  })

  it('is refused in words after five of them', async () => {
    const { slack, sandbox } = line
    const { responseUrl } = await line.click(await postButton(sandbox), amara.id)
    const answer = () => slack.respond(responseUrl, { text: 'x', replaceOriginal: false })
    for (let count = 0; count < 5; count += 1) await answer()

    await expect(answer()).rejects.toMatchObject({
      code: 'used_url',
      message: expect.stringMatching(/only five/),
    })
  })

  it.each([
    'https://evil.example/actions/T1/1/x',
    'https://hooks.slack.com.evil.example/actions/T1/1/x',
    'https://hooks.slack.com@evil.example/actions/T1/1/x',
    'https://hooks.slack.com:8443/actions/T1/1/x',
    'http://hooks.slack.com/actions/T1/1/x',
    'http://169.254.169.254/latest/meta-data',
    'http://127.0.0.1:1/actions/T1/1/x',
    'file:///etc/passwd',
    'no address',
    '',
  ])('goes to Slack only, never to %j', async (responseUrl) => {
    const answer = line.slack.respond(responseUrl, { text: 'x', replaceOriginal: true })

    await expect(answer).rejects.toMatchObject({
      code: 'INVALID',
      message: expect.stringMatching(/none of Slack/),
    })
  })
})

describe('the secrets of a connection', () => {
  it('go nowhere but to the Web API, and into no log line', async () => {
    const { slack, sandbox, lines } = line
    sandbox.requests.clear()
    const { responseUrl } = await line.click(await postButton(sandbox), amara.id)
    sandbox.failNext({ matching: /actions/, status: 503 })
    await slack.respond(responseUrl, { text: 'x', replaceOriginal: false }).catch(() => {})
    await slack.respond(responseUrl, { text: 'x', replaceOriginal: false })
    await slack.post(aMessage('k-6'))
    const answers = sandbox.requests.matching(/^POST \/actions/)
    const said = JSON.stringify(lines)

    expect(answers.map(({ tokenKind, headers }) => [tokenKind, 'authorization' in headers])).toEqual([
      ['none', false],
      ['none', false],
    ])
    expect(sandbox.requests.matching(/postMessage/).at(-1)).toMatchObject({ tokenKind: 'bot' })
    expect(lines.length).toBeGreaterThan(2)
    for (const secret of [sandbox.botToken, sandbox.signingSecret, sandbox.webhookUrl, responseUrl])
      expect(said).not.toContain(secret.split('/').at(-1))
  })
})

describe('a connection by an incoming webhook', () => {
  it('posts, without telling where, and says what it cannot do', async () => {
    const { sandbox, byHook } = line
    sandbox.requests.clear()
    const before = sandbox.messages('claims').length
    const place = await byHook.post(aMessage('k-7'))
    const look = { key: 'k-7', channel: 'claims', since: aMinuteAgo() }
    const refusals = [
      byHook.update({ channel: 'C1', ts: '1.1' }, aMessage('k-7')),
      byHook.findMessage(look),
      byHook.whisper('C1', amara.id, 'x'),
      byHook.user(amara.id),
      byHook.users(),
    ]

    expect([byHook.mode, line.slack.mode, place]).toEqual(['webhook', 'bot', null])
    expect(sandbox.messages('claims').slice(before)).toMatchObject([{ text: 'A task', metadata: undefined }])
    for (const refusal of refusals)
      await expect(refusal).rejects.toMatchObject({ kind: 'forbidden', code: 'webhook_only' })
    expect(sandbox.requests.entries.map(({ path, tokenKind }) => [path.slice(0, 10), tokenKind])).toEqual([
      ['/services/', 'none'],
    ])
  })

  it('answers clicks, too', async () => {
    const { sandbox, byHook } = line
    const { responseUrl } = await line.click(await postButton(sandbox), amara.id)
    await byHook.respond(responseUrl, { text: 'By hook', replaceOriginal: false })

    expect(sandbox.whispers(amara.id).at(-1)).toMatchObject({ text: 'By hook' })
  })
})
