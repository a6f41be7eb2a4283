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
    testDatabase: { url: string | undefined; snapshotFile: string }
  }
}

const TEMPLATE = 'switchyard_test_template'

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
  if (url !== undefined) await makeTemplate(url)
  project.provide('testDatabase', { url, snapshotFile })
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

async function makeTemplate(url: string): Promise<void> {
  const server = new pg.Client({ connectionString: url })
  await server.connect()
  await server.query(`drop database if exists ${TEMPLATE} with (force)`)
  await server.query(`create database ${TEMPLATE}`)
  await server.end()
  const templateUrl = new URL(url)
  templateUrl.pathname = `/${TEMPLATE}`
  const client = new pg.Client({ connectionString: templateUrl.href })
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
