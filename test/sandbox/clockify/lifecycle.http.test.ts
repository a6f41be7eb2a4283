import { importSPKI, jwtVerify } from 'jose'
import { afterEach, describe, expect, it } from 'vitest'

import {
  type ClockifySandboxOptions,
  type Quirks,
  startClockifySandbox,
} from '../../../server/sandbox/clockify/index.ts'
import { startFakeAddOn } from './fake-add-on.ts'
import { ask, installedSandbox, type Pair, sharedKeys, SMALL } from './installed-sandbox.ts'

const open: { stop(): Promise<void> }[] = []
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()))
})

async function pair(quirks: Partial<Quirks> = {}, options: ClockifySandboxOptions = {}): Promise<Pair> {
  const made = await installedSandbox({ ...options, quirks })
  open.push(made)
  return made
}

async function verify(sandbox: Pair['sandbox'], token: string) {
  return jwtVerify(token, await importSPKI(sandbox.publicKeyPem, 'RS256'), {
    algorithms: ['RS256'],
    issuer: 'clockify',
  })
}

describe('install', () => {
  it('sends INSTALLED with a lifecycle token that verifies and expires', async () => {
    const { sandbox, addOn } = await pair()

    const [call] = addOn.received
    const { payload, protectedHeader } = await verify(
      sandbox,
      String(call?.headers['x-addon-lifecycle-token']),
    )

    expect(call?.path).toBe('/lifecycle/installed')
    expect(call?.body).toMatchObject({
      addonId: sandbox.installation?.addonId,
      authToken: sandbox.installationToken(),
      workspaceId: sandbox.workspaceId,
      asUser: sandbox.state.ownerId,
      apiUrl: sandbox.apiUrl,
    })
    expect(payload).toMatchObject({ sub: 'fake-add-on', type: 'addon', workspaceId: sandbox.workspaceId })
    expect(payload.exp).toBeGreaterThan(0)
    expect(protectedHeader).toEqual({ alg: 'RS256' })
  })

  it('gives an installation token for a century and webhook tokens without end, one per path', async () => {
    const { sandbox } = await pair()
    const century = Date.now() / 1000 + 99 * 31_557_600

    const installation = (await verify(sandbox, sandbox.installationToken())).payload
    const webhooks = sandbox.installation!.webhooks
    const webhook = (await verify(sandbox, webhooks[0]!.authToken)).payload

    expect(installation.exp).toBeGreaterThan(century)
    expect(installation).toMatchObject({
      backendUrl: `${sandbox.origin}/api`,
      reportsUrl: `${sandbox.origin}/report`,
    })
    expect(webhook.exp).toBeUndefined()
    expect(new Set(webhooks.map((one) => one.authToken)).size).toBe(webhooks.length)
  })

  it.each<[Partial<Quirks>, RegExp]>([
    [{}, /^\/\/webhooks\/new_tag$/],
    [{ webhookPathForm: 'plain' }, /^\/webhooks\/new_tag$/],
    [{ webhookPathForm: 'full-url' }, /^http:\/\/127\.0\.0\.1:\d+\/webhooks\/new_tag$/],
  ])('writes webhook paths as switched: %j', async (quirks, form) => {
    const { addOn } = await pair(quirks)

    const [first] = (addOn.received[0]!.body as { webhooks: { path: string; webhookType: string }[] })
      .webhooks

    expect(first?.path).toMatch(form)
    expect(first?.webhookType).toBe('ADDON')
  })

  it('leaves out and adds fields as switched', async () => {
    const { addOn, sandbox } = await pair({
      webhookTypePresent: false,
      webhookEventField: true,
      addonUserIdPresent: false,
      apiUrlForm: 'with-version',
      claimNames: 'older',
    })

    const body = addOn.received[0]?.body as Record<string, unknown> & { webhooks: object[] }
    const { payload } = await verify(sandbox, sandbox.installationToken())

    expect(body['apiUrl']).toBe(`${sandbox.origin}/api/v1`)
    expect(body).not.toHaveProperty('addonUserId')
    expect(body.webhooks[0]).toMatchObject({ event: 'NEW_TAG' })
    expect(body.webhooks[0]).not.toHaveProperty('webhookType')
    expect(payload).toMatchObject({ activeWs: sandbox.workspaceId, apiUrl: `${sandbox.origin}/api` })
    expect(payload).not.toHaveProperty('workspaceId')
  })

  it.each<[string, (manifest: Record<string, unknown>) => void, string]>([
    ['$schema', (manifest) => (manifest['$schema'] = 'x'), '$schema'],
    ['an unknown scope', (manifest) => (manifest['scopes'] = ['WEBHOOK_READ']), 'WEBHOOK_READ'],
    ['too many webhooks', (manifest) => (manifest['webhooks'] = hooks(11)), '11 webhooks'],
    ['a shared path', (manifest) => (manifest['webhooks'] = [...hooks(1), ...hooks(1)]), 'share a path'],
    [
      'an unknown event',
      (manifest) => (manifest['webhooks'] = [{ event: 'TIME_ENTRY_BATCH_DELETED', path: '/x' }]),
      'BATCH',
    ],
    ['another key', (manifest) => (manifest['key'] = 'other'), 'key is not fake-add-on'],
  ])('refuses a manifest with %s', async (_name, change, complaint) => {
    const addOn = await startFakeAddOn()
    const sandbox = await startClockifySandbox({
      keys: await sharedKeys(),
      size: SMALL,
      addonKey: 'fake-add-on',
    })
    open.push(sandbox, addOn)
    change(addOn.manifest)

    const installing = sandbox.install({ baseUrl: addOn.baseUrl })

    await expect(installing).rejects.toThrow(complaint)
    expect(addOn.received).toEqual([])
  })

  it('is undone when the add-on refuses it', async () => {
    const addOn = await startFakeAddOn()
    const sandbox = await startClockifySandbox({ keys: await sharedKeys(), size: SMALL })
    open.push(sandbox, addOn)
    addOn.statuses.push(500)

    await expect(sandbox.install({ baseUrl: addOn.baseUrl })).rejects.toThrow('answered 500 to INSTALLED')

    expect(sandbox.installation).toBeUndefined()
  })
})

function hooks(count: number): object[] {
  return Array.from({ length: count }, (_, index) => ({ event: 'NEW_TAG', path: `/webhooks/${index}` }))
}

describe('an installation', () => {
  it('dies with its tokens at uninstall', async () => {
    const { sandbox, addOn } = await pair()
    const token = sandbox.installationToken()

    await sandbox.uninstall()
    const answer = await ask(sandbox, '/tags', { headers: { 'x-addon-token': token } })

    expect(answer).toMatchObject({ status: 401, body: { code: 4017 } })
    expect(addOn.received.at(-1)).toMatchObject({
      path: '/lifecycle/deleted',
      body: { workspaceId: sandbox.workspaceId },
    })
  })

  it('is another one after a reinstall', async () => {
    const { sandbox } = await pair()
    const before = sandbox.installation!

    await sandbox.reinstall()
    const old = await ask(sandbox, '/tags', { headers: { 'x-addon-token': before.authToken } })

    expect(sandbox.installation?.addonId).not.toBe(before.addonId)
    expect(old.body).toMatchObject({ code: 4017 })
    expect((await ask(sandbox, '/tags')).status).toBe(200)
  })

  it('has no API access while inactive', async () => {
    const { sandbox, addOn } = await pair()

    await sandbox.setStatus('INACTIVE')
    const refused = await ask(sandbox, '/tags')
    await sandbox.setStatus('ACTIVE')

    expect(addOn.received.at(1)?.body).toMatchObject({ status: 'INACTIVE' })
    expect(refused.status).toBe(403)
    expect((await ask(sandbox, '/tags')).status).toBe(200)
  })
})

describe('settings', () => {
  it('tell the add-on only what changed, and keep the value', async () => {
    const { sandbox, addOn } = await pair()

    await sandbox.changeSettings([{ id: 'other', value: 3 }])
    const tree = await ask(sandbox, `/api/addon/workspaces/${sandbox.workspaceId}/settings`)

    expect(addOn.received.at(-1)?.body).toMatchObject({
      settings: [{ id: 'other', name: 'Other', value: 3 }],
    })
    expect(JSON.stringify(tree.body)).toContain('"value":3')
  })

  it('come as a bare array with all values when switched so', async () => {
    const { sandbox, addOn } = await pair({ settingsBody: 'bare-array', settingsChangedOnly: false })

    await sandbox.changeSettings([{ id: 'limit', value: 9 }])

    expect(addOn.received.at(-1)?.body).toEqual([
      { id: 'limit', name: 'Limit', value: 9 },
      { id: 'other', name: 'Other', value: 1 },
    ])
  })

  it('can be changed through the API with a user token', async () => {
    const { sandbox, addOn } = await pair()
    const path = `/api/addon/workspaces/${sandbox.workspaceId}/settings`
    const headers = { 'x-addon-token': sandbox.userToken() }

    const answer = await ask(sandbox, path, { method: 'PATCH', headers, body: [{ id: 'limit', value: 4 }] })
    await sandbox.flush()

    expect(answer.status).toBe(200)
    expect(addOn.received.at(-1)).toMatchObject({ path: '/lifecycle/settings_updated' })
    expect(sandbox.backgroundFailures).toEqual([])
  })
})
