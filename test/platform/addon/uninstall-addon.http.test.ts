import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readInstallationAccess } from '../../../server/platform/addon/index.ts'
import { eventPath } from '../../../server/platform/webhooks/index.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { aWorkspace } from '../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../support/test-db.ts'
import { anAddon, anIdentity, DEFAULTS, installationOf, scopeOf, type TestAddon } from './an-addon.ts'
import { countRows, fillWorkspace } from './workspace-rows.ts'

let database: TestDatabase
let addon: TestAddon

beforeAll(async () => {
  database = await openTestDatabase()
  addon = await anAddon(database.db, {
    uninstallHooks: ['webhook_events', 'webhook_states', 'webhook_deliveries'].map(
      (table) => async (tx, scope) => {
        await sql`delete from ${sql.raw(table)} where workspace_id = ${scope.workspaceId}`.execute(tx)
      },
    ),
  })
})
afterAll(async () => {
  await addon.app.close()
  await database.close()
})

type Identity = ReturnType<typeof anIdentity>
const uninstall = (identity: Identity) =>
  addon.call('/lifecycle/deleted', identity, { ...identity, asUser: 'u1' })
const accessOf = (identity: Identity) =>
  readInstallationAccess({ db: database.db, vault: addon.vault, defaults: DEFAULTS }, scopeOf(identity))

describe('POST /lifecycle/deleted', () => {
  it('leaves no row of the workspace in any table, and every row of another one', async () => {
    const identity = anIdentity()
    const neighbour = anIdentity()
    for (const one of [identity, neighbour]) {
      await addon.install(one)
      await fillWorkspace(database.db, scopeOf(one))
    }
    const before = await countRows(database.db, scopeOf(identity))
    const neighbourBefore = await countRows(database.db, scopeOf(neighbour))

    const answer = await uninstall(identity)

    expect(answer).toEqual({ status: 200, body: { outcome: 'uninstalled' } })
    expect(Object.entries(before).filter(([, count]) => count === 0)).toEqual([])
    const after = await countRows(database.db, scopeOf(identity))
    expect(Object.entries(after).filter(([, count]) => count > 0)).toEqual([])
    expect(await countRows(database.db, scopeOf(neighbour))).toEqual(neighbourBefore)
  })

  it('makes what was sealed unreadable, also for the same workspace installed again', async () => {
    const identity = anIdentity()
    await addon.install(identity)
    const sealed = (await installationOf(database.db, identity))?.tokenSealed ?? Buffer.alloc(0)
    await uninstall(identity)
    await addon.install(anIdentity(identity.workspaceId))

    const opened = inWorkspace(database.db, identity, (tx) =>
      addon.vault.open(tx, scopeOf(identity), { purpose: 'clockify-installation-token', sealed }),
    )

    await expect(opened).rejects.toThrow()
  })

  it('leaves nothing to work with', async () => {
    const identity = anIdentity()
    await addon.install(identity)
    await addon.webhookTokens.find(identity, eventPath('NEW_PROJECT'))

    await uninstall(identity)

    await expect(accessOf(identity)).rejects.toMatchObject({ code: 'CONFLICT' })
    expect(await addon.webhookTokens.find(identity, eventPath('NEW_PROJECT'))).toBeUndefined()
  })

  it('is fine twice, and for a workspace that was never here', async () => {
    const identity = anIdentity()
    await addon.install(identity)
    await uninstall(identity)

    const answers = [await uninstall(identity), await uninstall(anIdentity())]

    expect(answers).toEqual(Array.from({ length: 2 }, () => ({ status: 200, body: { outcome: 'absent' } })))
  })

  it('uninstalls once when it comes five times at once', async () => {
    const identity = anIdentity()
    await addon.install(identity)

    const answers = await Promise.all(Array.from({ length: 5 }, () => uninstall(identity)))

    expect(answers.map(({ body }) => (body as { outcome: string }).outcome).sort()).toEqual([
      'absent',
      'absent',
      'absent',
      'absent',
      'uninstalled',
    ])
  })

  it('leaves a newer installation alone', async () => {
    const first = anIdentity()
    const second = anIdentity(first.workspaceId)
    await addon.install(first)
    await addon.install(second)

    const answer = await uninstall(first)

    expect(answer).toEqual({ status: 200, body: { outcome: 'ignored' } })
    expect(await accessOf(second)).toMatchObject({ addonId: second.addonId, generation: 2 })
  })

  it("leaves the operator's workspaces alone", async () => {
    const { workspaceId } = await aWorkspace(database.db)

    const answer = await uninstall(anIdentity(workspaceId))

    expect(answer.body).toEqual({ outcome: 'ignored' })
    expect(await countRows(database.db, scopeOf({ workspaceId, addonId: '' }))).toMatchObject({
      workspaces: 1,
    })
  })

  it('ends with one of both when an install and an uninstall meet', async () => {
    const first = anIdentity()
    const second = anIdentity(first.workspaceId)
    await addon.install(first)

    const [removed, installed] = await Promise.all([uninstall(first), addon.install(second)])

    expect([removed.status, installed.status]).toEqual([200, 200])
    expect(await accessOf(second)).toMatchObject({ addonId: second.addonId, status: 'ACTIVE' })
  })

  it('deletes nothing when a part of it fails', async () => {
    const failing = await anAddon(database.db, {
      uninstallHooks: [
        async () => {
          throw new Error('disk full')
        },
      ],
    })
    const identity = anIdentity()
    await failing.install(identity)

    const answer = await failing.call('/lifecycle/deleted', identity, identity)

    expect(answer.status).toBe(500)
    expect(await installationOf(database.db, identity)).toMatchObject({ addonId: identity.addonId })
    await failing.app.close()
  })
})
