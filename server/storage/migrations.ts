import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, StartError } from '../shared/errors.ts'
import { projectRoot } from '../shared/project-root.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
  readonly checksum: string
}

/** What applying migrations needs of a connection: plain statements by the schema's owner, one session. */
export interface OwnerSession {
  query(text: string, values?: unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  /** Several statements at once, no parameters. */
  exec(text: string): Promise<void>
}

const LOCK_KEY = 5_948_241_301

export async function readMigrations(
  folder = join(projectRoot, 'migrations'),
): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => /^\d{4}_.+\.sql$/.test(name)).sort()
  return Promise.all(
    names.map(async (name) => {
      const text = await readFile(join(folder, name), 'utf8')
      const checksum = createHash('sha256').update(text).digest('hex')
      return { version: Number(name.slice(0, 4)), name, sql: text, checksum }
    }),
  )
}

/** Applies what is missing, in order, each in a transaction of its own; processes that start together take turns. Returns the names applied. */
export async function migrate(
  session: OwnerSession,
  migrations: readonly Migration[],
): Promise<readonly string[]> {
  await session.query('select pg_advisory_lock($1)', [LOCK_KEY])
  try {
    await session.exec(`create table if not exists schema_migrations (
      version integer primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`)
    const applied = await session.query(
      'select version, name, checksum from schema_migrations order by version',
    )
    const missing = missingMigrations(applied.rows, migrations)
    for (const migration of missing) await applyOne(session, migration)
    return missing.map((migration) => migration.name)
  } finally {
    await session.query('select pg_advisory_unlock($1)', [LOCK_KEY])
  }
}

/** Throws where the database and this version cannot go together. */
export function missingMigrations(
  applied: readonly Record<string, unknown>[],
  known: readonly Migration[],
): readonly Migration[] {
  const newest = known.at(-1)?.version ?? 0
  const byVersion = new Map(known.map((migration) => [migration.version, migration]))
  for (const row of applied) {
    const migration = byVersion.get(Number(row['version']))
    if (!migration)
      throw new StartError(
        `The database has schema ${String(row['version'])} of a newer Switchyard; this one knows up to ${newest}. Start the newer version, or restore a backup made before the upgrade.`,
      )
    if (migration.checksum !== row['checksum'])
      throw new StartError(
        `Migration ${migration.name} differs from the one that this database was made with. Restore the original file; changes go into a new migration.`,
      )
  }
  const done = new Set(applied.map((row) => Number(row['version'])))
  return known.filter((migration) => !done.has(migration.version))
}

async function applyOne(session: OwnerSession, migration: Migration): Promise<void> {
  await session.exec('begin')
  try {
    await session.exec(migration.sql)
    await session.query('insert into schema_migrations (version, name, checksum) values ($1, $2, $3)', [
      migration.version,
      migration.name,
      migration.checksum,
    ])
    await session.exec('commit')
  } catch (error) {
    await session.exec('rollback')
    throw new StartError(`Migration ${migration.name} failed: ${messageOf(error)}`, { cause: error })
  }
}
