import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey, createWorkspace } from '../../../server/platform/access/index.ts'
import { newId } from '../../../server/shared/ids.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { TEST_NOW, userClaims } from '../../support/a-token.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { anAccess, anInstallation, bearer, type TestAccess } from './an-access.ts'

let database: TestDatabase
let access: TestAccess

beforeAll(async () => {
  database = await openTestDatabase()
  access = await anAccess(database.db)
})
afterAll(async () => {
  await access.app.close()
  await database.close()
})

const SAME_ORIGIN = { 'sec-fetch-site': 'same-origin' }

async function aWorkspaceKey(role: 'reader' | 'member' | 'admin' = 'admin') {
  const deps = { db: database.db, clock: access.clock }
  const { workspace } = await createWorkspace(deps, { name: 'Own' })
  const scope = { workspaceId: workspace.id }
  return { scope, ...(await createApiKey(deps, scope, { role, label: 'test' })) }
}

async function signIn(key: string): Promise<{ cookie: string }> {
  const answer = await access.send('POST', '/api/session', { body: { apiKey: key } })
  return { cookie: answer.cookie?.split(';')[0] ?? '' }
}

const sessionsOf = (scope: { workspaceId: string }) =>
  inWorkspace(database.db, scope, (tx) => tx.selectFrom('browserSessions').selectAll().execute())

describe('GET /api/session', () => {
  it('tells a key its workspace, its role and that there is no add-on', async () => {
    const key = await aWorkspaceKey('reader')

    const answer = await access.send('GET', '/api/session', { headers: bearer(key.key) })

    expect(answer).toMatchObject({
      status: 200,
      body: {
        workspace: { id: key.scope.workspaceId, name: 'Own' },
        actor: { type: 'api-key', id: key.id, role: 'reader' },
        addon: null,
        environment: null,
      },
    })
  })

  it('tells a Clockify user that the add-on is active', async () => {
    const identity = { workspaceId: newId(), addonId: 'a1' }
    await anInstallation(database.db, identity, TEST_NOW)
    const token = await access.platform.sign(userClaims(identity, 'MEMBER'))

    const answer = await access.send('GET', '/api/session', { headers: bearer(token) })

    expect(answer.body).toEqual({
      workspace: { id: identity.workspaceId, name: 'Acme' },
      actor: { type: 'user', id: 'user-1', role: 'member' },
      addon: { status: 'ACTIVE' },
      environment: 'production',
    })
  })

  it.each([
    ['https://eu.clockify.me/api', 'production'],
    ['https://developer.clockify.me/api', 'developer'],
    ['http://127.0.0.1:4000/api', 'other'],
    ['https://clockify.me.example/api', 'other'],
  ])('tells which Clockify %s is', async (backendUrl, environment) => {
    const identity = { workspaceId: newId(), addonId: 'a1' }
    await anInstallation(database.db, identity, TEST_NOW)
    await inWorkspace(database.db, identity, (tx) =>
      tx.updateTable('installations').set({ backendUrl }).execute(),
    )
    const token = await access.platform.sign(userClaims(identity, 'MEMBER'))

    const answer = await access.send('GET', '/api/session', { headers: bearer(token) })

    expect(answer.body).toMatchObject({ environment })
  })

  it('tells nobody nothing', async () => {
    const answer = await access.send('GET', '/api/session')

    expect(answer.status).toBe(401)
  })
})

describe('POST /api/session', () => {
  it('trades a key for a cookie that scripts and other sites cannot use', async () => {
    const { key, scope } = await aWorkspaceKey()

    const answer = await access.send('POST', '/api/session', { body: { apiKey: key } })

    expect(answer).toMatchObject({ status: 200, body: { workspace: { id: scope.workspaceId } } })
    expect(answer.cookie).toMatch(
      /^__Host-switchyard=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
    )
    expect(answer.cookie).not.toContain(key)
  })

  it('makes a cookie for plain http where the server has no https', async () => {
    const plain = await anAccess(database.db, { baseUrl: 'http://127.0.0.1:8080' })
    const { key } = await aWorkspaceKey()

    const answer = await plain.send('POST', '/api/session', { body: { apiKey: key } })

    expect(answer.cookie).toMatch(/^switchyard=[^;]+; Max-Age=43200; Path=\/; HttpOnly; SameSite=Lax$/)
    await plain.app.close()
  })

  it('stores the session as a hash only', async () => {
    const { key, scope } = await aWorkspaceKey()

    const { cookie } = await signIn(key)

    const secret = cookie.split('.').at(-1) ?? ''
    const [row] = await sessionsOf(scope)
    expect(secret).toHaveLength(43)
    expect(JSON.stringify(row)).not.toContain(secret)
    expect(row?.expiresAt).toEqual(new Date(access.clock.now().getTime() + 12 * 3_600_000))
  })

  it.each([
    ['a key that does not exist', 401, { apiKey: `swy_w1_${'a'.repeat(43)}` }],
    ['a text', 401, { apiKey: 'x' }],
    ['no key', 422, {}],
    ['a field that it does not know', 422, { apiKey: 'x', remember: true }],
  ])('refuses %s', async (_name, status, body) => {
    const answer = await access.send('POST', '/api/session', { body })

    expect(answer).toMatchObject({ status, cookie: undefined })
  })
})

describe('the session cookie', () => {
  it('acts with the rights of its key', async () => {
    const key = await aWorkspaceKey('member')
    const headers = await signIn(key.key)

    const answers = [
      await access.send('GET', '/needs/member', { headers }),
      await access.send('GET', '/needs/admin', { headers }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([200, 403])
    expect(answers[0]?.body).toMatchObject({ workspaceId: key.scope.workspaceId, actor: { id: key.id } })
  })

  it('changes something only from our own pages', async () => {
    const headers = await signIn((await aWorkspaceKey()).key)

    const answers = await Promise.all([
      access.send('POST', '/needs/admin', { headers: { ...headers, ...SAME_ORIGIN } }),
      access.send('POST', '/needs/admin', { headers: { ...headers, origin: 'https://evil.example' } }),
      access.send('POST', '/needs/admin', { headers: { ...headers, 'sec-fetch-site': 'cross-site' } }),
      access.send('POST', '/needs/admin', { headers }),
    ])

    expect(answers.map(({ status }) => status)).toEqual([200, 403, 403, 403])
  })

  it('ends after twelve hours, and the next sign-in clears it away', async () => {
    const { key, scope } = await aWorkspaceKey()
    const headers = await signIn(key)
    access.clock.advance(12 * 3_600_000)

    const answer = await access.send('GET', '/needs/reader', { headers })
    await signIn(key)

    expect(answer.status).toBe(401)
    expect(await sessionsOf(scope)).toHaveLength(1)
    access.clock.set(TEST_NOW)
  })

  it('ends with its key', async () => {
    const { key, id, scope } = await aWorkspaceKey()
    const headers = await signIn(key)
    await access.send('DELETE', `/api/api-keys/${id}`, { headers: bearer(key) })

    const answer = await access.send('GET', '/needs/reader', { headers })

    expect(answer.status).toBe(401)
    expect(await sessionsOf(scope)).toEqual([])
  })

  it('gives way to a key that the request sends itself', async () => {
    const headers = await signIn((await aWorkspaceKey()).key)
    const other = await aWorkspaceKey()

    const answer = await access.send('GET', '/needs/reader', {
      headers: { ...headers, ...bearer(other.key) },
    })

    expect(answer.body).toMatchObject({ workspaceId: other.scope.workspaceId })
  })

  it('is refused beside a second one', async () => {
    const one = await signIn((await aWorkspaceKey()).key)
    const two = await signIn((await aWorkspaceKey()).key)

    const answer = await access.send('GET', '/needs/reader', {
      headers: { cookie: `${one.cookie}; ${two.cookie}` },
    })

    expect(answer.status).toBe(401)
  })

  it.each<readonly [string, (cookie: string) => string]>([
    ['another secret', (cookie) => cookie.slice(0, -1) + (cookie.endsWith('A') ? 'B' : 'A')],
    ['another workspace', (cookie) => cookie.replace(/=[^.]+/, `=${newId()}`)],
    ['nothing', () => '__Host-switchyard='],
    ['the name for plain http', (cookie) => cookie.replace('__Host-', '')],
  ])('with %s proves nobody', async (_name, change) => {
    const { cookie } = await signIn((await aWorkspaceKey()).key)

    const answer = await access.send('GET', '/needs/reader', { headers: { cookie: change(cookie) } })

    expect(answer.status).toBe(401)
  })
})

describe('DELETE /api/session', () => {
  it('ends the session and takes the cookie away, twice if asked', async () => {
    const { key, scope } = await aWorkspaceKey()
    const headers = { ...(await signIn(key)), ...SAME_ORIGIN }

    const answers = [
      await access.send('DELETE', '/api/session', { headers }),
      await access.send('DELETE', '/api/session', { headers }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([204, 204])
    expect(answers[0]?.cookie).toMatch(/^__Host-switchyard=; Max-Age=0; /)
    expect(await sessionsOf(scope)).toEqual([])
    expect((await access.send('GET', '/needs/reader', { headers })).status).toBe(401)
  })

  it('ends no session for another site', async () => {
    const { key, scope } = await aWorkspaceKey()
    const headers = { ...(await signIn(key)), 'sec-fetch-site': 'cross-site' }

    const answer = await access.send('DELETE', '/api/session', { headers })

    expect(answer.status).toBe(403)
    expect(await sessionsOf(scope)).toHaveLength(1)
  })

  it('ends no session whose secret it does not get', async () => {
    const { key, scope } = await aWorkspaceKey()
    const { cookie } = await signIn(key)
    const forged = cookie.replace(/.{43}$/, 'a'.repeat(43))

    await access.send('DELETE', '/api/session', { headers: { cookie: forged, ...SAME_ORIGIN } })

    expect(await sessionsOf(scope)).toHaveLength(1)
  })
})
