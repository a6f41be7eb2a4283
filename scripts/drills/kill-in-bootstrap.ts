import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { expectEverythingStored, readBootstrap, startBootstrap, untilBootstrapped } from './bootstrap.ts'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled } from './installed.ts'
import { expectEqual, until, type Figures } from './support.ts'

const SIZE = { users: 20, projects: 60, tasks: 400, timeEntries: 2_000 }
const TAKEN_UP_WITHIN_MS = 30_000

/** kill -9 in the middle of a bootstrap: it goes on where it was, and no record is doubled or missed. */
export function killInBootstrap(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  return whileInstalled({ makeDatabase, sandbox: { size: SIZE } }, async ({ sandbox, server }) => {
    const isOver = async (): Promise<boolean> =>
      (await readBootstrap(sandbox, server.baseUrl))?.status === 'completed'
    const runId = await startBootstrap(sandbox, server.baseUrl)
    let slowestPickUpMs = 0
    for (let round = 0; round < rounds; round += 1) {
      await sleep(randomInt(300, 1_500))
      if (await isOver()) break
      await server.kill()
      const before = sandbox.requests.total
      await server.start()
      const pickUpMs = await until(
        'the bootstrap is taken up',
        TAKEN_UP_WITHIN_MS,
        async () => sandbox.requests.total > before || (await isOver()),
      )
      slowestPickUpMs = Math.max(slowestPickUpMs, pickUpMs)
    }

    expectEqual('the run that ended', await untilBootstrapped(sandbox, server.baseUrl), runId)
    await expectEverythingStored(sandbox, server.baseUrl)
    return { rounds, requests: sandbox.requests.total, slowestPickUpMs }
  })
}
