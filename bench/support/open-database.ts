import { sql } from 'kysely'
import type { Log } from '../../server/shared/log.ts'
import type { DatabaseHandle } from '../../server/storage/database.ts'
import { inWorkspace, type Db } from '../../server/storage/db.ts'
import { openEmbeddedDatabase } from '../../server/storage/embedded/open-embedded.ts'
import { readMigrations } from '../../server/storage/migrations.ts'
import { openServerDatabase } from '../../server/storage/open-server.ts'
import { makeDatabase, type DatabaseKind } from './databases.ts'

export const quiet: Log = { error: () => {}, warn: () => {}, info: () => {}, debug: () => {} }

/** A migrated database of its own, open in this process. */
export async function openDatabase(kind: DatabaseKind): Promise<{
  readonly database: DatabaseHandle
  readonly url: string | undefined
  readonly drop: () => Promise<void>
}> {
  const made = await makeDatabase(kind)
  const { env } = made
  const migrations = await readMigrations()
  const url = env['DATABASE_URL']
  const database =
    url === undefined
      ? await openEmbeddedDatabase({ dataDir: env['DATA_DIR'], pid: process.pid, migrations, log: quiet })
      : await openUrl(url)
  return { database, url, drop: () => made.drop() }
}

/** One that is there already. */
export async function openUrl(url: string): Promise<DatabaseHandle> {
  const migrations = await readMigrations()
  return openServerDatabase({ url, poolSize: 12, migrations, log: quiet, connectForMs: 5_000 })
}

export async function makeWorkspace(db: Db, workspaceId: string): Promise<void> {
  await inWorkspace(db, { workspaceId }, (tx) =>
    sql`insert into workspaces (workspace_id, name, source) values (${workspaceId}, 'Bench', 'operator')`.execute(
      tx,
    ),
  )
}
