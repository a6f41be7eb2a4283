import { beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { serverProcess } from '../../scripts/drills/server-process.ts'
import { figuresOf } from '../platform/metrics/figures-of.ts'
import { databaseServers } from './support/databases.ts'
import { tcpProxy } from './support/tcp-proxy.ts'

beforeAll(ensureBuilt, 120_000)

for (const { name, make } of databaseServers())
  describe(`/metrics while ${name} hangs`, () => {
    it('answers within two seconds each time, and is whole again afterwards', async () => {
      const database = await make()
      const url = new URL(database.url)
      const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port || 5432) })
      url.host = `127.0.0.1:${proxy.port}`
      const server = await serverProcess({ ...database.env, DATABASE_URL: url.href })
      await server.start()
      expect((await figuresOf(server.baseUrl)).get('switchyard_database_up')).toBe(1)

      proxy.freeze()
      for (let look = 0; look < 4; look += 1) {
        const startedAt = performance.now()
        const page = await figuresOf(server.baseUrl)
        expect(performance.now() - startedAt).toBeLessThan(2_000)
        expect(page.get('switchyard_database_up')).toBe(0)
        expect(page.has('switchyard_jobs_ready')).toBe(false)
      }

      await proxy.restore()
      await expect
        .poll(async () => (await figuresOf(server.baseUrl)).get('switchyard_jobs_ready'), { timeout: 20_000 })
        .toBe(0)
      await server.stop()
      await proxy.close()
      await database.drop()
    }, 90_000)
  })
