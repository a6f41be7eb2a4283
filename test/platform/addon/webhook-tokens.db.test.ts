import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createWebhookTokens,
  eventPath,
  recogniseWebhookToken,
} from '../../../server/platform/addon/index.ts'
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
const recognise = (token: string, of = path) => recogniseWebhookToken(addon, { token, path: of })

describe('recogniseWebhookToken', () => {
  it('knows the stored token of the path', async () => {
    const body = await anInstalled()

    const sender = await recognise(tokenOf(body))

    expect(sender).toEqual({
      scope: { workspaceId: body.workspaceId, actor: { type: 'webhook', id: path } },
      eventType: 'NEW_TIME_ENTRY',
      status: 'ACTIVE',
      generation: 1,
    })
  })

  it('tells that the installation is switched off at once', async () => {
    const body = await anInstalled()
    await recognise(tokenOf(body))
    await addon.call('/lifecycle/status-changed', body, { ...body, status: 'INACTIVE' })

    const sender = await recognise(tokenOf(body))

    expect(sender.status).toBe('INACTIVE')
  })

  it.each<readonly [string, (body: InstalledBody) => Promise<string> | string]>([
    ['the token of another path', (body) => body.webhooks[1]?.authToken ?? ''],
    ['another real webhook token', (body) => addon.platform.sign(webhookClaims(body, 'other'))],
    ['a user token', (body) => addon.platform.sign(userClaims(body))],
    ['the installation token', (body) => addon.platform.sign(installationClaims(body))],
    ['an unsigned token', (body) => unsignedToken({ alg: 'RS256' }, webhookClaims(body))],
    ['alg none', (body) => unsignedToken({ alg: 'none' }, webhookClaims(body), '')],
    ['a token that is no JSON', () => 'aaaa.bbbb.cccc'],
    ['claims that are no object', () => unsignedToken({ alg: 'RS256' }, null)],
    ['an empty text', () => ''],
    ['a token of an unknown workspace', () => addon.platform.sign(webhookClaims(anIdentity()))],
  ])('refuses %s', async (_name, make) => {
    const body = await anInstalled()

    const recognised = recognise(await make(body))

    await expect(recognised).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('refuses the old token after a reinstall, and after an uninstall', async () => {
    const first = await anInstalled()
    await recognise(tokenOf(first))
    const second = await anInstalled(first.workspaceId)
    await expect(recognise(tokenOf(first))).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
    await recognise(tokenOf(second))

    await addon.call('/lifecycle/deleted', second, second)

    await expect(recognise(tokenOf(second))).rejects.toMatchObject({ code: 'UNAUTHORIZED' })
  })

  it('learns within a second of an installation that another process took', async () => {
    const elsewhere = createWebhookTokens({ db: database.db, clock: addon.clock })
    const first = await anInstalled()
    await recogniseWebhookToken({ webhookTokens: elsewhere }, { token: tokenOf(first), path })
    const second = await anInstalled(first.workspaceId)
    addon.clock.advance(1000)

    const sender = await recogniseWebhookToken({ webhookTokens: elsewhere }, { token: tokenOf(second), path })

    expect(sender.generation).toBe(2)
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
