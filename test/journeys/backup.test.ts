import { execFile } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { cpSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import { aFolder, embeddedDatabase } from '../../scripts/drills/databases.ts'
import { databaseServers } from './support/databases.ts'
import { operatedServers, type OperatedServers } from './support/operated-server.ts'
import { startWebhookLoad } from '../../scripts/drills/webhook-load.ts'

const run = promisify(execFile)
let operated: OperatedServers

beforeAll(ensureBuilt, 120_000)
beforeEach(async () => {
  operated = await operatedServers()
})
afterEach(() => operated.stop())

describe('a copy of the data directory', () => {
  it('is a server again with every event and every secret, and useless without its key', async () => {
    const database = await embeddedDatabase()
    const backup = aFolder()
    const server = await operated.server(database.env)
    await server.start()
    await operated.sandbox.install({ baseUrl: server.baseUrl })
    const load = startWebhookLoad(operated.sandbox, [server.baseUrl])
    await expect.poll(() => load.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(20)
    await load.stop()
    await server.stop()

    cpSync(database.dataDir, backup.path, { recursive: true })
    await database.drop()
    const restored = await operated.server({ DATA_DIR: backup.path })
    await restored.start()

    expect((await operated.delivered(restored)).toSorted()).toEqual([...load.acknowledged].toSorted())
    await operated.expectSealedTokenOpens(restored)
    await restored.stop()

    rmSync(join(backup.path, 'encryption.key'))
    restored.launch()
    expect((await restored.ended()).stderr).toMatch(/ENCRYPTION_KEY does not fit this database/)
    backup.drop()
  }, 120_000)
})

for (const { name, make } of databaseServers())
  describe(`a dump of ${name}`, () => {
    it('made while deliveries come is a server again, with every event until then and every secret', async () => {
      const database = await make()
      const folder = aFolder()
      const dump = join(folder.path, 'switchyard.dump')
      const reader = `reader_${randomBytes(4).toString('hex')}`
      await database.query(`create role ${reader} login password 'x'`)
      await database.query(`grant pg_read_all_data to ${reader}`)
      const asReader = new URL(database.url)
      asReader.username = reader
      const server = await operated.server(database.env)
      await server.start()
      await operated.sandbox.install({ baseUrl: server.baseUrl })
      const load = startWebhookLoad(operated.sandbox, [server.baseUrl])
      await expect.poll(() => load.acknowledged.size, { timeout: 20_000 }).toBeGreaterThan(20)

      // Row-level security holds for a reader too: a dump is refused rather than made with holes.
      await expect(run('pg_dump', ['--format=custom', `--file=${dump}`, asReader.href])).rejects.toThrow(
        /row-level security/,
      )
      await database.query(`alter role ${reader} bypassrls`)
      const before = [...load.acknowledged]
      await run('pg_dump', ['--format=custom', `--file=${dump}`, asReader.href])
      await load.stop()
      await server.stop()
      await database.query(`drop owned by ${reader}; drop role ${reader}`)
      await database.drop()

      const restoredUrl = new URL(database.url)
      restoredUrl.pathname += '_restored'
      const owner = new URL(database.url)
      owner.pathname = 'postgres'
      const psql = (text: string) => run('psql', ['--quiet', '--command', text, owner.href])
      await psql(`create database ${restoredUrl.pathname.slice(1)}`)
      await run('pg_restore', ['--no-owner', '--exit-on-error', `--dbname=${restoredUrl.href}`, dump])
      const restored = await operated.server({ ...database.env, DATABASE_URL: restoredUrl.href })
      await restored.start()

      const delivered = await operated.delivered(restored)
      expect(before.filter((id) => !delivered.includes(id))).toEqual([])
      expect(new Set(delivered).size).toBe(delivered.length)
      expect(delivered.filter((id) => !load.sent.has(id))).toEqual([])
      await operated.expectSealedTokenOpens(restored)
      await restored.stop()
      await psql(`drop database ${restoredUrl.pathname.slice(1)} with (force)`)
      folder.drop()
    }, 180_000)
  })
