import {
  CamelCasePlugin,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresDialect,
  PostgresIntrospector,
  PostgresQueryCompiler,
  sql,
  type DatabaseConnection,
  type Dialect,
  type PostgresPool,
  type RawBuilder,
} from 'kysely'
import type { WorkspaceScope } from '../shared/scope.ts'
import { Announcer } from './announcer.ts'
import { ALONG_WITH_NEXT, AROUND_NEXT, HAS_ENDED } from './begin-with-next.ts'
import { isDatabaseAway } from './database-away.ts'
import type { Database } from './schema.ts'

/** Of an insert; a statement takes 65,535 values. */
export const ROWS_AT_ONCE = 1_000

/** What store functions take: the database or a transaction on it. */
export type Db = Kysely<Database>
/** Inside a transaction of one workspace, or of the system. */
export type Tx = Db

/** What each transaction under way has to announce. */
const announcements = new WeakMap<Tx, Set<string>>()
const announcers = new WeakMap<Db, Announcer>()

/** Both databases speak through the same dialect: the embedded one offers the few methods of a pg pool that Kysely calls. */
export function createKysely(pool: PostgresPool): Db {
  return kyselyOf(new PostgresDialect({ pool }))
}

function kyselyOf(dialect: Dialect): Db {
  return new Kysely<Database>({
    dialect,
    plugins: [new CamelCasePlugin({ maintainNestedObjectKeys: true })],
  })
}

/** One transaction that sees and writes only the scope's workspace. */
export async function inWorkspace<T>(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  return inTransaction(db, beginIn(scope), run)
}

/** The same, waiting for the database once: for a single statement, and others before it that go along with it; what follows is refused. Notifies the channel when it has committed. */
export async function inWorkspaceAtOnce<T>(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'> & { readonly notify?: string },
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  const channels = scope.notify === undefined ? [] : [scope.notify]
  const announcer = announcerOf(db)
  const due = announcer.take(channels)
  return db.connection().execute(async (tx) => {
    await sql`${beginIn(scope)}${sql.raw(AROUND_NEXT)}${commitOf(due)}`.execute(tx)
    try {
      const result = await run(tx)
      await sql.raw(HAS_ENDED).execute(tx)
      announcer.later(channels.filter((channel) => !due.includes(channel)))
      return result
    } catch (error) {
      await rollBack(tx)
      throw error
    }
  })
}

/** The same for statements that do not wait for each other: they are sent at once, in order, where Kysely sends each after the answer to the one before. */
export async function inWorkspaceTogether<T>(
  db: Db,
  scope: Pick<WorkspaceScope, 'workspaceId'>,
  run: (tx: Tx) => Promise<T>,
): Promise<T> {
  return db.connection().execute((one) =>
    one.getExecutor().provideConnection(async (connection) => {
      const tx = kyselyOf(dialectOn(connection))
      await beginIn(scope).execute(tx)
      try {
        const result = await run(tx)
        await sql`commit`.execute(tx)
        return result
      } catch (error) {
        await rollBack(tx)
        throw error
      }
    }),
  )
}

function dialectOn(connection: DatabaseConnection): Dialect {
  const driver = Object.assign(new DummyDriver(), { acquireConnection: async () => connection })
  return {
    createAdapter: () => new PostgresAdapter(),
    createDriver: () => driver,
    createIntrospector: (db) => new PostgresIntrospector(db),
    createQueryCompiler: () => new PostgresQueryCompiler(),
  }
}

/** For one statement whose result nobody needs: it is sent together with the next one, which fails when it fails. */
export async function alongWithNext(tx: Tx, run: (tx: Tx) => Promise<unknown>): Promise<void> {
  await sql.raw(ALONG_WITH_NEXT).execute(tx)
  await run(tx)
}

function beginIn({ workspaceId }: Pick<WorkspaceScope, 'workspaceId'>): RawBuilder<unknown> {
  return sql`begin; select set_config('app.workspace_id', ${sql.lit(workspaceId)}, true)`
}

/** One transaction across workspaces, on the few tables that grant switchyard_system something; never on behalf of a caller. */
export async function asSystem<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(db, sql`begin; set local role switchyard_system`, run)
}

/**
 * For taking and completing jobs: the system's, but without waiting for the disk (a crash of the database undoes the last moment, and what
 * it undoes is done again), and along the queue's index whatever the statistics say: a queue is empty when they are made and long when
 * they count.
 */
export async function asQueue<T>(db: Db, run: (tx: Tx) => Promise<T>): Promise<T> {
  return inTransaction(
    db,
    sql.raw(`begin; ${QUEUE_SETTINGS.map((setting) => `set local ${setting}`).join('; ')}`),
    run,
  )
}

const QUEUE_SETTINGS = [
  'role switchyard_system',
  'synchronous_commit = off',
  'enable_seqscan = off',
  'enable_bitmapscan = off',
]

/**
 * Notifies the channel, without a payload, when the transaction has committed, or a moment later. Not inside it: PostgreSQL lets only one
 * notifying transaction commit at a time, its flush to disk included. A process that dies in between notifies nobody, so listeners also poll.
 */
export function notifyAfterCommit(tx: Tx, channel: string): void {
  announcements.set(tx, (announcements.get(tx) ?? new Set()).add(channel))
}

/** Begins and settles whom the transaction is for in one round trip; there are thousands of small ones. */
async function inTransaction<T>(db: Db, begin: RawBuilder<unknown>, run: (tx: Tx) => Promise<T>): Promise<T> {
  return db.connection().execute(async (tx) => {
    await begin.execute(tx)
    try {
      const result = await run(tx)
      const channels = [...(announcements.get(tx) ?? [])]
      const due = announcerOf(db).take(channels)
      await commitOf(due).execute(tx)
      announcerOf(db).later(channels.filter((channel) => !due.includes(channel)))
      return result
    } catch (error) {
      await rollBack(tx)
      throw error
    }
  })
}

function announcerOf(db: Db): Announcer {
  const known = announcers.get(db)
  if (known) return known
  const announcer = new Announcer((channel) => sql`select pg_notify(${channel}, '')`.execute(db))
  announcers.set(db, announcer)
  return announcer
}

function commitOf(channels: readonly string[]): RawBuilder<unknown> {
  const notices = channels.map((channel) => sql`; select pg_notify(${sql.lit(channel)}, '')`)
  return sql`commit${sql.join(notices, sql``)}`
}

/** On a lost connection there is nothing to roll back, and the failure that counts is the one before. */
async function rollBack(tx: Tx): Promise<void> {
  try {
    await sql`rollback`.execute(tx)
  } catch (error) {
    if (!isDatabaseAway(error)) throw error
  }
}
