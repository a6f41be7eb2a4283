import { expectEverythingStored, startBootstrap, untilBootstrapped } from './bootstrap.ts'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled, type Installed } from './installed.ts'
import { buildFirstRelease } from './old-version.ts'
import type { ServerProcess } from './server-process.ts'
import { expectEqual, listAll, until, type Figures } from './support.ts'
import {
  expectKept,
  listEvents,
  startWebhookLoad,
  untilMoreAcknowledged,
  untilSettled,
  type WebhookLoad,
} from './webhook-load.ts'

// Enough to read that the bootstrap outlasts the old version.
const SIZE = { users: 20, projects: 120, tasks: 240, timeEntries: 600 }

interface Upgrade {
  readonly makeDatabase: () => Promise<ProcessDatabase>
  /** Whether the two versions run side by side for a time. */
  readonly sideBySide: boolean
}

/** From the first release to this version under load, with a bootstrap under way: nothing is lost, doubled or failed. */
export async function upgradeFromFirstRelease(
  upgrades: readonly Upgrade[],
  rounds: number,
): Promise<Figures> {
  const old = buildFirstRelease()
  const figures = { rounds, acknowledgedByOld: 0, acknowledgedByNew: 0, stored: 0 }
  try {
    for (let round = 0; round < rounds; round += 1)
      for (const { makeDatabase, sideBySide } of upgrades) {
        const setting = { makeDatabase, sandbox: { size: SIZE }, file: old.mainFile }
        const one = await whileInstalled(setting, sideBySide ? upgradeSideBySide : upgradeInPlace)
        figures.acknowledgedByOld += one.byOld.acknowledged.size
        figures.acknowledgedByNew += one.byNew.acknowledged.size
        figures.stored += one.stored
      }
    return figures
  } finally {
    old.drop()
  }
}

interface Upgraded {
  readonly byOld: WebhookLoad
  readonly byNew: WebhookLoad
  readonly stored: number
}

async function upgradeSideBySide(installed: Installed): Promise<Upgraded> {
  const { sandbox, server: old } = installed
  const { runId, byOld } = await beginOnOld(installed)
  const server = await installed.addServer()
  await server.start()
  const byNew = startWebhookLoad(sandbox, [server.baseUrl])
  await untilMoreAcknowledged(byOld)
  await untilMoreAcknowledged(byNew)
  await listEvents(sandbox, old.baseUrl)
  expectEqual('the exit code of the old one', await old.stop(), 0)
  await byOld.stop()
  await untilMoreAcknowledged(byNew)
  await byNew.stop()
  expectEqual('deliveries refused by the new one', byNew.refusals.length + byNew.broken, 0)
  return finish({ sandbox, server, runId, byOld, byNew })
}

/** The embedded database has one process at a time. */
async function upgradeInPlace(installed: Installed): Promise<Upgraded> {
  const { sandbox, server: old } = installed
  const { runId, byOld } = await beginOnOld(installed)
  expectEqual('the exit code of the old one', await old.stop(), 0)
  await byOld.stop()
  const server = await installed.addServer({ env: { PORT: new URL(old.baseUrl).port } })
  await server.start()
  const byNew = startWebhookLoad(sandbox, [server.baseUrl])
  await untilMoreAcknowledged(byNew)
  await byNew.stop()
  return finish({ sandbox, server, runId, byOld, byNew })
}

async function beginOnOld({ sandbox, server }: Installed): Promise<{ runId: string; byOld: WebhookLoad }> {
  const runId = await startBootstrap(sandbox, server.baseUrl)
  await until('the bootstrap asks', 20_000, () => sandbox.requests.total > 20)
  const byOld = startWebhookLoad(sandbox, [server.baseUrl])
  await untilMoreAcknowledged(byOld)
  return { runId, byOld }
}

async function finish(upgraded: {
  readonly sandbox: Installed['sandbox']
  readonly server: ServerProcess
  readonly runId: string
  readonly byOld: WebhookLoad
  readonly byNew: WebhookLoad
}): Promise<Upgraded> {
  const { sandbox, server, runId, byOld, byNew } = upgraded
  expectEqual('the last run', await untilBootstrapped(sandbox, server.baseUrl), runId)
  await expectEverythingStored(sandbox, server.baseUrl)
  const acknowledged = new Set([...byOld.acknowledged, ...byNew.acknowledged])
  const stored = await expectKept({ acknowledged }, sandbox, server.baseUrl)
  await untilSettled(sandbox, server.baseUrl)
  const failed = await listAll(server.baseUrl, sandbox, '/api/jobs?status=failed')
  expectEqual('failed jobs', failed.length, 0)
  return { byOld, byNew, stored }
}
