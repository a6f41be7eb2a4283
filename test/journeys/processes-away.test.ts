import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { serverProcess, type ServerProcess } from '../../scripts/drills/server-process.ts'
import { listAll } from '../../scripts/drills/support.ts'
import { startClockifySandbox, type ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { embeddedDatabase, type ProcessDatabase } from '../../scripts/drills/databases.ts'
import { databaseServers } from './support/databases.ts'
import { tcpProxy, type TcpProxy } from './support/tcp-proxy.ts'
import { deliver, newEntityId, startWebhookLoad } from '../../scripts/drills/webhook-load.ts'

interface EventView {
  readonly id: string
  readonly entityId: string | null
  readonly status: string
}

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
const eventsOf = (server: ServerProcess): Promise<EventView[]> =>
  listAll<EventView>(server.baseUrl, sandbox, '/api/webhook-events?type=TIME_ENTRY_UPDATED')
const settledOf = async (server: ServerProcess): Promise<number> =>
  (await eventsOf(server)).filter((event) => event.status !== 'received').length

/** Milliseconds from a delivery until its jobs have run. */
async function timeToSettle(server: ServerProcess): Promise<number> {
  const id = newEntityId()
  const startedAt = performance.now()
  expect((await deliver(sandbox, server.baseUrl, id)).status).toBe(200)
  await expect
    .poll(async () => (await eventsOf(server)).find((event) => event.entityId === id)?.status, {
      interval: 10,
      timeout: 10_000,
    })
    .not.toBe('received')
  return performance.now() - startedAt
}

describe('webhooks under load on the embedded database', () => {
  it('are all stored once and worked off when the server is killed in between', async () => {
    const database = await embeddedDatabase()
    sandbox = await startClockifySandbox({ size: SIZE })
    const server = await serverProcess(envOf(database))
    await server.start()
    await sandbox.install({ baseUrl: server.baseUrl })

    const load = startWebhookLoad(sandbox, [server.baseUrl])
    await expect.poll(() => load.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(40)
    await server.kill()
    await server.start()
    const before = load.acknowledged.size
    await expect.poll(() => load.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + 20)
    await load.stop()

    const ids = (await eventsOf(server)).map((event) => event.entityId ?? '')
    expect(ids.length).toBe(new Set(ids).size)
    expect([...load.acknowledged].filter((id) => !ids.includes(id))).toEqual([])
    await expect.poll(async () => settledOf(server), { timeout: 30_000 }).toBe(ids.length)
    await server.stop()
    await sandbox.stop()
    await database.drop()
  }, 90_000)
})

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

    it('answers 503 meanwhile, loses nothing that it acknowledged and goes on by itself', async () => {
      const { pid } = server
      const load = startWebhookLoad(sandbox, [server.baseUrl])
      await expect.poll(() => load.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(50)

      await proxy.cut()
      await expect.poll(() => load.refusals.length, { timeout: 20_000 }).toBeGreaterThan(20)
      const ready = await fetch(`${server.baseUrl}/ready`)
      const health = await statusOf(`${server.baseUrl}/health`)
      const readyProblem: unknown = await ready.json()

      await proxy.restore()
      const before = load.acknowledged.size
      await expect.poll(() => load.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(before + 50)
      await load.stop()

      expect(ready.status).toBe(503)
      expect(readyProblem).toMatchObject({ code: 'NOT_READY', detail: expect.stringMatching(/database/) })
      expect(health).toBe(200)
      for (const refusal of load.refusals) {
        expect(refusal.status, refusal.body).toBe(503)
        expect(Number(refusal.headers.get('retry-after'))).toBeGreaterThan(0)
        expect(refusal.headers.get('content-type')).toMatch(/application\/problem\+json/)
        expect(JSON.parse(refusal.body)).toMatchObject({ code: 'NOT_READY' })
      }
      expect(load.broken).toBe(0)
      expect(await statusOf(`${server.baseUrl}/ready`)).toBe(200)
      const ids = (await eventsOf(server)).map((event) => event.entityId ?? '')
      expect(ids.length).toBe(new Set(ids).size)
      expect([...load.acknowledged].filter((id) => !ids.includes(id))).toEqual([])
      expect(server).toMatchObject({ pid, exitCode: undefined })
    }, 90_000)

    it('works off what had come, and hears of new jobs at once', async () => {
      await expect
        .poll(async () => settledOf(server), { timeout: 40_000, interval: 200 })
        .toBe((await eventsOf(server)).length)
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
