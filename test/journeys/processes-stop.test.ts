import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { serverProcess, type ServerProcess } from '../../scripts/drills/server-process.ts'
import { adminHeaders } from '../../scripts/drills/support.ts'
import { startClockifySandbox, type ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { expectEverythingStored, readBootstrap, startBootstrap } from '../../scripts/drills/bootstrap.ts'
import type { ProcessDatabase } from '../../scripts/drills/databases.ts'
import { databasesOfRun } from './support/databases.ts'
import { expectKept, startWebhookLoad } from '../../scripts/drills/webhook-load.ts'

const SIZE = { users: 8, projects: 60, tasks: 120, timeEntries: 300 }
const STOPS_WITHIN_MS = 20_000
// Far less than a lease: a job that was not given back would not go on this soon.
const GOES_ON_WITHIN_MS = 8_000

beforeAll(ensureBuilt, 120_000)

describe.each(databasesOfRun())('a server that is stopped on $name', ({ make }) => {
  let database: ProcessDatabase
  let sandbox: ClockifySandbox
  let server: ServerProcess

  beforeAll(async () => {
    database = await make()
    sandbox = await startClockifySandbox({ size: SIZE })
    server = await serverProcess({
      EGRESS_ALLOW: sandbox.origin,
      CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
      AUTO_BOOTSTRAP_ON_INSTALL: 'false',
      ...database.env,
    })
    await server.start()
    await sandbox.install({ baseUrl: server.baseUrl })
  }, 60_000)
  afterAll(async () => {
    await server.kill()
    await sandbox.stop()
    await database.drop()
  })

  async function stopInGoodOrder(): Promise<void> {
    const startedAt = performance.now()
    expect(await server.stop(), server.output).toBe(0)
    expect(performance.now() - startedAt).toBeLessThan(STOPS_WITHIN_MS)
  }

  it('gives its bootstrap back, and the next start goes on with it at once', async () => {
    const runId = await startBootstrap(sandbox, server.baseUrl)
    await expect.poll(() => sandbox.requests.total, { timeout: 20_000 }).toBeGreaterThan(20)

    await stopInGoodOrder()
    const requests = sandbox.requests.total
    await server.start()
    await expect
      .poll(() => sandbox.requests.total, { timeout: GOES_ON_WITHIN_MS, interval: 20 })
      .toBeGreaterThan(requests)

    await expect
      .poll(async () => (await readBootstrap(sandbox, server.baseUrl))?.status, { timeout: 40_000 })
      .toBe('completed')
    expect((await readBootstrap(sandbox, server.baseUrl))?.id).toBe(runId)
    await expectEverythingStored(sandbox, server.baseUrl)
  }, 90_000)

  it('answers the webhooks under way, and keeps everything over the restart', async () => {
    const load = startWebhookLoad(sandbox, [server.baseUrl])
    await expect.poll(() => load.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(40)

    await stopInGoodOrder()
    await load.stop()
    await server.start()

    await expectKept(load, sandbox, server.baseUrl)
    const session = await fetch(`${server.baseUrl}/api/session`, { headers: adminHeaders(sandbox) })
    expect(await session.json()).toMatchObject({ addon: { status: 'ACTIVE' } })
    await expectEverythingStored(sandbox, server.baseUrl)
  }, 90_000)

  it('leaves no lock, and keeps its key to itself', async () => {
    await stopInGoodOrder()

    const { DATA_DIR: dataDir } = database.env
    const left =
      dataDir === undefined ? [] : ['database.lock'].filter((file) => existsSync(join(dataDir, file)))
    expect(left).toEqual([])
    expect(modeOfKeyFile(dataDir)).toBe(dataDir === undefined ? 'no file' : '600')
  }, 40_000)
})

function modeOfKeyFile(dataDir: string | undefined): string {
  const file = join(dataDir ?? '.', 'encryption.key')
  return existsSync(file) ? (statSync(file).mode & 0o777).toString(8) : 'no file'
}
