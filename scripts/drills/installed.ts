import {
  startClockifySandbox,
  type ClockifySandbox,
  type ClockifySandboxOptions,
} from '../../server/sandbox/clockify/index.ts'
import type { ProcessDatabase } from './databases.ts'
import { serverProcess, type ServerProcess } from './server-process.ts'

/** The add-on, installed in a sandbox workspace by a server that runs. */
export interface Installed<D extends ProcessDatabase = ProcessDatabase> {
  readonly database: D
  readonly sandbox: ClockifySandbox
  readonly server: ServerProcess
  /** One more process on the same database; not started, killed at the end. */
  addServer(env?: Readonly<Record<string, string>>): Promise<ServerProcess>
}

interface Setting<D extends ProcessDatabase> {
  readonly makeDatabase: () => Promise<D>
  readonly sandbox: ClockifySandboxOptions
  readonly env?: Readonly<Record<string, string>>
}

/** Everything is gone when `use` has ended, however it ended. */
export async function whileInstalled<D extends ProcessDatabase, T>(
  setting: Setting<D>,
  use: (installed: Installed<D>) => Promise<T>,
): Promise<T> {
  const database = await setting.makeDatabase()
  const sandbox = await startClockifySandbox({ addonKey: 'switchyard', ...setting.sandbox })
  const servers: ServerProcess[] = []
  async function addServer(env: Readonly<Record<string, string>> = {}): Promise<ServerProcess> {
    const server = await serverProcess({
      EGRESS_ALLOW: sandbox.origin,
      CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
      AUTO_BOOTSTRAP_ON_INSTALL: 'false',
      ...database.env,
      ...setting.env,
      ...env,
    })
    servers.push(server)
    return server
  }
  try {
    const server = await addServer()
    await server.start()
    await sandbox.install({ baseUrl: server.baseUrl })
    return await use({ database, sandbox, server, addServer })
  } finally {
    await Promise.all(servers.map((server) => server.kill()))
    await sandbox.stop()
    await database.drop()
  }
}
