import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import type { SlackSandbox } from '../../../server/sandbox/slack/index.ts'
import { askSlack, startSlack } from '../../support/slack-caller.ts'

let sandbox: SlackSandbox
let channel: string
beforeAll(async () => {
  sandbox = await startSlack()
  channel = sandbox.channels.claims
})
afterEach(() => sandbox.clearFaults())
afterAll(() => sandbox.stop())

const errorOf = async (call: string, asking: Parameters<typeof askSlack>[2] = {}) =>
  (await askSlack(sandbox, call, asking)).body['error']

describe('a token', () => {
  it('comes as a header or as a field of a form, not as JSON and not in the address', async () => {
    const { botToken } = sandbox

    expect(await errorOf('POST auth.test')).toBeUndefined()
    expect(await errorOf('POST auth.test', { token: null, form: { token: botToken } })).toBeUndefined()
    expect(await errorOf('POST auth.test', { token: null, body: { token: botToken } })).toBe('not_authed')
    expect(await errorOf(`GET auth.test?token=${botToken}`, { token: null })).toBe('not_authed')
    expect(await errorOf('POST auth.test', { token: 'xoxb-other' })).toBe('invalid_auth')
    expect(sandbox.requests.entries.map(({ tokenKind }) => tokenKind)).toEqual([
      'bot',
      'bot',
      'none',
      'none',
      'unknown',
    ])
  })

  it.each(['token_revoked', 'token_expired', 'account_inactive'] as const)('dies: %s', async (problem) => {
    sandbox.revokeToken(problem)
    const error = await errorOf('POST auth.test')
    sandbox.restoreToken()

    expect([error, await errorOf('POST auth.test')]).toEqual([problem, undefined])
  })
})

describe('a scope', () => {
  it.each([
    ['POST chat.postMessage', 'chat:write'],
    ['GET users.list', 'users:read'],
    ['GET users.lookupByEmail?email=a', 'users:read.email'],
    ['GET conversations.list', 'channels:read'],
    ['GET conversations.list?types=private_channel', 'groups:read'],
  ])('is asked for: %s', async (call, needed) => {
    const { scopes } = sandbox.state
    sandbox.setScopes(['other'])
    const { body } = await askSlack(sandbox, call)
    sandbox.setScopes(scopes)

    expect(body).toEqual({ ok: false, error: 'missing_scope', needed, provided: 'other' })
  })

  it('is asked for by the kind of channel', async () => {
    const { scopes, seeded } = sandbox.state
    sandbox.setScopes(['channels:history', 'channels:read'])
    const open = await askSlack(sandbox, `GET conversations.history?channel=${channel}`)
    const closed = await askSlack(sandbox, `GET conversations.history?channel=${seeded.leads}`)
    sandbox.setScopes(scopes)

    expect([open.body['ok'], open.headers.get('x-oauth-scopes')]).toEqual([
      true,
      'channels:history,channels:read',
    ])
    expect(closed.body).toMatchObject({ error: 'missing_scope', needed: 'groups:history' })
  })

  it('hides e-mails where it is missing, and lets the app post anywhere public where it is there', async () => {
    const { scopes, seeded } = sandbox.state
    const { id } = sandbox.user('Amara Okafor')
    sandbox.setScopes(['users:read', 'chat:write', 'chat:write.public'])
    const { body } = await askSlack(sandbox, `GET users.info?user=${id}`)
    const posted = await errorOf('POST chat.postMessage', { body: { channel: seeded.random, text: 'x' } })
    sandbox.setScopes(scopes)

    expect(JSON.stringify(body)).not.toContain('@')
    expect(posted).toBeUndefined()
  })
})

describe('a channel', () => {
  it.each([
    ['board', 'channel_not_found'],
    ['random', 'not_in_channel'],
    ['archived', 'is_archived'],
    ['leads', undefined],
  ] as const)('lets the app in or not: %s', async (name, error) => {
    const body = { channel: sandbox.channels[name], text: 'x' }

    expect(await errorOf('POST chat.postMessage', { body })).toBe(error)
  })

  it('takes messages by its name, and is read by its id only', async () => {
    expect(
      await errorOf('POST chat.postMessage', { body: { channel: '#claims', text: 'x' } }),
    ).toBeUndefined()
    expect(await errorOf('POST chat.postMessage', { body: { channel: 'claims', text: 'x' } })).toBeUndefined()
    expect(await errorOf('GET conversations.history?channel=%23claims')).toBe('channel_not_found')
    expect(await errorOf('POST chat.update', { body: { channel: '#claims', ts: '1.1', text: 'x' } })).toBe(
      'channel_not_found',
    )
  })

  it('is entered and left', async () => {
    sandbox.setMembership('claims', false)
    const left = await errorOf('POST chat.postMessage', { body: { channel, text: 'x' } })
    sandbox.setMembership('claims', true)

    expect([left, await errorOf('POST chat.postMessage', { body: { channel, text: 'x' } })]).toEqual([
      'not_in_channel',
      undefined,
    ])
  })
})

describe('a request', () => {
  const message = () => ({ channel, text: 'x' })
  const json = 'application/json'
  it.each<[string, () => Parameters<typeof askSlack>[2], string | undefined]>([
    ['a form', () => ({ form: { ...message(), blocks: '[{"type":"divider"}]' } }), undefined],
    [
      'a form with blocks in words',
      () => ({ form: { ...message(), blocks: 'words' } }),
      'invalid_blocks_format',
    ],
    ['broken JSON', () => ({ raw: '{', headers: { 'content-type': json } }), 'invalid_json'],
    ['a list', () => ({ body: [] }), 'json_not_object'],
    [
      'JSON as plain text',
      () => ({ raw: JSON.stringify(message()), headers: { 'content-type': 'text/plain' } }),
      'invalid_arguments',
    ],
    ['XML', () => ({ raw: '<x/>', headers: { 'content-type': 'application/xml' } }), 'invalid_post_type'],
  ])('is read by its content type: %s', async (_what, asking, error) => {
    expect(await errorOf('POST chat.postMessage', asking())).toBe(error)
  })

  it('in JSON without a charset is taken with a warning', async () => {
    const asking = { body: message(), headers: { 'content-type': json } }

    expect((await askSlack(sandbox, 'POST chat.postMessage', asking)).body).toMatchObject({
      ok: true,
      warning: 'missing_charset',
    })
  })

  it('reads with JSON in vain, and writes with GET in vain', async () => {
    const { id } = sandbox.user('Amara Okafor')

    expect(await errorOf('POST users.info', { body: { user: id } })).toBe('invalid_arguments')
    expect(await errorOf('POST users.info', { form: { user: id } })).toBeUndefined()
    expect(await errorOf(`GET chat.postMessage?channel=${channel}&text=x`)).toBe('http_method_not_allowed')
    expect(await errorOf('POST chat.postMassage')).toBe('unknown_method')
  })

  it.each([
    ['limit=1001', 'invalid_limit'],
    ['limit=x', 'invalid_limit'],
    ['cursor=eA%3D%3D', 'invalid_cursor'],
  ])('for a page that is none is refused: %s', async (query, error) => {
    expect(await errorOf(`GET users.list?${query}`)).toBe(error)
  })
})

describe('the history of a channel', () => {
  it('shows metadata only when asked, and is cut at both ends', async () => {
    const metadata = { event_type: 'made', event_payload: { key: 'k' } }
    const body = { channel: sandbox.channels.general, text: 'x', metadata }
    const times: string[] = []
    for (let count = 0; count < 4; count += 1)
      times.push(String((await askSlack(sandbox, 'POST chat.postMessage', { body })).body['ts']))
    const read = async (query: string) => {
      const answer = await askSlack(
        sandbox,
        `GET conversations.history?channel=${sandbox.channels.general}&${query}`,
      )
      return answer.body['messages'] as readonly { readonly ts: string; readonly metadata?: object }[]
    }
    const [first, second, third, fourth] = times
    const bounds = `oldest=${first}&latest=${fourth}`

    expect((await read('')).map((one) => one.metadata)).toEqual([undefined, undefined, undefined, undefined])
    expect((await read('include_all_metadata=true&limit=1'))[0]).toMatchObject({ ts: fourth, metadata })
    expect((await read(bounds)).map(({ ts }) => ts)).toEqual([third, second])
    expect((await read(`${bounds}&inclusive=true`)).map(({ ts }) => ts)).toEqual([
      fourth,
      third,
      second,
      first,
    ])
    expect(await errorOf(`GET conversations.history?channel=${channel}&oldest=now`)).toBe('invalid_arguments')
  })
})
