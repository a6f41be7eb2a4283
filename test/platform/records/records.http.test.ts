import type { FastifyInstance } from 'fastify'
import pino from 'pino'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createGuard, createHttp } from '../../../server/platform/http/index.ts'
import { createRecords } from '../../../server/platform/records/index.ts'
import { readRecords } from '../../../server/platform/records/read-records.ts'
import { upsertRecords } from '../../../server/platform/records/records.store.ts'
import type { StoredRecord } from '../../../server/platform/records/records.schemas.ts'
import type { WorkspaceScope } from '../../../server/shared/scope.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { aWalker, numbered } from '../bootstrap/a-walker.ts'

interface List {
  items: StoredRecord[]
  nextCursor: string | null
}

let database: TestDatabase
let app: FastifyInstance
let scope: WorkspaceScope
let caller: WorkspaceScope

beforeAll(async () => {
  database = await openTestDatabase()
  scope = await aWorkspace(database.db)
  caller = scope
  app = await createHttp({ log: pino({ level: 'silent' }), https: false, observe: () => {} })
  const { deps } = aWalker(database.db, scope, () => undefined)
  const guard = createGuard(async () => ({ scope: caller, role: 'reader' }))
  const { routes } = createRecords({ ...deps, guard, keepRecordsFresh: async () => true })
  if (routes) await app.register(routes)
  await store('tasks', numbered('t', 7), 'p1')
  await store('tasks', [{ id: 'own', name: 'Own \0 Ünïcode' }], 'p2')
  await store('tags', [{ id: 'x', name: null, big: [1, { deep: 'x\0' }], ['__proto__']: 1 }], 'p1')
})
afterAll(async () => {
  await app.close()
  await database.close()
})

function store(collection: string, items: readonly unknown[], projectId: string): Promise<void> {
  const form = { collection, idField: 'id', nameField: 'name', parentParameter: 'projectId' }
  const records = readRecords(form, items, { projectId })
  return inWorkspace(database.db, scope, (tx) =>
    upsertRecords(
      tx,
      scope,
      records.map((record) => ({ collection, source: 'bootstrap:getTasks', at: new Date(), record })),
    ),
  )
}

const list = async (query: string): Promise<List> => (await app.inject(`/api/records?${query}`)).json<List>()
const ids = async (query: string): Promise<string[]> => (await list(query)).items.map((item) => item.id)

describe('GET /api/records', () => {
  it('gives every record once over all pages', async () => {
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page: List = await list(`limit=3&cursor=${cursor}`)
      seen.push(...page.items.map((item) => `${item.collection}/${item.id}`))
      cursor = page.nextCursor
    }

    expect(seen).toEqual(['tags/x', 'tasks/own', ...numbered('tasks/t', 7).map(({ id }) => id)])
  })

  it('filters by collection, id, parent and part of the name in any case', async () => {
    expect(await ids('collection=tags')).toEqual(['x'])
    expect(await ids('id=t3')).toEqual(['t3'])
    expect(await ids('collection=tasks&parentId=p2')).toEqual(['own'])
    expect(await ids('search=ÜNÏ')).toEqual(['own'])
    expect(await ids('search=%25')).toEqual([])
    expect(await ids('deleted=true')).toEqual([])
    expect(await ids('collection=&search=&id=&parentId=')).toHaveLength(9)
  })

  it('answers with the record as it was sent', async () => {
    const [item] = (await list('collection=tags')).items

    expect(item).toMatchObject({
      collection: 'tags',
      id: 'x',
      name: null,
      parentId: 'p1',
      source: 'bootstrap:getTasks',
      deletedAt: null,
    })
    expect(JSON.stringify(item?.payload)).toBe(
      String.raw`{"id":"x","name":null,"big":[1,{"deep":"x\u0000"}],"__proto__":1}`,
    )
  })

  it.each(['cursor=nonsense', 'cursor=WzFd', 'unknown=1', 'limit=0', 'search=%00', 'collection=a%00'])(
    'refuses %s',
    async (query) => {
      const answer = await app.inject(`/api/records?${query}`)

      expect(answer.statusCode).toBe(422)
    },
  )

  it('shows another workspace nothing', async () => {
    caller = await aWorkspace(database.db)

    expect(await ids('')).toEqual([])
    expect((await app.inject('/api/records/collections')).json()).toEqual({ items: [] })
    caller = scope
  })
})

describe('GET /api/records/collections', () => {
  it('counts what each holds', async () => {
    const { items } = (await app.inject('/api/records/collections')).json<{ items: object[] }>()

    expect(items).toMatchObject([
      { name: 'tags', count: 1, deleted: 0 },
      { name: 'tasks', count: 8, deleted: 0 },
    ])
  })
})
