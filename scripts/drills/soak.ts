import { PGlite } from '@electric-sql/pglite'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { EmbeddedDatabase, ServerDatabase } from './databases.ts'
import { whileInstalled, type Installed } from './installed.ts'
import { readProcessFigures, type ProcessFigures } from './process-figures.ts'
import { startMixedLoad, type MixedLoad } from './soak/mixed-load.ts'
import { age, beginPrunes, expectPruned, readSizeMb, untilPruned, type Query } from './soak/retention.ts'
import { riseOf } from './soak/rise.ts'
import { adminHeaders, expectAtMost, expectEqual, until, type Figures } from './support.ts'

interface Sample extends ProcessFigures {
  readonly p99: number
}

type Watched = 'rssMb' | 'heapMb' | 'handles' | 'openFiles' | 'p99'

const SAMPLES = 120
const CYCLES = 6
const FEWEST_CYCLES = 3
const MINUTE_MS = 60_000
// The first part of the time belongs to compilers, caches and pools.
const WARM_UP = 0.25
// How much the best straight line may rise over the measured time. A young process still grows.
const YOUNG_MINUTES = 10
const RISES: Record<'young' | 'old', Readonly<Record<Watched, number>>> = {
  young: { rssMb: 200, heapMb: 100, handles: 60, openFiles: 60, p99: 10_000 },
  old: { rssMb: 64, heapMb: 32, handles: 20, openFiles: 20, p99: 150 },
}
// Of the space after the second cycle: what was freed is used again.
const BLOAT = { factor: 1.5, mb: 4 }

/** Everything at once for a long time: memory, handles and answering times stay as they are, what is too old goes, and its space is used again. */
export async function soak(
  makeDatabase: () => Promise<ServerDatabase | EmbeddedDatabase>,
  minutes: number,
): Promise<Figures> {
  const size = { users: 8, projects: 20, tasks: 60, timeEntries: 300 }
  const setting = { makeDatabase, sandbox: { size, logSize: 1_000 }, env: { LOG_LEVEL: 'error' } }
  return whileInstalled(setting, async (installed) => {
    const { server, sandbox, database } = installed
    const load = startMixedLoad({ baseUrl: server.baseUrl, sandbox, apiKey: await anApiKey(installed) })
    const forMs = minutes * MINUTE_MS
    const [samples, sizesMb] = await Promise.all([
      takeSamples(installed, load, forMs),
      'query' in database ? pruneInCycles(installed, (text) => database.query(text), minutes) : [],
    ])
    await load.stop()
    if ('dataDir' in database) await pruneOnce(installed, database)

    expectEqual(`surprising answers (${load.surprises.slice(0, 5).join('; ')})`, load.surprises.length, 0)
    const rises = expectFlat(samples, minutes)
    expectReused(sizesMb)
    const { rssMb, heapMb, p99 } = meanOf(samples)
    return {
      minutes,
      requests: Object.entries(load.done)
        .map(([what, count]) => `${count} ${what}`)
        .join(' + '),
      'mean p99 ms': p99,
      'RSS MB': rssMb,
      'heap MB': heapMb,
      rises,
      ...(sizesMb.length > 0
        ? { 'tables MB after each prune': sizesMb.map((mb) => mb.toFixed(1)).join(' ') }
        : {}),
    }
  })
}

async function anApiKey({ server, sandbox }: Installed): Promise<string> {
  const answer = await fetch(`${server.baseUrl}/api/api-keys`, {
    method: 'POST',
    headers: { ...adminHeaders(sandbox), 'content-type': 'application/json' },
    body: JSON.stringify({ role: 'admin', label: 'soak' }),
  })
  return ((await answer.json()) as { key: string }).key
}

async function takeSamples(
  { server }: Installed,
  load: MixedLoad,
  forMs: number,
): Promise<readonly Sample[]> {
  const samples: Sample[] = []
  const everyMs = Math.max(500, forMs / SAMPLES)
  const endsAt = performance.now() + forMs
  while (performance.now() < endsAt) {
    await sleep(everyMs)
    samples.push({ ...(await readProcessFigures(server)), p99: load.takeWindow().p99 })
  }
  return samples
}

/** Fills and prunes while the load goes on; resolves to the space that the tables take after each time. */
async function pruneInCycles(
  { sandbox }: Installed,
  query: Query,
  minutes: number,
): Promise<readonly number[]> {
  const isYoung = minutes < YOUNG_MINUTES
  const cycles = isYoung ? FEWEST_CYCLES : CYCLES
  const sizesMb: number[] = []
  for (let cycle = 0; cycle < cycles; cycle += 1) {
    await sleep((minutes * MINUTE_MS) / (cycles + 1))
    expectAtMost('cycles without anything to prune', (await age(query)) === 0 ? 1 : 0, 0)
    await untilPruned(query, await beginPrunes(query, sandbox.workspaceId))
    await expectPruned(query)
    // In so short a time the database does not do it by itself, and on some machines never.
    if (isYoung || (await isAutovacuumOff(query))) await query('vacuum')
    sizesMb.push(await readSizeMb(query))
  }
  return sizesMb
}

async function isAutovacuumOff(query: Query): Promise<boolean> {
  const [row] = await query('show autovacuum')
  return row?.['autovacuum'] === 'off'
}

/** On the embedded database nobody else can look while the server runs: it is stopped for ageing and for counting. */
async function pruneOnce({ server, sandbox }: Installed, database: EmbeddedDatabase): Promise<void> {
  await whileStopped(server, database, async (query) => {
    expectAtMost('runs without anything to prune', (await age(query)) === 0 ? 1 : 0, 0)
    await beginPrunes(query, sandbox.workspaceId)
  })
  await until('what is too old is deleted', MINUTE_MS, async () => {
    const metrics = await (await fetch(`${server.baseUrl}/metrics`)).text()
    return /^switchyard_jobs_ready 0$/m.test(metrics) && /^switchyard_jobs_running 0$/m.test(metrics)
  })
  await whileStopped(server, database, expectPruned)
}

async function whileStopped(
  server: Installed['server'],
  { dataDir }: EmbeddedDatabase,
  use: (query: Query) => Promise<void>,
): Promise<void> {
  expectEqual('the exit code', await server.stop(), 0)
  const owner = await PGlite.create(join(dataDir, 'database'))
  try {
    await use(async (text) => (await owner.query<Record<string, unknown>>(text)).rows)
  } finally {
    await owner.close()
  }
  await server.start()
}

function expectFlat(samples: readonly Sample[], minutes: number): string {
  const measured = samples.slice(Math.ceil(samples.length * WARM_UP))
  const limits = Object.entries(RISES[minutes < YOUNG_MINUTES ? 'young' : 'old']) as [Watched, number][]
  const rises = limits.map(([what, most]) => {
    const rise = Math.round(riseOf(measured.map((sample) => sample[what])))
    expectAtMost(`rise of ${what}`, rise, most)
    return `${what} ${rise}`
  })
  return rises.join(' ')
}

function expectReused(sizesMb: readonly number[]): void {
  const [, second = Infinity] = sizesMb
  expectAtMost(
    'space of the tables after the last cycle, MB',
    sizesMb.at(-1) ?? 0,
    second * BLOAT.factor + BLOAT.mb,
  )
}

function meanOf(samples: readonly Sample[]): Record<'rssMb' | 'heapMb' | 'p99', number> {
  const mean = (what: Watched): number =>
    Math.round(samples.reduce((sum, sample) => sum + sample[what], 0) / samples.length)
  return { rssMb: mean('rssMb'), heapMb: mean('heapMb'), p99: mean('p99') }
}
