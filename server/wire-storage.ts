import type { Config } from './config/config.ts'
import { parseEncryptionKeys, type KeyRingBytes } from './config/encryption-key.ts'
import { checkKeys, createVault, readOrMakeKeyFile, type Vault } from './platform/secrets/index.ts'
import { StartError, type FatalError } from './shared/errors.ts'
import type { Log } from './shared/log.ts'
import type { DatabaseHandle } from './storage/database.ts'
import { openEmbeddedDatabase } from './storage/embedded/open-embedded.ts'
import { readMigrations } from './storage/migrations.ts'
import { openServerDatabase } from './storage/open-server.ts'

export interface Storage {
  readonly database: DatabaseHandle
  readonly vault: Vault
}

export interface StorageOptions {
  readonly config: Config
  readonly log: Log
  readonly pid: number
  readonly onFatal?: ((error: FatalError) => void) | undefined
}

const POOL_SIZE = 12
/** The pool, and the one that listens. */
export const CONNECTIONS_PER_PROCESS = POOL_SIZE + 1
const CONNECT_FOR_MS = 30_000

/** An open, migrated database with a key that fits it; refuses in one sentence otherwise. */
export async function openStorage(options: StorageOptions): Promise<Storage> {
  const database = await openDatabase(options)
  try {
    const ring = options.config.encryptionKeys ?? keyFileRing(options.config.database.dataDir)
    const wrappedAnew = await checkKeys(database.db, ring)
    if (wrappedAnew > 0)
      options.log.info({ workspaces: wrappedAnew }, 'workspace keys wrapped with the newest key')
    return { database, vault: createVault(ring) }
  } catch (error) {
    await database.close()
    throw error
  }
}

function keyFileRing(dataDir: string): KeyRingBytes {
  const text = readOrMakeKeyFile(dataDir)
  try {
    return parseEncryptionKeys(text)
  } catch (error) {
    throw new StartError(
      `The key file encryption.key in ${dataDir} is damaged. Restore it from a backup: what is stored can be read with that key only.`,
      { cause: error },
    )
  }
}

async function openDatabase({ config, log, pid, onFatal }: StorageOptions): Promise<DatabaseHandle> {
  const migrations = await readMigrations()
  const { url, dataDir } = config.database
  if (url === undefined) return openEmbeddedDatabase({ dataDir, pid, migrations, log, onFatal })
  return openServerDatabase({ url, poolSize: POOL_SIZE, migrations, log, connectForMs: CONNECT_FOR_MS })
}
