import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { codeOf, messageOf, StartError } from '../shared/errors.ts'
import type { Log } from '../shared/log.ts'
import { isDatabaseAway } from './database-away.ts'
import type { DatabaseHandle } from './database.ts'
import { createKysely } from './db.ts'
import { GatheringSocket } from './gathering-socket.ts'
import { migrate, type Migration } from './migrations.ts'
import { kyselyPool } from './kysely-pool.ts'
import { createServerListener } from './server-listener.ts'

interface ServerDatabaseOptions {
  readonly url: string
  readonly poolSize: number
  readonly migrations: readonly Migration[]
  readonly log: Log
  /** How long an unreachable server is tried at start. */
  readonly connectForMs: number
}

// Counts and identities stay far below 2^53; both databases then give numbers.
const types: pg.CustomTypesConfig = {
  getTypeParser: (oid, format) =>
    oid === pg.types.builtins.INT8 && format !== 'binary' ? Number : pg.types.getTypeParser(oid, format),
}

/** Migrates as the URL's own user, then works under switchyard_app for good. */
export async function openServerDatabase(options: ServerDatabaseOptions): Promise<DatabaseHandle> {
  await migrateServer(options)

  const connection = appConnection(options.url)
  const pool = new pg.Pool({ ...connection, max: options.poolSize })
  // Without a handler a connection's failure ends the process; the pool hears of the idle ones only, and one in a transaction has none.
  pool.on('error', () => {})
  pool.on('connect', (client) => {
    client.on('error', (error) => options.log.warn({ reason: messageOf(error) }, 'database connection lost'))
  })
  const listener = createServerListener(connection, options.log)
  const db = createKysely(kyselyPool(pool))

  return {
    kind: 'server',
    db,
    // Connections are rarely waited for.
    urgentDb: db,
    listen: (channel, onPayload) => listener.listen(channel, onPayload),
    check: async () => {
      await pool.query('select 1')
    },
    load: () => ({
      size: options.poolSize,
      inUse: pool.totalCount - pool.idleCount,
      idle: pool.idleCount,
      waiting: pool.waitingCount,
    }),
    close: async () => {
      await listener.close()
      await pool.end()
    },
  }
}

/** How requests and jobs connect: under the role that sees one workspace at a time. */
export function appConnection(url: string): pg.ClientConfig {
  return {
    connectionString: url,
    options: '-c role=switchyard_app',
    types,
    keepAlive: true,
    connectionTimeoutMillis: 5_000,
    query_timeout: 30_000,
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    application_name: 'switchyard',
    pipeline: true,
    stream: () => new GatheringSocket(),
  }
}

async function migrateServer(options: ServerDatabaseOptions): Promise<void> {
  const client = await connectOwner(options)
  try {
    await migrate(
      {
        query: (text, values) => client.query(text, values),
        exec: async (text) => {
          await client.query(text)
        },
      },
      options.migrations,
    )
  } catch (error) {
    if (codeOf(error) === '42501') throw notEnoughRights(error)
    throw error
  } finally {
    await client.end()
  }
}

async function connectOwner(options: ServerDatabaseOptions): Promise<pg.Client> {
  const giveUpAt = Date.now() + options.connectForMs
  for (;;) {
    const client = new pg.Client({ connectionString: options.url, connectionTimeoutMillis: 5_000 })
    client.on('error', (error) => options.log.warn({ reason: messageOf(error) }, 'database connection lost'))
    try {
      await client.connect()
      return client
    } catch (error) {
      if (!isDatabaseAway(error)) throw refused(error)
      if (Date.now() >= giveUpAt)
        throw new StartError(
          `The database at DATABASE_URL could not be reached for ${Math.round(options.connectForMs / 1000)} s: ${messageOf(error)}`,
          { cause: error },
        )
      options.log.warn({ reason: messageOf(error) }, 'database not reachable, trying again')
      await sleep(1_000)
    }
  }
}

function refused(error: unknown): StartError {
  return new StartError(`The database at DATABASE_URL refused the connection: ${messageOf(error)}`, {
    cause: error,
  })
}

function notEnoughRights(error: unknown): StartError {
  return new StartError(
    `The user in DATABASE_URL may not create tables and roles (${messageOf(error)}). Give it CREATEROLE and CREATE on schema public, or run the migrations with one that has them.`,
    { cause: error },
  )
}
