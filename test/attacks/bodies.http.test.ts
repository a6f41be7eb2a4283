import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ACCESS } from './support/access-policy.ts'
import { credentialsOf } from './support/credentials.ts'
import { HOSTILE_BODIES, HOSTILE_VALUES, HUGE_BODIES, poisoned, type Bytes } from './support/hostile-json.ts'
import { inTurns, rawRequest, type RawAnswer } from './support/raw-request.ts'
import { requestFor } from './support/requests.ts'
import { rowsOf } from './support/rows.ts'
import { START_MS, startTwoWorkspaces, type TwoWorkspaces } from './support/two-workspaces.ts'

let two: TwoWorkspaces

beforeAll(async () => {
  two = await startTwoWorkspaces()
}, START_MS)
afterAll(() => two.close())

/** Every route that may be sent a body; calls stay dry. */
const ROUTES = Object.keys(ACCESS).filter((route) => !route.startsWith('GET '))

// One of each way in which a body is read; huge ones take their time.
const READERS = new Set([
  'POST /api/saved-calls',
  'POST /lifecycle/settings-updated',
  'POST /webhooks/clockify/:event',
])

function bodyOf(route: string): unknown {
  const own = credentialsOf(two.mine, 'own', ACCESS[route]!.needs)[0]!
  const body = own.body ?? requestFor(route, two.mine).body ?? {}
  return route === 'POST /api/calls'
    ? { ...body, dryRun: true, query: { page: 1 }, body: { name: 'x' } }
    : body
}

function send(route: string, body: Bytes): Promise<RawAnswer> {
  const { method, path } = requestFor(route, two.mine)
  const own = credentialsOf(two.mine, 'own', ACCESS[route]!.needs)[0]!
  const headers = Object.entries(own.headers ?? {}).map(([name, value]) => `${name}: ${value}`)
  return rawRequest(
    two.test.baseUrl,
    [`${method} ${path} HTTP/1.1`, 'content-type: application/json', ...headers],
    body,
  )
}

/** Undefined where the answer is one: a success, or a problem in words that is the sender's. */
function faultOf(what: string, { status, text }: RawAnswer): string | undefined {
  const isRefusal = status >= 400 && status < 500 && /^\{"type":".*"code":"[A-Z_]+"/s.test(text)
  return (status >= 200 && status < 300) || isRefusal ? undefined : `${what}: ${status} ${text.slice(0, 200)}`
}

describe.each(ROUTES)('%s', (route) => {
  it('answers every hostile body in words that are the sender’s to read', async () => {
    const others = await rowsOf(two.test.database.db, two.theirs)
    const whole = Object.entries({ ...HOSTILE_BODIES, ...(READERS.has(route) ? HUGE_BODIES : {}) })
    const parts = Object.entries(HOSTILE_VALUES).flatMap(([name, value]) =>
      poisoned(bodyOf(route), value).map(({ where, text }): [string, Bytes] => [`${name} at ${where}`, text]),
    )

    const faults = await inTurns([...whole, ...parts], async ([what, body]) =>
      faultOf(what, await send(route, body)),
    )

    expect(faults.filter((fault) => fault !== undefined)).toEqual([])
    expect(await rowsOf(two.test.database.db, two.theirs)).toEqual(others)
  }, 90_000)
})

describe('the server', () => {
  it('is as it was: no prototype is changed, and it answers', async () => {
    expect(({} as Record<string, unknown>)['role']).toBeUndefined()
    expect((await two.test.call('GET', '/ready', { token: '' })).status).toBe(200)
  })
})
