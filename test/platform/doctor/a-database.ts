import { PGlite } from '@electric-sql/pglite'
import { randomBytes } from 'node:crypto'
import { cpSync } from 'node:fs'
import { join } from 'node:path'
import { readConfig } from '../../../server/config/config.ts'
import { inWorkspace } from '../../../server/storage/db.ts'
import { systemScope } from '../../../server/shared/scope.ts'
import { openStorage } from '../../../server/wire-storage.ts'
import { aFolder } from '../../../scripts/drills/databases.ts'
import { databaseServers } from '../../journeys/support/databases.ts'
import { silentLog } from '../../support/silent-log.ts'

export interface PatientDatabase {
  /** What a server would be started with. */
  readonly env: Readonly<Record<string, string>>
  /** Statements of the owner. */
  readonly change: (statements: string) => Promise<void>
  readonly read: (query: string) => Promise<Record<string, unknown>[]>
  readonly drop: () => Promise<void>
}

interface PatientKind {
  readonly name: string
  readonly make: () => Promise<PatientDatabase>
}

export const WORKSPACE = 'w-doctor'

/** As a server leaves it: migrated, with a key and a workspace that has a secret. */
async function use(env: Readonly<Record<string, string>>): Promise<void> {
  const { database, vault } = await openStorage({ config: readConfig(env), log: silentLog, pid: process.pid })
  const scope = systemScope(WORKSPACE, 'test')
  await inWorkspace(database.db, scope, async (tx) => {
    await tx
      .insertInto('workspaces')
      .values({ workspaceId: WORKSPACE, name: 'Acme', source: 'operator' })
      .execute()
    await vault.seal(tx, scope, { purpose: 'test', text: 'secret' })
  })
  await database.close()
}

let used: { readonly path: string; drop(): void } | undefined

/** Made once, copied for each test. */
export async function makeUsedDataDir(): Promise<void> {
  used = aFolder()
  await use({ DATA_DIR: used.path })
}

export function dropUsedDataDir(): void {
  used?.drop()
}

export async function aDataDir(): Promise<PatientDatabase> {
  const folder = aFolder()
  if (!used) throw new Error('makeUsedDataDir() comes first')
  cpSync(used.path, folder.path, { recursive: true })
  const query = async (text: string): Promise<Record<string, unknown>[]> => {
    const database = await PGlite.create({ dataDir: join(folder.path, 'database') })
    const results = await database.exec(text)
    await database.close()
    return results.at(-1)?.rows ?? []
  }
  return {
    env: { DATA_DIR: folder.path },
    change: async (statements) => void (await query(statements)),
    read: query,
    drop: async () => folder.drop(),
  }
}

/** The kind that this run is about. */
export const databaseKinds: readonly PatientKind[] =
  databaseServers().length > 0
    ? databaseServers().map(({ name, make }) => ({
        name,
        make: async () => {
          const database = await make()
          await use(database.env)
          return {
            env: database.env,
            change: async (statements: string) => void (await database.query(statements)),
            read: (query: string) => database.query(query),
            drop: () => database.drop(),
          }
        },
      }))
    : [{ name: 'the embedded database', make: aDataDir }]

export const newKey = (): string => randomBytes(32).toString('base64')
