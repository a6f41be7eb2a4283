import { randomBytes } from 'node:crypto'
import { vi } from 'vitest'
import { readConfig } from '../../../../server/config/config.ts'
import { clickupService } from '../../../../server/connectors/clickup/index.ts'
import { clickupDoor, createClickupTasks } from '../../../../server/features/clickup-tasks/index.ts'
import { changeSettings } from '../../../../server/features/clickup-tasks/settings/change-settings.ts'
import { saveConnection } from '../../../../server/platform/connections/save-connection.ts'
import { createHttp } from '../../../../server/platform/http/index.ts'
import { Worker } from '../../../../server/platform/jobs/index.ts'
import { createMetrics } from '../../../../server/platform/metrics/index.ts'
import { checkKeys, createVault } from '../../../../server/platform/secrets/index.ts'
import { createWebhooks } from '../../../../server/platform/webhooks/index.ts'
import type { ClickUpSandbox } from '../../../../server/sandbox/clickup/index.ts'
import { createLog } from '../../../../server/shared/create-log.ts'
import { inWorkspace } from '../../../../server/storage/db.ts'
import { wirePlatform } from '../../../../server/wire-platform.ts'
import { aWorkspace } from '../../../support/a-workspace.ts'
import { openTestDatabase, type TestDatabase } from '../../../support/test-db.ts'
import { pathTo } from '../clickup-ground.ts'

const ring = (() => {
  const key = randomBytes(32)
  return { newest: key, all: [key] }
})()

/** The real inbox and the feature, listening, connected with this ClickUp; whether a sync is asked for is only noted. */
export async function startHearing(clickup: ClickUpSandbox) {
  const database = await openTestDatabase()
  const { db } = database
  await checkKeys(db, ring)
  const scope = await aWorkspace(db)
  const listId = [...clickup.state.lists.keys()][0]!
  const asked = { syncs: 0 }
  const first = await startProcess({ database, asked, allow: clickup.origin })
  const service = clickupService
  const deps = { ...first.platform, policyOf: () => first.platform.policy, onChange: async () => {} }
  const credentials = { token: clickup.tokens.owner }
  await saveConnection(deps, scope, { service, baseUrl: clickup.apiUrl, credentials })
  const processes = [first]

  return {
    database,
    db,
    scope,
    listId,
    asked,
    choose: async () => {
      await changeSettings(first.platform, scope, pathTo(clickup, listId))
      await vi.waitUntil(() => clickup.state.webhooks.size === 1, { timeout: 15_000 })
    },
    events: () =>
      inWorkspace(db, scope, (tx) =>
        tx.selectFrom('webhookEvents').select(['id', 'type', 'status', 'error']).orderBy('id').execute(),
      ),
    /** Until all that came was handed out. */
    atRest: async () => {
      await vi.waitUntil(
        async () => {
          const rows = await inWorkspace(db, scope, (tx) =>
            tx.selectFrom('jobs').select('id').where('state', 'in', ['ready', 'running']).execute(),
          )
          return rows.length === 0
        },
        { timeout: 25_000, interval: 20 },
      )
    },
    /** The process dies and another one takes its place at the same address. */
    restart: async () => {
      const before = processes.pop()!
      await before.stop()
      const next = await startProcess({ database, asked, allow: clickup.origin, port: before.port })
      processes.push(next)
    },
    stop: async () => {
      for (const one of processes) await one.stop()
      await database.close()
    },
  }
}

interface Process {
  readonly database: TestDatabase
  readonly asked: { syncs: number }
  readonly allow: string
  readonly port?: number
}

async function startProcess({ database, asked, allow, port = 0 }: Process) {
  const address = { url: '' }
  const log = createLog('silent')
  const platform = wirePlatform(
    { database, vault: createVault(ring) },
    {
      config: readConfig({ EGRESS_ALLOW: allow, PORT: '0' }),
      log,
      metrics: createMetrics(),
      baseUrl: () => address.url,
    },
  )
  const tasks = createClickupTasks({
    ...platform,
    publish: () => {},
    requestSync: async () => void (asked.syncs += 1),
  })
  const webhooks = createWebhooks({
    ...platform,
    publish: () => {},
    doors: [clickupDoor(platform)],
    tokens: { recognise: async () => undefined },
    isActive: async () => true,
    subscriptions: () => tasks.subscriptions ?? [],
    options: { transactionsInFlight: database.kind === 'embedded' ? 1 : 2 },
  })
  const http = await createHttp({ log, https: false, observe: () => {} })
  await http.register(webhooks.routes!)
  const handlers = [...(webhooks.jobs ?? []), ...(tasks.jobs ?? [])]
  const worker = new Worker({ database, clock: platform.clock, log, handlers })
  const limiters = Object.values(platform.limiters)
  for (const limiter of limiters) await limiter.start()
  await worker.start()
  address.url = await http.listen({ host: '127.0.0.1', port })
  return {
    platform,
    port: Number(new URL(address.url).port),
    stop: async () => {
      await http.close()
      await worker.stop()
      for (const limiter of limiters) await limiter.stop()
      await platform.client.close()
    },
  }
}
