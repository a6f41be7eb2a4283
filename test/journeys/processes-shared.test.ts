import { monitorEventLoopDelay } from 'node:perf_hooks'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { serverProcess, type ServerProcess } from '../../scripts/drills/server-process.ts'
import { listAll } from '../../scripts/drills/support.ts'
import { startClockifySandbox, type ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { embeddedDatabase, type ServerDatabase } from '../../scripts/drills/databases.ts'
import { databaseServers } from './support/databases.ts'
import { readBootstrap, startBootstrap, expectEverythingStored } from '../../scripts/drills/bootstrap.ts'
import { startWebhookLoad } from '../../scripts/drills/webhook-load.ts'

const SIZE = { users: 12, projects: 80, tasks: 300, timeEntries: 800 }

let sandbox: ClockifySandbox
const envOf = (database: { env: Readonly<Record<string, string>> }): Record<string, string> => ({
  EGRESS_ALLOW: sandbox.origin,
  CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
  AUTO_BOOTSTRAP_ON_INSTALL: 'false',
  ...database.env,
})

beforeAll(ensureBuilt, 120_000)

describe('three server processes on one data directory', () => {
  it('end as one: the others are refused and harm nothing', async () => {
    const database = await embeddedDatabase()
    sandbox = await startClockifySandbox({ size: SIZE })
    const servers = await Promise.all([1, 2, 3].map(() => serverProcess(envOf(database))))
    const [first, ...others] = servers
    await first!.start()
    await sandbox.install({ baseUrl: first!.baseUrl })

    for (const other of others) other.launch()
    const endings = await Promise.all(others.map((other) => other.ended()))
    const load = startWebhookLoad(sandbox, [first!.baseUrl])
    await expect.poll(() => load.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(20)
    await load.stop()

    expect(endings.map(({ code }) => code)).toEqual([1, 1])
    expect(load).toMatchObject({ broken: 0, refusals: [] })
    expect(await first!.stop()).toBe(0)
    await sandbox.stop()
    await database.drop()
  }, 60_000)
})

for (const { name, make } of databaseServers())
  describe(`three server processes on one ${name}`, () => {
    let database: ServerDatabase
    let servers: ServerProcess[]

    beforeAll(async () => {
      sandbox = await startClockifySandbox({ size: SIZE })
      database = await make()
      servers = await Promise.all([1, 2, 3].map(() => serverProcess(envOf(database))))
      await Promise.all(servers.map((server) => server.start()))
      await sandbox.install({ baseUrl: servers[0]!.baseUrl })
    }, 60_000)
    afterAll(async () => {
      await Promise.all(servers.map((server) => server.kill()))
      await sandbox.stop()
      await database.drop()
    })

    it('complete one bootstrap with exact counts though one is killed and one stopped', async () => {
      const [killed, stopped, left] = servers as [ServerProcess, ServerProcess, ServerProcess]
      sandbox.requests.clear()
      const runId = await startBootstrap(sandbox, killed.baseUrl)
      const second = await fetch(`${stopped.baseUrl}/api/bootstrap`, {
        method: 'POST',
        headers: { authorization: `Bearer ${sandbox.userToken({ role: 'OWNER' })}` },
      })
      const load = startWebhookLoad(
        sandbox,
        servers.map((server) => server.baseUrl),
        3,
      )

      await expect.poll(() => sandbox.requests.total, { timeout: 20_000 }).toBeGreaterThan(40)
      await killed.kill()
      await expect.poll(() => sandbox.requests.total, { timeout: 40_000 }).toBeGreaterThan(80)
      const stopCode = await stopped.stop()
      await load.stop()
      await expect
        .poll(async () => (await readBootstrap(sandbox, left.baseUrl))?.status, { timeout: 60_000 })
        .toBe('completed')

      expect(second.status).toBe(409)
      expect(stopCode).toBe(0)
      expect((await readBootstrap(sandbox, left.baseUrl))?.id).toBe(runId)
      await expectEverythingStored(sandbox, left.baseUrl, load.sent)
      const events = await listAll<{ entityId: string }>(
        left.baseUrl,
        sandbox,
        '/api/webhook-events?type=TIME_ENTRY_UPDATED',
      )
      const ids = events.map((event) => event.entityId)
      expect(ids.length).toBe(new Set(ids).size)
      expect([...load.acknowledged].filter((id) => !ids.includes(id))).toEqual([])
    }, 120_000)

    it('leave no job behind that somebody holds', async () => {
      await expect
        .poll(() => database.query(`select name, state from jobs where state = 'running'`), {
          timeout: 40_000,
        })
        .toEqual([])
    }, 50_000)

    it('share the limit: at most fifty requests in any second', async () => {
      await Promise.all(servers.slice(0, 2).map((server) => server.start()))
      sandbox.requests.clear()
      const delay = monitorEventLoopDelay({ resolution: 1 })
      delay.enable()

      await startBootstrap(sandbox, servers[0]!.baseUrl)
      const calling = servers.map((server) => callUntil(server, () => sandbox.requests.total > 250))
      await Promise.all(calling)

      // An arrival is stamped when this process gets round to it: at most its own delay too late.
      delay.disable()
      const surelyWithinMs = 1_000 - delay.max / 1e6
      expect(surelyWithinMs).toBeGreaterThan(800)
      expect(sandbox.requests.highestRate(surelyWithinMs)).toBeLessThanOrEqual(50)
      expect(sandbox.requests.highestRate(1_000)).toBeGreaterThan(40)
    }, 60_000)
  })

/** Several callers at once, one call after another each. */
async function callUntil(server: ServerProcess, isEnough: () => boolean): Promise<void> {
  const headers = {
    authorization: `Bearer ${sandbox.userToken({ role: 'OWNER' })}`,
    'content-type': 'application/json',
  }
  const body = JSON.stringify({ connector: 'clockify', operationId: 'getLoggedUser' })
  const callOn = async (): Promise<void> => {
    while (!isEnough()) {
      const answer = await fetch(`${server.baseUrl}/api/calls`, { method: 'POST', headers, body })
      expect(answer.status, await answer.text()).toBe(200)
    }
  }
  await Promise.all(Array.from({ length: 2 }, callOn))
}
