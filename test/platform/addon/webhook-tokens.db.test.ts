import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createWebhookTokens, recogniseWebhook } from '../../../server/platform/addon/index.ts'
import { eventPath } from '../../../server/platform/webhooks/index.ts'
import { installationClaims, unsignedToken, userClaims, webhookClaims } from '../../support/a-token.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { anAddon, anIdentity, type InstalledBody, type TestAddon } from './an-addon.ts'

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

async function anInstalled(workspaceId?: string): Promise<InstalledBody> {
  const body = await addon.installedBody(anIdentity(workspaceId))
  await addon.call('/lifecycle/installed', body, body)
  return body
}

const path = eventPath('NEW_TIME_ENTRY')
const tokenOf = (body: InstalledBody) => body.webhooks[0]?.authToken ?? ''
const recognise = (token: string, of = path) => recogniseWebhook(addon.webhookTokens, { token, path: of })

describe('recogniseWebhook', () => {
  it('knows the stored token of the path', async () => {
    const body = await anInstalled()

    const sender = await recognise(tokenOf(body))

    expect(sender).toEqual({
      scope: { workspaceId: body.workspaceId, actor: { type: 'webhook', id: 'NEW_TIME_ENTRY' } },
      eventType: 'NEW_TIME_ENTRY',
      active: true,
    })
  })

  it('tells that the installation is switched off at once', async () => {
    const body = await anInstalled()
    await recognise(tokenOf(body))
    await addon.call('/lifecycle/status-changed', body, { ...body, status: 'INACTIVE' })

    const sender = await recognise(tokenOf(body))

    expect(sender?.active).toBe(false)
  })

  it.each<readonly [string, (body: InstalledBody) => Promise<string> | string]>([
    ['the token of another path', (body) => body.webhooks[1]?.authToken ?? ''],
    ['another real webhook token', (body) => addon.platform.sign(webhookClaims(body, 'other'))],
    ['a user token', (body) => addon.platform.sign(userClaims(body))],
    ['the installation token', (body) => addon.platform.sign(installationClaims(body))],
    ['an unsigned token', (body) => unsignedToken({ alg: 'RS256' }, webhookClaims(body))],
    ['a token of an unknown workspace', () => addon.platform.sign(webhookClaims(anIdentity()))],
  ])('does not know %s', async (_name, make) => {
    const body = await anInstalled()

    const recognised = await recognise(await make(body))

    expect(recognised).toBeUndefined()
  })

  it.each([
    ['alg none', unsignedToken({ alg: 'none' }, webhookClaims(anIdentity()), '')],
    ['a token that is no JSON', 'aaaa.bbbb.cccc'],
    ['claims that are no JSON', `${unsignedToken({ alg: 'RS256' }, {}).split('.')[0]}.aaaa.bbbb`],
    ['claims that are no object', unsignedToken({ alg: 'RS256' }, null)],
    ['a token of 9 KiB', unsignedToken({ alg: 'RS256' }, { x: 'x'.repeat(9000) })],
    ['an empty text', ''],
  ])('refuses %s', async (_name, token) => {
    await expect(recognise(token)).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('refuses the old token after a reinstall, and after an uninstall', async () => {
    const first = await anInstalled()
    await recognise(tokenOf(first))
    const second = await anInstalled(first.workspaceId)
    expect(await recognise(tokenOf(first))).toBeUndefined()
    expect(await recognise(tokenOf(second))).toBeDefined()

    await addon.call('/lifecycle/deleted', second, second)

    expect(await recognise(tokenOf(second))).toBeUndefined()
  })

  it('learns within a second of an installation that another process took', async () => {
    const elsewhere = createWebhookTokens({ db: database.db, clock: addon.clock })
    const first = await anInstalled()
    await recogniseWebhook(elsewhere, { token: tokenOf(first), path })
    const second = await anInstalled(first.workspaceId)
    addon.clock.advance(1000)

    const sender = await recogniseWebhook(elsewhere, { token: tokenOf(second), path })

    expect(sender?.scope.workspaceId).toBe(first.workspaceId)
  })

  it('does not keep what was read before a change', async () => {
    const body = await anInstalled()
    const tokens = createWebhookTokens({ db: database.db, clock: addon.clock })

    const reading = tokens.find(body, path)
    tokens.forget(body)
    await reading
    await addon.call('/lifecycle/deleted', body, body)

    expect(await tokens.find(body, path)).toBeUndefined()
  })
})
