import { randomBytes } from 'node:crypto'
import { cpSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ensureBuilt } from '../../scripts/drills/built-server.ts'
import {
  freePort,
  serverProcess,
  type Ending,
  type ServerProcess,
} from '../../scripts/drills/server-process.ts'
import { readMigrations } from '../../server/storage/migrations.ts'
import { openEmbeddedDatabase } from '../../server/storage/embedded/open-embedded.ts'
import { openServerDatabase } from '../../server/storage/open-server.ts'
import { silentLog } from '../support/silent-log.ts'
import { aFolder, type ProcessDatabase } from '../../scripts/drills/databases.ts'
import { databaseServers } from './support/databases.ts'
import { tcpProxy } from './support/tcp-proxy.ts'

const folders: { drop(): void }[] = []
const newFolder = (): string => {
  const folder = aFolder()
  folders.push(folder)
  return folder.path
}
const newKey = (): string => randomBytes(32).toString('base64')

/** A data directory that a server has been on; made once, copied per test. */
let used: string

beforeAll(async () => {
  await ensureBuilt()
  used = newFolder()
  const server = await serverProcess({ DATA_DIR: used })
  await server.start()
  await server.stop()
}, 120_000)
afterAll(() => {
  for (const folder of folders) folder.drop()
})

function aUsedDataDir(): string {
  const copy = newFolder()
  cpSync(used, copy, { recursive: true })
  return copy
}

async function startRefused(env: Record<string, string>): Promise<Ending> {
  const server = await serverProcess(env)
  server.launch()
  return server.ended()
}

/** One sentence for the operator: what is wrong and what to do; no stack, and not after minutes. */
function expectRefusal(ending: Ending, words: RegExp, withinMs = 15_000): void {
  expect(ending.stderr).toMatch(words)
  expect(ending.stderr.trim().split('\n')).toHaveLength(1)
  expect(ending.stderr).not.toMatch(/^\s+at |Error:/m)
  expect(ending.code).toBe(1)
  expect(ending.tookMs).toBeLessThan(withinMs)
}

describe('a start with a wrong configuration', () => {
  it('lists every problem at once and repeats no secret', async () => {
    const ending = await startRefused({
      PORT: 'abc',
      DATABASE_URL: 'mysql://user:hush@host/db',
      ENCRYPTION_KEY: 'c2hvcnQ=',
      EGRESS_ALLOW: 'nowhere',
      RATE_LIMIT_RPS: '0',
      LOG_LEVEL: 'loud',
    })

    const [first, ...lines] = ending.stderr.trim().split('\n')
    expect(first).toMatch(/configuration is wrong/)
    expect(new Set(lines.map((line) => line.trim().split(':')[0]))).toEqual(
      new Set(['DATABASE_URL', 'EGRESS_ALLOW', 'ENCRYPTION_KEY', 'LOG_LEVEL', 'PORT', 'RATE_LIMIT_RPS']),
    )
    expect(ending.stderr).not.toMatch(/hush|c2hvcnQ/)
    expect(lines).toHaveLength(6)
    expect(ending).toMatchObject({ code: 1 })
  })

  it('asks for a key beside DATABASE_URL', async () => {
    const ending = await startRefused({ DATABASE_URL: 'postgres://127.0.0.1:1/x' })

    expect(ending.stderr).toMatch(/ENCRYPTION_KEY: it is required/)
    expect(ending.code).toBe(1)
  })
})

describe('a start on a data directory', () => {
  it('is refused while another process uses it, which goes on', async () => {
    const env = { DATA_DIR: aUsedDataDir() }
    const holder = await serverProcess(env)
    await holder.start()

    const endings = await Promise.all([startRefused(env), startRefused(env)])

    for (const ending of endings) expectRefusal(ending, new RegExp(`in use by process ${holder.pid}`))
    expect((await fetch(`${holder.baseUrl}/ready`)).status).toBe(200)
    await holder.kill()
  })

  it('is taken over from a process that was killed', async () => {
    const env = { DATA_DIR: aUsedDataDir() }
    const killed = await serverProcess(env)
    await killed.start()
    await killed.kill()

    const next = await serverProcess(env)
    await next.start()

    expect((await fetch(`${next.baseUrl}/ready`)).status).toBe(200)
    expect(await next.stop()).toBe(0)
  })

  it.each([
    ['its database is damaged', (dir: string) => rmSync(join(dir, 'database/base'), { recursive: true })],
    ['its version file is no such', (dir: string) => writeFileSync(join(dir, 'database/PG_VERSION'), 'x')],
  ])('is refused when %s', async (_what, damage) => {
    const dataDir = aUsedDataDir()
    damage(dataDir)

    const ending = await startRefused({ DATA_DIR: dataDir })

    expectRefusal(ending, /could not be opened .+ Restore a backup/)
  })

  it('is refused when its key file is damaged', async () => {
    const dataDir = aUsedDataDir()
    writeFileSync(join(dataDir, 'encryption.key'), 'half a k')

    const ending = await startRefused({ DATA_DIR: dataDir })

    expectRefusal(ending, /key file .+ is damaged/)
    expect(ending.stderr).not.toContain('half a k')
  })

  it('is refused when it is no folder', async () => {
    const file = join(newFolder(), 'file')
    writeFileSync(file, '')

    expectRefusal(await startRefused({ DATA_DIR: file }), /cannot be used .+ Set DATA_DIR/)
  })
})

describe('a start on an address', () => {
  it('is refused when the port is in use', async () => {
    const env = { DATA_DIR: aUsedDataDir(), PORT: String(await freePort()) }
    const holder = await serverProcess(env)
    await holder.start()

    const ending = await startRefused({ DATA_DIR: aUsedDataDir(), PORT: env.PORT })

    expectRefusal(ending, new RegExp(`Port ${env.PORT} .+ in use`))
    await holder.kill()
  })

  it('is refused when the host is not of this machine', async () => {
    const ending = await startRefused({ DATA_DIR: aUsedDataDir(), HOST: '203.0.113.9' })

    expectRefusal(ending, /cannot listen on 203\.0\.113\.9/)
  })
})

const databases = [
  {
    name: 'an embedded database',
    make: async () => ({ env: { DATA_DIR: aUsedDataDir() }, drop: async () => {} }),
  },
  ...databaseServers(),
]
describe.each(databases)('a start on $name', ({ name, make }) => {
  let database: ProcessDatabase
  beforeAll(async () => {
    database = await make()
    if (name === 'an embedded database') return
    const first = await serverProcess(database.env)
    await first.start()
    await first.stop()
  }, 60_000)
  afterAll(() => database.drop())

  it('is refused with a key that does not fit, and changes nothing', async () => {
    const key = newKey()

    const refused = await startRefused({ ...database.env, ENCRYPTION_KEY: key })
    const again = await startRefused({ ...database.env, ENCRYPTION_KEY: key })

    expectRefusal(refused, /ENCRYPTION_KEY does not fit this database/)
    expectRefusal(again, /ENCRYPTION_KEY does not fit this database/)
  })

  it('is refused when the schema is of a newer version', async () => {
    await addNewerSchema(database)

    expectRefusal(await startRefused({ ENCRYPTION_KEY: newKey(), ...database.env }), /schema 9999 of a newer/)
  })
})

async function addNewerSchema({ env }: ProcessDatabase): Promise<void> {
  const migrations = await readMigrations()
  const newer = { version: 9999, name: '9999_later.sql', sql: 'select 1', checksum: 'later' }
  const options = { migrations: [...migrations, newer], log: silentLog }
  const { DATA_DIR: dataDir, DATABASE_URL: url } = env
  const handle =
    url === undefined
      ? await openEmbeddedDatabase({ dataDir, pid: process.pid, ...options })
      : await openServerDatabase({ url, poolSize: 1, connectForMs: 5_000, ...options })
  await handle.close()
}

describe('a start without its database server', () => {
  it('is tried again for the time given and then refused with the reason', async () => {
    const url = `postgres://postgres@127.0.0.1:${await freePort()}/switchyard`
    const tries: unknown[] = []
    const log = { ...silentLog, warn: (...line: unknown[]) => void tries.push(line) }

    const opening = openServerDatabase({ url, poolSize: 1, migrations: [], log, connectForMs: 1_500 })

    await expect(opening).rejects.toThrow(/could not be reached for 2 s: .*ECONNREFUSED/)
    expect(tries.length).toBeGreaterThanOrEqual(2)
  })

  it('keeps a real process trying, which answers nobody meanwhile', async () => {
    const url = `postgres://postgres@127.0.0.1:${await freePort()}/switchyard`
    const server = await serverProcess({ DATABASE_URL: url, ENCRYPTION_KEY: newKey() })
    server.launch()

    await expect.poll(() => triesOf(server), { timeout: 15_000 }).toBeGreaterThanOrEqual(3)

    expect(server.exitCode).toBeUndefined()
    await expect(fetch(`${server.baseUrl}/ready`)).rejects.toThrow()
    await server.kill()
  })
})

const triesOf = (server: ServerProcess): number => server.output.split('database not reachable').length - 1

for (const { name, make } of databaseServers())
  describe(`a start while ${name} is away`, () => {
    it('goes through once it is there', async () => {
      const database = await make()
      const url = new URL(database.url)
      const proxy = await tcpProxy({ host: url.hostname, port: Number(url.port || 5432) })
      await proxy.cut()
      url.host = `127.0.0.1:${proxy.port}`
      const server = await serverProcess({ ...database.env, DATABASE_URL: url.href })
      server.launch()
      await expect.poll(() => triesOf(server), { timeout: 15_000 }).toBeGreaterThanOrEqual(2)

      await proxy.restore()
      await server.untilReady()

      expect(await server.stop()).toBe(0)
      await proxy.close()
      await database.drop()
    })

    it('is refused at once when there is no such database', async () => {
      const database = await make()
      await database.drop()

      expectRefusal(await startRefused(database.env), /refused the connection: .+ does not exist/)
    })
  })
