import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeDatabase, type BenchDatabase } from './support/databases.ts'
import { deliver } from './support/deliveries.ts'
import { installedServer } from './support/installed-server.ts'

const BACKLOG = 100_000
const LOAD_SECONDS = 5

export const projection: Benchmark = {
  name: 'projection',
  about: `a backlog of ${BACKLOG.toLocaleString('en')} ends of time entries, each made a session with its audit entry, PostgreSQL`,
  run: async () => {
    const database = await makeDatabase('PostgreSQL')
    const installed = await installedServer(database)
    const client = await connect(database)
    try {
      // Jobs give way to deliveries, so that those heap up.
      while ((await waiting(client)) < BACKLOG)
        await deliver(installed, { seconds: LOAD_SECONDS, event: 'TIMER_STOPPED' })
      return await measureDrain(client)
    } finally {
      await client.end()
      await installed.stop()
      await database.drop()
    }
  },
}

async function measureDrain(client: pg.Client): Promise<readonly Figure[]> {
  const atFirst = await waiting(client)
  const began = performance.now()
  while ((await waiting(client)) > 0) await sleep(250)
  const seconds = (performance.now() - began) / 1_000
  const { rows } = await client.query<{ complete: boolean }>(
    `select (select count(*) from audit_entries) = (select count(*) from time_sessions) as complete`,
  )
  if (rows[0]?.complete !== true) throw new Error('there is not one audit entry for each session')
  return [
    { name: 'events in the backlog', value: atFirst, unit: '' },
    { name: 'sessions and audit entries made of it', value: atFirst / seconds, unit: '/s', atLeast: 2_000 },
  ]
}

/** Events that are no session yet. */
async function waiting(client: pg.Client): Promise<number> {
  const { rows } = await client.query<{ waiting: string }>(
    `select (select count(*) from webhook_events) - (select count(*) from time_sessions) as waiting`,
  )
  return Number(rows[0]?.waiting)
}

async function connect({ env }: BenchDatabase): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: env['DATABASE_URL'] })
  await client.connect()
  return client
}
