import { randomBytes } from 'node:crypto'
import { Type } from 'typebox'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { connectionView } from '../../../server/platform/connections/connection.view.ts'
import { listConnections } from '../../../server/platform/connections/list-connections.ts'
import {
  createServiceConnector,
  defineService,
  type ServiceAccess,
  type ServiceConnector,
} from '../../../server/platform/connections/index.ts'
import { saveConnection } from '../../../server/platform/connections/save-connection.ts'
import {
  createEgressPolicy,
  type HttpRequest,
  type HttpResponse,
} from '../../../server/platform/outbound/index.ts'
import { checkKeys, createVault, type Vault } from '../../../server/platform/secrets/index.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { passingTime } from '../../support/passing-time.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { UNLIMITED } from '../../support/unlimited.ts'

const BASE = 'https://service.example/base'
const service = defineService({
  connector: 'jira',
  label: 'Jira',
  hosts: [{ host: 'service.example' }],
  credentials: Type.Object({ token: Type.String() }),
  whoAmI: async () => 'nobody',
})
const access: ServiceAccess<unknown> = {
  service,
  rate: { count: 1, ms: 1 },
  mostAtOnce: 8,
  headersOf: () => ({}),
}

let database: TestDatabase
let vault: Vault
let scope: WorkspaceScope
const { clock, sleep } = passingTime()
const logged: object[] = []
/** What every answer says beside its body. */
let headers: Readonly<Record<string, string>>

beforeAll(async () => {
  database = await openTestDatabase()
  const key = randomBytes(32)
  const ring = { newest: key, all: [key] }
  await checkKeys(database.db, ring)
  vault = createVault(ring)
})
afterAll(() => database.close())
beforeEach(async () => {
  logged.length = 0
  headers = {}
  scope = await aWorkspace(database.db)
  await save()
})

async function save(): Promise<void> {
  const policy = createEgressPolicy({ allowedOrigins: [new URL(BASE).origin], hostRules: [] })
  const deps = { db: database.db, vault, clock, policyOf: () => policy, onChange: async () => {} }
  await saveConnection(deps, scope, { service, baseUrl: BASE, credentials: { token: 'a-secret-token' } })
}

/** As each process has one. */
function aConnector(): ServiceConnector {
  const answer = { status: 200, headers, body: Buffer.from('{}'), timing: { headersMs: 0, bodyMs: 0 } }
  const send = async (_request: HttpRequest) => answer as unknown as HttpResponse
  const log = { warn: (fields: object) => void logged.push(fields) }
  const deps = { db: database.db, vault, clock, sleep, log, limiter: UNLIMITED, client: { send } }
  return createServiceConnector(deps, access)
}

async function call(method: HttpRequest['method'], path: string, by = aConnector()): Promise<void> {
  const connection = await by.open(scope, 'interactive')
  await connection.send({ service: 'jira', method, url: BASE + path, headers: {} })
}

async function shown() {
  const { items } = await listConnections(database, scope, { limit: 10 })
  return items.map((row) => connectionView(row, [service]))[0]?.warnings
}

describe('an operation whose end an answer announces', () => {
  it('stands at the connection with the day it ends on, without ids and query', async () => {
    headers = { deprecation: '@1767139200', sunset: 'Mon, 01 Mar 2027 00:00:00 GMT' }
    await call('GET', '/rest/api/2/issue/ENG-12/link/7?name=Ana')
    headers = { link: '<https://vendor.example/log>; rel="deprecation"' }
    await call('DELETE', '/rest/x/0a1b2c3d-0000-4000-8000-00000000000f')

    const heardAt = expect.stringMatching(/^\d{4}-/) as string
    expect(await shown()).toEqual([
      { operation: 'GET /rest/api/2/issue/{id}/link/{id}', heardAt, endsAt: '2027-03-01T00:00:00.000Z' },
      { operation: 'DELETE /rest/x/{id}', heardAt, endsAt: null },
    ])
  })

  it('is written and logged once, by however many processes it is heard', async () => {
    headers = { deprecation: '@1767139200' }
    const two = [aConnector(), aConnector()]
    const many = Array.from({ length: 10 }, (_, index) => index)

    await Promise.all(many.map((index) => call('GET', `/rest/issue/${index}`, two[index % 2])))
    await call('GET', '/rest/issue/11')

    expect(await shown()).toHaveLength(1)
    expect(logged).toEqual([{ service: 'jira', operation: 'GET /rest/issue/{id}' }])
  })

  it('is forgotten with the credentials, and nothing is kept of ordinary answers', async () => {
    await call('GET', '/rest/a')
    expect(await shown()).toEqual([])

    headers = { sunset: 'soon' }
    await call('GET', '/rest/a')
    expect(await shown()).toMatchObject([{ operation: 'GET /rest/a', endsAt: null }])

    await save()
    expect(await shown()).toEqual([])
  })

  it('is one of fifty at most', async () => {
    headers = { deprecation: 'true' }
    for (let index = 0; index < 55; index += 1) await call('GET', `/rest/name${index}x`)

    expect(await shown()).toHaveLength(50)
  })
})
