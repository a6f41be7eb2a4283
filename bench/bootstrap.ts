import { setTimeout as sleep } from 'node:timers/promises'
import type { SandboxSize } from '../server/sandbox/clockify/index.ts'
import { percentileOf } from '../scripts/drills/percentile.ts'
import type { Benchmark, Figure } from './benchmark.ts'
import { startCallers } from './support/callers.ts'
import { makeDatabase, type DatabaseKind } from './support/databases.ts'
import { installedServer, type InstalledServer } from './support/installed-server.ts'
import { watchMemory } from './support/memory.ts'

const PACE = 49
const CALLERS = 2
const CALL_EVERY_MS = 150
const GIVE_UP_MS = 900_000

export const bootstrap: Benchmark = {
  name: 'bootstrap',
  about:
    'everything of a workspace of 300 projects, 50 users, 5,000 tasks, 20,000 time entries; then 10 times that',
  run: async () => [...(await measure('PostgreSQL')), ...(await measure('embedded'))],
}

async function measure(kind: DatabaseKind): Promise<readonly Figure[]> {
  const once = await runOnce(kind, 1)
  const tenfold = await runOnce(kind, 10)
  return [
    { name: `${kind}: requests`, value: once.requests, unit: '' },
    { name: `${kind}: time`, value: once.seconds, unit: 's' },
    {
      name: `${kind}: time against requests / ${PACE}`,
      value: once.seconds / (once.requests / PACE),
      unit: '',
      atMost: 1.03,
    },
    { name: `${kind}: most memory of the process`, value: once.memoryMb, unit: 'MB', atMost: 250 },
    {
      name: `${kind}: a call's wait for its slot meanwhile, p99`,
      value: once.callP99Ms,
      unit: 'ms',
      atMost: 200,
    },
    {
      name: `${kind}: time of 10 times the data`,
      value: tenfold.seconds / once.seconds,
      unit: 'times',
      atMost: 10.5,
    },
    {
      name: `${kind}: memory with 10 times the data`,
      value: tenfold.memoryMb / once.memoryMb,
      unit: 'times',
      atMost: 1.1,
    },
  ]
}

interface Walked {
  readonly requests: number
  readonly seconds: number
  readonly memoryMb: number
  readonly callP99Ms: number
}

async function runOnce(kind: DatabaseKind, times: number): Promise<Walked> {
  const database = await makeDatabase(kind)
  const installed = await installedServer(database, { sandbox: { size: sizeOf(times), logSize: 1_000 } })
  const memory = watchMemory(installed.server.pid)
  try {
    const startedMs = performance.now()
    await start(installed)
    const callers = startCallers({
      servers: [installed.server],
      headers: installed.headers(),
      callers: CALLERS,
      pauseMs: CALL_EVERY_MS,
    })
    const requests = await untilCompleted(installed)
    const seconds = (performance.now() - startedMs) / 1_000
    await callers.stop()
    const callP99Ms = percentileOf(callers.awayMs, 0.99)
    return { requests: requests + callers.tookMs.length, seconds, memoryMb: memory.stop(), callP99Ms }
  } finally {
    memory.stop()
    await installed.stop()
    await database.drop()
  }
}

function sizeOf(times: number): Partial<SandboxSize> {
  return {
    projects: 300 * times,
    users: 50 * times,
    tasks: 5_000 * times,
    timeEntries: 20_000 * times,
  }
}

async function start({ server, headers }: InstalledServer): Promise<void> {
  const answer = await fetch(`${server.baseUrl}/api/bootstrap`, { method: 'POST', headers: headers() })
  if (answer.status !== 202) throw new Error(`the bootstrap was not begun: ${await answer.text()}`)
}

/** Resolves to the requests that it took. */
async function untilCompleted({ server, headers }: InstalledServer): Promise<number> {
  const giveUpAt = performance.now() + GIVE_UP_MS
  while (performance.now() < giveUpAt) {
    const answer = await fetch(`${server.baseUrl}/api/bootstrap`, { headers: headers() })
    const { run } = (await answer.json()) as {
      run: { status: string; requests: number; error: string | null }
    }
    if (run.status === 'completed') return run.requests
    if (run.status === 'failed') throw new Error(`the bootstrap failed: ${run.error}`)
    await sleep(100)
  }
  throw new Error(`the bootstrap did not end within ${GIVE_UP_MS / 1_000} s`)
}
