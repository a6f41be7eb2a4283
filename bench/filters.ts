import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { searchSessions } from '../server/features/time-sessions/sessions/search-sessions.ts'
import type { SessionQuery } from '../server/features/time-sessions/sessions/session.schemas.ts'
import { systemScope } from '../server/shared/scope.ts'
import type { Db } from '../server/storage/db.ts'
import { percentileOf } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { analyze, insertManySessions } from './support/many-sessions.ts'
import { makeWorkspace, openDatabase } from './support/open-database.ts'

const SESSIONS = 100_000
const TIMES = 20
const scope = systemScope('bench', 'bench')

const FILTERS: Readonly<Record<string, Omit<SessionQuery, 'limit'>>> = {
  'no filter': {},
  email: { email: 'Person7@example.com' },
  'email of nobody': { email: 'nobody@example.com' },
  projectName: { projectName: 'PROJECT 7' },
  'projectName of none': { projectName: 'nothing' },
  taskName: { taskName: 'task 77' },
  'taskName of none': { taskName: 'nothing' },
  from: { from: '2026-02-27T00:00:00Z' },
  to: { to: '2026-02-02T00:00:00Z' },
  date: { date: '2026-02-14' },
  'status under-review': { status: 'under-review' },
  'status closed': { status: 'closed' },
  overtime: { overtime: true },
  'no overtime': { overtime: false },
  running: { running: true },
  'not running': { running: false },
  externalId: { externalId: 'e777' },
  'all of them': {
    email: 'person7@example.com',
    projectName: 'Project 7',
    taskName: 'Task 7',
    from: '2026-02-01',
    to: '2026-03-01',
    status: 'closed',
    overtime: false,
    running: false,
  },
}

export const filters: Benchmark = {
  name: 'filters',
  about:
    'the first page of 100,000 time sessions by each filter on PostgreSQL, and whether an index gives it',
  run: async () => {
    const { database, url, drop } = await openDatabase('PostgreSQL')
    try {
      await makeWorkspace(database.db, scope.workspaceId)
      const month = { from: '2026-02-01T00:00:00Z', to: '2026-03-01T00:00:00Z' }
      await insertManySessions(database.db, { ...scope, count: SESSIONS, people: 500, ...month })
      const figures: Figure[] = []
      await analyze(url ?? '')
      await asOwner(url ?? '', 'select pg_stat_reset()')
      for (const [name, filter] of Object.entries(FILTERS))
        figures.push(await measure(database.db, name, filter))
      return [...figures, await countScans(url ?? '')]
    } finally {
      await database.close()
      await drop()
    }
  },
}

async function measure(db: Db, name: string, filter: Omit<SessionQuery, 'limit'>): Promise<Figure> {
  const tookMs: number[] = []
  for (let times = 0; times < TIMES; times += 1) {
    const startedMs = performance.now()
    await searchSessions({ db }, scope, { ...filter, limit: 50 })
    tookMs.push(performance.now() - startedMs)
  }
  return { name: `${name}: p95`, value: percentileOf(tookMs, 0.95), unit: 'ms', atMost: 50 }
}

/** How often the table was read from its beginning to its end meanwhile. */
async function countScans(url: string): Promise<Figure> {
  // Counts are told once a second.
  await sleep(1_500)
  const statement = "select seq_scan::int as scans from pg_stat_user_tables where relname = 'time_sessions'"
  const [row] = await asOwner(url, statement)
  return { name: 'reads of the whole table', value: Number(row?.['scans'] ?? 0), unit: '', atMost: 0 }
}

async function asOwner(url: string, statement: string): Promise<Record<string, unknown>[]> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  try {
    return (await owner.query<Record<string, unknown>>(statement)).rows
  } finally {
    await owner.end()
  }
}
