import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readAddonSettings, requireActive } from '../../../server/platform/addon/index.ts'
import {
  baseClaims,
  hmacToken,
  installationClaims,
  lifecycleClaims,
  unsignedToken,
  userClaims,
  aPlatform,
} from '../../support/a-token.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { anAddon, anIdentity, DEFAULTS, installationOf, type TestAddon } from './an-addon.ts'

let database: TestDatabase
let addon: TestAddon

beforeAll(async () => {
  database = await openTestDatabase()
  addon = await anAddon(database.db)
})
afterAll(async () => {
  await addon.app.close()
  await database.close()
})

type Identity = ReturnType<typeof anIdentity>

async function anInstalled(): Promise<Identity> {
  const identity = anIdentity()
  await addon.install(identity)
  return identity
}

const settingsOf = ({ workspaceId }: Identity) =>
  readAddonSettings(
    { db: database.db, defaults: DEFAULTS },
    { workspaceId, actor: { type: 'system', id: 'test' } },
  )

describe('every lifecycle door', () => {
  const doors = ['installed', 'settings-updated', 'status-changed', 'deleted']
  const bodies: Readonly<Record<string, object>> = {
    'settings-updated': { settings: [{ id: 'keepRecordsFresh', value: false }] },
    'status-changed': { status: 'INACTIVE' },
  }
  const forgeries: readonly (readonly [string, (id: Identity) => Promise<string> | string])[] = [
    ['no token', () => ''],
    ['a text', () => 'x'],
    ['a token of another key', async (id) => (await aPlatform()).sign(lifecycleClaims(id))],
    ['alg none', (id) => unsignedToken({ alg: 'none' }, lifecycleClaims(id), '')],
    ['HS256 by the public key', (id) => hmacToken(lifecycleClaims(id), addon.platform.publicKeyPem)],
    ['an expired token', (id) => addon.platform.sign({ ...baseClaims(id), exp: 1_700_000_000 })],
    ['a token for another add-on', (id) => addon.platform.sign({ ...lifecycleClaims(id), sub: 'other' })],
    ['a user token', (id) => addon.platform.sign(userClaims(id))],
    ['the installation token', (id) => addon.platform.sign(installationClaims(id))],
  ]
  const cases = doors.flatMap((door) => forgeries.map(([name, forge]) => [door, name, forge] as const))

  it.each(cases)('/lifecycle/%s refuses %s and changes nothing', async (door, _name, forge) => {
    const identity = await anInstalled()
    const before = await installationOf(database.db, identity)

    const answer = await addon.post(`/lifecycle/${door}`, await forge(identity), {
      ...identity,
      ...bodies[door],
    })

    expect(answer).toMatchObject({ status: 401, body: { code: 'UNAUTHORIZED' } })
    expect(await installationOf(database.db, identity)).toEqual(before)
    expect(await settingsOf(identity)).toEqual(DEFAULTS)
  })

  it.each(doors)('/lifecycle/%s refuses a webhook token of the installation', async (door) => {
    const identity = anIdentity()
    const body = await addon.installedBody(identity)
    await addon.call('/lifecycle/installed', identity, body)

    const answer = await addon.post(`/lifecycle/${door}`, body.webhooks[0]?.authToken ?? '', {
      ...body,
      ...bodies[door],
    })

    expect(answer.status).toBe(401)
    expect(await installationOf(database.db, identity)).toMatchObject({ status: 'ACTIVE' })
  })

  it.each(doors.slice(1))('/lifecycle/%s refuses a body of another workspace', async (door) => {
    const victim = await anInstalled()
    const attacker = await anInstalled()

    const answer = await addon.call(`/lifecycle/${door}`, attacker, { ...victim, ...bodies[door] })

    expect(answer).toMatchObject({ status: 403, body: { code: 'FORBIDDEN' } })
    expect(await installationOf(database.db, victim)).toMatchObject({ status: 'ACTIVE' })
    expect(await installationOf(database.db, attacker)).toMatchObject({ status: 'ACTIVE' })
    expect(await settingsOf(victim)).toEqual(DEFAULTS)
  })

  it.each(doors.slice(1))('/lifecycle/%s refuses a body without ids', async (door) => {
    const answer = await addon.call(`/lifecycle/${door}`, await anInstalled(), bodies[door] ?? {})

    expect(answer.status).toBe(422)
  })

  it.each(doors.slice(1, 3))('/lifecycle/%s says 404 for a workspace without installation', async (door) => {
    const identity = anIdentity()

    const answer = await addon.call(`/lifecycle/${door}`, identity, { ...identity, ...bodies[door] })

    expect(answer.status).toBe(404)
  })

  it.each(doors.slice(1, 3))('/lifecycle/%s says 409 to an earlier installation', async (door) => {
    const first = await anInstalled()
    await addon.install(anIdentity(first.workspaceId))

    const answer = await addon.call(`/lifecycle/${door}`, first, { ...first, ...bodies[door] })

    expect(answer.status).toBe(409)
    expect(await settingsOf(first)).toEqual(DEFAULTS)
  })

  it('takes a token without expiry and with the older claim names', async () => {
    const identity = await anInstalled()
    const { workspaceId, ...rest } = baseClaims(identity)
    const token = await addon.platform.sign({ ...rest, activeWs: workspaceId })

    const answer = await addon.post('/lifecycle/status-changed', token, { ...identity, status: 'INACTIVE' })

    expect(answer.status).toBe(200)
  })
})

describe('POST /lifecycle/settings-updated', () => {
  const change = (identity: Identity, body: unknown) =>
    addon.call('/lifecycle/settings-updated', identity, body)

  it('merges what changed and keeps the rest', async () => {
    const identity = await anInstalled()
    await change(identity, { ...identity, settings: [{ id: 'requestsPerHour', name: 'R', value: 30 }] })

    const answer = await change(identity, { ...identity, settings: [{ id: 'autoBootstrap', value: false }] })

    expect(answer).toEqual({ status: 200, body: { outcome: 'updated' } })
    expect(await settingsOf(identity)).toEqual({
      autoBootstrap: false,
      requestsPerHour: 30,
      keepRecordsFresh: true,
    })
  })

  it('takes the bare list of older senders', async () => {
    const identity = await anInstalled()

    const answer = await change(identity, [{ id: 'requestsPerHour', name: 'R', value: 5 }])

    expect(answer.status).toBe(200)
    expect(await settingsOf(identity)).toMatchObject({ requestsPerHour: 5 })
  })

  it('takes an empty change, and leaves unknown settings out', async () => {
    const identity = await anInstalled()

    const answers = [
      await change(identity, { ...identity, settings: [] }),
      await change(identity, { ...identity, settings: [{ id: 'nope', value: { deep: [1] } }] }),
    ]

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await settingsOf(identity)).toEqual(DEFAULTS)
  })

  it('changes nothing at all when one value is of the wrong kind', async () => {
    const identity = await anInstalled()

    const answer = await change(identity, [
      { id: 'autoBootstrap', value: false },
      { id: 'requestsPerHour', value: 'many' },
    ])

    expect(answer).toMatchObject({
      status: 422,
      body: { violations: [{ in: 'body', pointer: '/1/value' }] },
    })
    expect(await settingsOf(identity)).toEqual(DEFAULTS)
  })

  it('takes many at once without losing one', async () => {
    const identity = await anInstalled()
    const changes = [
      { id: 'autoBootstrap', value: false },
      { id: 'requestsPerHour', value: 7 },
      { id: 'keepRecordsFresh', value: false },
    ]

    await Promise.all(changes.map((one) => change(identity, [one])))

    expect(await settingsOf(identity)).toEqual({
      autoBootstrap: false,
      requestsPerHour: 7,
      keepRecordsFresh: false,
    })
  })
})

describe('POST /lifecycle/status-changed', () => {
  const change = (identity: Identity, status: string) =>
    addon.call('/lifecycle/status-changed', identity, { ...identity, status })

  it('switches off and on again, and keeps what is stored', async () => {
    const identity = await anInstalled()
    await addon.call('/lifecycle/settings-updated', identity, [{ id: 'requestsPerHour', value: 9 }])

    const off = await change(identity, 'INACTIVE')
    const whileOff = await installationOf(database.db, identity)
    await change(identity, 'ACTIVE')

    expect(off).toEqual({ status: 200, body: { outcome: 'changed' } })
    expect(whileOff?.status).toBe('INACTIVE')
    expect(await installationOf(database.db, identity)).toMatchObject({ status: 'ACTIVE', generation: 1 })
    expect(await settingsOf(identity)).toMatchObject({ requestsPerHour: 9 })
  })

  it('is the same when it comes twice', async () => {
    const identity = await anInstalled()

    const answers = await Promise.all([change(identity, 'INACTIVE'), change(identity, 'INACTIVE')])

    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    expect(await installationOf(database.db, identity)).toMatchObject({ status: 'INACTIVE' })
  })

  it('refuses a status that does not exist', async () => {
    const answer = await change(await anInstalled(), 'PAUSED')

    expect(answer.status).toBe(422)
  })
})

describe('requireActive', () => {
  it('lets an ACTIVE installation work and no INACTIVE one', () => {
    requireActive({ status: 'ACTIVE' })

    expect(() => requireActive({ status: 'INACTIVE' })).toThrow(expect.objectContaining({ code: 'CONFLICT' }))
  })
})
