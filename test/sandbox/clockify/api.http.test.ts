import { afterEach, describe, expect, it } from 'vitest'

import type { ClockifySandboxOptions, Quirks } from '../../../server/sandbox/clockify/index.ts'
import { ask, installedSandbox, type Pair } from './installed-sandbox.ts'

const open: Pair[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()))
})

async function pair(
  quirks: Partial<Quirks> = {},
  options: ClockifySandboxOptions = {},
): Promise<Pair['sandbox']> {
  const made = await installedSandbox({ ...options, quirks })
  open.push(made)
  return made.sandbox
}

const first = (records: ReadonlyMap<string, unknown>): string => [...records.keys()][0]!
const UNKNOWN = 'f'.repeat(24)

describe('authentication', () => {
  it.each<[string, (token: string) => Record<string, string>, number]>([
    ['nothing', () => ({}), 1000],
    ['a bearer token', (token) => ({ authorization: `Bearer ${token}` }), 1000],
    ['both headers', (token) => ({ 'x-addon-token': token, 'x-api-key': 'k' }), 1000],
    ['an unknown API key', () => ({ 'x-api-key': 'k' }), 4003],
    ['a broken token', () => ({ 'x-addon-token': 'a.b.c' }), 4017],
  ])('refuses %s', async (_name, headers, code) => {
    const sandbox = await pair()

    const answer = await ask(sandbox, '/tags', { headers: headers(sandbox.installationToken()) })

    expect(answer).toMatchObject({ status: 401, body: { code } })
  })

  it.each(['alg none', 'HS256', 'another key', 'expired', 'another add-on', 'webhook', 'lifecycle'])(
    'refuses a token: %s',
    async (kind) => {
      const sandbox = await pair()
      const claims = sandbox.claims()
      const tokens: Record<string, string> = {
        'alg none': sandbox.signToken(claims, { alg: 'none' }),
        HS256: sandbox.signToken(claims, { alg: 'HS256' }),
        'another key': sandbox.signToken(claims, { key: 'other', header: { kid: 'x' } }),
        expired: sandbox.signToken({ ...claims, exp: 1 }),
        'another add-on': sandbox.signToken({ ...claims, sub: 'other' }),
        webhook: sandbox.installation!.webhooks[0]!.authToken,
        lifecycle: sandbox.lifecycleToken(),
      }

      const answer = await ask(sandbox, '/tags', { headers: { 'x-addon-token': tokens[kind]! } })

      expect(answer).toMatchObject({ status: 401, body: { code: 4017 } })
    },
  )

  it('swaps the installation token for a user token that acts as that user', async () => {
    const sandbox = await pair()
    const userId = [...sandbox.state.users.keys()][4]!

    const swap = await ask(sandbox, `/api/addon/user/${userId}/token`, { method: 'POST' })
    const user = await ask(sandbox, '/api/v1/user', { headers: { 'x-addon-token': swap.text } })

    expect(swap.status).toBe(200)
    expect(user.body).toMatchObject({ id: userId })
  })
})

describe('authorization', () => {
  it('names the missing scope in a 401 without code', async () => {
    const sandbox = await pair()

    const answer = await ask(sandbox, '/clients')

    expect(answer.status).toBe(401)
    expect(answer.body).toEqual({ message: expect.stringContaining('CLIENT_READ') })
  })

  it('does not read with a write scope', async () => {
    const sandbox = await pair({ scopeRefusalStatus: 403, scopeRefusalHasCode: true })

    const read = await ask(sandbox, `/projects/${first(sandbox.state.projects)}/tasks`)

    expect(read).toMatchObject({
      status: 403,
      body: { message: expect.stringContaining('TASK_READ'), code: 1001 },
    })
  })

  it.each(['/webhooks', '/api/v1/workspaces'])(
    'refuses %s to add-on tokens whatever the scopes',
    async (path) => {
      const sandbox = await pair()

      const asAddOn = await ask(sandbox, path)
      const asOwner = await ask(sandbox, path, { headers: { 'x-api-key': sandbox.createApiKey() } })

      expect(asAddOn).toMatchObject({
        status: 401,
        body: { message: expect.stringContaining('API is not accessible') },
      })
      expect(asOwner.status).toBe(200)
    },
  )

  it("keeps members from admins' work and from the time of others", async () => {
    const sandbox = await pair()
    const [owner, , , member] = [...sandbox.state.users.keys()]
    const headers = { 'x-addon-token': sandbox.userToken({ userId: member!, role: 'MEMBER' }) }

    const admin = await ask(sandbox, `/tags/${first(sandbox.state.tags)}`, { method: 'DELETE', headers })
    const others = await ask(sandbox, `/user/${owner}/time-entries`, { headers })
    const own = await ask(sandbox, `/user/${member}/time-entries`, { headers })

    expect([admin.status, others.status, own.status]).toEqual([403, 403, 200])
  })
})

describe('errors', () => {
  it('answers an unknown workspace with 404 and nothing else', async () => {
    const sandbox = await pair()

    const answer = await ask(sandbox, `/api/v1/workspaces/${UNKNOWN}/tags`)

    expect([answer.status, answer.text]).toEqual([404, ''])
  })

  it.each<[Partial<Quirks>, number]>([
    [{}, 400],
    [{ goneEntity: 'not-found' }, 404],
  ])('answers an unknown entity as switched: %j', async (quirks, status) => {
    const sandbox = await pair(quirks)

    const answer = await ask(sandbox, `/tags/${UNKNOWN}`)

    expect(answer).toMatchObject({ status, body: { code: 501 } })
  })

  it.each([
    { method: 'GET', path: '/nowhere', body: undefined, refusal: [404, 3000] },
    { method: 'PATCH', path: '/tags', body: {}, refusal: [405, 3000] },
    { method: 'POST', path: '/tags', body: [], refusal: [400, 3002] },
    { method: 'POST', path: '/tags', body: { name: 7 }, refusal: [400, 3002] },
    { method: 'POST', path: '/tags', body: {}, refusal: [400, 3001] },
  ])('$method $path with $body is $refusal', async ({ method, path, body, refusal }) => {
    const sandbox = await pair()

    const answer = await ask(sandbox, path, { method, ...(body === undefined ? {} : { body }) })

    expect([answer.status, answer.body['code']]).toEqual(refusal)
  })

  it('needs the required query and a project that is archived before it goes', async () => {
    const sandbox = await pair()
    const headers = { 'x-api-key': sandbox.createApiKey() }
    const active = [...sandbox.state.projects.values()].find((project) => !project.archived)!

    const noType = await ask(sandbox, '/entities/created', { headers })
    const tooEarly = await ask(sandbox, `/projects/${active.id}`, { method: 'DELETE', headers })
    sandbox.updateProject(active.id, { archived: true })
    const gone = await ask(sandbox, `/projects/${active.id}`, { method: 'DELETE', headers })

    expect(noType).toMatchObject({ status: 400, body: { code: 3001 } })
    expect(tooEarly).toMatchObject({ status: 400, body: { code: 501 } })
    expect(gone.status).toBe(200)
    expect(sandbox.state.projects.has(active.id)).toBe(false)
  })

  it('fails as told, as often as told', async () => {
    const sandbox = await pair()
    sandbox.failNext({ matching: /GET .*\/tags/, status: 503, headers: { 'retry-after': '2' }, times: 2 })

    const answers = [await ask(sandbox, '/tags'), await ask(sandbox, '/tags'), await ask(sandbox, '/tags')]

    expect(answers.map((answer) => answer.status)).toEqual([503, 503, 200])
    expect(answers[0]?.headers.get('retry-after')).toBe('2')
  })

  it('hangs when told, until the caller gives up', async () => {
    const sandbox = await pair()
    sandbox.failNext({ hang: true })

    const waiting = fetch(`${sandbox.apiUrl}/v1/user`, { signal: AbortSignal.timeout(100) })

    await expect(waiting).rejects.toThrow()
    expect(sandbox.requests.entries.at(-1)).toMatchObject({ path: '/api/v1/user', status: 0 })
  })
})

describe('limits', () => {
  const clock = { now: () => new Date(), monotonicMs: () => 1_000 }

  it('refuses the 51st request of a second and counts every arrival', async () => {
    const sandbox = await pair({}, { clock })

    const answers = await Promise.all(Array.from({ length: 55 }, () => ask(sandbox, '/tags')))

    const refused = answers.filter((answer) => answer.status === 429)
    expect(refused).toHaveLength(5)
    expect(refused[0]?.body).toEqual({ message: 'Too many requests' })
    expect(refused[0]?.headers.get('retry-after')).toBe('1')
    expect(sandbox.requests).toMatchObject({ total: 55, refusedForRate: 5 })
    expect(sandbox.requests.highestRate()).toBe(55)
  })

  it('lets requests in again as the window slides', async () => {
    let nowMs = 0
    const sandbox = await pair(
      {},
      { clock: { ...clock, monotonicMs: () => nowMs }, limits: { perSecond: 2 } },
    )
    const statuses: number[] = []

    for (const at of [0, 600, 700, 1000, 1001]) {
      nowMs = at
      statuses.push((await ask(sandbox, '/tags')).status)
    }

    expect(statuses).toEqual([200, 200, 429, 200, 429])
  })

  it('gives a Free workspace 30 requests an hour, whoever calls', async () => {
    const sandbox = await pair({ retryAfter: false }, { plan: 'FREE', clock })
    const headers = { 'x-api-key': sandbox.createApiKey() }

    for (let count = 0; count < 30; count += 1) await ask(sandbox, '/tags')
    const over = await ask(sandbox, '/tags', { headers })

    expect(over.status).toBe(429)
    expect(over.headers.get('retry-after')).toBeNull()
  })
})
