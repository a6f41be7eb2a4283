import { join } from 'node:path'
import { serverProcess, type ServerProcess } from '../../scripts/drills/server-process.ts'
import {
  startClockifySandbox,
  type ClockifySandbox,
  type ClockifySandboxOptions,
} from '../../server/sandbox/clockify/index.ts'
import { projectRoot } from '../../server/shared/project-root.ts'
import type { BenchDatabase } from './databases.ts'

export interface InstalledServer {
  readonly server: ServerProcess
  readonly sandbox: ClockifySandbox
  /** An admin's credentials. */
  headers(): Record<string, string>
  stop(): Promise<void>
}

const WITH_EMPTY_ROUTE = join(projectRoot, 'bench/servers/with-empty-route.mjs')
const SMALL = { users: 5, projects: 5, tasks: 5, timeEntries: 10 }

/** The built server as a process of its own, ready, with the add-on installed from a sandbox in this process. */
export async function installedServer(
  database: BenchDatabase,
  options: { readonly sandbox?: ClockifySandboxOptions; readonly env?: Record<string, string> } = {},
): Promise<InstalledServer> {
  const sandbox = await startClockifySandbox({ size: SMALL, addonKey: 'switchyard', ...options.sandbox })
  const server = await serverProcess(
    {
      EGRESS_ALLOW: sandbox.origin,
      CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
      AUTO_BOOTSTRAP_ON_INSTALL: 'false',
      ...database.env,
      ...options.env,
    },
    WITH_EMPTY_ROUTE,
  )
  await server.start()
  await sandbox.install({ baseUrl: server.baseUrl })
  return {
    server,
    sandbox,
    headers: () => ({ authorization: `Bearer ${sandbox.userToken({ role: 'OWNER' })}` }),
    stop: async () => {
      await server.stop()
      await sandbox.stop()
    },
  }
}
