import { PGlite } from '@electric-sql/pglite'
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { migrate, readMigrations } from '../../server/storage/migrations.ts'
import { projectRoot } from '../../server/shared/project-root.ts'

declare module 'vitest' {
  interface ProvidedContext {
    testDatabase: { url: string | undefined; template: string; snapshotFile: string }
  }
}

/** Migrates once: into a snapshot for embedded databases, into a template database on a server. */
export async function setup(project: TestProject): Promise<void> {
  const url = process.env['TEST_DATABASE_URL']
  const migrations = await readMigrations()
  const hash = createHash('sha256')
    .update(migrations.map((migration) => migration.checksum).join())
    .digest('hex')
  const snapshotFile = join(
    projectRoot,
    'node_modules/.cache/switchyard',
    `migrated-${hash.slice(0, 16)}.tar.gz`,
  )
  if (!existsSync(snapshotFile)) await writeSnapshot(snapshotFile)
  const template = `switchyard_test_template_${hash.slice(0, 16)}`
  if (url !== undefined) await makeTemplate(url, template)
  project.provide('testDatabase', { url, template, snapshotFile })
}

async function writeSnapshot(file: string): Promise<void> {
  const database = await PGlite.create()
  await migrate(
    {
      query: (text, values) => database.query<Record<string, unknown>>(text, values),
      exec: async (text) => {
        await database.exec(text)
      },
    },
    await readMigrations(),
  )
  const dump = await database.dumpDataDir('gzip')
  await database.close()
  await mkdir(join(file, '..'), { recursive: true })
  await writeFile(`${file}.${process.pid}`, Buffer.from(await dump.arrayBuffer()))
  await rename(`${file}.${process.pid}`, file)
}

/** Named by its migrations, so that runs side by side share it and a changed migration makes a new one. */
async function makeTemplate(url: string, template: string): Promise<void> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  try {
    await server.query("select pg_advisory_lock(hashtext('switchyard test template'))")
    const known = await server.query('select 1 from pg_database where datname = $1', [template])
    if (known.rowCount === 1) return
    const unfinished = `${template}_${process.pid}`
    await server.query(`create database ${unfinished}`)
    await migrateDatabase(url, unfinished)
    await server.query(`alter database ${unfinished} rename to ${template}`)
  } finally {
    await server.end()
  }
}

async function migrateDatabase(serverUrl: string, database: string): Promise<void> {
  const url = new URL(serverUrl)
  url.pathname = `/${database}`
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  try {
    await migrate(
      {
        query: (text, values) => client.query(text, values),
        exec: async (text) => {
          await client.query(text)
        },
      },
      await readMigrations(),
    )
  } finally {
    await client.end()
  }
}
