import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { LoggedRequest } from '../../server/sandbox/clockify/index.ts'
import { expectEverythingStored, readBootstrap, startBootstrap, untilBootstrapped } from './bootstrap.ts'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled, type Installed } from './installed.ts'
import { expectAtMost, expectEqual, until, type Figures } from './support.ts'

const TAKEN_UP_WITHIN_MS = 30_000
const ON_THE_WAY_MS = 200

/** kill -9 in the middle of a bootstrap: it goes on where it was, and no record is doubled or missed. */
export function killInBootstrap(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  // Each round uses up a few dozen requests.
  const size = {
    users: 10 + 2 * rounds,
    projects: 40 + 12 * rounds,
    tasks: 80 * rounds,
    timeEntries: 400 * rounds,
  }
  return whileInstalled({ makeDatabase, sandbox: { size } }, async (installed) => {
    const { sandbox, server } = installed
    sandbox.requests.clear()
    const runId = await startBootstrap(sandbox, server.baseUrl)
    const kills: number[] = []
    let slowestPickUpMs = 0
    for (let round = 0; round < rounds; round += 1) {
      const enough = sandbox.requests.total + randomInt(5, 40)
      await until('the bootstrap asks', TAKEN_UP_WITHIN_MS, () => sandbox.requests.total >= enough)
      await server.kill()
      // What the dead process had sent may still be on its way.
      await sleep(ON_THE_WAY_MS)
      kills.push(sandbox.requests.total)
      slowestPickUpMs = Math.max(slowestPickUpMs, await resume(installed))
    }

    expectEqual('the run that ended', await untilBootstrapped(sandbox, server.baseUrl), runId)
    await expectEverythingStored(sandbox, server.baseUrl)
    const repeated = countRepeats(sandbox.requests.entries, kills)
    return { rounds, requests: sandbox.requests.total, repeated, slowestPickUpMs }
  })
}

/** Milliseconds from the kill to the first request of the work that was taken up. */
async function resume({ sandbox, server }: Installed): Promise<number> {
  const killedAt = performance.now()
  const before = sandbox.requests.total
  await server.start()
  if ((await readBootstrap(sandbox, server.baseUrl))?.status === 'completed')
    throw new Error('the bootstrap was over before it could be killed: give the sandbox more to read')
  await until('the bootstrap is taken up', TAKEN_UP_WITHIN_MS, () => sandbox.requests.total > before)
  const tookMs = Math.round(performance.now() - killedAt)
  expectAtMost('milliseconds until the bootstrap was taken up', tookMs, TAKEN_UP_WITHIN_MS)
  return tookMs
}

/** Pages that were asked for again: none between kills, and after each kill at most one per stream. */
function countRepeats(requests: readonly LoggedRequest[], kills: readonly number[]): number {
  const asked = new Map<string, { readonly life: number; readonly request: LoggedRequest }>()
  const repeatsAfterKill = new Map<string, number>()
  let repeated = 0
  for (const [index, request] of requests.entries()) {
    const { path, query } = request
    const life = kills.filter((firstOfLife) => firstOfLife <= index).length
    const page = `${path}?${query}`
    const before = asked.get(page)
    asked.set(page, { life, request })
    if (before === undefined) continue
    if (before.life === life)
      throw new Error(
        `${page} was asked for twice without a kill in between: ${tell(before.request, request)}`,
      )
    const stream = `${path}?${query.replace(/(^|&)page=\d+/, '')} after kill ${life}`
    repeatsAfterKill.set(stream, (repeatsAfterKill.get(stream) ?? 0) + 1)
    repeated += 1
  }
  for (const [stream, count] of repeatsAfterKill) expectAtMost(`pages repeated of ${stream}`, count, 1)
  return repeated
}

function tell(first: LoggedRequest, second: LoggedRequest): string {
  const afterMs = Math.round(second.arrivedMs - first.arrivedMs)
  return `answered ${first.status}, and after ${afterMs} ms ${second.status}`
}
