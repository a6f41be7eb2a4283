import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { sql } from 'kysely'
import pg from 'pg'
import { createKysely, type Db } from './db.ts'
import { lockDirectory, lockHolder } from './embedded/directory-lock.ts'
import { createEmbeddedPool } from './embedded/embedded-pool.ts'
import { notOpened } from './embedded/open-embedded.ts'
import { WorkerClient } from './embedded/worker-client.ts'
import { appConnection } from './open-server.ts'

/** A database that is looked at: no migration runs, and no statement of ours can write. */
export interface Inspection {
  /** As the schema's owner. */
  readonly db: Db
  /** As requests and jobs see it, opened the way the server does; `db` is not used any more then. */
  asApp(): Promise<Db>
  close(): Promise<void>
}

const READ_ONLY = 'set default_transaction_read_only = on'

export async function inspectServer(url: string): Promise<Inspection> {
  const timeouts = { connectionTimeoutMillis: 5_000, query_timeout: 10_000, max: 1 }
  const pools: pg.Pool[] = []
  const open = async (config: pg.PoolConfig): Promise<Db> => {
    const pool = new pg.Pool({ ...config, ...timeouts })
    // The statement that meets the failure tells of it.
    pool.on('error', () => {})
    pools.push(pool)
    const client = await pool.connect()
    client.on('error', () => {})
    try {
      await client.query(READ_ONLY)
    } finally {
      client.release()
    }
    return createKysely(pool)
  }
  const close = async (): Promise<void> => {
    await Promise.all(pools.map((pool) => pool.end()))
  }
  try {
    return { db: await open({ connectionString: url }), asApp: () => open(appConnection(url)), close }
  } catch (error) {
    await close()
    throw error
  }
}

type EmbeddedState =
  | { readonly state: 'none' }
  | { readonly state: 'in-use'; readonly pid: number }
  /** A lock whose process is gone, or lives where we cannot see it: never opened, for two processes on one database lose rows. */
  | { readonly state: 'left-locked' }
  | { readonly state: 'free'; open(): Promise<Inspection> }

/** What there is in a data directory; opening it takes the lock until close(). */
export function findEmbedded(dataDir: string, pid: number): EmbeddedState {
  const lock = join(dataDir, 'database.lock')
  const directory = join(dataDir, 'database')
  const holder = lockHolder(lock)
  if (holder !== undefined) return { state: 'in-use', pid: holder }
  if (existsSync(lock)) return { state: 'left-locked' }
  if (!existsSync(join(directory, 'PG_VERSION'))) return { state: 'none' }
  return {
    state: 'free',
    open: async () => {
      const unlock = lockDirectory(lock, pid)
      try {
        return await openEmbedded(directory, unlock)
      } catch (error) {
        unlock()
        throw error
      }
    },
  }
}

async function openEmbedded(directory: string, unlock: () => void): Promise<Inspection> {
  const client = await openWorker(directory)
  await client.request('exec', READ_ONLY)
  const db = createKysely(createEmbeddedPool(client))
  return {
    db,
    asApp: async () => {
      await sql`set role switchyard_app`.execute(db)
      return db
    },
    close: async () => {
      await client.close()
      unlock()
    },
  }
}

async function openWorker(directory: string): Promise<WorkerClient> {
  try {
    return await WorkerClient.open(
      { directory, snapshot: undefined },
      { notification: () => {}, death: () => {} },
    )
  } catch (error) {
    throw notOpened(directory, error)
  }
}
