import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import pg from 'pg'
import { inject } from 'vitest'
import type { DatabaseHandle } from '../../server/storage/database.ts'
import { openEmbeddedDatabase } from '../../server/storage/embedded/open-embedded.ts'
import { readMigrations } from '../../server/storage/migrations.ts'
import { openServerDatabase } from '../../server/storage/open-server.ts'
import { openReused } from './reused-database.ts'
import { silentLog } from './silent-log.ts'

export interface TestDatabase extends DatabaseHandle {
  /** For tests of several processes on one server: undefined on the embedded database. */
  readonly url: string | undefined
}

/** A migrated database of its own: embedded, or a clone of the template on the server that TEST_DATABASE_URL names. Close it in afterAll. */
export async function openTestDatabase(): Promise<TestDatabase> {
  const { url, template, snapshotFile } = inject('testDatabase')
  return url === undefined ? openEmbedded(snapshotFile) : openClone(url, template)
}

async function openEmbedded(snapshotFile: string): Promise<TestDatabase> {
  const handle = await openReused(async () =>
    openEmbeddedDatabase({
      log: silentLog,
      dataDir: undefined,
      pid: process.pid,
      migrations: await readMigrations(),
      snapshot: await readFile(snapshotFile),
    }),
  )
  return { ...handle, url: undefined }
}

async function openClone(serverUrl: string, template: string): Promise<TestDatabase> {
  const name = `switchyard_test_${randomBytes(6).toString('hex')}`
  await onServer(serverUrl, `create database ${name} template ${template}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  const handle = await openServerDatabase({
    url: url.href,
    poolSize: 5,
    migrations: await readMigrations(),
    log: silentLog,
    connectForMs: 5_000,
  })
  return {
    ...handle,
    url: url.href,
    close: async () => {
      await handle.close()
      await onServer(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

async function onServer(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
