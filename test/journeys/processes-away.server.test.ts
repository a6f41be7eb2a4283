import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { serverProcess, type ServerProcess } from '../../scripts/drills/server-process.ts'
import { startClockifySandbox, type ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import type { ProcessDatabase } from '../../scripts/drills/databases.ts'
import { databaseServers } from './support/databases.ts'
import { tcpProxy, type TcpProxy } from './support/tcp-proxy.ts'
import {
  deliver,
  listEvents,
  newEntityId,
  startWebhookLoad,
  untilMoreAcknowledged,
  untilSettled,
} from '../../scripts/drills/webhook-load.ts'

const SIZE = { users: 4, projects: 4, tasks: 8, timeEntries: 20 }

let sandbox: ClockifySandbox

beforeAll(ensureBuilt, 120_000)

const envOf = (database: ProcessDatabase): Record<string, string> => ({
  EGRESS_ALLOW: sandbox.origin,
  CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
  AUTO_BOOTSTRAP_ON_INSTALL: 'false',
  ...database.env,
})
const statusOf = async (url: string): Promise<number> => (await fetch(url)).status
/** Milliseconds from a delivery until its jobs have run. */
async function timeToSettle(server: ServerProcess): Promise<number> {
  const id = newEntityId()
  const startedAt = performance.now()
  expect((await deliver(sandbox, server.baseUrl, id)).status).toBe(200)
  await expect
    .poll(
      async () => (await listEvents(sandbox, server.baseUrl)).find((event) => event.entityId === id)?.status,
      {
        interval: 10,
        timeout: 10_000,
      },
    )
    .not.toBe('received')
  return performance.now() - startedAt
}

for (const { name, make } of databaseServers())
  describe(`a server whose ${name} goes away`, () => {
    let database: ProcessDatabase
    let proxy: TcpProxy
    let server: ServerProcess

    beforeAll(async () => {
      sandbox = await startClockifySandbox({ size: SIZE })
      const made = await make()
      const url = new URL(made.url)
      proxy = await tcpProxy({ host: url.hostname, port: Number(url.port || 5432) })
      url.host = `127.0.0.1:${proxy.port}`
      database = { ...made, env: { ...made.env, DATABASE_URL: url.href } }
      server = await serverProcess(envOf(database))
      await server.start()
      await sandbox.install({ baseUrl: server.baseUrl })
    }, 60_000)
    afterAll(async () => {
      await server.kill()
      await sandbox.stop()
      await proxy.close()
      await database.drop()
    })

    it('works off what had come, and hears of new jobs at once', async () => {
      const load = startWebhookLoad(sandbox, [server.baseUrl])
      await untilMoreAcknowledged(load)
      await proxy.cut()
      await expect.poll(() => load.refusals.length, { timeout: 20_000 }).toBeGreaterThan(5)
      await proxy.restore()
      await untilMoreAcknowledged(load)
      await load.stop()
      await untilSettled(sandbox, server.baseUrl)
      const times: number[] = []
      for (let round = 0; round < 5; round += 1) times.push(await timeToSettle(server))

      // Without notifications each round would last until the next poll: a second.
      expect(times.sort((a, b) => a - b)[2]).toBeLessThan(600)
    }, 90_000)

    it('says that it is not ready while the database hangs, and recovers', async () => {
      proxy.freeze()
      await expect.poll(() => statusOf(`${server.baseUrl}/ready`), { timeout: 10_000 }).toBe(503)
      expect(await statusOf(`${server.baseUrl}/health`)).toBe(200)

      await proxy.restore()

      await expect.poll(() => statusOf(`${server.baseUrl}/ready`), { timeout: 10_000 }).toBe(200)
    }, 40_000)

    it('stops in good order even then', async () => {
      await proxy.cut()
      await expect.poll(() => statusOf(`${server.baseUrl}/ready`), { timeout: 10_000 }).toBe(503)

      const startedAt = performance.now()
      expect(await server.stop()).toBe(0)

      expect(performance.now() - startedAt).toBeLessThan(20_000)
    }, 40_000)
  })
