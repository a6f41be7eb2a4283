import { CamelCasePlugin, Kysely, PostgresDialect, sql, type PostgresPool, type Transaction } from 'kysely'
import type { WorkspaceScope } from '../shared/scope.ts'
import type { Database } from './schema.ts'

/** What store functions take: the database or a transaction on it. */
export type Db = Kysely<Database>
export type Tx = Transaction<Database>

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
  return db.transaction().execute(async (tx) => {
    await sql`select set_config('app.workspace_id', ${scope.workspaceId}, true)`.execute(tx)
    return run(tx)
  })
}

/** One transaction across workspaces, on the few tables that grant switchyard_system something; never on behalf of a caller. */
export async function asSystem<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.transaction().execute(async (tx) => {
    await sql`set local role switchyard_system`.execute(tx)
    return run(tx)
  })
}
