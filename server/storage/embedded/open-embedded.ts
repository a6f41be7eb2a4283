import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { messageOf, StartError } from '../../shared/errors.ts'
import type { DatabaseHandle } from '../database.ts'
import { createKysely } from '../db.ts'
import { migrate, type Migration, type OwnerSession } from '../migrations.ts'
import { lockDirectory } from './directory-lock.ts'
import { createEmbeddedPool } from './embedded-pool.ts'
import { WorkerClient } from './worker-client.ts'

interface EmbeddedDatabaseOptions {
  /** Undefined = in memory. */
  readonly dataDir: string | undefined
  readonly pid: number
  readonly migrations: readonly Migration[]
  readonly snapshot?: Uint8Array
}

type Notify = (channel: string, payload: string) => void

/** PostgreSQL inside this process, in a worker thread: one process per data directory. */
export async function openEmbeddedDatabase(options: EmbeddedDatabaseOptions): Promise<DatabaseHandle> {
  const { dataDir } = options
  const unlock = dataDir === undefined ? () => {} : lockDirectory(join(dataDir, 'database.lock'), options.pid)
  const handlers = new Map<string, Set<(payload: string) => void>>()
  const notify: Notify = (channel, payload) => {
    for (const handler of handlers.get(channel) ?? []) handler(payload)
  }

  try {
    const client = await openClient(options, notify)
    await prepare(client, options.migrations)
    return handleOf({ client, handlers, unlock })
  } catch (error) {
    unlock()
    throw error
  }
}

async function openClient(options: EmbeddedDatabaseOptions, notify: Notify): Promise<WorkerClient> {
  const { dataDir } = options
  if (dataDir === undefined)
    return WorkerClient.open({ directory: undefined, snapshot: options.snapshot }, notify)
  const directory = join(dataDir, 'database')
  const data = { directory, snapshot: undefined }
  try {
    if (!existsSync(join(directory, 'PG_VERSION'))) {
      // Making a database takes 850 MB for a moment; a thread that ends gives them back.
      const maker = await WorkerClient.open(data, () => {})
      await maker.close()
    }
    return await WorkerClient.open(data, notify)
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
    query: (text, values) => client.request('query', text, values),
    exec: async (text) => {
      await client.request('exec', text)
    },
  }
  try {
    await migrate(owner, migrations)
    await owner.exec('set role switchyard_app')
  } catch (error) {
    await client.close()
    throw error
  }
}

function handleOf(parts: {
  client: WorkerClient
  handlers: Map<string, Set<(payload: string) => void>>
  unlock: () => void
}): DatabaseHandle {
  const { client, handlers, unlock } = parts
  const pool = createEmbeddedPool(client)
  return {
    kind: 'embedded',
    db: createKysely(pool),
    listen: async (channel, onPayload) => {
      const known = handlers.get(channel)
      const channelHandlers = known ?? new Set()
      channelHandlers.add(onPayload)
      handlers.set(channel, channelHandlers)
      if (!known) await client.request('listen', channel)
      return async () => {
        channelHandlers.delete(onPayload)
      }
    },
    check: async () => {
      await client.request('query', 'select 1')
    },
    load: () => pool.load(),
    close: async () => {
      await client.close()
      unlock()
    },
  }
}
