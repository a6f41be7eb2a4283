import { expect } from 'vitest'
import { serverProcess, type ServerProcess } from '../../../scripts/drills/server-process.ts'
import { adminHeaders, listAll } from '../../../scripts/drills/support.ts'
import { startClockifySandbox, type ClockifySandbox } from '../../../server/sandbox/clockify/index.ts'
import { readBootstrap, startBootstrap } from '../../../scripts/drills/bootstrap.ts'

/** A small Clockify, and servers beside it that may call it. */
export interface OperatedServers {
  readonly sandbox: ClockifySandbox
  readonly server: (env: Readonly<Record<string, string>>) => Promise<ServerProcess>
  /** The entities of all stored deliveries, doubled ones twice. */
  readonly delivered: (server: ServerProcess) => Promise<string[]>
  /** Begins a bootstrap, whose every request needs the sealed installation token, until records are stored. */
  readonly expectSealedTokenOpens: (server: ServerProcess) => Promise<void>
  /** Also ends what a failed test has left running. */
  readonly stop: () => Promise<void>
}

const SIZE = { users: 2, projects: 2, tasks: 2, timeEntries: 5 }

export async function operatedServers(): Promise<OperatedServers> {
  const sandbox = await startClockifySandbox({ size: SIZE, quirks: { duplicateRate: 0 } })
  const servers: ServerProcess[] = []
  return {
    sandbox,
    server: async (env) => {
      const server = await serverProcess({
        EGRESS_ALLOW: sandbox.origin,
        CLOCKIFY_PUBLIC_KEY: sandbox.publicKeyPem,
        AUTO_BOOTSTRAP_ON_INSTALL: 'false',
        ...env,
      })
      servers.push(server)
      return server
    },
    delivered: async ({ baseUrl }) => {
      const path = '/api/webhook-events?type=TIME_ENTRY_UPDATED'
      const events = await listAll<{ entityId: string }>(baseUrl, sandbox, path)
      return events.map(({ entityId }) => entityId)
    },
    expectSealedTokenOpens: async ({ baseUrl }) => {
      await startBootstrap(sandbox, baseUrl)
      await expect
        .poll(async () => (await readBootstrap(sandbox, baseUrl))?.records, { timeout: 30_000 })
        .toBeGreaterThan(0)
      const headers = adminHeaders(sandbox)
      const cancelled = await fetch(`${baseUrl}/api/bootstrap/cancel`, { method: 'POST', headers })
      expect(cancelled.status).toBe(200)
    },
    stop: async () => {
      await Promise.all(servers.map((server) => server.kill()))
      await sandbox.stop()
    },
  }
}
