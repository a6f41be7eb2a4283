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
  /** One more process on the same database, of this version unless told; not started, killed at the end. */
  readonly addServer: (more?: ServerOptions) => Promise<ServerProcess>
}

interface ServerOptions {
  readonly env?: Readonly<Record<string, string>>
  /** Its main.js. */
  readonly file?: string
}

interface Setting<D extends ProcessDatabase> {
  readonly makeDatabase: () => Promise<D>
  readonly sandbox: ClockifySandboxOptions
  readonly env?: Readonly<Record<string, string>>
  /** The main.js of the server that installs. */
  readonly file?: string
}

/** Everything is gone when `use` has ended, however it ended. */
export async function whileInstalled<D extends ProcessDatabase, T>(
  setting: Setting<D>,
  use: (installed: Installed<D>) => Promise<T>,
): Promise<T> {
  const database = await setting.makeDatabase()
  const sandbox = await startClockifySandbox({ addonKey: 'switchyard', ...setting.sandbox })
  const servers: ServerProcess[] = []
  async function addServer({ env, file }: ServerOptions = {}): Promise<ServerProcess> {
    const ground = {
      EGRESS_ALLOW: sandbox.origin,
      CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
      AUTO_BOOTSTRAP_ON_INSTALL: 'false',
    }
    const server = await serverProcess({ ...ground, ...database.env, ...setting.env, ...env }, file)
    servers.push(server)
    return server
  }
  try {
    const server = await addServer(setting.file === undefined ? {} : { file: setting.file })
    await server.start()
    await sandbox.install({ baseUrl: server.baseUrl })
    return await use({ database, sandbox, server, addServer })
  } finally {
    await Promise.all(servers.map((server) => server.kill()))
    await sandbox.stop()
    await database.drop()
  }
}
