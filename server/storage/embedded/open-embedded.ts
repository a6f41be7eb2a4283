import { existsSync } from 'node:fs'
import { statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { FatalError, messageOf, StartError } from '../../shared/errors.ts'
import { DISK_FULL } from '../database-away.ts'
import type { Log } from '../../shared/log.ts'
import type { DatabaseHandle } from '../database.ts'
import { createKysely } from '../db.ts'
import { migrate, type Migration, type OwnerSession } from '../migrations.ts'
import { lockDirectory } from './directory-lock.ts'
import { createEmbeddedPool, SET_APP_ROLE } from './embedded-pool.ts'
import { makeDatabase } from './make-database.ts'
import { parameterOf } from './parameter-of.ts'
import { startVacuum } from './vacuum.ts'
import { WorkerClient, type WorkerListener } from './worker-client.ts'

interface EmbeddedDatabaseOptions {
  /** Undefined = in memory. */
  readonly dataDir: string | undefined
  readonly pid: number
  readonly migrations: readonly Migration[]
  readonly log: Log
  readonly snapshot?: Uint8Array
  /** A minute when absent. */
  readonly vacuumEveryMs?: number
  /** Told when the database has ended by itself; until then and afterwards nothing hangs. */
  readonly onFatal?: ((error: FatalError) => void) | undefined
}

// A segment of PostgreSQL's log: it takes them one by one, and dies when it cannot have the next.
const ROOM_BYTES = 16 * 2 ** 20

/** PostgreSQL inside this process, in a worker thread: one process per data directory. */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<DatabaseHandle> {
  const { dataDir } = options
  const unlock = dataDir === undefined ? () => {} : lockDirectory(join(dataDir, 'database.lock'), options.pid)
  const handlers = new Map<string, Set<(payload: string) => void>>()
  const listener: WorkerListener = {
    notification: (channel, payload) => {
      for (const handler of handlers.get(channel) ?? []) handler(payload)
    },
    death: (reason) => options.onFatal?.(died(dataDir, reason)),
  }

  try {
    const client = await openClient(options, listener)
    await prepare(client, options.migrations)
    return handleOf({ ...options, client, handlers, unlock })
  } catch (error) {
    unlock()
    throw error
  }
}

function died(dataDir: string | undefined, reason: string): FatalError {
  return new FatalError(
    `The embedded database in ${dataDir ?? 'memory'} has stopped (${reason}). If its disk is full, make room and start again: everything acknowledged is kept.`,
  )
}

async function openClient(options: EmbeddedDatabaseOptions, listener: WorkerListener): Promise<WorkerClient> {
  const { dataDir } = options
  if (dataDir === undefined)
    return WorkerClient.open({ directory: undefined, snapshot: options.snapshot }, listener)
  const directory = join(dataDir, 'database')
  const data = { directory, snapshot: undefined }
  try {
    if (!existsSync(join(directory, 'PG_VERSION'))) await makeDatabase(directory, options.pid)
    return await WorkerClient.open(data, listener)
  } catch (error) {
    throw notOpened(directory, error)
  }
}

export function notOpened(directory: string, error: unknown): StartError {
  return new StartError(
    `The embedded database in ${directory} could not be opened (${messageOf(error)}). Restore a backup of it, or move the folder away to begin anew.`,
    { cause: error },
  )
}

async function prepare(client: WorkerClient, migrations: readonly Migration[]): Promise<void> {
  const owner: OwnerSession = {
    query: (text, values) => client.request('query', text, values?.map(parameterOf)),
    exec: async (text) => {
      await client.request('exec', text)
    },
  }
  try {
    await migrate(owner, migrations)
    await owner.exec(SET_APP_ROLE)
  } catch (error) {
    await client.close()
    throw error
  }
}

interface HandleParts extends Pick<EmbeddedDatabaseOptions, 'dataDir' | 'log' | 'vacuumEveryMs'> {
  readonly client: WorkerClient
  readonly handlers: Map<string, Set<(payload: string) => void>>
  readonly unlock: () => void
}

function handleOf({ client, handlers, unlock, dataDir, log, vacuumEveryMs }: HandleParts): DatabaseHandle {
  const pool = createEmbeddedPool(client)
  const stopVacuum = startVacuum(pool, { log, everyMs: vacuumEveryMs })
  return {
    kind: 'embedded',
    db: createKysely(pool),
    urgentDb: createKysely(pool.urgent),
    listen: async (channel, onPayload) => {
      const known = handlers.get(channel)
      const channelHandlers = known ?? new Set()
      channelHandlers.add(onPayload)
      handlers.set(channel, channelHandlers)
      if (!known) await pool.request('listen', channel)
      return async () => {
        channelHandlers.delete(onPayload)
      }
    },
    check: async () => {
      await pool.request('query', 'select 1')
      if (dataDir !== undefined) await expectRoom(dataDir)
    },
    load: () => pool.load(),
    close: async () => {
      await stopVacuum()
      await client.close()
      unlock()
    },
  }
}

async function expectRoom(dataDir: string): Promise<void> {
  const { bavail, bsize } = await statfs(dataDir)
  if (bavail * bsize < ROOM_BYTES)
    throw Object.assign(new Error(`only ${bavail * bsize} bytes are free in ${dataDir}`), { code: DISK_FULL })
}
