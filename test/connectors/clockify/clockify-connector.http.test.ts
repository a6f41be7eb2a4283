import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { BudgetExhausted, type Connection } from '../../../server/platform/connections/index.ts'
import type { Caller } from '../../../server/platform/http/index.ts'
import { createLog } from '../../../server/shared/create-log.ts'
import { createMetrics } from '../../../server/platform/metrics/index.ts'
import { UpstreamError, type HttpRequest } from '../../../server/platform/outbound/index.ts'
import { systemScope } from '../../../server/shared/scope.ts'
import { wirePlatform, type Platform } from '../../../server/wire-platform.ts'
import { startTestApp, type TestApp } from '../../support/test-app.ts'

let test: TestApp
let platform: Platform

beforeAll(async () => {
  test = await startTestApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    sandbox: { size: { projects: 2, tasks: 2, timeEntries: 2 } },
  })
  await test.sandbox.install({ baseUrl: test.baseUrl })
  const { config, database, vault } = test
  const options = { config, log: createLog('silent'), metrics: createMetrics(), baseUrl: () => test.baseUrl }
  platform = wirePlatform({ database, vault }, options)
  await platform.limiters.clockify.start()
})
afterEach(() => test.sandbox.clearFaults())
afterAll(async () => {
  await platform.limiters.clockify.stop()
  await platform.client.close()
  await test.close()
})

const scope = () => systemScope(test.sandbox.workspaceId, 'test')
const background = (): Promise<Connection> => platform.clockify.connectInBackground(scope())
const callerOf = (role: Caller['role'], userToken?: string): Caller => ({
  scope: { workspaceId: test.sandbox.workspaceId, actor: { type: 'user', id: 'someone', role } },
  role,
  ...(userToken === undefined ? {} : { userToken }),
})

async function ask(
  connection: Connection,
  changes: Partial<HttpRequest> = {},
): Promise<{ status: number; attempts: number }> {
  const url = `${connection.baseUrls['api'] ?? ''}/v1/workspaces/${test.sandbox.workspaceId}/tags`
  const { response, attempts } = await connection.send({
    service: 'clockify',
    method: 'GET',
    url,
    headers: {},
    ...changes,
  })
  return { status: response.status, attempts }
}

describe('the Clockify connection', () => {
  it('gives a good answer as it came', async () => {
    expect(await ask(await background())).toEqual({ status: 200, attempts: 1 })
  })

  it.each([401, 403, 404])('gives a %i as data, without asking again', async (status) => {
    test.sandbox.failNext({ status, body: { message: 'no', code: 4017 } })

    expect(await ask(await background())).toEqual({ status, attempts: 1 })
  })

  it('asks again after a 5xx, reads only', async () => {
    test.sandbox.failNext({ status: 503, times: 1 })
    expect(await ask(await background())).toEqual({ status: 200, attempts: 2 })

    test.sandbox.failNext({ status: 503, times: 1 })
    const body = JSON.stringify({ name: 'Written once' })
    const headers = { 'content-type': 'application/json' }
    expect(await ask(await background(), { method: 'POST', headers, body })).toEqual({
      status: 503,
      attempts: 1,
    })
  })

  it('waits as long as a 429 says, and no other caller of the workspace goes before', async () => {
    test.sandbox.failNext({ status: 429, headers: { 'retry-after': '1' } })
    const startedAt = performance.now()

    const both = await Promise.all([ask(await background()), ask(await background())])

    expect(both.map(({ status }) => status)).toEqual([200, 200])
    expect(performance.now() - startedAt).toBeGreaterThan(950)
  })

  it('tells a run when to go on instead of waiting for a long Retry-After', async () => {
    const other = await aSecondWorkspace()
    other.sandbox.failNext({ status: 429, headers: { 'retry-after': '1800' } })

    const exhausted = await other.connection
      .then((connection) => other.ask(connection))
      .catch((error: unknown) => error)

    expect(exhausted).toBeInstanceOf(BudgetExhausted)
    expect((exhausted as BudgetExhausted).resumesAt.getTime() - Date.now()).toBeGreaterThan(1_700_000)
    await other.close()
  })

  it('looks again after an hour, whatever the Retry-After says', async () => {
    const other = await aSecondWorkspace()
    other.sandbox.failNext({ status: 429, headers: { 'retry-after': 'Fri, 31 Dec 9999 23:59:59 GMT' } })

    const exhausted = await other.connection
      .then((connection) => other.ask(connection))
      .catch((error: unknown) => error)

    expect(exhausted).toBeInstanceOf(BudgetExhausted)
    expect((exhausted as BudgetExhausted).resumesAt.getTime() - Date.now()).toBeLessThanOrEqual(3_600_000)
    await other.close()
  })

  it('gives up in time on a service that hangs', async () => {
    test.sandbox.failNext({ hang: true, times: 3 })

    const failed = ask(await background(), { timeoutMs: 200 })

    await expect(failed).rejects.toBeInstanceOf(UpstreamError)
    await expect(failed).rejects.toMatchObject({ kind: 'unavailable', reason: 'timeout', attempts: 3 })
  })

  it('gives a malformed body as it came: reading it is the business of the caller', async () => {
    test.sandbox.failNext({ status: 200, body: '{"half":' })

    expect((await ask(await background())).status).toBe(200)
  })
})

describe('a workspace whose calls hang', () => {
  it('holds up its own only: no more than 32 leave, and a person is told in time', async () => {
    const other = await aSecondWorkspace()
    test.sandbox.failNext({ hang: true, times: 1_000 })
    const before = test.sandbox.requests.total
    const url = `${test.sandbox.backendUrl}/v1/user`
    const request = { service: 'clockify', method: 'POST', url, headers: {}, timeoutMs: 12_000 } as const
    const connection = await platform.clockify.connectAs(callerOf('admin'))

    const calls = Array.from({ length: 33 }, () => connection.send(request))
    const ends = Promise.allSettled(calls.slice(0, 32))

    await expect(calls[32]).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfterSeconds: 10 })
    expect(test.sandbox.requests.total - before).toBe(32)
    expect((await other.ask(await other.connection)).response.status).toBe(200)
    await ends
    await other.close()
  }, 30_000)
})

describe('on whose behalf', () => {
  const tokensUsed = (): string[] =>
    test.sandbox.requests.entries.slice(-1).map((request) => request.tokenKind)

  it("an admin's call uses the installation", async () => {
    await ask(await platform.clockify.connectAs(callerOf('admin')))

    expect(tokensUsed()).toEqual(['installation'])
  })

  it("a member's call uses the member's own token", async () => {
    await ask(
      await platform.clockify.connectAs(callerOf('member', test.sandbox.userToken({ role: 'MEMBER' }))),
    )

    expect(tokensUsed()).toEqual(['user'])
  })

  it('a member without a Clockify user cannot call, and nothing is sent', async () => {
    const before = test.sandbox.requests.total

    await expect(platform.clockify.connectAs(callerOf('member'))).rejects.toMatchObject({ code: 'FORBIDDEN' })
    expect(test.sandbox.requests.total).toBe(before)
  })

  it('nobody calls while the add-on is switched off', async () => {
    await test.sandbox.setStatus('INACTIVE')

    await expect(platform.clockify.connectAs(callerOf('admin'))).rejects.toMatchObject({ code: 'CONFLICT' })
    await expect(background()).rejects.toMatchObject({ code: 'CONFLICT' })
    await test.sandbox.setStatus('ACTIVE')
  })
})

/** A workspace of its own, so that its refusals hold up no other test. */
async function aSecondWorkspace() {
  const own = await startTestApp({
    env: { AUTO_BOOTSTRAP_ON_INSTALL: 'false' },
    sandbox: { seed: 2, size: { projects: 1, tasks: 1, timeEntries: 1 } },
  })
  await own.sandbox.install({ baseUrl: own.baseUrl })
  const { config, database, vault } = own
  const wired = wirePlatform(
    { database, vault },
    { config, log: createLog('silent'), metrics: createMetrics(), baseUrl: () => own.baseUrl },
  )
  await wired.limiters.clockify.start()
  const { workspaceId } = own.sandbox
  return {
    sandbox: own.sandbox,
    connection: wired.clockify.connectInBackground(systemScope(workspaceId, 'test')),
    ask: (connection: Connection) =>
      connection.send({
        service: 'clockify',
        method: 'GET',
        url: `${connection.baseUrls['api'] ?? ''}/v1/workspaces/${workspaceId}/tags`,
        headers: {},
      }),
    close: async () => {
      await wired.limiters.clockify.stop()
      await wired.client.close()
      await own.close()
    },
  }
}
