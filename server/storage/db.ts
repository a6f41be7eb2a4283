import { CamelCasePlugin, Kysely, PostgresDialect, sql, type PostgresPool, type RawBuilder } from 'kysely'
import type { WorkspaceScope } from '../shared/scope.ts'
import { isDatabaseAway } from './database-away.ts'
import type { Database } from './schema.ts'

/** What store functions take: the database or a transaction on it. */
export type Db = Kysely<Database>
/** Inside a transaction of one workspace, or of the system. */
export type Tx = Db

/** Both databases speak through the same dialect: the embedded one offers the few methods of a pg pool that Kysely calls. */
export function createKysely(pool: PostgresPool): Db {
  return new Kysely<Database>({
    dialect: new PostgresDialect({ pool }),
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** One transaction that sees and writes only the scope's workspace. */
export async function inWorkspace<T>(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(
    db,
    sql`begin; select set_config('app.workspace_id', ${sql.lit(scope.workspaceId)}, true)`,
    run,
  )
}

/** One transaction across workspaces, on the few tables that grant switchyard_system something; never on behalf of a caller. */
export async function asSystem<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, sql`begin; set local role switchyard_system`, run)
}

/** Begins and settles whom the transaction is for in one round trip; there are thousands of small ones. */
async function inTransaction<T>(db: Db, begin: RawBuilder<unknown>, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.connection().execute(async (tx) => {
    await begin.execute(tx)
    try {
      const result = await run(tx)
      await sql`commit`.execute(tx)
      return result
    } catch (error) {
      await rollBack(tx)
      throw error
    }
  })
}

/** On a lost connection there is nothing to roll back, and the failure that counts is the one before. */
async function rollBack(tx: Tx): Promise<void> {
  try {
    await sql`rollback`.execute(tx)
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
  }
}
