import { setTimeout as sleep } from 'node:timers/promises'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import type { ProcessDatabase } from './databases.ts'
import { startHostileBootstraps } from './hostile/hostile-bootstraps.ts'
import { startHostileServer, type HostileServer } from './hostile/hostile-server.ts'
import { HOSTILITIES } from './hostile/hostilities.ts'
import { feltBeside } from './hostile/neighbours.ts'
import { timedCall } from './hostile/timed-call.ts'
import { whileInstalled } from './installed.ts'
import type { Latency } from './latency.ts'
import { median } from './percentile.ts'
import { readProcessFigures, watchRss } from './process-figures.ts'
import { freePort, type ServerProcess } from './server-process.ts'
import { adminHeaders, expectAtMost, expectEqual, until, type Figures } from './support.ts'
import { installElsewhere, type WorkspaceElsewhere } from './workspace-elsewhere.ts'

interface Ground {
  readonly server: ServerProcess
  readonly sandbox: ClockifySandbox
  readonly hostile: HostileServer
  /** Two with a good API: one on a host of its own, one behind the host of the hostile ones. */
  readonly neighbours: readonly Pick<WorkspaceElsewhere, 'headers'>[]
  readonly install: (kind: string) => Promise<WorkspaceElsewhere>
}

const HEAP_MB = 192
const MEASURED_MS = 4_000
// A read may take 50 s with all its attempts, a write 10 s of waiting and 30 s; the rest is for a busy machine.
const WITHIN_MS = { read: 58_000, write: 53_000 }
const FLOODS = 3
const CALLS_IN_A_FLOOD = 60
const WORK_AT_ONCE = 4
const EVENT_WITHIN_MS = 10_000
// Beside APIs that only waste time nothing changes; those that send megabytes take the processor for a while.
const SLOWER = { time: { factor: 5, ms: 1_500 }, work: { factor: 5, ms: 5_000 } }
const RSS_PEAK_MB = 450
const RSS_GROWTH_MB = 80

/** Every way in which another service can be slow, broken or malicious, each met by a workspace of its own, beside two that are served well. */
export async function hostileUpstream(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  const hostile = await startHostileServer()
  const port = await freePort()
  const env = {
    EGRESS_ALLOW: `http://127.0.0.1:${port},${hostile.origin}`,
    NODE_OPTIONS: `--max-old-space-size=${HEAP_MB}`,
    LOG_LEVEL: 'error',
  }
  const size = { users: 3, projects: 5, tasks: 10, timeEntries: 20 }
  try {
    return await whileInstalled({ makeDatabase, sandbox: { port, size }, env }, async (installed) => {
      const { server, sandbox } = installed
      const install = (kind: string): Promise<WorkspaceElsewhere> =>
        installElsewhere(sandbox, server.baseUrl, { name: kind, apiUrl: hostile.apiOf(kind) })
      const neighbours = [{ headers: adminHeaders(sandbox) }, await install('good')]
      return await drill({ server, sandbox, hostile, neighbours, install }, rounds)
    })
  } finally {
    await hostile.close()
  }
}

async function drill(ground: Ground, rounds: number): Promise<Figures> {
  const { server, neighbours, hostile } = ground
  const quietly = (): Promise<Latency> => feltBeside(server.baseUrl, neighbours, () => sleep(MEASURED_MS))
  await quietly()
  const alone = await quietly()
  const before = await readProcessFigures(server)
  const rss = watchRss(server)
  const [slowestMs, , beside] = await Promise.all([
    meetAll(ground, ({ costs }) => costs !== 'work'),
    flood(ground),
    watchNeighbours(ground, rounds),
    // Or it would watch a process that is no more, and hide why.
  ]).finally(() => rss.stop())
  const peakMb = rss.stop()
  const { time, work, settledMb, eventMs } = beside
  const most = (felt: 'time' | 'work'): number => alone.p99 * SLOWER[felt].factor + SLOWER[felt].ms
  expectAtMost('p99 of the good ones beside APIs that waste time, ms', time.p99, most('time'))
  expectAtMost('p99 of the good ones beside APIs that send megabytes, ms', work.p99, most('work'))
  expectAtMost('memory at its peak, MB more', Math.round(peakMb - before.rssMb), RSS_PEAK_MB)
  // One round differs from the next by 30 MB, depending on what V8 has collected.
  const half = settledMb.length / 2
  const growthMb = Math.round(median(settledMb.slice(half)) - median(settledMb.slice(0, half)))
  expectAtMost('memory after later rounds, MB more than after the first half', growthMb, RSS_GROWTH_MB)
  expectEqual('redirects that were followed', hostile.trapped, 0)
  return {
    kinds: Object.keys(HOSTILITIES).length,
    rounds,
    'slowest call ms': slowestMs,
    'event of a neighbour ms': eventMs,
    'p99 ms alone': alone.p99,
    'beside time-wasters': time.p99,
    'beside megabytes': work.p99,
    'heap limit MB': HEAP_MB,
    'RSS MB before': Math.round(before.rssMb),
    peak: Math.round(peakMb),
    'after each round': settledMb.map(Math.round).join(' '),
  }
}

interface Beside {
  readonly time: Latency
  readonly work: Latency
  readonly eventMs: number
  /** After each round of megabytes. */
  readonly settledMb: readonly number[]
}

/** What the good workspaces feel, first while others hang and their bootstraps run, then also beside rounds of megabytes. */
async function watchNeighbours(ground: Ground, rounds: number): Promise<Beside> {
  const { server, neighbours } = ground
  const felt = (work: () => Promise<unknown>): Promise<Latency> =>
    feltBeside(server.baseUrl, neighbours, work)
  const bootstraps = await startHostileBootstraps(server.baseUrl, (kind) => ground.install(kind))
  const time = await felt(() => sleep(2 * MEASURED_MS))
  const eventMs = await eventOfNeighbour(ground)
  const settledMb: number[] = []
  const work = await felt(async () => {
    for (let round = 0; round < rounds; round += 1) {
      await meetAll(ground, ({ costs }) => costs === 'work', WORK_AT_ONCE)
      await sleep(MEASURED_MS)
      settledMb.push((await readProcessFigures(server)).rssMb)
    }
  })
  await bootstraps.expectSensible()
  return { time, work, eventMs, settledMb }
}

/** Reads and a write in a workspace for each kind; resolves to the milliseconds of the slowest call. */
async function meetAll(
  { server, install }: Ground,
  isMet: (hostility: (typeof HOSTILITIES)[string]) => boolean,
  reads = 1,
): Promise<number> {
  const kinds = Object.entries(HOSTILITIES).filter(([, hostility]) => isMet(hostility))
  const slowest = await Promise.all(
    kinds.map(async ([kind, { costs, outcome }]) => {
      // A process that is busy with such answers may say so before it sends another request.
      const isRight = (found: unknown): boolean =>
        found === outcome || (costs === 'work' && found === 'slow down')
      const workspace = await install(kind)
      const tookMs = await Promise.all(
        Array.from({ length: reads }, async () => {
          const call = await timedCall(server.baseUrl, workspace)
          expectEqual(`a read, ${kind}: ${String(call.outcome)}; as promised`, isRight(call.outcome), true)
          expectAtMost(`milliseconds of a read, ${kind}`, call.tookMs, WITHIN_MS.read)
          return call.tookMs
        }),
      )
      const write = await timedCall(server.baseUrl, await install(kind), 'write')
      // Writes are sent once, so one that flaps may have just failed.
      if (kind !== 'flapping')
        expectEqual(`a write, ${kind}: ${String(write.outcome)}; as promised`, isRight(write.outcome), true)
      expectAtMost(`milliseconds of a write, ${kind}`, write.tookMs, WITHIN_MS.write)
      return Math.max(...tookMs, write.tookMs)
    }),
  )
  return Math.max(...slowest)
}

/** More writes at once than a workspace may have under way, to an API that never answers. */
async function flood({ server, install }: Ground): Promise<void> {
  const flooding = await Promise.all(Array.from({ length: FLOODS }, () => install('silent')))
  const calls = flooding.flatMap((workspace) =>
    Array.from({ length: CALLS_IN_A_FLOOD }, () => timedCall(server.baseUrl, workspace, 'write')),
  )
  for (const { outcome, tookMs } of await Promise.all(calls)) {
    if (outcome !== 'no answer' && outcome !== 'slow down') throw new Error(`in a flood: ${String(outcome)}`)
    expectAtMost('milliseconds of a write in a flood', tookMs, WITHIN_MS.write)
  }
}

/** Milliseconds until an event of the good workspace is handled, while the bootstraps of the others hang. */
async function eventOfNeighbour({ server, sandbox }: Ground): Promise<number> {
  const entry = sandbox.createTimeEntry({ userId: sandbox.state.ownerId, description: 'beside the hostile' })
  return until('an event of a good workspace is done', EVENT_WITHIN_MS, async () => {
    const answer = await fetch(`${server.baseUrl}/api/webhook-events?limit=10`, {
      headers: adminHeaders(sandbox),
    })
    const { items } = (await answer.json()) as { items: { entityId: string | null; status: string }[] }
    return items.some((event) => event.entityId === entry.id && event.status === 'done')
  })
}
