import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Connector } from '../../../server/platform/connections/index.ts'
import { createCompiler, loadCatalogue } from '../../../server/platform/openapi/index.ts'
import {
  createEgressPolicy,
  createHttpClient,
  sendWithRetry,
  type HttpClient,
} from '../../../server/platform/outbound/index.ts'
import { createHistory } from '../../../server/platform/studio/create-history.ts'
import { callOperation, type CallAnswer } from '../../../server/platform/studio/index.ts'
import { startClockifySandbox, type ClockifySandbox } from '../../../server/sandbox/clockify/index.ts'
import { systemClock } from '../../../server/shared/clock.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { silentLog } from '../../support/silent-log.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aCaller } from './support/a-connection.ts'

let database: TestDatabase
let sandbox: ClockifySandbox
let client: HttpClient
let scope: WorkspaceScope
const catalogue = loadCatalogue()
const compiler = createCompiler()

beforeAll(async () => {
  database = await openTestDatabase()
  scope = await aWorkspace(database.db)
  sandbox = await startClockifySandbox()
  const policy = createEgressPolicy({ allowedOrigins: [sandbox.origin], hostRules: [] })
  client = createHttpClient({ policy, log: silentLog, clock: systemClock })
})
afterAll(async () => {
  await client.close()
  await sandbox.stop()
  await database.close()
})

/** As a person with an API key of their own would reach it. */
function aConnector(): Connector {
  const key = sandbox.createApiKey()
  const connect: Connector['connectAs'] = async () => ({
    baseUrls: { api: sandbox.backendUrl, reports: sandbox.reportsUrl },
    fixedPath: { workspaceId: sandbox.workspaceId },
    send: (request) =>
      sendWithRetry(
        { client, clock: systemClock, sleep: async () => {} },
        { ...request, headers: { ...request.headers, 'x-api-key': key } },
      ),
  })
  return { name: 'clockify', connectAs: connect, connectInBackground: () => connect(aCaller(scope)) }
}

async function call(operationId: string, input: object = {}): Promise<CallAnswer> {
  const deps = {
    history: createHistory(database.db),
    clock: systemClock,
    log: silentLog,
    connectors: [aConnector()],
    publish: () => {},
    catalogue,
    compiler,
  }
  const outcome = await callOperation(deps, aCaller(scope), { connector: 'clockify', operationId, ...input })
  if ('dryRun' in outcome) throw new Error('it was not sent')
  return outcome
}

describe('calls to Clockify', () => {
  it.each([
    'getTags',
    'getClients',
    'getProjects',
    'getUsersOfWorkspace',
    'getExpenses',
    'getInvoices',
    'ofWorkspace',
    'getHolidays',
  ])('reads all pages of %s, each record once', async (operationId) => {
    const { status, body, truncated } = await call(operationId, { allPages: true })

    const ids = (body as { id: string }[]).map(({ id }) => id)
    expect([status, truncated]).toEqual([200, null])
    expect(ids.length).toBeGreaterThan(0)
    expect(new Set(ids).size).toBe(ids.length)
  })

  it('takes several requests where one page is not enough', async () => {
    const { body, pages } = await call('getTags', { allPages: true, query: { 'page-size': 2 } })
    const whole = await call('getTags', { query: { 'page-size': 200 } })

    expect(body).toEqual(whole.body)
    expect(pages).toBeGreaterThan(1)
  })

  it('writes and reads back', async () => {
    const made = await call('createNewTag', { body: { name: 'Made by a call' } })
    const { id } = made.body as { id: string }

    const read = await call('getTag', { path: { id } })

    expect([made.status, read.status, read.body]).toMatchObject([201, 200, { id, name: 'Made by a call' }])
  })

  it('reaches the reports host where the operation lives there', async () => {
    const { request, status } = await call('getSharedReportsV1')

    expect([status, request.url.startsWith(sandbox.reportsUrl)]).toEqual([200, true])
  })

  it('refuses what does not fit before it leaves', async () => {
    const before = sandbox.requests.total

    const refused = call('createNewTag', { body: { name: 5 }, path: { workspaceId: 'other' } })

    await expect(refused).rejects.toMatchObject({ code: 'INVALID', violations: { length: 2 } })
    expect(sandbox.requests.total).toBe(before)
  })
})
