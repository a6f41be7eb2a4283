import type { FastifyInstance, InjectOptions } from 'fastify'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aConnector, answer } from './support/a-connection.ts'
import { aCatalogue } from './support/a-document.ts'
import { aStudioServer } from './support/a-server.ts'

type Method = Extract<InjectOptions['method'], string>

let database: TestDatabase
let app: FastifyInstance
let scope: WorkspaceScope
let other: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
  scope = await aWorkspace(database.db)
  other = await aWorkspace(database.db)
  const odd = aConnector(() => answer([{ id: 1, name: 'n', extra: 'x', color: 'PINK' }]))
  app = await aStudioServer({ ...aCatalogue(), db: database.db, database, connectors: [odd] }, scope)
})
afterAll(async () => {
  await app.close()
  await database.close()
})
beforeEach(() =>
  inWorkspace(database.db, scope, async (tx) => {
    await tx.deleteFrom('savedCalls').execute()
    await tx.deleteFrom('apiDrift').execute()
  }),
)

async function ask(who: string, route: string, payload?: object) {
  const [method, url] = route.split(' ') as [Method, string]
  const headers = { authorization: `Bearer ${who}` }
  const response = await app.inject({ method, url, headers, ...(payload === undefined ? {} : { payload }) })
  return { status: response.statusCode, body: response.body === '' ? null : response.json() }
}

const input = { path: {}, query: { name: 'x' }, allPages: true }
const mine = { name: 'My tags', connector: 'acme', operationId: 'getTags', input }
const save = async (payload: object = mine): Promise<string> =>
  (await ask('member', 'POST /api/saved-calls', payload)).body.id

describe('saved calls', () => {
  it('are saved, read, replaced and deleted', async () => {
    const made = await ask('member', 'POST /api/saved-calls', mine)
    const url = `/api/saved-calls/${made.body.id}`
    const read = await ask('member', `GET ${url}`)
    const changed = await ask('member', `PUT ${url}`, { ...mine, name: 'Tags', input: {} })
    const deleted = await ask('member', `DELETE ${url}`)
    const gone = await ask('member', `GET ${url}`)

    expect(made).toMatchObject({ status: 201, body: { ...mine, createdBy: 'the-member' } })
    expect(read).toEqual({ status: 200, body: made.body })
    expect(changed).toMatchObject({
      status: 200,
      body: { name: 'Tags', input: {}, createdAt: made.body.createdAt },
    })
    expect([deleted.status, gone.status]).toEqual([204, 404])
  })

  it('are listed newest first, by connector, in pages', async () => {
    const ids = [await save(), await save(), await save()]

    const first = await ask('member', 'GET /api/saved-calls?connector=acme&limit=2')
    const rest = await ask('member', `GET /api/saved-calls?limit=2&cursor=${first.body.nextCursor}`)
    const none = await ask('member', 'GET /api/saved-calls?connector=x')

    const listed = [...first.body.items, ...rest.body.items].map(({ id }: { id: string }) => id)
    expect([listed, rest.body.nextCursor, none.body.items]).toEqual([ids.toReversed(), null, []])
  })

  it('are read by readers, and changed by members only', async () => {
    const id = await save()

    const answers = await Promise.all([
      ask('reader', 'GET /api/saved-calls'),
      ask('reader', `GET /api/saved-calls/${id}`),
      ask('reader', 'POST /api/saved-calls', mine),
      ask('reader', `PUT /api/saved-calls/${id}`, mine),
      ask('reader', `DELETE /api/saved-calls/${id}`),
    ])

    expect(answers.map(({ status }) => status)).toEqual([200, 200, 403, 403, 403])
  })

  it('of another workspace are not there, and stay', async () => {
    const id = await save()
    const stranger = `admin/${other.workspaceId}`
    const url = `/api/saved-calls/${id}`

    const answers = await Promise.all([
      ask(stranger, `GET ${url}`),
      ask(stranger, `PUT ${url}`, mine),
      ask(stranger, `DELETE ${url}`),
    ])

    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    expect((await ask('member', `GET ${url}`)).body).toMatchObject(mine)
  })

  it.each([
    [{ ...mine, operationId: 'getTgas' }, 404],
    [{ ...mine, name: '' }, 422],
    [{ ...mine, name: 'a\0b' }, 422],
    [{ ...mine, odd: 1 }, 422],
    [{ ...mine, input: { dryRun: true } }, 422],
    [{ name: 'x', connector: 'acme' }, 422],
  ])('refuse %j', async (payload, status) => {
    expect((await ask('member', 'POST /api/saved-calls', payload)).status).toBe(status)
  })

  it('are deleted once when two delete at once', async () => {
    const id = await save()

    const answers = await Promise.all([1, 2].map(() => ask('member', `DELETE /api/saved-calls/${id}`)))

    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([204, 404])
  })
})

describe('GET /api/drift', () => {
  const getTags = { connector: 'acme', operationId: 'getTags' }

  it('tells where answers differ, how often and since when, in pages', async () => {
    await ask('member', 'POST /api/calls', getTags)
    await ask('member', 'POST /api/calls', getTags)

    const first = await ask('reader', 'GET /api/drift?limit=2')
    const rest = await ask('reader', `GET /api/drift?limit=2&cursor=${first.body.nextCursor}`)

    expect([...first.body.items, ...rest.body.items]).toMatchObject([
      { ...getTags, pointer: '/*/color', kind: 'enum', count: 2, sample: expect.stringContaining('PINK') },
      { ...getTags, pointer: '/*/extra', kind: 'unexpected', count: 2, sample: '{"extra":"x"}' },
      { ...getTags, pointer: '/*/id', kind: 'type', count: 2 },
    ])
    expect(Object.keys(first.body.items[0]).sort()).toEqual([
      'connector',
      'count',
      'firstSeenAt',
      'kind',
      'lastSeenAt',
      'operationId',
      'pointer',
      'sample',
    ])
  })

  it("shows no other workspace's, and filters", async () => {
    await ask('member', 'POST /api/calls', getTags)

    const stranger = await ask(`reader/${other.workspaceId}`, 'GET /api/drift')
    const filtered = await ask('reader', 'GET /api/drift?connector=acme&operationId=getTag')

    expect([stranger.body.items, filtered.body.items]).toEqual([[], []])
  })

  it.each(['WyJhIl0', 'bm90IGpzb24', '!'])('refuses the cursor %s', async (cursor) => {
    expect((await ask('reader', `GET /api/drift?cursor=${encodeURIComponent(cursor)}`)).status).toBe(422)
  })
})
