import { serverProcess, type ServerProcess } from '../../scripts/drills/server-process.ts'
import {
  startClockifySandbox,
  type ClockifySandbox,
  type ClockifySandboxOptions,
} from '../../server/sandbox/clockify/index.ts'
import { bundledServer } from './bundled-server.ts'
import type { BenchDatabase } from './databases.ts'

export interface InstalledServer {
  readonly server: ServerProcess
  readonly sandbox: ClockifySandbox
  /** One more process on the same database, ready; stopped with the first. */
  another(): Promise<ServerProcess>
  /** An admin's credentials. */
  readonly headers: () => Record<string, string>
  stop(): Promise<void>
}

interface InstalledServerOptions {
  readonly sandbox?: ClockifySandboxOptions
  readonly env?: Record<string, string>
}

const SMALL = { users: 5, projects: 5, tasks: 5, timeEntries: 10 }

/** The built server as a process of its own, ready, with the add-on installed from a sandbox in this process. */
export async function installedServer(
  database: BenchDatabase,
  options: InstalledServerOptions = {},
): Promise<InstalledServer> {
  const sandbox = await startClockifySandbox({ size: SMALL, addonKey: 'switchyard', ...options.sandbox })
  const env = {
    EGRESS_ALLOW: sandbox.origin,
    CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
    AUTO_BOOTSTRAP_ON_INSTALL: 'false',
    ...database.env,
    ...options.env,
  }
  const file = await bundledServer('with-empty-route')
  const servers: ServerProcess[] = []
  async function another(): Promise<ServerProcess> {
    const server = await serverProcess(env, file)
    servers.push(server)
    await server.start()
    return server
  }
  const server = await another()
  await sandbox.install({ baseUrl: server.baseUrl })
  return {
    server,
    sandbox,
    another,
    headers: () => ({ authorization: `Bearer ${sandbox.userToken({ role: 'OWNER' })}` }),
    stop: async () => {
      await Promise.all(servers.map((each) => each.stop()))
      await sandbox.stop()
    },
  }
}
