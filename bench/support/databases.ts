import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A database for server processes, as their environment names it; gone afterwards. */
export interface BenchDatabase {
  readonly env: Readonly<Record<string, string>>
  drop(): Promise<void>
}

export type DatabaseKind = 'PostgreSQL' | 'embedded'

/** The server is the one that BENCH_DATABASE_URL names (default: 127.0.0.1:5432, user postgres). */
export const serverUrl = process.env['BENCH_DATABASE_URL'] ?? 'postgres://postgres@127.0.0.1:5432/postgres'

export function makeDatabase(kind: DatabaseKind, url = serverUrl): Promise<BenchDatabase> {
  return kind === 'embedded' ? makeEmbedded() : makeOnServer(url)
}

async function makeEmbedded(): Promise<BenchDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), 'switchyard-bench-'))
  return {
    env: { DATA_DIR: dataDir },
    drop: async () => rmSync(dataDir, { recursive: true, force: true }),
  }
}

async function makeOnServer(at: string): Promise<BenchDatabase> {
  const url = new URL(at)
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  const name = `switchyard_bench_${randomBytes(4).toString('hex')}`
  await client.query(`create database ${name}`)
  url.pathname = `/${name}`
  return {
    env: { DATABASE_URL: url.href, ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    drop: async () => {
      await client.query(`drop database ${name} with (force)`)
      await client.end()
    },
  }
}
