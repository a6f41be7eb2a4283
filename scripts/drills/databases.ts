import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'

/** A database for server processes, as their environment names it. */
export interface ProcessDatabase {
  readonly env: Readonly<Record<string, string>>
  drop(): Promise<void>
}

export interface EmbeddedDatabase extends ProcessDatabase {
  readonly dataDir: string
}

export interface ServerDatabase extends ProcessDatabase {
  readonly url: string
  /** One statement, as the owner. */
  query<T = Record<string, unknown>>(text: string): Promise<T[]>
}

/** An empty folder of its own. */
export function aFolder(): { readonly path: string; readonly drop: () => void } {
  const path = mkdtempSync(join(tmpdir(), 'switchyard-'))
  return { path, drop: () => rmSync(path, { recursive: true, force: true }) }
}

export async function embeddedDatabase(): Promise<EmbeddedDatabase> {
  const folder = aFolder()
  return { dataDir: folder.path, env: { DATA_DIR: folder.path }, drop: async () => folder.drop() }
}

/** A new database on a running server, empty or copied from a template. */
export async function serverDatabase(serverUrl: string, template = 'template1'): Promise<ServerDatabase> {
  const name = `switchyard_processes_${randomBytes(6).toString('hex')}`
  await queryOnce(serverUrl, `create database ${name} template ${template}`)
  const url = new URL(serverUrl)
  url.pathname = `/${name}`
  return {
    url: url.href,
    env: { DATABASE_URL: url.href, ENCRYPTION_KEY: randomBytes(32).toString('base64') },
    query: (text) => queryOnce(url.href, text),
    drop: async () => {
      await queryOnce(serverUrl, `drop database ${name} with (force)`)
    },
  }
}

async function queryOnce<T>(connectionString: string, text: string): Promise<T[]> {
  const client = new pg.Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(text)).rows as T[]
  } finally {
    await client.end()
  }
}
