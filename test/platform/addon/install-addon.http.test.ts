import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readInstallationAccess } from '../../../server/platform/addon/index.ts'
import { hashToken } from '../../../server/platform/tokens/index.ts'
import { eventPath } from '../../../server/platform/webhooks/index.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { installationClaims, webhookClaims } from '../../support/a-token.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import {
  anAddon,
  anIdentity,
  DEFAULTS,
  BASE_URL,
  EVENTS,
  installationOf,
  scopeOf,
  type TestAddon,
} from './an-addon.ts'
import { countRows } from './workspace-rows.ts'

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

const accessOf = (identity: ReturnType<typeof anIdentity>) =>
  readInstallationAccess({ db: database.db, vault: addon.vault, defaults: DEFAULTS }, scopeOf(identity))

describe('POST /lifecycle/installed', () => {
  it('stores the installation with its token sealed, its hosts and its webhook tokens as hashes', async () => {
    const identity = anIdentity()
    const body = await addon.installedBody(identity)

    const answer = await addon.call('/lifecycle/installed', identity, { ...body, asUser: 'u1' })

    expect(answer).toEqual({ status: 200, body: { outcome: 'installed' } })
    expect(await accessOf(identity)).toEqual({
      addonId: identity.addonId,
      generation: 1,
      settings: DEFAULTS,
      status: 'ACTIVE',
      backendUrl: 'https://api.clockify.me/api',
      reportsUrl: 'https://reports.api.clockify.me',
      token: body.authToken,
    })
    const installation = await installationOf(database.db, identity)
    expect(installation?.tokenSealed.includes(body.authToken)).toBe(false)
    const stored = await addon.webhookTokens.find(identity, eventPath('NEW_PROJECT'))
    expect(stored).toMatchObject({ eventType: 'NEW_PROJECT', status: 'ACTIVE', generation: 1 })
    expect(stored?.tokenHash.equals(hashToken(body.webhooks[2]?.authToken ?? ''))).toBe(true)
  })

  it('asks for the walk once, in the same transaction', async () => {
    const identity = anIdentity()

    await addon.install(identity)

    expect(addon.walks.filter((id) => id === identity.workspaceId)).toHaveLength(1)
  })

  it('asks for no walk when that is switched off', async () => {
    const quiet = await anAddon(database.db, { autoBootstrap: false })

    const answer = await quiet.install(anIdentity())

    expect([answer.status, quiet.walks]).toEqual([200, []])
    await quiet.app.close()
  })

  it.each<readonly [string, Readonly<Record<string, unknown>>]>([
    ['apiUrl without version', { apiUrl: 'https://developer.clockify.me/api' }],
    ['apiUrl with version', { apiUrl: 'https://developer.clockify.me/api/v1' }],
    ['no webhooks', { webhooks: undefined }],
    ['webhooks null', { webhooks: null }],
    ['null and unknown fields', { addonUserId: null, asUser: null, locale: 'en' }],
  ])('takes the variant with %s', async (_name, change) => {
    const identity = anIdentity()

    const answer = await addon.install(identity, change)

    expect(answer.status).toBe(200)
    expect((await accessOf(identity)).backendUrl).toBe('https://api.clockify.me/api')
  })

  it.each<readonly [string, (path: string) => string]>([
    ['two slashes in front', (path) => `/${path}`],
    ['a full URL', (path) => `${BASE_URL}${path}`],
    ['a full URL with two slashes', (path) => `${BASE_URL}/${path}`],
    ['a slash at the end', (path) => `${path}/`],
  ])('knows webhook paths with %s', async (_name, write) => {
    const identity = anIdentity()
    const { webhooks } = await addon.installedBody(identity)

    await addon.install(identity, {
      webhooks: webhooks.map(({ path, authToken }) => ({ path: write(path), authToken, event: 'X' })),
    })

    for (const event of EVENTS)
      expect(await addon.webhookTokens.find(identity, eventPath(event))).toMatchObject({ eventType: event })
  })

  it('keeps tokens of unknown paths out', async () => {
    const identity = anIdentity()
    const authToken = await addon.platform.sign(webhookClaims(identity))

    const answer = await addon.install(identity, {
      webhooks: [{ path: '/webhooks/clockify/hooks/x', authToken }],
    })

    expect(answer.status).toBe(200)
    expect(await addon.webhookTokens.find(identity, '/webhooks/clockify/hooks/x')).toBeUndefined()
  })

  it('changes nothing when the very same call comes again', async () => {
    const identity = anIdentity()
    const body = await addon.installedBody(identity)
    await addon.call('/lifecycle/installed', identity, body)
    const before = await countRows(database.db, scopeOf(identity))

    const again = await addon.call('/lifecycle/installed', identity, body)

    expect(again.body).toEqual({ outcome: 'repeated' })
    expect(await countRows(database.db, scopeOf(identity))).toEqual(before)
    expect((await accessOf(identity)).generation).toBe(1)
    expect(addon.walks.filter((id) => id === identity.workspaceId)).toHaveLength(1)
  })

  it('installs once when the same call comes five times at once', async () => {
    const identity = anIdentity()
    const body = await addon.installedBody(identity)

    const answers = await Promise.all(
      Array.from({ length: 5 }, () => addon.call('/lifecycle/installed', identity, body)),
    )

    expect(answers.map(({ body }) => (body as { outcome: string }).outcome).sort()).toEqual([
      'installed',
      'repeated',
      'repeated',
      'repeated',
      'repeated',
    ])
  })

  it('makes the next generation on a reinstall, in which the old webhook tokens are dead', async () => {
    const first = anIdentity()
    const second = anIdentity(first.workspaceId)
    await addon.install(first)
    await addon.webhookTokens.find(first, eventPath('NEW_PROJECT'))
    const body = await addon.installedBody(second)

    const answer = await addon.call('/lifecycle/installed', second, {
      ...body,
      webhooks: body.webhooks.slice(0, 1),
    })

    expect(answer.body).toEqual({ outcome: 'reinstalled' })
    expect(await accessOf(second)).toMatchObject({ generation: 2, token: body.authToken })
    expect(await addon.webhookTokens.find(second, eventPath('NEW_PROJECT'))).toBeUndefined()
    const kept = await addon.webhookTokens.find(second, eventPath('NEW_TIME_ENTRY'))
    expect(kept?.tokenHash.equals(hashToken(body.webhooks[0]?.authToken ?? ''))).toBe(true)
  })

  it('is ACTIVE and has the first values again after a reinstall', async () => {
    const first = anIdentity()
    const second = anIdentity(first.workspaceId)
    await addon.install(first)
    await addon.call('/lifecycle/settings-updated', first, {
      ...first,
      settings: [{ id: 'keepRecordsFresh', value: false }],
    })
    await addon.call('/lifecycle/status-changed', first, { ...first, status: 'INACTIVE' })

    await addon.install(second)

    expect(await accessOf(second)).toMatchObject({ status: 'ACTIVE' })
    expect(await countRows(database.db, scopeOf(second))).toMatchObject({ addon_settings: 0 })
  })

  const installedAs = async (identity: ReturnType<typeof anIdentity>, iat?: number) =>
    addon.install(identity, {
      authToken: await addon.platform.sign({ ...installationClaims(identity), iat }),
    })

  it('ignores a late repetition of an installation that another has replaced', async () => {
    const first = anIdentity()
    const second = anIdentity(first.workspaceId)
    await installedAs(second, 1_700_000_060)

    const answer = await installedAs(first, 1_700_000_000)

    expect(answer.body).toEqual({ outcome: 'ignored' })
    expect(await accessOf(second)).toMatchObject({ addonId: second.addonId })
  })

  it.each([
    ['neither token says when it was made', undefined, undefined],
    ['only the first one says it', 1_700_000_000, undefined],
    ['only the second one says it, and by a clock behind ours', undefined, 1_700_000_000],
    ['both were made in the same second', 1_700_000_000, 1_700_000_000],
  ])('takes a reinstall when %s', async (_when, before, after) => {
    const first = anIdentity()
    const second = anIdentity(first.workspaceId)
    await installedAs(first, before)

    const answer = await installedAs(second, after)

    expect(answer.body).toEqual({ outcome: 'reinstalled' })
    expect(await accessOf(second)).toMatchObject({ addonId: second.addonId })
  })
})

describe('POST /lifecycle/installed, refusing', () => {
  type Fields = Readonly<Record<string, unknown>>
  type Change = (identity: ReturnType<typeof anIdentity>) => Promise<Fields> | Fields
  const claimed = (identity: ReturnType<typeof anIdentity>, change: object) =>
    addon.platform.sign({ ...installationClaims(identity), ...change })

  it.each<readonly [string, number, Change]>([
    ['another workspace in the body', 403, () => ({ workspaceId: 'other' })],
    ['another installation in the body', 403, () => ({ addonId: 'other' })],
    [
      'an installation token of another workspace',
      403,
      async (id) => ({ authToken: await claimed(id, { workspaceId: 'other' }) }),
    ],
    [
      'an installation token of another installation',
      403,
      async (id) => ({ authToken: await claimed(id, { addonId: 'other' }) }),
    ],
    [
      'a user token as installation token',
      401,
      async (id) => ({ authToken: await claimed(id, { workspaceRole: 'OWNER' }) }),
    ],
    ['a token for another add-on', 401, async (id) => ({ authToken: await claimed(id, { sub: 'other' }) })],
    ['a text as installation token', 401, () => ({ authToken: 'x' })],
    [
      'an API host elsewhere',
      422,
      async (id) => ({ authToken: await claimed(id, { backendUrl: 'https://evil.example/api' }) }),
    ],
    [
      'an API host over http',
      422,
      async (id) => ({ authToken: await claimed(id, { backendUrl: 'http://api.clockify.me/api' }) }),
    ],
    [
      'a metadata address as API host',
      422,
      async (id) => ({ authToken: await claimed(id, { backendUrl: 'http://169.254.169.254/api' }) }),
    ],
    [
      'a reports host elsewhere',
      422,
      async (id) => ({ authToken: await claimed(id, { reportsUrl: 'https://evil.example' }) }),
    ],
    ['a loopback apiUrl', 422, () => ({ apiUrl: 'http://127.0.0.1:9000/api' })],
    [
      'a webhook token of another workspace',
      403,
      async (id) => ({
        webhooks: [
          {
            path: '/x',
            authToken: await addon.platform.sign(webhookClaims({ ...id, workspaceId: 'other' })),
          },
        ],
      }),
    ],
    ['a webhook token that is none', 401, () => ({ webhooks: [{ path: '/x', authToken: 'plain' }] })],
    ['no installation token', 422, () => ({ authToken: undefined })],
    ['webhooks that are a text', 422, () => ({ webhooks: 'all' })],
  ])('refuses %s and changes nothing', async (_name, status, change) => {
    const identity = anIdentity()

    const answer = await addon.install(identity, await change(identity))

    expect(answer.status).toBe(status)
    const counts = Object.values(await countRows(database.db, scopeOf(identity)))
    expect(counts.filter((count) => count > 0)).toEqual([])
  })

  it('takes no installation for a workspace of the operator', async () => {
    const { workspaceId } = await aWorkspace(database.db)

    const answer = await addon.install(anIdentity(workspaceId))

    expect(answer.status).toBe(409)
    expect(
      await inWorkspace(database.db, { workspaceId }, (tx) =>
        tx.selectFrom('installations').selectAll().execute(),
      ),
    ).toEqual([])
  })
})
