import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey, createWorkspace } from '../../../server/platform/access/index.ts'
import { hashToken } from '../../../server/platform/tokens/index.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { ADMIN_KEY, anAccess, bearer, type TestAccess } from './an-access.ts'

let database: TestDatabase
let access: TestAccess

beforeAll(async () => {
  database = await openTestDatabase()
  access = await anAccess(database.db, { adminKey: ADMIN_KEY })
})
afterAll(async () => {
  await access.app.close()
  await database.close()
})

const deps = () => ({ db: database.db, clock: access.clock })

async function anAdmin() {
  const { workspace, apiKey } = await createWorkspace(deps(), { name: 'Own' })
  return { scope: { workspaceId: workspace.id }, key: apiKey, headers: bearer(apiKey) }
}

const rowsOf = (scope: { workspaceId: string }) =>
  inWorkspace(database.db, scope, (tx) => tx.selectFrom('apiKeys').selectAll().orderBy('id').execute())

describe('POST /api/api-keys', () => {
  it('makes a key that works, shows it once and stores its hash', async () => {
    const admin = await anAdmin()

    const answer = await access.send('POST', '/api/api-keys', {
      headers: admin.headers,
      body: { role: 'reader', label: 'Dashboard' },
    })

    const key = answer.body.key ?? ''
    expect(answer).toMatchObject({
      status: 201,
      body: { label: 'Dashboard', role: 'reader', lastUsedAt: null, createdAt: expect.stringMatching(/Z$/) },
    })
    expect((await access.send('GET', '/needs/reader', { headers: bearer(key) })).status).toBe(200)
    const row = (await rowsOf(admin.scope)).find(({ id }) => id === answer.body.id)
    expect(row?.keyHash.equals(hashToken(key))).toBe(true)
    expect(
      JSON.stringify(await access.send('GET', '/api/api-keys', { headers: admin.headers })),
    ).not.toContain(key)
  })

  it('makes as many keys as are asked for at once', async () => {
    const admin = await anAdmin()

    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        access.send('POST', '/api/api-keys', { headers: admin.headers, body: { role: 'member' } }),
      ),
    )

    expect(new Set(answers.map(({ body }) => body.key)).size).toBe(5)
    expect(await rowsOf(admin.scope)).toHaveLength(6)
  })

  it.each([
    ['no role', {}],
    ['an unknown role', { role: 'owner' }],
    ['an empty label', { role: 'reader', label: '' }],
    ['a blank label', { role: 'reader', label: '   ' }],
    ['a label with a line break', { role: 'reader', label: 'a\nb' }],
    ['a long label', { role: 'reader', label: 'x'.repeat(101) }],
    ['another workspace', { role: 'reader', workspaceId: 'w1' }],
    ['a list', []],
  ])('refuses %s and makes none', async (_name, body) => {
    const admin = await anAdmin()

    const answer = await access.send('POST', '/api/api-keys', { headers: admin.headers, body })

    expect(answer).toMatchObject({ status: 422, body: { code: 'INVALID' } })
    expect(await rowsOf(admin.scope)).toHaveLength(1)
  })

  it.each(['reader', 'member'] as const)('refuses a %s', async (role) => {
    const { scope } = await anAdmin()
    const { key } = await createApiKey(deps(), scope, { role, label: 'low' })

    const answer = await access.send('POST', '/api/api-keys', {
      headers: bearer(key),
      body: { role: 'admin' },
    })

    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
    expect(await rowsOf(scope)).toHaveLength(2)
  })
})

describe('createApiKey', () => {
  it('says that a workspace is not there', async () => {
    const made = createApiKey(deps(), { workspaceId: 'nowhere' }, { role: 'admin', label: 'x' })

    await expect(made).rejects.toMatchObject({ code: 'NOT_FOUND' })
  })
})

describe('GET /api/api-keys', () => {
  it('lists the keys of the workspace page by page, and none of another', async () => {
    const admin = await anAdmin()
    await anAdmin()
    for (const label of ['one', 'two', 'three'])
      await createApiKey(deps(), admin.scope, { role: 'reader', label })

    const first = await access.send('GET', '/api/api-keys?limit=3', { headers: admin.headers })
    const second = await access.send('GET', `/api/api-keys?limit=3&cursor=${first.body.nextCursor}`, {
      headers: admin.headers,
    })

    expect(first.body.items).toHaveLength(3)
    expect(second.body).toMatchObject({ items: [{ label: 'three' }], nextCursor: null })
    expect(JSON.stringify([first, second])).not.toMatch(/swy_|[kK]eyHash/)
  })

  it.each(['limit=0', 'limit=201', 'limit=x', 'page=2'])('refuses %s', async (query) => {
    const { headers } = await anAdmin()

    const answer = await access.send('GET', `/api/api-keys?${query}`, { headers })

    expect(answer.status).toBe(422)
  })
})

describe('DELETE /api/api-keys/:id', () => {
  it('ends a key at once, and says 404 the second time', async () => {
    const { scope, headers } = await anAdmin()
    const { id, key } = await createApiKey(deps(), scope, { role: 'reader', label: 'old' })

    const answers = [
      await access.send('DELETE', `/api/api-keys/${id}`, { headers }),
      await access.send('GET', '/needs/reader', { headers: bearer(key) }),
      await access.send('DELETE', `/api/api-keys/${id}`, { headers }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([204, 401, 404])
  })

  it('deletes once when asked twice at once', async () => {
    const { scope, headers } = await anAdmin()
    const { id } = await createApiKey(deps(), scope, { role: 'reader', label: 'old' })

    const answers = await Promise.all(
      [1, 2].map(() => access.send('DELETE', `/api/api-keys/${id}`, { headers })),
    )

    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([204, 404])
  })

  it("does not reach another workspace's key", async () => {
    const victim = await anAdmin()
    const attacker = await anAdmin()
    const [row] = await rowsOf(victim.scope)

    const answer = await access.send('DELETE', `/api/api-keys/${row?.id}`, { headers: attacker.headers })

    expect(answer).toMatchObject({ status: 404, body: { code: 'NOT_FOUND' } })
    expect(await rowsOf(victim.scope)).toHaveLength(1)
  })

  it('refuses a member', async () => {
    const { scope } = await anAdmin()
    const { id, key } = await createApiKey(deps(), scope, { role: 'member', label: 'low' })

    const answer = await access.send('DELETE', `/api/api-keys/${id}`, { headers: bearer(key) })

    expect(answer.status).toBe(403)
    expect(await rowsOf(scope)).toHaveLength(2)
  })
})

describe('POST /api/admin/workspaces', () => {
  const create = (authorization: string | undefined, body: unknown, through = access) =>
    through.send('POST', '/api/admin/workspaces', {
      headers: authorization === undefined ? {} : { authorization },
      body,
    })

  it("makes a workspace with an admin's key", async () => {
    const answer = await create(`Bearer ${ADMIN_KEY}`, { name: 'Acme' })

    const { workspace, apiKey = '' } = answer.body
    expect(answer).toMatchObject({ status: 201, body: { workspace: { name: 'Acme' } } })
    const session = await access.send('GET', '/api/session', { headers: bearer(apiKey) })
    expect(session.body).toMatchObject({ workspace, actor: { role: 'admin' }, addon: null })
  })

  it.each([
    undefined,
    `Bearer ${ADMIN_KEY}x`,
    `Bearer ${ADMIN_KEY.slice(1)}`,
    `Basic ${ADMIN_KEY}`,
    'Bearer ',
  ])('refuses the credentials %j', async (authorization) => {
    const answer = await create(authorization, { name: 'Acme' })

    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
  })

  it("refuses a workspace's own admin", async () => {
    const { key } = await anAdmin()

    const answer = await create(`Bearer ${key}`, { name: 'Acme' })

    expect(answer.status).toBe(401)
  })

  it('says so when the operator API is off', async () => {
    const off = await anAccess(database.db)

    const answer = await create(`Bearer ${ADMIN_KEY}`, { name: 'Acme' }, off)

    expect(answer).toMatchObject({ status: 401, body: { detail: expect.stringContaining('ADMIN_KEY') } })
    await off.app.close()
  })

  it.each([{}, { name: '' }, { name: ' ' }, { name: 5 }, { name: 'a\u0000b' }, { name: 'x', id: 'w1' }])(
    'refuses the body %j',
    async (body) => {
      const answer = await create(`Bearer ${ADMIN_KEY}`, body)

      expect(answer.status).toBe(422)
    },
  )
})
