import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createClient, SwitchyardProblem, SwitchyardUnreachable, type Retry } from '../../client/index.ts'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const ENTRY = { id: 'e1', status: 'done' }
const there = (): Response => Response.json(ENTRY)
const problem = (status: number, code: string, headers: Record<string, string> = {}): Response =>
  new Response(JSON.stringify({ status, code, detail: `said ${code}`, requestId: 'r1' }), {
    status,
    headers: { 'content-type': 'application/problem+json', ...headers },
  })
const page = (status: number, headers: Record<string, string> = {}): Response =>
  new Response('<html>', { status, headers: { 'content-type': 'text/html', ...headers } })
const lost = (): never => {
  throw new TypeError('fetch failed', { cause: new Error('connect ECONNREFUSED 127.0.0.1:1') })
}

/** Asks for an entry while the other side answers with these, one after the other, the last one for ever. */
async function ask(...answers: readonly (() => Response)[]): Promise<{
  readonly outcome: unknown
  readonly retries: readonly Retry[]
}> {
  const retries: Retry[] = []
  let sent = 0
  const client = createClient({
    baseUrl: 'http://switchyard.test/',
    apiKey: 'key',
    fetch: async () => (answers[sent++] ?? answers.at(-1) ?? there)(),
    onRetry: (retry) => retries.push(retry),
  })
  const asking = client.getUpsert('e1').catch((error: unknown) => error)
  await vi.runAllTimersAsync()
  return { outcome: await asking, retries }
}

describe('a request of the client', () => {
  it.each([
    ['the connection is refused', lost],
    ['Switchyard is not ready', () => problem(503, 'NOT_READY')],
    ['there were too many', () => problem(429, 'RATE_LIMITED')],
    ['a proxy finds nobody behind it', () => page(502)],
    ['a proxy waits in vain', () => page(504)],
  ])('is sent again when %s', async (_, failure) => {
    const { outcome, retries } = await ask(failure, failure, there)

    expect(outcome).toEqual(ENTRY)
    expect(retries.map(({ attempt }) => attempt)).toEqual([1, 2])
  })

  it('waits longer each time, and gives up with what happened last', async () => {
    const { outcome, retries } = await ask(lost)

    expect(outcome).toBeInstanceOf(SwitchyardUnreachable)
    expect(String(outcome)).toMatch(/http:\/\/switchyard\.test gave no answer \(connect ECONNREFUSED/)
    expect(retries).toHaveLength(6)
    for (const [index, { delayMs }] of retries.entries()) {
      expect(delayMs).toBeGreaterThanOrEqual(375 * 2 ** index)
      expect(delayMs).toBeLessThanOrEqual(625 * 2 ** index)
    }
  })

  it.each([
    ['seconds', '7'],
    ['a date', () => new Date(Date.now() + 7_000).toUTCString()],
  ])('waits as long as Retry-After asks for in %s', async (_, given) => {
    vi.setSystemTime('2026-12-24T12:00:00Z')
    const after = typeof given === 'string' ? given : given()

    const { retries } = await ask(() => problem(429, 'RATE_LIMITED', { 'retry-after': after }), there)

    expect(retries.map(({ delayMs }) => delayMs)).toEqual([7_000])
  })

  it('is given up when it would have to wait for an hour', async () => {
    const { outcome, retries } = await ask(() => problem(429, 'RATE_LIMITED', { 'retry-after': '3600' }))

    expect(outcome).toMatchObject({ name: 'SwitchyardProblem', status: 429 })
    expect(retries).toEqual([])
  })

  it.each([
    [401, 'UNAUTHORIZED'],
    [403, 'FORBIDDEN'],
    [404, 'NOT_FOUND'],
    [422, 'INVALID'],
    [500, 'INTERNAL'],
    // ClickUp's refusal, as Switchyard tells it.
    [502, 'UPSTREAM_FAILED'],
  ])('is not sent again after %i %s', async (status, code) => {
    const { outcome, retries } = await ask(() => problem(status, code))

    expect(outcome).toBeInstanceOf(SwitchyardProblem)
    expect(outcome).toMatchObject({
      status,
      code,
      detail: `said ${code}`,
      message: `said ${code}`,
      requestId: 'r1',
    })
    expect(retries).toEqual([])
  })

  it('says so when the address is not that of Switchyard', async () => {
    const elsewhere = await ask(() => page(200))
    const moved = await ask(() => page(301, { location: 'https://switchyard.test/' }))

    expect(elsewhere.outcome).toMatchObject({ code: 'UNREADABLE', status: 200 })
    expect(moved.outcome).toMatchObject({ code: 'UNREADABLE', status: 301 })
    expect(String(moved.outcome)).toContain('https://switchyard.test/')
  })

  it('has what a problem says of each place, and nothing that is none', async () => {
    const good = { in: 'body', pointer: '/title', message: 'is missing' }
    const body = { code: 'INVALID', detail: 'no', violations: [good, null, { in: 'body' }, 'x'] }
    const headers = { 'content-type': 'application/problem+json; charset=utf-8' }

    const { outcome } = await ask(() => new Response(JSON.stringify(body), { status: 422, headers }))

    expect(outcome).toMatchObject({ violations: [good] })
  })
})

describe('a client', () => {
  it.each(['', 'switchyard.test', 'ftp://switchyard.test'])('takes no address like %j', (baseUrl) => {
    expect(() => createClient({ baseUrl, apiKey: 'key' })).toThrow(/baseUrl/)
  })

  it.each(['', 'a b', 'a\nb'])('takes no key like %j', (apiKey) => {
    expect(() => createClient({ baseUrl: 'http://switchyard.test', apiKey })).toThrow(/apiKey/)
  })
})
