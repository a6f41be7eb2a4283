import { randomBytes } from 'node:crypto'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled } from './installed.ts'
import { expectDestroyed, readSealed } from './secrets/destroyed.ts'
import type { Dumped } from './secrets/dump.ts'
import { leave, travel, type Journey } from './secrets/journey.ts'
import { createListener } from './secrets/listener.ts'
import { findSecrets, proveSearch } from './secrets/secret-forms.ts'
import { expectEqual, type Figures } from './support.ts'

/** A database whose rows can be read while no server runs on it. */
export interface DumpableDatabase extends ProcessDatabase {
  /** What of its environment is secret. */
  readonly secrets: Readonly<Record<string, string>>
  dump(): Promise<Dumped>
}

/** Everything that a server says and keeps on a full journey, searched for every secret that existed; after uninstalling, nothing opens. */
export async function secrets(makeDatabase: () => Promise<DumpableDatabase>): Promise<Figures> {
  const adminKey = randomBytes(24).toString('base64url')
  const encryptionKey = randomBytes(32).toString('base64')
  const env = { ADMIN_KEY: adminKey, LOG_LEVEL: 'trace', ENCRYPTION_KEY: encryptionKey }
  const size = { users: 4, projects: 8, tasks: 12, timeEntries: 40 }
  return whileInstalled({ makeDatabase, sandbox: { size }, env }, async ({ database, sandbox, server }) => {
    const listener = createListener()
    listener.know("the operator's key", adminKey)
    listener.know('the encryption key', encryptionKey)
    for (const [what, text] of Object.entries(database.secrets)) listener.know(what, text)
    const journey: Journey = { baseUrl: server.baseUrl, sandbox, listener, adminKey }
    const logs: string[] = []
    const dumpWhileStopped = async (): Promise<Dumped> => {
      expectEqual('the exit code', await server.stop(), 0)
      logs.push(server.output)
      const dumped = await database.dump()
      await server.start()
      return dumped
    }

    const credentials = await travel(journey)
    const before = await dumpWhileStopped()
    const sealed = readSealed(before, sandbox)
    await leave(journey, credentials)
    const after = await dumpWhileStopped()
    logs.push(server.output)
    expectDestroyed({ before: sealed, after, encryptionKey })

    proveSearch(listener.secrets)
    const texts = [
      ...listener.texts,
      ...logs.map((text, index) => ({ where: `log ${index + 1}`, text })),
      ...before.tables,
      ...before.files,
      ...after.tables,
      ...after.files,
    ]
    const found = findSecrets(listener.secrets, texts)
    if (found.length > 0)
      throw new Error(`${found.length} secrets were found: ${found.slice(0, 20).join('; ')}`)
    return {
      secrets: listener.secrets.length,
      answers: listener.texts.length,
      'log lines': logs.join('').split('\n').length,
      tables: before.tables.length,
      files: before.files.length,
      megabytes: Math.round(texts.reduce((sum, { text }) => sum + text.length, 0) / 1e6),
      exceptions: listener.exempt.size,
    }
  })
}
