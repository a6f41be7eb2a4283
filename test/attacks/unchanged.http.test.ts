import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { losesDigits } from '../../server/shared/loses-digits.ts'
import { startTestApp, type TestApp } from '../support/test-app.ts'
import { HOSTILE_BODIES, HOSTILE_VALUES } from './support/hostile-json.ts'
import { inTurns, rawRequest, type RawAnswer } from './support/raw-request.ts'
import { SAVED_CALL } from './support/two-workspaces.ts'

let test: TestApp

beforeAll(async () => {
  test = await startTestApp({
    sandbox: { size: { users: 2, projects: 2, tasks: 1, timeEntries: 1 } },
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
})
afterAll(() => test.close())

/** As an admin, unless the request brings its own credential. */
function send(route: string, body: string | Uint8Array, credential = asAdmin()): Promise<RawAnswer> {
  return rawRequest(test.baseUrl, [`${route} HTTP/1.1`, 'content-type: application/json', credential], body)
}

const asAdmin = (): string => `authorization: Bearer ${test.sandbox.userToken()}`
const accepted = ({ status }: RawAnswer): boolean => status >= 200 && status < 300
/** As JSON text, where minus zero is zero and everything else is what it is. */
const canonical = (json: string): string => JSON.stringify(JSON.parse(json))

// No Unicode, more digits than a double, deeper than 64 levels: said so, not kept as something else.
const NOT_KEPT = [
  'half a surrogate pair',
  'the other half',
  'half a pair as a key',
  'a number beyond 2^53',
  'a number beyond every number',
  'a number below every number',
  'a number of a thousand digits',
  'more digits than a number holds',
  'values 70 deep',
]

describe('a saved call', () => {
  async function saveAndRead(value: string): Promise<string | undefined> {
    const saved = await send(
      'POST /api/saved-calls',
      `{"name":"n","connector":"${SAVED_CALL.connector}","operationId":"${SAVED_CALL.operationId}","input":{"body":${value}}}`,
    )
    if (!accepted(saved)) return undefined
    const { id } = JSON.parse(saved.text) as { id: string }
    const read = await send(`GET /api/saved-calls/${id}`, '')
    return JSON.stringify((JSON.parse(read.text) as { input: { body: unknown } }).input.body)
  }

  it('keeps any JSON as it is', async () => {
    const anyValue = fc.jsonValue({ maxDepth: 5, stringUnit: 'binary' }).map((value) => JSON.stringify(value))

    await fc.assert(
      fc.asyncProperty(anyValue, async (value) => {
        expect(await saveAndRead(value)).toBe(canonical(value))
      }),
      { numRuns: 60 },
    )
  })

  it('keeps every hostile value as it is, or says that it does not', async () => {
    const refused: string[] = []
    for (const [name, value] of Object.entries(HOSTILE_VALUES)) {
      const read = await saveAndRead(value)
      if (read === undefined) refused.push(name)
      else expect(read, name).toBe(canonical(value))
    }

    expect(refused).toEqual(NOT_KEPT)
  })
})

describe('a webhook delivery', () => {
  it('is kept byte by byte, whatever its JSON holds, and comes to an end', async () => {
    const { path, authToken } = test.sandbox.installation!.webhooks[0]!
    const bodies = [
      ...Object.values(HOSTILE_BODIES),
      ...Object.values(HOSTILE_VALUES).flatMap((value) => [
        `{"id":${value}}`,
        `{ "id":"e1", "timeInterval":${value}, "description":${value}, "userId":${value}}`,
      ]),
    ]
    const stored: string[] = []
    for (const body of bodies)
      if (accepted(await send(`POST ${path}`, body, `clockify-signature: ${authToken}`)))
        stored.push(Buffer.from(body).toString('base64'))

    await expect.poll(async () => (await list('received')).length, { timeout: 30_000 }).toBe(0)
    const events = await list()
    const kept = await inTurns(events, ({ id }) => bytesOf(id))

    expect(stored.length).toBeGreaterThan(60)
    expect([...kept].sort()).toEqual([...new Set(stored)].sort())
    const errors = events.flatMap(({ error }) => error ?? [])
    expect(errors.filter((error) => !error.includes('unreadable: the body of'))).toEqual([])
  }, 60_000)

  interface Event {
    readonly id: string
    readonly error: string | null
    readonly body: { readonly encoding: 'utf-8' | 'base64'; readonly text: string }
  }

  async function list(status?: string): Promise<readonly Event[]> {
    const filter = status === undefined ? '' : `&status=${status}`
    return (await test.call<{ items: Event[] }>('GET', `/api/webhook-events?limit=200${filter}`)).body.items
  }

  async function bytesOf(id: string): Promise<string> {
    const { body } = (await test.call<Event>('GET', `/api/webhook-events/${id}`)).body
    return Buffer.from(body.text, body.encoding === 'base64' ? 'base64' : 'utf8').toString('base64')
  }
})

describe('a record', () => {
  interface StoredRecord {
    readonly id: string
    readonly payload: unknown
    readonly payloadText: string | null
  }

  it('keeps what the other side sent, to the last digit', async () => {
    const values = Object.entries(HOSTILE_VALUES).filter(([name]) => name !== 'values 70 deep')
    const items = values.map(
      ([, value], index) => `{"id":"p${index}","name":${value},"more":{"deep":[${value}]}}`,
    )
    const { sandbox } = test
    sandbox.failNext({
      matching: /projects(\?|$)/,
      headers: { 'content-type': 'application/json', 'last-page': 'true' },
      status: 200,
      body: `[${items.join()}]`,
    })
    await test.call('POST', '/api/bootstrap')
    const stored = async () =>
      (await test.call<{ items: StoredRecord[] }>('GET', '/api/records?collection=projects&limit=200')).body
        .items
    await expect.poll(async () => (await stored()).length, { timeout: 30_000 }).toBe(items.length)
    await test.call('POST', '/api/bootstrap/cancel')

    const shown = (await stored()).map(({ payload, payloadText }) => payloadText ?? JSON.stringify(payload))
    const sent = items.map((item) => (losesDigits(item) ? item : canonical(item)))
    expect(shown.sort()).toEqual(sent.sort())
  }, 60_000)
})
