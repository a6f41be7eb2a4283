import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createApiKey, createWorkspace } from '../../../server/platform/access/index.ts'
import { newId } from '../../../server/shared/ids.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import {
  aPlatform,
  hmacToken,
  installationClaims,
  lifecycleClaims,
  seconds,
  TEST_NOW,
  unsignedToken,
  userClaims,
  webhookClaims,
} from '../../support/a-token.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { ADMIN_KEY, anAccess, anInstallation, bearer, type TestAccess } from './an-access.ts'

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

async function anInstalled() {
  const identity = { workspaceId: newId(), addonId: `addon-${newId()}` }
  await anInstallation(database.db, identity, TEST_NOW)
  return identity
}

type Identity = Awaited<ReturnType<typeof anInstalled>>
const deps = () => ({ db: database.db, clock: access.clock })
const userToken = (identity: Identity, role?: string) => access.platform.sign(userClaims(identity, role))

async function aKey(role: 'reader' | 'member' | 'admin' = 'admin') {
  const { workspace } = await createWorkspace(deps(), { name: 'Own' })
  const scope = { workspaceId: workspace.id }
  return { scope, ...(await createApiKey(deps(), scope, { role, label: 'test' })) }
}

describe('a Clockify user token', () => {
  it.each([
    ['OWNER', 'admin'],
    ['owner', 'admin'],
    ['Admin', 'admin'],
    ['MEMBER', 'member'],
    ['TEAM_MANAGER', 'member'],
    ['ADMINISTRATOR', 'member'],
  ])('of a person with the role %s acts as %s in its own workspace', async (workspaceRole, role) => {
    const identity = await anInstalled()
    const token = await userToken(identity, workspaceRole)

    const answer = await access.send('GET', '/needs/member', { headers: bearer(token) })

    expect(answer).toMatchObject({
      status: 200,
      body: { workspaceId: identity.workspaceId, actor: { type: 'user', id: 'user-1', role }, token },
    })
  })

  it('of a member is refused where an admin is needed', async () => {
    const token = await userToken(await anInstalled(), 'MEMBER')

    const answer = await access.send('GET', '/needs/admin', { headers: bearer(token) })

    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
  })

  it('still proves its person while the add-on is switched off', async () => {
    const identity = await anInstalled()
    await inWorkspace(database.db, identity, (tx) =>
      tx.updateTable('installations').set({ status: 'INACTIVE' }).execute(),
    )

    const answer = await access.send('GET', '/api/session', { headers: bearer(await userToken(identity)) })

    expect(answer).toMatchObject({ status: 200, body: { addon: { status: 'INACTIVE' } } })
  })

  it.each([
    ['proves its person after the first installation, whatever its clock', 1, 200],
    ['proves nobody after a reinstall', 2, 401],
  ])('that was made earlier %s', async (_what, generation, status) => {
    const identity = await anInstalled()
    await inWorkspace(database.db, identity, (tx) =>
      tx.updateTable('installations').set({ generation }).execute(),
    )
    const token = await access.platform.sign({ ...userClaims(identity), iat: seconds(TEST_NOW) - 60 })

    const answer = await access.send('GET', '/needs/reader', { headers: bearer(token) })

    expect(answer.status).toBe(status)
  })

  it.each<readonly [string, (id: Identity) => Promise<string> | string]>([
    ['signed by another key', async (id) => (await aPlatform()).sign(userClaims(id))],
    ['with alg none', (id) => unsignedToken({ alg: 'none' }, userClaims(id), '')],
    ['with HS256 by the public key', (id) => hmacToken(userClaims(id), access.platform.publicKeyPem)],
    ['that has expired', (id) => access.platform.sign({ ...userClaims(id), exp: seconds(TEST_NOW) - 60 })],
    ['without expiry', (id) => access.platform.sign({ ...userClaims(id), exp: undefined })],
    ['for another add-on', (id) => access.platform.sign({ ...userClaims(id), sub: 'other' })],
    ['of a workspace without installation', () => userToken({ workspaceId: newId(), addonId: 'a' })],
    ['of another installation', (id) => userToken({ ...id, addonId: 'other' })],
    ['that is an installation token', (id) => access.platform.sign(installationClaims(id))],
    ['that is a webhook token', (id) => access.platform.sign(webhookClaims(id))],
    ['that is a lifecycle token', (id) => access.platform.sign(lifecycleClaims(id))],
    ['that is a text', () => 'secret'],
    ["that is the operator's key", () => ADMIN_KEY],
  ])('%s proves nobody', async (_name, make) => {
    const token = await make(await anInstalled())

    const answer = await access.send('GET', '/needs/reader', { headers: bearer(token) })

    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
    expect(JSON.stringify(answer.body)).not.toContain(token)
  })
})

describe('an API key', () => {
  it.each(['authorization', 'x-api-key'])('acts in its workspace when it comes as %s', async (header) => {
    const key = await aKey('member')
    const value = header === 'authorization' ? `Bearer ${key.key}` : key.key

    const answer = await access.send('GET', '/needs/member', { headers: { [header]: value } })

    expect(answer).toMatchObject({
      status: 200,
      body: { workspaceId: key.scope.workspaceId, actor: { type: 'api-key', id: key.id, role: 'member' } },
    })
  })

  it.each([
    ['reader', [200, 403, 403]],
    ['member', [200, 200, 403]],
    ['admin', [200, 200, 200]],
  ] as const)('of a %s opens what its role may', async (role, expected) => {
    const { key } = await aKey(role)

    const answers = await Promise.all(
      ['reader', 'member', 'admin'].map((needed) =>
        access.send('GET', `/needs/${needed}`, { headers: bearer(key) }),
      ),
    )

    expect(answers.map(({ status }) => status)).toEqual(expected)
  })

  it.each<readonly [string, (key: string) => string]>([
    ['of another secret', (key) => key.slice(0, -1) + (key.endsWith('A') ? 'B' : 'A')],
    ['moved to another workspace', (key) => key.replace(/^swy_[^_]+/, `swy_${newId()}`)],
    ['cut short', (key) => key.slice(0, -4)],
    ['in capitals', (key) => key.toUpperCase()],
    ['with SQL in it', () => `swy_' or 1=1--_${'a'.repeat(43)}`],
  ])('%s proves nobody', async (_name, change) => {
    const { key } = await aKey()

    const answer = await access.send('GET', '/needs/reader', { headers: { 'x-api-key': change(key) } })

    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
  })

  it('notes its use at most once a minute', async () => {
    const { key, id, scope } = await aKey()
    const lastUsed = async () =>
      inWorkspace(database.db, scope, (tx) =>
        tx.selectFrom('apiKeys').select('lastUsedAt').where('id', '=', id).executeTakeFirstOrThrow(),
      )
    const used = access.clock.now()
    await access.send('GET', '/needs/reader', { headers: bearer(key) })
    access.clock.advance(30_000)
    await access.send('GET', '/needs/reader', { headers: bearer(key) })
    const afterHalfAMinute = await lastUsed()
    access.clock.advance(30_000)

    await access.send('GET', '/needs/reader', { headers: bearer(key) })

    expect(afterHalfAMinute.lastUsedAt).toEqual(used)
    expect((await lastUsed()).lastUsedAt).toEqual(access.clock.now())
    access.clock.set(TEST_NOW)
  })
})

describe('credentials', () => {
  it('are needed', async () => {
    const answer = await access.send('GET', '/needs/reader')

    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
  })

  it.each(['Basic dXNlcjpwdw==', 'Bearer', 'Bearer a b', 'bearer', ''])(
    'are not read from %j',
    async (authorization) => {
      const answer = await access.send('GET', '/needs/reader', { headers: { authorization } })

      expect(answer.status).toBe(401)
    },
  )

  it('may come twice when they are the same', async () => {
    const { key } = await aKey()

    const answer = await access.send('GET', '/needs/reader', {
      headers: { ...bearer(key), 'x-api-key': key },
    })

    expect(answer.status).toBe(200)
  })

  it.each(['an unknown one', 'another workspace', 'another key of the workspace'])(
    'of two callers are refused: the second is %s',
    async (which) => {
      const first = await aKey()
      const second = {
        'an unknown one': async () => 'swy_x',
        'another workspace': async () => (await aKey()).key,
        'another key of the workspace': async () =>
          (await createApiKey(deps(), first.scope, { role: 'admin', label: 'two' })).key,
      }[which]

      const answer = await access.send('GET', '/needs/reader', {
        headers: { ...bearer(first.key), 'x-api-key': (await second?.()) ?? '' },
      })

      expect(answer.status).toBe(401)
    },
  )
})
