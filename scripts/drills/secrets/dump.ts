import { PGlite } from '@electric-sql/pglite'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import type { EmbeddedDatabase, ServerDatabase } from '../databases.ts'
import type { Text } from './secret-forms.ts'

/** A database and its rows as an owner sees them, while no server runs on it. */
export interface Dumped {
  /** Every table with its rows as text; bytes are hex. */
  readonly tables: readonly Text[]
  /** What lies on disk, where we can see it. */
  readonly files: readonly Text[]
}

type Query = (text: string) => Promise<readonly Record<string, unknown>[]>

const TABLES = `select tablename as name from pg_tables where schemaname = 'public' order by 1`

export async function dumpServer(database: Pick<ServerDatabase, 'url'>): Promise<Dumped> {
  const client = new pg.Client({ connectionString: database.url })
  await client.connect()
  try {
    const query: Query = async (text) => (await client.query(text)).rows as Record<string, unknown>[]
    return { tables: await readTables(query), files: [] }
  } finally {
    await client.end()
  }
}

export async function dumpEmbedded(database: Pick<EmbeddedDatabase, 'dataDir'>): Promise<Dumped> {
  const { dataDir } = database
  const files = readFiles(dataDir)
  const owner = await PGlite.create(join(dataDir, 'database'))
  try {
    const query: Query = async (text) => (await owner.query<Record<string, unknown>>(text)).rows
    return { tables: await readTables(query), files }
  } finally {
    await owner.close()
  }
}

async function readTables(query: Query): Promise<readonly Text[]> {
  const texts: Text[] = []
  for (const { name } of await query(TABLES)) {
    const rows = await query(`select t::text as row from ${String(name)} t`)
    texts.push({ where: `table ${String(name)}`, text: rows.map(({ row }) => String(row)).join('\n') })
  }
  return texts
}

function readFiles(folder: string): readonly Text[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => {
      const path = join(entry.parentPath, entry.name)
      return { where: `file ${path.slice(folder.length + 1)}`, text: readFileSync(path, 'latin1') }
    })
}
