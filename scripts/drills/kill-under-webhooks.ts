import { randomInt } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import type { ProcessDatabase } from './databases.ts'
import { whileInstalled } from './installed.ts'
import type { Figures } from './support.ts'
import { expectKept, startWebhookLoad, untilMoreAcknowledged, untilSettled } from './webhook-load.ts'

const SIZE = { users: 4, projects: 4, tasks: 8, timeEntries: 20 }

/** kill -9 at random moments under webhook load: every event answered 2xx is there exactly once, and is worked off. */
export function killUnderWebhooks(
  makeDatabase: () => Promise<ProcessDatabase>,
  rounds: number,
): Promise<Figures> {
  return whileInstalled({ makeDatabase, sandbox: { size: SIZE } }, async ({ sandbox, server }) => {
    const load = startWebhookLoad(sandbox, [server.baseUrl], 8)
    for (let round = 0; round < rounds; round += 1) {
      await untilMoreAcknowledged(load, randomInt(20, 200))
      await sleep(randomInt(0, 50))
      await server.kill()
      await server.start()
    }
    await load.stop()
    const stored = await expectKept(load, sandbox, server.baseUrl)
    const settledMs = await untilSettled(sandbox, server.baseUrl)
    return { rounds, sent: load.sent.size, acknowledged: load.acknowledged.size, stored, settledMs }
  })
}
