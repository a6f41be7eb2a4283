import { randomBytes } from 'node:crypto'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import type { ProcessDatabase } from './databases.ts'
import { timedCall, type TimedCall } from './hostile/timed-call.ts'
import { whileInstalled, type Installed } from './installed.ts'
import type { ServerProcess } from './server-process.ts'
import { adminHeaders, expectEqual, until, type Figures } from './support.ts'

const CALLERS = 4
const FIRST_RING_CALLS = 50

/** Two processes, one restarted after the other, three times: the new key behind the old one, before it, alone. Not one call fails. */
export async function keyRotation(makeDatabase: () => Promise<ProcessDatabase>): Promise<Figures> {
  const older = randomBytes(32).toString('base64')
  const newer = randomBytes(32).toString('base64')
  const size = { users: 2, projects: 2, tasks: 2, timeEntries: 2 }
  const env = { ENCRYPTION_KEY: older }
  return whileInstalled({ makeDatabase, sandbox: { size }, env }, async (installed) => {
    const { server, sandbox } = installed
    const second = await installed.addServer()
    await second.start()
    const load = startCalls(sandbox, [server, second])
    await until('calls are made', 10_000, () => load.calls.length > FIRST_RING_CALLS)
    for (const ring of [`${older},${newer}`, `${newer},${older}`, newer])
      for (const place of [0, 1]) await restartWith(installed, load, { place, ring })
    const before = load.calls.length
    await until('calls go on', 10_000, () => load.calls.length > before + FIRST_RING_CALLS)
    const servers = await load.stop()

    const failed = load.calls.filter(({ outcome }) => outcome !== 200)
    expectEqual(`failed calls (${String(failed[0]?.outcome)})`, failed.length, 0)
    await Promise.all(servers.map((running) => running.stop()))
    const refusals = await expectRefused(installed, [older, randomBytes(32).toString('base64')])
    return { calls: load.calls.length, restarts: 6, refusals }
  })
}

interface Load {
  readonly calls: readonly TimedCall[]
  /** Gives this place no more calls; resolves when those under way are over, to the process that served it. */
  takeOut(place: number): Promise<ServerProcess | undefined>
  putIn(place: number, server: ServerProcess): void
  /** Resolves to the processes when the last call is over. */
  stop(): Promise<readonly ServerProcess[]>
}

/** What a load balancer does: calls to whichever process takes them. */
function startCalls(sandbox: ClockifySandbox, first: readonly ServerProcess[]): Load {
  const places: (ServerProcess | undefined)[] = [...first]
  const underWay = new Map<ServerProcess, number>()
  const calls: TimedCall[] = []
  const over = new AbortController()
  const count = (server: ServerProcess, by: number): void =>
    void underWay.set(server, (underWay.get(server) ?? 0) + by)
  const isIdle = (server: ServerProcess): boolean => (underWay.get(server) ?? 0) === 0

  async function callOn(from: number): Promise<void> {
    for (let turn = from; !over.signal.aborted; turn += 1) {
      const taking = places.filter((server) => server !== undefined)
      const server = taking[turn % taking.length]
      if (!server) throw new Error('no process takes calls')
      count(server, 1)
      calls.push(await timedCall(server.baseUrl, { headers: adminHeaders(sandbox) }))
      count(server, -1)
    }
  }

  const running = Promise.all(Array.from({ length: CALLERS }, (_, index) => callOn(index)))
  return {
    calls,
    takeOut: async (place) => {
      const server = places[place]
      places[place] = undefined
      if (server) await until('the calls under way are over', 20_000, () => isIdle(server))
      return server
    },
    putIn: (place, server) => {
      places[place] = server
    },
    stop: async () => {
      over.abort()
      await running
      return places.filter((server) => server !== undefined)
    },
  }
}

async function restartWith(
  installed: Installed,
  load: Load,
  { place, ring }: { readonly place: number; readonly ring: string },
): Promise<void> {
  const old = await load.takeOut(place)
  expectEqual('the exit code of a process that was asked to end', await old?.stop(), 0)
  const next = await installed.addServer({ env: { ENCRYPTION_KEY: ring } })
  await next.start()
  load.putIn(place, next)
}

/** A process with only such a key says why it does not start. */
async function expectRefused(installed: Installed, keys: readonly string[]): Promise<number> {
  for (const key of keys) {
    const server = await installed.addServer({ env: { ENCRYPTION_KEY: key } })
    server.launch()
    const { code, stderr } = await server.ended()
    expectEqual('the exit code with a wrong key', code, 1)
    expectEqual('the complaint names the variable', stderr.includes('ENCRYPTION_KEY does not fit'), true)
    expectEqual('the complaint shows the key', stderr.includes(key), false)
  }
  return keys.length
}
