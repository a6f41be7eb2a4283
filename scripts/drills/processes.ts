import { randomInt } from 'node:crypto'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import type { ClockifySandbox } from '../../server/sandbox/clockify/index.ts'
import { expectEverythingStored, readBootstrap, startBootstrap, untilBootstrapped } from './bootstrap.ts'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled } from './installed.ts'
import { slotOfThree } from './schedule-slot.ts'
import type { ServerProcess } from './server-process.ts'
import { adminHeaders, expectAtMost, expectEqual, listAll, until, type Figures } from './support.ts'
import { expectKept, startWebhookLoad, untilSettled } from './webhook-load.ts'

const SIZE = { users: 12, projects: 80, tasks: 300, timeEntries: 800 }
const PER_SECOND = 50

/** Three processes on one database: one bootstrap, one limit, one schedule slot, whoever of them dies. */
export function severalProcesses(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  return whileInstalled({ makeDatabase, sandbox: { size: SIZE } }, async (installed) => {
    const { sandbox, server, addServer } = installed
    const servers = [server, await addServer(), await addServer()] as const
    await Promise.all(servers.slice(1).map((other) => other.start()))
    const figures = { acknowledged: 0, slowestPickUpMs: 0, mostPerSecond: 0 }
    for (let round = 0; round < rounds; round += 1) {
      const lost = await loseTwo(sandbox, servers)
      await Promise.all(lost.gone.map((gone) => gone.start()))
      figures.acknowledged += lost.acknowledged
      figures.slowestPickUpMs = Math.max(figures.slowestPickUpMs, lost.pickUpMs)
      figures.mostPerSecond = Math.max(figures.mostPerSecond, await shareTheLimit(sandbox, servers))
    }
    await Promise.all(servers.map((each) => each.stop()))
    return { rounds, ...figures, jobsOfSlot: await slotOfThree(installed) }
  })
}

/** One bootstrap and webhooks to all three, while one is killed and one is stopped. */
async function loseTwo(sandbox: ClockifySandbox, servers: readonly ServerProcess[]) {
  const first = randomInt(3)
  const [killed, stopped, left] = [0, 1, 2].map((turn) => servers[(first + turn) % 3]) as [
    ServerProcess,
    ServerProcess,
    ServerProcess,
  ]
  sandbox.requests.clear()
  const runId = await startBootstrap(sandbox, killed.baseUrl)
  const second = await fetch(`${stopped.baseUrl}/api/bootstrap`, {
    method: 'POST',
    headers: adminHeaders(sandbox),
  })
  expectEqual('the status of a second bootstrap', second.status, 409)
  const load = startWebhookLoad(
    sandbox,
    servers.map((server) => server.baseUrl),
    3,
  )
  await until('the bootstrap asks', 20_000, () => sandbox.requests.total > 40)
  await killed.kill()
  const pickUpMs = await until('the bootstrap goes on', 30_000, () => sandbox.requests.total > 80)
  expectEqual('the exit code of the one that was stopped', await stopped.stop(), 0)
  await load.stop()

  expectEqual('the run that ended', await untilBootstrapped(sandbox, left.baseUrl), runId)
  await expectKept(load, sandbox, left.baseUrl)
  await untilSettled(sandbox, left.baseUrl)
  await expectEverythingStored(sandbox, left.baseUrl)
  await until('nobody holds a job', 30_000, async () => {
    const running = await listAll(left.baseUrl, sandbox, '/api/jobs?status=running')
    return running.length === 0
  })
  return { gone: [killed, stopped], acknowledged: load.acknowledged.size, pickUpMs }
}

/** A bootstrap and callers on all three at once; resolves to the most arrivals in any sliding second. */
async function shareTheLimit(sandbox: ClockifySandbox, servers: readonly ServerProcess[]): Promise<number> {
  const [server] = servers
  if (!server) throw new Error('there are servers')
  sandbox.requests.clear()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  await startBootstrap(sandbox, server.baseUrl)
  await Promise.all(servers.map((each) => callOn(sandbox, each, () => sandbox.requests.total > 250)))
  delay.disable()

  // An arrival is stamped when this process gets round to it: at most its own delay too late.
  const surelyWithinMs = 1_000 - delay.max / 1e6
  if (surelyWithinMs < 800) throw new Error('this process was too busy to measure anything')
  expectAtMost('requests in a second', sandbox.requests.highestRate(surelyWithinMs), PER_SECOND)
  const mostPerSecond = sandbox.requests.highestRate(1_000)
  expectEqual('the limit is used', mostPerSecond > 0.8 * PER_SECOND, true)
  await until('the bootstrap is over', 60_000, async () => {
    const run = await readBootstrap(sandbox, server.baseUrl)
    return run?.status === 'completed'
  })
  return mostPerSecond
}

/** Two callers, one call after another each. */
async function callOn(
  sandbox: ClockifySandbox,
  server: ServerProcess,
  isEnough: () => boolean,
): Promise<void> {
  const headers = { ...adminHeaders(sandbox), 'content-type': 'application/json' }
  const body = JSON.stringify({ connector: 'clockify', operationId: 'getLoggedUser' })
  async function call(): Promise<void> {
    while (!isEnough()) {
      const answer = await fetch(`${server.baseUrl}/api/calls`, { method: 'POST', headers, body })
      expectEqual(`the status of ${await answer.text()}`, answer.status, 200)
    }
  }
  await Promise.all([call(), call()])
}
