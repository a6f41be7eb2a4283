import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { UpstreamError } from '../../../server/platform/outbound/index.ts'
import { listApiCalls, findApiCall, type ApiCallRow } from '../../../server/platform/studio/api-call.store.ts'
import { listDrift, type ApiDriftRow } from '../../../server/platform/studio/api-drift.store.ts'
import {
  callOperation,
  type CallAnswer,
  type CallDeps,
  type DryRun,
} from '../../../server/platform/studio/call-operation.ts'
import { createHistory } from '../../../server/platform/studio/create-history.ts'
import type { OperationCall } from '../../../server/platform/studio/prepare-call.ts'
import { pruneCallsHandler } from '../../../server/platform/studio/prune-calls.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import { AppError } from '../../../server/shared/errors.ts'
import type { Log } from '../../../server/shared/log.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aCaller, aConnector, answer, tag, type FakeConnector, type Respond } from './support/a-connection.ts'
import { aCatalogue } from './support/a-document.ts'

let database: TestDatabase
const catalogue = aCatalogue()
const everything = { connector: undefined, operationId: undefined, limit: 200 }

beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

interface Studio {
  readonly scope: WorkspaceScope
  readonly connector: FakeConnector
  readonly logged: string[]
  call(input: Partial<OperationCall>): Promise<CallAnswer | DryRun>
  rows(): Promise<ApiCallRow[]>
  drift(): Promise<ApiDriftRow[]>
}

async function aStudio(respond: Respond, changed: Partial<CallDeps> = {}): Promise<Studio> {
  const scope = await aWorkspace(database.db, 'member')
  const connector = aConnector(respond)
  const logged: string[] = []
  const write = (fields: object, message: string): void => void logged.push(JSON.stringify([fields, message]))
  const log: Log = { error: write, warn: write, info: write, debug: write }
  const deps = {
    history: createHistory(database.db),
    clock: systemClock,
    log,
    connectors: [connector],
    publish: () => {},
    ...catalogue,
    ...changed,
  }
  return {
    scope,
    connector,
    logged,
    call: (input) =>
      callOperation(deps, aCaller(scope), { connector: 'acme', operationId: 'getTags', ...input }),
    rows: () =>
      inWorkspace(database.db, scope, async (tx) => {
        const lines = await listApiCalls(tx, scope, { ...everything, before: undefined })
        return Promise.all(lines.map(async ({ id }) => (await findApiCall(tx, scope, id))!))
      }),
    drift: () =>
      inWorkspace(database.db, scope, (tx) => listDrift(tx, scope, { ...everything, after: undefined })),
  }
}

it('tells whoever watches how far the pages are', async () => {
  const told: unknown[][] = []
  const pages = [['1', '2'], ['3']].map((ids, index) =>
    answer(ids.map(tag), { headers: { 'last-page': String(index === 1) } }),
  )
  const studio = await aStudio(() => pages.shift()!, { publish: (...event) => told.push(event) })

  const made = await studio.call({ operationId: 'getTags', allPages: true })

  const callId = 'callId' in made && made.callId
  const what = { callId, connector: 'acme', operationId: 'getTags', actorId: studio.scope.actor.id }
  expect(told.map(([, kind]) => kind)).toEqual(['run', 'run'])
  expect(told[1]?.[2]).toEqual({ ...what, pages: 2, items: 3 })
})

const newTag = { operationId: 'createTag', body: { name: 'x' } }

describe('callOperation', () => {
  it('sends a write once, as the caller, and keeps it', async () => {
    const studio = await aStudio(() => answer(tag('1'), { status: 201 }))

    const made = await studio.call(newTag)

    expect(made).toMatchObject({
      status: 201,
      body: tag('1'),
      attempts: 1,
      pages: 1,
      violations: [],
      truncated: null,
    })
    expect(studio.connector.sent).toMatchObject([{ method: 'POST', body: '{"name":"x"}', service: 'acme' }])
    expect(studio.connector.callers).toEqual([aCaller(studio.scope)])
    expect(await studio.rows()).toMatchObject([
      { operationId: 'createTag', method: 'POST', status: 201, actorId: studio.scope.actor.id, attempts: 1 },
    ])
  })

  it('sends nothing that does not fit, and keeps nothing', async () => {
    const studio = await aStudio(() => answer([]))

    const refused = studio.call({ operationId: 'createTag', path: { workspaceId: 'w2' }, body: {} })

    await expect(refused).rejects.toMatchObject({
      code: 'INVALID',
      violations: [
        { in: 'path', pointer: '/workspaceId' },
        { in: 'body', pointer: '/name' },
      ],
    })
    expect([studio.connector.sent, await studio.rows()]).toEqual([[], []])
  })

  it('shows the request of a dry run without sending or keeping it', async () => {
    const studio = await aStudio(() => answer([]))

    const shown = await studio.call({ ...newTag, dryRun: true, headers: { 'X-Trace': 't' } })

    expect(shown).toMatchObject({
      dryRun: true,
      request: {
        method: 'POST',
        url: 'https://api.acme.test/api/v1/workspaces/w1/tags',
        headers: { 'content-type': 'application/json', 'x-trace': 't' },
        body: { name: 'x' },
      },
    })
    expect([studio.connector.sent, await studio.rows()]).toEqual([[], []])
  })

  it('names the operation that was meant, and the connectors there are', async () => {
    const studio = await aStudio(() => answer([]))

    const [operation, connector] = await Promise.allSettled([
      studio.call({ operationId: 'getTgas' }),
      studio.call({ connector: 'emca' }),
    ])

    expect(operation).toMatchObject({
      reason: { code: 'NOT_FOUND', message: expect.stringContaining('getTags?') },
    })
    expect(connector).toMatchObject({
      reason: { code: 'NOT_FOUND', message: expect.stringContaining('acme') },
    })
  })

  it('is a conflict without a connection', async () => {
    const studio = await aStudio(() => answer([]), { connectors: [] })

    await expect(studio.call({})).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('/api/connections/acme'),
    })
  })

  it('refuses whom the connector refuses', async () => {
    const forbidden = new AppError('FORBIDDEN', 'no user to act as')
    const connector = { ...aConnector(() => answer([])), connectAs: () => Promise.reject(forbidden) }
    const studio = await aStudio(() => answer([]), { connectors: [connector] })

    await expect(studio.call({})).rejects.toBe(forbidden)
  })

  it.each([400, 401, 404, 429, 500, 302])('gives status %i as data', async (status) => {
    const studio = await aStudio(() =>
      answer({ message: 'as it is' }, { status, headers: { location: '/x' } }),
    )

    const made = await studio.call(newTag)

    expect(made).toMatchObject({ status, body: { message: 'as it is' } })
    expect(studio.connector.sent).toHaveLength(1)
  })

  it.each([
    [
      new UpstreamError({ service: 'acme', kind: 'unavailable', reason: 'timeout', attempts: 3 }),
      'UPSTREAM_FAILED',
      3,
    ],
    [new AppError('RATE_LIMITED', 'acme takes no more', { retryAfterSeconds: 90 }), 'RATE_LIMITED', 0],
  ])('fails and keeps the failure of %s', async (error, code, attempts) => {
    const studio = await aStudio(() => {
      throw error
    })

    await expect(studio.call(newTag)).rejects.toMatchObject({ code })

    expect(await studio.rows()).toMatchObject([
      { status: null, response: null, attempts, problem: expect.stringMatching(/acme/) },
    ])
  })

  it('says when the budget is back', async () => {
    const studio = await aStudio(() =>
      Promise.reject(new AppError('RATE_LIMITED', 'acme takes no more', { retryAfterSeconds: 90 })),
    )

    const failure = studio.call({})

    await expect(failure).rejects.toMatchObject({ retryAfterSeconds: 90 })
  })

  it('keeps both of two equal writes at once: nothing is joined or repeated', async () => {
    const studio = await aStudio(() => answer(tag('1'), { status: 201 }))

    const made = await Promise.all([studio.call(newTag), studio.call(newTag)])

    expect(new Set(made.map((one) => 'callId' in one && one.callId)).size).toBe(2)
    expect([studio.connector.sent.length, (await studio.rows()).length]).toEqual([2, 2])
  })

  it('answers though the history cannot be written, and logs that', async () => {
    const studio = await aStudio(() => answer(tag('1'), { status: 201 }))
    await inWorkspace(database.db, studio.scope, (tx) => tx.deleteFrom('workspaces').execute())

    const made = await studio.call(newTag)

    expect(made).toMatchObject({ status: 201, body: tag('1') })
    expect(studio.logged).toEqual([expect.stringContaining('call not kept in the history')])
  })

  it('answers though the answer cannot be compared', async () => {
    const compile: CallDeps['compiler']['compile'] = (operation) => ({
      ...catalogue.compiler.compile(operation),
      get response(): never {
        throw new Error('no validator')
      },
    })
    const studio = await aStudio(() => answer(tag('1'), { status: 201 }), { compiler: { compile } })

    const made = await studio.call(newTag)

    expect(made).toMatchObject({
      status: 201,
      violations: [{ message: 'could not be compared: no validator' }],
    })
    expect(await studio.rows()).toHaveLength(1)
  })

  it('misses no body in the answer to HEAD', async () => {
    const studio = await aStudio(() => answer(undefined))

    const made = await studio.call({ operationId: 'headOdd' })

    expect(made).toMatchObject({ status: 200, body: null, violations: [] })
  })

  it('gives the JSON text beside numbers that lose digits', async () => {
    const text = '[{"id": "1", "name": "n", "size": 9007199254740993}]'
    const studio = await aStudio(() => answer(Buffer.from(text)))

    const made = await studio.call({})

    expect(made).toMatchObject({ inexact: true, bodyText: text })
  })

  it('gives a file as bytes and keeps only its size', async () => {
    const studio = await aStudio(() =>
      answer(Buffer.from([0, 1, 2]), { headers: { 'content-type': 'image/png' } }),
    )

    const made = await studio.call({ operationId: 'getReceipt' })

    const file = { contentType: 'image/png', base64: 'AAEC', bytes: 3 }
    expect(made).toMatchObject({ body: { $binary: file }, violations: [] })
    expect(await studio.rows()).toMatchObject([{ response: { body: { $binary: { ...file, base64: '' } } } }])
  })

  it('cuts a long answer in the history only', async () => {
    const long = Array.from({ length: 400 }, (_, index) => ({ id: `${index}`, name: 'n'.repeat(500) }))
    const studio = await aStudio(() => answer(long))

    const made = await studio.call({})
    const [row] = await studio.rows()

    expect(made).toMatchObject({ body: long })
    const { body } = row!.response as { body: { $cut: { characters: number; beginning: string } } }
    expect([body.$cut.beginning.length, body.$cut.characters > 200_000]).toEqual([65_536, true])
  })

  it('keeps what PostgreSQL finds hard to keep', async () => {
    const odd = { id: '1', name: 'a\0b \uD800', 'k\0': 1 }
    const studio = await aStudio(() => answer([odd]))

    await studio.call({ query: { name: 'é\u2028' } })

    expect(studio.logged).toEqual([])
    expect(await studio.rows()).toMatchObject([{ response: { body: [{ name: 'a\0b \uD800' }] } }])
  })
})

describe('drift', () => {
  it('is kept once per place and kind and counted', async () => {
    const odd = [{ id: 1, name: 'n', color: 'PINK', extra: true }]
    const studio = await aStudio(() => answer(odd))

    const first = await studio.call({})
    await studio.call({})
    await Promise.all([studio.call({}), studio.call({})])

    expect(first).toMatchObject({
      violations: expect.arrayContaining([expect.objectContaining({ pointer: '/*/extra' })]),
    })
    expect((await studio.drift()).map(({ pointer, kind, count }) => [pointer, kind, count])).toEqual([
      ['/*/color', 'enum', 4],
      ['/*/extra', 'unexpected', 4],
      ['/*/id', 'type', 4],
    ])
  })

  it('tells a status and a type that are not documented', async () => {
    const studio = await aStudio(() =>
      answer('<html>', { status: 207, headers: { 'content-type': 'text/html' } }),
    )

    const made = await studio.call({})

    expect(made).toMatchObject({ status: 207, violations: [{ kind: 'status' }] })
  })
})

describe('pruneCalls', () => {
  it('deletes calls after 30 days and differences after 90, in its workspace only', async () => {
    const clockAt = (days: number) => ({
      ...systemClock,
      now: () => new Date(Date.now() - days * 86_400_000),
    })
    const respond = () => answer([{ id: 1, name: 'n' }])
    const other = await aStudio(respond, { clock: clockAt(91) })
    const studio = await aStudio(respond, { clock: clockAt(31) })
    await Promise.all([other.call({}), studio.call({})])

    await pruneCallsHandler({ db: database.db, clock: systemClock }).run({
      jobId: 'j',
      scope: studio.scope,
      payload: {},
      attempt: 1,
      lastAttempt: false,
      signal: new AbortController().signal,
      reportProgress: async () => {},
    })

    expect([(await studio.rows()).length, (await studio.drift()).length]).toEqual([0, 1])
    expect([(await other.rows()).length, (await other.drift()).length]).toEqual([1, 1])
  })
})

describe('secrets', () => {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

  it('reach neither history, nor drift, nor logs, nor the shown request and headers', async () => {
    let token = ''
    const echo = (): ReturnType<Respond> =>
      answer([{ id: token, name: `Bearer ${token}`, apiKey: token, nested: { [token]: [token] } }], {
        status: token.length % 2 === 0 ? 200 : 500,
        headers: { 'set-cookie': `s=${token}`, 'x-echo': token, location: `https://a.test/?token=${token}` },
      })
    const studio = await aStudio(echo)

    await fc.assert(
      fc.asyncProperty(fc.uuid(), fc.stringMatching(/^[\w-]{20,40}$/), async (sub, signature) => {
        token = `${part({ alg: 'RS256' })}.${part({ sub })}.${signature}`
        const read = await studio.call({ query: { name: token, key: signature } })
        await studio.call({
          operationId: 'createTag',
          headers: { 'X-Trace': token },
          body: { name: token, note: `t ${token}` },
        })
        await studio.call({ operationId: 'getTag', path: { tagId: token } })
        const { request, headers } = read as CallAnswer
        const kept = JSON.stringify([
          await studio.rows(),
          await studio.drift(),
          studio.logged,
          request,
          headers,
        ])

        expect(kept).not.toContain(token)
        expect(kept).not.toContain(signature)
      }),
      { numRuns: 15 },
    )
    expect((await studio.rows()).length).toBeGreaterThanOrEqual(45)
  })
})
