import pg from 'pg'
import { listRecords, upsertRecords } from '../server/platform/records/records.store.ts'
import { dedupeKey } from '../server/platform/webhooks/dedupe-key.ts'
import { WEBHOOK_DEFAULTS } from '../server/platform/webhooks/index.ts'
import { storeDeliveries } from '../server/platform/webhooks/store-deliveries.ts'
import { newId } from '../server/shared/ids.ts'
import { systemScope } from '../server/shared/scope.ts'
import { inWorkspace, type Db } from '../server/storage/db.ts'
import { median } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { makeWorkspace, openDatabase } from './support/open-database.ts'

const ROUNDS = 9
const ROUND_MS = 700
const BATCH = 25
const scope = systemScope('bench', 'bench')

type Work = (db: Db) => Promise<unknown>

const WORKS: Readonly<Record<string, Work>> = {
  'storing deliveries': (db) =>
    storeDeliveries(
      { db, subscriptions: () => [SUBSCRIPTION] },
      scope,
      Array.from({ length: BATCH }, newDelivery),
    ),
  'storing records': (db) => inWorkspace(db, scope, (tx) => upsertRecords(tx, scope, someRecords())),
  'listing records': (db) =>
    inWorkspace(db, scope, (tx) => listRecords(tx, scope, { collection: 'tasks', limit: 50 })),
}

export const isolation: Benchmark = {
  name: 'isolation',
  about:
    'the ingest and record queries with row-level security, against the same without, in turn on PostgreSQL',
  run: async () => {
    const [guarded, open] = [await openDatabase('PostgreSQL'), await openDatabase('PostgreSQL')]
    try {
      for (const { database } of [guarded, open]) await makeWorkspace(database.db, scope.workspaceId)
      await switchOff(open.url ?? '')
      const figures: Figure[] = []
      for (const [name, work] of Object.entries(WORKS))
        figures.push(await compare(name, work, [guarded.database.db, open.database.db]))
      return figures
    } finally {
      for (const { database, drop } of [guarded, open]) {
        await database.close()
        await drop()
      }
    }
  },
}

async function switchOff(url: string): Promise<void> {
  const owner = new pg.Client({ connectionString: url })
  await owner.connect()
  const { rows } = await owner.query<{ name: string }>(
    'select relname as name from pg_class where relrowsecurity',
  )
  for (const { name } of rows)
    await owner.query(`alter table ${pg.escapeIdentifier(name)} disable row level security`)
  await owner.end()
}

/** Turns are short and many: what else the machine does hits both alike. */
async function compare(name: string, work: Work, [guarded, open]: readonly [Db, Db]): Promise<Figure> {
  const costs: number[] = []
  for (const db of [guarded, open]) await timesIn(db, work)
  for (let round = 0; round < ROUNDS; round += 1) {
    const [isGuarded, isOpen] = [await timesIn(guarded, work), await timesIn(open, work)]
    costs.push((isOpen / isGuarded - 1) * 100)
  }
  return { name: `cost when ${name}`, value: median(costs), unit: '%', atMost: 15 }
}

async function timesIn(db: Db, work: Work): Promise<number> {
  const startedAt = performance.now()
  let times = 0
  for (; performance.now() - startedAt < ROUND_MS; times += 1) await work(db)
  return times / (performance.now() - startedAt)
}

const SUBSCRIPTION = { name: 'bench', events: '*', run: async () => {} } as const
let last = 0

function newDelivery() {
  const payload = { id: `c${(last += 1).toString(16).padStart(23, '0')}`, description: 'x'.repeat(600) }
  const body = Buffer.from(JSON.stringify(payload))
  return {
    eventId: newId(),
    type: 'TIME_ENTRY_UPDATED',
    key: dedupeKey(WEBHOOK_DEFAULTS.windows, 'TIME_ENTRY_UPDATED', { bytes: body, payload }),
    source: 'add-on',
    body,
    idempotencyKey: null,
    active: true,
    receivedAt: new Date(),
  }
}

function someRecords() {
  return Array.from({ length: BATCH }, () => {
    const id = `t${String((last += 1)).padStart(12, '0')}`
    const record = { id, parentKey: '', parentId: null, name: id, payload: JSON.stringify({ id, name: id }) }
    return { collection: 'tasks', source: 'bench', at: new Date(), record }
  })
}
